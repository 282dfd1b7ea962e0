"""Reading before writing: the early store keeps every promise of the store, only sooner readable."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from nsp_console.clock import PlayClock
from nsp_console.domain.errors import StoreError, StoreLocked
from nsp_console.paths import DatabaseKind
from nsp_console.store.early import EarlyStore, open_early
from nsp_console.store.store import Store
from support.processes import environment
from support.store_facts import heard
from support.store_files import numbers, opened

KIND = DatabaseKind.DEMO


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with three facts, closed."""
    path = tmp_path / "demo.db"
    with opened(path) as store:
        store.record_now(heard(packet=1), heard(packet=2), heard(packet=3))
    return path


async def test_it_reads_at_once_and_records_when_the_writing_side_is_there(path: Path) -> None:
    """The journal is readable before SQLModel is; the first record waits, and continues the numbers."""
    store = open_early(path, KIND, PlayClock.manual())
    assert isinstance(store, EarlyStore)
    assert [entry.number for entry in store.journal()] == [1, 2, 3]
    assert store.verified.rows == 3
    entries = await store.record(heard(packet=4))
    assert [entry.number for entry in entries] == [4]
    assert store.error == ""
    store.close()
    store.close()
    with opened(path) as again:
        assert numbers(again) == [1, 2, 3, 4]


async def test_a_cancelled_wait_leaves_the_others_and_the_opening_alone(path: Path) -> None:
    """A caller that goes away while the writing side opens takes nobody else along."""
    store = open_early(path, KIND, PlayClock.manual())
    first = asyncio.ensure_future(store.record(heard(packet=4)))
    second = asyncio.ensure_future(store.record(heard(packet=5)))
    await asyncio.sleep(0)
    first.cancel()
    assert len(await second) == 1
    store.close()


def test_a_second_console_is_refused_at_once(path: Path) -> None:
    """The lock is taken before anything is read, and given up at closing."""
    store = open_early(path, KIND, PlayClock.manual())
    with pytest.raises(StoreLocked):
        open_early(path, KIND, PlayClock.manual())
    store.close()
    open_early(path, KIND, PlayClock.manual()).close()


def test_whatever_is_unusual_takes_the_whole_way(tmp_path: Path, path: Path) -> None:
    """A new file opens completely; a file of another kind or a damaged one fails or is repaired there, as always."""
    fresh = open_early(tmp_path / "nieuw.db", KIND, PlayClock.manual())
    assert isinstance(fresh, Store)
    fresh.close()
    with pytest.raises(StoreError):
        open_early(path, DatabaseKind.DEPLOYMENT, PlayClock.manual())
    data = bytearray(path.read_bytes())
    data[0:16] = b"x" * 16
    path.write_bytes(data)
    repaired = open_early(path, KIND, PlayClock.manual())
    assert isinstance(repaired, Store)
    repaired.close()


async def test_a_writing_side_that_fails_is_told_and_nothing_is_acknowledged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When only reading works, every record is refused with the reason, and the error shows."""

    def refuse(*_: object) -> Store:
        raise StoreError("store_io")

    monkeypatch.setattr(Store, "open_locked", refuse)
    store = open_early(path, KIND, PlayClock.manual())
    with pytest.raises(StoreError):
        await store.record(heard(packet=4))
    assert store.error == "store_io"
    store.close()


def test_reading_early_loads_no_database_library(path: Path) -> None:
    """Verified and readable without SQLModel: that is the whole point."""
    code = (
        "import sys, threading; from pathlib import Path; from nsp_console.clock import PlayClock\n"
        "from nsp_console.paths import DatabaseKind; from nsp_console.store import early\n"
        "early.threading.Thread.start = lambda self: None\n"
        f"store = early.open_early(Path({str(path)!r}), DatabaseKind.DEMO, PlayClock.manual())\n"
        "assert len(list(store.journal())) == 3\n"
        "assert not {'sqlmodel', 'sqlalchemy', 'pydantic'} & set(sys.modules)\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment(path.parent))
    assert done.returncode == 0, done.stderr
