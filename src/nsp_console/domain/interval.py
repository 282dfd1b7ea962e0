"""How often a point should be heard (T), and ages computed once per moment while one point is judged."""

from nsp_console.domain.facts import Mode
from nsp_console.domain.fields import SiteState
from nsp_console.domain.moments import HOUR_S, Age, Ageing, Moment, age_between, ageing
from nsp_console.domain.records import Deployment, SiteRecord
from nsp_console.domain.rules import Rules
from nsp_console.domain.views import Severity

MINUTE_S = 60.0
SHIFT_S = 12 * HOUR_S  # what is outside the kernmelding is asked once per shift (facts: domain §3, staffing)
RESTING = frozenset({SiteState.CLOSED, SiteState.EVACUATED, SiteState.SCALED_DOWN})  # nobody is there to report
WORRYING = frozenset({Severity.CRITICAL, Severity.ATTENTION})


def deployed(deployment: Deployment | None, mode: Mode) -> bool:
    """Whether an inzet runs; a demo or exercise plays one through its own deployment."""
    return deployment is not None or mode is Mode.DEPLOYED


def resting(record: SiteRecord) -> bool:
    """Whether the location is known to be closed, evacuated or scaled down: nobody is expected to report."""
    state = record.value("state")
    return state is not None and state.value in RESTING


def interval_s(
    record: SiteRecord, severity_hint: Severity, deployment: Deployment | None, mode: Mode, rules: Rules
) -> float:
    """T of this point in seconds.

    In an inzet 60 min, 30 when its values ask attention or worse (`severity_hint`), or the agreed next report time;
    24 h in peace, and for a resting point. Numbers are those of `rules.thresholds`.
    """
    limits = rules.thresholds
    if not deployed(deployment, mode) or resting(record):
        return limits.interval_ready_min * MINUTE_S
    agreed = record.value("next_report_min")
    if agreed is not None and isinstance(agreed.value, (int, float)) and agreed.value > 0:
        return agreed.value * MINUTE_S
    worry = severity_hint in WORRYING
    return (limits.interval_attention_min if worry else limits.interval_min) * MINUTE_S


class Ages:
    """Ages at one `now`, each moment computed once: the values of one report share their moment.

    Keyed by identity, so it must not outlive the records whose moments it was asked about.
    """

    __slots__ = ("_known", "now")

    def __init__(self, now: Moment) -> None:
        self.now = now
        self._known: dict[int, Age] = {}

    def of(self, moment: Moment) -> Age:
        """Age of `moment` at `now`."""
        age = self._known.get(id(moment))
        if age is None:
            age = self._known[id(moment)] = age_between(moment, self.now)
        return age

    def judged_s(self, moment: Moment) -> float:
        """Seconds to judge a value's age by: a lower bound counts double, as it is drawn one ageing step worse."""
        age = self.of(moment)
        return age.seconds * 2 if age.at_least else age.seconds

    def lost(self, moment: Moment, interval: float) -> bool:
        """Whether a value of this moment is too old to say anything good (beyond 3 T)."""
        return ageing(self.of(moment), interval) is Ageing.LOST
