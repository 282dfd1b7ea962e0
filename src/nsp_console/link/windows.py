"""Sliding replay windows over 32-bit counters, and serial numbers that wrap around. Pure arithmetic."""

from dataclasses import dataclass

WIDTH = 64  # counters below the highest that may still come in, once each
HIGH_HALVES = 8  # high halves beyond the present one that a low half is tried with (design: protocol, "Other frames")
COUNTER_BITS = 32
COUNTERS = 1 << COUNTER_BITS
HALF_BITS = 16
SERIAL_BITS = 16
EVERYTHING_SEEN = (1 << WIDTH) - 1


def serial_newer(one: int, other: int, bits: int = SERIAL_BITS) -> bool:
    """Whether `one` comes after `other` in serial numbers of `bits` bits that wrap around (RFC 1982).

    Two numbers exactly half the circle apart have no order: False both ways.
    """
    half = 1 << (bits - 1)
    return 0 < (one - other) % (1 << bits) < half


def serial_max(one: int, other: int, bits: int = SERIAL_BITS) -> int:
    """The newer of the two; `one` when they have no order."""
    return other if serial_newer(other, one, bits) else one


@dataclass(slots=True)
class Window:
    """Which counters of one console came in: `high`, and a bitmap of the WIDTH counters from there downwards.

    high  highest counter taken; -1: none yet
    seen  bit i set: counter `high` - i was taken
    """

    high: int = -1
    seen: int = 0

    def holds(self, counter: int) -> bool:
        """Whether `counter` was taken before, or is too old to tell."""
        behind = self.high - counter
        return behind >= 0 and (behind >= WIDTH or bool(self.seen >> behind & 1))

    def take(self, counter: int) -> bool:
        """Take `counter` in; False when it is a replay, and then nothing changes."""
        if self.holds(counter):
            return False
        ahead = counter - self.high
        if ahead > 0:
            self.seen = (self.seen << min(ahead, WIDTH) | 1) & EVERYTHING_SEEN
            self.high = counter
        else:
            self.seen |= 1 << -ahead
        return True

    def close_below(self, counter: int) -> None:
        """`counter` was told by its owner just now: it and everything below is from before, so never to be taken."""
        if counter >= self.high:
            self.high, self.seen = counter, EVERYTHING_SEEN

    def whole(self, low: int) -> list[int]:
        """The counters that the 16 low bits `low` may stand for, the likeliest first.

        The half before is for frames that were overtaken just as the low half wrapped around.
        """
        present = max(self.high, 0) >> HALF_BITS
        tried = range(max(present - 1, 0), present + HIGH_HALVES + 1)
        counters = [half << HALF_BITS | low for half in tried if half << HALF_BITS < COUNTERS]
        return sorted(counters, key=self._distance)

    def _distance(self, counter: int) -> int:
        return abs(counter - max(self.high, 0))
