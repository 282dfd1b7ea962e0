"""Which page the wall shows: it turns by itself, and never away from an alarm that nobody took on.

Pure: the caller passes seconds on a steady clock and the pages that must stay in front.
"""

from collections.abc import Set
from dataclasses import dataclass, replace

PAGE_S = 20.0  # how long a page stands: six points read at ease


@dataclass(frozen=True, slots=True)
class Pager:
    """The page in front, since when (steady seconds), and whether a person stopped the turning."""

    page: int = 0
    since: float = 0.0
    paused: bool = False

    def at(self, now: float, pages: int, held: Set[int] = frozenset()) -> "Pager":
        """The pager at `now`. With `held` pages (an unacknowledged alarm) only those are shown, at once."""
        allowed = _allowed(pages, held)
        if self.page not in allowed:
            return replace(self, page=allowed[0], since=now)
        if self.paused or now - self.since < PAGE_S:
            return self
        return self.leaf(1, now, pages, held)

    def leaf(self, steps: int, now: float, pages: int, held: Set[int] = frozenset()) -> "Pager":
        """`steps` pages on, round and round, among those that may be shown."""
        allowed = _allowed(pages, held)
        here = allowed.index(self.page) if self.page in allowed else 0
        return replace(self, page=allowed[(here + steps) % len(allowed)], since=now)

    def toggled(self, now: float) -> "Pager":
        """Stopped, or turning again with a whole page's time ahead."""
        return replace(self, paused=not self.paused, since=now)


def _allowed(pages: int, held: Set[int]) -> list[int]:
    count = max(1, pages)
    return sorted(page for page in held if 0 <= page < count) or list(range(count))
