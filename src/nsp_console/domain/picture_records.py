"""The parts of the folded picture that are not points: alarms, texts in, lines out, radios."""

import re
from dataclasses import dataclass, field, replace

from nsp_console.domain.facts import AlarmKind, Handling, MessageQueued, Step, TextHeard
from nsp_console.domain.moments import Moment
from nsp_console.domain.safetext import SafeText, clean
from nsp_console.domain.understanding import Understanding
from nsp_console.domain.values import Observed, Source, Tier


@dataclass(slots=True)
class AlarmRecord:
    """One alarm, from its first entry on; repeats are folded into it."""

    entry: int
    kind: AlarmKind
    site: str | None
    text: str
    tier: Tier
    at: Moment
    sender: int | None = None
    repeats: int = 0
    rung_at: Moment | None = None
    acknowledged_by: str = ""
    acknowledged_at: Moment | None = None
    note: str = ""
    parked_until: float | None = None
    parked_at: Moment | None = None
    parked_for_s: float = 0.0
    closed: bool = False
    exercise: bool | None = None
    also: tuple[str, ...] = ()


@dataclass(slots=True)
class ReportRecord:
    """Values of one entry, by key, and which of them still wait for *klopt*."""

    entry: int
    site: str
    values: dict[str, Observed]
    at: Moment
    source: Source
    rest_ok: bool
    waiting: set[str] = field(default_factory=set)
    needs_waiting: bool = False


@dataclass(slots=True)
class TextRecord:
    """One text as heard, and what a person did with it. `safe`, `understood` and `channel` are fit for a screen."""

    entry: int
    at: Moment
    fact: TextHeard
    site: str | None
    safe: SafeText
    understood: Understanding
    channel: SafeText
    handled: Handling | None = None
    handled_by: str = ""
    repeats: int = 0

    @classmethod
    def of(cls, entry: int, at: Moment, fact: TextHeard) -> "TextRecord":
        """The record of a text just heard: what is foreign in it is cleaned here, once."""
        return cls(entry, at, fact, fact.site, clean(fact.text), _shown(fact.understood), clean(fact.channel))


@dataclass(slots=True)
class OutRecord:
    """One line of ours and the steps it reached. `safe` is its text, fit for a screen."""

    entry: int
    at: Moment
    fact: MessageQueued
    safe: SafeText
    step: Step = Step.STORED
    steps: dict[Step, Moment] = field(default_factory=dict)
    detail: str = ""
    attempt: int = 0
    received_by: dict[str, Moment] = field(default_factory=dict)
    read_by: dict[str, Moment] = field(default_factory=dict)

    @property
    def between_consoles(self) -> bool:
        """Whether the link to other consoles carries it, not the text plane."""
        return self.fact.sequence > 0

    def reached(self, step: Step, by: str, at: Moment) -> Step | None:
        """Note that console `by` has it or that a person read it there; the step when that was the last one awaited."""
        book = self.read_by if step is Step.READ else self.received_by
        book.setdefault(by, at)
        if step is Step.READ:
            self.received_by.setdefault(by, at)
        awaited = self.fact.awaits or (by,)
        return step if all(code in book for code in awaited) else None


@dataclass(frozen=True, slots=True)
class NodeLink:
    """A radio that belongs to a point; `public_key` pins it for tier B."""

    site: str
    public_key: str = ""


def alarm_words(fact: TextHeard) -> str:
    """What is wrong, in the sender's words: the line of a console without its head `ALARM CODE NN SOORT`."""
    if fact.alarm_number is None:
        return fact.text
    words = re.sub(r"^.*?ALARM \S+ \d\d \S+\s*", "", fact.text, count=1)
    return words.strip() or fact.text


def _shown(understood: Understanding) -> Understanding:
    """The understanding as a screen may show it: the fragments it quotes are foreign text too."""
    if not understood.unclear:
        return understood
    return replace(understood, unclear=tuple((code, clean(fragment)) for code, fragment in understood.unclear))
