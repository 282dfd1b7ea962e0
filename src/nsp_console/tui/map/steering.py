"""Where the cursor goes: to the nearest point in the direction of the arrow."""

from collections.abc import Iterable
from math import atan2, cos, degrees, radians

from nsp_console.domain.sites import Site
from nsp_console.dutch.map import COMPASS, COMPASS_LONG
from nsp_console.tui.map.projection import Slot

LEFT, RIGHT, UP, DOWN = (-1, 0), (1, 0), (0, -1), (0, 1)
ASIDE_COSTS = 2  # a slot aside counts as two ahead: straight on is preferred


def toward(here: Slot, others: Iterable[Slot], direction: tuple[int, int]) -> Slot | None:
    """The nearest of `others` in `direction` from `here`; first within 45 degrees, else anything on that side."""
    best: tuple[tuple[bool, int, Slot], Slot] | None = None
    for slot in others:
        across, down = slot[0] - here[0], slot[1] - here[1]
        ahead = across * direction[0] + down * direction[1]
        aside = abs(across * direction[1]) + abs(down * direction[0])
        if ahead <= 0:
            continue
        rank = (aside > ahead, ahead + ASIDE_COSTS * aside, slot)
        if best is None or rank < best[0]:
            best = rank, slot
    return best[1] if best else None


def bearing(start: Site, end: Site) -> float:
    """Degrees clockwise from north, seen from `start`."""
    east = (end.lon - start.lon) * cos(radians((start.lat + end.lat) / 2))
    return degrees(atan2(east, end.lat - start.lat)) % 360


def compass(start: Site, end: Site, long: bool = False) -> str:
    """`NO`, or `noordoost`; empty when both are in one place."""
    if (start.lat, start.lon) == (end.lat, end.lon):
        return ""
    names = COMPASS_LONG if long else COMPASS
    return names[round(bearing(start, end) / (360 / len(names))) % len(names)]
