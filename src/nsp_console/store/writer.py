"""One thread writes. Facts that wait share a commit; nothing is acknowledged before it.

When the disk fails, everything waiting is refused and `error` says why; the thread then closes, reopens, verifies and
probes until writing works again. A refused fact may still turn out to be in the file (a commit that failed half-way),
so after `error` has cleared the owner reads the journal again from the last number it knows.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from nsp_console.domain.errors import StoreError
from nsp_console.domain.facts import Entry
from nsp_console.store.append import Head, Offer, append, read_head, set_meta
from nsp_console.store.database import Database, Meta
from nsp_console.store.faults import DISK_CODES, trouble

log = logging.getLogger(__name__)

QUEUE_JOBS_MAX = 10_000  # refused beyond this: the disk is far behind and the operator must know
COMMIT_FACTS_MAX = 512  # facts in one commit; keeps a commit well under 100 ms
RETRY_S = 1.0  # between attempts to write again after a disk error
SLOW_S = 2.0  # a commit that takes longer is shown as trouble while it lasts
CLOSE_WAIT_S = 30.0

Opener = Callable[[], Database]


@dataclass(slots=True)
class Job:
    """The facts of one `record` call; they are committed together or not at all."""

    offers: tuple[Offer, ...]
    done: Future[tuple[Entry, ...]] = field(default_factory=Future)


class Writer:
    """The thread and its queue. `reopen` opens and verifies the database anew after an error."""

    def __init__(self, database: Database, reopen: Opener) -> None:
        self._database: Database | None = database
        self._reopen = reopen
        self._head: Head = read_head(database)
        self._jobs: queue.Queue[Job | None] = queue.Queue(QUEUE_JOBS_MAX)
        self._error = ""
        self._busy_since: float | None = None
        self._closed = False
        self.commits = 0  # transactions with facts committed so far
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    @property
    def error(self) -> str:
        """Empty while writing works, else a code of `domain.errors.StoreError`."""
        since = self._busy_since
        if not self._error and since is not None and time.monotonic() - since > SLOW_S:
            return "store_slow"
        return self._error

    def submit(self, offers: tuple[Offer, ...]) -> Future[tuple[Entry, ...]]:
        """Queue `offers` for one commit. StoreError at once when closed or too far behind."""
        if self._closed:
            raise StoreError("store_closed")
        job = Job(offers)
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            raise StoreError("store_behind", waiting=QUEUE_JOBS_MAX) from None
        return job.done

    def close(self) -> bool:
        """Commit what waits, then stop and close the database; False when the disk keeps the thread hanging."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
        self._thread.join(CLOSE_WAIT_S)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (jobs := self._gather()) is not None:
            if self._error:
                self._recover()
            if jobs:
                self._busy_since = time.monotonic()
                self._write(jobs)
                self._busy_since = None
        if self._database is not None:
            self._database.close()

    def _gather(self) -> list[Job] | None:
        """The jobs that wait, at least one; empty when it is time to retry after an error; None to stop."""
        jobs: list[Job] = []
        facts = 0
        try:
            job = self._jobs.get(timeout=RETRY_S if self._error else None)
            while job is not None:
                if job.done.set_running_or_notify_cancel():  # a caller that gave up in time records nothing
                    jobs.append(job)
                    facts += len(job.offers)
                if facts >= COMMIT_FACTS_MAX:
                    return jobs
                job = self._jobs.get_nowait()
        except queue.Empty:
            return jobs
        if jobs:
            self._jobs.put(None)  # the sign to stop came after these: commit them first
            return jobs
        return None

    def _write(self, jobs: Sequence[Job]) -> None:
        """Commit `jobs` and acknowledge them; a fact SQLite cannot take fails alone, not with its neighbours."""
        if self._error:
            return self._refuse(jobs, StoreError(self._error))
        try:
            entries = self._commit([offer for job in jobs for offer in job.offers])
        except Exception as error:
            known = trouble(error)
            log.exception("writing failed: %s", known)
            if known.code in DISK_CODES:
                self._error = known.code
            if known.code in DISK_CODES or len(jobs) == 1:
                return self._refuse(jobs, known)
            for job in jobs:
                self._write([job])
            return None
        self._acknowledge(jobs, entries)
        return None

    def _commit(self, offers: Sequence[Offer]) -> tuple[Entry, ...]:
        assert self._database is not None, "no database and no error"
        with self._database.begin() as connection:
            head, entries = append(connection, self._head, offers)
        self._head = head
        self.commits += 1
        return entries

    @staticmethod
    def _acknowledge(jobs: Sequence[Job], entries: tuple[Entry, ...]) -> None:
        start = 0
        for job in jobs:
            end = start + len(job.offers)
            job.done.set_result(entries[start:end])
            start = end

    @staticmethod
    def _refuse(jobs: Sequence[Job], error: StoreError) -> None:
        for job in jobs:
            job.done.set_exception(error)

    def _recover(self) -> None:
        """Close, reopen, verify, and write one word: then, and only then, writing works again."""
        if self._database is not None:
            self._database.close()
            self._database = None
        try:
            database = self._reopen()
            try:
                with database.begin() as connection:
                    set_meta(connection, Meta.PROBE, str(self.commits))
                head = read_head(database)
            except Exception:
                database.close()
                raise
        except Exception as error:  # noqa: BLE001 - the worker boundary: the thread must live to try again
            known = error if isinstance(error, StoreError) else trouble(error)
            self._error = known.code
            log.warning("the database still cannot be written: %s", known)
            return
        self._database, self._head, self._error = database, head, ""
        log.warning("the database can be written again, at row %s", head.number)
