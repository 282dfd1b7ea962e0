"""kill -9 at any moment: nothing acknowledged is lost."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from nsp_console.store.append import Offer, append
from nsp_console.store.writer import Job, Writer
from support.store_kill import kill_repeatedly

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the harness forks")

CYCLES = 60
CYCLES_LONG = 10_000
RESTART_S_MAX = 2.0


def test_nothing_acknowledged_is_lost_by_kill_9(tmp_path: Path) -> None:
    """Killed at random, every acknowledged fact is there once, numbers are dense, and restarting takes under 2 s."""
    loss = kill_repeatedly(tmp_path / "demo.db", CYCLES, seed=20261123)
    assert loss.acknowledged > CYCLES
    assert (loss.lost, loss.gaps, loss.duplicates) == ([], 0, 0)
    assert loss.slowest_restart_s < RESTART_S_MAX


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_nothing_acknowledged_is_lost_by_ten_thousand_kills(tmp_path: Path) -> None:
    """Gate R1: 10,000 random kills over 100 databases, nothing lost, doubled or corrupt."""
    for series in range(100):
        loss = kill_repeatedly(tmp_path / f"{series}.db", CYCLES_LONG // 100, seed=series)
        assert (loss.lost, loss.gaps, loss.duplicates) == ([], 0, 0)
        assert loss.slowest_restart_s < RESTART_S_MAX


def test_a_writer_that_acknowledges_before_the_commit_is_caught(tmp_path: Path) -> None:
    """The same harness sees the mistake it is there for: the mutant loses facts."""
    loss = kill_repeatedly(tmp_path / "demo.db", CYCLES, seed=20261123, sabotage=acknowledge_too_early)
    assert loss.lost


def acknowledge_too_early() -> None:
    """Mutate this (child) process: callers hear of their facts inside the transaction."""

    def early(self: Writer, jobs: Sequence[Job]) -> None:
        assert self._database is not None
        with self._database.begin() as connection:
            offers: list[Offer] = [offer for job in jobs for offer in job.offers]
            self._head, entries = append(connection, self._head, offers)
            self._acknowledge(jobs, entries)
            time.sleep(0.002)  # a disk slower than this machine's
        self.commits += 1

    Writer._write = early  # type: ignore[method-assign]
