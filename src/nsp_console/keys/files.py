"""Reading and replacing small secret files: readable by the owner only, never half of one after a power cut."""

import contextlib
import os
import tempfile
from pathlib import Path

from nsp_console.domain.errors import KeysError
from nsp_console.platform import sync_folder


def read(path: Path, bytes_max: int) -> bytes:
    """The bytes of `path`. KeysError when it is not there, too big or not to be read."""
    try:
        with path.open("rb") as stream:
            data = stream.read(bytes_max + 1)
    except FileNotFoundError:
        raise KeysError("keys.file_missing", file=path.name) from None
    except OSError as error:
        raise KeysError("keys.file_unreadable", file=path.name, detail=error.strerror or "") from error
    if len(data) > bytes_max:
        raise KeysError("keys.file_too_big", file=path.name, max_kb=bytes_max // 1000)
    return data


def write(path: Path, data: bytes) -> None:
    """Replace `path` as a whole, mode 0600. KeysError when it cannot be written; the old one is then still there."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise KeysError("keys.file_not_written", file=path.name, detail=error.strerror or "") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
        sync_folder(path.parent)
    except OSError as error:
        _forget(temporary)
        raise KeysError("keys.file_not_written", file=path.name, detail=error.strerror or "") from error
    except BaseException:
        _forget(temporary)
        raise


def _forget(temporary: str) -> None:
    with contextlib.suppress(OSError):
        Path(temporary).unlink()
