"""What each fact changes in the typed tables. `changes` is pure; the writer applies it in the fact's transaction.

Nothing here judges: which unconfirmed value counts is a rule of the station. Rebuilding gives the same tables.
"""

import itertools
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Executable, delete

from nsp_console.domain import facts as f
from nsp_console.domain.facts import Entry
from nsp_console.domain.log_reading import corrects_of
from nsp_console.domain.values import Scalar
from nsp_console.store import statements as s
from nsp_console.store.chain import provenance
from nsp_console.store.models import PROJECTIONS

PROJECTIONS_VERSION = "2"  # raise it when `changes` changes: the tables are then rebuilt at the next start
REBUILD_ENTRIES = 1000  # applied together, so that equal statements go to SQLite in one call
INTEGER_MAX = 2**63 - 1  # what SQLite can hold; the body in the journal holds any number exactly

Change = tuple[Executable, dict[str, Any]]
Changes = Iterator[Change]


def changes(entry: Entry) -> Changes:
    """Statements with their parameters, in order, that bring the projections from before to after `entry`."""
    yield from _PROJECTORS.get(type(entry.fact), _plain)(entry.number, entry.fact)


def apply(connection: Connection, entries: Iterable[Entry]) -> None:
    """Bring the projections up to date with `entries`, inside the caller's transaction."""
    every = itertools.chain.from_iterable(changes(entry) for entry in entries)
    for _, group in itertools.groupby(every, key=lambda change: id(change[0])):
        alike = list(group)
        connection.execute(alike[0][0], [_bindable(parameters) for _, parameters in alike])


def rebuild(connection: Connection, journal: Iterator[Entry]) -> None:
    """Empty the projections and make them again from the whole `journal`, inside the caller's transaction."""
    for table in PROJECTIONS:
        connection.execute(delete(table))
    while batch := list(itertools.islice(journal, REBUILD_ENTRIES)):
        apply(connection, batch)


def _plain(number: int, fact: f.Fact) -> Changes:
    """A kind without a table of its own is found by the point it names, and by the entry it says anew."""
    site, corrects = getattr(fact, "site", None), corrects_of(fact)
    if isinstance(site, str):
        yield from _mention(number, site)
    if corrects is not None:
        yield _mention_alike(number, corrects)


def _text(number: int, fact: f.TextHeard) -> Changes:
    yield (
        s.ADD_TEXT,
        {
            "number": number,
            "site": fact.site,
            "sender": fact.sender,
            "channel": fact.channel,
            "counts": fact.counts,
            "outcome": fact.understood.outcome.value,
            "text": fact.text,
            "alarm_kind": fact.alarm_kind and fact.alarm_kind.value,
            "repeat_of": fact.repeat_of,
        },
    )
    understood = fact.understood
    shared = {"site": fact.site, "node": fact.sender, "counts": fact.counts}
    yield from _values(number, fact, understood.values, understood.estimated, shared)
    if fact.alarm_kind:
        yield _alarm(number, fact.alarm_kind, fact.site, fact.text)
    yield from _mention(number, fact.site)


def _report(number: int, fact: f.ReportEntered) -> Changes:
    shared = {"site": fact.site, "node": None, "counts": True}
    yield from _values(number, fact, fact.values, fact.estimated, shared)
    if fact.corrects is not None:
        yield s.SUPERSEDE, {"b_entry": fact.corrects, "b_number": number}
    yield from _mention(number, fact.site)


def _values(
    number: int, fact: f.Fact, values: Mapping[str, Scalar], estimated: tuple[str, ...], shared: dict[str, Any]
) -> Changes:
    tier, source = provenance(fact)
    for field, value in values.items():
        yield (
            s.ADD_VALUE,
            {
                "entry": number,
                "field": field,
                "value": json.dumps(value),
                "amount": _amount(value),
                "estimated": field in estimated,
                "source": source,
                "tier": tier,
                **shared,
            },
        )


def _status(number: int, fact: f.StatusHeard) -> Changes:
    shared = {"site": fact.site, "node": fact.source.node, "counts": True}
    yield from _values(number, fact, fact.values, fact.estimated, shared)
    yield from _mention(number, fact.site)


def _about(number: int, fact: f.StatusIssued | f.StatusKept | f.BulletinHung) -> Changes:
    yield from _mention(number, fact.site)


def _moved(number: int, fact: f.HomeMoved) -> Changes:
    yield from _mention(number, fact.home, fact.to, *fact.sites)


def _writer(number: int, fact: f.WriterMoved) -> Changes:
    yield from _mention(number, fact.site, fact.to)


def _of_station(number: int, fact: f.StationRevoked | f.PeerMet | f.BulletinHeard) -> Changes:
    yield from _mention(number, fact.station)


def _confirmed(number: int, fact: f.ValuesConfirmed) -> Changes:
    said = {"b_entry": fact.entry, "b_by": fact.by}
    if not fact.keys:
        yield s.CONFIRM_ALL, said
    for key in fact.keys:
        yield s.CONFIRM_ONE, {**said, "b_field": key}
    yield _mention_alike(number, fact.entry)


def _rejected(number: int, fact: f.ValuesRejected) -> Changes:
    yield s.REJECT, {"b_entry": fact.entry, "b_by": fact.by}
    yield _mention_alike(number, fact.entry)


def _handled(number: int, fact: f.TextHandled) -> Changes:
    yield s.HANDLE_TEXT, {"b_entry": fact.entry, "b_how": fact.how.value, "b_by": fact.by}
    yield _mention_alike(number, fact.entry)


def _raised(number: int, fact: f.AlarmRaised) -> Changes:
    yield _alarm(number, fact.alarm, fact.site, fact.text)
    yield from _mention(number, fact.site, *fact.also)


def _acknowledged(number: int, fact: f.AlarmAcknowledged) -> Changes:
    yield s.ACKNOWLEDGE, {"b_entry": fact.entry, "b_by": fact.by}
    yield _mention_alike(number, fact.entry)


def _parked(number: int, fact: f.AlarmParked) -> Changes:
    yield s.PARK, {"b_entry": fact.entry, "b_by": fact.by, "b_for_s": fact.for_s}
    yield _mention_alike(number, fact.entry)


def _closed(number: int, fact: f.AlarmClosed) -> Changes:
    yield s.CLOSE, {"b_entry": fact.entry, "b_by": fact.by}
    yield _mention_alike(number, fact.entry)


def _queued(number: int, fact: f.MessageQueued) -> Changes:
    yield (
        s.ADD_MESSAGE,
        {
            "number": number,
            "to": fact.to,
            "node": fact.node,
            "purpose": fact.purpose.value,
            "text": fact.text,
            "answers": fact.answers,
            "by": fact.by,
            "step": f.Step.STORED.value,
            "attempt": 0,
        },
    )
    yield from _mention(number, fact.to)


def _stepped(number: int, fact: f.MessageStepped) -> Changes:
    step = {"step": fact.step.value, "attempt": fact.attempt}
    yield s.ADD_STEP, {"number": number, "message": fact.entry, "detail": fact.detail, **step}
    yield s.STEP_MESSAGE, {"b_entry": fact.entry, "b_step": fact.step.value, "b_attempt": fact.attempt}
    yield _mention_alike(number, fact.entry)


def _linked(number: int, fact: f.NodeLinked) -> Changes:
    yield s.LINK, {"node": fact.node, "site": fact.site, "public_key": fact.public_key, "entry": number}
    if fact.site:
        place = {"b_node": fact.node, "b_site": fact.site}
        yield s.MENTION_EARLIER, place
        yield s.PLACE_TEXTS, place
        yield s.PLACE_VALUES, place
    yield from _mention(number, fact.site)


def _started(number: int, fact: f.DeploymentStarted) -> Changes:
    yield s.ADD_DEPLOYMENT, {"number": number, "name": fact.name, "t0_wall": fact.t0_wall, "source": fact.source}


def _ended(_number: int, fact: f.DeploymentEnded) -> Changes:
    yield s.END_DEPLOYMENT, {"b_by": fact.by}


def _corrected(_number: int, fact: f.T0Corrected) -> Changes:
    yield s.CORRECT_T0, {"b_t0": fact.t0_wall, "b_source": fact.source}


def _added(number: int, fact: f.SiteAdded) -> Changes:
    yield from _mention(number, fact.code)


def _decided(number: int, fact: f.Decided) -> Changes:
    yield (
        s.ADD_DECISION,
        {
            "number": number,
            "site": fact.site,
            "what": fact.what.value,
            "by": fact.by,
            "reason": fact.reason,
            "target_wall": fact.target_wall,
            "owner": fact.owner,
        },
    )
    yield from _mention(number, fact.site)


# What has no projection is told by `_plain`: mostly it says something of the console or its link, not of the region.
_PROJECTORS: dict[type, Callable[[int, Any], Changes]] = {
    f.TextHeard: _text,
    f.ReportEntered: _report,
    f.ValuesConfirmed: _confirmed,
    f.ValuesRejected: _rejected,
    f.TextHandled: _handled,
    f.AlarmRaised: _raised,
    f.AlarmAcknowledged: _acknowledged,
    f.AlarmParked: _parked,
    f.AlarmClosed: _closed,
    f.MessageQueued: _queued,
    f.MessageStepped: _stepped,
    f.NodeLinked: _linked,
    f.DeploymentStarted: _started,
    f.DeploymentEnded: _ended,
    f.T0Corrected: _corrected,
    f.SiteAdded: _added,
    f.Decided: _decided,
    f.StatusHeard: _status,
    f.StatusIssued: _about,
    f.StatusKept: _about,
    f.BulletinHung: _about,
    f.HomeMoved: _moved,
    f.WriterMoved: _writer,
    f.StationRevoked: _of_station,
    f.PeerMet: _of_station,
    f.BulletinHeard: _of_station,
}


def _alarm(number: int, kind: f.AlarmKind, site: str | None, text: str) -> Change:
    return s.ADD_ALARM, {"number": number, "kind": kind.value, "site": site, "text": text}


def _mention(number: int, *sites: str | None) -> Changes:
    for site in sites:
        if site:
            yield s.MENTION, {"site": site, "entry": number}


def _mention_alike(number: int, entry: int) -> Change:
    return s.MENTION_ALIKE, {"b_number": number, "b_entry": entry}


def _amount(value: Scalar) -> float | None:
    if isinstance(value, str):
        return None
    try:
        amount = float(value)
    except OverflowError:
        return None
    return amount if math.isfinite(amount) else None


def _bindable(parameters: dict[str, Any]) -> dict[str, Any]:
    """Parameters SQLite can take: broken Unicode and numbers beyond 64 bits exist in the journal only."""
    out = {}
    for name, value in parameters.items():
        if isinstance(value, str) and not value.isascii():
            value = value.encode("utf-8", "replace").decode()
        elif type(value) is int and abs(value) > INTEGER_MAX:
            value = INTEGER_MAX if value > 0 else -INTEGER_MAX
        out[name] = value
    return out
