"""A full or failing disk: nothing is acknowledged, and it recovers by itself."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from nsp_console.clock import PlayClock
from nsp_console.domain.errors import StoreError
from nsp_console.domain.facts import Entry
from nsp_console.paths import DatabaseKind
from nsp_console.store import database as database_module, writer as writer_module
from nsp_console.store.database import Database
from nsp_console.store.store import Store
from support.store_facts import queued
from support.store_files import numbers, opened

PAGES_FREE = 12
RECOVER_WAIT_S = 10.0
NOTICE_S_MAX = 2.0


class Disk:
    """A disk with room for a set number of pages; every connection made meets the same limit."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pages = 0  # 0: enough
        self._real = sqlite3.connect
        monkeypatch.setattr(database_module.sqlite3, "connect", self._connect)  # type: ignore[attr-defined]

    def _connect(self, *arguments: object, **named: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = self._real(*arguments, **named)  # type: ignore[call-overload]
        if self.pages and named.get("check_same_thread") is False:  # the writing one
            connection.execute(f"PRAGMA max_page_count = {self.pages}")
        return connection

    def fill(self, store: Store) -> None:
        """Leave PAGES_FREE pages."""
        database = store._writer._database
        assert database is not None
        used = database.pragma("page_count")
        assert isinstance(used, int)
        self.pages = used + PAGES_FREE
        database.raw.execute(f"PRAGMA max_page_count = {self.pages}")

    def empty(self) -> None:
        """There is room again, for every connection made from now on."""
        self.pages = 0


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    monkeypatch.setattr(writer_module, "RETRY_S", 0.05)
    return Disk(monkeypatch)


def test_a_full_disk_acknowledges_nothing_and_recovers_by_itself(tmp_path: Path, disk: Disk) -> None:
    """Refusals say the disk is full at once; when there is room recording goes on, with no fact lost or invented."""
    store = Store.open(tmp_path / "demo.db", DatabaseKind.DEMO, PlayClock.manual())
    told: list[Entry] = list(store.record_now(queued("begin")))
    disk.fill(store)
    refused: list[str] = []
    started = time.monotonic()
    for n in range(200):
        try:
            told += store.record_now(queued(f"{n} " + "x" * 900))
        except StoreError as error:
            refused.append(error.code)
            if len(refused) > 3:
                break
    assert refused == ["store_full"] * 4
    assert store.error == "store_full"
    assert time.monotonic() - started < NOTICE_S_MAX * 3
    assert list(store.journal()) == told
    disk.empty()
    wait_for_recovery(store)
    told += store.record_now(queued("er is weer ruimte"))
    assert list(store.journal()) == told
    store.close()
    store = Store.open(tmp_path / "demo.db", DatabaseKind.DEMO, PlayClock.manual())
    assert list(store.journal()) == told
    assert store.restoration is None
    store.close()


def test_a_commit_that_fails_after_it_was_written_breaks_nothing(
    tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk reports an error although the rows got there: refused, found again after recovery, chain intact."""
    store = Store.open(tmp_path / "demo.db", DatabaseKind.DEMO, PlayClock.manual())
    whole = Database.begin

    @contextmanager
    def lying(self: Database) -> Iterator[Connection]:
        with whole(self) as connection:
            yield connection
        monkeypatch.setattr(Database, "begin", whole)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    monkeypatch.setattr(Database, "begin", lying)
    with pytest.raises(StoreError, match="store_io"):
        store.record_now(queued("toch geschreven"))
    wait_for_recovery(store)
    assert [entry.number for entry in store.record_now(queued("daarna"))] == [2]
    assert numbers(store) == [1, 2]  # what the owner must fold: journal(after=the last number it knew)
    store.close()
    with opened(tmp_path / "demo.db") as store:
        assert store.verified.rows == 2


def wait_for_recovery(store: Store) -> None:
    deadline = time.monotonic() + RECOVER_WAIT_S
    while store.error and time.monotonic() < deadline:
        time.sleep(0.01)
    assert store.error == ""


async def test_facts_that_share_the_failed_commit_are_all_refused(tmp_path: Path, disk: Disk) -> None:
    """A batch too big for the disk is refused whole; not one of its callers is told it was saved."""
    store = Store.open(tmp_path / "demo.db", DatabaseKind.DEMO, PlayClock.manual())
    disk.fill(store)
    calls = [store.record(queued(f"{n} " + "x" * 900)) for n in range(400)]
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    told = [one[0].number for one in outcomes if isinstance(one, tuple)]
    assert any(isinstance(one, StoreError) for one in outcomes)
    assert numbers(store) == told
    store.close()
