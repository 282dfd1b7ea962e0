"""Many histories, in several processes, each from a seed of its own; and every violation with how to see it again."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from nsp_console.sim.contract.clauses import DETERMINISM, Violation, check
from nsp_console.sim.contract.history import HOUR_S, History, Plant, Story, nothing_planted
from nsp_console.sim.contract.people import plan_work
from nsp_console.sim.contract.troubles import plan_troubles

TWICE_EVERY = 20  # one history in so many is run twice and compared byte for byte
SHORT_HOURS, FULL_HOURS = 6.0, 72.0
PARTS = 4  # histories handed to a process at a time
CONSOLE_FRAMES = frozenset({"post", "ondertekend", "ontvangst", "groet", "postgroet"})  # what messages cost


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one history gave."""

    seed: int
    violations: tuple[Violation, ...]
    messages: int
    frames: int


@dataclass(frozen=True, slots=True)
class ContractResult:
    """What many gave. `wall_s`: seconds that it took here."""

    histories: int
    violations: tuple[Violation, ...]
    messages: int
    frames_per_message: float
    wall_s: float


def play(story: Story, plant: Plant = nothing_planted) -> History:
    """One history from its beginning to its end."""
    history = History(story, plant)
    history.begin()
    plan_troubles(history)
    plan_work(history)
    history.world.run(story.hours * HOUR_S)
    history.heal()
    history.wait()
    return history


def outcome(story: Story, plant: Plant = nothing_planted, twice: bool | None = None) -> Outcome:
    """Play it and check every clause. `twice` None: one seed in TWICE_EVERY is played twice for determinism."""
    history = play(story, plant)
    violations = check(history)
    twice = story.seed % TWICE_EVERY == 0 if twice is None else twice
    if twice and play(story, plant).air_hash() != history.air_hash():
        violations.append(Violation(DETERMINISM, story.seed, "the same seed gave another history"))
    frames = sum(1 for one in history.world.sent if one.departure.kind in CONSOLE_FRAMES)
    return Outcome(story.seed, tuple(violations), len(history.accepted), frames)


def run_histories(
    count: int,
    seed: int = 1,
    hours: float = SHORT_HOURS,
    full: bool = False,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda done, bad: None,
    broken: Callable[[Violation], None] = lambda violation: None,
) -> ContractResult:
    """`count` histories with the seeds from `seed` on. `progress(done, violations)` after each, `broken` for each."""
    began = time.monotonic()
    stories = [Story(seed + number, hours, full) for number in range(count)]
    violations: list[Violation] = []
    messages = frames = 0
    for done, one in enumerate(_outcomes(stories, workers), start=1):
        violations += one.violations
        for violation in one.violations:
            broken(violation)
        messages, frames = messages + one.messages, frames + one.frames
        progress(done, len(violations))
    per_message = round(frames / messages, 2) if messages else 0.0
    return ContractResult(count, tuple(violations), messages, per_message, round(time.monotonic() - began, 1))


def _outcomes(stories: list[Story], workers: int) -> Iterator[Outcome]:
    if workers == 1:
        yield from map(outcome, stories)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(outcome, stories, chunksize=1 if len(stories) < PARTS * workers else PARTS)
