"""The shipped region of 125 points with a state for each, and pictures with points that have no place."""

import random
from dataclasses import replace

from nsp_console.config.region import load_region
from nsp_console.domain.moments import Age
from nsp_console.domain.sites import Site, SiteKind
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.domain.views import PeerView, Severity, SiteView, Snapshot
from nsp_console.paths import shipped
from support.drawn import MIN, point, why
from support.pictures import MEDICAL, night

REGION = load_region(shipped("config") / "ijsselland.csv")
STATION = REGION.sites["C-DEV-01"]
STATES = (Severity.GOOD, Severity.GOOD, Severity.ATTENTION, Severity.CRITICAL, Severity.SILENT, Severity.OUT_OF_SERVICE)


def judged(site: Site, severity: Severity, own: bool, minutes: float = 8) -> SiteView:
    """`site` with this verdict; a neighbour's point is known through its C."""
    reasons = (why("supply_critical", supply="water", low_h=2.0, high_h=3.0),) if severity is Severity.CRITICAL else ()
    state = "gesloten" if severity is Severity.OUT_OF_SERVICE else "open"
    view = point(site.code, site.name, severity, minutes=minutes, reasons=reasons, state=state, own=own)
    source = Source(Means.LORA, Tier.A, via="" if own else site.home)
    cells = {key: replace(cell, source=source) for key, cell in view.cells.items()}
    return replace(view, site=site, cells=cells)


def region(seed: int = 4, **changes: object) -> Snapshot:
    """All 125 points of the shipped region as C-DEV-01 sees them, with one unacknowledged alarm at an own point."""
    dice = random.Random(seed)
    views = []
    for site in REGION.sites.values():
        if site.code == STATION.code:
            continue
        own = site.home == STATION.code
        severity = Severity.GOOD if site.kind is SiteKind.C else dice.choice(STATES)
        views.append(judged(site, severity, own, dice.randint(1, 55)))
    first = next(index for index, view in enumerate(views) if view.own)
    views[first] = replace(
        views[first], severity=Severity.CRITICAL, alarm=52, reasons=(why("alarm_open", kind="medisch"),)
    )
    views.sort(key=lambda view: (not view.own, tuple(Severity).index(view.severity)))
    peers = tuple(PeerView(code, True, Age(4 * MIN)) for code in ("C-DEV-02", "C-OLW-01", "C-RAA-01"))
    alarm = replace(MEDICAL, site=next(view.site.code for view in views if view.alarm))
    return replace(night(), station=STATION, sites=tuple(views), peers=peers, alarms=(alarm,), **changes)  # type: ignore[arg-type]


def with_lost_point() -> Snapshot:
    """The region with an initiative nobody gave a place, named by hand after a person."""
    site = Site("X-DEV-01", "Bij mevrouw Jansen", "Deventer", SiteKind.X, 0.0, 0.0, home="C-DEV-01")
    view = judged(site, Severity.CRITICAL, own=True)
    picture = region()
    return replace(picture, sites=(view, *picture.sites))


def nowhere() -> Snapshot:
    """A region file without a single place."""
    picture = night()
    views = tuple(replace(view, site=replace(view.site, lat=0.0, lon=0.0)) for view in picture.sites)
    return replace(picture, sites=views, station=replace(picture.station, lat=0.0, lon=0.0))
