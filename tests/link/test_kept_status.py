"""A C that writes for points without a console: when it gives a version, and which."""

from nsp_console.domain.facts import LineStarted, PeerMet, StatusHeard, StatusKept, Why, WriterMoved
from nsp_console.domain.values import Tier
from nsp_console.link.kept_status import NEWER_S, TAKEN_OVER
from nsp_console.link.sending_rule import GAP_S, OwnReport
from support.kept_rig import POINT, Keeper, heard
from support.plane_rig import HOME, OTHER, moment

OPEN = OwnReport({"state": "open", "water_l": 400}, tier=Tier.C)
FULL = OwnReport({"state": "vol", "water_l": 400}, tier=Tier.B)


def test_what_counts_gets_a_version_with_its_weakest_tier() -> None:
    """The first report of a point is version 1, with the tier it was had from and the age of its observation."""
    keeper = Keeper()
    keeper.say(0.0, OwnReport(OPEN.values, observed_s=90.0, tier=Tier.C))
    (fact,) = keeper.issued()
    assert (fact.version, fact.tier, fact.why, fact.observed_s) == (1, Tier.C, Why.CHANGE, 90.0)
    assert fact.values == OPEN.values


def test_a_point_nobody_ever_reported_gets_none() -> None:
    """Without a report, or without a single value, a point that is kept gets no version."""
    keeper = Keeper()
    keeper.look(0.0)
    keeper.say(1.0, OwnReport({}))
    assert keeper.issued() == []


def test_only_points_that_are_ours_to_write_for_and_never_our_own() -> None:
    """What counts of a point that another console writes for, or of our own, gets no version here."""
    keeper = Keeper(kept={HOME})
    keeper.say(0.0, OPEN)
    keeper.say(0.0, OPEN, HOME)
    assert not [entry for entry in keeper.journal if isinstance(entry.fact, StatusKept)]
    keeper.kept.add(POINT)
    keeper.plane.wake()
    keeper.look(1.0)
    assert len(keeper.issued()) == 1


def test_a_change_waits_for_the_gap_and_is_then_one_version() -> None:
    """Two changes within the gap become one version, when the gap is over."""
    keeper = Keeper()
    keeper.say(0.0, OPEN)
    keeper.say(3.0, FULL)
    keeper.say(5.0, OwnReport({"state": "beperkt", "water_l": 400}))
    assert len(keeper.issued()) == 1
    assert keeper.plane.next_timer() == GAP_S
    keeper.looks(5.0, 60.0)
    assert [(fact.version, fact.values["state"]) for fact in keeper.issued()] == [(1, "open"), (2, "beperkt")]


def test_no_heartbeat_without_a_newer_observation() -> None:
    """Hours without a report give no version; "still so", seen a quarter of an hour later, gives one heartbeat."""
    keeper = Keeper()
    keeper.say(0.0, OPEN)
    keeper.looks(0.0, 20_000.0)
    keeper.say(20_000.0, OwnReport(OPEN.values, observed_s=20_000.0 - NEWER_S + 1))
    assert len(keeper.issued()) == 1
    keeper.say(20_100.0, OwnReport(OPEN.values, observed_s=20_100.0 - NEWER_S))
    keeper.looks(20_100.0, 40_000.0)
    assert [fact.why for fact in keeper.issued()] == [Why.CHANGE, Why.HEARTBEAT]


def test_who_takes_over_wins_from_versions_it_never_heard() -> None:
    """After a version of another writer ours goes on far above it, and from there one by one."""
    keeper = Keeper()
    keeper.hear(0.0, heard(41, {"state": "open"}, via=OTHER))
    keeper.say(100.0, FULL)
    keeper.say(200.0, OPEN)
    assert [fact.version for fact in keeper.issued()] == [41 + TAKEN_OVER, 41 + TAKEN_OVER + 1]


def test_who_takes_over_says_nothing_until_something_changes() -> None:
    """A C that begins to keep a point whose state it has as everybody has it costs no airtime."""
    keeper = Keeper(kept=set())
    keeper.hear(0.0, heard(41, {"state": "open", "water_l": 400}, via=OTHER))
    keeper.kept.add(POINT)
    keeper.plane.wake()
    keeper.looks(10.0, 5000.0)
    assert keeper.issued() == []


def test_an_order_tells_above_which_version_to_go_on() -> None:
    """After a take-over ours goes on above the version in the order, even when that was never heard here."""
    for known in (0, 12, 900):
        keeper = Keeper()
        if known:
            keeper.hear(0.0, heard(known, {"state": "open"}, kept=False))
        keeper.commit(1.0, WriterMoved(POINT, HOME, 40, "hs"))
        keeper.say(100.0, FULL)
        assert keeper.issued()[0].version == max(known, 40) + TAKEN_OVER


def test_two_that_begin_at_nothing_do_not_use_the_same_version() -> None:
    """The first version ever is 1 only at the home C by the region file; who stands in begins above it."""
    home, other = Keeper(HOME), Keeper(OTHER)
    home.say(0.0, OPEN)
    other.say(0.0, FULL)
    assert [home.issued()[0].version, other.issued()[0].version] == [1, TAKEN_OVER]


def test_a_console_that_was_only_met_counts_too() -> None:
    """The version a point's own console told when it was met is gone past as well."""
    keeper = Keeper()
    keeper.commit(0.0, PeerMet(POINT, 1, 0, 77, 0))
    keeper.say(1.0, OPEN)
    assert keeper.issued()[0].version == 77 + TAKEN_OVER


def test_a_restored_console_leaves_room_for_what_it_forgot() -> None:
    """After a restore the next version lies far above the last one in the journal."""
    keeper = Keeper()
    keeper.say(0.0, OPEN)
    keeper.say(100.0, FULL)
    keeper.restored(200.0, 1)
    keeper.look(200.0)
    assert isinstance(keeper.journal[1].fact, LineStarted)
    assert [fact.version for fact in keeper.issued()] == [1, 1 + TAKEN_OVER]


def test_a_state_that_is_partly_unreadable_is_not_answered() -> None:
    """A state with slots left out is gone past in number, and is no reason to issue ours again."""
    keeper = Keeper()
    keeper.say(0.0, OPEN)
    partial = heard(5, {}, via=OTHER)
    keeper.commit(50.0, StatusHeard(partial.site, 5, 1, {}, partial.source, kept=True, partial=True))
    keeper.looks(60.0, 2000.0)
    assert len(keeper.issued()) == 1
    keeper.say(3000.0, FULL)
    assert keeper.issued()[-1].version == 5 + TAKEN_OVER


def test_it_never_sends() -> None:
    """A new version is the regional picture's to send."""
    keeper = Keeper()
    keeper.say(0.0, OPEN)
    assert keeper.plane.departures(moment(1.0)) == []
