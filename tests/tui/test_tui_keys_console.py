"""Keys that are about the console itself: inzet, palette, help, colours, leaving, refusals."""

from nsp_console.domain.errors import CommandError
from nsp_console.domain.understanding import Outcome
from nsp_console.station import commands
from support.fakedoor import FakeDoor
from support.pictures import calm, first_start, heard, inbox, night
from support.screens import SMALL, after, press, running, text_of

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
