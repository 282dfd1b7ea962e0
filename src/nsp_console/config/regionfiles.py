"""Which region files there are: the user's own in the data folder, and those that came with the program."""

from pathlib import Path

from nsp_console.config.choices import region_name
from nsp_console.config.region import load_region
from nsp_console.config.textfile import keep_copy, read_text, write_text
from nsp_console.domain.errors import ConfigError, NspError
from nsp_console.domain.sites import Region
from nsp_console.paths import shipped

USER_FOLDER = "config"  # in the data folder
LAST_GOOD_FOLDER = "config-laatst-goed"


def region_file(name: str, data_folder: Path) -> Path:
    """The file of region `name`: the user's own if there is one, else the shipped one. It need not exist."""
    own = data_folder / USER_FOLDER / f"{name}.csv"
    return own if own.exists() else shipped("config") / f"{name}.csv"


def region_names(data_folder: Path) -> tuple[str, ...]:
    """Every region there is a file for, by name."""
    folders = (data_folder / USER_FOLDER, shipped("config"))
    return tuple(sorted({path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.csv")}))


def load_region_or_last_good(name: str, data_folder: Path) -> tuple[Region, tuple[NspError, ...]]:
    """The region, keeping a copy; a broken or lost file opens the copy, with what to tell in a banner.

    Raises ConfigError when there is no usable copy.
    """
    path, copy = region_file(name, data_folder), data_folder / LAST_GOOD_FOLDER / f"{name}.csv"
    try:
        region = load_region(path)
    except ConfigError as error:
        try:
            return load_region(copy), (ConfigError("config.last_good_used", **{**error.data, "problems": (error,)}),)
        except ConfigError:
            raise error from None
    return region, keep_copy(path, copy)


def adopt(text: str, data_folder: Path) -> tuple[str, Path | None]:
    """What the operator typed for a region: (its name, the file to bring in or None when it is here already).

    A file elsewhere, for instance on a USB stick, is copied by `bring_in`: the stick will be gone tomorrow.
    """
    source = Path(text.strip()).expanduser()
    if source.suffix.casefold() == ".csv" and source.exists():
        return region_name(source.stem), source
    if source.suffix.casefold() == ".csv" or len(source.parts) > 1:
        raise ConfigError("config.not_found", file=str(source), where="")
    typed, known = region_name(text), region_names(data_folder)
    name = next((each for each in known if each.casefold() == typed.casefold()), None)
    if name is None:
        raise ConfigError("settings.unknown_region", value=typed, known=", ".join(known))
    return name, None


def bring_in(name: str, source: Path, data_folder: Path) -> Path:
    """Copy the region file `source` into the data folder, where it is found by `name`."""
    target = data_folder / USER_FOLDER / f"{name}.csv"
    if not (target.exists() and target.samefile(source)):
        write_text(target, read_text(source))
    return target
