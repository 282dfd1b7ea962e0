"""Below the board: the neighbours in one line each, the totals of the region, and what runs out next."""

from collections.abc import Iterable
from dataclasses import dataclass

from nsp_console.domain.distance import distance_km
from nsp_console.domain.facts import Mode
from nsp_console.domain.fields import SiteState
from nsp_console.domain.moments import Age
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.views import Severity, SiteView, Snapshot
from nsp_console.dutch.house import due_words
from nsp_console.dutch.labels import SUPPLY
from nsp_console.dutch.times import age, hours
from nsp_console.tui.judged import hours_mark, hours_role, state_of
from nsp_console.tui.paint import Line, Piece, cut, fit, right, text_line
from nsp_console.tui.wording import Wording

SOON_MAX = 4
COUNTED = (Severity.CRITICAL, Severity.ATTENTION, Severity.GOOD, Severity.SILENT)


@dataclass(frozen=True)
class Neighbour:
    """Another C-NSP with the L-NSPs under it, counted."""

    view: SiteView
    points: tuple[SiteView, ...]

    @property
    def heard(self) -> Age | None:
        """The newest age of anything heard from the C itself or one of its points."""
        ages = [view.heard for view in (self.view, *self.points) if view.heard is not None]
        return min(ages, key=lambda one: one.seconds, default=None)


def neighbours(snapshot: Snapshot) -> list[Neighbour]:
    """Every other C, nearest first."""
    under: dict[str, list[SiteView]] = {}
    for view in snapshot.sites:
        under.setdefault(view.site.home, []).append(view)
    others = [
        Neighbour(view, tuple(point for point in under.get(view.site.code, ()) if point.site.kind is SiteKind.L))
        for view in snapshot.sites
        if view.site.kind is SiteKind.C and view.site.code != snapshot.station.code
    ]
    return sorted(others, key=lambda one: distance_km(snapshot.station, one.view.site))


def neighbour_lines(snapshot: Snapshot, wording: Wording, width: int, rows: int) -> list[Line]:
    """A heading and the nearest neighbours, in at most `rows` lines."""
    if rows < 2:
        return []
    name_w = 23
    heads = "".join(right(word, size) for word, size in (("L", 3), ("K", 4), ("A", 4), ("G", 4), ("stil", 6)))
    heads += "".join(right(word, size) for word, size in (("opbouw", 8), ("dicht", 7)))
    attention_w = max(0, width - name_w - 40 - 7)
    head = f" {fit('C-NSP', name_w - 1)}{heads}    {fit('Let op', attention_w)}{right('Oud', 6)}"
    lines = [text_line(head, "dim")]
    near = neighbours(snapshot)[: rows - 1]
    return [*lines, *(_neighbour(one, wording, name_w, attention_w) for one in near)]


def _neighbour(one: Neighbour, wording: Wording, name_w: int, attention_w: int) -> Line:
    counts = {severity: sum(view.severity is severity for view in one.points) for severity in COUNTED}
    building = sum(state_of(view) is SiteState.SETTING_UP for view in one.points)
    shut = sum(view.severity is Severity.OUT_OF_SERVICE for view in one.points) - building
    roles = {Severity.CRITICAL: "critical_text", Severity.ATTENTION: "attention", Severity.GOOD: "good"}
    site = one.view.site
    region = f"(regio {site.region}) " if site.guest else ""
    pieces: list[Piece] = [(f" {fit(f'{site.code} {region}{_short(site.short_name)}', name_w - 1)}", "")]
    pieces.append((right(str(len(one.points)), 3), ""))
    for severity, size in zip(COUNTED, (4, 4, 4, 6), strict=True):
        count = counts[severity]
        pieces.append((right(str(count) if count else "-", size), roles.get(severity, "") if count else "dim"))
    for count, size in ((building, 8), (shut, 7)):
        pieces.append((right(str(count) if count else "-", size), "" if count else "dim"))
    pieces.append(("    " + fit(_attention(one, wording), attention_w), ""))
    pieces.append((right(age(one.heard), 6), "dim"))
    return tuple(pieces)


def _short(name: str) -> str:
    return name.removeprefix("C-NSP ").removeprefix("Kazerne ").strip()


def _attention(one: Neighbour, wording: Wording) -> str:
    order = {Severity.CRITICAL: 0, Severity.SILENT: 1, Severity.ATTENTION: 2}
    worst = min((view for view in one.points if view.severity in order), key=lambda v: order[v.severity], default=None)
    if worst is None:
        return ""
    words = wording.reason(worst.reasons[0]) if worst.reasons else ""
    return f"{worst.site.code.removeprefix('L-')} {words}".strip()


def totals_line(snapshot: Snapshot, width: int) -> Line:
    """` Hele regio  100 L: 34 open (■ 4  ▲ 10  ● 20)   9 in opbouw   51 dicht   ░ 6 stil`."""
    totals, by = snapshot.totals, snapshot.totals.by_severity
    silent = by.get(Severity.SILENT, 0)
    start = " " if width < 80 else " Hele regio  "
    pieces: list[Piece] = [(f"{start}{totals.l_total} L: {totals.l_open} open (", "bold")]
    for severity, shape, role in (
        (Severity.CRITICAL, "■", "critical_text"),
        (Severity.ATTENTION, "▲", "attention"),
        (Severity.GOOD, "●", "good"),
    ):
        pieces.append((f"{shape} {by.get(severity, 0)}", role if by.get(severity, 0) else "dim"))
        pieces.append(("  " if severity is not Severity.GOOD else ")", "bold"))
    pieces.append((f"  {totals.l_setting_up} in opbouw  {totals.l_closed} dicht  ", ""))
    pieces.append((f"░ {silent} stil", "attention" if silent else "dim"))
    unknown = by.get(Severity.UNKNOWN, 0)
    if unknown:
        pieces.append((f"  ░ {unknown} onbekend", "dim"))
    return cut(tuple(pieces), width)


@dataclass(frozen=True)
class RunsOut:
    """A supply of one of our own open points that ends within the attention limit."""

    view: SiteView
    supply: str
    low_h: float
    high_h: float


def runs_out(views: Iterable[SiteView]) -> list[RunsOut]:
    """What ends next at our own points, soonest first."""
    found = [
        RunsOut(view, supply, forecast.low_h, forecast.high_h)
        for view in views
        if view.own and view.severity is not Severity.OUT_OF_SERVICE
        for supply, forecast in view.supplies.items()
        if forecast is not None and forecast.severity is not Severity.GOOD
    ]
    return sorted(found, key=lambda one: one.low_h)


def house_lines(snapshot: Snapshot, width: int) -> list[Line]:
    """In peace: what is to be tried or looked at in our own house. In an inzet other things come first."""
    house = snapshot.continuity
    words = due_words(house) if house is not None and snapshot.mode is Mode.READY else ""
    return [text_line(fit(f" ▲ Eigen huis, aan de beurt: {words} (toets 7)", width), "attention")] if words else []


def soon_lines(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """At most SOON_MAX lines: when, where and what runs out."""
    lines = house_lines(snapshot, width)
    house = len(lines)
    for one in runs_out(snapshot.sites)[:SOON_MAX]:
        forecast = one.view.supplies[one.supply]
        if forecast is None:
            continue
        when = wording.run_out(forecast, snapshot.wall)
        ends = "loopt af" if one.supply == "staff" else "op"
        words = f"{SUPPLY[one.supply]} {ends} bij {one.view.site.short_name}, nog {hours(forecast)} uur"
        mark = f" {hours_mark(forecast)} "
        lines.append(((mark, hours_role(forecast, one.view.heard_ageing)), (fit(f"{when:<15} {words}", width - 3), "")))
    if all(view.heard is None for view in snapshot.sites):
        return [
            *lines,
            text_line(" Nog niets gehoord. n voert een melding in, T begint een inzet, ? geeft hulp.", "accent"),
        ]
    if len(lines) > house:
        return lines
    return [*lines, text_line(" Bij de eigen punten raakt voorlopig niets op, voor zover bekend.", "dim")]
