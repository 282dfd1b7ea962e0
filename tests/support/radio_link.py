"""What the tests of the link to a radio share: a radio that is up, over TCP and over a pty."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from nsp_console.radio.base import LinkState, Radio
from support.fake_radio import FakeRadio
from support.radio_watch import Watch, listening

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
