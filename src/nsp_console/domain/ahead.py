"""Looking ahead with what is known now: what each supply is like some hours from now, and which one ends next.

Nothing new is assumed: no delivery, and consumption as it goes. A supply without a reliable forecast is left out of
every order and named apart. Arithmetic on ranges; the words are in `dutch.ahead`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nsp_console.domain.fields import Power
from nsp_console.domain.limits import SupplyLimits
from nsp_console.domain.moments import Ageing
from nsp_console.domain.supplies import SUPPLIES
from nsp_console.domain.totals import counted_value
from nsp_console.domain.views import Forecast, Severity, SiteView

AHEAD_MAX_H = 72  # nobody plans deliveries beyond the deadline of the norm


@dataclass(frozen=True, slots=True)
class Break:
    """A supply of one point and the hours in which it ends, from now."""

    site: str
    supply: str
    left: Forecast


def severity_at(low_h: float, limits: SupplyLimits) -> Severity:
    """What so many hours left mean, on the low end."""
    if low_h < limits.critical_h:
        return Severity.CRITICAL
    return Severity.ATTENTION if low_h < limits.attention_h else Severity.GOOD


def later(left: Forecast, hours: float, limits: SupplyLimits) -> Forecast:
    """What is left `hours` from now: both ends come so much nearer and stop at nothing."""
    low, high = max(0.0, left.low_h - hours), max(0.0, left.high_h - hours)
    return replace(left, low_h=low, high_h=high, severity=severity_at(low, limits))


def stepped(view: SiteView, hours: float, limits: SupplyLimits) -> SiteView:
    """The point with its supplies as they are `hours` from now; everything else as it is now."""
    if hours <= 0:
        return view
    supplies = {key: left and later(left, hours, limits) for key, left in view.supplies.items()}
    return replace(view, supplies=supplies)


def in_service(views: Iterable[SiteView]) -> list[SiteView]:
    """Our own points that are open or may be, in the order given."""
    return [view for view in views if view.own and view.severity is not Severity.OUT_OF_SERVICE]


def breaks(views: Iterable[SiteView]) -> list[Break]:
    """Every supply of these points that has a forecast, the one that may end first in front."""
    found = [
        Break(view.site.code, supply, left)
        for view in views
        for supply in SUPPLIES
        if (left := view.supplies.get(supply)) is not None
    ]
    return sorted(found, key=lambda one: (one.left.low_h, one.left.high_h, one.site, SUPPLIES.index(one.supply)))


def unforeseen(view: SiteView) -> tuple[str, ...]:
    """The supplies of this point nobody can tell the end of. Power from the grid has no end to tell."""
    on_grid = counted_value(view, "power") == Power.GRID
    return tuple(
        supply for supply in SUPPLIES if view.supplies.get(supply) is None and not (supply == "power" and on_grid)
    )


def trusted(view: SiteView) -> bool:
    """Whether this point was heard recently enough to lean on what it said it has to spare."""
    return view.heard_ageing in (Ageing.FRESH, Ageing.DIM)
