"""Letting a world run: the cold start, the measured hours, and as long after as something may still arrive."""

from collections.abc import Callable
from dataclasses import dataclass

from nsp_console.sim.region.measures import HORIZON_S
from nsp_console.sim.region.meter import Tally
from nsp_console.sim.region.world import World

STEP_S = 30.0


@dataclass(frozen=True, slots=True)
class Readings:
    """What the meters showed when the measured hours began and ended; `busy_s`: sensed and sent, by C."""

    began: Tally
    busy_s: dict[str, float]
    ended: Tally
    busy_end_s: dict[str, float]


def drive(world: World, progress: Callable[[float], None]) -> Readings:
    """Run to the end of the plan, and on until nothing is waited for any more or its horizon passed."""
    work, record = world.sides[0].work, world.sides[0].record
    _advance(world, 0.0, work.starts_s, work.ends_s, progress)
    began, busy_s = world.meter.tally.copy(), _busy(world)
    _advance(world, work.starts_s, work.ends_s, work.ends_s, progress)
    ended, busy_end_s = world.meter.tally.copy(), _busy(world)
    while world.now_s < work.ends_s + HORIZON_S and record.waiting(world.now_s):
        world.scheduler.advance(world.now_s + STEP_S)
    return Readings(began, busy_s, ended, busy_end_s)


def _advance(world: World, from_s: float, to_s: float, ends_s: float, progress: Callable[[float], None]) -> None:
    now_s = from_s
    while now_s < to_s:
        now_s = min(now_s + STEP_S, to_s)
        world.scheduler.advance(now_s)
        progress(now_s / ends_s)


def _busy(world: World) -> dict[str, float]:
    side = world.sides[0]
    return {code: side.nodes[code].busy_minute.total_s for code in side.coordinators}
