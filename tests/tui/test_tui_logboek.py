"""Keys and pictures of Logboek, in the real app against a door that reads back a night of facts."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from nsp_console.domain import facts as f
from nsp_console.domain.errors import StoreError
from nsp_console.domain.facts import Entry
from nsp_console.domain.log_views import LogFilter, LogGroup
from nsp_console.station import commands
from nsp_console.tui.app import NspApp
from nsp_console.tui.glyphs import ASCII, CONSOLE
from nsp_console.tui.logbook.rows import row
from nsp_console.tui.logbook.screen import LogScreen
from nsp_console.tui.paint import width_of
from nsp_console.tui.wording import Wording
from support.drawn import MIN, VOCABULARY, ZONE
from support.fakedoor import FakeDoor
from support.hostile import hostile_texts
from support.logbook_pictures import BY, NOW, Told, entries, heard, journal_of, told, with_shift
from support.pictures import first_start
from support.screens import LARGE, SMALL, WIDE, press, running, styles_of, text_of, until

SIZES = {"80x24": SMALL, "120x35": WIDE, "200x50": LARGE}


async def opened(app: NspApp, pilot: Pilot[int], *keys: str) -> LogScreen:
    """The logbook, read, after these keys."""
    await press(pilot, "6")
    await settled(app, pilot)
    for key in keys:
        await press(pilot, key)
        await settled(app, pilot)
    screen = app.place
    assert isinstance(screen, LogScreen)
    return screen


async def settled(app: NspApp, pilot: Pilot[int]) -> None:
    """Until the logbook has read what it wants to show and said what it has to say."""

    def rests() -> bool:
        screen = app.place
        busy = any(not worker.is_finished for worker in app.workers)
        return isinstance(screen, LogScreen) and screen.held.begun and not screen.reading and not busy

    await until(pilot, rests)


def door(**changes: object) -> FakeDoor:
    """The night with the handover of the morning."""
    return FakeDoor(with_shift(**changes))  # type: ignore[arg-type]


async def on_row(app: NspApp, pilot: Pilot[int], number: int) -> LogScreen:
    """The logbook with the cursor on entry `number`."""
    screen = await opened(app, pilot)
    screen.roll.chosen = str(number)
    screen.draw()
    await pilot.pause()
    return screen


# what stands there


@pytest.mark.parametrize("size", SIZES)
async def test_the_logbook_shows_the_night(size: str, snapshot: SnapshotAssertion) -> None:
    """The logbook, its other kinds, one whole entry and the dienstoverdracht look exactly like this."""
    async with running(door(), SIZES[size]) as (app, pilot):
        await opened(app, pilot)
        assert text_of(app) == snapshot(name=f"nacht-{size}")
        if size == "200x50":
            return
        await opened(app, pilot, "end")
        assert text_of(app) == snapshot(name=f"einde-{size}")
        await press(pilot, "home", "down", "enter")
        await until(pilot, lambda: "Zoals vastgelegd" in text_of(app))
        assert text_of(app) == snapshot(name=f"regel-{size}")
        await press(pilot, "escape", "d")
        await until(pilot, lambda: "Dienstoverdracht" in text_of(app))
        assert text_of(app) == snapshot(name=f"dienst-{size}")


async def test_an_empty_logbook_says_what_comes_here() -> None:
    """A first start shows a sentence, and no handover to compare with."""
    empty = FakeDoor(first_start(), kept=())
    async with running(empty, SMALL) as (app, pilot):
        await opened(app, pilot)
        assert "Nog niets. Alles wat binnenkomt" in text_of(app)
        assert "nog niet overgedragen" in text_of(app)
        await press(pilot, "d")
        await until(pilot, lambda: "eerste overdracht" in text_of(app))


async def test_ascii_and_console_fonts_lack_nothing() -> None:
    """Every character of the logbook exists in ASCII and in the console font."""
    known = CONSOLE.extra | {chr(code) for code in range(32, 256)} | {"\n"}
    for glyphs in (ASCII, CONSOLE):
        async with running(door(taken=False), WIDE, glyphs) as (app, pilot):
            await opened(app, pilot, *["f"] * 5)
            shown = text_of(app)
            await press(pilot, "d")
            await until(pilot, lambda app=app: "Alarmen open" in text_of(app))  # type: ignore[misc]
            for text in (shown, text_of(app)):
                assert text.isascii() if glyphs is ASCII else set(text) <= known


async def test_a_journal_that_cannot_be_read_says_so() -> None:
    """Trouble with the disk is a sentence in the list, and the place lives on."""
    broken = FakeDoor(with_shift(), unreadable=StoreError("store_fault"))
    async with running(broken) as (app, pilot):
        await press(pilot, "6")
        await until(pilot, lambda: isinstance(app.place, LogScreen) and bool(app.place.trouble))
        assert isinstance(app.place, LogScreen)
        assert app.place.trouble[:20] in text_of(app)
        broken.unreadable = None
        app.place.draw()
        await settled(app, pilot)
        assert "Tanker rijdt 19:30" in text_of(app)


# filters


async def test_f_walks_the_kinds_and_bookkeeping_is_only_in_alles() -> None:
    """Counters and steps are hidden until `alles`; each kind shows only its own; Esc brings the logbook back."""
    async with running(door()) as (app, pilot):
        screen = await opened(app, pilot)
        assert "Tellers gereserveerd" not in {str(line.text) for line in screen.held.lines}
        seen: dict[str, set[str]] = {}
        for _ in range(6):
            await press(pilot, "f")
            await settled(app, pilot)
            seen[screen.held.chosen.group.value] = {line.kind for line in screen.held.lines}
        assert seen["alarmen"] == {"tekst_gehoord", "alarm", "alarm_bevestigd", "alarm_geparkeerd"}
        assert "besluit" in seen["besluiten"]
        assert "aantekening" in seen["besluiten"]
        assert "alarm" not in seen["meldingen"]
        assert {"tellers_gereserveerd", "station_ontmoet", "bericht_stap"} <= seen["alles"]
        assert not {"tellers_gereserveerd", "station_ontmoet", "bericht_stap"} & seen["logboek"]
        await press(pilot, "f", "escape")
        await settled(app, pilot)
        assert screen.held.chosen.group == "logboek"
        await press(pilot, "escape")
        assert "Oordeel" in text_of(app)


async def test_slash_finds_words_and_numbers() -> None:
    """/ searches the sentence, the point, who said it and #nummer, while typing."""
    async with running(door()) as (app, pilot):
        screen = await opened(app, pilot, "slash")
        await press(pilot, "<tanker elven>")
        await until(pilot, lambda: screen.held.chosen.text == "tanker elven" and screen.held.begun)
        await settled(app, pilot)
        assert [line.entry for line in screen.held.lines] == [12]
        await press(pilot, "enter")
        assert 'Logboek: wat mensen zeiden en deden · "tanker elven" · 1 gevonden' in text_of(app)
        await press(pilot, "escape", "slash", "<bestaat niet>", "enter")
        await settled(app, pilot)
        assert "Niets gevonden" in text_of(app)
        await press(pilot, "escape")
        await settled(app, pilot)
        assert len(screen.held.lines) > 20


async def test_z_keeps_only_the_point_of_the_line() -> None:
    """z lists what is about the chosen line's point, and once more everything; on another line it says why not."""
    async with running(door()) as (app, pilot):
        screen = await on_row(app, pilot, 23)
        await press(pilot, "z")
        await settled(app, pilot)
        assert {line.site for line in screen.held.lines} == {"L-DEV-05"}
        await press(pilot, "z")
        await settled(app, pilot)
        assert len({line.site for line in screen.held.lines}) > 5
        screen.roll.chosen = "12"
        await press(pilot, "z")
        assert "gaat niet over een punt" in text_of(app)


# correcting


async def test_corrections_are_shown_from_both_sides() -> None:
    """The corrected line is marked with the number of its correction, and the correction with what it corrects."""
    async with running(door()) as (app, pilot):
        await on_row(app, pilot, 9)
        rows = text_of(app).splitlines()
        assert any("→ Correctie op #9 via portofoon: water 600 l" in row for row in rows)
        assert any("←#10 Melding via portofoon: water 6.000 l" in row for row in rows)
        await press(pilot, "x")
        assert "al verbeterd door #10" in text_of(app)
        await press(pilot, "enter")
        await until(pilot, lambda: "← verbeterd door" in text_of(app))


async def test_x_corrects_a_report_with_a_report_that_points_back() -> None:
    """x on a report opens its values to be typed over, and what is saved points at it."""
    told_to = door()
    async with running(told_to) as (app, pilot):
        await on_row(app, pilot, 27)
        await press(pilot, "x")
        assert app.place is not None
        app.place.entry.input.value = ""
        await press(pilot, "<borgele water 240>", "enter", "1")
        await until(pilot, lambda: bool(told_to.orders))
    order = told_to.orders[0]
    assert isinstance(order, commands.EnterReport)
    assert (order.corrects, order.site) == (27, "L-DEV-05")


async def test_x_corrects_anything_a_person_did_with_a_note() -> None:
    """x on a note or a decision makes a note that points back; on what the program or another did it says why not."""
    told_to = door()
    async with running(told_to) as (app, pilot):
        screen = await on_row(app, pilot, 12)
        await press(pilot, "x")
        assert screen.entry.input.value.startswith("Tanker rijdt pas na elven")
        screen.entry.input.value = ""
        await press(pilot, "<tanker om twaalf>", "enter")
        await until(pilot, lambda: bool(told_to.orders))
        assert told_to.orders == [commands.MakeNote("tanker om twaalf", None, 12)]
        for number, words in ((20, "legde het programma vast"), (24, "Dit zei een ander")):
            screen.roll.chosen = str(number)
            await press(pilot, "x")
            assert words in text_of(app)


async def test_u_reopens_a_line_and_uncouples_a_radio() -> None:
    """u on an afhandeling opens the line again, on a koppeling takes it back; elsewhere it says what can be undone."""
    told_to = door(nodes={0x7C3A0001: "L-DEV-05"})
    async with running(told_to) as (app, pilot):
        screen = await on_row(app, pilot, 25)
        await press(pilot, "u")
        screen.roll.chosen = "11"
        await press(pilot, "u")
        await until(pilot, lambda: len(told_to.orders) == 2)
        assert told_to.orders == [commands.Handle(24, f.Handling.MORE_INFO), commands.LinkNode(0x7C3A0001, "")]
        screen.roll.chosen = "7"
        await press(pilot, "u")
        assert "Alleen een afhandeling of koppeling" in text_of(app)


async def test_a_makes_a_note_about_the_listed_point() -> None:
    """a keeps a note; with one point listed it is about that point; a name in it is warned about."""
    told_to = door()
    async with running(told_to) as (app, pilot):
        await on_row(app, pilot, 23)
        await press(pilot, "z")
        await settled(app, pilot)
        await press(pilot, "a", "<mw Jansen belt>")
        assert "Lijkt op persoonsgegevens" in text_of(app)
        await press(pilot, "enter")
        await until(pilot, lambda: bool(told_to.orders))
        assert told_to.orders == [commands.MakeNote("mw Jansen belt", "L-DEV-05", None)]
        await press(pilot, "a", "escape")
        assert len(told_to.orders) == 1


# the shift


async def test_d_tells_what_changed_and_hands_over() -> None:
    """d lists open alarms, messages nobody has, points worse and better, needs and decisions, and hands over."""
    told_to = door()
    async with running(told_to, LARGE) as (app, pilot):
        await opened(app, pilot, "d")
        await until(pilot, lambda: "Alarmen open: 1" in text_of(app))
        page = text_of(app)
        for words in ("Berichten nog niet ontvangen: 3", "Punten slechter: ", "Punten beter: ", "was goed, nu"):
            assert words in page
        assert "Besluiten en aantekeningen sinds de vorige overdracht: 3" in page
        await press(pilot, "b")
        assert "Er wacht geen overdracht" in text_of(app)
        await press(pilot, "d")
        assert "Dienst overdragen" in text_of(app)
        await press(pilot, "<C-NSP avond>", "enter", "<tanker 23:00>", "enter")
        await until(pilot, lambda: bool(told_to.orders))
    order = told_to.orders[0]
    assert isinstance(order, commands.HandOver)
    assert (order.by, order.to, order.note) == ("C-NSP dag", "C-NSP avond", "tanker 23:00")
    assert order.states["L-DEV-05"]


async def test_the_one_who_takes_over_confirms_with_a_function() -> None:
    """A handover that waits is told above the list; d and b confirm it with the own function."""
    told_to = door(taken=False)
    async with running(told_to) as (app, pilot):
        await opened(app, pilot)
        assert "nog niet bevestigd" in text_of(app)
        await press(pilot, "d")
        await until(pilot, lambda: "overname bevestigen" in text_of(app))
        await press(pilot, "b", "enter", "enter")
        await until(pilot, lambda: bool(told_to.orders))
    assert told_to.orders == [commands.TakeOver(5, "C-NSP dag", "")]


# new lines, many lines, hostile lines


async def test_new_lines_arrive_once_and_the_cursor_stays() -> None:
    """Entries that come while somebody reads are put on top, once; the cursor stays on its line."""
    watched = door()
    async with running(watched) as (app, pilot):
        screen = await on_row(app, pilot, 17)
        for count in (1, 130):
            passed = told() + [(0, f.NoteMade(f"nieuw {number}", BY)) for number in range(count)]
            watched.kept = entries(passed)
            watched.picture = replace(with_shift(), last_entry=len(passed), revision=count + 5)
            app.pull()
            await settled(app, pilot)
            numbers = [line.entry for line in screen.held.lines]
            assert numbers == sorted(set(numbers), reverse=True)
            assert numbers[0] == len(passed)
            assert screen.roll.chosen == "17"
        assert sum(line.kind == "aantekening" for line in screen.held.lines) == 131


async def test_a_long_journal_is_read_as_far_as_somebody_looks() -> None:
    """Of 5,000 entries only what is looked at is read; End goes on to the next page, and nothing is lost or doubled."""
    kept = tuple(Entry(number, NOW.earlier(MIN), f.NoteMade(f"regel {number}", BY)) for number in range(1, 5001))
    long = FakeDoor(replace(with_shift(), last_entry=5000), kept=kept)
    async with running(long) as (app, pilot):
        screen = await opened(app, pilot)
        assert len(screen.held.lines) <= 120
        for _ in range(5):
            await press(pilot, "end")
            await settled(app, pilot)
        numbers = [line.entry for line in screen.held.lines]
        assert numbers == list(range(5000, 5000 - len(numbers), -1))
        assert 200 < len(numbers) < 1000
        await press(pilot, "slash", "<#77>", "enter")
        await until(pilot, lambda: screen.held.begun and screen.held.older is None)
        await settled(app, pilot)
        assert screen.held.lines[-1].entry == 77


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_hostile_text_stays_in_its_row(size: tuple[int, int]) -> None:
    """Hostile texts, functions and notes change no style outside their row, break no width and crash nothing."""
    calm = entries([(1, heard("gewone tekst", "L-DEV-05")), (1, f.NoteMade("gewone tekst", BY))] * 10)
    watched = FakeDoor(with_shift(), kept=calm)
    texts = hostile_texts(80)
    async with running(watched, size) as (app, pilot):
        screen = await opened(app, pilot)
        calm_styles = {style for cells in styles_of(app) for style in cells}
        for start in range(0, len(texts), 10):
            part = texts[start : start + 10]
            pairs: list[Told] = [
                (1.0, fact) for text in part for fact in (heard(text, None), f.NoteMade(text, text, "L-DEV-05"))
            ]
            watched.kept = entries(pairs)
            screen.held.choose(screen.held.chosen)
            screen.draw()
            await settled(app, pilot)
            assert {style for cells in styles_of(app) for style in cells} <= calm_styles
            assert all(line.isprintable() and cell_len(line) <= size[0] for line in text_of(app).splitlines())
            await press(pilot, "enter")
            await until(pilot, lambda: "Zoals vastgelegd" in text_of(app))
            assert all(line.isprintable() for line in text_of(app).splitlines())
            await press(pilot, "escape")
        assert app.is_running


def test_rows_are_exactly_as_wide_as_asked() -> None:
    """Every row of every kind of line is as wide as the screen, at each width."""
    words, picture = Wording(VOCABULARY, ZONE), with_shift()
    strange: list[Told] = [(1.0, f.NoteMade(text, text, "L-DEV-05")) for text in hostile_texts(60)]
    for kept in (entries(), entries(strange)):
        for line in journal_of(kept, None, 100, LogFilter(LogGroup.ALL)).lines:
            for width in (80, 109, 110, 120, 160, 200):
                assert width_of(row(line, picture, words, width, chosen=False)) == width
