"""The other consoles: what they seal comes in as facts, what we owe them goes out. Locked until the keys are open."""

import math
from dataclasses import dataclass

from nsp_console.domain.facts import Entry, Fact
from nsp_console.domain.moments import Moment
from nsp_console.radio.base import PacketReceived
from nsp_console.station.hearing import SealedAlarm

LOCKED = "sleutel_dicht"


@dataclass(slots=True)
class Consoles:
    """The station's side of the link to other consoles."""

    def apply(self, entry: Entry) -> None:
        """Take a committed entry in."""

    def hear(self, packet: PacketReceived, now: Moment) -> tuple[list[Fact], str]:
        """Facts of a frame, or why it was refused."""
        return [], LOCKED

    def alarm_line(self, packet: PacketReceived, now: Moment) -> SealedAlarm | None:
        """Who sealed this alarm line, when its tail holds."""
        return None

    def due(self, now: Moment) -> list[Fact]:
        """Facts that time asks for."""
        return []

    def next_timer(self) -> float:
        """Elapsed seconds at which to look again."""
        return math.inf
