"""The typed tables are what the journal says, however they came to be."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from sqlalchemy import create_engine, inspect
from sqlmodel import SQLModel

from nsp_console.domain.facts import (
    AlarmAcknowledged,
    AlarmClosed,
    AlarmKind,
    AlarmRaised,
    Decided,
    DecisionKind,
    Fact,
    MessageStepped,
    NodeLinked,
    Step,
    ValuesConfirmed,
    ValuesRejected,
)
from nsp_console.store import projections
from nsp_console.store.database import Database
from nsp_console.store.models import PROJECTIONS, JournalRow, MetaRow
from nsp_console.store.reader import Reader
from support.store_facts import any_fact, heard, queued
from support.store_files import opened, sql, tables

NAMES = tuple(str(table.__tablename__) for table in PROJECTIONS)


@settings(deadline=None, max_examples=40)
@given(st.lists(any_fact(), max_size=25))
def test_rebuilt_tables_equal_the_live_ones(tmp_path_factory: pytest.TempPathFactory, facts: list[Fact]) -> None:
    """Whatever happened, one by one or at once, emptying and replaying the journal gives the same tables."""
    path = tmp_path_factory.mktemp("p") / "demo.db"
    with opened(path) as store:
        for fact in facts:
            store.record_now(fact)
    live = tables(path, NAMES)
    database = Database(path)
    try:
        with Reader(path) as reader, database.begin() as connection:
            projections.rebuild(connection, reader.journal())
    finally:
        database.close()
    assert tables(path, NAMES) == live


def test_a_new_version_of_the_projections_rebuilds_them(tmp_path: Path) -> None:
    """Tables left by another version are made again at the next start."""
    path = tmp_path / "demo.db"
    with opened(path) as store:
        store.record_now(heard(), queued("hoi"))
    live = tables(path, NAMES)
    sql(path, "DELETE FROM message", "DELETE FROM mention", "UPDATE meta SET value='0' WHERE key='projections'")
    with opened(path):
        pass
    assert tables(path, NAMES) == live


def test_the_models_and_the_migrated_schema_agree(tmp_path: Path) -> None:
    """Every table, column, type, key and index of the classes is in the migrated file, and nothing else."""
    path = tmp_path / "demo.db"
    with opened(path):
        pass
    ours = [model.__table__ for model in (*PROJECTIONS, JournalRow, MetaRow)]  # type: ignore[attr-defined]
    fresh = create_engine("sqlite://")
    SQLModel.metadata.create_all(fresh, tables=ours)
    migrated = create_engine(f"sqlite:///{path}")
    assert described(migrated) == described(fresh)
    fresh.dispose()
    migrated.dispose()


def described(engine: object) -> dict[str, object]:
    """A schema as plain data."""
    seen = inspect(engine)
    out: dict[str, object] = {}
    for table in seen.get_table_names():
        columns = [(c["name"], str(c["type"]), c["nullable"], c["primary_key"]) for c in seen.get_columns(table)]
        indexes = sorted((i["name"], i["column_names"], i["unique"]) for i in seen.get_indexes(table))
        unique = sorted(u["column_names"] for u in seen.get_unique_constraints(table))
        out[table] = (columns, indexes, unique, seen.get_foreign_keys(table))
    return out


def recorded(path: Path, *facts: Fact) -> dict[str, list[tuple[object, ...]]]:
    with opened(path) as store:
        store.record_now(*facts)
    return tables(path, NAMES)


def column(rows: Sequence[tuple[object, ...]], index: int) -> list[object]:
    return [row[index] for row in rows]


def test_values_carry_who_said_they_are_right(tmp_path: Path) -> None:
    """Confirming one key marks that one; rejecting marks only what nobody confirmed."""
    found = recorded(
        tmp_path / "demo.db", heard(), ValuesConfirmed(1, "operator", ("state",)), ValuesRejected(1, "operator")
    )["report_value"]
    by_field = {row[1]: row for row in found}
    assert by_field["state"][3:5] == ('"open"', None)
    assert by_field["water_l"][3:5] == ("300", 300.0)
    assert [by_field[key][10:12] for key in ("state", "water_l")] == [("operator", None), (None, "operator")]


def test_linking_a_radio_places_what_it_sent_before(tmp_path: Path) -> None:
    """Lines and values without a point get one as soon as an operator says whose radio it is."""
    found = recorded(tmp_path / "demo.db", heard(site=None), NodeLinked(0x7A11, "L-ZWO-09", "operator"))
    assert column(found["text_heard"], 1) == ["L-ZWO-09"]
    assert column(found["report_value"], 2) == ["L-ZWO-09"] * 2
    assert found["mention"] == [(1, "L-ZWO-09"), (2, "L-ZWO-09")]


def test_alarms_messages_and_decisions_show_their_last_state(tmp_path: Path) -> None:
    """A message stands at its last step, an alarm knows who took and who closed it, a decision by whom."""
    found = recorded(
        tmp_path / "demo.db",
        AlarmRaised(AlarmKind.FIRE, "L-ZWO-09", "brand in de keuken", "operator"),
        AlarmAcknowledged(1, "operator"),
        AlarmClosed(1, "coördinator"),
        queued("hoi"),
        MessageStepped(4, Step.AT_RADIO),
        MessageStepped(4, Step.RETRYING, "MAX_RETRANSMIT", 2),
        MessageStepped(999, Step.FAILED),  # of a message nobody knows: kept in the journal, harmless here
        Decided("L-ZWO-09", DecisionKind.EVACUATE, "coördinator", "brand"),
    )
    assert found["alarm"] == [(1, "brand", "L-ZWO-09", "brand in de keuken", "operator", None, None, "coördinator")]
    assert found["message"][0][-2:] == ("opnieuw", 2)
    assert len(found["message_step"]) == 3
    assert found["decision"][0][:4] == (8, "L-ZWO-09", "ontruimen", "coördinator")
