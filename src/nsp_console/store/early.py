"""A store that can be read before it can be written: the board is full half a second sooner.

Verifying and reading need only `sqlite3`. The writing side (SQLModel takes most of the start-up time) opens in a thread
meanwhile; `record` waits for it, so nothing is acknowledged sooner than the journal has it. Whatever is unusual about
the file (new, damaged, an older schema, a restore under way or behind us) is left to `Store.open`, all at once.
"""

import asyncio
import threading
from collections.abc import Collection, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from nsp_console.clock import Clock
from nsp_console.domain.errors import StoreError
from nsp_console.domain.facts import Entry, Fact
from nsp_console.paths import DatabaseKind
from nsp_console.platform import FileLock
from nsp_console.store.beside import prepared_file, take_lock
from nsp_console.store.header import APPLICATION_IDS, SCHEMA_VERSION
from nsp_console.store.reader import Reader
from nsp_console.store.verify import Verification

if TYPE_CHECKING:
    from nsp_console.store.store import Store

RESTORED = "restored"  # key of `database.Meta`, which would bring the whole library along
OPENING_MAX_S = 120.0  # how long closing waits for a writing side that is still being opened
BOARD_FIRST_S = 0.5  # the import would compete with the first board for the processor


def open_early(path: Path, kind: DatabaseKind, clock: Clock) -> "EarlyStore | Store":
    """Lock and verify `path`; returns as soon as it can be read. Raises as `Store.open` does."""
    lock = take_lock(path)
    try:
        found = _readable(path, kind)
        if found is not None:
            return EarlyStore(path, kind, clock, lock, *found)
    except BaseException:
        lock.release()
        raise
    from nsp_console.store.store import Store

    return Store.open_locked(path, kind, clock, lock)


def _readable(path: Path, kind: DatabaseKind) -> tuple[Verification, float | None] | None:
    """What the full check found, or None when this file needs more than reading."""
    if not path.is_file() or prepared_file(path).exists():
        return None
    try:
        with Reader(path) as reader:
            usual = reader.header() == (APPLICATION_IDS[kind], SCHEMA_VERSION)
            if not usual or reader.meta(RESTORED) is not None:
                return None
            return reader.verify(), reader.last_wall()
    except StoreError:
        return None


class EarlyStore:
    """A verified journal whose writing side is on its way. The same doors as `Store`."""

    restoration = None

    def __init__(
        self,
        path: Path,
        kind: DatabaseKind,
        clock: Clock,
        lock: FileLock,
        verified: Verification,
        last_wall: float | None,
    ) -> None:
        self.path = path
        self.verified = verified
        self.last_wall = last_wall
        self._store: Future[Store] = Future()
        self._hurry = threading.Event()
        opening = threading.Thread(target=self._open, args=(kind, clock, lock), name="store opening", daemon=True)
        opening.start()

    def _open(self, kind: DatabaseKind, clock: Clock, lock: FileLock) -> None:
        self._hurry.wait(BOARD_FIRST_S)
        try:
            from nsp_console.store.store import Store

            self._store.set_result(Store.open_locked(self.path, kind, clock, lock, self.verified))
        except BaseException as error:  # noqa: BLE001 - the border of a thread: whoever waits gets it
            self._store.set_exception(error)

    @property
    def error(self) -> str:
        """As `Store.error`; also when the writing side could not be opened."""
        if not self._store.done():
            return ""
        failure = self._store.exception()
        if failure is not None:
            return failure.code if isinstance(failure, StoreError) else "store_fault"
        return self._store.result().error

    def journal(self, after: int = 0) -> Iterator[Entry]:
        """Entries with a number above `after`, in order, on a connection of their own."""
        with Reader(self.path) as reader:
            yield from reader.journal(after)

    def newest(
        self,
        before: int | None,
        count: int,
        kinds: Collection[str] | None = None,
        site: str = "",
        since: int = 0,
        ringing: bool = False,
    ) -> tuple[Entry, ...]:
        """As `Reader.newest`, on a connection of its own: may be called from any thread."""
        with Reader(self.path) as reader:
            return reader.newest(before, count, kinds, site, since, ringing)

    def entries(self, numbers: Collection[int]) -> tuple[Entry, ...]:
        """As `Reader.entries`, on a connection of its own."""
        with Reader(self.path) as reader:
            return reader.entries(numbers)

    async def record(self, *facts: Fact) -> tuple[Entry, ...]:
        """As `Store.record`; the first call may wait for the writing side."""
        store = await asyncio.wrap_future(self._shared())
        return await store.record(*facts)

    def _shared(self) -> "Future[Store]":
        """A future of its own for this caller: cancelling the wait must not cancel the opening."""
        mine: Future[Store] = Future()

        def pass_on(done: "Future[Store]") -> None:
            if mine.set_running_or_notify_cancel():
                failure = done.exception()
                if failure is not None:
                    mine.set_exception(failure)
                else:
                    mine.set_result(done.result())

        self._store.add_done_callback(pass_on)
        return mine

    def close(self) -> None:
        """As `Store.close`, once it is open. May be called twice."""
        self._hurry.set()
        if self._store.exception(OPENING_MAX_S) is None:
            self._store.result().close()
