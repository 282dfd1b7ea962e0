"""Place 3, Voorraad: hours left per point and supply, with the clock in the reader's hand."""

from collections.abc import Sequence

from textual.app import ComposeResult

from nsp_console.domain.ahead import AHEAD_MAX_H, breaks, in_service
from nsp_console.domain.views import SiteView
from nsp_console.tui.acts import SUPPLIES, Act, acts_of, bindings_of
from nsp_console.tui.lines import Lines
from nsp_console.tui.place import ROOMY_ROWS, Place
from nsp_console.tui.roll import Roll
from nsp_console.tui.supplies.matrix import empty_lines, header, layout, row
from nsp_console.tui.supplies.under import chosen_lines, under_lines

FRAME_ROWS = 4  # heading of the matrix, entry bar, footer
FEW_ROWS = 3  # of the matrix, when the reader wants to see what is asked
FOOTER_FIRST = ("report", "open_point", "on_6", "back_6", "acknowledge", "on_24", "back_24", "switch_below")
AT_NOW = "De tijd staat al op nu."
AT_END = f"Verder dan {AHEAD_MAX_H} uur vooruit kijken wij niet."


class SuppliesScreen(Place):
    """What runs out first, and what helps most?"""

    PLACE = SUPPLIES
    BINDINGS = bindings_of(SUPPLIES)
    DEFAULT_CSS = """
    SuppliesScreen #kop { height: 2; }
    SuppliesScreen #punten { height: 3; }
    SuppliesScreen #onder { height: 1fr; }
    """
    step = 0.0  # hours from now
    below = False  # what is asked gets the room

    def body(self) -> ComposeResult:
        yield Lines(id="kop")
        yield Roll(id="punten")
        yield Lines(id="onder")

    @property
    def roll(self) -> Roll:
        """The points."""
        return self.query_one(Roll)

    def views(self) -> list[SiteView]:
        """Own points in service: what may end first in front, then those nobody can tell of."""
        views = in_service(self.picture.sites)
        first = {one.site: index for index, one in reversed(list(enumerate(breaks(views))))}
        return sorted(views, key=lambda view: first.get(view.site.code, len(first) * 4))

    def site_code(self) -> str | None:
        return self.roll.chosen if self.roll.keys else None

    def draw_body(self) -> None:
        picture, wording, width = self.picture, self.wording, self.size.width
        views, wide = self.views(), layout(width, self.step)
        room = self.size.height - len(self.top()) - FRAME_ROWS - (self.size.height >= ROOMY_ROWS)
        rows = max(FEW_ROWS, min(len(views), FEW_ROWS if self.below else max(FEW_ROWS, room * 3 // 5)))
        self.query_one("#kop", Lines).show(header(picture, wide, self.step, wording) if views else empty_lines(picture))
        self.roll.take([view.site.code for view in views])
        self.roll.styles.height = rows
        below = under_lines(picture, wording, width, max(0, room - rows))
        chosen = picture.site(self.site_code() or "")
        below += chosen_lines(picture, chosen, wording, width, room - rows - len(below))
        self.query_one("#onder", Lines).show(below)

        def build(index: int, chosen: bool) -> tuple[tuple[str, str], ...]:
            return row(views[index], picture, wide, self.step, wording, chosen)

        self.roll.draw(build)
        self.call_after_refresh(self.roll.draw, build)

    def footer_acts(self) -> Sequence[Act]:
        """The clock before what is the same everywhere."""
        first = {name: index for index, name in enumerate(FOOTER_FIRST)}
        return sorted(acts_of(self.PLACE), key=lambda act: first.get(act.name, len(first)))

    def move(self, steps: int) -> None:
        self.roll.move(steps)
        self.draw_body()
        self.draw_footer()

    def step_back(self) -> None:
        """Esc: back to now, and then to the board."""
        if self.step:
            self.step = 0.0
        elif self.below:
            self.below = False
        else:
            self.console.go("bord")

    def report_start(self) -> str:
        code = self.site_code()
        return f"{code} " if code else ""

    def why_not_open_point(self) -> str:
        return "" if self.site_code() else "Er is hier geen punt om te openen."

    def do_open_point(self) -> None:
        """Enter: everything about this point."""
        self.console.go("punt", self.site_code())

    def do_switch_below(self) -> None:
        """Tab: room for what is asked and proposed, or for the points again."""
        self.below = not self.below
        self.draw_body()

    # the clock in the reader's hand

    def step_by(self, hours: float) -> None:
        """Look `hours` further, or back."""
        self.step = min(float(AHEAD_MAX_H), max(0.0, self.step + hours))
        self.draw_body()

    def _why_not_back(self) -> str:
        return "" if self.step > 0 else AT_NOW

    def _why_not_on(self) -> str:
        if not self.views():
            return "Er is geen open punt om vooruit te kijken."
        return "" if self.step < AHEAD_MAX_H else AT_END

    why_not_on_1 = why_not_on_6 = why_not_on_24 = _why_not_on
    why_not_back_1 = why_not_back_6 = why_not_back_24 = _why_not_back

    def do_on_1(self) -> None:
        self.step_by(1)

    def do_on_6(self) -> None:
        self.step_by(6)

    def do_on_24(self) -> None:
        self.step_by(24)

    def do_back_1(self) -> None:
        self.step_by(-1)

    def do_back_6(self) -> None:
        self.step_by(-6)

    def do_back_24(self) -> None:
        self.step_by(-24)
