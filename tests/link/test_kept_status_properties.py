"""Points without a console: versions only go forward, two writers settle, a restart changes nothing."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings, strategies as st

from nsp_console.domain.facts import StatusHeard, StatusKept
from nsp_console.domain.values import Tier
from nsp_console.link.heard_status import Mark
from nsp_console.link.sending_rule import GAP_S, OwnReport
from support.kept_rig import POINT, Keeper, heard
from support.plane_rig import HOME, OTHER, moment

STATES = st.sampled_from(["open", "beperkt", "vol", "gesloten"])
REPORTS = st.builds(
    lambda state, water, age, tier: OwnReport({"state": state, "water_l": water}, (), age, tier),
    STATES,
    st.integers(0, 3000),
    st.floats(0, 900),
    st.sampled_from(list(Tier)),
)
HEARD = st.tuples(st.integers(1, 65_535), STATES, st.booleans())
STEPS = st.lists(
    st.tuples(st.floats(0.5, 1500), st.one_of(REPORTS, HEARD, st.just("restart"))), min_size=1, max_size=25
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_every_version_of_ours_wins_when_it_is_given(steps: list[tuple[float, object]]) -> None:
    """Each version is news to everybody who has all that stands here, and no two come within the gap."""
    keeper, at = Keeper(), 0.0
    for wait_s, step in steps:
        at += wait_s
        if isinstance(step, OwnReport):
            keeper.say(at, step)
        elif isinstance(step, tuple):
            version, state, kept = step
            keeper.hear(at, heard(version, {"state": state}, kept=kept))
        else:
            keeper.start()
        keeper.looks(at, at)
    mark: Mark | None = None
    for entry in keeper.journal:
        fact = entry.fact
        assert isinstance(fact, StatusHeard | StatusKept)
        assert mark is None or mark.passed_by(fact.epoch, fact.version)
        mark = Mark(fact.epoch, fact.version)
    times = [entry.at.elapsed for entry in keeper.journal if entry.fact in keeper.issued()]
    assert all(later - earlier >= GAP_S - 1e-6 for earlier, later in pairwise(times))


@settings(max_examples=40, deadline=None)
@given(STEPS, st.floats(0.5, 1500), REPORTS)
def test_a_restart_changes_nothing(steps: list[tuple[float, object]], wait_s: float, last: OwnReport) -> None:
    """Whoever reads the journal back gives the same next version at the same time as who never stopped."""
    keeper, at = Keeper(), 0.0
    for gap_s, step in steps:
        at += gap_s
        if isinstance(step, OwnReport):
            keeper.say(at, step)
        elif isinstance(step, tuple):
            keeper.hear(at, heard(step[0], {"state": step[1]}, kept=step[2]))
    again = Keeper(journal=list(keeper.journal), values=dict(keeper.values))
    for one in (keeper, again):
        one.values[POINT] = at + wait_s, last
        one.plane.wake()
    assert keeper.plane.due(moment(at + wait_s)) == again.plane.due(moment(at + wait_s))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), REPORTS), min_size=1, max_size=8))
def test_two_writers_settle_on_one_state(reports: list[tuple[bool, OwnReport]]) -> None:
    """Two C's that both believe to be the writer, apart for hours, agree soon after they hear each other again."""
    one, other = Keeper(HOME), Keeper(OTHER, seed=2)
    at = 0.0
    for first, report in reports:
        at += 100.0
        (one if first else other).say(at, replace(report, observed_s=0.0))
    at = _told_to_each_other(one, other, at, 6)
    count = len(one.issued()) + len(other.issued())
    assert count <= len(reports) + 4
    assert one.mark() == other.mark()
    states = {keeper.values[POINT][1].values["state"] for keeper in (one, other)}
    assert states == {reports[-1][1].values["state"]}
    _told_to_each_other(one, other, at, 40)
    assert len(one.issued()) + len(other.issued()) == count


def _told_to_each_other(one: Keeper, other: Keeper, at: float, rounds: int) -> float:
    """Both hear, over and over, what the other has; returns when it was over."""
    for _ in range(rounds):
        for here, there in ((one, other), (other, one)):
            at += GAP_S + 1
            told = here.told(at)
            if told is not None:
                there.hear(at, told)
            there.look(at)
    return at
