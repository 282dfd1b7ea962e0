"""Airtime kept in buckets, so that "the last minute" and "the last hour" cost nothing to ask."""


class AirLedger:
    """Seconds of airtime in a sliding window of `buckets` × `bucket_s` seconds."""

    def __init__(self, bucket_s: float, buckets: int) -> None:
        self.window_s = bucket_s * buckets
        self.total_s = 0.0  # since the beginning
        self._bucket_s = bucket_s
        self._sums = [0.0] * buckets
        self._newest: int | None = None

    def add(self, now_s: float, airtime_s: float) -> None:
        """Book `airtime_s` at `now_s`."""
        self._roll(now_s)
        self._sums[int(now_s // self._bucket_s) % len(self._sums)] += airtime_s
        self.total_s += airtime_s

    def seconds(self, now_s: float) -> float:
        """Airtime within the window that ends now."""
        self._roll(now_s)
        return sum(self._sums)

    def share(self, now_s: float) -> float:
        """The same as a part of the window (may exceed 1 where packets overlapped)."""
        return self.seconds(now_s) / self.window_s

    def _roll(self, now_s: float) -> None:
        bucket = int(now_s // self._bucket_s)
        if self._newest is None:
            self._newest = bucket
        for stale in range(max(self._newest, bucket - len(self._sums)) + 1, bucket + 1):
            self._sums[stale % len(self._sums)] = 0.0
        self._newest = max(self._newest, bucket)
