"""Points by supplies: hours left at the moment the reader stepped to, with the marks and the ageing of the board."""

from dataclasses import dataclass

from nsp_console.domain.ahead import stepped
from nsp_console.domain.moments import Ageing
from nsp_console.domain.views import SiteView, Snapshot
from nsp_console.dutch.times import hours
from nsp_console.tui.board.rows import SUPPLIES, SUPPLY_W, name_words, supply_pieces
from nsp_console.tui.judged import hours_mark, hours_role, supply_cell, verdict
from nsp_console.tui.paint import Line, Piece, fit, right, text_line
from nsp_console.tui.supplies.strip import Span, scale_line, span, strip
from nsp_console.tui.wording import Wording

WIDE = 110
NAME_W, NARROW_NAME_W, LARGE_NAME_W = 22, 20, 36
LARGE = 160
RUN_OUT = "op"


@dataclass(frozen=True)
class Layout:
    """The columns of a screen of `width` cells, at `step` hours from now."""

    width: int
    name: int
    shown: Span

    @property
    def table(self) -> int:
        """Cells before the line between matrix and strip."""
        return 3 + self.name + len(SUPPLIES) * (SUPPLY_W + 1)


def layout(width: int, step: float) -> Layout:
    """What fits: the name gives way to the strip."""
    name = LARGE_NAME_W if width >= LARGE else NAME_W if width >= WIDE else NARROW_NAME_W
    table = 3 + name + len(SUPPLIES) * (SUPPLY_W + 1)
    return Layout(width, name, span(max(8, width - table - 2), step))


def moment_words(snapshot: Snapshot, step: float, wording: Wording) -> str:
    """`Nu (18:54)`, `Over 6 uur (do 00:54)`."""
    clock = wording.ahead(snapshot.wall, step)
    return f"Over {step:.0f} uur ({clock})" if step else f"Nu ({clock})"


def header(snapshot: Snapshot, wide: Layout, step: float, wording: Wording) -> list[Line]:
    """Two lines: the moment and the supplies, their unit and the hours of the strip."""
    names = "".join(" " + right(label, SUPPLY_W) for _key, label in SUPPLIES)
    units = "".join(" " + right("nog u", SUPPLY_W) for _ in SUPPLIES)
    legend = " Wat raakt wanneer op   S stroom  W water  E eten  B bezetting   ░ tussen vroegst en laatst"
    if wide.shown.columns < 90:
        legend = " S stroom W water E eten B bezetting" if wide.shown.columns >= 40 else " S W E B: vroegste einde"
    first: Line = (
        (fit(" " + moment_words(snapshot, step, wording), 3 + wide.name), "accent" if step else "bold"),
        (names, "bold"),
        ("│ ", "rule"),
        (fit(legend, wide.shown.columns), "dim"),
    )
    tip = " [ ] 6 uur  { } dag"
    second: Line = (
        (fit(tip, 3 + wide.name), "dim"),
        (units, "dim"),
        ("│ ", "rule"),
        (scale_line(wide.shown, snapshot.wall, wording), "dim"),
    )
    return [first, second]


def row(view: SiteView, snapshot: Snapshot, wide: Layout, step: float, wording: Wording, chosen: bool) -> Line:
    """One point as a line of exactly `wide.width` cells."""
    word, role = verdict(view)
    pieces: list[Piece] = [(">" if chosen else " ", "accent"), (word[0], role), (" ", "")]
    pieces.append((fit(name_words(view), wide.name), "bold" if chosen else ""))
    then = stepped(view, step, snapshot.supply_limits)
    for supply, _label in SUPPLIES:
        pieces += [(" ", ""), *cell_pieces(then, supply, step)]
    return (*pieces, ("│ ", "rule"), *strip(view, wide.shown, wording, snapshot.wall))


def cell_pieces(view: SiteView, supply: str, step: float) -> list[Piece]:
    """As on the board, but `op` for what is gone, and hours with a `?` where a newer value waits for klopt."""
    left, cell = view.supplies.get(supply), supply_cell(view, supply)
    if left is None and cell is not None and cell.pending and step:
        return [(right("?", SUPPLY_W), "pending")]  # the amount of now says nothing about then
    if left is None or cell is None or cell.ageing is Ageing.LOST:
        return supply_pieces(view, supply)
    if cell.pending:
        words = f"{hours(left) if left.high_h > 0 else RUN_OUT}?"
        mark = hours_mark(left) if len(words) < SUPPLY_W else ""  # six cells: the mark where there is room for it
        return [(mark, hours_role(left, cell.ageing)), (right(words, SUPPLY_W - len(mark)), "pending")]
    if left.high_h > 0:
        return supply_pieces(view, supply)
    faded = cell.ageing is Ageing.HATCHED
    role = "unknown" if faded else hours_role(left, cell.ageing)
    return [(("░" if faded else hours_mark(left)) + right(RUN_OUT, SUPPLY_W - 1), role)]


def empty_lines(snapshot: Snapshot) -> list[Line]:
    """What will stand here, when no point of ours is open."""
    if any(view.own for view in snapshot.sites):
        words = " Geen eigen punt is open. Van open punten komt hier hoe lang de voorraad duurt."
    else:
        words = " Geen eigen punten. Van elk eigen punt komt hier hoe lang de voorraad duurt."
    return [text_line(words, "accent"), text_line(" Met n voert u een melding in, met 1 ziet u alle punten.", "dim")]
