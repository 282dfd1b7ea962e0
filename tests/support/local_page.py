"""Drive the page of an L console as a stranger would: keys only, characters one by one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from nsp_console.domain.understanding import Understanding
from nsp_console.tui.app import NspApp
from nsp_console.tui.glyphs import UNICODE, Glyphs
from nsp_console.tui.local.screen import LocalScreen
from nsp_console.wire.text import parse
from support.drawn import VOCABULARY
from support.fakedoor import FakeDoor
from support.screens import SMALL, press, running, text_of

READY = "Uw melding aan C"
NAMES = {" ": "space", ",": "comma", ".": "full_stop", "'": "apostrophe", "-": "minus"}


def understand(text: str) -> Understanding:
    """The real grammar with the words of the screen tests."""
    return parse(text, VOCABULARY)


@asynccontextmanager
async def page(
    door: FakeDoor, size: tuple[int, int] = SMALL, glyphs: Glyphs = UNICODE
) -> AsyncIterator[tuple[NspApp, Pilot[int]]]:
    """The page on the screen, reading with the real grammar."""
    door.understood = understand
    async with running(door, size, glyphs, ready=READY) as (app, pilot):
        yield app, pilot


async def types(pilot: Pilot[int], text: str) -> None:
    """Type `text` character by character."""
    await press(pilot, *(NAMES.get(char, char) for char in text))


def place_of(app: NspApp) -> LocalScreen:
    """The page itself."""
    assert isinstance(app.place, LocalScreen)
    return app.place


def row(app: NspApp, words: str) -> str:
    """The first row that holds `words`."""
    return next((line for line in text_of(app).splitlines() if words in line), "")
