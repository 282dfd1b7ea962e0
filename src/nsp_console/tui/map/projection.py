"""Degrees to places in a plot. A slot is two cells wide and one high, nearly square on any terminal: so the map needs
no other correction than that a degree of longitude is shorter than one of latitude. Flat earth, good within a region.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from nsp_console.domain.distance import KM_PER_DEGREE
from nsp_console.domain.sites import Site

SLOT_CELLS = 2
SPAN_KM_MIN = 1.0  # one point, or all in one place: still a map
Slot = tuple[int, int]  # column and row of slots, from the top left


def is_placed(site: Site) -> bool:
    """Whether the place of `site` is known; 0,0 in the sea off Ghana means nobody filled it in."""
    return (site.lat, site.lon) != (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Plot:
    """`columns` by `rows` slots around a middle (degrees), with so many km in a slot both ways."""

    columns: int
    rows: int
    lat: float
    lon: float
    slot_km: float

    def slot(self, site: Site) -> Slot:
        """Where `site` falls; outside the plot when it is out of view."""
        east = (site.lon - self.lon) * cos(radians(self.lat)) * KM_PER_DEGREE
        south = (self.lat - site.lat) * KM_PER_DEGREE
        middle_x, middle_y = (self.columns - 1) / 2, (self.rows - 1) / 2
        return round(middle_x + east / self.slot_km), round(middle_y + south / self.slot_km)

    def shows(self, slot: Slot) -> bool:
        """Whether this slot is in view."""
        return 0 <= slot[0] < self.columns and 0 <= slot[1] < self.rows


def plot_of(sites: Iterable[Site], columns: int, rows: int) -> Plot:
    """The largest plot of `columns` by `rows` slots with all of `sites` in it."""
    known = [site for site in sites if is_placed(site)]
    lats, lons = [site.lat for site in known] or [0.0], [site.lon for site in known] or [0.0]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    wide = (max(lons) - min(lons)) * cos(radians(lat)) * KM_PER_DEGREE
    high = (max(lats) - min(lats)) * KM_PER_DEGREE
    # One slot less than would fit, so that nothing sticks to the edge.
    slot_km = max(wide / max(1, columns - 2), high / max(1, rows - 2), SPAN_KM_MIN / max(1, min(columns, rows)))
    return Plot(columns, rows, lat, lon, slot_km)


def around(plot: Plot, site: Site, closer: float) -> Plot:
    """The same plot with `site` in the middle and `closer` times as near."""
    return Plot(plot.columns, plot.rows, site.lat, site.lon, plot.slot_km / closer)
