"""Putting another file in the place of the database, so that being killed half-way costs nothing.

The replacement is built and verified under another name, then renamed to `….terug`: from there on it *is* the
decision. `finish_replacement` carries it out, now or at the next start. The old file is kept aside, never removed.
"""

import json
import logging
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, insert

from nsp_console.domain.errors import StoreError
from nsp_console.paths import DatabaseKind
from nsp_console.platform import sync_file, sync_folder
from nsp_console.store import projections
from nsp_console.store.append import set_meta
from nsp_console.store.beside import prepared_file
from nsp_console.store.chain import Row
from nsp_console.store.database import Database, Meta
from nsp_console.store.migrations import migrate
from nsp_console.store.models import JournalRow
from nsp_console.store.reader import Reader
from nsp_console.store.verify import head_text, verify

log = logging.getLogger(__name__)

COMPANIONS = ("-wal", "-shm")  # they belong to one file only: a WAL beside another file would corrupt it

Salvaged = tuple[Row, bytes]
"""A journal row that fits the chain, with its hash."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """This database was put back. Rows up to `rows` are from before: nothing of them is sent as if it were new.

    reason  "backup" (an operator restored it) or "repair" (it was damaged)
    wall    seconds UTC when that happened, as the clock claimed
    source  name of the backup used, "" when there was none
    """

    reason: str
    rows: int
    wall: float
    source: str = ""


def restoration_of(reader: Reader) -> Restoration | None:
    """The last time this database was put back, if ever."""
    noted = reader.meta(Meta.RESTORED)
    return Restoration(**json.loads(noted)) if noted else None


def prepare(
    path: Path, kind: DatabaseKind, base: Path | None, salvaged: Iterable[Salvaged], restoration: Restoration
) -> None:
    """Build the replacement for `path`: a copy of backup `base` (or nothing), then the `salvaged` rows after it."""
    work = path.with_name(path.name + ".bouw")
    _remove(work)
    if base is not None:
        shutil.copyfile(base, work)
    database = Database(work)
    try:
        migrate(database, kind)
        with database.begin() as connection:
            _add(connection, salvaged)
            set_meta(connection, Meta.RESTORED, json.dumps(asdict(restoration)))
        with Reader(work) as reader, database.begin() as connection:
            projections.rebuild(connection, reader.journal())
            set_meta(connection, Meta.PROJECTIONS, projections.PROJECTIONS_VERSION)
        verify(database.raw)
    finally:
        database.close()
    if work.with_name(work.name + "-wal").exists():  # rows outside the file would be left behind
        raise StoreError("store_io", detail="WAL")
    sync_file(work)
    work.replace(prepared_file(path))
    sync_folder(path.parent)


def finish_replacement(path: Path) -> Path | None:
    """Carry out a prepared replacement, if there is one; returns where the old file is kept. Needs the lock."""
    if not prepared_file(path).exists():
        return None
    aside = next(place for n in count(1) if not (place := path.with_name(f"{path.name}.opzij-{n}")).exists())
    # The database itself goes last: killed in between, the next start chooses the same place for the rest.
    for companion in (*COMPANIONS, ""):
        old = path.with_name(path.name + companion)
        if old.exists():
            old.replace(aside.with_name(aside.name + companion))
    prepared_file(path).replace(path)
    sync_folder(path.parent)
    log.warning("the database was replaced; the old one is kept as %s", aside.name)
    return aside


def _remove(work: Path) -> None:
    for companion in (*COMPANIONS, ""):
        work.with_name(work.name + companion).unlink(missing_ok=True)


def _add(connection: Connection, salvaged: Iterable[Salvaged]) -> None:
    """Add rows as they were, with the hashes they had."""
    statement = insert(JournalRow)
    for row, digest in salvaged:
        connection.execute(statement, {**row._asdict(), "sure": bool(row.sure), "row_hash": digest})
        set_meta(connection, Meta.HEAD, head_text(row.number, digest))
