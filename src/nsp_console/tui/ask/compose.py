"""The composer: to whom, the text, and what it costs on the air while typing."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

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
        note = "Niet voor 112-meldingen: die gaan naar de meldkamer. Iedereen op het kanaal kan meelezen."
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
