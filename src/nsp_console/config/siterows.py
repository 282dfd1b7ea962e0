"""One row of a region file as a Site, and the checks between rows."""

import re
from collections.abc import Mapping
from dataclasses import replace

from nsp_console.config.cells import Row
from nsp_console.config.norms import KNOWN_NORMS, is_norm_key
from nsp_console.domain.distance import distance_km
from nsp_console.domain.safetext import clean
from nsp_console.domain.sites import NormOverride, Site, SiteKind, SiteStatus

CODE = re.compile(r"[CLX]-[A-Z]{3}-\d{2}$")
KIND_PREFIX = re.compile(r"^[CLX]-NSP\s+", re.IGNORECASE)
OVERRIDE = re.compile(r"\s*([a-z0-9_.]+)\s*=\s*(-?\d+(?:[.,]\d+)?)\s+(\S.*)$")

# The European Netherlands with a margin, degrees WGS 84: outside it a coordinate is a slip, not a place.
LATITUDE = (50.5, 53.8)
LONGITUDE = (3.0, 7.6)
INHABITANTS_MAX = 1_000_000
DISTANCE_KM_MAX = 500
REGION_MAX = 25  # veiligheidsregio's are numbered 1 … 25
NUMBER_MAX = 1000  # ten bits on the air, the highest values reserved
GENERATOR_KVA_MAX = 5000


def site_of(row: Row) -> Site | None:
    """The point on this row; None when its code or kind is no good. Everything wrong with the row is noted."""
    code = _code(row)
    kind = _kind(row, code)
    name = short_name(row.text("name", required=True))
    place = _coordinates(row, required=kind is not SiteKind.X)
    status = _status(row)
    region = row.whole("region", REGION_MAX) or 0
    home = row.text("home").upper()
    numbers = (row.whole("inhabitants", INHABITANTS_MAX), row.number("distance", 0, DISTANCE_KM_MAX))
    texts = {column: row.text(column) for column in ("municipality", "location_type", "owner", "cluster")}
    generator = row.number("generator_kva", 0.1, GENERATOR_KVA_MAX)
    overrides = _overrides(row)
    if not code or kind is None:
        return None
    return Site(
        code=code,
        name=name,
        municipality=texts["municipality"],
        kind=kind,
        lat=place[0],
        lon=place[1],
        inhabitants=numbers[0] or 0,
        home="" if region else home,
        distance_km=numbers[1] or 0.0,
        location_type=texts["location_type"],
        owner=texts["owner"],
        status=status,
        cluster=texts["cluster"],
        generator_kva=generator,
        overrides=overrides,
        number=row.whole("number", NUMBER_MAX) or 0,
        region=region,
        beside=home if region else "",
    )


def number_sites(sites: Mapping[str, Site], rows: Mapping[str, Row]) -> dict[str, Site]:
    """Every C and L gets its number on the air: the one in the file, or its place in the file when no row has one.

    Keys are made for a number, so a file with some numbers must give all of them, each once.
    """
    ours = [site for site in sites.values() if not site.guest]
    stations = [site for site in ours if site.kind is not SiteKind.X]
    if not any(site.number for site in ours):
        return {**sites, **{site.code: replace(site, number=place) for place, site in enumerate(stations, 1)}}
    first: dict[int, str] = {}
    for site in ours:
        if not site.number and site.kind is not SiteKind.X:
            rows[site.code].complain("region.no_number", "number", value=site.code)
        elif site.number and site.number in first:
            rows[site.code].complain("region.number_twice", "number", value=site.number, first=first[site.number])
        first.setdefault(site.number, site.code)
    return dict(sites)


def short_name(name: str) -> str:
    """The name as drawn: the kind stands in the code already, so "L-NSP " in front goes."""
    return KIND_PREFIX.sub("", name)


def check_homes(sites: Mapping[str, Site], rows: Mapping[str, Row]) -> None:
    """Every L hangs under a C that is in the file; a C hangs under nobody; an X may be on its own."""
    coordinators = {code for code, site in sites.items() if site.kind is SiteKind.C and not site.guest}
    for code, site in sites.items():
        if site.guest:
            _check_guest(site, rows[code], coordinators)
        elif site.kind is SiteKind.C:
            if site.home:
                rows[code].complain("region.c_has_home", "home", value=site.home)
        elif not site.home:
            if site.kind is SiteKind.L:
                rows[code].complain("region.no_home", "home", value=code)
        elif site.home not in coordinators:
            rows[code].complain("region.unknown_home", "home", value=site.home)


def _check_guest(site: Site, row: Row, coordinators: set[str]) -> None:
    """A point of another region is a C with the number it has there, beside one of our own C's."""
    if site.kind is not SiteKind.C:
        row.complain("region.guest_no_c", "region", value=site.code)
    if not site.number:
        row.complain("region.no_number", "number", value=site.code)
    if site.beside not in coordinators:
        row.complain("region.unknown_home", "home", value=site.beside)


def fill_distance(site: Site, sites: Mapping[str, Site]) -> Site:
    """The straight-line distance to its C (km, one decimal) when the file gives none."""
    home = sites.get(site.home)
    if site.distance_km or home is None or not site.lat:
        return site
    return replace(site, distance_km=round(distance_km(site, home), 1))


def _code(row: Row) -> str:
    code = row.text("code", required=True).upper()
    if code and not CODE.match(code):
        row.complain("region.bad_code", "code", value=code)
        return ""
    return code


def _kind(row: Row, code: str) -> SiteKind | None:
    raw = row.text("kind", required=True).upper().removesuffix("-NSP")
    if raw not in SiteKind.__members__:
        if raw:
            row.complain("region.unknown_kind", "kind", value=raw)
        return None
    if code and code[0] != raw:
        row.complain("region.kind_differs", "kind", value=raw, site=code)
    return SiteKind(raw)


def _coordinates(row: Row, required: bool) -> tuple[float, float]:
    """Latitude and longitude, (0, 0) when unknown; the two swapped is the commonest slip, so it has its own remedy."""
    lat, lon = (row.number(column, -180, 180, required) for column in ("lat", "lon"))
    if lat is None or lon is None:
        return (0.0, 0.0)
    if _inside(lat, LATITUDE) and _inside(lon, LONGITUDE):
        return (lat, lon)
    if _inside(lon, LATITUDE) and _inside(lat, LONGITUDE):
        row.complain("region.swapped", "lat", lat=lat, lon=lon)
        return (0.0, 0.0)
    for column, value, (low, high) in (("lat", lat, LATITUDE), ("lon", lon, LONGITUDE)):
        if not low <= value <= high:
            row.complain("region.out_of_range", column, value=value, low=low, high=high)
    return (0.0, 0.0)


def _inside(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _status(row: Row) -> SiteStatus:
    raw = row.text("status").casefold()
    if not raw:
        return SiteStatus.POTENTIAL
    if raw not in tuple(SiteStatus):
        row.complain("region.unknown_status", "status", value=raw, known=", ".join(SiteStatus))
        return SiteStatus.POTENTIAL
    return SiteStatus(raw)


def _overrides(row: Row) -> tuple[NormOverride, ...]:
    """Norms that differ here: "temperature=16 monument | first_aid=2 grote zaal". The reason is mandatory."""
    found: list[NormOverride] = []
    for part in filter(str.strip, row.cells.get("norms", "").split("|")):
        parsed = OVERRIDE.match(part)
        if parsed is None:
            row.complain("region.bad_override", "norms", value=part.strip())
        elif not is_norm_key(parsed[1]):
            row.complain("region.unknown_norm", "norms", value=parsed[1], known=", ".join(KNOWN_NORMS))
        else:
            found.append(NormOverride(parsed[1], float(parsed[2].replace(",", ".")), clean(parsed[3])))
    return tuple(found)
