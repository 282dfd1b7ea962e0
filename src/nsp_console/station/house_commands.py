"""What an operator records about our own house. Re-exported by `commands`."""

from dataclasses import dataclass

from nsp_console.domain.facts import PowerSource, Trial


@dataclass(frozen=True)
class LogTest:
    """Means `means` was tried towards `counterpart`, both as in the plan."""

    means: str
    counterpart: str
    result: Trial
    note: str = ""


@dataclass(frozen=True)
class NoteOwnPower:
    """What feeds our house now; litres and UPS minutes when somebody looked."""

    source: PowerSource
    fuel_l: float | None = None
    ups_min: float | None = None


@dataclass(frozen=True)
class PlanShift:
    """`count` people for `function` between two wall times (seconds UTC). `corrects`: in place of that shift."""

    function: str
    start_wall: float
    end_wall: float
    count: int
    corrects: int | None = None


@dataclass(frozen=True)
class ClearShift:
    """The shift of entry `entry` will not happen."""

    entry: int
    reason: str = ""


@dataclass(frozen=True)
class TickStep:
    """A line of the uitwijk checklist is done, or after all not."""

    item: str
    done: bool = True


@dataclass(frozen=True)
class ReviewAgreement:
    """Agreement `key` was looked at and holds; `exercised`: it was also tried."""

    key: str
    note: str = ""
    exercised: bool = False


@dataclass(frozen=True)
class ProveReadiness:
    """The weekly proof as it is printed, one line per check."""

    lines: tuple[str, ...]
    sound: bool


HouseCommand = LogTest | NoteOwnPower | PlanShift | ClearShift | TickStep | ReviewAgreement | ProveReadiness
