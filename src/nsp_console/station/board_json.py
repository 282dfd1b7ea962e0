"""The machine-readable board of `nsp stand --json`: the shape of design/rules.md, plus nothing secret.

One object: mode, time (ISO 8601 UTC), t0, alarms, queue, radio, sites. Ages in whole seconds, hours with one decimal.
Of the exchange between consoles, beside what rules.md names:

- alarms[]: trust, and for our own alarms steps {console: ontvangen | bevestigd}
- sites[]: writer (the one console that writes for it), taken_from (true: in the place of the point's own console),
  passed_to ("gemeld aan", or null); in fields, via: the C whose regional picture brought the value, or null
- picture {known, of, stale, pending}: the regional picture of a C, in points; without a link as journalled
- radio.refused {reason: count}: what came in and was not taken; reasons as in `dutch.radio.REFUSED`
- own {version, why, issued_age_s, received {console: age_s}, changed}: how far our own state got
- peers [{code, fresh, heard_age_s, skew_s, same_names, waiting}]
- bulletins [{entry, number, station, text, age_s, valid_h, expired, mine, hung {site: age_s}}], newest first
- keys {state: geen | dicht | open, fingerprint, epoch, signs, revoked}
- unmanned {C without crew: the C that stands in}
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime

from nsp_console.domain.moments import Age
from nsp_console.domain.views import AlarmView, BulletinView, Cell, Forecast, PeerView, SiteView, Snapshot


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
        **_exchange(snapshot),
    }


def _exchange(snapshot: Snapshot) -> dict[str, object]:
    """What is known of other consoles, and they of us."""
    own, keys, picture = snapshot.own, snapshot.keys, snapshot.picture
    return {
        "own": {
            "version": own.version,
            "why": own.why.value if own.why else None,
            "issued_age_s": _age(own.issued),
            "received": _ages(own.received),
            "changed": own.changed,
        },
        "peers": [_peer(peer) for peer in snapshot.peers],
        "bulletins": [_bulletin(bulletin) for bulletin in snapshot.bulletins],
        "keys": {
            "state": keys.state.value,
            "fingerprint": keys.fingerprint,
            "epoch": keys.epoch,
            "signs": keys.signs,
            "revoked": list(keys.revoked),
        },
        "unmanned": dict(snapshot.unmanned),
        "picture": asdict(picture) if picture else None,
    }


def _peer(peer: PeerView) -> dict[str, object]:
    return {
        "code": peer.code,
        "fresh": peer.fresh,
        "heard_age_s": _age(peer.heard),
        "skew_s": round(peer.skew_s) if peer.skew_s is not None else None,
        "same_names": peer.same_names,
        "waiting": peer.waiting,
    }


def _bulletin(bulletin: BulletinView) -> dict[str, object]:
    return {
        "entry": bulletin.entry,
        "number": bulletin.number,
        "station": bulletin.station,
        "text": bulletin.text,
        "age_s": _age(bulletin.age),
        "valid_h": bulletin.valid_h,
        "expired": bulletin.expired,
        "mine": bulletin.mine,
        "hung": _ages(bulletin.hung),
    }


def _age(age: Age | None) -> int | None:
    return round(age.seconds) if age else None


def _ages(ages: Mapping[str, Age]) -> dict[str, int]:
    return {code: round(age.seconds) for code, age in ages.items()}


def site(view: SiteView) -> dict[str, object]:
    """One point."""
    return {
        "code": view.site.code,
        "name": view.site.name,
        "kind": view.site.kind.value,
        "home": view.site.home or None,
        "writer": view.writer or None,
        "taken_from": view.taken_from,
        "passed_to": view.passed_to or None,
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
        "via": cell.source.via or None,
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
        "steps": {code: step.value for code, step in alarm.steps.items()},
    }
