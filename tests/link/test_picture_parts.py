"""The parts of the picture plane by themselves: windows, what fits in a packet, doubts, and the gate that is asked."""

from random import Random

from hypothesis import given, strategies as st

from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.values import Tier
from nsp_console.link.air import AirGate
from nsp_console.link.airtime import PRESETS
from nsp_console.link.desk import Desk
from nsp_console.link.picture.known import Known
from nsp_console.link.picture.pace import Pace
from nsp_console.link.picture.packet import Draft
from nsp_console.link.picture.places import Lack, Places, lack
from nsp_console.link.picture.waiting import Doubts, Pushes
from nsp_console.link.plane import Urgency
from nsp_console.wire.frames.gossip import ENTRIES_MAX, gossip_bytes
from nsp_console.wire.frames.kinds import AlarmKnown, State
from nsp_console.wire.frames.limits import PAYLOAD_BYTES_MAX
from nsp_console.wire.frames.versions import VERSIONS, version_code
from support.picture_rig import REGION, ROSTER
from support.plain_keys import PlainKeys

NOW = Moment(0.0, 0.0, "boot")
NEAR = 25  # versions apart that a code of six bits can still tell


def known(version: int, epoch: int = 1) -> Known:
    return Known(epoch, version, Tier.A, False, State({}), NOW, False)


def desk() -> Desk:
    return Desk(REGION.sites["C-01"], ROSTER, PlainKeys(1), Random(1))


@given(st.integers(1, VERSIONS), st.integers(-NEAR, NEAR))
def test_a_window_shows_who_is_behind(version: int, ahead: int) -> None:
    """Of two versions not far apart the codes tell which is newer, also where versions begin again."""
    theirs = (version - 1 + ahead) % VERSIONS + 1
    expected = Lack.NOTHING if ahead == 0 else Lack.OURS if ahead > 0 else Lack.THEIRS
    assert lack(known(version), 1, version_code(theirs)) is expected


@given(st.integers(1, VERSIONS), st.integers(1, VERSIONS))
def test_between_epochs_a_code_tells_only_what_it_can(ours: int, theirs: int) -> None:
    """Something under a newer epoch is newer whatever its version; nothing under another epoch means nothing."""
    assert lack(known(ours, 1), 2, version_code(theirs)) is Lack.OURS
    assert lack(known(ours, 2), 1, version_code(theirs)) is Lack.THEIRS
    assert lack(known(ours, 1), 2, 0) is lack(known(ours, 2), 1, 0) is lack(None, 1, 0) is Lack.NOTHING
    assert lack(None, 1, version_code(theirs)) is Lack.OURS
    assert lack(known(ours), 1, 0) is Lack.THEIRS


@given(st.lists(st.integers(1, 60), min_size=1, max_size=20), st.integers(1, VERSIONS))
def test_windows_go_round_and_are_read_as_they_were_made(counts: list[int], version: int) -> None:
    """Each window begins where the last ended, so no point is left out, and its codes come out at their points."""
    places = Places(ROSTER)
    states = {station: known(version) for station in places.stations[::2]}
    seen: list[int] = []
    for count in counts:
        window = places.window(states, 1, None, count)
        shown = list(places.shown(window))
        assert [code != 0 for code in window.codes] == [station in states for station in shown]
        places.sent(window)
        seen += shown
    total = len(places.stations)
    assert seen == [places.stations[i % total] for i in range(len(seen))]


@given(st.integers(0, 15), st.integers(0, 60), st.booleans())
def test_no_draft_is_longer_than_a_packet(alarms: int, waiting: int, wide: bool) -> None:
    """Whatever waits, what is taken fits with its window, and one more would not."""
    draft = Draft(1, (), [], [], [], 8)
    draft.alarms = tuple(AlarmKnown(1, number) for number in range(min(alarms, 7)))
    draft.add(range(waiting), draft.news)
    taken = len(draft.news)
    more = gossip_bytes(taken + 1, 0, len(draft.alarms), 8)
    assert taken in (waiting, ENTRIES_MAX) or more > PAYLOAD_BYTES_MAX
    if wide:
        draft.widen(len(ROSTER.sites))
    assert draft.size <= PAYLOAD_BYTES_MAX


def test_pushes_of_one_state_come_later_and_later() -> None:
    """Who hears us badly gets the same version ever more rarely, and a new one at once again."""
    pushes = Pushes(desk(), Pace(push_s=(10.0, 10.0)))
    waits = []
    now_s = 0.0
    for _ in range(4):
        pushes.plan(7, 5, now_s)
        waits.append(pushes.next_s - now_s)
        now_s = pushes.next_s
        pushes.sent(7, 5, now_s)
    assert waits == [10.0, 20.0, 40.0, 80.0]
    pushes.plan(7, 6, now_s)
    assert pushes.next_s - now_s == 10.0


def test_doubts_end_when_somebody_has_it_or_after_a_few_times() -> None:
    """A state nobody is heard telling is told again doubts_max times; one that was heard is not."""
    pace = Pace(doubt_s=(10.0, 10.0), doubts_max=2)
    doubts = Doubts(desk(), pace)
    doubts.told(7, 0, 0.0)
    doubts.told(8, pace.sure, 0.0)
    doubts.told(9, 0, 0.0)
    doubts.drop(9)
    assert (doubts.due(9.0), doubts.due(10.0), doubts.due(10.0)) == ([], [7], [])
    doubts.told_again(7, 12.0)
    assert doubts.due(32.0) == [7]
    doubts.told_again(7, 33.0)
    assert doubts.next_s == float("inf")


@given(st.sampled_from(Urgency), st.integers(20, 231), st.floats(0, 60), st.lists(st.floats(0, 5), max_size=8))
def test_the_gate_tells_beforehand_what_it_will_say(
    urgency: Urgency, size: int, use_pct: float, spent: list[float]
) -> None:
    """Asking costs nothing and is answered as paying is, so nothing is sealed in vain."""
    gate = AirGate(SiteKind.C, PRESETS["MEDIUM_FAST"])
    gate.report(use_pct, 0.0)
    for seconds in spent:
        gate.spend(seconds, 0.0, Urgency.MESSAGE)
    before = gate.share(1.0)
    answer = gate.opens(urgency, size, 1.0)
    assert gate.share(1.0) == before
    assert answer is gate.pays(urgency, size, 1.0)
