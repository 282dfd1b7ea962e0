"""Acts between consoles: rounds, requests, bulletins, standing in for one another, keys. Every place reads the table.

An act here asks what it needs, names in one sentence what will happen, and orders one command.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nsp_console.domain.sites import SiteKind
from nsp_console.domain.views import KeysState, Snapshot
from nsp_console.station import commands
from nsp_console.tui.ask.choose import Choose, Item
from nsp_console.tui.ask.compose import ROLL_CALL, Bulletin
from nsp_console.tui.ask.form import Form, FormField, required
from nsp_console.tui.ask.pick import Option, Pick
from nsp_console.tui.wording import GUEST

if TYPE_CHECKING:
    from nsp_console.tui.place import Place

LOCKED = "De sleutel is nog dicht: wij kunnen niets verzegelen. Open hem met K."
NO_KEYS = "Dit station heeft geen sleutel. De beheerder maakt er een met: nsp sleutels"
REVOKE_NOTE = (
    "Alle consoles nemen daarna niets meer aan dat met deze sleutel is verzegeld. Dit gaat niet terug: het station "
    "krijgt van de beheerder een nieuwe sleutel. Typ de code van het station nog een keer om het te bevestigen."
)
WRITE_NOTE = (
    "Daarna telt voor {code} alleen wat wij invoeren of bevestigen. De console daar stuurt zijn stand niet meer; wat "
    "men daar invult, komt bij ons binnen als doorgegeven melding. Bel {code}. Teruggeven doet u hier ook met W."
)
GIVE_NOTE = "Wat de console daar meldt, telt dan weer vanzelf. Bel even of die console het doet."
REQUEST_NOTE = "Leeg bij Aan: naar het C-NSP waar wij onder vallen. De aanvraag komt precies één keer aan."


@dataclass(frozen=True)
class ConsoleAct:
    """What a key does; `why_not` says why it cannot be done now, "" when it can."""

    do: Callable[[Place], None]
    why_not: Callable[[Place], str]


def always(_place: Place) -> str:
    """It can always be done."""
    return ""


def no_seal(place: Place) -> str:
    """Why we cannot seal or sign anything now."""
    state = place.picture.keys.state
    return {KeysState.OPEN: "", KeysState.LOCKED: LOCKED, KeysState.NONE: NO_KEYS}[state]


def no_signature(place: Place) -> str:
    """Why we cannot sign an order."""
    return no_seal(place) or ("" if place.picture.keys.signs else "Deze sleutel mag geen opdrachten ondertekenen.")


# rounds, requests, bulletins


def roll_call(place: Place) -> None:
    """r: sealed to the consoles, or as a line for phones."""

    def picked(how: str | None) -> None:
        if how == "consoles":
            place.console.order([commands.CallRoll()], "Meldronde gevraagd; de punten sturen nu hun stand")
        elif how == "telefoons":
            from nsp_console.tui import orders

            orders.compose_message(place, "", ROLL_CALL)

    locked = no_seal(place)
    options = [] if locked else [Option("c", "consoles: vraag verzegeld om hun stand", "consoles")]
    options.append(Option("t", "telefoons: een tekstregel die iedereen leest", "telefoons"))
    place.app.push_screen(Pick("Meldronde: wie vragen wij zich te melden?", options, locked), picked)


def request(place: Place) -> None:
    """A: goods or people, asked of another console."""
    door = place.console.door
    codes = {view.site.code for view in place.picture.sites if view.site.kind is SiteKind.C and not view.site.guest}

    def check_to(text: str) -> str:
        return "" if not text or text.upper() in codes else "Dit is geen C-NSP van onze regio."

    def check_text(text: str) -> str:
        asked = door.understand(f"nodig: {text}").needs
        return "" if asked else "Noem wat en hoeveel, bijvoorbeeld: 200 l diesel, 2 ehbo."

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            understood = door.understand(f"nodig: {values['wat']}")
            to = values["aan"].upper()
            command = commands.SendRequest(understood, values["wat"], to)
            place.console.order([command], f"Aanvraag opgeslagen{f' voor {to}' if to else ''}; zie 5 Berichten")

    fields = (
        FormField("aan", "Aan", hint="code van een C-NSP (mag leeg)", check=check_to),
        FormField("wat", "Wat is nodig", hint="200 l diesel, 2 ehbo", check=check_text),
    )
    place.app.push_screen(Form("Aanvraag", fields, REQUEST_NOTE), answered)


def issue_bulletin(place: Place) -> None:
    """B: signed, to every console; phones get one line."""

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            command = commands.IssueBulletin(values["tekst"], int(values["geldig"]))
            place.console.order([command], "Bulletin uitgegeven; hieronder ziet u waar het hangt")

    place.app.push_screen(Bulletin(place.console), answered)


# standing in for one another


def neighbours(snapshot: Snapshot) -> list[Item]:
    """Every other C of our region."""
    here = snapshot.station.code
    sites = [view.site for view in snapshot.sites if view.site.kind is SiteKind.C and not view.site.guest]
    return [Item(site.code, f"{site.code} {site.name}", site.municipality) for site in sites if site.code != here]


def unmanned(place: Place) -> None:
    """O: our points to a neighbour while the crew is out, or back again."""
    snapshot, here = place.picture, place.picture.station.code
    other = snapshot.unmanned.get(here)
    if other is not None:
        _take_back(place, other)
        return

    def chosen(code: str | None) -> None:
        if code is not None:
            _hand_over(place, code)

    items = neighbours(snapshot)
    place.app.push_screen(Choose("C tijdelijk onbemand: welke buur neemt onze punten waar?", items), chosen)


def _hand_over(place: Place, code: str) -> None:
    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            command = commands.MoveHome(code, values["reden"])
            place.console.order([command], f"Onbemand: {code} neemt onze punten waar zodra het dit hoort")

    note = f"Bel {code} ook: een mens daar moet weten dat hij nu voor twee werkt. Terugnemen doet u met O."
    fields = (FormField("reden", "Reden", hint="bijvoorbeeld: uitruk, terug om 21:00", check=required),)
    place.app.push_screen(Form(f"Onze punten gaan naar {code}", fields, note), answered)


def _take_back(place: Place, other: str) -> None:
    def answered(sure: bool | None) -> None:
        if sure:
            command = commands.MoveHome(place.picture.station.code, "weer bemand")
            place.console.order([command], "Weer bemand: de punten zijn van ons")

    options = [Option("j", "ja, wij zijn weer bemand", True), Option("n", "nee, zo laten", False)]
    place.app.push_screen(Pick(f"Onze punten terugnemen van {other}?", options), answered)


def why_not_take_over(place: Place) -> str:
    """A point of another C, under a C of our region."""
    view = place.picture.site(place.site_code() or "")
    if view is None:
        return "Kies eerst een punt."
    if view.site.guest:
        return GUEST
    if view.site.kind is SiteKind.C or not view.site.home:
        return "Een C-NSP neemt u niet over; wel de punten ervan."
    writer = view.writer or view.site.home
    return "Dit punt is al van ons." if place.picture.station.code in (view.site.home, writer) else no_signature(place)


def take_over(place: Place) -> None:
    """The chosen point of another C becomes ours until somebody takes it back."""
    view = place.picture.site(place.site_code() or "")
    if view is None:
        return
    code, home = view.site.code, view.site.home

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            command = commands.MoveHome(place.picture.station.code, values["reden"], home, (code,))
            place.console.order([command], f"{code} overgenomen van {home}; alle consoles horen het")

    note = f"Spreek dit af met {home}. Wij schrijven dan de meldingen van {code} en beantwoorden het punt."
    fields = (FormField("reden", "Reden", hint="waarom nemen wij dit over?", check=required),)
    place.app.push_screen(Form(f"{code} overnemen van {home}", fields, note), answered)


# writing for a point


def why_not_write_for(place: Place) -> str:
    """Only who answers for a point takes it over from its own console, and only who took it gives it back."""
    view, here = place.picture.site(place.site_code() or ""), place.picture.station.code
    if view is None:
        return "Kies eerst een punt."
    code = view.site.code
    if view.site.guest:
        return GUEST
    if view.site.kind is SiteKind.C:
        return "Een C-NSP schrijft altijd voor zichzelf."
    if view.writer != code and not view.taken_from:
        return f"{code} heeft geen eigen console: {view.writer or 'zijn C'} schrijft al."
    if view.taken_from and view.writer != here:
        return f"{view.writer} schrijft nu voor {code}. Vraag het daar."
    if not view.own:
        return f"Dit doet de C van {code}: {view.site.home}. Vraag het daar."
    return no_signature(place)


def write_for(place: Place) -> None:
    """W: we write in the place of the point's own console, or that console does again."""
    view = place.picture.site(place.site_code() or "")
    if view is None:
        return
    if view.taken_from:
        _give_back(place, view.site.code)
    else:
        _write_for(place, view.site.code)


def _write_for(place: Place, code: str) -> None:
    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            done = f"Wij schrijven nu voor {code}; alle consoles horen het"
            place.console.order([commands.MoveWriter(code, values["reden"])], done)

    fields = (FormField("reden", "Reden", hint="bijvoorbeeld: laptop daar kapot", check=required),)
    place.app.push_screen(Form(f"Schrijven voor {code}", fields, WRITE_NOTE.format(code=code)), answered)


def _give_back(place: Place, code: str) -> None:
    def answered(sure: bool | None) -> None:
        if sure:
            command = commands.MoveWriter(code, "teruggegeven", back=True)
            place.console.order([command], f"{code} schrijft weer zelf, zodra de console daar het hoort")

    options = [Option("j", f"ja, {code} schrijft weer zelf", True), Option("n", "nee, zo laten", False)]
    place.app.push_screen(Pick(f"{code} teruggeven aan zijn eigen console?", options, GIVE_NOTE), answered)


# keys


def revoke(place: Place) -> None:
    """A stolen or lost laptop: choose, say why, type the code again."""
    here = place.picture.station.code
    gone = set(place.picture.keys.revoked)
    views = [view for view in place.picture.sites if view.site.number or view.site.kind is not SiteKind.X]
    items = [
        Item(view.site.code, f"{view.site.code} {view.site.name}", view.site.municipality)
        for view in views
        if view.site.code != here and view.site.code not in gone and not view.site.guest
    ]

    def chosen(code: str | None) -> None:
        if code is not None:
            _revoke(place, code)

    place.app.push_screen(Choose("Van welk station trekken wij de sleutel in?", items), chosen)


def _revoke(place: Place, code: str) -> None:
    def same(text: str) -> str:
        return "" if text.upper() == code else f"Typ {code} om te bevestigen, of Esc om niets te doen."

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            command = commands.RevokeStation(code, values["reden"])
            place.console.order([command], f"Sleutel van {code} ingetrokken")

    fields = (
        FormField("reden", "Reden", hint="bijvoorbeeld: laptop gestolen", check=required),
        FormField("code", "Bevestig", hint=code, check=same),
    )
    place.app.push_screen(Form(f"Sleutel van {code} intrekken", fields, REVOKE_NOTE), answered)


def why_not_open_keys(place: Place) -> str:
    """Only a closed key can be opened."""
    return {KeysState.LOCKED: "", KeysState.OPEN: "De sleutel is al open.", KeysState.NONE: NO_KEYS}[
        place.picture.keys.state
    ]


def open_keys(place: Place) -> None:
    """The passphrase, as dots. It goes to the key file and nowhere else."""

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            place.console.order([commands.OpenKeys(values["woord"])], "Sleutel open: wat wij sturen is nu echt")

    note = "Het sleutelwoord is op dit station gekozen toen de sleutels werden ingelezen. Het wordt nergens bewaard."
    fields = (FormField("woord", "Sleutelwoord", hint="typ het sleutelwoord", check=required, secret=True),)
    place.app.push_screen(Form("Sleutel openen", fields, note), answered)


def open_epoch(place: Place) -> None:
    """The code that is read out by voice; it is said in the open, so it may be seen."""

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            command = commands.OpenEpoch(values["code"], stolen=values["gestolen"] == "ja")
            place.console.order([command], "Nieuw tijdvak geopend")

    note = "De code wordt voorgelezen over portofoon of telefoon. Lees hem terug voordat u Enter drukt."
    stolen = (("nee", "nee"), ("ja", "ja: het oude tijdvak telt meteen niet meer"))
    fields = (
        FormField("code", "Code", hint="zoals voorgelezen", check=required),
        FormField("gestolen", "C gestolen?", "nee", choices=stolen),
    )
    place.app.push_screen(Form("Nieuw tijdvak openen", fields, note), answered)


def link_page(place: Place) -> None:
    """8 at an L: LoRa, consoles, keys, what was refused."""
    from nsp_console.tui.linkpage import LinkPage

    place.app.push_screen(LinkPage(lambda: place.picture, place.wording, place.console.door))


ACTS: dict[str, ConsoleAct] = {
    "roll_call": ConsoleAct(roll_call, always),
    "request": ConsoleAct(request, no_seal),
    "issue_bulletin": ConsoleAct(issue_bulletin, no_signature),
    "unmanned": ConsoleAct(unmanned, no_signature),
    "take_over": ConsoleAct(take_over, why_not_take_over),
    "write_for": ConsoleAct(write_for, why_not_write_for),
    "revoke": ConsoleAct(revoke, no_signature),
    "open_keys": ConsoleAct(open_keys, why_not_open_keys),
    "open_epoch": ConsoleAct(open_epoch, lambda place: NO_KEYS if place.picture.keys.state is KeysState.NONE else ""),
    "link_page": ConsoleAct(link_page, always),
}
