"""Looking ahead: time only takes away, what ends first comes first, and what is not known stays out."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.ahead import breaks, in_service, later, severity_at, stepped, unforeseen
from nsp_console.domain.limits import SupplyLimits
from nsp_console.domain.supplies import SUPPLIES
from nsp_console.domain.views import Forecast, Severity
from support.drawn import cell, point
from support.supply_views import forecasts, some_points

LIMITS = SupplyLimits()
hours = st.floats(0, 100)


@given(left=forecasts(), first=hours, second=hours)
def test_stepping_twice_is_stepping_once_as_far(left: Forecast, first: float, second: float) -> None:
    """+6 and then +18 shows what +24 shows; ranges never turn round and never fall below nothing."""
    twice = later(later(left, first, LIMITS), second, LIMITS)
    once = later(left, first + second, LIMITS)
    assert twice.low_h == pytest.approx(once.low_h, abs=1e-6)
    assert twice.high_h == pytest.approx(once.high_h, abs=1e-6)
    assert 0 <= once.low_h <= once.high_h


@given(left=forecasts(), first=hours, more=hours)
def test_later_is_never_better(left: Forecast, first: float, more: float) -> None:
    """Further ahead no supply has more hours or a milder judgement."""
    order = (Severity.CRITICAL, Severity.ATTENTION, Severity.GOOD)
    near, far = later(left, first, LIMITS), later(left, first + more, LIMITS)
    assert far.low_h <= near.low_h
    assert far.high_h <= near.high_h
    assert order.index(far.severity) <= order.index(near.severity)


@given(views=some_points(), ahead=hours)
def test_what_ends_first_does_not_depend_on_where_one_stands(views: list, ahead: float) -> None:  # type: ignore[type-arg]
    """The order of ends is that of now: stepping changes what is left, not what goes first."""
    now = breaks(views)
    assert [one.left.low_h for one in now] == sorted(one.left.low_h for one in now)
    then = {(one.site, one.supply): one.left.low_h for one in breaks([stepped(view, ahead, LIMITS) for view in views])}
    kept = [then[one.site, one.supply] for one in now]
    assert kept == sorted(kept)


@given(views=some_points())
def test_every_supply_is_either_ordered_or_named(views: list) -> None:  # type: ignore[type-arg]
    """Nothing falls between: a supply of a point in service has a place in the order or is named as not foreseen."""
    views = in_service(views)
    ordered = {(one.site, one.supply) for one in breaks(views)}
    named = {(view.site.code, supply) for view in views for supply in unforeseen(view)}
    assert not ordered & named
    assert ordered | named == {(view.site.code, supply) for view in views for supply in SUPPLIES}


def test_power_from_the_grid_has_no_end_to_tell() -> None:
    """On the grid no power forecast is missing; without any word about it, it is."""
    bare = point("L-DEV-01", "Binnenstad", hours=(None, (3, 4), (3, 4), (3, 4)))
    assert unforeseen(bare) == ("power",)
    on_grid = replace(bare, cells={**bare.cells, "power": cell("power", "net")})
    assert unforeseen(on_grid) == ()
    said = replace(bare, cells={**bare.cells, "power": cell("power", "net", pending=True, counted="aggregaat")})
    assert unforeseen(said) == ("power",)


def test_points_of_others_and_shut_ones_are_not_looked_at() -> None:
    """Only our own points in service take part."""
    own = point("L-DEV-01", "Binnenstad")
    shut = point("L-DEV-02", "Voorstad", Severity.OUT_OF_SERVICE)
    other = point("L-DEV-03", "Borgele", own=False)
    assert in_service([own, shut, other]) == [own]


@given(low=hours)
def test_the_limits_are_those_of_the_region(low: float) -> None:
    """Stepped hours are judged by the configured limits, not by numbers of the screen."""
    limits = replace(LIMITS, critical_h=10, attention_h=20)
    wanted = Severity.CRITICAL if low < 10 else Severity.ATTENTION if low < 20 else Severity.GOOD
    assert severity_at(low, limits) is wanted
