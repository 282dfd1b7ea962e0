"""What the map says in words: the chosen point, the legend, and every point by distance and direction from its C."""

from nsp_console.domain.distance import distance_km
from nsp_console.domain.sites import Site, SiteKind
from nsp_console.domain.views import SiteView, Snapshot
from nsp_console.dutch.map import HEARD_HERE, NOT_HEARD, unplaced_words, via_words
from nsp_console.dutch.times import age, number
from nsp_console.tui.board.chosen import heard_words, reason_lines
from nsp_console.tui.judged import verdict
from nsp_console.tui.map.layout import Layout
from nsp_console.tui.map.links import Links, heard_by, heard_of
from nsp_console.tui.map.marks import Spot, unplaced
from nsp_console.tui.map.paint import scale
from nsp_console.tui.map.projection import is_placed
from nsp_console.tui.map.steering import compass
from nsp_console.tui.paint import EMPTY, Line, Piece, cut, fit, heading, right, text_line, wrap
from nsp_console.tui.wording import Wording

REASON_ROWS = 5
VERDICT_W, KM_W, COMPASS_W, AGE_W, HEARD_W = 17, 6, 3, 6, 22
SIGNS = (
    ("■K", "critical", "kritiek"),
    ("▲A", "attention", "aandacht"),
    ("●G", "good", "goed"),
    ("▼D", "out", "dicht"),
    ("░?", "unknown", "stil of onbekend"),
    ("C●", "good", "C-NSP"),
    ("C•", "bold", "wij"),
    ("■3", "critical", "3 punten, ergste telt"),
    ("──", "rule", "gehoord over LoRa"),
    ("··", "rule", "hoort bij"),
)


def centre_of(snapshot: Snapshot, code: str | None) -> Site:
    """The C that distances count from: the chosen C, else the C of the chosen point, else our own."""
    view = snapshot.site(code or "")
    if view is not None and view.site.kind is SiteKind.C:
        return view.site
    home = snapshot.site(view.site.home) if view is not None else None
    return home.site if home is not None else snapshot.station


def legend(width: int, rows_max: int = 99) -> list[Line]:
    """Every sign with its word, in as many lines as `width` needs."""
    lines: list[list[Piece]] = [[(" ", "")]]
    used = 1
    for sign, role, words in SIGNS:
        size = len(sign) + len(words) + 3
        if used + size > width and used > 1:
            lines.append([(" ", "")])
            used = 1
        lines[-1] += [(sign, role), (f" {words}  ", "dim")]
        used += size
    return [cut(tuple(pieces), width) for pieces in lines[:rows_max]]


def scale_words(drawn: Layout) -> str:
    """`├──┤ 2 km`."""
    cells, km = scale(drawn.plot)
    return f"├{'─' * max(0, cells - 2)}┤ {number(km)} km"


def place_words(snapshot: Snapshot, site: Site) -> str:
    """`3,4 km noordoost van C-DEV-01`; empty for that C itself or without a place."""
    centre = centre_of(snapshot, site.code)
    if not (is_placed(site) and is_placed(centre)) or centre.code == site.code:
        return ""
    return f"{number(distance_km(centre, site))} km {compass(centre, site, long=True)} van {centre.code}".replace(
        "  ", " "
    )


def chosen_lines(
    snapshot: Snapshot, spot: Spot | None, beside: tuple[Spot, ...], known: Links, wording: Wording, width: int
) -> list[Line]:
    """The chosen point: who, how it is, where, and who hears it."""
    if spot is None:
        return [text_line("Kies een punt met de pijlen.", "dim")]
    site, view = spot.site, spot.view
    lines: list[Line] = [text_line(fit(f"{site.code} {site.short_name}", width), "bold")]
    lines += [(verdict(view),), *reason_lines(view, wording, width, REASON_ROWS)] if view else []
    if spot.ours:
        lines.append(text_line("Dit zijn wij.", "dim"))
    told = [place_words(snapshot, site), heard_words(view) if view else ""]
    near = heard_of(site.code, known)
    told.append(f"LoRa met {', '.join(near)}" if near else "")
    lines += [text_line(row, "dim") for words in told if words for row in wrap(words, width, 3)]
    others = [one.code for one in beside if one.code != site.code]
    if others:
        lines += [text_line(row) for row in wrap(f"Op dezelfde plek: {', '.join(others)}", width, 3)]
    return lines


def short_lines(
    snapshot: Snapshot, spot: Spot | None, beside: tuple[Spot, ...], wording: Wording, width: int
) -> list[Line]:
    """The same in two lines, for a screen without a pane."""
    if spot is None:
        return [text_line(" Kies een punt met de pijlen.", "dim"), EMPTY]
    site, view = spot.site, spot.view
    start: list[Piece] = [(f" {site.code} {site.short_name}  ", "bold")]
    start += [verdict(view)] if view else [("dit zijn wij", "dim")]
    others = [one.code for one in beside if one.code != site.code]
    start.append((f"  op dezelfde plek: {', '.join(others)}" if others else "", ""))
    why = wording.reason(view.reasons[0]) if view and view.reasons else ""
    parts = [part for part in (why, place_words(snapshot, site), heard_words(view) if view else "") if part]
    return [cut(tuple(start), width), cut(((" " + "; ".join(parts), ""),), width)]


def by_distance(snapshot: Snapshot, centre: Site) -> list[SiteView]:
    """Every point with a place, nearest to `centre` first; those without one last."""
    here = snapshot.station.code
    listed = [view for view in snapshot.sites if view.site.code != here or centre.code != here]
    return sorted(listed, key=lambda view: (not is_placed(view.site), distance_km(centre, view.site), view.site.code))


def distance_row(view: SiteView, snapshot: Snapshot, centre: Site, width: int, chosen: bool) -> Line:
    """`> L-DEV-05 Borgele  ■ KRITIEK   1,9 km NO   8m  gehoord over LoRa`."""
    word, role = verdict(view)
    placed = is_placed(view.site) and is_placed(centre)
    km = number(distance_km(centre, view.site)) if placed else "?"
    heard = sorted(heard_by(view, snapshot.station.code))
    told = heard_told(heard, snapshot.station.code)
    fixed = 2 + VERDICT_W + KM_W + 4 + COMPASS_W + AGE_W + 2
    wide = width >= fixed + 24 + HEARD_W
    name_w = max(8, width - fixed - (HEARD_W if wide else 0))
    pieces: list[Piece] = [(">" if chosen else " ", "accent")]
    pieces.append((fit(f"{view.site.code} {view.site.short_name}", name_w) + " ", "bold" if chosen else ""))
    pieces += [(word, role), (" " * max(0, VERDICT_W - len(word)), "")]
    pieces.append((f"{right(km, KM_W)} km {fit(compass(centre, view.site) if placed else '?', COMPASS_W)}", ""))
    pieces.append((f"{right(age(view.heard), AGE_W)}  ", "dim"))
    if wide:
        pieces.append((fit(told, HEARD_W), "" if heard else "dim"))
    return cut(tuple(pieces), width)


def heard_told(by: list[str], station: str) -> str:
    """Who lately heard it, in a few words."""
    if station in by:
        return HEARD_HERE
    return via_words(by[0]) if by else NOT_HEARD


def list_head(centre: Site, width: int) -> Line:
    """What the list is ordered by."""
    return heading(f"Afstand vanaf {centre.code} {centre.short_name.removeprefix('C-NSP ')}, dichtstbij eerst", width)


def unplaced_line(snapshot: Snapshot, width: int) -> list[Line]:
    """One line naming the points that cannot be drawn; nothing when there are none."""
    names = [f"{view.site.code} {view.site.short_name}" for view in unplaced(snapshot)]
    return [text_line(fit(f" {unplaced_words(names)}", width), "attention")] if names else []
