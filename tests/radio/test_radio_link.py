"""The link to a radio survives everything a cable, a radio or a network can do, without an operator."""

import random
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from nsp_console.radio.base import LinkState, Outgoing, PacketReceived, Radio, SendStep
from nsp_console.radio.discovery import find_one
from nsp_console.radio.opening import open_radio
from nsp_console.radio.timings import STUCK_MAX
from support.fake_radio import DEFAULT_CHANNELS, PUBLIC_KEY, Behaviour, FakeChannel, FakeRadio
from support.radio_watch import FAST, Watch, listening

ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="no pty on Windows")
BOTH = pytest.mark.parametrize("transport", ["tcp", pytest.param("pty", marks=ON_WINDOWS)])
CLOSE_MAX_S = 2.0


@contextmanager
def attached(transport: str = "tcp", **node: object) -> Iterator[tuple[FakeRadio, Radio, Watch]]:
    """A radio that is up."""
    with FakeRadio(transport, **node) as fake, listening(fake.address) as (radio, watch):  # type: ignore[arg-type]
        watch.wait_state(LinkState.UP)
        yield fake, radio, watch


def hears_again(fake: FakeRadio, watch: Watch, text: str) -> None:
    """A message typed on a phone arrives."""
    fake.hear(text)
    watch.wait_for(lambda: any(packet.payload == text.encode() for packet in watch.packets))


@BOTH
def test_a_message_comes_in_and_an_answer_goes_out(transport: str) -> None:
    """With a radio attached, a typed line reaches the station and its answer is transmitted on our channel."""
    with attached(transport) as (fake, radio, watch):
        fake.hear("L-ZWO-09 open, water 300 l", sender=0x1001)
        packet = watch.wait_packets(1)[0]
        assert (packet.sender, packet.channel, packet.private) == (0x1001, "NSP", True)
        assert packet.payload == b"L-ZWO-09 open, water 300 l"
        assert radio.send(Outgoing(1, b"begrepen"))
        sent = fake.wait_sent(1)[0]
        assert (sent.text, sent.channel, sent.port) == ("begrepen", "NSP", 1)
        watch.wait_step(1, SendStep.RELAYED)
        status = radio.status()
        assert (status.own_node, status.preset, status.region) == (fake.node, "MEDIUM_FAST", "EU_868")
        assert status.firmware == fake.firmware
        assert status.warnings == ()


@BOTH
def test_unplugged_and_plugged_in_again(transport: str) -> None:
    """A radio that is unplugged is told as gone, and works again by itself when it returns."""
    with attached(transport) as (fake, radio, watch):
        fake.disappear()
        mark = watch.wait_state(LinkState.NO_DEVICE)
        assert radio.status().detail
        fake.appear()
        watch.wait_state(LinkState.UP, after=mark)
        hears_again(fake, watch, "weer terug")


@BOTH
def test_a_radio_that_appears_later(transport: str) -> None:
    """A console started without its radio finds it once it is attached."""
    with FakeRadio(transport, present=False) as fake, listening(fake.address) as (_, watch):
        mark = watch.wait_state(LinkState.NO_DEVICE)
        fake.appear()
        watch.wait_state(LinkState.UP, after=mark)


@BOTH
def test_a_frozen_radio_is_noticed_and_comes_back(transport: str) -> None:
    """A radio that stops answering while its port stays open is told as frozen, and recovers by itself."""
    with attached(transport) as (fake, radio, watch):
        fake.freeze()
        radio.send(Outgoing(1, b"tijdens bevriezing"))
        mark = watch.wait_state(LinkState.FROZEN)
        fake.thaw()
        watch.wait_state(LinkState.UP, after=mark)
        watch.wait_step(1, SendStep.HANDED_OVER)
        steps = watch.steps(1)
        assert SendStep.GAVE_UP not in steps[: steps.index(SendStep.HANDED_OVER)]  # freezing alone costs no packet


@BOTH
def test_a_radio_that_never_answers(transport: str) -> None:
    """A port that opens but never says anything is frozen, not "connecting" for ever."""
    with FakeRadio(transport, behaviour=Behaviour(silent=True)) as fake, listening(fake.address) as (_, watch):
        mark = watch.wait_state(LinkState.FROZEN)
        assert len(fake.asked) >= 2  # it asked again before it concluded that
        fake.does.silent = False
        watch.wait_state(LinkState.UP, after=mark)


def test_frozen_stays_told_while_reconnecting() -> None:
    """While a frozen radio accepts connections and says nothing, the status does not flap to "connecting"."""
    with attached() as (fake, _, watch):
        fake.does.silent = True
        mark = watch.wait_state(LinkState.FROZEN)
        asked = len(fake.asked)
        fake.wait_for(lambda: len(fake.asked) >= asked + 3)
        assert LinkState.CONNECTING not in watch.states[watch.states.index(LinkState.FROZEN) :]
        assert mark


@pytest.mark.parametrize("reset", [False, True], ids=["FIN", "RST"])
def test_a_connection_that_is_closed_by_the_radio(reset: bool) -> None:
    """Both ways to end a TCP connection are noticed, and the console reconnects and asks the settings anew."""
    with attached() as (fake, _, watch):
        asked = len(fake.asked)
        fake.drop(reset=reset)
        mark = watch.wait_state(LinkState.NO_DEVICE)
        watch.wait_state(LinkState.UP, after=mark)
        assert len(fake.asked) > asked
        hears_again(fake, watch, "weer verbonden")


@BOTH
def test_a_rebooted_message(transport: str) -> None:
    """A radio that says it rebooted is asked for its settings again on the same stream."""
    with attached(transport) as (fake, _, watch):
        connections, asked = fake.connections, len(fake.asked)
        fake.channels = (*DEFAULT_CHANNELS, FakeChannel("nieuw"))
        fake.reboot()
        fake.wait_for(lambda: len(fake.asked) > asked)
        fake.wait_ready()
        hears_again(fake, watch, "na de herstart")
        assert fake.connections == connections


def test_what_is_sent_in_the_gap_of_an_instant_restart_is_sent_again() -> None:
    """A packet that vanished between a restart and the reconnection goes out afterwards, exactly once."""
    with attached() as (fake, radio, watch):
        fake.does.lose = 1
        radio.send(Outgoing(1, b"in het gat"))
        fake.wait_for(lambda: fake.does.lose == 0)
        fake.restart()
        watch.wait_step(1, SendStep.HANDED_OVER)
        assert [sent.text for sent in fake.sent] == ["in het gat"]
        assert SendStep.RETRYING in watch.steps(1)


def test_what_the_radio_had_accepted_before_a_restart_is_sent_again() -> None:
    """A packet the radio took but nobody acknowledged is handed over again, under the same number, after a restart."""
    with attached(behaviour=Behaviour(acks=lambda sent: ())) as (fake, radio, watch):
        radio.send(Outgoing(1, b"verloren bij herstart"))
        watch.wait_step(1, SendStep.HANDED_OVER)
        fake.restart()
        watch.wait_step(1, SendStep.HANDED_OVER, times=2)
        assert len({sent.id for sent in fake.wait_sent(2)}) == 1


def test_another_client_steals_the_radio() -> None:
    """When a connection is lost again and again soon after it was up, the operator is told about the other client."""
    with attached() as (fake, radio, watch):
        for _ in range(3):
            mark = len(watch.events)
            fake.drop()
            watch.wait_state(LinkState.UP, after=mark)
        watch.wait_for(lambda: "andere_client" in radio.status().warnings)


@BOTH
@pytest.mark.parametrize("noise", [b"INFO | boot\r\n", b"\x94", b"\x94\xc3\xff\xff", b"\xc3" * 40, bytes(range(256))])
def test_garbage_between_frames(transport: str, noise: bytes) -> None:
    """Log lines, half headers, absurd lengths and line noise between frames lose no frame."""
    with attached(transport, behaviour=Behaviour(noise=noise)) as (fake, _, watch):
        for number in range(20):
            fake.hear(f"bericht {number}")
        assert len(watch.wait_packets(20)) == 20


def test_a_radio_that_writes_byte_by_byte() -> None:
    """Frames that arrive one byte at a time are put together."""
    with attached(behaviour=Behaviour(byte_gap_s=0.0002)) as (fake, _, watch):
        hears_again(fake, watch, "traag")


def test_closed_in_the_middle_of_a_frame() -> None:
    """Half a frame before a break does not spoil the first frame after it."""
    with attached() as (fake, _, watch):
        fake.raw(b"\x94\xc3\x00\x40half")
        mark = len(watch.events)
        fake.drop()
        watch.wait_state(LinkState.UP, after=mark)
        hears_again(fake, watch, "heel")


@pytest.mark.parametrize("omit", ["complete", "metadata", "lora"])
def test_settings_that_are_not_complete(omit: str) -> None:
    """A radio that leaves out a part of its settings still works, with a warning for what is unknown."""
    # Without "complete" the console can only go on once it has the channels and the LoRa settings.
    with attached(behaviour=Behaviour(omit=frozenset({omit}))) as (fake, radio, watch):
        hears_again(fake, watch, "toch")
        expected = {"complete": (), "metadata": ("firmware_onbekend",), "lora": ("instellingen_onbekend",)}[omit]
        assert radio.status().warnings == expected


def test_settings_without_channels_are_never_up() -> None:
    """Without a channel table the radio is not usable, and that is told."""
    behaviour = Behaviour(omit=frozenset({"channels"}))
    with FakeRadio(behaviour=behaviour) as fake, listening(fake.address) as (_, watch):
        watch.wait_state(LinkState.FROZEN)
        assert LinkState.UP not in watch.states


def test_a_large_node_database_that_is_sent_anyway() -> None:
    """A radio that first tells of many nodes, taking longer in all than the silence limit, is waited for."""
    with attached(behaviour=Behaviour(nodes=50, byte_gap_s=0.0001)) as (fake, _, watch):
        hears_again(fake, watch, "na de lijst")
        assert fake.asked[0] == 69420  # asked without the node database


def test_messages_kept_by_the_radio_while_no_console_was_attached() -> None:
    """Packets the radio kept for us arrive after connecting, with their age."""
    with FakeRadio() as fake:
        fake.hear("van een kwartier geleden", rx_time=int(time.time()) - 900)
        fake.hear("zonder klok", rx_time=0)
        with listening(fake.address) as (_, watch):
            old, unknown = watch.wait_packets(2)
            assert old.age_s is not None
            assert 895 < old.age_s < 960
            assert unknown.age_s is None


def test_the_radio_gets_the_time() -> None:
    """After connecting the radio's clock is set, or received packets would carry no time."""
    with attached() as (fake, _, _watch):
        fake.wait_for(lambda: bool(fake.clock_set))
        assert abs(fake.clock_set[0] - time.time()) < 60


def test_heartbeats_keep_the_radio_from_dropping_us() -> None:
    """An idle link carries heartbeats, and each is answered."""
    with attached() as (fake, radio, _):
        before = fake.heartbeats
        fake.wait_for(lambda: fake.heartbeats >= before + 3)
        assert radio.status().state is LinkState.UP


def test_wrong_channel_is_told_and_nothing_is_sent_in_public() -> None:
    """Without our channel on the radio the operator is told which channels there are, and nothing goes on air."""
    channels = (FakeChannel("", PUBLIC_KEY), FakeChannel("NSP-OUD"))
    with FakeRadio(channels=channels) as fake, listening(fake.address) as (radio, watch):
        watch.wait_state(LinkState.WRONG_CHANNEL)
        assert radio.status().detail == "kanaal_ontbreekt: MediumFast, NSP-OUD"
        radio.send(Outgoing(1, b"geheim"))
        fake.wait_for(lambda: fake.heartbeats >= 3)
        assert fake.sent == []


def test_our_channel_name_with_the_public_key_is_not_ours() -> None:
    """A channel called NSP under the published key is refused, in both directions."""
    with FakeRadio(channels=(FakeChannel("NSP", PUBLIC_KEY),)) as fake, listening(fake.address) as (radio, watch):
        watch.wait_state(LinkState.WRONG_CHANNEL)
        assert radio.status().detail.startswith("sleutel_openbaar")
        fake.hear("L-ZWO-09 open")
        assert not watch.wait_packets(1)[0].private


def test_hearing_nobody_for_long() -> None:
    """Connected but without any other radio for long is told apart from a broken link, until the first packet."""
    with FakeRadio() as fake, listening(fake.address, replace(FAST, deaf_s=0.2)) as (_, watch):
        mark = watch.wait_state(LinkState.DEAF)
        fake.hear("toch iemand")
        watch.wait_state(LinkState.UP, after=mark)


def test_firmware_region_and_figures_are_told() -> None:
    """Old firmware and a wrong region are warnings; the radio's own view of the channel is passed on."""
    with attached(firmware="2.7.14.abcdef", region="US", preset="LONG_FAST") as (fake, radio, watch):
        assert set(radio.status().warnings) == {"firmware_te_oud", "regio"}
        fake.tell_use(12.5, 1.5)
        fake.hear("a", sender=1)
        fake.hear("b", sender=2)
        watch.wait_for(lambda: (radio.status().heard_nodes, radio.status().channel_use_pct) == (2, 12.5))


def test_a_listener_that_fails_does_not_cost_the_radio() -> None:
    """An exception or SystemExit in the station's callback is survived; the next packet is still delivered."""
    got: list[PacketReceived] = []
    done = threading.Event()

    def deliver(event: object) -> None:
        if isinstance(event, PacketReceived):
            got.append(event)
            if len(got) == 3:
                done.set()
            raise SystemExit(1) if len(got) == 1 else ValueError("kapot")

    with FakeRadio() as fake:
        radio = open_radio(fake.address, timings=FAST)
        radio.start(deliver)
        fake.wait_ready()
        for text in "abc":
            fake.hear(text)
        assert done.wait(10)
        radio.close()


def test_a_library_that_exits_does_not_take_the_console_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """SystemExit out of the port library costs one connection, not the thread."""
    from nsp_console.radio import carrier

    real, calls = carrier.open_transport, []

    def exits_once(*arguments: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            raise SystemExit("Warning: Multiple serial ports were detected")
        return real(*arguments)  # type: ignore[arg-type]

    from nsp_console.radio.address import parse_address
    from nsp_console.radio.meshtastic import MeshtasticRadio

    with FakeRadio() as fake:
        where = parse_address(fake.address)
        radio = MeshtasticRadio(where, "NSP", timings=FAST, opener=exits_once)  # type: ignore[arg-type]
        watch = Watch()
        radio.start(watch)
        watch.wait_state(LinkState.UP)
        radio.close()


def _never_opens(*_: object) -> object:
    time.sleep(30)
    raise OSError


def test_ports_that_hang_do_not_pile_up() -> None:
    """When open calls keep hanging, only a few of them hang at once: 72 hours do not fill the machine with threads."""
    from nsp_console.radio.address import parse_address
    from nsp_console.radio.meshtastic import MeshtasticRadio

    release = threading.Event()
    opened: list[int] = []

    def hangs(*_: object) -> object:
        opened.append(1)
        release.wait(30)
        raise OSError

    where = parse_address("serial:/dev/ttyHANG")
    radio = MeshtasticRadio(where, "NSP", timings=replace(FAST, open_s=0.02), opener=hangs)  # type: ignore[arg-type]
    watch = Watch()
    radio.start(watch)
    watch.wait_for(lambda: len(opened) >= STUCK_MAX)
    with pytest.raises(AssertionError):
        watch.wait_for(lambda: len(opened) > STUCK_MAX, 1.3)
    release.set()  # the driver comes round: trying goes on
    watch.wait_for(lambda: len(opened) > STUCK_MAX)
    radio.close()


def test_a_frozen_radio_does_not_burn_the_processor() -> None:
    """While an answer is overdue the supervisor sleeps: it looks at its clock a few times, not thousands."""
    from nsp_console.radio.address import parse_address
    from nsp_console.radio.meshtastic import MeshtasticRadio

    looks: list[float] = []

    def clock() -> float:
        looks.append(time.monotonic())
        return looks[-1]

    with FakeRadio() as fake:
        where = parse_address(fake.address)
        radio = MeshtasticRadio(where, "NSP", timings=replace(FAST, answer_s=3.0), clock=clock)  # type: ignore[arg-type]
        watch = Watch()
        radio.start(watch)
        watch.wait_state(LinkState.UP)
        fake.freeze()
        radio.send(Outgoing(1, b"x"))
        mark = len(looks)
        threading.Event().wait(1.0)
        assert len(looks) - mark < 200
        radio.close()


@ON_WINDOWS
def test_closing_the_port_does_not_reset_the_radio() -> None:
    """Once open, the port no longer drops DTR when it closes: that resets many ESP32 boards."""
    with attached("pty") as (fake, _, _watch):
        assert not fake.drops_dtr_on_close()


def test_a_packet_without_answer_makes_the_console_ask_at_once() -> None:
    """A freeze right after a heartbeat is found out through the packet that gets no answer, not half a minute later."""
    patient = replace(FAST, heartbeat_s=60.0)
    with FakeRadio() as fake, listening(fake.address, patient) as (radio, watch):
        watch.wait_state(LinkState.UP)
        fake.freeze()
        radio.send(Outgoing(1, b"x"))
        watch.wait_state(LinkState.FROZEN)


@ON_WINDOWS
def test_a_port_held_by_another_program() -> None:
    """A serial port that another program holds is told as busy, and taken when it comes free."""
    with FakeRadio("pty") as fake, listening(fake.address) as (first, watch):
        watch.wait_state(LinkState.UP)
        with listening(fake.address) as (second, other):
            other.wait_for(lambda: second.status().detail == "bezet")
            first.close()
            other.wait_state(LinkState.UP)


def test_a_port_that_never_opens_is_given_up() -> None:
    """An open call that hangs in a driver is abandoned and told, and closing does not wait for it."""
    from nsp_console.radio.address import parse_address
    from nsp_console.radio.meshtastic import MeshtasticRadio

    where = parse_address("serial:/dev/ttyHANG")
    radio = MeshtasticRadio(where, "NSP", timings=replace(FAST, open_s=0.1), opener=_never_opens)  # type: ignore[arg-type]
    watch = Watch()
    radio.start(watch)
    watch.wait_for(lambda: radio.status().detail == "opent_niet")
    began = time.monotonic()
    radio.close()
    assert time.monotonic() - began < CLOSE_MAX_S


@BOTH
@pytest.mark.parametrize("state", ["up", "frozen", "silent", "absent", "busy"])
def test_closing_never_takes_long(transport: str, state: str) -> None:
    """`close` returns within two seconds in every state of the device, and nothing is delivered afterwards."""
    with FakeRadio(transport, present=state != "absent") as fake:
        fake.does.silent = state == "silent"
        with listening(fake.address) as (radio, watch):
            if state in ("up", "frozen", "busy"):
                watch.wait_state(LinkState.UP)
            if state == "frozen":
                fake.freeze()
            if state in ("frozen", "busy"):
                for token in range(30):
                    radio.send(Outgoing(token, b"x" * 100))
            began = time.monotonic()
            radio.close()
            assert time.monotonic() - began < CLOSE_MAX_S
            told = len(watch.events)
            fake.hear("te laat")
            assert not radio.send(Outgoing(99, b"te laat"))
            assert len(watch.events) == told


def test_sending_never_blocks_even_on_a_frozen_radio() -> None:
    """Two hundred sends to a frozen radio return at once; the outbox is bounded and says when it is full."""
    with attached() as (fake, radio, _):
        fake.freeze()
        began = time.monotonic()
        taken = [radio.send(Outgoing(token, b"x" * 200)) for token in range(200)]
        assert time.monotonic() - began < 0.5
        assert True in taken
        assert False in taken


def test_nothing_reaches_the_screen_and_no_shared_randomness_is_touched(capfd: pytest.CaptureFixture[str]) -> None:
    """Through connecting, faults, hostile bytes and closing nothing is printed, and global `random` is left alone."""
    before = random.getstate()
    with attached() as (fake, radio, watch):
        fake.raw(b"\x94\xc3\x00\x05\xff\xff\xff\xff\xff" + b"rommel" * 50)
        fake.hear(b"\xff\xfe\x00", port=67)
        radio.send(Outgoing(1, b"x"))
        for fault in (fake.drop, fake.restart, fake.disappear):
            mark = len(watch.events)
            fault()
            fake.appear()
            watch.wait_state(LinkState.UP, after=mark)
    assert random.getstate() == before
    assert capfd.readouterr() == ("", "")


def test_serial_auto_needs_exactly_one_radio() -> None:
    """`serial:auto` takes the one likely radio; with none or several it says so and keeps looking."""
    from nsp_console.radio.address import SerialAddress
    from nsp_console.radio.meshtastic import MeshtasticRadio

    class Port:
        def __init__(self, device: str) -> None:
            self.device, self.vid, self.pid, self.description = device, 0x303A, 1, "radio"

    with FakeRadio("pty") as fake:
        path = fake.address.removeprefix("serial:")
        ports: list[Port] = []
        radio = MeshtasticRadio(SerialAddress(None), "NSP", timings=FAST, find=lambda: find_one(lambda: list(ports)))
        watch = Watch()
        radio.start(watch)
        watch.wait_for(lambda: radio.status().detail == "geen_apparaat")
        ports[:] = [Port(path), Port("/dev/ttyOTHER")]
        watch.wait_for(lambda: radio.status().detail.startswith("kies_apparaat: "))
        assert "/dev/ttyOTHER" in radio.status().detail
        ports[:] = [Port(path)]
        watch.wait_state(LinkState.UP)
        radio.close()
