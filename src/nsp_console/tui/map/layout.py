"""What stands where on the map: the plot for a level of zoom, marks, lines and labels. Pure; the painter follows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nsp_console.tui.map.labels import LONG_LABELS_MAX, Label, by_importance, place_labels
from nsp_console.tui.map.links import Cell, Links, ends, line_cells
from nsp_console.tui.map.marks import Mark, Spot, marks
from nsp_console.tui.map.projection import SLOT_CELLS, Plot, Slot, around, plot_of

CLOSER = 3.0  # how much nearer the closest level is than all own points together
DOT_EVERY = 2  # of a dotted line only every second cell is drawn


class Zoom(StrEnum):
    REGION = "regio"
    OWN = "eigen"
    CLOSE = "dichtbij"


LEVELS = tuple(Zoom)


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawn map before it is painted. `strokes`: cell → stroke and role; `chosen`: slot of the cursor, if in view."""

    plot: Plot
    zoom: Zoom
    marks: Mapping[Slot, Mark]
    labels: Sequence[Label]
    strokes: Mapping[Cell, tuple[str, str]]
    chosen: Slot | None
    known: Links
    total: int

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows of cells."""
        return self.plot.columns * SLOT_CELLS, self.plot.rows

    @property
    def spots(self) -> list[Spot]:
        """Every point in view, worst first."""
        return sorted((spot for mark in self.marks.values() for spot in mark.spots), key=lambda spot: spot.badness)


def layout(every: Sequence[Spot], known: Links, size: tuple[int, int], zoom: Zoom, chosen: str | None) -> Layout:
    """The map of `size` (columns, rows of cells) with the cursor on `chosen`; `every` spot worst first."""
    columns, rows = size
    plot = plot_for(every, columns // SLOT_CELLS, rows, zoom, chosen)
    found = marks(every, plot)
    at = next((slot for slot, mark in found.items() if any(spot.code == chosen for spot in mark.spots)), None)
    strokes = _strokes(known, every, plot)
    brackets = (-2, -1, SLOT_CELLS, SLOT_CELLS + 1)  # and a blank beyond them
    taken = {(at[0] * SLOT_CELLS + step, at[1]) for step in brackets} if at else set()
    labels = place_labels(
        by_importance(found, at),
        (plot.columns * SLOT_CELLS, rows),
        strokes.keys(),
        taken,
        len(found) <= LONG_LABELS_MAX,
    )
    return Layout(plot, zoom, found, labels, strokes, at, known, len(every))


def plot_for(every: Sequence[Spot], columns: int, rows: int, zoom: Zoom, chosen: str | None) -> Plot:
    """The part of the region that `zoom` shows; without own points that is all of it."""
    own = [spot.site for spot in every if spot.ours or (spot.view is not None and spot.view.own)]
    alone = len(own) < 2
    plot = plot_of([spot.site for spot in every] if zoom is Zoom.REGION or alone else own, columns, rows)
    centre = next((spot.site for spot in every if spot.code == chosen), None)
    return around(plot, centre, CLOSER) if zoom is Zoom.CLOSE and centre is not None else plot


def _strokes(known: Links, every: Sequence[Spot], plot: Plot) -> dict[Cell, tuple[str, str]]:
    """Lines between marks in view: dotted for who belongs to whom, drawn through for who was heard over LoRa."""
    where: dict[str, Cell] = {}
    for spot in every:
        x, y = plot.slot(spot.site)
        if plot.shows((x, y)):
            where[spot.code] = (x * SLOT_CELLS, y)
    strokes: dict[Cell, tuple[str, str]] = {}
    for start, end in ends(known.home, where):
        for number, (cell, _stroke) in enumerate(line_cells(start, end)):
            if number % DOT_EVERY == 0:
                strokes[cell] = ("·", "rule")
    for start, end in ends(known.heard, where):
        strokes.update((cell, (stroke, "rule")) for cell, stroke in line_cells(start, end))
    return strokes
