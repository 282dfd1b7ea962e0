"""Drive the real app on a hand-made picture, and read what stands on the screen as plain text."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot
from textual.widgets import Input

from nsp_console.tui.app import NspApp
from nsp_console.tui.glyphs import UNICODE, Glyphs
from support.drawn import ZONE
from support.fakedoor import FakeDoor, opener_of

WIDE, SMALL, LARGE = (120, 35), (80, 24), (200, 50)
TRIES_MAX = 400


def text_of(app: NspApp) -> str:
    """The screen as text, one line per row. The compositor is private to Textual: this is the one place that knows."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def styles_of(app: NspApp) -> list[list[str]]:
    """The style of every cell, row by row."""
    strips = app.screen._compositor.render_strips()
    return [[str(segment.style) for segment in strip for _ in range(segment.cell_length)] for strip in strips]


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait until `holds()`; the test fails when it never does."""
    for _ in range(TRIES_MAX):
        if holds():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError("the screen never got there")


@asynccontextmanager
async def running(
    door: FakeDoor,
    size: tuple[int, int] = WIDE,
    glyphs: Glyphs = UNICODE,
    closed: list[str] | None = None,
    steady: Callable[[], float] = lambda: 0.0,
    ready: str = "Oordeel",
) -> AsyncIterator[tuple[NspApp, Pilot[int]]]:
    """The app with its board on the screen, or with another first page that shows `ready`."""
    app = NspApp(opener_of(door, closed), zone=ZONE, glyphs=glyphs, steady=steady)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.place is not None and ready in text_of(app))
        await pilot.pause()
        yield app, pilot


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one by one. Text in angle brackets goes into the focused input at once: `<borgele>`."""
    for key in keys:
        if not (key.startswith("<") and key.endswith(">")):
            await pilot.press(key)
            continue
        box = pilot.app.focused
        assert isinstance(box, Input)
        box.insert_text_at_cursor(key[1:-1])
        await pilot.pause()
        await until(pilot, lambda: not getattr(getattr(pilot.app.screen, "soon", None), "waiting", False))
    await pilot.pause()


async def after(door: FakeDoor, *keys: str, size: tuple[int, int] = (120, 35), ready: str = "Oordeel") -> str:
    """The screen after these keys."""
    async with running(door, size, ready=ready) as (app, pilot):
        await press(pilot, *keys)
        await pilot.pause(0.05)
        return text_of(app)
