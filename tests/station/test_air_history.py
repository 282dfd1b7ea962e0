"""The histories of the air stay small, never invent a figure, and cannot be pushed full by strangers."""

from hypothesis import given, settings, strategies as st

from nsp_console.radio.base import PRIVATE_PORT, PacketReceived
from nsp_console.station.air_history import (
    NODE_SLICE_S,
    NODE_SLICES,
    NODES_MAX,
    USE_SLICE_S,
    USE_SLICES,
    SignalLog,
    UseLog,
    snr_floor,
)

PERCENT = st.floats(0, 100, allow_nan=False)
STEPS = st.lists(st.tuples(st.floats(0, 7200), st.none() | PERCENT, st.none() | PERCENT), max_size=60)


def packet(sender: int, *, snr: float | None = 1.0, hops: int | None = 0, private: bool = True, mqtt: bool = False):  # type: ignore[no-untyped-def]
    """One packet as the radio gives it."""
    return PacketReceived(sender, 1, 1, "NSP", PRIVATE_PORT, b"x", private, snr=snr, hops=hops, via_mqtt=mqtt)


@given(STEPS)
def test_use_is_bounded_and_never_invented(steps: list[tuple[float, float | None, float | None]]) -> None:
    """However figures come, there are at most the named number of slices and every value was once told."""
    log, now = UseLog(), 0.0
    told: set[float] = set()
    for wait_s, own, channel in steps:
        now += wait_s
        log.note(own, channel, now)
        told |= {value for value in (own, channel) if value is not None}
        seen_own, seen_channel = log.view(now)
        assert len(seen_own) == len(seen_channel) <= USE_SLICES
        assert {value for value in (*seen_own, *seen_channel) if value is not None} <= told


@given(PERCENT, st.integers(1, USE_SLICES - 1))
def test_a_figure_holds_until_the_next_word(percent: float, slices: int) -> None:
    """A radio that says nothing new keeps its last figure in every slice; one that is gone leaves the rest unknown."""
    log = UseLog()
    log.note(percent, None, 0.0)
    own, channel = log.view(slices * USE_SLICE_S)
    assert own == (percent,) * (slices + 1)
    assert set(channel) == {None}
    log.note(None, None, slices * USE_SLICE_S)
    assert log.view((slices + 1) * USE_SLICE_S)[0][-1] is None


def test_a_slice_keeps_its_highest() -> None:
    """Within five minutes the highest of what was told is drawn."""
    log = UseLog()
    for percent in (3.0, 9.0, 1.0):
        log.note(percent, percent, 10.0)
    assert log.view(20.0) == ((9.0,), (9.0,))


def test_a_long_sleep_leaves_no_old_slices() -> None:
    """After a gap longer than the history only what held is left, and the work is bounded by the slices."""
    log = UseLog()
    log.note(5.0, 6.0, 0.0)
    own, channel = log.view(400 * 86_400.0)
    assert len(own) == len(channel) == USE_SLICES


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 30), st.floats(0, 40_000), st.floats(-30, 20)), max_size=80))
def test_every_radio_has_at_most_a_day(packets: list[tuple[int, float, float]]) -> None:
    """Each radio's history holds at most 24 hours, newest first, and its last packet is what is told of it."""
    log, now = SignalLog(), 0.0
    last: dict[int, float] = {}
    for node, wait_s, snr in packets:
        now += wait_s
        log.packet(packet(node, snr=snr), now)
        last[node] = snr
    views = log.view(now)
    assert {view.node: view.snr for view in views} == last
    for view in views:
        ages = [ago for ago, _ in view.history]
        assert ages == sorted(set(ages))
        assert all(0 <= ago < NODE_SLICES for ago in ages)


def test_a_flood_of_strangers_pushes_out_strangers_only() -> None:
    """Thousands of invented numbers leave every radio of our own channel in place, within the limit."""
    log = SignalLog()
    for node in range(50):
        log.packet(packet(node), 0.0)
    for node in range(1000, 4000):
        log.packet(packet(node, private=False), 1.0)
    views = log.view(2.0)
    assert len(views) == NODES_MAX
    assert {view.node for view in views if view.ours} == set(range(50))


def test_relayed_and_internet_packets_do_not_claim_a_signal() -> None:
    """A packet other radios passed on says nothing of its sender's signal, and what came by internet was not heard."""
    log = SignalLog()
    log.packet(packet(1, hops=2, snr=9.0), 0.0)
    log.packet(packet(2, mqtt=True), 0.0)
    (view,) = log.view(0.0)
    assert (view.node, view.hops, view.history) == (1, 2, ())


def test_the_strongest_of_an_hour_is_kept() -> None:
    """One weak packet does not hide that the same hour also had a strong one."""
    log = SignalLog()
    for snr in (-4.0, 6.0, -9.0):
        log.packet(packet(1, snr=snr), 5.0)
    log.packet(packet(1, snr=-2.0), NODE_SLICE_S + 5.0)
    (view,) = log.view(NODE_SLICE_S + 6.0)
    assert view.history == ((0, -2.0), (1, 6.0))
    assert view.packets == 4


def test_slower_presets_read_deeper() -> None:
    """The floor follows the spreading factor; of an unknown preset there is none."""
    assert snr_floor("SHORT_FAST") == -7.5
    assert snr_floor("MEDIUM_FAST") == -12.5
    assert snr_floor("LONG_SLOW") == -20.0
    assert snr_floor("EIGEN") is None
