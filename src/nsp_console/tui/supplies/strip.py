"""Time from left to right beside the matrix: a letter where a supply may end first, `░` up to where it ends at last."""

from dataclasses import dataclass

from nsp_console.domain.moments import HOUR_S, Ageing
from nsp_console.domain.views import Severity, SiteView
from nsp_console.dutch.ahead import LETTER
from nsp_console.dutch.fieldnames import value_text
from nsp_console.dutch.times import DAYS, moment
from nsp_console.tui.judged import hours_role
from nsp_console.tui.paint import Line, Piece, fit
from nsp_console.tui.wording import Wording

NARROW, WIDE = 40, 90  # columns from which more hours are drawn
LAST_KNOWN = (("water_l", "water"), ("fuel_l", "diesel"), ("fuel_hours", "stroom"), ("food_portions", "eten"))


@dataclass(frozen=True)
class Span:
    """The hours drawn: from `start` on, over `columns` cells; `step` is where the reader has stepped to."""

    columns: int
    start: float
    hours: float
    step: float

    def column(self, at_h: float) -> int:
        """The cell of an hour from now; outside the strip it is below zero or beyond `columns`."""
        return int((at_h - self.start) / self.hours * self.columns // 1)


def span(columns: int, step: float) -> Span:
    """A day on a narrow strip, two on a wide one, three on a large screen; it moves along when stepped far."""
    hours = 24.0 if columns < NARROW else 48.0 if columns < WIDE else 72.0
    return Span(columns, max(0.0, step - hours / 2), hours, step)


def scale_line(shown: Span, wall: float, wording: Wording) -> str:
    """`nu    │do 00   │06u`: the hours of the clock, the day at midnight."""
    every = 6 if shown.hours <= 24 else 12
    cells = [" "] * shown.columns
    if shown.start <= 0:
        cells[:2] = "nu"
    at = moment(wall + shown.start * HOUR_S, wording.zone)
    first = shown.start + (60 - at.minute) / 60
    for index in range(int(shown.hours) + 1):
        hour = first + index
        clock = moment(wall + hour * HOUR_S, wording.zone)
        column = shown.column(hour)
        words = f"│{DAYS[clock.weekday()]} 0u" if clock.hour == 0 else f"│{clock.hour}u"
        free = column + len(words) <= shown.columns and all(cell == " " for cell in cells[column : column + len(words)])
        if clock.hour % every == 0 and free:
            cells[column : column + len(words)] = words
    return "".join(cells)


def strip(view: SiteView, shown: Span, wording: Wording, wall: float) -> Line:
    """The strip of one point, exactly `shown.columns` wide; words instead when nothing can be drawn."""
    if view.severity is Severity.SILENT or view.heard is None or view.heard_ageing is Ageing.LOST:
        return ((fit(" " + silent_words(view, wording, wall), shown.columns), "unknown"),)
    if not any(view.supplies.values()):
        return ((fit(" geen betrouwbare prognose", shown.columns), "unknown"),)
    cells: list[Piece] = [("─", "rule")] * shown.columns
    ended = sorted(
        ((left.low_h, left, key) for key in LETTER if (left := view.supplies.get(key)) is not None),
        key=lambda one: one[0],
    )
    for _low, left, _key in ended:
        for column in range(max(0, shown.column(left.low_h)), min(shown.columns, shown.column(left.high_h) + 1)):
            cells[column] = ("░", "dim")
    if shown.step > 0 and 0 <= shown.column(shown.step) < shown.columns:
        cells[shown.column(shown.step)] = ("┃", "accent")
    taken: set[int] = set()
    for low, left, key in ended:
        column = shown.column(low)
        if not 0 <= column < shown.columns:
            continue
        while column in taken:
            column += 1
        if column < shown.columns:
            taken.add(column)
            cells[column] = (LETTER[key], hours_role(left, view.heard_ageing) or "bold")
    return _joined(cells)


def _joined(cells: list[Piece]) -> Line:
    """Neighbours of one role as one piece."""
    out: list[Piece] = []
    for text, role in cells:
        if out and out[-1][1] == role:
            out[-1] = (out[-1][0] + text, role)
        else:
            out.append((text, role))
    return tuple(out)


def silent_words(view: SiteView, wording: Wording, wall: float) -> str:
    """`stil sinds 15:40; toen water 310 l, diesel 70 l`."""
    if view.heard is None:
        return "nog nooit iets gehoord"
    since = f"stil sinds {wording.ago(wall, view.heard.seconds)}"
    if view.heard.at_least:
        since = f"stil, zeker sinds {wording.ago(wall, view.heard.seconds)}"
    known = [
        f"{word} {value_text(key, cell.value)}{'?' if cell.pending else ''}"
        for key, word in LAST_KNOWN
        if (cell := view.cells.get(key)) is not None
    ]
    return f"{since}; toen {', '.join(known)}" if known else f"{since}; niets bekend"
