"""How long this console ran, as far as its journal proves it: the age of what must not grow old by a wrong clock.

A wall clock set days ahead, and a restart after it, would make every message too old to send and every alarm forgotten.
Elapsed time within each boot cannot be set; what lies between two boots does not count.
"""

from dataclasses import dataclass

from nsp_console.domain.moments import Moment


@dataclass(slots=True)
class Served:
    """Folded from the moments of all entries."""

    _seconds: float = 0.0
    _last: Moment | None = None

    def fold(self, at: Moment) -> float:
        """Take the moment of an entry in; returns the seconds served by then."""
        self._seconds, self._last = self.at(at), at
        return self._seconds

    def at(self, now: Moment) -> float:
        """Seconds served by `now`, which is not before the last entry."""
        if self._last is None or self._last.boot != now.boot:
            return self._seconds + max(now.elapsed, 0.0)
        return self._seconds + max(now.elapsed - self._last.elapsed, 0.0)
