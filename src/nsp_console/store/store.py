"""The store of a running console: one lock, one writing thread, one verified journal."""

import asyncio
import logging
from collections.abc import Collection, Iterator
from concurrent.futures import Future
from pathlib import Path

from nsp_console.clock import Clock
from nsp_console.domain.errors import StoreDamaged
from nsp_console.domain.facts import Entry, Fact
from nsp_console.paths import DatabaseKind
from nsp_console.platform import FileLock
from nsp_console.store import projections
from nsp_console.store.append import Offer, set_meta
from nsp_console.store.beside import take_lock
from nsp_console.store.database import Database, Meta, told
from nsp_console.store.migrations import migrate
from nsp_console.store.reader import Reader
from nsp_console.store.repair import repair
from nsp_console.store.replace import Restoration, finish_replacement, restoration_of
from nsp_console.store.verify import Verification, verify
from nsp_console.store.writer import Writer
from nsp_console.wire import body

log = logging.getLogger(__name__)


class Store:
    """The journal in a file. Open one per database per machine; made by `Store.open`.

    verified     what the full check at the start found
    restoration  set when this database was ever put back: rows up to its number are from before, never send them anew
    last_wall    highest wall time (seconds UTC) believed when recorded, as found at the start: for `Clock.not_before`
    """

    def __init__(
        self,
        path: Path,
        kind: DatabaseKind,
        clock: Clock,
        lock: FileLock,
        database: Database,
        verified: Verification | None = None,
    ) -> None:
        self.path = path
        self.kind = kind
        self._clock = clock
        self._lock = lock
        self.verified: Verification = verified or verify(database.raw)
        self._catch_up(database)
        with Reader(path) as reader:
            self.last_wall = reader.last_wall()
            self.restoration: Restoration | None = restoration_of(reader)
        self._writer = Writer(database, self._reopened)

    @classmethod
    def open(cls, path: Path, kind: DatabaseKind, clock: Clock) -> "Store":
        """Lock, finish a restore that was cut short, migrate, verify. A damaged file is repaired, and that is logged.

        StoreLocked at once when another console holds it; StoreError when it is of another kind or a newer version.
        """
        with told():
            return cls.open_locked(path, kind, clock, take_lock(path))

    @classmethod
    def open_locked(
        cls, path: Path, kind: DatabaseKind, clock: Clock, lock: FileLock, verified: Verification | None = None
    ) -> "Store":
        """The same with the lock already held; it is given up when this fails. `verified`: checked under that lock."""
        with told():
            try:
                finish_replacement(path)
                try:
                    return cls._opened(path, kind, clock, lock, verified)
                except StoreDamaged as damage:
                    log.exception("the database is damaged: %s", damage)
                    repair(path, kind, clock.now().wall)
                    return cls._opened(path, kind, clock, lock)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def _opened(
        cls, path: Path, kind: DatabaseKind, clock: Clock, lock: FileLock, verified: Verification | None = None
    ) -> "Store":
        database = _ready(path, kind)
        try:
            return cls(path, kind, clock, lock, database, verified)
        except BaseException:
            database.close()
            raise

    @property
    def error(self) -> str:
        """Empty while writing works; else a StoreError code to show at once. Once cleared, read the journal again."""
        return self._writer.error

    @property
    def commits(self) -> int:
        """Commits with facts since opening."""
        return self._writer.commits

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
        """Record `facts` together, with consecutive numbers; returns after COMMIT. StoreError: nothing was recorded.

        Cancelling the caller while the commit runs does not undo it: shield this call, or read the journal again.
        """
        return await asyncio.wrap_future(self._submit(facts)) if facts else ()

    def record_now(self, *facts: Fact) -> tuple[Entry, ...]:
        """The same for code without an event loop: blocks until after COMMIT."""
        return self._submit(facts).result() if facts else ()

    def close(self) -> None:
        """Commit what waits, close the file and give up the lock. May be called twice."""
        if self._writer.close():
            self._lock.release()
        else:  # a write may still land: the lock goes when this process does
            log.error("the store writer does not stop; the database stays locked")

    def _submit(self, facts: tuple[Fact, ...]) -> Future[tuple[Entry, ...]]:
        # Encoding happens here, in the caller, so that a fact that cannot be written fails where it was made.
        at = self._clock.now()
        return self._writer.submit(tuple(Offer(fact, body.encode(fact), at) for fact in facts))

    def _reopened(self) -> Database:
        database = _ready(self.path, self.kind)
        try:
            verify(database.raw)
        except BaseException:
            database.close()
            raise
        return database

    def _catch_up(self, database: Database) -> None:
        """Make the projections again when this version projects differently."""
        with Reader(self.path) as reader:
            if reader.meta(Meta.PROJECTIONS) == projections.PROJECTIONS_VERSION:
                return
            with database.begin() as connection:
                projections.rebuild(connection, reader.journal())
                set_meta(connection, Meta.PROJECTIONS, projections.PROJECTIONS_VERSION)


def _ready(path: Path, kind: DatabaseKind) -> Database:
    """An open database at the newest schema."""
    database = Database(path)
    try:
        with told():
            migrate(database, kind)
    except BaseException:
        database.close()
        raise
    return database
