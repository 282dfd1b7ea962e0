"""The targets, as data, and what it takes to meet one. Source: the protocol's design, section Targets."""

import math
from dataclasses import dataclass
from enum import Enum

from nsp_console.sim.results.cases import OTHER_LOSSES, OTHERS, other_key
from nsp_console.sim.results.figures import Summary
from nsp_console.sim.results.shown import Unit, shown, shown_gap


class Direction(Enum):
    """On which side of the limit the figure has to be; on the limit is good."""

    AT_MOST = "≤"
    AT_LEAST = "≥"


@dataclass(frozen=True, slots=True)
class Target:
    """One row: the figure `key` in the case `condition`, its limit, and what a reader calls it.

    `compared` is the case the baselines are measured in, when it is another one (they collapse at this load).
    """

    key: str
    condition: str
    direction: Direction
    target: float
    unit: Unit
    text: str
    compared: str = ""

    @property
    def limit(self) -> str:
        """The limit as text, with its sign."""
        return f"{self.direction.value} {shown(self.target, self.unit)}"


MOST, LEAST = Direction.AT_MOST, Direction.AT_LEAST

TARGETS = (
    Target("status_bytes_on_air", "loss_0", MOST, 44, Unit.BYTES, "authenticated status on air"),
    Target("status_ms", "loss_0", MOST, 160, Unit.MS, "the same, time on air"),
    Target("bytes_per_station", "loss_0", MOST, 16, Unit.BYTES, "bytes per station in bulk"),
    Target("picture_airtime_s", "loss_0", MOST, 100, Unit.SECONDS, "airtime per full region picture"),
    Target("update_p95_s", "loss_0", MOST, 20, Unit.SECONDS, "update → all C, p95"),
    Target("share_60s", "loss_0", LEAST, 0.995, Unit.SHARE, "updates ≤ 60 s"),
    Target("share_60s", "loss_30", LEAST, 0.97, Unit.SHARE, "updates ≤ 60 s, 30 % loss"),
    Target("share_300s", "loss_50", LEAST, 0.985, Unit.SHARE, "updates ≤ 5 min, 50 % loss"),
    Target("alarm_p95_s", "loss_0", MOST, 5, Unit.SECONDS, "alarm → all C, p95"),
    Target("alarm_p95_s", "loss_30", MOST, 8, Unit.SECONDS, "alarm → all C, p95, 30 % loss"),
    Target("alarm_p95_s", "loss_50", MOST, 15, Unit.SECONDS, "alarm → all C, p95, 50 % loss"),
    Target("alarm_share_60s", "loss_0", LEAST, 0.999, Unit.SHARE, "alarms ≤ 60 s"),
    Target("alarm_share_60s", "loss_30", LEAST, 0.999, Unit.SHARE, "alarms ≤ 60 s, 30 % loss"),
    Target("alarm_share_60s", "loss_50", LEAST, 0.999, Unit.SHARE, "alarms ≤ 60 s, 50 % loss"),
    Target("messages_share", "loss_30", LEAST, 0.99, Unit.SHARE, "messages delivered, 30 % loss"),
    Target("messages_share", "loss_50", LEAST, 0.97, Unit.SHARE, "messages delivered, 50 % loss"),
    Target("messages_duplicated", "loss_0", MOST, 0, Unit.COUNT, "messages delivered twice"),
    Target("messages_duplicated", "loss_30", MOST, 0, Unit.COUNT, "messages delivered twice, 30 % loss"),
    Target("messages_duplicated", "loss_50", MOST, 0, Unit.COUNT, "messages delivered twice, 50 % loss"),
    Target("channel_use", "load_4000", MOST, 25, Unit.PERCENT, "channel use at 4,000 updates/h", compared="loss_0"),
    Target("cold_start_99_s", "loss_0", MOST, 60, Unit.SECONDS, "restart of the whole region, 99 % of the picture"),
)

COLLAPSE_SHARE = 0.9  # of updates within 5 min; our reading of "no collapse", a word without a number in the design


def _required(condition: str) -> tuple[Target, ...]:
    return (
        Target("channel_use", condition, MOST, 45, Unit.PERCENT, "channel use"),
        Target("alarm_share_60s", condition, LEAST, 0.99, Unit.SHARE, "alarms ≤ 60 s"),
        Target("share_300s", condition, LEAST, COLLAPSE_SHARE, Unit.SHARE, "updates ≤ 5 min (no collapse)"),
    )


# What is asked of the other presets, by case.
REQUIRED = {
    key: _required(key)
    for preset, _ in OTHERS
    for loss in OTHER_LOSSES
    for bridge in (True, False)
    for key in (other_key(preset, loss, bridge),)
}


def met(target: Target, mean: float) -> bool:
    """Whether this mean is on the good side of the limit. Never arrived is never good."""
    if math.isinf(mean):
        return False
    return mean <= target.target if target.direction is MOST else mean >= target.target


def verdict(target: Target, measured: Summary | None) -> str:
    """ "met", "missed by …" or "not run", decided on the mean over the seeds."""
    if measured is None:
        return "not run"
    if met(target, measured.mean):
        return "met"
    if math.isinf(measured.mean):
        return "missed: in a seed it never came"
    return f"**missed by {shown_gap(abs(measured.mean - target.target), target.unit)}**"
