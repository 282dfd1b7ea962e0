"""An L that stands well repeats what a C told of the region, for C's that do not hear each other.

    heard ──some of it is news here──▶ waiting ──heard from others too──▶ dropped
                                          └──U(15–45 s)──▶ sent unchanged, once

It cannot open the seal: it is a repeater for whoever can, and its own airtime pays. So nothing that a frame says is
believed here; it only tells what was on the air how often.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

from nsp_console.domain.facts import Entry, Fact
from nsp_console.domain.moments import Moment
from nsp_console.link.desk import Desk
from nsp_console.link.plane import Departure, Urgency
from nsp_console.wire.frames.kinds import GossipFrame

WAIT_S = (15.0, 45.0)  # at MEDIUM_FAST: after the C's, whose windows are shorter
OLD = 2  # times on the air after which a version is no news any more
WAITING_MAX = 8  # frames
LATE_S = 60.0  # × scale after its time: the console slept, or there was no airtime; others told it since
COUNTED_MAX = 2048  # versions of points whose hearings are counted
REPEATED_MAX = 256  # frames remembered, so that none is repeated twice

Version = tuple[int, int]  # station and version


@dataclass(slots=True)
class Waiting:
    """A frame that is repeated at elapsed second `due_s`, unless all of it is old by then."""

    payload: bytes
    versions: tuple[Version, ...]
    due_s: float


@dataclass(slots=True)
class BridgePlane:
    """A `Plane` of an L; the exchange tells it every gossip frame that was heard, with `hear`."""

    desk: Desk
    _counts: OrderedDict[Version, int] = field(default_factory=OrderedDict)
    _seen: OrderedDict[bytes, None] = field(default_factory=OrderedDict)
    _waiting: list[Waiting] = field(default_factory=list)

    def apply(self, entry: Entry) -> None:
        """Nothing of the journal matters here."""

    def due(self, now: Moment) -> list[Fact]:
        """Nothing is recorded."""
        return []

    def hear(self, payload: bytes, frame: GossipFrame, now: Moment) -> None:
        """Whole `payload`, of which `frame` was read without opening its seal, was on the air."""
        versions = tuple((entry.station, entry.version) for entry in frame.entries)
        for version in versions:
            self._count(version)
        news = any(self._is_news(version) for version in versions)
        if not news or payload in self._seen or len(self._waiting) >= WAITING_MAX:
            return
        if not self.desk.roster.is_coordinator(frame.station) or self.desk.keyring.is_revoked(frame.station):
            return
        _remember(self._seen, payload, REPEATED_MAX)
        due_s = now.elapsed + self.desk.dice.uniform(*WAIT_S) * self.desk.scale
        self._waiting.append(Waiting(payload, versions, due_s))

    def _is_news(self, version: Version) -> bool:
        return self._counts.get(version, 0) < OLD

    def _count(self, version: Version) -> None:
        count = self._counts.pop(version, 0)
        self._counts[version] = count + 1
        while len(self._counts) > COUNTED_MAX:
            self._counts.popitem(last=False)

    def departures(self, now: Moment) -> list[Departure]:
        """Frames whose time has come and that still hold news. What is repeated was on the air once more."""
        return [Departure(one.payload, Urgency.REPAIR, 0, "beeld") for one in self._due(now)]

    def _due(self, now: Moment) -> Iterator[Waiting]:
        due = [one for one in self._waiting if one.due_s <= now.elapsed]
        self._waiting = [one for one in self._waiting if one.due_s > now.elapsed]
        for one in due:
            late = now.elapsed - one.due_s > LATE_S * self.desk.scale
            if not late and any(self._is_news(version) for version in one.versions):
                for version in one.versions:
                    self._count(version)
                yield one

    def next_timer(self) -> float:
        """Elapsed second of the next repeat."""
        return min((one.due_s for one in self._waiting), default=inf)


def _remember(seen: OrderedDict[bytes, None], payload: bytes, count_max: int) -> None:
    seen[payload] = None
    while len(seen) > count_max:
        seen.popitem(last=False)
