"""The link keeps its promises when the program around it fails: listeners, ports, threads, closing."""

import random
import threading
import time
from dataclasses import replace

import pytest

from nsp_console.radio.base import LinkState, Outgoing, PacketReceived
from nsp_console.radio.discovery import find_one
from nsp_console.radio.opening import open_radio
from nsp_console.radio.timings import STUCK_MAX
from support.fake_radio import FakeRadio
from support.radio_link import BOTH, CLOSE_MAX_S, ON_WINDOWS, attached
from support.radio_watch import FAST, Watch, listening


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
