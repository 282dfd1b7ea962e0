"""The demo as a console: a real station and a real database, on a played world and a played clock."""

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from nsp_console.clock import PlayClock
from nsp_console.config.opened import open_configuration
from nsp_console.config.settings import Settings
from nsp_console.domain.facts import DeploymentStarted, NodeLinked
from nsp_console.drill.autopilot import Autopilot, Patience
from nsp_console.drill.demo import DemoWorld, drive, fast_forward
from nsp_console.drill.scenario.loader import find_scenario, load_scenario
from nsp_console.drill.scenario.model import Scenario
from nsp_console.paths import DatabaseKind, data_folder, database_file, shipped
from nsp_console.station.opening import Console, open_console

DEFAULT_SCENARIO = "kennismaking"
LEAD_IN_LOOK_S = 120.0  # played seconds between two looks of the autopilot during the lead-in
LOOK_S = 0.5  # real seconds between two looks afterwards
SOURCE = "demo"
# With a person at the screen the autopilot leaves the alarms to them and is slow with klopt, so that there is something
# to do; but a demo nobody touches must not fill up with question marks.
WITH_A_PERSON = Patience(confirm_s=1500.0, acknowledge_s=math.inf, read_s=3600.0)
ALONE = Patience()


def scenario_file(name: str) -> Path:
    """The file of a shipped scenario, or `name` itself when it is a path to a file."""
    given = Path(name)
    return given if given.suffix else find_scenario(shipped("scenarios"), name)


def demo_settings(scenario: Scenario | None = None) -> Settings:
    """The settings a demo runs on: station and region of its scenario, no radio."""
    scenario = scenario or load_scenario(scenario_file(DEFAULT_SCENARIO))
    return Settings(scenario.station, scenario.region.removesuffix(".csv"))


@dataclass(slots=True)
class DemoConsole:
    """A running demo: the console, the world beside it, and the autopilot."""

    console: Console
    world: DemoWorld
    clock: PlayClock
    autopilot: Autopilot
    _tasks: list["asyncio.Task[None]"] = field(default_factory=list)

    def start(self) -> None:
        """Let the world run with the clock."""
        loop = asyncio.get_running_loop()
        self._tasks.append(loop.create_task(drive(self.world, self.clock), name="demo world"))
        self._tasks.append(loop.create_task(self._look(), name="demo autopilot"))

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            await self.autopilot.look()

    async def close(self) -> None:
        """Stop the world, then the console."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.console.close()


async def open_demo(
    scenario_name: str = DEFAULT_SCENARIO,
    *,
    alone: bool = False,
    progress: Callable[[str], None] = lambda step: None,
    share: Callable[[float], None] = lambda done: None,
) -> DemoConsole:
    """Build the demo and play its lead-in. `alone`: nobody sits at the screen. `share` gets 0 … 1 of the lead-in."""
    progress("regels")
    scenario = await asyncio.to_thread(load_scenario, scenario_file(scenario_name))
    configuration = await asyncio.to_thread(open_configuration, data_folder(), demo_settings(scenario))
    world = DemoWorld.from_scenario(scenario, configuration.region)
    clock = PlayClock(world.wall, rate=scenario.rate, base=time.monotonic, boot="demo")
    clock.pause()
    path = database_file(DatabaseKind.DEMO)
    await asyncio.to_thread(_fresh, path)
    console = await open_console(
        configuration.settings,
        configuration.region,
        configuration.rules,
        path=path,
        kind=DatabaseKind.DEMO,
        progress=progress,
        clock=clock,
        radio=world.station_radio,
        demo_rate=scenario.rate,
        seed=scenario.seed,
    )
    try:
        await _prepare(console, world, scenario)
        console.start()
        demo = DemoConsole(console, world, clock, Autopilot(console.station, ALONE))
        progress("demo")
        await _lead_in(demo, share)
    except BaseException:
        await console.close()
        raise
    if not alone:
        demo.autopilot = Autopilot(console.station, WITH_A_PERSON)
    demo.start()
    return demo


async def _prepare(console: Console, world: DemoWorld, scenario: Scenario) -> None:
    """What was settled before the scenario begins: the inzet, and whose radio is whose."""
    known = [NodeLinked(radio.node, radio.site, SOURCE, radio.public_key) for radio in world.known_radios()]
    await console.station.record_given(DeploymentStarted(scenario.deployment, scenario.t0_wall, "ROT", SOURCE), *known)


async def _lead_in(demo: DemoConsole, share: Callable[[float], None]) -> None:
    looked = demo.clock.now().elapsed

    async def after_step() -> None:
        nonlocal looked
        await demo.console.station.idle()
        if demo.clock.now().elapsed - looked >= LEAD_IN_LOOK_S:
            looked = demo.clock.now().elapsed
            await demo.autopilot.look()
            await demo.console.station.idle()

    await demo.console.station.idle()
    await fast_forward(demo.world, demo.clock, after_step=after_step, on_progress=share)


def _fresh(path: Path) -> None:
    """Every demo begins on an empty database; the last one could be read until now. StoreLocked while one runs."""
    from nsp_console.store.fresh import remove_played

    remove_played(path)
