"""When a console says again how it is: a change at once, an amount when it left its own forecast, and a heartbeat.

Receivers can draw the same line through what was sent, so a state in line with its forecast is not worth airtime
(facts: airtime §4: 1.8 updates an hour instead of 4 at a fixed quarter of an hour, and real changes arrive sooner).
"""

from collections import deque
from dataclasses import dataclass

from nsp_console.domain.air_facts import StatusIssued, StatusKept, Why
from nsp_console.domain.fields import spec_of
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Scalar, Tier
from nsp_console.link.plane import Dice
from nsp_console.wire.frames.scales import ENERGY, FOOD, WATER
from nsp_console.wire.frames.state import decode_state, difference, encode_state

DRIFT_STEPS = 2  # quantisation steps away from the forecast (about 35 % of an amount)
GAP_S = 20.0  # one issue in this time at most: typing a form is one change
HEARTBEAT_S = 1800.0
HEARTBEAT_SPREAD = (0.9, 1.1)  # so that a region that started together does not stay together
POINTS_APART_S = 600.0  # nearer together, two values say more about rounding than about consumption
# Supplies go down steadily, people come and go: a line through two counts of visitors asked for 26 % more updates than
# no line at all (6 stations of benchmarks/bench_sending.py, d=2, every minute), so they are expected to stay.
SUPPLIES = (WATER.key, FOOD.key, ENERGY.key)
POINTS_MAX = 64  # issues remembered to find the earlier point: POINTS_APART_S / GAP_S, twice


@dataclass(frozen=True, slots=True)
class OwnReport:
    """What the console counts as true of a site it writes for now.

    observed_s  seconds since the newest observation
    tier        the weakest source among the values
    """

    values: dict[str, Scalar]
    needs: tuple[Need, ...] = ()
    observed_s: float = 0.0
    tier: Tier = Tier.A


@dataclass(frozen=True, slots=True)
class Point:
    """A state as it was sent: `values` are what the wire makes of them, `observed` when they were true."""

    at: Moment
    observed: Moment
    values: dict[str, Scalar]
    needs: tuple[Need, ...]
    state: int


class SendingRule:
    """Decides from what was issued before. `functions`: keys of the slots; `steps`: drift that is worth an update."""

    def __init__(self, functions: tuple[str, ...], dice: Dice, steps: int = DRIFT_STEPS) -> None:
        self._functions = functions
        self._dice = dice
        self._steps = steps
        self._points: deque[Point] = deque(maxlen=POINTS_MAX)
        self._heartbeat_s = HEARTBEAT_S
        self._asked: tuple[tuple[Need, ...], dict[str, Scalar], int] | None = None  # the last, and its 62 bits

    def issued(self, fact: StatusIssued | StatusKept, at: Moment) -> None:
        """Take in what was issued at `at` (also when the journal is read again)."""
        self.stands(fact.values, fact.needs, at, fact.observed_s)

    def stands(self, values: dict[str, Scalar], needs: tuple[Need, ...], at: Moment, observed_s: float) -> None:
        """Whoever issued it: this is what everybody has since `at`, observed `observed_s` seconds before."""
        state = encode_state(values, needs, self._functions)
        sent = decode_state(state, self._functions)
        point = Point(at, at.earlier(observed_s), sent.values, needs, state)
        self._points.append(point)
        self._heartbeat_s = HEARTBEAT_S * self._dice.uniform(*HEARTBEAT_SPREAD)

    def why(self, own: OwnReport, now: Moment) -> Why | None:
        """Why `own` should be issued now; None when nobody needs it yet. The gap between issues is not looked at."""
        if not self._points:
            return Why.CHANGE
        state = self._encoded(own)
        if difference(state, self._points[-1].state).categorical:
            return Why.CHANGE
        forecast = encode_state(self.forecast(now.earlier(own.observed_s)), own.needs, self._functions)
        if max(difference(state, forecast).steps.values(), default=0) >= self._steps:
            return Why.DRIFT
        return Why.HEARTBEAT if self.heartbeat_in_s(now) <= 0 else None

    def differs(self, own: OwnReport) -> bool:
        """Whether the next issue would say something else than the last."""
        state = self._encoded(own)
        return not self._points or state != self._points[-1].state

    def _encoded(self, own: OwnReport) -> int:
        """What counts, as the wire makes it: asked for at every look, and seldom another answer."""
        if self._asked is None or self._asked[0] != own.needs or self._asked[1] != own.values:
            self._asked = own.needs, dict(own.values), encode_state(own.values, own.needs, self._functions)
        return self._asked[2]

    def forecast(self, at: Moment) -> dict[str, Scalar]:
        """What who heard the last issues must think is true at `at`: supplies on the line through two of them."""
        last = self._points[-1]
        earlier = self._earlier(last)
        values = dict(last.values)
        if earlier is None:
            return values
        stretch = age_between(last.observed, at).seconds / age_between(earlier.observed, last.observed).seconds
        for key in SUPPLIES:
            value, before = last.values.get(key), earlier.values.get(key)
            if isinstance(value, int | float) and isinstance(before, int | float):
                values[key] = _plausible(key, value + (value - before) * stretch)
        return values

    def _earlier(self, last: Point) -> Point | None:
        """The newest point far enough before `last`; None when there is none, or clocks cannot tell."""
        for point in reversed(self._points):
            apart = age_between(point.observed, last.observed)
            if apart.seconds >= POINTS_APART_S:
                return None if apart.at_least else point
        return None

    def newer_by_s(self, observed: Moment) -> float:
        """Seconds that `observed` is later than the observation issued last; 0 when it is not, or none was issued."""
        return age_between(self._points[-1].observed, observed).seconds if self._points else 0.0

    def gap_in_s(self, now: Moment) -> float:
        """Seconds until an issue may follow on the last."""
        return GAP_S - age_between(self._points[-1].at, now).seconds if self._points else 0.0

    def heartbeat_in_s(self, now: Moment) -> float:
        """Seconds until the state is issued again though nothing changed."""
        return self._heartbeat_s - age_between(self._points[-1].at, now).seconds if self._points else 0.0


def _plausible(key: str, amount: float) -> float:
    """`amount` as its field accepts it: a line runs below nothing, and into parts of people."""
    spec = spec_of(key)
    assert spec is not None, key
    amount = min(max(amount, spec.low), spec.high)
    return round(amount) if spec.whole else amount
