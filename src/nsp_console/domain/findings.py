"""What values say by themselves: the rows of the severity table (design: rules) on one value or one supply."""

from collections.abc import Iterable, Mapping

from nsp_console.domain.fields import FUNCTION_PREFIX, FunctionState, Power, Safety, SiteState
from nsp_console.domain.forecast import Estimate
from nsp_console.domain.norms import site_staff_norms, staff_count
from nsp_console.domain.rules import Thresholds
from nsp_console.domain.supplies import Scene
from nsp_console.domain.values import Scalar
from nsp_console.domain.views import SEVERITY_ORDER, Reason, Severity

Finding = tuple[Severity, Reason]

CRITICAL, ATTENTION = Severity.CRITICAL, Severity.ATTENTION
RANK = {severity: rank for rank, severity in enumerate(SEVERITY_ORDER)}

# What one word says. Functions and safety have words of their own below.
WORDS: dict[tuple[str, str], Finding] = {
    ("power", Power.NONE): (CRITICAL, Reason("power_none")),
    ("state", SiteState.FULL): (ATTENTION, Reason("full")),
    ("state", SiteState.LIMITED): (ATTENTION, Reason("limited_open")),
}


def worst(findings: Iterable[Finding]) -> Severity:
    """The worst severity among `findings`; goed when there are none."""
    return min((severity for severity, _ in findings), key=RANK.__getitem__, default=Severity.GOOD)


def running(scene: Scene, left: Mapping[str, Estimate | None]) -> list[Finding]:
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
    findings += short_staffed(scene)
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


def short_staffed(scene: Scene) -> list[Finding]:
    findings: list[Finding] = []
    for role, norm in site_staff_norms(scene.record.site, scene.rules):
        count = staff_count(scene, role)
        if count is not None and count < norm:
            findings.append((ATTENTION, Reason("staff_short", (("role", role), ("count", count), ("norm", norm)))))
    return findings
