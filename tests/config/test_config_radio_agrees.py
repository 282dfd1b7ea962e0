"""What `nsp instellen` takes as a radio, the radio can open: one language on both sides."""

import pytest
from hypothesis import given, strategies as st

from nsp_console.config.choices import radio_address
from nsp_console.domain.errors import ConfigError, RadioError
from nsp_console.radio.address import parse_address

PART = st.text(st.sampled_from("aZ09.-_:[]/ é\u0663"), max_size=12)
SCHEME = st.sampled_from(["serial:", "SERIAL:", "tcp:", "tcp:[", "geen", "serial:/dev/", "serial:COM", "serial:tty"])


@given(address=st.builds("".join, st.tuples(SCHEME, PART)))
def test_whatever_the_settings_take_the_radio_understands(address: str) -> None:
    """No address gets past the settings only to be refused by the radio at three in the morning."""
    try:
        taken = radio_address(address)
    except ConfigError:
        return
    assert str(parse_address(taken))


@pytest.mark.parametrize("address", ["usb", "serial:", "tcp:", "tcp:a:0", "tcp:a:70000", "COM5"])
def test_both_refuse_what_is_no_radio(address: str) -> None:
    """Nonsense is refused on both sides."""
    with pytest.raises(ConfigError):
        radio_address(address)
    with pytest.raises(RadioError):
        parse_address(address)
