"""Collecting everything that is wrong with a file, so that a person mends it in one go instead of ten."""

from collections.abc import Sequence
from pathlib import Path

from nsp_console.domain.errors import ConfigError
from nsp_console.domain.safetext import clean

PROBLEMS_SHOWN_MAX = 20
QUOTE_CHARS_MAX = 60
CHOICES_CHARS_MAX = 500


def quote(value: object, chars_max: int = QUOTE_CHARS_MAX) -> str:
    """`value` from a file, fit to repeat in a message: cleaned and short."""
    return clean(str(value), chars_max)


def place(line: int | None, key: str = "") -> str:
    """Where in a file, in words: "regel 12, [ernst] kritiek_uur"."""
    return ", ".join(part for part in (f"regel {line}" if line else "", key) if part)


class Problems:
    """What is wrong with one file, in the order found."""

    def __init__(self, file: Path | str) -> None:
        self.file = str(file)
        self.found: list[ConfigError] = []

    def add(self, code: str, line: int | None = None, key: str = "", **data: object) -> None:
        """Note one problem; `code` names the sentence, `data` fills it (quoted; `known` is our own list of choices)."""
        limits = {"known": CHOICES_CHARS_MAX}
        shown = {name: quote(value, limits.get(name, QUOTE_CHARS_MAX)) for name, value in data.items()}
        where = place(line, key) or Path(self.file).name
        self.found.append(ConfigError(code, file=self.file, where=where, line=line, key=key, **shown))

    def error(self) -> ConfigError:
        """All of it as one error: `problems` holds the first PROBLEMS_SHOWN_MAX, `count` tells how many there are."""
        shown = tuple(self.found[:PROBLEMS_SHOWN_MAX])
        return ConfigError(
            "config.file", file=self.file, where=shown[0].data["where"], count=len(self.found), problems=shown
        )

    def stop_if_any(self) -> None:
        """Raise `error()` when anything was found."""
        if self.found:
            raise self.error()


def together(errors: Sequence[ConfigError]) -> ConfigError:
    """The errors of several files as one."""
    if len(errors) == 1:
        return errors[0]
    first = errors[0].data
    return ConfigError("config.files", file=first["file"], where=first["where"], problems=tuple(errors))
