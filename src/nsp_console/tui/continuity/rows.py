"""What every part of this place is made of: rows with a key, and the words for a part that is still empty."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from nsp_console.domain.continuity_plan import Plan
from nsp_console.domain.continuity_views import ContinuityView
from nsp_console.tui.paint import Line, text_line, wrap


def nothing(_width: int) -> Sequence[Line]:
    """No detail."""
    return ()


@dataclass(frozen=True)
class Row:
    """One row of a list without its first cell, which is the cursor's. A heading cannot be chosen.

    detail  what is told about it beside or below the list, in so many cells
    """

    key: str
    line: Line
    detail: Callable[[int], Sequence[Line]] = nothing
    heading: bool = False


def path_end(path: str, width: int) -> str:
    """The end of a path, which tells most, in at most `width` cells."""
    while cell_len(path) > width > 1:
        path = "…" + path.removeprefix("…")[max(1, cell_len(path) - width) :]
    return path


def wrapped(words: str, width: int, role: str = "", rows_max: int = 99) -> list[Line]:
    """`words` over as many lines as they need."""
    return [text_line(row, role) for row in wrap(words, width, rows_max)]


def labelled(label: str, words: str, width: int, rows_max: int = 3) -> list[Line]:
    """`MTPD  4 uur`, further lines indented under the words."""
    room = max(8, width - len(label) - 2)
    rows = wrap(words, room, rows_max) or ["-"]
    first: Line = ((f"{label}  ", "dim"), (rows[0], ""))
    return [first, *(((" " * (len(label) + 2), ""), (row, "")) for row in rows[1:])]


def no_plan_lines(view: ContinuityView | None, width: int) -> list[Line]:
    """What will stand here, and which file to fill."""
    lines = wrapped("Hier komt ons eigen huis: stroom, middelen, dienst, uitwijk en afspraken.", width - 2, "accent")
    place = view.place if view else ""
    if place:
        lines += wrapped("Er is nog geen continuïteitsplan. Maak dit bestand:", width - 2)
        lines.append(text_line(path_end(place, width - 2), "bold"))
        words = "Begin met een kopie van config/continuiteit.toml van het programma: dat is een ingevuld voorbeeld."
        lines += wrapped(words, width - 2, "dim")
    return [((" ", ""), *line) for line in lines]


def empty_row(plan: Plan, what: str, table: str, width: int) -> Row:
    """One sentence for a part of the plan nobody filled in yet."""
    words = f"{what} Vul [[{table}]] in: {plan.file}"
    if cell_len(words) > width - 1:
        start = f"{what} Vul [[{table}]] in: "
        words = start + path_end(plan.file, max(8, width - 1 - cell_len(start)))
    return Row(f"leeg {table}", text_line(words, "accent"), heading=True)
