"""How good are the hours left? Every report of a played region of 72 hours against when the supply really ended.

    python benchmarks/bench_forecast.py [--points 60] [--seed 2027]

The truth is that of the demo's points (`drill.world.points`): visitors that come with the hour and the days of the
outage, water and food by the number present. The diesel a generator burns follows its size and a load that goes with
the day; the console knows the size of half of the generators, and half of the people tell the load. People type what
the demo's people type, late, short or not at all; the line goes through the grammar into the record, and what the
board would show is held against the moment the stock of that report was gone, had nothing been delivered. Deliveries
do come, whenever something is nearly gone. Diesel is gone when what the reserve leaves is used.

A sample is one forecast shown right after a report. Prints only: the share of truths inside the range, and the median
and 90 % of |middle - truth| / truth, by how far off the end really was.
"""

import argparse
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from statistics import median, quantiles

from nsp_console.config.rules import load_rules
from nsp_console.domain.facts import Entry, Mode, ReportEntered
from nsp_console.domain.forecast import litres_per_hour
from nsp_console.domain.judging import view_site
from nsp_console.domain.moments import HOUR_S, Moment
from nsp_console.domain.records import Deployment, SiteRecord
from nsp_console.domain.reporting import Reporting
from nsp_console.domain.rules import Rules
from nsp_console.domain.sites import Site, SiteKind, SiteStatus
from nsp_console.domain.values import Means
from nsp_console.drill.world import phrases
from nsp_console.drill.world.points import (
    FOOD_PER_VISITOR_H,
    STEP_S,
    WATER_L_PER_VISITOR_H,
    PointWorld,
    day_share,
    visits_share,
)
from nsp_console.drill.world.temperament import MANNERS, Manner, Temperament
from nsp_console.wire.text.parser import parse

T0_WALL, T0_HOUR = 1_800_000_000.0, 16.67  # the outage of the introduction begins at 16:40
REGION_H = 72.0
TRUTH_H = 144.0  # played on without reports, to see when the last ones ended
EVERY_MIN, JITTER = 60.0, 0.2
STEP_H = STEP_S / HOUR_S
HOME = "C-DEV-01"
TRUTH_MIN_H = 0.5  # below this an error in percents says nothing
NEARLY_GONE_H, DELIVERED_H = (1.0, 5.0), (8.0, 36.0)
SUPPLIES = {"water": "water_l", "food": "food_portions", "power": "fuel_l"}
WORDS = {"water": "water", "food": "eten", "power": "diesel"}
HORIZONS = ((0.0, 4.0), (4.0, 12.0), (12.0, 24.0), (24.0, 72.0))
KVAS = (10.0, 20.0, 30.0, 50.0)


@dataclass(slots=True)
class Sample:
    """One forecast and the truth, in hours."""

    supply: str
    low: float
    high: float
    truth: float

    @property
    def error(self) -> float:
        return abs((self.low + self.high) / 2 - self.truth) / max(self.truth, TRUTH_MIN_H)


@dataclass(slots=True)
class Life:
    """A point and everything it used so far, per supply, at every step."""

    point: PointWorld
    record: SiteRecord
    manner: Manner
    kva: float
    load: float
    tells_load: bool
    used: dict[str, list[float]] = field(default_factory=lambda: {supply: [] for supply in SUPPLIES})
    shown: list[tuple[str, int, float, float, float]] = field(default_factory=list)  # supply, step, stock, low, high


def busyness(hours: float) -> float:
    """How busy the region is, `hours` after T0: the measure of the demo."""
    return visits_share(hours) * day_share((T0_HOUR + hours) % 24)


def born(number: int, rng: Random) -> Life:
    """A point as the region finds it: stocks for six hours to two days, and somebody with a phone."""
    people = rng.uniform(8, 40)
    kva = rng.choice(KVAS)
    site = Site(
        f"L-ZWO-{number:02d}",
        f"Punt {number}",
        "Zwolle",
        SiteKind.L,
        52.5,
        6.1,
        home=HOME,
        status=SiteStatus.FITTED_OUT,
        generator_kva=kva if rng.random() < 0.5 else None,
    )
    point = PointWorld(site.code, site.name, visitors=people, capacity=rng.randint(60, 200), staff={"ehbo": 1})
    point.water_l = people * WATER_L_PER_VISITOR_H * rng.uniform(6, 48)
    point.food_portions = people * FOOD_PER_VISITOR_H * rng.uniform(6, 48)
    point.begin()
    manner = MANNERS[rng.choice(list(Temperament))]
    life = Life(point, SiteRecord(site), manner, kva, rng.uniform(0.25, 0.75), rng.random() < 0.5)
    point.fuel_l = 2 * kva * rng.uniform(1, 5)
    return life


def live(life: Life, hours: float, demand: float, rules: Rules, rng: Random) -> None:
    """One step of the world; what is nearly gone may be delivered."""
    point = life.point
    point.fuel_l_per_h = litres_per_hour(rules.planning.generator_l_per_h, life.kva, load_at(life, hours))
    point.live(STEP_S, demand, rng)
    rates = {
        "water": point.visitors * WATER_L_PER_VISITOR_H,
        "food": point.visitors * FOOD_PER_VISITOR_H,
        "power": point.fuel_l_per_h,
    }
    for supply, key in SUPPLIES.items():
        life.used[supply].append(rates[supply] * STEP_H)
        if getattr(point, key) < rates[supply] * rng.uniform(*NEARLY_GONE_H) and rng.random() < 0.2:
            setattr(point, key, getattr(point, key) + rates[supply] * rng.uniform(*DELIVERED_H))
            point.power = type(point.power).GENERATOR


def load_at(life: Life, hours: float) -> float:
    """Lights and heaters follow the day around the load of this place."""
    return life.load * (0.75 + 0.25 * day_share((T0_HOUR + hours) % 24))


def tell(life: Life, step: int, hours: float, rules: Rules, reporting: Reporting, rng: Random, first: bool) -> None:
    """Type a line, enter what the grammar makes of it, and note what the board shows."""
    point, site = life.point, life.record.site
    line = phrases.report(point, life.manner, rng, first)
    if life.tells_load and (first or rng.random() < 0.3):
        line += f", belasting {round(load_at(life, hours) * 20) * 5}%"
    said = parse(line, rules.vocabulary)
    if not said.values:
        return
    now = Moment(T0_WALL + hours * HOUR_S, hours * HOUR_S, "played")
    fact = ReportEntered(site.code, said.values, Means.LORA, "C-NSP", estimated=said.estimated, rest_ok=said.rest_ok)
    reporting.admit_entered(Entry(step + 1, now, fact), fact)
    life.record.heard_at = now
    deployment = Deployment("gespeeld", T0_WALL, "ROT")
    view = view_site(life.record, now, rules, deployment, Mode.DEPLOYED, HOME)
    for supply, key in SUPPLIES.items():
        shown = view.supplies[supply]
        if shown is not None:
            usable = 1 - rules.planning.fuel_reserve if supply == "power" and "fuel_hours" not in said.values else 1.0
            life.shown.append((supply, step, getattr(point, key) * usable, shown.low_h, shown.high_h))


def play(number: int, seed: int, rules: Rules) -> list[Sample]:
    """One point for TRUTH_H hours, with reports in the first REGION_H."""
    rng = Random(f"{seed}/{number}")
    life = born(number, rng)
    reporting = Reporting({life.record.site.code: life.record}, rules)
    start_h = rng.uniform(2, 30)
    begin = busyness(start_h)
    next_h, first, step = start_h + rng.uniform(0, 1), True, 0
    while (hours := start_h + step * STEP_H) < TRUTH_H:
        live(life, hours, busyness(min(hours, REGION_H)) / begin, rules, rng)
        if hours >= next_h and hours < REGION_H:
            if first or rng.random() >= life.manner.skips:
                tell(life, step, hours, rules, reporting, rng, first)
                first = False
            next_h += EVERY_MIN / 60 * life.manner.late * (1 + rng.uniform(-JITTER, JITTER))
        step += 1
    return judged(life)


def judged(life: Life) -> list[Sample]:
    """Each forecast with when that stock would have been used up; what outlived the played days is left out."""
    total = {supply: list(accumulate(steps)) for supply, steps in life.used.items()}
    samples: list[Sample] = []
    for supply, step, stock, low, high in life.shown:
        gone = bisect_left(total[supply], total[supply][step] + stock)
        if gone < len(total[supply]):
            samples.append(Sample(supply, low, high, max(0.0, gone - step) * STEP_H))
    return samples


def row(name: str, samples: list[Sample]) -> str:
    """One line of the table."""
    if len(samples) < 10:
        return f"{name:<24}{len(samples):>8}   (too few)"
    errors = sorted(one.error for one in samples)
    inside = sum(one.low - STEP_H <= one.truth <= one.high + STEP_H for one in samples) / len(samples)
    early = sum(one.truth < one.low - STEP_H for one in samples) / len(samples)
    late = sum(one.truth > one.high + STEP_H for one in samples) / len(samples)
    ninety = quantiles(errors, n=10)[-1]
    width = median((one.high - one.low) / max(one.low + one.high, TRUTH_MIN_H) * 2 for one in samples)
    return (
        f"{name:<24}{len(samples):>8}{inside:>9.0%}{early:>10.0%}{late:>9.0%}{median(errors):>9.0%}{ninety:>8.0%}"
        f"{width:>8.0%}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=60)
    parser.add_argument("--seed", type=int, default=2027)
    asked = parser.parse_args()
    rules = load_rules()
    samples = [one for number in range(asked.points) for one in play(number, asked.seed, rules)]
    print(f"{asked.points} points, seed {asked.seed}, {REGION_H:.0f} h; a sample is one forecast right after a report")
    head = ("", "samples", "inside", "earlier", "later", "median", "90 %", "width")
    print("{:<24}{:>8}{:>9}{:>10}{:>9}{:>9}{:>8}{:>8}".format(*head))
    for supply, word in WORDS.items():
        own = [one for one in samples if one.supply == supply]
        print(row(word, own))
        for low, high in HORIZONS:
            print(row(f"  really {low:g}-{high:g} h", [one for one in own if low <= one.truth < high]))
    print(row("all", samples))


if __name__ == "__main__":
    main()
