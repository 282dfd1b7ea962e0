"""Our own house: facts folded and laid beside the plan, with properties that hold for any roster and any order."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain import facts
from nsp_console.domain.continuity import UITWIJK, Continuity
from nsp_console.domain.continuity_look import ROSTER_S, gaps, look
from nsp_console.domain.continuity_plan import Plan
from nsp_console.domain.continuity_views import Live, ShiftView
from nsp_console.domain.facts import Entry, PowerSource, Trial
from nsp_console.domain.moments import HOUR_S, Moment
from support.continuity_pictures import (
    BY,
    DAY,
    NOW,
    Told,
    book_of,
    night_told,
    rules_with,
    shift,
    shipped_plan,
    view_of,
)
from support.drawn import WALL

HOURS = st.floats(-30, 100, allow_nan=False)
SHIFTS = st.lists(st.tuples(HOURS, st.floats(0.5, 24), st.integers(1, 4)), max_size=8)


def shifts_of(rows: list[tuple[float, float, int]]) -> tuple[ShiftView, ...]:
    """Shifts by start and length in hours from now."""
    return tuple(
        ShiftView(index, WALL + start * HOUR_S, WALL + (start + length) * HOUR_S, count, too_long=False)
        for index, (start, length, count) in enumerate(rows)
    )


# ── the roster ───────────────────────────────────────────────────────────────────────────────────────────────


@given(SHIFTS, st.integers(1, 4), st.integers(0, 71))
def test_gaps_are_exactly_where_people_are_missing(
    rows: list[tuple[float, float, int]], minimum: int, hour: int
) -> None:
    """At any moment of the 72 hours the gaps say how many are missing, and only when somebody is."""
    shifts = shifts_of(rows)
    found = gaps(shifts, minimum, WALL, WALL + ROSTER_S)
    at = WALL + (hour + 0.37) * HOUR_S
    there = sum(one.count for one in shifts if one.start_wall <= at < one.end_wall)
    told = [gap.missing for gap in found if gap.start_wall <= at < gap.end_wall]
    assert told == ([minimum - there] if there < minimum else [])


@given(SHIFTS, st.integers(1, 4))
def test_gaps_are_in_order_apart_and_within_72_hours(rows: list[tuple[float, float, int]], minimum: int) -> None:
    """Gaps never overlap, never run past the 72 hours, and two that touch differ in how many are missing."""
    found = gaps(shifts_of(rows), minimum, WALL, WALL + ROSTER_S)
    for gap in found:
        assert WALL <= gap.start_wall < gap.end_wall <= WALL + ROSTER_S
        assert 0 < gap.missing <= minimum
    for one, other in itertools.pairwise(found):
        assert one.end_wall <= other.start_wall
        assert one.end_wall < other.start_wall or one.missing != other.missing


def test_a_shift_longer_than_the_maximum_is_told() -> None:
    """A shift of more hours than the function may work is marked, one of exactly that many is not."""
    view = view_of(((HOUR_S, shift("medewerker_c", 1, 12, 2)), (HOUR_S, shift("medewerker_c", 13, 12.5, 2))))
    duty = next(one for one in view.roster if one.duty.key == "medewerker_c")
    assert [one.too_long for one in duty.shifts] == [False, True]


def test_a_corrected_or_cleared_shift_is_gone() -> None:
    """A correction takes the place of the shift it names; a cleared shift leaves a gap."""
    book = Continuity()
    first = shift("verbinding", 0, 8, 1)
    book.apply(Entry(1, NOW, first))
    book.apply(Entry(2, NOW, replace(first, count=2, corrects=1)))
    assert list(book.shifts) == [2]
    book.apply(Entry(3, NOW, facts.ShiftCleared(2, BY)))
    assert not book.shifts


# ── power ────────────────────────────────────────────────────────────────────────────────────────────────────


def noted(ago_h: float, source: PowerSource, fuel_l: float | None = None, ups_min: float | None = None) -> Told:
    """Somebody looked `ago_h` hours ago."""
    return ago_h * HOUR_S, facts.OwnPowerNoted(source, BY, fuel_l, ups_min)


def test_fuel_is_unknown_until_somebody_looked() -> None:
    """The tank of the plan is never taken for what is in it."""
    assert view_of(()).power.fuel is None
    assert view_of((noted(1, PowerSource.GENERATOR),)).power.fuel is None


@given(st.floats(10, 2000), st.floats(0, 20), st.floats(0.1, 10))
def test_a_running_generator_burns_and_the_range_never_promises_more(
    fuel_l: float, ago_h: float, later_h: float
) -> None:
    """With time the low end goes down and never below zero; on the grid nothing is burnt."""
    now = view_of((noted(ago_h, PowerSource.GENERATOR, fuel_l),)).power.fuel
    later = view_of((noted(ago_h + later_h, PowerSource.GENERATOR, fuel_l),)).power.fuel
    assert now is not None
    assert later is not None
    assert 0 <= later.low_h <= now.low_h <= now.high_h
    still = [view_of((noted(hours, PowerSource.GRID, fuel_l),)).power.fuel for hours in (ago_h, ago_h + later_h)]
    assert still[0] == still[1]


def test_the_generator_burns_from_when_it_took_over() -> None:
    """Litres read on the grid burn only since the generator runs."""
    early = view_of((noted(10, PowerSource.GRID, 300), noted(2, PowerSource.GENERATOR))).power.fuel
    fresh = view_of((noted(2, PowerSource.GENERATOR, 300),)).power.fuel
    assert early == fresh


def test_refuelling_is_due_by_the_last_filling() -> None:
    """The refuel clock starts when the generator took over and again when the litres went up."""
    told = (noted(30, PowerSource.GENERATOR, 300), noted(20, PowerSource.GENERATOR, 200))
    late = view_of(told).power.refuel_s
    assert late is not None
    assert late <= 0
    filled = view_of((*told, noted(5, PowerSource.GENERATOR, 390))).power.refuel_s
    assert filled == pytest.approx(19 * HOUR_S)
    assert view_of((*told, noted(1, PowerSource.GRID))).power.refuel_s is None


def test_an_old_look_promises_nothing() -> None:
    """Beyond three shifts without looking there is no forecast any more."""
    assert view_of((noted(37, PowerSource.GENERATOR, 4000),)).power.fuel is None


# ── tests, agreements, the proof ─────────────────────────────────────────────────────────────────────────────


def test_a_rung_is_due_when_its_days_are_over_or_it_was_never_tried() -> None:
    """Never tested is due; tested is due again after exactly the days of the plan."""
    tested = facts.LadderTested("c2000", "meldkamer", Trial.WORKS, BY)

    def due(ago_days: float) -> bool:
        view = view_of(((ago_days * DAY, tested),))
        return next(one.due for one in view.ladder if one.rung.means == "c2000")

    assert view_of(()).tests_due == len(shipped_plan().ladder)
    assert [due(days) for days in (0, 6.9, 7, 30)] == [False, False, True, True]


def test_a_review_moves_the_day_a_year_ahead() -> None:
    """An agreement that was reviewed is due a year later, and never earlier than its plan says."""
    before = next(one for one in view_of(()).agreements if one.agreement.key == "netbeheerder")
    assert before.due
    view = view_of(((DAY, facts.AgreementReviewed("netbeheerder", BY)),))
    after = next(one for one in view.agreements if one.agreement.key == "netbeheerder")
    assert after.due_days == 364
    assert not after.due


def test_the_proof_is_due_every_week() -> None:
    """The weekly proof is due when there is none and after seven days; an unsound one is told."""
    assert view_of(()).proof_due
    told = facts.ReadinessProved(("LoRa werkt niet",), BY, sound=False)
    assert not view_of(((6 * DAY, told),)).proof_due
    assert not view_of(((6 * DAY, told),)).proved_sound
    assert view_of(((7 * DAY, told),)).proof_due


def test_a_tick_can_be_taken_back() -> None:
    """The last word about a line of the checklist holds."""
    done = facts.ChecklistTicked(UITWIJK, "besluit", BY)
    view = view_of(((60, done), (30, replace(done, done=False))))
    step = next(one for one in view.steps if one.step.key == "besluit")
    assert not step.done
    assert step.age is not None


# ── how it goes now ──────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_known_is_never_good() -> None:
    """Without a fact every item of the plan is unknown in peace; nothing is ever assumed to work."""
    assert set(view_of((), deployed=False).live.values()) == {Live.UNKNOWN}


def test_an_overdue_test_is_not_good_any_more() -> None:
    """An item that follows a means works after a good test, and is unknown again once that test is overdue."""
    tested = facts.LadderTested("c2000", "meldkamer", Trial.WORKS, BY)
    assert view_of(((DAY, tested),)).live["c2000"] is Live.WORKS
    assert view_of(((8 * DAY, tested),)).live["c2000"] is Live.UNKNOWN
    failed = replace(tested, result=Trial.FAILS)
    assert view_of(((8 * DAY, failed),)).live["c2000"] is Live.FAILS


def test_a_process_is_as_well_as_what_it_stands_on() -> None:
    """A process takes the worst of its own signs and those of its systems and facilities."""
    live = view_of(night_told()).live
    assert live["lora"] is Live.WORKS
    assert live["c2000"] is Live.LIMITED
    assert live["communicatie"] is Live.LIMITED
    assert live["besluitvorming"] is Live.FAILS  # LCMS


@given(st.permutations(night_told()), st.integers(0, 17))
def test_the_same_journal_gives_the_same_house(told: list[Told], cut: int) -> None:
    """Folding is by time alone, and half a journal never makes the fold stumble."""
    one, other = view_of(told), view_of(night_told())
    assert (one.ladder, one.power, one.live, one.agreements) == (
        other.ladder,
        other.power,
        other.live,
        other.agreements,
    )
    assert [duty.gaps for duty in one.roster] == [duty.gaps for duty in other.roster]
    assert look(book_of(told[:cut]), rules_with(shipped_plan()), NOW, deployed=True).plan is shipped_plan()


def test_a_clock_that_stepped_back_promises_nothing_about_fuel() -> None:
    """After a restart with an unsure clock fuel has no forecast rather than a wrong one."""
    book = book_of((noted(1, PowerSource.GENERATOR, 300),))
    restarted = Moment(WALL - 50 * HOUR_S, 600.0, "na herstart", sure=False)
    assert look(book, rules_with(shipped_plan()), restarted, deployed=True).power.fuel is None


def test_an_empty_plan_has_nothing_due_but_the_proof() -> None:
    """A file with only a name draws an empty house without stumbling."""
    view = view_of((), Plan("Gemeente Leeg", "leeg.toml"))
    assert (view.tests_due, view.agreements_due, view.live) == (0, 0, {})
