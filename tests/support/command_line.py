"""Running `nsp` for real, in a process of its own with a data folder of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
SECONDS_MAX = 60


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


def environment(home: Path) -> dict[str, str]:
    """This process's environment with the data folder at `home`."""
    return {**os.environ, "NSP_HOME": str(home), "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"}


def nsp(home: Path, *arguments: str, typed: str = "") -> Ran:
    """Run `nsp` with these arguments; `typed` is its standard input (not a terminal)."""
    command = [sys.executable, "-m", "nsp_console", *arguments]
    done = subprocess.run(
        command,
        env=environment(home),
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS_MAX,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
