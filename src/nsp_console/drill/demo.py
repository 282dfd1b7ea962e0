"""The demo's world, and the two ways to make it go: fast over the lead-in, and then with the clock.

Order of things for whoever runs it: build a PlayClock at `world.wall`, build the Station on `world.station_radio` and
that clock, `await fast_forward(...)`, then run `drive(...)` as a task. World time follows the clock, never the reverse.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from typing import Protocol

from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Region
from nsp_console.drill.building import build, public_key
from nsp_console.drill.scenario.loader import check_against
from nsp_console.drill.scenario.model import RadioKnown, Scenario
from nsp_console.drill.stage import Stage
from nsp_console.drill.world.mesh import SimMesh
from nsp_console.drill.world.points import PointWorld
from nsp_console.drill.world.simradio import SimRadio
from nsp_console.drill.world.typist import Typist

FAST_STEP_S = 30.0  # world seconds between two chances for the station to keep up
DRIVE_STEP_S = 0.05  # real seconds between two looks at the clock
CATCH_UP_MAX_S = 600.0  # world seconds at most per step, after the laptop slept


class PlayedClock(Protocol):
    """What driving needs of a clock; `nsp_console.clock.PlayClock` is the real one."""

    def now(self) -> Moment: ...

    def advance(self, seconds: float) -> object: ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...


@dataclass(frozen=True, slots=True)
class KnownRadio:
    """A radio the console knows beforehand: its number, its point, and the key it is pinned to."""

    node: int
    site: str
    public_key: str


class DemoWorld:
    """A running scenario. Single-threaded: radio events come out of `advance` in the caller's thread."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @classmethod
    def from_scenario(cls, scenario: Scenario, region: Region, rng: Random | None = None) -> "DemoWorld":
        """Build the world of a scenario. Raises ConfigError when a point is not in the region."""
        check_against(scenario, region)
        return cls(build(scenario, region, rng or Random(scenario.seed)))  # noqa: S311 - a game, not a key

    @property
    def scenario(self) -> Scenario:
        return self._stage.scenario

    @property
    def station_radio(self) -> SimRadio:
        """The radio of the scenario's C-NSP, as `radio.base.Radio`."""
        return self._stage.radio

    @property
    def mesh(self) -> SimMesh:
        return self._stage.mesh

    @property
    def points(self) -> dict[str, PointWorld]:
        """The truth per point code."""
        return self._stage.points

    @property
    def typists(self) -> dict[str, Typist]:
        return self._stage.typists

    @property
    def now_s(self) -> float:
        """World time: seconds after T0."""
        return self._stage.scheduler.now_s

    @property
    def wall(self) -> float:
        """World time as seconds UTC."""
        return self.scenario.t0_wall + self.now_s

    def advance(self, seconds: float) -> int:
        """Let `seconds` of world time pass; the number of things that happened."""
        return self._stage.scheduler.advance(self.now_s + seconds)

    def advance_to(self, until_s: float) -> int:
        """Let the world run up to `until_s` seconds after T0."""
        return self._stage.scheduler.advance(until_s)

    def known_radios(self) -> tuple[KnownRadio, ...]:
        """The radios that are linked to a point before the scenario begins."""
        return tuple(
            KnownRadio(self.mesh.nodes[spec.code].number, spec.code, public_key(spec.code))
            for spec in self.scenario.points
            if spec.radio is RadioKnown.KNOWN
        )


async def _no_wait() -> None:
    await asyncio.sleep(0)


async def fast_forward(
    world: DemoWorld,
    clock: PlayedClock,
    minutes: float | None = None,
    after_step: Callable[[], Awaitable[None]] = _no_wait,
    on_progress: Callable[[float], None] | None = None,
) -> None:
    """Play `minutes` of world time (the scenario's lead-in by default) as fast as the machine can.

    after_step   awaited after every FAST_STEP_S world seconds: let the station empty its inbox, the autopilot act
    on_progress  gets the part done, 0 … 1
    """
    total_s = 60 * (world.scenario.lead_in_min if minutes is None else minutes)
    done_s = 0.0
    clock.pause()
    try:
        while done_s < total_s:
            step_s = min(FAST_STEP_S, total_s - done_s)
            clock.advance(step_s)
            world.advance(step_s)
            done_s += step_s
            await after_step()
            if on_progress is not None:
                on_progress(done_s / total_s)
    finally:
        clock.resume()


async def drive(
    world: DemoWorld,
    clock: PlayedClock,
    until_s: float | None = None,
    after_step: Callable[[], Awaitable[None]] = _no_wait,
) -> None:
    """Keep the world level with the clock, whose rate, pauses and jumps it follows; until world time `until_s`."""
    offset_s = world.now_s - clock.now().elapsed
    while until_s is None or world.now_s < until_s:
        target_s = offset_s + clock.now().elapsed
        target_s = target_s if until_s is None else min(target_s, until_s)
        world.advance_to(min(target_s, world.now_s + CATCH_UP_MAX_S))
        await after_step()
        await asyncio.sleep(0.0 if target_s > world.now_s else DRIVE_STEP_S)
