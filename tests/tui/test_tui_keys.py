"""Every key, one by one, pressed in the real app against a door that records what it is ordered."""

from dataclasses import replace

import pytest

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import DecisionKind, Handling
from nsp_console.domain.understanding import Outcome
from nsp_console.domain.values import Means
from nsp_console.station import commands
from nsp_console.tui.acts import ACTS, EVERYWHERE, MOVES, bindings_of
from nsp_console.tui.messages.screen import MessagesScreen
from support.pictures import FakeDoor, acknowledged, calm, first_start, heard, inbox, night
from support.screens import SMALL, press, running, text_of


async def after(door: FakeDoor, *keys: str, size: tuple[int, int] = (120, 35)) -> str:
    """The screen after these keys."""
    async with running(door, size) as (app, pilot):
        await press(pilot, *keys)
        await pilot.pause(0.05)
        return text_of(app)


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


# Punt


async def test_capital_j_confirms_only_the_chosen_value() -> None:
    """J on Punt says klopt to one value; on a value that does not wait it says so."""
    door = FakeDoor()
    await after(door, "down", "2", *["down"] * 10, "J")
    assert door.orders == [commands.Confirm(41, ("water_l",))]
    assert "wacht niet op klopt" in await after(FakeDoor(), "down", "2", "J")


async def test_decision_records_by_whom_when_and_why() -> None:
    """o records a besluit with function, reason, target time and who carries it out."""
    door = FakeDoor()
    keys = (
        "right",
        "enter",
        "<burgemeester>",
        "enter",
        "<diesel op>",
        "enter",
        "<21:30>",
        "enter",
        "<gemeente>",
        "enter",
    )
    await after(door, "down", "2", "o", *keys)
    target = door.picture.wall + 156 * 60
    assert door.orders == [
        commands.Decide("L-DEV-05", DecisionKind.CLOSE, "diesel op", "burgemeester", target, "gemeente")
    ]


async def test_decision_refuses_a_time_that_is_none() -> None:
    """A target time that cannot be read is refused with an example."""
    door = FakeDoor()
    screen = await after(
        door, "down", "2", "o", "enter", "<rot>", "enter", "<x>", "enter", "<straks>", "enter", "enter"
    )
    assert "Schrijf een tijd als 18:30" in screen
    assert door.orders == []


async def test_k_on_punt_links_the_radio_that_wrote() -> None:
    """k on Punt couples the radio that wrote in this point's name."""
    door = FakeDoor()
    await after(door, "down", "2", "k")
    assert door.orders == [commands.LinkNode(0x7C3A0002, "L-DEV-05")]


# Berichten


async def test_triage_moves_on_after_each_action() -> None:
    """After a, i, j or x the cursor is on the next waiting line, so that triage is one key per line."""
    door = FakeDoor()
    async with running(door) as (app, pilot):
        await press(pilot, "5")
        screen = app.place
        assert isinstance(screen, MessagesScreen)
        seen = []
        for key in ("a", "i", "a"):
            assert screen.line is not None
            seen.append(screen.line.entry)
            await press(pilot, key)
        await pilot.pause(0.05)
        assert seen == [52, 51, 47]
    assert door.orders == [
        commands.Handle(52, Handling.DONE),
        commands.Handle(51, Handling.MORE_INFO),
        commands.Handle(47, Handling.DONE),
    ]


async def test_j_on_a_line_confirms_and_handles_it() -> None:
    """j on Berichten makes the values count and the line done, in that order."""
    door = FakeDoor()
    await after(door, "5", "down", "down", "down", "j")
    assert door.orders == [commands.Confirm(41), commands.Handle(41, Handling.DONE)]


async def test_x_rejects_the_values_of_a_line() -> None:
    """x rejects unconfirmed values; on a line without values it says what to do instead."""
    door = FakeDoor()
    await after(door, "5", "down", "down", "down", "x")
    assert door.orders == [commands.Reject(41)]
    assert "a handelt af" in await after(FakeDoor(), "5", "x")


async def test_undo_opens_the_last_line_again() -> None:
    """u puts the line that was just handled back with those that wait."""
    door = FakeDoor()
    assert "nog niets afgehandeld" in await after(FakeDoor(), "5", "u")
    await after(door, "5", "a", "u")
    assert door.orders[-1] == commands.Handle(52, Handling.MORE_INFO)


async def test_a_line_that_was_handled_leaves_the_waiting_ones() -> None:
    """When the station shows the line as handled it drops below the waiting ones and the count goes down."""
    door = FakeDoor()
    async with running(door) as (app, pilot):
        await press(pilot, "5")
        assert "4 te beoordelen" in text_of(app)
        done = tuple(replace(line, handled=Handling.DONE) if line.entry == 51 else line for line in door.picture.inbox)
        door.picture = night(inbox=done)
        app.pull()
        await pilot.pause()
        assert "3 te beoordelen" in text_of(app)


async def test_k_couples_an_unknown_radio_to_a_point() -> None:
    """k asks which point and couples the radio of the chosen line."""
    door = FakeDoor()
    await after(door, "5", "down", "k", "<zandweerd>", "enter")
    assert door.orders == [commands.LinkNode(0x7C3A0002, "L-DEV-04")]


async def test_tab_walks_the_lists_and_enter_opens_the_point() -> None:
    """Tab goes from inbox to alarms to outbox; the pane follows and Enter opens the point."""
    async with running(FakeDoor()) as (app, pilot):
        await press(pilot, "5", "tab")
        assert "> Alarmen" in text_of(app)
        await press(pilot, "tab", "down")
        assert "> Uit" in text_of(app)
        assert "geen andere radio gaf het door" in text_of(app)
        await press(pilot, "enter")
        assert "L-DEV-04 Zandweerd  │" in text_of(app)


async def test_message_shows_its_cost_and_is_sent_as_an_answer() -> None:
    """m shows bytes and airtime while typing and sends to the point of the chosen line, as an answer to it."""
    door = FakeDoor()
    async with running(door) as (app, pilot):
        await press(pilot, "5", "down", "down", "m", "<hoeveel liter?>")
        assert "14 van 130 bytes" in text_of(app)
        await press(pilot, "enter")
        await pilot.pause(0.05)
    assert door.orders == [commands.SendText("hoeveel liter?", "L-DEV-02", 47)]


async def test_message_too_long_for_the_air_is_refused() -> None:
    """A line of more bytes than fit is not sent and the form says so."""
    door = FakeDoor()
    screen = await after(door, "m", f"<{'a' * 131}>", "enter")
    assert "Te lang" in screen
    assert door.orders == []


async def test_message_warns_about_personal_data() -> None:
    """A text that looks like personal data gets a warning before it goes on the air."""
    assert "persoonsgegevens" in await after(FakeDoor(), "m", "<mw de vries>")


async def test_v_asks_for_status_with_a_ready_text() -> None:
    """v opens the composer with the status question for the chosen point."""
    door = FakeDoor()
    await after(door, "down", "v", "enter")
    order = door.orders[0]
    assert isinstance(order, commands.SendText)
    assert order.to == "L-DEV-05"
    assert order.text.startswith("Hoe is het bij u?")
    assert len(order.text.encode()) <= 130


async def test_r_starts_a_round_and_f3_offers_templates() -> None:
    """r makes a message for everybody; F3 in the composer offers ready texts, load shedding among them."""
    door = FakeDoor()
    await after(door, "r", "enter")
    order = door.orders[0]
    assert isinstance(order, commands.SendText)
    assert (order.to, order.text[:9]) == ("", "Meldronde")
    assert "Schakel alle stroom uit" in await after(FakeDoor(), "m", "f3", "2")


# inzet, palette, help, colours, leaving


async def test_capital_t_starts_an_inzet_with_t0() -> None:
    """T without an inzet asks name, T0 and who established it."""
    door = FakeDoor(first_start())
    await after(door, "T", "1", "<storm>", "enter", "<16:40>", "enter", "<meldkamer>", "enter")
    assert door.orders == [commands.StartDeployment("storm", door.picture.wall - 134 * 60, "meldkamer")]


async def test_capital_t_corrects_t0_and_ends() -> None:
    """T during an inzet corrects T0 or ends it with a reason."""
    door = FakeDoor()
    await after(door, "T", "1", "<20-01 08:00>", "enter", "<rot>", "enter")
    await after(door, "T", "2", "<stroom terug>", "enter")
    assert door.orders == [
        commands.CorrectT0(door.picture.wall - (10 * 60 + 54) * 60, "rot"),
        commands.EndDeployment("stroom terug"),
    ]


async def test_palette_finds_commands_by_synonym() -> None:
    """ctrl+p finds a command by a word that is not in its name, and carries it out."""
    assert "Berichten" in await after(FakeDoor(), "ctrl+p", "<inbox>", "enter")
    door = FakeDoor()
    await after(door, "ctrl+p", "<initiatief>", "enter", "<De Schakel>", "enter", "<buurthuis>", "enter")
    assert door.orders == [commands.AddSite("X-DEV-01", "De Schakel", owner="buurthuis")]


async def test_question_mark_opens_and_closes_help() -> None:
    """? shows the keys of this place; Esc goes back to it."""
    async with running(FakeDoor(), SMALL) as (app, pilot):
        await press(pilot, "question_mark")
        assert "Melding invoeren" in text_of(app)
        await press(pilot, "pagedown", "escape")
        assert "Oordeel" in text_of(app)


async def test_f2_changes_the_colours() -> None:
    """F2 walks night, day and contrast and comes back."""
    async with running(FakeDoor()) as (app, pilot):
        names = []
        for _ in range(3):
            await press(pilot, "f2")
            names.append(app.theme)
        assert names == ["dag", "contrast", "nacht"]


async def test_leaving_asks_only_when_messages_wait() -> None:
    """ctrl+q closes the station at once when nothing waits, and asks when something does."""
    closed: list[str] = []
    async with running(FakeDoor(calm()), closed=closed) as (app, pilot):
        await press(pilot, "ctrl+q")
        await pilot.pause(0.05)
        assert app.return_code == 0
    assert closed == ["dicht"]
    async with running(FakeDoor(), closed=closed) as (app, pilot):
        await press(pilot, "ctrl+q")
        assert "Er wachten nog 2 berichten" in text_of(app)
        await press(pilot, "n", "ctrl+c")
        assert app.is_running
        assert "ctrl+q sluit" in text_of(app)
    assert closed == ["dicht"]


async def test_refused_command_says_why_in_dutch() -> None:
    """When the station refuses, the operator reads a sentence and nothing is claimed to be done."""
    door = FakeDoor(refuse=CommandError("nergens_bekend"))
    screen = await after(door, "b")
    assert "Er ging iets mis" in screen
    assert "Bevestigd:" not in screen


async def test_a_receipt_waits_for_nobody() -> None:
    """A bare receipt is listed but does not ask for triage."""
    lines = (heard(70, "L-DEV-05", "ok", 1, Outcome.RECEIPT), *inbox())
    screen = await after(FakeDoor(night(inbox=lines)), "5")
    assert "4 te beoordelen" in screen
