"""Choose one from many by typing a part of it: points, commands."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import Line, fit, text_line
from nsp_console.tui.roll import window
from nsp_console.tui.textbox import TextBox

ROWS_MAX = 10
BOX_W = 72
SEARCH_CHARS_MAX = 60


@dataclass(frozen=True)
class Item:
    """One choice: its answer, what is shown, and further words it is found by."""

    key: str
    words: str
    also: str = ""

    def matches(self, typed: str) -> bool:
        """Whether every typed word occurs somewhere, in any case."""
        hay = f"{self.key} {self.words} {self.also}".casefold()
        return all(word in hay for word in typed.casefold().split())


class Choose(ModalScreen[str | None]):
    """A list that narrows while typing. Enter takes the marked one, Esc gives None."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "dismiss_none", "Terug", id="kies.terug"),
        Binding("up", "move(-1)", id="kies.op"),
        Binding("down", "move(1)", id="kies.neer"),
        Binding("pageup", "move(-10)", id="kies.pgop"),
        Binding("pagedown", "move(10)", id="kies.pgneer"),
    ]

    def __init__(self, title: str, items: Sequence[Item], placeholder: str = "typ een deel van de naam") -> None:
        super().__init__()
        self.title_words = title
        self.items = tuple(items)
        self.placeholder = placeholder
        self.found = self.items
        self.at = 0
        self.first = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="vraag"):
            yield Lines(id="titel")
            yield TextBox(id="zoek", placeholder=self.placeholder, chars_max=SEARCH_CHARS_MAX)
            yield Lines(id="lijst")

    def on_mount(self) -> None:
        self.query_one("#titel", Lines).show([text_line(self.title_words, "bold")])
        self.query_one("#lijst").styles.height = min(ROWS_MAX, len(self.items)) + 2
        self._draw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list; the best match by start of code or words comes first."""
        typed = event.value.strip()
        found = [item for item in self.items if item.matches(typed)]
        start = typed.casefold()
        self.found = tuple(sorted(found, key=lambda item: not item.words.casefold().startswith(start)))
        self.at = 0
        self._draw()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Take the marked one."""
        if self.found:
            self.dismiss(self.found[self.at].key)

    def action_move(self, steps: int) -> None:
        """Move the mark."""
        if self.found:
            self.at = max(0, min(len(self.found) - 1, self.at + steps))
            self._draw()

    def action_dismiss_none(self) -> None:
        """Nothing chosen."""
        self.dismiss(None)

    def _draw(self) -> None:
        self.first = window(len(self.found), ROWS_MAX, self.at, self.first)
        lines: list[Line] = []
        for index, item in enumerate(self.found[self.first : self.first + ROWS_MAX], start=self.first):
            here = index == self.at
            lines.append(((">" if here else " ", "accent"), (" " + fit(item.words, BOX_W - 8), "bold" if here else "")))
        if not self.found:
            lines.append(text_line("  niets gevonden", "dim"))
        lines += [()] * (min(ROWS_MAX, len(self.items)) - len(lines))
        more = len(self.found) - self.first - ROWS_MAX
        lines.append(text_line(f"  ↓ nog {more}" if more > 0 else "", "dim"))
        lines.append((("Enter", "key"), (" kiezen  ", "dim"), ("Esc", "key"), (" terug", "dim")))
        self.query_one("#lijst", Lines).show(lines)
