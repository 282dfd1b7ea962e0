"""What stands on each screen, as text, at 80×24 and 120×35. Review a change of these files as a change of the house."""

import pytest
from syrupy.assertion import SnapshotAssertion

from nsp_console.domain.views import Snapshot
from nsp_console.tui.glyphs import ASCII, CONSOLE
from nsp_console.tui.places import CARDS
from support.fakedoor import FakeDoor
from support.pictures import acknowledged, calm, demo, first_start, night, radio_down
from support.screens import LARGE, SMALL, WIDE, press, running, text_of

SIZES = {"80x24": SMALL, "120x35": WIDE}
PICTURES = {
    "nacht": night,
    "rustig": calm,
    "eerste-start": first_start,
    "lora-weg": radio_down,
    "bevestigd": acknowledged,
    "demo": demo,
}


@pytest.mark.parametrize("size", SIZES)
async def test_board_shows_the_picture(size: str, snapshot: SnapshotAssertion) -> None:
    """The board shows each picture exactly like this, also when it follows another picture."""
    door = FakeDoor()
    async with running(door, SIZES[size]) as (app, pilot):
        for name, picture in PICTURES.items():
            door.picture = picture()
            app.pull()
            await press(pilot, "home")
            assert text_of(app) == snapshot(name=f"{name}-{size}")


@pytest.mark.parametrize("size", SIZES)
async def test_other_places_show_the_night(size: str, snapshot: SnapshotAssertion) -> None:
    """Punt and Berichten show the night of the mock-ups exactly like this."""
    async with running(FakeDoor(), SIZES[size]) as (app, pilot):
        for keys in (("down", "2"), ("end",), ("5",), ("down", "tab"), ("tab",)):
            await press(pilot, *keys)
            assert text_of(app) == snapshot(name=f"{'-'.join(keys)}-{size}")


async def test_help_tells_the_keys_of_its_place(snapshot: SnapshotAssertion) -> None:
    """The help page of each place shows exactly the keys that exist there."""
    async with running(FakeDoor(calm())) as (app, pilot):
        for place in ("2", "5", "1"):
            await press(pilot, place, "question_mark")
            assert text_of(app) == snapshot(name=place)
            await press(pilot, "escape")


async def test_ascii_screens_hold_nothing_but_ascii(snapshot: SnapshotAssertion) -> None:
    """With --tekens ascii no screen and no question shows a character outside ASCII."""
    async with running(FakeDoor(), SMALL, ASCII) as (app, pilot):
        for key in ("2", "5", "1", "m", "p", "ctrl+p", "T"):
            await press(pilot, key)
            assert text_of(app).isascii()
            assert text_of(app) == snapshot(name=key)
            if key not in ("1", "2", "5"):
                await press(pilot, "escape")


async def test_console_font_lacks_nothing() -> None:
    """On the Linux console every character of the places is one its font has."""
    known = CONSOLE.extra | {chr(code) for code in range(32, 256)} | {"\n"}
    async with running(FakeDoor(), WIDE, CONSOLE) as (app, pilot):
        for key in ("2", "5", "1"):
            await press(pilot, key)
            assert set(text_of(app)) <= known


async def test_large_screen_is_used(snapshot: SnapshotAssertion) -> None:
    """At 200×50 the board adds amounts, norms and the timeline of the chosen point."""
    async with running(FakeDoor(), LARGE) as (app, _pilot):
        assert text_of(app) == snapshot


async def test_radio_causes_read_differently() -> None:
    """No device, nothing heard, wrong channel and frozen are told apart in words, with how many lines wait."""
    causes = {
        "geen_apparaat": "geen radio aangesloten",
        "niets_gehoord": "hoort niets",
        "verkeerd_kanaal": "VERKEERD KANAAL",
        "reageert_niet": "geeft geen antwoord",
    }
    door = FakeDoor()
    async with running(door) as (app, pilot):
        for state, words in causes.items():
            door.picture = radio_down(state)
            app.pull()
            await pilot.pause()
            banner = text_of(app).splitlines()[3]
            assert words in banner
            assert "6 wachten" in banner


async def test_store_trouble_is_a_banner() -> None:
    """A database that cannot be written is told in a full-width line until it is over."""
    door = FakeDoor(night(store_error="store_full"))
    async with running(door) as (app, _pilot):
        assert "OPSLAG: De schijf is vol" in text_of(app)


async def test_no_place_is_offered_that_does_not_exist() -> None:
    """The tab line holds every place and no other; a key without a place changes nothing."""
    async with running(FakeDoor(), LARGE) as (app, pilot):
        before = text_of(app)
        assert all(card.tab in before for card in CARDS)
        await press(pilot, "9")
        assert text_of(app) == before


def test_pictures_are_snapshots() -> None:
    """The hand-made pictures are the real type that stations make."""
    assert all(isinstance(make(), Snapshot) for make in PICTURES.values())
