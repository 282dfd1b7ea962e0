"""Event lines of our own house, for `nsp volg`."""

from collections.abc import Callable
from typing import Any

from nsp_console.domain import facts
from nsp_console.domain.facts import Entry
from nsp_console.dutch.house import POWER_SOURCE, TRIAL
from nsp_console.dutch.times import date_clock, number


def _tested(_entry: Entry, fact: facts.LadderTested) -> str:
    note = f": {fact.note}" if fact.note else ""
    return f"Middel {fact.means} met {fact.counterpart} getest: {TRIAL[fact.result]}{note}"


def _power(_entry: Entry, fact: facts.OwnPowerNoted) -> str:
    fuel = f", diesel {number(fact.fuel_l)} l" if fact.fuel_l is not None else ""
    ups = f", UPS {number(fact.ups_min)} min" if fact.ups_min is not None else ""
    return f"Eigen stroom: {POWER_SOURCE[fact.source]}{fuel}{ups}"


def _when(wall: float) -> str:
    """Local time; `?` for one no calendar has, which only a damaged journal can hold."""
    try:
        return date_clock(wall, None)
    except (ValueError, OverflowError, OSError):
        return "?"


def _shift(_entry: Entry, fact: facts.ShiftPlanned) -> str:
    when = f"{_when(fact.start_wall)} tot {_when(fact.end_wall)}"
    instead = f" (in plaats van regel {fact.corrects})" if fact.corrects is not None else ""
    return f"Dienst {fact.function}: {fact.count} van {when}{instead}"


HOUSE: dict[type, Callable[[Entry, Any], str]] = {
    facts.LadderTested: _tested,
    facts.OwnPowerNoted: _power,
    facts.ShiftPlanned: _shift,
    facts.ShiftCleared: lambda _, fact: f"Dienst van regel {fact.entry} vervalt {fact.reason}".rstrip(),
    facts.ChecklistTicked: lambda _, fact: f"Lijst {fact.checklist}: {fact.item} {'gedaan' if fact.done else 'open'}",
    facts.AgreementReviewed: lambda _, fact: f"Afspraak {fact.key} herzien {fact.note}".rstrip(),
    facts.ReadinessProved: lambda _, fact: f"Wekelijks bewijs {'in orde' if fact.sound else 'NIET in orde'}",
}
