"""A report that comes in by voice is in within fifteen seconds, in one line or line by line."""

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from nsp_console.domain.values import Means
from nsp_console.station import commands
from nsp_console.tui.local.questions import KERN
from nsp_console.tui.report_form import SHORT
from nsp_console.wire.text.parser import parse
from support.drawn import VOCABULARY
from support.fakedoor import FakeDoor
from support.pictures import night
from support.screens import SMALL, WIDE, press, running, text_of

NAMES = {"borgele": "L-DEV-05"}
KEYS_PER_S = 4.0  # of a trained user who listens meanwhile
SECONDS_MAX = 15.0
SAID = {"visitors": 64, "water_l": 420, "fuel_hours": 5}
"""*Borgele, open, 64 mensen, 420 liter, nog vijf uur stroom, niets nodig.*"""
IN_ONE_LINE = [*"n", *"borgele open, 64 bez, water 420, nog 5u stroom", "enter", "1"]
LINE_BY_LINE = [*"N", "enter", "o", "enter", *"64", "enter", *"420", "enter", *"5", "enter", *"nee", "enter", "enter"]


def seconds(keys: list[str]) -> float:
    """How long these keys take."""
    return len(keys) / KEYS_PER_S


def listening_door() -> FakeDoor:
    """A door that reads lines with the real grammar."""
    return FakeDoor(understood=lambda text: parse(text, VOCABULARY, NAMES))


async def saved(keys: list[str]) -> commands.EnterReport:
    """The report that these keys saved, pressed with the cursor on Borgele."""
    door = listening_door()
    async with running(door) as (app, pilot):
        await press(pilot, "down", *keys)
        assert "Opgeslagen" in text_of(app)
    (order,) = door.orders
    assert isinstance(order, commands.EnterReport)
    return order


@pytest.mark.parametrize("keys", [IN_ONE_LINE, LINE_BY_LINE], ids=["entry-bar", "form"])
async def test_a_voice_report_takes_a_quarter_of_a_minute(keys: list[str]) -> None:
    """Both ways the kernmelding of one point is saved with at most sixty keys, and says the same."""
    assert seconds(keys) <= SECONDS_MAX
    order = await saved(keys)
    assert order.site == order.understood.site == "L-DEV-05"
    assert order.means is Means.PORTOFOON
    values = dict(order.understood.values)
    assert values.pop("state") == "open"
    assert {key: values[key] for key in SAID} == SAID


async def test_the_form_asks_the_six_in_the_same_order_as_the_page_of_an_l(snapshot: SnapshotAssertion) -> None:
    """The lines are those of the kernmelding, with what was known before beside each, and look exactly like this."""
    assert list(SHORT) == [question.key for question in KERN]
    for name, size in (("80x24", SMALL), ("120x35", WIDE)):
        async with running(listening_door(), size) as (app, pilot):
            await press(pilot, "down", "N")
            assert text_of(app) == snapshot(name=name)


async def test_what_cannot_be_is_told_and_nothing_is_lost() -> None:
    """A word where a number belongs is refused with the remedy, at its line, and the other lines stay filled in."""
    door = listening_door()
    async with running(door) as (app, pilot):
        await press(pilot, "down", "N", "enter", "o", "enter", *"veel", "enter", *"420", *(["enter"] * 4))
        assert "is geen getal" in text_of(app)
        assert "420" in text_of(app)
        assert door.orders == []


async def test_a_leap_is_asked_after_but_not_refused() -> None:
    """Ten times what was told before is said at once, while it is still being typed."""
    async with running(listening_door()) as (app, pilot):
        await press(pilot, "down", "N", "enter", "enter", "enter", *"6000")
        await pilot.pause(0.5)
        assert "Vraag na of 6000 klopt" in text_of(app)


async def test_an_empty_form_saves_nothing_and_says_so() -> None:
    """Enter through all lines without an answer: nothing is recorded."""
    door = listening_door()
    async with running(door) as (app, pilot):
        await press(pilot, "down", "N", *(["enter"] * 7))
        assert "niets opgeslagen" in text_of(app)
        assert door.orders == []


async def test_a_point_of_another_region_cannot_be_reported_for() -> None:
    """The key says why it does nothing at a guest."""
    views = night().sites
    guest = replace(views[0], site=replace(views[0].site, region=5))
    async with running(FakeDoor(night(sites=(guest, *views[1:])))) as (app, pilot):
        await press(pilot, "N")
        assert "alleen lezen" in text_of(app)
