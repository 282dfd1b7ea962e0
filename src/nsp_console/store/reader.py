"""Reading beside a running console: read-only, in short transactions, and never a checkpoint. No ORM, starts fast."""

import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from nsp_console.domain.errors import StoreError
from nsp_console.domain.facts import NAMES, Entry, TextHeard
from nsp_console.store import verify as verification
from nsp_console.store.chain import SELECT_ROWS, Row, entry_of
from nsp_console.store.faults import trouble

CHUNK_ROWS = 2000  # read per transaction: a long read would keep the writer's WAL growing
BUSY_WAIT_S = 2.0
TIMELINE_ROWS = 50
NUMBER_MAX = 2**62  # above every journal number


def open_read_only(path: Path, *, finished: bool = False) -> sqlite3.Connection:
    """A read-only connection. `finished`: nobody will ever write this file again (a backup), so no lock files."""
    if not path.is_file():
        raise StoreError("store_missing", file=str(path))
    uri = f"file:{quote(str(path.resolve()))}?mode=ro{'&immutable=1' if finished else ''}"
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_WAIT_S)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA mmap_size = 0")
    except sqlite3.Error as error:
        raise trouble(error) from error
    return connection


class Reader:
    """A database somebody else may be writing. Use as a context manager. StoreError family on trouble."""

    def __init__(self, path: Path, *, finished: bool = False) -> None:
        self.path = path
        self._connection = open_read_only(path, finished=finished)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def journal(self, after: int = 0) -> Iterator[Entry]:
        """Entries with a number above `after`, in order."""
        query = SELECT_ROWS + " WHERE number > ? ORDER BY number LIMIT ?"
        while rows := self._select(query, after, CHUNK_ROWS):
            yield from map(read_entry, rows)
            after = rows[-1][0]

    def newest(
        self,
        before: int | None,
        count: int,
        kinds: Collection[str] | None = None,
        site: str = "",
        since: int = 0,
        ringing: bool = False,
    ) -> tuple[Entry, ...]:
        """At most `count` entries numbered below `before` and above `since`, newest first.

        Only of `kinds` (journal names; None: all) and only about `site` ("": all). `ringing`: of texts only those
        that raised an alarm.
        """
        wanted, values = ["number < ?", "number > ?"], [before if before is not None else NUMBER_MAX, since]
        parameters: list[object] = list(values)
        if site:
            wanted.append("number IN (SELECT entry FROM mention WHERE site = ?)")
            parameters.append(site)
        if ringing:
            wanted.append("(kind <> ? OR number IN (SELECT number FROM alarm))")
            parameters.append(NAMES[TextHeard])
        if kinds is not None:
            wanted.append(f"kind IN ({', '.join('?' * len(kinds))})")
            parameters.extend(kinds)
        query = f"{SELECT_ROWS} WHERE {' AND '.join(wanted)} ORDER BY number DESC LIMIT ?"
        return tuple(map(read_entry, self._select(query, *parameters, count)))

    def entries(self, numbers: Collection[int]) -> tuple[Entry, ...]:
        """The entries with these numbers, as far as they exist."""
        known = [one for one in numbers if 0 < one < NUMBER_MAX]
        query = f"{SELECT_ROWS} WHERE number IN ({', '.join('?' * len(known))})"
        return tuple(map(read_entry, self._select(query, *known)))

    def timeline(self, site: str, limit: int = TIMELINE_ROWS) -> tuple[Entry, ...]:
        """At most `limit` entries about `site`, newest first."""
        about = " WHERE number IN (SELECT entry FROM mention WHERE site = ?) ORDER BY number DESC LIMIT ?"
        return tuple(map(read_entry, self._select(SELECT_ROWS + about, site, limit)))

    def verify(self, progress: verification.Progress | None = None) -> verification.Verification:
        """Verify the whole database. StoreDamaged names the first fault."""
        return verification.verify(self._connection, progress)

    def last_wall(self) -> float | None:
        """The highest wall time (seconds UTC) that was believed when it was recorded."""
        found = self._select("SELECT max(wall) FROM journal WHERE sure")[0][0]
        return None if found is None else float(found)

    def meta(self, key: str) -> str | None:
        """A word about the database itself (keys: `database.Meta`)."""
        found = self._select("SELECT value FROM meta WHERE key = ?", key)
        return str(found[0][0]) if found else None

    def header(self) -> tuple[int, int]:
        """(application_id, user_version) of the file."""
        kind, version = self._select("PRAGMA application_id"), self._select("PRAGMA user_version")
        return int(kind[0][0]), int(version[0][0])

    def copy_to(self, target: Path) -> None:
        """Copy everything as it is at one instant to a new file. sqlite3.Error when that fails."""
        copy = sqlite3.connect(target)
        try:
            copy.execute("PRAGMA synchronous = FULL")
            self._connection.backup(copy)
        finally:
            copy.close()

    def _select(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """All rows of one short query: its own transaction."""
        try:
            return self._connection.execute(query, parameters).fetchall()
        except sqlite3.Error as error:
            raise trouble(error) from error


def read_entry(row: tuple[Any, ...]) -> Entry:
    """The entry in a journal row; StoreError when this version cannot read its body (the row itself is sound)."""
    try:
        return entry_of(Row(*row[:-1]))
    except ValueError as error:
        raise StoreError("store_unreadable", row=row[0], detail=str(error)) from error
