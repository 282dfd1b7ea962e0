"""The one way to get a radio: from the address in the settings."""

import time
from collections.abc import Callable, Sequence
from random import Random

from nsp_console.radio.address import NoAddress, parse_address
from nsp_console.radio.base import NoRadio, Radio
from nsp_console.radio.timings import Timings


def open_radio(
    address: str,
    channel: str | Sequence[str] = "NSP",
    *,
    timings: Timings | None = None,
    rng: Random | None = None,
    clock: Callable[[], float] = time.monotonic,
    wall: Callable[[], float] = time.time,
) -> Radio:
    """A radio for `serial:auto`, `serial:PATH`, `tcp:host[:port]` or `geen`; nothing is opened before `start`.

    channel  name of the channel that is ours, or names: the first is ours (the inzet), the rest are sent on as well
    clock    elapsed seconds
    wall     seconds UTC, given to the radio's clock
    Raises RadioError for an address that makes no sense.
    """
    where = parse_address(address)
    if isinstance(where, NoAddress):
        return NoRadio()
    from nsp_console.radio.meshtastic import MeshtasticRadio  # pyserial only when a radio is really wanted

    channels = (channel,) if isinstance(channel, str) else tuple(channel)
    return MeshtasticRadio(where, *channels, timings=timings, rng=rng, clock=clock, wall=wall)
