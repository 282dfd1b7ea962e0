"""Hours left per supply: ranges that are honest about age, spread and what nobody told."""

import math
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, strategies as st

from nsp_console.domain.facts import Mode
from nsp_console.domain.forecast import WIDTH_MAX, WIDTH_PLANNED, litres_per_hour, pace, span
from nsp_console.domain.interval import Ages
from nsp_console.domain.moments import HOUR_S, Age, Moment
from nsp_console.domain.records import FieldRecord, SiteRecord
from nsp_console.domain.supplies import SUPPLIES, Scene, estimate
from nsp_console.domain.values import Scalar, Tier
from nsp_console.domain.views import Forecast, Severity
from support.records import NOW, PLANNING, RULES, later, look, put, record, seen, site

stocks = st.floats(0, 20_000)
people = st.integers(0, 5_000)
minutes = st.floats(0, 180)
uses = st.lists(st.floats(0, 500), min_size=1, max_size=6)


def hours(known: SiteRecord, supply: str = "water", now: Moment = NOW) -> Forecast | None:
    """What the view shows for a supply, in peace (T = 24 h) so that age alone does not hide it."""
    return look(known, now=now, deployment=None, mode=Mode.READY).supplies[supply]


def used(key: str, stock: float, steps: list[float], every: float = 60) -> SiteRecord:
    """A point that used `steps` units in consecutive spells of `every` minutes and has `stock` left now."""
    known = record({"state": "open"})
    left = stock + sum(steps)
    for index, step in enumerate([0.0, *steps]):
        left -= step
        put(known, key, left, minutes=(len(steps) - index) * every)
    return known


def test_the_plan_rate_is_visitors_times_litres_per_day() -> None:
    """64 people at 3 l a day use 8 l an hour: 300 l is about 37 hours, and the range holds that."""
    shown = hours(record({"water_l": 300, "visitors": 64}, minutes=0))
    assert shown is not None
    assert (shown.low_h, shown.high_h) == (37.5 / (1 + WIDTH_PLANNED), 37.5 / (1 - WIDTH_PLANNED))
    assert (shown.least_per_h, shown.most_per_h) == (8 * (1 - WIDTH_PLANNED), 8 * (1 + WIDTH_PLANNED))


def test_food_uses_its_own_plan_rate() -> None:
    """48 people at 3 portions a day eat 6 an hour."""
    shown = hours(record({"food_portions": 60, "visitors": 48}, minutes=0), "food")
    assert shown is not None
    assert shown.low_h < 10 < shown.high_h


def test_measured_consumption_wins_when_it_is_faster_than_the_plan() -> None:
    """Three hours of 50 l each say more than a plan of 5 l; 200 l left is 4 hours."""
    known = put(used("water_l", 200, [50, 50, 50]), "visitors", 40, minutes=0)
    shown = hours(known)
    assert shown is not None
    assert shown.low_h == pytest.approx(4 / 1.1)
    assert shown.high_h == pytest.approx(4 / 0.9)


def test_the_plan_wins_when_it_is_faster_than_what_was_measured() -> None:
    """A quiet night does not promise a quiet day: the planning number is the floor of consumption."""
    known = put(used("water_l", 300, [1, 1, 1]), "visitors", 64, minutes=0)
    shown = hours(known)
    assert shown is not None
    assert shown.high_h < 300


def test_only_the_last_three_intervals_count() -> None:
    """What was used long ago is not how fast it goes now."""
    recent = hours(used("water_l", 400, [500, 500, 20, 20, 20]))
    assert recent == hours(used("water_l", 400, [20, 20, 20]))


def test_a_rise_is_a_delivery_and_never_negative_consumption() -> None:
    """A delivery between two readings leaves the measured pace as it was."""
    known = used("water_l", 100, [40, 40])
    put(known, "water_l", 500, minutes=0)
    shown = hours(known)
    assert shown is not None
    assert shown.low_h < 500 / 40 < shown.high_h
    only_deliveries = used("water_l", 300, [-50, -50])
    assert hours(only_deliveries) is None


def test_a_correction_within_five_minutes_is_not_consumption() -> None:
    """420 typed as 4200 and mended two minutes later is not 3,780 litres drunk."""
    known = record({"visitors": 64}, minutes=0)
    put(known, "water_l", 4200, minutes=2)
    put(known, "water_l", 420, minutes=0)
    alone = put(record({"visitors": 64}, minutes=0), "water_l", 420, minutes=0)
    assert hours(known) == hours(alone)


def test_pending_values_count_for_nothing() -> None:
    """Neither an unconfirmed stock nor unconfirmed visitors move the forecast."""
    known = put(used("water_l", 300, [50, 50]), "visitors", 64, minutes=0)
    before = hours(known)
    known.fields["water_l"].pending = seen(3, 0, Tier.C)
    known.fields["visitors"].pending = seen(4000, 0, Tier.C)
    assert hours(known) == before


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"water_l": 300},
        {"visitors": 64},
        {"water_l": 300, "visitors": 0},
        {"water_l": "veel", "visitors": 64},
        {"water_l": True, "visitors": 64},
    ],
)
def test_without_a_stock_or_a_rate_there_is_no_forecast(values: dict[str, Scalar]) -> None:
    """Unknown visitors and nothing measured, or no stock: "geen betrouwbare prognose", never a guess."""
    assert hours(record(values)) is None


def test_nothing_left_is_zero_hours_even_when_nobody_counted_visitors() -> None:
    """Empty is empty: that needs no rate."""
    assert hours(record({"water_l": 0})) == Forecast(0, 0, Severity.CRITICAL)


def test_a_fit_that_scatters_too_much_is_not_shown_but_still_judged() -> None:
    """One gulp after two dry hours gives no forecast, yet a nearly empty tank stays critical."""
    known = used("water_l", 20, [0, 0, 300])
    view = look(known)
    assert view.supplies["water"] is None
    assert "supply_critical" in [reason.code for reason in view.reasons]


def test_a_value_older_than_three_intervals_gives_no_forecast() -> None:
    """In an inzet (T = 60 min) a stock of three hours ago is too old; so is one that leans on visitors so old."""
    fresh = record({"state": "open", "power": "net", "water_l": 2000, "visitors": 40, "bulletin": 1})
    assert look(put(fresh, "water_l", 2000, minutes=179)).supplies["water"] is not None
    assert look(put(fresh, "water_l", 2000, minutes=181)).supplies["water"] is None
    leaning = put(put(fresh, "water_l", 2000, minutes=1), "visitors", 40, minutes=181)
    assert look(leaning).supplies["water"] is None


def test_an_age_that_is_only_a_lower_bound_gives_no_forecast() -> None:
    """After a restart with an untrusted clock nobody knows how much was used since."""
    known = record({"water_l": 300, "visitors": 64}, minutes=0)
    restarted = Moment(NOW.wall + 600, 120, "other boot", sure=False)
    assert hours(known, now=restarted) is None


def test_an_estimated_amount_widens_the_range() -> None:
    """ "Ca 300 l" is known less well than 300 l."""
    exact, about = record({"visitors": 64}), record({"visitors": 64})
    put(exact, "water_l", 300)
    put(about, "water_l", 300, estimated=True)
    narrow, wide = hours(exact), hours(about)
    assert narrow is not None
    assert wide is not None
    assert wide.low_h < narrow.low_h < narrow.high_h < wide.high_h


def test_litres_of_diesel_burn_at_the_load_of_the_table_less_the_reserve() -> None:
    """34 l in 20 kVA at half load: 34 x 0.9 / 2.5 = 12.2 hours. The site's own generator goes before the plan's."""
    known = record({"power": "aggregaat", "fuel_l": 34, "generator_load_pct": 50}, minutes=0)
    shown = hours(known, "power")
    assert shown is not None
    assert shown.low_h == pytest.approx(12.24 / 1.1)
    known.site = replace(site(), generator_kva=50)
    larger = hours(known, "power")
    assert larger is not None
    assert larger.low_h == pytest.approx(34 * 0.9 / 6.2 / 1.1)


@given(litres=st.floats(1, 5000), load=st.floats(0, 110), age=minutes)
def test_a_load_that_nobody_told_is_known_less_well(litres: float, load: float, age: float) -> None:
    """Untold it is the planning number in a wider range; told, a heavier load never lasts longer."""
    plain = record({"power": "aggregaat", "fuel_l": litres}, minutes=age)
    told = put(record({"power": "aggregaat", "fuel_l": litres}, minutes=age), "generator_load_pct", load, minutes=age)
    half = put(record({"power": "aggregaat", "fuel_l": litres}, minutes=age), "generator_load_pct", 50, minutes=age)
    guessed, known, same = hours(plain, "power"), hours(told, "power"), hours(half, "power")
    assert guessed is not None
    assert known is not None
    assert same is not None
    assert guessed.low_h <= same.low_h <= same.high_h <= guessed.high_h + 1e-9
    assert (known.low_h <= same.low_h + 1e-9) if load >= 50 else (known.low_h >= same.low_h - 1e-9)


def test_a_load_that_waits_for_klopt_changes_nothing() -> None:
    """An unconfirmed load counts for nothing, as any unconfirmed value."""
    known = record({"power": "aggregaat", "fuel_l": 100}, minutes=0)
    before = hours(known, "power")
    known.fields["generator_load_pct"] = FieldRecord(pending=seen(100, 0, Tier.C))
    assert hours(known, "power") == before


@given(
    stock=st.floats(10, 20_000),
    more=st.floats(1, 20_000),
    visitors=st.integers(1, 5000),
    age=minutes,
    busier=st.floats(0, 3),
)
def test_the_rate_tells_what_more_of_a_stock_would_do(
    stock: float, more: float, visitors: int, age: float, busier: float
) -> None:
    """Hours of a larger stock are those of the smaller plus the difference over the rate, at both ends."""
    rules = replace(RULES, planning=replace(RULES.planning, busier=busier))
    found = []
    for litres in (stock, stock + more):
        known = record({"water_l": litres, "visitors": visitors}, minutes=age)
        found.append(estimate(Scene(known, Ages(NOW), rules), "water"))
    less, larger = found
    assert less is not None
    assert larger is not None
    assert 0 < less.least_per_h <= less.most_per_h
    if less.low_h > 0:
        assert larger.low_h == pytest.approx(less.low_h + more / less.most_per_h, rel=1e-6)
        assert larger.high_h == pytest.approx(less.high_h + more / less.least_per_h, rel=1e-6)


@given(litres=st.floats(20, 5000), more=st.floats(1, 5000))
def test_the_rate_of_diesel_counts_the_reserve(litres: float, more: float) -> None:
    """Of each litre brought a tenth stays reserve, so a litre buys less than the table alone says."""
    shown = [
        hours(record({"power": "aggregaat", "fuel_l": one}, minutes=0), "power") for one in (litres, litres + more)
    ]
    less, larger = shown
    assert less is not None
    assert larger is not None
    assert larger.low_h == pytest.approx(less.low_h + more / less.most_per_h)


def test_hours_told_for_a_generator_know_what_a_litre_does_and_those_of_a_battery_do_not() -> None:
    """By the table one litre in a 20 kVA machine at half load is 0.36 hours; a battery takes no diesel."""
    machine = hours(record({"power": "aggregaat", "fuel_hours": 6, "generator_load_pct": 50}, minutes=0), "power")
    battery = hours(record({"power": "accu", "fuel_hours": 6}, minutes=0), "power")
    assert machine is not None
    assert battery is not None
    assert machine.least_per_h < 2.5 / 0.9 < machine.most_per_h
    assert battery.most_per_h == 0


@given(stock=st.floats(1, 20_000), visitors=st.integers(1, 5000), busier=st.floats(0, 3))
def test_busier_people_lower_the_low_end_only(stock: float, visitors: int, busier: float) -> None:
    """That the day gets busier than it was makes the early end earlier; the late end stays."""
    known = record({"water_l": stock, "visitors": visitors}, minutes=0)
    rules = replace(RULES, planning=replace(RULES.planning, busier=busier))
    calm, busy = estimate(Scene(known, Ages(NOW), RULES), "water"), estimate(Scene(known, Ages(NOW), rules), "water")
    assert calm is not None
    assert busy is not None
    assert busy.low_h <= calm.low_h
    assert busy.high_h == pytest.approx(calm.high_h)


def test_the_newest_of_hours_and_litres_wins() -> None:
    """Hours told after the litres replace them, and the other way round."""
    known = record({"power": "aggregaat"}, minutes=0)
    put(put(known, "fuel_l", 1000, minutes=30), "fuel_hours", 6, minutes=0)
    shown = hours(known, "power")
    assert shown is not None
    assert shown.high_h < 7
    put(known, "fuel_l", 1000, minutes=-1)
    shown = hours(known, "power", now=later(2))
    assert shown is not None
    assert shown.low_h > 100


def test_a_battery_has_only_the_hours_it_was_said_to_have() -> None:
    """Litres say nothing about a battery; a percentage alone is no forecast."""
    known = record({"power": "accu", "fuel_l": 100, "battery_pct": 80}, minutes=0)
    assert hours(known, "power") is None
    put(known, "fuel_hours", 5, minutes=0)
    shown = hours(known, "power")
    assert shown is not None
    assert shown.low_h < 5 < shown.high_h


def test_staff_hours_run_down_with_the_clock() -> None:
    """Six hours until the next open shift, told two hours ago, is about four."""
    shown = hours(record({"staff_hours": 6}, minutes=120), "staff")
    assert shown is not None
    assert shown.low_h < 4 < shown.high_h


@pytest.mark.parametrize(("kva", "load", "litres"), [(20, 0.5, 2.5), (20, 0.625, 3.05), (25, 0.5, 3.1), (300, 1.0, 72)])
def test_the_generator_table_is_interpolated_and_extended(kva: float, load: float, litres: float) -> None:
    """Between rows and columns the use lies between; a larger machine burns in proportion."""
    assert litres_per_hour(PLANNING.generator_l_per_h, kva, load) == pytest.approx(litres)


@given(kva=st.floats(0, 500), more=st.floats(0, 100), load=st.floats(0, 2), heavier=st.floats(0, 1))
def test_a_larger_or_heavier_loaded_generator_never_burns_less(
    kva: float, more: float, load: float, heavier: float
) -> None:
    """Use rises with size and with load, and is never nothing."""
    table = PLANNING.generator_l_per_h
    burn = litres_per_hour(table, kva, load)
    assert burn > 0
    assert litres_per_hour(table, kva + more, load) >= burn - 1e-9
    assert litres_per_hour(table, kva, load + heavier) >= burn - 1e-9


@given(stock=stocks, extra=stocks, visitors=people, age=minutes)
def test_more_stock_never_gives_fewer_hours(stock: float, extra: float, visitors: int, age: float) -> None:
    """At the same rate more is never less."""
    less = hours(record({"water_l": stock, "visitors": visitors}, minutes=age))
    more = hours(record({"water_l": stock + extra, "visitors": visitors}, minutes=age))
    assume(less is not None and more is not None)
    assert less is not None
    assert more is not None
    assert more.low_h >= less.low_h - 1e-9
    assert more.high_h >= less.high_h - 1e-9


@given(stock=stocks, extra=stocks, steps=uses)
def test_more_stock_at_the_same_measured_pace_never_gives_fewer_hours(
    stock: float, extra: float, steps: list[float]
) -> None:
    """The same consumption from a larger stock lasts at least as long."""
    less, more = hours(used("water_l", stock, steps)), hours(used("water_l", stock + extra, steps))
    assume(less is not None and more is not None)
    assert less is not None
    assert more is not None
    assert more.low_h >= less.low_h * (1 - 1e-6) - 1e-6


@given(
    values=st.fixed_dictionaries(
        {},
        optional={
            "water_l": stocks,
            "food_portions": st.integers(0, 50_000),
            "visitors": people,
            "power": st.sampled_from(["net", "aggregaat", "accu", "geen"]),
            "fuel_hours": st.floats(0, 1000),
            "fuel_l": st.floats(0, 20_000),
            "staff_hours": st.floats(0, 240),
        },
    ),
    age=st.floats(0, 6000),
    steps=uses,
)
def test_every_range_is_ordered_finite_and_never_negative(
    values: dict[str, Scalar], age: float, steps: list[float]
) -> None:
    """0 ≤ low ≤ high < infinity, whatever was reported, and never a division by zero."""
    known = record(values, minutes=age)
    for index, step in enumerate(steps):
        put(known, "water_l", max(0.0, 900 - step), minutes=(len(steps) - index) * 7)
    for supply in SUPPLIES:
        left = estimate(Scene(known, Ages(NOW), RULES), supply)
        if left is not None:
            assert 0 <= left.low_h <= left.high_h < math.inf


@given(stock=stocks, visitors=people, age=minutes, older=minutes, steps=uses)
def test_an_older_observation_never_gives_a_narrower_or_a_better_range(
    stock: float, visitors: int, age: float, older: float, steps: list[float]
) -> None:
    """As time passes the low end only falls and the range only widens, also past the moment it should be empty."""
    known = put(used("water_l", stock, steps), "visitors", visitors, minutes=0)
    scene, after = (Scene(known, Ages(later(moment)), RULES) for moment in (age, age + older))
    first, second = estimate(scene, "water"), estimate(after, "water")
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert second.low_h <= first.low_h + 1e-9
        assert second.high_h - second.low_h >= (first.high_h - first.low_h) * (1 - 1e-9) - 1e-9


@given(stock=st.floats(1, 5000), steps=st.lists(st.floats(1, 300), min_size=1, max_size=5), factor=st.floats(0.1, 50))
def test_measured_hours_do_not_depend_on_the_unit(stock: float, steps: list[float], factor: float) -> None:
    """Litres or decilitres: the same hours."""
    one = hours(used("water_l", stock, steps))
    other = hours(used("water_l", stock * factor, [step * factor for step in steps]))
    assume(one is not None and other is not None)
    assert one is not None
    assert other is not None
    assert other.low_h == pytest.approx(one.low_h, rel=1e-6)
    assert other.high_h == pytest.approx(one.high_h, rel=1e-6)


@given(steps=uses, seed=st.integers(0, 2**32))
def test_the_order_in_which_facts_arrived_does_not_matter(steps: list[float], seed: int) -> None:
    """A late report of an earlier moment is put in its place; the forecast is of what happened, not of arrival."""
    known = used("water_l", 500, steps)
    before = hours(known)
    shuffled = list(known.fields["water_l"].history)
    Random(seed).shuffle(shuffled)
    known.fields["water_l"].history = tuple(shuffled)
    assert hours(known) == before


@given(hours_left=st.floats(0, 1000), age_h=st.floats(0, 1000), width=st.floats(0, 5))
def test_the_width_is_bounded(hours_left: float, age_h: float, width: float) -> None:
    """However little is known, the high end stays within four times the middle."""
    left = span(hours_left, Age(age_h * HOUR_S), width)
    assert left.high_h - left.low_h <= hours_left * (1 / (1 - WIDTH_MAX)) + 1e-9


def test_readings_across_a_doubtful_clock_are_no_interval() -> None:
    """Consumption is not measured between moments whose distance no clock can vouch for."""
    first, second = seen(500, 0), seen(400, 0)
    before = replace(first, at=Moment(NOW.wall - 3600, 50, "earlier boot", sure=False))
    assert pace([second, before]) is None
    trusted = replace(first, at=Moment(NOW.wall - 3600, 50, "earlier boot"))
    measured = pace([second, trusted])
    assert measured is not None
    assert measured.rate == pytest.approx(100)


def test_no_history_is_no_pace() -> None:
    """One reading tells how much there is, not how fast it goes."""
    assert pace([]) is None
    assert pace([seen(500)]) is None
