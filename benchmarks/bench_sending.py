"""How many updates the sending rule asks for, against a fixed quarter of an hour. Prints; nothing is asserted.

python benchmarks/bench_sending.py [STATIONS HOURS SEED]      (default 60 24 1)

The stations are like the model of facts, airtime §4, in steps of a minute: functions fail once in 48 h and are repaired
in 5, mains and generator follow each other, visitors come and go with the hour, water and food go with the visitors and
are brought again, needs follow what is low. `lag` is how long a change of a word waited until it was issued.
"""

import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from math import cos, pi
from random import Random

from nsp_console.domain.air_facts import StatusIssued, Why
from nsp_console.domain.fields import FunctionState, Power, SiteState
from nsp_console.domain.moments import Moment
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Scalar
from nsp_console.link.sending_rule import OwnReport, SendingRule

MINUTE_S = 60.0
FIXED_PER_HOUR = 4.0
FUNCTIONS = ("water", "voedsel", "opwarmen", "zorg_hygiene", "stroom", "informatie")
ASKED_BELOW = {"water_l": ("drinkwater", 120.0), "food_portions": ("maaltijd", 60.0)}
RULES = (1, 2, 3)


@dataclass
class Station:
    """One point that lives through its hours."""

    rng: Random
    size: float = 1.0
    visitors: int = 0
    water_l: float = 0.0
    food: float = 0.0
    fuel_h: float = 0.0
    power: Power = Power.GRID
    broken: set[str] = field(default_factory=set)
    asks: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.size = self.rng.uniform(0.5, 2.0)
        self.visitors = round(30 * self.size)
        self.water_l, self.food = self.rng.uniform(300, 1500), self.rng.uniform(100, 600)
        self.fuel_h = self.rng.uniform(6, 40)
        self.power = self.rng.choice([Power.GRID, Power.GENERATOR])

    def chance(self, times_per_hour: float) -> bool:
        """Whether something that happens so often happens this minute."""
        return self.rng.random() < times_per_hour / 60

    def minute(self, hour_of_day: float) -> None:
        """One minute further."""
        crowd = 40 * self.size * (1 - 0.8 * cos(2 * pi * (hour_of_day - 4) / 24))
        self.visitors += sum(self.chance(crowd / 8) for _ in range(8))  # they stay an hour on average
        self.visitors -= sum(self.rng.random() < 1 / 60 for _ in range(self.visitors))
        self.water_l = max(0.0, self.water_l - self.visitors * 0.5 / 60)
        self.food = max(0.0, self.food - self.visitors * 0.2 / 60)
        for key in FUNCTIONS:
            if key in self.broken and self.chance(1 / 5):
                self.broken.discard(key)
            elif key not in self.broken and self.chance(1 / 48):
                self.broken.add(key)
        self._power()
        if "drinkwater" in self.asks and self.chance(1 / 2):
            self.water_l += self.rng.choice([300.0, 500.0, 1000.0])
        if "maaltijd" in self.asks and self.chance(1 / 2):
            self.food += self.rng.choice([100.0, 200.0, 300.0])
        self._ask()

    def _power(self) -> None:
        if self.power is Power.GRID and self.chance(1 / 24):
            self.power = Power.GENERATOR
        elif self.power is not Power.GRID and self.chance(1 / 12):
            self.power = Power.GRID
        elif self.power in (Power.GENERATOR, Power.BATTERY):
            self.fuel_h = max(0.0, self.fuel_h - 1 / 60)
            self.power = Power.NONE if self.fuel_h == 0 else self.power
        if self.fuel_h < 6 and self.chance(1 / 3):
            self.fuel_h += self.rng.uniform(10, 24)
            self.power = Power.GENERATOR if self.power is Power.NONE else self.power

    def _ask(self) -> None:
        for left, (article, low) in zip((self.water_l, self.food), ASKED_BELOW.values(), strict=True):
            if left < low:
                self.asks.add(article)
            elif left > 2 * low:
                self.asks.discard(article)

    def report(self) -> OwnReport:
        """What a person standing there would enter now."""
        values: dict[str, Scalar] = {
            "state": SiteState.OPEN,
            "visitors": self.visitors,
            "water_l": round(self.water_l, 1),
            "food_portions": round(self.food),
            "fuel_hours": round(self.fuel_h, 1),
            "power": self.power,
        }
        for key in FUNCTIONS:
            values[f"functions.{key}"] = FunctionState.FAILS if key in self.broken else FunctionState.WORKS
        return OwnReport(values, tuple(Need(article, 1.0, "l") for article in sorted(self.asks)))


@dataclass
class Tally:
    """What the rule with one value of d issued."""

    why: Counter[Why] = field(default_factory=Counter)
    lags: list[float] = field(default_factory=list)


def words_of(report: OwnReport) -> tuple[object, ...]:
    """The part of a report that is no amount."""
    return (*(value for value in report.values.values() if isinstance(value, str)), report.needs)


def live(seed: int, minutes: int, every_min: int, tallies: dict[int, Tally]) -> None:
    """One station through its hours, entered every `every_min` minutes, judged by a rule for every d."""
    station = Station(Random(seed))
    rules = {steps: SendingRule(FUNCTIONS, Random(seed), steps) for steps in tallies}
    versions, said, since = dict.fromkeys(tallies, 0), dict[int, tuple[object, ...]](), dict[int, float]()
    own, observed = station.report(), 0.0
    for minute in range(minutes):
        station.minute(minute / 60 % 24)
        now = Moment(1_768_900_000 + minute * MINUTE_S, 1000 + minute * MINUTE_S, "sim")
        if minute % every_min == 0:
            own, observed = station.report(), now.elapsed
        own = OwnReport(own.values, own.needs, now.elapsed - observed)
        for steps, rule in rules.items():
            if words_of(own) != said.get(steps):
                since.setdefault(steps, now.elapsed)
            why = rule.why(own, now)
            if why is None or rule.gap_in_s(now) > 0:
                continue
            versions[steps] += 1
            tallies[steps].why[why] += 1
            if steps in since:
                tallies[steps].lags.append(now.elapsed - since.pop(steps))
            said[steps] = words_of(own)
            rule.issued(StatusIssued("L", versions[steps], 1, own.values, why, own.needs, own.observed_s), now)


def main(stations: int = 60, hours: int = 24, seed: int = 1) -> None:
    """Print a table for values seen every minute and for values entered every quarter of an hour."""
    print(
        f"{stations} stations, {hours} h, seed {seed}; a fixed quarter of an hour is {FIXED_PER_HOUR} updates/h/station"
    )
    for every_min in (1, 15):
        started = time.perf_counter()
        tallies = {steps: Tally() for steps in RULES}
        for number in range(stations):
            live(seed * 1000 + number, hours * 60, every_min, tallies)
        print(f"  seen every {every_min} min ({time.perf_counter() - started:.1f} s)")
        for steps, tally in tallies.items():
            rate = tally.why.total() / (stations * hours)
            parts = "  ".join(
                f"{why.value} {count / (stations * hours):.2f}" for why, count in sorted(tally.why.items())
            )
            print(
                f"    d={steps}: {rate:5.2f} updates/h/station, {FIXED_PER_HOUR / rate:4.1f} x fewer   {parts}"
                f"   longest lag {max(tally.lags):.0f} s"
            )


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
