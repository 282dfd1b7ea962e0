"""The paraatheidsdossier: what a note says over time, what a dossier adds up to, and what it does to readiness."""

from dataclasses import replace

from hypothesis import given, strategies as st

from nsp_console.domain.dossier import (
    DAY_S,
    FAILS,
    HOLDS,
    Completeness,
    Dossiers,
    ItemState,
    completeness,
    in_state,
    state_of,
)
from nsp_console.domain.facts import DossierNoted, Entry
from nsp_console.domain.records import SiteRecord
from nsp_console.domain.sites import SiteKind, SiteStatus
from nsp_console.domain.values import Scalar
from nsp_console.domain.views import Readiness
from support.dossiers import ITEMS, PLAN, POWER, SIGN, book, drawn, judged, noted, promised, rules_with
from support.records import NOW, fine, look, put, record, site

DAYS = st.floats(-1000, 1000)
NOTES = st.lists(
    st.builds(
        noted,
        st.sampled_from([item.key for item in ITEMS]),
        st.booleans(),
        st.floats(0, 900),
        holds=st.none() | st.floats(1, 900),
    ),
    max_size=8,
)
RANK = (Readiness.NOT, Readiness.CONDITIONAL, Readiness.READY)
STATES = st.sampled_from(["gesloten", "in_opbouw", "open", "vol", "ontruimd", "afgeschaald"])


def closed(status: SiteStatus = SiteStatus.READY, **values: Scalar) -> SiteRecord:
    """A closed point that would be gereed."""
    return record({"state": "gesloten", **values}, at=replace(site(), status=status))


@given(holds=st.none() | st.floats(1, 900), soon=st.floats(0, 100), one=DAYS, two=DAYS)
def test_what_was_in_order_only_ever_gets_worse_with_time(
    holds: float | None, soon: float, one: float, two: float
) -> None:
    """In order, then expiring soon, then expired, in that order; without an end it stays in order for ever."""
    fact = noted(PLAN.key, holds=holds)
    order = (ItemState.DONE, ItemState.SOON, ItemState.EXPIRED)
    first, last = sorted((one, two))
    states = [state_of(fact, NOW.wall + day * DAY_S, soon * DAY_S) for day in (first, last)]
    assert order.index(states[0]) <= order.index(states[1])
    assert holds is not None or states == [ItemState.DONE, ItemState.DONE]
    assert state_of(replace(fact, done=False), NOW.wall + one * DAY_S, soon * DAY_S) is ItemState.MISSING


@given(notes=NOTES, days=st.lists(DAYS, min_size=1, max_size=5))
def test_the_last_note_about_an_item_counts_and_nothing_noted_is_unknown(
    notes: list[DossierNoted], days: list[float]
) -> None:
    """At every moment, also back in time, each item shows its newest note; an item nobody noted shows unknown."""
    dossiers, rules = book(*notes), rules_with()
    newest = {fact.item: (number, fact) for number, fact in enumerate(notes, start=1)}
    for day in days:
        now = NOW.wall + day * DAY_S
        lines = dossiers.of(site(), rules, now)
        assert [line.item for line in lines] == list(ITEMS)
        for line in lines:
            number, fact = newest.get(line.item.key, (0, None))
            assert line.entry == number
            wanted = ItemState.UNKNOWN if fact is None else state_of(fact, now, 30 * DAY_S)
            assert line.state is wanted
    for item in ITEMS:
        assert dossiers.note("L-DEV-05", item.key) == newest.get(item.key)


@given(notes=NOTES)
def test_a_note_shows_at_once(notes: list[DossierNoted]) -> None:
    """A dossier that was drawn before a note shows the note right after it."""
    dossiers, rules = Dossiers(), rules_with()
    for number, fact in enumerate(notes, start=1):
        dossiers.of(site(), rules, NOW.wall)
        dossiers.apply(Entry(number, NOW, fact))
        assert dossiers.last(fact.site) == number
        line = next(each for each in dossiers.of(site(), rules, NOW.wall) if each.item.key == fact.item)
        assert line.entry == number


@given(notes=NOTES)
def test_completeness_rests_on_the_vital_items_only(notes: list[DossierNoted]) -> None:
    """Complete when every vital item holds, lacking when one fails, unknown when none was noted, else partly."""
    lines = drawn(record(), *notes)
    states = {line.item.key: line.state for line in lines}
    vital = [states[PLAN.key], states[POWER.key]]
    expected = (
        Completeness.LACKING
        if set(vital) & FAILS
        else Completeness.COMPLETE
        if set(vital) <= HOLDS
        else Completeness.UNKNOWN
        if vital == [ItemState.UNKNOWN] * 2
        else Completeness.PARTLY
    )
    assert completeness(lines) is expected
    assert completeness(tuple(line for line in lines if line.item is SIGN)) is Completeness.COMPLETE
    assert completeness(()) is Completeness.UNKNOWN


def test_a_dossier_has_the_items_of_its_kind_of_point_and_a_guest_has_none() -> None:
    """A C is not asked for what is only for an L, and a C of another region is not asked at all."""
    rules = rules_with()
    c = site("C-DEV-02", kind=SiteKind.C)
    assert [line.item for line in Dossiers().of(c, rules, NOW.wall)] == [PLAN, POWER]
    assert Dossiers().of(replace(c, region=5), rules, NOW.wall) == ()


@given(state=STATES, status=st.sampled_from(SiteStatus), notes=NOTES, decided=st.booleans(), owner=st.booleans())
def test_a_dossier_never_makes_a_point_better_and_holds_back_only_gereed(
    state: str, status: SiteStatus, notes: list[DossierNoted], decided: bool, owner: bool
) -> None:
    """Readiness is the same as without a dossier, or lower and then it was gereed; an empty one changes nothing."""
    known = fine(at=replace(site(), status=status), state=state)
    if decided:
        promised(known, "gemeente" if owner else "")
    without, held = look(known).readiness, judged(known, *notes)
    if held.readiness is not without:
        assert without is Readiness.READY
        assert RANK.index(held.readiness) < RANK.index(Readiness.READY)
        assert in_state(held.dossier, *FAILS, vital=True)
    elif without is Readiness.READY and state == "gesloten":
        assert not in_state(held.dossier, *FAILS, vital=True)
    assert judged(known).readiness is without


def test_a_missing_vital_item_counts_like_a_failing_norm() -> None:
    """Without a decision the point is niet; with an owner and a time it is onder voorwaarde."""
    missing = noted(POWER.key, done=False)
    assert judged(closed()).readiness is Readiness.READY
    assert judged(closed(), missing).readiness is Readiness.NOT
    assert judged(promised(closed()), missing).readiness is Readiness.CONDITIONAL
    assert judged(promised(closed(), owner=""), missing).readiness is Readiness.NOT
    assert judged(closed(), noted(SIGN.key, done=False)).readiness is Readiness.READY


def test_an_expired_vital_item_makes_it_conditional_until_it_is_noted_again() -> None:
    """What was in order once never turns a region to niet by the calendar alone."""
    old = noted(PLAN.key, days_ago=400)
    assert judged(closed(), old).readiness is Readiness.CONDITIONAL
    assert judged(closed(), old, noted(PLAN.key, days_ago=1)).readiness is Readiness.READY
    assert judged(closed(), noted(PLAN.key, days_ago=360)).readiness is Readiness.READY


def test_a_point_that_was_open_needs_no_paper_to_be_gereed() -> None:
    """Practice beats paper: closed again after being open, a missing item holds nothing back."""
    shut = put(put(closed(), "state", "open", 60), "state", "gesloten", 5)
    assert judged(shut, noted(POWER.key, done=False)).readiness is Readiness.READY
