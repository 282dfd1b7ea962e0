"""Paraatheid: each norm met, failed or unknown with its number, and what they add up to (design: rules, Readiness).

A value that is lost (3 T) can no longer meet a norm, but a failed one stays failed: bad news keeps.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nsp_console.domain.dossier import Dossier, ItemState, in_state
from nsp_console.domain.facts import Decided, DecisionKind
from nsp_console.domain.fields import CLOSED_STATES, FUNCTION_PREFIX, OPEN_STATES, FunctionState, Power, SiteState
from nsp_console.domain.forecast import Estimate, amount_of
from nsp_console.domain.interval import SHIFT_S
from nsp_console.domain.moments import HOUR_S
from nsp_console.domain.norms import override_of, role_of, staff_count, staff_keys
from nsp_console.domain.records import Deployment, SiteRecord
from nsp_console.domain.rules import Norm
from nsp_console.domain.sites import SiteStatus
from nsp_console.domain.supplies import SUPPLIES, Scene
from nsp_console.domain.values import Scalar
from nsp_console.domain.views import Forecast, NormView, Readiness, Reason, Verdict

MET, FAILED, UNKNOWN = Verdict.MET, Verdict.FAILED, Verdict.UNKNOWN
YES = 1.0  # the value of a norm without a number
OPEN_NORM = "open"


@dataclass(frozen=True, slots=True)
class Held:
    """One norm held against one point: the verdict and the number or word it rests on (None: unknown)."""

    verdict: Verdict
    value: Scalar | None = None
    asked: float | None = None  # when the norm asks another number than it is configured with


NOT_KNOWN = Held(UNKNOWN)


@dataclass(frozen=True, slots=True)
class Bench:
    """What norms are judged on: the scene, hours left per supply, and the age at which values are lost."""

    scene: Scene
    left: Mapping[str, Estimate | None]
    lost_s: float

    def lost(self, key: str, limit_s: float = 0.0) -> bool:
        """Whether the value of `key` is too old to meet a norm."""
        observed = self.scene.seen(key)
        return observed is None or self.scene.ages.judged_s(observed.at) > max(self.lost_s, limit_s)

    def word(self, key: str) -> Scalar | None:
        """The value of `key` as observed."""
        observed = self.scene.seen(key)
        return None if observed is None else observed.value

    def said_fine(self) -> bool:
        """Whether "verder goed" was said within a shift."""
        moment = self.scene.record.rest_ok_at
        return moment is not None and self.scene.ages.judged_s(moment) <= max(self.lost_s, SHIFT_S)


def _held(good: bool, value: Scalar, lost: bool) -> Held:
    """Failed stays failed; met needs a value that is not lost."""
    if not good:
        return Held(FAILED, value)
    return Held(UNKNOWN if lost else MET, value)


def _open(bench: Bench, norm: float) -> Held:
    state = bench.word("state")
    return NOT_KNOWN if state is None else _held(state in OPEN_STATES, state, bench.lost("state"))


def _functions(bench: Bench, norm: float) -> Held:
    """How many vital functions work, if only in part. The norm is all of them, or the number an override gives."""
    keys = bench.scene.rules.vital_functions
    asked = min(norm, len(keys)) if norm > YES else len(keys)
    works = unknown = 0
    for key in keys:
        word = bench.word(FUNCTION_PREFIX + key)
        if word == FunctionState.FAILS:
            continue
        if bench.said_fine() or not bench.lost(FUNCTION_PREFIX + key, SHIFT_S):
            works += 1
        else:
            unknown += 1
    if works >= asked:
        return Held(MET, works, asked)
    return Held(UNKNOWN if works + unknown >= asked else FAILED, works, asked)


def _function(bench: Bench, key: str) -> Held:
    word = bench.word(key)
    if word is None:
        return Held(MET) if bench.said_fine() else NOT_KNOWN
    return _held(word != FunctionState.FAILS, word, bench.lost(key, SHIFT_S) and not bench.said_fine())


def _power(bench: Bench, norm: float) -> Held:
    """There is power; where the norm gives a number, on own power at least that many hours of it."""
    source = bench.word("power")
    if source == Power.NONE:
        return Held(FAILED, source)
    if source == Power.GRID:
        return _held(True, source, bench.lost("power"))
    if norm <= YES and source is not None:
        return _held(True, source, bench.lost("power"))
    return _hours(bench, "power", norm)


def _hours(bench: Bench, supply: str, norm: float) -> Held:
    """At least the norm's hours left, on the low end; without a forecast to show, failed only if the high end is."""
    left = bench.left[supply]
    if left is None:
        return NOT_KNOWN
    if left.shown(bench.lost_s) is None and left.high_h >= norm:
        return Held(UNKNOWN, left.low_h)
    return Held(MET if left.low_h >= norm else FAILED, left.low_h)


def _temperature(bench: Bench, norm: float) -> Held:
    value = _number(bench.word("temperature_c"))
    if value is None:
        return NOT_KNOWN
    good = norm <= value <= bench.scene.rules.thresholds.temperature_high_c
    return _held(good, value, bench.lost("temperature_c"))


def _number(value: Scalar | None) -> float | None:
    """A number that may be below zero, or None."""
    return None if value is None or isinstance(value, (bool, str)) else float(value)


def _stay(bench: Bench, norm: float) -> Held:
    """At most so many people stay longer than two hours."""
    count = amount_of(bench.scene.seen("over_2h"))
    if count is None:
        return NOT_KNOWN
    return _held(count <= norm, count, bench.lost("over_2h"))


def _staff(bench: Bench, role: str, norm: float) -> Held:
    count = staff_count(bench.scene, role)
    if count is None:
        return NOT_KNOWN
    lost = any(bench.lost(key, SHIFT_S) for key in staff_keys(bench.scene, role))
    return _held(count >= norm, count, lost)


_CHECKS: dict[str, Callable[[Bench, float], Held]] = {
    OPEN_NORM: _open,
    "functions": _functions,
    "power": _power,
    "temperature": _temperature,
    "stay_2h": _stay,
    "staffed_247": lambda bench, norm: _hours(bench, "staff", norm),
}


def hold(bench: Bench, norm: Norm, value: float) -> Held:
    """Hold one norm, at `value`, against a point. A norm nothing is reported about is unknown."""
    role = role_of(norm)
    if role is not None:
        return _staff(bench, role, value)
    check = _CHECKS.get(norm.key)
    if check is not None:
        return check(bench, value)
    return _function(bench, norm.key if norm.key.startswith(FUNCTION_PREFIX) else FUNCTION_PREFIX + norm.key)


def norm_views(bench: Bench) -> tuple[NormView, ...]:
    """Every norm that applies to this kind of point, in configuration order.

    The reason's code is the norm's key; its data holds the number asked ("norm") and, when known, the number or word
    found ("value").
    """
    site = bench.scene.record.site
    views: list[NormView] = []
    for norm in bench.scene.rules.norms:
        if site.kind.value not in norm.kinds:
            continue
        override = override_of(site, norm)
        asked = norm.value if override is None else override.value
        held = hold(bench, norm, asked)
        data: tuple[tuple[str, Scalar], ...] = (("norm", asked if held.asked is None else held.asked),)
        if held.value is not None:
            data = (("value", held.value), *data)
        reason = Reason(norm.key, data)
        views.append(
            NormView(norm.key, norm.label, held.verdict, reason, norm.vital, override.reason if override else "")
        )
    return tuple(views)


def readiness(bench: Bench, norms: tuple[NormView, ...], promise: Decided | None, dossier: Dossier = ()) -> Readiness:
    """What the norms and the dossier add up to. `promise`: see `promise_of`.

    operationeel      open and all vital norms met
    gereed            not open but could be: being set up, of status paraat, or to be opened at a decided time
    onder_voorwaarde  a vital norm fails, but a decision has an owner and a time before T+72 that has not passed
    onbekend          the state, or for an open point a vital norm, is unknown

    The dossier only holds back a point that would be `gereed` and was not heard open of late (practice beats paper):
    a vital item that was found missing counts like a vital norm that fails, one that merely expired makes it
    `onder_voorwaarde`. An item nobody noted anything about is unknown and holds nothing back: the screen says so. So
    an empty dossier never changes a readiness, and no dossier ever makes it better.
    """
    state = bench.word("state")
    if state is None or bench.lost("state"):
        return Readiness.UNKNOWN
    vital = [norm for norm in norms if norm.vital and norm.key != OPEN_NORM]
    owned = Readiness.CONDITIONAL if promise is not None and promise.owner else Readiness.NOT
    if any(norm.verdict is FAILED for norm in vital):
        return owned
    if state not in CLOSED_STATES:
        unknown = any(norm.verdict is UNKNOWN for norm in vital)
        return Readiness.UNKNOWN if unknown else Readiness.OPERATIONAL
    fit = bench.scene.record.site.status is SiteStatus.READY and state != SiteState.EVACUATED
    if promise is None and not fit and state != SiteState.SETTING_UP:
        return Readiness.NOT
    if was_open(bench.scene.record):
        return Readiness.READY
    if in_state(dossier, ItemState.MISSING, vital=True):
        return owned
    return Readiness.CONDITIONAL if in_state(dossier, ItemState.EXPIRED, vital=True) else Readiness.READY


def was_open(record: SiteRecord) -> bool:
    """Whether the point was open in one of its last HISTORY_MAX reports that told."""
    field = record.fields.get("state")
    return field is not None and any(seen.value in OPEN_STATES for seen in field.history)


def promise_of(bench: Bench, deployment: Deployment | None) -> Decided | None:
    """The last decision, if it opens or moves the point at a time to come, and before the deadline of this inzet."""
    decisions = bench.scene.record.decisions
    if not decisions:
        return None
    last = decisions[-1][1]
    if last.what not in (DecisionKind.OPEN, DecisionKind.MOVE) or last.target_wall is None:
        return None
    if last.target_wall < bench.scene.ages.now.wall:
        return None
    if deployment is not None:
        deadline = deployment.t0_wall + bench.scene.rules.region.operational_h * HOUR_S
        if last.target_wall > deadline:
            return None
    return last


def runs_on_stock(supplies: Mapping[str, Forecast | None], hours: float) -> dict[str, Verdict]:
    """*Eigen maatstaf*, not a norm: whether each supply lasts `hours` (72) on what is there, on its low end."""
    verdicts: dict[str, Verdict] = {}
    for supply in SUPPLIES:
        left = supplies.get(supply)
        verdicts[supply] = UNKNOWN if left is None else MET if left.low_h >= hours else FAILED
    return verdicts
