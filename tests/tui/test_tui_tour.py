"""The tour for newcomers, in the real app."""

import pytest
from syrupy.assertion import SnapshotAssertion

from nsp_console.tui.app import NspApp
from nsp_console.tui.opening import Opened
from nsp_console.tui.tour import INVITATION
from support.drawn import VOCABULARY, ZONE
from support.fakedoor import FakeDoor
from support.pictures import demo
from support.screens import SMALL, WIDE, press, running, text_of, until


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=("80x24", "120x35"))
async def test_three_screens_and_back_to_work(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """F1 shows three screens exactly like this, with the last line of each on the screen; Enter ends at the board."""
    async with running(FakeDoor(demo()), size) as (app, pilot):
        await press(pilot, "f1")
        for page in ("1", "2", "3"):
            shown = text_of(app)
            assert f"{page} van 3" in shown
            assert "Esc" in shown
            assert shown == snapshot(name=page)
            await press(pilot, "enter")
        assert "van 3" not in text_of(app)


async def test_escape_ends_it_anywhere_and_left_goes_back() -> None:
    """Nobody is held: Esc closes every page, and ← shows the page before."""
    async with running(FakeDoor()) as (app, pilot):
        await press(pilot, "f1", "enter", "left")
        assert "1 van 3" in text_of(app)
        await press(pilot, "enter", "escape")
        assert "van 3" not in text_of(app)


async def test_who_never_took_it_is_invited_until_it_is_taken() -> None:
    """The first board invites beside the entry bar, never with a dialog; taking the tour is noted once."""
    taken: list[str] = []

    async def opener(_progress: object) -> Opened:
        return Opened(FakeDoor(), VOCABULARY, toured=lambda: taken.append("gezien"))

    app = NspApp(opener, zone=ZONE)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.place is not None and INVITATION in text_of(app))
        assert taken == []
        await press(pilot, "f1")
        assert taken == ["gezien"]


async def test_who_took_it_is_not_invited() -> None:
    """A console where the tour was taken says nothing about it."""
    async with running(FakeDoor()) as (app, _pilot):
        assert INVITATION not in text_of(app)
