"""Making room for a new played database. Only play is ever thrown away; reality never is."""

from pathlib import Path

from nsp_console.paths import DatabaseKind
from nsp_console.store.beside import take_lock

COMPANIONS = ("", "-wal", "-shm", "-journal")


def remove_played(path: Path) -> None:
    """Remove the demo database at `path`, if there is one. StoreLocked while a console runs on it."""
    assert path.stem == DatabaseKind.DEMO, "only the demo starts afresh"
    lock = take_lock(path)
    try:
        for companion in COMPANIONS:
            path.with_name(path.name + companion).unlink(missing_ok=True)
    finally:
        lock.release()
