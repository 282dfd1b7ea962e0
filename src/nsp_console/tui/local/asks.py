"""From a key on the page to a command: what is asked first, and the words once it is in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nsp_console.domain.facts import Handling
from nsp_console.domain.kern import NEEDS
from nsp_console.domain.safetext import clean
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means
from nsp_console.domain.views import AlarmView
from nsp_console.dutch.labels import ALARM_KIND
from nsp_console.station import commands
from nsp_console.tui.ask.form import Form, FormField, required
from nsp_console.tui.ask.pick import Option, Pick
from nsp_console.tui.frame.entry import understood_words
from nsp_console.tui.local.alarm import KINDS, Kind, own_alarm
from nsp_console.tui.local.draft import understanding
from nsp_console.tui.local.mail import last_bulletin, unread
from nsp_console.tui.local.words import contact, contact_words

if TYPE_CHECKING:
    from nsp_console.tui.local.screen import LocalScreen

ALARM_CHARS_MAX = 60
ALARM_NOTE = (
    "Wat en waar, zonder namen. Mag leeg blijven: Enter verstuurt meteen. Bel ook 112 als dat kan. "
    "Dit alarm gaat naar uw C-NSP; iedereen op het kanaal kan het lezen."
)
CLOSE_NOTE = "C krijgt hiervan een bericht. Het alarm bij C sluit een mens daar zelf."
EVERYTHING = "C krijgt steeds uw hele stand: wat u nu niet invulde, blijft zoals u het eerder meldde."


def send(page: LocalScreen) -> None:
    """Say what goes out; one more Enter sends it."""
    sheet, view = page.sheet, page.view
    if view is None or sheet.first_trouble():
        return
    understand = page.console.door.understand
    told = sheet.told()
    understood = understanding(view, told, understand, page.wording)
    wants = next((text for question, text in told if question.key == NEEDS), "")
    asks = bool(understood.needs) and understood.needs != view.needs
    words = understood_words(understood, page.wording)
    words = words.removeprefix(view.site.code).strip() + (", geen hulp nodig" if understood.no_needs else "")
    words = words.strip(", ")

    def answered(sure: bool | None) -> None:
        if not sure:
            page.set_focus(sheet)
            return
        report = commands.EnterReport(view.site.code, understood, Means.EIGEN, words)
        asked = Understanding(Outcome.STATUS, view.site.code, needs=understood.needs)
        request = [commands.SendRequest(asked, wants)] if asks else []
        done = f"Opgeslagen om {page.wording.clock(page.picture.wall)}. Bovenaan ziet u wanneer C het heeft."
        page.console.order([report, *request], done, sheet.sent)

    options = [Option("enter", "versturen", True), Option("t", "terug, nog iets veranderen", False)]
    also = " Wat u nodig heeft gaat er als aanvraag bij." if asks else ""
    page.app.push_screen(
        Pick(f"Dit gaat naar {contact_words(page.picture)}", options, f"{words}.{also} {EVERYTHING}"), answered
    )


# alarm


def alarm(page: LocalScreen) -> None:
    """The first press asks the kind; while an alarm runs a press repeats it or adds to it."""
    if page.asking_alarm:
        return
    running = own_alarm(page.picture)
    if running is None:
        _ask_kind(page)
        return
    options = [
        Option("h", "herhaal dit alarm: het is nog steeds nodig", "herhaal"),
        Option("a", "vul aan: er is meer te zeggen", "aanvullen"),
        Option("n", "nieuw alarm, iets anders", "nieuw"),
    ]
    words = f"{ALARM_KIND[running.kind]}: {running.text}"

    def picked(what: str | None) -> None:
        page.asking_alarm = False
        if what == "herhaal":
            _raise(page, str(running.text))
        elif what == "aanvullen":
            _ask_words(page, _kind_of(running))
        elif what == "nieuw":
            _ask_kind(page)

    page.asking_alarm = True
    page.app.push_screen(Pick("Er loopt al een alarm van u", options, words), picked)


def _kind_of(running: AlarmView) -> Kind:
    return Kind("", ALARM_KIND[running.kind], ALARM_KIND[running.kind])


def _ask_kind(page: LocalScreen) -> None:
    def picked(kind: Kind | None) -> None:
        page.asking_alarm = False
        if kind is not None:
            _ask_words(page, kind)

    options = [Option(kind.letter, kind.words, kind) for kind in KINDS]
    page.asking_alarm = True
    page.app.push_screen(Pick("ALARM: wat is er aan de hand? Druk op een letter.", options), picked)


def _ask_words(page: LocalScreen, kind: Kind) -> None:
    def check(text: str) -> str:
        return "" if len(text.encode()) <= ALARM_CHARS_MAX else "Te lang. Zeg het in een paar woorden."

    def answered(values: dict[str, str] | None) -> None:
        page.asking_alarm = False
        if values is None:
            page.say("GEEN alarm verstuurd. F2 begint opnieuw.", "attention")
            return
        _raise(page, f"{kind.word} {values['woorden']}".strip())

    page.asking_alarm = True
    fields = (FormField("woorden", "Wat en waar", hint="bijvoorbeeld: man onwel bij de ingang", check=check),)
    page.app.push_screen(Form(f"ALARM: {kind.words}", fields, ALARM_NOTE), answered)


def _raise(page: LocalScreen, text: str) -> None:
    command = commands.RaiseAlarm(clean(text), page.picture.station.code)
    page.console.order([command], "Alarm opgeslagen en onderweg. BEL OOK 112 als dat kan.")


def close_alarm(page: LocalScreen) -> None:
    """Solved: we stop showing it, and C is told why."""
    running = own_alarm(page.picture)
    if running is None:
        return

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            told = commands.SendText(f"Alarm opgelost: {values['reden']}", contact(page.picture))
            page.console.order(
                [commands.CloseAlarm(running.entry, values["reden"]), told], "Alarm gesloten; C hoort het"
            )

    fields = (FormField("reden", "Hoe opgelost", hint="wat is er gedaan?", check=required),)
    page.app.push_screen(Form("Alarm is opgelost", fields, CLOSE_NOTE), answered)


# bulletin and messages


def hang(page: LocalScreen) -> None:
    """o: it is on the wall."""
    bulletin = last_bulletin(page.picture)
    if bulletin is not None:
        done = f"Bulletin {bulletin.number} hangt; {bulletin.station} hoort het"
        page.console.order([commands.HangBulletin(bulletin.entry)], done)


def read(page: LocalScreen) -> None:
    """g: the message that is shown in full was read by a person."""
    waiting = unread(page.picture)
    if waiting:
        page.console.order([commands.Handle(waiting[0].entry, Handling.READ)], "Gelezen; C ziet dat")
