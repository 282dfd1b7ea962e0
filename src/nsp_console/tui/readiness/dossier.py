"""The dossier of one point: as lines beside the list, as choices, and the form in which an item is noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nsp_console.domain.dossier import FAILS, HOLDS, DossierLine, ItemState, in_state
from nsp_console.domain.views import SiteView
from nsp_console.dutch.dates import date_words, day_end, noon, parse_date
from nsp_console.dutch.dossier import STATE_SHAPE, answers_words, line_words
from nsp_console.station import commands
from nsp_console.tui.ask.choose import Choose, Item
from nsp_console.tui.ask.form import Form, FormField, required
from nsp_console.tui.paint import Line, fit, text_line, wrap
from nsp_console.tui.wording import Wording

if TYPE_CHECKING:
    from nsp_console.tui.place import Place

STATE_ROLE = {
    ItemState.DONE: "good",
    ItemState.SOON: "attention",
    ItemState.EXPIRED: "critical_text",
    ItemState.MISSING: "critical_text",
    ItemState.UNKNOWN: "unknown",
}
STATE_W = 25
LABEL_W_MAX = 46
ASKS = frozenset({ItemState.SOON, ItemState.EXPIRED, ItemState.MISSING})  # somebody has to be asked
YES, NO = "ja", "nee"
NOT_TOLD = ""
NO_DATE = "Schrijf een datum als 20-01-2027."
IN_FUTURE = "Deze dag moet nog komen."
NOTE = "Noem een functie, geen naam. Dit blijft op deze console; oudere aantekeningen blijven in het logboek."
NO_DOSSIER = "Voor dit soort punt is geen dossier ingesteld."
ANSWER = "vraag-"


def dossier_lines(view: SiteView, wording: Wording, width: int) -> list[Line]:
    """Every item with its sign, until when it holds, and what was told about it."""
    if not view.dossier:
        return [text_line(f" {NO_DOSSIER}", "dim")]
    lines: list[Line] = []
    label_w = max(10, min(LABEL_W_MAX, width - STATE_W - 3))
    for one in view.dossier:
        label = one.item.label + ("*" if one.item.vital else "")
        words = line_words(one, wording.zone)
        role = STATE_ROLE[one.state]
        shade = role if one.state is not ItemState.DONE else ""
        lines.append(((f" {STATE_SHAPE[one.state]} ", role), (fit(label, label_w), ""), (fit(words, STATE_W), shade)))
        told = told_words(one, wording) if one.details or one.note or one.state in ASKS else ""
        lines += [text_line(f"     {row}", "dim") for row in wrap(told, width - 6, 2)]
    return [*lines, text_line(fit(" * vitaal: zonder dit heet een punt dat nooit open was niet gereed", width), "dim")]


def told_words(one: DossierLine, wording: Wording) -> str:
    """`bron eigen, door locatiebeheerder op 12-10-2026: besteld`; empty when nobody noted anything."""
    if one.at_wall is None:
        return ""
    who = f"door {one.by} op {date_words(one.at_wall, wording.zone)}"
    return ", ".join(part for part in (answers_words(one), who) if part) + (f": {one.note}" if one.note else "")


def dossier_title(view: SiteView) -> str:
    """`Dossier: 3 van 17 in orde, 1 verlopen of ontbreekt`"""
    done, lacking = len(in_state(view.dossier, *HOLDS)), len(in_state(view.dossier, *FAILS))
    words = f", {lacking} verlopen of ontbreekt" if lacking else ""
    return f"Dossier: {done} van {len(view.dossier)} in orde{words}"


def ask_item(place: Place, view: SiteView) -> None:
    """The dossier as a list to choose from; then the form of the chosen item."""
    lines = {one.item.key: one for one in view.dossier}

    def answered(key: str | None) -> None:
        if key is not None:
            ask_note(place, view, lines[key])

    items = [_choice(one, place.wording) for one in view.dossier]
    title = f"{view.site.code} {view.site.short_name}: {dossier_title(view)}"
    place.app.push_screen(Choose(title, items, "Zoek een onderdeel…"), answered)


def _choice(one: DossierLine, wording: Wording) -> Item:
    label = one.item.label + ("*" if one.item.vital else "")
    words = f"{STATE_SHAPE[one.state]} {fit(label, 36)} {line_words(one, wording.zone)}"
    return Item(one.item.key, words, f"{answers_words(one)} {one.by}")


def ask_note(place: Place, view: SiteView, line: DossierLine) -> None:
    """Is it in order, since when, who found it, until when does it hold?"""

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            order = note_command(view.site.code, line, values, place)
            place.console.order([order], f"Vastgelegd voor {view.site.code}: {line.item.label}")

    title = f"{line.item.label}: {view.site.code} {view.site.short_name}"
    last = told_words(line, place.wording)
    note = f"Laatst: {line_words(line, place.wording.zone)}, {last}. {NOTE}" if last else NOTE
    place.app.push_screen(Form(title, note_fields(line, place), note), answered)


def note_fields(line: DossierLine, place: Place) -> tuple[FormField, ...]:
    """The lines of the form: what is asked of every item, and the questions of this one."""
    now, zone = place.picture.wall, place.wording.zone
    done = NO if line.state is ItemState.MISSING else YES
    held = line.expires_wall is not None and line.state is not ItemState.EXPIRED
    check, past = _date_check(place), _past_check(place)
    days = line.item.valid_days
    hint = "leeg: verloopt niet" if days is None else f"leeg: {days:g} dagen na de datum"
    questions = [
        FormField(
            ANSWER + question.key,
            question.label,
            line.details.get(question.key, NOT_TOLD),
            choices=((NOT_TOLD, "niet bekend"), *((choice, choice) for choice in question.choices)),
        )
        for question in line.item.questions
    ]
    return (
        FormField("gedaan", "In orde", done, choices=((YES, "ja, in orde"), (NO, "nee, ontbreekt"))),
        *questions,
        FormField("datum", "Vastgesteld op", date_words(now, zone), check=lambda text: required(text) or past(text)),
        FormField("door", "Door (functie)", line.by, hint="bijvoorbeeld: locatiebeheerder", check=required),
        FormField(
            "tot",
            "Geldig t/m",
            date_words(line.expires_wall, zone) if held and line.expires_wall is not None and days is None else "",
            hint=hint,
            check=lambda text: check(text) if text else "",
        ),
        FormField("nota", "Opmerking", line.note, hint="mag leeg"),
    )


def _date_check(place: Place) -> Callable[[str], str]:
    def check(text: str) -> str:
        return "" if parse_date(text, place.picture.wall, place.wording.zone) is not None else NO_DATE

    return check


def _past_check(place: Place) -> Callable[[str], str]:
    def check(text: str) -> str:
        now, zone = place.picture.wall, place.wording.zone
        day, today = parse_date(text, now, zone), parse_date("vandaag", now, zone)
        if day is None or today is None:
            return NO_DATE
        return IN_FUTURE if day > today else ""

    return check


def note_command(site: str, line: DossierLine, values: dict[str, str], place: Place) -> commands.NoteDossier:
    """The filled-in form as an order. Without an end it holds as long as the configuration says."""
    now, zone = place.picture.wall, place.wording.zone
    day = parse_date(values["datum"], now, zone)
    end = parse_date(values["tot"], now, zone) if values["tot"] else None
    answers = {key.removeprefix(ANSWER): words for key, words in values.items() if key.startswith(ANSWER) and words}
    at_wall = min(noon(day, zone), now) if day is not None else now
    return commands.NoteDossier(
        site,
        line.item.key,
        values["gedaan"] == YES,
        at_wall,
        values["door"],
        day_end(end, zone) if end is not None else None,
        values["nota"],
        answers,
    )
