"""A report that comes in by voice, line by line: the kernmelding, with the questions that an L answers on its page.

Nothing has to be filled in: an empty line says nothing. What was known before stands beside it, never in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nsp_console.domain.kern import NEEDS
from nsp_console.domain.understanding import Understanding
from nsp_console.domain.values import Means
from nsp_console.domain.views import SiteView
from nsp_console.dutch.labels import MEANS
from nsp_console.dutch.times import age
from nsp_console.station import commands
from nsp_console.tui.ask.form import Form, FormField, Values
from nsp_console.tui.frame.entry import understood_words
from nsp_console.tui.local.draft import complaint, known, leap, understanding
from nsp_console.tui.local.questions import KERN, Question
from nsp_console.tui.paint import wrap

if TYPE_CHECKING:
    from nsp_console.tui.place import Place

MEANS_FIELD = "hoe"
NOT_SAID = ("", "niet gezegd")
# Means first: it is known before the first word is said, and most come by portofoon.
MEANS_ASKED = (Means.PORTOFOON, Means.TELEFOON, Means.KOERIER, Means.PAPIER, Means.EIGEN)
LIVE_W = 66  # cells inside the box
SHORT = {
    "state": "Open?",
    "visitors": "Mensen",
    "water_l": "Water (liter)",
    "fuel_hours": "Stroom (uur)",
    NEEDS: "Nodig",
    "bulletin": "Bulletin",
}


def before(question: Question, view: SiteView, place: Place) -> str:
    """`was 420, 8m geleden`: what was told last; how to answer when nothing was."""
    told = known(question, view, place.wording)
    return f"was {told.text}, {age(told.age)} geleden" if told.text and told.age else question.hint


def fields(view: SiteView, place: Place) -> tuple[FormField, ...]:
    """The lines of the form."""
    understand = place.console.door.understand

    def check(question: Question) -> Callable[[str], str]:
        return lambda text: complaint(question, text, understand)

    lines = [
        FormField(MEANS_FIELD, "Hoe", MEANS_ASKED[0].value, choices=tuple((m.value, MEANS[m]) for m in MEANS_ASKED))
    ]
    for question in KERN:
        choices = (NOT_SAID, *((answer.value, answer.words) for answer in question.answers)) if question.answers else ()
        hint = before(question, view, place)
        lines.append(FormField(question.key, SHORT[question.key], "", hint, choices, check(question)))
    return tuple(lines)


def told_in(values: Values) -> list[tuple[Question, str]]:
    """The questions that were answered."""
    return [(question, values[question.key]) for question in KERN if values.get(question.key, "").strip()]


def read(values: Values, view: SiteView, place: Place) -> Understanding:
    """The report, read by the same rules as the page of an L."""
    return understanding(view, told_in(values), place.console.door.understand, place.wording)


def live(values: Values, view: SiteView, place: Place) -> list[tuple[str, str]]:
    """What will be saved, and what is far from last time."""
    told = told_in(values)
    if not told:
        return [("Vul in wat u hoort. Leeg is: niet gezegd.", "dim")]
    words = "Begrepen: " + understood_words(read(values, view, place), place.wording)
    lines = [(row, "accent") for row in wrap(words, LIVE_W)]
    for question, text in told:
        old = known(question, view, place.wording)
        if leap(question, text, old):
            lines.append((f"▲ {SHORT[question.key]}: was {old.text}. Vraag na of {text} klopt.", "attention"))
    return lines


def ask(place: Place, code: str) -> None:
    """The form for point `code`; Enter on the last line saves."""
    view = place.picture.site(code)
    if view is None:
        return

    def answered(values: dict[str, str] | None) -> None:
        if values is None:
            return
        understood = read(values, view, place)
        if not told_in(values):
            place.say("Niets ingevuld, dus niets opgeslagen.", "attention")
            return
        words = understood_words(understood, place.wording)
        command = commands.EnterReport(code, understood, Means(values[MEANS_FIELD]), words)
        place.console.order([command], f"Opgeslagen: {words}")

    title = f"Melding van {code} {view.site.short_name}"
    place.app.push_screen(Form(title, fields(view, place), live=lambda values: live(values, view, place)), answered)
