"""The limits a screen needs to look ahead with supplies. The station fills them from the configured rules."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a delivery aims at and what a point keeps when it shares (planning.toml, group *verdelen*; own choice).

    target_h  hours that a delivery should last, on the low end
    keep_h    hours that a giver keeps for itself, on the low end
    reach_km  distance within which points share with each other
    """

    target_h: float = 24.0
    keep_h: float = 24.0
    reach_km: float = 15.0


@dataclass(frozen=True, slots=True)
class SupplyLimits:
    """Below `critical_h` hours left is kritiek, below `attention_h` aandacht; and how to share."""

    critical_h: float = 4.0
    attention_h: float = 12.0
    sharing: Sharing = Sharing()
