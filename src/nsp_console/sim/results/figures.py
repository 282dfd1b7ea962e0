"""What runs measured, brought together over their seeds: mean, range, and the figures that follow from others."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from nsp_console.link.airtime import PRESETS, time_on_air_ms
from nsp_console.sim.region.plan import RegionPlan

Point = tuple[float, float]
DETAILS = "details"  # where a run keeps what its figures rest on
KNOWN_SHARES = ((60.0, "share_60s"), (120.0, "share_120s"), (300.0, "share_300s"))
KNOWN_SECONDS = (("update_p50_s", 0.5), ("update_p95_s", 0.95))


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run: what was asked (the plan), and the figures by key as the simulation gave them."""

    plan: RegionPlan
    figures: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Summary:
    """One figure over the seeds of a case. Seconds that never came are infinite."""

    mean: float
    low: float
    high: float
    runs: int


def _messages_share(run: Run) -> float | None:
    sent, delivered = number(run, "messages_sent"), number(run, "messages_delivered")
    return None if not sent or delivered is None else delivered / sent


def _status_ms(run: Run) -> float | None:
    """In whole milliseconds, as the design counts them: its 160 ms is the step of 160.3."""
    size = number(run, "status_bytes_on_air")
    return None if size is None else float(round(time_on_air_ms(PRESETS[run.plan.preset], round(size))))


DERIVED: dict[str, Callable[[Run], float | None]] = {"messages_share": _messages_share, "status_ms": _status_ms}


def number(run: Run, key: str) -> float | None:
    """A figure of one run, or one that follows from it. None: not measured. A null in seconds is "never": infinite."""
    if key in DERIVED:
        return DERIVED[key](run)
    found = _found(run, key)
    if isinstance(found, (int, float)):
        return float(found)
    return math.inf if key in run.figures and key.endswith("_s") else None


def _found(run: Run, key: str) -> object:
    """What a run told under this key, or under it among what its figures rest on."""
    details = run.figures.get(DETAILS)
    return run.figures.get(key, details.get(key) if isinstance(details, dict) else None)


def summarise(runs: Sequence[Run], key: str) -> Summary | None:
    """One figure over these runs; None when none of them has it."""
    found = [value for run in runs if (value := number(run, key)) is not None]
    return Summary(round(fmean(found), 9), min(found), max(found), len(found)) if found else None


def total(runs: Sequence[Run], key: str) -> float | None:
    """The sum of a figure over these runs; None when none of them has it."""
    found = [value for run in runs if (value := number(run, key)) is not None]
    return sum(found) if found else None


def reach(runs: Sequence[Run]) -> tuple[list[Point], bool]:
    """(seconds, mean share of samples reached by then) rising, and whether it is only known at the five usual points.

    A run tells more with the key `reach`: a list of [seconds, share].
    """
    curves, rough = [], False
    for run in runs:
        told = _told(run)
        rough = rough or not told
        if curve := told or _from_five(run):
            curves.append(curve)
    seconds = sorted({second for curve in curves for second, _ in curve})
    return [(second, fmean(_at(curve, second) for curve in curves)) for second in seconds], rough


def _told(run: Run) -> list[Point]:
    found = _found(run, "reach")
    if not isinstance(found, list):
        return []
    return _rising((float(second), float(share)) for second, share in found)


def _from_five(run: Run) -> list[Point]:
    by_share = ((number(run, key), share) for key, share in KNOWN_SECONDS)
    by_time = ((second, number(run, key)) for second, key in KNOWN_SHARES)
    known = [(s, share) for s, share in (*by_share, *by_time) if s is not None and share is not None]
    return _rising((s, share) for s, share in known if math.isfinite(s))


def _rising(points: Iterable[Point]) -> list[Point]:
    """The points in order of time, the share never falling (a p95 and a share may round past each other)."""
    found: list[Point] = []
    best = 0.0
    for second, share in sorted(points):
        best = max(best, share)
        found.append((second, best))
    return found


def _at(curve: Sequence[Point], second: float) -> float:
    """The share at this moment: a straight line between points, level outside them."""
    before = [point for point in curve if point[0] <= second]
    after = [point for point in curve if point[0] >= second]
    if not before or not after:
        return 0.0 if not before else before[-1][1]
    (s0, y0), (s1, y1) = before[-1], after[0]
    return y0 if s1 == s0 else y0 + (y1 - y0) * (second - s0) / (s1 - s0)


def crossing(points: Sequence[Point], level: float) -> float | None:
    """Where a line through these points first comes above `level`; None when it does not."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if y0 <= level < y1:
            return x0 + (x1 - x0) * (level - y0) / (y1 - y0)
    return None
