"""Numbered schema steps. Each runs in one transaction together with its user_version: killed anywhere, it converges.

Steps are history: never change one that was released, add the next. Statements are literal SQL for that reason.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from nsp_console.domain.errors import StoreError
from nsp_console.paths import DatabaseKind
from nsp_console.store.database import Database
from nsp_console.store.header import APPLICATION_IDS

Migration = Callable[[Connection], None]

FIRST_SCHEMA = (
    """CREATE TABLE journal (
        number INTEGER NOT NULL PRIMARY KEY, wall FLOAT NOT NULL, elapsed FLOAT NOT NULL, boot VARCHAR NOT NULL,
        sure BOOLEAN NOT NULL, kind VARCHAR NOT NULL, sender VARCHAR NOT NULL, sender_number INTEGER NOT NULL,
        tier VARCHAR NOT NULL, source VARCHAR NOT NULL, body VARCHAR NOT NULL, row_hash BLOB NOT NULL,
        UNIQUE (sender, sender_number))""",
    # The journal is append-only for every program that opens this file, not only for ours.
    "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    'CREATE TABLE meta ("key" VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL)',
    """CREATE TABLE text_heard (
        number INTEGER NOT NULL PRIMARY KEY, site VARCHAR, sender INTEGER NOT NULL, channel VARCHAR NOT NULL,
        counts BOOLEAN NOT NULL, outcome VARCHAR NOT NULL, text VARCHAR NOT NULL, alarm_kind VARCHAR,
        repeat_of INTEGER, handled VARCHAR, handled_by VARCHAR)""",
    "CREATE INDEX text_heard_sender ON text_heard (sender)",
    """CREATE TABLE report_value (
        entry INTEGER NOT NULL, field VARCHAR NOT NULL, site VARCHAR, value VARCHAR NOT NULL, amount FLOAT,
        estimated BOOLEAN NOT NULL, source VARCHAR NOT NULL, tier VARCHAR NOT NULL, node INTEGER,
        counts BOOLEAN NOT NULL, confirmed_by VARCHAR, rejected_by VARCHAR, superseded_by INTEGER,
        PRIMARY KEY (entry, field))""",
    "CREATE INDEX report_value_site ON report_value (site, field)",
    """CREATE TABLE message (
        number INTEGER NOT NULL PRIMARY KEY, "to" VARCHAR NOT NULL, node INTEGER, purpose VARCHAR NOT NULL,
        text VARCHAR NOT NULL, answers INTEGER, "by" VARCHAR NOT NULL, step VARCHAR NOT NULL,
        attempt INTEGER NOT NULL)""",
    """CREATE TABLE message_step (
        number INTEGER NOT NULL PRIMARY KEY, message INTEGER NOT NULL,
        step VARCHAR NOT NULL, detail VARCHAR NOT NULL, attempt INTEGER NOT NULL)""",
    "CREATE INDEX message_step_message ON message_step (message)",
    """CREATE TABLE alarm (
        number INTEGER NOT NULL PRIMARY KEY, kind VARCHAR NOT NULL, site VARCHAR, text VARCHAR NOT NULL,
        acknowledged_by VARCHAR, parked_by VARCHAR, parked_for_s FLOAT, closed_by VARCHAR)""",
    """CREATE TABLE decision (
        number INTEGER NOT NULL PRIMARY KEY, site VARCHAR NOT NULL, what VARCHAR NOT NULL, "by" VARCHAR NOT NULL,
        reason VARCHAR NOT NULL, target_wall FLOAT, owner VARCHAR NOT NULL)""",
    """CREATE TABLE deployment (
        number INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, t0_wall FLOAT NOT NULL,
        source VARCHAR NOT NULL, ended_by VARCHAR)""",
    """CREATE TABLE linked_node (
        node INTEGER NOT NULL PRIMARY KEY, site VARCHAR NOT NULL, public_key VARCHAR NOT NULL,
        entry INTEGER NOT NULL)""",
    "CREATE TABLE mention (entry INTEGER NOT NULL, site VARCHAR NOT NULL, PRIMARY KEY (entry, site))",
    "CREATE INDEX mention_site ON mention (site, entry)",
)


def first_schema(connection: Connection) -> None:
    """The journal, its guards, and the first projections."""
    for statement in FIRST_SCHEMA:
        connection.exec_driver_sql(statement)


MIGRATIONS: tuple[Migration, ...] = (first_schema,)


def migrate(database: Database, kind: DatabaseKind, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Bring `database` to the newest schema; returns the number of steps taken.

    StoreError when it is of another kind, of another program, or made by a newer version of this one.
    """
    ours = APPLICATION_IDS[kind]
    found, version = database.pragma("application_id"), database.pragma("user_version")
    assert isinstance(version, int)
    empty = database.raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if found != ours and not (found == 0 and empty):
        raise StoreError("store_kind", file=database.path.name, kind=kind.value)
    if version > len(migrations):
        raise StoreError("store_newer", file=database.path.name, version=version)
    for number, step in enumerate(migrations[version:], version + 1):
        with database.begin() as connection:
            step(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {ours}")
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")
    return len(migrations) - version
