"""What is not known: silence, and values without which a point cannot be judged (readings: see `severity`)."""

from nsp_console.domain.fields import OPEN_STATES
from nsp_console.domain.findings import Finding
from nsp_console.domain.interval import Ages, resting
from nsp_console.domain.moments import AGEING_LIMITS, Moment
from nsp_console.domain.records import SiteRecord
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.supplies import Scene
from nsp_console.domain.values import Observed
from nsp_console.domain.views import Reason, Severity

UNKNOWN = Severity.UNKNOWN
NEVER_HEARD: Finding = (UNKNOWN, Reason("never_heard"))
LOST_FACTOR = AGEING_LIMITS[-1]  # times T: older than this and a value is lost

POWER_KEYS = ("power", "fuel_hours", "fuel_l")  # any of these tells that there is power
# What must be known of an open point, besides its state: any key of each group will do. These are the fields of the
# kernmelding on which severity depends; functions are asked once per shift and never make a point onbekend.
NEEDED: dict[SiteKind, tuple[tuple[str, ...], ...]] = {
    SiteKind.C: (POWER_KEYS,),
    SiteKind.L: (POWER_KEYS, ("water_l",), ("visitors",)),
    SiteKind.X: (),
}


def heard_at(record: SiteRecord, ages: Ages) -> Moment | None:
    """When anything was last heard of the point: its traffic, or else the newest value that counts."""
    if record.heard_at is not None:
        return record.heard_at
    moments = [known.counted.at for known in record.fields.values() if known.counted is not None]
    return min(moments, key=lambda moment: ages.of(moment).seconds, default=None)


def silence(scene: Scene, interval: float, station: str) -> list[Finding]:
    """Not heard for 2 T, or never; neither for `station` itself nor where nobody is expected to report."""
    record = scene.record
    if record.site.code == station or resting(record):
        return []
    heard = heard_at(record, scene.ages)
    if heard is None:
        return [NEVER_HEARD]
    age = scene.ages.of(heard)
    if age.seconds > scene.rules.thresholds.silent_factor * interval:
        return [(Severity.SILENT, Reason("silent", (("age_s", age.seconds),)))]
    return []


def unknowns(scene: Scene, interval: float, in_deployment: bool) -> list[Finding]:
    """Values that are needed and never came, or are too old to say anything good."""
    record, ages = scene.record, scene.ages
    lost_s = LOST_FACTOR * interval
    state = record.value("state")
    if state is None:
        return [(UNKNOWN, Reason("missing", (("field", "state"),)))]
    if ages.judged_s(state.at) > lost_s and (in_deployment or not resting(record)):
        return [(UNKNOWN, Reason("too_old", (("field", "state"),)))]
    if state.value not in OPEN_STATES:
        return []
    fine_s = ages.judged_s(record.rest_ok_at) if record.rest_ok_at is not None else None
    found = []
    for keys in NEEDED[record.site.kind]:
        gap = _gap(scene, keys, lost_s, fine_s if keys is POWER_KEYS else None)
        if gap is not None:
            found.append(gap)
    return found


def _gap(scene: Scene, keys: tuple[str, ...], limit_s: float, fine_s: float | None) -> Finding | None:
    """Whether one of `keys` (any will do) is known well enough, or "verder goed" speaks for it."""
    known: list[Observed] = [observed for key in keys if (observed := scene.seen(key)) is not None]
    youngest = min((scene.ages.judged_s(observed.at) for observed in known), default=fine_s)
    if youngest is not None and min(youngest, fine_s if fine_s is not None else youngest) <= limit_s:
        return None
    return UNKNOWN, Reason("too_old" if known else "missing", (("field", keys[0]),))
