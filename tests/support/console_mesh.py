"""Whole consoles on the simulated mesh: real stations, real seals, played time, journals that outlive a kill."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from nsp_console.clock import PlayClock
from nsp_console.config.region import load_region
from nsp_console.config.rules import load_rules
from nsp_console.domain.facts import Entry
from nsp_console.domain.sites import Region, SiteKind
from nsp_console.drill.world.mesh import SimMesh
from nsp_console.drill.world.packets import Role
from nsp_console.drill.world.propagation import Mast
from nsp_console.drill.world.scheduler import Scheduler
from nsp_console.drill.world.simradio import SimRadio
from nsp_console.link.airtime import PRESETS
from nsp_console.paths import shipped
from nsp_console.station.commands import Command
from nsp_console.station.station import Station
from nsp_console.store.memory import MemoryStore
from nsp_console.wire.sealing import Keyring

START_WALL = 1_800_000_000.0
STEP_S = 0.25  # of world time between two looks
REGION: Region = load_region(shipped("config") / "ijsselland.csv")
RULES = load_rules()

Kind = TypeVar("Kind")


@dataclass
class Seat:
    """One console with what stays when it is killed: journal, clock, radio, keys."""

    code: str
    radio: SimRadio
    clock: PlayClock
    store: MemoryStore
    keyring: Keyring | None
    dice: random.Random
    restored: bool = False
    starts: int = 0
    station: Station | None = None
    task: "asyncio.Task[None] | None" = None

    def facts(self, kind: type[Kind]) -> list[Kind]:
        """Everything of one kind in its journal."""
        return [entry.fact for entry in self.store.journal() if isinstance(entry.fact, kind)]

    def entries(self, kind: type) -> list[Entry]:
        """The same with their journal numbers."""
        return [entry for entry in self.store.journal() if isinstance(entry.fact, kind)]

    async def boot(self) -> None:
        """Start the console on its journal."""
        self.starts += 1
        fence = sum(1 for _ in self.store.journal()) if self.restored else 0
        self.restored = False
        self.station = Station(
            code=self.code,
            region=REGION,
            rules=RULES,
            store=self.store,
            clock=self.clock,
            radio=self.radio,
            rng=random.Random(self.dice.random()),
            by="proefmedewerker",
            fence=fence,
        )
        self.station.load()
        if self.keyring is not None:
            await self.station.open_link(self.keyring)
        self.task = asyncio.get_running_loop().create_task(self.station.run())
        await asyncio.sleep(0)
        await self.station.idle()

    async def kill(self) -> None:
        """As if the plug was pulled: nothing is said, nothing is saved."""
        assert self.task is not None
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        self.station, self.task = None, None
        self.radio.close()
        self.clock.reboot(f"{self.code}-{self.starts}")

    def put_back(self, entries: int) -> None:
        """Restore the journal as it was after `entries` entries (a backup), while the console is off."""
        assert self.station is None
        kept = tuple(self.store.journal())[:entries]
        self.store = MemoryStore(self.clock, kept)
        self.restored = True


@dataclass
class ConsoleMesh:
    """Consoles by code on one mesh; `run` lets the world and all clocks go on together."""

    loss: float = 0.0
    seed: int = 1
    preset: str = "MEDIUM_FAST"
    seats: dict[str, Seat] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.scheduler = Scheduler()
        self.mesh = SimMesh(self.scheduler, random.Random(self.dice.random()), PRESETS[self.preset], self.loss)

    def seat(self, code: str, keyring: Keyring | None) -> Seat:
        """Put a console on the map, switched off."""
        site = REGION.sites[code]
        coordinator = site.kind is SiteKind.C
        mast = Mast(site.lat, site.lon, 18.0, 27.0, 4.0) if coordinator else Mast(site.lat, site.lon)
        role = Role.CLIENT if coordinator else Role.CLIENT_MUTE
        radio = SimRadio(self.mesh, self.mesh.add(code, mast, role), random.Random(self.dice.random()))
        clock = PlayClock.manual(START_WALL, boot=f"{code}-0")
        seat = Seat(code, radio, clock, MemoryStore(clock), keyring, random.Random(self.dice.random()))
        self.seats[code] = seat
        return seat

    async def run(self, seconds: float) -> None:
        """Let `seconds` of world time pass."""
        end = self.scheduler.now_s + seconds
        while self.scheduler.now_s < end - 1e-9:
            await self.step()

    async def step(self) -> None:
        """One step of world time, then every running console looks at its timers."""
        self.scheduler.advance(self.scheduler.now_s + STEP_S)
        for seat in self.seats.values():
            seat.clock.advance(STEP_S)
        for seat in list(self.seats.values()):
            if seat.station is not None:
                await seat.station.look()
                assert seat.task is not None
                if seat.task.done():
                    seat.task.result()

    async def until(self, condition: Callable[[], object], what: str, within_s: float = 600.0) -> float:
        """Run until `condition` holds; the world seconds it took. Fails the test after `within_s`."""
        start = self.scheduler.now_s
        while not condition():
            assert self.scheduler.now_s - start < within_s, f"no {what} within {within_s:.0f} s of world time"
            await self.step()
        return self.scheduler.now_s - start

    async def submit(self, code: str, command: Command) -> int:
        """Carry out a command at a console; the number of its first entry."""
        station = self.seats[code].station
        assert station is not None
        receipt = await station.submit(command)
        return receipt.entries[0]


@contextlib.asynccontextmanager
async def consoles(
    keyrings: dict[str, Keyring | None], *, loss: float = 0.0, seed: int = 1, preset: str = "MEDIUM_FAST"
) -> AsyncIterator[ConsoleMesh]:
    """Running consoles for the length of the block."""
    mesh = ConsoleMesh(loss, seed, preset)
    for code, keyring in keyrings.items():
        await mesh.seat(code, keyring).boot()
    try:
        yield mesh
    finally:
        for seat in mesh.seats.values():
            if seat.station is not None:
                await seat.kill()
