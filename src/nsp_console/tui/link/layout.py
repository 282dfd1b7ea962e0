"""The parts of Verbinding put together, in one, two or three columns."""

from itertools import zip_longest

from nsp_console.domain.views import Snapshot
from nsp_console.tui.link.gauges import gauge_lines, history_lines, trend_lines
from nsp_console.tui.link.heard import node_lines, peer_lines
from nsp_console.tui.link.standing import key_lines, picture_lines, queue_lines, refused_lines
from nsp_console.tui.link.state import state_lines
from nsp_console.tui.paint import EMPTY, Line, cut, heading
from nsp_console.tui.wording import Wording

TWO, THREE = 110, 170  # columns of text from these widths on
NODES_NARROW, NODES_MIN = 8, 6
NODES_FRAME = 5  # rows around the radios: headings, legend, and the beginning of what was refused
BETWEEN: Line = (("│ ", "rule"),)


def all_lines(snapshot: Snapshot, wording: Wording, width: int, rows: int) -> list[Line]:
    """Everything about the link, `width` cells wide; `rows` is what is visible at once."""
    if width >= THREE:
        return beside(_three(snapshot, wording, width, rows), width)
    return beside(_two(snapshot, wording, width), width) if width >= TWO else one_column(snapshot, wording, width)


def one_column(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """What matters first on top: a small screen scrolls."""
    return [
        *state_lines(snapshot, wording, width),
        *gauge_lines(snapshot, width),
        *trend_lines(snapshot, wording, width),
        *queue_lines(snapshot, width),
        *picture_lines(snapshot, width),
        *peer_lines(snapshot, wording, width),
        *node_lines(snapshot, width, NODES_NARROW),
        *key_lines(snapshot, width),
        *refused_lines(snapshot, width),
    ]


def beside(columns: list[list[Line]], width: int) -> list[Line]:
    """Columns of equal width next to one another with a rule between."""
    inner = column_width(width, len(columns))
    lines: list[Line] = []
    for row in zip_longest(*columns, fillvalue=EMPTY):
        line: Line = cut(row[0], inner)
        for part in row[1:]:
            line = (*line, (" ", ""), *BETWEEN, *cut(part, inner))
        lines.append(line)
    return lines


def column_width(width: int, count: int) -> int:
    """Cells for each of `count` columns."""
    return (width - 3 * (count - 1)) // count


def _left(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    return [
        *state_lines(snapshot, wording, width),
        *gauge_lines(snapshot, width),
        heading("Verloop", width),
        *history_lines(snapshot, wording, width),
    ]


def _two(snapshot: Snapshot, wording: Wording, width: int) -> list[list[Line]]:
    inner = column_width(width, 2)
    left = _left(snapshot, wording, inner)
    right = [
        *queue_lines(snapshot, inner),
        *picture_lines(snapshot, inner),
        *peer_lines(snapshot, wording, inner),
    ]
    keys = key_lines(snapshot, inner)
    right += node_lines(snapshot, inner, max(NODES_MIN, len(left) - len(right) - len(keys) - NODES_FRAME))
    return [left, [*right, *keys, *refused_lines(snapshot, inner)]]


def _three(snapshot: Snapshot, wording: Wording, width: int, rows: int) -> list[list[Line]]:
    inner = column_width(width, 3)
    middle = [*queue_lines(snapshot, inner), *picture_lines(snapshot, inner)]
    middle += node_lines(snapshot, inner, max(NODES_MIN, rows - len(middle) - 3))
    last = [
        *peer_lines(snapshot, wording, inner),
        *key_lines(snapshot, inner),
        *refused_lines(snapshot, inner),
    ]
    return [_left(snapshot, wording, inner), middle, last]
