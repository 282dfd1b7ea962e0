"""Two channels on the simulated radio, and frames without hops, as the firmware has them."""

from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.drill.world.mesh import SimMesh
from nsp_console.drill.world.propagation import Mast, local_mast
from nsp_console.drill.world.scheduler import Scheduler
from nsp_console.drill.world.simradio import SimRadio
from nsp_console.link.airtime import PRESETS
from nsp_console.radio.base import (
    PRIVATE_PORT,
    LinkState,
    Outgoing,
    PacketReceived,
    Priority,
    RadioEvent,
    SendProgress,
    SendStep,
)
from nsp_console.radio.hub import RadioHub

WORLDS = ("NSP", "NSP-OEF")
KM_NORTH = 1 / 111.2


def at(km: float) -> Mast:
    return local_mast(52.25 + km * KM_NORTH, 6.16)


def console(mesh: SimMesh, name: str, km: float, channels: tuple[str, ...]) -> tuple[SimRadio, list[RadioEvent]]:
    radio = SimRadio(mesh, mesh.add(name, at(km), channels=channels), Random(name), private=WORLDS)
    events: list[RadioEvent] = []
    radio.start(events.append)
    return radio, events


def packets(events: list[RadioEvent]) -> list[PacketReceived]:
    return [event for event in events if isinstance(event, PacketReceived)]


def chain(seed: int, *channels: tuple[str, ...]) -> tuple[SimMesh, list[tuple[SimRadio, list[RadioEvent]]]]:
    """Consoles 5 km apart: neighbours hear each other, the ends do not."""
    mesh = SimMesh(Scheduler(), Random(seed), PRESETS["MEDIUM_FAST"])
    consoles = [console(mesh, str(i), 5.0 * i, has) for i, has in enumerate(channels)]
    mesh.cut("0", "2")
    return mesh, consoles


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 3))
def test_a_frame_goes_exactly_as_far_as_its_hops(seed: int, hops: int) -> None:
    """Port 256 without want_ack: with no hops left it is one transmission that only neighbours hear, 160 ms of air."""
    mesh, consoles = chain(seed, WORLDS, WORLDS, WORLDS)
    radio, told = consoles[0]
    radio.send(Outgoing(1, b"\x00" * 21, PRIVATE_PORT, None, Priority.LOW, want_ack=False, hop_limit=hops))
    mesh.scheduler.advance(60)
    near, far = packets(consoles[1][1]), packets(consoles[2][1])
    assert [packet.hops for packet in near] in ([0], [])  # shadowing may put a neighbour out of reach
    if hops == 0:
        assert mesh.counts.transmissions == 1
        assert far == []
        assert mesh.air_seconds()["0"] == pytest.approx(0.160, abs=0.001)
    assert [packet.hops for packet in far] in ([1], []) if near and hops else far == []
    progress = [event.step for event in told if isinstance(event, SendProgress)]
    assert progress == [SendStep.HANDED_OVER]


def test_zero_hops_with_an_ack_are_the_radio_s_own_limit() -> None:
    """The firmware honours hop limit 0 only without want_ack; the simulated radio does the same."""
    mesh, consoles = chain(3, WORLDS, WORLDS, WORLDS)
    consoles[0][0].send(Outgoing(1, b"x", PRIVATE_PORT, hop_limit=0))
    mesh.scheduler.advance(60)
    assert [packet.hops for packet in packets(consoles[2][1])] == [1]


def test_two_worlds_on_one_simulated_radio() -> None:
    """Each world hears its own channel as private; a radio without the exercise channel passes it on unread."""
    mesh, consoles = chain(3, WORLDS, ("NSP",), WORLDS)
    ends = []
    for radio, _ in (consoles[0], consoles[2]):
        hub = RadioHub(radio, "NSP")
        told: dict[str, list[RadioEvent]] = {name: [] for name in WORLDS}
        ports = {name: hub.attach(name) for name in WORLDS}
        for name in WORLDS:
            ports[name].start(told[name].append)
        ends.append((ports, told))
    (ports, _), (_, heard) = ends
    for name in WORLDS:
        ports[name].send(Outgoing(1, name.encode(), PRIVATE_PORT, None, Priority.NORMAL, False, 3))
        mesh.scheduler.advance(mesh.scheduler.now_s + 30)
    for name in WORLDS:
        assert [(p.payload, p.channel, p.private) for p in packets(heard[name])] == [(name.encode(), name, True)]
    assert [packet.channel for packet in packets(consoles[1][1])] == ["NSP"]


def test_a_channel_the_simulated_radio_does_not_have() -> None:
    """Sending on it is refused visibly, the link tells what is missing, and nothing goes on air."""
    mesh, ((radio, told), *_) = chain(3, ("NSP",), WORLDS, WORLDS)
    assert radio.status().state is LinkState.UP
    assert dict(radio.status().missing) == {"NSP-OEF": "kanaal_ontbreekt"}
    assert radio.send(Outgoing(5, b"x", PRIVATE_PORT, channel="NSP-OEF"))
    mesh.scheduler.advance(30)
    assert [(e.token, e.step, e.detail) for e in told if isinstance(e, SendProgress)] == [
        (5, SendStep.GAVE_UP, "geen_kanaal")
    ]
    assert mesh.counts.transmissions == 0
