"""The states of others: the newest version wins, nothing counts before its sender is known to be here now."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings, strategies as st

from nsp_console.domain.values import Tier
from nsp_console.link.plane import Heard, Hearing
from nsp_console.link.windows import serial_newer
from nsp_console.wire.frames.codec import seal_frame, tag_opens, unpack
from nsp_console.wire.frames.kinds import State, StatusFrame
from nsp_console.wire.sealing import TAG_BYTES
from support.plain_keys import PlainKeys
from support.plane_rig import HOME, LOCAL, NUMBERS, OTHER, ROSTER, Console, moment

STATION = NUMBERS[LOCAL]


def frame(version: int, water_l: int = 400, epoch: int = 1) -> bytes:
    """A sealed status of the L, as it would send it."""
    state = State({"state": "open", "water_l": water_l, "functions.water": "werkt"})
    keys = PlainKeys(STATION, frozenset({STATION}), epoch=epoch)
    sealed = seal_frame(StatusFrame(STATION, version, 60.0, state), keys, ROSTER.functions)
    assert sealed is not None
    return sealed


def coordinator(code: str = HOME, met: int = 0, epoch: int = 1) -> Console:
    console = Console(code, epoch=epoch)
    console.meets(0.0, LOCAL, met)
    return console


def test_state_of_a_fresh_console_is_recorded_as_sealed() -> None:
    """A new version becomes a fact in tier A with age, rounding and how it came, and the home C owes a receipt."""
    console = coordinator()
    hearing = console.hears(100.0, frame(1, 433), node=0xAB, hops=2)
    (fact,) = console.heard_states()
    assert (fact.site, fact.version, fact.epoch, fact.age_s) == (LOCAL, 1, 1, 60.0)
    assert fact.source.tier is Tier.A
    assert (fact.source.node, fact.hops) == (0xAB, 2)
    assert fact.estimated == ("water_l",)
    assert hearing.owes == STATION
    assert console.status.version_for(STATION) == 1


def test_overheard_state_counts_but_gets_no_receipt() -> None:
    """A C that does not keep the site records what it hears and leaves the receipt to who does."""
    console = coordinator(OTHER)
    hearing = console.hears(0.0, frame(1))
    assert len(console.heard_states()) == 1
    assert hearing.owes is None
    assert console.status.version_for(STATION) is None


def test_receipt_only_tells_what_is_committed() -> None:
    """Until the fact stands in the journal no receipt tells the version, and a second copy makes no second fact."""
    console = coordinator()
    seen = unpack(frame(5)[:-TAG_BYTES], ROSTER.functions)
    assert isinstance(seen, StatusFrame)
    first = console.status.hear(seen, Heard(frame(5), 1, 1), 1, moment(1.0))
    assert console.status.version_for(STATION) is None
    assert console.status.hear(seen, Heard(frame(5), 1, 1), 1, moment(1.1)) == Hearing()
    console.record(1.2, *first.facts)
    assert console.status.version_for(STATION) == 5
    assert console.status.hear(seen, Heard(frame(5), 1, 1), 1, moment(1.3)) == Hearing(owes=STATION)


def test_fact_that_was_not_committed_may_come_again() -> None:
    """When the disk refused the fact, the next copy of the frame is news again."""
    console = coordinator()
    seen = unpack(frame(5)[:-TAG_BYTES], ROSTER.functions)
    assert isinstance(seen, StatusFrame)
    console.status.hear(seen, Heard(frame(5), 1, 1), 1, moment(1.0))
    console.status.forget_uncommitted()
    console.hears(2.0, frame(5))
    assert [fact.version for fact in console.heard_states()] == [5]


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 65535), st.lists(st.integers(-300, 300), min_size=1, max_size=40))
def test_older_version_never_follows_a_newer(start: int, offsets: list[int]) -> None:
    """In any order, over the wrap too, recorded versions only go up, once each, and the newest of all is there."""
    console = coordinator(met=(start - 301) % 65535 + 1)
    versions = [(start + offset - 1) % 65535 + 1 for offset in offsets]
    for second, version in enumerate(versions):
        hearing = console.hears(float(second), frame(version))
        if hearing.facts:
            assert hearing.owes == STATION
    taken = [fact.version for fact in console.heard_states()]
    assert all(serial_newer(later, earlier) for earlier, later in pairwise(taken))
    assert taken[-1] == (start + max(offsets) - 1) % 65535 + 1
    again = console.restarted()
    assert again.status.version_for(STATION) == taken[-1]
    assert again.hears(100.0, frame(taken[-1])).facts == ()


def test_versions_run_on_for_longer_than_half_the_circle() -> None:
    """A console that was met once and heard ever since is still heard after forty thousand versions."""
    console = coordinator(met=10)
    for version in range(11, 40_000, 997):
        assert console.hears(float(version), frame(version)).facts


def test_replay_is_refused_and_counted() -> None:
    """An old frame is refused as a repetition, also one that was never heard but passed at the meeting."""
    console = coordinator(met=20)
    for version in (19, 1):
        refused = console.hears(1.0, frame(version)).refused
        assert refused is not None
        assert refused.reason == "herhaling"
    assert console.hears(2.0, frame(20)).facts  # what it told to be its last, heard for the first time
    assert [fact.version for fact in console.heard_states()] == [20]


def test_frame_of_a_console_not_met_changes_nothing_until_it_is() -> None:
    """Unknown freshness: nothing is recorded, a hello is asked for; the held frame counts when its version is told."""
    console = Console(HOME)
    hearing = console.hears(0.0, frame(7))
    assert (hearing.facts, hearing.greet) == ((), STATION)
    assert hearing.refused is not None
    assert hearing.refused.reason == "versheid_onbekend"
    assert console.heard_states() == []
    met = console.meets(40.0, LOCAL, 7)
    (fact,) = console.heard_states()
    assert (fact.version, fact.age_s) == (7, 60.0 + 40.0)
    assert met.owes == STATION
    assert console.status.version_for(STATION) == 7


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 65535), st.integers(1, 65535))
def test_held_frame_counts_for_that_very_version_only(held: int, told: int) -> None:
    """A replay held before the meeting is never admitted: only the version that its console tells is."""
    console = Console(HOME)
    console.hears(0.0, frame(held))
    console.meets(1.0, LOCAL, told)
    assert [fact.version for fact in console.heard_states()] == ([held] if held == told else [])


def test_newest_of_the_held_frames_is_kept() -> None:
    """A replayed old frame does not push the newer one out that waits for the meeting."""
    console = Console(HOME)
    console.hears(0.0, frame(9))
    console.hears(1.0, frame(3))
    console.meets(2.0, LOCAL, 9)
    assert [fact.version for fact in console.heard_states()] == [9]


def test_frame_of_an_older_epoch_never_follows_a_newer_one() -> None:
    """After a state under the new epoch, one under the old epoch is a replay, whatever its version."""
    console = Console(HOME, epoch=2)
    console.keys.previous = (1,)
    console.meets(0.0, LOCAL, 0)
    assert console.hears(1.0, frame(50, epoch=1)).facts
    assert console.hears(2.0, frame(3, epoch=2)).facts
    assert not console.hears(3.0, frame(60, epoch=1)).facts
    assert [(fact.epoch, fact.version) for fact in console.heard_states()] == [(1, 50), (2, 3)]


def test_slots_of_a_console_with_other_names_read_unknown() -> None:
    """Functions of a console that numbers them differently are left out; what has a fixed place stays."""
    console = Console(HOME)
    console.meets(0.0, LOCAL, 0, naming=ROSTER.naming ^ 1)
    console.hears(1.0, frame(1))
    (fact,) = console.heard_states()
    assert set(fact.values) == {"state", "water_l"}


def test_own_frame_that_comes_back_is_no_news() -> None:
    """Our own state, relayed back to us, is not taken for somebody else's."""
    console = Console(LOCAL)
    assert console.hears(0.0, frame(3)).facts == ()


def test_flipped_bit_or_other_station_never_reaches_the_plane() -> None:
    """The seal covers every bit: no frame with one of them flipped opens, and none under the key of another."""
    good = frame(5)
    keys = PlainKeys(NUMBERS[HOME])
    for bit in range(len(good) * 8):
        bad = bytearray(good)
        bad[bit // 8] ^= 1 << bit % 8
        try:
            seen = unpack(bytes(bad[:-TAG_BYTES]), ROSTER.functions)
        except ValueError:
            continue
        assert not tag_opens(bytes(bad), seen, keys, 1)
    seen = unpack(good[:-TAG_BYTES], ROSTER.functions)
    assert isinstance(seen, StatusFrame)
    assert tag_opens(good, seen, keys, 1)
    assert not tag_opens(good, replace(seen, station=NUMBERS[OTHER]), keys, 1)
