"""The plan of our own house beside what is known of it: hours of power, gaps in the roster, what is due."""

import itertools
from datetime import UTC, date, datetime, timedelta
from math import ceil

from nsp_console.domain import forecast
from nsp_console.domain.continuity import UITWIJK, Continuity, Note
from nsp_console.domain.continuity_facts import PowerSource, ShiftPlanned, Trial
from nsp_console.domain.continuity_plan import POWER, ROSTER, Agreement, Duty, Item, Plan, PowerPlan, Rung
from nsp_console.domain.continuity_views import (
    LIVE_ORDER,
    AgreementView,
    ContinuityView,
    DutyView,
    Gap,
    Live,
    PowerView,
    RungView,
    ShiftView,
    StepView,
)
from nsp_console.domain.moments import HOUR_S, Age, Ageing, Moment, age_between, ageing
from nsp_console.domain.rules import Planning, Rules, Thresholds
from nsp_console.domain.safetext import clean
from nsp_console.domain.views import Forecast, Severity

DAY_S = 24 * HOUR_S
ROSTER_S = 72 * HOUR_S  # how far the roster looks ahead
PROOF_S = 7 * DAY_S  # the weekly proof
NOTE_DEPLOYED_S = 12 * HOUR_S  # in an inzet our own power is looked at once per shift
NOTE_READY_S = 7 * DAY_S  # in peace with the weekly proof
LOST_FACTOR = 3.0  # as everywhere: beyond three intervals nothing is promised

OF_TRIAL = {Trial.WORKS: Live.WORKS, Trial.LIMITED: Live.LIMITED, Trial.FAILS: Live.FAILS}
OF_SOURCE = {  # on a generator or a battery the house works, but not for ever
    PowerSource.GRID: Live.WORKS,
    PowerSource.GENERATOR: Live.LIMITED,
    PowerSource.BATTERY: Live.LIMITED,
    PowerSource.NONE: Live.FAILS,
}


def look(book: Continuity, rules: Rules, now: Moment, deployed: bool) -> ContinuityView:
    """Our own house at `now`. `deployed`: an inzet runs, so power is looked at each shift and the roster counts."""
    plan, known = rules.continuity.own, rules.continuity
    if plan is None:
        return ContinuityView(others=known.others, place=known.place)
    ladder = tuple(_rung(book, rung, now) for rung in plan.ladder)
    roster = tuple(_duty(duty, tuple(book.shifts.items()), now.wall) for duty in plan.duties)
    power = _power(book.power, plan.power, rules, now, NOTE_DEPLOYED_S if deployed else NOTE_READY_S)
    proved = age_between(book.proof[1], now) if book.proof else None
    return ContinuityView(
        plan,
        known.others,
        known.place,
        power,
        ladder,
        roster,
        tuple(_step(book, step.key, index, plan, now) for index, step in enumerate(plan.fallback.steps)),
        tuple(_agreement(book, one, now) for one in plan.agreements),
        _lives(plan, ladder, power, roster if deployed else (), now.wall),
        proved,
        book.proof is not None and book.proof[0].sound,
        proved is None or proved.seconds >= PROOF_S,
    )


# ── the ladder ───────────────────────────────────────────────────────────────────────────────────────────────


def _rung(book: Continuity, rung: Rung, now: Moment) -> RungView:
    test = book.tests.get((rung.means, rung.counterpart))
    if test is None:
        return RungView(rung, None, None, 0.0)
    age = age_between(test.at, now)
    due_s = rung.test_days * DAY_S - age.seconds
    return RungView(rung, test.fact.result, age, due_s, clean(test.fact.by), clean(test.fact.note))


# ── power ────────────────────────────────────────────────────────────────────────────────────────────────────


def burn(plan: PowerPlan, planning: Planning) -> float | None:
    """Litres an hour of our own generator: as measured, else by the planning table; None without a generator."""
    if not plan.nsa:
        return None
    if plan.litres_per_h > 0:
        return plan.litres_per_h
    kva, load = plan.kva or planning.generator_kva, plan.load or planning.generator_load
    return forecast.litres_per_hour(planning.generator_l_per_h, kva, load) or None


def _power(note: Note | None, plan: PowerPlan, rules: Rules, now: Moment, interval_s: float) -> PowerView:
    rate = burn(plan, rules.planning)
    if note is None:
        return PowerView(litres_per_h=rate)
    age = age_between(note.at, now)
    lost_s = LOST_FACTOR * interval_s
    fuel = ups = None
    if note.fuel_l is not None and note.fuel_at is not None and rate:
        usable = note.fuel_l * (1 - rules.planning.fuel_reserve)
        runs = note.source is PowerSource.GENERATOR
        begun = note.since if _later(note.since, note.fuel_at) else note.fuel_at
        fuel = _left(usable / rate, note.fuel_at, begun if runs else None, now, lost_s, rules.thresholds)
    if note.ups_min is not None and note.ups_at is not None:
        runs = note.source is PowerSource.BATTERY
        ups = _left(note.ups_min / 60, note.ups_at, note.ups_at if runs else None, now, lost_s, rules.thresholds)
    return PowerView(
        note.source,
        age,
        ageing(age, interval_s),
        clean(note.by),
        note.fuel_l,
        rate,
        fuel,
        note.ups_min,
        ups,
        _refuel_s(note, plan, now),
    )


def _left(
    hours: float, seen: Moment, burning: Moment | None, now: Moment, lost_s: float, limits: Thresholds
) -> Forecast | None:
    """Hours left: burnt down since `burning`, or not at all while nothing burns (None)."""
    known = age_between(seen, now)
    since = age_between(burning, now) if burning else Age(0.0, known.at_least)
    estimate = forecast.span(hours, since, forecast.WIDTH_TABLE)
    if not estimate.reliable or known.seconds > lost_s:
        return None
    low = estimate.low_h
    severity = (
        Severity.CRITICAL
        if low < limits.critical_h
        else Severity.ATTENTION
        if low < limits.attention_h
        else Severity.GOOD
    )
    return Forecast(low, estimate.high_h, severity)


def _refuel_s(note: Note, plan: PowerPlan, now: Moment) -> float | None:
    if note.source is not PowerSource.GENERATOR or plan.refuel_h <= 0:
        return None
    start = note.filled_at if note.filled_at is not None and _later(note.filled_at, note.since) else note.since
    return plan.refuel_h * HOUR_S - age_between(start, now).seconds


def _later(one: Moment, other: Moment) -> bool:
    return one.elapsed > other.elapsed if one.boot == other.boot else one.wall > other.wall


# ── the roster ───────────────────────────────────────────────────────────────────────────────────────────────


def _duty(duty: Duty, planned: tuple[tuple[int, ShiftPlanned], ...], wall: float) -> DutyView:
    """The shifts of this function that are not over, and where people are missing."""
    shifts = tuple(
        ShiftView(
            entry,
            fact.start_wall,
            fact.end_wall,
            fact.count,
            duty.max_h > 0 and fact.end_wall - fact.start_wall > duty.max_h * HOUR_S,
        )
        for entry, fact in sorted(planned, key=lambda each: (each[1].start_wall, each[0]))
        if fact.function == duty.key and fact.end_wall > wall
    )
    return DutyView(duty, shifts, gaps(shifts, duty.minimum, wall, wall + ROSTER_S))


def gaps(shifts: tuple[ShiftView, ...], minimum: int, start: float, end: float) -> tuple[Gap, ...]:
    """Where between `start` and `end` fewer than `minimum` people are planned; neighbours with the same lack as one."""
    edges = {start, end}
    edges.update(wall for shift in shifts for wall in (shift.start_wall, shift.end_wall) if start < wall < end)
    found: list[Gap] = []
    walls = sorted(edges)
    for low, high in itertools.pairwise(walls):
        there = sum(shift.count for shift in shifts if shift.start_wall <= low < shift.end_wall)
        missing = minimum - there
        if missing <= 0:
            continue
        if found and found[-1].end_wall == low and found[-1].missing == missing:
            found[-1] = Gap(found[-1].start_wall, high, missing)
        else:
            found.append(Gap(low, high, missing))
    return tuple(found)


# ── checklist and agreements ─────────────────────────────────────────────────────────────────────────────────


def _step(book: Continuity, key: str, index: int, plan: Plan, now: Moment) -> StepView:
    step = plan.fallback.steps[index]
    said = book.ticks.get((UITWIJK, key))
    if said is None:
        return StepView(step)
    return StepView(step, said.done, age_between(said.at, now), clean(said.by))


def _agreement(book: Continuity, one: Agreement, now: Moment) -> AgreementView:
    said, tried = book.reviews.get(one.key), book.exercises.get(one.key)
    review = one.review
    if said is not None:
        again = _day(said.at.wall) + timedelta(days=ceil(one.review_days))
        review = max(again, one.review) if one.review else again
    exercised = one.exercised
    if tried is not None:
        exercised = max(_day(tried.at.wall), one.exercised) if one.exercised else _day(tried.at.wall)
    return AgreementView(
        one,
        review,
        (review - _day(now.wall)).days if review else None,
        age_between(said.at, now) if said else None,
        exercised,
        clean(said.note) if said else clean(""),
    )


def _day(wall: float) -> date:
    return datetime.fromtimestamp(wall, UTC).date()


# ── how it goes now ──────────────────────────────────────────────────────────────────────────────────────────


def _lives(
    plan: Plan, ladder: tuple[RungView, ...], power: PowerView, roster: tuple[DutyView, ...], wall: float
) -> dict[str, Live]:
    """Item → the worst of what it follows; a process also by what it stands on. What follows nothing is unknown."""
    signs: dict[str, list[Live]] = {POWER: [_power_live(power)], ROSTER: _roster_live(roster, wall)}
    for rung in ladder:
        signs.setdefault(rung.rung.means, []).append(_rung_live(rung))

    def of(item: Item) -> list[Live]:
        own = [live for name in item.follows for live in signs.get(name, [])]
        return own + [live for part in plan.parts_of(item.key) for live in of(part) if part.key != item.key]

    return {item.key: min(of(item), key=LIVE_ORDER.index, default=Live.UNKNOWN) for item in plan.items}


def _rung_live(rung: RungView) -> Live:
    """A test that is overdue says nothing good any more."""
    if rung.result is None or (rung.due and rung.result is Trial.WORKS):
        return Live.UNKNOWN
    return OF_TRIAL[rung.result]


def _power_live(power: PowerView) -> Live:
    if power.source is None or power.ageing >= Ageing.HATCHED:
        return Live.UNKNOWN
    return OF_SOURCE[power.source]


def _roster_live(roster: tuple[DutyView, ...], wall: float) -> list[Live]:
    """Nobody at all is worse than a function that is short of people."""
    there = [(duty.present(wall), duty.duty.minimum) for duty in roster]
    if not there:
        return []
    if all(count >= minimum for count, minimum in there):
        return [Live.WORKS]
    return [Live.LIMITED if any(count for count, _ in there) else Live.FAILS]
