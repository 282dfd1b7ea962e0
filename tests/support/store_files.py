"""Opening stores in tests, and looking at their files from outside."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import nsp_console
from nsp_console.clock import PlayClock
from nsp_console.paths import DatabaseKind
from nsp_console.store.store import Store

CHILD_ENV = {**os.environ, "PYTHONPATH": str(Path(nsp_console.__file__).parents[1])}
"""Environment for a child process that runs this very code."""


@contextmanager
def opened(path: Path, kind: DatabaseKind = DatabaseKind.DEMO) -> Iterator[Store]:
    """A store with a clock that stands still, closed afterwards."""
    store = Store.open(path, kind, PlayClock.manual())
    try:
        yield store
    finally:
        store.close()


def numbers(store: Store) -> list[int]:
    """Journal numbers as they stand in the file."""
    return [entry.number for entry in store.journal()]


def sql(path: Path, *statements: str) -> None:
    """Change a closed database behind the program's back, past its guards."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER IF EXISTS journal_no_update")
        connection.execute("DROP TRIGGER IF EXISTS journal_no_delete")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def tables(path: Path, names: tuple[str, ...]) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the named tables, in a fixed order."""
    with closing(sqlite3.connect(path)) as connection:
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}
