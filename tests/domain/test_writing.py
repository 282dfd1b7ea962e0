"""One writer and one answerer per point, whatever is ordered, and no C can take the region."""

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.facts import (
    Fact,
    HomeMoved,
    PeerMet,
    SiteAdded,
    StationRevoked,
    StatusHeard,
)
from nsp_console.domain.sites import Site, SiteKind
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.domain.writing import KEEPER, TAKEN_MAX, Writers
from support.consoles import BOEG, DEV, GUEST, HAR, RAA, ZANDWEERD, ZWO
from support.writing import COORDINATORS, LIKELY, MOVES, STORY, TABLE, folded


def homes(writers: Writers) -> dict[str, str]:
    """Who answers for each point."""
    return {code: writers.home_of(code) for code in TABLE}


@given(STORY)
def test_every_point_has_exactly_one_writer_whatever_was_ordered(story: list[Fact]) -> None:
    """After any sequence of moves, meetings and revocations each point is written by itself or by one C of ours."""
    writers = folded(*story)
    for code, site in TABLE.items():
        writer = writers.writer_of(code)
        assert writer == code or writers.is_coordinator(writer)
        assert writers.is_coordinator(writers.home_of(code)) or site.guest
        assert [each for each in TABLE if writers.answers_for(each, code)] == [writers.home_of(code)]
    again = folded(*story)
    assert homes(again) == homes(writers)


@given(STORY, MOVES)
def test_only_those_concerned_and_the_keeper_move_points(story: list[Fact], move: HomeMoved) -> None:
    """An order signed by a third C, an L, a guest or somebody unknown changes nothing at all."""
    writers = folded(*story)
    before = homes(writers)
    writers.apply(move)
    may = move.origin == KEEPER or (move.origin in (move.home, move.to) and move.origin in COORDINATORS)
    if move.origin and not may:
        assert homes(writers) == before


@given(st.lists(LIKELY, max_size=30), st.sampled_from(COORDINATORS))
def test_a_stolen_c_cannot_take_the_region(moves: list[HomeMoved], thief: str) -> None:
    """However many take-overs one C signs, on its own word it gets the points of TAKEN_MAX others at most."""
    by_thief = [HomeMoved(move.home, thief, "dief", sites=move.sites, origin=thief) for move in moves]
    writers = folded(*by_thief, station=ZWO)
    robbed = {writers.base_of(code) for code, home in homes(writers).items() if home == thief} - {thief}
    assert len(robbed) <= TAKEN_MAX


@given(STORY, st.sampled_from(COORDINATORS), st.sampled_from(COORDINATORS))
def test_a_c_takes_its_points_back_for_good(story: list[Fact], home: str, thief: str) -> None:
    """One order of the home C brings all its points back, and who had taken them cannot take them again."""
    writers = folded(*story)
    taken = writers.why_not(HomeMoved(home, thief, "dief", origin=thief)) == ""
    writers.apply(HomeMoved(home, thief, "dief", origin=thief))
    writers.apply(HomeMoved(home, home, "kazerne", origin=home))
    own = [code for code in TABLE if writers.base_of(code) == home]
    assert {writers.home_of(code) for code in own} == {home}
    writers.apply(HomeMoved(home, thief, "dief", origin=thief))
    if taken and thief != home:
        assert {writers.home_of(code) for code in own} == {home}
    writers.apply(HomeMoved(home, thief, "kazerne", origin=home))
    assert {writers.home_of(code) for code in own} == {writers.home_of(thief)}


@given(STORY, st.sampled_from(COORDINATORS))
def test_revoking_a_c_ends_all_it_took(story: list[Fact], station: str) -> None:
    """After a revocation nobody but its own points is left with that station."""
    writers = folded(*story, StationRevoked(station, 1, "keeper"))
    assert {writers.base_of(code) for code, home in homes(writers).items() if home == station} <= {station}
    assert not writers.stands_in(station)


@given(st.permutations([HomeMoved(a, b, "proef", origin=a) for a, b in ((ZWO, DEV), (DEV, RAA), (RAA, ZWO))]))
def test_a_circle_of_empty_barracks_is_the_same_on_every_console(moves: list[HomeMoved]) -> None:
    """Three C's that hand over to each other at once: all consoles agree on one, in whatever order they heard it."""
    writers = folded(*moves)
    assert {writers.home_of(code) for code in (BOEG, ZANDWEERD, ZWO, DEV, RAA)} == {DEV}


def test_handing_over_and_taking_back() -> None:
    """*C tijdelijk onbemand*: the neighbour answers for every point, initiatives included, until it is taken back."""
    writers = folded(HomeMoved(ZWO, DEV, "kazerne", origin=ZWO))
    assert {writers.home_of(code) for code in (ZWO, BOEG, "X-ZWO-01", "X-ZWO-02")} == {DEV}
    assert writers.unmanned() == {ZWO: DEV}
    assert writers.stands_in(DEV) == (ZWO,)
    assert writers.writer_of(BOEG) == DEV
    assert writers.writer_of(ZWO) == ZWO  # this console itself
    writers.apply(HomeMoved(ZWO, ZWO, "kazerne"))  # our own order
    assert writers.unmanned() == {}
    assert writers.home_of("X-ZWO-01") == ZWO


def test_who_is_handed_points_and_leaves_passes_them_on() -> None:
    """Who stands in and goes away hands on what it was given; single points stay where they were sent."""
    writers = folded(
        HomeMoved(ZWO, RAA, "kazerne", sites=("L-ZWO-10",), origin=ZWO),
        HomeMoved(ZWO, DEV, "kazerne", origin=ZWO),
        HomeMoved(DEV, HAR, "kazerne", origin=DEV),
    )
    assert (writers.home_of(BOEG), writers.home_of("L-ZWO-10"), writers.home_of(ZANDWEERD)) == (HAR, RAA, HAR)
    assert writers.stands_in(HAR) == (DEV, ZWO)


def test_a_point_with_its_own_console_writes_for_itself() -> None:
    """Met or heard, a console writes for its own point; revoked, its C does until it is met again."""
    source = Source(Means.LORA, Tier.A)
    writers = folded(StatusHeard(ZANDWEERD, 3, 1, {}, source), station=DEV)
    assert (writers.writer_of(ZANDWEERD), writers.home_of(ZANDWEERD)) == (ZANDWEERD, DEV)
    assert writers.writer_of("L-HAR-01") == HAR
    writers.apply(StationRevoked(ZANDWEERD, 1, "proef"))
    assert writers.writer_of(ZANDWEERD) == DEV
    writers.apply(PeerMet(ZANDWEERD, 1, 1, 1, 1))
    assert writers.writer_of(ZANDWEERD) == ZANDWEERD


@pytest.mark.parametrize(
    ("move", "why"),
    [
        (HomeMoved(ZWO, GUEST, "x", origin=ZWO), "geen_c"),
        (HomeMoved(BOEG, DEV, "x", origin=DEV), "geen_c"),
        (HomeMoved(ZWO, DEV, "x", origin=RAA), "niet_bevoegd"),
        (HomeMoved(ZWO, DEV, "x", origin=BOEG), "niet_bevoegd"),
        (HomeMoved(ZWO, DEV, "x", sites=(ZANDWEERD,), origin=ZWO), "andermans_punten"),
        (HomeMoved(ZWO, ZWO, "x", origin=ZWO), "niets_terug_te_nemen"),
    ],
)
def test_nonsense_is_named(move: HomeMoved, why: str) -> None:
    """A move that means nothing or is not its signer's to order says why."""
    assert folded().why_not(move) == why


def test_a_point_that_joins_later_follows_its_home() -> None:
    """What is added to the table of points during the inzet has a writer at once."""
    table = dict(TABLE)
    writers = Writers(table)
    added = SiteAdded("X-DEV-01", "Tent", SiteKind.X, ZANDWEERD, "proef")
    assert writers.writer_of(added.code) == ""
    table[added.code] = Site(added.code, added.name, "", added.kind, 0, 0, home=added.home)
    assert writers.writer_of(added.code) == DEV
