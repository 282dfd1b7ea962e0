"""A journal in memory with the doors of `Store`, for simulations and fast tests. Nothing survives the process."""

from collections.abc import Iterator

from nsp_console.clock import Clock
from nsp_console.domain.errors import StoreError
from nsp_console.domain.facts import Entry, Fact
from nsp_console.wire import body


class MemoryStore:
    """Same doors, same order and the same refusals as `Store`; `error` may be set to play a full disk."""

    def __init__(self, clock: Clock, entries: tuple[Entry, ...] = ()) -> None:
        self._clock = clock
        self._entries = list(entries)
        self._closed = False
        self.error = ""
        self.restoration = None

    @property
    def last_wall(self) -> float | None:
        """Highest wall time (seconds UTC) believed when recorded."""
        return max((entry.at.wall for entry in self._entries if entry.at.sure), default=None)

    def journal(self, after: int = 0) -> Iterator[Entry]:
        """Entries with a number above `after`, in order."""
        yield from self._entries[after:]

    async def record(self, *facts: Fact) -> tuple[Entry, ...]:
        """Record `facts` with consecutive numbers. StoreError: nothing was recorded."""
        return self.record_now(*facts)

    def record_now(self, *facts: Fact) -> tuple[Entry, ...]:
        """The same without an event loop."""
        if self._closed or self.error:
            raise StoreError(self.error or "store_closed")
        for fact in facts:
            body.encode(fact)  # what the file could not hold is refused here too
        at = self._clock.now()
        first = len(self._entries) + 1
        entries = tuple(Entry(number, at, fact) for number, fact in enumerate(facts, first))
        self._entries.extend(entries)
        return entries

    def close(self) -> None:
        """Refuse further facts."""
        self._closed = True
