"""A region that takes no time: figures that follow from the plan as those of a real run might, and ways to go wrong."""

import math
import os
import time
from collections.abc import Callable, Mapping

from nsp_console.domain.errors import CommandError
from nsp_console.sim.region.plan import RegionPlan
from nsp_console.sim.results.cases import NSP, Case, Task

Figures = dict[str, object]
Progress = Callable[[float], None]

SECONDS = (1, 2, 3, 5, 8, 12, 20, 30, 45, 60, 90, 120, 200, 300, 600)
SLOWNESS = {"nsp": 4.0, "flooded_text": 9.0, "stock_dm": 14.0}
CEILING = {"nsp": 1.0, "flooded_text": 0.95, "stock_dm": 0.9}
SMALL_TABLE = {
    case.key: case
    for case in (
        Case("loss_0", RegionPlan(), (1, 2)),
        Case("loss_30", RegionPlan(loss=0.3), (1, 2)),
    )
}


def figures_of(task: Task) -> Figures:
    """Made up, but of the right shape: worse with loss and load, a little different for every seed."""
    plan = task.plan
    halfway = SLOWNESS[task.kind] * (1 + 2 * plan.loss + plan.updates_per_h / 4000) * (1 + 0.05 * plan.seed)
    best = CEILING[task.kind] - (0.0 if task.kind == NSP else 0.4 * plan.loss)

    def share(second: float) -> float:
        return best / (1 + (halfway / second) ** 2.2) if second < 200 else best * (1 - 0.002 / second)

    p95 = halfway * 4.0 if best > 0.95 else None
    return {
        "update_p50_s": halfway,
        "update_p95_s": p95,
        "share_60s": share(60),
        "share_120s": share(120),
        "share_300s": share(300),
        "updates_per_h": plan.updates_per_h * (0.98 + 0.01 * plan.seed),
        "channel_use": (8.0 if task.kind == NSP else 27.0) * math.sqrt(plan.updates_per_h / 240),
        "node_duty_max": 1.2 + plan.loss,
        "picture_airtime_s": 84.0 + plan.seed,
        "cold_start_99_s": 40.0 + 3 * plan.seed if task.kind == NSP else None,
        "alarm_p95_s": 4.0 + 8 * plan.loss,
        "alarm_share_60s": 0.9995,
        "messages_sent": 20,
        "messages_delivered": 20 if plan.loss < 0.5 else 19,
        "messages_duplicated": 0,
        "frames_per_message": 2.5,
        "tx_per_message": 23.0,
        "status_bytes_on_air": 42,
        "bytes_per_station": 11.5,
        "simulated_s": plan.hours * 3600,
        "wall_s": 21.0,
        "details": {
            "update_samples": 25 * round(plan.updates_per_h),
            "alarm_samples": 500,
            "air_s_per_h": {"beeld": 1.5},
        },
        "reach": [[second, share(second)] for second in SECONDS],
    }


def fake_run(task: Task, progress: Progress) -> Mapping[str, object]:
    """A run that is done at once."""
    progress(0.5)
    return figures_of(task)


def refused_run(task: Task, progress: Progress) -> Mapping[str, object]:
    """A run that ends with an error for the operator."""
    raise CommandError("results.unreadable", file="regio.csv")


def dying_run(task: Task, progress: Progress) -> Mapping[str, object]:
    """Seed 1 of the console at no loss is done; every other run's process is gone all at once."""
    if task.plan.seed == 1 and task.plan.loss == 0.0:
        return figures_of(task)
    os._exit(3)


def endless_run(task: Task, progress: Progress) -> Mapping[str, object]:
    """A run that goes on until it is stopped."""
    while True:
        progress(0.1)
        time.sleep(0.05)


def without_reach(task: Task) -> Figures:
    """The figures of a simulator that tells no distribution."""
    figures = figures_of(task)
    del figures["reach"]
    return figures
