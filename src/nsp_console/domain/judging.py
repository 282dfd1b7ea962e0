"""One point, judged: its record at one moment becomes the frozen view every screen draws."""

from collections.abc import Mapping
from dataclasses import replace

from nsp_console.domain.dossier import Dossier
from nsp_console.domain.facts import AlarmKind, Mode
from nsp_console.domain.findings import of_supply
from nsp_console.domain.forecast import Estimate
from nsp_console.domain.gaps import LOST_FACTOR, heard_at
from nsp_console.domain.interval import Ages
from nsp_console.domain.kern import missing_at
from nsp_console.domain.moments import Age, Ageing, Moment, ageing
from nsp_console.domain.readiness import Bench, norm_views, promise_of, readiness
from nsp_console.domain.records import Deployment, FieldRecord, SiteRecord
from nsp_console.domain.rules import Rules
from nsp_console.domain.safetext import clean
from nsp_console.domain.severity import assess
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.supplies import Scene
from nsp_console.domain.values import lowest
from nsp_console.domain.views import Cell, Forecast, SiteView

NO_ALARMS: Mapping[int, AlarmKind] = {}


def view_site(
    record: SiteRecord,
    now: Moment,
    rules: Rules,
    deployment: Deployment | None,
    mode: Mode,
    station: str,
    alarms: Mapping[int, AlarmKind] = NO_ALARMS,
    dossier: Dossier = (),
) -> SiteView:
    """Judge one point.

    station  site code of this console: its own points are those whose home it is
    alarms   kind of every open alarm by its entry, of this point or of all points
    """
    ages = Ages(now)
    verdict = assess(record, ages, rules, deployment, mode, alarms, station)
    interval = verdict.interval_s
    lost_s = LOST_FACTOR * interval
    bench = Bench(Scene(record, ages, rules), verdict.supplies, lost_s)
    norms = norm_views(bench)
    cells = _cells(record, ages, interval)
    moment = heard_at(record, ages)
    heard = None if moment is None else ages.of(moment)
    alarm, acknowledged = _alarm(record)
    promise = promise_of(bench, deployment)
    return SiteView(
        site=record.site,
        severity=verdict.severity,
        reasons=verdict.reasons,
        cells=cells,
        needs=record.needs,
        needs_pending=record.needs_pending,
        supplies={key: _forecast(key, left, lost_s, rules) for key, left in verdict.supplies.items()},
        heard=heard,
        heard_ageing=ageing(heard, interval),
        interval_s=interval,
        readiness=readiness(bench, norms, promise, dossier),
        norms=norms,
        trust=lowest([cell.source.tier for cell in cells.values()]),
        own=record.site.home == station,
        alarm=alarm,
        alarm_acknowledged=acknowledged,
        pending=_pending(record),
        kern_missing=missing_at(record, ages, interval) if record.site.kind is SiteKind.L else (),
        open_since=None if record.open_since is None else ages.of(record.open_since),
        opens_wall=promise.target_wall if promise else None,
        opens_by=clean(promise.owner) if promise else "",
        dossier=dossier,
    )


def _forecast(supply: str, left: Estimate | None, lost_s: float, rules: Rules) -> Forecast | None:
    """The forecast a screen may show, with what it means by the limits of this region."""
    shown = left.shown(lost_s) if left else None
    if shown is None:
        return None
    found = of_supply(supply, left, rules.thresholds)
    return replace(shown, severity=found[0]) if found else shown


def _cells(record: SiteRecord, ages: Ages, interval: float) -> dict[str, Cell]:
    """One cell per field of which anything is known. Values of one report share a moment, so ages are kept by it."""
    steps: dict[int, tuple[Age, Ageing]] = {}
    cells: dict[str, Cell] = {}
    for key, known in record.fields.items():
        drawn = known.pending or known.counted
        if drawn is None:
            continue
        aged = steps.get(id(drawn.at))
        if aged is None:
            age = ages.of(drawn.at)
            aged = steps[id(drawn.at)] = age, ageing(age, interval)
        cells[key] = Cell(
            key,
            drawn.value,
            *aged,
            drawn.source,
            drawn.entry,
            drawn.confirmed_by,
            drawn.estimated,
            known.pending is not None,
            _meanwhile(known),
            known.rival.value if known.rival is not None else None,
        )
    return cells


def _meanwhile(known: FieldRecord) -> str | int | float | bool | None:
    """What counts while a newer value waits."""
    return known.counted.value if known.pending is not None and known.counted is not None else None


def _alarm(record: SiteRecord) -> tuple[int | None, bool]:
    """The alarm to show: the oldest nobody took on, else the oldest; and whether all are taken on."""
    waiting = [entry for entry in record.open_alarms if entry not in record.acknowledged_alarms]
    if waiting:
        return min(waiting), False
    return (min(record.open_alarms), True) if record.open_alarms else (None, False)


def _pending(record: SiteRecord) -> tuple[int, ...]:
    """Entries that wait for *klopt*, oldest first."""
    entries = {known.pending.entry for known in record.fields.values() if known.pending is not None}
    if record.needs_pending and record.needs_entry:
        entries.add(record.needs_entry)
    return tuple(sorted(entries))
