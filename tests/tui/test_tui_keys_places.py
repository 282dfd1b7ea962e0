"""Keys of Punt and Berichten, pressed in the real app against a door that records its orders."""

from dataclasses import replace

from nsp_console.domain.facts import DecisionKind, Handling
from nsp_console.domain.understanding import Outcome
from nsp_console.station import commands
from nsp_console.tui.messages.screen import MessagesScreen
from support.fakedoor import FakeDoor
from support.pictures import heard, night
from support.screens import after, press, running, text_of, until

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


async def test_twenty_lines_are_cleared_with_twenty_keys() -> None:
    """One key per line, without a question: twenty lines in a minute leave three seconds to read each."""
    lines = tuple(
        heard(100 - index, "L-DEV-05", f"water {index} of meer", index, Outcome.TRIAGE, confirmable=index % 2 == 0)
        for index in range(20)
    )
    door = FakeDoor(night(inbox=lines))

    def judged(command: commands.Command) -> None:
        assert isinstance(command, commands.Handle | commands.Confirm)
        inbox = door.picture.inbox
        done = (replace(line, handled=Handling.DONE) if line.entry == command.entry else line for line in inbox)
        door.picture = night(inbox=tuple(done))

    door.on_order = judged
    async with running(door) as (app, pilot):
        await press(pilot, "5")
        for index in range(20):
            await press(pilot, "j" if index % 2 == 0 else "a")
            await until(pilot, lambda sure=index: len(door.orders) > sure)  # type: ignore[misc]
        await until(pilot, lambda: "0 te beoordelen" in text_of(app) or "te beoordelen" not in text_of(app))
    assert len({order.entry for order in door.orders if isinstance(order, commands.Handle | commands.Confirm)}) == 20


async def test_j_on_a_line_confirms_it() -> None:
    """j on Berichten is one command: confirmed values make the line done by themselves."""
    door = FakeDoor()
    await after(door, "5", "down", "down", "down", "j")
    assert door.orders == [commands.Confirm(41)]


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
    """r, for phones, makes a message for everybody; F3 in the composer offers ready texts, load shedding among them."""
    door = FakeDoor()
    await after(door, "r", "t", "enter")
    order = door.orders[0]
    assert isinstance(order, commands.SendText)
    assert (order.to, order.text[:9]) == ("", "Meldronde")
    assert "Schakel alle stroom uit" in await after(FakeDoor(), "m", "f3", "2")
