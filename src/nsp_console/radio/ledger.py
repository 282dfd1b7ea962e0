"""Own time on air in the sliding hour. The law allows 10 % in this band; we stop ourselves before the radio must."""

from collections import deque

from nsp_console.link.airtime import PRESETS, Preset, packet_bytes, time_on_air_ms

HOUR_S = 3600.0
BUCKET_S = 60.0  # the hour is kept in buckets of a minute, rounded against us
HARD_STOP_PCT = 8.0  # design: protocol; above it only alarms are sent
EXERCISE_STOP_PCT = 4.0  # above it an exercise is silent: the other half of the hour is the inzet's
UNKNOWN_PRESET = PRESETS["LONG_FAST"]  # assume the slow one when the radio's setting is not in our table


class AirtimeLedger:
    """Counts what we handed to the radio, at the preset the radio reports."""

    def __init__(self) -> None:
        self.preset: Preset = UNKNOWN_PRESET
        self._minutes: deque[tuple[float, float]] = deque(maxlen=int(HOUR_S / BUCKET_S) + 2)

    def cost_s(self, port: int, payload_bytes: int, pkc: bool = False) -> float:
        """Seconds on air of one transmission of one packet."""
        return time_on_air_ms(self.preset, packet_bytes(port, payload_bytes, pkc=pkc)) / 1000

    def spend(self, seconds: float, now: float) -> None:
        """`seconds` of transmission begin at `now`."""
        if self._minutes and now - self._minutes[-1][0] < BUCKET_S:
            start, spent = self._minutes.pop()
            self._minutes.append((start, spent + seconds))
        else:
            self._minutes.append((now, seconds))

    def used_s(self, now: float) -> float:
        """Seconds on air in the last hour."""
        while self._minutes and self._minutes[0][0] <= now - HOUR_S - BUCKET_S:
            self._minutes.popleft()
        return sum(seconds for _, seconds in self._minutes)

    def used_pct(self, now: float) -> float:
        return 100 * self.used_s(now) / HOUR_S

    def allows(self, seconds: float, alarm: bool, now: float, exercise: bool = False) -> bool:
        """Whether a packet of `seconds` still fits under our own stop; real alarms always do."""
        if alarm and not exercise:
            return True
        stop_pct = EXERCISE_STOP_PCT if exercise and not alarm else HARD_STOP_PCT
        return self.used_s(now) + seconds <= stop_pct / 100 * HOUR_S
