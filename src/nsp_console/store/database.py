"""The one writing connection: how it is opened, what must be true of it, and which kind of database it is."""

import errno
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from nsp_console.domain.errors import StoreError
from nsp_console.store.faults import trouble

log = logging.getLogger(__name__)

BUSY_WAIT_MS = 2000  # for a foreign tool that holds the file; our own second console is refused by the lock

# pragma, what is asked, what must be read back
PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),  # NORMAL loses acknowledged rows at power loss (facts: dependability §0.3)
    ("locking_mode", "NORMAL", "normal"),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("busy_timeout", str(BUSY_WAIT_MS), BUSY_WAIT_MS),
)


class Meta(StrEnum):
    """Keys of the `meta` table."""

    HEAD = "head"  # "number:hash" of the last row, so that a lost tail shows
    PROJECTIONS = "projections"  # version of the projections in this file
    RESTORED = "restored"  # JSON of `backup.Restoration`: numbers up to its rows are from before a restore
    PROBE = "probe"  # rewritten to see whether writing works again


@contextmanager
def told() -> Iterator[None]:
    """Errors of SQLite and of the file system inside leave as StoreError."""
    try:
        yield
    except (sqlite3.Error, SQLAlchemyError) as error:
        raise trouble(error) from error
    except OSError as error:
        code = "store_full" if error.errno == errno.ENOSPC else "store_io"
        raise StoreError(code, detail=error.strerror or str(error)) from error


class Database:
    """One open database. Every transaction starts with BEGIN IMMEDIATE, so that DDL rolls back too."""

    def __init__(self, path: Path) -> None:
        """Open or create `path` and assert the pragmas. StoreDamaged when it is no database, StoreError otherwise."""
        self.path = path
        self._engine = _engine(path)
        try:
            self._connection = self._engine.connect()
            self._assert_pragmas()
        except DBAPIError as error:
            self.close()
            raise trouble(error) from error
        except StoreError:
            self.close()
            raise

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction: committed at the end, rolled back on any exception."""
        with self._connection.begin():
            yield self._connection

    @property
    def raw(self) -> sqlite3.Connection:
        """The driver's connection, for streaming reads outside a transaction."""
        driver = self._connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver

    def pragma(self, name: str) -> object:
        """Value of a pragma as this connection reports it; None when SQLite was built without it."""
        row = self.raw.execute(f"PRAGMA {name}").fetchone()
        return row[0] if row else None

    def close(self) -> None:
        """Close; SQLite folds the WAL into the file when it can. Never raises: the data is already safe."""
        connection = getattr(self, "_connection", None)
        if connection is not None:
            try:
                connection.close()
            except (DBAPIError, sqlite3.Error):
                log.exception("closing the database failed")
        self._engine.dispose()

    def _assert_pragmas(self) -> None:
        for name, _, expected in PRAGMAS:
            found = self.pragma(name)
            if found != expected and not (name == "mmap_size" and found is None):
                raise StoreError("store_pragma", file=self.path.name, pragma=name, found=found)


def _engine(path: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        # isolation_level=None: Python 3.11 would otherwise run DDL outside the transaction (dependability §0.4).
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for name, value, _ in PRAGMAS:
            connection.execute(f"PRAGMA {name} = {value}").fetchall()
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
