"""The airtime gate: what the bucket, the channel and the law let through, under any demand."""

from itertools import accumulate

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.domain.facts import Purpose
from nsp_console.domain.sites import SiteKind
from nsp_console.link.air import BUCKETS, HARD_STOP_S, HOUR_S, SLICE_S, TEXT_URGENCY, AirGate, airtime_s, scale
from nsp_console.link.airtime import PRESETS, Preset
from nsp_console.link.plane import Urgency

MEDIUM_FAST = PRESETS["MEDIUM_FAST"]
ROLES = st.sampled_from(list(SiteKind))
PRESET = st.sampled_from(list(PRESETS.values()))
# One wish to send: seconds since the one before, how urgent, bytes of payload.
WISHES = st.lists(
    st.tuples(st.floats(0, 120), st.sampled_from(list(Urgency)), st.integers(10, 231)), min_size=1, max_size=300
)


def sent(gate: AirGate, wishes: list[tuple[float, Urgency, int]]) -> list[tuple[float, Urgency, float]]:
    """What went out: at which second, how urgent, seconds on air."""
    out: list[tuple[float, Urgency, float]] = []
    times = accumulate(gap for gap, _, _ in wishes)
    for now_s, (_, urgency, size) in zip(times, wishes, strict=True):
        if gate.pays(urgency, size, now_s):
            out.append((now_s, urgency, airtime_s(gate.preset, size)))
    return out


def allowed(gate: AirGate, now_s: float) -> set[Urgency]:
    """Who may go with a packet of no length at all."""
    return {urgency for urgency in Urgency if gate.allows(urgency, 0.0, now_s)}


@settings(max_examples=60, deadline=None)
@given(ROLES, PRESET, WISHES)
def test_bucket_is_the_law_for_all_but_alarms(
    role: SiteKind, preset: Preset, wishes: list[tuple[float, Urgency, int]]
) -> None:
    """Whatever is asked, what is no alarm stays within depth plus refill over every stretch of time."""
    gate = AirGate(role, preset)
    calm = [wish for wish in wishes if wish[1] is not Urgency.ALARM] or wishes[:1]
    out = [(at, cost) for at, urgency, cost in sent(gate, calm) if urgency is not Urgency.ALARM]
    bucket = BUCKETS[role]
    for start, (first, _) in enumerate(out):
        spent = 0.0
        for at, cost in out[start:]:
            spent += cost
            assert spent <= bucket.depth_s + bucket.refill * (at - first) + 1e-6


@settings(max_examples=40, deadline=None)
@given(ROLES, PRESET, WISHES)
def test_no_hour_goes_above_the_hard_stop(
    role: SiteKind, preset: Preset, wishes: list[tuple[float, Urgency, int]]
) -> None:
    """With alarms too, every hour stays below the legal limit less our margin, and an alarm that fits always goes."""
    gate = AirGate(role, preset)
    out: list[tuple[float, float]] = []
    now_s = 0.0
    for gap, urgency, size in wishes * 3:
        now_s += gap
        cost = airtime_s(gate.preset, size)
        hour = sum(spent for at, spent in out if at > now_s - HOUR_S)
        slack = sum(spent for at, spent in out if now_s - HOUR_S - 2 * SLICE_S < at <= now_s - HOUR_S)
        goes = gate.pays(urgency, size, now_s)
        if goes:
            out.append((now_s, cost))
            assert hour + cost <= HARD_STOP_S + 1e-6
        elif urgency is Urgency.ALARM:
            assert hour + slack + cost > HARD_STOP_S - 1e-6


def test_alarms_without_end_stop_below_the_law_and_go_on_later() -> None:
    """An alarm every second for three hours uses just under 8 % of each hour, and never stays silent for good."""
    gate = AirGate(SiteKind.L, PRESETS["LONG_FAST"])
    cost, times = airtime_s(gate.preset, 231), []
    for second in range(3 * int(HOUR_S)):
        if gate.pays(Urgency.ALARM, 231, float(second)):
            times.append(second)
        hour = sum(cost for at in times[-200:] if at > second - HOUR_S)
        assert hour <= HARD_STOP_S
    assert len(times) * cost > 2.5 * HARD_STOP_S
    assert times[-1] > 2 * HOUR_S


@settings(max_examples=40, deadline=None)
@given(ROLES, st.floats(0, 100), st.floats(0, 100), st.floats(0, 40))
def test_alarm_passes_whatever_the_channel_says(
    role: SiteKind, channel_pct: float, air_pct: float, spent_s: float
) -> None:
    """Neither an empty bucket nor a full channel holds an alarm back."""
    gate = AirGate(role, MEDIUM_FAST)
    gate.report(channel_pct, air_pct)
    gate.spend(spent_s, 0.0, Urgency.STATUS)
    assert gate.pays(Urgency.ALARM, 130, 1.0, text=True)


@pytest.mark.parametrize(
    ("channel_pct", "missing"),
    [
        (0.0, set()),
        (25.0, set()),
        (25.1, {Urgency.REPAIR}),
        (40.0, {Urgency.REPAIR}),
        (40.1, set(Urgency) - {Urgency.ALARM, Urgency.ALARM_RECEIPT, Urgency.RECEIPT}),
    ],
)
def test_busy_channel_lets_through_what_the_design_says(channel_pct: float, missing: set[Urgency]) -> None:
    """Above 25 % repairs stop, above 40 % only alarms and receipts go."""
    gate = AirGate(SiteKind.C, MEDIUM_FAST)
    gate.report(channel_pct, 0.0)
    assert set(Urgency) - allowed(gate, 0.0) == missing


@pytest.mark.parametrize(
    ("share", "missing"),
    [
        (0.61, set()),
        (0.59, {Urgency.REPAIR}),
        (0.31, {Urgency.REPAIR}),
        (0.29, set(Urgency) - {Urgency.ALARM, Urgency.ALARM_RECEIPT, Urgency.RECEIPT}),
        (0.09, set(Urgency) - {Urgency.ALARM, Urgency.ALARM_RECEIPT}),
    ],
)
@pytest.mark.parametrize("role", list(SiteKind))
def test_emptying_bucket_keeps_what_is_left_for_the_urgent(role: SiteKind, share: float, missing: set[Urgency]) -> None:
    """Below 60 % of the tokens no repairs, below 30 % only alarms and receipts, below 10 % no receipts of mail."""
    gate = AirGate(role, MEDIUM_FAST)
    gate.spend((1 - share) * BUCKETS[role].depth_s, 0.0, Urgency.STATUS)
    assert gate.share(0.0) == pytest.approx(share)
    assert set(Urgency) - allowed(gate, 0.0) == missing


def test_debt_of_an_alarm_is_paid_back() -> None:
    """After alarms borrowed, an ordinary status waits until the bucket is 30 % full again, and then goes."""
    gate = AirGate(SiteKind.L, MEDIUM_FAST)
    gate.spend(8.0, 0.0, Urgency.ALARM)  # 3 s of debt; 1.5 s is 30 %
    assert gate.spent_s[Urgency.ALARM] == 8.0
    assert not gate.allows(Urgency.STATUS, 0.16, 449.0)
    assert gate.allows(Urgency.STATUS, 0.16, 451.0)


def test_radio_near_its_own_limit_only_sends_alarms() -> None:
    """A radio that says it used 8 % of the hour, relaying included, is left to alarms."""
    gate = AirGate(SiteKind.C, MEDIUM_FAST)
    gate.report(5.0, 8.0)
    assert allowed(gate, 0.0) == {Urgency.ALARM}
    gate.report(None, None)
    assert allowed(gate, 0.0) == set(Urgency)


def test_windows_widen_on_a_busy_channel_only() -> None:
    """Windows of chance are as designed while there is room, and wider the busier the channel is."""
    gate = AirGate(SiteKind.C, MEDIUM_FAST)
    factors = []
    for use_pct in (None, 0.0, 14.9, 15.1, 20.1, 25.1, 80.0):
        gate.report(use_pct, 0.0)
        factors.append(gate.widen())
    assert factors[:3] == [1.0, 1.0, 1.0]
    assert factors == sorted(factors)
    assert 1.0 < factors[3] < factors[4] < factors[5] == factors[6]


def test_waits_scale_with_the_preset() -> None:
    """Waits grow with the time on air as the design's table says: MEDIUM_SLOW 1.8, LONG_FAST about 3.4."""
    assert scale(MEDIUM_FAST) == 1.0
    assert scale(PRESETS["MEDIUM_SLOW"]) == pytest.approx(1.8, abs=0.05)
    assert scale(PRESETS["LONG_FAST"]) == pytest.approx(3.4, abs=0.1)
    assert scale(PRESETS["LONG_FAST"], 0.7) == pytest.approx(3.33**0.7, abs=0.02)
    gate = AirGate(SiteKind.L, PRESETS["SHORT_FAST"])
    assert gate.scale(0.7) < 1.0


def test_every_text_line_has_its_urgency() -> None:
    """Whatever a line is for, the gate knows what it is worth; only our own alarm may borrow."""
    assert set(TEXT_URGENCY) == set(Purpose)
    assert [purpose for purpose, urgency in TEXT_URGENCY.items() if urgency is Urgency.ALARM] == [Purpose.ALARM]


def test_time_on_air_is_that_of_the_facts() -> None:
    """A status frame of 21 bytes takes 160 ms and a text of 120 bytes about 386 ms on MEDIUM_FAST."""
    assert airtime_s(MEDIUM_FAST, 21) == pytest.approx(0.160, abs=0.001)
    assert airtime_s(MEDIUM_FAST, 120, text=True) == pytest.approx(0.386, abs=0.011)
