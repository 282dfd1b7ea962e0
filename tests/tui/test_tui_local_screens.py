"""What stands on the page of an L console, as text. Review a change of these files as a change of the house."""

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion

from nsp_console.domain.facts import AlarmStep
from nsp_console.domain.views import Snapshot
from nsp_console.tui.glyphs import ASCII, CONSOLE
from support.fakedoor import FakeDoor
from support.local_page import page
from support.local_pictures import (
    HOME,
    local,
    local_alarm,
    local_fresh,
    local_locked,
    local_radio_down,
    local_unreceived,
)
from support.screens import LARGE, SMALL, WIDE, press, text_of

PICTURES: dict[str, Callable[[], Snapshot]] = {
    "gewoon": local,
    "eerste-start": local_fresh,
    "sleutel-dicht": local_locked,
    "lora-weg": local_radio_down,
    "niet-ontvangen": local_unreceived,
    "alarm": lambda: local_alarm((HOME, AlarmStep.RECEIVED)),
}
ASCII_ONLY = {chr(code) for code in range(32, 127)} | {"\n"}
SIZES = {"80x24": SMALL, "120x35": WIDE}


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_shows_the_picture(size: str, snapshot: SnapshotAssertion) -> None:
    """The page shows each picture exactly like this, also when it follows another picture."""
    door = FakeDoor(local())
    async with page(door, SIZES[size]) as (app, pilot):
        for name, picture in PICTURES.items():
            door.picture = picture()
            app.pull()
            await pilot.pause()
            await pilot.pause()
            assert text_of(app) == snapshot(name=f"{name}-{size}")


async def test_filling_in_and_asking(snapshot: SnapshotAssertion) -> None:
    """The form while filling in, with the rest open, what is asked before sending, the alarm and the help."""
    async with page(FakeDoor(local())) as (app, pilot):
        for name, keys in {
            "invullen": ("enter", "enter", "7", "0"),
            "rest": ("f6", "down"),
            "versturen": ("f5",),
            "alarm": ("escape", "f2"),
            "hulp": ("escape", "escape", "question_mark"),
        }.items():
            await press(pilot, *keys)
            await pilot.pause()
            assert text_of(app) == snapshot(name=name)


async def test_every_size_and_font_is_whole() -> None:
    """At 80×24, 120×35 and 200×50, in ASCII and the console font, every row fits and holds only what the font has."""
    known = CONSOLE.extra | {chr(code) for code in range(32, 256)} | {"\n"}
    for glyphs in (ASCII, CONSOLE):
        for size in (SMALL, WIDE, LARGE):
            async with page(FakeDoor(local_alarm()), size, glyphs) as (app, pilot):
                for keys in ((), ("enter",), ("f6",), ("escape", "f2"), ("escape", "8")):
                    await press(pilot, *keys)
                    screen = text_of(app)
                    assert all(len(line) <= size[0] for line in screen.splitlines())
                    assert (set(screen) - known if glyphs is CONSOLE else set(screen) - ASCII_ONLY) == set()


async def test_the_alarm_key_is_always_in_view() -> None:
    """In every picture, at 80×24, the page names the alarm key, and the footer does while filling in."""
    for picture in PICTURES.values():
        async with page(FakeDoor(picture())) as (app, pilot):
            assert "ALARM: F2 of !" in text_of(app)
            await press(pilot, "enter")
            await pilot.pause()
            assert "F2 of ! ALARM" in text_of(app).splitlines()[-1]
