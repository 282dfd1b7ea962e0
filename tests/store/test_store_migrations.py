"""Schema steps that may be killed anywhere."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from nsp_console.domain.errors import StoreError
from nsp_console.paths import DatabaseKind
from nsp_console.store import migrations as migrations_module
from nsp_console.store.database import Database
from nsp_console.store.header import APPLICATION_IDS, SCHEMA_VERSION
from nsp_console.store.migrations import MIGRATIONS, Migration, migrate
from support.store_facts import heard, queued
from support.store_files import numbers, opened, sql

KIND = DatabaseKind.DEMO


def second(connection: Connection) -> None:
    """A step as later versions will have: it makes, fills and alters."""
    connection.exec_driver_sql("CREATE TABLE extra (site VARCHAR PRIMARY KEY, texts INTEGER)")
    connection.exec_driver_sql("INSERT INTO extra SELECT site, count(*) FROM text_heard GROUP BY site")
    connection.exec_driver_sql("ALTER TABLE message ADD COLUMN urgent BOOLEAN")
    connection.exec_driver_sql("UPDATE message SET urgent = 0")


def third(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE INDEX extra_texts ON extra (texts)")
    connection.exec_driver_sql("DROP TABLE decision")


LATER: tuple[Migration, ...] = (*MIGRATIONS, second, third)


def schema(path: Path, steps: Sequence[Migration]) -> list[object]:
    """The schema and version of `path` after `migrate`."""
    database = Database(path)
    try:
        migrate(database, KIND, steps)
        rows = database.raw.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        return [*rows, database.pragma("user_version"), database.pragma("application_id")]
    finally:
        database.close()


def statements(path: Path, steps: Sequence[Migration]) -> int:
    """How many statements migrating `path` takes."""
    count = [0]
    database = Database(path)
    event.listen(database._engine, "before_cursor_execute", lambda *_: count.__setitem__(0, count[0] + 1))
    try:
        migrate(database, KIND, steps)
    finally:
        database.close()
    return count[0]


def killed_at(path: Path, steps: Sequence[Migration], statement: int) -> None:
    """Migrate in a child that dies before its `statement`-th statement."""
    child = os.fork()
    if child == 0:
        try:
            left = [statement]

            def count(*_: object) -> None:
                left[0] -= 1
                if left[0] == 0:
                    os._exit(9)

            database = Database(path)
            event.listen(database._engine, "before_cursor_execute", count)
            migrate(database, KIND, steps)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize("existing", [False, True])
def test_a_migration_killed_at_any_statement_converges(tmp_path: Path, existing: bool) -> None:
    """New or old database, killed before each statement in turn: the next start ends at the same schema and rows."""

    def start(name: str) -> Path:
        path = tmp_path / name
        if existing:
            with opened(path) as store:
                store.record_now(heard(), queued("hoi"))
        return path

    expected = schema(start("expected.db"), LATER)
    total = statements(start("count.db"), LATER)
    assert total > (8 if existing else 20)
    for statement in range(1, total + 1):
        path = start(f"{statement}.db")
        killed_at(path, LATER, statement)
        assert schema(path, LATER) == expected
        if existing:
            database = Database(path)
            assert database.raw.execute("SELECT site, texts FROM extra").fetchall() == [("L-ZWO-09", 1)]
            assert database.raw.execute("SELECT count(*) FROM journal").fetchone() == (2,)
            database.close()


def test_a_step_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    """Half a step is no step: tables and version are as before, and the console says it could not start."""
    path = tmp_path / "demo.db"
    before = schema(path, MIGRATIONS)

    def broken(connection: Connection) -> None:
        second(connection)
        connection.exec_driver_sql("DROP TABLE never_was")

    with pytest.raises(Exception, match="never_was"):
        schema(path, (*MIGRATIONS, broken))
    assert schema(path, MIGRATIONS) == before


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """An older program refuses it in Dutch and changes nothing."""
    path = tmp_path / "demo.db"
    with opened(path) as store:
        store.record_now(queued("a"))
    sql(path, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="store_newer"), opened(path):
        pass
    assert path.read_bytes() == before


def test_the_journal_survives_a_later_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade the store verifies the same chain and goes on counting."""
    path = tmp_path / "demo.db"
    with opened(path) as store:
        store.record_now(queued("a"), queued("b"))

    def harmless(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE extra (site VARCHAR PRIMARY KEY)")

    monkeypatch.setattr(migrations_module.migrate, "__defaults__", ((*MIGRATIONS, harmless),))
    with opened(path) as store:
        assert store.restoration is None
        store.record_now(queued("c"))
        assert numbers(store) == [1, 2, 3]


def test_every_kind_of_database_has_its_own_mark() -> None:
    """Application ids differ and are never zero, so that no file can pass for another."""
    assert len(set(APPLICATION_IDS.values())) == len(DatabaseKind)
    assert set(APPLICATION_IDS) == set(DatabaseKind)


def test_the_light_header_knows_the_newest_schema() -> None:
    """The version that opening compares before anything is imported is that of the last migration."""
    assert len(MIGRATIONS) == SCHEMA_VERSION
