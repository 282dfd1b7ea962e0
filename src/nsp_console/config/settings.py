"""Who am I, which region, which radio: `station.toml` in the data folder, written by `nsp instellen`.

No pydantic here: a bare `nsp` reads this before its first frame.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nsp_console.config import choices
from nsp_console.config.problems import Problems
from nsp_console.config.textfile import keep_copy, read_text, write_text
from nsp_console.config.toml import Place, read_toml
from nsp_console.domain.errors import ConfigError, NspError
from nsp_console.domain.sites import SiteKind

SETTINGS_NAME = "station.toml"
LAST_GOOD_NAME = "station.laatst-goed.toml"
DEFAULT_CHANNEL = "NSP"
HEADER = "# Instellingen van dit station, gemaakt door: nsp instellen\n"


@dataclass(frozen=True, slots=True)
class Settings:
    """One station's own settings; every value has passed its check in `config.choices`."""

    station: str  # site code
    region: str  # name of a region file, see `config.regionfiles`
    radio: str = choices.NO_RADIO
    channel: str = DEFAULT_CHANNEL
    bridge: bool = False  # an L that repeats the regional picture for C's that cannot hear each other
    by: str = ""  # function of who works here, never a name
    glyphs: str = choices.GLYPHS[0]
    theme: str = choices.THEMES[0]

    @property
    def kind(self) -> SiteKind:
        """C or L: the first letter of the code."""
        return SiteKind(self.station[0])

    @property
    def function(self) -> str:
        """What decisions are signed with."""
        return self.by or default_function(self.kind)


FUNCTIONS = {SiteKind.L: "ambtenaar L-NSP", SiteKind.C: "medewerker C-NSP"}


def default_function(kind: SiteKind) -> str:
    """Who usually works at such a point."""
    return FUNCTIONS.get(kind, f"medewerker {kind.value}-NSP")


@dataclass(frozen=True, slots=True)
class _Key:
    """One key of the file: the attribute it fills and its check."""

    attribute: str
    check: Callable[[str], str | bool]
    required: bool = False


KEYS: dict[str, _Key] = {
    "station": _Key("station", choices.site_code, required=True),
    "regio": _Key("region", choices.region_name, required=True),
    "radio": _Key("radio", choices.radio_address, required=True),
    "kanaal": _Key("channel", choices.channel_name),
    "brug": _Key("bridge", choices.yes_no),
    "functie": _Key("by", choices.function_name),
    "tekens": _Key("glyphs", choices.glyphs),
    "thema": _Key("theme", choices.theme),
}


def load_settings(folder: Path) -> Settings | None:
    """The settings in data folder `folder`, or None when this is not yet a station. Raises ConfigError."""
    path = folder / SETTINGS_NAME
    return _read(path) if path.exists() else None


def load_settings_or_last_good(folder: Path) -> tuple[Settings | None, tuple[NspError, ...]]:
    """Like `load_settings`, keeping a copy; a broken file opens the last good one, with what to tell in a banner.

    Raises ConfigError when there is no usable copy: a station must never quietly become a demo.
    """
    path, copy = folder / SETTINGS_NAME, folder / LAST_GOOD_NAME
    if not path.exists() and not copy.exists():
        return None, ()
    try:
        settings = _read(path)
    except ConfigError as error:
        try:
            return _read(copy), (ConfigError("config.last_good_used", **{**error.data, "problems": (error,)}),)
        except ConfigError:
            raise error from None
    return settings, keep_copy(path, copy)


def save_settings(folder: Path, settings: Settings) -> Path:
    """Write `settings` as a whole; what was there and worked becomes the last good file. Raises ConfigError."""
    path = folder / SETTINGS_NAME
    try:
        if path.exists() and _works(path):
            write_text(folder / LAST_GOOD_NAME, read_text(path))
        write_text(path, as_toml(settings))
    except OSError as error:
        raise ConfigError("settings.not_written", file=str(path), detail=error.strerror or "") from error
    return path


def as_toml(settings: Settings) -> str:
    """The text of the settings file."""
    values = ((key, getattr(settings, KEYS[key].attribute)) for key in as_lines(settings))
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values)
    return HEADER + "\n".join(lines) + "\n"


def as_lines(settings: Settings) -> dict[str, str]:
    """Key of the file to value as a person types it, in file order; an empty function and no bridge are left out."""
    shown = {key: getattr(settings, rule.attribute) for key, rule in KEYS.items()}
    return {key: "ja" if value is True else str(value) for key, value in shown.items() if value}


def checked(values: Mapping[str, str]) -> Settings:
    """Settings from file keys to values, as typed. Raises ConfigError with every problem."""
    problems = Problems(SETTINGS_NAME)
    try:
        return _build(values, problems, {})
    except ConfigError:
        found = tuple(problems.found)
        raise found[0] if len(found) == 1 else ConfigError("settings.choices", problems=found) from None


def _works(path: Path) -> bool:
    try:
        _read(path)
    except ConfigError:
        return False
    return True


def _read(path: Path) -> Settings:
    content, lines = read_toml(path)
    return _build(content, Problems(path), lines)


def _build(content: Mapping[str, object], problems: Problems, lines: Mapping[Place, int]) -> Settings:
    fields: dict[str, Any] = {}
    for key in content:
        if key not in KEYS:
            problems.add("config.unknown_key", lines.get((key,)), key, known=", ".join(KEYS))
    for key, rule in KEYS.items():
        value = content.get(key)
        if value is None:
            if rule.required:
                problems.add("config.missing", None, key)
        elif isinstance(value, bool) and rule.check is choices.yes_no:
            fields[rule.attribute] = value
        elif not isinstance(value, str):
            problems.add("config.needs_text", lines.get((key,)), key, value=value)
        else:
            try:
                fields[rule.attribute] = rule.check(value)
            except ConfigError as error:
                problems.add(error.code, lines.get((key,)), key, **error.data)
    if fields.get("bridge") and not str(fields.get("station", "L")).startswith(SiteKind.L):
        problems.add("settings.bridge_is_l", lines.get(("brug",)), "brug", station=fields["station"])
    problems.stop_if_any()
    return Settings(**fields)
