"""What goes out over the real stream, and what the radio's answers are told as."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from nsp_console.radio.base import PRIVATE_PORT, LinkState, Outgoing, Priority, Radio, SendStep
from nsp_console.radio.timings import WRITES_MAX
from support.fake_radio import OWN_KEY, PUBLIC_KEY, Ack, Behaviour, FakeChannel, FakeRadio, delivered, nobody
from support.radio_watch import FAST, Watch, listening

PEER = 0x1001


@contextmanager
def attached(**does: object) -> Iterator[tuple[FakeRadio, Radio, Watch]]:
    with FakeRadio(behaviour=Behaviour(**does)) as fake, listening(fake.address) as (radio, watch):  # type: ignore[arg-type]
        watch.wait_state(LinkState.UP)
        yield fake, radio, watch


def test_two_texts_within_a_second_both_arrive() -> None:
    """The radio silently drops a second text that comes too soon; ours never come too soon."""
    slow = replace(FAST, text_gap_s=0.5)
    with FakeRadio(behaviour=Behaviour(text_gap_s=0.2)) as fake, listening(fake.address, slow) as (radio, watch):
        watch.wait_state(LinkState.UP)
        for token in (1, 2, 3):
            assert radio.send(Outgoing(token, f"tekst {token}".encode()))
        assert [sent.text for sent in fake.wait_sent(3)] == ["tekst 1", "tekst 2", "tekst 3"]


def test_a_text_refused_for_its_speed_is_sent_again() -> None:
    """When the radio answers RATE_LIMIT all the same (another client was texting), the text goes again."""
    with attached(text_gap_s=0.3, nak_fast_text=True) as (fake, radio, watch):
        radio.send(Outgoing(1, b"een"))
        radio.send(Outgoing(2, b"twee"))
        fake.wait_sent(2)
        watch.wait_step(2, SendStep.RELAYED)
        assert watch.wait_step(2, SendStep.RETRYING).detail == "te_snel"


def test_the_radio_queue_is_full_for_a_while() -> None:
    """res=32 three times over: the packet is offered again under new numbers until it is taken."""
    with attached(results=[32, 32, 32]) as (fake, radio, watch):
        radio.send(Outgoing(1, b"x", port=PRIVATE_PORT))
        assert fake.wait_sent(1)[0].payload == b"x"
        assert watch.wait_step(1, SendStep.HANDED_OVER).attempt == 4


def test_no_free_slots_is_waited_out_by_asking() -> None:
    """A radio that says it has no room is asked again, and sending goes on when there is room: no endless wait."""
    with attached(free=0) as (fake, radio, _):
        fake.wait_for(lambda: fake.heartbeats >= 2)  # the answer to the first has been read
        radio.send(Outgoing(1, b"x", port=PRIVATE_PORT))
        before = fake.heartbeats
        fake.wait_for(lambda: fake.heartbeats >= before + 2)
        assert fake.sent == []
        fake.does.free = 16
        fake.wait_sent(1)


def test_duty_cycle_used_up() -> None:
    """DUTY_CYCLE_LIMIT is told as waiting, and the packet goes when the radio allows it."""
    with attached(results=[9]) as (fake, radio, watch):
        radio.send(Outgoing(1, b"x", port=PRIVATE_PORT))
        assert watch.wait_step(1, SendStep.RETRYING).detail == "zendtijd_op"
        fake.wait_sent(1)


def test_an_alarm_overtakes_over_the_wire() -> None:
    """With a long queue of gossip waiting, an alarm is handed over next and with the radio's highest priority."""
    with attached(free=3) as (fake, radio, _):
        fake.wait_for(lambda: fake.heartbeats >= 1)
        fake.freeze()
        for token in range(40):
            radio.send(Outgoing(token, b"roddel", PRIVATE_PORT, None, Priority.LOW, False, 0))
        radio.send(Outgoing(99, b"ALARM", priority=Priority.ALARM))
        fake.thaw()
        fake.wait_sent(5)
        place = [sent.text for sent in fake.sent].index("ALARM")
        assert place <= 2  # behind what was in flight already
        assert fake.sent[place].priority == 110
        assert {sent.priority for sent in fake.sent if sent.text != "ALARM"} == {10}


@pytest.mark.parametrize(
    ("priority", "number"), [(Priority.ALARM, 110), (Priority.HIGH, 80), (Priority.NORMAL, 64), (Priority.LOW, 10)]
)
def test_priorities_on_the_wire(priority: Priority, number: int) -> None:
    """Each priority becomes the radio's own number for it."""
    with attached() as (fake, radio, _):
        radio.send(Outgoing(1, b"x", priority=priority))
        assert fake.wait_sent(1)[0].priority == number


def test_hop_limits_on_the_wire() -> None:
    """Zero hops without ACK stays zero; no choice means the radio's own setting."""
    with FakeRadio(hop_limit=5) as fake, listening(fake.address) as (radio, watch):
        watch.wait_state(LinkState.UP)
        radio.send(Outgoing(1, b"a", PRIVATE_PORT, want_ack=False, hop_limit=0))
        radio.send(Outgoing(2, b"b", PRIVATE_PORT))
        hops = {sent.payload: (sent.hop_limit, sent.want_ack) for sent in fake.wait_sent(2)}
        assert hops == {b"a": (0, False), b"b": (5, True)}


def test_a_direct_message_climbs_the_whole_ladder() -> None:
    """A direct message is told as relayed first, and as acknowledged by the addressed radio when that is so."""
    with attached(acks=delivered) as (fake, radio, watch):
        radio.send(Outgoing(1, b"voor u", node=PEER))
        watch.wait_for(lambda: len(watch.progress(1)) >= 3)
        assert [(p.step, p.by_addressee) for p in watch.progress(1)] == [
            (SendStep.HANDED_OVER, False),
            (SendStep.RELAYED, False),
            (SendStep.RELAYED, True),
        ]
        assert fake.sent[0].to == PEER


def test_nak_then_ack_over_the_wire() -> None:
    """MAX_RETRANSMIT and then NONE: told as relayed; a still later ACK after "given up" counts too."""
    with attached(acks=lambda sent: (Ack(5), Ack(0, after_s=0.1))) as (fake, radio, watch):
        radio.send(Outgoing(1, b"a", port=PRIVATE_PORT))
        watch.wait_step(1, SendStep.RELAYED)
        assert watch.steps(1) == [SendStep.HANDED_OVER, SendStep.RELAYED]
        fake.does.acks = lambda sent: (Ack(5),)
        radio.send(Outgoing(2, b"b", port=PRIVATE_PORT))
        assert watch.wait_step(2, SendStep.GAVE_UP).detail == "niemand_gehoord"
        fake.acknowledge(fake.sent[-1].id)
        watch.wait_step(2, SendStep.RELAYED)


def test_a_radio_without_queue_states() -> None:
    """A radio that never confirms packets still sends them: the same number again is the same packet."""
    with attached(queue_status=False, acks=nobody) as (fake, radio, watch):
        radio.send(Outgoing(1, b"x", port=PRIVATE_PORT, want_ack=False))
        assert watch.wait_step(1, SendStep.HANDED_OVER).detail == "zonder_bevestiging"
        assert len({sent.id for sent in fake.sent}) == 1
        assert len(fake.sent) == WRITES_MAX


def test_sent_while_the_radio_is_away() -> None:
    """What is sent while nothing is attached waits in the outbox, and goes when the radio comes; alarms first."""
    with FakeRadio(present=False) as fake, listening(fake.address) as (radio, watch):
        watch.wait_state(LinkState.NO_DEVICE)
        radio.send(Outgoing(1, b"gewoon"))
        radio.send(Outgoing(2, b"ALARM", priority=Priority.ALARM))
        fake.appear()
        assert [sent.text for sent in fake.wait_sent(2)] == ["ALARM", "gewoon"]


def test_hundred_packets_all_go_out_once() -> None:
    """A hundred packets through a small radio queue, with a restart half-way, all go on air; refused sends are told."""
    with attached(acks=delivered, results=[0] * 20 + [32] * 5) as (fake, radio, watch):
        waiting = list(range(100))
        while waiting:
            if radio.send(Outgoing(waiting[0], f"p{waiting[0]}".encode(), PRIVATE_PORT, PEER)):
                waiting.pop(0)
            else:
                told = len(watch.events)
                watch.wait_for(lambda told=told: len(watch.events) > told)  # type: ignore[misc]
            if len(waiting) == 50 and fake.reboots == 7:
                fake.restart()
        watch.wait_for(lambda: all(SendStep.RELAYED in watch.steps(token) for token in range(100)))
        assert {sent.text for sent in fake.sent} == {f"p{number}" for number in range(100)}
        ids: dict[str, set[int]] = {}
        for sent in fake.sent:
            ids.setdefault(sent.text, set()).add(sent.id)
        assert all(len(numbers) == 1 for numbers in ids.values())  # what went twice is one packet to every receiver


def test_airtime_of_what_was_sent_is_in_the_status() -> None:
    """The share of the hour we were on air is counted at the radio's preset and told."""
    with attached() as (_, radio, watch):
        progress = None
        for token in range(5):
            radio.send(Outgoing(token, b"x" * 120, port=PRIVATE_PORT))
            progress = watch.wait_step(token, SendStep.HANDED_OVER)
        assert progress is not None
        assert progress.airtime_s == pytest.approx(0.386, abs=0.001)
        watch.wait_for(lambda: (radio.status().air_use_pct or 0) >= 0.05)


def hostile(number: int) -> bytes:
    """One of endless many unpleasant payloads."""
    rng = random.Random(number)
    kinds: list[Callable[[], bytes]] = [
        lambda: bytes(rng.randrange(256) for _ in range(rng.randrange(233))),
        lambda: b"\xff\xfe" + b"A" * rng.randrange(200),
        lambda: "\u202e[bold red]\x1b]52;c;aaaa\x07 =cmd|' /C calc'!A0".encode(),
        lambda: ("🆘" * rng.randrange(1, 50)).encode(),
        lambda: json.dumps({"x": [[]] * rng.randrange(9)}).encode(),
        lambda: b"",
        lambda: b"\x00" * rng.randrange(1, 230),
        lambda: b"\x94\xc3\x02\x00" * rng.randrange(1, 50),
    ]
    return rng.choice(kinds)()


def test_two_hundred_hostile_payloads_arrive_as_they_are() -> None:
    """Whatever is in a packet, on whatever port and channel, its bytes arrive unchanged or not at all."""
    with attached() as (fake, radio, watch):
        rng = random.Random(5)
        expected: list[bytes] = []
        for number in range(200):
            payload = hostile(number)
            port = rng.choice([1, 1, 1, 256, 11, 4, 5, 6, 3, 67, 70, 65, 300, 600])
            fake.hear_node(rng.randrange(1, 2**32), "!11111111", "\x1b[2J")  # a forged user id in the node database
            fake.hear(payload, sender=rng.choice([0, 1, 0xFFFFFFFF, 0x33333333]), port=port, channel=rng.randrange(9))
            if port in (1, 256, 11):
                expected.append(payload)
        fake.hear_encrypted(b"\x00\x01", sender=9)
        fake.hear("slot", sender=0x1002)
        watch.wait_for(lambda: any(packet.payload == b"slot" for packet in watch.packets))
        assert [packet.payload for packet in watch.packets] == [*expected, b"\x00\x01", b"slot"]
        assert all(packet.channel == "NSP" for packet in watch.packets if packet.private)
        assert radio.status().state is LinkState.UP


def test_identity_is_the_integer_sender() -> None:
    """A node record with a forged user id does not change who a packet is from."""
    with attached() as (fake, _, watch):
        fake.hear_node(0x33333333, "!11111111", "de burgemeester")
        fake.hear("ik ben het echt", sender=0x33333333)
        assert watch.wait_packets(1)[0].sender == 0x33333333


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "NSP", "LongFast", "nsp", "NSP "]), st.sampled_from([OWN_KEY, PUBLIC_KEY, b""])),
        min_size=1,
        max_size=6,
    )
)
def test_only_the_channel_with_our_name_and_its_own_key(channels: list[tuple[str, bytes]]) -> None:
    """Over the wire, for any channel table: only the first channel called NSP with its own key makes a line private."""
    table = [FakeChannel(name, psk) for name, psk in channels]
    ours = next((index for index, channel in enumerate(table) if channel == FakeChannel("NSP", OWN_KEY)), None)
    with FakeRadio(channels=table) as fake, listening(fake.address) as (_, watch):
        watch.wait_state(LinkState.UP if ours is not None else LinkState.WRONG_CHANNEL)
        for index in range(len(table)):
            fake.hear(f"van {index}", channel=index)
        private = [
            packet.payload for packet in watch.wait_packets(len(table)) if packet.private and packet.channel == "NSP"
        ]
        assert private == ([f"van {ours}".encode()] if ours is not None else [])
