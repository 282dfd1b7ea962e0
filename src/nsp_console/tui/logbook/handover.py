"""d in the logbook: the page of the dienstoverdracht, and the two forms it ends in."""

from nsp_console.domain.errors import NspError
from nsp_console.domain.facts import ShiftTakenOver
from nsp_console.domain.log_views import LogFilter, LogGroup
from nsp_console.domain.views import Snapshot
from nsp_console.dutch.errors import sentence
from nsp_console.station import commands
from nsp_console.tui.ask.form import Form, FormField, required
from nsp_console.tui.logbook.rows import clock
from nsp_console.tui.logbook.shift import shift_lines, states_now
from nsp_console.tui.logbook.shiftpage import ShiftPage
from nsp_console.tui.place import Place

DECISIONS_READ = 40  # since the last handover; the page shows the newest of them


async def show_shift(place: Place) -> None:
    """What the next one must know, with the decisions since the last handover read back."""
    shift = place.picture.shift
    chosen = LogFilter(LogGroup.DECISIONS, since=shift.entry if shift else 0)
    try:
        page = await place.console.door.journal(None, DECISIONS_READ, chosen)
    except NspError as error:
        place.say(sentence(error), "attention")
        return
    decided = [line for line in page.lines if not isinstance(line.fact, ShiftTakenOver)]
    waits = shift is not None and not shift.taken_by

    def answered(what: str | None) -> None:
        if what == "over":
            _hand_over(place)
        elif what == "neem" and shift is not None:
            _take_over(place, shift.entry, str(shift.to))

    place.app.push_screen(ShiftPage(shift_lines(place.picture, decided, place.wording), waits), answered)


def _hand_over(place: Place) -> None:
    shift = place.picture.shift
    fields = (
        FormField("door", "Van (functie)", holder(place.picture), "bijvoorbeeld: C-NSP dag", check=required),
        FormField("aan", "Aan (functie)", hint="bijvoorbeeld: C-NSP nacht", check=required),
        FormField("tekst", "Bijzonderheden", hint="wat moet de volgende als eerste doen? (mag leeg)"),
    )
    note = "Noem functies, geen namen. De stand van de punten wordt erbij bewaard."
    if shift is not None and not shift.taken_by:
        note = f"De vorige overdracht ({clock(shift.wall, place.picture, place.wording)}) is niet bevestigd. {note}"

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            order = commands.HandOver(values["door"], values["aan"], values["tekst"], states_now(place.picture))
            place.console.order([order], f"Overgedragen aan {values['aan']}; die bevestigt met d en dan b")

    place.app.push_screen(Form("Dienst overdragen", fields, note), answered)


def _take_over(place: Place, entry: int, to: str) -> None:
    fields = (
        FormField("door", "Uw functie", to, "geen naam", check=required),
        FormField("tekst", "Opmerking", hint="mag leeg"),
    )

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            order = commands.TakeOver(entry, values["door"], values["tekst"])
            place.console.order([order], f"Dienst overgenomen door {values['door']}")

    note = "U heeft de lijst gelezen en neemt de dienst op u."
    place.app.push_screen(Form("Dienst overnemen", fields, note), answered)


def holder(snapshot: Snapshot) -> str:
    """Who has the shift now, as far as was told."""
    shift = snapshot.shift
    return str(shift.taken_by or shift.to) if shift is not None else ""
