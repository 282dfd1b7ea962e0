"""Paraatheid: norms with their reasons, and what they add up to."""

from dataclasses import replace

import pytest

from nsp_console.domain.facts import Decided, DecisionKind
from nsp_console.domain.moments import HOUR_S
from nsp_console.domain.readiness import runs_on_stock
from nsp_console.domain.records import Deployment, SiteRecord
from nsp_console.domain.rules import Norm
from nsp_console.domain.sites import NormOverride, SiteKind, SiteStatus
from nsp_console.domain.values import Scalar
from nsp_console.domain.views import Forecast, NormView, Readiness, Verdict
from support.records import INZET, NOW, RULES, ago, fine, look, put, record, site, with_norm

MET, FAILED, UNKNOWN = Verdict.MET, Verdict.FAILED, Verdict.UNKNOWN


def norm(known: SiteRecord, key: str) -> NormView:
    """The norm `key` as judged at this point."""
    return next(each for each in look(known).norms if each.key == key)


def decide(
    known: SiteRecord, hours: float | None, what: DecisionKind = DecisionKind.OPEN, owner: str = "gemeente"
) -> SiteRecord:
    """Add a decision to be carried out `hours` from now."""
    target = None if hours is None else NOW.wall + hours * HOUR_S
    fact = Decided(known.site.code, what, "OvD-Bz", "nodig", target, owner)
    known.decisions = (*known.decisions, (ago(5), fact))
    return known


VERDICTS: list[tuple[str, str, Scalar, Verdict]] = [
    ("open", "state", "open", MET),
    ("open", "state", "vol", MET),
    ("open", "state", "in_opbouw", FAILED),
    ("functions", "functions.water", "beperkt", MET),
    ("functions", "functions.water", "niet", FAILED),
    ("power", "power", "net", MET),
    ("power", "power", "aggregaat", MET),
    ("power", "power", "geen", FAILED),
    ("first_aid", "staff.ehbo", 2, MET),
    ("first_aid", "staff.ehbo", 0, FAILED),
    ("official", "staff.ambtenaar", 0, FAILED),
    ("temperature", "temperature_c", 18, MET),
    ("temperature", "temperature_c", 17, FAILED),
    ("temperature", "temperature_c", 31, FAILED),
    ("stay_2h", "over_2h", 0, MET),
    ("stay_2h", "over_2h", 3, FAILED),
    ("staffed_247", "staff_hours", 30, MET),
    ("staffed_247", "staff_hours", 10, FAILED),
]


@pytest.mark.parametrize(("key", "field", "value", "verdict"), VERDICTS)
def test_each_norm_is_judged_on_its_field(key: str, field: str, value: Scalar, verdict: Verdict) -> None:
    """Every norm answers voldaan or niet on the value of its field."""
    assert norm(put(fine(), field, value, minutes=1), key).verdict is verdict


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("open", "state"),
        ("functions", "functions.water"),
        ("power", "power"),
        ("first_aid", "staff.ehbo"),
        ("temperature", "temperature_c"),
        ("stay_2h", "over_2h"),
        ("staffed_247", "staff_hours"),
    ],
)
def test_without_its_value_or_with_a_lost_one_a_norm_is_unknown(key: str, field: str) -> None:
    """Nothing reported, or reported too long ago, never meets a norm and never fails it."""
    without = fine()
    value = without.fields.pop(field).counted
    assert norm(without, key).verdict is UNKNOWN
    assert value is not None
    assert norm(put(fine(), field, value.value, minutes=13 * 60), key).verdict is UNKNOWN


def test_the_reason_tells_the_number_found_and_the_number_asked() -> None:
    """The reason's code is the norm's key, its data the value and the norm."""
    reason = norm(put(fine(), "staff.ehbo", 0), "first_aid").reason
    assert (reason.code, dict(reason.data)) == ("first_aid", {"value": 0, "norm": 1})
    assert dict(norm(fine(), "functions").reason.data) == {"value": 7, "norm": 7}


def test_norms_apply_to_their_kind_of_point_only() -> None:
    """A C is judged on crew and internet, an L is not; an X has no norms at all here."""
    at_c = record({"state": "open", "staff.vrijwilliger": 2}, at=site("C-RAA-01", kind=SiteKind.C))
    verdicts = {each.key: each.verdict for each in look(at_c).norms}
    assert verdicts == {
        "open": MET,
        "power": UNKNOWN,
        "staffed_247": UNKNOWN,
        "crew_c": MET,
        "internet": UNKNOWN,
    }
    assert "internet" not in {each.key for each in look(fine()).norms}
    assert look(fine(at=site("X-DEV-01", kind=SiteKind.X))).norms == ()


def test_an_overridden_norm_is_judged_at_its_own_value_with_the_reason_shown() -> None:
    """A site may differ, with the reason wherever the norm is judged."""
    cold = put(fine(), "temperature_c", 15)
    assert norm(cold, "temperature").override_reason == ""
    cold.site = replace(cold.site, overrides=(NormOverride("temperature", 14, "kerk met dikke jassen"),))
    judged = norm(cold, "temperature")
    assert (judged.verdict, judged.override_reason) == (MET, "kerk met dikke jassen")
    assert dict(judged.reason.data)["norm"] == 14


def test_a_power_norm_in_hours_is_judged_on_the_low_end() -> None:
    """Where the norm asks 24 hours of own power, 20 hours of diesel fails and the grid meets it."""
    rules = with_norm(RULES, Norm("power", "Stroom", ("L",), 24, True))
    short, long = fine(power="aggregaat", fuel_hours=20), fine(power="aggregaat", fuel_hours=40)
    verdicts = [
        next(each for each in look(known, rules=rules).norms if each.key == "power").verdict
        for known in (short, fine(), long)
    ]
    assert verdicts == [FAILED, MET, MET]


def test_open_with_all_vital_norms_met_is_operational() -> None:
    """Norms that are not vital do not stand in the way."""
    assert look(fine()).readiness is Readiness.OPERATIONAL
    assert look(fine(temperature_c=10)).readiness is Readiness.OPERATIONAL


def test_open_with_a_vital_norm_unknown_is_unknown() -> None:
    """Not knowing whether there is a first-aider is not the same as having one."""
    known = fine()
    del known.fields["staff.ehbo"]
    assert look(known).readiness is Readiness.UNKNOWN
    assert look(record()).readiness is Readiness.UNKNOWN


def test_a_failing_vital_norm_is_conditional_only_with_an_owner_and_a_time_before_the_deadline() -> None:
    """Otherwise it is plainly not ready."""
    assert look(fine(power="geen")).readiness is Readiness.NOT
    assert look(decide(fine(power="geen"), 6)).readiness is Readiness.CONDITIONAL
    assert look(decide(fine(power="geen"), 6, owner="")).readiness is Readiness.NOT
    assert look(decide(fine(power="geen"), None)).readiness is Readiness.NOT
    assert look(decide(fine(power="geen"), -1)).readiness is Readiness.NOT  # promised, passed, still failing
    assert look(decide(fine(power="geen"), 47)).readiness is Readiness.NOT  # T+26 now: after T+72


def test_correcting_t0_recomputes_what_is_in_time() -> None:
    """The same promise is in time or too late as T0 is corrected."""
    known = decide(fine(power="geen"), 47)
    late = Deployment(INZET.name, NOW.wall - 20 * HOUR_S, "ROT")
    assert look(known, deployment=late).readiness is Readiness.CONDITIONAL


def test_a_closed_point_is_ready_when_it_is_paraat_or_will_be_opened() -> None:
    """Gereed: not open, but it could be within the set time."""
    closed = record({"state": "gesloten"})
    assert look(closed).readiness is Readiness.NOT
    assert look(decide(record({"state": "gesloten"}), 4)).readiness is Readiness.READY
    assert look(record({"state": "in_opbouw"})).readiness is Readiness.READY
    closed.site = replace(closed.site, status=SiteStatus.READY)
    assert look(closed).readiness is Readiness.READY
    assert look(put(closed, "state", "ontruimd", minutes=1)).readiness is Readiness.NOT


def test_a_later_decision_to_close_withdraws_the_promise() -> None:
    """The last decision is the one that stands."""
    known = decide(decide(record({"state": "gesloten"}), 4), 4, DecisionKind.CLOSE)
    assert look(known).readiness is Readiness.NOT


def test_running_72_hours_on_what_is_there_is_judged_apart() -> None:
    """Eigen maatstaf: each supply on its low end, unknown when there is no forecast."""
    supplies = {"water": Forecast(70, 90), "food": Forecast(72, 100), "power": None}
    verdicts = {"water": FAILED, "food": MET, "power": UNKNOWN, "staff": UNKNOWN}
    assert runs_on_stock(supplies, 72) == verdicts
