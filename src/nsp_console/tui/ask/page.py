"""A page to read: help. It scrolls; Esc, Enter or `?` closes it."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import Line

FRAME_ROWS = 7  # the box, its keys, and the lines above that must stay readable


class Page(ModalScreen[None]):
    """Lines in a box."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,q", "shut", "Terug", id="pagina.terug"),
        Binding("up", "move(-1)", id="pagina.op"),
        Binding("down", "move(1)", id="pagina.neer"),
        Binding("pageup", "move(-10)", id="pagina.pgop"),
        Binding("pagedown,space", "move(10)", id="pagina.pgneer"),
    ]

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self.content = tuple(lines)
        self.top = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="vraag pagina"):
            yield Lines(id="tekst")
            yield Lines(id="toetsen")

    def on_mount(self) -> None:
        self.redraw()

    def on_resize(self, _event: events.Resize) -> None:
        self.redraw()

    def action_move(self, steps: int) -> None:
        """Scroll."""
        self.top += steps
        self.redraw()

    def action_shut(self) -> None:
        """Back to the place."""
        self.dismiss(None)

    def redraw(self) -> None:
        """The lines that fit from where somebody scrolled to."""
        rows = max(3, min(len(self.content), self.size.height - FRAME_ROWS))
        last = max(0, len(self.content) - rows)
        self.top = max(0, min(self.top, last))
        self.query_one("#tekst").styles.height = rows
        self.query_one("#tekst", Lines).show(self.content[self.top : self.top + rows])
        more = (("  ↓ meer", "dim"),) if self.top < last else ()
        self.query_one("#toetsen", Lines).show([(("Esc", "key"), (" terug", "dim"), *more)])
