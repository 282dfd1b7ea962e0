"""The four supplies of one point: water, food, power and staff, from what counts in its record.

A `Scene` is one record at one moment under one set of rules, optionally with one value replaced: so the same rules
answer "what if this unconfirmed value is right?".
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from nsp_console.domain.fields import Power
from nsp_console.domain.forecast import (
    WIDTH_ESTIMATED,
    WIDTH_FUEL_TOLD,
    WIDTH_LOAD_PLANNED,
    WIDTH_PLANNED,
    WIDTH_REPORTED,
    WIDTH_TABLE,
    Estimate,
    Pace,
    amount_of,
    litres_per_hour,
    pace,
    run_out,
    span,
)
from nsp_console.domain.interval import Ages
from nsp_console.domain.records import SiteRecord
from nsp_console.domain.rules import Rules
from nsp_console.domain.values import Observed

HOURS_PER_DAY = 24.0
READINGS_MAX = 8  # enough for three intervals, a few deliveries and corrections among them
SUPPLIES = ("water", "food", "power", "staff")
# Which supplies may change when a field changes.
SUPPLIES_OF: dict[str, tuple[str, ...]] = {
    "visitors": ("water", "food"),
    "water_l": ("water",),
    "food_portions": ("food",),
    "power": ("power",),
    "fuel_hours": ("power",),
    "fuel_l": ("power",),
    "generator_load_pct": ("power",),
    "staff_hours": ("staff",),
}


@dataclass(slots=True)
class Scene:
    """One record at one moment. `instead` holds values put in the place of those that count."""

    record: SiteRecord
    ages: Ages
    rules: Rules
    instead: dict[str, Observed] = field(default_factory=dict)

    def seen(self, key: str) -> Observed | None:
        """The value to judge for `key`."""
        return self.instead.get(key) or self.record.value(key)

    def supposing(self, key: str, observed: Observed) -> "Scene":
        """The same scene as if `observed` counted for `key`."""
        return replace(self, instead={**self.instead, key: observed})


def _pace(scene: Scene, key: str) -> Pace | None:
    """Measured consumption, from values that counted only. Late reports are put in the order of observation."""
    kept = scene.record.fields.get(key)
    if kept is None:
        return None
    readings = list(kept.history[-READINGS_MAX:])
    if kept.counted is not None and kept.counted not in readings[-1:]:
        readings.append(kept.counted)
    if len(readings) < 2:
        return None
    readings.reverse()
    readings.sort(key=lambda one: scene.ages.of(one.at).seconds)
    return pace(readings)


def _consumed(scene: Scene, key: str, per_person_day: float) -> Estimate | None:
    """A supply that visitors use up: `key` is its stock, `per_person_day` the planning number."""
    stock = scene.seen(key)
    amount = amount_of(stock)
    if stock is None or amount is None:
        return None
    visitors = scene.seen("visitors")
    people = amount_of(visitors)
    planned = None if people is None else people * per_person_day / HOURS_PER_DAY
    measured, busier = _pace(scene, key), scene.rules.planning.busier
    left = run_out(amount, scene.ages.of(stock.at), measured, planned, WIDTH_PLANNED, _extra(stock), busier)
    leans_on_visitors = planned is not None and planned >= (measured.rate if measured else 0.0)
    if left is None or visitors is None or not leans_on_visitors:
        return left
    counted_people = scene.ages.of(visitors.at)
    return replace(
        left,
        age_s=max(left.age_s, counted_people.seconds),
        reliable=left.reliable and not counted_people.at_least,
    )


def _extra(observed: Observed) -> float:
    return WIDTH_ESTIMATED if observed.estimated else 0.0


def _told(scene: Scene, observed: Observed | None, width: float = WIDTH_REPORTED) -> Estimate | None:
    """Hours as the point itself reported them, with relative `width` around them."""
    hours = amount_of(observed)
    if observed is None or hours is None:
        return None
    return span(hours, scene.ages.of(observed.at), width + _extra(observed))


def _water(scene: Scene) -> Estimate | None:
    return _consumed(scene, "water_l", scene.rules.planning.water_l_ppd)


def _food(scene: Scene) -> Estimate | None:
    return _consumed(scene, "food_portions", scene.rules.planning.food_portions_ppd)


def _power(scene: Scene) -> Estimate | None:
    """Hours of own power: as reported or from litres, whichever was observed last.

    On the grid, or with no power at all, there is nothing that runs out: None. Litres say nothing about a battery.
    """
    source = scene.seen("power")
    if source is not None and source.value in (Power.GRID, Power.NONE):
        return None
    told, litres = scene.seen("fuel_hours"), scene.seen("fuel_l")
    if source is not None and source.value == Power.BATTERY:
        return _told(scene, told)
    if litres is None or amount_of(litres) is None:
        return _told_of_fuel(scene, told)
    if told is not None and scene.ages.of(told.at).seconds <= scene.ages.of(litres.at).seconds:
        return _told_of_fuel(scene, told)
    return _from_litres(scene, litres)


def burn(scene: Scene) -> tuple[float, float]:
    """Litres of diesel per hour and the relative width around it: by the size of the generator and its load.

    A load that was reported holds until another is; without one it is the planning number, known less well.
    """
    plan = scene.rules.planning
    kva = scene.record.site.generator_kva or plan.generator_kva
    told = amount_of(scene.seen("generator_load_pct"))
    load, width = (plan.generator_load, WIDTH_LOAD_PLANNED) if told is None else (told / 100, WIDTH_TABLE)
    return litres_per_hour(plan.generator_l_per_h, kva, load), width


def _told_of_fuel(scene: Scene, told: Observed | None) -> Estimate | None:
    """Hours as told, with what a litre more would do by the generator table."""
    left = _told(scene, told, WIDTH_FUEL_TOLD)
    per_h, width = burn(scene)
    if left is None or per_h <= 0:
        return left
    return left.used_at(per_h / (1 - scene.rules.planning.fuel_reserve), width)


def _from_litres(scene: Scene, litres: Observed) -> Estimate | None:
    usable = 1 - scene.rules.planning.fuel_reserve
    per_h, width = burn(scene)
    age = scene.ages.of(litres.at)
    left = run_out((amount_of(litres) or 0.0) * usable, age, _pace(scene, "fuel_l"), per_h, width, _extra(litres))
    if left is None:
        return None
    return replace(left, least_per_h=left.least_per_h / usable, most_per_h=left.most_per_h / usable)


def _staff(scene: Scene) -> Estimate | None:
    """Bezetting: hours until the next unfilled shift."""
    return _told(scene, scene.seen("staff_hours"))


_ESTIMATES: dict[str, Callable[[Scene], Estimate | None]] = {
    "water": _water,
    "food": _food,
    "power": _power,
    "staff": _staff,
}


def estimate(scene: Scene, supply: str) -> Estimate | None:
    """Hours left of `supply` (one of SUPPLIES); None when what is known does not tell.

    Not a judgement on reliability yet: see `Estimate.shown`.
    """
    return _ESTIMATES[supply](scene)


def estimates(scene: Scene) -> dict[str, Estimate | None]:
    """Hours left of every supply."""
    return {supply: judge(scene) for supply, judge in _ESTIMATES.items()}
