"""The link to a radio survives everything a cable, a radio or a network can do, without an operator."""

import time
from dataclasses import replace

import pytest

from nsp_console.radio.base import LinkState, Outgoing, SendStep
from support.fake_radio import DEFAULT_CHANNELS, PUBLIC_KEY, Behaviour, FakeChannel, FakeRadio
from support.radio_link import BOTH, attached, hears_again
from support.radio_watch import FAST, listening


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
