"""The region: one sign per L-NSP in every gemeente or cluster, the totals, and the norms of the region."""

from collections.abc import Callable, Sequence

from nsp_console.domain.dossier import Completeness, completeness
from nsp_console.domain.moments import Ageing
from nsp_console.domain.preparedness import (
    Area,
    Grade,
    RegionNorm,
    Standing,
    area,
    areas,
    local_points,
    region_norms,
    standing,
    surely_open,
)
from nsp_console.domain.rules import RegionNorms
from nsp_console.domain.sites import Site
from nsp_console.domain.views import SiteView, Snapshot
from nsp_console.dutch.dossier import COMPLETENESS_SHAPE, COMPLETENESS_SHORT, COMPLETENESS_WORDS
from nsp_console.dutch.preparedness import GRADE_SHAPE, STANDING_SHAPE, STANDING_SHORT, STANDING_WORDS, norm_words
from nsp_console.dutch.times import number
from nsp_console.tui.paint import Line, Piece, cut, fit, heading, right, text_line, width_of

STANDING_ROLE = {
    Standing.MEETS: "good",
    Standing.OPEN: "",  # open, but nobody knows whether all is well
    Standing.READY: "good",
    Standing.CONDITIONAL: "attention",
    Standing.NOT: "critical_text",
    Standing.UNKNOWN: "unknown",
}
DOSSIER_ROLE = {
    Completeness.COMPLETE: "good",
    Completeness.PARTLY: "attention",
    Completeness.LACKING: "critical_text",
    Completeness.UNKNOWN: "unknown",
}
GRADE_ROLE = {Grade.MET: "good", Grade.SHORT: "attention", Grade.BAD: "critical_text", Grade.UNKNOWN: "unknown"}
NAME_W, PEOPLE_W, NORM_W, COUNT_W = 16, 8, 5, 4
NORM_NAME_W = 26
OPEN_SIGN = STANDING_SHAPE[Standing.MEETS]
NO_NORMS = RegionNorms(0, 0, 0)
NO_NAME = "(geen naam)"
Signs = Sequence[tuple[str, str, int]]  # sign, role, how many


def per_municipality(site: Site) -> str:
    """Where a point is."""
    return site.municipality or NO_NAME


def per_cluster(site: Site) -> str:
    """What cluster a point belongs to."""
    return site.cluster or "(geen cluster)"


def point_sign(view: SiteView, deployed: bool) -> Piece:
    """The sign of one point and its role: by readiness in an inzet, else by dossier. Old news loses its colour."""
    if not deployed:
        paper = completeness(view.dossier)
        return COMPLETENESS_SHAPE[paper], DOSSIER_ROLE[paper]
    found = standing(view)
    role = STANDING_ROLE[found]
    stale = role == "good" and view.heard_ageing is not Ageing.FRESH
    return STANDING_SHAPE[found], "dim" if stale else role


def signs_of(points: Sequence[SiteView], deployed: bool) -> Signs:
    """The signs of these points with how many of each, best first, fresh before old."""
    counts: dict[Piece, int] = {}
    for view in points:
        sign = point_sign(view, deployed)
        counts[sign] = counts.get(sign, 0) + 1
    shapes = list((STANDING_SHAPE if deployed else COMPLETENESS_SHAPE).values())
    order = sorted(counts, key=lambda sign: (shapes.index(sign[0]), sign[1] == "dim"))
    return [(sign, role, counts[sign, role]) for sign, role in order]


def sign_pieces(signs: Signs, room: int) -> Line:
    """One sign per point; when there is no room for so many, each sign once with its number."""
    if sum(count for _sign, _role, count in signs) <= room:
        return tuple((sign * count, role) for sign, role, count in signs)
    return tuple((f"{sign}{count} ", role) for sign, role, count in signs)


def ascii_signs(line: Line) -> Line:
    """`line` with the sign of an open point as `+`: in ASCII its block would look like the sign of one that fails."""
    return tuple((text.replace(OPEN_SIGN, "+"), role) for text, role in line)


def region_lines(
    snapshot: Snapshot, per: Callable[[Site], str], word: str, width: int, rows: int, deployed: bool
) -> list[Line]:
    """A heading, a row per area as far as `rows` go, and the whole region below a rule."""
    norms = snapshot.region_norms or NO_NORMS
    found = areas(snapshot.sites, norms, per)
    lines = [heading(f"Regio per {word}, elk teken is 1 L-NSP", width), _head(word, width)]
    if not found:
        return [lines[0], text_line(" De regiolijst heeft geen L-NSP's.", "dim")]
    room = max(1, rows - len(lines) - 2)
    shown = found if len(found) <= room else found[: room - 1]
    lines += [_row(one, width, deployed) for one in shown]
    if len(shown) < len(found):
        lines.append(text_line(fit(f" … nog {len(found) - len(shown)}, op een groter scherm", width), "dim"))
    whole = area(snapshot.region or "Regio", local_points(snapshot.sites), norms)
    return [*lines, *_totals(whole, width, deployed)]


def _head(word: str, width: int) -> Line:
    names = (right("inw.", PEOPLE_W), right("norm", NORM_W), right("L", COUNT_W))
    return text_line(fit(f" {fit(word.capitalize(), NAME_W)}{''.join(names)}", width), "dim")


def _row(one: Area, width: int, deployed: bool) -> Line:
    needed = "?" if one.needed is None else number(one.needed)
    short = one.needed is not None and len(one.points) < one.needed
    start: Line = (
        (f" {fit(one.name, NAME_W)}", ""),
        (right(number(one.inhabitants) if one.inhabitants else "?", PEOPLE_W), "dim"),
        (right(needed, NORM_W), "dim"),
        (right(str(len(one.points)), COUNT_W), "attention" if short else ""),
        ("  ", ""),
    )
    room = width - 1 - NAME_W - PEOPLE_W - NORM_W - COUNT_W - 3
    return cut((*start, *sign_pieces(signs_of(one.points, deployed), room)), width)


def _totals(whole: Area, width: int, deployed: bool) -> list[Line]:
    return [heading(whole_words(whole), width), legend_line(whole, width, deployed)]


def whole_words(whole: Area) -> str:
    """`IJsselland: 100 L, 51 open, 551.300 inwoners`"""
    running = sum(surely_open(view) for view in whole.points)
    return f"{whole.name}: {len(whole.points)} L, {running} open, {number(whole.inhabitants)} inwoners"


def legend_line(whole: Area, width: int, deployed: bool) -> Line:
    """What the signs mean, each with how many there are; in fewer cells where the words do not fit."""
    signs: list[tuple[str, str, str, str, int]]
    if deployed:
        by = whole.by_standing()
        signs = [(STANDING_SHAPE[at], STANDING_ROLE[at], STANDING_WORDS[at], STANDING_SHORT[at], by[at]) for at in by]
    else:
        done = whole.by_dossier()
        words, short = COMPLETENESS_WORDS, COMPLETENESS_SHORT
        signs = [(COMPLETENESS_SHAPE[at], DOSSIER_ROLE[at], words[at], short[at], done[at]) for at in done]
    line: list[Piece] = [(" ", "")]
    for shape, role, full, _short, count in signs:
        line += [(f"{shape} ", role if count else "dim"), (f"{count} {full}  ", "" if count else "dim")]
    if width_of(tuple(line)) > width:
        line = [(" ", "")]
        for shape, role, _full, short_words, count in signs:
            line += [(shape, role if count else "dim"), (f"{count} {short_words} ", "" if count else "dim")]
    return cut(tuple(line), width)


def norm_lines(snapshot: Snapshot, width: int, deployed: bool) -> list[Line]:
    """The norms of the region, each with its sign and its numbers."""
    if snapshot.region_norms is None:
        return [text_line(" Geen normen ingesteld.", "dim")]
    found = region_norms(snapshot.sites, snapshot.region_norms, snapshot.station.code, deployed)
    return [norm_line(one, width) for one in found]


def norm_line(norm: RegionNorm, width: int) -> Line:
    """`▲ 1 L per 5.000 inwoners   100 van 110`"""
    name, words = norm_words(norm)
    return (_grade(norm), (fit(name, NORM_NAME_W), ""), (fit(words, width - NORM_NAME_W - 3), ""))


def _grade(norm: RegionNorm) -> Piece:
    return f" {GRADE_SHAPE[norm.grade]} ", GRADE_ROLE[norm.grade]


def norms_short(snapshot: Snapshot, width: int, deployed: bool) -> list[Line]:
    """The same norms two by two, for 80 columns."""
    half = width // 2
    if snapshot.region_norms is None:
        return []
    found = region_norms(snapshot.sites, snapshot.region_norms, snapshot.station.code, deployed)
    halves = [(_grade(norm), (fit(": ".join(norm_words(norm)), half - 3), "")) for norm in found]
    return [tuple(piece for each in halves[at : at + 2] for piece in each) for at in range(0, len(halves), 2)]
