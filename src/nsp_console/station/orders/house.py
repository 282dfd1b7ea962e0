"""Our own house: what was tested, noted, planned, ticked and reviewed, checked against the plan first."""

from collections.abc import Callable
from math import isfinite
from typing import Any

from nsp_console.domain import facts
from nsp_console.domain.continuity import UITWIJK
from nsp_console.domain.continuity_plan import Plan
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Fact
from nsp_console.domain.moments import HOUR_S
from nsp_console.station import commands
from nsp_console.station.orders.desk import Desk

FUEL_L_MAX = 100_000.0
UPS_MIN_MAX = 14 * 24 * 60.0
SHIFT_S_MAX = 48 * HOUR_S  # longer than this is a slip of the fingers
SHIFT_BACK_S_MAX = 24 * HOUR_S  # a shift that began this long ago may still be written down
SHIFT_AHEAD_S_MAX = 60 * 24 * HOUR_S
PEOPLE_MAX = 99


def log_test(desk: Desk, order: commands.LogTest) -> list[Fact]:
    """A test of one rung of the ladder."""
    known = {(rung.means, rung.counterpart) for rung in _plan(desk).ladder}
    if (order.means, order.counterpart) not in known:
        raise CommandError("huis_onbekend", wat=f"{order.means} {order.counterpart}")
    return [facts.LadderTested(order.means, order.counterpart, order.result, desk.by, order.note)]


def note_power(desk: Desk, order: commands.NoteOwnPower) -> list[Fact]:
    """What feeds the house; litres and minutes within what can be."""
    _between("diesel", order.fuel_l, FUEL_L_MAX)
    _between("UPS", order.ups_min, UPS_MIN_MAX)
    return [facts.OwnPowerNoted(order.source, desk.by, order.fuel_l, order.ups_min)]


def plan_shift(desk: Desk, order: commands.PlanShift) -> list[Fact]:
    """A shift of a function of the plan."""
    if order.function not in {duty.key for duty in _plan(desk).duties}:
        raise CommandError("huis_onbekend", wat=order.function)
    if order.corrects is not None:
        _shift(desk, order.corrects)
    now, length = desk.wall_now(), order.end_wall - order.start_wall
    soon = -SHIFT_BACK_S_MAX <= order.start_wall - now <= SHIFT_AHEAD_S_MAX
    if not (soon and 0 < length <= SHIFT_S_MAX and order.end_wall > now):
        raise CommandError("dienst_onmogelijk")
    if not 1 <= order.count <= PEOPLE_MAX:
        raise CommandError("waarde_onmogelijk", veld="aantal", waarde=order.count)
    return [facts.ShiftPlanned(order.function, order.start_wall, order.end_wall, order.count, desk.by, order.corrects)]


def clear_shift(desk: Desk, order: commands.ClearShift) -> list[Fact]:
    """A shift that will not happen."""
    _shift(desk, order.entry)
    return [facts.ShiftCleared(order.entry, desk.by, order.reason)]


def tick(desk: Desk, order: commands.TickStep) -> list[Fact]:
    """A line of the checklist."""
    if order.item not in {step.key for step in _plan(desk).fallback.steps}:
        raise CommandError("huis_onbekend", wat=order.item)
    return [facts.ChecklistTicked(UITWIJK, order.item, desk.by, order.done)]


def review(desk: Desk, order: commands.ReviewAgreement) -> list[Fact]:
    """An agreement that was looked at."""
    if order.key not in {one.key for one in _plan(desk).agreements}:
        raise CommandError("huis_onbekend", wat=order.key)
    return [facts.AgreementReviewed(order.key, desk.by, order.note, order.exercised)]


def prove(desk: Desk, order: commands.ProveReadiness) -> list[Fact]:
    """The weekly proof."""
    if not order.lines:
        raise CommandError("tekst_nodig")
    return [facts.ReadinessProved(order.lines, desk.by, order.sound)]


def _plan(desk: Desk) -> Plan:
    plan = desk.situation.rules.continuity.own
    if plan is None:
        raise CommandError("geen_continuiteit", bestand=desk.situation.rules.continuity.place)
    return plan


def _shift(desk: Desk, entry: int) -> None:
    if entry not in desk.situation.books.continuity.shifts:
        raise CommandError("geen_dienst", nummer=entry)


def _between(name: str, value: float | None, limit: float) -> None:
    if value is not None and not (isfinite(value) and 0 <= value <= limit):
        raise CommandError("waarde_onmogelijk", veld=name, waarde=value)


TABLE: dict[type, Callable[[Desk, Any], list[Fact]]] = {
    commands.LogTest: log_test,
    commands.NoteOwnPower: note_power,
    commands.PlanShift: plan_shift,
    commands.ClearShift: clear_shift,
    commands.TickStep: tick,
    commands.ReviewAgreement: review,
    commands.ProveReadiness: prove,
}
