"""The simulated mesh against the tables of the airtime facts, and its behaviour as the firmware's."""

from functools import partial
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.drill.world.mesh import SimMesh
from nsp_console.drill.world.node import DUTY_MAX, QUEUE_MAX
from nsp_console.drill.world.packets import MeshPacket, Role
from nsp_console.drill.world.phone import Phone, TextSeen
from nsp_console.drill.world.propagation import Mast, distance_km, kazerne_mast, local_mast, range_km
from nsp_console.drill.world.scheduler import Scheduler
from nsp_console.drill.world.simradio import SimRadio
from nsp_console.link.airtime import PRESETS, time_on_air_ms
from nsp_console.radio.base import (
    LinkChanged,
    LinkState,
    Outgoing,
    PacketReceived,
    RadioEvent,
    SendProgress,
    SendStep,
)

MEDIUM_FAST = PRESETS["MEDIUM_FAST"]
SIZES = (10, 20, 24, 30, 40, 60, 80, 120, 160, 200, 233)
AIRTIME_MS = {  # facts, airtime §1: milliseconds for 16 + SIZES bytes on air
    "SHORT_FAST": (34.9, 42.6, 45.2, 50.3, 58.0, 73.3, 86.1, 116.9, 145.0, 175.7, 198.8),
    "SHORT_SLOW": (64.8, 80.1, 85.2, 90.4, 105.7, 131.3, 156.9, 208.1, 259.3, 310.5, 351.5),
    "MEDIUM_FAST": (119.3, 150.0, 160.3, 170.5, 191.0, 242.2, 283.1, 375.3, 467.5, 559.6, 631.3),
    "MEDIUM_SLOW": (238.6, 279.6, 300.0, 320.5, 361.5, 443.4, 525.3, 689.2, 853.0, 1016.8, 1139.7),
    "LONG_FAST": (436.2, 518.1, 559.1, 600.1, 682.0, 804.9, 968.7, 1255.4, 1542.1, 1869.8, 2115.6),
    "LONG_MODERATE": (1249.3, 1511.4, 1642.5, 1904.6, 2166.8, 2691.1, 3346.4, 4526.1, 5705.7, 6754.3, 7802.9),
    "LONG_SLOW": (2498.6, 3022.8, 3022.8, 3547.1, 4071.4, 5120.0, 6168.6, 8265.7, 10362.9, 12460.0, 14032.9),
}
RANGES_KM = {  # facts, airtime §3.2: median range
    "SHORT_FAST": (5.1, 8.4, 13.9),
    "MEDIUM_FAST": (6.8, 11.5, 19.0),
    "MEDIUM_SLOW": (7.9, 13.4, 22.2),
    "LONG_FAST": (9.2, 15.7, 25.9),
}
HOME = (52.25, 6.16)
KM_NORTH = 1 / 111.2  # degrees of latitude in one kilometre


def mast(north_km: float = 0.0, high: bool = False) -> Mast:
    return (kazerne_mast if high else local_mast)(HOME[0] + north_km * KM_NORTH, HOME[1])


def mesh_of(*places: float, seed: int = 1, loss: float = 0.0, role: Role = Role.CLIENT) -> tuple[SimMesh, list[Phone]]:
    """A mesh with a phone at each of `places` (km north), named by its index."""
    rng = Random(seed)
    mesh = SimMesh(Scheduler(), rng, MEDIUM_FAST, loss)
    phones = [Phone(mesh.add(str(i), mast(place), role), rng) for i, place in enumerate(places)]
    return mesh, phones


def inbox(phone: Phone) -> list[TextSeen]:
    seen: list[TextSeen] = []
    phone.on_text = seen.append
    return seen


@pytest.mark.parametrize("preset", sorted(AIRTIME_MS))
def test_airtime_equals_the_table_for_every_preset_and_size(preset: str) -> None:
    """A packet is on air exactly as long as the facts table says, to the table's own precision."""
    for size, expected in zip(SIZES, AIRTIME_MS[preset], strict=True):
        assert time_on_air_ms(PRESETS[preset], size + 16) == pytest.approx(expected, abs=0.051)


def test_a_text_takes_that_airtime_on_the_simulated_channel() -> None:
    """The ledger of a radio books what the formula says for the line it sent."""
    mesh, (phone,) = mesh_of(0.0)
    phone.send("x" * 97)  # 16 header + 2 port + 2 length + 97 text + 2 bitfield
    mesh.scheduler.advance(1.0)
    assert mesh.air_seconds()["0"] == pytest.approx(time_on_air_ms(MEDIUM_FAST, 119) / 1000)


@pytest.mark.parametrize("preset", sorted(RANGES_KM))
def test_median_ranges_come_out_near_the_table(preset: str) -> None:
    """Median ranges L–L, L–C and C–C are within 5 % of the facts table."""
    low, high = mast(), mast(high=True)
    for (a, b), expected in zip(((low, low), (low, high), (high, high)), RANGES_KM[preset], strict=True):
        assert range_km(PRESETS[preset], a, b) == pytest.approx(expected, rel=0.05)


def test_half_of_the_packets_arrive_at_the_median_range() -> None:
    """Over many seeds, about half of the links carry a packet at the median range, nearly all at half of it."""

    def share(km: float) -> float:
        heard = 0
        for seed in range(200):
            mesh, phones = mesh_of(0.0, km, seed=seed)
            seen = inbox(phones[1])
            phones[0].send("hallo")
            mesh.scheduler.advance(1.0)
            heard += len(seen)
        return heard / 200

    median = range_km(MEDIUM_FAST, mast(), mast())
    assert 0.38 <= share(median) <= 0.62
    assert share(median / 2) >= 0.90
    assert share(median * 2) <= 0.10


@given(seed=st.integers(0, 2**32), gap=st.floats(0.5, 5.0))
@settings(max_examples=40, deadline=None)
def test_flooding_hands_over_and_relays_once_per_radio(seed: int, gap: float) -> None:
    """Whatever the seed and spacing, a line is handed over at most once per phone and relayed once per radio."""
    mesh, phones = mesh_of(*(i * gap for i in range(8)), seed=seed)
    boxes = [inbox(phone) for phone in phones]
    first = mesh.nodes["0"]
    first.send(MeshPacket(first.number, 7, "NSP", 1, b"hallo", hop_limit=3, hop_start=3), 70)
    mesh.scheduler.advance(60.0)
    assert all(len(box) <= 1 for box in boxes)
    assert not boxes[0]
    assert mesh.counts.transmissions <= len(phones)
    assert mesh.medium.busy_until_s(first.number) <= 60.0


@pytest.mark.parametrize("hops", [0, 1, 3, 5])
def test_a_line_travels_exactly_as_many_hops_as_it_may(hops: int) -> None:
    """Along a chain in which only neighbours hear each other a line reaches `hops` relays further, and no more."""
    mesh, phones = mesh_of(*(i * 0.2 for i in range(8)))
    for a in range(8):
        for b in range(a + 2, 8):
            mesh.cut(str(a), str(b))
    boxes = [inbox(phone) for phone in phones]
    first = mesh.nodes["0"]
    first.send(MeshPacket(first.number, 7, "NSP", 1, b"hallo", hop_limit=hops, hop_start=hops), 70)
    mesh.scheduler.advance(60.0)
    assert [len(box) for box in boxes] == [int(1 <= i <= hops + 1) for i in range(8)]


def test_a_muted_radio_does_not_relay() -> None:
    """Only the sender transmits when everybody else is CLIENT_MUTE."""
    mesh, phones = mesh_of(0.0, 0.5, 1.0, role=Role.CLIENT_MUTE)
    first = mesh.nodes["0"]
    first.send(MeshPacket(first.number, 7, "NSP", 1, b"hallo"), 70)
    mesh.scheduler.advance(60.0)
    assert mesh.counts.transmissions == 1
    assert len(phones) == 3


@pytest.mark.parametrize(("role", "most"), [(Role.CLIENT, 6.0), (Role.ROUTER, 16.0)])
def test_clients_keep_silent_when_somebody_else_relayed_and_routers_do_not(role: Role, most: float) -> None:
    """Of fifteen radios within earshot a few clients relay a line before the rest drop it; routers nearly all do."""
    sent = 0
    for seed in range(20):
        mesh, _ = mesh_of(*(0.1 * i for i in range(16)), seed=seed, role=role)
        first = mesh.nodes["0"]
        first.send(MeshPacket(first.number, 7, "NSP", 1, b"hallo"), 70)
        mesh.scheduler.advance(60.0)
        sent += mesh.counts.transmissions
    assert (sent / 20 <= most) if role is Role.CLIENT else (8.0 <= sent / 20 <= most)


def test_a_base_relays_its_favourites_before_anybody_else() -> None:
    """The C-NSP's radio relays a favourite's line first; for a stranger it waits as everybody does."""
    first_relay = {True: 0, False: 0}
    for favourite in (True, False):
        for seed in range(40):
            mesh, _ = mesh_of(*(0.3 * i for i in range(6)), seed=seed)
            base = mesh.add("C", mast(0.4, high=True), Role.CLIENT_BASE)
            first = mesh.nodes["0"]
            if favourite:
                base.favourites.add(first.number)
            first.send(MeshPacket(first.number, 7, "NSP", 1, b"hallo"), 70)
            while mesh.counts.transmissions < 2 and mesh.scheduler.now_s < 60:
                mesh.scheduler.advance(mesh.scheduler.now_s + 0.01)
            first_relay[favourite] += base.air_hour.total_s > 0
    assert first_relay[True] >= 32
    assert first_relay[False] <= 16


def test_a_line_out_of_reach_arrives_by_relay_and_not_without() -> None:
    """Two radios that cannot hear each other reach each other through a third, and not when that one is off."""
    for relay_on in (True, False):
        mesh, phones = mesh_of(0.0, 0.5, 1.0, seed=3)
        seen = inbox(phones[2])
        mesh.cut("0", "2")
        if not relay_on:
            mesh.switch_off("1")
        phones[0].send("hallo")
        mesh.scheduler.advance(60.0)
        assert len(seen) == int(relay_on)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_partition_and_restore(seed: int) -> None:
    """Nothing crosses a partition, and lines pass again once it is healed."""
    mesh, phones = mesh_of(0.0, 0.2, 0.4, 0.6, seed=seed)
    boxes = [inbox(phone) for phone in phones]
    mesh.split({"0", "1"})
    phones[0].send("een")
    mesh.scheduler.advance(60.0)
    assert [len(box) for box in boxes] == [0, 1, 0, 0]
    mesh.heal({"0", "1"})
    phones[0].send("twee")
    mesh.scheduler.advance(120.0)
    assert [len(box) for box in boxes] == [0, 2, 1, 1]


def test_capture_of_the_stronger_and_loss_of_equals() -> None:
    """Of two packets at once the first survives when 6 dB stronger; near-equal ones are both lost."""
    for distances, expected in (((0.3, 5.0), 1), ((1.0, 1.0), 0)):
        heard = []
        for seed in range(60):
            rng = Random(seed)
            mesh = SimMesh(Scheduler(), rng, MEDIUM_FAST)
            listener = Phone(mesh.add("listener", mast()), rng)
            seen = inbox(listener)
            nodes = [mesh.add(str(i), mast(km), Role.CLIENT_MUTE) for i, km in enumerate(distances)]
            for i, node in enumerate(nodes):
                packet = MeshPacket(node.number, i, "NSP", 1, b"x" * 60, hop_limit=0, hop_start=0)
                mesh.medium.transmit(node.number, packet)
            mesh.scheduler.advance(5.0)
            heard.append(len(seen))
            assert len(seen) <= 1
        assert (sum(heard) / 60 > 0.9) if expected else (sum(heard) / 60 < 0.45)


def test_a_radio_that_sends_hears_nothing() -> None:
    """Half-duplex: a packet that overlaps with an own transmission is lost."""
    mesh, phones = mesh_of(0.0, 0.1)
    seen = inbox(phones[1])
    a, b = (mesh.nodes[name] for name in ("0", "1"))
    mesh.medium.transmit(b.number, MeshPacket(b.number, 1, "NSP", 1, b"x" * 100))
    mesh.medium.transmit(a.number, MeshPacket(a.number, 2, "NSP", 1, b"y", hop_limit=0, hop_start=0))
    mesh.scheduler.advance(0.5)
    assert not seen


def test_carrier_sense_prevents_most_collisions() -> None:
    """Radios in reach of each other that all have something to say at once get nearly all of it across."""
    delivered = 0
    for seed in range(20):
        mesh, phones = mesh_of(*(0.1 * i for i in range(6)), seed=seed, role=Role.CLIENT_MUTE)
        seen = inbox(phones[0])
        for i, phone in enumerate(phones[1:]):
            mesh.scheduler.at(i * 0.05, partial(phone.node.send, _line(phone), 70))
        mesh.scheduler.advance(60.0)
        delivered += len(seen)
    assert delivered / (20 * 5) > 0.75


def _line(phone: Phone) -> MeshPacket:
    return MeshPacket(phone.node.number, 1, "NSP", 1, b"x" * 80, hop_limit=0, hop_start=0)


def test_loss_is_the_loss_asked_for() -> None:
    """With 30 % extra loss about 70 % of single transmissions between neighbours arrive."""
    mesh, phones = mesh_of(0.0, 0.2, loss=0.3, role=Role.CLIENT_MUTE)
    seen = inbox(phones[1])
    for i in range(400):
        packet = MeshPacket(phones[0].node.number, i, "NSP", 1, b"hallo", hop_limit=0, hop_start=0)
        mesh.scheduler.at(10.0 * i, partial(phones[0].node.send, packet, 70))
    mesh.scheduler.advance(4100.0)
    assert 0.62 <= len(seen) / 400 <= 0.78


def test_a_radio_keeps_to_ten_percent_of_the_hour() -> None:
    """However much is asked of it, a radio never sends more than the duty limit in an hour."""
    mesh, (phone,) = mesh_of(0.0)
    for i in range(3600):
        packet = MeshPacket(phone.node.number, i, "NSP", 1, b"x" * 200, hop_limit=0, hop_start=0)
        mesh.scheduler.at(float(i), partial(phone.node.send, packet, 70))
    mesh.scheduler.advance(3600.0)
    assert phone.node.air_hour.total_s <= DUTY_MAX * 3600 + 1.0
    assert phone.node.duty_dropped > 100


@given(seed=st.integers(0, 2**32), loss=st.floats(0, 0.6))
@settings(max_examples=15, deadline=None)
def test_same_seed_same_history(seed: int, loss: float) -> None:
    """Two worlds with one seed receive the same lines at the same moments."""

    def history() -> list[tuple[float, int, str]]:
        mesh, phones = mesh_of(0.0, 2.0, 4.0, 6.0, seed=seed, loss=loss)
        lines: list[tuple[float, int, str]] = []
        for i, phone in enumerate(phones):
            phone.on_text = lambda seen, i=i: lines.append((mesh.scheduler.now_s, i, seen.text))
            mesh.scheduler.at(3.0 * i, partial(phone.send, f"regel {i}"))
        mesh.scheduler.advance(120.0)
        return lines

    assert history() == history()


# -- the console's radio --------------------------------------------------------------------------------------------


def console(
    loss: float = 0.0, duplicates: float = 0.0, seed: int = 1
) -> tuple[SimMesh, SimRadio, Phone, list[RadioEvent]]:
    rng = Random(seed)
    mesh = SimMesh(Scheduler(), rng, MEDIUM_FAST, loss)
    node = mesh.add("C", mast(high=True), Role.CLIENT_BASE, ("NSP", "MediumFast"))
    radio = SimRadio(mesh, node, rng, duplicates=duplicates)
    phone = Phone(mesh.add("L", mast(1.0)), rng)
    radio.keys[phone.node.number] = "c2xldXRlbA=="
    events: list[RadioEvent] = []
    radio.start(events.append)
    return mesh, radio, phone, events


def test_a_line_typed_on_a_phone_comes_in_with_all_a_radio_tells() -> None:
    """A broadcast line arrives on the private channel with sender, signal and hops, and proves no key."""
    mesh, _, phone, events = console()
    phone.send("water 420 l")
    mesh.scheduler.advance(10.0)
    (packet,) = [event for event in events if isinstance(event, PacketReceived)]
    assert (packet.sender, packet.channel, packet.private, packet.direct) == (phone.node.number, "NSP", True, False)
    assert packet.payload == b"water 420 l"
    assert (packet.hops, packet.public_key) == (0, "")
    assert packet.rssi is not None
    assert packet.rssi < 0
    assert packet.snr is not None


def test_a_direct_line_proves_its_key_and_a_public_one_is_not_private() -> None:
    """A direct message carries the proved key; a line on the public channel is marked as not private."""
    mesh, radio, phone, events = console()
    phone.send("water 420 l", to=radio.node.number)
    stranger = Phone(mesh.add("X", mast(0.5), channels=("MediumFast",)), Random(4), channel="MediumFast")
    mesh.scheduler.at(20.0, lambda: stranger.send("iemand nog stroom?"))
    mesh.scheduler.advance(60.0)
    direct, public = [event for event in events if isinstance(event, PacketReceived)]
    assert (direct.direct, direct.public_key, direct.private) == (True, "c2xldXRlbA==", True)
    assert (public.channel, public.private, public.public_key) == ("MediumFast", False, "")


def test_the_ladder_of_a_direct_line() -> None:
    """A direct line is handed over, then acknowledged by the addressed radio; its token comes back each time."""
    mesh, radio, phone, events = console()
    seen = inbox(phone)
    assert radio.send(Outgoing(token=41, payload=b"Hoeveel water?", node=phone.node.number))
    mesh.scheduler.advance(30.0)
    steps = [event for event in events if isinstance(event, SendProgress)]
    assert [line.text for line in seen] == ["Hoeveel water?"]
    assert {step.token for step in steps} == {41}
    assert steps[0].step is SendStep.HANDED_OVER
    assert steps[-1].step is SendStep.RELAYED
    assert steps[-1].by_addressee


def test_a_radio_alone_gives_up_after_three_transmissions() -> None:
    """With nobody in reach: handed over, two retries, given up, and exactly three transmissions."""
    mesh, radio, _, events = console()
    mesh.switch_off("L")
    radio.send(Outgoing(token=1, payload=b"hallo"))
    mesh.scheduler.advance(60.0)
    steps = [event.step for event in events if isinstance(event, SendProgress)]
    assert steps == [SendStep.HANDED_OVER, SendStep.RETRYING, SendStep.RETRYING, SendStep.GAVE_UP]
    assert mesh.counts.transmissions == 3


def test_the_outbox_is_bounded_and_the_link_is_reported() -> None:
    """The radio takes sixteen packets and refuses the next; the link is reported as up with what it hears."""
    mesh, radio, phone, events = console()
    taken = [radio.send(Outgoing(token=i, payload=b"hallo")) for i in range(QUEUE_MAX + 4)]
    assert taken == [True] * QUEUE_MAX + [False] * 4
    phone.send("ok")
    mesh.scheduler.advance(130.0)
    last = [event.status for event in events if isinstance(event, LinkChanged)][-1]
    assert (last.state, last.heard_nodes, last.preset) == (LinkState.UP, 1, "MEDIUM_FAST")
    assert last.air_use_pct


def test_an_unplugged_radio_hears_and_takes_nothing_until_it_is_back() -> None:
    """Between unplug and plug no packet comes in and none is taken; the three link changes are told."""
    mesh, radio, phone, events = console()
    radio.unplug()
    phone.send("een")
    assert not radio.send(Outgoing(token=1, payload=b"hallo"))
    mesh.scheduler.advance(30.0)
    radio.plug()
    phone.send("twee")
    mesh.scheduler.advance(50.0)
    assert [event.payload for event in events if isinstance(event, PacketReceived)] == [b"twee"]
    states = [event.status.state for event in events if isinstance(event, LinkChanged)]
    assert states == [LinkState.UP, LinkState.NO_DEVICE, LinkState.UP]


def test_late_copies_repeat_the_same_packet() -> None:
    """With duplicates switched on every packet comes twice, with one packet number, the second one later."""
    mesh, _, phone, events = console(duplicates=1.0)
    phone.send("water 420 l")
    mesh.scheduler.advance(60.0)
    first, second = [event for event in events if isinstance(event, PacketReceived)]
    assert first == second


@given(lat=st.floats(50.7, 53.6), lon=st.floats(3.3, 7.3))
def test_distance_is_symmetric_and_never_zero(lat: float, lon: float) -> None:
    """Distance between two masts is the same both ways and at least the minimum."""
    here, there = local_mast(*HOME), local_mast(lat, lon)
    assert distance_km(here, there) == pytest.approx(distance_km(there, here))
    assert distance_km(here, here) > 0
