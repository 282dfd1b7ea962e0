"""Place w, Wand: what needs somebody, three rows high. It turns by itself and changes nothing."""

from collections.abc import Mapping

from textual.app import ComposeResult

from nsp_console.domain.views import Snapshot
from nsp_console.dutch import wall as words
from nsp_console.tui.acts import WALL, bindings_of
from nsp_console.tui.glyphs import ASCII
from nsp_console.tui.lines import Lines
from nsp_console.tui.looking import Looking
from nsp_console.tui.paint import Line
from nsp_console.tui.wall.below import below_lines, foot_line
from nsp_console.tui.wall.font import LINES, PLAIN, Glyph
from nsp_console.tui.wall.pager import Pager
from nsp_console.tui.wall.plan import Plan, plan_of

TICK_S = 1.0  # how often the wall looks whether the page must turn


class WallScreen(Looking):
    """Who needs somebody, for a whole room."""

    PLACE = WALL
    BINDINGS = bindings_of(WALL)
    DEFAULT_CSS = """
    WallScreen #punten { height: 1fr; }
    WallScreen #onder { height: 3; }
    """
    pager = Pager()
    _planned: tuple[Snapshot, tuple[int, int], Plan] | None = None

    def body(self) -> ComposeResult:
        yield Lines(id="punten")
        yield Lines(id="onder")

    def on_mount(self) -> None:
        self.pager = Pager(since=self.console.steady())
        self.set_interval(TICK_S, self.tick)
        super().on_mount()

    def site_code(self) -> str | None:
        return None

    def step_back(self) -> None:
        self.console.go("bord")

    @property
    def font(self) -> Mapping[str, Glyph]:
        """The table this terminal can draw."""
        return PLAIN if self.query_one("#punten", Lines).glyphs is ASCII else LINES

    @property
    def plan(self) -> Plan:
        """What there is to show on this screen; made once per picture and size."""
        picture, size = self.picture, (self.size.width, self.size.height)
        if self._planned is None or self._planned[0] is not picture or self._planned[1] != size:
            self._planned = picture, size, plan_of(picture, self.wording, size, self.font)
        return self._planned[2]

    def top(self) -> list[Line]:
        return list(self.plan.top)

    def draw_body(self) -> None:
        width, plan = self.size.width, self.plan
        self.pager = self.pager.at(self.console.steady(), plan.pages, plan.held)
        self.query_one("#punten", Lines).show(plan.page_lines(self.pager.page, width, self.font))
        below = below_lines(self.picture, self.wording, width, self.pager, plan.pages, bool(plan.held))
        self.query_one("#onder", Lines).show(below, fit_height=True)

    def foot(self, said: str) -> Line:
        plan = self.plan
        return foot_line(self.size.width, self.pager, plan.pages, bool(plan.held), self.hints(), said)

    # turning

    def tick(self) -> None:
        """Turn when it is time; only a page that turns is drawn again."""
        if not self.is_current or self.size.width == 0:
            return
        if self.pager.at(self.console.steady(), self.plan.pages, self.plan.held) != self.pager:
            self.said = ""
            self.draw()

    def move(self, steps: int) -> None:
        """Up and down leaf too."""
        self.action_act("page_on" if steps > 0 else "page_back")

    def leaf(self, steps: int) -> None:
        """Another page, as far as an alarm allows."""
        self.pager = self.pager.leaf(steps, self.console.steady(), self.plan.pages, self.plan.held)
        self.draw()

    def why_not_page_on(self) -> str:
        """An alarm nobody took on stays in front."""
        if self.plan.pages == 1:
            return words.ONE_PAGE
        return words.HELD if len(self.plan.held) == 1 else ""

    def do_page_on(self) -> None:
        """The next page."""
        self.leaf(1)

    def why_not_page_back(self) -> str:
        """As forward."""
        return self.why_not_page_on()

    def do_page_back(self) -> None:
        """The page before."""
        self.leaf(-1)

    def why_not_hold_page(self) -> str:
        """What does not turn cannot be stopped."""
        return self.why_not_page_on()

    def do_hold_page(self) -> None:
        """Space: stop turning, or go on."""
        self.pager = self.pager.toggled(self.console.steady())
        self.draw()
