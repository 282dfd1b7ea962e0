"""The only module with direct POSIX or Windows calls: boot clock, file lock, durable renames, keeping awake."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

WINDOWS = sys.platform == "win32"
BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")
BOOT_ROUNDING_S = 60.0  # wall clock adjustments smaller than this keep the same boot identity
LOCK_OFFSET_BYTES = 1 << 30  # Windows locks are mandatory: lock far behind the text, so that others can read it


def boot_clock() -> float:
    """Seconds since boot on a clock that counts suspend; compare only within one `boot_identity`."""
    if sys.platform == "win32":
        # GetTickCount64 goes on during suspend (16 ms steps); the precise "unbiased" clocks stop.
        count = ctypes.windll.kernel32.GetTickCount64
        count.restype = ctypes.c_ulonglong
        return float(count()) / 1000.0
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def boot_identity() -> str:
    """A word that is the same until this machine boots again."""
    with contextlib.suppress(OSError):
        return BOOT_ID_FILE.read_text(encoding="ascii").strip()
    booted = round((time.time() - boot_clock()) / BOOT_ROUNDING_S)
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{uuid.getnode()}:{booted}"))


def sync_folder(folder: Path) -> None:
    """Make renames and new files in `folder` survive power loss. Windows has no such call: NTFS journals its names."""
    if WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the contents of `path` survive power loss."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def on_terminate(loop: "AbstractEventLoop", act: Callable[[], None]) -> None:
    """Do `act` in `loop` when the system asks this process to end. Windows ends a process without asking it."""
    if sys.platform != "win32":
        loop.add_signal_handler(signal.SIGTERM, act)


class FileLock:
    """A lock on a file that the operating system releases when its holder dies, however it dies.

    The file holds the process number of the last holder, for the message to a second console.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def acquire(self) -> bool:
        """Take the lock now; False when another process (or another lock object) has it. Never waits.

        OSError when the file cannot be made at all.
        """
        assert self._file is None, "this lock is already held"
        file = self.path.open("a+", encoding="ascii")
        try:
            _lock(file)
        except OSError:
            file.close()
            return False
        self._file = file
        with contextlib.suppress(OSError):  # a full disk: the number is a courtesy, the lock is what counts
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
        return True

    def release(self) -> None:
        """Give the lock back; harmless when it is not held. The file stays: removing it would let two holders in."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def holder(self) -> str:
        """Process number of the last holder as text, "?" when it cannot be read."""
        try:
            return self.path.read_text(encoding="ascii").strip() or "?"
        except (OSError, ValueError):
            return "?"


def _lock(file: IO[str]) -> None:
    """Lock without waiting; OSError when it is taken."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(LOCK_OFFSET_BYTES)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
    else:
        import fcntl

        # flock belongs to the open file: a second lock object in this same process is refused as well.
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


INHIBIT = ("--what=sleep:idle", "--who=NSP console", "--why=Er loopt een inzet", "--mode=block")
ES_CONTINUOUS, ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001


class KeepAwake:
    """Keeps the laptop from going to sleep while held. Where the system offers no way, nothing happens."""

    def __init__(self) -> None:
        self._helper: subprocess.Popen[bytes] | None = None
        self._held = False

    def hold(self) -> None:
        """From now on no sleep by itself; may be called twice."""
        self._held = True
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(ES_CONTINUOUS | ES_SYSTEM_REQUIRED)
            return
        tool, wait = shutil.which("systemd-inhibit"), shutil.which("cat")
        if self._helper is not None or tool is None or wait is None:
            return
        # The helper waits on a pipe from us: when this process dies, however it dies, the laptop may sleep again.
        with contextlib.suppress(OSError):
            self._helper = subprocess.Popen(  # noqa: S603 - fixed words, found on the path
                [tool, *INHIBIT, wait],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    @staticmethod
    def possible() -> bool:
        """Whether this system offers a way to hold sleep off."""
        return WINDOWS or shutil.which("systemd-inhibit") is not None

    @property
    def held(self) -> bool:
        """Whether sleep is held off now, as far as the system tells."""
        return self._held if WINDOWS else self._helper is not None and self._helper.poll() is None

    def release(self) -> None:
        """Sleep is allowed again."""
        self._held = False
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(ES_CONTINUOUS)
        if self._helper is not None:
            if self._helper.stdin is not None:
                self._helper.stdin.close()
            self._helper.terminate()
            self._helper.wait()
            self._helper = None
