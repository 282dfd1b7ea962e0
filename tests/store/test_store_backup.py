"""Backup beside a running console, and putting one back."""

import argparse
import os
import sys
from pathlib import Path

import pytest

from nsp_console import paths
from nsp_console.cli import databank
from nsp_console.domain.errors import StoreDamaged, StoreError, StoreLocked
from nsp_console.paths import DatabaseKind
from nsp_console.platform import sync_folder
from nsp_console.store import replace as replace_module
from nsp_console.store.backup import backup, restore
from nsp_console.store.models import PROJECTIONS
from support.store_facts import heard, queued
from support.store_files import numbers, opened, sql, tables

WALL = 1_800_000_000.0


def test_a_backup_beside_a_running_console_can_be_put_back(tmp_path: Path) -> None:
    """Copy while writing goes on, restore later: exactly the rows of that instant, and the old file is kept."""
    path, copy = tmp_path / "demo.db", tmp_path / "kopie.db"
    with opened(path) as store:
        before = store.record_now(heard(), queued("voor de kopie"))
        found = backup(path, copy)
        store.record_now(queued("na de kopie"))
        assert found.rows == 2
        with pytest.raises(StoreLocked):
            restore(path, copy, DatabaseKind.DEMO, WALL)
    restoration, aside = restore(path, copy, DatabaseKind.DEMO, WALL)
    with opened(path) as store:
        assert tuple(store.journal()) == before
        assert store.restoration == restoration
        assert (restoration.reason, restoration.rows, restoration.source) == ("backup", 2, "kopie.db")
        store.record_now(queued("verder"))
    assert aside is not None
    with opened(aside) as old:
        assert numbers(old) == [1, 2, 3]
    with opened(path) as store:  # the fence stays
        assert store.restoration == restoration
        assert numbers(store) == [1, 2, 3]


def test_a_damaged_or_foreign_backup_changes_nothing(tmp_path: Path) -> None:
    """Restoring is refused before anything moves when the copy is not whole or not of this kind."""
    path, copy = tmp_path / "inzet.db", tmp_path / "kopie.db"
    with opened(path, DatabaseKind.DEPLOYMENT) as store:
        store.record_now(*(queued(f"regel {n}") for n in range(50)))
    backup(path, copy)
    with pytest.raises(StoreError, match="store_kind"):
        restore(tmp_path / "demo.db", copy, DatabaseKind.DEMO, WALL)
    data = bytearray(copy.read_bytes())
    data[data.index(b'"text":"regel 33"')] ^= 1
    copy.write_bytes(data)
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="backup_damaged"):
        restore(path, copy, DatabaseKind.DEPLOYMENT, WALL)
    assert path.read_bytes() == before
    assert not (tmp_path / "demo.db").exists()


def test_a_backup_never_overwrites(tmp_path: Path) -> None:
    """An existing file is refused and no half copy is left behind."""
    path, copy = tmp_path / "demo.db", tmp_path / "kopie.db"
    with opened(path) as store:
        store.record_now(queued("a"))
    copy.write_text("iets anders", encoding="ascii")
    with pytest.raises(StoreError, match="backup_exists"):
        backup(path, copy)
    with pytest.raises(StoreError):
        backup(path, tmp_path / "geen map" / "kopie.db")
    assert copy.read_text(encoding="ascii") == "iets anders"
    assert not [file for file in tmp_path.iterdir() if "deel" in file.name]


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_restore_killed_at_any_rename_converges(tmp_path: Path) -> None:
    """Killed before or after each rename, the next start has either the old journal whole or the new one whole."""
    outcomes = []
    for step in range(1, 12):
        path = tmp_path / str(step) / "demo.db"
        path.parent.mkdir()
        with opened(path) as store:
            store.record_now(queued("a"))
            backup(path, path.with_name("kopie.db"))
            store.record_now(queued("b"), queued("c"))
        child = os.fork()
        if child == 0:
            _restore_and_die_at(step, path)
        os.waitpid(child, 0)
        with opened(path) as store:
            outcomes.append(numbers(store))
            assert outcomes[-1] in ([1], [1, 2, 3])
    assert outcomes[0] == [1, 2, 3]
    assert outcomes[-1] == [1]  # enough steps to see it through


def _restore_and_die_at(step: int, path: Path) -> None:
    """In a child: restore, and die at the step-th rename or folder sync."""
    left = [step]
    real_sync, real_replace = sync_folder, Path.replace

    def count() -> None:
        left[0] -= 1
        if left[0] == 0:
            os._exit(9)

    def sync(folder: Path) -> None:
        count()
        real_sync(folder)

    def rename(self: Path, target: Path) -> Path:
        count()
        done = real_replace(self, target)
        count()
        return done

    vars(replace_module)["sync_folder"] = sync
    Path.replace = rename  # type: ignore[method-assign,assignment]
    try:
        restore(path, path.with_name("kopie.db"), DatabaseKind.DEMO, WALL)
    finally:
        os._exit(0)


def test_projections_after_a_restore_are_those_of_the_rows(tmp_path: Path) -> None:
    """The typed tables of a restored database are those of the database the copy was made of."""
    path, copy = tmp_path / "demo.db", tmp_path / "kopie.db"
    with opened(path) as store:
        store.record_now(heard(), queued("a"))
    names = tuple(str(table.__tablename__) for table in PROJECTIONS)
    live = tables(path, names)
    backup(path, copy)
    with opened(path) as store:
        store.record_now(heard(packet=2))
    restore(path, copy, DatabaseKind.DEMO, WALL)
    assert tables(path, names) == live


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> argparse.ArgumentParser:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    parser = argparse.ArgumentParser("nsp")
    databank.register(parser.add_subparsers(required=True))
    return parser


def run(command: argparse.ArgumentParser, *words: str) -> int:
    chosen = command.parse_args(words)
    code: int = chosen.run(chosen)
    return code


def test_the_three_commands_speak_dutch(
    command: argparse.ArgumentParser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Check, copy and restore work from the command line, and every refusal says what to do."""
    assert run(command, "controle") == databank.FAILED
    assert "nsp demo" in capsys.readouterr().out
    with opened(tmp_path / "demo.db") as store:
        store.record_now(queued("a"), queued("b"))
        assert run(command, "controle") == databank.OK
        assert "heel: 2 regels" in capsys.readouterr().out
        assert run(command, "backup") == databank.OK
        copy = capsys.readouterr().out.splitlines()[-1]
        assert run(command, "backup", copy) == databank.FAILED
        assert "bestaat al" in capsys.readouterr().out
        assert run(command, "terugzetten", copy) == databank.FAILED
        assert str(os.getpid()) in capsys.readouterr().out
        store.record_now(queued("c"))
    assert run(command, "terugzetten", copy, "--databank", "demo") == databank.OK
    assert "opzij-1" in capsys.readouterr().out
    assert run(command, "controle", "--databank", "demo") == databank.OK
    assert "2 regels" in capsys.readouterr().out
    assert run(command, "terugzetten", str(tmp_path / "weg.db")) == databank.FAILED
    sql(tmp_path / "demo.db", "UPDATE journal SET body = '{}'")
    capsys.readouterr()
    assert run(command, "controle") == databank.FAILED
    assert "beschadigd" in capsys.readouterr().out
