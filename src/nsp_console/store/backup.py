"""A verified copy beside the running console, and putting one back when no console runs."""

import os
import sqlite3
import time
from pathlib import Path

from nsp_console.domain.errors import StoreDamaged, StoreError, StoreLocked
from nsp_console.paths import DatabaseKind
from nsp_console.platform import FileLock, sync_file, sync_folder
from nsp_console.store.beside import lock_file
from nsp_console.store.database import told
from nsp_console.store.faults import trouble
from nsp_console.store.header import APPLICATION_IDS
from nsp_console.store.migrations import MIGRATIONS
from nsp_console.store.reader import Reader
from nsp_console.store.replace import Restoration, finish_replacement, prepare
from nsp_console.store.verify import Progress, Verification

BACKUPS_NAME = "backups"


def backups_of(path: Path) -> list[Path]:
    """The backups `nsp backup` made of the database at `path`, newest first."""
    found = (path.parent / BACKUPS_NAME).glob(f"{path.stem}-*.db")
    return sorted(found, key=lambda backup: (backup.stat().st_mtime_ns, backup.name), reverse=True)


def place_for(path: Path, target: Path | None) -> Path:
    """The new file for a backup of `path`: `target`, or a dated name in folder `target`, or in the usual folder."""
    if target is not None and not target.is_dir():
        return target
    folder = target or path.parent / BACKUPS_NAME
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{path.stem}-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}Z.db"


def backup(path: Path, target: Path, progress: Progress | None = None) -> Verification:
    """Copy the database at `path` to the new file `target`, verified before it gets that name.

    May run beside a console. StoreError: `target` exists or cannot be written; StoreDamaged: the copy is not right.
    """
    if target.exists():
        raise StoreError("backup_exists", file=str(target))
    part = target.with_name(target.name + ".deel")
    try:
        part.unlink(missing_ok=True)
        with Reader(path) as reader:
            reader.copy_to(part)
        with Reader(part, finished=True) as copy:
            found = copy.verify(progress)
        sync_file(part)
        part.replace(target)
        sync_folder(target.parent)
    except sqlite3.Error as error:
        raise trouble(error) from error
    except OSError as error:
        raise StoreError("backup_write", file=str(target), detail=os.strerror(error.errno or 0)) from error
    finally:
        part.unlink(missing_ok=True)
    return found


def restore(
    path: Path, source: Path, kind: DatabaseKind, wall: float, progress: Progress | None = None
) -> tuple[Restoration, Path | None]:
    """Put backup `source` in the place of the database at `path`; returns the note and where the old file is kept.

    `wall` is the time now (seconds UTC). StoreLocked while a console runs; nothing changes unless `source` is sound.
    """
    lock = FileLock(lock_file(path))
    with told():
        if not lock.acquire():
            raise StoreLocked("store_locked", file=path.name, pid=lock.holder())
        try:
            finish_replacement(path)
            rows = _checked(source, kind, progress).rows
            restoration = Restoration("backup", rows, wall, source.name)
            prepare(path, kind, source, (), restoration)
            return restoration, finish_replacement(path)
        finally:
            lock.release()


def _checked(source: Path, kind: DatabaseKind, progress: Progress | None) -> Verification:
    """Verify `source` as a backup of this kind."""
    with Reader(source, finished=True) as reader:
        try:
            application, version = reader.header()
            if application != APPLICATION_IDS[kind]:
                raise StoreError("store_kind", file=source.name, kind=kind.value)
            if version > len(MIGRATIONS):
                raise StoreError("store_newer", file=source.name, version=version)
            return reader.verify(progress)
        except StoreDamaged as error:
            raise StoreDamaged("backup_damaged", file=source.name, detail=str(error)) from error
