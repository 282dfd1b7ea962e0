"""The SQL behind the projections, made once. Bound names start with `b_`, for plain ones belong to columns."""

from sqlalchemy import Integer, bindparam, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import col

from nsp_console.store.models import (
    AlarmRow,
    DecisionRow,
    DeploymentRow,
    MentionRow,
    MessageRow,
    NodeRow,
    StepRow,
    TextRow,
    ValueRow,
)

_ENTRY = bindparam("b_entry", type_=Integer)
_NUMBER = bindparam("b_number", type_=Integer)
_NODE = bindparam("b_node", type_=Integer)

ADD_TEXT = insert(TextRow)
ADD_VALUE = insert(ValueRow)
ADD_MESSAGE = insert(MessageRow)
ADD_STEP = insert(StepRow)
ADD_ALARM = insert(AlarmRow)
ADD_DECISION = insert(DecisionRow)
ADD_DEPLOYMENT = insert(DeploymentRow)

MENTION = insert(MentionRow).prefix_with("OR IGNORE")
# An entry that points back is about the points the old one was about.
MENTION_ALIKE = MENTION.from_select(
    ["site", "entry"], select(col(MentionRow.site), _NUMBER).where(col(MentionRow.entry) == _ENTRY)
)
HANDLE_TEXT = (
    update(TextRow)
    .where(col(TextRow.number) == _ENTRY)
    .values(handled=bindparam("b_how"), handled_by=bindparam("b_by"))
)

_OF_ENTRY = update(ValueRow).where(col(ValueRow.entry) == _ENTRY)
CONFIRM_ALL = _OF_ENTRY.values(confirmed_by=bindparam("b_by"))
CONFIRM_ONE = CONFIRM_ALL.where(col(ValueRow.field) == bindparam("b_field"))
REJECT = _OF_ENTRY.where(col(ValueRow.confirmed_by).is_(None)).values(rejected_by=bindparam("b_by"))
SUPERSEDE = _OF_ENTRY.values(superseded_by=_NUMBER)

STEP_MESSAGE = (
    update(MessageRow)
    .where(col(MessageRow.number) == _ENTRY)
    .values(step=bindparam("b_step"), attempt=bindparam("b_attempt"))
)

_ALARM = update(AlarmRow).where(col(AlarmRow.number) == _ENTRY)
ACKNOWLEDGE = _ALARM.values(acknowledged_by=bindparam("b_by"))
PARK = _ALARM.values(parked_by=bindparam("b_by"), parked_for_s=bindparam("b_for_s"))
CLOSE = _ALARM.values(closed_by=bindparam("b_by"))

_link = upsert(NodeRow)
LINK = _link.on_conflict_do_update(
    index_elements=["node"],
    set_={name: _link.excluded[name] for name in ("site", "public_key", "entry")},
)
# Linking a radio also gives a point to the lines it sent before.
_UNPLACED = (col(TextRow.sender) == _NODE) & col(TextRow.site).is_(None)
MENTION_EARLIER = MENTION.from_select(
    ["site", "entry"], select(bindparam("b_site"), col(TextRow.number)).where(_UNPLACED)
)
PLACE_TEXTS = update(TextRow).where(_UNPLACED).values(site=bindparam("b_site"))
PLACE_VALUES = (
    update(ValueRow).where(col(ValueRow.node) == _NODE, col(ValueRow.site).is_(None)).values(site=bindparam("b_site"))
)

_OPEN = col(DeploymentRow.ended_by).is_(None)
END_DEPLOYMENT = update(DeploymentRow).where(_OPEN).values(ended_by=bindparam("b_by"))
CORRECT_T0 = update(DeploymentRow).where(_OPEN).values(t0_wall=bindparam("b_t0"), source=bindparam("b_source"))
