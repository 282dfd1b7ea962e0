"""Damage is seen, and what can be saved is saved."""

import random
from pathlib import Path

import pytest

from nsp_console.domain.errors import StoreDamaged
from nsp_console.store.backup import backup, place_for
from nsp_console.store.reader import Reader
from support.store_facts import heard, queued
from support.store_files import numbers, opened, sql

ROWS = 40


def filled(path: Path) -> None:
    with opened(path) as store:
        for n in range(ROWS // 2):
            store.record_now(heard(packet=n), queued(f"regel {n:03d}"))


def assert_damaged(path: Path) -> None:
    with Reader(path) as reader, pytest.raises(StoreDamaged):
        reader.verify()


TAMPERING = [
    "UPDATE journal SET body = replace(body, 'regel 007', 'regel 008')",
    "UPDATE journal SET wall = wall + 0.001 WHERE number = 20",
    "UPDATE journal SET sure = 0 WHERE number = 20",
    "UPDATE journal SET tier = 'A' WHERE number = 1",
    "UPDATE journal SET body = x'00ff' WHERE number = 20",
    "UPDATE journal SET row_hash = zeroblob(32) WHERE number = 20",
    "DELETE FROM journal WHERE number = 20",
    f"DELETE FROM journal WHERE number = {ROWS}",
    "DELETE FROM journal",
    "DELETE FROM meta WHERE key = 'head'",
]


@pytest.mark.parametrize("statement", TAMPERING)
def test_a_changed_or_missing_row_is_seen(tmp_path: Path, statement: str) -> None:
    """Any change to a covered column, and any row lost in the middle or at the end, fails verification."""
    path = tmp_path / "demo.db"
    filled(path)
    sql(path, statement)
    assert_damaged(path)


def test_a_flipped_byte_in_a_body_is_seen(tmp_path: Path) -> None:
    """One bit of a body in the journal, flipped on the disk, is detected at the next look."""
    path = tmp_path / "demo.db"
    filled(path)
    dice = random.Random(7)
    original = path.read_bytes()
    for _ in range(20):
        data = bytearray(original)
        where = data.index(f'"text":"regel {dice.randrange(ROWS // 2):03d}'.encode()) + dice.randrange(17)
        data[where] ^= 1 << dice.randrange(7)
        path.write_bytes(data)
        assert_damaged(path)


def test_without_a_backup_the_valid_beginning_is_saved(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A damaged file is put aside at the start; rows before the damage stay, new ones follow, and it is logged."""
    path = tmp_path / "demo.db"
    filled(path)
    sql(path, "UPDATE journal SET body = '{}' WHERE number = 25")
    with opened(path) as store:
        assert numbers(store) == list(range(1, 25))
        assert store.restoration is not None
        assert (store.restoration.reason, store.restoration.rows) == ("repair", 24)
        (entry,) = store.record_now(queued("verder"))
        assert entry.number == 25
    assert (tmp_path / "demo.db.opzij-1").exists()
    assert "repaired demo.db: 24 rows" in caplog.text


def test_a_backup_and_what_followed_it_are_joined(tmp_path: Path) -> None:
    """Damage before the last backup costs nothing: the backup plus the rows that chain on to it."""
    path = tmp_path / "demo.db"
    filled(path)
    backup(path, place_for(path, None))
    with opened(path) as store:
        store.record_now(queued("na de kopie"), queued("nog een"))
        expected = list(store.journal())
    sql(path, "UPDATE journal SET body = '{}' WHERE number = 3")
    with opened(path) as store:
        assert list(store.journal()) == expected
        assert store.restoration is not None
        assert store.restoration.source.startswith("demo-")


@pytest.mark.parametrize("seed", range(12))
def test_destroyed_pages_never_stop_the_console(tmp_path: Path, seed: int) -> None:
    """Random pages overwritten, header included: the console starts with a valid prefix and can record."""
    path = tmp_path / "demo.db"
    filled(path)
    with opened(path) as store:
        original = list(store.journal())
    data = bytearray(path.read_bytes())
    dice = random.Random(seed)
    for _ in range(3):
        page = dice.randrange(len(data) // 4096) if seed else 0
        data[page * 4096 : (page + 1) * 4096] = dice.randbytes(4096)
    path.write_bytes(data)
    with opened(path) as store:
        kept = list(store.journal())
        assert kept == original[: len(kept)]
        (entry,) = store.record_now(queued("verder"))
        assert entry.number == len(kept) + 1
