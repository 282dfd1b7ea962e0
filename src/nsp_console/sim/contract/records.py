"""What the journals and the air of a finished history say, in the form in which the clauses ask for it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from nsp_console.domain.facts import (
    AlarmRaised,
    AlarmStepped,
    Entry,
    Fact,
    LineStarted,
    MailRelined,
    MailTaken,
    MessageQueued,
    MessageStepped,
    StatusHeard,
    StatusIssued,
    StatusKept,
    StatusReceived,
    Step,
    TextHeard,
)
from nsp_console.sim.contract.console import Console
from nsp_console.sim.contract.history import History
from nsp_console.sim.contract.place import ROSTER
from nsp_console.wire.alarm_line import split_tail
from nsp_console.wire.frames.state import encode_state
from nsp_console.wire.sealing import TAG_BYTES

What = tuple[str, str, object]  # ("tekst", station, words) · ("staat", site, version) · ("alarm", station, number)


@dataclass(frozen=True, slots=True)
class Told:
    """Console `code` wrote that `by` has `what`."""

    code: str
    by: str
    what: What
    at_s: float


def state_bits(fact: StatusHeard | StatusIssued | StatusKept) -> int:
    """A state as the wire makes it."""
    return encode_state(fact.values, fact.needs, ROSTER.functions)


def journals(history: History) -> Iterator[tuple[str, list[Entry]]]:
    """Every journal there was, those that were replaced included."""
    for console in history.consoles:
        for journal in (*console.lost, console.journal):
            yield console.code, journal


def taken_pairs(journal: list[Entry]) -> Iterator[tuple[MailTaken, str]]:
    """Every message taken in, with its words (the fact that stands right after)."""
    for index, entry in enumerate(journal):
        if isinstance(entry.fact, MailTaken):
            words = journal[index + 1].fact if index + 1 < len(journal) else None
            yield entry.fact, words.text if isinstance(words, TextHeard) else ""


@dataclass
class Records:
    """Read once. Times are true seconds.

    queued_at  first time that a station queued these words; raised_at: or raised an alarm with that number
    states     what was said under (site, version): when, and the state
    given      per journal: sequences by (addressee, line)
    given_up   (code, words, age, when) of every message given up
    sealed     by (station, counter): what was sealed with it
    """

    queued_at: dict[tuple[str, str], float] = field(default_factory=dict)
    raised_at: dict[tuple[str, int], float] = field(default_factory=dict)
    states: dict[tuple[str, int], list[tuple[float, int]]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    told: list[Told] = field(default_factory=list)
    given: list[tuple[str, dict[tuple[str, int], list[int]]]] = field(default_factory=list)
    given_up: list[tuple[str, str, float, float]] = field(default_factory=list)
    sealed: dict[tuple[int, int], set[bytes]] = field(default_factory=lambda: defaultdict(set))
    _written: dict[str, dict[What, float]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, history: History) -> "Records":
        """Read everything."""
        records = cls()
        for console in history.consoles:
            for written in console.ledger:
                records._read(console, written.at_s, written.fact)
            records._read_steps(console)
        for code, journal in journals(history):
            records.given.append((code, _given(journal)))
        records._read_air(history)
        return records

    def written_at(self, code: str, what: What) -> float | None:
        """When `code` first wrote `what`; None: never."""
        return self._written[code].get(what)

    def _read(self, console: Console, at_s: float, fact: Fact) -> None:
        code, written = console.code, self._written[console.code]
        match fact:
            case MessageQueued():
                self.queued_at.setdefault((code, fact.text), at_s)
            case AlarmRaised(number=int(number)):
                self.raised_at.setdefault((code, number), at_s)
            case StatusIssued() | StatusKept():
                self.states[fact.site, fact.version].append((at_s, state_bits(fact)))
            case StatusHeard():
                written.setdefault(("staat", fact.site, fact.version), at_s)
            case TextHeard(alarm_number=None):
                self.texts[code].add(fact.text)
                written.setdefault(("tekst", fact.station, fact.text), at_s)
            case TextHeard():
                written.setdefault(("alarm", fact.station, fact.alarm_number), at_s)

    def _read_steps(self, console: Console) -> None:
        """What this console was told. An entry number means something in the journal of that life only."""
        for written in console.ledger:
            fact, at_s = written.fact, written.at_s
            match fact:
                case StatusReceived():
                    self.told.append(Told(console.code, fact.by, ("staat", console.code, fact.version), at_s))
                case MessageStepped(step=Step.RECEIVED):
                    about = _entry(console, written.life, fact.entry)
                    if isinstance(about, MessageQueued):
                        self.told.append(Told(console.code, fact.by, ("tekst", console.code, about.text), at_s))
                case MessageStepped(step=Step.FAILED):
                    about = _entry(console, written.life, fact.entry)
                    if isinstance(about, MessageQueued):
                        age_s = at_s - self.queued_at[console.code, about.text]
                        self.given_up.append((console.code, about.text, age_s, at_s))
                case AlarmStepped():
                    about = _entry(console, written.life, fact.entry)
                    if isinstance(about, AlarmRaised) and about.number is not None:
                        self.told.append(Told(console.code, fact.by, ("alarm", console.code, about.number), at_s))

    def _read_air(self, history: History) -> None:
        for one in history.world.sent:
            console, payload = history.world.consoles[one.sender], one.departure.payload
            parts = split_tail(payload) if one.departure.text else None
            tag = parts[2] if parts is not None else payload[-TAG_BYTES:]
            counter = console.keys.counters.get(tag)
            if counter is not None:
                self.sealed[console.number, counter].add(payload)


def _entry(console: Console, life: int, number: int) -> Fact | None:
    journal = console.lost[life] if life < console.life else console.journal
    return journal[number - 1].fact if 0 < number <= len(journal) else None


def _given(journal: list[Entry]) -> dict[tuple[str, int], list[int]]:
    """The place of every message of this journal as it is at its end: a new place replaces the one never used."""
    places: dict[int, tuple[str, int, int]] = {}
    for entry in journal:
        match entry.fact:
            case MessageQueued(sequence=sequence) as fact if sequence:
                places[entry.number] = fact.to, fact.line, sequence
            case MailRelined(entry=number, line=line, sequence=sequence) if number in places:
                places[number] = places[number][0], line, sequence
    given: dict[tuple[str, int], list[int]] = defaultdict(list)
    for to, line, sequence in places.values():
        given[to, line].append(sequence)
    return given


def lines_of(console: Console) -> list[tuple[int, LineStarted]]:
    """(life, line begun) of everything this console ever began."""
    return [(one.life, one.fact) for one in console.ledger if isinstance(one.fact, LineStarted)]
