"""Adding facts to the journal and its projections inside one transaction, and where the chain stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert
from sqlalchemy.dialects.sqlite import insert as upsert

from nsp_console.domain.facts import Entry, Fact
from nsp_console.domain.moments import Moment
from nsp_console.store import projections
from nsp_console.store.chain import GENESIS, SELF, row_hash, row_of
from nsp_console.store.database import Database, Meta
from nsp_console.store.models import JournalRow, MetaRow
from nsp_console.store.verify import head_text

_ADD_ROW = insert(JournalRow)
_meta = upsert(MetaRow)
_SET_META = _meta.on_conflict_do_update(index_elements=["key"], set_={"value": _meta.excluded.value})


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the journal: last number, last own number, hash of the last row."""

    number: int = 0
    sender_number: int = 0
    row_hash: bytes = GENESIS


@dataclass(frozen=True, slots=True)
class Offer:
    """A fact offered for recording, with its encoded body and the moment it was offered."""

    fact: Fact
    body: str
    at: Moment


def read_head(database: Database) -> Head:
    """Where the (verified) journal ends."""
    last = database.raw.execute("SELECT number, row_hash FROM journal ORDER BY number DESC LIMIT 1").fetchone()
    if last is None:
        return Head()
    own = database.raw.execute("SELECT max(sender_number) FROM journal WHERE sender = ?", (SELF,)).fetchone()
    return Head(last[0], own[0] or 0, last[1])


def append(connection: Connection, head: Head, offers: Sequence[Offer]) -> tuple[Head, tuple[Entry, ...]]:
    """Add `offers` after `head` with consecutive numbers. Nothing holds until the caller's transaction commits."""
    rows, entries = [], []
    for offer in offers:
        number, sender_number = head.number + 1, head.sender_number + 1
        row = row_of(number, sender_number, offer.at, offer.fact, offer.body)
        head = Head(number, sender_number, row_hash(head.row_hash, row))
        rows.append({**row._asdict(), "sure": bool(row.sure), "row_hash": head.row_hash})
        entries.append(Entry(number, offer.at, offer.fact))
    connection.execute(_ADD_ROW, rows)
    projections.apply(connection, entries)
    set_meta(connection, Meta.HEAD, head_text(head.number, head.row_hash))
    return head, tuple(entries)


def set_meta(connection: Connection, key: Meta, value: str) -> None:
    """Write one word about the database itself."""
    connection.execute(_SET_META, {"key": key.value, "value": value})
