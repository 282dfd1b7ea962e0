"""Recording and reading back."""

import asyncio
import dataclasses
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import Connection

from nsp_console.clock import PLAUSIBLE_WALL, PlayClock
from nsp_console.domain.errors import StoreError, StoreLocked
from nsp_console.domain.facts import Entry, Fact, MessageQueued, NodeLinked, TextHeard, ValuesConfirmed
from nsp_console.dutch.errors import SENTENCES, sentence
from nsp_console.paths import DatabaseKind
from nsp_console.store import database as database_module, projections, writer as writer_module
from nsp_console.store.database import PRAGMAS
from nsp_console.store.memory import MemoryStore
from nsp_console.store.reader import Reader
from nsp_console.store.store import Store
from support.store_facts import any_fact, heard, queued
from support.store_files import CHILD_ENV, numbers, opened

HOSTILE = "\x1b]52;c;AAAA\x07[/foo] [@click=app.bell]x[/] =1+1 \u202e\ud83d\udcff\x00 😀" + "x" * 10_000


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(any_fact(), min_size=1, max_size=4), max_size=8))
def test_what_was_recorded_is_read_back_after_a_restart(
    tmp_path_factory: pytest.TempPathFactory, calls: list[list[Fact]]
) -> None:
    """Any facts, in any groups, come back equal, densely numbered and in order, from a file that verifies."""
    path = tmp_path_factory.mktemp("s") / "demo.db"
    with opened(path) as store:
        recorded = [entry for facts in calls for entry in store.record_now(*facts)]
    with opened(path) as store:
        assert list(store.journal()) == recorded
        assert [entry.fact for entry in recorded] == [fact for facts in calls for fact in facts]
        assert [entry.number for entry in recorded] == list(range(1, len(recorded) + 1))
        assert store.verified.rows == len(recorded)
        assert list(store.journal(after=2)) == recorded[2:]
        assert store.restoration is None


async def test_waiting_facts_share_a_commit_and_keep_their_order(tmp_path: Path) -> None:
    """500 records at once need far fewer commits than facts, and each caller gets its own entries in call order."""
    with opened(tmp_path / "demo.db") as store:
        results = await asyncio.gather(*(store.record(heard(packet=2 * n), queued(str(n))) for n in range(500)))
        assert store.commits <= 50
        assert [entry.number for pair in results for entry in pair] == list(range(1, 1001))
        for n, (text, message) in enumerate(results):
            assert isinstance(text.fact, TextHeard)
            assert isinstance(message.fact, MessageQueued)
            assert (text.fact.packet, message.fact.text) == (2 * n, str(n))
        assert numbers(store) == list(range(1, 1001))


async def test_an_acknowledged_fact_is_already_in_the_file(tmp_path: Path) -> None:
    """When `record` returns, another connection sees the fact: nothing is told before the commit."""
    with opened(tmp_path / "demo.db") as store:
        for n in range(20):
            (entry,) = await store.record(queued(str(n)))
            with Reader(tmp_path / "demo.db") as reader:
                assert [*reader.journal()][-1] == entry


def test_hostile_text_is_kept_exactly(tmp_path: Path) -> None:
    """Control characters, markup, bidi, NUL, broken Unicode and 10 kB stay in the journal as received."""
    with opened(tmp_path / "demo.db") as store:
        store.record_now(heard(HOSTILE))
    with opened(tmp_path / "demo.db") as store:
        (entry,) = store.journal()
        assert isinstance(entry.fact, TextHeard)
        assert entry.fact.text == HOSTILE


def test_a_fact_that_cannot_be_written_harms_no_other(tmp_path: Path) -> None:
    """A radio number beyond 64 bits or a measurement that is none fails at most for its own caller."""
    with opened(tmp_path / "demo.db") as store:
        with pytest.raises(ValueError, match="JSON"):
            store.record_now(dataclasses.replace(heard(), snr=float("nan")))
        store.record_now(dataclasses.replace(heard(), sender=2**80))
        store.record_now(queued("daarna"))
        assert numbers(store) == [1, 2]


async def test_a_fact_the_database_refuses_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a shared commit the one that cannot be stored is refused; its neighbours are stored, densely, in order."""
    whole = projections.apply

    def picky(connection: Connection, entries: Sequence[Entry]) -> None:
        if any(isinstance(one.fact, MessageQueued) and one.fact.text == "7" for one in entries):
            raise OverflowError("too large")
        whole(connection, entries)

    monkeypatch.setattr(projections, "apply", picky)
    with opened(tmp_path / "demo.db") as store:
        outcomes = await asyncio.gather(*(store.record(queued(str(n))) for n in range(20)), return_exceptions=True)
        refused = [n for n, outcome in enumerate(outcomes) if isinstance(outcome, StoreError)]
        assert refused == [7]
        assert numbers(store) == list(range(1, 20))
        assert store.error == ""


def test_every_setting_that_keeps_data_safe_is_read_back(tmp_path: Path) -> None:
    """The running connection reports WAL, synchronous FULL and the rest; one that does not is not used."""
    with opened(tmp_path / "demo.db") as store:
        database = store._writer._database
        assert database is not None
        found = {name: database.pragma(name) for name, _, _ in PRAGMAS}
    assert found == {name: expected for name, _, expected in PRAGMAS}
    assert (found["synchronous"], found["journal_mode"], found["trusted_schema"]) == (2, "wal", 0)


def test_a_setting_that_does_not_hold_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without WAL the console refuses in Dutch instead of working unsafely."""
    monkeypatch.setattr(database_module, "PRAGMAS", (("journal_mode", "DELETE", "wal"),))
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path / "demo.db", DatabaseKind.DEMO, PlayClock.manual())
    assert "journal_mode" in sentence(caught.value)


def test_a_place_that_cannot_be_written_is_an_error_for_people(tmp_path: Path) -> None:
    """A missing or forbidden folder, or a folder where the file should be, is refused in Dutch."""
    (tmp_path / "map.db").mkdir()
    for path in (tmp_path / "weg" / "demo.db", tmp_path / "map.db"):
        with pytest.raises(StoreError) as caught, opened(path):
            pass
        assert caught.value.code == "store_io"
        assert "schijf" in sentence(caught.value)


CHILD = """
import sys
from pathlib import Path
from nsp_console.clock import WallClock
from nsp_console.paths import DatabaseKind
from nsp_console.store.store import Store
store = Store.open(Path(sys.argv[1]), DatabaseKind.DEMO, WallClock())
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_console_is_refused_within_a_second(tmp_path: Path) -> None:
    """While another process has the database, opening fails at once, in Dutch, with its process number."""
    path = tmp_path / "demo.db"
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=CHILD_ENV,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        started = time.monotonic()
        with pytest.raises(StoreLocked) as caught:
            Store.open(path, DatabaseKind.DEMO, PlayClock.manual())
        assert time.monotonic() - started < 1.0
        assert str(other.pid) in sentence(caught.value)
        other.kill()
        other.wait()
    with opened(path) as store:  # the lock died with its holder
        assert store.record_now(queued("weer open"))


def test_reading_after_a_kill_changes_nothing(tmp_path: Path) -> None:
    """With rows only in the WAL of a console that died, a reader sees them and leaves them for the next console."""
    path = tmp_path / "demo.db"
    child = CHILD.replace('print("open"', 'store.record_now(MessageQueued("a", Purpose.ECHO))\nprint("open"').replace(
        "import sys\n", "import sys\nfrom nsp_console.domain.facts import MessageQueued, Purpose\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", child, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=CHILD_ENV
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        other.kill()
    wal = tmp_path / "demo.db-wal"
    before = (path.read_bytes(), wal.read_bytes())
    assert before[1]
    with Reader(path) as reader:
        assert reader.verify().rows == 1
    assert (path.read_bytes(), wal.read_bytes()) == before
    with opened(path) as store:
        assert numbers(store) == [1]


def test_demo_and_reality_are_never_mixed_up(tmp_path: Path) -> None:
    """A demo database renamed to inzet.db is refused, and stays as it was."""
    with opened(tmp_path / "demo.db") as store:
        store.record_now(queued("spel"))
    (tmp_path / "demo.db").rename(tmp_path / "inzet.db")
    before = (tmp_path / "inzet.db").read_bytes()
    with pytest.raises(StoreError, match="store_kind"), opened(tmp_path / "inzet.db", DatabaseKind.DEPLOYMENT):
        pass
    assert (tmp_path / "inzet.db").read_bytes() == before


def test_a_reader_beside_the_writer_sees_only_whole_transactions(tmp_path: Path) -> None:
    """Reading while another thread writes gives a prefix that verifies, and never shrinks the writer's WAL."""
    path = tmp_path / "demo.db"
    with opened(path) as store:
        seen = 0
        for n in range(60):
            store.record_now(queued(f"{n}a"), queued(f"{n}b"))
            wal = (tmp_path / "demo.db-wal").stat().st_size
            with Reader(path) as reader:
                rows = reader.verify().rows
                assert rows == len([*reader.journal()]) == 2 * n + 2
            assert (tmp_path / "demo.db-wal").stat().st_size == wal > 0
            assert rows >= seen
            seen = rows


def test_the_timeline_of_a_point_holds_what_is_about_it(tmp_path: Path) -> None:
    """Newest first, with the facts that point back, and nothing about other points."""
    path = tmp_path / "demo.db"
    with opened(path) as store:
        store.record_now(heard(), heard(site="L-ZWO-10"), heard(site=None), queued("hoi"))
        store.record_now(ValuesConfirmed(1, "operator"), ValuesConfirmed(2, "operator"))
        store.record_now(NodeLinked(0x7A11, "L-ZWO-09", "operator"))
        with Reader(path) as reader:
            assert [entry.number for entry in reader.timeline("L-ZWO-09")] == [7, 5, 4, 3, 1]
            assert [entry.number for entry in reader.timeline("L-ZWO-09", limit=2)] == [7, 5]
            assert reader.timeline("L-NIET-01") == ()


def test_the_journal_cannot_be_changed_by_any_program(tmp_path: Path) -> None:
    """UPDATE and DELETE on the journal are refused by the file itself."""
    with opened(tmp_path / "demo.db") as store:
        store.record_now(queued("blijft"))
    with closing(sqlite3.connect(tmp_path / "demo.db")) as connection:
        for statement in ("UPDATE journal SET body = '{}'", "DELETE FROM journal"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


def test_the_highest_believed_wall_time_is_remembered(tmp_path: Path) -> None:
    """The clock can be warned at the next start; a wall time nobody believed does not count."""
    path = tmp_path / "demo.db"
    clock = PlayClock.manual()
    store = Store.open(path, DatabaseKind.DEMO, clock)
    assert store.last_wall is None
    clock.advance(50)
    store.record_now(queued("a"))
    clock.shift_wall(1e9)
    clock.distrust()
    store.record_now(queued("b"))
    store.close()
    with opened(path) as store:
        assert store.last_wall == PLAUSIBLE_WALL + 50


async def test_a_closed_store_and_a_full_queue_refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the named limit, and after closing, nothing is accepted silently."""
    store = Store.open(tmp_path / "demo.db", DatabaseKind.DEMO, PlayClock.manual())
    before = asyncio.gather(*(store.record(queued(str(n))) for n in range(50)))
    await asyncio.sleep(0)
    store.close()
    assert len(await before) == 50  # what was offered before closing is committed and told
    with pytest.raises(StoreError, match="store_closed"):
        await store.record(queued("te laat"))
    monkeypatch.setattr(writer_module, "QUEUE_JOBS_MAX", 1)
    with opened(tmp_path / "demo.db") as store:
        waiting = [store.record(queued(str(n))) for n in range(2000)]
        outcomes = await asyncio.gather(*waiting, return_exceptions=True)
        refused = [one for one in outcomes if isinstance(one, StoreError)]
        assert {error.code for error in refused} == {"store_behind"}
        assert len(numbers(store)) == 50 + 2000 - len(refused)


async def test_a_caller_that_gives_up_leaves_the_others_alone(tmp_path: Path) -> None:
    """Cancelling one record neither loses nor reorders the rest, and the journal stays dense."""
    with opened(tmp_path / "demo.db") as store:
        tasks = [asyncio.create_task(store.record(queued(str(n)))) for n in range(100)]
        await asyncio.sleep(0)
        for task in tasks[::7]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        done = [task.result()[0].number for task in tasks if not task.cancelled()]
        assert done == sorted(done)
        assert set(done) <= set(numbers(store))
        assert numbers(store) == list(range(1, len(numbers(store)) + 1))


@given(st.lists(st.lists(any_fact(), max_size=3), max_size=6))
async def test_the_memory_store_behaves_as_the_file(calls: list[list[Fact]]) -> None:
    """Simulations on the memory store see the same numbers and the same journal."""
    store = MemoryStore(PlayClock.manual())
    recorded = [entry for facts in calls for entry in await store.record(*facts)]
    assert list(store.journal()) == recorded
    assert [entry.number for entry in recorded] == list(range(1, sum(map(len, calls)) + 1))
    assert list(store.journal(after=1)) == recorded[1:]
    store.error = "store_full"
    with pytest.raises(StoreError, match="store_full"):
        await store.record(heard())


def test_every_store_error_has_a_dutch_sentence() -> None:
    """No code of the store reaches an operator as a bare word."""
    source = Path(writer_module.__file__).parent
    pattern = re.compile(r'"((?:store|backup)_[a-z]+)"')
    codes = {code for file in source.glob("*.py") for code in pattern.findall(file.read_text(encoding="utf-8"))}
    assert len(codes) > 10
    assert codes <= SENTENCES.keys()
