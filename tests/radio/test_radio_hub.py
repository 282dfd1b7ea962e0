"""One radio, several stations: each gets its own channel, and nobody gets another's."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, strategies as st

from nsp_console.radio.base import (
    Deliver,
    LinkChanged,
    LinkState,
    LinkStatus,
    Outgoing,
    PacketReceived,
    RadioEvent,
    SendProgress,
    SendStep,
)
from nsp_console.radio.hub import TOKENS_MAX, RadioHub


@dataclass
class HandRadio:
    """A radio in the test's hand."""

    sent: list[Outgoing] = field(default_factory=list)
    deliver: Deliver | None = None
    starts: int = 0
    closed: int = 0
    link: LinkStatus = field(default_factory=lambda: LinkStatus(LinkState.UP))

    def start(self, deliver: Deliver) -> None:
        self.deliver = deliver
        self.starts += 1

    def send(self, packet: Outgoing) -> bool:
        self.sent.append(packet)
        return True

    def status(self) -> LinkStatus:
        return self.link

    def close(self) -> None:
        self.closed += 1

    def tell(self, event: RadioEvent) -> None:
        assert self.deliver is not None
        self.deliver(event)


def packet(channel: str, private: bool) -> PacketReceived:
    return PacketReceived(1, 0xFFFFFFFF, 1, channel, 1, b"x", private)


def two_stations() -> tuple[HandRadio, RadioHub, list[RadioEvent], list[RadioEvent]]:
    radio = HandRadio()
    hub = RadioHub(radio, "NSP")
    real: list[RadioEvent] = []
    exercise: list[RadioEvent] = []
    hub.attach("NSP").start(real.append)
    hub.attach("NSP-OEF").start(exercise.append)
    real.clear()
    exercise.clear()
    return radio, hub, real, exercise


def test_packets_go_to_the_station_of_their_channel() -> None:
    """A private packet reaches only the station of its channel; one nobody is attached to reaches nobody."""
    radio, hub, real, exercise = two_stations()
    radio.tell(packet("NSP", True))
    radio.tell(packet("NSP-OEF", True))
    radio.tell(packet("BUURT", True))
    assert (real, exercise) == ([packet("NSP", True)], [packet("NSP-OEF", True)])
    assert hub.unclaimed == 1


def test_public_packets_go_to_everybody_marked() -> None:
    """What nobody can claim goes to every station, never as private."""
    radio, _, real, exercise = two_stations()
    radio.tell(packet("LongFast", False))
    radio.tell(packet("NSP", False))
    assert real == exercise == [packet("LongFast", False), packet("NSP", False)]


def test_a_proved_direct_message_is_for_the_inzet() -> None:
    """A direct message without a channel goes to the station the radio sends for."""
    radio, _, real, exercise = two_stations()
    radio.tell(packet("", True))
    assert (len(real), len(exercise)) == (1, 0)


def test_progress_returns_to_its_sender_under_its_own_token() -> None:
    """Equal tokens of two stations do not mix, and what is not known is told to nobody."""
    radio = HandRadio()
    hub = RadioHub(radio, "NSP")
    told: list[RadioEvent] = []
    port = hub.attach("NSP")
    port.start(told.append)
    for token in (7, 8):
        assert port.send(Outgoing(token, b"x"))
    radio.tell(SendProgress(radio.sent[1].token, SendStep.RELAYED))
    radio.tell(SendProgress(999_999, SendStep.RELAYED))
    assert told == [SendProgress(8, SendStep.RELAYED)]
    for token in range(TOKENS_MAX + 5):
        port.send(Outgoing(token, b"x"))
    radio.tell(SendProgress(radio.sent[0].token, SendStep.RELAYED))
    assert len(told) == 1  # bounded memory


def test_each_station_sends_on_its_own_channel_only() -> None:
    """Whatever channel a station names, what it sends goes out on the channel of its port."""
    radio = HandRadio()
    hub = RadioHub(radio, "NSP")
    for name in ("NSP", "NSP-OEF"):
        port = hub.attach(name)
        port.start(lambda event: None)
        for asked in ("", "NSP", "NSP-OEF", "ANDERS"):
            assert port.send(Outgoing(1, b"x", channel=asked))
    assert [sent.channel for sent in radio.sent] == ["NSP"] * 4 + ["NSP-OEF"] * 4


CONNECTED = (LinkState.UP, LinkState.DEAF, LinkState.WRONG_CHANNEL)


@given(
    st.sampled_from(LinkState),
    st.booleans(),
    st.dictionaries(st.sampled_from(["NSP", "NSP-OEF"]), st.just("kanaal_ontbreekt: X")),
)
def test_a_missing_channel_is_the_trouble_of_its_own_station_only(
    state: LinkState, quiet: bool, missing: dict[str, str]
) -> None:
    """WRONG_CHANNEL is seen by exactly the stations whose channel is missing; every other trouble by all."""
    radio, _, real, exercise = two_stations()
    if state in CONNECTED:  # as the radio itself tells it: about its own channel
        state = LinkState.WRONG_CHANNEL if "NSP" in missing else LinkState.DEAF if quiet else LinkState.UP
    status = LinkStatus(state, detail=missing.get("NSP", ""), quiet=quiet, missing=tuple(missing.items()))
    radio.tell(LinkChanged(status))
    for name, told in (("NSP", real), ("NSP-OEF", exercise)):
        (event,) = told
        assert isinstance(event, LinkChanged)
        seen = event.status
        if state not in CONNECTED:
            assert seen == status
        elif name in missing:
            assert (seen.state, seen.detail) == (LinkState.WRONG_CHANNEL, missing[name])
        else:
            assert (seen.state, seen.detail) == (LinkState.DEAF if quiet else LinkState.UP, "")


def test_attach_and_detach() -> None:
    """One station per channel; the radio starts once, late-comers hear its status, the last to leave closes it."""
    radio = HandRadio()
    hub = RadioHub(radio, "NSP")
    first, second = hub.attach("NSP"), hub.attach("NSP-OEF")
    with pytest.raises(ValueError, match="NSP"):
        hub.attach("NSP")
    told: list[RadioEvent] = []
    first.start(lambda event: None)
    second.start(told.append)
    assert radio.starts == 1
    assert told == [LinkChanged(radio.link)]
    second.close()
    radio.tell(packet("NSP-OEF", True))
    assert told == [LinkChanged(radio.link)]
    assert radio.closed == 0
    first.close()
    assert radio.closed == 1
    assert not first.send(Outgoing(1, b"x"))
