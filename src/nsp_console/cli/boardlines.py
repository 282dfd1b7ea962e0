"""The board as plain lines for `nsp stand`: one point per line, words before signs, nothing that needs colour."""

from nsp_console.domain.views import Cell, SiteView, Snapshot
from nsp_console.dutch.fieldnames import field_label, value_text
from nsp_console.dutch.labels import ALARM_KIND, MODE, SEVERITY, SUPPLY
from nsp_console.dutch.origins import origin_words
from nsp_console.dutch.radio import picture_line
from nsp_console.dutch.reasons import reason
from nsp_console.dutch.times import age, date_clock, hours, since_t0

SHOWN = ("state", "visitors", "water_l", "food_portions", "power", "fuel_hours", "fuel_l", "temperature_c")


def board_lines(snapshot: Snapshot, everything: bool = False) -> list[str]:
    """Header, alarms, then own points and whoever else was ever heard (`everything`: all points)."""
    head = f"{snapshot.station.code} {snapshot.station.name}, {MODE[snapshot.mode]} {snapshot.deployment}".rstrip()
    when = date_clock(snapshot.wall, None)
    if snapshot.t_plus_s is not None:
        when += f", {since_t0(snapshot.t_plus_s)}"
    lines = [head, when, *([picture_line(snapshot.picture)] if snapshot.picture else [])]
    lines.extend(
        f"ALARM {alarm.entry} {alarm.site or 'punt onbekend'}: {ALARM_KIND[alarm.kind]} {alarm.text} "
        f"({'bevestigd door ' + alarm.acknowledged_by if alarm.acknowledged_by else 'NIET BEVESTIGD'}, "
        f"{age(alarm.age)})"
        for alarm in snapshot.alarms
    )
    shown = [view for view in snapshot.sites if view.own or view.heard is not None or view.cells or everything]
    return [*lines, *(site_line(view) for view in shown)]


def site_line(view: SiteView) -> str:
    """One point in words."""
    parts = [f"{view.site.code} {view.site.name}: {SEVERITY[view.severity]}"]
    parts.extend(_cell(view.cells[key]) for key in SHOWN if key in view.cells)
    parts.extend(
        f"{SUPPLY[supply]} nog {hours(forecast)} uur" for supply, forecast in view.supplies.items() if forecast
    )
    told = origin_words(view)
    if told:
        parts.append(told)
    if view.taken_from:
        parts.append(f"{view.writer} schrijft voor dit punt")
    parts.append(f"gehoord {age(view.heard)} geleden" if view.heard else "nog niet gehoord")
    if view.reasons:
        parts.append("want " + "; ".join(reason(why) for why in view.reasons))
    return ", ".join(parts)


def _cell(cell: Cell) -> str:
    mark = "?" if cell.pending else ""
    return f"{field_label(cell.key).lower()} {value_text(cell.key, cell.value)}{mark} ({age(cell.age)})"
