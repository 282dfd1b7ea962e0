"""Proposals never rob a giver, never guess an amount, and put first what delays the first end most."""

from dataclasses import replace
from itertools import pairwise
from math import inf

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.ahead import breaks, in_service, trusted
from nsp_console.domain.deliveries import ALIKE_H, STEP, How, Proposal, gained, needed, proposals, to_spare, with_more
from nsp_console.domain.distance import distance_km
from nsp_console.domain.limits import Sharing, SupplyLimits
from nsp_console.domain.moments import Ageing
from nsp_console.domain.supplies import SUPPLIES
from nsp_console.domain.views import Forecast, SiteView
from support.drawn import cell, point
from support.supply_views import forecasts, some_points

LIMITS = SupplyLimits()
supplies = st.sampled_from(SUPPLIES)
amounts = st.floats(0, 5000)


def all_of(found: tuple[Proposal, ...]) -> list[Proposal]:
    """The proposals and their alternatives."""
    return [one for best in found for one in (best, *best.alternatives)]


@given(left=forecasts(), supply=supplies, amount=amounts, more=amounts)
def test_more_never_gains_less(left: Forecast, supply: str, amount: float, more: float) -> None:
    """A larger delivery gains at least as much at both ends, and the range stays a range."""
    small, large = gained(left, supply, amount), gained(left, supply, amount + more)
    assert 0 <= small[0] <= small[1]
    assert small[0] <= large[0]
    assert small[1] <= large[1]
    after = with_more(left, supply, amount, LIMITS)
    assert left.low_h <= after.low_h <= after.high_h


@given(left=forecasts(), supply=supplies, target=st.floats(0, 72))
def test_what_is_needed_reaches_the_target_and_is_no_step_too_much(left: Forecast, supply: str, target: float) -> None:
    """The amount makes the low end reach the target in whole steps; where no rate is known no amount is made up."""
    amount = needed(left, supply, target)
    if supply != "staff" and left.most_per_h == 0:
        assert amount == 0
        return
    after = with_more(left, supply, amount, LIMITS)
    assert after.low_h >= target - 1e-6
    step = STEP[supply]
    if amount > 0:  # one step less would not do
        assert with_more(left, supply, amount - step, LIMITS).low_h < target + 1e-6


@given(views=some_points())
def test_a_giver_keeps_enough_whatever_is_proposed(views: list[SiteView]) -> None:
    """When all proposals are carried out every giver still lasts its hours, and never gives more than it has."""
    views = in_service(views)
    found = proposals(views, LIMITS)
    given_away: dict[tuple[str, str], float] = {}
    by_code = {view.site.code: view for view in views}
    for one in found:
        if one.how is How.SHARE:
            key = one.giver, one.supply
            given_away[key] = given_away.get(key, 0.0) + one.amount
    for (giver, supply), amount in given_away.items():
        left = by_code[giver].supplies[supply]
        assert left is not None
        kept = with_more(left, supply, -amount, LIMITS)
        assert kept.low_h >= LIMITS.sharing.keep_h - 1e-6
        assert amount <= left.low_h * left.most_per_h + 1e-6
        assert trusted(by_code[giver])


@given(views=some_points())
def test_sharing_is_between_two_points_near_each_other(views: list[SiteView]) -> None:
    """Nobody gives to itself, and nobody beyond reach is asked."""
    views = in_service(views)
    sites = {view.site.code: view.site for view in views}
    for one in all_of(proposals(views, LIMITS)):
        if one.how is How.SHARE:
            assert one.giver != one.site
            assert one.km == pytest.approx(distance_km(sites[one.giver], sites[one.site]))
            assert one.km <= LIMITS.sharing.reach_km
        else:
            assert not one.giver


@given(views=some_points())
def test_the_first_proposal_delays_the_first_end_most(views: list[SiteView]) -> None:
    """No other way to help what ends first delays it half an hour more, and helping anything else does not at all."""
    views = in_service(views)
    found = proposals(views, LIMITS)
    ordered = breaks(views)
    if not found:
        assert all(one.left.low_h >= LIMITS.attention_h for one in ordered)
        return
    best = found[0]
    assert best.first_h == ordered[0].left.low_h
    assert best.before.low_h == ordered[0].left.low_h
    assert all(best.delay_h > other.delay_h - ALIKE_H for other in best.alternatives)
    others = [one.left.low_h for one in ordered if (one.site, one.supply) != (best.site, best.supply)]
    assert best.then_h <= min(others, default=inf) + 1e-9


@given(views=some_points())
def test_nothing_proposed_makes_the_first_end_come_sooner(views: list[SiteView]) -> None:
    """Carried out one after another the first end only moves away."""
    found = proposals(in_service(views), LIMITS)
    assert all(one.then_h >= one.first_h for one in all_of(found))
    assert all(later.first_h >= one.first_h for one, later in pairwise(found))


@given(views=some_points())
def test_what_has_no_forecast_takes_no_part(views: list[SiteView]) -> None:
    """Neither asker nor giver is a supply nobody can foretell."""
    views = in_service(views)
    known = {(one.site, one.supply) for one in breaks(views)}
    for one in all_of(proposals(views, LIMITS)):
        assert (one.site, one.supply) in known
        assert one.how is How.REQUEST or (one.giver, one.supply) in known


@given(views=some_points())
def test_a_supply_is_helped_once(views: list[SiteView]) -> None:
    """One line per supply; other ways are its alternatives."""
    found = proposals(in_service(views), LIMITS)
    helped = [(one.site, one.supply) for one in found]
    assert len(helped) == len(set(helped))


def rich(ageing: Ageing = Ageing.FRESH, pending: bool = False) -> SiteView:
    """A point with water for forty hours, 400 litres at ten an hour."""
    made = point("L-DEV-02", "Voorstad")
    water = cell("water_l", 400, ageing=ageing, pending=pending, counted=400)
    left = Forecast(40, 50, least_per_h=8, most_per_h=10)
    return replace(made, cells={**made.cells, "water_l": water}, supplies={**made.supplies, "water": left})


def test_an_old_or_unconfirmed_stock_is_nobodys_to_give() -> None:
    """Only what was told lately and counts can be shared: 16 hours to spare at ten an hour is 150 l in whole steps."""
    left = rich().supplies["water"]
    assert to_spare(rich(), left, "water", LIMITS) == 150
    assert to_spare(rich(Ageing.HATCHED), left, "water", LIMITS) == 0
    assert to_spare(rich(pending=True), left, "water", LIMITS) == 0
    assert to_spare(replace(rich(), heard_ageing=Ageing.LOST), left, "water", LIMITS) == 0
    assert to_spare(rich(), None, "water", LIMITS) == 0
    assert to_spare(rich(), left, "staff", LIMITS) == 0


def test_how_much_to_keep_and_how_far_is_configured() -> None:
    """A region that keeps 36 hours shares less, and one that drives less far does not share at all."""
    thirsty = point("L-DEV-01", "Binnenstad")
    thirsty = replace(thirsty, supplies={**thirsty.supplies, "water": Forecast(2, 3, least_per_h=8, most_per_h=10)})
    near = (thirsty, rich())
    shared = [one for one in all_of(proposals(near, LIMITS)) if one.how is How.SHARE]
    assert [one.amount for one in shared] == [150]
    strict = replace(LIMITS, sharing=Sharing(keep_h=30))
    assert [one.amount for one in all_of(proposals(near, strict)) if one.how is How.SHARE] == [100]
    homely = replace(LIMITS, sharing=Sharing(reach_km=0.001))
    assert all(one.how is How.REQUEST for one in all_of(proposals(near, homely)))


def test_an_unknown_rate_gives_a_question_and_no_amount() -> None:
    """Hours told without a rate: the program asks how much, it does not guess."""
    poor = point("L-DEV-01", "Binnenstad", hours=(None, (2, 3), None, None))
    (only,) = proposals([poor], LIMITS)
    assert (only.how, only.amount) == (How.REQUEST, 0)
    assert only.after == replace(only.before, severity=only.after.severity)


def test_an_open_shift_is_filled_in_whole_shifts() -> None:
    """One hour of crew left and 24 wanted: two shifts of twelve hours."""
    short = point("L-DEV-01", "Binnenstad", hours=(None, None, None, (1, 1)))
    (only,) = proposals([short], LIMITS)
    assert only.amount == 2
    assert only.after.low_h == 25


def thirsty(number: int, low_h: float, name: str) -> SiteView:
    """A point that uses ten litres an hour at most, with water for so long."""
    made = point(f"L-DEV-{number:02d}", name, hours=(None, None, None, None))
    return replace(made, supplies={"water": Forecast(low_h, low_h + 1, least_per_h=8, most_per_h=10)})


def test_one_giver_is_not_given_away_twice() -> None:
    """Two thirsty neighbours and one with 150 l to spare: together they are promised no more than that."""
    found = proposals([thirsty(1, 1, "Een"), thirsty(3, 2, "Drie"), rich()], LIMITS)
    shared = [one.amount for one in found if one.how is How.SHARE]
    assert shared == [150]
    assert sum(one.how is How.REQUEST for one in found) == 1


@given(first=st.floats(0, 3), second=st.floats(3.5, 11))
def test_what_delays_most_goes_first_and_the_neighbour_when_it_does_as_much(first: float, second: float) -> None:
    """A neighbour's 15 hours do as much as a full delivery while another supply ends before that; else they do not."""
    early = [thirsty(1, first, "Een"), thirsty(3, second, "Drie"), rich()]
    best = proposals(early, LIMITS)[0]
    assert best.how is How.SHARE
    assert best.then_h == second
    alone = [thirsty(1, first, "Een"), replace(rich(), supplies={"water": rich().supplies["water"]})]
    best, *_ = proposals(alone, LIMITS)
    assert best.how is How.REQUEST
    assert [other.how for other in best.alternatives] == [How.SHARE]
    assert best.delay_h > best.alternatives[0].delay_h
