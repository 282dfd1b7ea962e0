"""An L that repeats what a C told of the region: only news, unchanged, once, and not when others did it."""

from random import Random

from hypothesis import given, settings, strategies as st

from nsp_console.link.bridge import LATE_S, OLD, WAIT_S, WAITING_MAX, BridgePlane
from nsp_console.link.desk import Desk
from nsp_console.link.plane import Departure, Urgency
from nsp_console.wire.frames.codec import seal_frame, unpack
from nsp_console.wire.frames.kinds import GossipEntry, GossipFrame, State
from nsp_console.wire.sealing import TAG_BYTES
from support.plain_keys import PlainKeys
from support.plane_rig import HOME, LOCAL, NUMBERS, OTHER, ROSTER, moment

SEEDS = st.integers(0, 10_000)
C1, C2, L = NUMBERS[HOME], NUMBERS[OTHER], NUMBERS[LOCAL]
OPEN = State({"state": "open"})


class Bridge:
    """A bridge and what it heard."""

    def __init__(self, seed: int = 1, scale: float = 1.0) -> None:
        self.keys = PlainKeys(L, frozenset({L}))
        self.plane = BridgePlane(Desk(ROSTER.sites[L], ROSTER, self.keys, Random(seed), scale))
        self.scale = scale

    def hears(self, at: float, sender: int, *versions: tuple[int, int], counter: int = 1) -> bytes:
        """A packet of the picture with these (station, version); returns its payload."""
        frame = GossipFrame(sender, counter, tuple(GossipEntry(one, version, 60.0, OPEN) for one, version in versions))
        payload = seal_frame(frame, PlainKeys(sender), ROSTER.functions)
        assert payload is not None
        self.hears_again(at, payload)
        return payload

    def hears_again(self, at: float, payload: bytes) -> None:
        """The very same packet, as another bridge repeats it."""
        frame = unpack(payload[:-TAG_BYTES], ROSTER.functions)
        assert isinstance(frame, GossipFrame)
        self.plane.hear(payload, frame, moment(at))

    def looks(self, start: float, end: float) -> list[tuple[float, Departure]]:
        """Every departure, looking when it asks for it."""
        sent, at = [], start
        while (at := max(at, self.plane.next_timer())) <= end:
            sent += [(at, one) for one in self.plane.departures(moment(at))]
        return sent


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.sampled_from([1.0, 1.8, 3.4]))
def test_news_is_repeated_unchanged_after_the_c_had_their_chance(seed: int, scale: float) -> None:
    """A packet heard once goes out again with the same bytes, once, directly, as a repair, after 15 to 45 s."""
    bridge = Bridge(seed, scale)
    payload = bridge.hears(0.0, C1, (L, 5))
    ((at, sent),) = bridge.looks(0.0, 1000.0)
    assert WAIT_S[0] * scale <= at <= WAIT_S[1] * scale
    assert sent == Departure(payload, Urgency.REPAIR, 0, "beeld")


def test_what_was_told_often_enough_is_not_repeated() -> None:
    """The same version from a second C, or the packet itself from another bridge, makes it old."""
    for again in ("other", "same"):
        bridge = Bridge()
        payload = bridge.hears(0.0, C1, (L, 5), (C1, 8))
        if again == "same":
            bridge.hears_again(5.0, payload)
        else:
            bridge.hears(5.0, C2, (L, 5), (C1, 8), counter=2)
        assert bridge.looks(5.0, 1000.0) == []


def test_one_entry_of_news_is_reason_enough() -> None:
    """A packet is left out only when all of it is old."""
    bridge = Bridge()
    payload = bridge.hears(0.0, C1, (L, 5), (C1, 8))
    bridge.hears(5.0, C2, (L, 5), counter=2)
    assert [one.payload for _, one in bridge.looks(5.0, 1000.0)] == [payload]


@settings(max_examples=40, deadline=None)
@given(
    SEEDS,
    st.lists(
        st.tuples(st.floats(0, 400), st.sampled_from([C1, C2]), st.sampled_from([C1, C2, L]), st.integers(1, 4)),
        max_size=40,
    ),
)
def test_no_version_is_on_the_air_by_us_more_than_it_must(seed: int, heard: list[tuple[float, int, int, int]]) -> None:
    """Whatever is heard: every packet goes out once at most, and only with a version heard less than twice."""
    bridge, last = Bridge(seed), 0.0
    sent: list[tuple[float, Departure]] = []
    told: dict[bytes, tuple[int, int]] = {}
    for count, (at, sender, station, version) in enumerate(sorted(heard)):
        sent += bridge.looks(last, at)
        payload = bridge.hears(at, sender, (station, version), counter=count + 1)
        told[payload], last = (station, version), at
    sent += bridge.looks(last, last + 100.0)
    payloads = [one.payload for _, one in sent]
    assert len(set(payloads)) == len(payloads)
    by_version = [told[payload] for payload in payloads]
    assert all(by_version.count(version) < OLD for version in by_version)


def test_only_packets_of_a_c_with_something_in_them() -> None:
    """Without entries, of an L, of a stranger or of a C whose keys are revoked nothing is repeated."""
    bridge = Bridge()
    bridge.keys.revoked.add(C2)
    bridge.hears(0.0, C1)
    bridge.hears(0.0, L, (C1, 3))
    bridge.hears(0.0, 999, (C1, 4))
    bridge.hears(0.0, C2, (C1, 5))
    assert bridge.looks(0.0, 1000.0) == []


def test_eight_wait_at_most_and_none_goes_out_late() -> None:
    """Beyond eight packets the rest is left to others, and after a sleep nothing old is repeated."""
    bridge = Bridge()
    for version in range(1, 20):
        bridge.hears(0.0, C1, (L, version), counter=version)
    assert len(bridge.looks(0.0, 100.0)) == WAITING_MAX
    bridge.hears(200.0, C1, (L, 30), counter=30)
    assert bridge.plane.departures(moment(200.0 + WAIT_S[1] + LATE_S + 1)) == []
    assert bridge.plane.next_timer() == float("inf")
