"""How amounts become a few bits: zero and small amounts as they are, then steps that grow by a fixed ratio.

Code 0 is "unknown" (the age of an observation has no such code), code 1 is zero. An amount goes to the nearest level by
ratio. What is above the highest level becomes the highest level, which therefore reads "this or more".
"""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from math import isnan, sqrt

SIGNIFICANT = 3  # digits of a level
MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class Scale:
    """One quantisation table. `levels` rise strictly; `first` is the code of the first one.

    unit     of the levels
    exact_to highest level that stands for itself only; above it a value is an estimate
    ranges   each level is the low end of a range of whole numbers: a count of people is never told too high
    """

    key: str
    unit: str
    bits: int
    levels: tuple[float, ...]
    exact_to: float = 0.0
    first: int = 1
    ranges: bool = False

    def __post_init__(self) -> None:
        assert len(self.levels) + self.first == 1 << self.bits, f"{self.key}: {len(self.levels)} levels"

    def encode(self, value: float) -> int:
        """The code of the level nearest to `value` (≥ 0) by ratio. ValueError for what is no amount."""
        if isnan(value) or value < 0:
            raise ValueError(f"{self.key}: {value} is no amount")
        at = bisect_left(self.levels, value)
        if at == len(self.levels):
            return self.top
        if self.levels[at] == value:
            return at + self.first
        low, high = self.levels[at - 1], self.levels[at]
        # Nearest by ratio; between zero and the lowest level nothing may read as "there is none".
        down = low > 0 and (self.ranges or value * value < low * high)
        return at - 1 + self.first if down else at + self.first

    def decode(self, code: int) -> float | None:
        """The level of `code`, None when it says "unknown". ValueError for a code that does not exist."""
        if code < self.first:
            return None
        if code > self.top:
            raise ValueError(f"{self.key}: code {code} does not exist")
        return self.levels[code - self.first]

    def exact(self, code: int) -> bool:
        """Whether `code` stands for one amount only."""
        return code < self.first or self.levels[code - self.first] <= self.exact_to

    def steps(self, one: float, other: float) -> int:
        """How many levels lie between two amounts, 0 when they read the same."""
        return abs(self.encode(one) - self.encode(other))

    @property
    def top(self) -> int:
        """The highest code: "this or more"."""
        return len(self.levels) - 1 + self.first

    @property
    def error(self) -> float:
        """Largest relative error of `decode(encode(x))` between the lowest level above zero and the highest level.

        As a part of x. Below that lowest level the error is smaller than the level itself.
        """
        positive = [level for level in self.levels if level > 0]
        worst = 0.0
        for low, high in pairwise(positive):
            if high <= self.exact_to:
                continue
            worst = max(worst, 1 - low / (high - 1) if self.ranges else sqrt(high / low) - 1)
        return worst


def _rounded(value: float, whole: bool) -> float:
    """`value` to three significant digits, and to a whole number where only those make sense."""
    if whole and value < 10**SIGNIFICANT:
        return float(round(value))
    return float(f"{value:.{SIGNIFICANT}g}")


def _grown(start: float, ratio: float, count: int, whole: bool) -> tuple[float, ...]:
    """`count` levels above `start`, each `ratio` times the one before."""
    return tuple(_rounded(start * ratio**step, whole) for step in range(1, count + 1))


def _log(key: str, unit: str, bits: int, low: float, ratio: float) -> Scale:
    """Zero, `low`, and so on: for amounts that need not be whole."""
    rest = (1 << bits) - 3
    return Scale(key, unit, bits, (0.0, low, *_grown(low, ratio, rest, whole=False)))


def _counted(key: str, unit: str, bits: int, exact_to: int, ratio: float, first: int = 1) -> Scale:
    """0 … `exact_to` one by one, then by ratio: for whole amounts."""
    small = tuple(float(count) for count in range(exact_to + 1))
    rest = (1 << bits) - first - len(small)
    return Scale(key, unit, bits, small + _grown(exact_to, ratio, rest, whole=True), float(exact_to), first)


ENERGY = _log("fuel_hours", "h", 5, 0.5, 1.22)
WATER = _log("water_l", "l", 6, 5.0, 1.16)
FOOD = _counted("food_portions", "portions", 6, 10, 1.14)
VISITORS = _counted("visitors", "people", 6, 10, 1.12)
FIRST_AIDERS = Scale("staff.ehbo", "people", 2, (0.0, 1.0, 2.0), 1.0, ranges=True)
OFFICIALS = Scale("staff.ambtenaar", "people", 2, (0.0, 1.0, 2.0), 1.0, ranges=True)
VOLUNTEERS = Scale("staff.vrijwilliger", "people", 3, (0.0, 1.0, 2.0, 3.0, 5.0, 9.0, 16.0), 2.0, ranges=True)
AGE = _counted("age", "min", 6, 10, 1.14, first=0)

AMOUNTS = (ENERGY, WATER, FOOD, VISITORS)
STAFF = (FIRST_AIDERS, OFFICIALS, VOLUNTEERS)
SCALES = {scale.key: scale for scale in (*AMOUNTS, *STAFF, AGE)}


def age_code(age_s: float) -> int:
    """Six bits for an age in seconds (may be infinite); under half a minute is 0. ValueError for what is no age."""
    return AGE.encode(0.0 if 0 <= age_s < MINUTE_S / 2 else age_s / MINUTE_S)


def age_seconds(code: int) -> float:
    """The age in seconds behind a code."""
    return (AGE.decode(code) or 0.0) * MINUTE_S
