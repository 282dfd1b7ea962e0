"""Taking over a point from its own console by order, and handing it back: one writer all the time."""

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.facts import Fact, HomeMoved, PeerMet, StationRevoked, StatusHeard, WriterMoved
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.domain.writing import KEEPER, Writers
from support.consoles import BOEG, DEV, GUEST, RAA, ZWO
from support.writing import CODES, COORDINATORS, LIKELY, LIKELY_WRITERS, MET, STORY, TABLE, WRITERS, folded

MET_BOEG = PeerMet(BOEG, 1, 1, 1, 1)
TAKEN = WriterMoved(BOEG, ZWO, 12, "kazerne", origin=ZWO)
BACK = WriterMoved(BOEG, BOEG, 300, "kazerne", origin=ZWO)


def writers_of(writers: Writers) -> dict[str, str]:
    """Who writes for each point."""
    return {code: writers.writer_of(code) for code in TABLE}


def state_of(code: str, kept: bool) -> StatusHeard:
    """A state that the picture brings."""
    return StatusHeard(code, 1, 1, {}, Source(Means.LORA, Tier.A, 7, DEV), kept=kept)


@given(STORY, WRITERS)
def test_only_who_answers_for_a_point_and_the_keeper_take_it_over(story: list[Fact], move: WriterMoved) -> None:
    """An order of any other C, an L, a guest or a stranger changes no writer at all, and says why."""
    writers = folded(*story)
    before, may = writers_of(writers), move.origin in (KEEPER, writers.home_of(move.site))
    allowed = writers.why_not(move) == ""
    writers.apply(move)
    if move.origin and not may:
        assert not allowed
    if not allowed:
        assert writers_of(writers) == before


@given(STORY, LIKELY_WRITERS)
def test_an_order_moves_one_point_and_who_answers_stays(story: list[Fact], move: WriterMoved) -> None:
    """Whoever writes for a point, its people are answered by the same C, and no other point changes hands."""
    writers = folded(*story)
    before, homes = writers_of(writers), {code: writers.home_of(code) for code in TABLE}
    writers.apply(move)
    assert {code: writers.home_of(code) for code in TABLE} == homes
    after = writers_of(writers)
    assert [code for code in TABLE if after[code] != before[code]] in ([], [move.site])


@given(STORY, st.sampled_from([code for code in TABLE if code.startswith("L-")]))
def test_taken_over_and_handed_back(story: list[Fact], code: str) -> None:
    """After a take-over its C writes, whatever is heard or met of the console; handed back, the console does."""
    writers = folded(*story, PeerMet(code, 1, 1, 1, 1))
    home = writers.home_of(code)
    if not writers.is_coordinator(home):
        return
    writers.apply(WriterMoved(code, home, 12, "kazerne", origin=home))
    for fact in (PeerMet(code, 1, 2, 2, 1), state_of(code, kept=False), state_of(code, kept=True)):
        writers.apply(fact)
        assert (writers.writer_of(code), writers.is_taken_over(code)) == (home, True)
    writers.apply(WriterMoved(code, code, 300, "kazerne", origin=home))
    assert (writers.writer_of(code), writers.is_taken_over(code)) == (code, False)


@given(STORY)
def test_a_restart_finds_the_same_writers(story: list[Fact]) -> None:
    """Reading the journal back gives the same writer for every point."""
    assert writers_of(folded(*story)) == writers_of(folded(*story))


@given(st.lists(st.one_of(LIKELY, LIKELY_WRITERS, MET), max_size=25), st.sampled_from(COORDINATORS))
def test_revoking_the_c_that_took_it_ends_it(story: list[Fact], taker: str) -> None:
    """After its keys are revoked no console is silent on the word of that C."""
    writers = folded(*story)
    taken = [code for code in TABLE if writers.is_taken_over(code)]
    by = [code for code in taken if writers._silenced[code] == taker]
    writers.apply(StationRevoked(taker, 1, "keeper"))
    assert [code for code in taken if not writers.is_taken_over(code)] == by


@given(CODES, CODES)
def test_a_state_kept_by_a_c_is_no_console(code: str, other: str) -> None:
    """A state that a C keeps tells nothing of a console; one of the point itself does."""
    writers = folded(state_of(code, kept=True), station=ZWO)
    assert not writers.has_console(code) or code == ZWO
    writers.apply(state_of(other, kept=False))
    writers.apply(state_of(other, kept=True))
    assert writers.has_console(other)


def test_who_stands_in_writes_for_what_was_taken_over() -> None:
    """A point taken over goes along when its home C hands over, and comes back with it."""
    writers = folded(MET_BOEG, TAKEN, HomeMoved(ZWO, DEV, "kazerne", origin=ZWO))
    assert writers.writer_of(BOEG) == DEV
    assert writers.why_not(BACK) == "niet_bevoegd"  # of the empty barracks: who stands in decides
    writers.apply(HomeMoved(ZWO, ZWO, "kazerne", origin=ZWO))
    assert writers.writer_of(BOEG) == ZWO
    writers.apply(BACK)
    assert writers.writer_of(BOEG) == BOEG


def test_a_point_with_new_keys_writes_for_itself() -> None:
    """Revoked and met again with new keys, a console writes even when it was taken over before."""
    writers = folded(MET_BOEG, TAKEN, StationRevoked(BOEG, 1, "keeper"))
    assert writers.writer_of(BOEG) == ZWO
    writers.apply(MET_BOEG)
    assert writers.writer_of(BOEG) == BOEG


def test_its_own_console_knows_that_it_is_silent() -> None:
    """At the console of the point itself the C is the writer too, until it is handed back."""
    writers = folded(TAKEN, station=BOEG)
    assert writers.writer_of(BOEG) == ZWO
    writers.apply(BACK)
    assert writers.writer_of(BOEG) == BOEG


@pytest.mark.parametrize(
    ("move", "why"),
    [
        (WriterMoved(ZWO, ZWO, 1, "x", origin=ZWO), "geen_punt"),
        (WriterMoved(GUEST, ZWO, 1, "x", origin=KEEPER), "geen_punt"),
        (WriterMoved("L-XXX-99", ZWO, 1, "x", origin=KEEPER), "geen_punt"),
        (WriterMoved(BOEG, DEV, 1, "x", origin=DEV), "niet_bevoegd"),
        (WriterMoved(BOEG, BOEG, 1, "x", origin=BOEG), "niet_bevoegd"),
        (WriterMoved(BOEG, RAA, 1, "x", origin=KEEPER), "andere_c"),
        (WriterMoved(BOEG, BOEG, 1, "x", origin=ZWO), "niets_terug_te_nemen"),
        (WriterMoved(BOEG, ZWO, 1, "x"), ""),  # our own order
        (WriterMoved(BOEG, ZWO, 1, "x", origin=KEEPER), ""),
    ],
)
def test_nonsense_is_named(move: WriterMoved, why: str) -> None:
    """An order that means nothing or is not its signer's to give says why."""
    assert folded().why_not(move) == why
