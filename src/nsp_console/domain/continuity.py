"""The book of our own house: facts folded into what was last tested, noted, planned, ticked and reviewed.

`look` lays this beside the plan. Pure: same entries, same plan, same moment, same view.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nsp_console.domain import continuity_facts as facts
from nsp_console.domain.facts import Entry
from nsp_console.domain.moments import Moment

SHIFTS_MAX = 1000  # planned shifts at hand; the journal keeps all
NAMES_MAX = 500  # rungs, ticks and agreements at hand: names of plans that were changed since stay in the journal
UITWIJK = "uitwijk"  # the checklist of the plan


@dataclass(frozen=True, slots=True)
class Trying:
    """The last test of a rung."""

    fact: facts.LadderTested
    at: Moment


@dataclass(frozen=True, slots=True)
class Note:
    """What was last seen of our own power, each with its own moment."""

    source: facts.PowerSource
    at: Moment
    by: str
    since: Moment  # when this source began
    fuel_l: float | None = None
    fuel_at: Moment | None = None
    filled_at: Moment | None = None  # when the litres last went up
    ups_min: float | None = None
    ups_at: Moment | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A tick or a review, and when."""

    at: Moment
    by: str
    done: bool = True
    note: str = ""


class Continuity:
    """Folds the facts of `continuity_facts`; everything else passes by."""

    def __init__(self) -> None:
        self.tests: OrderedDict[tuple[str, str], Trying] = OrderedDict()
        self.power: Note | None = None
        self.shifts: OrderedDict[int, facts.ShiftPlanned] = OrderedDict()
        self.ticks: OrderedDict[tuple[str, str], Said] = OrderedDict()
        self.reviews: OrderedDict[str, Said] = OrderedDict()
        self.exercises: OrderedDict[str, Said] = OrderedDict()
        self.proof: tuple[facts.ReadinessProved, Moment] | None = None
        self._table: dict[type, Callable[[Entry, Any], None]] = {
            facts.LadderTested: self._tested,
            facts.OwnPowerNoted: self._noted,
            facts.ShiftPlanned: self._planned,
            facts.ShiftCleared: self._cleared,
            facts.ChecklistTicked: self._ticked,
            facts.AgreementReviewed: self._reviewed,
            facts.ReadinessProved: self._proved,
        }

    def apply(self, entry: Entry) -> None:
        """Fold one entry in."""
        handler = self._table.get(type(entry.fact))
        if handler is not None:
            handler(entry, entry.fact)

    def _tested(self, entry: Entry, fact: facts.LadderTested) -> None:
        _keep(self.tests, (fact.means, fact.counterpart), Trying(fact, entry.at), NAMES_MAX)

    def _noted(self, entry: Entry, fact: facts.OwnPowerNoted) -> None:
        """What was not looked at this time keeps its older moment."""
        old = self.power
        same = old is not None and old.source is fact.source
        fuel_l, fuel_at = (fact.fuel_l, entry.at) if fact.fuel_l is not None else _known(old, "fuel")
        ups_min, ups_at = (fact.ups_min, entry.at) if fact.ups_min is not None else _known(old, "ups")
        filled_at = old.filled_at if old else None
        if fact.fuel_l is not None and old is not None and old.fuel_l is not None and fact.fuel_l > old.fuel_l:
            filled_at = entry.at
        since = old.since if old is not None and same else entry.at
        self.power = Note(fact.source, entry.at, fact.by, since, fuel_l, fuel_at, filled_at, ups_min, ups_at)

    def _planned(self, entry: Entry, fact: facts.ShiftPlanned) -> None:
        if fact.corrects is not None:
            self.shifts.pop(fact.corrects, None)
        _keep(self.shifts, entry.number, fact, SHIFTS_MAX)

    def _cleared(self, entry: Entry, fact: facts.ShiftCleared) -> None:
        self.shifts.pop(fact.entry, None)

    def _ticked(self, entry: Entry, fact: facts.ChecklistTicked) -> None:
        _keep(self.ticks, (fact.checklist, fact.item), Said(entry.at, fact.by, fact.done), NAMES_MAX)

    def _reviewed(self, entry: Entry, fact: facts.AgreementReviewed) -> None:
        said = Said(entry.at, fact.by, note=fact.note)
        _keep(self.reviews, fact.key, said, NAMES_MAX)
        if fact.exercised:
            _keep(self.exercises, fact.key, said, NAMES_MAX)

    def _proved(self, entry: Entry, fact: facts.ReadinessProved) -> None:
        self.proof = fact, entry.at


def _known(note: Note | None, what: str) -> tuple[float | None, Moment | None]:
    if note is None:
        return None, None
    return (note.fuel_l, note.fuel_at) if what == "fuel" else (note.ups_min, note.ups_at)


def _keep(table: OrderedDict[Any, Any], key: object, value: object, count_max: int) -> None:
    """Put `value` in `table` as the newest, and forget the oldest beyond `count_max`."""
    table.pop(key, None)
    table[key] = value
    while len(table) > count_max:
        table.popitem(last=False)
