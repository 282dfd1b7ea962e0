"""One point as three rows over the whole width: verdict, code, word and hours big; name and reason small beside."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from nsp_console.tui.paint import Line, Piece, cut, fit, wrap
from nsp_console.tui.wall.font import ROWS, Glyph, big, big_cut, big_width
from nsp_console.tui.wall.sight import Sight

ENTRY_ROWS = ROWS + 1  # with the rule below it
SIDE_W = 2
BADGE_W = 2 * SIDE_W + 5
CODE_W = 20  # "DEV 09"
WORD_W = 23  # "STROOM"
HOURS_W = 19  # "12-15"
WORDS_FROM = 110  # from this width the word is drawn too
GAP = 3


def entries_fit(rows: int) -> int:
    """Points that fit in `rows` rows; the last one needs no rule below it."""
    return max(1, (rows + 1) // ENTRY_ROWS)


def entry_lines(shown: Sequence[Sight], width: int, font: Mapping[str, Glyph]) -> list[Line]:
    """The points below one another, parted by a rule."""
    lines: list[Line] = []
    for sight in shown:
        if lines:
            lines.append(((" ", ""), ("─" * (width - 2), "rule"), (" ", "")))
        lines += entry(sight, width, font)
    return lines


def entry(sight: Sight, width: int, font: Mapping[str, Glyph]) -> list[Line]:
    """Three rows of exactly `width` cells."""
    blocks = [badge_rows(sight, font), code_rows(sight.code, font)]
    gap = " " * (GAP if width >= WORDS_FROM else GAP - 1)
    if width >= WORDS_FROM:
        blocks += [_big_rows(sight.word_piece, WORD_W, font), _hours_rows(sight.hours, font)]
    else:  # on a small screen the hours are what one must see from afar; the word is among the small lines
        blocks.append(_big_rows(sight.short, max(HOURS_W, big_width(sight.short[0])), font))
    rows: list[list[Piece]] = [[(" ", "")] for _ in range(ROWS)]
    for block in blocks:
        for cells, more in zip(rows, block, strict=True):
            cells += [*more, (gap, "")]
    room = max(0, width - sum(len(text) for text, _role in rows[0]))
    for cells, (text, small_role) in zip(rows, small_lines(sight, room), strict=True):
        cells.append((fit(text, room), small_role))
    return [cut(tuple(cells), width) for cells in rows]


def small_lines(sight: Sight, room: int) -> tuple[Piece, Piece, Piece]:
    """The three small lines; a reason that is too long takes the last line too, but never that of an alarm."""
    name, why, last = sight.lines
    if cell_len(name[0]) > room:  # the verdict stands big beside it
        name = (name[0].rpartition(",")[0] or name[0], name[1])
    if cell_len(why[0]) <= room or sight.alarm:
        return name, why, last
    first, *rest = wrap(why[0], max(1, room), 2)
    return name, (first, why[1]), (rest[0] if rest else "", why[1])


def badge_rows(sight: Sight, font: Mapping[str, Glyph]) -> list[list[Piece]]:
    """The letter between two columns of its shape: legible without colour, and its shape without reading."""
    side = sight.side * SIDE_W
    return [[(f"{side} {row} {side}", sight.role)] for row in big(sight.letter, font)]


def code_rows(code: str, font: Mapping[str, Glyph]) -> list[list[Piece]]:
    """The code big, its parts two cells apart, in CODE_W cells."""
    parts = [big(part, font) for part in code.split()]
    return [[(fit("  ".join(part[at] for part in parts), CODE_W), "bold")] for at in range(ROWS)]


def _big_rows(shown: Piece, width: int, font: Mapping[str, Glyph]) -> list[list[Piece]]:
    text, role = shown
    return [[(fit(row, width), role)] for row in big(big_cut(text, width), font)]


def _hours_rows(shown: Piece, font: Mapping[str, Glyph]) -> list[list[Piece]]:
    """Hours big, with the unit small behind them on the last row."""
    hours, role = shown
    unit = " uur" if hours and hours != "?" else ""
    rows = [[(row, role)] for row in big(hours, font)]
    for at, cells in enumerate(rows):
        behind = unit if at == ROWS - 1 else ""
        cells.append((fit(behind, HOURS_W + len(" uur") - big_width(hours)), role))
    return rows
