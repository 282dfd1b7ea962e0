"""Place 8, Verbinding: is the radio working, who is heard, what to do when not; and the self-test."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from nsp_console.domain.link_views import NodeView
from nsp_console.domain.safetext import clean
from nsp_console.domain.selftest import Finding, Light
from nsp_console.domain.views import KeysState, KeysView, PeerView, Snapshot
from nsp_console.tui.glyphs import ASCII, CONSOLE, UNICODE
from nsp_console.tui.link.checks import check_lines
from nsp_console.tui.link.gauges import Scale, gauge
from nsp_console.tui.link.heard import trend
from nsp_console.tui.link.layout import all_lines, column_width
from nsp_console.tui.link.screen import scrolled
from nsp_console.tui.paint import text_line, width_of
from nsp_console.tui.wording import Wording
from support.drawn import VOCABULARY, ZONE
from support.fakedoor import FakeDoor
from support.hostile import hostile_texts
from support.link_pictures import LINK_PICTURES, MACHINE, RADIO, broken, crowded, verbinding
from support.local_page import page
from support.local_pictures import local
from support.pictures import demo, first_start, night
from support.screens import LARGE, SMALL, WIDE, after, press, running, styles_of, text_of, until

WORDS = Wording(VOCABULARY, ZONE)
SIZES = {"80x24": SMALL, "120x35": WIDE}
SHOWN = ("lucht", "lucht-weg", "lucht-stil", "lucht-kanaal", "lucht-vol", "lucht-dicht", "lucht-leeg", "lucht-demo")
PERCENT = st.floats(0, 100, allow_nan=False)


@pytest.mark.parametrize("size", SIZES)
async def test_verbinding_shows_the_picture(size: str, snapshot: SnapshotAssertion) -> None:
    """Each picture of the link, whole, broken in each way, full, closed and empty, is shown exactly like this."""
    door = FakeDoor(verbinding(), machine=MACHINE)
    async with running(door, SIZES[size]) as (app, pilot):
        await press(pilot, "8")
        for name in SHOWN:
            door.picture = LINK_PICTURES[name]()
            app.pull()
            await pilot.pause()
            assert text_of(app) == snapshot(name=f"{name}-{size}")


@pytest.mark.parametrize("size", SIZES)
async def test_self_test_shows_its_findings(size: str, snapshot: SnapshotAssertion) -> None:
    """z shows every check exactly like this: worst first, with what it means and what to do."""
    async with running(FakeDoor(broken("niets_gehoord", last_heard_s=None), machine=MACHINE), SIZES[size]) as (
        app,
        pilot,
    ):
        await press(pilot, "8", "z")
        await until(pilot, lambda: "Zelftest van" in text_of(app))
        assert text_of(app) == snapshot


async def test_a_large_screen_uses_three_columns(snapshot: SnapshotAssertion) -> None:
    """At 200x50 link, radios and consoles stand beside one another."""
    async with running(FakeDoor(verbinding()), LARGE) as (app, pilot):
        await press(pilot, "8")
        assert text_of(app) == snapshot


async def test_keys_do_what_the_footer_says() -> None:
    """8 comes here, arrows scroll, z tests and tests again, Esc goes back step by step and ends at the board."""
    door = FakeDoor(verbinding(), machine=MACHINE)
    async with running(door, SMALL) as (app, pilot):
        await press(pilot, "8")
        top = text_of(app)
        assert "z zelftest" in top
        await press(pilot, "pagedown", "pagedown", "pagedown")
        assert "Vingerafdruk  KANO BERG 4711" in text_of(app)
        await press(pilot, "end")
        assert "Geweigerd" in text_of(app)
        await press(pilot, "home")
        assert text_of(app) == top
        await press(pilot, "8")
        assert "U bent hier al." in text_of(app)
        await press(pilot, "z")
        await until(pilot, lambda: "Zelftest van 18:54" in text_of(app))
        await press(pilot, "z")
        await until(pilot, lambda: door.tests == 2 and "Zelftest van" in text_of(app))
        await press(pilot, "escape")
        assert "LoRa in orde" in text_of(app)
        await press(pilot, "escape")
        assert "Oordeel" in text_of(app)


async def test_every_disabled_key_says_why() -> None:
    """Keys that need a point or an alarm say so here instead of doing nothing."""
    async with running(FakeDoor(verbinding())) as (app, pilot):
        await press(pilot, "8")
        for key, words in (
            ("b", "Er is geen alarm."),
            ("j", "Hier wacht niets op klopt."),
            ("v", "Kies eerst een punt."),
        ):
            await press(pilot, key)
            assert words in text_of(app)


async def test_a_running_test_is_not_started_twice() -> None:
    """While the test runs the screen says so and z says why it does nothing; then the findings stand there."""
    gate = asyncio.Event()

    class Slow(FakeDoor):
        async def selftest(self) -> tuple[Finding, ...]:
            await gate.wait()
            return await super().selftest()

    door = Slow(verbinding(), machine=MACHINE)
    async with running(door) as (app, pilot):
        await press(pilot, "8", "z")
        assert "Bezig met testen" in text_of(app)
        await press(pilot, "z")
        assert "De test loopt al." in text_of(app)
        gate.set()
        await until(pilot, lambda: "Zelftest van" in text_of(app))
        assert door.tests == 1


async def test_the_three_causes_read_differently() -> None:
    """No device, nothing heard and the wrong channel each have their own words, remedy and broken step."""
    screens = [
        await after(FakeDoor(broken(state)), "8") for state in ("geen_apparaat", "niets_gehoord", "verkeerd_kanaal")
    ]
    for screen, signs in zip(screens, ("■░░", "●■●", "●●■"), strict=True):
        row = next(line for line in screen.splitlines() if "radio antwoordt" in line)
        steps = row.partition("│")[0]
        assert "".join(char for char in steps if char in "●■░▲") == signs
        assert "Doe " in screen
    assert "USB-kabel" in screens[0]
    assert "antenne" in screens[1]
    assert "sleutel van de regio" in screens[2]


async def test_the_page_of_an_l_has_the_self_test_too() -> None:
    """At an L 8 opens the page with the same words, z on it tests, z again tests again, and Esc closes it."""
    door = FakeDoor(local(), machine=MACHINE)
    async with page(door) as (app, pilot):
        await press(pilot, "escape", "8")
        await until(pilot, lambda: "z zelftest" in text_of(app))
        await press(pilot, "z")
        await until(pilot, lambda: "Zelftest van" in text_of(app))
        await press(pilot, "z")
        await until(pilot, lambda: door.tests == 2 and "Zelftest van" in text_of(app))
        await press(pilot, "escape")
        assert "Zelftest" not in text_of(app)


# ── what the terminal can draw ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_ascii_and_console_fonts_lack_nothing(size: tuple[int, int]) -> None:
    """With --tekens ascii everything is ASCII, on the Linux console everything is in its font, test included."""
    known = CONSOLE.extra | {chr(code) for code in range(32, 256)} | {"\n"}
    for glyphs in (ASCII, CONSOLE):
        async with running(FakeDoor(crowded(), machine=MACHINE), size, glyphs) as (app, pilot):
            for keys in (("8",), ("end",), ("z",)):
                await press(pilot, *keys)
                assert text_of(app).isascii() if glyphs is ASCII else set(text_of(app)) <= known


def test_marks_of_the_bar_differ_in_every_font() -> None:
    """Our stop and the law are different marks, also in ASCII, and differ from the bar."""
    bar = gauge(1.0, Scale(11.0, 8.0, 10.0, 8.0), 40)
    for glyphs in (UNICODE, CONSOLE, ASCII):
        assert len(set(glyphs.show(bar))) == 4


# ── drawn things ─────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.none() | PERCENT, st.integers(10, 60))
def test_a_bar_is_as_long_as_its_value(value: float | None, cells: int) -> None:
    """A bar fills its width, grows with the value, shows a trace of anything, and is never blank when unknown."""
    bar = gauge(value, Scale(50.0, 25.0, 40.0, 40.0), cells)
    assert len(bar) == cells
    if value is None:
        assert set(bar) == {"░"}
    else:
        assert bar.count("█") >= (value >= 0.05)
        assert abs(bar.count("█") - min(cells, cells * value / 50.0)) <= 1


@given(
    st.lists(st.tuples(st.integers(0, 23), st.floats(-30, 15)), unique_by=lambda pair: pair[0], max_size=24),
    st.sampled_from((24, 12, 8)),
)
def test_a_trend_shows_exactly_when_somebody_was_heard(history: list[tuple[int, float]], cells: int) -> None:
    """A cell is drawn for a part of the day with a signal, and a dot for one without."""
    view = NodeView(1, 0.0, 1, history=tuple(sorted(history)))
    shown = trend(view, -12.5, 24, cells)
    per_cell = 24 // cells
    heard = {cells - 1 - ago // per_cell for ago, _ in history}
    assert {at for at, char in enumerate(shown) if char != "·"} == heard


@pytest.mark.parametrize("name", LINK_PICTURES)
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_its_screen(name: str, width: int) -> None:
    """Every painted line of every picture fits its width."""
    for line in all_lines(LINK_PICTURES[name](), WORDS, width, 30):
        assert width_of(line) <= width


@given(st.integers(0, 40), st.integers(0, 60), st.integers(1, 20))
def test_scrolling_hides_nothing_silently(count: int, first: int, rows: int) -> None:
    """What does not fit is counted in the last row, and the end of the list can be reached."""
    lines = [text_line(str(number)) for number in range(count)]
    first = max(0, min(first, count - rows))
    shown = scrolled(lines, first, rows)
    assert len(shown) == min(rows, count)
    told = "nog" in shown[-1][0][0] if shown else False
    assert told == (first + rows < count)
    if not told and count:
        assert shown[-1] == lines[-1]


def test_nothing_unknown_is_drawn_as_a_number() -> None:
    """Without a radio no percentage is shown as our use: there is a question mark."""
    words = "".join(text for line in all_lines(first_start(), WORDS, 80, 30) for text, _ in line)
    assert "0 %" not in words.replace("10 %", "")
    assert "?" in words


def test_every_picture_says_how_the_link_is_in_its_first_line() -> None:
    """Also without radio, keys or peers the first line tells how the link is, in words."""
    for picture in (first_start(), demo(), night(), verbinding()):
        lines = all_lines(picture, WORDS, 80, 30)
        assert "LoRa" in "".join(text for text, _ in lines[0])


# ── hostile ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def spoiled(text: str) -> Snapshot:
    """The link with `text` wherever another console, a radio or a file can put it."""
    words = clean(text)
    radio = replace(
        RADIO, where=words, firmware=words, preset=words, detail=f"kanaal_ontbreekt: {words}", warnings=(words,)
    )
    radio = replace(radio, state="verkeerd_kanaal", extras=replace(RADIO.extras, region=words, role=words))
    peers = (PeerView(words or "x", True, None, 4000.0, False, 3),)
    keys = KeysView(KeysState.OPEN, words, 3, True, (words,))
    return verbinding(radio=replace(radio, refused={words or "x": 3}), peers=peers, keys=keys)


def test_hostile_words_stay_in_their_column() -> None:
    """Whatever a radio or console is called, no column gets wider and the test's lines neither."""
    for text in hostile_texts(120):
        for width in (80, 120, 200):
            for line in all_lines(spoiled(text), WORDS, width, 30):
                assert width_of(line) <= width
        found = (
            Finding("firmware", Light.ATTENTION, "firmware_te_oud", (("firmware", text),)),
            Finding("x", Light.BAD, "y"),
        )
        for line in check_lines(found, "18:54", 78):
            assert width_of(line) <= 78
            assert all(part.isprintable() for part, _ in line)


async def test_hostile_words_restyle_nothing() -> None:
    """60 hostile texts leave the place in the styles it has with a harmless one."""
    door = FakeDoor(spoiled("gewone tekst"))
    async with running(door, WIDE) as (app, pilot):
        await press(pilot, "8")
        calm = {style for row in styles_of(app) for style in row}
        for text in hostile_texts(60):
            door.picture = spoiled(text)
            app.pull()
            await pilot.pause()
            assert {style for row in styles_of(app) for style in row} <= calm
            for line in text_of(app).splitlines():
                assert cell_len(line) <= WIDE[0]
                assert line.isprintable()


def test_columns_share_the_width() -> None:
    """One, two and three columns with their rules never need more than there is."""
    for width in range(60, 220):
        for count in (1, 2, 3):
            assert count * column_width(width, count) + 3 * (count - 1) <= width
