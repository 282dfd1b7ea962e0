"""The lossy channel of `plane_air` on which C's also list the alarms they have, as their packets of the picture do."""

from collections import Counter
from dataclasses import dataclass, field

from nsp_console.domain.sites import SiteKind
from nsp_console.wire.frames.kinds import AlarmKnown
from support.plane_air import NUMBERS, REGION, PlaneRig, alarms_of, rings

URGENT_S = (0.5, 4.0)  # an alarm is news
PACKET_S = (10.0, 20.0)  # in a region where something happens every C sends a packet now and then


@dataclass
class ListRig(PlaneRig):
    """`told`: lists sent, by console. `lists`: off, nobody lists anything."""

    lists: bool = True
    told: Counter[str] = field(default_factory=Counter)
    _listing: set[str] = field(default_factory=set)  # an urgent list is planned
    _rung: Counter[str] = field(default_factory=Counter)

    def begin(self) -> None:
        """Every C begins to list."""
        for code in self.coordinators:
            self._every_now_and_then(code)
            self._watch(code)

    @property
    def coordinators(self) -> list[str]:
        return [code for code in self.consoles if REGION.sites[code].kind is SiteKind.C]

    def _every_now_and_then(self, code: str) -> None:
        def packet() -> None:
            self._list(code)
            self._every_now_and_then(code)

        self.plan(self.elapsed + self.dice.uniform(*PACKET_S), packet)

    def _watch(self, code: str) -> None:
        """A new alarm in the journal is a reason for a packet."""

        def look() -> None:
            rung = len(rings(self.consoles[code]))
            if rung > self._rung[code]:
                self._rung[code] = rung
                self._soon(code)
            self._watch(code)

        self.plan(self.elapsed + 0.5, look)

    def _soon(self, code: str) -> None:
        if code not in self._listing:
            self._listing.add(code)

            def packet() -> None:
                self._listing.discard(code)
                self._list(code)

            self.plan(self.elapsed + self.dice.uniform(*URGENT_S), packet)

    def _list(self, code: str) -> None:
        if not self.lists or not self.consoles[code].on:
            return
        listed = alarms_of(self.consoles[code]).listed(self.consoles[code].now)
        self.told[code] += 1
        for other in self.coordinators:
            if other != code and frozenset({code, other}) not in self.cut and self.dice.random() >= self.loss:
                self._compare(other, listed, NUMBERS[code])

    def _compare(self, code: str, listed: tuple[AlarmKnown, ...], by: int) -> None:
        console = self.consoles[code]
        if console.on:
            if alarms_of(console).compare(listed, console.now, by):
                self._soon(code)
            console.look()
