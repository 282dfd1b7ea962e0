"""A Meshtastic radio over USB serial or TCP: the supervisor thread.

One thread of our own keeps the clock of everything: opening and reopening (`carrier`), the conversation (`dialogue`),
the outbox and the ladder (`outbox`), what was heard (`reception`). The station only ever touches a queue and a lock
that is held for microseconds, so nothing a radio does can stall a screen. Nothing is printed; all is told to `deliver`.
"""

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from nsp_console.radio import says
from nsp_console.radio.address import SerialAddress, TcpAddress
from nsp_console.radio.base import Deliver, LinkChanged, LinkState, LinkStatus, Outgoing, RadioEvent, SendProgress
from nsp_console.radio.carrier import Generation, Lost, Opened, Opener, Report, Transport, open_transport
from nsp_console.radio.discovery import find_one
from nsp_console.radio.ledger import UNKNOWN_PRESET, AirtimeLedger
from nsp_console.radio.outbox import Outbox
from nsp_console.radio.reception import Reception
from nsp_console.radio.settings import RadioSettings
from nsp_console.radio.timings import STUCK_MAX, THEFTS_MAX, Timings

if TYPE_CHECKING:  # the library behind it loads slowly: the thread imports it
    from nsp_console.radio.dialogue import Dialogue

LOG = logging.getLogger("nsp_console.radio")
LOG.addHandler(logging.NullHandler())  # without any handler Python would print warnings on the screen
INBOX_MAX = 512  # reports of the reader waiting for the supervisor; then the reader waits, and so does the radio
BEAT_S = 1.0  # the supervisor looks around at least this often
CLOSE_S = 1.5  # how long `close` waits for the thread
CLOCK_FLOOR = 1_700_000_000  # a computer that thinks it is earlier does not set a radio's clock


class MeshtasticRadio:
    """The Radio protocol on a real device. `channel` is the inzet's; `find` names the device for address auto."""

    def __init__(
        self,
        address: SerialAddress | TcpAddress,
        channel: str,
        *more: str,
        timings: Timings | None = None,
        rng: Random | None = None,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        find: Callable[[], str] = find_one,
        opener: Callable[[SerialAddress | TcpAddress, Timings], Transport] = open_transport,
    ) -> None:
        self._address = address
        self._channels = (channel, *more)
        self._timings = timings or Timings()
        self._rng = rng or Random()  # noqa: S311  # packet numbers, not secrets; never the global generator
        self._clock = clock
        self._wall = wall
        self._find = find
        self._opener = opener

        self._lock = threading.Lock()  # guards the outbox
        self._ledger = AirtimeLedger()
        self._outbox = Outbox(self._timings, self._ledger, self._rng, channel)
        self._reception = Reception()
        self._inbox: queue.Queue[tuple[Generation | None, Report | None]] = queue.Queue(INBOX_MAX)
        self._woken = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._deliver: Deliver = lambda event: None

        self._generation: Generation | None = None
        self._dialogue: Dialogue | None = None
        self._settings = RadioSettings()
        self._stuck: list[Generation] = []  # abandoned, threads perhaps still hanging
        self._failures = 0
        self._thefts = 0
        self._retry_s = 0.0
        self._open_at = clock()  # when to open next, while there is no generation
        self._opened_by = 0.0  # when opening takes too long
        self._up_at: float | None = None
        self._first_up_at: float | None = None
        self._trouble = LinkState.CONNECTING  # what is shown while not connected
        self._detail = ""
        self._use = says.OwnUse(None, None)
        self._told = LinkStatus(LinkState.CONNECTING, where=str(address))
        self._told_at: float | None = None

    # ── the Radio protocol ──────────────────────────────────────────────────────────────────────────────────────
    def start(self, deliver: Deliver) -> None:
        """Begin in the background; may be called once."""
        assert self._thread is None, "a radio starts once"
        self._deliver = deliver
        self._thread = threading.Thread(target=self._run, name="nsp-radio", daemon=True)
        self._thread.start()

    def send(self, packet: Outgoing) -> bool:
        """Queue one packet; False when the outbox is full or the radio is closed. See `Outbox.add` for ValueError."""
        if self._stop.is_set():
            return False
        with self._lock:
            taken = self._outbox.add(packet, self._clock())
        if taken:
            self._wake()
        return taken

    def status(self) -> LinkStatus:
        return self._told

    def close(self) -> None:
        """Stop. Returns within CLOSE_S whatever the device does; nothing is delivered afterwards."""
        self._stop.set()
        self._wake()
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(CLOSE_S)
        self._deliver = lambda event: None

    def _wake(self) -> None:
        if self._woken.is_set():  # one call is enough, however many packets are sent meanwhile
            return
        self._woken.set()
        try:
            self._inbox.put_nowait((None, None))
        except queue.Full:  # then the supervisor has work in hand and looks at the outbox anyway
            self._woken.clear()

    # ── the thread ──────────────────────────────────────────────────────────────────────────────────────────────
    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._step()
            # The door of the radio thread: a fault here costs the connection, never the thread or the screen.
            except (Exception, SystemExit):
                LOG.info("radio: onverwachte fout", exc_info=True)
                self._drop(LinkState.FROZEN, "fout")
                self._stop.wait(BEAT_S)
        if self._generation is not None:
            if self._dialogue is not None:
                self._dialogue.goodbye()
                self._generation.abandon(self._dialogue.take_output())
            else:
                self._generation.abandon()

    def _step(self) -> None:
        """Wait for the first thing to do, and do it."""
        with contextlib.suppress(queue.Empty):
            generation, report = self._inbox.get(timeout=self._patience())
            if report is None:
                self._woken.clear()
            elif generation is self._generation:
                self._handle(report)
        if self._stop.is_set():
            return
        now = self._clock()
        self._look_after_link(now)
        self._look_after_outbox(now)
        self._tell_status(now)

    def _patience(self) -> float:
        now = self._clock()
        times = [now + BEAT_S]
        if self._generation is None:
            if len(self._stuck) < STUCK_MAX:
                times.append(self._open_at)
        elif self._dialogue is None:
            times.append(self._opened_by)
        else:
            times.append(self._dialogue.next_timer())
        with self._lock:
            timer = self._outbox.next_timer(now, self._ready)
        if timer is not None:
            times.append(timer)
        return max(min(times) - now, 0.0)

    @property
    def _ready(self) -> bool:
        return self._up_at is not None

    # ── opening and losing ──────────────────────────────────────────────────────────────────────────────────────
    def _look_after_link(self, now: float) -> None:
        if self._generation is None:
            self._stuck = [each for each in self._stuck if not each.ended]
            if now >= self._open_at and len(self._stuck) < STUCK_MAX:
                self._open(now)
        elif self._dialogue is None:
            if now >= self._opened_by:
                self._drop(LinkState.NO_DEVICE, "opent_niet")
        else:
            self._talk(self._dialogue, now)

    def _open(self, now: float) -> None:
        generation = Generation(self._opener_now(), self._report)
        self._generation = generation
        self._opened_by = now + self._timings.open_s * 1.25
        generation.start()

    def _opener_now(self) -> Opener:
        address, find, timings = self._address, self._find, self._timings

        def opener() -> Transport:
            found = address
            if isinstance(address, SerialAddress) and address.path is None:
                found = SerialAddress(find())
            return self._opener(found, timings)

        return opener

    def _report(self, generation: Generation, report: Report) -> None:
        """Called by the reader: waits while the inbox is full, so that the radio's own queue holds the rest."""
        while not self._stop.is_set() and generation is self._generation:
            with contextlib.suppress(queue.Full):
                self._inbox.put((generation, report), timeout=BEAT_S)
                return

    def _handle(self, report: Report) -> None:
        now = self._clock()
        match report:
            case Opened():
                self._begin(now)
            case Lost():
                stuck = report.code == "neemt_niets_aan"
                self._drop(LinkState.FROZEN if stuck else LinkState.NO_DEVICE, report.code)
            case bytes() if self._dialogue is not None:
                for said in self._dialogue.receive(report, now):
                    self._hear(said, self._dialogue.settings, now)
                self._talk(self._dialogue, now)

    def _begin(self, now: float) -> None:
        from nsp_console.radio.dialogue import Dialogue  # loads the library: here, in this thread

        self._dialogue = Dialogue(self._timings, self._settings)
        self._dialogue.begin(self._clock())
        if self._trouble is not LinkState.FROZEN:  # a frozen radio still accepts a connection: keep saying so
            self._trouble, self._detail = LinkState.CONNECTING, ""
        self._flush(self._dialogue)

    def _drop(self, state: LinkState, detail: str) -> None:
        """Give the connection up and plan the next attempt."""
        now = self._clock()
        generation, dialogue, up_at = self._generation, self._dialogue, self._up_at
        self._generation = self._dialogue = self._up_at = None
        if generation is not None:
            generation.abandon()
            self._stuck.append(generation)
        if dialogue is not None:
            for said in dialogue.abandoned():
                self._hear(said, dialogue.settings, now)
        with self._lock:
            self._outbox.link_lost(now)
        if up_at is not None:
            brief = now - up_at < self._timings.stable_s
            stolen = brief and detail == "weg" and isinstance(self._address, TcpAddress)
            self._thefts = self._thefts + 1 if stolen else 0
            self._failures = self._failures if brief else 0
        if detail == "weg" and self._trouble is LinkState.FROZEN and up_at is None:
            state, detail = LinkState.FROZEN, self._detail  # closed on us while we waited for its first word
        steps = self._timings.backoff_s
        self._retry_s = steps[min(self._failures, len(steps) - 1)]
        self._open_at = now + self._retry_s
        self._failures += 1
        self._trouble, self._detail = state, detail

    # ── talking ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _talk(self, dialogue: "Dialogue", now: float) -> None:
        from nsp_console.radio.dialogue import Phase

        dialogue.tick(now)
        self._settings = dialogue.settings
        if dialogue.rebooted:
            dialogue.rebooted = False
            self._up_at = None
            with self._lock:
                self._outbox.rebooted(now)
        if dialogue.phase is Phase.SILENT:
            self._drop(LinkState.FROZEN, "geen_antwoord")
            return
        if dialogue.phase is Phase.READY and self._up_at is None:
            self._become_up(dialogue, now)
        elif dialogue.phase is Phase.ASKING and self._up_at is not None:
            self._up_at = None
            self._trouble, self._detail = LinkState.CONNECTING, "herstart"
        if self._up_at is not None and now - self._up_at >= self._timings.stable_s:
            self._failures = self._thefts = 0
        with self._lock:
            ask = self._ready and self._outbox.wants_word(now)
        if ask and now - dialogue.alive_at >= self._timings.room_probe_s / 2:
            dialogue.probe(now)
        self._flush(dialogue)

    def _become_up(self, dialogue: "Dialogue", now: float) -> None:
        self._up_at = now
        self._first_up_at = now if self._first_up_at is None else self._first_up_at
        self._trouble, self._detail = LinkState.CONNECTING, ""
        self._ledger.preset = dialogue.settings.airtime_preset or UNKNOWN_PRESET
        wall = self._wall()
        if wall > CLOCK_FLOOR:
            dialogue.set_time(self._rng.randint(1, 0xFFFFFFFF), int(wall))

    def _flush(self, dialogue: "Dialogue") -> None:
        output = dialogue.take_output()
        if output and self._generation is not None and not self._generation.write(output):
            self._drop(LinkState.FROZEN, "neemt_niets_aan")

    def _hear(self, said: says.Said, settings: RadioSettings, now: float) -> None:
        match said:
            case says.QueueState():
                with self._lock:
                    self._outbox.queue_state(said.res, said.free, said.packet, now)
            case says.Ack():
                with self._lock:
                    self._outbox.routing(said.sender, said.request, said.error, settings.node or 0, now)
            case says.Heard():
                packet = self._reception.hear(said, settings, now, self._wall())
                if packet is not None:
                    self._give(packet)
            case says.OwnUse():
                self._use = said.after(self._use)
            case says.Notice():
                LOG.info("radio meldt: %s", said.text[:200].encode("ascii", "backslashreplace").decode())

    # ── sending ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _look_after_outbox(self, now: float) -> None:
        dialogue = self._dialogue
        with self._lock:
            self._outbox.tick(now, self._ready, dialogue.alive_at if dialogue else 0.0)
            if dialogue is not None and self._ready:
                self._write_all(dialogue, now)
            events: list[SendProgress] = self._outbox.events()
        if dialogue is not None:
            self._flush(dialogue)
        for event in events:
            self._give(event)

    def _write_all(self, dialogue: "Dialogue", now: float) -> None:
        """Write what may go. Without its channel on the radio nothing is sent: it would go out in public."""
        indexes = self._settings.indexes(self._channels)
        self._outbox.refuse_but(indexes, now)
        while (item := self._outbox.take(now, indexes)) is not None:
            dialogue.write(item.packet, item.packet_id, indexes[item.packet.channel])

    def _give(self, event: RadioEvent) -> None:
        if self._stop.is_set():
            return
        try:
            self._deliver(event)
        except (Exception, SystemExit):  # the listener's fault must not cost the radio
            LOG.info("radio: de ontvanger van %s faalde", type(event).__name__, exc_info=True)

    # ── status ──────────────────────────────────────────────────────────────────────────────────────────────────
    def _tell_status(self, now: float) -> None:
        """Tell a change of state at once, and changed figures every now and then."""
        status, told = self._status_now(now), self._told
        figures = status.with_figures_of(told)
        if self._told_at is not None and (
            status == told or (figures == told and now - self._told_at < self._timings.status_s)
        ):
            return
        self._told, self._told_at = status, now
        self._give(LinkChanged(status))

    def _status_now(self, now: float) -> LinkStatus:
        settings = self._settings
        missing = settings.absent(self._channels) if self._ready else ()
        quiet = self._ready and self._quiet(now)
        state, detail = self._state(quiet, dict(missing))
        with self._lock:
            air_use = round(self._ledger.used_pct(now), 2)
        stolen = ("andere_client",) if self._thefts >= THEFTS_MAX else ()
        return LinkStatus(
            state=state,
            where=str(self._address),
            detail=detail,
            retry_s=self._retry_s if state in (LinkState.NO_DEVICE, LinkState.FROZEN) else None,
            own_node=settings.node,
            firmware=settings.firmware,
            preset=settings.preset,
            region=settings.lora.region if settings.lora else "",
            heard_nodes=self._reception.heard_nodes(now, self._timings.heard_window_s),
            channel_use_pct=self._use.channel_pct,
            air_use_pct=air_use,
            warnings=(*(settings.warnings() if settings.usable else ()), *stolen),
            quiet=quiet,
            missing=missing,
            role=settings.role,
            battery_pct=self._use.battery_pct,
        )

    def _quiet(self, now: float) -> bool:
        assert self._first_up_at is not None
        return now - max(self._reception.last_at or 0.0, self._first_up_at) >= self._timings.deaf_s

    def _state(self, quiet: bool, missing: dict[str, str]) -> tuple[LinkState, str]:
        if not self._ready:
            return self._trouble, self._detail
        if self._channels[0] in missing:
            return LinkState.WRONG_CHANNEL, missing[self._channels[0]]
        return (LinkState.DEAF if quiet else LinkState.UP), ""
