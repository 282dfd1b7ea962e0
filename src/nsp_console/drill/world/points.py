"""What is really the case at a point: people, water, food, power and warmth as they go. Source: facts, domain §3.

This is the truth of the played world. Nobody but the person with the phone at that point knows it.
"""

from dataclasses import dataclass, field
from math import cos, pi, sqrt
from random import Random

from nsp_console.domain.fields import Power, SiteState

STEP_S = 300.0  # how often a point moves on
# Part of the inhabitants that comes per day, by hours after T0 (planning number of the facts, own judgement there).
VISITS_PER_DAY = ((0.0, 0.01), (8.0, 0.04), (24.0, 0.10), (48.0, 0.20), (72.0, 0.40))
DAY_LOW, DAY_PEAK_HOUR = 0.4, 17.0
SETTLE_S = 7200.0  # people stay two hours, so presence follows demand with that delay
FULL_UNTIL = 0.9  # of the capacity: below this a full point lets people in again
WATER_L_PER_VISITOR_H = 0.4
FOOD_PER_VISITOR_H = 0.15
COOLING_C_PER_H = 0.8
COLDEST_C = 4.0
BATTERY_H = 4.0


def visits_share(hours: float) -> float:
    """Part of the inhabitants that comes per day, `hours` after T0."""
    earlier = VISITS_PER_DAY[0]
    for later in VISITS_PER_DAY[1:]:
        if hours < later[0]:
            part = max(0.0, hours - earlier[0]) / (later[0] - earlier[0])
            return earlier[1] + part * (later[1] - earlier[1])
        earlier = later
    return earlier[1]


def day_share(hour_of_day: float) -> float:
    """How busy that hour is, 0.4 … 1."""
    return DAY_LOW + (1 - DAY_LOW) * (1 + cos((hour_of_day - DAY_PEAK_HOUR) / 24 * 2 * pi)) / 2


@dataclass(slots=True)
class PointWorld:
    """One point. Amounts are exact here; people round when they type. `*_per_h` None: by the number of visitors."""

    code: str
    short_name: str
    state: SiteState = SiteState.OPEN
    visitors: float = 0.0
    capacity: int = 100
    water_l: float = 0.0
    water_l_per_h: float | None = None
    food_portions: float = 0.0
    food_per_h: float | None = None
    power: Power = Power.GENERATOR
    fuel_l: float = 0.0
    fuel_l_per_h: float = 2.5
    battery_pct: float = 100.0
    temperature_c: float = 19.0
    staff: dict[str, int] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)  # function key to how people say it
    bulletin: int | None = None
    base_visitors: float = 0.0  # what `visitors` was when the world began

    @property
    def fuel_hours(self) -> float:
        """Hours of fuel left."""
        return self.fuel_l / self.fuel_l_per_h

    def begin(self) -> None:
        """Take the visitors of this moment as the measure for later ones."""
        self.base_visitors = self.visitors

    def live(self, seconds: float, demand: float, rng: Random) -> list[str]:
        """Let `seconds` pass; `demand` is how many times the visitors of the beginning want to be here.

        Returns what a person there would notice: "vol", "weer_open", "water_op", "diesel_op", "accu_leeg".
        """
        hours = seconds / 3600
        noticed: list[str] = []
        if self.state in (SiteState.OPEN, SiteState.LIMITED, SiteState.FULL):
            noticed += self._visitors(seconds, demand, rng)
        noticed += self._supplies(hours)
        warm = self.power in (Power.GRID, Power.GENERATOR) and "opwarmen" not in self.broken
        if not warm:
            self.temperature_c = max(COLDEST_C, self.temperature_c - COOLING_C_PER_H * hours)
        return noticed

    def _visitors(self, seconds: float, demand: float, rng: Random) -> list[str]:
        wanted = self.base_visitors * demand
        self.visitors += (wanted - self.visitors) * min(1.0, seconds / SETTLE_S)
        self.visitors += rng.gauss(0.0, 0.1 * sqrt(max(self.visitors, 1.0)))
        self.visitors = min(max(self.visitors, 0.0), float(self.capacity))
        if self.state is SiteState.OPEN and self.visitors >= self.capacity - 0.5:
            self.state = SiteState.FULL
            return ["vol"]
        if self.state is SiteState.FULL and self.visitors < FULL_UNTIL * self.capacity:
            self.state = SiteState.OPEN
            return ["weer_open"]
        return []

    def _supplies(self, hours: float) -> list[str]:
        noticed: list[str] = []
        water_h = self.visitors * WATER_L_PER_VISITOR_H if self.water_l_per_h is None else self.water_l_per_h
        food_h = self.visitors * FOOD_PER_VISITOR_H if self.food_per_h is None else self.food_per_h
        had_water = self.water_l > 0
        self.water_l = max(0.0, self.water_l - water_h * hours)
        self.food_portions = max(0.0, self.food_portions - food_h * hours)
        if had_water and self.water_l <= 0:
            noticed.append("water_op")
        if self.power is Power.GENERATOR:
            self.fuel_l = max(0.0, self.fuel_l - self.fuel_l_per_h * hours)
            if self.fuel_l <= 0:
                self.power = Power.NONE
                noticed.append("diesel_op")
        elif self.power is Power.BATTERY:
            self.battery_pct = max(0.0, self.battery_pct - 100 * hours / BATTERY_H)
            if self.battery_pct <= 0:
                self.power = Power.NONE
                noticed.append("accu_leeg")
        return noticed
