"""What an amount can be about: which field it fills for which unit. `""` is an amount without a unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nsp_console.domain.fields import STAFF_PREFIX


@dataclass(frozen=True, slots=True)
class Topic:
    """`units` maps a unit to (field, factor); a unit that is not there does not go with this topic.

    pair      fields of "64/120" and "2 van 4"
    zero      field that is 0 when there is none or it has run out
    working   a single amount counts only when it is said to work ("3 toiletten werken")
    """

    units: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    pair: tuple[str, str] | None = None
    zero: str = ""
    working: str = ""


def _persons(key: str, **more: object) -> Topic:
    return Topic({"": (key, 1), "persoon": (key, 1)}, **more)  # type: ignore[arg-type]


_HOURS = {"uur": ("fuel_hours", 1.0), "dag": ("fuel_hours", 24.0), "min": ("fuel_hours", 1 / 60)}

TOPICS: dict[str, Topic] = {
    "water": Topic({"": ("water_l", 1), "l": ("water_l", 1), "m3": ("water_l", 1000)}, zero="water_l"),
    "water_out": Topic({"": ("water_out_l", 1), "l": ("water_out_l", 1), "m3": ("water_out_l", 1000)}),
    "food": Topic({"": ("food_portions", 1), "portie": ("food_portions", 1)}, zero="food_portions"),
    "food_out": Topic({"": ("food_out", 1), "portie": ("food_out", 1)}),
    "issued": Topic({"l": ("water_out_l", 1), "portie": ("food_out", 1)}),
    "visitors": _persons("visitors", pair=("visitors", "capacity"), zero="visitors"),
    "visitors_in": _persons("visitors_in"),
    "capacity": _persons("capacity"),
    "over_2h": _persons("over_2h"),
    "treated": _persons("treated"),
    "referred": _persons("referred"),
    "fuel": Topic({**_HOURS, "l": ("fuel_l", 1)}, zero="fuel_l"),
    "aggregaat": Topic({**_HOURS, "l": ("fuel_l", 1)}),
    "accu": Topic({**_HOURS, "%": ("battery_pct", 1)}, zero="battery_pct"),
    "load": Topic({"%": ("generator_load_pct", 1)}),
    "temperature": Topic({"": ("temperature_c", 1), "graden": ("temperature_c", 1)}),
    "toilets": Topic(pair=("toilets_working", "toilets_total"), working="toilets_working"),
    "charge": Topic(pair=("charge_working", "charge_total"), working="charge_working"),
    "toilets_total": Topic({"": ("toilets_total", 1)}),
    "charge_total": Topic({"": ("charge_total", 1)}),
    "blankets": Topic({"": ("blankets", 1), "stuks": ("blankets", 1)}, zero="blankets"),
    "bulletin": Topic({"": ("bulletin", 1)}),
    "staff_hours": Topic({"uur": ("staff_hours", 1), "dag": ("staff_hours", 24), "min": ("staff_hours", 1 / 60)}),
    "next_report": Topic({"min": ("next_report_min", 1), "uur": ("next_report_min", 60)}),
}
SELF = {"graden": "temperature"}  # a unit that says by itself what it is about


def topic_of(key: str) -> Topic:
    """The topic `key`; roles (`staff.<role>`) count persons and are 0 when there are none."""
    if key.startswith(STAFF_PREFIX):
        return _persons(key, zero=key)
    return TOPICS[key]


def fields_of(key: str) -> frozenset[str]:
    """Every field an amount about topic `key` might fill."""
    topic = topic_of(key)
    return frozenset(
        {name for name, _ in topic.units.values()} | set(topic.pair or ()) | {topic.zero, topic.working}
    ) - {""}


# How configured article units are called in the grammar.
UNIT_NAMES = {
    "l": "l",
    "liter": "l",
    "portie": "portie",
    "porties": "portie",
    "personen": "persoon",
    "persoon": "persoon",
    "stuks": "stuks",
    "kva": "kva",
    "kwh": "kwh",
    "kg": "kg",
}
