"""How far two points are apart."""

from math import cos, hypot, radians

from nsp_console.domain.sites import Site

KM_PER_DEGREE = 111.2


def distance_km(one: Site, other: Site) -> float:
    """Distance in km as the crow flies, flat-earth: good to a percent within a region."""
    east = (one.lon - other.lon) * cos(radians((one.lat + other.lat) / 2))
    return KM_PER_DEGREE * hypot(one.lat - other.lat, east)
