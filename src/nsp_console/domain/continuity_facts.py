"""Facts about our own house: tests of means, own power, shifts, ticks, agreements, the weekly proof.

By whom is always a function, never a name. A shift is planned for a function and counts people. Re-exported by `facts`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Trial(StrEnum):
    """How a test of a means went."""

    WORKS = "werkt"
    LIMITED = "beperkt"
    FAILS = "niet"


class PowerSource(StrEnum):
    """What feeds our own house now."""

    GRID = "net"
    GENERATOR = "nsa"
    BATTERY = "ups"
    NONE = "geen"


@dataclass(frozen=True, slots=True)
class LadderTested:
    """Means `means` was tried towards `counterpart` (both as in the plan)."""

    means: str
    counterpart: str
    result: Trial
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class OwnPowerNoted:
    """Somebody looked: the source, litres in the tank, minutes the UPS still tells. None: not looked at."""

    source: PowerSource
    by: str
    fuel_l: float | None = None
    ups_min: float | None = None


@dataclass(frozen=True, slots=True)
class ShiftPlanned:
    """`count` people for `function` from `start_wall` to `end_wall` (seconds UTC). `corrects`: in place of that one."""

    function: str
    start_wall: float
    end_wall: float
    count: int
    by: str
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class ShiftCleared:
    """The shift of entry `entry` will not happen."""

    entry: int
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistTicked:
    """Item `item` of checklist `checklist` is done, or after all not (`done` False)."""

    checklist: str
    item: str
    by: str
    done: bool = True


@dataclass(frozen=True, slots=True)
class AgreementReviewed:
    """Agreement `key` was looked at and still holds; `exercised`: it was also tried."""

    key: str
    by: str
    note: str = ""
    exercised: bool = False


@dataclass(frozen=True, slots=True)
class ReadinessProved:
    """The weekly proof (`nsp paraat`): one line per check, as printed; `sound`: nothing failed or was left open."""

    lines: tuple[str, ...]
    by: str
    sound: bool
