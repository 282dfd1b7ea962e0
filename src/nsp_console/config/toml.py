"""TOML with line numbers: the standard reader tells no lines, and a person mending a file needs them."""

import re
import tomllib
from pathlib import Path
from typing import Any

from nsp_console.config.problems import Problems
from nsp_console.config.textfile import read_text

Place = tuple[str | int, ...]

TABLE = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\- \"']+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"^\s*([A-Za-z0-9_\-\"'.]+)\s*=")
ERROR_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in name.split("."))


def line_numbers(text: str) -> dict[Place, int]:
    """Place of every table and key to its line, counted from 1; rows of `[[table]]` carry their index."""
    lines: dict[Place, int] = {}
    rows: dict[Place, int] = {}
    table: Place = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := TABLE.match(line):
            table = ()
            for part in _parts(header[2]):
                table = (*table, part)
                if table in rows:
                    table = (*table, rows[table])
            if header[1] == "[[":
                index, plain = (-1, table) if table not in rows else (rows[table], table)
                if isinstance(table[-1], int):  # a further row of a table we know
                    index, plain = table[-1], table[:-1]
                rows[plain] = index + 1
                table = (*plain, index + 1)
            lines[table] = number
        elif key := KEY.match(line):
            lines.setdefault((*table, *_parts(key[1])), number)
    return lines


def line_of(lines: dict[Place, int], where: Place) -> int | None:
    """The line of `where`, or of the nearest table around it."""
    for end in range(len(where), 0, -1):
        if where[:end] in lines:
            return lines[where[:end]]
    return None


def key_path(where: Place) -> str:
    """`where` as a person would write it: "norm 3: waarde" or "[ernst] kritiek_uur"."""
    names = [f"nummer {part + 1}" if isinstance(part, int) else part for part in where]
    return names[0] if len(names) == 1 else f"[{' '.join(names[:-1])}] {names[-1]}" if names else ""


def read_toml(path: Path) -> tuple[dict[str, Any], dict[Place, int]]:
    """The content of `path` and the lines of its keys. Raises ConfigError for what is not TOML at all."""
    text = read_text(path)
    try:
        return tomllib.loads(text), line_numbers(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problems = Problems(path)
        found = ERROR_LINE.search(str(error))
        number = int(found[1]) if found else len(text.splitlines())
        lines = text.splitlines()
        problems.add("config.not_toml", number, text=lines[number - 1].strip() if 0 < number <= len(lines) else "")
        raise problems.error() from None
