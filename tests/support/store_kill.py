"""Killing a recording process at random and looking at what is left. POSIX only: the child is a fork.

The child records facts and writes the number of each to a pipe as soon as it is acknowledged. The parent kills it with
SIGKILL at a moment of its choice. Everything that came through the pipe was told to somebody and may not be lost.
"""

import os
import random
import signal
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from nsp_console.clock import PlayClock
from nsp_console.domain.facts import MessageQueued
from nsp_console.paths import DatabaseKind
from nsp_console.store.store import Store
from support.store_facts import heard, queued

ACK = struct.Struct("<q")
LIFE_S_MAX = 0.03  # after the first acknowledgement
FIRST_ACK_WAIT_S = 20.0

Setup = Callable[[], None]


@dataclass
class Loss:
    """What a series of kills did."""

    cycles: int = 0
    acknowledged: int = 0
    lost: list[int] = field(default_factory=list)
    gaps: int = 0
    duplicates: int = 0
    slowest_restart_s: float = 0.0


def kill_repeatedly(path: Path, cycles: int, seed: int, sabotage: Setup | None = None) -> Loss:
    """Record, kill, reopen and compare `cycles` times on one database. `sabotage` runs in the child first."""
    dice = random.Random(seed)
    loss = Loss()
    told: set[int] = set()
    for cycle in range(cycles):
        told |= _one_life(path, dice, cycle, sabotage)
        started = time.monotonic()
        store = Store.open(path, DatabaseKind.DEMO, PlayClock.manual())  # verifies pages and chain
        loss.slowest_restart_s = max(loss.slowest_restart_s, time.monotonic() - started)
        assert store.restoration is None, "a kill is no damage"
        last = store.verified.rows
        loss.lost += sorted(number for number in told if number > last)
        told = {number for number in told if number <= last}
        store.close()
    loss.cycles, loss.acknowledged = cycles, len(told) + len(loss.lost)
    _compare(path, told, loss)
    return loss


def _compare(path: Path, told: set[int], loss: Loss) -> None:
    """Numbers must be dense, each text there once, and each told number there."""
    store = Store.open(path, DatabaseKind.DEMO, PlayClock.manual())
    entries = list(store.journal())
    store.close()
    loss.gaps = sum(entry.number != expected for expected, entry in enumerate(entries, 1))
    loss.lost += sorted(told - {entry.number for entry in entries})
    texts = [entry.fact.text for entry in entries if isinstance(entry.fact, MessageQueued)]
    loss.duplicates = len(texts) - len(set(texts))


def _one_life(path: Path, dice: random.Random, cycle: int, sabotage: Setup | None) -> set[int]:
    """Numbers acknowledged by one child before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _record_until_killed(path, writing, cycle, sabotage)
    os.close(writing)
    try:
        data = os.read(reading, ACK.size)
        assert data, "the child died by itself"
        time.sleep(dice.uniform(0, LIFE_S_MAX))
        os.kill(child, signal.SIGKILL)
        while more := os.read(reading, 65536):
            data += more
    finally:
        os.close(reading)
        os.waitpid(child, 0)
    return {ACK.unpack_from(data, at)[0] for at in range(0, len(data) - len(data) % ACK.size, ACK.size)}


def _record_until_killed(path: Path, writing: int, cycle: int, sabotage: Setup | None) -> None:
    """The child: it never returns."""
    try:
        if sabotage:
            sabotage()
        store = Store.open(path, DatabaseKind.DEMO, PlayClock.manual())
        for n in range(1_000_000):
            for entry in store.record_now(queued(f"{cycle}.{n}"), heard(packet=n)):
                os.write(writing, ACK.pack(entry.number))
    finally:
        os._exit(1)
