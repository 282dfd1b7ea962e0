"""Finished runs on disk, each written at once: `runs.json` (plan and figures, byte-stable) and `walls.json` (time)."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from nsp_console.config.textfile import read_text, write_text
from nsp_console.domain.errors import CommandError
from nsp_console.paths import PACKAGE, shipped
from nsp_console.sim.results.cases import Task
from nsp_console.sim.results.figures import Run

RUNS, WALLS, CONTRACT, NOTES = "runs.json", "walls.json", "contract.json", "notes.md"
DECIMALS = 6
CODE_CHARACTERS = 12
# What cannot change a figure: how it is shown, and the other simulation.
NOT_MEASURED = ("cli/", "tui/", "dutch/", "sim/results/", "sim/contract/", "_shipped/")
REGION_FILE = "config/ijsselland.csv"


def code_version(package: Path = PACKAGE) -> str:
    """A short hash of the source files that a run executes and of the region it runs in; the same on every machine."""
    files = {path.relative_to(package).as_posix(): path for path in package.rglob("*.py")}
    measured = {name: path for name, path in files.items() if not name.startswith(NOT_MEASURED)}
    measured[REGION_FILE] = shipped(REGION_FILE)
    summed = hashlib.sha256()
    for name, path in sorted(measured.items()):
        summed.update(name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return summed.hexdigest()[:CODE_CHARACTERS]


class Ledger:
    """The runs in one folder. A run counts while its plan and the code that made it are those of now."""

    def __init__(self, folder: Path, code: str, quick: bool = False) -> None:
        self.folder = folder
        self.code = code
        self.quick = quick
        self._runs: dict[str, dict[str, object]] = {}
        self._walls: dict[str, dict[str, object]] = {}

    def go_on(self, tasks: Iterable[Task]) -> None:
        """Take over what an earlier command wrote and still counts. CommandError when its file is no good."""
        asked = {task.name: _plan_of(task) for task in tasks}
        walls = _runs_in(self.folder / WALLS)
        for name, entry in _runs_in(self.folder / RUNS).items():
            same = name in asked and entry.get("plan") == asked[name] and entry.get("code") == self.code
            if same and isinstance(entry.get("figures"), dict):
                self._runs[name] = entry
                self._walls[name] = walls.get(name, {})

    def waiting(self, tasks: Iterable[Task]) -> list[Task]:
        """Those that still have to be run."""
        return [task for task in tasks if task.name not in self._runs]

    def add(self, task: Task, figures: Mapping[str, object], spent: Mapping[str, object]) -> None:
        """A finished run: its figures without the wall time, which goes apart with the rest of `spent`."""
        kept = {key: _rounded(value) for key, value in figures.items() if key not in ("wall_s", "baselines")}
        self._runs[task.name] = {"plan": _plan_of(task), "code": self.code, "figures": kept}
        self._walls[task.name] = {key: _rounded(value) for key, value in spent.items()}
        self.save()

    def save(self) -> None:
        """Replace both files. CommandError when the folder cannot be written."""
        try:
            write_text(self.folder / RUNS, _text(self.quick, self._runs))
            write_text(self.folder / WALLS, _text(self.quick, self._walls))
        except OSError as error:
            raise not_written(self.folder, error) from None

    def runs(self, tasks: Sequence[Task]) -> list[Run]:
        """The finished ones of these, in their order."""
        found = []
        for task in tasks:
            figures = self._runs.get(task.name, {}).get("figures")
            if isinstance(figures, dict):
                found.append(Run(task.plan, figures))
        return found

    def walls(self, tasks: Sequence[Task]) -> list[Run]:
        """What the finished ones of these took: wall_s, cpu_s, at_once, cores, simulated_s."""
        return [Run(task.plan, self._walls[task.name]) for task in tasks if self._walls.get(task.name)]


def refuse_to_lose_a_full_page(folder: Path, quick: bool) -> None:
    """CommandError when a quick command would replace the figures of a full one."""
    if quick and (folder / RUNS).exists() and _read(folder / RUNS).get("quick") is not True:
        raise CommandError("results.full_here", folder=str(folder))


def contract_rows(folder: Path) -> list[Mapping[str, object]]:
    """What `nsp simulatie contract --json` told, when somebody kept it beside the page."""
    path = folder / CONTRACT
    return [_read(path)] if path.exists() else []


def notes(folder: Path) -> str:
    """What a person wrote about the misses: the page takes it over, since the page itself is overwritten."""
    path = folder / NOTES
    return read_text(path).strip() if path.exists() else ""


def not_written(folder: Path, error: OSError) -> CommandError:
    """The folder refuses: to the operator, with what the system said."""
    return CommandError("results.folder", folder=str(folder), detail=error.strerror or type(error).__name__)


def _plan_of(task: Task) -> dict[str, object]:
    """The plan as JSON knows it. Of a region file only the name: a path would name a machine."""
    return {key: value.name if isinstance(value, Path) else value for key, value in asdict(task.plan).items()}


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _rounded(item) for key, item in value.items()}
    return value


def _text(quick: bool, runs: Mapping[str, object]) -> str:
    """JSON with a line for each run, sorted: a changed run is a changed line."""
    lines = [f"{_json(name)}: {_json(entry)}" for name, entry in sorted(runs.items())]
    return f'{{"quick": {_json(quick)}, "runs": {{\n' + ",\n".join(lines) + "\n}}\n"


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False)


def _read(path: Path) -> dict[str, object]:
    """A JSON object from a file. CommandError when it is something else."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        content = None
    if not isinstance(content, dict):
        raise CommandError("results.unreadable", file=str(path))
    return content


def _runs_in(path: Path) -> dict[str, dict[str, object]]:
    if not path.exists():
        return {}
    runs = _read(path).get("runs")
    if not isinstance(runs, dict) or not all(isinstance(entry, dict) for entry in runs.values()):
        raise CommandError("results.unreadable", file=str(path))
    return runs
