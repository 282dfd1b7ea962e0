"""The files beside a database that tell how it stands. Light: looked at before anything heavy is imported."""

from pathlib import Path

from nsp_console.domain.errors import StoreLocked
from nsp_console.platform import FileLock


def lock_file(path: Path) -> Path:
    """The lock that guards the database at `path`."""
    return path.with_name(path.name + ".lock")


def prepared_file(path: Path) -> Path:
    """A replacement that is ready to take the place of `path`; exists only while a restore is under way."""
    return path.with_name(path.name + ".terug")


def take_lock(path: Path) -> FileLock:
    """Hold the database at `path`; StoreLocked at once when another console does."""
    lock = FileLock(lock_file(path))
    if not lock.acquire():
        raise StoreLocked("store_locked", file=path.name, pid=lock.holder())
    return lock
