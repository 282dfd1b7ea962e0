"""How prepared a whole region is: points counted by readiness per area, ratios, and the norms of the region.

Counts over views that exist already: nothing here judges a point. L and C are counted apart; guests and X never count.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nsp_console.domain.dossier import Completeness, completeness
from nsp_console.domain.fields import OPEN_STATES
from nsp_console.domain.moments import Ageing
from nsp_console.domain.readiness import runs_on_stock
from nsp_console.domain.rules import RegionNorms
from nsp_console.domain.sites import Site, SiteKind
from nsp_console.domain.supplies import SUPPLIES
from nsp_console.domain.totals import counted_value
from nsp_console.domain.views import Forecast, Readiness, Severity, SiteView, Verdict

ENOUGH_SHARE = 0.8  # of a norm that is not met: from here it is short, below it is bad (our own choice)
UNKNOWN_SHARE_MAX = 0.5  # when more than this is unknown, nothing is said
LOAD_SHORT_FACTOR = 1.25  # so far above the L's per C a load is short, further it is bad (our own choice)


def in_use(view: SiteView) -> bool:
    """Whether the point is open, by the state that counts, however old."""
    return counted_value(view, "state") in OPEN_STATES


def surely_open(view: SiteView) -> bool:
    """Whether the point is open and that was told lately: what is lost counts for nothing good."""
    state = view.cells.get("state")
    return in_use(view) and state is not None and state.ageing is not Ageing.LOST


def local_points(views: Iterable[SiteView]) -> list[SiteView]:
    """The L-NSP's of our own region."""
    return [view for view in views if view.site.kind is SiteKind.L and not view.site.guest]


def coordinators(views: Iterable[SiteView]) -> list[SiteView]:
    """The C-NSP's of our own region."""
    return [view for view in views if view.site.kind is SiteKind.C and not view.site.guest]


class Standing(StrEnum):
    """How a point is drawn in the region: its readiness, where one that is open but not wholly known is still open."""

    MEETS = "voldoet"
    OPEN = "open"
    READY = "gereed"
    CONDITIONAL = "voorwaarde"
    NOT = "niet"
    UNKNOWN = "onbekend"


STANDING = {
    Readiness.OPERATIONAL: Standing.MEETS,
    Readiness.READY: Standing.READY,
    Readiness.CONDITIONAL: Standing.CONDITIONAL,
    Readiness.NOT: Standing.NOT,
    Readiness.UNKNOWN: Standing.UNKNOWN,
}


def standing(view: SiteView) -> Standing:
    """How this point is drawn. A silent one is unknown, also when it was open."""
    half_known = view.readiness is Readiness.UNKNOWN and view.severity is not Severity.SILENT
    return Standing.OPEN if half_known and surely_open(view) else STANDING[view.readiness]


# ── areas ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Area:
    """The L-NSP's of one gemeente or cluster. `needed`: how many the norm asks; None when it asks nothing."""

    name: str
    inhabitants: int
    needed: int | None
    points: tuple[SiteView, ...]

    def by_standing(self) -> dict[Standing, int]:
        """How many points of each standing, all of them named."""
        found = [standing(view) for view in self.points]
        return {each: found.count(each) for each in Standing}

    def by_dossier(self) -> dict[Completeness, int]:
        """How many points of each completeness of the dossier."""
        found = [completeness(view.dossier) for view in self.points]
        return {each: found.count(each) for each in Completeness}


def needed_points(inhabitants: float, norms: RegionNorms) -> int | None:
    """L-NSP's the norm asks for so many people, rounded up."""
    if norms.inhabitants_per_l <= 0:
        return None
    return int(-(-inhabitants // norms.inhabitants_per_l))


def areas(views: Iterable[SiteView], norms: RegionNorms, per: Callable[[Site], str]) -> list[Area]:
    """The L-NSP's grouped by `per`, the most inhabitants first."""
    groups: dict[str, list[SiteView]] = {}
    for view in local_points(views):
        groups.setdefault(per(view.site), []).append(view)
    found = [area(name, points, norms) for name, points in groups.items()]
    return sorted(found, key=lambda one: (-one.inhabitants, one.name))


def area(name: str, points: Sequence[SiteView], norms: RegionNorms) -> Area:
    """These points together, as one area."""
    people = sum(view.site.inhabitants for view in points)
    return Area(name, people, needed_points(people, norms), tuple(points))


# ── ratios ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Ratios:
    """Points against people, and points per C.

    load     L-NSP's by the C-NSP they hang under; C's without any are 0
    orphans  L-NSP's that hang under none
    """

    points: int
    inhabitants: int
    needed: int | None
    load: Mapping[str, int]
    orphans: tuple[str, ...]

    @property
    def average(self) -> float:
        """L-NSP's per C-NSP; 0 without a C."""
        return sum(self.load.values()) / len(self.load) if self.load else 0.0


def ratios(sites: Iterable[Site], norms: RegionNorms) -> Ratios:
    """The ratios of these sites. The C-NSP's that count are those in `sites` and those the L-NSP's hang under."""
    own = [site for site in sites if not site.guest]
    points = [site for site in own if site.kind is SiteKind.L]
    homes = {site.code for site in own if site.kind is SiteKind.C} | {site.home for site in points if site.home}
    load = dict.fromkeys(sorted(homes), 0)
    for site in points:
        if site.home:
            load[site.home] += 1
    people = sum(site.inhabitants for site in points)
    orphans = tuple(site.code for site in points if not site.home)
    return Ratios(len(points), people, needed_points(people, norms) if points else None, load, orphans)


# ── norms of the region ──────────────────────────────────────────────────────────────────────────────────────────


class Grade(StrEnum):
    """How it is with a norm of the region."""

    MET = "voldaan"
    SHORT = "bijna"
    BAD = "niet"
    UNKNOWN = "onbekend"


WORST = (Grade.MET, Grade.SHORT, Grade.UNKNOWN, Grade.BAD)  # the last is the worst


@dataclass(frozen=True, slots=True)
class RegionNorm:
    """One norm of the region, with the numbers its words need."""

    key: str
    grade: Grade
    data: Mapping[str, float]


def grade(met: int, unknown: int, of: int) -> Grade:
    """What `met` of `of` means while `unknown` more could be: unknown is never counted as met, nor as failed."""
    if of <= 0 or unknown > UNKNOWN_SHARE_MAX * of:
        return Grade.UNKNOWN
    if met >= of:
        return Grade.MET
    return Grade.SHORT if met + unknown >= of or met >= ENOUGH_SHARE * of else Grade.BAD


def region_norms(views: Sequence[SiteView], norms: RegionNorms, station: str, deployed: bool) -> list[RegionNorm]:
    """Every norm of the region, judged; those of an inzet only while one runs (`deployed`). C-NSP's are judged too."""
    points, cs = local_points(views), coordinators(views)
    told = ratios([view.site for view in views], norms)
    found = [
        RegionNorm(
            "l_per_inhabitants",
            grade(min(told.points, told.needed or 0), 0, told.needed or 0),
            {"points": told.points, "needed": told.needed or 0, "norm": norms.inhabitants_per_l},
        ),
        RegionNorm(
            "l_per_c",
            _load_grade(told, norms.l_per_c),
            {
                "cs": len(told.load),
                "average": told.average,
                "norm": norms.l_per_c,
                "here": told.load.get(station, 0),
                "busiest": max(told.load.values(), default=0),
            },
        ),
    ]
    if deployed:
        running = [view for view in points if in_use(view)]
        found += [
            _both(_counted("operational", points, _operational), _counted("operational", cs, _operational)),
            _counted("crew_c", cs, lambda view: _verdict(view, "crew_c")),
            _counted("staffed_247", running, lambda view: _verdict(view, "staffed_247")),
        ]
    else:
        found.append(_both(_counted("dossier", points, _dossier), _counted("dossier", cs, _dossier)))
    return found


def _load_grade(told: Ratios, norm: float) -> Grade:
    if not told.load or norm <= 0:
        return Grade.UNKNOWN
    if told.average <= norm:
        return Grade.MET
    return Grade.SHORT if told.average <= norm * LOAD_SHORT_FACTOR else Grade.BAD


def _counted(key: str, views: Sequence[SiteView], judge: Callable[[SiteView], Verdict]) -> RegionNorm:
    verdicts = [judge(view) for view in views]
    met, unknown = verdicts.count(Verdict.MET), verdicts.count(Verdict.UNKNOWN)
    data = {"met": met, "unknown": unknown, "of": len(views)}
    return RegionNorm(key, grade(met, unknown, len(views)), data)


def _both(points: RegionNorm, cs: RegionNorm) -> RegionNorm:
    """L and C against the same norm: the worse of the two, the numbers of both."""
    data = {**points.data, **{f"c_{key}": count for key, count in cs.data.items()}}
    return RegionNorm(points.key, max(points.grade, cs.grade, key=WORST.index), data)


def _operational(view: SiteView) -> Verdict:
    unknown = view.readiness is Readiness.UNKNOWN
    return Verdict.UNKNOWN if unknown else _met(view.readiness is Readiness.OPERATIONAL)


def _dossier(view: SiteView) -> Verdict:
    found = completeness(view.dossier)
    return Verdict.UNKNOWN if found is Completeness.UNKNOWN else _met(found is Completeness.COMPLETE)


def _verdict(view: SiteView, key: str) -> Verdict:
    return next((norm.verdict for norm in view.norms if norm.key == key), Verdict.UNKNOWN)


def _met(good: bool) -> Verdict:
    return Verdict.MET if good else Verdict.FAILED


# ── does it last? ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class HoldsOut:
    """*Eigen maatstaf*: of `of` open points, `lasts` have enough of `supply`; at `shortest` it ends first."""

    supply: str
    lasts: int
    unknown: int
    of: int
    shortest: tuple[SiteView, Forecast] | None = None


def holds_out(views: Iterable[SiteView], hours: float) -> list[HoldsOut]:
    """Per supply how many of the open points last `hours` more on what is there, on the low end of the forecast."""
    running = [view for view in local_points(views) if in_use(view)]
    verdicts = [runs_on_stock(view.supplies, hours) for view in running]
    found: list[HoldsOut] = []
    for supply in SUPPLIES:
        judged = [each[supply] for each in verdicts]
        known = [(view, left) for view in running if (left := view.supplies.get(supply)) is not None]
        shortest = min(known, key=lambda pair: pair[1].low_h, default=None)
        met, unknown = judged.count(Verdict.MET), judged.count(Verdict.UNKNOWN)
        found.append(HoldsOut(supply, met, unknown, len(running), shortest))
    return found


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many of `of` points are open now, with what was decided, and at best before the deadline."""

    open_now: int
    decided: int
    at_best: int
    of: int


def outlook(views: Iterable[SiteView]) -> Outlook:
    """What to expect at the deadline: surely open now, those with a decision in time, and those that could."""
    points = local_points(views)
    now = [surely_open(view) for view in points]
    decided = [here or view.opens_wall is not None for here, view in zip(now, points, strict=True)]
    could = (Readiness.OPERATIONAL, Readiness.READY, Readiness.CONDITIONAL)
    best = [sure or in_use(view) or view.readiness in could for sure, view in zip(decided, points, strict=True)]
    return Outlook(sum(now), sum(decided), sum(best), len(points))
