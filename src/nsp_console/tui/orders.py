"""From a key to a command: the question, if one is needed, and the words after it was committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means
from nsp_console.domain.views import SiteView
from nsp_console.dutch.labels import MEANS
from nsp_console.station import commands
from nsp_console.tui import forms
from nsp_console.tui.ask.choose import Choose, Item
from nsp_console.tui.ask.compose import TEMPLATES, Compose
from nsp_console.tui.ask.form import Form
from nsp_console.tui.ask.page import Page
from nsp_console.tui.ask.pick import Option, Pick
from nsp_console.tui.frame import entry
from nsp_console.tui.frame.top import alarm_place, alarm_words, urgent_alarm
from nsp_console.tui.help import help_lines, palette_items
from nsp_console.tui.report_form import MEANS_ASKED, ask as report_form_of
from nsp_console.tui.wording import GUEST

if TYPE_CHECKING:
    from nsp_console.tui.place import Place

STATUS_QUESTION = TEMPLATES[0][1]


# reports


def save_report(place: Place, text: str, corrects: int | None = None) -> None:
    """Check the typed line and ask how it reached us; only then it is saved."""
    line = text.strip()
    if not line:
        place.close_entry()
        return
    understood = place.console.door.understand(line)
    if understood.outcome is Outcome.ALARM:
        _ask_alarm(place, line, understood)
        return
    view = place.picture.site(understood.site or "")
    problem = GUEST if view is not None and view.site.guest else report_problem(understood)
    if problem:
        place.say(problem, "attention")
        return
    words = entry.understood_words(understood, place.wording)

    def answered(means: Means | None) -> None:
        if means is None or understood.site is None:
            return
        command = commands.EnterReport(understood.site, understood, means, line, corrects)
        place.console.order([command], f"Opgeslagen: {words}")
        place.close_entry()

    options = [Option(str(index), MEANS[means], means) for index, means in enumerate(MEANS_ASKED, start=1)]
    place.app.push_screen(Pick("Hoe kwam deze melding binnen?", options, words), answered)


def report_form(place: Place) -> None:
    """The form for the chosen point; without one, first choose."""

    def chosen(code: str | None) -> None:
        if code is not None:
            report_form_of(place, code)

    code = place.site_code()
    if code is not None:
        report_form_of(place, code)
    else:
        place.app.push_screen(Choose("Van welk punt is de melding?", site_items(place.picture.sites)), chosen)


def report_problem(understood: Understanding) -> str:
    """Why this line cannot be saved as a report; empty when it can."""
    if understood.outcome is not Outcome.STATUS or not (understood.values or understood.needs or understood.rest_ok):
        return "Geen melding in te lezen. Noem bijvoorbeeld: open, 64 bezoekers, water 420 liter."
    return "" if understood.site else "Welk punt? Zet de naam of de code vooraan."


def _ask_alarm(place: Place, line: str, understood: Understanding) -> None:
    def answered(sure: bool | None) -> None:
        if sure:
            place.console.order([commands.RaiseAlarm(line, understood.site)], "Alarm opgeslagen")
            place.close_entry()

    options = [Option("j", "ja, dit is een alarm", True), Option("n", "nee, terug naar de regel", False)]
    where = understood.site or "punt onbekend"
    place.app.push_screen(Pick("Dit is een ALARM. Slaan we het zo op?", options, f"{where}: {line}"), answered)


def confirm_site(place: Place) -> None:
    """Everything unconfirmed at the chosen point is right."""
    code = place.site_code()
    if code:
        place.console.order([commands.ConfirmSite(code)], f"Klopt: de waarden van {code} tellen mee")


# alarms


def acknowledge(place: Place) -> None:
    """The alarm of the banner, without a question: it is latched and can still be parked or closed."""
    alarm = urgent_alarm(place.picture)
    if alarm is not None:
        done = f"Bevestigd: {alarm_place(alarm, place.picture)}. Dit is nog niet opgelost."
        place.console.order([commands.Acknowledge(alarm.entry)], done)


def park(place: Place) -> None:
    """Reason and timer for the chosen alarm."""
    alarm = place.chosen_alarm()
    if alarm is None:
        return
    entry_number = alarm.entry

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            command = commands.Park(entry_number, values["reden"], float(values["minuten"]) * 60)
            place.console.order([command], f"Geparkeerd voor {values['minuten']} minuten")

    title = f"Alarm parkeren: {alarm_place(alarm, place.picture)}"
    place.app.push_screen(Form(title, forms.PARK, note=alarm_words(alarm)), answered)


def close_alarm(place: Place) -> None:
    """Solved, with the reason."""
    alarm = place.chosen_alarm()
    if alarm is None:
        return
    entry_number = alarm.entry

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            place.console.order([commands.CloseAlarm(entry_number, values["reden"])], "Alarm gesloten")

    title = f"Alarm sluiten: {alarm_place(alarm, place.picture)}"
    place.app.push_screen(Form(title, forms.CLOSE, note=alarm_words(alarm)), answered)


# messages


def ask_status(place: Place, answers: int | None = None) -> None:
    """The composer with the status question."""
    compose_message(place, place.site_code() or "", STATUS_QUESTION, answers)


def compose_message(place: Place, to: str, text: str = "", answers: int | None = None) -> None:
    """A new line, with live bytes and airtime. Addressed to one point or, with an empty `to`, to everybody."""

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            where = values["aan"] or "iedereen"
            command = commands.SendText(values["tekst"], values["aan"], answers)
            place.console.order([command], f"Opgeslagen voor {where}; de ladder staat bij 5 Berichten")

    place.app.push_screen(Compose(place.console, to, text), answered)


# points


def site_items(views: tuple[SiteView, ...]) -> list[Item]:
    """Every point as a choice."""
    return [
        Item(view.site.code, f"{view.site.code} {view.site.name}", f"{view.site.municipality} {view.site.cluster}")
        for view in views
    ]


def jump(place: Place) -> None:
    """g: to the chosen point, in Punt."""

    def answered(code: str | None) -> None:
        if code is not None:
            place.console.go("punt", code)

    place.app.push_screen(Choose("Ga naar een punt", site_items(place.picture.sites)), answered)


def link(place: Place, node: int) -> None:
    """k: this radio belongs to that point."""

    def answered(code: str | None) -> None:
        if code is not None:
            command = commands.LinkNode(node, code)
            place.console.order([command], f"Radio !{node:08x} hoort nu bij {code}")

    own_first = sorted(place.picture.sites, key=lambda view: not view.own)
    title = f"Bij welk punt hoort radio !{node:08x}?"
    place.app.push_screen(Choose(title, site_items(tuple(own_first))), answered)


def decide(place: Place, code: str) -> None:
    """o: a besluit about this point."""

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            place.console.order([forms.decision(code, values, place)], f"Besluit vastgelegd voor {code}")

    note = "Het programma stelt voor, mensen besluiten. Noem functies, geen namen."
    place.app.push_screen(Form(f"Besluit voor {code}", forms.decision_fields(place), note), answered)


def add_site(place: Place) -> None:
    """A point that joins during the inzet."""

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            command = commands.AddSite(values["code"].upper(), values["naam"], owner=values["eigenaar"])
            place.console.order([command], f"Punt {values['code'].upper()} toegevoegd")

    note = "Een X-punt telt apart van de L-NSP's en valt onder dit C-NSP."
    place.app.push_screen(Form("Punt toevoegen", forms.site_fields(place.picture), note), answered)


# inzet


def deployment(place: Place) -> None:
    """T: what can be done with the inzet now."""
    running = place.picture.t0_wall is not None
    options = (
        [Option("1", "T0 corrigeren", "t0"), Option("2", "inzet beëindigen", "einde")]
        if running
        else [Option("1", "inzet beginnen", "begin")]
    )

    def picked(what: str | None) -> None:
        if what is not None:
            _deployment_form(place, what)

    place.app.push_screen(Pick("Inzet", options, forms.deployment_words(place.picture, place.wording)), picked)


def _deployment_form(place: Place, what: str) -> None:
    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            command, done = forms.deployment_command(what, values, place)
            place.console.order([command], done)

    title, fields = forms.deployment_fields(what, place)
    place.app.push_screen(Form(title, fields), answered)


# help, palette, leaving


def help_page(place: Place) -> None:
    """?: the keys of this place and what the signs mean."""
    place.app.push_screen(Page(help_lines(place.PLACE, place.wording)))


def palette(place: Place) -> None:
    """ctrl+p: every command that is possible here."""

    def answered(name: str | None) -> None:
        if name is not None:
            place.action_act(name)

    items = palette_items(place.PLACE, place.why_not)
    place.app.push_screen(Choose("Alle opdrachten", items, "Zoek een opdracht…"), answered)


def leave(place: Place) -> None:
    """ctrl+q: ask only when messages wait."""
    waiting = place.picture.queue
    if not waiting:
        place.console.leave()
        return

    def answered(sure: bool | None) -> None:
        if sure:
            place.console.leave()

    text = f"Er wachten nog {waiting} berichten om verstuurd te worden. Ze blijven bewaard en gaan later alsnog."
    options = [Option("j", "ja, afsluiten", True), Option("n", "nee, blijven", False)]
    place.app.push_screen(Pick("Console afsluiten?", options, text), answered)
