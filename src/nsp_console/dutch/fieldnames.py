"""Names, units and words of the fields of a report, in the order of the form (`domain.fields.FIELDS`)."""

from collections.abc import Mapping

from nsp_console.domain.fields import FUNCTION_PREFIX, STAFF_PREFIX, SiteState, spec_of
from nsp_console.domain.values import Scalar
from nsp_console.dutch.labels import SITE_STATE
from nsp_console.dutch.opening import readable
from nsp_console.dutch.times import amount, number

Labels = Mapping[str, str]

FIELD = {
    "state": "Locatie",
    "visitors": "Bezoekers",
    "visitors_in": "Binnengekomen",
    "capacity": "Plaats voor",
    "over_2h": "Boven 2 uur",
    "staff_hours": "Bezet voor",
    "water_l": "Water",
    "water_out_l": "Water uitgegeven",
    "food_portions": "Eten",
    "food_out": "Eten uitgegeven",
    "power": "Stroombron",
    "fuel_hours": "Brandstof",
    "fuel_l": "Diesel",
    "generator_load_pct": "Belasting aggregaat",
    "battery_pct": "Accu",
    "charge_working": "Laadpunten goed",
    "charge_total": "Laadpunten",
    "temperature_c": "Binnen",
    "treated": "Behandeld",
    "referred": "Doorverwezen",
    "aed": "AED",
    "first_aid_kit": "EHBO-koffer",
    "toilets_working": "Toiletten goed",
    "toilets_total": "Toiletten",
    "blankets": "Dekens",
    "safety": "Veiligheid",
    "bulletin": "Bulletin",
    "next_report_min": "Meldt weer over",
    "note": "Opmerking",
}
UNIT_SHORT = {"personen": "", "toiletten": "", "punten": "", "stuks": "", "nummer": "", "tekst": "", "uur": "uur"}
FUNCTION_WORD = {"werkt": "werkt", "beperkt": "beperkt", "niet": "werkt niet"}
POWER_WORD = {"net": "van het net", "aggregaat": "aggregaat", "accu": "accu", "geen": "geen stroom"}


def field_label(key: str, labels: Labels | None = None) -> str:
    """`Water`, or for a function or role its configured label (`labels`: key without prefix → label)."""
    for prefix in (FUNCTION_PREFIX, STAFF_PREFIX):
        if key.startswith(prefix):
            bare = key.removeprefix(prefix)
            return (labels or {}).get(bare, readable(bare))
    return FIELD.get(key, readable(key))


def value_text(key: str, value: Scalar) -> str:
    """One value in words with its unit: `420 l`, `werkt niet`, `in opbouw`, `19 graden`."""
    spec = spec_of(key)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str):
        return _word(key, value)
    unit = spec.unit if spec else ""
    return amount(value, UNIT_SHORT.get(unit, unit))


def _word(key: str, value: str) -> str:
    if key == "state" and value in frozenset(SiteState):
        return SITE_STATE[SiteState(value)]
    if key == "power":
        return POWER_WORD.get(value, value)
    if key.startswith(FUNCTION_PREFIX) or key == "first_aid_kit":
        return FUNCTION_WORD.get(value, value)
    return value


def short_amount(key: str, value: Scalar) -> str:
    """An amount in at most five characters for a narrow column: `420l`, `210p`, `36u`, `12kl`."""
    if isinstance(value, str | bool):
        return value_text(key, value)[:5]
    letter = {"water_l": "l", "fuel_l": "l", "food_portions": "p", "fuel_hours": "u", "staff_hours": "u"}.get(key, "")
    if abs(value) >= 10_000:
        return f"{int(value / 1000)}k{letter}"
    return number(value, 0).replace(".", "") + letter
