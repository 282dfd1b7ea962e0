"""What a command loads is what it needs: help without the big libraries, a pure core without any."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support.command_line import environment
from support.tree import PACKAGE, python_files

BIG = frozenset({"textual", "rich", "sqlmodel", "sqlalchemy", "meshtastic", "serial", "google", "pydantic", "yaml"})
WAITING = frozenset({"asyncio", "sqlite3", "platformdirs", "tomllib", "csv", "subprocess"})
IMPURE = BIG | frozenset({"asyncio", "sqlite3", "socket", "logging", "random", "subprocess", "platformdirs"})

RUN = """
import contextlib, io, json, sys
from nsp_console.cli.main import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main({arguments!r})
print(json.dumps(sorted({{name.partition(".")[0] for name in sys.modules}})))
"""
IMPORT = """
import importlib, json, sys
for name in {names!r}:
    importlib.import_module(name)
print(json.dumps(sorted({{name.partition(".")[0] for name in sys.modules}})))
"""


def loaded(code: str, home: Path) -> set[str]:
    """The top-level modules a fresh Python has loaded after running `code`."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["--versie"], ["instellen", "--help"]])
def test_help_loads_none_of_the_big_libraries(tmp_path: Path, arguments: list[str]) -> None:
    """Help and version answer at once because nothing big is loaded for them."""
    assert loaded(RUN.format(arguments=arguments), tmp_path) & (BIG | WAITING) == set()


def test_showing_the_settings_needs_no_big_library(tmp_path: Path) -> None:
    """Reading station.toml, which a bare `nsp` does before its first frame, costs no validation library."""
    assert loaded(RUN.format(arguments=["instellen", "--toon"]), tmp_path) & BIG == set()


@pytest.mark.parametrize("package", ["domain", "wire", "link"])
def test_the_core_loads_nothing_impure(tmp_path: Path, package: str) -> None:
    """Importing all of a pure package loads no I/O, no clock tricks and no outside library."""
    names = [
        ".".join(("nsp_console", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        for path in python_files(PACKAGE / package)
    ]
    assert names
    assert loaded(IMPORT.format(names=names), tmp_path) & IMPURE == set()
