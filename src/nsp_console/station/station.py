"""The running console without a screen: radio to journal to Snapshot, and commands in.

The order never changes: **record, then transmit; record, then answer**. Everything runs in one asyncio loop; the
radio's thread crosses into it at `_from_radio`, the store's writer thread inside `Store.record`.
"""

import asyncio
import contextlib
import random
from collections import deque
from collections.abc import Callable, Sequence

from nsp_console import __version__
from nsp_console.clock import Clock
from nsp_console.domain import facts
from nsp_console.domain.errors import NspError, StoreError
from nsp_console.domain.facts import Entry, Fact, Mode
from nsp_console.domain.log_views import LogFilter, LogLine, LogPage
from nsp_console.domain.rules import Rules
from nsp_console.domain.selftest import Finding
from nsp_console.domain.sites import Region
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Understanding
from nsp_console.domain.views import AlarmView, Reason, Snapshot
from nsp_console.link.air import AirGate
from nsp_console.link.airtime import PRESETS
from nsp_console.link.answering import AnswerBudget
from nsp_console.radio.base import TEXT_BYTES_MAX, Radio, RadioEvent
from nsp_console.station import commands
from nsp_console.station.answers import DEFAULT_PRESET, Answerer, line_airtime_s
from nsp_console.station.commands import Command
from nsp_console.station.consoles import Consoles
from nsp_console.station.door import LineBudget, Receipt
from nsp_console.station.entry import own_names
from nsp_console.station.following import Follower
from nsp_console.station.journal import Journal
from nsp_console.station.link_keys import LinkKeys
from nsp_console.station.listening import Listener
from nsp_console.station.logbook import read_page, timeline
from nsp_console.station.lookups import history
from nsp_console.station.machine import Machine, NoMachine
from nsp_console.station.orders import Orders
from nsp_console.station.picture import Others, Painter, alarm_view
from nsp_console.station.radio_watch import RadioWatch
from nsp_console.station.selftest import examine
from nsp_console.station.sending import Sender
from nsp_console.station.unlocking import Keys, NoKeys
from nsp_console.station.watch import silence_facts
from nsp_console.wire.sealing import Keyring
from nsp_console.wire.text import parse

INBOX_EVENTS_MAX = 4000  # from the radio, waiting for the loop; beyond it the oldest is dropped and counted
TICK_S = 0.5  # real seconds between looks at timers
STORE_RETRY_S = 1.0  # while the journal cannot be written
AGE_LOOK_S = 5.0  # real seconds between judging every point again; a changed point is judged at once
AGE_LOOK_DEMO_S = 1.0  # in a demo time runs fast


Observer = Callable[[Entry], None]


class Station:
    """One console: its picture, its radio, its journal. See `station.door.StationDoor` for what front ends may do."""

    def __init__(
        self,
        *,
        code: str,
        region: Region,
        rules: Rules,
        store: Journal,
        clock: Clock,
        radio: Radio,
        rng: random.Random,
        mode: Mode = Mode.READY,
        by: str = "medewerker C-NSP",
        demo_rate: float | None = None,
        fence: int = 0,
        keys: Keys | None = None,
        bridge: bool = False,
    ) -> None:
        self.code = code
        self.clock = clock
        self.situation = Situation(region, rules)
        self._store = store
        self._radio = radio
        self._mode = mode
        self._watch = RadioWatch()
        self._gate = AirGate(self.situation.sites[code].kind, PRESETS[DEFAULT_PRESET], clock.now().elapsed)
        self._sender = Sender(self.situation, radio, rng, self._gate, fence)
        self._painter = Painter(self.situation, code, mode, demo_rate)
        self._consoles = Consoles(code, self.situation, rng, self._gate, bridge)
        self._keys = keys or NoKeys()
        self._orders = Orders(
            self.situation, code, by, lambda: clock.now().wall, self.situation.air, self._consoles.reach(self._keys)
        )
        answerer = Answerer(code, self.situation, AnswerBudget(), rng, takes_over=self.real)
        self._follower = Follower(
            code, self.situation, answerer, self._consoles, clock.now, lambda: self._watch.link.preset
        )
        self._listener = Listener(self.situation, self._watch, self._sender, self._consoles, self._painter.current_mode)
        self._events: deque[RadioEvent] = deque(maxlen=INBOX_EVENTS_MAX)
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._one_writer = asyncio.Lock()
        self._link_keys = LinkKeys(self._keys, self._consoles, store.journal, fence, self._one_writer)
        self._owed: list[Fact] = []
        self._behind = False
        self._observers: list[Observer] = []
        self._urgent: list[Callable[[AlarmView], None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._snapshot: Snapshot | None = None
        self._painted: tuple[object, ...] = ()
        self._aged_at = 0.0
        self._age_look_s = AGE_LOOK_DEMO_S if demo_rate else AGE_LOOK_S
        self._names = own_names(region, code)
        self.notices: tuple[Reason, ...] = ()
        self.machine: Machine = NoMachine()

    # ── life ─────────────────────────────────────────────────────────────────────────────────────────────

    def load(self) -> int:
        """Fold the journal; returns the number of entries. Call once, before `run`."""
        for entry in self._store.journal():
            self.situation.apply(entry)
        return self.situation.last_entry

    async def run(self) -> None:
        """Live until cancelled: take what the radio heard, hand over what waits, look at the timers."""
        self._loop = asyncio.get_running_loop()
        # Owed, not recorded on the spot: a journal that cannot be written yet must not keep the console from starting.
        self._owed.insert(0, facts.StationStarted(self.code, self._mode, __version__, self.clock.now().sure))
        self._stir()
        self._radio.start(self._from_radio)
        ticked = self._loop.time()
        try:
            while True:
                # Not wait_for: in Python 3.11 it swallows a cancellation that comes together with the wake.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(TICK_S):
                        await self._wake.wait()
                self._wake.clear()
                try:
                    if self._loop.time() - ticked >= TICK_S:
                        ticked = self._loop.time()
                        await self._tick()
                    await self._work()
                except StoreError:
                    # Nothing was acknowledged and nothing is lost: what came in waits until the disk accepts it again.
                    await asyncio.sleep(STORE_RETRY_S)
                if not self._events and not self._wake.is_set():
                    self._idle.set()
        finally:
            self._radio.close()

    @property
    def real(self) -> bool:
        """Whether this is reality, not play."""
        return self._mode is not Mode.DEMO

    async def idle(self) -> None:
        """Wait until everything delivered or submitted so far has been recorded, answered and handed over."""
        await asyncio.sleep(0)  # lets what the radio handed over with call_soon arrive
        await self._idle.wait()

    def _from_radio(self, event: RadioEvent) -> None:
        """Called from the radio's thread (or the simulated world): the one line into this loop."""
        assert self._loop is not None
        try:
            self._loop.call_soon_threadsafe(self._take, event)
        except RuntimeError:  # the loop has closed: we are stopping, and nothing was acknowledged
            return

    def _take(self, event: RadioEvent) -> None:
        if len(self._events) == INBOX_EVENTS_MAX:
            self._watch.refuse("te_druk")
        self._events.append(event)
        self._stir()

    def _stir(self) -> None:
        self._idle.clear()
        self._wake.set()

    async def _work(self) -> None:
        await self._pay_answers()
        while self._events:
            await self._listen()
        await self._pay_answers()
        await self._transmit()

    async def _listen(self) -> None:
        """Take the next events in; when the journal cannot be written they stay."""
        taken: list[RadioEvent] = []

        def heard() -> list[Fact]:
            made, events = self._listener.take(self._events, self.clock.now())
            taken.extend(events)
            return made

        try:
            await self._record_made(heard)
        except StoreError:
            self._events.extendleft(reversed(taken))
            raise

    async def look(self) -> None:
        """Look at the timers now and wait until what followed is done, for who drives played time by hand."""
        await self._tick()
        self._stir()
        await self.idle()

    async def _tick(self) -> None:
        """Timers: silence, lines given up, lines without a fate."""
        now, link = self.clock.now(), self._watch.link
        self._gate.follow(link.preset, link.channel_use_pct, link.air_use_pct)
        sites = self.snapshot().sites
        await self._record_made(
            lambda: [
                *silence_facts(sites, self.situation, self.code, self._watch.up),
                *self._sender.settle(now),
                *self._follower.due(),
                *self._consoles.due(now),
            ]
        )

    # ── recording, the one place ─────────────────────────────────────────────────────────────────────────

    async def _record(self, *new: Fact) -> tuple[Entry, ...]:
        """Record facts, fold them in, then do what follows from them. Raises StoreError when nothing was recorded."""
        return await self._record_made(lambda: new)

    async def _record_made(self, make: Callable[[], Sequence[Fact]]) -> tuple[Entry, ...]:
        """The same for facts that depend on what was folded before (sequence numbers): made when it is their turn.

        Shielded: a caller that goes away must not leave a committed fact outside the picture.
        """
        return await asyncio.shield(asyncio.ensure_future(self._commit(make)))

    async def _commit(self, make: Callable[[], Sequence[Fact]]) -> tuple[Entry, ...]:
        async with self._one_writer:
            if self._behind:
                self._fold(tuple(self._store.journal(self.situation.last_entry)))
                self._behind = False
            try:
                new = make()
                entries = await self._store.record(*new) if new else ()
            except NspError as error:
                self._consoles.forget_uncommitted()
                # What the disk really kept is read again before anything new is recorded.
                self._behind = self._behind or isinstance(error, StoreError)
                raise
            if not entries:
                return ()
            self._fold(entries)
        self._stir()
        return entries

    def _fold(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            self.situation.apply(entry)
            self._consoles.apply(entry)
            if isinstance(entry.fact, (facts.TextHeard, facts.AlarmRaised)):
                self._ring(entry)
            self._owed.extend(self._follower.follow(entry))
            for observer in self._observers:
                observer(entry)

    async def _pay_answers(self) -> None:
        """Record the answers that recorded facts asked for; when the journal cannot be written they stay owed."""
        while self._owed:
            owed, self._owed = self._owed, []
            try:
                await self._record(*owed)
            except StoreError:
                self._owed = owed + self._owed
                raise

    def _ring(self, entry: Entry) -> None:
        alarm = self.situation.alarm(entry.number)
        if alarm is None or alarm.rung_at != entry.at:
            return
        view = alarm_view(alarm, self.clock.now(), self.situation.named)
        for callback in self._urgent:
            callback(view)

    async def _transmit(self) -> None:
        now, up = self.clock.now(), self._watch.up
        steps = self._sender.hand_over(now, up)
        if up:
            steps += self._consoles.hand_over(self._radio, now)
        if steps:
            await self._record(*steps)

    # ── doors ────────────────────────────────────────────────────────────────────────────────────────────

    def snapshot(self) -> Snapshot:
        """The current picture (see `StationDoor.snapshot`)."""
        now = self.clock.now()
        seen = (self.situation.revision, self._store.error, self.notices, self._watch.link, self._consoles.open)
        changed = self._painted != seen
        real = self._loop.time() if self._loop else 0.0
        aged = self._snapshot is None or real - self._aged_at >= self._age_look_s
        if self._snapshot is None or changed or aged:
            if aged:
                self._aged_at = real
            self._painted = seen
            linked = self._consoles
            others = Others(linked.own(now), self._keys.view(), linked.peers(now), linked.picture(now))
            self._snapshot = self._painter.paint(
                now, aged, self._watch.view(now), self._store.error, self.notices, others
            )
        return self._snapshot

    def understand(self, text: str) -> Understanding:
        """What the entry bar makes of a line; own points may be named by name."""
        return parse(text, self.situation.rules.vocabulary, self._names)

    async def submit(self, command: Command) -> Receipt:
        """Carry out a command; returns after COMMIT."""
        if isinstance(command, (commands.OpenKeys, commands.OpenEpoch)):
            await self._link_keys.take(command)
            self._stir()
            return Receipt(())
        if self._store.error:
            raise StoreError(self._store.error)
        await self._pay_answers()  # StationStarted comes first in every process
        await self._record_made(self._consoles.first)
        entries = await self._record_made(lambda: self._orders.facts_for(command))
        self.notices += tuple(
            notice
            for notice in self._orders.notices_for(command, [entry.fact for entry in entries])
            if notice not in self.notices
        )
        if isinstance(command, commands.AddSite):
            site = self.situation.sites[entries[0].fact.code]  # type: ignore[union-attr]
            self._names.setdefault(site.name.casefold(), site.code)
        return Receipt(tuple(entry.number for entry in entries))

    async def open_link(self, keyring: Keyring) -> None:
        """Begin to talk with other consoles under these keys. Everything recorded so far is read back first."""

        await self._link_keys.open_link(keyring)
        self._stir()

    async def record_given(self, *given: Fact) -> tuple[Entry, ...]:
        """Record facts settled outside this console, for instance by a scenario before it begins."""
        return await self._record(*given)

    def timeline(self, site: str, count_max: int = 50) -> tuple[LogLine, ...]:
        """The journal of one point in short, newest first."""
        return timeline(self.situation, site, self.clock.now(), count_max)

    async def journal(self, before: int | None, count: int, chosen: LogFilter) -> LogPage:
        """A page of the logbook (see `StationDoor.journal`)."""
        return await read_page(self._store, self.situation, self.clock.now(), before, count, chosen)

    def history(self, site: str, key: str) -> tuple[tuple[float, float], ...]:
        """(age s, amount) of the values of `key` that counted, oldest first."""
        return history(self.situation, site, key, self.clock.now())

    def budget(self, text: str) -> LineBudget:
        """Size and airtime of a line."""
        size = len(text.encode("utf-8", errors="replace"))
        return LineBudget(size, TEXT_BYTES_MAX, line_airtime_s(text, self._watch.link.preset))

    async def selftest(self) -> tuple[Finding, ...]:
        """Every check, judged now (see `StationDoor.selftest`)."""
        return await examine(self.snapshot(), self.situation.out.values(), self.clock.now(), self.machine)

    def on_urgent(self, callback: Callable[[AlarmView], None]) -> None:
        """Call back at once for every alarm that rings."""
        self._urgent.append(callback)

    def on_entry(self, observer: Observer) -> None:
        """Call back for every entry recorded from now on (the line mode prints them)."""
        self._observers.append(observer)
