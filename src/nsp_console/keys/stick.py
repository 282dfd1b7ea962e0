"""`NSP-<CODE>.nspb`: everything for one console on a USB stick, under a one-time code that travels in the envelope."""

import secrets
from pathlib import Path

from nsp_console.domain.errors import KeysError
from nsp_console.keys import box, codes, files, parts
from nsp_console.keys.bundle import Bundle
from nsp_console.keys.facts import Facts, facts_of, read_facts
from nsp_console.keys.work import STRONG, Work

MAGIC = b"NSPB"
SUFFIX = ".nspb"


def write(path: Path, bundle: Bundle, work: Work = STRONG) -> str:
    """Write `bundle` and return the one-time code that opens it. One scrypt."""
    code = codes.made(secrets.token_bytes(codes.RANDOM_BYTES))
    data = box.closed(MAGIC, codes.read(code), facts_of(bundle).as_bytes(), parts.bundle_bytes(bundle), work)
    files.write(path, data)
    return code


def is_stick(data: bytes) -> bool:
    """Whether these bytes begin like such a file."""
    return data[: len(MAGIC)] == MAGIC


def facts(data: bytes, name: str) -> Facts:
    """For whom it is. KeysError when it is damaged."""
    return read_facts(_checked(data, name))


def opened(data: bytes, name: str, code: str) -> bytes:
    """The parts inside, for `parts.merged`. KeysError when damaged or the code is wrong. One scrypt."""
    letters = codes.read(code)
    _checked(data, name)
    content = box.opened(MAGIC, data, letters)
    if content is None:
        raise KeysError("keys.wrong_transport_code", file=name)
    return content


def _checked(data: bytes, name: str) -> bytes:
    try:
        return box.header_of(MAGIC, data)
    except KeysError as error:
        raise KeysError("keys.stick_damaged", file=name) from error
