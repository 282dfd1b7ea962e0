"""What the journal tells of the exchange between consoles, apart from the values of points: folded, and bounded.

Own state sent and who has it, bulletins and where they hang, who has our alarms, which message an inbox line was,
who stands in for whom, revoked keys, and whether two C's told a different T0.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from nsp_console.domain import facts
from nsp_console.domain.facts import AlarmStep, Content, Entry, Step, Why
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.safetext import SafeText, clean
from nsp_console.domain.sites import Site
from nsp_console.domain.views import BulletinView, OwnState, Reason
from nsp_console.domain.writing import Writers

BULLETINS_MAX = 200  # at hand, of all consoles together; the journal keeps all
ALARMS_MAX = 500  # alarms of ours of which steps are kept
MARKS_MAX = 4000  # messages in and out that can be told apart by their place in a stream
BULLETIN_NUMBERS = 999
T0_TOLERANCE_S = 60.0  # told in whole minutes: less is no difference
T0_DISPUTE_S = 24 * 3600.0  # how long a difference is shown, and how far apart two words may be to be one

ORDERS_MAX = 400  # topics on which some console ordered something
ORDERS_PER_TOPIC_MAX = 8

Order = (
    facts.DeploymentStarted
    | facts.DeploymentEnded
    | facts.T0Corrected
    | facts.Decided
    | facts.HomeMoved
    | facts.StationRevoked
    | facts.WriterMoved
)
Place = tuple[int, int]  # line and sequence in a stream
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class MailMark:
    """Which message of console `station` an inbox line was."""

    station: str
    line: int
    sequence: int


@dataclass(slots=True)
class Bulletin:
    """One bulletin, ours or of another C, and the points where it hangs."""

    entry: int
    station: str
    number: int
    text: SafeText
    at: Moment
    valid_h: int
    mine: bool
    hung: dict[str, Moment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class T0Word:
    """What one console said T0 is."""

    t0_wall: float
    source: str
    origin: str
    at: Moment


def topic_of(order: Order) -> str:
    """What an order is about: of two orders of one console about the same, the later *said* one must count."""
    match order:
        case facts.Decided():
            return f"besluit {order.site}"
        case facts.HomeMoved():
            return f"waarneming {order.home}"
        case facts.StationRevoked():
            return f"sleutel {order.station}"
        case facts.WriterMoved():
            return f"schrijver {order.site}"
        case _:
            return "inzet"


class AirPicture:
    """The situation calls `apply` with every entry, in journal order."""

    def __init__(self, sites: Mapping[str, Site]) -> None:
        self.writers = Writers(sites)
        self.station = ""
        self.revoked: dict[str, int] = {}  # station → generation up to which its keys are not trusted
        self.versions: dict[str, int] = {}  # point → newest version of its state in this journal
        self._version = 0
        self._why: Why | None = None
        self._issued: Moment | None = None
        self._received: dict[str, Moment] = {}
        self._bulletins: OrderedDict[tuple[str, int], Bulletin] = OrderedDict()
        self._last_number = 0
        self._steps: OrderedDict[int, dict[str, tuple[AlarmStep, Moment]]] = OrderedDict()
        self._gone: OrderedDict[int, Moment | None] = OrderedDict()  # our sealed alarms: when a radio had it
        self._marks: OrderedDict[int, MailMark] = OrderedDict()
        self._arriving: tuple[int, MailMark, bool] | None = None
        self._orders: OrderedDict[tuple[str, str], list[tuple[Place, Order]]] = OrderedDict()
        self._sent: OrderedDict[tuple[str, int, int], int] = OrderedDict()
        self._read_told: OrderedDict[int, None] = OrderedDict()
        self._t0: list[T0Word] = []
        self._table: dict[type, Callable[[Entry, Any], None]] = {
            facts.StationStarted: self._started,
            facts.StatusIssued: self._status_issued,
            facts.StatusKept: self._version_known,
            facts.StatusHeard: self._version_known,
            facts.StatusReceived: self._status_received,
            facts.BulletinIssued: self._bulletin_issued,
            facts.BulletinHeard: self._bulletin_heard,
            facts.BulletinHung: self._bulletin_hung,
            facts.AlarmRaised: self._alarm_raised,
            facts.MessageStepped: self._message_stepped,
            facts.AlarmStepped: self._alarm_stepped,
            facts.MailTaken: self._mail_taken,
            facts.TextHeard: self._text_heard,
            facts.MessageQueued: self._queued,
            facts.MailRelined: self._relined,
            facts.StationRevoked: self._station_revoked,
            facts.DeploymentStarted: self._t0_told,
            facts.T0Corrected: self._t0_told,
            facts.DeploymentEnded: self._deployment_ended,
            facts.Decided: self._ordered,
            facts.HomeMoved: self._ordered,
            facts.WriterMoved: self._ordered,
        }

    def apply(self, entry: Entry) -> None:
        """Fold one entry in."""
        self.writers.apply(entry.fact)
        handler = self._table.get(type(entry.fact))
        if handler is not None:
            handler(entry, entry.fact)

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────

    def own(self, now: Moment, changed: bool = False, next_s: float | None = None) -> OwnState:
        """Our own state on the air; `changed` and `next_s` are the status plane's to tell."""
        received = {code: age_between(at, now) for code, at in self._received.items()}
        issued = age_between(self._issued, now) if self._issued else None
        return OwnState(self._version, self._why, issued, received, changed, next_s)

    def bulletins(self, now: Moment) -> tuple[BulletinView, ...]:
        """All bulletins at hand, newest first."""
        return tuple(
            BulletinView(
                each.entry,
                each.station,
                each.number,
                each.text,
                age_between(each.at, now),
                each.valid_h,
                each.mine,
                {site: age_between(at, now) for site, at in each.hung.items()},
            )
            for each in reversed(self._bulletins.values())
        )

    def bulletin(self, entry: int) -> Bulletin | None:
        """The bulletin that entry `entry` brought, if it is at hand."""
        return next((each for each in self._bulletins.values() if each.entry == entry), None)

    def hangs(self, station: str, number: int, site: str) -> bool:
        """Whether it is known that bulletin `number` of `station` hangs at `site`."""
        known = self._bulletins.get((station, number))
        return known is not None and site in known.hung

    def next_bulletin(self) -> int:
        """The number of our next bulletin: 1 … 999, and from the start again."""
        return self._last_number % BULLETIN_NUMBERS + 1

    def alarm_steps(self, entry: int) -> dict[str, tuple[AlarmStep, Moment]]:
        """Consoles that have our alarm `entry`: how far it got there, and when they told."""
        return dict(self._steps.get(entry, {}))

    def waits_to_go(self, entry: int) -> bool:
        """Whether `entry` is a sealed alarm of ours that no radio had yet."""
        return entry in self._gone and self._gone[entry] is None

    def alarm_gone(self, entry: int) -> Moment | None:
        """When a radio first had our sealed alarm `entry`."""
        return self._gone.get(entry)

    def mail_of(self, entry: int) -> MailMark | None:
        """Which message inbox line `entry` was; None when it did not come from a console."""
        return self._marks.get(entry)

    def owes_read(self, entry: int) -> MailMark | None:
        """The message whose sender has not been told that a person read inbox line `entry`."""
        return None if entry in self._read_told else self._marks.get(entry)

    def sent_entry(self, to: str, line: int, sequence: int) -> int | None:
        """Entry of our message with that place in the stream to `to`."""
        return self._sent.get((to, line, sequence))

    def said_later(self, order: Order, place: Place) -> tuple[Order, ...]:
        """Orders of the same console on the same topic that it said after `order` and that came in before it."""
        known = self._orders.get((order.origin, topic_of(order)), [])
        return tuple(each for at, each in known if at > place)

    def notices(self, now: Moment) -> tuple[Reason, ...]:
        """What the operator must know of the exchange: two C's that told a different T0 (the later one counts)."""
        if len(self._t0) < 2:
            return ()
        old, new = self._t0
        apart = abs(new.t0_wall - old.t0_wall) >= T0_TOLERANCE_S and new.origin != old.origin
        recent = age_between(old.at, new.at).seconds <= T0_DISPUTE_S
        if not (apart and recent and age_between(new.at, now).seconds <= T0_DISPUTE_S):
            return ()
        words = (("nu", new.t0_wall), ("volgens", new.origin), ("was", old.t0_wall), ("eerder", old.origin))
        return (Reason("t0_verschilt", words),)

    # ── folding ──────────────────────────────────────────────────────────────────────────────────────────

    def _started(self, entry: Entry, fact: facts.StationStarted) -> None:
        self.station = fact.station

    def _version_known(self, entry: Entry, fact: facts.StatusIssued | facts.StatusKept | facts.StatusHeard) -> None:
        self.versions[fact.site] = fact.version  # only what was news came into the journal

    def _status_issued(self, entry: Entry, fact: facts.StatusIssued) -> None:
        self._version_known(entry, fact)
        self._version, self._why, self._issued = fact.version, fact.why, entry.at
        self._received = {}

    def _status_received(self, entry: Entry, fact: facts.StatusReceived) -> None:
        if fact.version == self._version and self._issued is not None:
            self._received.setdefault(fact.by, entry.at)

    def _bulletin_issued(self, entry: Entry, fact: facts.BulletinIssued) -> None:
        self._last_number = fact.number
        self._file_bulletin(entry, self.station, fact, mine=True)

    def _bulletin_heard(self, entry: Entry, fact: facts.BulletinHeard) -> None:
        self._file_bulletin(entry, fact.station, fact, mine=False)

    def _file_bulletin(
        self, entry: Entry, station: str, fact: facts.BulletinIssued | facts.BulletinHeard, mine: bool
    ) -> None:
        key = (station, fact.number)
        self._bulletins.pop(key, None)  # numbers come round again: the new one hangs nowhere yet
        made = Bulletin(entry.number, station, fact.number, clean(fact.text), entry.at, fact.valid_h, mine)
        remember(self._bulletins, key, made, BULLETINS_MAX)

    def _bulletin_hung(self, entry: Entry, fact: facts.BulletinHung) -> None:
        known = self._bulletins.get((fact.station, fact.number))
        if known is not None:
            known.hung.setdefault(fact.site, entry.at)

    def _alarm_raised(self, entry: Entry, fact: facts.AlarmRaised) -> None:
        if fact.number is not None:
            remember(self._gone, entry.number, None, ALARMS_MAX)

    def _message_stepped(self, entry: Entry, fact: facts.MessageStepped) -> None:
        if fact.step is Step.AT_RADIO and self.waits_to_go(fact.entry):
            self._gone[fact.entry] = entry.at

    def _alarm_stepped(self, entry: Entry, fact: facts.AlarmStepped) -> None:
        steps = self._steps.get(fact.entry)
        if steps is None:
            steps = {}
            remember(self._steps, fact.entry, steps, ALARMS_MAX)
        known = steps.get(fact.by)
        if known is None or known[0] is not AlarmStep.TAKEN_ON:  # never a step back
            steps[fact.by] = fact.step, entry.at

    def _mail_taken(self, entry: Entry, fact: facts.MailTaken) -> None:
        mark = MailMark(fact.station, fact.line, fact.sequence)
        self._arriving = entry.number, mark, bool(fact.to)

    def _arrived(self, entry: Entry, station: str) -> tuple[MailMark, bool] | None:
        """The message `entry` came of: its `MailTaken` stands right before it (station.meaning puts it there)."""
        if self._arriving is None:
            return None
        number, mark, to_us = self._arriving
        return (mark, to_us) if (number + 1, mark.station) == (entry.number, station) else None

    def _text_heard(self, entry: Entry, fact: facts.TextHeard) -> None:
        arrived = self._arrived(entry, fact.station)
        if arrived is not None and arrived[1]:  # what was broadcast is not read for one sender only
            remember(self._marks, entry.number, arrived[0], MARKS_MAX)

    def _ordered(self, entry: Entry, order: Order) -> None:
        arrived = self._arrived(entry, order.origin)
        if arrived is None:
            return
        key = (order.origin, topic_of(order))
        known = [*self._orders.get(key, []), ((arrived[0].line, arrived[0].sequence), order)]
        known.sort(key=lambda each: each[0])
        remember(self._orders, key, known[-ORDERS_PER_TOPIC_MAX:], ORDERS_MAX)

    def _queued(self, entry: Entry, fact: facts.MessageQueued) -> None:
        if fact.sequence:
            remember(self._sent, (fact.to, fact.line, fact.sequence), entry.number, MARKS_MAX)
        if fact.content is Content.READ and fact.answers is not None:
            remember(self._read_told, fact.answers, None, MARKS_MAX)

    def _relined(self, entry: Entry, fact: facts.MailRelined) -> None:
        """Never out under its old place; whoever reads it names the new one."""
        known = next((key for key, number in reversed(self._sent.items()) if number == fact.entry), None)
        if known is not None:
            remember(self._sent, (known[0], fact.line, fact.sequence), fact.entry, MARKS_MAX)

    def _station_revoked(self, entry: Entry, fact: facts.StationRevoked) -> None:
        self._ordered(entry, fact)
        self.revoked[fact.station] = max(fact.generation, self.revoked.get(fact.station, 0))

    def _deployment_ended(self, entry: Entry, fact: facts.DeploymentEnded) -> None:
        self._ordered(entry, fact)
        self._t0.clear()

    def _t0_told(self, entry: Entry, fact: facts.DeploymentStarted | facts.T0Corrected) -> None:
        self._ordered(entry, fact)
        word = T0Word(fact.t0_wall, fact.source, fact.origin or self.station, entry.at)
        self._t0 = [*self._t0[-1:], word]


def remember(table: "OrderedDict[Key, Value]", key: Key, value: Value, count_max: int) -> None:
    """Put `value` in `table` and forget the oldest beyond `count_max`."""
    table[key] = value
    while len(table) > count_max:
        table.popitem(last=False)
