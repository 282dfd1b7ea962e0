"""The key file of this laptop: `sleutel.nsp` of a station, `sleutelbeheer.nsp` of the region keeper.

Opening and saving each take one scrypt (about half a second): never in the event loop.
"""

import contextlib
from pathlib import Path

from nsp_console.domain.errors import KeysError
from nsp_console.keys import box, files, parts
from nsp_console.keys.bundle import Bundle
from nsp_console.keys.facts import Facts, facts_of, read_facts
from nsp_console.keys.keeper import Keeper
from nsp_console.keys.passphrase import settled
from nsp_console.keys.work import STRONG, Work

STATION_NAME = "sleutel.nsp"
KEEPER_NAME = "sleutelbeheer.nsp"
PREVIOUS, DAMAGED = ".vorige", ".beschadigd"  # before the ending of the file that is kept
MAGIC = b"NSPK"


def exists(folder: Path) -> bool:
    """Whether this laptop has keys of a station."""
    return (folder / STATION_NAME).exists()


def keeper_exists(folder: Path) -> bool:
    """Whether this laptop is the region keeper's."""
    return (folder / KEEPER_NAME).exists()


def facts(folder: Path, name: str = STATION_NAME) -> Facts:
    """What the file tells without its passphrase. KeysError when there is none, or a damaged one."""
    return read_facts(_header(folder / name, files.read(folder / name, box.BOX_BYTES_MAX)))


def open(folder: Path, passphrase: str) -> Bundle:  # noqa: A001 - read as keyfile.open
    """The keys of this station. KeysError when the file is missing or damaged, or the passphrase wrong."""
    return parts.merged(_content(folder / STATION_NAME, passphrase), None, own_file=True)


def open_keeper(folder: Path, passphrase: str) -> Keeper:
    """The keys of the region keeper. KeysError as `open`."""
    return parts.read_keeper(_content(folder / KEEPER_NAME, passphrase))


def save(
    folder: Path, held: Bundle | Keeper, passphrase: str, *, work: Work = STRONG, keep_previous: bool = True
) -> Path:
    """Write the keys; the file that was there is kept beside it. KeysError when the disk refuses: nothing changed.

    keep_previous  False after a change of passphrase: the old copy would still open with the old one
    """
    is_keeper = isinstance(held, Keeper)
    path = folder / (KEEPER_NAME if is_keeper else STATION_NAME)
    content = parts.keeper_bytes(held) if isinstance(held, Keeper) else parts.bundle_bytes(held)
    data = box.closed(MAGIC, settled(passphrase), facts_of(held).as_bytes(), content, work)
    if path.exists():
        _set_aside(path)
    files.write(path, data)
    if not keep_previous:
        with contextlib.suppress(OSError):
            beside(path, PREVIOUS).unlink()
    return path


def beside(path: Path, mark: str) -> Path:
    """sleutel.vorige.nsp of sleutel.nsp."""
    return path.with_name(path.stem + mark + path.suffix)


def _set_aside(path: Path) -> None:
    """Keep a copy of what is there; a damaged one never replaces a copy that was good."""
    data = files.read(path, box.BOX_BYTES_MAX)
    try:
        _header(path, data)
    except KeysError:
        files.write(beside(path, DAMAGED), data)
    else:
        files.write(beside(path, PREVIOUS), data)


def _content(path: Path, passphrase: str) -> bytes:
    data = files.read(path, box.BOX_BYTES_MAX)
    _header(path, data)
    content = box.opened(MAGIC, data, settled(passphrase))
    if content is None:
        raise KeysError("keys.wrong_passphrase")
    return content


def _header(path: Path, data: bytes) -> bytes:
    try:
        return box.header_of(MAGIC, data)
    except KeysError as error:
        raise KeysError("keys.file_damaged", file=path.name, previous=beside(path, PREVIOUS).name) from error
