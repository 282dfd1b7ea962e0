"""What a station needs of a store: `store.store.Store`, `store.early.EarlyStore`, or a list in a test."""

from collections.abc import Iterator
from typing import Protocol

from nsp_console.domain.facts import Entry, Fact


class Journal(Protocol):
    """What a station needs of a store."""

    @property
    def error(self) -> str: ...

    def journal(self, after: int = 0) -> Iterator[Entry]: ...

    async def record(self, *new: Fact) -> tuple[Entry, ...]: ...
