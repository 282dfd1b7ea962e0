"""Place 8, Verbinding: the link in words and drawn, scrolled by the cursor keys; `z` shows the self-test."""

from textual.app import ComposeResult

from nsp_console.domain.selftest import Finding, judge_terminal
from nsp_console.tui.acts import LINK, bindings_of
from nsp_console.tui.console import Console
from nsp_console.tui.lines import Lines
from nsp_console.tui.link.checks import check_lines
from nsp_console.tui.link.layout import all_lines
from nsp_console.tui.link.terminal import terminal_of
from nsp_console.tui.paint import Line, text_line
from nsp_console.tui.place import Place


class LinkScreen(Place):
    """Does the radio work, who is heard, and what if it does not?"""

    PLACE = LINK
    BINDINGS = bindings_of(LINK)
    DEFAULT_CSS = """
    LinkScreen #verbinding { height: 1fr; }
    """

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self.first = 0
        self.testing = False
        self.shows_test = False
        self.findings: tuple[Finding, ...] | None = None
        self.tested = ""

    def body(self) -> ComposeResult:
        yield Lines(id="verbinding")

    def site_code(self) -> str | None:
        return None

    def draw_body(self) -> None:
        pane = self.query_one("#verbinding", Lines)
        rows, width = max(1, pane.size.height), self.size.width
        if self.shows_test:
            lines = check_lines(None if self.testing else self.findings, self.tested, width)
        else:
            lines = all_lines(self.picture, self.wording, width, rows)
        self.first = max(0, min(self.first, len(lines) - rows))
        pane.show(scrolled(lines, self.first, rows))

    def move(self, steps: int) -> None:
        """The keys scroll: nothing here is chosen."""
        self.first += steps
        self.draw_body()

    def step_back(self) -> None:
        """Esc: from the test to the link, from there to the board."""
        if self.shows_test:
            self.shows_test, self.first = False, 0
        else:
            self.console.go("bord")

    # the self-test

    def why_not_self_test(self) -> str:
        return "De test loopt al." if self.testing else ""

    def do_self_test(self) -> None:
        """z: test now; again tests again."""
        self.testing = self.shows_test = True
        self.first = 0
        self.draw_body()
        self.run_worker(self._test(), name="zelftest", group="zelftest", exit_on_error=False)

    async def _test(self) -> None:
        try:
            found = await self.console.door.selftest()
            self.findings = (*found, judge_terminal(terminal_of(self)))
            self.tested = self.wording.clock(self.picture.wall)
        finally:
            self.testing = False
        self.draw()


def scrolled(lines: list[Line], first: int, rows: int) -> list[Line]:
    """The rows that are visible; the last one tells that there is more."""
    shown = lines[first : first + rows]
    below = len(lines) - first - rows
    if below > 0 and shown:
        shown[-1] = text_line(f" ↓ nog {below + 1} regels: pijl omlaag of PgDn", "dim")
    return shown
