"""Hours left as a range: what is there, how fast it goes, and how little we know about both (design: rules, Values).

The range is `hours / (1 + width)` to `hours / (1 - width)`, less the time since the observation. The width grows with
age, with the spread of what was measured, and when the amount was an estimate. Arithmetic only; no records here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt

from nsp_console.domain.moments import HOUR_S, Age, age_between
from nsp_console.domain.values import Observed
from nsp_console.domain.views import Forecast

INTERVALS_MAX = 3  # the mean of the last three intervals
SAME_READING_S = 300.0  # two readings within five minutes are one reading and its correction, not consumption
RATE_MIN = 1e-6  # units per hour; slower than this is no consumption at all
WEAK_SPREAD = 1.0  # standard deviation over mean above which a fit says nothing

WIDTH_REPORTED = 0.05  # hours as told by the people there
WIDTH_FUEL_TOLD = 0.10  # the same of fuel: told in whole hours, and the load follows the day
WIDTH_MEASURED = 0.10  # measured consumption, to which half its spread is added
WIDTH_TABLE = 0.10  # litres through the generator table at the load that was reported
WIDTH_LOAD_PLANNED = 0.30  # the same, at the load of the planning numbers
WIDTH_PLANNED = 0.20  # planning numbers only
WIDTH_ESTIMATED = 0.10  # the amount itself was "ca"
WIDTH_PER_HOUR = 0.02  # for every hour of age
WIDTH_MAX = 0.75  # the high end stays within four times the middle


@dataclass(frozen=True, slots=True)
class Pace:
    """Consumption measured over the last intervals: units per hour, and standard deviation over mean."""

    rate: float
    spread: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """Hours left from now, standing on observations of at most `age_s` old.

    An unreliable one is judged on its low end but never shown as a forecast. `least_per_h` and `most_per_h`: how fast
    the stock as reported goes, for what more or less of it would do; 0 when only hours were told.
    """

    low_h: float
    high_h: float
    age_s: float
    reliable: bool = True
    least_per_h: float = 0.0
    most_per_h: float = 0.0

    def shown(self, lost_s: float) -> Forecast | None:
        """What a screen may show; None ("geen betrouwbare prognose") for a weak fit or anything older than `lost_s`."""
        if not self.reliable or self.age_s > lost_s:
            return None
        return Forecast(self.low_h, self.high_h, least_per_h=self.least_per_h, most_per_h=self.most_per_h)

    def used_at(self, per_h: float, width: float, rise: float = 0.0) -> "Estimate":
        """The same hours, of a stock that goes `per_h` with relative `width` around it, or `rise` faster still."""
        wide = min(WIDTH_MAX, width + WIDTH_PER_HOUR * self.age_s / HOUR_S)
        return replace(self, least_per_h=per_h * (1 - wide), most_per_h=per_h * (1 + wide + rise))


def amount_of(observed: Observed | None) -> float | None:
    """The amount observed, or None when there is none (a word is not an amount)."""
    if observed is None or isinstance(observed.value, (bool, str)):
        return None
    return max(0.0, float(observed.value))


def pace(newest_first: Sequence[Observed]) -> Pace | None:
    """Consumption over the last three usable intervals, weighted by their length; None when nothing was measured.

    A rise between two readings is a delivery: that interval tells nothing about consumption and is passed over. So is
    an interval whose length no clock can vouch for.
    """
    drops: list[tuple[float, float]] = []  # (hours, rate)
    later: tuple[Observed, float] | None = None
    for reading in newest_first:
        amount = amount_of(reading)
        if amount is None:
            continue
        if later is None:
            later = reading, amount
            continue
        length = age_between(reading.at, later[0].at)
        if length.seconds < SAME_READING_S and not length.at_least:
            continue
        used = amount - later[1]
        later = reading, amount
        if length.at_least or used < 0:
            continue
        hours = length.seconds / HOUR_S
        drops.append((hours, used / hours))
        if len(drops) == INTERVALS_MAX:
            break
    return _mean(drops)


def _mean(drops: Sequence[tuple[float, float]]) -> Pace | None:
    total = sum(hours for hours, _ in drops)
    if not total:
        return None
    rate = sum(hours * each for hours, each in drops) / total
    if rate < RATE_MIN:
        return Pace(0.0, 0.0)
    variance = sum(hours * (each - rate) ** 2 for hours, each in drops) / total
    return Pace(rate, sqrt(variance) / rate)


def span(hours: float, age: Age, width: float, reliable: bool = True, rise: float = 0.0) -> Estimate:
    """The range for `hours` left at observation, `age` ago, with relative `width`; `rise` more on the low end.

    The low end burns down with time and stops at zero; the range itself never narrows: that the low end has passed
    does not mean we know the thing is empty. Of an age that is a lower bound no range can be trusted.
    """
    age_h = age.seconds / HOUR_S
    wide = min(WIDTH_MAX, width + WIDTH_PER_HOUR * age_h)
    low = max(0.0, hours / (1 + wide + rise) - age_h)
    high = low + hours / (1 - wide) - hours / (1 + wide + rise)
    return Estimate(low, high, age.seconds, reliable and not age.at_least)


def run_out(
    stock: float,
    age: Age,
    measured: Pace | None,
    planned: float | None,
    planned_width: float,
    extra: float = 0.0,
    rise: float = 0.0,
) -> Estimate | None:
    """Hours until `stock` is gone at max(measured, planned) units per hour; None when neither is known.

    `extra` is width for an amount that was itself an estimate. Nothing left is zero hours at any rate.
    """
    by_plan = planned or 0.0
    by_measure = measured.rate if measured else 0.0
    rate = max(by_plan, by_measure)
    empty = Estimate(0.0, 0.0, age.seconds, not age.at_least)
    if rate < RATE_MIN:
        return empty if stock <= 0 else None
    width, reliable = planned_width + extra, True
    if measured is not None and by_measure > by_plan:
        width = WIDTH_MEASURED + measured.spread / 2 + extra
        reliable = measured.spread <= WEAK_SPREAD
    left = empty if stock <= 0 else span(stock / rate, age, width, reliable, rise)
    return left.used_at(rate, width, rise)


def litres_per_hour(
    table: tuple[tuple[float, tuple[float, float, float, float]], ...], kva: float, load: float
) -> float:
    """Fuel use of a generator of `kva` at `load` (fraction of full), interpolated in the planning table.

    Below the smallest machine its figures hold, above the largest they grow in proportion; below quarter load a
    machine burns as at a quarter. Zero only when the table is empty.
    """
    rows = sorted((size, _at_load(rates, load)) for size, rates in table)
    if not rows:
        return 0.0
    if kva <= rows[0][0]:
        return rows[0][1]
    for (small, less), (large, more) in pairwise(rows):
        if kva <= large:
            return less + (more - less) * (kva - small) / (large - small)
    return rows[-1][1] * kva / rows[-1][0]


def _at_load(rates: tuple[float, float, float, float], load: float) -> float:
    """Interpolate between the figures at 25, 50, 75 and 100 % load."""
    place = min(max(load, 0.25), 1.0) * 4 - 1  # 0 at a quarter, 3 at full load
    index = min(int(place), 2)
    return rates[index] + (rates[index + 1] - rates[index]) * (place - index)
