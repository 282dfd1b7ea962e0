"""The kernmelding: six fields that make a complete report in a hurry (design: rules). No form demands more."""

from nsp_console.domain.fields import KERN, Power
from nsp_console.domain.interval import Ages
from nsp_console.domain.records import SiteRecord

NEEDS = "needs"
_ASKED = (*KERN, "power", "fuel_l")  # the source or litres answer for the hours
KERN_FIELDS = (*KERN[:-1], NEEDS, KERN[-1])  # open?, people, water, power hours, help needed, bulletin


def missing_at(record: SiteRecord, ages: Ages, interval: float) -> tuple[str, ...]:
    """Which of the six are unknown at a point, or lost (older than 3 T). Unconfirmed values do not count."""
    known = {key for key in _ASKED if (seen := record.value(key)) is not None and not ages.lost(seen.at, interval)}
    fine = record.rest_ok_at is not None and not ages.lost(record.rest_ok_at, interval)
    if (record.needs_entry and not record.needs_pending) or fine:
        known.add(NEEDS)
    power = record.value("power")
    if "fuel_l" in known or ("power" in known and power is not None and power.value == Power.GRID):
        known.add("fuel_hours")
    return tuple(key for key in KERN_FIELDS if key not in known)
