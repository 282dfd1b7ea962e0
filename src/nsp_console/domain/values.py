"""A value is never just a number: it has an age, a source, a trust tier and someone who confirmed it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from nsp_console.domain.moments import Moment

Scalar = str | int | float | bool


class Tier(StrEnum):
    """What the source could prove. It never changes; confirmation is recorded beside it."""

    A = "A"  # our own tag or signature, or entered at this console: echt
    B = "B"  # the radio proved its pinned key: bekende radio
    C = "C"  # anyone on the channel: niet geverifieerd


TIER_ORDER = (Tier.A, Tier.B, Tier.C)


def lowest(tiers: list[Tier]) -> Tier | None:
    """The least trusted of `tiers`, or None when there are none."""
    return max(tiers, key=TIER_ORDER.index, default=None)


class Means(StrEnum):
    """How it reached us. Any means counts; the source is always shown."""

    LORA = "lora"
    PORTOFOON = "portofoon"
    TELEFOON = "telefoon"
    KOERIER = "koerier"
    PAPIER = "papier"
    EIGEN = "eigen_waarneming"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value came from. `node` is the radio's number when it came over LoRa (never an identity).

    via  the C whose regional picture brought it; "": heard from the point itself
    """

    means: Means
    tier: Tier
    node: int | None = None
    via: str = ""


@dataclass(frozen=True, slots=True)
class Observed:
    """One value of one field as observed, with its journal number `entry`."""

    value: Scalar
    at: Moment
    source: Source
    entry: int
    confirmed_by: str | None = None
    estimated: bool = False

    def confirmed(self, by: str) -> "Observed":
        """The same observation, with who (function) said it is right."""
        return replace(self, confirmed_by=by)
