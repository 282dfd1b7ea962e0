"""Stories that hypothesis makes up, and makes shorter when one of them ends badly."""

from hypothesis import HealthCheck, given, settings, strategies as st

from nsp_console.domain.facts import Content, Purpose
from support.link_checks import HALF_A_DAY_S, PAIRS, check_air, check_everything_arrived, trio
from support.link_rig import Rig, check_contract, idle

CODES = st.sampled_from(("C-01", "C-02", "L-11"))
ACTS = st.one_of(
    st.tuples(st.just("send"), st.sampled_from(PAIRS)),
    st.tuples(st.just("die"), CODES),
    st.tuples(st.just("off"), CODES),
    st.tuples(st.just("on"), CODES),
    st.tuples(st.just("part"), st.sampled_from(PAIRS[:3])),
    st.tuples(st.just("join"), st.sampled_from(PAIRS[:3])),
    st.tuples(st.just("wait"), st.sampled_from((1.0, 15.0, 120.0, 4000.0))),
    st.tuples(st.just("loss"), st.sampled_from((0.0, 0.3, 0.6, 1.0))),
)


def do(rig: Rig, act: str, what: object) -> None:
    """One step of a story."""
    match act, what:
        case "send", (str(sender), str(to)) if rig.consoles[sender].on:
            content, purpose = (Content.TEXT, Purpose.MESSAGE) if to else (Content.ORDER, Purpose.ORDER)
            rig.consoles[sender].send(to, f"{sender}:{len(rig.consoles[sender].journal)}", content, purpose)
        case "die", str(code) if rig.consoles[code].on:
            rig.consoles[code].start()
        case "off", str(code):
            rig.consoles[code].on = False
        case "on", str(code) if not rig.consoles[code].on:
            rig.consoles[code].start()
        case "part", (str(one), str(other)):
            rig.cut.add(frozenset({one, other}))
        case "join", (str(one), str(other)):
            rig.cut.discard(frozenset({one, other}))
        case "wait", float(seconds):
            rig.run(seconds)
        case "loss", float(loss):
            rig.loss = loss


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1000), st.lists(ACTS, max_size=25))
def test_no_story_loses_or_repeats_a_message(seed: int, story: list[tuple[str, object]]) -> None:
    """Deaths, absences, partitions and silence in any order: once half of the frames pass again, all arrives once."""
    rig = trio(seed=seed, double=0.1, late=0.1)
    for act, what in story:
        do(rig, act, what)
    rig.cut.clear()
    rig.loss = 0.5
    for code in rig.consoles:
        do(rig, "on", code)
    rig.run_until(lambda: idle(rig), HALF_A_DAY_S)
    check_contract(rig)
    check_everything_arrived(rig)
    check_air(rig)
