"""Lines of text in roles ("critical", "dim"), fitted to the cell. Painters return these; one widget draws them.

A role is a meaning, never a colour: `themes` gives it a style. Text never passes through markup anywhere.
"""

from collections.abc import Callable, Iterable

from rich.cells import cell_len, set_cell_size

Piece = tuple[str, str]
Line = tuple[Piece, ...]
EMPTY: Line = ()
ELLIPSIS = "…"

# What a painter may stumble over in one row: that row is replaced, the rest of the screen stands.
DRAW_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def width_of(line: Line) -> int:
    """Cells this line takes."""
    return sum(cell_len(text) for text, _role in line)


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells, cut with an ellipsis or filled with blanks at the right."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + ELLIPSIS
    return set_cell_size(text, width)


def right(text: str, width: int) -> str:
    """`text` against the right edge of `width` cells; cut at the right when too long."""
    return " " * max(0, width - cell_len(text)) + text if cell_len(text) <= width else fit(text, width)


def text_line(text: str, role: str = "") -> Line:
    """A line of one piece."""
    return ((text, role),)


def cut(line: Line, width: int) -> Line:
    """`line` in exactly `width` cells; the last piece's role fills the rest only when it is a bar."""
    out: list[Piece] = []
    left = width
    for text, role in line:
        if left <= 0:
            break
        size = cell_len(text)
        out.append((text if size <= left else fit(text, left), role))
        left -= min(size, left)
    if left > 0:
        role = out[-1][1] if out and out[-1][1] in ("banner", "warning") else ""
        out.append((" " * left, role))
    return tuple(out)


def heading(words: str, width: int, role: str = "") -> Line:
    """`── words ─────` over the whole width."""
    if not words:
        return (("─" * width, "rule"),)
    words = fit(words, width - 4).rstrip() if cell_len(words) > width - 4 else words
    return (("── ", "rule"), (words, role), (" " + "─" * max(0, width - cell_len(words) - 4), "rule"))


def wrap(text: str, width: int, rows_max: int = 99) -> list[str]:
    """`text` broken at blanks into at most `rows_max` rows of `width` cells; a longer word is cut hard."""
    rows: list[str] = []
    row = ""
    for word in text.split():
        while cell_len(word) > width > 0:
            head = set_cell_size(word, width).rstrip() or word[:1]
            rows, row = [*rows, *([row] if row else []), head], ""
            word = word[len(head) :]
        if row and cell_len(row) + 1 + cell_len(word) > width:
            rows, row = [*rows, row], word
        else:
            row = f"{row} {word}".strip()
    rows = [*rows, row] if row else rows
    if len(rows) > rows_max:
        rows = [*rows[: rows_max - 1], fit(rows[rows_max - 1] + " " + rows[rows_max], width).rstrip()]
    return rows


def guarded(number: int, build: Callable[[], Line]) -> Line:
    """The row `build` makes, or a plain notice when it cannot be drawn: no message may kill the screen."""
    try:
        return build()
    except DRAW_FAULTS:
        return ((f" [onleesbaar bericht #{number}]", "dim"),)


def joined(parts: Iterable[Line], between: str = "  │  ") -> Line:
    """Lines after one another with a quiet separator."""
    out: list[Piece] = []
    for part in parts:
        if out:
            out.append((between, "rule"))
        out.extend(part)
    return tuple(out)
