"""Where files live: the user's data folder (or NSP_HOME), and the files shipped with the program."""

import os
from enum import StrEnum
from pathlib import Path

import platformdirs

from nsp_console.domain.errors import ConfigError

HOME_VARIABLE = "NSP_HOME"
SETTINGS_NAME = "station.toml"
PACKAGE = Path(__file__).resolve().parent


class DatabaseKind(StrEnum):
    """Play and reality never share a file."""

    DEMO = "demo"
    DEPLOYMENT = "inzet"  # the real one, in peace too
    EXERCISE = "oefening"


def data_folder() -> Path:
    """The folder for databases, settings, backups and logs of this user; made when it does not exist."""
    chosen = os.environ.get(HOME_VARIABLE)
    folder = Path(chosen).expanduser() if chosen else Path(platformdirs.user_data_dir("nsp", appauthor=False))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def database_file(kind: DatabaseKind) -> Path:
    """demo.db, inzet.db or oefening.db in the data folder."""
    return data_folder() / f"{kind.value}.db"


def settings_file() -> Path:
    """What `nsp instellen` wrote; it need not exist."""
    return data_folder() / SETTINGS_NAME


def current_kind() -> DatabaseKind:
    """The database that commands without a choice read: before `nsp instellen` the last demo, after it reality."""
    return DatabaseKind.DEPLOYMENT if settings_file().exists() else DatabaseKind.DEMO


def logs_folder() -> Path:
    return _made(data_folder() / "logs")


def shipped(name: str) -> Path:
    """A file or folder that came with the program, for instance `config/ijsselland.csv`.

    Found at the top of the tree in a checkout and inside the package in an installation. ConfigError when missing.
    """
    tops = (PACKAGE.parents[1], PACKAGE / "_shipped")
    for top in tops:
        if (top / name).exists():
            return top / name
    raise ConfigError("shipped_missing", file=name, where=str(tops[-1]))


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
