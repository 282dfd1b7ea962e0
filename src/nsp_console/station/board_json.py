"""The machine-readable board of `nsp stand --json`: exactly the shape of design/rules.md, plus nothing secret.

One object: mode, time (ISO 8601 UTC), t0, alarms, queue, radio, sites. Ages in whole seconds, hours with one decimal.
"""

from datetime import UTC, datetime

from nsp_console.domain.views import AlarmView, Cell, Forecast, SiteView, Snapshot


def board(snapshot: Snapshot) -> dict[str, object]:
    """The whole board as plain JSON values."""
    return {
        "mode": snapshot.mode.value,
        "time": iso(snapshot.wall),
        "t0": iso(snapshot.t0_wall) if snapshot.t0_wall is not None else None,
        "alarms": [_alarm(alarm) for alarm in snapshot.alarms],
        "queue": snapshot.queue,
        "radio": {
            "state": snapshot.radio.state,
            "where": snapshot.radio.where,
            "heard_nodes": snapshot.radio.heard_nodes,
            "air_pct": round(snapshot.radio.air_pct, 2),
            "channel_pct": snapshot.radio.channel_pct,
            "warnings": list(snapshot.radio.warnings),
            "refused": dict(snapshot.radio.refused),
        },
        "sites": [site(view) for view in snapshot.sites],
    }


def site(view: SiteView) -> dict[str, object]:
    """One point."""
    return {
        "code": view.site.code,
        "name": view.site.name,
        "kind": view.site.kind.value,
        "home": view.site.home or None,
        "severity": view.severity.value,
        "location": view.cells["state"].value if "state" in view.cells else None,
        "heard_age_s": round(view.heard.seconds) if view.heard else None,
        "readiness": view.readiness.value,
        "forecast": {supply: _forecast(forecast) for supply, forecast in view.supplies.items()},
        "trust": view.trust.value if view.trust else None,
        "needs": [[need.article, need.amount, need.unit] for need in view.needs],
        "fields": {key: _cell(cell) for key, cell in view.cells.items()},
    }


def iso(wall: float) -> str:
    """Seconds UTC as ISO 8601."""
    return datetime.fromtimestamp(wall, UTC).isoformat(timespec="seconds")


def _forecast(forecast: Forecast | None) -> dict[str, float] | None:
    if forecast is None:
        return None
    return {"low_h": round(forecast.low_h, 1), "high_h": round(forecast.high_h, 1)}


def _cell(cell: Cell) -> dict[str, object]:
    out: dict[str, object] = {
        "value": cell.value,
        "age_s": round(cell.age.seconds),
        "source": cell.source.means.value,
        "trust": cell.source.tier.value,
        "confirmed_by": cell.confirmed_by,
        "estimated": cell.estimated,
    }
    if cell.pending:
        out["pending"] = True
    if cell.rival is not None:
        out["rival"] = cell.rival
    return out


def _alarm(alarm: AlarmView) -> dict[str, object]:
    return {
        "number": alarm.entry,
        "kind": alarm.kind.value,
        "site": alarm.site,
        "also": list(alarm.also),
        "text": alarm.text,
        "trust": alarm.tier.value,
        "age_s": round(alarm.age.seconds),
        "repeats": alarm.repeats,
        "acknowledged_by": alarm.acknowledged_by or None,
        "exercise": alarm.exercise,
    }
