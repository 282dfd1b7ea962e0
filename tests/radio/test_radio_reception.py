"""Who may be believed: our channel with its own key, or a proved direct message; nobody else, whatever they claim."""

import base64

import pytest
from hypothesis import given, strategies as st

from nsp_console.radio import codec, says
from nsp_console.radio.base import BROADCAST, PacketReceived
from nsp_console.radio.reception import SEEN_MAX, Reception
from nsp_console.radio.settings import RadioSettings, firmware_version

OWN = 0xAAAA
KEY = bytes(range(32))


def radio(firmware: str = "2.7.26.x") -> RadioSettings:
    """Channels: 0 public, 1 ours, 2 another private one, 3 one with our name under a public key, 4 disabled."""
    table = RadioSettings(node=OWN, firmware=firmware)
    names = [("", False, True), ("NSP", True, True), ("BUURT", True, True), ("NSP", False, True), ("NSP", True, False)]
    for index, (name, own, enabled) in enumerate(names):
        table = table.with_(says.ChannelSettings(index, name, own, enabled))
    lora = says.LoraSettings("EU_868", "MEDIUM_FAST", 3, True, False)
    return table.with_(lora)


def packet(**how: object) -> says.Heard:
    values: dict[str, object] = {
        "sender": 0x1001,
        "to": BROADCAST,
        "packet": 7,
        "channel": 1,
        "port": 1,
        "payload": b"L-ZWO-09 open",
        "rx_wall": 0,
        "pki": False,
        "public_key": b"",
        "snr": None,
        "rssi": None,
        "hops": None,
        "via_mqtt": False,
        "reply_to": None,
        "emoji": False,
    }
    return says.Heard(**{**values, **how})  # type: ignore[arg-type]


def hear(settings: RadioSettings | None = None, /, **how: object) -> PacketReceived:
    got = Reception().hear(packet(**how), settings or radio(), 0.0, 1000.0)
    assert got is not None
    return got


def test_our_channel_is_private() -> None:
    """A line on the channel with our name and its own key is ours."""
    assert (hear().private, hear().channel) == (True, "NSP")


STRANGERS = {
    "public channel": {"channel": 0},
    "our name under a public key": {"channel": 3},
    "disabled channel": {"channel": 4},
    "channel not in the table": {"channel": 77},
    "through MQTT": {"via_mqtt": True},
    "claiming to be our own radio": {"sender": OWN},
    "sender zero": {"sender": 0},
    "sender broadcast": {"sender": BROADCAST},
    "for somebody else": {"to": 0xBBBB},
    "undecodable": {"port": says.UNREADABLE, "channel": 1},
    "public key claimed without proof": {"channel": 0, "public_key": KEY},
    "proof for somebody else": {"pki": True, "public_key": KEY, "to": 0xBBBB, "channel": 0},
    "proof of a broadcast": {"pki": True, "public_key": KEY, "channel": 0},
    "proof without a key": {"pki": True, "public_key": b"", "to": OWN, "channel": 0},
    "proof with half a key": {"pki": True, "public_key": KEY[:16], "to": OWN, "channel": 0},
    "proof through MQTT": {"pki": True, "public_key": KEY, "to": OWN, "via_mqtt": True},
    "unproved on channel index 1": {"pki": True, "public_key": b"", "to": OWN, "channel": 1},
}


@pytest.mark.parametrize("how", STRANGERS.values(), ids=STRANGERS.keys())
def test_strangers_are_never_private(how: dict[str, object]) -> None:
    """None of the ways to look like one of us without our key makes a packet private."""
    got = hear(**how)
    assert not got.private
    assert got.public_key == ""


def test_another_private_channel_bears_its_own_name() -> None:
    """A second private channel is told by its name, so that the hub can give it to its own station."""
    assert (hear(channel=2).channel, hear(channel=2).private) == ("BUURT", True)


def test_a_proved_direct_message() -> None:
    """A direct message under a public key is private, and carries that key."""
    got = hear(pki=True, public_key=KEY, to=OWN, channel=0)
    assert (got.private, got.direct, got.channel) == (True, True, "")
    assert got.public_key == base64.b64encode(KEY).decode()


def test_a_direct_message_on_a_channel_is_judged_by_that_channel() -> None:
    """Without a public key a direct message is as good as the channel it came on."""
    assert hear(to=OWN).private
    assert hear(to=OWN).direct
    assert not hear(to=OWN, channel=0).private


def test_old_firmware_cannot_prove_a_sender() -> None:
    """Firmware before 2.7.15 accepts forged direct messages: its proof does not count."""
    got = hear(radio("2.7.14.x"), pki=True, public_key=KEY, to=OWN, channel=0)
    assert not got.private
    assert got.public_key == ""


@given(
    st.integers(0, 300), st.booleans(), st.sampled_from([0, OWN, 5, BROADCAST]), st.binary(max_size=40), st.booleans()
)
def test_private_needs_our_channel_or_proof(index: int, pki: bool, to: int, key: bytes, mqtt: bool) -> None:
    """For any combination of claims, private implies an own-key channel or a whole proved key, and never MQTT."""
    got = hear(channel=index, pki=pki, to=to, public_key=key, via_mqtt=mqtt)
    if got.private:
        assert not mqtt
        assert (not pki and index in (1, 2)) or (pki and len(key) == 32 and to == OWN)


def test_only_what_a_station_can_use_is_passed_on() -> None:
    """Positions, telemetry and other ports count as "heard" but are not delivered."""
    reception = Reception()
    assert reception.hear(packet(port=67), radio(), 5.0, 0.0) is None
    assert reception.last_at == 5.0
    assert reception.heard_nodes(6.0, 10.0) == 1


def test_a_second_delivery_is_dropped_but_a_changed_packet_is_not() -> None:
    """The same packet twice is delivered once; a forged packet with the same number cannot block the real one."""
    reception = Reception()
    assert reception.hear(packet(payload=b"vals", channel=77, port=0), radio(), 0, 0) is not None
    assert reception.hear(packet(), radio(), 0, 0) is not None
    assert reception.hear(packet(), radio(), 0, 0) is None
    for number in range(SEEN_MAX):
        reception.hear(packet(packet=1000 + number), radio(), 0, 0)
    assert reception.hear(packet(), radio(), 0, 0) is not None  # bounded memory


@pytest.mark.parametrize(
    ("psk", "own"),
    [
        (b"", False),
        (b"\x00", False),
        (b"\x01", False),
        (b"\x05", False),
        (base64.b64decode("1PG7OiApB1nwvP+rz05pAQ=="), False),
        (base64.b64decode("1PG7OiApB1nwvP+rz05pBw=="), False),
        (bytes(16), False),
        (bytes(32), False),
        (bytes(range(16)), True),
        (bytes(range(32)), True),
        (bytes(range(20)), False),
    ],
)
def test_what_counts_as_a_key_of_its_own(psk: bytes, own: bool) -> None:
    """Empty, one-byte, zero and published keys (and their numbered variants) are public."""
    assert codec.own_key(psk) is own


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("2.7.26.54e0d8d", (2, 7, 26)),
        ("2.8.0", (2, 8, 0)),
        ("", None),
        ("2.7", None),
        ("alpha.1.2", None),
        ("2.٧.1", None),
    ],
)
def test_firmware_versions(text: str, version: tuple[int, int, int] | None) -> None:
    """Versions are read, and nonsense is unknown."""
    assert firmware_version(text) == version


@given(st.binary(max_size=300))
def test_any_bytes_decode_to_something(body: bytes) -> None:
    """No bytes whatsoever make the decoder raise."""
    assert codec.decode(body) is not None
