"""The head of a frame, and what holds for the numbers in every kind."""

from dataclasses import dataclass

from nsp_console.wire.frames.kinds import Kind
from nsp_console.wire.sealing import EVERYBODY, KEEPER

LOW_COUNTER = 0xFFFF  # the part of a counter that goes on the air in a mail, receipt or picture


@dataclass(frozen=True, slots=True)
class Head:
    """What can be read of a frame before its seal was tried: a claim, for the counters and to choose a key."""

    kind: Kind
    exercise: bool
    station: int


def check_sender(kind: Kind, station: int) -> None:
    """ValueError when `station` cannot send a frame of `kind`."""
    if station in (0, EVERYBODY) or (station == KEEPER and kind is not Kind.SIGNED):
        raise ValueError(f"station {station} cannot send this")


def check_addressee(to: int, many: bool = False) -> None:
    """ValueError when `to` can get no frame; `many`: everybody may be the addressee."""
    if to in (0, KEEPER) or (to == EVERYBODY and not many):
        raise ValueError(f"nobody is number {to}")


def from_one(name: str, number: int) -> int:
    """Sequence numbers and versions begin at 1."""
    if number < 1:
        raise ValueError(f"{name} {number}")
    return number
