"""Place 1, Bord: the points as rows, the chosen point beside them, the region and what ends next below."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from nsp_console.domain.views import SiteView
from nsp_console.tui.acts import BOARD, bindings_of
from nsp_console.tui.board.chosen import pane, short_pane
from nsp_console.tui.board.region import house_lines, neighbour_lines, neighbours, soon_lines, totals_line
from nsp_console.tui.board.rows import Columns, columns, header
from nsp_console.tui.board.table import BoardTable
from nsp_console.tui.frame import entry
from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import Line, cut, heading, text_line
from nsp_console.tui.place import Place
from nsp_console.tui.point.outlook import norm_lines, readiness_words
from nsp_console.tui.point.story import timeline_lines

WIDE, ROOMY = 110, 160
PANE_W, ROOMY_PANE_W = 31, 60
FIXED_ROWS = 8  # top lines, headings, entry bar and footer, roughly
MORE_STORY = 12
NEIGHBOUR_ROWS_MAX = 8


def matches(view: SiteView, typed: str) -> bool:
    """Whether every typed word occurs in code, name, municipality or cluster."""
    site = view.site
    hay = f"{site.code} {site.name} {site.municipality} {site.cluster}".casefold()
    return all(word in hay for word in typed.casefold().split())


class BoardScreen(Place):
    """Who needs me?"""

    PLACE = BOARD
    BINDINGS = bindings_of(BOARD)
    DEFAULT_CSS = """
    BoardScreen #midden { height: 1fr; }
    BoardScreen #links { width: 1fr; }
    BoardScreen #kop { height: 2; }
    BoardScreen #paneel { height: 1fr; width: 31; }
    """
    filter_text = ""

    def body(self) -> ComposeResult:
        with Horizontal(id="midden"):
            with Vertical(id="links"):
                yield Lines(id="kop")
                yield BoardTable(id="tabel")
                yield Lines(id="onder")
            yield Lines(id="paneel")

    @property
    def table(self) -> BoardTable:
        """The list of points."""
        return self.query_one(BoardTable)

    def site_code(self) -> str | None:
        return self.table.view.site.code if self.table.view else None

    def rows(self) -> Sequence[SiteView]:
        """Own points, or everything that matches the filter, own points first."""
        if self.filter_text:
            return [view for view in self.picture.sites if matches(view, self.filter_text)]
        own = [view for view in self.picture.sites if view.own and view.site.code != self.picture.station.code]
        return own or self.picture.sites

    def pane_width(self) -> int:
        """Cells of the pane beside the table; 0 when there is no room."""
        width = self.size.width
        return ROOMY_PANE_W if width >= ROOMY else PANE_W if width >= WIDE else 0

    def columns(self) -> Columns:
        """The columns that fit now."""
        return columns(self.size.width - self.pane_width(), len(self.wording.functions))

    def draw_body(self) -> None:
        rows, cols = self.rows(), self.columns()
        if self.filter_text:
            count = f'{len(rows)} gevonden op "{self.filter_text}"'
        else:
            count = f"{len(rows)} eigen punten"
        heads = header(cols, self.wording, count)
        if self.filter_text:
            heads[1] = text_line(f" {count}", "accent")
        if not self.pane_width():  # every row counts on a small screen
            heads = heads[1:] if self.filter_text else heads[:1]
        self.query_one("#kop", Lines).show(heads, fit_height=True)
        self.query_one("#onder", Lines).show(self._under(cols.width, len(rows)), fit_height=True)
        self.call_after_refresh(self.draw_table)
        self.draw_table()

    def draw_table(self) -> None:
        """The rows and everything that follows the cursor."""
        self.table.draw_views(self.rows(), self.columns(), self.wording)
        self.draw_chosen()

    def draw_chosen(self) -> None:
        """The pane of the point under the cursor."""
        pane_w = self.pane_width()
        paneel = self.query_one("#paneel", Lines)
        paneel.display = pane_w > 0
        if pane_w:
            paneel.styles.width = pane_w
            rows = self.query_one("#midden").size.height
            lines = pane(self.picture, self.table.view, self.wording, pane_w - 3, rows)
            if pane_w >= ROOMY_PANE_W and self.table.view:
                lines += self._more(self.table.view, pane_w - 3)
            lines = [*lines, *[()] * (rows - len(lines))][:rows]
            paneel.show([(("│ ", "rule"), *line) for line in lines])
        elif self.size.width:
            self.query_one("#onder", Lines).show(self._under(self.size.width, len(self.table.views)), fit_height=True)

    def _more(self, view: SiteView, width: int) -> list[Line]:
        """What a large screen has room for: the norms and what happened."""
        story = self.console.door.timeline(view.site.code, MORE_STORY)
        lines = [(), heading(readiness_words(view), width), *norm_lines(view, self.wording, width)]
        return [*lines, (), heading("Tijdlijn", width), *timeline_lines(story, self.picture, self.wording, width)]

    def _under(self, width: int, count: int) -> list[Line]:
        if not self.pane_width():
            return self._under_narrow(width)
        soon = soon_lines(self.picture, self.wording, width)
        room = self.size.height - FIXED_ROWS - count - len(soon) - 5
        rows = max(0, min(NEIGHBOUR_ROWS_MAX if self.size.height < 45 else 26, room, len(neighbours(self.picture)) + 1))
        near = neighbour_lines(self.picture, self.wording, width, rows)
        lines = [heading("Andere C-NSP's in de buurt", width), *near] if near else [heading("Regio", width)]
        return [*lines, totals_line(self.picture, width), heading("Straks", width), *soon]

    def _under_narrow(self, width: int) -> list[Line]:
        view = self.table.view
        name = f"{view.site.code} {view.site.short_name}" if view else ""
        lines = [heading(name, width), *short_pane(self.picture, view, self.wording, width)]
        soon = 1 + len(house_lines(self.picture, width))
        lines += [heading("Regio en straks", width), cut(totals_line(self.picture, width), width)]
        return [*lines, *soon_lines(self.picture, self.wording, width)[:soon]]

    def move(self, steps: int) -> None:
        self.table.move(steps)
        self.draw_table()
        self.draw_footer()

    # the filter uses the entry bar

    def do_filter(self) -> None:
        """/"""
        self.entry.open(entry.FILTER, self.filter_text)

    def entry_changed(self, text: str) -> None:
        if self.entry.kind is not entry.FILTER:
            super().entry_changed(text)
            return
        self.filter_text = text.strip()
        self.draw_body()

    def entry_submitted(self, text: str) -> None:
        if self.entry.kind is not entry.FILTER:
            super().entry_submitted(text)
            return
        self.close_entry()

    def close_entry(self) -> None:
        super().close_entry()
        if self.filter_text:
            self.say("Esc haalt de filter weg")

    def step_back(self) -> None:
        """Esc: the filter goes first."""
        if self.filter_text:
            self.filter_text = ""
            self.say("")

    def why_not_open_point(self) -> str:
        return "" if self.table.view else "Kies eerst een punt."

    def do_open_point(self) -> None:
        """Enter: everything about this point."""
        self.console.go("punt", self.site_code())
