"""Bugs to plant in the link of a whole history: each replaces one part of the exchange by one that breaks a promise."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from nsp_console.domain.facts import Entry, Fact, MailTaken, PeerMet
from nsp_console.domain.moments import Moment
from nsp_console.link.air import AirGate
from nsp_console.link.counters import CounterStock
from nsp_console.link.exchange import Exchange
from nsp_console.link.heard_status import HeardStatus, Mark
from nsp_console.link.hello import Hello
from nsp_console.link.kept_status import Kept, KeptStatus
from nsp_console.link.lines import Lines
from nsp_console.link.mail import Mail
from nsp_console.link.memory import Memory
from nsp_console.link.outbound import Outbound
from nsp_console.link.picture.plane import PicturePlane
from nsp_console.link.picture.waiting import Doubts, Pending, Pushes
from nsp_console.link.plane import Departure, Heard, Hearing, Urgency
from nsp_console.link.receipts import Receipts
from nsp_console.link.receiving import Receiving
from nsp_console.link.sending_rule import OwnReport
from nsp_console.link.status_plane import StatusPlane
from nsp_console.link.streams import Inbound
from nsp_console.sim.contract.clock import WALL_S
from nsp_console.sim.contract.place import KEPT
from nsp_console.wire.frames.kinds import MailFrame, SignedFrame


class TellsAtOnce(Receiving):
    """Marks a message as here when it is heard, not when it is committed."""

    def hear(self, frame: MailFrame | SignedFrame, epoch: int, payload: bytes) -> Hearing:
        hearing = super().hear(frame, epoch, payload)
        if hearing.delivered is not None:
            self.inbound(frame.station, isinstance(frame, SignedFrame)).take(frame.line, frame.sequence)
        return hearing


class TakesTwice(Inbound):
    """Never recognises a repeat."""

    def holds(self, line: int, sequence: int) -> bool:
        return False


class ReceivingTwice(Receiving):
    """With streams that never recognise a repeat."""

    def inbound(self, station: int, broadcast: bool) -> Inbound:
        return self.streams.setdefault((station, broadcast), TakesTwice(skips=not broadcast))


class Gappy(Outbound):
    """Uses every third number."""

    def give(self, to: str) -> int:
        self._given[to] = self.last_given(to) + 2
        return super().give(to)


class Discouraged(Mail):
    """No sign of life shortens a wait."""

    def life(self, station: int, now: Moment) -> None:
        return None


class Credulous(Memory):
    """Believes whom it ever met, also after a restore."""

    def forget_freshness(self) -> None:
        return None


class Forgetful(Memory):
    """Its replay windows are gone after a restart."""

    def apply(self, entry: Entry) -> None:
        if not isinstance(entry.fact, MailTaken):
            super().apply(entry)
        if isinstance(entry.fact, PeerMet):
            number = self.roster.number(entry.fact.station)
            assert number is not None
            self.peer(number).window.high, self.peer(number).window.seen = entry.fact.counter - 64, 0


class ForgetfulStock(CounterStock):
    """After a restart it goes on from the beginning of the last block."""

    def apply(self, entry: Entry) -> None:
        before = self.following
        super().apply(entry)
        if not self._in_use and self.following == self.until:
            self.following = max(before, self.until - 256)


class SameLine(Lines):
    """A restore changes nothing."""

    @property
    def must_begin(self) -> bool:
        return self.desk.counters.blank


class Backwards(HeardStatus):
    """Takes whatever version comes."""

    def _is_news(self, station: int, epoch: int, version: int) -> bool:
        return self._marks.get(station) != Mark(epoch, version)


class Hearsay(HeardStatus):
    """Tells that it has the version of which it only heard say."""

    def version_for(self, station: int) -> int | None:
        mark = self._marks.get(station)
        return mark.version if mark is not None else None


class WallClocked(Exchange):
    """Waits by the wall clock."""

    __slots__ = ()

    def apply(self, entry: Entry) -> None:
        super().apply(replace(entry, at=_by_the_wall(entry.at)))

    def hear(self, heard: Heard, now: Moment) -> Hearing:
        return super().hear(heard, _by_the_wall(now))

    def due(self, now: Moment) -> list[Fact]:
        return super().due(_by_the_wall(now))

    def departures(self, now: Moment) -> list[Departure]:
        return super().departures(_by_the_wall(now))

    def next_timer(self, now: Moment) -> float:
        walled = _by_the_wall(now)
        return now.elapsed + super().next_timer(walled) - walled.elapsed


def _by_the_wall(now: Moment) -> Moment:
    return replace(now, elapsed=now.wall - WALL_S)


class Ungated(AirGate):
    """What repairs costs nothing, and nothing holds it back."""

    def pays(self, urgency: Urgency, payload_bytes: int, now_s: float, text: bool = False) -> bool:
        return urgency is Urgency.REPAIR or super().pays(urgency, payload_bytes, now_s, text)


class SameVersions(Kept):
    """Goes on right above the version that it believes is the last, whoever else writes."""

    __slots__ = ()

    def following(self, home: bool) -> int:
        return (self.mark.version if self.mark is not None else 0) + 1


class Everybodys(KeptStatus):
    """Every C writes for a point, of what it was told itself."""

    def _point(self, code: str) -> Kept:
        return self._points.setdefault(code, SameVersions())

    def two(self, code: str) -> None:
        """From now on we are a writer of `code` too, and saw one visitor more."""
        values_of = self._values_of

        def ours(site: str, now: Moment) -> OwnReport | None:
            told = values_of(site, now)
            more = {"visitors": self._desk.number + 100}
            return None if told is None else replace(told, values={**told.values, **more})

        self._kept, self._values_of = lambda: (code,), ours


class SpentPending(Pending):
    """What others were heard telling once is never told here again, in no version."""

    __slots__ = ("spent",)

    def overheard(self, station: int) -> None:
        self._spent().add(station)
        super().drop(station)

    def add(self, station: int, times: int) -> None:
        if times:
            self._spent().add(station)
        if station not in self._spent():
            super().add(station, times)

    def _spent(self) -> set[int]:
        if not hasattr(self, "spent"):
            self.spent: set[int] = set()
        return self.spent


class SpentPushes(Pushes):
    """What was pushed or overheard once is never pushed again."""

    __slots__ = ("spent",)

    def plan(self, station: int, version: int, now_s: float) -> None:
        if station not in self._spent():
            super().plan(station, version, now_s)

    def drop(self, station: int) -> None:
        self._spent().add(station)
        super().drop(station)

    def _spent(self) -> set[int]:
        if not hasattr(self, "spent"):
            self.spent: set[int] = set()
        return self.spent


class NoDoubts(Doubts):
    """Whatever was told once is believed to have arrived."""

    __slots__ = ()

    def told(self, station: int, heard: int, now_s: float) -> None:
        return None


@dataclass(frozen=True)
class Bug:
    """A planted bug, and the beginnings of the clauses that may see it. `twice`: each history is played twice."""

    name: str
    plant: Callable[[Exchange], None]
    clauses: str
    twice: bool = False


def _rewire(exchange: Exchange) -> None:
    """Let the other parts see the one that was replaced."""
    exchange.lines = type(exchange.lines)(exchange.desk, exchange.mail)
    exchange.hello = Hello(exchange.desk, exchange.lines, exchange.receiving)
    exchange.receipts = Receipts(exchange.desk, exchange.receiving, exchange.status, exchange.alarms)


def _receiving(kind: type[Receiving]) -> Callable[[Exchange], None]:
    def plant(exchange: Exchange) -> None:
        exchange.receiving = kind(exchange.desk)
        _rewire(exchange)

    return plant


def _mail(kind: type[Mail]) -> Callable[[Exchange], None]:
    def plant(exchange: Exchange) -> None:
        exchange.mail = kind(exchange.desk)
        _rewire(exchange)

    return plant


def _gappy(exchange: Exchange) -> None:
    exchange.mail.out = Gappy()


def _memory(kind: type[Memory]) -> Callable[[Exchange], None]:
    def plant(exchange: Exchange) -> None:
        exchange.desk.memory = kind(exchange.desk.roster)

    return plant


def _counters(exchange: Exchange) -> None:
    exchange.desk.counters = ForgetfulStock()


def _lines(exchange: Exchange) -> None:
    exchange.lines = SameLine(exchange.desk, exchange.mail)
    _rewire(exchange)


def _states(kind: type[HeardStatus]) -> Callable[[Exchange], None]:
    def plant(exchange: Exchange) -> None:
        status = exchange.status
        assert isinstance(status, StatusPlane)
        status._others = kind(exchange.desk, status._others.answers_for)

    return plant


def _wall(exchange: Exchange) -> None:
    exchange.__class__ = WallClocked


def _ungated(exchange: Exchange) -> None:
    assert isinstance(exchange.gate, AirGate)
    exchange.gate.__class__ = Ungated


def _two_writers(exchange: Exchange) -> None:
    if isinstance(exchange.kept, KeptStatus):
        exchange.kept.__class__ = Everybodys
        assert isinstance(exchange.kept, Everybodys)
        exchange.kept.two(KEPT)


def _spent(exchange: Exchange) -> None:
    if isinstance(exchange.picture, PicturePlane):
        waiting = exchange.picture._waiting
        waiting.pending = SpentPending(waiting.pace.k)
        waiting.pushes = SpentPushes(waiting.desk, waiting.pace)
        waiting.doubts = NoDoubts(waiting.desk, waiting.pace)


def _own_chance(exchange: Exchange) -> None:
    exchange.desk.dice = Random()


BUGS = (
    Bug("acknowledges before the commit", _receiving(TellsAtOnce), "2 4 5 6"),
    Bug("no dedupe", _receiving(ReceivingTwice), "3"),
    Bug("wall-clock timers", _wall, "2 3 5 6 7"),
    Bug("numbers with holes", _gappy, "4"),
    Bug("no back-off reset", _mail(Discouraged), "6"),
    Bug("two writers", _two_writers, "5 6 7"),
    Bug("believes who it met before a restore", _memory(Credulous), "5 7"),
    Bug("repairs pass the gate", _ungated, "9"),
    Bug("counters used again after a restart", _counters, "5 6"),
    Bug("an older version overwrites a newer", _states(Backwards), "7"),
    Bug("receipts for what another has", _states(Hearsay), "2"),
    Bug("replay window forgotten", _memory(Forgetful), "3 5"),
    Bug("suppression without expiry", _spent, "6"),
    Bug("no new line after a restore", _lines, "2 4 5 6"),
    Bug("chance of its own", _own_chance, "8", twice=True),
)
