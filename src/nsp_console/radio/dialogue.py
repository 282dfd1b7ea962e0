"""One connection's conversation with the radio, sans-IO: ask for the settings, stay awake, notice silence.

    ASKING ──settings complete──▶ READY ──heartbeat unanswered──▶ SILENT
       └──────── no answer, or never complete ────────────────────▶ SILENT
    READY ──"rebooted"──▶ ASKING

`receive` and `tick` return what the radio said; bytes to write collect in `take_output`.
"""

from enum import Enum, auto

from nsp_console.radio import codec, says
from nsp_console.radio.base import Outgoing
from nsp_console.radio.framing import WAKE, Deframer, frame
from nsp_console.radio.settings import RadioSettings
from nsp_console.radio.timings import ASK_MAX, EARLY_MAX, Timings


class Phase(Enum):
    ASKING = auto()
    READY = auto()
    SILENT = auto()  # over: the connection must be thrown away


class Dialogue:
    """State of one conversation; times are the caller's clock in seconds."""

    def __init__(self, timings: Timings, known: RadioSettings) -> None:
        self.phase = Phase.ASKING
        self.settings = known  # of the previous connection until this one has told its own
        self.alive_at = 0.0
        self.rebooted = False
        self._timings = timings
        self._fresh = RadioSettings()
        self._deframer = Deframer()
        self._out = bytearray()
        self._early: list[says.Said] = []
        self._asked = 0
        self._began_at = 0.0
        self._asked_at = 0.0
        self._probed_at: float | None = None  # of the heartbeat that is not yet answered

    # ── out ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def begin(self, now: float) -> None:
        """The stream is open: wake the radio and ask."""
        self._began_at = self.alive_at = now
        self._ask(now)

    def write(self, outgoing: Outgoing, packet_id: int, channel_index: int) -> None:
        body = codec.packet(outgoing, packet_id, channel_index, self.settings.hop_limit)
        self._out += frame(body)

    def set_time(self, packet_id: int, wall_s: int) -> None:
        self._out += frame(codec.set_time(self.settings.node or 0, packet_id, wall_s))

    def probe(self, now: float) -> None:
        """Ask for a sign of life, unless one is already owed."""
        if self.phase is Phase.READY and self._probed_at is None:
            self._probed_at = now
            self._out += frame(codec.heartbeat())

    def goodbye(self) -> None:
        self._out += frame(codec.goodbye())

    def take_output(self) -> bytes:
        out, self._out = bytes(self._out), bytearray()
        return out

    def _ask(self, now: float) -> None:
        self.phase = Phase.ASKING
        self._fresh = RadioSettings()
        self._asked += 1
        self._asked_at = now
        self._probed_at = None
        self._out += WAKE + frame(codec.ask_config())

    # ── in ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def receive(self, data: bytes, now: float) -> list[says.Said]:
        """What the radio said in `data`, in order; packets wait until the channel table is complete."""
        heard: list[says.Said] = []
        for body in self._deframer.feed(data):
            self.alive_at = now
            self._probed_at = None
            heard += self._handle(codec.decode(body), now)
        return heard

    def _handle(self, said: says.Said, now: float) -> list[says.Said]:
        match said:
            case says.Rebooted():
                self.rebooted = True
                self._asked = 0
                self._began_at = now
                self._ask(now)
                return [said]
            case says.ConfigComplete():
                return self._complete(now)
            case says.MyNode() | says.Firmware() | says.LoraSettings() | says.DeviceSettings() | says.ChannelSettings():
                self._fresh = self._fresh.with_(said)
                if self.phase is Phase.READY:
                    self.settings = self.settings.with_(said)  # changed on the radio while we were connected
                return [said]
        if self.phase is Phase.ASKING and isinstance(said, says.Heard):
            if len(self._early) < EARLY_MAX:
                self._early.append(said)
            return []
        return [said]

    def _complete(self, now: float) -> list[says.Said]:
        """Only what arrived in this conversation counts: bytes left over on a serial line may complete an older one."""
        if self.phase is not Phase.ASKING or not self._fresh.usable:
            return []
        before = self.settings
        self.settings = self._fresh
        self.phase = Phase.READY
        self.rebooted = self.rebooted or (before.usable and before.restarted_into(self._fresh))
        self.probe(now)  # learn at once how its transmit queue stands
        early, self._early = self._early, []
        return early

    def abandoned(self) -> list[says.Said]:
        """Packets that were received before the settings were complete, when they never will be."""
        early, self._early = self._early, []
        return early

    # ── time ────────────────────────────────────────────────────────────────────────────────────────────────────
    def next_timer(self) -> float:
        waits = self._timings
        if self.phase is Phase.ASKING:
            return min(max(self._asked_at, self.alive_at) + waits.ask_silence_s, self._began_at + waits.ask_total_s)
        if self._probed_at is not None:
            return self._probed_at + waits.answer_s
        return self.alive_at + waits.heartbeat_s

    def tick(self, now: float) -> None:
        """Handle what is due: ask again, send a heartbeat, or conclude that nobody is there."""
        if self.phase is Phase.SILENT or now < self.next_timer():
            return
        if self.phase is Phase.READY:
            if self._probed_at is None:
                self.probe(now)
            else:
                self.phase = Phase.SILENT
        elif self._fresh.usable and self._fresh.lora is not None and now < self._began_at + self._timings.ask_total_s:
            self._complete(now)  # everything told, only the closing word is missing
        elif self._asked < ASK_MAX and now < self._began_at + self._timings.ask_total_s:
            self._ask(now)
        else:
            self.phase = Phase.SILENT
