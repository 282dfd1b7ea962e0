"""How our own house stands now, as a screen draws it. Plan and life side by side; codes and numbers only."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from nsp_console.domain.continuity_facts import PowerSource, Trial
from nsp_console.domain.continuity_plan import Agreement, Duty, Item, Plan, Rung, Step
from nsp_console.domain.moments import Age, Ageing
from nsp_console.domain.safetext import SafeText

if TYPE_CHECKING:  # views holds this view
    from nsp_console.domain.views import Forecast

NO_NOTE = SafeText("")


class Live(StrEnum):
    """How an item of the plan goes now, worst first."""

    FAILS = "niet"
    LIMITED = "beperkt"
    UNKNOWN = "onbekend"
    WORKS = "werkt"


LIVE_ORDER = tuple(Live)


@dataclass(frozen=True, slots=True)
class RungView:
    """One rung with its last test. `due_s`: seconds until the next; 0 or less: now. result None: never tested."""

    rung: Rung
    result: Trial | None
    age: Age | None
    due_s: float
    by: SafeText = NO_NOTE
    note: SafeText = NO_NOTE

    @property
    def due(self) -> bool:
        """Whether it is to be tested now."""
        return self.due_s <= 0


@dataclass(frozen=True, slots=True)
class PowerView:
    """Own power. source None: never noted. fuel and ups: hours they last, or would last when the grid goes.

    refuel_s  seconds until the tank must be filled, only while the generator runs
    """

    source: PowerSource | None = None
    age: Age | None = None
    ageing: Ageing = Ageing.LOST
    by: SafeText = NO_NOTE
    fuel_l: float | None = None
    litres_per_h: float | None = None
    fuel: "Forecast | None" = None
    ups_min: float | None = None
    ups: "Forecast | None" = None
    refuel_s: float | None = None


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A planned shift. `too_long`: longer than the function may work at a stretch."""

    entry: int
    start_wall: float
    end_wall: float
    count: int
    too_long: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """From when to when (seconds UTC) how many people are missing."""

    start_wall: float
    end_wall: float
    missing: int


@dataclass(frozen=True, slots=True)
class DutyView:
    """One function over the coming 72 hours."""

    duty: Duty
    shifts: tuple[ShiftView, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def present(self, wall: float) -> int:
        """People planned at `wall`."""
        return sum(shift.count for shift in self.shifts if shift.start_wall <= wall < shift.end_wall)

    @property
    def too_long(self) -> int:
        """Shifts longer than the maximum."""
        return sum(shift.too_long for shift in self.shifts)


@dataclass(frozen=True, slots=True)
class StepView:
    """One line of a checklist, and when it was ticked."""

    step: Step
    done: bool = False
    age: Age | None = None
    by: SafeText = NO_NOTE


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement with the day it is to be looked at; `due_days` None: no day is known, so it is due."""

    agreement: Agreement
    review: date | None
    due_days: int | None
    reviewed: Age | None = None
    exercised: date | None = None
    note: SafeText = NO_NOTE

    @property
    def due(self) -> bool:
        """Whether it is to be looked at now."""
        return self.due_days is None or self.due_days <= 0


@dataclass(frozen=True, slots=True)
class ContinuityView:
    """Our own house. `plan` None: no file yet; `place` is the file to fill in.

    live       item key → how it goes now
    proved     since the last weekly proof, and whether it was sound
    proof_due  whether the weekly proof is to be done
    """

    plan: Plan | None = None
    others: tuple[Plan, ...] = ()
    place: str = ""
    power: PowerView = PowerView()
    ladder: tuple[RungView, ...] = ()
    roster: tuple[DutyView, ...] = ()
    steps: tuple[StepView, ...] = ()
    agreements: tuple[AgreementView, ...] = ()
    live: dict[str, Live] = field(default_factory=dict)
    proved: Age | None = None
    proved_sound: bool = False
    proof_due: bool = True

    @property
    def tests_due(self) -> int:
        """Rungs to be tested now."""
        return sum(rung.due for rung in self.ladder)

    @property
    def agreements_due(self) -> int:
        """Agreements to be looked at now."""
        return sum(one.due for one in self.agreements)

    def goes(self, item: Item) -> Live:
        """How `item` goes now."""
        return self.live.get(item.key, Live.UNKNOWN)
