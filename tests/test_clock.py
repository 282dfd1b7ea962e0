"""Clocks: what can be trusted, and played time."""

import time

import pytest
from hypothesis import given, strategies as st

from nsp_console.clock import PLAUSIBLE_WALL, PlayClock, WallClock
from nsp_console.domain.moments import age_between
from nsp_console.platform import boot_clock, boot_identity

SECONDS = st.floats(0, 1e6, allow_nan=False)


class Base:
    """A real clock for played time, moved by the test."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_the_machine_keeps_one_boot_and_never_goes_back() -> None:
    """Two looks at this machine are in one boot, in order, and believed when the wall clock is plausible."""
    wall = WallClock()
    first, second = wall.now(), wall.now()
    assert first.boot == second.boot == boot_identity()
    assert first.elapsed <= second.elapsed <= boot_clock()
    assert first.sure == (first.wall >= PLAUSIBLE_WALL)


@pytest.mark.parametrize(("wall", "sure"), [(0.0, False), (PLAUSIBLE_WALL - 1, False), (PLAUSIBLE_WALL + 1, True)])
def test_a_wall_clock_from_before_this_program_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, wall: float, sure: bool
) -> None:
    """A laptop that woke up in 1970 says so, and elapsed time still works."""
    monkeypatch.setattr(time, "time", lambda: wall)
    assert WallClock().now().sure is sure


def test_a_clock_behind_the_journal_is_not_believed_until_it_catches_up() -> None:
    """What was recorded has happened: an earlier wall clock is wrong."""
    clock = PlayClock.manual()
    clock.not_before(PLAUSIBLE_WALL + 3600)
    assert not clock.now().sure
    clock.advance(3600)
    assert clock.now().sure
    clock.distrust()
    assert not clock.now().sure


@given(st.lists(st.tuples(st.floats(0.1, 100), SECONDS), max_size=8))
def test_played_time_is_the_sum_of_its_stretches(stretches: list[tuple[float, float]]) -> None:
    """Changing the pace changes the future only; wall and elapsed go together."""
    base = Base()
    clock = PlayClock(PLAUSIBLE_WALL, base=base)
    expected = 0.0
    for rate, seconds in stretches:
        clock.set_rate(rate)
        base.seconds += seconds
        expected += rate * seconds
    now = clock.now()
    assert now.elapsed == pytest.approx(expected, abs=1e-3)
    assert now.wall - PLAUSIBLE_WALL == pytest.approx(expected, abs=1e-3)


def test_a_paused_clock_stands_still_and_can_be_pushed() -> None:
    """While paused nothing ages, except by an explicit jump; nobody waits for a clock that stands."""
    base = Base()
    clock = PlayClock(PLAUSIBLE_WALL, rate=10.0, base=base)
    clock.pause()
    before = clock.now()
    base.seconds += 60
    assert clock.now() == before
    assert clock.real_seconds(5.0) == float("inf")
    assert clock.advance(7.0).elapsed == before.elapsed + 7.0
    clock.resume()
    base.seconds += 1
    assert clock.now().elapsed == before.elapsed + 17.0
    assert clock.real_seconds(5.0) == 0.5


@given(st.floats(-4e8, 4e8), SECONDS)
def test_setting_the_wall_clock_does_not_change_ages(shift: float, seconds: float) -> None:
    """Somebody sets the clock ten years back or ahead: within a boot every age stays right."""
    clock = PlayClock.manual()
    then = clock.now()
    clock.shift_wall(shift)
    clock.advance(seconds)
    age = age_between(then, clock.now())
    assert age.seconds == seconds
    assert not age.at_least


def test_a_played_reboot_starts_elapsed_time_again() -> None:
    """After a reboot the wall clock goes on and elapsed times of the two boots are not comparable."""
    clock = PlayClock.manual(boot="spel-1")
    clock.advance(50)
    before = clock.now()
    clock.reboot("spel-2")
    after = clock.now()
    assert (after.elapsed, after.boot, after.wall) == (0.0, "spel-2", before.wall)
