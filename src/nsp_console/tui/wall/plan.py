"""How what must be seen is divided over pages on a screen of this size. Pure; made once per picture."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from nsp_console.domain.views import Snapshot
from nsp_console.dutch import wall as words
from nsp_console.tui.paint import Line, fit, text_line
from nsp_console.tui.wall.below import below_lines
from nsp_console.tui.wall.font import Glyph
from nsp_console.tui.wall.pager import Pager
from nsp_console.tui.wall.rows import entries_fit, entry_lines
from nsp_console.tui.wall.sight import CALM, Sight, own_views, sights
from nsp_console.tui.wall.strip import top_of_wall
from nsp_console.tui.wall.tiles import TILES_FROM, Grid, grid, tile_lines
from nsp_console.tui.wording import Wording

FOOT_ROWS = 1
BODY_ROWS_MIN = 3  # one point is always shown


@dataclass(frozen=True, slots=True)
class Plan:
    """Lines above, what there is a page for, and how many on one page. `tiles`: on a large screen only."""

    top: tuple[Line, ...]
    sentence: tuple[Line, ...]
    sights: tuple[Sight, ...]
    size: int
    tiles: Grid | None

    @property
    def pages(self) -> int:
        """At least one, also when there is nothing."""
        return max(1, -(-len(self.sights) // self.size))

    @property
    def held(self) -> Set[int]:
        """Pages with an alarm that nobody took on."""
        return {at // self.size for at, sight in enumerate(self.sights) if sight.waiting}

    def page_lines(self, page: int, width: int, font: Mapping[str, Glyph]) -> list[Line]:
        """The body of page `page`."""
        shown = self.sights[page * self.size : (page + 1) * self.size]
        if self.tiles is not None:
            return [*self.sentence, *tile_lines(shown, self.tiles, width, font)]
        return [*self.sentence, *entry_lines(shown, width, font)]


def plan_of(snapshot: Snapshot, wording: Wording, size: tuple[int, int], font: Mapping[str, Glyph]) -> Plan:
    """The plan for a screen of `size` (columns, rows)."""
    width, height = size
    large = width >= TILES_FROM[0] and height >= TILES_FROM[1]
    top = top_of_wall(snapshot, wording, width, font)
    told = sentence(snapshot)
    below = below_lines(snapshot, wording, width, Pager(), 1, False)
    rows = max(BODY_ROWS_MIN, height - len(top) - len(below) - FOOT_ROWS - (1 if told else 0))
    found = tuple(sights(snapshot, wording, everybody=large))
    where = grid(len(found), width, rows) if large else None
    lines = (text_line(fit(f" {told}", width), "accent"),) if told else ()
    return Plan(tuple(top), lines, found, where.count if where else entries_fit(rows), where)


def sentence(snapshot: Snapshot) -> str:
    """One clear sentence when there is little to show; else empty."""
    own = own_views(snapshot)
    if not own:
        return words.NO_POINTS
    if all(view.heard is None for view in own):
        return words.NOTHING_HEARD
    calm = all(view.severity in CALM for view in own) and not snapshot.alarms
    return words.ALL_WELL if calm else ""
