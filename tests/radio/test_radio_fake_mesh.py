"""The mesh of fake radios that the process tests stand on: it must flood, lose and forge as told."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from nsp_console.radio.base import BROADCAST, PRIVATE_PORT, LinkState, Outgoing, Priority, Radio, SendStep
from support.fake_mesh import EXERCISE, FakeMesh, flipped
from support.fake_radio import FakeChannel
from support.radio_watch import Watch, listening

NAMES = ("een", "twee", "drie")
FRAME = bytes(range(21))


@contextmanager
def three(**how: float) -> Iterator[tuple[FakeMesh, dict[str, Radio], dict[str, Watch]]]:
    """Three consoles' radios, all up."""
    with FakeMesh(**how) as mesh, ExitStack() as stack:  # type: ignore[arg-type]
        radios: dict[str, Radio] = {}
        watches: dict[str, Watch] = {}
        for name in NAMES:
            radios[name], watches[name] = stack.enter_context(listening(mesh.add(name).address))
        for watch in watches.values():
            watch.wait_state(LinkState.UP)
        yield mesh, radios, watches


def test_what_one_sends_the_others_hear_once() -> None:
    """A flooded frame reaches every other console once, bytes and sender unchanged, and is recorded with its size."""
    with three() as (mesh, radios, watches):
        radios["een"].send(Outgoing(1, FRAME, PRIVATE_PORT, want_ack=False, hop_limit=5))
        radios["een"].send(Outgoing(2, b"tot slot", PRIVATE_PORT, want_ack=False, hop_limit=5))
        for name in ("twee", "drie"):
            heard = watches[name].wait_packets(2)
            assert [packet.payload for packet in heard] == [FRAME, b"tot slot"]
            assert all(packet.private and packet.sender == mesh.radios["een"].node for packet in heard)
        assert watches["een"].packets == []
        assert [(packet.by, packet.bytes_on_air) for packet in mesh.air] == [("een", 44), ("een", 31)]


def test_zero_hops_stop_at_the_neighbours() -> None:
    """A frame without hops is heard by the neighbours only; with hops it goes round a cut link."""
    with three() as (mesh, radios, watches):
        mesh.cut("een", "drie")
        radios["een"].send(Outgoing(1, b"dichtbij", PRIVATE_PORT, want_ack=False, hop_limit=0))
        watches["twee"].wait_packets(1)
        radios["een"].send(Outgoing(2, b"ver", PRIVATE_PORT, want_ack=False, hop_limit=1))
        assert [(packet.payload, packet.hops) for packet in watches["drie"].wait_packets(1)] == [(b"ver", 1)]
        mesh.heal("een", "drie")
        radios["een"].send(Outgoing(3, b"weer", PRIVATE_PORT, want_ack=False, hop_limit=0))
        assert watches["drie"].wait_packets(2)[1].payload == b"weer"


def test_acks_are_told_as_the_firmware_does() -> None:
    """A relay that was overheard, the addressed radio's own ACK, and a NAK when nobody is in reach."""
    with three() as (mesh, radios, watches):
        radios["een"].send(Outgoing(1, b"ALARM", priority=Priority.ALARM, hop_limit=5))
        assert not watches["een"].wait_step(1, SendStep.RELAYED).by_addressee
        radios["een"].send(Outgoing(2, b"voor u", PRIVATE_PORT, node=mesh.radios["drie"].node))
        watches["een"].wait_for(lambda: any(step.by_addressee for step in watches["een"].progress(2)))
        heard = watches["drie"].wait_packets(2)[1]
        assert (heard.payload, heard.direct, bool(heard.public_key), heard.channel) == (b"voor u", True, True, "")
        mesh.off("een")
        radios["een"].send(Outgoing(3, b"niemand", PRIVATE_PORT))
        assert watches["een"].wait_step(3, SendStep.GAVE_UP).detail == "niemand_gehoord"
        assert [packet.payload for packet in watches["twee"].packets] == [b"ALARM"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_loss_is_as_told(seed: int) -> None:
    """With half of all receptions lost a zero-hop frame reaches a neighbour about half the time."""
    with three(loss=0.5, seed=seed) as (mesh, radios, watches):
        for token in range(60):
            while not radios["een"].send(Outgoing(token, bytes([token]), PRIVATE_PORT, want_ack=False, hop_limit=0)):
                watches["een"].wait_step(token - 8, SendStep.HANDED_OVER)
        mesh.wait_air(lambda packet: packet.by == "een", 60)
        mesh.loss = 0.0
        radios["een"].send(Outgoing(99, b"slot", PRIVATE_PORT, want_ack=False, hop_limit=0))
        watches["twee"].wait_for(
            lambda: watches["twee"].packets[-1:] and watches["twee"].packets[-1].payload == b"slot"
        )
        assert 15 <= len(watches["twee"].packets) - 1 <= 45


def test_forging_replaying_and_tampering() -> None:
    """A test can say, inject, replay, flip bits and spoil what is under way; other channels' frames stay sealed."""
    with three() as (mesh, radios, watches):
        radios["een"].send(Outgoing(1, FRAME, PRIVATE_PORT, want_ack=False, hop_limit=3))
        (sent,) = mesh.wait_air(lambda packet: packet.port == PRIVATE_PORT)
        watches["twee"].wait_packets(1)
        mesh.replay(sent, near=["twee"])
        mesh.replay(sent, near=["twee"], payload=flipped(FRAME, 9))
        mesh.say("water 300 l", sender=0x1234, near=["twee"])
        heard = watches["twee"].wait_packets(4)
        assert sorted(packet.payload for packet in heard) == sorted([FRAME, FRAME, flipped(FRAME, 9), b"water 300 l"])
        mesh.tamper = lambda packet, name: None if name == "drie" else flipped(packet.payload, 0)
        before = len(watches["drie"].packets)
        radios["een"].send(Outgoing(2, b"\x00", PRIVATE_PORT, want_ack=False, hop_limit=0))
        assert watches["twee"].wait_packets(5)[4].payload == b"\x01"
        mesh.tamper = None
        mesh.inject(b"oefening", channel=EXERCISE)
        mesh.inject(b"vreemd", channel=FakeChannel("BUREN", bytes(range(9, 41))))
        last = watches["drie"].wait_packets(before + 2)[-2:]
        assert [(packet.payload, packet.channel, packet.to == BROADCAST) for packet in last] == [
            (b"oefening", "NSP-OEF", True),
            (b"vreemd", "", True),
        ]
