"""Before there is a station: a page that shows how far opening is, and a page that says what to do when it fails.

Nothing here imports a database or a radio: this is what is painted in the first quarter of a second.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from nsp_console.dutch.opening import OPENING_STEP, readable
from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import EMPTY, Line, text_line, wrap

if TYPE_CHECKING:
    from nsp_console.domain.understanding import Vocabulary
    from nsp_console.station.door import StationDoor

Progress = Callable[[str], None]
"""Called in the app's loop with a step: a key of `dutch.opening.OPENING_STEP`, if need be with how far: `demo 40 %`."""


async def nothing_to_close() -> None:
    """For a station that needs no closing."""


@dataclass(frozen=True)
class Opened:
    """A running station: its door, the configured words, and how to close it (awaited before the app ends).

    toured  None: somebody took the tour here before; else called when somebody does
    """

    door: "StationDoor"
    vocabulary: "Vocabulary"
    close: Callable[[], Awaitable[None]] = nothing_to_close
    toured: Callable[[], None] | None = None


Opener = Callable[[Progress], Awaitable[Opened]]
"""Opens the station; raises NspError when it cannot. Slow imports belong in `asyncio.to_thread` inside it."""

MARGIN = 4


class OpeningScreen(Screen[None]):
    """Opslag openen…: every step that was reached, the last one still busy."""

    AUTO_FOCUS = ""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title_words = title
        self.steps: list[str] = []

    def compose(self) -> ComposeResult:
        yield Lines(id="opening")

    def on_mount(self) -> None:
        self.reached("opslag")

    def reached(self, step: str) -> None:
        """Opening got to `step`."""
        first = step.partition(" ")[0]
        if self.steps and self.steps[-1].partition(" ")[0] == first:
            self.steps[-1] = step
        elif step not in self.steps:
            self.steps.append(step)
        lines: list[Line] = [EMPTY, text_line(f"  {self.title_words}", "bold"), EMPTY]
        for index, name in enumerate(self.steps):
            busy = index == len(self.steps) - 1
            code, _, share = name.partition(" ")
            words = f"{OPENING_STEP.get(code, readable(code))} {share}".rstrip()
            lines.append(
                ((f"  {'→' if busy else '●'} ", "accent" if busy else "good"), (words + ("…" if busy else ""), ""))
            )
        self.query_one("#opening", Lines).show(lines, fit_height=True)


class FailureScreen(Screen[None]):
    """The console could not open: what is wrong and the remedy, in Dutch."""

    AUTO_FOCUS = ""
    BINDINGS = [  # noqa: RUF012
        Binding("o", "app.open_again", "Opnieuw proberen", id="mislukt.opnieuw"),
        Binding("q,ctrl+q", "app.leave_now", "Stoppen", id="mislukt.stop"),
    ]

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__()
        self.sentence = sentence
        self.detail = detail

    def compose(self) -> ComposeResult:
        yield Lines(id="mislukt")

    def on_mount(self) -> None:
        self.draw()

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        """The sentence, wrapped to the window."""
        width = max(20, self.size.width - 2 * MARGIN)
        lines: list[Line] = [EMPTY, text_line(" ■ De console kan niet openen ", "banner"), EMPTY]
        lines += [text_line(f"  {row}") for row in wrap(self.sentence, width)]
        if self.detail:
            lines += [EMPTY, *(text_line(f"  {row}", "dim") for row in wrap(self.detail, width))]
        lines += [EMPTY, (("  o", "key"), (" opnieuw proberen   ", ""), ("q", "key"), (" stoppen", ""))]
        lines += [EMPTY, text_line("  Er is niets verloren: wat opgeslagen was, staat er nog.", "dim")]
        self.query_one("#mislukt", Lines).show(lines, fit_height=True)
