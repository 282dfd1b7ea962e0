"""Facts of what a person decides for others: the inzet and its T0, points that join, besluiten, who writes for whom."""

from dataclasses import dataclass
from enum import StrEnum

from nsp_console.domain.sites import SiteKind


class DecisionKind(StrEnum):
    OPEN = "openen"
    CLOSE = "sluiten"
    MOVE = "verplaatsen"
    EVACUATE = "ontruimen"


@dataclass(frozen=True, slots=True)
class DeploymentStarted:
    """An inzet began: T0 (seconds UTC) as established by `source`."""

    name: str
    t0_wall: float
    source: str
    by: str
    origin: str = ""  # the console whose signed order this is; "" for our own


@dataclass(frozen=True, slots=True)
class DeploymentEnded:
    by: str
    reason: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class T0Corrected:
    """T0 was wrong; everything is recomputed."""

    t0_wall: float
    source: str
    by: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SiteAdded:
    """A point that joined during the inzet (mostly kind X)."""

    code: str
    name: str
    kind: SiteKind
    home: str
    by: str
    municipality: str = ""
    owner: str = ""
    lat: float = 0.0
    lon: float = 0.0


@dataclass(frozen=True, slots=True)
class Decided:
    """A *besluit*: a person (function `by`) decided `what` for `site`, to be done at `target_wall` (seconds UTC)."""

    site: str
    what: DecisionKind
    by: str
    reason: str
    target_wall: float | None = None
    owner: str = ""  # who carries it out
    origin: str = ""  # the console whose signed order this is; "" for our own


@dataclass(frozen=True, slots=True)
class HomeMoved:
    """The points of C `home` are written and answered for by C `to` from now on; `to` == `home`: taken back.

    Empty `sites`: all points of `home` (*C tijdelijk onbemand*); else only these.
    """

    home: str
    to: str
    by: str
    reason: str = ""
    sites: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class WriterMoved:
    """C `to` writes for `site` in the place of the point's own console from now on; `to` == `site`: handed back.

    version  the last version of `site` known to who ordered this: the new writer goes on above it
    """

    site: str
    to: str
    version: int
    by: str
    reason: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class StationRevoked:
    """Keys of `station` up to `generation` are not trusted any more (stolen, lost)."""

    station: str
    generation: int
    by: str
    reason: str = ""
    origin: str = ""
