"""Making room for a new played database. Only play is ever thrown away; reality never is."""

from pathlib import Path

from nsp_console.domain.errors import StoreLocked
from nsp_console.paths import DatabaseKind
from nsp_console.platform import FileLock
from nsp_console.store.backup import lock_file

COMPANIONS = ("", "-wal", "-shm", "-journal")


def remove_played(path: Path) -> None:
    """Remove the demo database at `path`, if there is one. StoreLocked while a console runs on it."""
    assert path.stem == DatabaseKind.DEMO, "only the demo starts afresh"
    lock = FileLock(lock_file(path))
    if not lock.acquire():
        raise StoreLocked("store_locked", file=path.name, pid=lock.holder())
    try:
        for companion in COMPANIONS:
            path.with_name(path.name + companion).unlink(missing_ok=True)
    finally:
        lock.release()
