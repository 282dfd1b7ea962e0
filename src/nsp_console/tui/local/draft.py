"""What is being filled in: kept apart from the screen, so that Esc, a resize or a new picture loses nothing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from nsp_console.domain.admission import jumps
from nsp_console.domain.fields import spec_of
from nsp_console.domain.kern import NEEDS
from nsp_console.domain.moments import Age
from nsp_console.domain.understanding import Need, Outcome, Understanding
from nsp_console.domain.values import Scalar
from nsp_console.domain.views import SiteView
from nsp_console.dutch.times import number
from nsp_console.tui.local.questions import POWER_HOURS, POWER_WORDS, Question
from nsp_console.tui.wording import Wording

NOTHING_NEEDED = ("nee", "n", "geen", "niets", "0")
JUMP = 10.0  # so many times more or less than before: asked once more
THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
TEXT_CHARS_MAX = 120
Understand = Callable[[str], Understanding]


@dataclass(frozen=True)
class Known:
    """What was told before: as it would be typed, and how old that is. `age` None: never told."""

    text: str = ""
    age: Age | None = None


def known(question: Question, view: SiteView | None, wording: Wording) -> Known:
    """The last value of this question at our own point."""
    if view is None:
        return Known()
    if question.key == NEEDS:
        if view.needs:
            return Known(", ".join(wording.need(need) for need in view.needs), view.heard)
        return Known() if NEEDS in view.kern_missing else Known("nee", view.heard)
    cell = view.cells.get(question.key)
    power = view.cells.get("power")
    tells = question.key == POWER_HOURS and power is not None and power.value in ("net", "geen")
    if tells and power is not None and (cell is None or power.age.seconds <= cell.age.seconds):
        return Known(str(power.value), power.age)
    if cell is None:
        return Known()
    return Known(typed_number(cell.value), cell.age)


def typed_number(value: Scalar) -> str:
    """`420`, `12,5`: as a person would type it; words stay words."""
    if isinstance(value, str):
        return value
    return number(value).replace(".", "")


def amount(text: str) -> float | None:
    """What was typed as a number: `420`, `1.250`, `12,5`; None when it is none."""
    plain = text.replace(".", "") if THOUSANDS.fullmatch(text) else text.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,9}(\.\d{1,3})?", plain):
        return None
    found = float(plain)
    return int(found) if found.is_integer() else found


@dataclass
class Draft:
    """`typed`: question key → text, for what was changed. `passed`: what was looked at and left as it was."""

    typed: dict[str, str] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    sure: set[tuple[str, str]] = field(default_factory=set)  # large jumps somebody said twice

    @property
    def empty(self) -> bool:
        """Whether there is nothing to send."""
        return not self.typed and not self.passed

    def text(self, question: Question, before: Known) -> str:
        """What stands on the line now."""
        return self.typed.get(question.key, before.text)

    def put(self, question: Question, text: str) -> None:
        """Somebody filled this in."""
        self.typed[question.key] = text[:TEXT_CHARS_MAX]
        self.passed.discard(question.key)

    def add(self, question: Question, char: str) -> None:
        """One more character; the first one replaces what stood there from last time."""
        self.put(question, self.typed.get(question.key, "") + char)

    def rub_out(self, question: Question, before: Known) -> None:
        """Backspace."""
        self.put(question, self.text(question, before)[:-1])

    def clear(self) -> None:
        """Sent: begin anew."""
        self.typed.clear()
        self.passed.clear()
        self.sure.clear()

    def told(self, question: Question) -> bool:
        """Whether this goes along: changed, or looked at and found still right."""
        return question.key in self.typed or question.key in self.passed


def complaint(question: Question, text: str, understand: Understand) -> str:
    """Why this cannot be: one Dutch sentence with what to do; empty when it can."""
    if not text.strip() or question.answers:
        return ""
    if question.key == NEEDS:
        if text.strip().casefold() in NOTHING_NEEDED or needs_of(text, understand):
            return ""
        return "Niet begrepen. Typ wat en hoeveel, zoals: 200 l diesel, 40 dekens. Of typ nee."
    if question.free:
        return ""
    if question.key == POWER_HOURS and text.casefold() in POWER_WORDS:
        return ""
    value = amount(text)
    spec = spec_of(question.key)
    if value is None:
        return f"“{text}” is geen getal. Typ alleen cijfers, of maak de regel leeg als u het niet weet."
    if spec is None or spec.accepts(value):
        return ""
    if spec.whole and not float(value).is_integer():
        return "Hier hoort een heel getal. Haal de komma weg."
    limits = f"{number(spec.low)} tot {number(spec.high)}"
    return f"{number(value)} {question.unit} kan niet kloppen. Kijk het na en typ een getal van {limits}."


def leap(question: Question, text: str, before: Known) -> str:
    """A warning when the number is ten times more or less than last time."""
    new, old = amount(text), amount(before.text)
    if new is None or old is None or not jumps(new, old, JUMP):
        return ""
    return f"Vorige keer was het {number(old)}. Klopt {number(new)}? Druk nog een keer op Enter, of verbeter het."


def needs_of(text: str, understand: Understand) -> tuple[Need, ...]:
    """The articles asked for, read with the same grammar as every line of text."""
    return understand(f"nodig: {text}").needs


def values_of(question: Question, text: str) -> dict[str, Scalar]:
    """The fields this line fills; an empty line says nothing."""
    text = text.strip()
    if not text or question.key == NEEDS:
        return {}
    if question.answers or question.free:
        return {question.key: text}
    if question.key == POWER_HOURS and text.casefold() in POWER_WORDS:
        return {"power": POWER_WORDS[text.casefold()]}
    value = amount(text)
    return {} if value is None else {question.key: value}


def understanding(
    view: SiteView, told: Sequence[tuple[Question, str]], understand: Understand, wording: Wording
) -> Understanding:
    """The report as every other report: only what was looked at is in it."""
    values: dict[str, Scalar] = {}
    needs: tuple[Need, ...] = ()
    nothing = False
    for question, text in told:
        values |= values_of(question, text)
        if question.key == NEEDS and text.strip():
            nothing = text.strip().casefold() in NOTHING_NEEDED
            same = text == known(question, view, wording).text
            needs = () if nothing else view.needs if same else needs_of(text, understand)
    return Understanding(Outcome.STATUS, view.site.code, values, needs=needs, no_needs=nothing)
