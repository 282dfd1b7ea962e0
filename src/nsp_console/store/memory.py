"""A journal in memory with the doors of `Store`, for simulations and fast tests. Nothing survives the process."""

from collections.abc import Collection, Iterator

from nsp_console.clock import Clock
from nsp_console.domain.errors import StoreError
from nsp_console.domain.facts import NAMES, Entry, Fact, TextHeard
from nsp_console.domain.log_reading import pointer_of, site_of
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

    def newest(
        self,
        before: int | None,
        count: int,
        kinds: Collection[str] | None = None,
        site: str = "",
        since: int = 0,
        ringing: bool = False,
    ) -> tuple[Entry, ...]:
        """As `Reader.newest`; about a point is what names it, or points at an entry that does."""
        found: list[Entry] = []
        for entry in reversed(self._entries[since : (before or len(self._entries) + 1) - 1]):
            if kinds is not None and NAMES[type(entry.fact)] not in kinds:
                continue
            if ringing and isinstance(entry.fact, TextHeard) and entry.fact.alarm_kind is None:
                continue
            if site and self._site(entry) != site:
                continue
            found.append(entry)
            if len(found) == count:
                break
        return tuple(found)

    def entries(self, numbers: Collection[int]) -> tuple[Entry, ...]:
        """The entries with these numbers, as far as they exist."""
        return tuple(self._entries[one - 1] for one in sorted(numbers) if 0 < one <= len(self._entries))

    def _site(self, entry: Entry) -> str | None:
        pointed = self.entries([pointer_of(entry.fact) or 0])
        return site_of(entry.fact, pointed[0].fact if pointed else None)

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
