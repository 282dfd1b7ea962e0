"""The Dutch words: complete, readable, and never a programmer's word."""

from enum import StrEnum

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.facts import KINDS, AlarmKind, DecisionKind, Handling, Mode, Purpose, Step
from nsp_console.domain.fields import FIELDS, SiteState
from nsp_console.domain.sites import SiteStatus
from nsp_console.domain.values import Means, Tier
from nsp_console.domain.views import NormView, Readiness, Reason, Severity, Verdict
from nsp_console.dutch import labels
from nsp_console.dutch.fieldnames import FIELD, field_label, short_amount, value_text
from nsp_console.dutch.reasons import PHRASES, norm_detail, reason
from nsp_console.dutch.times import date_clock

LABELS = {"ehbo": "EHBO'er", "stroom": "Stroom"}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Severity, labels.SEVERITY),
        (Severity, labels.SHAPE),
        (Severity, labels.LETTER),
        (SiteState, labels.SITE_STATE),
        (SiteStatus, labels.SITE_STATUS),
        (Readiness, labels.READINESS),
        (Verdict, labels.VERDICT),
        (Mode, labels.MODE),
        (Tier, labels.TIER),
        (Means, labels.MEANS),
        (Means, labels.MEANS_SHORT),
        (AlarmKind, labels.ALARM_KIND),
        (Step, labels.STEP),
        (Handling, labels.HANDLING),
        (Purpose, labels.PURPOSE),
        (DecisionKind, labels.DECISION),
    ],
)
def test_every_code_has_its_word(kind: type[StrEnum], words: dict[StrEnum, str]) -> None:
    """No enum member is left without a Dutch word, and no two members share one (shapes may)."""
    assert set(words) == set(kind)
    if words is not labels.SHAPE:
        assert len(set(words.values())) == len(words)


def test_every_field_and_journal_kind_has_a_name() -> None:
    """All fields of the report and all kinds of the journal have a Dutch name."""
    assert set(FIELD) == set(FIELDS)
    assert set(labels.LOG_KIND) == set(KINDS)


def test_functions_and_roles_use_their_configured_label() -> None:
    """A function or role is called what the configuration calls it, and readably without one."""
    assert field_label("staff.ehbo", LABELS) == "EHBO'er"
    assert field_label("functions.zorg_hygiene") == "zorg hygiene"


def test_values_carry_their_unit() -> None:
    """Amounts get a point between thousands, a comma before decimals, and the unit a person would say."""
    assert value_text("water_l", 1250) == "1.250 l"
    assert value_text("temperature_c", 17.5) == "17,5 graden"
    assert value_text("visitors", 64) == "64"
    assert value_text("state", "in_opbouw") == "in opbouw"
    assert value_text("functions.water", "niet") == "werkt niet"


@given(st.sampled_from(["water_l", "food_portions", "fuel_hours", "staff_hours"]), st.integers(0, 100_000))
def test_short_amounts_fit_their_column(key: str, value: int) -> None:
    """A short amount and its question mark fit six cells."""
    assert len(short_amount(key, value) + "?") <= 6


T0_NOW = 1_800_000_000.0
EXAMPLES = {
    "alarm_open": ({"kind": "medisch"}, "alarm: medische spoed"),
    "function_fails": ({"function": "stroom"}, "stroom werkt niet"),
    "function_limited": ({"function": "stroom"}, "stroom beperkt"),
    "power_none": ({}, "geen stroom"),
    "supply_low": ({"supply": "water", "low_h": 6.4, "high_h": 9.0}, "water nog 6-9 uur"),
    "supply_critical": ({"supply": "power", "low_h": 0.4, "high_h": 0.9}, "stroom binnen een uur op"),
    "full": ({}, "vol, stuur niemand meer"),
    "limited_open": ({}, "beperkt open"),
    "staff_short": ({"role": "ehbo", "count": 0, "norm": 1}, "EHBO'er: 0 van 1 aanwezig"),
    "over_2h": ({"count": 7}, "7 mensen langer dan 2 uur"),
    "cold": ({"value": 16.5}, "koud: 16,5 graden"),
    "hot": ({"value": 29}, "warm: 29 graden"),
    "unsafe": ({"value": "dreigend"}, "veiligheid: dreigend"),
    "contradiction": ({"field": "water_l"}, "twee bronnen oneens over water: vraag na"),
    "pending_worse": ({"field": "water_l"}, "water lijkt slechter, wacht op klopt"),
    "silent": ({"age_s": 11640.0}, "niets gehoord sinds 3u14"),
    "never_heard": ({}, "nog nooit iets gehoord"),
    "too_old": ({"field": "water_l"}, "water te oud om op te rekenen"),
    "missing": ({"field": "visitors"}, "bezoekers onbekend"),
    "closed": ({}, "gesloten"),
    "setting_up": ({}, "in opbouw"),
    "evacuated": ({}, "ontruimd"),
    "scaled_down": ({}, "afgeschaald"),
    "station_gestopt": (
        {},
        "Programmafout: er komt niets meer binnen en er gaat niets meer uit. Sluit af (ctrl+q) en start opnieuw.",
    ),
    "alleen_hier": ({}, "Vastgelegd, maar alleen op deze console: andere consoles zijn niet ingelicht."),
    "t0_verschilt": (
        {"nu": T0_NOW, "volgens": "C-DEV-01", "was": T0_NOW - 3600, "eerder": "C-ZWO-01"},
        f"T0 is {date_clock(T0_NOW, None)} (C-DEV-01), maar was {date_clock(T0_NOW - 3600, None)} (C-ZWO-01). "
        "De laatste geldt. Vraag na.",
    ),
    "melding": ({"tekst": "Let op: regel 3."}, "Let op: regel 3."),
}


@pytest.mark.parametrize("code", sorted(PHRASES))
def test_each_reason_reads_like_this(code: str) -> None:
    """Every agreed reason code has exactly these words."""
    data, words = EXAMPLES[code]
    assert isinstance(data, dict)
    assert reason(Reason(code, tuple(data.items())), LABELS) == words


VALUES = st.one_of(
    st.text(max_size=8), st.integers(-5, 10**6), st.floats(allow_nan=False, allow_infinity=False), st.booleans()
)


@given(
    st.one_of(st.sampled_from(sorted(PHRASES)), st.text("abc_", min_size=1, max_size=12)),
    st.dictionaries(
        st.sampled_from(["field", "function", "supply", "low_h", "high_h", "count", "value", "x_y"]), VALUES
    ),
)
def test_any_reason_prints(code: str, data: dict[str, str | int | float | bool]) -> None:
    """Unknown codes and missing or odd data still give readable words, never an error and never an underscore code."""
    words = reason(Reason(code, tuple(data.items())))
    assert isinstance(words, str)
    if code not in PHRASES and code.strip("_"):
        assert code.replace("_", " ").strip() in words


def test_unknown_code_shows_its_data() -> None:
    """A code from a newer version is shown with what it carries."""
    assert reason(Reason("geen_sleutel", (("hoe_veel", 3),))) == "geen sleutel (hoe veel 3)"


def test_norm_detail_tells_value_and_norm() -> None:
    """Behind a norm stands what is known against what is asked; unknown is said."""

    def norm(key: str, verdict: Verdict, **data: int | float | str) -> NormView:
        return NormView(key, key, verdict, Reason(key, tuple(data.items())), vital=True)

    assert norm_detail(norm("first_aid", Verdict.FAILED, value=0, norm=1)) == "0 (norm 1)"
    assert norm_detail(norm("staffed_247", Verdict.FAILED, value=13.0, norm=24)) == "13 uur (norm 24)"
    assert norm_detail(norm("power", Verdict.MET, value="aggregaat")) == "aggregaat"
    assert norm_detail(norm("internet", Verdict.UNKNOWN)) == "onbekend"
    assert norm_detail(norm("open", Verdict.MET)) == ""
