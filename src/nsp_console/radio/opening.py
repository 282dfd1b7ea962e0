"""The one way to get a radio: from the address in the settings."""

import time
from collections.abc import Callable
from random import Random

from nsp_console.radio.address import NoAddress, parse_address
from nsp_console.radio.base import NoRadio, Radio
from nsp_console.radio.timings import Timings


def open_radio(
    address: str,
    channel: str = "NSP",
    *,
    timings: Timings | None = None,
    rng: Random | None = None,
    clock: Callable[[], float] = time.monotonic,
    wall: Callable[[], float] = time.time,
) -> Radio:
    """A radio for `serial:auto`, `serial:PATH`, `tcp:host[:port]` or `geen`; nothing is opened before `start`.

    channel  name of the channel that is ours; clock  elapsed seconds; wall  seconds UTC, given to the radio's clock.
    Raises RadioError for an address that makes no sense.
    """
    where = parse_address(address)
    if isinstance(where, NoAddress):
        return NoRadio()
    from nsp_console.radio.meshtastic import MeshtasticRadio  # pyserial only when a radio is really wanted

    return MeshtasticRadio(where, channel, timings=timings, rng=rng, clock=clock, wall=wall)
