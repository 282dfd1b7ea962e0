"""Every transmission in the simulated world, by what it was for: the ledger that the figures of airtime come from."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from random import Random

from nsp_console.drill.world.medium import Medium
from nsp_console.drill.world.packets import ROUTING_PORT, MeshPacket
from nsp_console.drill.world.scheduler import Scheduler
from nsp_console.link.airtime import Preset

MINUTE_S = 60.0
MINUTES_PER_HOUR = 60
NEIGHBOUR = "buur"  # everything of the other region
ACK = "bevestiging"  # of the firmware, for a packet that nobody named
UNKNOWN = "anders"


@dataclass(slots=True)
class Tally:
    """Per kind of packet: how many consoles began, how many transmissions that took, and their seconds on air."""

    began: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)
    air_s: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def copy(self) -> "Tally":
        return Tally(self.began.copy(), self.sent.copy(), self.air_s.copy())

    def since(self, before: "Tally") -> "Tally":
        """What came on top of `before`."""
        air_s = defaultdict(float, {kind: seconds - before.air_s[kind] for kind, seconds in self.air_s.items()})
        return Tally(self.began - before.began, self.sent - before.sent, air_s)


class Meter(Medium):
    """A medium that keeps account. `begin` tells what a packet is for, before it is sent."""

    def __init__(self, scheduler: Scheduler, rng: Random, preset: Preset, loss: float = 0.0) -> None:
        super().__init__(scheduler, rng, preset, loss)
        self.tally = Tally()
        self.minutes: dict[int, defaultdict[int, float]] = {}  # radio → minute → seconds on air
        self.air_s = 0.0
        self._kinds: dict[tuple[int, int], str] = {}

    def begin(self, packet: MeshPacket, kind: str) -> None:
        """A console hands `packet` to its radio."""
        self._kinds[packet.key] = kind
        self.tally.began[kind] += 1

    def transmit(self, number: int, packet: MeshPacket) -> float:
        airtime_s = super().transmit(number, packet)
        kind = self._kinds.get(packet.key, UNKNOWN)
        if kind is UNKNOWN and packet.port == ROUTING_PORT:
            kind = self._kinds[packet.key] = self._kinds.get((packet.to, packet.request), ACK)
        self.tally.sent[kind] += 1
        self.tally.air_s[kind] += airtime_s
        if kind != NEIGHBOUR:
            self.air_s += airtime_s
            minutes = self.minutes.setdefault(number, defaultdict(float))
            minutes[int(self.scheduler.now_s // MINUTE_S)] += airtime_s
        return airtime_s

    def busiest(self, ends_s: float) -> float:
        """Highest share of any full hour that one radio sent; of the whole run when that is shorter."""
        last = int(ends_s // MINUTE_S)
        width = min(MINUTES_PER_HOUR, last + 1)
        highest = 0.0
        for minutes in self.minutes.values():
            inside = sum(minutes[minute] for minute in range(width))
            highest = max(highest, inside)
            for minute in range(width, last + 1):
                inside += minutes[minute] - minutes[minute - width]
                highest = max(highest, inside)
        return highest / (width * MINUTE_S)
