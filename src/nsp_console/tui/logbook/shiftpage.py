"""The dienstoverdracht as a page to read, with the two keys it ends in."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from nsp_console.tui.ask.page import FRAME_ROWS
from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import Line, Piece


class ShiftPage(ModalScreen[str | None]):
    """Scrolls like every page. Answers `over` (hand over), `neem` (take over; only when one waits) or None."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "answer('')", "Terug", id="dienst.terug"),
        Binding("d", "answer('over')", "Dienst overdragen", id="dienst.over"),
        Binding("b", "answer('neem')", "Overname bevestigen", id="dienst.neem"),
        Binding("up", "move(-1)", id="dienst.op"),
        Binding("down", "move(1)", id="dienst.neer"),
        Binding("pageup", "move(-10)", id="dienst.pgop"),
        Binding("pagedown,space", "move(10)", id="dienst.pgneer"),
    ]

    def __init__(self, lines: Sequence[Line], waits: bool) -> None:
        super().__init__()
        self.content = tuple(lines)
        self.waits = waits
        self.top = 0
        self.answer_words = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="vraag pagina"):
            yield Lines(id="tekst")
            yield Lines(id="toetsen")

    def on_mount(self) -> None:
        self.redraw()

    def on_resize(self) -> None:
        self.redraw()

    def action_move(self, steps: int) -> None:
        """Scroll."""
        self.top += steps
        self.redraw()

    def action_answer(self, what: str) -> None:
        """What follows; b only when a handover waits, else it says so."""
        if what == "neem" and not self.waits:
            self.answer_words = "Er wacht geen overdracht op bevestiging."
            self.redraw()
            return
        self.dismiss(what or None)

    def redraw(self) -> None:
        """The lines that fit from where somebody scrolled to."""
        rows = max(3, min(len(self.content), self.size.height - FRAME_ROWS))
        last = max(0, len(self.content) - rows)
        self.top = max(0, min(self.top, last))
        self.query_one("#tekst").styles.height = rows
        self.query_one("#tekst", Lines).show(self.content[self.top : self.top + rows])
        keys: list[Piece] = [("d", "key"), (" overdragen  ", "dim")]
        keys += [("b", "key"), (" overname bevestigen  ", "bold")] if self.waits else []
        keys += [("Esc", "key"), (" terug", "dim")]
        keys += [(f"  {self.answer_words}", "attention")] if self.answer_words else []
        keys += [("  ↓ meer", "dim")] if self.top < last else []
        self.query_one("#toetsen", Lines).show([tuple(keys)])
