"""The page of an L console, by keyboard only: a stranger reports, raises an alarm, hangs a bulletin, writes to C."""

from dataclasses import replace

import pytest
from textual import events

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import AlarmStep, Handling
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Means
from nsp_console.domain.views import OwnState
from nsp_console.station import commands
from nsp_console.tui.acts import PLACES, bindings_of
from support.fakedoor import FakeDoor
from support.local_page import page, place_of, row, types
from support.local_pictures import (
    CODE,
    HOME,
    local,
    local_alarm,
    local_fresh,
    local_locked,
    local_radio_down,
    local_unreceived,
)
from support.screens import LARGE, SMALL, WIDE, press, text_of, until


async def test_a_stranger_fills_in_the_six_and_sends() -> None:
    """From a first start Enter, the answers and Enter send exactly the kernmelding, seen before it goes."""
    door = FakeDoor(local_fresh())
    async with page(door) as (app, pilot):
        assert "Druk op Enter" in text_of(app)
        await press(pilot, "enter", "o", "enter")
        await types(pilot, "70")
        await press(pilot, "enter")
        await types(pilot, "1.250")
        await press(pilot, "enter")
        await types(pilot, "n")
        await press(pilot, "enter")
        await types(pilot, "200 l diesel")
        await press(pilot, "enter")
        await types(pilot, "7")
        await press(pilot, "enter")
        assert ">" in row(app, "VERSTUREN (6 ingevuld)")
        await press(pilot, "enter")
        assert "Dit gaat naar C-ZWO-01" in text_of(app)
        assert door.orders == []
        await press(pilot, "enter")
        assert "Opgeslagen om 18:54" in text_of(app)
        assert "ingevuld" not in text_of(app)
    report, request = door.orders
    assert isinstance(report, commands.EnterReport)
    assert (report.site, report.means, report.corrects) == (CODE, Means.EIGEN, None)
    told = {"state": "open", "visitors": 70, "water_l": 1250, "power": "net", "bulletin": 7}
    assert report.understood.values == told
    assert report.understood.needs == (Need("diesel", 200, "l"),)
    assert isinstance(request, commands.SendRequest)
    assert (request.text, request.to, request.understood.values) == ("200 l diesel", "", {})


async def test_enter_says_that_a_line_is_still_right() -> None:
    """Lines passed with Enter go along with their old value; lines that were not looked at do not."""
    door = FakeDoor(local())
    async with page(door) as (app, pilot):
        await press(pilot, "enter", "enter")
        assert "klopt nog" in row(app, "Is het punt open?")
        await types(pilot, "71")
        assert "nieuw, was 64" in row(app, "mensen binnen")
        await press(pilot, "f5", "enter")
    report = door.orders[0]
    assert isinstance(report, commands.EnterReport)
    assert report.understood.values == {"state": "open", "visitors": 71}


async def test_a_fast_typist_loses_no_key() -> None:
    """Keys that come faster than the screen draws all land where they belong, in the form and in the message line."""
    door = FakeDoor(local_fresh())
    async with page(door) as (app, pilot):
        for key in ("enter", "o", "enter", "6", "4", "enter", "4", "2", "0"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: place_of(app).sheet.draft.typed.get("water_l") == "420")
        await press(pilot, "f5", "enter")
        await until(pilot, lambda: len(door.orders) == 1)
        for key in ("m", "j", "a", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: len(door.orders) == 2)
    report = door.orders[0]
    assert isinstance(report, commands.EnterReport)
    assert report.understood.values == {"state": "open", "visitors": 64, "water_l": 420}
    assert door.orders[1] == commands.SendText("ja", HOME)


async def test_saved_is_not_sent() -> None:
    """A report that is only on this computer never reads as sent, and the page says what to do."""
    radio = replace(local().radio, state="geen")
    async with page(FakeDoor(local(own=OwnState(), radio=radio))) as (app, _pilot):
        assert "opgeslagen, maar nog NIET verstuurd" in text_of(app)
        assert "Bel, portofoon of loop" in text_of(app)


async def test_an_alarm_without_lora_says_so() -> None:
    """With the radio away the ladder never reads as if the alarm is on its way."""
    base = local_alarm()
    picture = replace(base, outbox=(), radio=local_radio_down().radio)
    async with page(FakeDoor(picture)) as (app, _pilot):
        assert "NIET VERSTUURD: LoRa werkt niet" in text_of(app)


async def test_no_help_needed_is_said_in_so_many_words() -> None:
    """`nee` at the help line withdraws what was asked and orders no request."""
    door = FakeDoor(local())
    async with page(door) as (_app, pilot):
        await press(pilot, "enter", "down", "down", "down", "down")
        await types(pilot, "nee")
        await press(pilot, "f5", "enter")
    assert len(door.orders) == 1
    report = door.orders[0]
    assert isinstance(report, commands.EnterReport)
    assert report.understood.no_needs
    assert report.understood.needs == ()


@pytest.mark.parametrize(
    ("steps", "typed", "remedy"),
    [
        (1, "30000", "typ een getal van 0 tot 20.000"),
        (1, "3,5", "heel getal"),
        (2, "12,,5", "geen getal"),
        (4, "veel", "Typ wat en hoeveel"),
        (5, "0", "typ een getal van 1 tot 999"),
    ],
)
async def test_what_cannot_be_is_refused_with_the_remedy(steps: int, typed: str, remedy: str) -> None:
    """An impossible answer stays on its line with a Dutch remedy, and is not sent."""
    door = FakeDoor(local())
    async with page(door) as (app, pilot):
        await press(pilot, "enter", *["down"] * steps)
        await types(pilot, typed)
        await press(pilot, "enter")
        assert remedy in " ".join(text_of(app).split())
        await press(pilot, "f5")
        assert "Dit gaat naar" not in text_of(app)
    assert door.orders == []


async def test_a_leap_is_asked_once_more() -> None:
    """Ten times as much as last time costs one more Enter, and then it is taken."""
    async with page(FakeDoor(local())) as (app, pilot):
        await press(pilot, "enter", "down", "down")
        await types(pilot, "4200")
        await press(pilot, "enter")
        assert "Vorige keer was het 420" in text_of(app)
        await press(pilot, "enter")
        assert row(app, "Hoe lang nog stroom?").startswith(">")


async def test_nothing_typed_is_lost() -> None:
    """Esc, another size, a new picture and a refused order all leave what was typed."""
    door = FakeDoor(local())
    async with page(door) as (app, pilot):
        await press(pilot, "enter", "down")
        await types(pilot, "88")
        await press(pilot, "escape")
        assert "Bewaard, nog niet verstuurd" in text_of(app)
        for size in (WIDE, LARGE, SMALL):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "88 mensen" in text_of(app)
        door.picture = local_unreceived()
        app.pull()
        await pilot.pause()
        assert "88 mensen" in text_of(app)
        door.refuse = CommandError("tekst_nodig")
        await press(pilot, "f5", "enter")
        assert "88 mensen" in text_of(app)
        await press(pilot, "m")
        await types(pilot, "half af")
        await press(pilot, "escape", "m")
        assert "half af" in text_of(app)
        await press(pilot, "enter")
        await press(pilot, "m")
        assert "half af" in text_of(app)
    assert door.orders == []


async def test_the_rest_opens_and_folds_with_one_key() -> None:
    """F6 opens the rest at its first line, F6 folds it away, and what was filled in there goes along."""
    door = FakeDoor(local())
    async with page(door) as (app, pilot):
        await press(pilot, "f6", "b")
        assert "beperkt" in row(app, "Werkt: Water")
        await press(pilot, "f6")
        assert "Werkt: Water" not in text_of(app)
        assert "VERSTUREN (1 ingevuld)" in text_of(app)
        await press(pilot, "f5", "enter")
    report = door.orders[0]
    assert isinstance(report, commands.EnterReport)
    assert report.understood.values == {"functions.water": "beperkt"}


# alarm


async def test_an_alarm_takes_a_letter_and_enter() -> None:
    """F2 or !, a letter, Enter: the alarm is ordered; words are optional and 112 is named."""
    door = FakeDoor(local())
    async with page(door) as (app, pilot):
        await press(pilot, "f2", "b", "enter")
        assert "BEL OOK 112" in text_of(app)
        await press(pilot, "exclamation_mark", "m")
        await press(pilot, "<man onwel bij de deur>", "enter")
    assert door.orders == [
        commands.RaiseAlarm("brand", CODE),
        commands.RaiseAlarm("medisch man onwel bij de deur", CODE),
    ]


async def test_the_alarm_key_works_everywhere() -> None:
    """F2 works while filling in, while writing, in the help and in another question, and never opens twice."""
    for keys in (("enter", "down"), ("m",), ("question_mark",), ("ctrl+p",), ("8",), ("f2",), ("f2", "b")):
        door = FakeDoor(local())
        async with page(door) as (app, pilot):
            await press(pilot, *keys, "f2", "f2")
            await press(pilot, *(() if keys == ("f2", "b") else ("b",)), "enter")
            assert len([screen for screen in app.screen_stack if type(screen).__name__ == "Pick"]) == 0
        assert door.orders == [commands.RaiseAlarm("brand", CODE)], keys


async def test_the_alarm_ladder_tells_no_more_than_is_known() -> None:
    """First sent, then C has it with the time, then a person took it on: each word only when it is so."""
    door = FakeDoor(local_alarm())
    async with page(door) as (app, pilot):
        screen = text_of(app)
        assert "UW ALARM 18:52: brand in de keuken" in screen
        assert "● verstuurd om 18:52" in screen
        assert "░ C heeft het nog niet" in screen
        door.picture = local_alarm((HOME, AlarmStep.RECEIVED))
        app.pull()
        await pilot.pause()
        assert "● C heeft het ontvangen om 18:53 (C-ZWO-01)" in text_of(app)
        assert "░ nog niet bevestigd door een mens" in text_of(app)
        door.picture = local_alarm((HOME, AlarmStep.TAKEN_ON))
        app.pull()
        await pilot.pause()
        assert "● bevestigd door C-ZWO-01" in text_of(app)


async def test_a_second_press_repeats_or_adds() -> None:
    """While an alarm runs F2 repeats it, adds to it, or begins another one."""
    door = FakeDoor(local_alarm())
    async with page(door) as (_app, pilot):
        await press(pilot, "f2", "h")
        await press(pilot, "f2", "a", "<ook op de gang>", "enter")
        await press(pilot, "f2", "n", "d", "enter")
    assert door.orders == [
        commands.RaiseAlarm("brand in de keuken", CODE),
        commands.RaiseAlarm("brand ook op de gang", CODE),
        commands.RaiseAlarm("te druk", CODE),
    ]


async def test_a_solved_alarm_is_told_to_c() -> None:
    """s asks how it was solved, closes it here and writes to C."""
    door = FakeDoor(local_alarm())
    async with page(door) as (_app, pilot):
        await press(pilot, "s", "<brandweer is er>", "enter")
    assert door.orders == [
        commands.CloseAlarm(60, "brandweer is er"),
        commands.SendText("Alarm opgelost: brandweer is er", HOME),
    ]


# bulletin, messages, keys


async def test_the_bulletin_is_hung_with_one_key() -> None:
    """o tells that the last bulletin hangs; without one, or told already, it says so."""
    door = FakeDoor(local())
    async with page(door) as (app, pilot):
        assert "Bulletin 7 van C-ZWO-01, 34m oud" in text_of(app)
        await press(pilot, "o")
        assert door.orders == [commands.HangBulletin(30)]
        door.picture = local_fresh()
        app.pull()
        await press(pilot, "o")
        assert "nog geen bulletin" in text_of(app)
    assert len(door.orders) == 1


async def test_messages_are_read_and_written() -> None:
    """The unread line stands in full, g says it was read, m writes back to C; ours shows who has it and who read it."""
    door = FakeDoor(local())
    async with page(door) as (app, pilot):
        assert "Hebt u iemand die kan" in text_of(app)
        assert "gelezen door C-ZWO-01" in row(app, "Wanneer komt het water?")
        assert "ontvangen C-ZWO-01" in row(app, "Er is een kind zoek")
        await press(pilot, "g", "m")
        await types(pilot, "ja, een vrijwilliger")
        await press(pilot, "enter")
    assert door.orders == [commands.Handle(41, Handling.READ), commands.SendText("ja, een vrijwilliger", HOME)]


async def test_a_line_too_long_for_the_air_is_not_sent() -> None:
    """The compose line refuses what does not fit and keeps it."""
    door = FakeDoor(local())
    async with page(door) as (app, pilot):
        await press(pilot, "m", f"<{'a' * 131}>", "enter")
        assert "Te lang" in text_of(app)
        assert "aaaa" in text_of(app)
    assert door.orders == []


async def test_a_closed_key_is_opened_with_dots() -> None:
    """A closed key is told in a full-width line; k asks the passphrase, which never stands on the screen."""
    door = FakeDoor(local_locked())
    async with page(door) as (app, pilot):
        assert "Sleutel nog dicht: alleen luisteren" in text_of(app)
        await press(pilot, "k", "<correct paard>")
        assert "correct" not in text_of(app)
        await press(pilot, "enter")
    assert door.orders == [commands.OpenKeys("correct paard")]
    async with page(FakeDoor(local())) as (app, pilot):
        await press(pilot, "k")
        assert "De sleutel is al open" in text_of(app)


async def test_a_neighbour_that_stands_in_gets_the_messages() -> None:
    """When our C is without crew the page names who stands in and writes there."""
    door = FakeDoor(local(unmanned={HOME: "C-ZWO-02"}))
    async with page(door) as (app, pilot):
        assert "C-ZWO-02 neemt waar" in text_of(app)
        await press(pilot, "m")
        await types(pilot, "hallo")
        await press(pilot, "enter")
    assert door.orders == [commands.SendText("hallo", "C-ZWO-02")]


async def test_what_is_wrong_stands_in_one_whole_line() -> None:
    """Radio down, key closed: one full-width line that fits 80 columns and says what to do."""
    for picture, words in ((local_radio_down(), "Bel, portofoon of loop."), (local_locked(), "Druk op k")):
        async with page(FakeDoor(picture)) as (app, _pilot):
            assert words in text_of(app).splitlines()[2]


def test_keys_of_the_page_have_one_meaning() -> None:
    """No key is bound twice on any place, and every binding has an id."""
    for place in PLACES:
        bound = [binding for binding in bindings_of(place) if not isinstance(binding, tuple)]
        keys = [key for binding in bound for key in binding.key.split(",")]
        assert len(keys) == len(set(keys)), place
        assert all(binding.id for binding in bound)


async def test_the_cursor_follows_the_letters_of_the_answers() -> None:
    """Every letter named under a choice gives that answer, and arrows walk through all of them."""
    async with page(FakeDoor(local()), WIDE) as (app, pilot):
        await press(pilot, "enter")
        question = place_of(app).sheet.question
        assert question is not None
        for answer in question.answers:
            await press(pilot, answer.letter)
            assert place_of(app).sheet.draft.typed["state"] == answer.value
        seen = set()
        for _ in question.answers:
            await press(pilot, "right")
            seen.add(place_of(app).sheet.draft.typed["state"])
        assert seen == {answer.value for answer in question.answers}
