"""Where a value came from, in a few words: how it reached us, what the source could prove, and who confirmed it."""

from collections.abc import Iterable

from nsp_console.domain.values import Source
from nsp_console.domain.views import Cell, SiteView
from nsp_console.dutch.labels import TIER


def told_by(source: Source, confirmed_by: str | None = None) -> str:
    """`A via C-DEV-01`, `C, bevestigd door C-DEV-01`; empty when the point itself was heard here."""
    if not source.via:
        return ""
    if not confirmed_by:
        return f"{source.tier} via {source.via}"
    relayed = "" if confirmed_by == source.via else f" via {source.via}"
    return f"{source.tier}{relayed}, bevestigd door {confirmed_by}"


def told_by_long(source: Source, confirmed_by: str | None = None) -> str:
    """The same with the tier in words: `echt, via C-DEV-01`."""
    words = told_by(source, confirmed_by)
    return f"{TIER[source.tier]}, {words.removeprefix(source.tier).removeprefix(',').strip()}" if words else ""


def told_short(cell: Cell) -> str:
    """For a narrow column: `A via C-DEV-01`, `C ok C-DEV-01`."""
    if cell.confirmed_by:
        return f"{cell.source.tier} ok {cell.confirmed_by}"
    return told_by(cell.source)


def origins(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Every way in which other C's told these values, each once, in their order."""
    told = (told_by(cell.source, cell.confirmed_by) for cell in cells if not cell.pending)
    return tuple(dict.fromkeys(words for words in told if words))


def origin_words(view: SiteView) -> str:
    """How other C's told us of this point; empty when it was heard here."""
    return "; ".join(origins(view.cells.values()))
