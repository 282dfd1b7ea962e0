"""Pictures for the place Paraatheid: the shipped region with reports and dossiers, folded by the real code."""

from dataclasses import replace
from datetime import datetime
from itertools import cycle

from nsp_console.config.region import load_region
from nsp_console.config.rules import load_rules
from nsp_console.domain.dossier import DAY_S
from nsp_console.domain.facts import (
    Decided,
    DecisionKind,
    DeploymentStarted,
    DossierNoted,
    Entry,
    Fact,
    Mode,
    ReportEntered,
)
from nsp_console.domain.moments import HOUR_S, Moment
from nsp_console.domain.sites import Region, SiteKind, SiteStatus
from nsp_console.domain.situation import Situation
from nsp_console.domain.values import Means, Scalar
from nsp_console.domain.views import RadioView, Snapshot
from nsp_console.paths import shipped
from nsp_console.station.picture import Painter
from support.drawn import STATION, WALL, ZONE

UPTIME_S = 400 * DAY_S
FINDER = "locatiebeheerder"
CREW = "C-NSP medewerker"
ORGANISER = "coördinator crisisbeheersing"
T0 = datetime(2027, 1, 19, 16, 40, tzinfo=ZONE).timestamp()


class Story:
    """A journal in the making, at wall times of choice."""

    def __init__(self, region: Region) -> None:
        self.situation = Situation(region, load_rules())
        self.number = 0

    def tell(self, fact: Fact, wall: float) -> None:
        """One more entry."""
        self.number += 1
        self.situation.apply(Entry(self.number, moment(wall), fact))

    def report(self, site: str, wall: float, **values: Scalar) -> None:
        """A report entered here; `functions__water` is the field `functions.water`."""
        named = {key.replace("__", "."): value for key, value in values.items()}
        self.tell(ReportEntered(site, named, Means.PORTOFOON, CREW), wall)

    def note(self, site: str, item: str, done: bool = True, days_ago: float = 100, **more: object) -> None:
        """A note about an item that holds a year."""
        at = WALL - days_ago * DAY_S
        fact = DossierNoted(site, item, done, at, FINDER, at + 365 * DAY_S if done else None)
        self.tell(replace(fact, **more), at)  # type: ignore[arg-type]

    def shown(self, wall: float = WALL) -> Snapshot:
        """The picture at `wall`."""
        mode = Mode.DEPLOYED if self.situation.deployment else Mode.READY
        radio = RadioView("goed", "serial:auto", heard_nodes=14, air_pct=3.1, preset="MEDIUM_FAST")
        return Painter(self.situation, STATION.code, mode).paint(moment(wall), True, radio, "", ())


def moment(wall: float) -> Moment:
    """A moment on one long boot, so that ages are exact."""
    return Moment(wall, UPTIME_S + wall - WALL, "boot")


def shipped_region() -> Region:
    """IJsselland as it comes with the program; every third L is fitted out and counts as paraat."""
    region = load_region(shipped("config") / "ijsselland.csv")
    ready = {
        code: replace(site, status=SiteStatus.READY, cluster=("Noord", "Midden", "Zuid")[at % 3]) if at % 3 else site
        for at, (code, site) in enumerate(region.sites.items())
    }
    return replace(region, sites=ready)


def open_report(story: Story, code: str, ago_h: float, **values: Scalar) -> None:
    """An open point that meets every norm but how long its crew lasts, unless `values` say otherwise."""
    functions = {f"functions__{key}": "werkt" for key in story.situation.rules.vital_functions}
    fine: dict[str, Scalar] = {
        "state": "open",
        "visitors": 40,
        "capacity": 90,
        "water_l": 600,
        "food_portions": 300,
        "power": "aggregaat",
        "fuel_hours": 30,
        "staff__ehbo": 1,
        "staff__ambtenaar": 1,
        "temperature_c": 19,
        "over_2h": 0,
        **functions,
    }
    story.report(code, WALL - ago_h * HOUR_S, **{**fine, **values})


def told(deployed: bool = True) -> Story:
    """A region in the middle of an inzet: some open, some that could be, some that lack something, some silent."""
    story = Story(shipped_region())
    fill_dossiers(story)
    if not deployed:
        return story
    story.tell(DeploymentStarted("Stroomuitval Salland", T0, "ROT", CREW), T0 + HOUR_S)
    points = [code for code, site in story.situation.sites.items() if site.kind is SiteKind.L]
    for code, part in zip(points, cycle(range(8))):
        if part < 3:
            known = {"staff_hours": 26} if part < 2 else {}
            open_report(story, code, 16 - part, **known)
            open_report(story, code, 0.4, **known)
        elif part == 3:
            story.report(code, WALL - 0.5 * HOUR_S, state="gesloten")
        elif part == 4:
            open_report(story, code, 3, staff_hours=26, staff__ehbo=0)
            open_report(story, code, 0.3, staff_hours=26, staff__ehbo=0)
        elif part == 5:
            story.report(code, WALL - 0.5 * HOUR_S, state="gesloten", power="geen", staff__ehbo=0)
        elif part == 6:
            story.report(code, WALL - 0.5 * HOUR_S, state="in_opbouw", power="geen")
            target = WALL + 2.1 * HOUR_S
            story.tell(Decided(code, DecisionKind.OPEN, "burgemeester", "nodig", target, "gemeente"), WALL - HOUR_S)
    for code, site in story.situation.sites.items():
        if site.kind is SiteKind.C and code != "C-RAA-02":
            story.report(code, WALL - 0.2 * HOUR_S, state="open", power="net", staff_hours=30, staff__vrijwilliger=2)
    return story


def fill_dossiers(story: Story) -> None:
    """Some own points complete, one expired, one lacking, one half; most of the region empty."""
    vital = [item.key for item in story.situation.rules.dossier if item.vital]
    power = {"bron": "gehuurd", "losstaand": "ja"}
    for code in ("L-DEV-01", "L-DEV-02", "L-DEV-03", "L-DEV-04", "L-DEV-07"):
        for item in vital:
            story.note(code, item, details=power if item == "noodstroom" else {})
    story.note("L-DEV-01", "afspraak_mandaten", days_ago=340)
    story.note("L-DEV-01", "herkenningsteken", expires_wall=None)
    story.note("L-DEV-02", "draaiboek", days_ago=345, by=ORGANISER)
    story.note("L-DEV-04", "draaiboek", days_ago=400, by=ORGANISER)
    story.note("L-DEV-04", "lora_proef", done=False, days_ago=20, note="geen bereik in de kelder")
    story.note("L-DEV-05", "noodstroom", done=False, days_ago=30, note="besteld, komt in maart")
    story.note("L-DEV-05", "draaiboek", days_ago=60)


def in_deployment() -> Snapshot:
    """The shipped region 26 hours into an inzet."""
    return told().shown()


def in_peace() -> Snapshot:
    """The same region before anything happened: only dossiers."""
    return told(deployed=False).shown()


def late() -> Snapshot:
    """The same region after the deadline: T+74."""
    return told().shown(T0 + 74 * HOUR_S)
