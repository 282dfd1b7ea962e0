"""Frames between consoles on the real stream: their radio parameters, their pace, and their bytes untouched."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from nsp_console.link.airtime import PRESETS
from nsp_console.radio.base import (
    PRIVATE_PORT,
    TEXT_PORT,
    LinkState,
    Outgoing,
    PacketReceived,
    Priority,
    Radio,
    SendStep,
)
from nsp_console.radio.ledger import AirtimeLedger
from nsp_console.radio.outbox import Outbox
from nsp_console.radio.timings import Timings
from support.fake_radio import Behaviour, FakeRadio, nobody
from support.radio_watch import FAST, Watch, listening


@contextmanager
def attached(timings: Timings = FAST, **does: object) -> Iterator[tuple[FakeRadio, Radio, Watch]]:
    behaviour = Behaviour(**does)  # type: ignore[arg-type]
    with FakeRadio(behaviour=behaviour) as fake, listening(fake.address, timings) as (radio, watch):
        watch.wait_state(LinkState.UP)
        yield fake, radio, watch


# kind of frame, as the link sends it → what must stand in the protobuf (design: protocol, and "Meshtastic facts")
KINDS = {
    "status": (Outgoing(1, b"x" * 21, PRIVATE_PORT, None, Priority.NORMAL, False, 0), (256, 0, False, 64)),
    "groet": (Outgoing(1, b"x" * 30, PRIVATE_PORT, None, Priority.LOW, False, 0), (256, 0, False, 10)),
    "post": (Outgoing(1, b"x" * 90, PRIVATE_PORT, None, Priority.HIGH, False, 5), (256, 5, False, 80)),
    "ontvangst": (Outgoing(1, b"x" * 20, PRIVATE_PORT, None, Priority.NORMAL, False, 2), (256, 2, False, 64)),
    "ondertekend": (Outgoing(1, b"x" * 231, PRIVATE_PORT, None, Priority.HIGH, False, 7), (256, 7, False, 80)),
    "alarm": (Outgoing(1, b"ALARM L-ZWO-09 01", TEXT_PORT, None, Priority.ALARM, True, 5), (1, 5, True, 110)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_in_the_protobuf(kind: str) -> None:
    """Each kind of frame reaches the radio with exactly the port, hop limit, want_ack and priority it was given."""
    outgoing, wanted = KINDS[kind]
    with attached() as (fake, radio, _):
        assert radio.send(outgoing)
        (sent,) = fake.wait_sent(1)
        assert (sent.port, sent.hop_limit, sent.want_ack, sent.priority) == wanted
        assert sent.payload == outgoing.payload


def test_frames_do_not_wait_for_the_pace_of_texts() -> None:
    """Between two texts the radio's two seconds are kept; frames handed over meanwhile go at once, in between."""
    with attached(replace(FAST, text_gap_s=0.5), text_gap_s=0.4) as (fake, radio, _):
        for token in (1, 2):
            radio.send(Outgoing(token, b"tekst"))
        for token in range(3, 13):
            radio.send(Outgoing(token, b"frame", PRIVATE_PORT, None, Priority.LOW, False, 0))
        sent = fake.wait_sent(12)
        texts = [packet for packet in sent if packet.port == TEXT_PORT]
        frames = [packet for packet in sent if packet.port == PRIVATE_PORT]
        assert texts[1].at - texts[0].at >= 0.4
        assert max(frame.at for frame in frames) < texts[1].at


@pytest.mark.parametrize("queue_status", [True, False])
def test_without_want_ack_the_end_comes_at_once(queue_status: bool) -> None:
    """A frame that asked no ACK is done when the radio has it, and no silence afterwards makes it a failure."""
    with attached(queue_status=queue_status, acks=nobody) as (fake, radio, watch):
        for token in range(4):
            radio.send(Outgoing(token, bytes([token]), PRIVATE_PORT, None, Priority.NORMAL, False, 0))
        for token in range(4):
            watch.wait_step(token, SendStep.HANDED_OVER)
        fake.drop()
        watch.wait_state(LinkState.UP, after=len(watch.events))
        radio.send(Outgoing(99, b"later", PRIVATE_PORT, None, Priority.NORMAL, False, 0))
        watch.wait_step(99, SendStep.HANDED_OVER)
        for token in range(4):
            assert watch.steps(token)[-1] is SendStep.HANDED_OVER
            assert SendStep.GAVE_UP not in watch.steps(token)


def test_a_frame_does_not_wait_long_for_a_radio_that_is_away() -> None:
    """After two minutes a frame is given up, as the link has a newer one; lines for people wait on."""
    outbox = Outbox(Timings(), AirtimeLedger(), Random(1))
    outbox.add(Outgoing(1, b"frame", PRIVATE_PORT, None, Priority.NORMAL, False, 0), 0.0)
    outbox.add(Outgoing(2, b"tekst"), 0.0)
    outbox.tick(Timings().frame_keep_s + 1, link_up=False, alive_at=0.0)
    assert [(told.token, told.step, told.detail) for told in outbox.events()] == [(1, SendStep.GAVE_UP, "te_oud")]


def test_the_ledger_counts_frames_as_the_design_does() -> None:
    """A status frame of 21 bytes is 44 on air: 160 ms at MEDIUM_FAST."""
    ledger = AirtimeLedger()
    ledger.preset = PRESETS["MEDIUM_FAST"]
    assert ledger.cost_s(PRIVATE_PORT, 21) == pytest.approx(0.160, abs=0.001)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.binary(max_size=231), min_size=1, max_size=12, unique=True))
def test_any_bytes_pass_untouched_both_ways(payloads: list[bytes]) -> None:
    """Whatever bytes a frame is made of, they go out and come in unchanged, with the hops they made."""
    with attached() as (fake, radio, watch):
        for token, payload in enumerate(payloads):
            radio.send(Outgoing(token, payload, PRIVATE_PORT, None, Priority.NORMAL, False, 0))
            fake.hear(payload, port=PRIVATE_PORT, hops=(5, 5 - token % 6))
        heard: list[PacketReceived] = watch.wait_packets(len(payloads))
        assert [sent.payload for sent in fake.wait_sent(len(payloads))] == payloads
        assert [(packet.payload, packet.port, packet.hops, packet.private) for packet in heard] == [
            (payload, PRIVATE_PORT, token % 6, True) for token, payload in enumerate(payloads)
        ]


def test_zero_hops_are_zero_only_when_the_radio_can_tell() -> None:
    """Hop limit 0 reads as heard directly when the sender's firmware is new enough to say so; else nobody knows."""
    with attached() as (fake, _, watch):
        fake.hear(b"nieuw", port=PRIVATE_PORT, hops=(0, 0), bitfield=True)
        fake.hear(b"oud", port=PRIVATE_PORT, hops=(0, 0))
        fake.hear(b"onzin", port=PRIVATE_PORT, hops=(2, 3), bitfield=True)
        assert [packet.hops for packet in watch.wait_packets(3)] == [0, None, None]
