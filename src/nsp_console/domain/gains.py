"""What to do first: inhabitants that would be served, against what is still missing there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nsp_console.domain.dossier import FAILS, Completeness, completeness, in_state
from nsp_console.domain.preparedness import Standing, in_use, local_points, standing
from nsp_console.domain.readiness import OPEN_NORM
from nsp_console.domain.views import Readiness, SiteView, Verdict

DECISION = "besluit"  # the cause of a point that lacks nothing but somebody to decide
DOSSIER_PREFIX = "dossier."
GROUP_MIN = 2  # so many points with the same cause make a group


@dataclass(frozen=True, slots=True)
class Cause:
    """Something a point lacks. `key`: of a norm, `dossier.` and an item, or DECISION; `label` as configured."""

    key: str
    label: str = ""


class GainKind(StrEnum):
    OPEN_NOW = "open_nu"  # it lacks nothing
    HELP = "help"  # one point, with all it lacks
    SHARED = "samen"  # many points that lack the same
    ASK = "vraag"  # points of which nothing is known
    ASK_MORE = "vraag_door"  # open points that did not tell all: what most of them left out
    FILL_IN = "vul_in"  # points whose dossier is empty


@dataclass(frozen=True, slots=True)
class Gain:
    """Something to do, for `points` with `inhabitants` together. `score`: inhabitants per thing to arrange."""

    kind: GainKind
    points: tuple[SiteView, ...]
    causes: tuple[Cause, ...]
    inhabitants: int
    score: float


def causes_of(view: SiteView) -> tuple[Cause, ...]:
    """What keeps a point from being operational: vital norms that fail, and for one that is not open its dossier."""
    norms = [
        Cause(norm.key, norm.label)
        for norm in view.norms
        if norm.vital and norm.key != OPEN_NORM and norm.verdict is Verdict.FAILED
    ]
    return (*norms, *(() if in_use(view) else dossier_causes(view)))


def dossier_causes(view: SiteView) -> tuple[Cause, ...]:
    """The vital items of the dossier that are missing or have expired."""
    lacking = in_state(view.dossier, *FAILS, vital=True)
    return tuple(Cause(DOSSIER_PREFIX + line.item.key, line.item.label) for line in lacking)


def gains(views: Iterable[SiteView], deployed: bool) -> list[Gain]:
    """What to do, the most gain first: single own points, then what many points of the region share.

    Without an inzet nobody has to open: then it is about the dossiers only.
    """
    points = local_points(views)
    single = [gain for view in points if view.own and (gain := _single(view, deployed)) is not None]
    single.sort(key=lambda gain: (-gain.score, gain.points[0].site.code))
    return [*single, *_shared(points, deployed)]


def _people(points: Sequence[SiteView]) -> int:
    return sum(view.site.inhabitants for view in points)


def _single(view: SiteView, deployed: bool) -> Gain | None:
    people = view.site.inhabitants
    if not deployed:
        lacking = dossier_causes(view)
        return Gain(GainKind.HELP, (view,), lacking, people, people / (1 + len(lacking))) if lacking else None
    if view.readiness is Readiness.READY and view.opens_wall is None:
        return Gain(GainKind.OPEN_NOW, (view,), (), people, float(people))
    if view.readiness not in (Readiness.NOT, Readiness.CONDITIONAL):
        return None
    causes = causes_of(view) or (Cause(DECISION),)
    return Gain(GainKind.HELP, (view,), causes, people, people / (1 + len(causes)))


def _shared(points: Sequence[SiteView], deployed: bool) -> list[Gain]:
    waiting: dict[Cause, list[SiteView]] = {}
    for view in points:
        if deployed and view.readiness not in (Readiness.NOT, Readiness.CONDITIONAL):
            continue
        causes = (causes_of(view) or (Cause(DECISION),)) if deployed else dossier_causes(view)
        for cause in causes:
            waiting.setdefault(cause, []).append(view)
    groups = [_group(GainKind.SHARED, found, (cause,)) for cause, found in waiting.items() if len(found) >= GROUP_MIN]
    if deployed:
        unknown = [view for view in points if view.readiness is Readiness.UNKNOWN]
        half_known = [view for view in unknown if standing(view) is Standing.OPEN]
        silent = [view for view in unknown if standing(view) is not Standing.OPEN]
        groups += [_group(GainKind.ASK_MORE, half_known, _most_asked(half_known))] if half_known else []
        groups += [_group(GainKind.ASK, silent)] if silent else []
    else:
        empty = [view for view in points if view.dossier and completeness(view.dossier) is Completeness.UNKNOWN]
        groups += [_group(GainKind.FILL_IN, empty)] if empty else []
    return sorted(groups, key=lambda gain: -gain.score)


def _most_asked(points: Sequence[SiteView]) -> tuple[Cause, ...]:
    """The vital norm of which most of these points did not tell."""
    asked = [
        Cause(norm.key, norm.label)
        for view in points
        for norm in view.norms
        if norm.vital and norm.verdict is Verdict.UNKNOWN
    ]
    return (max(asked, key=asked.count),) if asked else ()


def _group(kind: GainKind, points: Sequence[SiteView], causes: tuple[Cause, ...] = ()) -> Gain:
    people = _people(points)
    return Gain(kind, tuple(points), causes, people, people / (1 + len(causes)))
