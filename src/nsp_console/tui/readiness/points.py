"""The points in a list, each with why; whether the open ones last; and what to do first."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from nsp_console.domain.distance import distance_km
from nsp_console.domain.gains import Gain, GainKind
from nsp_console.domain.moments import HOUR_S
from nsp_console.domain.preparedness import HoldsOut, holds_out, local_points, outlook, surely_open
from nsp_console.domain.sites import Site, SiteKind
from nsp_console.domain.views import Readiness, SiteView, Snapshot
from nsp_console.dutch.labels import SUPPLY
from nsp_console.dutch.preparedness import gain_words, point_words
from nsp_console.dutch.times import hours, number
from nsp_console.tui.judged import hours_mark, hours_role
from nsp_console.tui.paint import Line, cut, fit, text_line
from nsp_console.tui.readiness.clock import NARROW
from nsp_console.tui.readiness.region import point_sign
from nsp_console.tui.wording import Wording

CODE_W = 9
NAME_W_MIN, NAME_W_MAX = 14, 24
LASTS_W = 25
ORDER = (Readiness.NOT, Readiness.CONDITIONAL, Readiness.UNKNOWN, Readiness.READY, Readiness.OPERATIONAL)
ROWS_PER_SHARED = 3  # of so many rows of "what to do first" one is kept for what many points have in common
OURSELVES = "dit zijn wij; n voert onze stand in"
SINGLE = frozenset({GainKind.OPEN_NOW, GainKind.HELP})
BRINGS_W = 20  # "1.234.567 inwoners"


def listed_points(snapshot: Snapshot, whole_region: bool) -> list[SiteView]:
    """The points of the list, C's first and each kind by code; own ones with our own C, or those of the region.

    The order never follows the state: a row stays where it was.
    """
    own = snapshot.station.code
    chosen = [
        view for view in snapshot.sites if not view.site.guest and (whole_region or view.own or view.site.code == own)
    ]
    kinds = (SiteKind.C, SiteKind.L, SiteKind.X)
    return sorted(chosen, key=lambda view: (kinds.index(view.site.kind), view.site.code))


def point_row(view: SiteView, snapshot: Snapshot, wording: Wording, width: int) -> Line:
    """`█ L-DEV-01 Binnenstad    open sinds T+9:40`"""
    deployed = snapshot.t0_wall is not None
    sign, role = point_sign(view, deployed)
    name_w = max(NAME_W_MIN, min(NAME_W_MAX, width // 4))
    words = point_words(view, snapshot.t0_wall, snapshot.wall, wording.zone)
    if deployed and view.heard is None and view.site.code == snapshot.station.code:
        words = OURSELVES
    start: Line = ((f" {sign} ", role), (fit(view.site.code, CODE_W), ""), (fit(view.site.short_name, name_w), "bold"))
    return cut((*start, (f" {words}", "dim" if role in ("dim", "unknown") else "")), width)


def lasting_lines(snapshot: Snapshot, views: Iterable[SiteView], wording: Wording, width: int) -> list[Line]:
    """Per supply how many open points last, and where it ends first; then what to expect at the deadline."""
    own = list(views)
    found = holds_out(own, snapshot.operational_h)
    if not found or not found[0].of:
        return [text_line(fit(" Er is nog geen punt open.", width), "dim")]
    return [_lasting(one, snapshot, wording, width) for one in found]


def _lasting(one: HoldsOut, snapshot: Snapshot, wording: Wording, width: int) -> Line:
    unknown = f" ({one.unknown}?)" if one.unknown else ""
    start = f" {fit(SUPPLY[one.supply], 10)}{one.lasts} van {one.of}{unknown}"
    if one.shortest is None:
        return text_line(fit(start, width), "unknown")
    view, left = one.shortest
    earliest = replace(left, high_h=left.low_h)
    when = f"tot {wording.run_out(earliest, snapshot.wall)}" if one.supply == "staff" else f"{hours(left)} u"
    return cut(
        (
            (fit(start, LASTS_W - 1) + " ", ""),
            (f"{hours_mark(left)} ", hours_role(left, view.heard_ageing)),
            (f"kortst: {view.site.short_name} {when}", ""),
        ),
        width,
    )


def lasting_short(snapshot: Snapshot, views: Iterable[SiteView], width: int) -> Line:
    """The same in one line, for 80 columns: only the supply that ends first by name."""
    found = holds_out(views, snapshot.operational_h)
    if not found or not found[0].of:
        return text_line(fit(" Er is nog geen punt open.", width), "dim")
    counts = "  ".join(f"{SUPPLY[one.supply]} {one.lasts} van {one.of}" for one in found)
    return text_line(fit(f" {counts}", width))


def outlook_line(snapshot: Snapshot, views: Iterable[SiteView], width: int) -> Line:
    """What to expect at the deadline, as a range."""
    seen = outlook(views)
    if not seen.of:
        return text_line(fit(" Er zijn geen eigen L-NSP's.", width), "dim")
    decided = f", {seen.decided} na besluit" if seen.decided != seen.open_now else ""
    late = snapshot.t_plus_s is not None and snapshot.t_plus_s > snapshot.operational_h * HOUR_S
    when = f" {'Na ' if late else ''}T+{number(snapshot.operational_h)}"
    words = f"{when}: nu {seen.open_now} open{decided}, hoogstens {seen.at_best} van {seen.of}"
    return text_line(fit(words, width), "bold" if seen.at_best == seen.of else "attention")


def gain_lines(found: Sequence[Gain], snapshot: Snapshot, width: int, rows: int) -> list[Line]:
    """What to do first, numbered: own points, with room kept for what many points share."""
    if not found:
        return [text_line(fit(" Niets dat nu meer oplevert, voor zover bekend.", width), "dim")]
    single = [gain for gain in found if gain.kind in SINGLE]
    shared = [gain for gain in found if gain.kind not in SINGLE]
    kept = min(len(shared), max(-(-rows // ROWS_PER_SHARED), rows - len(single)))
    shown = [*single[: rows - kept], *shared[:kept]]
    running: list[Site] = []
    if snapshot.t0_wall is not None and width >= NARROW:
        running = [view.site for view in local_points(snapshot.sites) if surely_open(view)]
    return [_gain(at, gain, running, width) for at, gain in enumerate(shown, start=1)]


def _gain(at: int, gain: Gain, running: Sequence[Site], width: int) -> Line:
    what, brings = gain_words(gain)
    narrow = width < NARROW
    near = nearest_km(gain.points[0].site, running) if gain.kind is GainKind.HELP else None
    if near is not None:
        brings += f", dichtstbijzijnde open punt op {number(near)} km"
    what_w = width - BRINGS_W - 5 if narrow else width // 2 - 4
    return cut(((f" {at}  ", "key"), (fit(what, what_w), ""), (f" {brings}", "dim")), width)


def nearest_km(site: Site, others: Iterable[Site]) -> float | None:
    """Km to the nearest of `others` that is not `site` itself; None when there is none."""
    return min((distance_km(site, other) for other in others if other.code != site.code), default=None)
