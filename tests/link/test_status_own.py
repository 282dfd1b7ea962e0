"""Our own state on its way: repeats with growing reach, receipts, versions that never come twice."""

from itertools import pairwise

from hypothesis import given, settings, strategies as st

from nsp_console.domain.facts import LineStarted, StatusIssued, StatusReceived, Why, WriterMoved
from nsp_console.link.own_status import COLD_S, HOPS, RETRY_S, version_after
from nsp_console.link.plane import Departure, Urgency
from nsp_console.link.sending_rule import OwnReport
from nsp_console.link.windows import serial_max
from nsp_console.wire.frames.codec import unpack
from nsp_console.wire.frames.kinds import StatusFrame
from nsp_console.wire.sealing import TAG_BYTES
from support.plane_rig import HOME, LOCAL, NUMBERS, OTHER, Console, moment

SEEDS = st.integers(0, 10_000)
OPEN = OwnReport({"state": "open", "water_l": 400})
FULL = OwnReport({"state": "vol", "water_l": 400})


def local(seed: int = 1, **more: object) -> Console:
    console = Console(LOCAL, seed, **more)  # type: ignore[arg-type]
    console.enter(0.0, OPEN)
    return console


def frame_of(departure: Departure) -> StatusFrame:
    frame = unpack(departure.payload[:-TAG_BYTES], Console(LOCAL).roster.functions)
    assert isinstance(frame, StatusFrame)
    return frame


@settings(max_examples=12, deadline=None)
@given(SEEDS, st.sampled_from([1.0, 1.8, 3.4]))
def test_repeats_reach_further_and_further(seed: int, scale: float) -> None:
    """Unanswered, a state goes out with the hops and after the waits of the table, scaled, first without a hop."""
    console = local(seed, scale=scale)
    sent_at = [(at, one) for at, one in console.looks(0.0, 1500.0 * scale**0.7, 2.0) if frame_of(one).version == 1]
    hops = [one.hops for _, one in sent_at]
    assert hops == list(HOPS)[: len(hops)]
    assert hops == sorted(hops)
    assert hops[:3] == [0, 0, 0]
    assert len(hops) >= 5
    waits = [later - earlier for (earlier, _), (later, _) in pairwise(sent_at)]
    for wait, planned in zip(waits, RETRY_S, strict=False):
        assert 0.85 * planned * scale**0.7 - 2 <= wait <= 1.25 * planned * scale**0.7 + 2
    assert all(not one.want_ack and one.kind == "status" for _, one in sent_at)
    for at, one in sent_at:  # what a region that starts together waits for is not held back as later news is
        assert one.urgency is (Urgency.RECEIPT if at < COLD_S * scale else Urgency.STATUS)


def test_status_on_the_air_is_21_bytes() -> None:
    """A state with its tag fills the 21 bytes of the table, whatever it says."""
    console = local()
    assert [len(one.payload) for one in console.look(0.0)] == [21]


def test_newer_version_ends_repeats_of_the_older() -> None:
    """Once a newer version is issued, the older one is never on the air again."""
    console = local()
    console.look(0.0)
    console.enter(50.0, FULL)
    sent = console.looks(50.0, 1500.0)
    assert {frame_of(one).version for _, one in sent} == {2}
    assert sent[0][1].hops == 0
    assert frame_of(sent[0][1]).state.values["state"] == "vol"


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.integers(0, 600))
def test_receipt_of_the_version_ends_repeats(seed: int, at: int) -> None:
    """After a C said that it has this version it is not sent again; other versions and consoles do not count."""
    console = local(seed)
    console.looks(0.0, float(at) + 1)
    now = moment(float(at) + 1)
    assert console.status.receipt(NUMBERS[HOME], 7, now) == []
    assert console.status.receipt(NUMBERS[LOCAL], 1, now) == []
    assert console.status.receipt(999, 1, now) == []
    facts = console.status.receipt(NUMBERS[HOME], 1, now)
    assert facts == [StatusReceived(1, HOME)]
    console.record(at + 1.0, *facts)
    assert console.status.receipt(NUMBERS[HOME], 1, now) == []
    assert console.looks(at + 1.0, 1600.0, 5.0) == []
    view = console.status.view(moment(1600.0))
    assert list(view.received) == [HOME]


def test_receipt_of_an_older_version_leaves_the_newer_going() -> None:
    """A late receipt for version 1 does not stop version 2."""
    console = local()
    console.look(0.0)
    console.enter(30.0, FULL)
    console.look(30.0)
    assert console.status.receipt(NUMBERS[HOME], 1, moment(31.0)) == []
    repeats = console.looks(31.0, 90.0)
    assert repeats
    assert {frame_of(one).version for _, one in repeats} == {2}


def test_age_on_the_air_grows_with_every_repeat() -> None:
    """A repeat tells how old the observation is by then, not how old it was when issued."""
    console = local()
    ages = [frame_of(one).age_s for _, one in console.looks(0.0, 700.0)]
    assert ages[0] == 0
    assert ages == sorted(ages)
    assert ages[-1] >= 180


def test_coordinator_sends_its_own_row_twice() -> None:
    """Nobody owes a C a receipt for its own state: it goes once around, once further, then waits for the heartbeat."""
    console = Console(HOME)
    console.enter(0.0, OPEN)
    assert [one.hops for _, one in console.looks(0.0, 1500.0)] == [0, 3]


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.lists(st.integers(1, 2000), min_size=1, max_size=6))
def test_version_never_comes_twice_over_restarts(seed: int, lives: list[int]) -> None:
    """However often the console restarts, versions only go up and what waits for a receipt is sent again."""
    console, at = local(seed), 0.0
    for number, life in enumerate(lives):
        console.looks(at, at + life, 5.0)
        at += life
        console = console.restarted(seed + number)
        console.enter(at, FULL if number % 2 else OPEN)
    last = console.looks(at, at + 60.0)
    versions = [fact.version for _, fact in console.issued()]
    assert versions == list(range(1, len(versions) + 1))
    assert frame_of(last[-1][1]).version == versions[-1]


def test_received_state_stays_silent_after_a_restart() -> None:
    """A version that was received before the restart is not sent again after it."""
    console = local()
    console.look(0.0)
    console.record(5.0, StatusReceived(1, HOME))
    assert console.restarted().looks(10.0, 1000.0, 5.0) == []


def test_new_line_goes_on_after_its_version() -> None:
    """After a restore the state is issued again at once, under a version nobody can have seen."""
    console = local()
    console.look(0.0)
    console.record(60.0, LineStarted(1, 1 << 20, 1025))
    console.look(61.0)
    assert [(fact.version, fact.why) for _, fact in console.issued()] == [(1, Why.CHANGE), (1026, Why.HEARTBEAT)]


def test_versions_wrap_and_pass_over_none() -> None:
    """After 65535 comes 1: 0 means that there is no version."""
    assert version_after(0) == 1
    assert version_after(65534) == 65535
    assert version_after(65535) == 1
    console = local()
    console.record(0.0, StatusIssued(LOCAL, 65535, 1, OPEN.values, Why.HEARTBEAT))
    console.enter(60.0, FULL)
    assert [frame_of(one).version for one in console.look(60.0)] == [1]


def test_only_the_last_receiver_is_news() -> None:
    """A second C that has the version too is recorded once, beside the first."""
    console = local()
    console.look(0.0)
    for by in (HOME, OTHER, OTHER):
        console.record(5.0, *console.status.receipt(NUMBERS[by], 1, moment(5.0)))
    assert sorted(console.status.view(moment(6.0)).received) == sorted([HOME, OTHER])
    assert sum(isinstance(entry.fact, StatusReceived) for entry in console.journal) == 2


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 65_535), st.integers(1, 65_535))
def test_handed_back_it_goes_on_above_the_version_of_the_c(ours: int, theirs: int) -> None:
    """After its C wrote for it, a console issues its state anew, above whatever that C and itself used before."""
    console = local()
    console.record(0.0, LineStarted(1, 1 << 20, ours))
    console.look(0.0)
    before = console.status.version
    console.own = None  # its C writes: the station gives no values
    console.record(100.0, WriterMoved(LOCAL, HOME, before, "hs", origin=HOME))
    console.looks(100.0, 4000.0, 10.0)
    assert console.status.version == before
    console.own = OPEN
    console.record(4000.0, WriterMoved(LOCAL, LOCAL, theirs, "hs", origin=HOME))
    console.look(4000.0)
    (issued,) = [fact for at, fact in console.issued() if at == 4000.0]
    assert issued.version == version_after(serial_max(before, theirs))
    console.looks(4001.0, 5000.0, 10.0)
    assert len(console.issued()) == 2


def test_orders_about_other_points_change_nothing_here() -> None:
    """A take-over here, or a hand-back elsewhere, starts no version."""
    console = local()
    console.look(0.0)
    console.record(50.0, WriterMoved(OTHER, OTHER, 500, "hs"), WriterMoved(LOCAL, HOME, 500, "hs"))
    console.looks(50.0, 1000.0, 5.0)
    assert console.status.version == 1
