"""Four C's that each hear only their neighbours, with a point at either end: the smallest region with far corners.

L-ZWO-09 — C-ZWO-01 — C-ZWO-02 — C-RAA-02 — C-RAA-01 — L-RAA-01
                         |
                      C-OLW-02, which starts late
"""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

from support.crew import Crew
from support.fake_mesh import FakeMesh
from support.processes import Running

LINE = ("C-ZWO-01", "C-ZWO-02", "C-RAA-02", "C-RAA-01")
POINTS = ("L-ZWO-09", "L-RAA-01")
SIX = (*LINE, *POINTS)
LATE, LATE_HEARS = "C-OLW-02", LINE[1]
ENDS = dict(zip(POINTS, (LINE[0], LINE[-1]), strict=True))  # point → the only C that hears it
HEARS = {frozenset(pair) for pair in (*pairwise(LINE), *ENDS.items(), (LATE, LATE_HEARS))}


def apart() -> Iterator[tuple[str, str]]:
    """Every pair between which nothing passes."""
    for pair in combinations((*SIX, LATE), 2):
        if frozenset(pair) not in HEARS:
            yield pair


def put_in_line(mesh: FakeMesh) -> None:
    """Cut every link of a mesh with all seven that is not one of the line."""
    for one, other in apart():
        mesh.cut(one, other)


def neighbours(code: str) -> list[str]:
    """Who hears `code` directly."""
    return [other for other in SIX if frozenset((code, other)) in HEARS]


def by_gossip(point: str) -> list[str]:
    """The C's that have `point` from other C's only, nearest first."""
    away = LINE if ENDS[point] == LINE[0] else LINE[::-1]
    return list(away[1:])


def all_met(crew: Crew) -> None:
    """Wait until everybody believes those it hears directly."""
    for code in crew.running:
        crew.met(code, *(other for other in neighbours(code) if other in crew.running))


def update(crew: Crew, point: str, words: str) -> tuple[int, float]:
    """Type a report at `point`; the version it got, and the monotonic second at which it stood in its journal."""
    running = crew.running[point]
    before = max((event["version"] for event in running.events if event.get("soort") == "toestand_uit"), default=0)
    running.say(opdracht="melding", tekst=f"{point} {words}")
    issued = running.until(_version("toestand_uit", point, before + 1), f"a version of {point} after {before}")
    return issued["version"], came_s(running, issued)


def arrival(crew: Crew, code: str, point: str, version: int, within_s: float) -> tuple[dict[str, Any], float]:
    """The first entry at `code` with that version of `point` or a newer one, and when it was there."""
    running = crew.running[code]
    heard = running.ever(_version("toestand_gehoord", point, version), f"{point} {version} at {code}", within_s)
    return heard, came_s(running, heard)


def newest(crew: Crew, code: str, point: str) -> dict[str, Any]:
    """The newest state of `point` among the events of `code` that were read: heard, or its own."""
    about = [
        event
        for event in crew.running[code].events
        if event.get("soort") in ("toestand_gehoord", "toestand_uit") and event["site"] == point
    ]
    return about[-1]


def heard_of(crew: Crew, code: str) -> set[str]:
    """Every point of which a state came to `code`."""
    return {event["site"] for event in crew.running[code].events if event.get("soort") == "toestand_gehoord"}


def came_s(running: Running, event: dict[str, Any]) -> float:
    """The monotonic second at which `event` was printed."""
    at = next(at for at, known in enumerate(running.events) if known is event)
    return running.came_s[at]


def _version(kind: str, point: str, least: int) -> Any:
    return lambda event: event.get("soort") == kind and event["site"] == point and event["version"] >= least
