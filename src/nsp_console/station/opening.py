"""Putting a station together: rules and region, journal, radio. Slow steps run in threads and are told as progress."""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from nsp_console.clock import Clock, WallClock
from nsp_console.config.settings import Settings
from nsp_console.domain.errors import NspError
from nsp_console.domain.facts import DeploymentEnded, DeploymentStarted, Entry, Mode
from nsp_console.domain.rules import Rules
from nsp_console.domain.sites import Region
from nsp_console.domain.views import Reason
from nsp_console.dutch.errors import sentence
from nsp_console.paths import DatabaseKind
from nsp_console.platform import KeepAwake, boot_clock
from nsp_console.radio.base import NoRadio, Radio
from nsp_console.station.commands import OpenKeys
from nsp_console.station.machine import Laptop
from nsp_console.station.station import Station

if TYPE_CHECKING:
    from nsp_console.station.keybox import KeyBox
    from nsp_console.store.early import EarlyStore
    from nsp_console.store.store import Store

log = logging.getLogger(__name__)

Progress = Callable[[str], None]
STEPS = ("regels", "opslag", "logboek", "radio", "sleutel")  # codes of the progress steps, in order


@dataclass(slots=True)
class Console:
    """A station with what must be closed after it."""

    station: Station
    store: "EarlyStore | Store"
    task: "asyncio.Task[None] | None" = field(default=None)
    awake: KeepAwake = field(default_factory=KeepAwake)

    def start(self) -> None:
        """Begin to live in the running loop; during an inzet the laptop stays awake."""
        self.station.on_entry(self._inzet_changed)
        if self.station.snapshot().mode is Mode.DEPLOYED:
            self.awake.hold()
        self.task = asyncio.get_running_loop().create_task(self.station.run(), name="station")
        self.task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        """A station that died on a programming fault is said on every screen: a dead console must not look alive."""
        if not task.cancelled() and task.exception() is not None:
            log.error("the station stopped", exc_info=task.exception())
            self.station.notices = (*self.station.notices, Reason("station_gestopt"))

    def _inzet_changed(self, entry: Entry) -> None:
        if isinstance(entry.fact, DeploymentStarted) and self.station.real:
            self.awake.hold()
        elif isinstance(entry.fact, DeploymentEnded):
            self.awake.release()

    async def close(self) -> None:
        """Stop the station, then the store: what was acknowledged is in the journal."""
        self.awake.release()
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
        await asyncio.to_thread(self.store.close)


async def open_console(
    settings: Settings,
    region: Region,
    rules: Rules,
    *,
    path: Path,
    kind: DatabaseKind,
    progress: Progress = lambda step: None,
    clock: Clock | None = None,
    radio: Radio | None = None,
    notices: tuple[Reason, ...] = (),
    demo_rate: float | None = None,
    seed: int | None = None,
    keys_folder: Path | None = None,
    passphrase: str = "",
) -> Console:
    """Open the database (StoreError family), fold the journal, attach the radio in the background.

    keys_folder  where the key file of this station may be; None: a console without keys (a demo)
    passphrase   opens it at once; when it does not, the console starts locked and says so
    """
    clock = clock or WallClock()
    progress("opslag")
    store = await asyncio.to_thread(_open_store, path, kind, clock)
    if store.last_wall is not None:
        clock.not_before(store.last_wall)
    try:
        if radio is None:
            progress("radio")
            radio = await asyncio.to_thread(_open_radio, settings, random.Random(seed))  # noqa: S311
        station = Station(
            code=settings.station,
            region=region,
            rules=rules,
            store=store,
            clock=clock,
            radio=radio,
            rng=random.Random(seed),  # noqa: S311 - spreads retries, guards nothing
            mode=Mode.DEMO if kind is DatabaseKind.DEMO else Mode.READY,
            by=settings.function,
            demo_rate=demo_rate,
            fence=store.restoration.rows if store.restoration else 0,
            keys=key_box(keys_folder, kind, region, settings.station),
            bridge=settings.bridge,
        )
        station.notices = notices
        progress("logboek")
        await asyncio.to_thread(station.load)
        if passphrase:
            progress("sleutel")
            await _unlock(station, passphrase)
    except BaseException:
        await asyncio.to_thread(store.close)
        raise
    console = Console(station, store)
    station.machine = Laptop.just_verified(path, store.verified.rows, console.awake)
    return console


def key_box(folder: Path | None, kind: DatabaseKind, region: Region, code: str) -> "KeyBox | None":
    """The key box of this station; None for a demo, and for a point or a region without a number on the air."""
    number = region.sites[code].number
    if folder is None or not (number and region.number):
        return None
    from nsp_console.station.keybox import KeyBox
    from nsp_console.wire.sealing import Domain

    domain = Domain.EXERCISE if kind is DatabaseKind.EXERCISE else Domain.REAL
    return KeyBox(folder, domain, region.number, number)


async def _unlock(station: Station, passphrase: str) -> None:
    """Open the keys before anybody sits at the screen. What goes wrong is a notice: a console always starts."""
    try:
        await station.submit(OpenKeys(passphrase))
    except NspError as error:
        station.notices = (*station.notices, Reason("melding", (("tekst", sentence(error)),)))


def _open_store(path: Path, kind: DatabaseKind, clock: Clock) -> "EarlyStore | Store":
    from nsp_console.store.early import open_early

    return open_early(path, kind, clock)


def _open_radio(settings: Settings, rng: random.Random) -> Radio:
    """The station's port on the one radio. The radio itself is opened in the background, by `start`."""
    if settings.radio == "geen":
        return NoRadio()
    from nsp_console.radio.hub import RadioHub
    from nsp_console.radio.opening import open_radio

    radio = open_radio(settings.radio, settings.channel, rng=rng, clock=boot_clock)
    return RadioHub(radio, settings.channel).attach(settings.channel)
