"""A layout as lines of text: strokes first, marks over them, labels in what is left, the cursor in brackets."""

from collections.abc import Callable

from nsp_console.tui.map.labels import mark_cells
from nsp_console.tui.map.layout import Layout
from nsp_console.tui.map.projection import SLOT_CELLS, Plot
from nsp_console.tui.paint import Line, Piece

PutAt = Callable[[int, int, str], None]
SCALES_KM = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
SCALE_CELLS_MAX = 12


def plot_lines(drawn: Layout) -> list[Line]:
    """The map, row by row, each exactly as wide as the plot."""
    columns, rows = drawn.size
    cells: list[dict[int, Piece]] = [{} for _ in range(rows)]

    def put(x: int, y: int, text: str, role: str) -> None:
        if 0 <= y < rows:
            row = cells[y]
            for at, char in enumerate(text, start=x):
                row[at] = char, role

    for (x, y), (stroke, role) in drawn.strokes.items():
        put(x, y, stroke, role)
    for label in drawn.labels:
        put(label.at[0] - 1, label.at[1], " ", "")
        put(label.at[0], label.at[1], label.text, "bold" if label.slot == drawn.chosen else label.role)
        put(label.at[0] + len(label.text), label.at[1], " ", "")
    for (x, y), mark in drawn.marks.items():
        put(x * SLOT_CELLS, y, mark.sign, mark.role)
    _brackets(drawn, put_at=lambda x, y, text: put(x, y, text, "accent"))
    return [_row(row, columns) for row in cells]


def _brackets(drawn: Layout, put_at: PutAt) -> None:
    """The cursor: brackets around the mark, unless another mark stands there."""
    if drawn.chosen is None:
        return
    x, y = drawn.chosen
    busy = mark_cells(drawn.marks)
    for column, sign in ((x * SLOT_CELLS - 1, "["), (x * SLOT_CELLS + SLOT_CELLS, "]")):
        if (column, y) not in busy:
            put_at(column, y, sign)


def _row(cells: dict[int, Piece], columns: int) -> Line:
    """One row as pieces of one role each, blank where nothing was put."""
    pieces: list[Piece] = []
    run, role, end = "", "", 0
    for x in sorted(cells):
        if not 0 <= x < columns:
            continue
        char, its_role = cells[x]
        blanks = " " * (x - end)
        if its_role != role:
            pieces.append((run, role))
            if blanks:
                pieces.append((blanks, ""))
            run, role = char, its_role
        else:
            run += blanks + char
        end = x + 1
    pieces += [(run, role), (" " * (columns - end), "")]
    return tuple(piece for piece in pieces if piece[0])


def scale(plot: Plot) -> tuple[int, float]:
    """Cells and km of a scale bar: the longest round distance that fits in SCALE_CELLS_MAX cells."""
    cell_km = plot.slot_km / SLOT_CELLS
    fitting = [km for km in SCALES_KM if km / cell_km <= SCALE_CELLS_MAX]
    km = fitting[-1] if fitting else SCALES_KM[0]
    return max(1, min(SCALE_CELLS_MAX, round(km / cell_km))), km
