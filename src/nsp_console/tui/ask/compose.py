"""The composer: to whom, the text, and what it costs on the air while typing."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from nsp_console.domain.views import KeysState, Snapshot
from nsp_console.dutch.times import number
from nsp_console.tui.ask.form import Form, FormField, Values, required
from nsp_console.tui.ask.pick import Option, Pick
from nsp_console.tui.console import Console
from nsp_console.tui.paint import Line

ROLL_CALL = "Meldronde: stuur nu uw status in een regel, in volgorde van nummer. Daarna portofoon."
TEMPLATES = (
    ("vraag status", "Hoe is het bij u? Stuur: open of dicht, bezoekers, water in liter, stroom nog hoeveel uur."),
    ("stroom uit (afschakelen)", "Schakel alle stroom uit behalve licht en informatie. Meld wanneer het is gedaan."),
    ("meldronde", ROLL_CALL),
    ("hulp komt", "Hulp is onderweg. Blijf bereikbaar en meld als het verandert."),
)


BULLETIN_BYTES_MAX = 150  # of text: what a signed frame of one packet holds beside signature and head
BULLETIN_HOURS = (("4", "4 uur"), ("12", "12 uur"), ("24", "24 uur"), ("72", "3 dagen"))


def sealed(to: str, snapshot: Snapshot) -> bool:
    """Whether a line to `to` goes from console to console: it is one that was met, and our key is open."""
    return snapshot.keys.state is KeysState.OPEN and any(peer.code == to for peer in snapshot.peers)


def plane_words(to: str, snapshot: Snapshot) -> tuple[str, str]:
    """Which way this line goes, and what that is worth."""
    if sealed(to, snapshot):
        return "Naar een console: verzegeld, komt precies één keer aan.", "good"
    if to and any(peer.code == to for peer in snapshot.peers):
        return "Open tekst: onze sleutel is niet open. Iedereen leest mee.", "attention"
    return "Naar telefoons: open tekst, zonder bewijs; iedereen leest mee.", ""


class Compose(Form):
    """A form of two lines with live bytes and airtime; F3 offers ready texts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "templates", "Sjablonen", id="bericht.sjablonen"),
    ]

    def __init__(self, console: Console, to: str, text: str) -> None:
        self.console = console
        self.codes = {view.site.code for view in console.picture.sites}
        fields = (
            FormField("aan", "Aan", to, hint="code van een punt; leeg is iedereen op het kanaal", check=self._check_to),
            FormField("tekst", "Tekst", text, hint="kort en zonder namen", check=self._check_text),
        )
        note = "Niet voor 112-meldingen: die gaan naar de meldkamer."
        super().__init__("Nieuw bericht", fields, note, live=self._cost)

    def first_field(self) -> str:
        """Straight to the text: whom it is for is mostly known."""
        return "tekst"

    def _check_to(self, text: str) -> str:
        return "" if not text or text.upper() in self.codes else "Dit punt bestaat niet. Leeg is iedereen."

    def _check_text(self, text: str) -> str:
        if required(text):
            return "Schrijf eerst een tekst."
        budget = self.console.door.budget(text)
        return (
            "" if budget.bytes_used <= budget.bytes_max else f"Te lang: maak hem korter dan {budget.bytes_max} bytes."
        )

    @property
    def values(self) -> dict[str, str]:
        found = super().values
        return {**found, "aan": found["aan"].upper()}

    def _cost(self, values: Values) -> Sequence[tuple[str, str]]:
        budget = self.console.door.budget(values["tekst"])
        used = self.console.picture.radio.air_pct
        words = (
            f"{budget.bytes_used} van {budget.bytes_max} bytes   {number(budget.airtime_s)} s zendtijd   "
            f"dit uur {number(used)} %"
        )
        lines = [(words, "attention" if budget.bytes_used > budget.bytes_max else "accent")]
        lines.append(plane_words(values["aan"].upper(), self.console.picture))
        if self.console.door.understand(values["tekst"]).personal_data:
            lines.append(("▲ Lijkt op persoonsgegevens: noem functies en aantallen, geen namen.", "attention"))
        return lines

    def action_templates(self) -> None:
        """F3: a ready text."""

        def answered(text: str | None) -> None:
            if text is not None:
                entry = self.query_one("#veld-tekst", Input)
                entry.value = text
                entry.cursor_position = len(text)

        options = [Option(str(index), words, text) for index, (words, text) in enumerate(TEMPLATES, start=1)]
        self.app.push_screen(Pick("Sjablonen", options), answered)

    def last_hint(self) -> Line:
        return (("F3", "key"), (" sjablonen  ", "dim"), *super().last_hint())


class Bulletin(Form):
    """A bulletin of one signed packet: the text, how long it holds, and the bytes while typing."""

    def __init__(self, console: Console) -> None:
        self.console = console
        fields = (
            FormField("tekst", "Tekst", hint="om op te hangen, korte zinnen, zonder namen", check=self._check),
            FormField("geldig", "Geldig", "12", choices=BULLETIN_HOURS),
        )
        note = "Ondertekend naar alle consoles, en als een regel naar telefoons. Elk L meldt wanneer het hangt."
        super().__init__("Bulletin uitgeven", fields, note, live=self._cost)

    def first_field(self) -> str:
        """The text first."""
        return "tekst"

    def _check(self, text: str) -> str:
        used = len(text.encode("utf-8", errors="replace"))
        if required(text):
            return "Schrijf eerst een tekst."
        return "" if used <= BULLETIN_BYTES_MAX else f"Te lang: maak hem korter dan {BULLETIN_BYTES_MAX} bytes."

    def _cost(self, values: Values) -> Sequence[tuple[str, str]]:
        used = len(values["tekst"].encode("utf-8", errors="replace"))
        lines = [(f"{used} van {BULLETIN_BYTES_MAX} bytes", "attention" if used > BULLETIN_BYTES_MAX else "accent")]
        if self.console.door.understand(values["tekst"]).personal_data:
            lines.append(("▲ Lijkt op persoonsgegevens: dit hangt straks aan de muur.", "attention"))
        return lines
