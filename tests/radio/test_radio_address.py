"""Radio addresses as people write them, and what is said when they are wrong."""

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.errors import RadioError
from nsp_console.dutch.errors import SENTENCES, sentence
from nsp_console.radio.address import NoAddress, SerialAddress, TcpAddress, parse_address
from nsp_console.radio.base import LinkState, NoRadio
from nsp_console.radio.opening import open_radio


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("geen", NoAddress()),
        ("Geen", NoAddress()),
        ("serial:auto", SerialAddress(None)),
        ("serial:/dev/ttyUSB0", SerialAddress("/dev/ttyUSB0")),
        ("serial:/dev/serial/by-id/usb-Een radio:2", SerialAddress("/dev/serial/by-id/usb-Een radio:2")),
        ("serial:ttyACM0", SerialAddress("/dev/ttyACM0")),
        ("serial:com5", SerialAddress("COM5")),
        ("SERIAL:COM12", SerialAddress("COM12")),
        ("tcp:192.168.1.20", TcpAddress("192.168.1.20", 4403)),
        ("tcp:radio.local:4404", TcpAddress("radio.local", 4404)),
        ("tcp:[::1]:4403", TcpAddress("::1", 4403)),
        ("tcp:[fe80::1]", TcpAddress("fe80::1", 4403)),
    ],
)
def test_good_addresses(text: str, address: object) -> None:
    """Every documented form is read, and reads the same when written back."""
    assert parse_address(text) == address
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "text",
    ["", "ja", "geen:x", "bluetooth:x", "serial", "serial:", "serial:COM0", "serial:../x", "tcp:", "tcp:host:",
     "tcp:host:0", "tcp:host:65536", "tcp:host:9999999999", "tcp:ho st", "tcp:[::1", "tcp:[::1]x", "tcp:a:b:c",
     "tcp:-x-"],
)  # fmt: skip
def test_wrong_addresses_say_what_to_do(text: str) -> None:
    """Nonsense is refused with a Dutch sentence that names a remedy."""
    with pytest.raises(RadioError) as caught:
        open_radio(text)
    assert caught.value.code in SENTENCES
    assert "serial:auto" in sentence(caught.value) or "tcp:" in sentence(caught.value)


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_a_radio_error(text: str) -> None:
    """No text makes the parser fail in another way."""
    for prefix in ("", "serial:", "tcp:", "tcp:["):
        try:
            address = parse_address(prefix + text)
        except RadioError:
            continue
        assert parse_address(str(address)) == address


def test_no_radio_is_a_radio_too() -> None:
    """`geen` gives a radio that says so and sends nothing."""
    radio = open_radio("geen")
    assert isinstance(radio, NoRadio)
    assert radio.status().state is LinkState.NONE
