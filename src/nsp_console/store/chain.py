"""One journal row as bytes, and the hash that chains it to the row before.

row_hash = SHA-256(previous row_hash ‖ row), starting from 32 zero bytes. A row is, in UTF-8 and without separators
of its own: number, wall, elapsed, sure, sender_number, each followed by one blank (reals in the shortest form that
reads back the same, with ".0" when whole); boot, kind, sender, tier, source, each as its length in characters, a
colon and the text; the body. Anyone with the file and this paragraph can check the chain. Written by hand because
every start does this for every row: JSON takes four times as long.
"""

from hashlib import sha256
from typing import Any, NamedTuple

from nsp_console.domain.facts import (
    NAMES,
    BulletinHeard,
    Entry,
    Fact,
    MailTaken,
    ReportEntered,
    StatusHeard,
    StatusKept,
    TextHeard,
)
from nsp_console.domain.moments import Moment
from nsp_console.domain.values import Means, Tier
from nsp_console.wire import body

GENESIS = bytes(32)
SELF = ""  # the sender name of this console
INTERNAL = "console"  # source of facts that no outside source brought: decisions, steps, starts


class Row(NamedTuple):
    """The covered columns, in the order in which they are hashed and selected."""

    number: int
    wall: float
    elapsed: float
    boot: str
    sure: int
    kind: str
    sender: str
    sender_number: int
    tier: str
    source: str
    body: str


# Written out: the order of the hashed columns is part of the format. The hash itself comes last.
SELECT_ROWS = (
    "SELECT number, wall, elapsed, boot, sure, kind, sender, sender_number, tier, source, body, row_hash FROM journal"
)


def row_hash(previous: bytes, row: tuple[Any, ...]) -> bytes:
    """Hash of `row` (the covered columns in order) after `previous`. TypeError on a column of a wrong type."""
    number, wall, elapsed, boot, sure, kind, sender, sender_number, tier, source, text = row
    numbers = f"{number!r} {wall!r} {elapsed!r} {sure!r} {sender_number!r} "
    words = f"{len(boot)}:{boot}{len(kind)}:{kind}{len(sender)}:{sender}{len(tier)}:{tier}{len(source)}:{source}"
    return sha256(previous + (numbers + words + text).encode()).digest()


def row_of(number: int, sender_number: int, at: Moment, fact: Fact, text: str) -> Row:
    """The row for an own `fact` whose encoded body is `text`."""
    tier, source = provenance(fact)
    # Adding zero turns -0.0 into 0.0: SQLite does not keep the sign, and the hash must hold after reading back.
    wall, elapsed = float(at.wall) + 0.0, float(at.elapsed) + 0.0
    return Row(number, wall, elapsed, at.boot, int(at.sure), NAMES[type(fact)], SELF, sender_number, tier, source, text)


def entry_of(row: Row) -> Entry:
    """The entry in `row`; ValueError when the body cannot be read by this version."""
    at = Moment(row.wall, row.elapsed, row.boot, bool(row.sure))
    return Entry(row.number, at, body.decode(row.kind, row.body))


def provenance(fact: Fact) -> tuple[str, str]:
    """Tier and source columns: what the source of `fact` could prove and how it came; our own are tier A."""
    match fact:
        case TextHeard():
            return fact.source.tier.value, fact.source.means.value
        case StatusHeard() | BulletinHeard():
            return fact.source.tier.value, fact.source.means.value
        case ReportEntered():
            return Tier.A.value, fact.means.value
        case MailTaken():
            return Tier.A.value, Means.LORA.value
        case StatusKept():
            return fact.tier.value, INTERNAL
    return Tier.A.value, INTERNAL
