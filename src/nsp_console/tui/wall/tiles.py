"""A television has room for everybody: a tile per point, code and verdict three rows high, name and reason below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nsp_console.tui.paint import Line, Piece, cut, fit
from nsp_console.tui.wall.font import ROWS, Glyph, big, big_width
from nsp_console.tui.wall.rows import BADGE_W, CODE_W, badge_rows, code_rows
from nsp_console.tui.wall.sight import Sight

TILES_FROM = (160, 44)  # columns and rows of a screen that is large enough
GAP = 2
TILE_W_MIN = BADGE_W + 2 + CODE_W + 2
TEXT_ROWS = 3
TILE_ROWS_MIN = ROWS + 2  # with one line of text and a blank row
TILE_ROWS_MAX = ROWS + TEXT_ROWS + 3  # with few points the rows stand apart


@dataclass(frozen=True, slots=True)
class Grid:
    """How the tiles stand: columns, rows of tiles, and the size of one tile in cells."""

    across: int
    down: int
    width: int
    height: int

    @property
    def count(self) -> int:
        """Tiles on one page."""
        return self.across * self.down


def grid(tiles: int, width: int, rows: int) -> Grid:
    """The widest tiles with which all fit; when they never do, as many of the smallest as there is room for."""
    most = max(1, (width - 1) // TILE_W_MIN)
    for across in range(min(3, most), most + 1):
        down = -(-tiles // across) or 1
        height = min(TILE_ROWS_MAX, rows // down)
        if height >= TILE_ROWS_MIN:
            return Grid(across, down, (width - 1) // across, height)
    return Grid(most, max(1, rows // TILE_ROWS_MIN), (width - 1) // most, min(rows, TILE_ROWS_MIN))


def tile_lines(shown: Sequence[Sight], where: Grid, width: int, font: Mapping[str, Glyph]) -> list[Line]:
    """The tiles, worst at the top left, row by row."""
    lines: list[Line] = []
    for start in range(0, len(shown), where.across):
        tiles = [tile(sight, where.width, where.height, font) for sight in shown[start : start + where.across]]
        for at in range(where.height):
            pieces: list[Piece] = [(" ", "")]
            for rows in tiles:
                pieces += rows[at]
            lines.append(cut(tuple(pieces), width))
    return lines


def tile(sight: Sight, width: int, height: int, font: Mapping[str, Glyph]) -> list[Line]:
    """One point in `width` by `height` cells; the hours come in when they fit beside the code."""
    text, role = sight.short
    shown = text if big_width(text) <= width - BADGE_W - CODE_W - 2 * GAP - 1 else ""
    lines: list[Line] = []
    for badge, code, number in zip(badge_rows(sight, font), code_rows(sight.code, font), big(shown, font), strict=True):
        lines.append(cut((*badge, (" " * GAP, ""), *code, (" " * GAP, ""), (number, role)), width))
    small = [((fit(text, width - 2), role),) for text, role in sight.lines]
    lines += [cut(line, width) for line in small[: max(0, height - ROWS - 1)]]
    return [*lines, *[cut((), width)] * (height - len(lines))]
