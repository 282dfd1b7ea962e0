"""Points as signs of two cells: shape and letter for an L, `C` and shape for a C, shape and number for several.
Whatever stands in one slot, the worst of it is what shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from nsp_console.domain.findings import RANK
from nsp_console.domain.sites import Site, SiteKind
from nsp_console.domain.views import Severity, SiteView, Snapshot
from nsp_console.tui.judged import badge
from nsp_console.tui.map.projection import Plot, Slot, is_placed

COUNT_MAX = 9
OURS = "•"  # our own C when nobody reports on it


@dataclass(frozen=True, slots=True)
class Spot:
    """One point that may be drawn. `view` None: this station itself, when it is not judged."""

    site: Site
    view: SiteView | None
    ours: bool = False
    badness: tuple[bool, int, bool, bool, str] = field(init=False)  # the worst first; asked often, so worked out once

    def __post_init__(self) -> None:
        calm = max(RANK.values()) + 1
        rank = calm if self.view is None or self.unheard else RANK[self.view.severity]
        own = self.view.own if self.view is not None else True
        order = (not self.waiting, rank, not own, self.site.kind is not SiteKind.C, self.site.code)
        object.__setattr__(self, "badness", order)

    @property
    def code(self) -> str:
        """Its site code."""
        return self.site.code

    @property
    def waiting(self) -> bool:
        """An alarm here that nobody took on."""
        return self.view is not None and self.view.alarm is not None and not self.view.alarm_acknowledged

    @property
    def unheard(self) -> bool:
        """We ourselves, of whom no report comes in: nothing to worry about."""
        return self.ours and self.view is not None and self.view.severity in (Severity.UNKNOWN, Severity.SILENT)


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in one slot: spots worst first, the sign of two cells, and its role."""

    slot: Slot
    spots: tuple[Spot, ...]
    sign: str
    role: str

    @property
    def worst(self) -> Spot:
        """The spot whose state shows."""
        return self.spots[0]


def spots(snapshot: Snapshot) -> list[Spot]:
    """Every point with a known place, worst first, and this station."""
    here = snapshot.station.code
    found = [Spot(view.site, view, view.site.code == here) for view in snapshot.sites]
    if all(spot.code != here for spot in found):
        found.append(Spot(snapshot.station, None, True))
    return sorted((spot for spot in found if is_placed(spot.site)), key=lambda spot: spot.badness)


def unplaced(snapshot: Snapshot) -> list[SiteView]:
    """Points whose place nobody filled in."""
    return [view for view in snapshot.sites if not is_placed(view.site)]


def marks(shown: Iterable[Spot], plot: Plot) -> dict[Slot, Mark]:
    """A mark for every slot with something in it."""
    by_slot: dict[Slot, list[Spot]] = {}
    for spot in shown:
        slot = plot.slot(spot.site)
        if plot.shows(slot):
            by_slot.setdefault(slot, []).append(spot)
    return {slot: mark_of(slot, found) for slot, found in by_slot.items()}


def mark_of(slot: Slot, found: list[Spot]) -> Mark:
    """The mark of spots that share a slot."""
    ordered = tuple(sorted(found, key=lambda spot: spot.badness))
    worst = ordered[0]
    letter, shape, role = ("", OURS, "bold") if worst.view is None or worst.unheard else badge(worst.view)
    if len(ordered) > 1:
        sign = shape + (str(len(ordered)) if len(ordered) <= COUNT_MAX else "+")
    elif worst.site.kind is SiteKind.C:
        sign = "C" + shape
    else:
        sign = shape + letter
    return Mark(slot, ordered, sign, role)
