"""Runs side by side, each in a process of its own: a fault or a stop in one leaves the others' figures whole."""

import importlib
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from nsp_console.domain.errors import CommandError, NspError
from nsp_console.sim.results.cases import NSP, Task

LOOK_EVERY_S = 1.0  # how often the operator sees progress
TELL_EVERY_S = 0.5  # how often a run tells it
STOP_WAIT_S = 5.0

Figures = Mapping[str, object]
Worker = Callable[[Task, Callable[[float], None]], Figures]


@dataclass(frozen=True, slots=True)
class Done:
    """A run that ended well: its figures, and what it took on this machine."""

    figures: Figures
    wall_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Refused:
    """A run that ended with an expected error (which does not travel between processes by itself)."""

    code: str
    data: dict[str, object]


@dataclass(slots=True)
class Running:
    """A run under way, in the process that asked for it."""

    task: Task
    process: SpawnProcess
    share: float = 0.0


def simulated(task: Task, progress: Callable[[float], None]) -> Figures:
    """Carry out one run with the simulator, which is loaded only in the process that needs it."""
    if task.kind == NSP:
        figures: Figures = importlib.import_module("nsp_console.sim.region.run").simulate(task.plan, progress)
        return figures
    baselines = importlib.import_module("nsp_console.sim.region.baselines")
    compared: Figures = baselines.simulate_baseline(task.kind, task.plan, progress)
    return compared


def run_all(
    tasks: Sequence[Task],
    at_once: int,
    finished: Callable[[Task, Done], None],
    looked: Callable[[Sequence[Running]], None],
    worker: Worker = simulated,
) -> None:
    """Run every task, `at_once` at a time; `finished` for each as it ends, `looked` about every second.

    CommandError when a run fails; those under way are stopped then, and when the operator stops the command.
    """
    lines: dict[Connection, Running] = {}
    waiting = list(reversed(tasks))
    try:
        while waiting or lines:
            while waiting and len(lines) < at_once:
                line, running = _begun(waiting.pop(), worker)
                lines[line] = running
            for ready in wait(list(lines), timeout=LOOK_EVERY_S):
                assert isinstance(ready, Connection)
                done = _heard(ready, lines[ready])
                if done is not None:
                    running = lines.pop(ready)
                    _end(running.process)
                    finished(running.task, done)
            looked(list(lines.values()))
    finally:
        for running in lines.values():
            running.process.terminate()
            _end(running.process)


def _begun(task: Task, worker: Worker) -> tuple[Connection, Running]:
    context = multiprocessing.get_context("spawn")  # the same on every system, and nothing of ours is copied along
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_in_the_process, args=(worker, task, theirs), daemon=True)
    process.start()
    theirs.close()  # the end of the run is the end of its pipe
    return ours, Running(task, process)


def _heard(line: Connection, running: Running) -> Done | None:
    """What a run tells: its progress (kept), its end, or that it is gone."""
    try:
        told = line.recv()
    except EOFError:
        raise CommandError("results.run_failed", name=running.task.name) from None
    if isinstance(told, Refused):
        raise CommandError(told.code, **told.data)
    if isinstance(told, Done):
        return told
    running.share = told
    return None


def _end(process: SpawnProcess) -> None:
    process.join(STOP_WAIT_S)
    if process.is_alive():
        process.kill()
        process.join()


def _in_the_process(worker: Worker, task: Task, line: Connection) -> None:
    with suppress(ValueError):  # the operator's Ctrl+C reaches us too: the one who started us decides
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    begun, worked, told = time.perf_counter(), time.process_time(), 0.0

    def progress(share: float) -> None:
        nonlocal told
        if time.perf_counter() - told >= TELL_EVERY_S:
            told = time.perf_counter()
            line.send(float(share))

    try:
        figures = worker(task, progress)
        line.send(Done(dict(figures), time.perf_counter() - begun, time.process_time() - worked))
    except NspError as error:
        line.send(Refused(error.code, error.data))
    except BrokenPipeError:
        sys.exit(1)  # whoever wanted this run is gone
