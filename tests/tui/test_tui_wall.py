"""The wall in the real app: its keys, its turning on a clock that is passed in, and what stands on it."""

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from nsp_console.dutch.wall import HELD, NO_PERSONS, ONE_PAGE
from nsp_console.tui.acts import ACTS, WALL, acts_of
from nsp_console.tui.glyphs import ASCII, CONSOLE
from nsp_console.tui.wall.font import big
from nsp_console.tui.wall.pager import PAGE_S
from nsp_console.tui.wall.screen import WallScreen
from support.fakedoor import FakeDoor
from support.hostile import hostile_texts
from support.map_pictures import region
from support.pictures import acknowledged, calm, demo, first_start, heard, night, radio_down
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
CODES = ("DEV 09", "DEV 01")  # on the first page, and on the second, of a small screen


def shows(screen: str, code: str) -> bool:
    """Whether `code` stands on the screen, three rows high: its number on one row of the points."""
    number = big(code.split()[1])
    return any(
        number[0] in row and number[2] in below
        for row, below in zip(screen.splitlines()[5:], screen.splitlines()[7:], strict=False)
    )


@pytest.mark.parametrize("size", SIZES)
async def test_wall_shows_the_picture(size: str, snapshot: SnapshotAssertion) -> None:
    """The wall shows each picture exactly like this, also when it follows another picture."""
    door = FakeDoor()
    async with running(door, SIZES[size]) as (app, pilot):
        await press(pilot, "w")
        for name, picture in PICTURES.items():
            door.picture = picture()
            app.pull()
            await pilot.pause()
            assert text_of(app) == snapshot(name=f"{name}-{size}")


async def test_a_large_screen_shows_everybody_as_tiles(snapshot: SnapshotAssertion) -> None:
    """At 200×50 every own point has a tile, worst at the top left."""
    async with running(FakeDoor(), LARGE) as (app, pilot):
        await press(pilot, "w")
        assert text_of(app) == snapshot


async def test_wall_in_ascii_and_on_the_console() -> None:
    """The wall needs nothing but ASCII when told so, and nothing a console font lacks."""
    known = CONSOLE.extra | {chr(code) for code in range(32, 256)} | {"\n"}
    for size in (SMALL, LARGE):
        async with running(FakeDoor(demo()), size, ASCII) as (app, pilot):
            await press(pilot, "w")
            assert text_of(app).isascii()
        async with running(FakeDoor(demo()), size, CONSOLE) as (app, pilot):
            await press(pilot, "w")
            assert set(text_of(app)) <= known
            assert "?" not in text_of(app).splitlines()[1]  # the band of DEMO is drawn, not replaced


async def test_the_page_turns_by_the_clock_and_not_before() -> None:
    """With the alarm taken on the pages turn every PAGE_S of the steady clock, round and round."""
    clock = [100.0]
    async with running(FakeDoor(acknowledged()), SMALL, steady=lambda: clock[0]) as (app, pilot):
        await press(pilot, "w")
        wall = app.place
        assert isinstance(wall, WallScreen)
        for page in (0, 1, 0):
            assert wall.pager.page == page
            assert shows(text_of(app), CODES[page])
            clock[0] += PAGE_S - 1
            wall.tick()
            await pilot.pause()
            assert shows(text_of(app), CODES[page])
            clock[0] += 1
            wall.tick()
            await pilot.pause()


async def test_an_unacknowledged_alarm_keeps_its_page_and_the_keys_say_so() -> None:
    """Neither an hour nor a key leaves the page of an unacknowledged alarm; once taken on it turns again."""
    clock = [0.0]
    door = FakeDoor()
    async with running(door, SMALL, steady=lambda: clock[0]) as (app, pilot):
        await press(pilot, "w")
        wall = app.place
        assert isinstance(wall, WallScreen)
        for key in ("right", "left", "space", "down", "up"):
            await press(pilot, key)
            assert HELD in text_of(app)
            clock[0] += 3600
            wall.tick()
            assert wall.pager.page == 0
        door.picture = acknowledged()
        app.pull()
        clock[0] += PAGE_S
        wall.tick()
        assert wall.pager.page == 1


async def test_a_new_alarm_takes_the_front_from_another_page() -> None:
    """Somebody reads page two when an alarm comes in: the page of the alarm is in front at the next picture."""
    door = FakeDoor(acknowledged())
    async with running(door, SMALL) as (app, pilot):
        await press(pilot, "w", "right")
        assert shows(text_of(app), CODES[1])
        door.picture = night()
        app.pull()
        await pilot.pause()
        assert shows(text_of(app), CODES[0])


async def test_keys_leaf_and_hold() -> None:
    """Arrows leaf both ways; space holds the page in spite of the clock and lets it go again."""
    clock = [0.0]
    async with running(FakeDoor(acknowledged()), SMALL, steady=lambda: clock[0]) as (app, pilot):
        await press(pilot, "w")
        wall = app.place
        assert isinstance(wall, WallScreen)
        for key, page in (("right", 1), ("right", 0), ("left", 1), ("up", 0), ("down", 1)):
            await press(pilot, key)
            assert wall.pager.page == page
        await press(pilot, "space")
        clock[0] += 10 * PAGE_S
        wall.tick()
        assert wall.pager.page == 1
        await press(pilot, "space")
        clock[0] += PAGE_S
        wall.tick()
        assert wall.pager.page == 0


async def test_one_page_does_not_leaf() -> None:
    """With one page the keys say that there is no other."""
    async with running(FakeDoor(calm()), WIDE) as (app, pilot):
        await press(pilot, "w", "right")
        assert ONE_PAGE in text_of(app)
        await press(pilot, "escape")
        assert ONE_PAGE not in text_of(app)


async def test_nothing_can_be_changed_from_the_wall() -> None:
    """No key of any other place does anything here: nothing is ordered and no box opens."""
    door = FakeDoor()
    quiet = {act.key for act in acts_of(WALL)}
    keys = {key for act in ACTS for key in act.key.split(",") if len(key) == 1} - quiet
    async with running(door, SMALL) as (app, pilot):
        await press(pilot, "w")
        before = text_of(app)
        await press(pilot, *sorted(keys))
        assert text_of(app) == before
        assert len(app.screen_stack) == 1
    assert door.orders == []


async def test_the_wall_goes_elsewhere_and_helps() -> None:
    """Place keys, Esc, help, colours and the list of commands work from the wall."""
    async with running(FakeDoor(acknowledged()), SMALL) as (app, pilot):
        await press(pilot, "w", "question_mark")
        assert "Wand: Voor aan de muur" in text_of(app)
        await press(pilot, "escape", "f2")
        assert app.theme == "dag"
        await press(pilot, "ctrl+p")
        assert "Bladzijde laten staan" in text_of(app)
        await press(pilot, "escape", "escape")
        assert "Oordeel" in text_of(app)
        await press(pilot, "w", "5")
        assert "Berichten" in text_of(app)


@pytest.mark.parametrize("size", [*SIZES.values(), LARGE])
async def test_a_demo_cannot_be_taken_for_real(size: tuple[int, int]) -> None:
    """In DEMO the word fills three rows from edge to edge; in a real inzet that band is not there."""
    door = FakeDoor(demo())
    async with running(door, size) as (app, pilot):
        await press(pilot, "w")
        rows = text_of(app).splitlines()
        for at, row in enumerate(big("DEMO")):
            assert rows[1 + at].count(row.strip()) >= size[0] // 40
        door.picture = night()
        app.pull()
        await pilot.pause()
        assert big("DEMO")[0].strip() not in text_of(app)


@pytest.mark.parametrize("size", [*SIZES.values(), LARGE])
async def test_the_promise_about_persons_stands_on_every_page(size: tuple[int, int]) -> None:
    """A line says that no personal data is on this screen, and no text of a message is."""
    texts = hostile_texts(30)
    lines = tuple(heard(500 - at, "L-DEV-05", text, 1) for at, text in enumerate(texts))
    async with running(FakeDoor(night(inbox=lines)), size) as (app, pilot):
        await press(pilot, "w")
        assert NO_PERSONS in text_of(app)
        assert "man onwel" not in text_of(app)
        assert all(line.isprintable() for line in text_of(app).splitlines())


async def test_a_wall_of_125_own_points_still_turns() -> None:
    """Far more points than fit give more pages, each reachable, on every size."""
    picture = region()
    picture = replace(picture, alarms=(), sites=tuple(replace(view, own=True, alarm=None) for view in picture.sites))
    for size in (SMALL, WIDE, LARGE):
        async with running(FakeDoor(picture), size) as (app, pilot):
            await press(pilot, "w")
            wall = app.place
            assert isinstance(wall, WallScreen)
            pages = wall.plan.pages
            assert pages > 1
            await press(pilot, *["right"] * (pages - 1))
            assert wall.pager.page == pages - 1
