"""Names beside the marks: the worst get theirs first, and what would overlap is left out."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from rich.cells import cell_len

from nsp_console.tui.map.links import Cell
from nsp_console.tui.map.marks import Mark
from nsp_console.tui.map.projection import SLOT_CELLS, Slot

NAME_CELLS_MAX = 22
LONG_LABELS_MAX = 40  # with more marks in view only codes are written


@dataclass(frozen=True, slots=True)
class Label:
    """`text` from cell `at` on, belonging to the mark in `slot`."""

    slot: Slot
    at: Cell
    text: str
    role: str

    @property
    def cells(self) -> frozenset[Cell]:
        """Every cell it takes."""
        return frozenset((self.at[0] + step, self.at[1]) for step in range(cell_len(self.text)))


def mark_cells(slots: Iterable[Slot]) -> set[Cell]:
    """The cells that marks take."""
    return {(x * SLOT_CELLS + step, y) for x, y in slots for step in range(SLOT_CELLS)}


def label_texts(mark: Mark, long: bool) -> list[str]:
    """What may be written, most telling first: code and name, or the code alone; `+2` for who stands behind it.

    A name with letters of two cells or none would push the row aside: then the code is enough.
    """
    worst = mark.worst
    more = f" +{len(mark.spots) - 1}" if len(mark.spots) > 1 else ""
    code = worst.code.removeprefix("L-")
    name = f"{code} {worst.site.short_name.removeprefix('C-NSP ')}"
    texts = [f"{name}{more}"] if long and cell_len(name) == len(name) <= NAME_CELLS_MAX else []
    return [*texts, f"{code}{more}"]


def place_labels(
    ordered: Iterable[Mark], size: tuple[int, int], lines: Set[Cell], taken: Set[Cell] = frozenset(), long: bool = True
) -> list[Label]:
    """Labels for `ordered` marks, most important first, inside `size` (columns, rows of cells).

    None overlaps a mark, another label or `taken`; of the places that are free the one that hides least of `lines`.
    """
    every = list(ordered)
    busy = _masks(mark_cells(mark.slot for mark in every) | set(taken), size[1])
    hidden = _masks(lines, size[1])
    placed: list[Label] = []
    for mark in every:
        label = _best(mark, size, hidden, busy, long)
        if label is not None:
            placed.append(label)
            x, y = label.at
            busy[y] |= _mask(x - 1, cell_len(label.text) + 2)  # two names never run into one
    return placed


def _mask(x: int, width: int) -> int:
    """Bits x … x + width - 1 of a row; a row of cells is one number, so that a place is judged in one step."""
    return ((1 << width) - 1) << x if x >= 0 else ((1 << width) - 1) >> -x


def _masks(cells: Iterable[Cell], rows: int) -> list[int]:
    masks = [0] * rows
    for x, y in cells:
        if x >= 0 and 0 <= y < rows:
            masks[y] |= 1 << x
    return masks


def _best(mark: Mark, size: tuple[int, int], lines: list[int], busy: list[int], long: bool) -> Label | None:
    """The first text with a free place; of its places the first that hides nothing, else the one that hides least."""
    for text in label_texts(mark, long):
        width = cell_len(text)
        best: tuple[int, Cell] | None = None
        for x, y in _places(mark.slot, width):
            if x < 0 or not 0 <= y < size[1] or x + width > size[0]:
                continue
            here = _mask(x, width)
            if busy[y] & here:
                continue
            hides = (lines[y] & here).bit_count()
            if best is None or hides < best[0]:
                best = hides, (x, y)
            if hides == 0:
                break
        if best is not None:
            return Label(mark.slot, best[1], text, _role(mark))
    return None


def _role(mark: Mark) -> str:
    return "bold" if mark.worst.ours else "attention" if mark.worst.waiting else ""


def _places(slot: Slot, width: int) -> Iterator[Cell]:
    """Right, left, above, below; a blank between sign and label on the same row."""
    x, y = slot[0] * SLOT_CELLS, slot[1]
    for gap in (1, 2):  # two when the bracket of the cursor stands there
        yield x + SLOT_CELLS + gap, y
        yield x - width - gap, y
    for row in (y - 1, y + 1):
        yield x, row
        yield x - width // 2 + 1, row
        yield x - width + SLOT_CELLS, row


def by_importance(found: Mapping[Slot, Mark], chosen: Slot | None) -> list[Mark]:
    """The chosen mark, our own C, then the worst first."""
    return sorted(
        found.values(),
        key=lambda mark: (mark.slot != chosen, not any(spot.ours for spot in mark.spots), mark.worst.badness),
    )
