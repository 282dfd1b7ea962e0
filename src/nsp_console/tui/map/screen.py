"""Place 0, Kaart: the region as a plot, the chosen point beside it; or as a list by distance and direction."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal

from nsp_console.domain.sites import Site
from nsp_console.domain.views import Snapshot
from nsp_console.dutch import map as words
from nsp_console.tui.acts import MAP, Act, bindings_of, own_first
from nsp_console.tui.lines import Lines
from nsp_console.tui.map.beside import (
    by_distance,
    centre_of,
    chosen_lines,
    distance_row,
    legend,
    list_head,
    scale_words,
    short_lines,
    unplaced_line,
)
from nsp_console.tui.map.layout import LEVELS, Layout, Zoom, layout
from nsp_console.tui.map.links import Links, links
from nsp_console.tui.map.marks import Spot, spots
from nsp_console.tui.map.paint import plot_lines
from nsp_console.tui.map.projection import SLOT_CELLS
from nsp_console.tui.map.steering import DOWN, LEFT, RIGHT, UP, toward
from nsp_console.tui.paint import EMPTY, Line, heading, text_line
from nsp_console.tui.place import Place
from nsp_console.tui.roll import Roll

WIDE, ROOMY = 110, 160
PANE_W, ROOMY_PANE_W = 34, 64
PLOT_ROWS_MIN = 5
LEGEND_ROWS_NARROW = 2
FAR = 100  # PgUp, PgDn, Home and End arrive as more than one step


class MapScreen(Place):
    """Where is it, and who hears whom?"""

    PLACE = MAP
    BINDINGS = bindings_of(MAP)
    DEFAULT_CSS = """
    MapScreen #midden { height: 1fr; }
    MapScreen #vlak { width: 1fr; height: 1fr; }
    MapScreen #naast { width: 34; height: 1fr; }
    MapScreen #onder { height: 0; }
    """
    chosen: str | None = None
    zoom = Zoom.OWN
    listing = False
    _centre: Site | None = None
    _read: tuple[Snapshot, list[Spot], Links] | None = None
    _made: tuple[tuple[list[Spot], tuple[int, int], Zoom, str | None], Layout] | None = None

    def body(self) -> ComposeResult:
        with Horizontal(id="midden"):
            yield Roll(id="vlak")  # plot and list take turns in it: its size is known before either is drawn
            yield Lines(id="naast")
        yield Lines(id="onder")

    @property
    def roll(self) -> Roll:
        """The plot, or the list by distance."""
        return self.query_one(Roll)

    def site_code(self) -> str | None:
        return self.spot.code if self.spot else None

    def read(self) -> tuple[list[Spot], Links]:
        """Every point with a place, worst first, and every line; read once per picture."""
        if self._read is None or self._read[0] is not self.picture:
            self._read = self.picture, spots(self.picture), links(self.picture)
        return self._read[1:]

    @property
    def spot(self) -> Spot | None:
        """The chosen point; the worst one until somebody chooses."""
        every, _known = self.read()
        return next((spot for spot in every if spot.code == self.chosen), every[0] if every else None)

    def on_screen_resume(self) -> None:
        """The point chosen elsewhere is chosen here too."""
        self.chosen = self.console.chosen_site or self.chosen
        super().on_screen_resume()

    def pane_width(self) -> int:
        """Cells of the pane beside the plot; 0 when there is no room."""
        width = self.size.width
        return ROOMY_PANE_W if width >= ROOMY else PANE_W if width >= WIDE else 0

    def map_size(self) -> tuple[int, int]:
        """Columns and rows of cells for the plot."""
        area = self.query_one("#midden").size
        rows = max(PLOT_ROWS_MIN, area.height - 1)
        return max(SLOT_CELLS, self.size.width - self.pane_width()), rows

    @property
    def drawn(self) -> Layout:
        """The layout now; made once per picture, size, zoom and cursor."""
        every, known = self.read()
        key = (every, self.map_size(), self.zoom, self.site_code())
        if self._made is None or self._made[0][0] is not every or self._made[0][1:] != key[1:]:
            self._made = key, layout(every, known, *key[1:])
        return self._made[1]

    # drawing

    def draw_body(self) -> None:
        under = self.under()
        self.query_one("#onder", Lines).show(under, fit_height=True)
        self.call_after_refresh(self.draw_middle)
        self.draw_middle()

    def draw_middle(self) -> None:
        """Plot or list, and the pane that follows the cursor."""
        pane = self.query_one("#naast", Lines)
        pane_w = self.pane_width()
        pane.display = pane_w > 0
        if self.listing:
            self.draw_list()
        else:
            self.roll.mark(None)
            self.roll.show(self.plot_lines())
        if pane_w:
            pane.styles.width = pane_w
            rows = self.query_one("#midden").size.height
            lines = self.pane(pane_w - 3, rows)
            pane.show([(("│ ", "rule"), *line) for line in [*lines, *[EMPTY] * (rows - len(lines))][:rows]])

    def plot_lines(self) -> list[Line]:
        """Heading and plot."""
        drawn = self.drawn
        if not drawn.total:
            return [heading("Kaart", drawn.size[0]), text_line(f" {words.NOTHING_PLACED}", "accent")]
        told = f"{words.zoom_words(self.zoom, len(drawn.spots), drawn.total)}, {scale_words(drawn)}, noord boven"
        return [heading(told, drawn.size[0]), *plot_lines(drawn)]

    def draw_list(self) -> None:
        """Every point by distance from the C that was chosen when the list was opened."""
        centre = self._centre or self.picture.station
        views = by_distance(self.picture, centre)
        width = self.map_size()[0]
        self.roll.chosen = self.site_code()
        self.roll.take([view.site.code for view in views])
        self.roll.draw(
            lambda index, chosen: distance_row(views[index], self.picture, centre, width, chosen),
            [list_head(centre, width)],
            empty="geen punten",
        )

    def here(self) -> tuple[Spot, ...]:
        """Everything in the chosen slot, worst first."""
        drawn = self.drawn
        return drawn.marks[drawn.chosen].spots if drawn.chosen is not None else ()

    def pane(self, width: int, rows: int) -> list[Line]:
        """The chosen point, the nearest ones, and the legend at the bottom."""
        lines = chosen_lines(self.picture, self.spot, self.here(), self.drawn.known, self.wording, width)
        signs = [EMPTY, heading("Tekens", width), *legend(width)]
        room = rows - len(lines) - len(signs) - 2
        if room > 2 and width >= ROOMY_PANE_W - 4 and not self.listing:
            centre = centre_of(self.picture, self.site_code())
            near = by_distance(self.picture, centre)[:room]
            lines += [EMPTY, list_head(centre, width)]
            lines += [
                distance_row(view, self.picture, centre, width, view.site.code == self.site_code()) for view in near
            ]
        return [*lines[: max(0, rows - len(signs))], *[EMPTY] * (rows - len(lines) - len(signs)), *signs]

    def under(self) -> list[Line]:
        """Points without a place; on a small screen the chosen point and the legend too."""
        width = self.size.width
        lost = unplaced_line(self.picture, width)
        if self.pane_width():
            return lost
        told = short_lines(self.picture, self.spot, self.here(), self.wording, width)
        return [*lost, heading("", width), *told, *legend(width, LEGEND_ROWS_NARROW)]

    def footer_acts(self) -> Sequence[Act]:
        """What is special here first: the keys that work everywhere are on every other screen too."""
        return own_first(MAP)

    # keys

    def move(self, steps: int) -> None:
        """Up and down go to the nearest point there; PgUp, PgDn, Home, End walk from worst to best."""
        if self.listing:
            self.roll.move(steps)
            self.choose(self.roll.chosen)
        elif abs(steps) == 1:
            self.steer(DOWN if steps > 0 else UP)
        else:
            codes = [spot.code for spot in self.drawn.spots]
            at = codes.index(self.chosen) if self.chosen in codes else 0
            step = (1 if steps > 0 else -1) if abs(steps) < FAR else steps
            self.choose(codes[max(0, min(len(codes) - 1, at + step))] if codes else None)

    def steer(self, direction: tuple[int, int]) -> None:
        """To the worst point of the nearest slot in this direction."""
        drawn = self.drawn
        if drawn.chosen is None:
            self.choose(drawn.spots[0].code if drawn.spots else None)
            return
        slot = toward(drawn.chosen, drawn.marks, direction)
        if slot is None:
            self.say(words.NOBODY_THERE)
        else:
            self.choose(drawn.marks[slot].worst.code)

    def choose(self, code: str | None) -> None:
        """Put the cursor on `code`."""
        self.chosen = code
        self.draw_body()
        self.draw_footer()

    def step_back(self) -> None:
        """Esc: from the list to the plot, from there to the board."""
        if self.listing:
            self.do_map_list()
        else:
            self.console.go("bord")

    def why_not_open_point(self) -> str:
        return "" if self.picture.site(self.site_code() or "") else words.NO_POINT

    def do_open_point(self) -> None:
        """Enter: everything about this point."""
        self.console.go("punt", self.site_code())

    def why_not_map_left(self) -> str:
        return words.IN_LIST if self.listing else ""

    def do_map_left(self) -> None:
        """←"""
        self.steer(LEFT)

    def why_not_map_right(self) -> str:
        return words.IN_LIST if self.listing else ""

    def do_map_right(self) -> None:
        """→"""
        self.steer(RIGHT)

    def _zoom_to(self, steps: int) -> None:
        self.zoom = LEVELS[LEVELS.index(self.zoom) + steps]
        self.draw()

    def why_not_zoom_in(self) -> str:
        if self.listing:
            return words.IN_LIST
        return words.NEAREST_IN if self.zoom is LEVELS[-1] else ""

    def do_zoom_in(self) -> None:
        """+"""
        self._zoom_to(1)

    def why_not_zoom_out(self) -> str:
        if self.listing:
            return words.IN_LIST
        return words.NEAREST_OUT if self.zoom is LEVELS[0] else ""

    def do_zoom_out(self) -> None:
        """-"""
        self._zoom_to(-1)

    def do_map_list(self) -> None:
        """l: the list and back."""
        self.listing = not self.listing
        self._centre = centre_of(self.picture, self.site_code())
        self.draw()
