"""The bell rings at once, every minute until somebody acts, and never for nothing."""

from dataclasses import replace

from hypothesis import given, strategies as st

from nsp_console.tui.app import NspApp
from nsp_console.tui.bell import REPEAT_S, BellKeeper
from support.fakedoor import FakeDoor
from support.pictures import MEDICAL, acknowledged, calm, night
from support.screens import press, running, text_of


def test_rings_at_once_and_every_minute() -> None:
    """A new alarm rings at once, then each 60 s until it is acknowledged or parked."""
    keeper = BellKeeper()
    rung = [at for at in range(200) if keeper.due([MEDICAL], float(at))]
    assert rung == [0, 60, 120, 180]
    assert not keeper.due([replace(MEDICAL, acknowledged_by="C")], 300.0)
    assert not keeper.due([replace(MEDICAL, parked_s=60.0)], 400.0)
    assert keeper.due([MEDICAL], 401.0)


def test_changed_text_rings_again_at_once() -> None:
    """A repeated call (its count went up) rings again without waiting for the minute."""
    keeper = BellKeeper()
    assert keeper.due([MEDICAL], 0.0)
    assert keeper.due([replace(MEDICAL, repeats=2)], 5.0)


@given(st.lists(st.tuples(st.booleans(), st.floats(0.1, 30.0)), max_size=60))
def test_never_silent_for_longer_than_a_minute(steps: list[tuple[bool, float]]) -> None:
    """While an alarm waits, no two rings are further apart than a minute and one pull; without one it never rings."""
    keeper, now, last = BellKeeper(), 0.0, None
    for waiting, gap in steps:
        now += gap
        rang = keeper.due([MEDICAL] if waiting else [], now)
        if not waiting:
            assert not rang
            last = None
        elif rang:
            last = now
        else:
            assert last is not None
            assert now - last < REPEAT_S


async def test_pushed_alarm_is_on_the_screen_without_waiting(monkeypatch: object) -> None:
    """An alarm pushed by the station rings and stands in the banner before the next pull."""
    door = FakeDoor(calm())
    rung: list[int] = []
    async with running(door) as (app, pilot):
        app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
        door.picture = night()
        for tell in door.urgent:
            tell(MEDICAL)
        await pilot.pause()
        assert "ALARM 18:52 L-DEV-09" in text_of(app)
        assert rung == [1]


async def test_banner_is_readable_below_a_question() -> None:
    """An alarm that comes in while a form is open is seen at once above that form."""
    door = FakeDoor(calm())
    async with running(door, (80, 24)) as (app, pilot):
        await press(pilot, "ctrl+p")
        door.picture = night()
        for tell in door.urgent:
            tell(MEDICAL)
        await pilot.pause(0.1)
        assert "Alle opdrachten" in text_of(app)
        assert "ALARM 18:52 L-DEV-09" in text_of(app)


async def test_acknowledged_alarm_is_silent_and_not_reversed_red() -> None:
    """After acknowledging, the banner says by whom and offers closing; the bell stays quiet."""
    clock = [0.0]
    rung: list[int] = []
    async with running(FakeDoor(acknowledged()), steady=lambda: clock[0]) as (app, _pilot):
        app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
        clock[0] = 500.0
        app.ring()
        assert rung == []
        assert "bevestigd door C-NSP medewerker" in text_of(app)
        assert "s sluiten" in text_of(app)
    assert isinstance(app, NspApp)
