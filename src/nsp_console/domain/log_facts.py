"""Facts of the logbook itself: a note, and the shift that goes from one person to the next. Part of `facts`."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NoteMade:
    """An *aantekening*: what somebody wants remembered. `corrects`: what it says instead of that entry."""

    text: str
    by: str  # function, never a name
    site: str | None = None
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class ShiftHandedOver:
    """*Dienstoverdracht*: function `by` hands the desk to function `to`.

    states  severity key per own point as it stood on the screen that was handed over: what the next one compares with
    """

    by: str
    to: str
    note: str = ""
    states: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShiftTakenOver:
    """The one who comes on confirmed handover `entry` with the own function."""

    entry: int
    by: str
    note: str = ""
