"""What a station needs of a store: `store.store.Store`, `store.early.EarlyStore`, or a list in a test."""

from collections.abc import Collection, Iterator
from typing import Protocol

from nsp_console.domain.facts import Entry, Fact


class LookBack(Protocol):
    """What reading the logbook back needs. Called in a thread."""

    def newest(
        self,
        before: int | None,
        count: int,
        kinds: Collection[str] | None = None,
        site: str = "",
        since: int = 0,
        ringing: bool = False,
    ) -> tuple[Entry, ...]: ...

    def entries(self, numbers: Collection[int]) -> tuple[Entry, ...]: ...


class Journal(LookBack, Protocol):
    """What a station needs of a store."""

    @property
    def error(self) -> str: ...

    def journal(self, after: int = 0) -> Iterator[Entry]: ...

    async def record(self, *new: Fact) -> tuple[Entry, ...]: ...
