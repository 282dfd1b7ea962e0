"""One radio, the inzet and an exercise: each on its own channel, one outbox, one ledger, and the inzet first."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from nsp_console.link.airtime import PRESETS
from nsp_console.radio import timings as limits
from nsp_console.radio.base import PRIVATE_PORT, LinkState, Outgoing, Priority, SendStep
from nsp_console.radio.hub import HubPort, RadioHub
from nsp_console.radio.ledger import EXERCISE_STOP_PCT, AirtimeLedger
from nsp_console.radio.opening import open_radio
from nsp_console.radio.outbox import RANK, Outbox
from nsp_console.radio.timings import Timings
from support.fake_mesh import EXERCISE, INZET
from support.fake_radio import OWN_KEY, PUBLIC_KEY, Behaviour, FakeChannel, FakeRadio, nobody
from support.radio_watch import FAST, Watch

WORLDS = ("NSP", "NSP-OEF")
BOTH = (FakeChannel("", PUBLIC_KEY), INZET, EXERCISE)


@contextmanager
def two_worlds(
    channels: tuple[FakeChannel, ...] = BOTH, present: bool = True, **does: object
) -> Iterator[tuple[FakeRadio, dict[str, HubPort], dict[str, Watch]]]:
    """Both stations on one real stream, not yet waited for."""
    behaviour = Behaviour(**does)  # type: ignore[arg-type]
    with FakeRadio(channels=channels, behaviour=behaviour, present=present) as fake:
        hub = RadioHub(open_radio(fake.address, WORLDS, timings=FAST, rng=Random(1)), "NSP")
        ports = {name: hub.attach(name) for name in WORLDS}
        watches = {name: Watch() for name in WORLDS}
        for name in WORLDS:
            ports[name].start(watches[name])
        try:
            yield fake, ports, watches
        finally:
            hub.close()


# ── channels ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_each_world_sends_and_hears_on_its_own_channel() -> None:
    """Both stations use equal tokens; each hears its own channel as private and gets the progress of its own packet."""
    with two_worlds() as (fake, ports, watches):
        for name in WORLDS:
            watches[name].wait_state(LinkState.UP)
            assert ports[name].send(Outgoing(7, name.encode(), PRIVATE_PORT))
        assert {sent.channel: sent.payload for sent in fake.wait_sent(2)} == {"NSP": b"NSP", "NSP-OEF": b"NSP-OEF"}
        for name in WORLDS:
            watches[name].wait_step(7, SendStep.RELAYED)
            fake.hear(f"voor {name}", channel=name)
        for name in WORLDS:
            (heard,) = watches[name].wait_packets(1)
            assert (heard.payload, heard.channel, heard.private) == (f"voor {name}".encode(), name, True)


def test_a_proved_direct_message_is_for_the_inzet_only() -> None:
    """A direct message under a public key names no channel: the exercise never sees it."""
    with two_worlds() as (fake, _, watches):
        watches["NSP-OEF"].wait_state(LinkState.UP)
        fake.hear("persoonlijk", to=fake.node, pki_key=bytes(range(32)))
        fake.hear("slot", channel="NSP-OEF")
        assert watches["NSP"].wait_packets(1)[0].payload == b"persoonlijk"
        assert [packet.payload for packet in watches["NSP-OEF"].wait_packets(1)] == [b"slot"]


@pytest.mark.parametrize("there", WORLDS)
def test_a_channel_that_is_not_on_the_radio(there: str) -> None:
    """The station whose channel is missing sees that and nothing of it goes on air; the other works as ever."""
    missing = WORLDS[1 - WORLDS.index(there)]
    with two_worlds((FakeChannel(there), FakeChannel(missing, PUBLIC_KEY))) as (fake, ports, watches):
        watches[there].wait_state(LinkState.UP)
        watches[missing].wait_state(LinkState.WRONG_CHANNEL)
        assert ports[missing].status().detail.startswith("sleutel_openbaar")
        assert ports[there].status().state is LinkState.UP
        assert ports[missing].send(Outgoing(1, b"nergens heen"))
        assert ports[there].send(Outgoing(1, b"goed"))
        watches[there].wait_step(1, SendStep.RELAYED)
        assert [sent.text for sent in fake.sent] == ["goed"]
        if missing == "NSP-OEF":  # what is for the inzet waits for the operator to put its channel on the radio
            assert watches[missing].wait_step(1, SendStep.GAVE_UP).detail == "geen_kanaal"


CHANNEL = st.tuples(st.sampled_from(["", *WORLDS, "BUREN"]), st.sampled_from([OWN_KEY, PUBLIC_KEY, b""]))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CHANNEL, min_size=1, max_size=6))
def test_nothing_ever_leaves_on_a_channel_without_its_own_key(table: list[tuple[str, bytes]]) -> None:
    """For any channel table: what goes on air goes on a channel of that very name with a key of its own, or not."""
    channels = tuple(FakeChannel(name, psk) for name, psk in table)
    good = {channel.name for channel in channels if channel.psk == OWN_KEY} & set(WORLDS)
    with two_worlds(channels, acks=nobody) as (fake, ports, watches):
        for name in WORLDS:
            watches[name].wait_state(LinkState.UP if name in good else LinkState.WRONG_CHANNEL)
            ports[name].send(Outgoing(1, name.encode(), PRIVATE_PORT, want_ack=False))
        for name in good:
            watches[name].wait_step(1, SendStep.HANDED_OVER)
        beats = fake.heartbeats
        fake.wait_for(lambda: fake.heartbeats > beats)
        assert {sent.text for sent in fake.sent} == good
        assert all(sent.channel == sent.text for sent in fake.sent)


# ── who goes first ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_at_equal_priority_the_inzet_goes_first_over_the_wire() -> None:
    """What both worlds handed over before the radio came leaves by priority, and the inzet first among equals."""
    with two_worlds(present=False) as (fake, ports, watches):
        watches["NSP"].wait_state(LinkState.NO_DEVICE)
        token = 0
        for priority in (Priority.LOW, Priority.ALARM, Priority.NORMAL):
            for name in reversed(WORLDS):
                token += 1
                ports[name].send(Outgoing(token, f"{name} {priority}".encode(), PRIVATE_PORT, None, priority))
        fake.appear()
        assert [sent.text for sent in fake.wait_sent(6)] == [
            f"{name} {priority}" for priority in (Priority.ALARM, Priority.NORMAL, Priority.LOW) for name in WORLDS
        ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORLDS), st.sampled_from(Priority)), max_size=80), st.integers(0, 2**32))
def test_order_and_bounds_of_the_one_outbox(sends: list[tuple[str, Priority]], seed: int) -> None:
    """Any mix leaves by (priority, inzet first, age), an exercise never takes more than its share of the places."""
    ledger = AirtimeLedger()
    ledger.preset = PRESETS["MEDIUM_FAST"]
    outbox = Outbox(Timings(), ledger, Random(seed), "NSP")
    taken = [
        (name, priority, token)
        for token, (name, priority) in enumerate(sends)
        if outbox.add(Outgoing(token, b"x", PRIVATE_PORT, None, priority, want_ack=False, channel=name), 0.0)
    ]
    exercises = [each for each in taken if each[0] != "NSP"]
    assert len(exercises) <= limits.EXERCISE_MAX
    left: list[int] = []
    while (item := outbox.take(0.0)) is not None:
        left.append(item.packet.token)
        outbox.queue_state(0, 16, item.packet_id, 0.0)
    order = sorted(taken, key=lambda each: (RANK[each[1]], each[0] != "NSP", each[2]))
    assert left == [token for _, _, token in order]


def test_an_exercise_leaves_half_of_the_hour_to_the_inzet() -> None:
    """Above its own stop nothing of the exercise but an alarm goes out, and above the hard stop not even that."""
    ledger = AirtimeLedger()
    outbox = Outbox(Timings(), ledger, Random(1), "NSP")
    ledger.spend(EXERCISE_STOP_PCT / 100 * 3600, 0.0)
    for token, name, priority in (
        (1, "NSP-OEF", Priority.HIGH),
        (2, "NSP", Priority.LOW),
        (3, "NSP-OEF", Priority.ALARM),
    ):
        outbox.add(Outgoing(token, b"x", PRIVATE_PORT, None, priority, want_ack=False, channel=name), 0.0)
    gone = []
    while (item := outbox.take(1.0)) is not None:
        gone.append(item.packet.token)
        outbox.queue_state(0, 16, item.packet_id, 1.0)
    assert gone == [3, 2]
    ledger.spend(EXERCISE_STOP_PCT / 100 * 3600, 1.0)
    outbox.add(Outgoing(4, b"x", PRIVATE_PORT, None, Priority.ALARM, want_ack=False, channel="NSP-OEF"), 1.0)
    outbox.add(Outgoing(5, b"x", PRIVATE_PORT, None, Priority.ALARM, want_ack=False), 1.0)
    last = outbox.take(2.0)
    assert last is not None
    assert last.packet.token == 5
    outbox.queue_state(0, 16, last.packet_id, 2.0)
    assert outbox.take(2.0) is None
