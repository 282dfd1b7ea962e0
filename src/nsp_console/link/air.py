"""Airtime is money: what may be sent now, by how urgent it is (design: protocol, sentence 9; facts: airtime §5.3).

One gate per radio. Every transmission is paid from one token bucket of seconds on air; how full the bucket is and how
busy the channel is decide who still goes. Pure: time is passed in, in elapsed seconds.
"""

from collections import deque
from dataclasses import dataclass

from nsp_console.domain.out_facts import Purpose
from nsp_console.domain.sites import SiteKind
from nsp_console.link.airtime import PRESETS, Preset, packet_bytes, time_on_air_ms
from nsp_console.link.plane import Urgency

TEXT_PORT = 1
FRAME_PORT = 256
HOUR_S = 3600.0
SLICE_S = 60.0  # the sliding hour is kept in slices of a minute, rounded against us
LEGAL_PCT = 10.0  # of an hour in this band; above it the firmware drops everything, relaying included
MARGIN_PCT = 2.0  # kept for what the radio sends by itself
HARD_STOP_PCT = LEGAL_PCT - MARGIN_PCT
HARD_STOP_S = HARD_STOP_PCT / 100 * HOUR_S

QUICK = 0.7  # exponent of `scale` for own status and alarms: few send at a time, they should stay quick
REFERENCE = PRESETS["MEDIUM_FAST"]  # all waits of the design are written down for this preset
REFERENCE_BYTES = 80
# Windows of chance by channel use in percent: news is quick while there is room, and gathers when there is not.
WIDER = ((15.0, 1.0), (20.0, 1.75), (25.0, 2.5))
WIDEST = 4.0


@dataclass(frozen=True, slots=True)
class Bucket:
    """Seconds on air: `refill` per second, at most `depth_s` saved up."""

    refill: float
    depth_s: float


BUCKETS = {
    SiteKind.C: Bucket(0.04, 15.0),
    SiteKind.L: Bucket(0.01, 5.0),
    SiteKind.X: Bucket(0.01, 5.0),
}

# What a text line of ours for people is worth, beside the frames of consoles.
TEXT_URGENCY = {
    Purpose.ALARM: Urgency.ALARM,
    Purpose.ALARM_ANSWER: Urgency.ALARM_RECEIPT,
    Purpose.ORDER: Urgency.ORDER,
    Purpose.BULLETIN: Urgency.ORDER,
    Purpose.MESSAGE: Urgency.MESSAGE,
    Purpose.NOTE: Urgency.MESSAGE,
    Purpose.ECHO: Urgency.STATUS,
    Purpose.HINT: Urgency.REPAIR,
}

# Below this share of the bucket only these may go; the first row that holds decides.
BY_TOKENS: tuple[tuple[float, frozenset[Urgency]], ...] = (
    (0.10, frozenset({Urgency.ALARM, Urgency.ALARM_RECEIPT})),
    (0.30, frozenset({Urgency.ALARM, Urgency.ALARM_RECEIPT, Urgency.RECEIPT})),
    (0.60, frozenset(Urgency) - {Urgency.REPAIR}),
)
# Above this channel use (percent, as the radio reports it) only these.
BUSY_PCT = 25.0
FULL_PCT = 40.0
BY_CHANNEL: tuple[tuple[float, frozenset[Urgency]], ...] = (
    (FULL_PCT, frozenset({Urgency.ALARM, Urgency.ALARM_RECEIPT, Urgency.RECEIPT})),
    (BUSY_PCT, frozenset(Urgency) - {Urgency.REPAIR}),
)


def airtime_s(preset: Preset, payload_bytes: int, text: bool = False) -> float:
    """Seconds on air of one transmission of a frame, or of a text line, with `payload_bytes` of payload."""
    port = TEXT_PORT if text else FRAME_PORT
    return time_on_air_ms(preset, packet_bytes(port, payload_bytes)) / 1000


def scale(preset: Preset, exponent: float = 1.0) -> float:
    """What every wait is multiplied by on `preset`: how much longer 80 bytes take than on MEDIUM_FAST, to `exponent`.

    Exponent QUICK for alarms and own status, 1 for everything that many do at once.
    """
    return float((airtime_s(preset, REFERENCE_BYTES) / airtime_s(REFERENCE, REFERENCE_BYTES)) ** exponent)


class SlidingHour:
    """Seconds on air in the last hour."""

    def __init__(self) -> None:
        self._slices: deque[tuple[float, float]] = deque(maxlen=int(HOUR_S / SLICE_S) + 2)

    def add(self, seconds: float, now_s: float) -> None:
        if self._slices and now_s - self._slices[-1][0] < SLICE_S:
            start, spent = self._slices.pop()
            self._slices.append((start, spent + seconds))
        else:
            self._slices.append((now_s, seconds))

    def total(self, now_s: float) -> float:
        """A slice counts until its last second has left the hour."""
        while self._slices and self._slices[0][0] <= now_s - HOUR_S - SLICE_S:
            self._slices.popleft()
        return sum(seconds for _, seconds in self._slices)


class AirGate:
    """Token bucket and channel gate of one radio; frames of all stations and text lines pay from it."""

    def __init__(self, role: SiteKind, preset: Preset, now_s: float = 0.0) -> None:
        self.preset = preset
        self._bucket = BUCKETS[role]
        self._tokens_s = self._bucket.depth_s
        self._counted_s = now_s
        self._hour = SlidingHour()
        self.spent_s: dict[Urgency, float] = dict.fromkeys(Urgency, 0.0)  # since the start, for who measures
        self._channel_use_pct = 0.0
        self._air_use_pct = 0.0

    def report(self, channel_use_pct: float | None, air_use_pct: float | None) -> None:
        """What the radio tells of itself, in percent; None: it does not tell (any more), nothing is held against us."""
        self._channel_use_pct = channel_use_pct or 0.0
        self._air_use_pct = air_use_pct or 0.0

    def follow(self, preset: str, channel_use_pct: float | None, air_use_pct: float | None) -> None:
        """The radio tells its preset by name (an unknown one keeps the last) and how busy it and the channel are."""
        self.preset = PRESETS.get(preset, self.preset)
        self.report(channel_use_pct, air_use_pct)

    def allows(self, urgency: Urgency, airtime_s: float, now_s: float) -> bool:
        """Whether a packet of `airtime_s` seconds on air may go now.

        An alarm borrows: neither an empty bucket nor a busy channel stops it, only our own margin below the law.
        """
        if self._hour.total(now_s) + airtime_s > HARD_STOP_S:
            return False
        if urgency is Urgency.ALARM:
            return True
        if self._air_use_pct >= HARD_STOP_PCT or airtime_s > self._tokens_now_s(now_s):
            return False
        return self._wanted(urgency, now_s)

    def _wanted(self, urgency: Urgency, now_s: float) -> bool:
        share = self.share(now_s)
        by_tokens = next((who for limit, who in BY_TOKENS if share < limit), None)
        by_channel = next((who for limit, who in BY_CHANNEL if self._channel_use_pct > limit), None)
        return (by_tokens is None or urgency in by_tokens) and (by_channel is None or urgency in by_channel)

    def opens(self, urgency: Urgency, payload_bytes: int, now_s: float) -> bool:
        """Whether `pays` would say yes for a frame now; books nothing, so that nothing is sealed in vain."""
        return self.allows(urgency, airtime_s(self.preset, payload_bytes), now_s)

    def spend(self, airtime_s: float, now_s: float, urgency: Urgency) -> None:
        """`airtime_s` seconds of transmission begin. What did not fit is a debt, paid back before others may go."""
        self._tokens_s = self._tokens_now_s(now_s) - airtime_s
        self._counted_s = max(self._counted_s, now_s)
        self._hour.add(airtime_s, now_s)
        self.spent_s[urgency] += airtime_s

    def pays(self, urgency: Urgency, payload_bytes: int, now_s: float, text: bool = False) -> bool:
        """Ask and pay in one: True when a packet of `payload_bytes` may go, which is then booked."""
        cost_s = airtime_s(self.preset, payload_bytes, text)
        if not self.allows(urgency, cost_s, now_s):
            return False
        self.spend(cost_s, now_s, urgency)
        return True

    def _tokens_now_s(self, now_s: float) -> float:
        earned_s = max(0.0, now_s - self._counted_s) * self._bucket.refill
        return min(self._bucket.depth_s, self._tokens_s + earned_s)

    def share(self, now_s: float) -> float:
        """How full the bucket is, 1 at most; negative while alarms are being paid back."""
        return self._tokens_now_s(now_s) / self._bucket.depth_s

    def widen(self) -> float:
        """What windows of chance are multiplied by while the channel is busy."""
        return next((factor for limit, factor in WIDER if self._channel_use_pct <= limit), WIDEST)

    def scale(self, exponent: float = 1.0) -> float:
        """`scale` at the preset the radio uses now."""
        return scale(self.preset, exponent)
