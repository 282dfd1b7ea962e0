"""Place 3, Voorraad: what ends first stands on top, the clock is in the reader's hand, and nothing is made up."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from nsp_console.domain.ahead import AHEAD_MAX_H
from nsp_console.domain.moments import Ageing
from nsp_console.domain.views import KeysState, KeysView, Severity, Snapshot
from nsp_console.tui.acts import acts_of
from nsp_console.tui.glyphs import ASCII, CONSOLE
from nsp_console.tui.paint import width_of
from nsp_console.tui.supplies.matrix import layout, row
from nsp_console.tui.supplies.screen import SuppliesScreen
from nsp_console.tui.supplies.strip import scale_line, span, strip
from nsp_console.tui.supplies.under import under_lines
from nsp_console.tui.wording import Wording
from support.drawn import VOCABULARY, WALL, ZONE, cell
from support.fakedoor import FakeDoor
from support.hostile import hostile_texts
from support.pictures import calm, first_start, night, radio_down
from support.screens import LARGE, SMALL, WIDE, press, running, styles_of, text_of
from support.supply_pictures import supply_night, with_hostile

SIZES = {"80x24": SMALL, "120x35": WIDE}
WORDS = Wording(VOCABULARY, ZONE)
PICTURES: dict[str, Callable[[], Snapshot]] = {
    "voorraad": supply_night,
    "nacht": night,
    "rustig": calm,
    "eerste-start": first_start,
    "lora-weg": radio_down,
    "geen-punten": lambda: night(sites=(), alarms=()),
}


def body(text: str) -> str:
    """The screen without the lines that list all places: others come and go."""
    return "\n".join(line for line in text.splitlines() if "1 Bord" not in line)


@pytest.mark.parametrize("size", SIZES)
async def test_supplies_show_the_picture(size: str, snapshot: SnapshotAssertion) -> None:
    """Voorraad shows each picture exactly like this, now and six hours on."""
    door = FakeDoor()
    async with running(door, SIZES[size]) as (app, pilot):
        await press(pilot, "3")
        for name, picture in PICTURES.items():
            door.picture = picture()
            app.pull()
            await press(pilot, "home")
            assert body(text_of(app)) == snapshot(name=f"{name}-{size}")
        door.picture = supply_night()
        app.pull()
        await press(pilot, "right_square_bracket")
        assert body(text_of(app)) == snapshot(name=f"over-6-uur-{size}")
        await press(pilot, "tab")
        assert body(text_of(app)) == snapshot(name=f"gevraagd-{size}")


async def test_a_large_screen_is_used(snapshot: SnapshotAssertion) -> None:
    """At 200×50 the strip is three days long and other ways to help are written out."""
    async with running(FakeDoor(supply_night()), LARGE) as (app, pilot):
        await press(pilot, "3", "right_curly_bracket")
        assert body(text_of(app)) == snapshot


async def test_the_bars_of_a_large_screen_follow_the_cursor() -> None:
    """Where there are rows to spare, the chosen point is drawn against 72 hours."""
    async with running(FakeDoor(supply_night()), LARGE) as (app, pilot):
        await press(pilot, "3")
        assert "── L-DEV-01 Binnenstad" in text_of(app)
        await press(pilot, "down")
        assert "── L-DEV-02 Voorstad" in text_of(app)
        assert "bezetting ████" in text_of(app)


async def test_ascii_and_console_font_lack_nothing(snapshot: SnapshotAssertion) -> None:
    """With ASCII, and with the font of the Linux console, every character is one that exists there."""
    async with running(FakeDoor(supply_night()), SMALL, ASCII) as (app, pilot):
        await press(pilot, "3", "right_square_bracket")
        assert text_of(app).isascii()
        assert body(text_of(app)) == snapshot
    known = CONSOLE.extra | {chr(code) for code in range(32, 256)} | {"\n"}
    async with running(FakeDoor(supply_night()), WIDE, CONSOLE) as (app, pilot):
        await press(pilot, "3", "right_square_bracket")
        assert set(text_of(app)) <= known


STEPS = {
    "right": 1,
    "right_square_bracket": 6,
    "right_curly_bracket": 24,
    "left": -1,
    "left_square_bracket": -6,
    "left_curly_bracket": -24,
}


async def test_the_clock_steps_and_stops_at_both_ends() -> None:
    """Each key steps what its footer says, never before now and never beyond three days, and says why at the end."""
    async with running(FakeDoor(supply_night())) as (app, pilot):
        await press(pilot, "3")
        place = app.screen
        assert isinstance(place, SuppliesScreen)
        await press(pilot, "left_square_bracket")
        assert "De tijd staat al op nu" in text_of(app)
        wanted = 0.0
        for key in [
            *STEPS,
            "right_curly_bracket",
            "right_curly_bracket",
            "right_curly_bracket",
            "right_square_bracket",
        ]:
            wanted = min(float(AHEAD_MAX_H), max(0.0, wanted + STEPS[key]))
            await press(pilot, key)
            assert place.step == wanted
            assert ("Over" in text_of(app)) is (wanted > 0)
        assert f"Verder dan {AHEAD_MAX_H} uur" in text_of(app)


async def test_the_heading_tells_the_hour_looked_at() -> None:
    """Six hours on at 18:54 reads `Over 6 uur (do 00:54)`, and a supply that ended before then reads `op`."""
    async with running(FakeDoor(supply_night())) as (app, pilot):
        await press(pilot, "3", "right_square_bracket")
        text = text_of(app)
        assert "Over 6 uur (do 00:54)" in text
        borgele = next(line for line in text.splitlines() if "L-DEV-05 Borgele" in line)
        assert borgele.split()[3:5] == ["■", "op"]


async def test_escape_goes_back_to_now_then_to_the_board() -> None:
    """Esc undoes the step first, then the larger list, and then leaves."""
    async with running(FakeDoor(supply_night())) as (app, pilot):
        await press(pilot, "3", "tab", "right_square_bracket", "escape")
        assert "Nu (18:54)" in text_of(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, SuppliesScreen)
        await press(pilot, "escape")
        assert "Oordeel" in text_of(app)


async def test_enter_opens_the_point_under_the_cursor() -> None:
    """What ends first is under the cursor; Enter shows everything about that point."""
    async with running(FakeDoor(supply_night())) as (app, pilot):
        await press(pilot, "3", "down", "enter")
        assert "L-DEV-02" in text_of(app).splitlines()[3]
        assert "Laatst gemeld" in text_of(app)


async def test_every_act_in_the_footer_does_something_and_every_other_says_why() -> None:
    """No key of this place is dead: it works, or a sentence tells why not."""
    for picture in (supply_night(), night(sites=(), alarms=())):
        async with running(FakeDoor(picture)) as (app, pilot):
            await press(pilot, "3")
            place = app.screen
            assert isinstance(place, SuppliesScreen)
            for act in acts_of("voorraad"):
                if act.places != ("voorraad",):
                    continue
                reason = place.why_not(act.name)
                place.action_act(act.name)
                await pilot.pause()
                if reason:
                    assert reason in text_of(app)
                elif act.name == "open_point":
                    await press(pilot, "3")


async def test_the_request_form_opens_here() -> None:
    """A asks goods or people from this place as from everywhere."""
    async with running(FakeDoor(supply_night())) as (app, pilot):
        await press(pilot, "3", "A")
        assert "Dit station heeft geen sleutel" in text_of(app)
    opened = replace(supply_night(), keys=KeysView(KeysState.OPEN, "KANO BERG 4711", 3, signs=True))
    async with running(FakeDoor(opened)) as (app, pilot):
        await press(pilot, "3", "A")
        assert "Wat is nodig" in text_of(app)


def test_silent_points_show_since_when_and_nothing_of_today() -> None:
    """A silent point has `?` in every column and, instead of a strip, since when and what was last known."""
    picture = supply_night()
    view = picture.site("L-DEV-04")
    assert view is not None
    wide = layout(120, 6)
    text = "".join(piece for piece, _role in row(view, picture, wide, 6, WORDS, chosen=False))
    assert text.count("?") >= 4
    assert "stil sinds 15:40; toen water 310 l, diesel 70 l" in text
    assert "█" not in text


def test_a_stale_supply_is_hatched_and_never_green() -> None:
    """Hours that rest on an old value keep the hatch of the board, at any hour looked at."""
    picture = supply_night()
    view = picture.site("L-DEV-06")
    assert view is not None
    for step in (0, 6, 24, 48):
        pieces = row(view, picture, layout(120, step), step, WORDS, chosen=False)
        assert all(role != "good" for _text, role in pieces)
        assert "".join(text for text, _role in pieces).count("░") >= 4


def test_an_unconfirmed_amount_never_looks_confirmed() -> None:
    """Where a newer value waits for klopt the hours carry a question mark, now and later."""
    picture = supply_night()
    view = picture.site("L-DEV-05")
    assert view is not None
    assert view.cells["water_l"].pending
    for step in (0, 6):
        pieces = row(view, picture, layout(120, step), step, WORDS, chosen=False)
        assert any(text.strip().endswith("?") and role == "pending" for text, role in pieces)


@pytest.mark.parametrize("width", [80, 100, 120, 160, 200])
@pytest.mark.parametrize("step", [0, 1, 6, 24, 71, 72])
def test_rows_are_exactly_as_wide_as_the_screen(width: int, step: int) -> None:
    """Every row, strip and scale keeps its width at any hour looked at."""
    picture = supply_night()
    wide = layout(width, step)
    assert cell_len(scale_line(wide.shown, WALL, WORDS)) == wide.shown.columns
    for view in picture.sites:
        assert width_of(strip(view, wide.shown, WORDS, WALL)) == wide.shown.columns
        line = row(view, picture, wide, step, WORDS, chosen=True)
        assert width_of(line) <= width


def test_a_letter_stands_at_the_hour_a_supply_may_end() -> None:
    """On a strip of 48 cells for 48 hours a range of 10 to 20 hours is a letter at 10 and a hatch up to 20."""
    picture = supply_night()
    view = picture.site("L-DEV-16")
    assert view is not None
    water = view.supplies["water"]
    assert water is not None
    only = replace(view, supplies={"water": replace(water, low_h=10.0, high_h=20.0)})
    shown = replace(span(48, 0), hours=48.0)
    text = "".join(piece for piece, _role in strip(only, shown, WORDS, WALL))
    assert text == "─" * 10 + "W" + "░" * 10 + "─" * 27


def test_two_supplies_that_end_together_are_both_seen() -> None:
    """Letters on the same hour stand beside each other."""
    picture = supply_night()
    view = picture.site("L-DEV-16")
    assert view is not None
    water = view.supplies["water"]
    assert water is not None
    both = replace(view, supplies={"water": water, "food": water})
    text = "".join(piece for piece, _role in strip(both, span(66, 0), WORDS, WALL))
    assert "WE" in text.replace("░", "")


def test_points_that_cannot_be_foretold_are_named_and_not_counted() -> None:
    """Zandweerd is silent: it is named, and the sums say they are of seven of the eight points."""
    text = "\n".join("".join(piece for piece, _ in line) for line in under_lines(supply_night(), WORDS, 120, 20))
    assert "Geen prognose, telt niet mee: Zandweerd (alles)" in text
    assert "Samen (7 van 8 punten)" in text
    assert "Niet open: Voorstad-Oost (in opbouw), Landsherenkwartier, Rivierenwijk" in text


def test_without_any_forecast_nothing_is_called_well() -> None:
    """At a first start the screen says what to enter, and never that nothing is needed."""
    text = "\n".join("".join(piece for piece, _ in line) for line in under_lines(first_start(), WORDS, 120, 20))
    assert "Nog geen enkele prognose" in text
    assert "Niets nodig" not in text
    assert "Nog niets te zeggen" in text


@pytest.mark.parametrize("rows", range(24))
def test_what_stands_below_never_takes_more_rows_than_there_are(rows: int) -> None:
    """However small the screen, the lower part fits, and the sentence of what ends first goes before the rest."""
    lines = under_lines(supply_night(), WORDS, 80, rows)
    assert len(lines) <= rows
    if rows:
        assert "Eerst op" in lines[0][0][0]
    assert all(width_of(line) <= 80 for line in lines)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_hostile_requests_restyle_nothing(size: tuple[int, int]) -> None:
    """Requests with 200 hostile texts change no style and stay inside their line."""
    texts = hostile_texts()
    door = FakeDoor(with_hostile(["gewone tekst"] * 20))
    async with running(door, size) as (app, pilot):
        await press(pilot, "3", "tab")
        door.picture = with_hostile(["een veel langere tekst die niet op een regel past " * 3] * 20)
        app.pull()
        await pilot.pause()
        calm_styles = {style for line in styles_of(app) for style in line}
        for start in range(0, len(texts), 10):
            door.picture = with_hostile(texts[start : start + 10])
            app.pull()
            await pilot.pause()
            assert {style for line in styles_of(app) for style in line} <= calm_styles
            for line in text_of(app).splitlines():
                assert cell_len(line) <= size[0]
                assert line.isprintable()


def test_a_hostile_point_name_keeps_its_row() -> None:
    """A point that joined with a strange name is a row like any other."""
    picture = supply_night()
    base = picture.site("L-DEV-05")
    assert base is not None
    for text in hostile_texts()[:60]:
        view = replace(base, site=replace(base.site, name="".join(c for c in text if c.isprintable()) or "x"))
        line = row(view, picture, layout(80, 6), 6, WORDS, chosen=False)
        assert width_of(line) == 80


def test_a_lower_bound_of_silence_is_told_as_one() -> None:
    """After a restart with a doubtful clock it reads that the point is silent at least since then."""
    picture = supply_night()
    view = picture.site("L-DEV-04")
    assert view is not None
    assert view.heard is not None
    view = replace(view, heard=replace(view.heard, at_least=True))
    text = "".join(piece for piece, _role in strip(view, span(66, 0), WORDS, WALL))
    assert "stil, zeker sinds 15:40" in text


def test_grid_power_is_not_a_missing_forecast() -> None:
    """A point on the grid reads `net` and is not named among those that cannot be foretold for its power."""
    picture = supply_night()
    view = picture.site("L-DEV-16")
    assert view is not None
    cells = {key: one for key, one in view.cells.items() if key not in ("fuel_hours", "fuel_l")}
    view = replace(view, cells={**cells, "power": cell("power", "net")}, supplies={**view.supplies, "power": None})
    line = "".join(piece for piece, _ in row(view, picture, layout(120, 0), 0, WORDS, chosen=False))
    assert " net" in line
    below = under_lines(replace(picture, sites=(view,)), WORDS, 120, 20)
    assert not any("Geen prognose" in piece for line_ in below for piece, _ in line_)


def test_a_picture_of_125_points_is_drawn_in_time() -> None:
    """The lower part looks at pairs of points; with 125 of them its work stays bounded by six proposals."""
    picture = supply_night()
    views = [view for view in picture.sites if view.own and view.severity is not Severity.OUT_OF_SERVICE]
    many = tuple(
        replace(view, site=replace(view.site, code=f"L-DEV-{number:03d}"), heard_ageing=Ageing.FRESH)
        for number, view in enumerate(views * 16)
    )
    lines = under_lines(replace(picture, sites=many), WORDS, 120, 20)
    assert len(lines) <= 20
