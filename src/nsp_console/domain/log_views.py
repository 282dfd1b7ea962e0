"""What the logbook is asked, and what it answers: a filter, one line, a page of lines, the last handover."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from nsp_console.domain import facts as f
from nsp_console.domain.facts import KINDS, NAMES, Fact, Purpose
from nsp_console.domain.moments import Age
from nsp_console.domain.safetext import SafeText
from nsp_console.domain.values import Source

NO_TEXT = SafeText("")


class LogGroup(StrEnum):
    """Which kinds of entries: `WORK` is what people said and did, `ALL` adds the bookkeeping of the link."""

    WORK = "logboek"
    REPORTS = "meldingen"
    ALARMS = "alarmen"
    DECISIONS = "besluiten"
    MESSAGES = "berichten"
    ALL = "alles"


# What only the computers need: it is in the journal because a restart must know it, not because anybody reads it.
BOOKKEEPING: frozenset[type] = frozenset(
    {
        f.CountersReserved,
        f.LineStarted,
        f.PeerMet,
        f.MailTaken,
        f.MailRelined,
        f.MessageStepped,
        f.StatusIssued,
        f.StatusKept,
        f.StatusReceived,
    }
)
ECHOES = frozenset({Purpose.ECHO, Purpose.HINT, Purpose.NOTE})  # lines of ours that nobody wrote
GROUPS: dict[LogGroup, frozenset[type]] = {
    LogGroup.REPORTS: frozenset(
        {f.TextHeard, f.ReportEntered, f.ValuesConfirmed, f.ValuesRejected, f.StatusHeard, f.NodeLinked}
    ),
    LogGroup.ALARMS: frozenset(
        {f.TextHeard, f.AlarmRaised, f.AlarmAcknowledged, f.AlarmParked, f.AlarmClosed, f.AlarmStepped}
    ),
    LogGroup.DECISIONS: frozenset(
        {
            f.Decided,
            f.DeploymentStarted,
            f.DeploymentEnded,
            f.T0Corrected,
            f.HomeMoved,
            f.WriterMoved,
            f.StationRevoked,
            f.SiteAdded,
            f.NoteMade,
            f.ShiftHandedOver,
            f.ShiftTakenOver,
        }
    ),
    LogGroup.MESSAGES: frozenset(
        {f.TextHeard, f.TextHandled, f.MessageQueued, f.BulletinHeard, f.BulletinIssued, f.BulletinHung}
    ),
}


def is_bookkeeping(fact: Fact) -> bool:
    """Whether nobody has to read this: the link's own, a line nobody wrote, or a state that another C passed on."""
    match fact:
        case f.MessageQueued():
            return fact.purpose in ECHOES
        case f.TextHeard():
            return fact.machine
        case f.StatusHeard():
            return bool(fact.source.via) or fact.kept
    return type(fact) in BOOKKEEPING


def _by_group(group: LogGroup) -> Callable[[Fact], bool]:
    if group is LogGroup.ALL:
        return lambda fact: True
    if group is LogGroup.ALARMS:
        return lambda fact: not isinstance(fact, f.TextHeard) or fact.alarm_kind is not None
    if group is LogGroup.REPORTS:
        return lambda fact: not isinstance(fact, f.TextHeard) or bool(fact.understood.values or fact.understood.needs)
    return lambda fact: not is_bookkeeping(fact)


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which entries are asked for.

    site   about this point ("" for all)
    by     a part of who said or did it
    text   every word of it occurs in the line: number, point, who, sentence
    since  only entries with a higher number: numbers order the journal, clocks are claims
    """

    group: LogGroup = LogGroup.WORK
    site: str = ""
    by: str = ""
    text: str = ""
    since: int = 0

    def kinds(self) -> frozenset[str] | None:
        """Journal names that can be in this group; None when all can. A kind no group names is people's work."""
        if self.group is LogGroup.ALL:
            return None
        if self.group is LogGroup.WORK:
            return frozenset(name for name, kind in KINDS.items() if kind not in BOOKKEEPING)
        return frozenset(NAMES[kind] for kind in GROUPS[self.group])

    def admits(self, fact: Fact) -> bool:
        """Whether this very fact is in the group, when its kind is."""
        return _by_group(self.group)(fact)

    @property
    def ringing(self) -> bool:
        """Whether of texts only those that rang are asked for: the journal knows them without reading all."""
        return self.group is LogGroup.ALARMS

    @property
    def reads_words(self) -> bool:
        """Whether the words of a line decide: they exist only after it was made."""
        return bool(self.by or self.text)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One journal entry as a line.

    kind           name in the journal (`facts.KINDS`)
    age            of the event; `wall` its clock time as claimed then, `recorded_wall` when it was written here
    text           one Dutch sentence without `by` (`dutch.logbook`)
    points_at      the entry this one says something about; `corrects` when it says it anew
    corrected_by   the entry that corrects this one
    fact           the whole of it, as recorded
    """

    entry: int
    kind: str
    site: str | None
    age: Age
    text: SafeText
    by: str = ""
    wall: float = 0.0
    recorded_wall: float = 0.0
    sure: bool = True
    source: Source | None = None
    points_at: int | None = None
    corrects: int | None = None
    corrected_by: int | None = None
    fact: Fact | None = None

    @property
    def late(self) -> bool:
        """Whether it was written down so much later that both times must be shown."""
        return self.recorded_wall - self.wall >= LATE_S


LATE_S = 60.0


@dataclass(frozen=True, slots=True)
class LogPage:
    """Lines, newest first. `older`: ask with this as `before` to go on; None: there is nothing older.

    A search that finds little gives few lines, or none, with an `older`: each question looks back a limited way.
    """

    lines: tuple[LogLine, ...] = ()
    older: int | None = None


@dataclass(frozen=True, slots=True)
class ShiftView:
    """The last handover. `taken_by` empty: nobody confirmed it yet. Walls are seconds UTC as claimed then."""

    entry: int
    wall: float
    by: SafeText
    to: SafeText
    note: SafeText = NO_TEXT
    states: dict[str, str] = field(default_factory=dict)
    taken_by: SafeText = NO_TEXT
    taken_wall: float = 0.0
