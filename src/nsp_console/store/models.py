"""The tables. `journal` is the truth; every other table but `meta` is a projection that can be rebuilt from it.

The schema is made by `migrations`; a test proves that these classes and the migrated schema agree.
"""

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class JournalRow(SQLModel, table=True):
    """One accepted fact. Rows are only ever added; `chain.COLUMNS` says what `row_hash` covers.

    number         dense, from 1
    wall … sure    the Moment of recording (seconds UTC as claimed, seconds since boot, boot identity, believed)
    kind           name of the fact (`domain.facts.KINDS`)
    sender         "" is this console; `sender_number` is dense per sender
    tier, source   what the source could prove, and how it reached us
    body           canonical JSON (`wire.body`)
    """

    __tablename__ = "journal"
    __table_args__ = (UniqueConstraint("sender", "sender_number"),)

    number: int = Field(primary_key=True)
    wall: float
    elapsed: float
    boot: str
    sure: bool
    kind: str
    sender: str
    sender_number: int
    tier: str
    source: str
    body: str
    row_hash: bytes


class MetaRow(SQLModel, table=True):
    """Words about the database itself; the keys are in `database.Meta`."""

    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: str


class TextRow(SQLModel, table=True):
    """A text that came in over the radio (projection of TextHeard)."""

    __tablename__ = "text_heard"
    __table_args__ = (Index("text_heard_sender", "sender"),)

    number: int = Field(primary_key=True)
    site: str | None
    sender: int
    channel: str
    counts: bool
    outcome: str
    text: str
    alarm_kind: str | None
    repeat_of: int | None
    handled: str | None
    handled_by: str | None


class ValueRow(SQLModel, table=True):
    """One value of one field as reported in `entry`. Whether an unconfirmed one counts is judged by the station.

    value         JSON scalar, exact; `amount` the same as a number, if it is one
    counts        False: heard on a channel that never becomes a status
    superseded_by entry of the correction
    """

    __tablename__ = "report_value"
    __table_args__ = (Index("report_value_site", "site", "field"),)

    entry: int = Field(primary_key=True)
    field: str = Field(primary_key=True)
    site: str | None
    value: str
    amount: float | None
    estimated: bool
    source: str
    tier: str
    node: int | None
    counts: bool
    confirmed_by: str | None
    rejected_by: str | None
    superseded_by: int | None


class MessageRow(SQLModel, table=True):
    """A line that must go out, with the latest step of its ladder."""

    __tablename__ = "message"

    number: int = Field(primary_key=True)
    to: str
    node: int | None
    purpose: str
    text: str
    answers: int | None
    by: str
    step: str
    attempt: int


class StepRow(SQLModel, table=True):
    """One step of the ladder of one message; `number` is the entry that says so.

    No foreign key: a projection must never be the reason that a fact is refused.
    """

    __tablename__ = "message_step"
    __table_args__ = (Index("message_step_message", "message"),)

    number: int = Field(primary_key=True)
    message: int
    step: str
    detail: str
    attempt: int


class AlarmRow(SQLModel, table=True):
    """An alarm, from a text or raised here, with who dealt with it."""

    __tablename__ = "alarm"

    number: int = Field(primary_key=True)
    kind: str
    site: str | None
    text: str
    acknowledged_by: str | None
    parked_by: str | None
    parked_for_s: float | None
    closed_by: str | None


class DecisionRow(SQLModel, table=True):
    """A *besluit*."""

    __tablename__ = "decision"

    number: int = Field(primary_key=True)
    site: str
    what: str
    by: str
    reason: str
    target_wall: float | None
    owner: str


class DeploymentRow(SQLModel, table=True):
    """An inzet: T0 as last corrected, and who ended it."""

    __tablename__ = "deployment"

    number: int = Field(primary_key=True)
    name: str
    t0_wall: float
    source: str
    ended_by: str | None


class NodeRow(SQLModel, table=True):
    """Which point a radio belongs to, as an operator last said (`site` empty: unlinked)."""

    __tablename__ = "linked_node"

    node: int = Field(primary_key=True)
    site: str
    public_key: str
    entry: int


class MentionRow(SQLModel, table=True):
    """Which entries are about which point: the timeline of a point."""

    __tablename__ = "mention"
    __table_args__ = (Index("mention_site", "site", "entry"),)

    entry: int = Field(primary_key=True)
    site: str = Field(primary_key=True)


PROJECTIONS: tuple[type[SQLModel], ...] = (
    StepRow,
    MessageRow,
    TextRow,
    ValueRow,
    AlarmRow,
    DecisionRow,
    DeploymentRow,
    NodeRow,
    MentionRow,
)
