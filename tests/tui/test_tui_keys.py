"""Keys of the board, of reports and of alarms, pressed in the real app against a door that records its orders."""

import pytest

from nsp_console.domain.values import Means
from nsp_console.station import commands
from nsp_console.tui.acts import ACTS, EVERYWHERE, MOVES, bindings_of
from support.fakedoor import FakeDoor
from support.pictures import acknowledged, calm, night
from support.screens import after, press, running, text_of


def row_of(screen: str, code: str) -> str:
    """The board row of a point."""
    return next(line for line in screen.splitlines() if code in line[:12])


def test_every_key_has_one_meaning_per_place_and_an_id() -> None:
    """Within a place no key is bound twice, and every binding has an id so that it can be remapped."""
    for place in EVERYWHERE:
        bound = [binding for binding in bindings_of(place)]
        keys = [binding.key for binding in bound if not isinstance(binding, tuple)]
        assert len(keys) == len(set(keys))
        assert all(not isinstance(binding, tuple) and binding.id for binding in bound)


@pytest.mark.parametrize("act", [act for act in ACTS if act.words], ids=lambda act: act.name)
def test_footer_words_are_short(act: object) -> None:
    """A footer word never takes more than 13 cells, so that six fit on 80 columns."""
    assert len(getattr(act, "words", "")) <= 13


# Bord


async def test_arrow_keys_move_the_cursor_over_the_points() -> None:
    """Arrows, PgUp, PgDn, Home and End move the cursor and the pane follows."""
    async with running(FakeDoor()) as (app, pilot):
        for key, code in (("down", "L-DEV-05"), ("end", "L-DEV-08"), ("home", "L-DEV-09"), ("pagedown", "L-DEV-08")):
            await press(pilot, key)
            assert row_of(text_of(app), code).startswith(">")
            assert f"│ {code}" in text_of(app)
        await press(pilot, "pageup", "up")
        assert row_of(text_of(app), "L-DEV-09").startswith(">")
    assert {key for key, _steps in MOVES} == {"up", "down", "pageup", "pagedown", "home", "end"}


async def test_cursor_stays_with_its_point_when_the_order_changes() -> None:
    """A snapshot that reorders the board moves the row, not the operator's choice."""
    door = FakeDoor()
    async with running(door) as (app, pilot):
        await press(pilot, "down")
        views = door.picture.sites
        door.picture = night(sites=(views[1], views[0], *views[2:]))
        app.pull()
        await pilot.pause()
        assert row_of(text_of(app), "L-DEV-05").startswith(">")


async def test_enter_opens_the_chosen_point_and_escape_comes_back() -> None:
    """Enter on the board shows everything of that point; Esc goes back and never quits."""
    async with running(FakeDoor()) as (app, pilot):
        await press(pilot, "down", "enter")
        assert "L-DEV-05 Borgele  │" in text_of(app)
        await press(pilot, "escape")
        assert "Oordeel" in text_of(app)
        await press(pilot, "escape", "escape")
        assert app.is_running


async def test_number_keys_go_to_the_places() -> None:
    """1, 2 and 5 show Bord, Punt and Berichten."""
    async with running(FakeDoor()) as (app, pilot):
        for key, words in (("5", "Binnen:"), ("2", "Laatst gemeld"), ("1", "Oordeel")):
            await press(pilot, key)
            assert words in text_of(app)


async def test_confirm_on_the_board_confirms_the_whole_point() -> None:
    """j on the board says klopt to everything that waits at the chosen point."""
    door = FakeDoor()
    screen = await after(door, "down", "j")
    assert door.orders == [commands.ConfirmSite("L-DEV-05")]
    assert "Klopt: de waarden van L-DEV-05" in screen


async def test_a_key_that_cannot_work_says_why() -> None:
    """j where nothing waits orders nothing and gives the reason, and stays out of the footer."""
    door = FakeDoor(calm())
    screen = await after(door, "j")
    assert door.orders == []
    assert "Hier wacht niets op klopt." in screen
    assert "j klopt" not in screen


async def test_slash_filters_by_name_and_escape_clears_it() -> None:
    """/ narrows the list while typing, Enter keeps it, Esc shows all own points again."""
    async with running(FakeDoor()) as (app, pilot):
        await press(pilot, "slash", "<bathmen>")
        assert '4 gevonden op "bathmen"' in text_of(app)
        assert not any(line.startswith((" L-DEV-09", ">L-DEV-09", "!L-DEV-09")) for line in text_of(app).splitlines())
        await press(pilot, "enter")
        assert "gevonden" in text_of(app)
        await press(pilot, "escape")
        assert "11 eigen punten" in text_of(app)


async def test_g_jumps_to_a_point_by_code() -> None:
    """g, a part of the code and Enter show that point."""
    assert "L-DEV-16 Diepenveen  │" in await after(FakeDoor(), "g", "<dev-16>", "enter")


# reports


async def test_entry_bar_echoes_before_anything_is_saved() -> None:
    """n shows what is understood while typing; nothing is ordered before Enter and the means."""
    door = FakeDoor()
    screen = await after(door, "n", "<borgele water 420>")
    assert "Begrepen: L-DEV-05 water 420 l" in screen
    assert "Enter opslaan  Esc weg" in screen
    assert door.orders == []


async def test_report_asks_how_it_came_in_and_saves() -> None:
    """Enter asks the means with one key and then saves exactly what was understood."""
    door = FakeDoor()
    screen = await after(door, "n", "<borgele water 420>", "enter", "2")
    order = door.orders[0]
    assert isinstance(order, commands.EnterReport)
    assert (order.site, order.means, order.text) == ("L-DEV-05", Means.TELEFOON, "borgele water 420")
    assert order.understood.values == {"water_l": 420}
    assert "Opgeslagen: L-DEV-05 water 420 l" in screen


async def test_report_without_a_point_is_not_saved() -> None:
    """A report that names no point keeps the line and asks for the point."""
    door = FakeDoor()
    screen = await after(door, "n", "<water 420>", "enter")
    assert "Welk punt?" in screen
    assert "water 420" in screen
    assert door.orders == []


async def test_plain_text_is_not_a_report() -> None:
    """Text without a value is not saved as a report and the bar says what is needed."""
    door = FakeDoor()
    assert "Geen melding in te lezen" in await after(door, "n", "<hallo daar>", "enter")
    assert door.orders == []


async def test_typed_alarm_is_asked_and_raised() -> None:
    """A line that reads as an alarm asks one key and raises an alarm, never a report."""
    door = FakeDoor()
    await after(door, "n", "<brand borgele>", "enter", "j")
    assert door.orders == [commands.RaiseAlarm("brand borgele", "L-DEV-05")]


async def test_escape_leaves_the_entry_bar_without_saving() -> None:
    """Esc throws the line away and gives the keys back."""
    door = FakeDoor()
    async with running(door) as (app, pilot):
        await press(pilot, "n", "<borgele water 420>", "escape", "5")
        assert "Binnen:" in text_of(app)
    assert door.orders == []


async def test_correction_points_back_to_the_value_it_corrects() -> None:
    """x on Punt puts the chosen value in the bar and the new report points back to its entry."""
    door = FakeDoor()
    async with running(door) as (app, pilot):
        await press(pilot, "down", "2", *["down"] * 10)
        assert "> Water 420 l" in text_of(app)
        await press(pilot, "x")
        assert "L-DEV-05 water 420 l" in text_of(app)
        await press(pilot, "enter", "1")
        await pilot.pause(0.05)
    order = door.orders[0]
    assert isinstance(order, commands.EnterReport)
    assert order.corrects == 41


# alarms


async def test_b_acknowledges_the_alarm_of_the_banner_and_nothing_else() -> None:
    """b takes the most urgent alarm on, from any place and any cursor; without an alarm it only says so."""
    door = FakeDoor()
    await after(door, "5", "down", "down", "b")
    assert door.orders == [commands.Acknowledge(52)]
    quiet = FakeDoor(calm())
    assert "Er is geen alarm." in await after(quiet, "b")
    assert quiet.orders == []


async def test_an_acknowledged_alarm_is_not_acknowledged_twice() -> None:
    """b on an alarm somebody has taken on orders nothing."""
    door = FakeDoor(acknowledged())
    assert "al bevestigd" in await after(door, "b")
    assert door.orders == []


async def test_closing_needs_an_acknowledged_alarm_and_a_reason() -> None:
    """s first refuses, after acknowledging it asks the reason and closes."""
    fresh = FakeDoor()
    assert "Bevestig het alarm eerst" in await after(fresh, "s")
    door = FakeDoor(acknowledged())
    screen = await after(door, "s", "enter")
    assert "Vul dit in" in screen
    await after(door, "s", "<huisarts is er>", "enter")
    assert door.orders == [commands.CloseAlarm(52, "huisarts is er")]


async def test_parking_asks_reason_and_timer() -> None:
    """p asks a reason and a timer; the arrow keys choose the time."""
    door = FakeDoor()
    await after(door, "p", "<wacht op arts>", "enter", "right", "enter")
    assert door.orders == [commands.Park(52, "wacht op arts", 1800.0)]
