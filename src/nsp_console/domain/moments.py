"""Time as the console knows it: a wall clock that is only a claim, and elapsed time since boot that can be trusted."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import IntEnum

HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant on this machine.

    wall     seconds since 1970-01-01 UTC, as the wall clock claims
    elapsed  seconds on a clock that counts suspend, since `boot`
    boot     identity of that boot; elapsed times compare only within one boot
    sure     whether the wall clock was believed at that time
    """

    wall: float
    elapsed: float
    boot: str
    sure: bool = True

    def earlier(self, seconds: float) -> "Moment":
        """The instant `seconds` (≥ 0) before this one."""
        return replace(self, wall=self.wall - seconds, elapsed=self.elapsed - seconds)


@dataclass(frozen=True, slots=True)
class Age:
    """Seconds since something happened; `at_least` when only a lower bound is known (drawn with "≥")."""

    seconds: float
    at_least: bool = False


def age_between(then: Moment, now: Moment) -> Age:
    """Age of `then` at `now`: by elapsed time within one boot, else by wall clock, else a lower bound."""
    if then.boot == now.boot:
        return Age(max(0.0, now.elapsed - then.elapsed))
    difference = now.wall - then.wall
    if difference < 0 or not (then.sure and now.sure):
        # It happened before this boot at the latest, so at least the time since boot has passed.
        return Age(max(0.0, now.elapsed), at_least=True)
    return Age(difference)


class Ageing(IntEnum):
    """How a value is drawn as it grows old (design: rules, "Ageing")."""

    FRESH = 0
    DIM = 1
    HATCHED = 2
    LOST = 3


AGEING_LIMITS = (1.0, 1.5, 3.0)  # multiples of the interval T at which each step ends
AGEING_STEPS = tuple(Ageing)


def ageing(age: Age | None, interval_s: float) -> Ageing:
    """Ageing step of a value of this age for interval T = `interval_s`; a lower bound draws one step worse."""
    if age is None:
        return Ageing.LOST
    # bisect_left: an age of exactly the limit is still in the step. Asked for thousands of values per picture.
    step = bisect_left(AGEING_LIMITS, age.seconds / interval_s) if interval_s > 0 else len(AGEING_LIMITS)
    if age.at_least:
        step = min(step + 1, len(AGEING_LIMITS))
    return AGEING_STEPS[step]
