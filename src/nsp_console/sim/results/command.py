"""From nothing to the page: what is still to be run, running it, and writing after every run what there is."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nsp_console.domain.errors import CommandError
from nsp_console.sim.results.cases import Case, Task, cases
from nsp_console.sim.results.ledger import (
    Ledger,
    code_version,
    contract_rows,
    not_written,
    notes,
    refuse_to_lose_a_full_page,
)
from nsp_console.sim.results.measured import Measured
from nsp_console.sim.results.page import write_page
from nsp_console.sim.results.work import Done, Running, Worker, run_all, simulated

HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the operator wants: the folder, a quick trial or not, runs side by side, going on where it was or not."""

    folder: Path
    quick: bool = False
    at_once: int = 1
    go_on: bool = False


Look = Callable[[int, int, Sequence[Running]], None]


def make_page(asked: Asked, look: Look, worker: Worker = simulated, table: Mapping[str, Case] | None = None) -> int:
    """Run what is asked and write the page; returns how many runs were made now.

    `look(done, of, running)` tells progress. CommandError: the folder cannot be written, a file there is no good, a
    run fails, the program changed under way. What was finished stands in the folder, whatever happens.
    """
    refuse_to_lose_a_full_page(asked.folder, asked.quick)
    chosen = table or cases(asked.quick)
    ledger = Ledger(asked.folder, code_version(), asked.quick)
    measured = Measured(chosen, ledger, tuple(contract_rows(asked.folder)), notes(asked.folder))
    if asked.go_on:
        ledger.go_on(measured.tasks)
    _try_the_folder(asked.folder)
    waiting = ledger.waiting(measured.tasks)
    done = len(measured.tasks) - len(waiting)

    def finished(task: Task, ended: Done) -> None:
        nonlocal done
        if code_version() != ledger.code:  # who knows which of the two this run executed
            raise CommandError("results.code_changed")
        done += 1
        ledger.add(task, ended.figures, _spent(ended, asked.at_once))
        write_page(asked.folder, measured)

    run_all(waiting, asked.at_once, finished, lambda running: look(done, len(measured.tasks), running), worker)
    ledger.save()
    write_page(asked.folder, measured)
    return len(waiting)


def _spent(ended: Done, at_once: int) -> dict[str, object]:
    spent: dict[str, object] = {
        "wall_s": ended.wall_s,
        "cpu_s": ended.cpu_s,
        "at_once": at_once,
        "cores": os.cpu_count() or 1,
    }
    simulated_s = ended.figures.get("simulated_s")
    if isinstance(simulated_s, (int, float)) and simulated_s > 0:
        spent["wall_per_h_s"] = ended.wall_s * HOUR_S / simulated_s
        spent["cpu_per_h_s"] = ended.cpu_s * HOUR_S / simulated_s
    return spent


def _try_the_folder(folder: Path) -> None:
    """Better to hear now that it cannot be written than after the first run."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".proef"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise not_written(folder, error) from None
