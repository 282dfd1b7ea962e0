"""Points on the map: C-NSP, L-NSP, and the initiatives that join during an inzet."""

from dataclasses import dataclass
from enum import StrEnum


class SiteKind(StrEnum):
    C = "C"  # coördinerend noodsteunpunt: no service to inhabitants
    L = "L"  # lokaal noodsteunpunt
    X = "X"  # burgerinitiatief, noodwaterpunt, afhaalpunt …: counts apart in every norm


class SiteStatus(StrEnum):
    """How far a location has come on the way to being a noodsteunpunt."""

    POTENTIAL = "potentieel"
    PILOT = "pilot"
    DESIGNATED = "aangewezen"
    FITTED_OUT = "ingericht"
    READY = "paraat"


@dataclass(frozen=True, slots=True)
class NormOverride:
    """A norm that is different here, with the reason that is shown wherever the norm is judged."""

    norm: str
    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Site:
    """One point of the region file. Distances in km, coordinates in degrees WGS 84."""

    code: str
    name: str
    municipality: str
    kind: SiteKind
    lat: float
    lon: float
    inhabitants: int = 0
    home: str = ""  # code of the coordinating C; empty for a C itself
    distance_km: float = 0.0
    location_type: str = ""
    owner: str = ""  # responsible organisation: gemeente for an L, veiligheidsregio for a C
    status: SiteStatus = SiteStatus.POTENTIAL
    cluster: str = ""
    generator_kva: float | None = None
    overrides: tuple[NormOverride, ...] = ()
    number: int = 0  # on the air, 1 … 1000, fixed by the region file; 0: has none (joined during the inzet)
    region: int = 0  # veiligheidsregio of a guest from across the border; 0: our own
    beside: str = ""  # of a guest: our own C that borders it and sends it our signed state

    @property
    def guest(self) -> bool:
        """A bordering C of another region: trusted for what it says of itself, read-only here."""
        return self.region != 0

    @property
    def short_name(self) -> str:
        """The name without what the list around it already tells: kind of building and municipality.

        "Wijkcentrum Deventer-Zandweerd" in Deventer is "Zandweerd"; what is left is never empty.
        """
        words = self.name.split(" ")
        if len(words) > 1 and self.location_type and words[0].casefold() in self.location_type.casefold():
            words = words[1:]
        short = " ".join(words)
        municipality = f"{self.municipality}-"
        if self.municipality and short.casefold().startswith(municipality.casefold()):
            short = short[len(municipality) :]
        return short.strip() or self.name


@dataclass(frozen=True, slots=True)
class Region:
    """All points of one region file, in file order. `provenance` is shown; `illustrative` marks invented points."""

    name: str
    sites: dict[str, Site]
    provenance: str = ""
    illustrative: bool = False
    number: int = 0  # of the veiligheidsregio, 1 … 25; 0: the file does not tell

    def numbered(self) -> dict[int, Site]:
        """Own points by their number on the air; guests and points without one are not in it."""
        return {site.number: site for site in self.sites.values() if site.number and not site.guest}

    def guests_of(self, code: str) -> tuple[Site, ...]:
        """C's of other regions that border our C `code`."""
        return tuple(site for site in self.sites.values() if site.guest and site.beside == code)

    def own_sites(self, home: str) -> tuple[Site, ...]:
        """The points coordinated by C `home`, itself excluded."""
        return tuple(site for site in self.sites.values() if site.home == home)
