"""What the laptop tells the self-test: can we write, is there room, how old is the copy, may it fall asleep.

Every look blocks for some milliseconds (a small file is written and synced): call it in a thread, never in the loop.
"""

import contextlib
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nsp_console.domain.selftest import MachineFacts
from nsp_console.platform import KeepAwake, boot_clock

PROBE_NAME = ".zelftest"
PROBE_BYTES = 4096  # one page, as the journal writes


class Machine(Protocol):
    """What a station asks of the laptop it runs on."""

    def look(self) -> MachineFacts:
        """The facts now. Blocks for some milliseconds."""
        ...


class NoMachine:
    """A station in a test or a simulation: nothing to look at, so everything reads as unknown."""

    def look(self) -> MachineFacts:
        return MachineFacts()


@dataclass(slots=True)
class Laptop:
    """The machine under the database at `path`.

    awake          what holds sleep off; None: this process does not do that
    verified_rows  rows of the last full check, at `verified_at` on the boot clock; None: not checked here
    """

    path: Path
    awake: KeepAwake | None = None
    verified_rows: int | None = None
    verified_at: float = 0.0

    @classmethod
    def just_verified(cls, path: Path, rows: int, awake: KeepAwake | None = None) -> "Laptop":
        """The journal was checked a moment ago and held `rows`."""
        return cls(path, awake, rows, boot_clock())

    def look(self) -> MachineFacts:
        """See `Machine.look`."""
        ages = self._backup_ages()
        checked = self.verified_rows is not None
        return MachineFacts(
            writable=writes(self.path.parent),
            free_bytes=free_bytes(self.path.parent),
            verified_rows=self.verified_rows,
            verified_age_s=boot_clock() - self.verified_at if checked else None,
            backups=None if ages is None else len(ages),
            backup_age_s=min(ages) if ages else None,
            awake=self.awake.held if self.awake is not None else None,
            awake_possible=KeepAwake.possible(),
        )

    def _backup_ages(self) -> list[float] | None:
        from nsp_console.store.backup import backups_of

        try:
            return [max(0.0, time.time() - backup.stat().st_mtime) for backup in backups_of(self.path)]
        except OSError:
            return None


def free_bytes(folder: Path) -> int | None:
    """Room for us on the disk of `folder`; None when it cannot be asked."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def writes(folder: Path) -> bool:
    """Whether a page really reaches the disk of `folder` now. Nothing stays behind."""
    probe = folder / f"{PROBE_NAME}-{os.getpid()}"
    try:
        with probe.open("wb") as file:
            file.write(bytes(PROBE_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)
    return True
