"""One journal entry as an event of the line mode: plain JSON values, number first."""

import dataclasses
from enum import Enum

from nsp_console.domain import facts
from nsp_console.domain.facts import Entry
from nsp_console.domain.safetext import clean
from nsp_console.domain.understanding import Understanding
from nsp_console.station.board_json import iso

HIDDEN = frozenset({"raw", "public_key", "body", "signed"})  # bytes for machines; the journal keeps them


def event(entry: Entry) -> dict[str, object]:
    """Number, kind, time and the fields of the fact. Text from outside is cleaned here; the journal keeps it raw."""
    out: dict[str, object] = {
        "nummer": entry.number,
        "soort": facts.NAMES[type(entry.fact)],
        "tijd": iso(entry.at.wall),
    }
    for field in dataclasses.fields(entry.fact):
        if field.name not in HIDDEN:
            out[field.name] = plain(getattr(entry.fact, field.name))
    return out


def plain(value: object) -> object:
    """`value` as JSON can hold it."""
    if isinstance(value, Understanding):
        return value.as_json()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return clean(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value
