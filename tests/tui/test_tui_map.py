"""The map in the real app: the cursor, the zoom, the list, and what stands on it in every class of screen."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from nsp_console.domain.safetext import clean
from nsp_console.dutch import map as words
from nsp_console.station import commands
from nsp_console.tui.glyphs import ASCII, CONSOLE
from nsp_console.tui.map.layout import Zoom
from nsp_console.tui.map.screen import MapScreen
from support.fakedoor import FakeDoor
from support.hostile import hostile_texts
from support.map_pictures import nowhere, region, with_lost_point
from support.pictures import consoles, demo, first_start, night
from support.screens import LARGE, SMALL, WIDE, press, running, text_of

SIZES = {"80x24": SMALL, "120x35": WIDE}


@pytest.mark.parametrize("size", SIZES)
async def test_map_shows_the_region(size: str, snapshot: SnapshotAssertion) -> None:
    """Own points, closer, the whole region and the list look exactly like this."""
    async with running(FakeDoor(region()), SIZES[size]) as (app, pilot):
        for keys in (("0",), ("plus",), ("minus", "minus"), ("l",)):
            await press(pilot, *keys)
            assert text_of(app) == snapshot(name=f"{'-'.join(keys)}-{size}")


async def test_large_screen_has_map_and_list(snapshot: SnapshotAssertion) -> None:
    """At 200×50 the map and the list by distance stand side by side."""
    async with running(FakeDoor(region()), LARGE) as (app, pilot):
        await press(pilot, "0")
        assert text_of(app) == snapshot


@pytest.mark.parametrize("size", SIZES)
async def test_first_start_and_consoles_have_a_map(size: str, snapshot: SnapshotAssertion) -> None:
    """Before anything is heard the points stand there as unknown; among consoles neighbours have lines."""
    door = FakeDoor(first_start())
    async with running(door, SIZES[size]) as (app, pilot):
        await press(pilot, "0")
        assert text_of(app) == snapshot(name=f"eerste-start-{size}")
        door.picture = consoles()
        app.pull()
        await pilot.pause()
        assert text_of(app) == snapshot(name=f"consoles-{size}")


async def test_arrows_walk_over_the_points() -> None:
    """An arrow goes to the nearest point that way and its name stands beside; where nobody is, it says so."""
    async with running(FakeDoor(region()), WIDE) as (app, pilot):
        await press(pilot, "0")
        screen = app.place
        assert isinstance(screen, MapScreen)
        start = screen.drawn.chosen
        assert start is not None
        for key, axis, sign in (("right", 0, 1), ("left", 0, -1), ("up", 1, -1), ("down", 1, 1)):
            before = screen.drawn.chosen
            await press(pilot, key)
            after = screen.drawn.chosen
            assert before is not None
            assert after is not None
            assert words.NOBODY_THERE in text_of(app) or (after[axis] - before[axis]) * sign > 0
            assert f"│ {screen.site_code()} " in text_of(app)
        await press(pilot, *["up"] * 20)
        assert words.NOBODY_THERE in text_of(app)


async def test_page_keys_walk_from_worst_to_best() -> None:
    """Home is the worst point in view, PgDn the next, so that every point can be reached without aiming."""
    async with running(FakeDoor(region()), SMALL) as (app, pilot):
        await press(pilot, "0", "home")
        screen = app.place
        assert isinstance(screen, MapScreen)
        codes = [spot.code for spot in screen.drawn.spots]
        seen = [screen.site_code()]
        for _ in codes[1:]:
            await press(pilot, "pagedown")
            seen.append(screen.site_code())
        assert seen == codes
        await press(pilot, "home", "end")
        assert screen.site_code() == codes[-1]


async def test_zoom_has_three_levels_and_says_where_it_ends() -> None:
    """+ and - go through region, own points and close by; at the ends they say why not."""
    async with running(FakeDoor(region()), WIDE) as (app, pilot):
        await press(pilot, "0")
        screen = app.place
        assert isinstance(screen, MapScreen)
        assert "eigen punten" in text_of(app)
        await press(pilot, "minus")
        assert screen.drawn.zoom is Zoom.REGION
        assert "hele regio, 125 van 125" in text_of(app)
        await press(pilot, "minus")
        assert words.NEAREST_OUT in text_of(app)
        await press(pilot, "plus", "equals_sign")
        assert screen.drawn.zoom.value == "dichtbij"
        assert "rond het gekozen punt" in text_of(app)
        await press(pilot, "plus")
        assert words.NEAREST_IN in text_of(app)


async def test_list_gives_the_map_in_words_and_escape_comes_back() -> None:
    """l shows distance and direction from the C of the chosen point; map keys say why not; Esc goes back twice."""
    async with running(FakeDoor(region()), SMALL) as (app, pilot):
        await press(pilot, "0", "l", "home")
        assert "Afstand vanaf C-DEV-01 Deventer" in text_of(app)
        assert "0,9 km N" in text_of(app)
        first = app.place.site_code() if app.place else None
        await press(pilot, "down")
        assert app.place is not None
        assert app.place.site_code() != first
        for key in ("left", "right", "plus", "minus"):
            await press(pilot, key)
            assert words.IN_LIST in text_of(app)
        await press(pilot, "escape")
        assert "noord boven" in text_of(app)
        await press(pilot, "escape")
        assert "Oordeel" in text_of(app)


async def test_the_list_starts_at_the_top() -> None:
    """Opening the list shows the nearest point, also when the cursor is on a farther one."""
    async with running(FakeDoor(region()), WIDE) as (app, pilot):
        await press(pilot, "0", "home", "pagedown", "pagedown", "l")
        assert "L-DEV-08" in text_of(app).splitlines()[5]


async def test_enter_and_the_keys_that_work_everywhere_are_about_the_chosen_point() -> None:
    """Enter opens the chosen point; b takes the alarm on as it does everywhere; the point is kept between places."""
    door = FakeDoor(region())
    async with running(door, WIDE) as (app, pilot):
        await press(pilot, "0", "right")
        assert app.place is not None
        code = app.place.site_code()
        await press(pilot, "enter")
        assert f" {code} " in text_of(app).splitlines()[4]
        await press(pilot, "0")
        assert app.place.site_code() == code
        await press(pilot, "b")
        await pilot.pause(0.05)
    assert [type(order) for order in door.orders] == [commands.Acknowledge]


async def test_points_without_a_place_are_named() -> None:
    """A point nobody gave a place is in one line below the map; a region without places says what to do."""
    for size in (SMALL, WIDE):
        async with running(FakeDoor(with_lost_point()), size) as (app, pilot):
            await press(pilot, "0")
            assert "Zonder plaats op de kaart (1): X-DEV-01" in text_of(app)
    async with running(FakeDoor(nowhere()), WIDE) as (app, pilot):
        await press(pilot, "0", "right", "down", "plus", "minus", "minus", "l", "down", "l")
        assert "Van geen enkel punt is de plaats bekend" in text_of(app)
        assert "Zonder plaats op de kaart" in text_of(app)


async def test_map_in_ascii_and_on_the_console() -> None:
    """The map and its list need nothing but ASCII when told so, and nothing a console font lacks."""
    known = CONSOLE.extra | {chr(code) for code in range(32, 256)} | {"\n"}
    for size in (SMALL, LARGE):
        async with running(FakeDoor(region()), size, ASCII) as (app, pilot):
            await press(pilot, "0")
            assert text_of(app).isascii()
            assert "[#K]" in text_of(app)
            await press(pilot, "l")
            assert text_of(app).isascii()
        async with running(FakeDoor(demo()), size, CONSOLE) as (app, pilot):
            await press(pilot, "0")
            assert set(text_of(app)) <= known


async def test_hostile_names_stay_in_their_place() -> None:
    """Names from a region file with escapes, markup or wide letters never leave the screen's columns."""
    texts = [clean(text) for text in hostile_texts(33)]
    views = [
        replace(view, site=replace(view.site, name=text, municipality=text))
        for view, text in zip(region().sites, texts * 4, strict=False)
    ]
    for size in (SMALL, WIDE):
        async with running(FakeDoor(night(sites=tuple(views), alarms=())), size) as (app, pilot):
            await press(pilot, "0", "minus", "right", "l", "down")
            for line in text_of(app).splitlines():
                assert cell_len(line) <= size[0]
                assert line.isprintable()
            await press(pilot, "l")
            assert all(cell_len(line) <= size[0] for line in text_of(app).splitlines())
