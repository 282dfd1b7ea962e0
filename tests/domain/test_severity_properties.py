"""What holds for every point: bad news and waiting values never help, unknown is never zero, time never heals."""

from copy import deepcopy
from dataclasses import replace

from hypothesis import given, strategies as st

from nsp_console.domain.facts import AlarmKind, Mode
from nsp_console.domain.fields import FIELDS, FUNCTION_SPEC, FieldSpec, SiteState
from nsp_console.domain.findings import RANK
from nsp_console.domain.records import SiteRecord
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.values import Scalar, Tier
from nsp_console.domain.views import Severity
from support.records import FUNCTIONS, INZET, ROLES, ago, later, look, open_alarm, put, seen, site as a_site

KEYS = (*FIELDS, *(f"functions.{key}" for key in FUNCTIONS), *(f"staff.{key}" for key in ROLES))


def values_of(spec: FieldSpec) -> st.SearchStrategy[Scalar]:
    """Any value the field accepts."""
    if spec.words:
        return st.sampled_from(spec.words)
    if spec.unit == "tekst":
        return st.sampled_from(["", "brug dicht", "42"])
    if spec.whole:
        return st.integers(int(spec.low), int(spec.high))
    return st.floats(spec.low, spec.high, allow_nan=False)


def spec_for(key: str) -> FieldSpec:
    """The specification of any of KEYS; a role is a number of people."""
    if key in FIELDS:
        return FIELDS[key]
    return FUNCTION_SPEC if key.startswith("functions.") else FieldSpec(key, "personen", high=10)


@st.composite
def points(draw: st.DrawFn, closed: bool = True) -> SiteRecord:
    """Any point: any values that count, of any age, some with a waiting or contradicting value."""
    kind = draw(st.sampled_from(SiteKind))
    point = SiteRecord(a_site(kind=kind))
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=14, unique=True)):
        value = values_of(spec_for(key))
        put(point, key, draw(value), minutes=draw(st.integers(0, 400)))
        if draw(st.integers(0, 4)) == 0:
            point.fields[key].pending = seen(draw(value), draw(st.integers(0, 30)), Tier.C)
        if draw(st.integers(0, 4)) == 0:
            point.fields[key].rival = seen(draw(value), draw(st.integers(0, 60)))
    state = point.value("state")
    if not closed and state is not None and state.value not in ("open", "beperkt", "vol"):
        point.fields["state"].counted = replace(state, value=SiteState.OPEN.value)
    point.heard_at = draw(st.one_of(st.none(), st.integers(0, 400).map(ago)))
    point.rest_ok_at = draw(st.one_of(st.none(), st.integers(0, 400).map(ago)))
    return point


def rank(point: SiteRecord, minutes: float = 0) -> int:
    """How bad, lower is worse, `minutes` from now."""
    return RANK[look(point, now=later(minutes)).severity]


BAD: list[tuple[str, Scalar]] = [
    ("power", "geen"),
    ("functions.water", "niet"),
    ("functions.informatie", "beperkt"),
    ("safety", "dreigend"),
    ("temperature_c", 3),
    ("over_2h", 12),
    ("water_l", 0),
    ("food_portions", 0),
    ("staff_hours", 0),
    ("staff.ehbo", 0),
]


@given(point=points(closed=False), bad=st.sampled_from(BAD))
def test_adding_a_bad_fact_never_makes_a_point_look_better(point: SiteRecord, bad: tuple[str, Scalar]) -> None:
    """Whatever is known, worse news about one field leaves the point as bad as it was, or worse."""
    key, value = bad
    point.heard_at = point.heard_at or ago(5)  # the news itself is not what makes it heard
    before = deepcopy(point)
    known = before.fields.get(key)
    if known is not None:  # the news replaces the newest value; what waited or disagreed stays as it was
        known.pending = known.rival = None
        point.fields[key].pending = point.fields[key].rival = None
        counted = known.counted
        if counted is not None and counted.value == "niet":
            return
    put(point, key, value, minutes=0)
    assert rank(point) <= rank(before)


@given(point=points(), kind=st.sampled_from([kind for kind in AlarmKind if kind is not AlarmKind.SILENCE]))
def test_an_alarm_is_always_critical(point: SiteRecord, kind: AlarmKind) -> None:
    """No state, value or silence hides an open alarm."""
    assert look(open_alarm(point, 9), alarms={9: kind}).severity is Severity.CRITICAL


@given(point=points())
def test_waiting_and_contradicting_values_never_make_a_point_look_better(point: SiteRecord) -> None:
    """Without its unconfirmed and contradicting values a point looks at least as good."""
    bare = deepcopy(point)
    for known in bare.fields.values():
        known.pending = known.rival = None
    assert rank(point) <= rank(bare)


@given(point=points())
def test_waiting_values_never_make_a_point_worse_than_aandacht(point: SiteRecord) -> None:
    """What anyone on the channel can type never turns a point KRITIEK, STIL or out of service."""
    bare = deepcopy(point)
    for known in bare.fields.values():
        known.pending = known.rival = None
    found, without = look(point).severity, look(bare).severity
    assert found in (without, Severity.ATTENTION) or found is Severity.SILENT  # T halves when attention is asked


@given(point=points(), minutes=st.integers(0, 3000), more=st.integers(0, 3000))
def test_time_alone_never_heals(point: SiteRecord, minutes: int, more: int) -> None:
    """A point nothing more is heard of only looks worse as time passes."""
    assert rank(point, minutes + more) <= rank(point, minutes)


@given(point=points(), key=st.sampled_from(["water_l", "food_portions", "staff_hours", "fuel_hours", "staff.ehbo"]))
def test_unknown_is_never_zero(point: SiteRecord, key: str) -> None:
    """Forgetting an amount that is zero never leaves the judgement that it is zero."""
    point.fields.pop(key, None)
    for reason in look(point).reasons:
        data = dict(reason.data)
        if reason.code == "staff_short" and key == "staff.ehbo":
            assert data["role"] != "ehbo"
        if reason.code in ("supply_low", "supply_critical"):
            gone = {"water_l": "water", "food_portions": "food", "staff_hours": "staff"}.get(key)
            assert data["supply"] != gone


@given(point=points(), mode=st.sampled_from(Mode), inzet=st.booleans())
def test_every_view_has_a_reason_unless_all_is_well(point: SiteRecord, mode: Mode, inzet: bool) -> None:
    """GOED has no reasons, everything else has; judging neither fails nor changes the record."""
    before = deepcopy(point)
    view = look(point, deployment=INZET if inzet else None, mode=mode)
    assert (view.severity is Severity.GOOD) == (view.reasons == ())
    assert point == before
    assert view == look(point, deployment=INZET if inzet else None, mode=mode)


@given(point=points())
def test_the_order_in_which_fields_came_does_not_change_the_verdict(point: SiteRecord) -> None:
    """The same facts in another order give the same severity and the same reasons."""
    turned = deepcopy(point)
    turned.fields = {key: turned.fields[key] for key in reversed(turned.fields)}
    one, other = look(point), look(turned)
    assert one.severity is other.severity
    assert set(one.reasons) == set(other.reasons)
    assert one.norms == other.norms
