"""Packets of all planes before the one gate of the radio: the most urgent first; what it holds back waits a while."""

from dataclasses import dataclass, field
from typing import Protocol

from nsp_console.link.plane import Departure, Urgency

HELD_MAX = 32  # packets that wait for airtime; beyond it the least urgent is dropped: it comes again by itself
HELD_S = 20.0  # × scale: a packet that waited longer is dropped; its sender sends it anew, sealed anew


class Gate(Protocol):
    """Who pays for airtime (`link.air`)."""

    def pays(self, urgency: Urgency, payload_bytes: int, now_s: float, text: bool = False) -> bool: ...


@dataclass(slots=True)
class Waiting:
    """A packet that the gate did not let through yet."""

    departure: Departure
    since_s: float


@dataclass(slots=True)
class WaitingRoom:
    """What waits for airtime: at most HELD_MAX packets."""

    _waiting: list[Waiting] = field(default_factory=list)

    def through(self, gate: Gate | None, fresh: list[Departure], scale: float, now_s: float) -> list[Departure]:
        """What `gate` lets go now, of `fresh` and of what waited; without one, all. `scale`: of the preset."""
        if not fresh and not self._waiting:
            return []
        anew = {(one.kind, one.entry) for one in fresh if one.entry}
        kept = [
            one
            for one in self._waiting
            if now_s - one.since_s <= HELD_S * scale and (one.departure.kind, one.departure.entry) not in anew
        ]
        offered = sorted(kept + [Waiting(one, now_s) for one in fresh], key=lambda one: one.departure.urgency)
        self._waiting, passed = [], []
        for one in offered:
            departure = one.departure
            if gate is None or gate.pays(departure.urgency, len(departure.payload), now_s, departure.text):
                passed.append(departure)
            elif len(self._waiting) < HELD_MAX:
                self._waiting.append(one)
        return passed
