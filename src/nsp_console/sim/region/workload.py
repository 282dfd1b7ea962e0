"""What people do in the simulated hours: changes, texts and alarms at moments that depend on the plan alone.

Every way of sending gets the same moments, so that what differs is the way of sending.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from nsp_console.domain.fields import FUNCTION_PREFIX, FunctionState, Power, SiteState
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.values import Scalar
from nsp_console.sim.region.chance import dice_for
from nsp_console.sim.region.layout import Place
from nsp_console.sim.region.plan import RegionPlan

HOUR_S = 3600.0
BOOT_WITHIN_S = 90.0  # everybody switches on within this time (facts: airtime §3.5, "Cold start")
MESSAGE_BYTES = 80  # facts: airtime §5.2
VISITORS_MAX = 200
VISITORS_FACTOR = (1.5, 2.5)  # how many more or fewer people make a change worth telling
AMOUNT_SHARE, POWER_SHARE = 0.5, 0.2  # of the changes; the rest is a function that stops or works again


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody at point `code` enters something else than before."""

    at_s: float
    code: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text of `sender` to `to`, both with a console."""

    at_s: float
    sender: str
    to: str
    words: str


@dataclass(frozen=True, slots=True)
class Call:
    """An alarm sounded at point `code`."""

    at_s: float
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Workload:
    """Seconds from the first possible boot; `starts_s` is when the measured hours begin."""

    boots_s: dict[str, float]
    starts_s: float
    ends_s: float
    changes: tuple[Change, ...]
    texts: tuple[Text, ...]
    calls: tuple[Call, ...]

    @property
    def last_boot_s(self) -> float:
        return max(self.boots_s.values())


def workload(plan: RegionPlan, places: Sequence[Place], settle_s: float, name: str) -> Workload:
    """Everything that happens by itself in region `name` under `plan`."""

    def dice(what: str) -> Random:
        return dice_for(plan.seed, name, what)

    chance = dice("boots")
    boots = {place.site.code: chance.uniform(0.0, BOOT_WITHIN_S) for place in places}
    starts_s = max(boots.values()) + settle_s
    ends_s = starts_s + plan.hours * HOUR_S
    points = [place.site.code for place in places if place.site.kind is SiteKind.L]
    consoles = [place.site.code for place in places if place.site.kind is SiteKind.L and place.console]

    def moments(per_h: float, chance: Random) -> list[float]:
        found, at_s = [], starts_s
        while per_h > 0 and (at_s := at_s + chance.expovariate(per_h / HOUR_S)) < ends_s:
            found.append(at_s)
        return found

    chance = dice("changes")
    changes = tuple(Change(at_s, chance.choice(points)) for at_s in moments(plan.updates_per_h, chance) if points)
    chance = dice("alarms")
    calls = tuple(
        Call(at_s, chance.choice(consoles), f"proef {number}")
        for number, at_s in enumerate(moments(plan.alarms_per_h, chance))
        if consoles
    )
    chance = dice("texts")
    texts = _texts(moments(plan.messages_per_h, chance), places, chance)
    return Workload(boots, starts_s, ends_s, changes, texts, calls)


def _texts(moments: list[float], places: Sequence[Place], dice: Random) -> tuple[Text, ...]:
    """In turn from a C to another C, from a C to a point of its own, and from a point to its home C."""
    coordinators = [place.site.code for place in places if place.site.kind is SiteKind.C]
    pairs = [(place.site.home, place.site.code) for place in places if place.console and place.site.home]
    found: list[Text] = []
    for number, at_s in enumerate(moments):
        words = f"nr {number}: koerier komt om 19:05".ljust(MESSAGE_BYTES, ".")
        turn = number % 3
        if turn == 0 or not pairs:
            if len(coordinators) < 2:
                continue
            sender, to = dice.sample(coordinators, 2)
        else:
            home, point = dice.choice(pairs)
            sender, to = (home, point) if turn == 1 else (point, home)
        found.append(Text(at_s, sender, to, words))
    return tuple(found)


def first_values(functions: Sequence[str], dice: Random) -> dict[str, Scalar]:
    """What a point reports first."""
    values: dict[str, Scalar] = {
        "state": SiteState.OPEN.value,
        "power": Power.GRID.value,
        "visitors": dice.randint(5, VISITORS_MAX),
        "water_l": dice.randint(50, 2000),
        "food_portions": dice.randint(20, 500),
        "fuel_hours": dice.randint(4, 48),
    }
    return values | {FUNCTION_PREFIX + key: FunctionState.WORKS.value for key in functions}


def changed(values: dict[str, Scalar], functions: Sequence[str], dice: Random) -> dict[str, Scalar]:
    """`values` after one change that is worth telling."""
    kind = dice.random()
    if kind < AMOUNT_SHARE or not functions:
        return values | {"visitors": _other_amount(int(values["visitors"]), dice)}
    if kind < AMOUNT_SHARE + POWER_SHARE:
        return values | {"power": dice.choice([one.value for one in Power if one.value != values["power"]])}
    key = FUNCTION_PREFIX + dice.choice(functions)
    return values | {key: dice.choice([one.value for one in FunctionState if one.value != values[key]])}


def _other_amount(now: int, dice: Random) -> int:
    """Many more people, or many fewer."""
    factor = dice.uniform(*VISITORS_FACTOR)
    up = now < 10 or (now < VISITORS_MAX and dice.random() < 0.5)
    return max(1, round(now * factor + 3 if up else now / factor - 3))
