"""Lines between points, and only what is known: who belongs to whom, and who was lately heard over LoRa by whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nsp_console.domain.moments import Ageing
from nsp_console.domain.values import Means
from nsp_console.domain.views import SiteView, Snapshot

Cell = tuple[int, int]  # column and row of the terminal


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of codes in alphabetical order. `heard` takes the place of `home` where both are true."""

    home: frozenset[tuple[str, str]]
    heard: frozenset[tuple[str, str]]


def pair(one: str, other: str) -> tuple[str, str]:
    """Two codes, whichever way round."""
    return (one, other) if one < other else (other, one)


def heard_by(view: SiteView, station: str) -> frozenset[str]:
    """The C's whose radio lately brought values of this point: we ourselves, or the C that told us of it."""
    return frozenset(
        cell.source.via or station
        for cell in view.cells.values()
        if cell.source.means is Means.LORA and cell.ageing in (Ageing.FRESH, Ageing.DIM)
    ) - {view.site.code}


def links(snapshot: Snapshot) -> Links:
    """Every known line of the region."""
    here = snapshot.station.code
    home = {pair(view.site.code, view.site.home) for view in snapshot.sites if view.site.home}
    heard = {pair(view.site.code, by) for view in snapshot.sites for by in heard_by(view, here)}
    heard |= {pair(here, peer.code) for peer in snapshot.peers if peer.fresh and peer.heard is not None}
    return Links(frozenset(home - heard), frozenset(heard))


def heard_of(code: str, known: Links) -> list[str]:
    """Who `code` has a LoRa line with, by code."""
    return sorted(one if other == code else other for one, other in known.heard if code in (one, other))


def line_cells(start: Cell, end: Cell) -> Iterator[tuple[Cell, str]]:
    """Every cell of a straight line with the stroke that belongs there: `─`, `│`, `/` or `\\`; the ends included."""
    (x0, y0), (x1, y1) = start, end
    across, down = x1 - x0, y1 - y0
    steps = max(abs(across), abs(down))
    flat = "─" if abs(across) >= abs(down) else "│"
    slanted = "\\" if (across >= 0) == (down >= 0) else "/"
    before, twice = start, max(1, 2 * steps)
    for step in range(steps + 1):
        x = x0 + (2 * across * step + steps) // twice  # rounded, without fractions
        y = y0 + (2 * down * step + steps) // twice
        aside = x != before[0] and y != before[1]
        yield (x, y), slanted if aside else flat
        before = (x, y)


def ends(pairs: frozenset[tuple[str, str]], where: Mapping[str, Cell]) -> list[tuple[Cell, Cell]]:
    """The cells of both ends of every pair of which both are in view."""
    return sorted((where[one], where[other]) for one, other in pairs if one in where and other in where)
