"""How bad it is with a point: the table of design/rules.md, "Severity of a point", worst applies.

Readings of that table where it leaves room:
- *Bad news keeps, good news spoils.* A bad value goes on counting however old it is; a good one, once lost (3 T), makes
  the point unknown. So time alone never makes a point look better.
- A point that is closed in any way is judged on its state and alarms only; nothing else there runs. Nobody is expected
  to report from a resting one (closed, evacuated, scaled down): it never falls silent, its T is that of peace, and in
  peace its state holds until a newer one comes.
- What must be known of an open point: an L its state, power, water and visitors (the fields of the kernmelding that
  severity depends on); a C its state and power; an X only its state. Power is known from the source or from hours or
  litres, and "verder goed" answers for it; never for a value that was reported as bad.
- A silence alarm is what *stil* says; it does not make the point kritiek. Heard again, it asks attention until closed.
- Values that another source contradicts, or that wait for *klopt*, ask attention when they would be worse, never more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nsp_console.domain.facts import AlarmKind, Mode
from nsp_console.domain.fields import CLOSED_STATES, STAFF_PREFIX, SiteState
from nsp_console.domain.findings import (
    ATTENTION,
    CRITICAL,
    RANK,
    Finding,
    of_supply,
    of_value,
    running,
    short_staffed,
    worst,
)
from nsp_console.domain.forecast import Estimate
from nsp_console.domain.gaps import NEVER_HEARD, silence, unknowns
from nsp_console.domain.interval import Ages, deployed, interval_s
from nsp_console.domain.moments import Moment
from nsp_console.domain.records import Deployment, SiteRecord
from nsp_console.domain.rules import Rules
from nsp_console.domain.supplies import SUPPLIES_OF, Scene, estimate, estimates
from nsp_console.domain.views import Reason, Severity

CLOSED_CODES = {
    SiteState.CLOSED: "closed",
    SiteState.SETTING_UP: "setting_up",
    SiteState.EVACUATED: "evacuated",
    SiteState.SCALED_DOWN: "scaled_down",
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
        findings += running(scene, left)
    findings += _doubts(scene)
    interval = interval_s(record, worst(findings), deployment, mode, rules)
    quiet = silence(scene, interval, station)
    findings += quiet
    if NEVER_HEARD not in quiet:  # that says it all
        findings += unknowns(scene, interval, deployed(deployment, mode))
    if any(kind is AlarmKind.SILENCE for kind in map(alarms.get, record.open_alarms)):
        findings.append((ATTENTION, Reason("alarm_open", (("kind", AlarmKind.SILENCE.value),))))
    findings.sort(key=lambda finding: RANK[finding[0]])
    return Judgement(worst(findings), tuple(reason for _, reason in findings), interval, left)


def _alarms(record: SiteRecord, alarms: Mapping[int, AlarmKind]) -> list[Finding]:
    kinds = [alarms.get(entry, AlarmKind.HELP) for entry in record.open_alarms]
    return [
        (CRITICAL, Reason("alarm_open", (("kind", kind.value),))) for kind in kinds if kind is not AlarmKind.SILENCE
    ]


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
        findings += short_staffed(scene)
    return RANK[worst([found for found in findings if found is not None])]
