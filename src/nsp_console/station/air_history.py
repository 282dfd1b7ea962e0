"""Small, bounded histories of the air for the screen: use per five minutes, and each radio's signal per hour.

Pure: time is passed in, in elapsed seconds of one boot. Nothing is journalled; a restart begins anew, and says so.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field

from nsp_console.domain.link_views import AirView, NodeView
from nsp_console.link.air import BUSY_PCT, FULL_PCT, HARD_STOP_PCT, LEGAL_PCT
from nsp_console.link.airtime import PRESETS
from nsp_console.radio.base import PacketReceived

USE_SLICE_S = 300.0
USE_SLICES = 144  # twelve hours
NODE_SLICE_S = 3600.0
NODE_SLICES = 24
NODES_MAX = 300  # radios remembered; strangers go first, whoever was silent longest before others
SNR_FLOOR_SF7_DB = -7.5  # demodulation limit at SF7; each spreading factor more reads 2.5 dB deeper (SX126x data sheet)
SNR_STEP_DB = 2.5
SF_FIRST = 7


def snr_floor(preset: str) -> float | None:
    """dB below which a packet of `preset` cannot be read; None when the preset is not known."""
    known = PRESETS.get(preset)
    return None if known is None else SNR_FLOOR_SF7_DB - SNR_STEP_DB * (known.spreading - SF_FIRST)


class UseLog:
    """The two percentages the radio reports, as they stood per slice: the highest of what was told.

    A radio tells a figure only when it changed: until the next word, or until it is gone, the last one holds.
    """

    def __init__(self) -> None:
        self._slices: deque[tuple[int, float | None, float | None]] = deque(maxlen=USE_SLICES)
        self._holds: tuple[float | None, float | None] = (None, None)

    def note(self, own_pct: float | None, channel_pct: float | None, now_s: float) -> None:
        """The radio tells this now; None: it does not tell (any more)."""
        self._carry(now_s)
        number, own, channel = self._slices.pop() if self._slices else (_slice(now_s, USE_SLICE_S), None, None)
        self._slices.append((number, _higher(own, own_pct), _higher(channel, channel_pct)))
        self._holds = (own_pct, channel_pct)

    def _carry(self, now_s: float) -> None:
        """Fill the slices up to now with what held meanwhile."""
        here = _slice(now_s, USE_SLICE_S)
        last = self._slices[-1][0] if self._slices else here - 1
        for number in range(max(last + 1, here - USE_SLICES + 1), here + 1):
            self._slices.append((number, *self._holds))

    def view(self, now_s: float) -> tuple[tuple[float | None, ...], tuple[float | None, ...]]:
        """Own airtime and channel use per slice, oldest first; the last slice is the running one."""
        if self._slices:
            self._carry(now_s)
        return tuple(own for _, own, _ in self._slices), tuple(channel for _, _, channel in self._slices)


@dataclass(slots=True)
class Signal:
    """One radio: its last packet, and per slice the strongest."""

    at_s: float
    packets: int = 0
    snr: float | None = None
    rssi: int | None = None
    hops: int | None = None
    ours: bool = False
    slices: deque[tuple[int, float]] = field(default_factory=lambda: deque(maxlen=NODE_SLICES))
    _made: tuple[int, tuple[tuple[int, float], ...]] | None = None

    def take(self, packet: PacketReceived, now_s: float) -> None:
        """One packet more."""
        self.at_s, self.packets = now_s, self.packets + 1
        self.snr, self.rssi, self.hops = packet.snr, packet.rssi, packet.hops
        self.ours = self.ours or packet.private
        # Of what came over other radios the signal is the last one's, not that of who sent it.
        if packet.snr is None or packet.hops:
            return
        self._made = None
        here = _slice(now_s, NODE_SLICE_S)
        if self.slices and self.slices[-1][0] == here:
            self.slices[-1] = (here, max(packet.snr, self.slices[-1][1]))
        else:
            self.slices.append((here, packet.snr))

    def view(self, node: int, now_s: float) -> NodeView:
        heard_s = max(0.0, now_s - self.at_s)
        history = self._history(_slice(now_s, NODE_SLICE_S))
        return NodeView(node, heard_s, self.packets, self.snr, self.rssi, self.hops, self.ours, history)

    def _history(self, here: int) -> tuple[tuple[int, float], ...]:
        """Kept until the hour or the signal changes: asked for every radio in every picture."""
        if self._made is None or self._made[0] != here:
            kept = tuple((here - at, snr) for at, snr in reversed(self.slices) if here - at < NODE_SLICES)
            self._made = here, kept
        return self._made[1]


class SignalLog:
    """Radios heard in this process, by number. A flood of invented numbers pushes out strangers, never our own."""

    def __init__(self) -> None:
        self._nodes: OrderedDict[int, Signal] = OrderedDict()  # whoever was silent longest first
        self._strangers: OrderedDict[int, None] = OrderedDict()

    def packet(self, packet: PacketReceived, now_s: float) -> None:
        """Remember how this packet came in. What came over the internet was not heard."""
        if packet.via_mqtt:
            return
        signal = self._nodes.setdefault(packet.sender, Signal(now_s))
        signal.take(packet, now_s)
        self._nodes.move_to_end(packet.sender)
        self._strangers.pop(packet.sender, None)
        if not signal.ours:
            self._strangers[packet.sender] = None
        if len(self._nodes) > NODES_MAX:
            gone = next(iter(self._strangers or self._nodes))
            self._strangers.pop(gone, None)
            del self._nodes[gone]

    def view(self, now_s: float) -> tuple[NodeView, ...]:
        """Newest heard first."""
        return tuple(signal.view(node, now_s) for node, signal in reversed(self._nodes.items()))


@dataclass(slots=True)
class AirHistory:
    """Both, and how a screen gets them."""

    use: UseLog = field(default_factory=UseLog)
    signals: SignalLog = field(default_factory=SignalLog)

    def view(self, preset: str, now_s: float) -> AirView:
        """The gauges and their lines."""
        own, channel = self.use.view(now_s)
        return AirView(
            own=own,
            channel=channel,
            slice_s=USE_SLICE_S,
            legal_pct=LEGAL_PCT,
            stop_pct=HARD_STOP_PCT,
            busy_pct=BUSY_PCT,
            full_pct=FULL_PCT,
            snr_floor=snr_floor(preset),
            node_slice_s=NODE_SLICE_S,
            node_slices=NODE_SLICES,
        )


def _slice(now_s: float, length_s: float) -> int:
    return int(now_s // length_s)


def _higher(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else max(one, other)
