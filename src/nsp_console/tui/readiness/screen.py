"""Place 4, Paraatheid: the clock above, the region and its norms, the points with their reasons, what to do first."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from nsp_console.domain.gains import gains
from nsp_console.domain.preparedness import area, local_points
from nsp_console.domain.views import SiteView
from nsp_console.dutch.times import number
from nsp_console.tui import orders
from nsp_console.tui.acts import PREPARED, Act, bindings_of, own_first
from nsp_console.tui.console import Console
from nsp_console.tui.glyphs import ASCII
from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import EMPTY, Line, cut, heading, text_line
from nsp_console.tui.place import Place
from nsp_console.tui.point.outlook import norm_lines as point_norm_lines, readiness_words
from nsp_console.tui.readiness.clock import NARROW, clock_lines
from nsp_console.tui.readiness.dossier import NO_DOSSIER, ask_item, dossier_lines, dossier_title
from nsp_console.tui.readiness.norms import ask_norm, fails, label_of
from nsp_console.tui.readiness.points import (
    gain_lines,
    lasting_lines,
    lasting_short,
    listed_points,
    outlook_line,
    point_row,
)
from nsp_console.tui.readiness.region import (
    NO_NORMS,
    ascii_signs,
    legend_line,
    norm_lines,
    norms_short,
    per_cluster,
    per_municipality,
    region_lines,
    whole_words,
)
from nsp_console.tui.roll import Roll

ROOMY = 160
REGION_W, ROOMY_REGION_W, ROOMY_LIST_W = 62, 64, 62
FIRST_ROWS, FIRST_ROWS_NARROW, FIRST_ROWS_TALL = 3, 2, 7
TALL_ROWS = 45
LISTS = ("eigen", "regio")


class ReadinessScreen(Place):
    """Who can be open in time, and what helps most?"""

    PLACE = PREPARED
    BINDINGS = bindings_of(PREPARED)
    DEFAULT_CSS = """
    ReadinessScreen #midden { height: 1fr; }
    ReadinessScreen #regio { height: 1fr; width: 62; }
    ReadinessScreen #punten { height: 1fr; width: 1fr; }
    ReadinessScreen #dossier { height: 1fr; width: 1fr; }
    """
    whole_region = False
    by_cluster = False
    areas_only = False  # on a small screen: the areas in the place of the list
    norm = ""
    drawn_rows = 0

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self.sums: dict[tuple[str, int, int], list[Line]] = {}  # drawn once per picture: the cursor changes none of it

    def body(self) -> ComposeResult:
        yield Lines(id="klok")
        with Horizontal(id="midden"):
            yield Lines(id="regio")
            with Vertical(id="punten"):
                yield Lines(id="kop")
                yield Roll(id="lijst")
                yield Lines(id="vol")
            yield Lines(id="dossier")
        yield Lines(id="eerst")

    # what is shown

    @property
    def narrow(self) -> bool:
        """Whether there is room for one column only."""
        return self.size.width < NARROW

    @property
    def deployed(self) -> bool:
        """Whether an inzet runs: then it is about being open, else about what was arranged."""
        return self.picture.t0_wall is not None

    def points(self) -> list[SiteView]:
        """The points of the list, before the norm that is asked for."""
        return listed_points(self.picture, self.whole_region)

    def shown(self) -> list[SiteView]:
        """The points in the list."""
        found = self.points()
        return [view for view in found if fails(view, self.norm)] if self.norm else found

    @property
    def view(self) -> SiteView | None:
        """The chosen point; none while the areas stand in the place of the list."""
        if self.narrow and self.areas_only:
            return None
        return self.picture.site(self.query_one(Roll).chosen or "")

    def site_code(self) -> str | None:
        return self.view.site.code if self.view else None

    # drawing

    def draw_body(self) -> None:
        self.sums.clear()
        self.query_one("#klok", Lines).show(self._clock(), fit_height=True)
        self.query_one("#eerst", Lines).show(self._first(), fit_height=True)
        self._draw_middle()
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Draw the middle again when the lines around it changed its height."""
        if self.query_one("#midden").size.height != self.drawn_rows:
            self._draw_middle()

    def _clock(self) -> list[Line]:
        lines = clock_lines(self.picture, self.wording, self.size.width)
        return lines[:2] if self.narrow else lines

    def _first(self) -> list[Line]:
        width, rows = self.size.width, self.size.height
        if self.narrow and self.areas_only:  # the areas need the rows
            return []
        count = FIRST_ROWS_NARROW if self.narrow else FIRST_ROWS_TALL if rows >= TALL_ROWS else FIRST_ROWS
        found = gain_lines(gains(self.picture.sites, self.deployed), self.picture, width, count)
        lines = [heading("Wat levert het meeste op", width), *found]
        return [*self._region_short(width), *lines] if self.narrow else lines

    def _region_short(self, width: int) -> list[Line]:
        norms = self.picture.region_norms or NO_NORMS
        whole = area(self.picture.region or "Regio", local_points(self.picture.sites), norms)
        short = norms_short(self.picture, width, self.deployed)
        return [heading(whole_words(whole), width), self._signed(legend_line(whole, width, self.deployed)), *short]

    def _draw_middle(self) -> None:
        self.drawn_rows = rows = max(1, self.query_one("#midden").size.height)
        width = self.size.width
        roomy = width >= ROOMY
        areas = not self.narrow or self.areas_only
        region, points, dossier = self.query_one("#regio", Lines), self.query_one("#punten"), self.query_one("#dossier")
        region.display, points.display, dossier.display = areas, not (self.narrow and areas), roomy
        region_w = width if self.narrow else ROOMY_REGION_W if roomy else REGION_W
        region.styles.width = region_w
        if areas:
            drawn = [self._signed(line) for line in self._once("regio", region_w - 1, rows, self._region)]
            ruled = [(*cut(line, region_w - 1), ("│", "rule")) for line in [*drawn, *[EMPTY] * (rows - len(drawn))]]
            region.show(drawn if self.narrow else ruled)
        list_w = width if self.narrow else ROOMY_LIST_W if roomy else width - REGION_W
        points.styles.width = list_w
        self._draw_points(list_w)
        if roomy:
            self._draw_dossier(width - region_w - list_w, rows)

    def footer_acts(self) -> Sequence[Act]:
        """What only this place can do comes first."""
        return own_first(PREPARED)

    def _signed(self, line: Line) -> Line:
        return ascii_signs(line) if self.query_one(Roll).glyphs is ASCII else line

    def _once(self, name: str, width: int, rows: int, draw: Callable[[int, int], list[Line]]) -> list[Line]:
        key = name, width, rows
        if key not in self.sums:
            self.sums[key] = draw(width, rows)
        return self.sums[key]

    def _region(self, width: int, rows: int) -> list[Line]:
        per, word = (per_cluster, "cluster") if self.by_cluster else (per_municipality, "gemeente")
        norms = [] if self.narrow else norm_lines(self.picture, width, self.deployed)
        below = [heading("Normen van de regio (instelbaar)", width), *norms] if norms else []
        return [*region_lines(self.picture, per, word, width, rows - len(below), self.deployed), *below]

    def _draw_points(self, width: int) -> None:
        found = self.shown()
        title = "Hele regio" if self.whole_region else "Eigen punten"
        asked = "open voor T+72?" if self.deployed else "is het geregeld?"
        words = f"{title}: {asked}"
        if self.norm:
            words = f"{title} zonder: {label_of(self.points(), self.norm)} ({len(found)}), Esc toont alle"
        self.query_one("#kop", Lines).show([heading(words, width, "accent" if self.norm else "")])
        below = self._once("vol", width, 0, self._lasting)
        self.query_one("#vol", Lines).show(below, fit_height=True)
        self.query_one("#vol").display = bool(below)
        roll = self.query_one(Roll)
        roll.take([view.site.code for view in found])
        empty = "Elk punt haalt deze norm, of er is niets over bekend." if self.norm else "Er zijn geen eigen punten."
        roll.draw(
            lambda at, _chosen: self._signed(point_row(found[at], self.picture, self.wording, width)), empty=empty
        )

    def _lasting(self, width: int, _rows: int) -> list[Line]:
        if not self.deployed:
            return []
        own = [view for view in self.picture.sites if view.own]
        about = own if not self.whole_region else list(self.picture.sites)
        if self.narrow:
            return [lasting_short(self.picture, about, width)]
        hours = number(self.picture.operational_h)
        title = f"Houdt een open punt het {hours} uur vol? (eigen maatstaf)"
        lines = [heading(title, width), *lasting_lines(self.picture, about, self.wording, width)]
        return [*lines, outlook_line(self.picture, about, width)]

    def _draw_dossier(self, width: int, rows: int) -> None:
        view = self.view
        inner = width - 1
        lines: list[Line] = [text_line(" Geen punt gekozen.", "dim")]
        if view is not None:
            lines = [
                heading(f"{view.site.code} {view.site.name}", inner),
                text_line(f" {readiness_words(view)}", "bold"),
            ]
            lines += point_norm_lines(view, self.wording, inner)
            lines += [heading(dossier_title(view), inner), *dossier_lines(view, self.wording, inner)]
        shown = [*lines, *[EMPTY] * (rows - len(lines))][:rows]
        self.query_one("#dossier", Lines).show([(("│", "rule"), *line) for line in shown])

    # moving

    def move(self, steps: int) -> None:
        if not (self.narrow and self.areas_only):
            self.query_one(Roll).move(steps)
        self._draw_middle()
        self.draw_footer()

    def step_back(self) -> None:
        """Esc: the norm goes first, then back to the board."""
        if self.norm or self.areas_only:
            self.norm, self.areas_only = "", False
        else:
            self.console.go("bord")

    def report_start(self) -> str:
        code = self.site_code()
        return f"{code} " if code else ""

    # keys

    def why_not_open_point(self) -> str:
        return "" if self.view else "Kies eerst een punt."

    def do_open_point(self) -> None:
        """Enter: everything about this point."""
        self.console.go("punt", self.site_code())

    def why_not_decide(self) -> str:
        return "" if self.view else "Kies eerst een punt."

    def do_decide(self) -> None:
        """o: a besluit about the chosen point."""
        code = self.site_code()
        if code:
            orders.decide(self, code)

    def why_not_dossier(self) -> str:
        if self.view is None:
            return "Kies eerst een punt."
        return "" if self.view.dossier else NO_DOSSIER

    def do_dossier(self) -> None:
        """d: the dossier of the chosen point."""
        if self.view is not None:
            ask_item(self, self.view)

    def do_norm(self) -> None:
        """f: only the points that do not meet one norm."""

        def answered(key: str) -> None:
            self.norm = key
            self.areas_only = False
            self.draw()

        ask_norm(self, self.points(), answered)

    def do_whole_region(self) -> None:
        """h: own points, the whole region, and where there is room for one column only also the areas."""
        if self.narrow and self.whole_region and not self.areas_only:
            self.areas_only = True
        else:
            self.whole_region = not self.whole_region
            self.areas_only = False
        self.draw()

    def do_per_cluster(self) -> None:
        """c: areas by gemeente or by cluster."""
        self.by_cluster = not self.by_cluster
        if self.narrow:
            self.areas_only = True
        self.draw()
