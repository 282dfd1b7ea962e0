"""What a simulation of a region is asked to do. Two runs with the same plan give the same figures."""

from dataclasses import dataclass
from pathlib import Path

UPDATES_PER_H = 240.0  # changes that people enter in the whole region; heartbeats come on top
SETTLE_S = 600.0  # after the last boot; what is issued before is the cold start, not a sample
BASELINES = ("flooded_text", "stock_dm")


@dataclass(frozen=True, slots=True)
class RegionPlan:
    """One run.

    preset            name in link.airtime.PRESETS
    loss              extra loss per reception, 0 … 1
    hours             simulated after the cold start
    updates_per_h     changes that people enter at L's, in the whole region
    messages_per_h    texts between consoles: C to C, C to L, L to C in turn
    alarms_per_h      alarms sounded at L's
    extra_db          every link so much worse
    bridge            L's repeat gossip that no C repeated
    neighbour_km      a second region with keys and points of its own, shifted so far to the east; None: none
    phones            part of the L's without a console: their home C writes for them
    """

    preset: str = "MEDIUM_FAST"
    loss: float = 0.0
    hours: float = 1.0
    seed: int = 1
    updates_per_h: float = UPDATES_PER_H
    messages_per_h: float = 20.0
    alarms_per_h: float = 20.0
    extra_db: float = 0.0
    bridge: bool = False
    neighbour_km: float | None = None
    phones: float = 0.0
    region: Path | None = None  # None: the region file that comes with the program
