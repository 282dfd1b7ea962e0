"""When a console issues its own state: changes at once, drift from the forecast, heartbeat, roll call."""

from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.domain.facts import Why
from nsp_console.domain.fields import SiteState
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Scalar
from nsp_console.link.sending_rule import HEARTBEAT_S, OwnReport
from nsp_console.wire.frames.scales import FOOD, VISITORS, WATER
from support.plane_rig import LOCAL, Console, moment

HEARTBEAT_EARLIEST_S, HEARTBEAT_LATEST_S = 0.9 * HEARTBEAT_S, 1.1 * HEARTBEAT_S
HOUR_S = 3600.0
GAP_S = 20.0  # of the design
SEEDS = st.integers(0, 10_000)


def report(water_l: float = 400, visitors: int = 20, state: str = "open", *needs: str) -> OwnReport:
    values: dict[str, Scalar] = {"state": state, "water_l": water_l, "visitors": visitors}
    return OwnReport(values, tuple(Need(key, 1.0, "l") for key in needs))


def local(seed: int = 1) -> Console:
    console = Console(LOCAL, seed)
    console.enter(0.0, report())
    return console


@settings(max_examples=12, deadline=None)
@given(SEEDS, st.floats(5, 5000), st.integers(0, 500))
def test_unchanged_state_waits_for_its_heartbeat(seed: int, water_l: float, visitors: int) -> None:
    """A state that stays as it was is issued again only after 27 to 33 minutes, as a heartbeat."""
    console = Console(LOCAL, seed)
    console.enter(0.0, report(water_l, visitors))
    console.looks(0.0, 3 * HOUR_S, 10.0)
    issued = console.issued()
    assert issued[0][1].why is Why.CHANGE
    assert {fact.why for _, fact in issued[1:]} == {Why.HEARTBEAT}
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(issued)]
    assert all(HEARTBEAT_EARLIEST_S <= gap <= HEARTBEAT_LATEST_S + 10 for gap in gaps)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.floats(300, 5000), st.floats(0.02, 0.3))
def test_supply_on_its_forecast_is_no_news(seed: int, start_l: float, used: float) -> None:
    """Water that goes down along the line through what was issued is not sent before the heartbeat."""
    console = Console(LOCAL, seed)
    console.enter(0.0, report(start_l))
    console.look(0.0)
    console.enter(
        1200.0, report(start_l * (1 - used), 20, "beperkt")
    )  # a second point, 20 minutes on: what was said of the rate
    console.look(1200.0)
    first, second = (WATER.decode(WATER.encode(fact.values["water_l"])) for _, fact in console.issued())  # type: ignore[arg-type]
    assert first is not None
    assert second is not None
    for minute in range(1, 26):
        at = 1200.0 + minute * 60
        on_line = second + (second - first) * minute / 20
        console.enter(at, report(on_line, 20, "beperkt"))
        console.look(at)
    assert len(console.issued()) == 2


def test_supply_that_falls_steadily_is_foreseen() -> None:
    """After two reports of water going down, the same rate goes on without a word until the heartbeat."""
    console = Console(LOCAL)
    level = sorted(WATER.levels)[40:]
    console.enter(0.0, report(level[6]))
    console.look(0.0)
    console.enter(900.0, report(level[4]))
    console.look(900.0)  # two steps below a constant forecast
    assert [fact.why for _, fact in console.issued()] == [Why.CHANGE, Why.DRIFT]
    slope = (level[4] - level[6]) / 900
    for minute in range(16, 40):
        console.enter(minute * 60.0, report(level[4] + slope * (minute * 60 - 900)))
        console.look(minute * 60.0)
    assert len(console.issued()) == 2
    console.enter(2400.0, report(level[4]))  # it stopped going down: that is the news
    console.look(2400.0)
    assert console.issued()[-1][1].why is Why.DRIFT


@pytest.mark.parametrize(("key", "scale"), [("water_l", WATER), ("food_portions", FOOD), ("visitors", VISITORS)])
def test_two_steps_off_is_news_and_one_is_not(key: str, scale: object) -> None:
    """An amount two quantisation steps from its forecast is sent at once, one step is not."""
    levels = sorted(scale.levels)  # type: ignore[attr-defined]
    values: dict[str, Scalar] = {"state": "open", key: int(levels[20])}
    console = Console(LOCAL)
    console.enter(0.0, OwnReport(values))
    console.look(0.0)
    console.enter(60.0, OwnReport(values | {key: int(levels[21])}))
    console.look(60.0)
    assert len(console.issued()) == 1
    console.enter(90.0, OwnReport(values | {key: int(levels[18])}))
    console.look(90.0)
    assert [fact.why for _, fact in console.issued()] == [Why.CHANGE, Why.DRIFT]


WORDS = st.sampled_from([*SiteState])
CHANGES = st.lists(st.tuples(st.integers(1, 90), WORDS, st.booleans()), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None)
@given(SEEDS, CHANGES)
def test_change_of_a_word_or_need_is_out_within_the_gap(seed: int, changes: list[tuple[int, str, bool]]) -> None:
    """Every other word or need is issued within 20 seconds unless it changed again, and never two within 20 seconds."""
    console = local(seed)
    console.look(0.0)
    plan: dict[int, OwnReport] = {}
    at = 0
    for wait, word, asks in changes:
        at += wait
        plan[at] = report(400, 20, word, *(["diesel"] if asks else []))
    changed_at, said = 0, console.issued()[-1][1]
    for second in range(1, at + int(GAP_S) + 2):
        if second in plan:
            console.enter(float(second), plan[second])
            changed_at = second
        console.look(float(second))
        said = console.issued()[-1][1]
        assert console.own is not None
        if (said.values["state"], said.needs) != (console.own.values["state"], console.own.needs):
            assert second - changed_at < GAP_S
    times = [at for at, _ in console.issued()]
    assert all(later - earlier >= GAP_S for earlier, later in pairwise(times))


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_roll_call_is_answered_once_and_not_by_all_together(seed: int) -> None:
    """A roll call brings one state within half a minute, at a moment of chance."""
    console = local(seed)
    console.look(0.0)
    console.status.ask(moment(100.0))
    console.status.ask(moment(101.0))
    console.looks(100.0, 200.0)
    assert [fact.why for _, fact in console.issued()] == [Why.CHANGE, Why.ROLL_CALL]
    assert 100.0 <= console.issued()[1][0] <= 131.0


def test_moments_of_a_roll_call_are_spread() -> None:
    """Fifty consoles that are asked together answer over more than twenty seconds."""
    times = []
    for seed in range(50):
        console = local(seed)
        console.look(0.0)
        console.status.ask(moment(100.0))
        console.looks(100.0, 140.0)
        times.append(console.issued()[1][0])
    assert max(times) - min(times) > 20


def test_nothing_known_says_nothing() -> None:
    """A console that knows nothing of its own site sends no state of it."""
    console = Console(LOCAL)
    assert console.looks(0.0, 2 * HEARTBEAT_S, 60.0) == []
    assert console.status.next_timer() == float("inf")


def test_screen_is_told_what_goes_along_and_when() -> None:
    """What was entered but not worth a packet of its own shows as waiting for the heartbeat, and then no more."""
    console = local()
    console.look(0.0)
    assert not console.status.view(moment(10.0)).changed
    console.enter(60.0, report(400, 21))  # one person more: one step
    console.look(60.0)
    view = console.status.view(moment(60.0))
    assert view.changed
    assert view.next_s is not None
    assert HEARTBEAT_EARLIEST_S - 60 <= view.next_s <= HEARTBEAT_LATEST_S
    console.looks(60.0, HEARTBEAT_LATEST_S + 60, 10.0)
    view = console.status.view(moment(HEARTBEAT_LATEST_S + 60))
    assert (view.version, view.why, view.changed) == (2, Why.HEARTBEAT, False)
