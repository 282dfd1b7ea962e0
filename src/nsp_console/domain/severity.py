"""How bad it is with a point: the table of design/rules.md, "Severity of a point", worst applies.

Readings of that table where it leaves room:
- *Bad news keeps, good news spoils.* A bad value goes on counting however old it is; a good one, once lost (3 T), makes
  the point unknown. So time alone never makes a point look better.
- A point that is closed in any way is judged on its state and alarms only; nothing else there runs. Nobody is expected
  to report from a resting one (closed, evacuated, scaled down): it never falls silent, its T is that of peace, and in
  peace its state holds until a newer one comes.
- What must be known of an open point: an L its state, power and the vital functions; a C its state and power; an X only
  its state. Power is known from the source or from hours or litres. Functions are asked once per shift, and a complete
  kernmelding is enough without them. "Verder goed" answers for functions and power that were not mentioned, never for
  a value that was reported as bad.
- A silence alarm is what *stil* says; it does not make the point kritiek. Heard again, it asks attention until closed.
- Values that another source contradicts, or that wait for *klopt*, ask attention when they would be worse, never more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nsp_console.domain.facts import AlarmKind, Mode
from nsp_console.domain.fields import (
    CLOSED_STATES,
    FUNCTION_PREFIX,
    OPEN_STATES,
    STAFF_PREFIX,
    FunctionState,
    Power,
    Safety,
    SiteState,
)
from nsp_console.domain.forecast import Estimate
from nsp_console.domain.interval import SHIFT_S, Ages, deployed, interval_s, resting
from nsp_console.domain.kern import missing_at
from nsp_console.domain.moments import AGEING_LIMITS, Moment
from nsp_console.domain.norms import site_staff_norms, staff_count
from nsp_console.domain.records import Deployment, SiteRecord
from nsp_console.domain.rules import Rules, Thresholds
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.supplies import SUPPLIES_OF, Scene, estimate, estimates
from nsp_console.domain.values import Observed, Scalar
from nsp_console.domain.views import SEVERITY_ORDER, Reason, Severity

Finding = tuple[Severity, Reason]

CRITICAL, SILENT, ATTENTION, UNKNOWN = Severity.CRITICAL, Severity.SILENT, Severity.ATTENTION, Severity.UNKNOWN
RANK = {severity: rank for rank, severity in enumerate(SEVERITY_ORDER)}
LOST_FACTOR = AGEING_LIMITS[-1]

CLOSED_CODES = {
    SiteState.CLOSED: "closed",
    SiteState.SETTING_UP: "setting_up",
    SiteState.EVACUATED: "evacuated",
    SiteState.SCALED_DOWN: "scaled_down",
}
# What one word says by itself. Functions have words of their own below.
WORDS: dict[tuple[str, str], Finding] = {
    ("power", Power.NONE): (CRITICAL, Reason("power_none")),
    ("state", SiteState.FULL): (ATTENTION, Reason("full")),
    ("state", SiteState.LIMITED): (ATTENTION, Reason("limited_open")),
}
POWER_KEYS = ("power", "fuel_hours", "fuel_l")
NEEDED: dict[SiteKind, tuple[str, ...]] = {
    SiteKind.C: ("state", "power"),
    SiteKind.L: ("state", "power", "functions"),
    SiteKind.X: ("state",),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found: severity with its reasons, worst first; T in seconds; hours left per supply."""

    severity: Severity
    reasons: tuple[Reason, ...]
    interval_s: float
    supplies: dict[str, Estimate | None]


def judge(
    record: SiteRecord,
    now: Moment,
    rules: Rules,
    *,
    deployment: Deployment | None = None,
    mode: Mode = Mode.DEPLOYED,
    alarms: Mapping[int, AlarmKind] | None = None,
    station: str = "",
) -> tuple[Severity, tuple[Reason, ...]]:
    """Severity of the point and why, worst reason first. See `assess` for the arguments."""
    verdict = assess(record, Ages(now), rules, deployment, mode, alarms or {}, station)
    return verdict.severity, verdict.reasons


def assess(
    record: SiteRecord,
    ages: Ages,
    rules: Rules,
    deployment: Deployment | None,
    mode: Mode,
    alarms: Mapping[int, AlarmKind],
    station: str,
) -> Judgement:
    """Judge one point. `alarms` gives the kind of each open alarm; an unlisted one counts as a call for help.

    `station` is the site code of this console: it never falls silent to itself.
    """
    scene = Scene(record, ages, rules)
    left = estimates(scene)
    state = record.value("state")
    findings = _alarms(record, alarms)
    if state is not None and state.value in CLOSED_STATES:
        findings.append((Severity.OUT_OF_SERVICE, Reason(CLOSED_CODES[SiteState(state.value)])))
    else:
        findings += _running(scene, left)
    findings += _doubts(scene)
    interval = interval_s(record, worst(findings), deployment, mode, rules)
    findings += _silence(scene, interval, station)
    findings += _unknowns(scene, interval, deployed(deployment, mode))
    if any(kind is AlarmKind.SILENCE for kind in map(alarms.get, record.open_alarms)):
        findings.append((ATTENTION, Reason("alarm_open", (("kind", AlarmKind.SILENCE.value),))))
    findings.sort(key=lambda finding: RANK[finding[0]])
    return Judgement(worst(findings), tuple(reason for _, reason in findings), interval, left)


def worst(findings: list[Finding]) -> Severity:
    """The worst severity among `findings`; goed when there are none."""
    return min((severity for severity, _ in findings), key=RANK.__getitem__, default=Severity.GOOD)


def _alarms(record: SiteRecord, alarms: Mapping[int, AlarmKind]) -> list[Finding]:
    kinds = [alarms.get(entry, AlarmKind.HELP) for entry in record.open_alarms]
    return [
        (CRITICAL, Reason("alarm_open", (("kind", kind.value),))) for kind in kinds if kind is not AlarmKind.SILENCE
    ]


def _running(scene: Scene, left: Mapping[str, Estimate | None]) -> list[Finding]:
    """Everything that is wrong with a point that is open, or may be."""
    findings: list[Finding] = []
    for key, known in scene.record.fields.items():
        if known.counted is not None:
            found = of_value(key, known.counted.value, scene.rules.thresholds)
            if found:
                findings.append(found)
    for supply, estimated in left.items():
        found = of_supply(supply, estimated, scene.rules.thresholds)
        if found:
            findings.append(found)
    findings += _short_staffed(scene)
    return findings


def of_value(key: str, value: Scalar, limits: Thresholds) -> Finding | None:
    """What one value says by itself, if it says anything bad."""
    if key.startswith(FUNCTION_PREFIX):
        return _of_function(key.removeprefix(FUNCTION_PREFIX), value)
    if isinstance(value, str):
        if key == "safety" and value != Safety.CALM:
            return ATTENTION, Reason("unsafe", (("value", value),))
        return WORDS.get((key, value))
    if key == "over_2h" and value > 0:
        return ATTENTION, Reason("over_2h", (("count", value),))
    if key == "temperature_c" and value < limits.temperature_low_c:
        return ATTENTION, Reason("cold", (("value", value),))
    if key == "temperature_c" and value > limits.temperature_high_c:
        return ATTENTION, Reason("hot", (("value", value),))
    return None


def _of_function(function: str, value: Scalar) -> Finding | None:
    if value == FunctionState.FAILS:
        return CRITICAL, Reason("function_fails", (("function", function),))
    if value == FunctionState.LIMITED:
        return ATTENTION, Reason("function_limited", (("function", function),))
    return None


def of_supply(supply: str, left: Estimate | None, limits: Thresholds) -> Finding | None:
    """Hours left judged on the low end, also when the range is too weak or too old to show."""
    if left is None or left.low_h >= limits.attention_h:
        return None
    data = (("supply", supply), ("low_h", left.low_h), ("high_h", left.high_h))
    if left.low_h < limits.critical_h:
        return CRITICAL, Reason("supply_critical", data)
    return ATTENTION, Reason("supply_low", data)


def _short_staffed(scene: Scene) -> list[Finding]:
    findings: list[Finding] = []
    for role, norm in site_staff_norms(scene.record.site, scene.rules):
        count = staff_count(scene, role)
        if count is not None and count < norm:
            findings.append((ATTENTION, Reason("staff_short", (("role", role), ("count", count), ("norm", norm)))))
    return findings


def _doubts(scene: Scene) -> list[Finding]:
    """Unconfirmed values that would be worse, and contradictions that make a difference."""
    findings: list[Finding] = []
    for key, known in scene.record.fields.items():
        if known.pending is None and known.rival is None:
            continue
        counted = _weight(scene, key)
        if known.pending is not None and _weight(scene.supposing(key, known.pending), key) < counted:
            findings.append((ATTENTION, Reason("pending_worse", (("field", key),))))
        if known.rival is not None and _weight(scene.supposing(key, known.rival), key) != counted:
            findings.append((ATTENTION, Reason("contradiction", (("field", key),))))
    return findings


def _weight(scene: Scene, key: str) -> int:
    """How bad the point is as far as field `key` goes; lower is worse. Losing the place weighs as attention."""
    observed, state = scene.seen(key), scene.seen("state")
    if state is not None and state.value in CLOSED_STATES:
        return RANK[ATTENTION] if key == "state" else RANK[Severity.GOOD]
    findings: list[Finding | None] = []
    limits = scene.rules.thresholds
    if observed is not None:
        findings.append(of_value(key, observed.value, limits))
    findings += [of_supply(supply, estimate(scene, supply), limits) for supply in SUPPLIES_OF.get(key, ())]
    if key.startswith(STAFF_PREFIX):
        findings += _short_staffed(scene)
    return RANK[worst([found for found in findings if found is not None])]


def heard_at(record: SiteRecord, ages: Ages) -> Moment | None:
    """When anything was last heard of the point: its traffic, or else the newest value that counts."""
    if record.heard_at is not None:
        return record.heard_at
    moments = [known.counted.at for known in record.fields.values() if known.counted is not None]
    return min(moments, key=lambda moment: ages.of(moment).seconds, default=None)


def _silence(scene: Scene, interval: float, station: str) -> list[Finding]:
    record = scene.record
    if record.site.code == station or resting(record):
        return []
    heard = heard_at(record, scene.ages)
    if heard is None:
        return [(UNKNOWN, Reason("never_heard"))]
    age = scene.ages.of(heard)
    if age.seconds > scene.rules.thresholds.silent_factor * interval:
        return [(SILENT, Reason("silent", (("age_s", age.seconds),)))]
    return []


def _unknowns(scene: Scene, interval: float, in_deployment: bool) -> list[Finding]:
    """Values that are needed and never came, or are too old to say anything good."""
    record, ages = scene.record, scene.ages
    lost_s = LOST_FACTOR * interval
    state = record.value("state")
    if state is None and not record.fields and record.heard_at is None:
        return []  # never heard says it all
    if state is None:
        return [(UNKNOWN, Reason("missing", (("field", "state"),)))]
    if ages.of(state.at).seconds > lost_s and (in_deployment or not resting(record)):
        return [(UNKNOWN, Reason("too_old", (("field", "state"),)))]
    if state.value not in OPEN_STATES:
        return []
    needed = NEEDED[record.site.kind]
    fine_s = ages.of(record.rest_ok_at).seconds if record.rest_ok_at is not None else None
    power = _gap(scene, POWER_KEYS, lost_s, fine_s) if "power" in needed else None
    found = [] if power is None else [power]
    if "functions" in needed:
        untold = _function_gaps(scene, max(lost_s, SHIFT_S), fine_s)
        if untold and missing_at(record, ages, interval):
            found += untold
    return found


def _function_gaps(scene: Scene, limit_s: float, fine_s: float | None) -> list[Finding]:
    """Vital functions nobody told of this shift; when none was ever told of, that is one gap."""
    keys = [FUNCTION_PREFIX + key for key in scene.rules.vital_functions]
    if keys and fine_s is None and not any(scene.seen(key) for key in keys):
        return [(UNKNOWN, Reason("missing", (("field", "functions"),)))]
    return [gap for key in keys if (gap := _gap(scene, (key,), limit_s, fine_s)) is not None]


def _gap(scene: Scene, keys: tuple[str, ...], limit_s: float, fine_s: float | None) -> Finding | None:
    """Whether one of `keys` (any will do) is known well enough, or "verder goed" speaks for it."""
    known: list[Observed] = [observed for key in keys if (observed := scene.seen(key)) is not None]
    youngest = min((scene.ages.of(observed.at).seconds for observed in known), default=fine_s)
    if youngest is not None and min(youngest, fine_s if fine_s is not None else youngest) <= limit_s:
        return None
    return UNKNOWN, Reason("too_old" if known else "missing", (("field", keys[0]),))
