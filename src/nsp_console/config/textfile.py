"""Reading and replacing small text files that people edit, on Windows too."""

import contextlib
import os
import tempfile
from pathlib import Path

from nsp_console.config.problems import Problems
from nsp_console.domain.errors import ConfigError, NspError

FILE_BYTES_MAX = 2_000_000
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path) -> str:
    """The text of `path`: UTF-8, with or without a byte order mark. Raises ConfigError with the way to mend it."""
    problems = Problems(path)
    raw = b""
    try:
        with path.open("rb") as stream:
            raw = stream.read(FILE_BYTES_MAX + 1)
    except FileNotFoundError:
        problems.add("config.not_found")
    except OSError as error:
        problems.add("config.unreadable", detail=error.strerror or type(error).__name__)
    if len(raw) > FILE_BYTES_MAX:
        problems.add("config.too_big", max_mb=FILE_BYTES_MAX // 1_000_000)
    elif raw.startswith(UTF16_MARKS):
        problems.add("config.utf16")
    if problems.found:
        raise problems.found[0]
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        broken = raw.split(b"\n")[line - 1].decode("cp1252", errors="replace").strip()
        problems.add("config.not_utf8", line, text=broken)
        raise problems.found[0] from None


def write_text(path: Path, text: str) -> None:
    """Replace `path` as a whole: after a power cut either the old or the new file is there, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def keep_copy(path: Path, copy: Path) -> tuple[NspError, ...]:
    """Copy a file that worked, if it changed. A full disk must not stop the console: it becomes a notice."""
    try:
        text = read_text(path)
        if not copy.exists() or copy.read_bytes() != text.encode():
            write_text(copy, text)
    except (OSError, ConfigError):
        return (ConfigError("config.copy_failed", file=str(copy), where=""),)
    return ()
