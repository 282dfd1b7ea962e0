"""The tour: three screens for who has never seen the console. Read in a minute; nothing can go wrong in it."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from nsp_console.domain.facts import Mode
from nsp_console.domain.views import Severity
from nsp_console.dutch.labels import SEVERITY, SHAPE
from nsp_console.tui.help import LADDER
from nsp_console.tui.judged import ROLE
from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import EMPTY, Line, fit, text_line, wrap

INVITATION = "Nieuw hier? F1: rondleiding in drie schermen"
SIGN_W = 12
MARGIN = 6  # of the box, both sides together
MEANING = {
    Severity.CRITICAL: "nu: alarm, kapot, of op binnen 4 uur",
    Severity.ATTENTION: "straks: op binnen 12 uur, vol of beperkt",
    Severity.GOOD: "niets te doen",
    Severity.SILENT: "lang niets gehoord: hoe is het daar?",
    Severity.UNKNOWN: "nog nooit iets gehoord",
    Severity.OUT_OF_SERVICE: "dicht, in opbouw of ontruimd",
}
SEVERITY_W = 20
READING = (
    ("9-13", "nog 9 tot 13 uur, dan is het op"),
    ("420?", "nog niet bevestigd: telt niet mee"),
    ("?", "onbekend; dat is nooit nul"),
    ("↑ ↓", "een punt kiezen; Enter alles ervan, Esc terug"),
)
DOING = (
    ("n", "melding invoeren die iemand doorgeeft. Typ: borgele water 420, 64 bezoekers. Eerst ziet u wat begrepen is."),
    ("b", "alarm bevestigen: ik neem het op mij. Opgelost is het pas met s."),
    ("j", "klopt: wat een telefoon stuurde, telt nu mee"),
    ("m", "bericht schrijven; v vraagt om status, r vraagt het aan iedereen"),
    ("g", "naar een punt: typ een stuk van de naam"),
    ("ctrl+p", "alle opdrachten: typ een woord, zoals water of sleutel"),
)
SAFE = (
    "Wat het scherm opgeslagen noemt, staat op schijf. De stekker mag eruit.",
    "LoRa weg? Alles blijft werken. Berichten wachten en gaan later alsnog.",
    "Fout getypt? Een correctie wijst terug naar de oude regel; niets verdwijnt.",
)


def _pairs(pairs: tuple[tuple[str, str], ...], width: int, role: str = "key") -> list[Line]:
    lines: list[Line] = []
    for sign, words in pairs:
        for row, part in enumerate(wrap(words, width - SIGN_W)):
            lines.append(((fit(sign if row == 0 else "", SIGN_W), role), (part, "")))
    return lines


def look(width: int) -> list[Line]:
    """First screen: what the signs say."""
    lines: list[Line] = [text_line("Kijken: wie het eerst iemand nodig heeft, staat boven", "bold"), EMPTY]
    for severity, words in MEANING.items():
        sign = f"{SHAPE[severity]} {SEVERITY[severity]}"
        lines.append(((sign, ROLE[severity]), (" " * max(1, SEVERITY_W - len(sign)), ""), (words, "")))
    return [*lines, EMPTY, *_pairs(READING, width, "bold")]


def act(width: int) -> list[Line]:
    """Second screen: what the keys do."""
    return [text_line("Doen: een letter is een opdracht", "bold"), EMPTY, *_pairs(DOING, width)]


def trust(width: int, mode: Mode) -> list[Line]:
    """Third screen: what sent, heard, received and read mean, and what cannot go wrong."""
    lines: list[Line] = [text_line("Vertrouwen: vijf woorden die niet hetzelfde zijn", "bold"), EMPTY]
    lines += [*_pairs(LADDER, width, "bold"), EMPTY]
    for words in SAFE:
        lines += [text_line(f"{'-' if row == 0 else ' '} {part}") for row, part in enumerate(wrap(words, width - 2))]
    if mode is Mode.DEMO:
        lines += [EMPTY, text_line("Dit is de demo: alles is verzonnen. Probeer gerust elke toets.", "accent")]
    return [*lines, EMPTY, text_line("Later: ? hulp bij elk scherm, F1 deze rondleiding.", "dim")]


class Tour(ModalScreen[None]):
    """Three pages; Enter goes on, Esc stops."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right,f1", "turn(1)", id="rondleiding.verder"),
        Binding("left,backspace", "turn(-1)", id="rondleiding.terug"),
        Binding("escape,q", "shut", id="rondleiding.stop"),
    ]
    PAGES = 3

    def __init__(self, mode: Mode) -> None:
        super().__init__()
        self.mode = mode
        self.page = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="vraag pagina"):
            yield Lines(id="tekst")
            yield Lines(id="toetsen")

    def on_mount(self) -> None:
        self.redraw()

    def on_resize(self, _event: events.Resize) -> None:
        self.redraw()

    def action_turn(self, pages: int) -> None:
        """Further or back; after the last page it is over."""
        self.page = max(0, self.page + pages)
        if self.page >= self.PAGES:
            self.dismiss(None)
        else:
            self.redraw()

    def action_shut(self) -> None:
        """Enough."""
        self.dismiss(None)

    def lines(self, width: int) -> list[Line]:
        """The page in front."""
        return (look(width), act(width), trust(width, self.mode))[self.page]

    def redraw(self) -> None:
        """The page, as high as the highest, so that the box stays where it is."""
        width = max(40, self.size.width * 9 // 10 - MARGIN)
        high = max(len(look(width)), len(act(width)), len(trust(width, self.mode)))
        text = self.query_one("#tekst", Lines)
        text.styles.height = high
        text.show(self.lines(width))
        further = "verder" if self.page < self.PAGES - 1 else "aan het werk"
        keys: Line = ((f"{self.page + 1} van {self.PAGES}   ", "dim"), ("Enter", "key"), (f" {further}   ", "dim"))
        back: Line = (("←", "key"), (" terug   ", "dim")) if self.page else ()
        self.query_one("#toetsen", Lines).show([(*keys, *back, ("Esc", "key"), (" sluiten", "dim"))])
