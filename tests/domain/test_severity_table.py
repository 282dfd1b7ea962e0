"""The rows of design/rules.md, "Severity of a point", one by one."""

import pytest

from nsp_console.domain.facts import AlarmKind, Mode
from nsp_console.domain.moments import Ageing, Moment
from nsp_console.domain.records import FieldRecord, SiteRecord
from nsp_console.domain.severity import judge
from nsp_console.domain.sites import NormOverride, SiteKind
from nsp_console.domain.values import Scalar, Tier
from nsp_console.domain.views import Reason, Severity
from support.records import (
    FUNCTIONS,
    INZET,
    NOW,
    RULES,
    STATION,
    ago,
    fine,
    later,
    look,
    open_alarm,
    put,
    record,
    seen,
    site as a_site,
)

S = Severity


def codes(known: SiteRecord, alarms: dict[int, AlarmKind] | None = None) -> tuple[Severity, list[str]]:
    """Severity and the reason codes, worst first."""
    severity, reasons = judge(known, NOW, RULES, deployment=INZET, alarms=alarms, station=STATION)
    return severity, [reason.code for reason in reasons]


ROWS: list[tuple[str, Scalar, Severity, str]] = [
    ("state", "gesloten", S.OUT_OF_SERVICE, "closed"),
    ("state", "in_opbouw", S.OUT_OF_SERVICE, "setting_up"),
    ("state", "ontruimd", S.OUT_OF_SERVICE, "evacuated"),
    ("state", "afgeschaald", S.OUT_OF_SERVICE, "scaled_down"),
    ("state", "vol", S.ATTENTION, "full"),
    ("state", "beperkt", S.ATTENTION, "limited_open"),
    ("power", "geen", S.CRITICAL, "power_none"),
    ("functions.opwarmen", "niet", S.CRITICAL, "function_fails"),
    ("functions.water", "beperkt", S.ATTENTION, "function_limited"),
    ("water_l", 0, S.CRITICAL, "supply_critical"),
    ("water_l", 15, S.CRITICAL, "supply_critical"),  # 40 people x 3 l a day: 5 l an hour, 3 hours
    ("water_l", 50, S.ATTENTION, "supply_low"),
    ("food_portions", 15, S.CRITICAL, "supply_critical"),
    ("staff_hours", 3, S.CRITICAL, "supply_critical"),
    ("staff_hours", 11, S.ATTENTION, "supply_low"),
    ("staff.ehbo", 0, S.ATTENTION, "staff_short"),
    ("over_2h", 1, S.ATTENTION, "over_2h"),
    ("over_2h", 400, S.ATTENTION, "over_2h"),
    ("temperature_c", 17.9, S.ATTENTION, "cold"),
    ("temperature_c", 28.1, S.ATTENTION, "hot"),
    ("safety", "onrustig", S.ATTENTION, "unsafe"),
    ("safety", "onveilig", S.ATTENTION, "unsafe"),
]


@pytest.mark.parametrize(("key", "value", "severity", "code"), ROWS)
def test_every_row_gives_its_severity_and_its_reason(key: str, value: Scalar, severity: Severity, code: str) -> None:
    """One bad value in a point where all else is well gives exactly the severity of its row, with its reason."""
    found, reasons = codes(put(fine(), key, value, minutes=4))
    assert (found, reasons[0]) == (severity, code)


GOOD_ROWS: list[tuple[str, Scalar]] = [
    ("temperature_c", 18),
    ("temperature_c", 28),
    ("over_2h", 0),
    ("safety", "rustig"),
    ("power", "net"),
    ("functions.voedsel", "werkt"),
    ("staff_hours", 13),
    ("visitors", 0),
]


@pytest.mark.parametrize(("key", "value"), GOOD_ROWS)
def test_values_on_the_good_side_of_a_limit_give_no_reason(key: str, value: Scalar) -> None:
    """At the limit itself nothing is wrong yet."""
    assert codes(put(fine(), key, value, minutes=4)) == (S.GOOD, [])


def test_generator_hours_are_judged_on_the_low_end_and_on_time_passed() -> None:
    """Fuel for 4 hours reported two hours ago is critical now; told just now for 14 hours it is still well."""
    assert codes(fine(power="aggregaat", fuel_hours=14, minutes=0))[0] is S.GOOD
    old = fine(power="aggregaat")
    assert codes(put(old, "fuel_hours", 6, minutes=130)) == (S.CRITICAL, ["supply_critical"])


def test_the_grid_needs_no_hours() -> None:
    """On the grid an almost empty generator tank is no alarm, and there is nothing to forecast."""
    view = look(fine(power="net", fuel_hours=1))
    assert (view.severity, view.supplies["power"]) == (S.GOOD, None)


def test_an_open_alarm_makes_any_point_critical_even_a_closed_one() -> None:
    """An open alarm always wins, acknowledged or not, until it is closed."""
    for known in (fine(), record({"state": "gesloten"}), record(heard=None)):
        found, reasons = codes(open_alarm(known, 7, acknowledged=True), {7: AlarmKind.FIRE})
        assert (found, reasons[0]) == (S.CRITICAL, "alarm_open")


def test_an_alarm_of_unknown_kind_counts_as_a_call_for_help() -> None:
    """An entry whose kind is not given is never taken lightly."""
    _, reasons = judge(open_alarm(fine(), 7), NOW, RULES, deployment=INZET)
    assert reasons[0] == Reason("alarm_open", (("kind", "hulp"),))


def test_a_silence_alarm_reads_stil_and_asks_attention_once_the_point_is_heard_again() -> None:
    """A silent point is drawn STIL, not KRITIEK, though its silence is an alarm with an owner."""
    silent = open_alarm(fine(minutes=130, heard=130), 7)
    assert codes(silent, {7: AlarmKind.SILENCE})[0] is S.SILENT
    assert codes(open_alarm(fine(), 7), {7: AlarmKind.SILENCE}) == (S.ATTENTION, ["alarm_open"])


def test_silence_starts_after_two_intervals() -> None:
    """Not heard for 2 T is STIL; a minute before that it is not."""
    assert codes(fine(heard=119))[0] is S.GOOD
    severity, reasons = judge(fine(heard=121), NOW, RULES, deployment=INZET)
    assert (severity, reasons[0]) == (S.SILENT, Reason("silent", (("age_s", 121 * 60.0),)))


def test_never_heard_is_unknown() -> None:
    """A point of which nothing was ever heard is ONBEKEND, with that one reason."""
    assert codes(record(heard=None)) == (S.UNKNOWN, ["never_heard"])


def test_our_own_point_never_falls_silent_to_ourselves() -> None:
    """The console's own C has no radio contact with itself."""
    own = record({"state": "open", "power": "net"}, heard=None, at=a_site(STATION, kind=SiteKind.C))
    own.heard_at = ago(500)
    assert codes(own)[0] is S.GOOD
    assert codes(record(heard=None, at=own.site)) == (S.UNKNOWN, ["missing"])


@pytest.mark.parametrize("key", ["state", "power", "water_l", "visitors"])
def test_a_value_that_is_needed_and_missing_makes_the_point_unknown(key: str) -> None:
    """Without its state, power, water or visitors an open L cannot be judged: ONBEKEND with that reason, never goed."""
    known = fine()
    gone = ("power", "fuel_hours", "fuel_l") if key == "power" else (key,)
    for each in gone:
        known.fields.pop(each, None)
    severity, reasons = judge(known, NOW, RULES, deployment=INZET)
    assert (severity, reasons) == (S.UNKNOWN, (Reason("missing", (("field", key),)),))


def test_functions_nobody_told_of_do_not_make_a_point_unknown() -> None:
    """Functions are asked once per shift: a point that told the kernmelding is judged without them."""
    known = fine()
    for key in [key for key in known.fields if key.startswith("functions.")]:
        del known.fields[key]
    assert codes(known) == (S.GOOD, [])


def test_verder_goed_answers_for_power_only() -> None:
    """ "Verder goed" stands in for an untold power source, never for an amount, and undoes nothing that fails."""
    known = record({"state": "open", "water_l": 900, "visitors": 20})
    assert codes(known)[0] is S.UNKNOWN
    known.rest_ok_at = ago(5)
    assert codes(known)[0] is S.GOOD
    assert codes(put(known, "functions.water", "niet"))[0] is S.CRITICAL


def test_a_complete_kernmelding_is_enough() -> None:
    """No point that told open, people, water and power hours stays ONBEKEND for want of more."""
    known = record({"state": "open", "visitors": 20, "water_l": 900, "fuel_hours": 30})
    assert codes(known) == (S.GOOD, [])


def test_what_is_needed_depends_on_the_kind_of_point() -> None:
    """A C needs no functions for inhabitants, an X only has to say that it is open."""
    power: dict[str, Scalar] = {"state": "open", "power": "net"}
    assert codes(record(power, at=a_site("C-DEV-02", kind=SiteKind.C)))[0] is S.GOOD
    assert codes(record({"state": "open"}, at=a_site("C-DEV-02", kind=SiteKind.C)))[0] is S.UNKNOWN
    assert codes(record({"state": "open"}, at=a_site("X-DEV-01", kind=SiteKind.X)))[0] is S.GOOD


def test_a_closed_point_is_not_judged_on_what_does_not_run_there() -> None:
    """Planned closed is fine: no power and no water in a closed hall raise nothing."""
    assert codes(fine(state="gesloten", power="geen", water_l=0))[0] is S.OUT_OF_SERVICE


def test_a_resting_point_never_falls_silent_but_one_being_set_up_does() -> None:
    """Nobody is in a closed hall to report; where people are setting up, silence is silence."""
    assert codes(fine(state="gesloten", minutes=60 * 60, heard=60 * 60))[0] is S.OUT_OF_SERVICE
    assert codes(fine(state="in_opbouw", minutes=150, heard=150))[0] is S.SILENT


def test_a_closed_state_of_days_ago_is_unknown_in_an_inzet_only() -> None:
    """In an inzet "gesloten" from before 72 hours no longer says anything; in peace it holds."""
    known = fine(state="gesloten", minutes=73 * 60, heard=5)
    assert codes(known) == (S.UNKNOWN, ["too_old", "closed"])
    assert look(known, deployment=None, mode=Mode.READY).severity is S.OUT_OF_SERVICE


def test_old_good_values_spoil_and_old_bad_values_keep() -> None:
    """Beyond 3 T "net" makes the point unknown, while "geen" of the same age is still critical."""
    spoiled = put(fine(), "power", "net", minutes=190)
    assert codes(spoiled) == (S.UNKNOWN, ["too_old"])
    assert codes(put(fine(), "power", "geen", minutes=190))[0] is S.CRITICAL


@pytest.mark.parametrize("key", [row[0] for row in ROWS if row[2] is not S.OUT_OF_SERVICE])
def test_unconfirmed_bad_news_asks_attention_never_more(key: str) -> None:
    """A value that waits for *klopt* and would be worse gives AANDACHT with pending_worse, whatever its row says."""
    value = next(row[1] for row in ROWS if row[0] == key and row[2] is not S.OUT_OF_SERVICE)
    known = fine()
    known.fields.setdefault(key, FieldRecord()).pending = seen(value, 1, Tier.C)
    severity, reasons = judge(known, NOW, RULES, deployment=INZET)
    assert (severity, reasons) == (S.ATTENTION, (Reason("pending_worse", (("field", key),)),))


def test_unconfirmed_loss_of_an_open_point_asks_attention() -> None:
    """ "Ontruimd" from an unknown phone may not close a point, and may not go by unseen either."""
    known = fine()
    known.fields["state"].pending = seen("ontruimd", 1, Tier.C)
    assert codes(known) == (S.ATTENTION, ["pending_worse"])


def test_unconfirmed_good_news_changes_nothing() -> None:
    """A pending value never makes a point better: not a critical one, and not an unknown one."""
    critical = put(fine(), "power", "geen", minutes=3)
    critical.fields["power"].pending = seen("net", 1, Tier.C)
    assert codes(critical) == (S.CRITICAL, ["power_none"])
    unknown = fine()
    unknown.fields["power"] = FieldRecord(pending=seen("net", 1, Tier.C))
    assert codes(unknown)[0] is S.UNKNOWN


def test_a_contradiction_that_matters_asks_attention_and_one_that_does_not_is_only_shown() -> None:
    """Two sources that disagree on power are a reason to ask; 38 or 40 visitors are not."""
    known = fine()
    known.fields["power"].rival = seen("geen", 30, Tier.A)
    assert codes(known) == (S.ATTENTION, ["contradiction"])
    harmless = fine()
    harmless.fields["visitors"].rival = seen(38, 30, Tier.A)
    assert codes(harmless) == (S.GOOD, [])
    assert look(harmless).cells["visitors"].rival == 38


def test_the_worst_of_two_sources_is_judged_when_it_is_the_one_that_counts() -> None:
    """With "geen" counting and "net" against it the point is critical, and the operator is told to ask."""
    known = fine(power="geen")
    known.fields["power"].rival = seen("net", 30, Tier.A)
    assert codes(known) == (S.CRITICAL, ["power_none", "contradiction"])


def test_a_norm_overridden_at_one_site_is_judged_there() -> None:
    """Where one official is agreed not to be needed, none present is no reason."""
    here = a_site()
    known = put(fine(), "staff.ambtenaar", 0)
    assert codes(known) == (S.ATTENTION, ["staff_short"])
    override = NormOverride("official", 0, "gemeente is telefonisch bereikbaar")
    known.site = type(here)(**{name: getattr(here, name) for name in here.__slots__} | {"overrides": (override,)})
    assert codes(known) == (S.GOOD, [])


def test_reasons_come_worst_first() -> None:
    """The first reason is the one the severity rests on."""
    known = fine(power="geen", safety="onrustig", temperature_c=10)
    severity, reasons = codes(known)
    assert severity is S.CRITICAL
    assert reasons[0] == "power_none"
    assert set(reasons[1:]) == {"unsafe", "cold"}


def test_the_interval_follows_the_rules() -> None:
    """T is 60 min in an inzet, 30 when aandacht or worse, the agreed time if there is one, and 24 h in peace."""
    assert look(fine()).interval_s == 3600
    assert look(fine(safety="onrustig")).interval_s == 1800
    assert look(fine(safety="onrustig", next_report_min=90)).interval_s == 5400
    assert look(fine(), deployment=None, mode=Mode.READY).interval_s == 86400
    assert look(fine(state="gesloten")).interval_s == 86400


def test_time_alone_carries_a_point_from_good_to_silent() -> None:
    """A point nobody hears from any more never ends up looking well."""
    known = fine(minutes=0, heard=0)
    seen_in_order = [look(known, now=later(minutes)).severity for minutes in (0, 60, 119, 121, 600)]
    assert seen_in_order[:3] == [S.GOOD] * 3
    assert seen_in_order[3] is S.SILENT
    assert seen_in_order[4] in (S.SILENT, S.CRITICAL)


def test_all_vital_functions_are_checked() -> None:
    """Whichever vital function is missing or fails, it is noticed."""
    for function in FUNCTIONS:
        assert codes(put(fine(), f"functions.{function}", "niet", minutes=1))[0] is S.CRITICAL


def test_an_age_that_is_only_a_lower_bound_is_judged_one_step_worse() -> None:
    """After a restart with a doubtful clock good values are lost at half the usual age, as they are drawn."""
    for uptime, severity in ((88, S.GOOD), (92, S.UNKNOWN)):
        restarted = Moment(NOW.wall, uptime * 60.0, "other boot", sure=False)
        view = look(fine(), now=restarted)
        assert (view.severity, view.cells["power"].ageing is Ageing.LOST) == (severity, severity is S.UNKNOWN)


def test_the_crew_of_a_c_is_everybody_on_site() -> None:
    """One person where two are asked is staff_short, whatever their roles; two in different roles are enough."""
    at_c = record({"state": "open", "power": "net", "staff.ambtenaar": 1}, at=a_site("C-DEV-02", kind=SiteKind.C))
    severity, reasons = judge(at_c, NOW, RULES, deployment=INZET)
    assert severity is S.ATTENTION
    assert dict(reasons[0].data) == {"role": "bemensing", "count": 1, "norm": 2}
    assert codes(put(at_c, "staff.ehbo", 1)) == (S.GOOD, [])
