"""One key, one answer: a short question where every choice has its own key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import EMPTY, Line, text_line, wrap

Result = TypeVar("Result")
BOX_W = 64


@dataclass(frozen=True)
class Option(Generic[Result]):
    """A key (as Textual names it), how it is shown, the words and the answer."""

    key: str
    words: str
    result: Result


class Pick(ModalScreen[Result | None]):
    """A question with one-key answers. Esc gives None."""

    AUTO_FOCUS = ""

    def __init__(self, title: str, options: Sequence[Option[Result]], text: str = "") -> None:
        super().__init__()
        self.title_words = title
        self.options = tuple(options)
        self.text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="vraag"):
            yield Lines(id="tekst")

    def on_mount(self) -> None:
        """Draw once: the question does not change."""
        lines: list[Line] = [text_line(self.title_words, "bold"), EMPTY]
        lines += [text_line(row) for row in wrap(self.text, BOX_W - 6)] + ([EMPTY] if self.text else [])
        lines += [((f"  {_shown(option.key)}  ", "key"), (option.words, "")) for option in self.options]
        lines += [EMPTY, (("Esc", "key"), (" terug", "dim"))]
        self.query_one("#tekst", Lines).show(lines, fit_height=True)

    def on_key(self, event: events.Key) -> None:
        """Every key is for this question only."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
            return
        for option in self.options:
            if option.key in (event.key, event.character):
                self.dismiss(option.result)
                return


def _shown(key: str) -> str:
    """`j` as it is, `enter` as it stands on the keyboard."""
    return key if len(key) == 1 else key.capitalize()
