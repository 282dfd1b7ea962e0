"""Deciding on a target: what is met, by how much a miss is told, and that rounding never hides one."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from nsp_console.sim.region.plan import RegionPlan
from nsp_console.sim.results.cases import cases
from nsp_console.sim.results.figures import Run, Summary, crossing, number, reach, summarise
from nsp_console.sim.results.shown import Unit, shown, shown_gap, shown_range
from nsp_console.sim.results.targets import REQUIRED, TARGETS, Direction, Target, met, verdict
from support.fake_region import figures_of, without_reach

LIMITS = st.floats(0, 5000)
TARGET = st.builds(
    Target,
    key=st.just("x"),
    condition=st.just("loss_0"),
    direction=st.sampled_from(Direction),
    target=LIMITS,
    unit=st.sampled_from(Unit),
    text=st.just("x"),
)


def one(mean: float) -> Summary:
    """A summary of a single seed."""
    return Summary(mean, mean, mean, 1)


@given(target=TARGET, mean=LIMITS)
def test_a_verdict_is_decided_by_the_side_of_the_limit(target: Target, mean: float) -> None:
    """On the good side or on the limit is met; the other side is a miss with a figure that is not nothing."""
    good = mean <= target.target if target.direction is Direction.AT_MOST else mean >= target.target
    told = verdict(target, one(mean))
    assert met(target, mean) is good
    assert (told == "met") is good
    if not good:
        gap = re.search(r"missed by (?:less than )?([\d.]+)", told)
        assert gap is not None
        assert float(gap.group(1)) > 0


@given(target=TARGET)
def test_never_and_not_run_are_no_success(target: Target) -> None:
    """A figure that never came misses in either direction; one that was not measured is said to be so."""
    assert "missed" in verdict(target, one(math.inf))
    assert verdict(target, None) == "not run"
    assert verdict(target, one(target.target)) == "met"


@given(gap=st.floats(1e-4, 1000), unit=st.sampled_from(Unit))
def test_a_gap_is_told_about_right(gap: float, unit: Unit) -> None:
    """The figure in a miss is the gap, within the rounding of its own decimals."""
    text = shown_gap(gap, unit).split(" ")[0]
    decimals = len(text.partition(".")[2])
    assert abs(float(text) - gap * unit.value[1]) <= 0.51 * 10.0**-decimals


@given(share=st.floats(0, 1))
def test_a_share_below_all_never_reads_as_all(share: float) -> None:
    """99.999 % of the samples is not shown as 100 %, and nothing is shown above what it is."""
    told = float(shown(share, Unit.SHARE).removesuffix(" %"))
    assert told <= share * 100 + 1e-6
    assert (told == 100) is (share > 1 - 1e-8)


@given(values=st.lists(st.floats(0, 1000), min_size=1, max_size=5))
def test_a_summary_is_the_mean_within_its_range(values: list[float]) -> None:
    """The mean lies between the lowest and the highest seed, and all seeds are counted."""
    runs = [Run(RegionPlan(seed=seed), {"update_p95_s": value}) for seed, value in enumerate(values)]
    found = summarise(runs, "update_p95_s")
    assert found is not None
    assert found.low - 1e-6 <= found.mean <= found.high + 1e-6
    assert (found.low, found.high, found.runs) == (min(values), max(values), len(values))
    assert shown_range(found.mean, found.low, found.high, Unit.SECONDS)


def test_null_seconds_are_never_and_a_missing_key_is_nothing() -> None:
    """One seed in which a figure never came makes the mean never; a key nobody told makes no figure at all."""
    runs = [Run(RegionPlan(), {"update_p95_s": value}) for value in (12.0, None)]
    found = summarise(runs, "update_p95_s")
    assert found is not None
    assert math.isinf(found.mean)
    assert shown_range(found.mean, found.low, found.high, Unit.SECONDS) == "never (12.0–never)"
    assert summarise(runs, "share_60s") is None
    assert summarise([Run(RegionPlan(), {"messages_sent": 0, "messages_delivered": 0})], "messages_share") is None


def test_every_target_is_measured_by_some_run() -> None:
    """Each row's case is in the table of runs, with five seeds in full, and the simulator's keys give its figure."""
    table = cases()
    for target in TARGETS:
        case = table[target.condition]
        assert len(case.seeds) == 5
        assert number(Run(case.plan, figures_of(case.tasks("nsp")[0])), target.key) is not None
    assert set(REQUIRED) <= set(table)
    assert all(row.condition == key for key, rows in REQUIRED.items() for row in rows)


def test_every_run_has_a_name_of_its_own() -> None:
    """Two runs share a name only when they are the same run, and a quick table has one seed of everything."""
    for quick in (False, True):
        tasks = [task for case in cases(quick).values() for kind in case.kinds for task in case.tasks(kind)]
        assert len({task.name for task in tasks}) == len(set(tasks))
    assert {case.seeds for case in cases(quick=True).values()} == {(1,)}
    assert all(task.plan.hours < 1 for case in cases(quick=True).values() for task in case.tasks())


@given(
    points=st.lists(st.tuples(st.floats(1, 600), st.floats(0, 1)), min_size=1, max_size=12, unique_by=lambda p: p[0]),
    seeds=st.integers(1, 4),
)
def test_a_latency_line_never_falls(points: list[tuple[float, float]], seeds: int) -> None:
    """However a simulator tells its distribution, the drawn line rises and stays within 0 … 1."""
    runs = [Run(RegionPlan(seed=seed), {"reach": [list(point) for point in points[seed - 1 :]]}) for seed in (1, seeds)]
    drawn, _ = reach(runs)
    shares = [share for _, share in drawn]
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(shares))
    assert all(0 <= share <= 1 + 1e-9 for share in shares)


def test_without_a_distribution_five_points_are_drawn_and_said_to_be() -> None:
    """A simulator that tells no `reach` gives a line through p50, p95 and the three shares."""
    task = cases()["loss_0"].tasks("nsp")[0]
    points, rough = reach([Run(task.plan, without_reach(task))])
    assert rough
    assert len(points) == 5
    assert (points[0][1], points[-1][0]) == (0.5, 300.0)
    assert not reach([Run(task.plan, figures_of(task))])[1]


@pytest.mark.parametrize(("level", "where"), [(25, 3000.0), (10, 1000.0), (35, None), (5, None)])
def test_the_load_at_a_level_lies_between_the_rows(level: float, where: float | None) -> None:
    """The crossing of 25 % is read off a straight line between two loads, and is nothing outside them."""
    points = [(1000.0, 10.0), (2000.0, 20.0), (4000.0, 30.0)]
    assert crossing(points, level) == where
