"""Place 7: every key does what its footer says, every key that cannot says why, and nothing unknown is drawn good."""

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from nsp_console.domain import facts
from nsp_console.domain.facts import Mode, PowerSource, Trial
from nsp_console.domain.safetext import clean
from nsp_console.domain.views import Snapshot
from nsp_console.station import commands
from nsp_console.tui.acts import ACTS, HOUSE, acts_of
from nsp_console.tui.continuity.asks import amount_of
from nsp_console.tui.continuity.now import bar
from nsp_console.tui.glyphs import ASCII, CONSOLE
from support.continuity_pictures import (
    BY,
    house_compared,
    house_empty_plan,
    house_fresh,
    house_night,
    house_without_plan,
    night_told,
    shipped_plan,
    view_of,
)
from support.drawn import HOUR, WALL
from support.fakedoor import FakeDoor
from support.hostile import hostile_texts
from support.pictures import night
from support.screens import LARGE, SMALL, WIDE, press, running, text_of

SIZES = {"80x24": SMALL, "120x35": WIDE}
PARTS = ("nu", "matrix", "uitwijk", "afspraken")


async def ordered(picture: Snapshot, *keys: str, size: tuple[int, int] = WIDE) -> tuple[list[object], str]:
    """What was ordered, and what stands there, after 7 and these keys."""
    door = FakeDoor(picture)
    async with running(door, size) as (app, pilot):
        await press(pilot, "7", *keys)
        await pilot.pause(0.05)
        return list(door.orders), text_of(app)


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", SIZES)
async def test_every_part_shows_the_night(size: str, snapshot: SnapshotAssertion) -> None:
    """Nu, Matrix, Uitwijk and Afspraken show the night exactly like this."""
    async with running(FakeDoor(house_night()), SIZES[size]) as (app, pilot):
        await press(pilot, "7")
        for part in PARTS:
            await press(pilot, "end", "home")
            assert text_of(app) == snapshot(name=f"{part}-{size}")
            await press(pilot, "tab")


@pytest.mark.parametrize("size", SIZES)
async def test_empty_houses_say_what_to_do(size: str, snapshot: SnapshotAssertion) -> None:
    """Without a plan, with an empty one and in peace the place tells which file or key is needed, in every part."""
    pictures = {"geen-plan": house_without_plan, "leeg-plan": house_empty_plan, "paraat": house_fresh}
    for name, picture in pictures.items():
        async with running(FakeDoor(picture()), SIZES[size]) as (app, pilot):
            await press(pilot, "7")
            assert text_of(app) == snapshot(name=f"{name}-{size}")
            for _part in PARTS:
                assert "continuiteit.toml" in text_of(app) or name == "paraat"
                await press(pilot, "tab")


async def test_a_large_screen_is_used(snapshot: SnapshotAssertion) -> None:
    """At 200×50 an hour of the roster is a cell, and the matrix has words."""
    async with running(FakeDoor(house_compared()), LARGE) as (app, pilot):
        await press(pilot, "7")
        assert text_of(app) == snapshot(name="nu")
        await press(pilot, "tab")
        assert text_of(app) == snapshot(name="matrix")


@pytest.mark.parametrize("picture", [house_fresh, house_compared, house_without_plan])
async def test_poor_fonts_lack_nothing(picture: object) -> None:
    """In ASCII and in the font of the Linux console no part shows a character that is not there."""
    assert callable(picture)
    known = CONSOLE.extra | {chr(code) for code in range(32, 256)} | {"\n"}
    for glyphs in (ASCII, CONSOLE):
        async with running(FakeDoor(picture()), SMALL, glyphs) as (app, pilot):
            await press(pilot, "7")
            for _part in PARTS:
                assert text_of(app).isascii() if glyphs is ASCII else set(text_of(app)) <= known
                await press(pilot, "tab")


async def test_a_picture_without_a_house_is_drawn() -> None:
    """A snapshot that knows nothing of the house (made elsewhere) shows what will stand here."""
    _orders, screen = await ordered(night(), "tab", "tab", "t", "e", "d", "x", "enter", "h", "o", "right", "down")
    assert "Hier komt ons eigen huis" in screen


# ── moving ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_cursor_never_stands_on_a_heading() -> None:
    """Up and down pass headings over, from the ladder to the roster and back, and stop at the ends."""
    door = FakeDoor(house_night())
    async with running(door) as (app, pilot):
        await press(pilot, "7")
        seen = []
        for key in [*["down"] * 14, *["up"] * 14, "pagedown", "pageup", "end", "home"]:
            await press(pilot, key)
            marked = [line for line in text_of(app).splitlines() if line.startswith(">")]
            assert len(marked) == 1
            seen.append(marked[0])
        assert not any("──" in line or "Met wie" in line for line in seen)
        assert any("Koerier" in line for line in seen)
        assert "internet" in seen[-1]


async def test_escape_goes_back_step_by_step() -> None:
    """Esc leaves another organisation first, then the part, then the place."""
    async with running(FakeDoor(house_compared())) as (app, pilot):
        await press(pilot, "7", "tab", "o")
        assert "> Gemeente Voorbeeldstad" in text_of(app)
        await press(pilot, "escape")
        assert "> Veiligheidsregio" in text_of(app)
        await press(pilot, "escape")
        assert "Met wie" in text_of(app)
        await press(pilot, "escape")
        assert app.place is not None
        assert app.place.PLACE == "bord"


async def test_arrows_turn_the_scenario() -> None:
    """→ and ← choose the scenario of the matrix, round and round, and the words follow."""
    async with running(FakeDoor(house_night())) as (app, pilot):
        await press(pilot, "7", "tab")
        assert "Kazernes bezet" in text_of(app)
        await press(pilot, "right")
        assert "Papieren kaarten" in text_of(app)
        await press(pilot, "left", "left")
        assert "Uitruk onveilig" in text_of(app)


# ── the ladder ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", SIZES)
async def test_t_logs_a_test_with_one_key(size: str) -> None:
    """t and one key record how the chosen means did."""
    orders, screen = await ordered(house_night(), "down", "t", "w", size=SIZES[size])
    assert orders == [commands.LogTest("mobiel", "L-NSP's", Trial.WORKS)]
    assert "vastgelegd" in screen


async def test_what_failed_is_asked_in_one_line() -> None:
    """Beperkt and niet ask what went wrong; Enter skips it and Esc records nothing."""
    orders, _ = await ordered(house_night(), "t", "n", "<geen toon>", "enter")
    assert orders == [commands.LogTest("internet", "meldkamer en ROT", Trial.FAILS, "geen toon")]
    orders, _ = await ordered(house_night(), "t", "b", "enter")
    assert orders == [commands.LogTest("internet", "meldkamer en ROT", Trial.LIMITED)]
    assert (await ordered(house_night(), "t", "b", "escape"))[0] == []


async def test_an_overdue_good_test_is_not_drawn_good() -> None:
    """A good result that is overdue stands in brackets behind the hatch, without the shape of good."""
    _, screen = await ordered(house_night())
    row = next(line for line in screen.splitlines() if "mobiel" in line)
    assert "░ (werkt)" in row
    assert "●" not in row


# ── power ────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_e_notes_our_own_power() -> None:
    """e asks source, litres and minutes; what is left empty is not recorded as zero."""
    orders, _ = await ordered(house_fresh(), "e", "right", "enter", "<1.250>", "enter", "enter")
    assert orders == [commands.NoteOwnPower(PowerSource.GENERATOR, 1250.0, None)]


async def test_e_refuses_what_is_no_amount() -> None:
    """Words in the place of litres are refused with what to write."""
    orders, screen = await ordered(house_fresh(), "e", "enter", "<half vol>", "enter", "enter")
    assert orders == []
    assert "Schrijf alleen het aantal liter" in screen


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("340", 340.0),
        ("1.250", 1250.0),
        ("12,5", 12.5),
        ("1.250,5", 1250.5),
        ("340 l", 340.0),
        ("0", 0.0),
        ("-3", None),
        ("", None),
        ("1e9", None),
        ("999999999", None),
        ("٣", None),
        ("nan", None),
    ],
)
def test_amounts_are_read_the_dutch_way(typed: str, amount: float | None) -> None:
    """A point between thousands and a comma before decimals are understood; nonsense is none, never zero."""
    assert amount_of(typed, 100_000) == amount


# ── the roster ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_d_plans_a_shift_of_the_chosen_function() -> None:
    """d plans for the function under the cursor; a time without a date lies ahead and the end comes after the start."""
    night_shift = ("end", "up", "d", "enter", "<20:00>", "enter", "<04:00>", "enter", "enter")
    orders, _ = await ordered(house_night(), *night_shift)
    start = WALL + 66 * 60
    assert orders == [commands.PlanShift("verbinding", start, start + 8 * HOUR, 1)]
    morning = ("end", "d", "enter", "<08:00>", "enter", "<16:00>", "enter", "enter")
    orders, _ = await ordered(house_night(), *morning)
    assert orders == [commands.PlanShift("koerier", WALL + 786 * 60, WALL + 786 * 60 + 8 * HOUR, 1)]


async def test_a_shift_that_is_too_long_is_told_before_it_is_saved() -> None:
    """The form says how long the shift is and that it is longer than the function may work."""
    keys = ("end", "up", "d", "enter", "<20:00>", "enter", "<10:00>")
    assert "14 uur, langer dan 8 uur" in (await ordered(house_night(), *keys))[1]


async def test_x_clears_one_of_the_planned_shifts() -> None:
    """x asks which shift of the chosen function and clears that one; without shifts it says so."""
    picture = house_night()
    assert picture.continuity is not None
    shifts = picture.continuity.roster[1].shifts
    orders, _ = await ordered(picture, "end", "up", "x", "2")
    assert orders == [commands.ClearShift(shifts[1].entry)]
    orders, screen = await ordered(picture, "end", "x")
    assert orders == []
    assert "geen dienst gepland" in screen


def test_the_bar_shows_the_worst_moment_of_each_cell() -> None:
    """A cell is full only when nobody is missing in any minute of it; nobody and too few look different."""
    view = view_of(night_told())
    for duty in view.roster:
        for cells in (18, 36, 72):
            drawn = [text for text, _role in bar(duty, WALL, cells, needed=True)]
            step = 72 * HOUR / cells
            for cell, text in enumerate(drawn):
                missing = [
                    gap.missing
                    for gap in duty.gaps
                    if gap.start_wall < WALL + (cell + 1) * step and gap.end_wall > WALL + cell * step
                ]
                assert text == ("█" if not missing else "░" if max(missing) >= duty.duty.minimum else "▒")


# ── uitwijk and agreements ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_a_line_of_the_checklist_is_ticked_and_opened_again(key: str) -> None:
    """Enter and space tick the chosen line; a ticked one is opened again."""
    orders, _ = await ordered(house_night(), "tab", "tab", "down", "down", key)
    assert orders == [commands.TickStep("meldkamer")]
    orders, _ = await ordered(house_night(), "tab", "tab", key)
    assert orders == [commands.TickStep("besluit", done=False)]


async def test_h_records_that_an_agreement_was_reviewed() -> None:
    """h asks whether it was also tried and records both."""
    orders, _ = await ordered(house_night(), "tab", "tab", "tab", "down", "h", "right", "enter", "<goed>", "enter")
    assert orders == [commands.ReviewAgreement("dares", "goed", exercised=True)]


async def test_a_missing_number_is_asked_for() -> None:
    """A number the plan does not give is never invented: the row says it must be filled in."""
    for part in (("tab", "tab"), ("tab", "tab", "tab")):
        assert "nummer invullen" in (await ordered(house_night(), *part))[1]
    plan = shipped_plan()
    steps = tuple(replace(step, number="0800-VOORBEELD") for step in plan.fallback.steps)
    filled = replace(plan, fallback=replace(plan.fallback, steps=steps))
    picture = night(continuity=view_of((), filled))
    assert "bel 0800-VOORBEELD" in (await ordered(picture, "tab", "tab"))[1]


# ── why not ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        (("tab", "t"), "Kies eerst een middel"),
        (("enter",), "Afvinken gaat bij Uitwijk"),
        (("h",), "Kies eerst een afspraak"),
        (("x",), "Kies eerst een functie"),
        (("right",), "Dit hoort bij de matrix"),
        (("o",), "continuiteit-NAAM.toml"),
        (("7",), "U bent hier al"),
    ],
)
async def test_a_key_that_cannot_says_why(keys: tuple[str, ...], why: str) -> None:
    """A key pressed where it has no meaning orders nothing and says where it belongs."""
    orders, screen = await ordered(house_night(), *keys)
    assert orders == []
    assert why in screen


async def test_footer_names_only_what_works_here() -> None:
    """In every part the footer holds exactly own keys that do something now."""
    async with running(FakeDoor(house_night()), LARGE) as (app, pilot):
        await press(pilot, "7")
        for _part in PARTS:
            assert app.place is not None
            footer = text_of(app).splitlines()[-1]
            for act in acts_of("continuiteit"):
                if act.places == (HOUSE,) and act.words:
                    assert (f"{act.shown} {act.words}" in footer) == (not app.place.why_not(act.name))
            await press(pilot, "tab")
    assert sum(act.places == (HOUSE,) for act in ACTS) >= 9


# ── the board ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_due_stands_on_the_board_in_peace_only(size: str) -> None:
    """In PARAAT the board tells what is due and where; in an inzet it keeps quiet about it."""
    door = FakeDoor(house_fresh())
    async with running(door, SIZES[size]) as (app, pilot):
        assert "aan de beurt: 9 testen, 2 afspraken, weekbewijs (toets 7)" in text_of(app)
        door.picture = house_night()
        app.pull()
        await pilot.pause()
        assert "aan de beurt" not in text_of(app)
    assert house_night().mode is Mode.DEPLOYED


# ── hostile text ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_hostile_words_stay_in_their_row(size: tuple[int, int]) -> None:
    """Texts in plan, notes and functions, cleaned or not, never restyle or widen a screen, and never stop it."""
    door = FakeDoor(house_night())
    async with running(door, size) as (app, pilot):
        await press(pilot, "7")
        for start, text in enumerate(hostile_texts(36)):
            door.picture = hostile_house(text if start % 2 else clean(text))
            app.pull()
            await press(pilot, "tab" if start % 3 else "down")
            shown = text_of(app)
            assert all(line.isprintable() for line in shown.splitlines())
            assert "Traceback" not in shown
        assert app.is_running


def hostile_house(text: str) -> Snapshot:
    """The house with `text` in every place a person can write."""
    plan, told = shipped_plan(), facts.LadderTested("lora", "L-NSP's", Trial.FAILS, text[:200], text[:500])
    items = tuple(
        replace(
            item,
            label=text[:60] or "x",
            mbco=text[:300],
            impacts=tuple(replace(one, consequence=text[:300], measure=text[:300]) for one in item.impacts),
        )
        for item in plan.items
    )
    steps = tuple(replace(step, label=text[:300], number=text[:30]) for step in plan.fallback.steps)
    bad = replace(
        plan,
        organisation=text[:60],
        items=items,
        power=replace(plan.power, shedding=(text[:60],) * 3),
        duties=tuple(replace(duty, label=text[:60]) for duty in plan.duties),
        fallback=replace(plan.fallback, place=text[:300], kit=text[:300], steps=steps),
        agreements=tuple(replace(one, partner=text[:60], label=text[:60], about=text[:300]) for one in plan.agreements),
        scenarios=tuple(replace(one, short=text[:6], label=text[:60]) for one in plan.scenarios),
    )
    return night(continuity=view_of(((60, told), (30, facts.AgreementReviewed("dares", BY, text[:300]))), bad, (bad,)))
