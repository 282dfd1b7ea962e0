"""A whole station with a scripted radio and a clock that moves by hand, for tests of what a station promises."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from nsp_console.clock import PlayClock
from nsp_console.config.region import load_region
from nsp_console.config.rules import load_rules
from nsp_console.domain.facts import Entry, Mode, TextHeard
from nsp_console.domain.sites import Region
from nsp_console.paths import shipped
from nsp_console.radio.base import (
    TEXT_PORT,
    Deliver,
    LinkChanged,
    LinkState,
    LinkStatus,
    Outgoing,
    PacketReceived,
    SendProgress,
    SendStep,
)
from nsp_console.station.journal import Journal
from nsp_console.station.station import Station
from nsp_console.store.memory import MemoryStore

STATION = "C-ZWO-01"
POINT = "L-ZWO-09"
NODE = 0x0A1B2C3D
START_WALL = 1_800_000_000.0


class ScriptedRadio:
    """A radio that hears what a test lets it hear and remembers what it was asked to send."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.full = False
        self.closed = False
        self._deliver: Deliver | None = None
        self._packet = 0
        self.link = LinkStatus(LinkState.UP, "proef", preset="MEDIUM_FAST")

    def start(self, deliver: Deliver) -> None:
        self._deliver = deliver
        deliver(LinkChanged(self.link))

    def send(self, packet: Outgoing) -> bool:
        if self.full:
            return False
        self.sent.append(packet)
        return True

    def status(self) -> LinkStatus:
        return self.link

    def close(self) -> None:
        self.closed = True

    def hear(
        self,
        text: str | bytes,
        sender: int = NODE,
        *,
        private: bool = True,
        packet: int | None = None,
        public_key: str = "",
        direct: bool = False,
        hops: int | None = 0,
        via_mqtt: bool = False,
        emoji: bool = False,
        age_s: float | None = None,
    ) -> int:
        """Let a text come in; returns its packet number."""
        self._packet += 1
        number = packet if packet is not None else self._packet
        payload = text if isinstance(text, bytes) else text.encode("utf-8", errors="surrogatepass")
        assert self._deliver is not None
        self._deliver(
            PacketReceived(
                sender=sender,
                to=1,
                packet=number,
                channel="NSP" if private else "LongFast",
                port=TEXT_PORT,
                payload=payload,
                private=private,
                direct=direct,
                public_key=public_key,
                hops=hops,
                via_mqtt=via_mqtt,
                emoji=emoji,
                age_s=age_s,
            )
        )
        return number

    def tell(self, token: int, step: SendStep, detail: str = "") -> None:
        """Report how far a line got."""
        assert self._deliver is not None
        self._deliver(SendProgress(token, step, detail))

    def change(self, state: LinkState) -> None:
        """Change the state of the link."""
        assert self._deliver is not None
        self.link = LinkStatus(state, "proef", preset="MEDIUM_FAST")
        self._deliver(LinkChanged(self.link))


@dataclass(slots=True)
class Rig:
    """A running station and everything around it."""

    station: Station
    radio: ScriptedRadio
    clock: PlayClock
    store: Journal
    task: "asyncio.Task[None]"
    entries: list[Entry] = field(default_factory=list)

    async def settle(self) -> None:
        """Wait until all that was heard is recorded and answered; a station that died fails the test at once."""
        idle = asyncio.ensure_future(self.station.idle())
        await asyncio.wait({idle, self.task}, return_when=asyncio.FIRST_COMPLETED)
        if self.task.done():
            idle.cancel()
            self.task.result()

    async def heard(self, text: str | bytes, **more: object) -> Entry:
        """Let a text come in and return its entry."""
        seen = len(self.entries)
        self.radio.hear(text, **more)  # type: ignore[arg-type]
        await self.settle()
        return next(entry for entry in self.entries[seen:] if isinstance(entry.fact, TextHeard))

    async def look(self) -> None:
        """Let the station look at its timers, with every point judged afresh."""
        self.station._aged_at = float("-inf")
        await self.station._tick()
        await self.settle()

    def texts(self) -> list[str]:
        """What was handed to the radio, as text."""
        return [packet.payload.decode() for packet in self.radio.sent]


def region() -> Region:
    """The shipped example region."""
    return load_region(shipped("config") / "ijsselland.csv")


@contextlib.asynccontextmanager
async def running(
    store: Journal | None = None,
    *,
    code: str = STATION,
    mode: Mode = Mode.READY,
    clock: PlayClock | None = None,
    fence: int = 0,
    prepare: Callable[[Station], None] = lambda station: None,
) -> AsyncIterator[Rig]:
    """A station that runs for the length of the block."""
    clock = clock or PlayClock.manual(START_WALL)
    store = store or MemoryStore(clock)
    radio = ScriptedRadio()
    station = Station(
        code=code,
        region=region(),
        rules=load_rules(),
        store=store,
        clock=clock,
        radio=radio,
        rng=random.Random(1),
        mode=mode,
        by="proefmedewerker",
        fence=fence,
    )
    station.load()
    entries: list[Entry] = []
    station.on_entry(entries.append)
    prepare(station)
    task = asyncio.get_running_loop().create_task(station.run())
    rig = Rig(station, radio, clock, store, task, entries)
    await asyncio.sleep(0)
    await rig.settle()
    try:
        yield rig
        if task.done():
            task.result()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
