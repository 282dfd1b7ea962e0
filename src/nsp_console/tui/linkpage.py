"""Verbinding at an L: the same painters as place 8 of a C, as a page over the form. `z` shows the self-test."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from nsp_console.domain.selftest import Finding, judge_terminal
from nsp_console.domain.views import Snapshot
from nsp_console.station.door import StationDoor
from nsp_console.tui.ask.page import Page
from nsp_console.tui.link.checks import check_lines
from nsp_console.tui.link.layout import one_column
from nsp_console.tui.link.terminal import terminal_of
from nsp_console.tui.paint import EMPTY, Line, text_line
from nsp_console.tui.wording import Wording

REDRAW_S = 1.0
FRAME_CELLS = 8  # box and padding around the text
WIDTH_MIN, WIDTH_MAX = 40, 104


def link_lines(snapshot: Snapshot, wording: Wording, width: int = 64) -> list[Line]:
    """The whole page."""
    return [text_line("Verbinding", "bold"), EMPTY, *one_column(snapshot, wording, width)]


class LinkPage(Page):
    """The page, drawn anew every second: counters tell most while they run."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("z", "test", "Zelftest", id="pagina.zelftest")]

    def __init__(self, snapshot: Callable[[], Snapshot], wording: Wording, door: StationDoor) -> None:
        super().__init__(())
        self.snapshot = snapshot
        self.wording = wording
        self.door = door
        self.testing = self.shows_test = False
        self.findings: tuple[Finding, ...] | None = None
        self.tested = ""

    def on_mount(self) -> None:
        self.again()
        self.set_interval(REDRAW_S, self.again)

    def again(self) -> None:
        """What is true now, without moving what is being read."""
        width = max(WIDTH_MIN, min(WIDTH_MAX, self.size.width * 9 // 10 - FRAME_CELLS))
        if self.shows_test:
            self.content = tuple(check_lines(None if self.testing else self.findings, self.tested, width))
        else:
            self.content = tuple(link_lines(self.snapshot(), self.wording, width))
        self.redraw()

    def action_test(self) -> None:
        """z: the self-test, and z again tests again; Esc closes the page as ever."""
        if self.testing:
            return
        self.top = 0
        self.testing = self.shows_test = True
        self.run_worker(self._test(), name="zelftest", group="zelftest", exit_on_error=False)
        self.again()

    async def _test(self) -> None:
        try:
            found = await self.door.selftest()
            self.findings = (*found, judge_terminal(terminal_of(self)))
            self.tested = self.wording.clock(self.snapshot().wall)
        finally:
            self.testing = False
        self.again()
