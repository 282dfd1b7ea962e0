"""A damaged database: everything that still fits the chain is saved, on top of the last good backup if there is one."""

import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nsp_console.domain.errors import NspError
from nsp_console.paths import DatabaseKind
from nsp_console.store.backup import backups_of
from nsp_console.store.chain import GENESIS, SELECT_ROWS, Row, row_hash
from nsp_console.store.header import APPLICATION_IDS
from nsp_console.store.reader import Reader, open_read_only
from nsp_console.store.replace import Restoration, Salvaged, finish_replacement, prepare

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a replacement would be made of: a backup (or none) and the rows of the damaged file that follow it."""

    base: Path | None
    base_rows: int
    tail: list[Salvaged]

    @property
    def rows(self) -> int:
        return self.base_rows + len(self.tail)


def repair(path: Path, kind: DatabaseKind, wall: float) -> Restoration:
    """Replace the damaged file at `path` by the longest valid journal that can be had. Needs the lock."""
    plans = [_Plan(None, 0, list(_salvage(path, 0, GENESIS)))]
    for backup in backups_of(path):
        head = _verified_head(backup, kind)
        if head is not None:
            plans.append(_Plan(backup, head[0], list(_salvage(path, *head))))
            break  # the newest good one
    best = max(plans, key=lambda plan: plan.rows)
    restoration = Restoration("repair", best.rows, wall, best.base.name if best.base else "")
    prepare(path, kind, best.base, best.tail, restoration)
    finish_replacement(path)
    log.warning("repaired %s: %s rows, backup %r", path.name, best.rows, restoration.source)
    return restoration


def _verified_head(backup: Path, kind: DatabaseKind) -> tuple[int, bytes] | None:
    """Number and hash of the last row of a good backup of this kind, else None."""
    try:
        with Reader(backup, finished=True) as reader:
            found = reader.verify()
            if reader.header()[0] != APPLICATION_IDS[kind]:
                return None
    except NspError as error:
        log.warning("backup %s is of no use: %s", backup.name, error)
        return None
    return found.rows, found.head_hash


def _salvage(path: Path, after: int, previous: bytes) -> Iterator[Salvaged]:
    """Rows of the damaged file from `after` + 1 on, as far as they can be read and fit the chain."""
    query = SELECT_ROWS + " WHERE number = ?"
    try:
        connection = open_read_only(path)
    except NspError:
        return
    try:
        # One look-up per row: a scan would stop at the first damaged page, wherever it is.
        while found := connection.execute(query, (after + 1,)).fetchone():
            row, stored = Row(*found[:-1]), found[-1]
            previous = row_hash(previous, row)
            if previous != stored:
                return
            yield row, stored
            after += 1
    except (sqlite3.Error, TypeError) as error:
        log.warning("salvage ends after row %s: %s", after, error)
    finally:
        connection.close()
