"""Lines people typed, and what a console must make of them."""

import json
from pathlib import Path

import pytest

from nsp_console.domain.facts import AlarmKind
from nsp_console.domain.understanding import Outcome
from nsp_console.wire.text import alarm_kind, parse
from support.vocabulary import vocabulary

HERE = Path(__file__).parent


def examples(name: str) -> list[tuple[str, dict[str, object]]]:
    """(text, expected) pairs of a JSONL file beside this one."""
    rows = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    return [(row.pop("text"), row) for row in rows]


@pytest.mark.parametrize(("text", "expected"), examples("phone-messages.jsonl"))
def test_shared_examples_give_exactly_their_keys(text: str, expected: dict[str, object]) -> None:
    """Every shared example is understood with exactly the keys and values it was given with."""
    assert parse(text, vocabulary()).as_json() == expected


@pytest.mark.parametrize(("text", "expected"), examples("more-lines.jsonl"))
def test_further_lines_give_exactly_their_keys(text: str, expected: dict[str, object]) -> None:
    """Lines written by hand by people at an L-NSP are understood, or left to a person, as decided one by one."""
    assert parse(text, vocabulary()).as_json() == expected


NAMES = {
    "l-nsp sporthal deventer-borgele": "L-DEV-05",
    "l-nsp kulturhus raalte-centrum": "L-RAA-01",
    "l-nsp sporthal raalte-noord": "L-RAA-02",
    "l-nsp dorpshuis lettele": "L-DEV-18",
    "c-nsp kazerne bathmen": "C-DEV-03",
    "l-nsp kulturhus bathmen": "L-DEV-17",
}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("borgele diesel 34 l, 64 bezoekers, verder goed", "L-DEV-05"),
        ("Lettele open", "L-DEV-18"),
        ("raalte noord vol", "L-RAA-02"),
        ("raalte 64 bezoekers", None),
        ("bathmen open, 12 bezoekers", "L-DEV-17"),
        ("kazerne bathmen op net", "C-DEV-03"),
        ("64 bezoekers", None),
    ],
)
def test_entry_bar_finds_a_point_by_part_of_its_name(text: str, site: str | None) -> None:
    """A part of a name that belongs to one point finds it; a part that several share finds none."""
    assert parse(text, vocabulary(), NAMES).site == site


def test_entry_bar_line_of_the_design_gives_its_values() -> None:
    """The line in the mockup of the board is understood with the values shown there."""
    got = parse("borgele diesel 34 l, 64 bezoekers, verder goed", vocabulary(), NAMES)
    assert got.as_json() == {"outcome": "status", "site": "L-DEV-05", "fuel_l": 34, "visitors": 64, "rest_ok": True}


@pytest.mark.parametrize(
    "form", ["L-ZWO-09", "l zwo 9", "LZWO09", "L-ZWO-9", "l-zwo-09", "L ZWO 09", "L_ZWO_09", "L–ZWO–09"]
)
def test_sloppy_codes_are_read(form: str) -> None:
    """A point code is found however it is spaced."""
    assert parse(f"{form} vol", vocabulary()).site == "L-ZWO-09"


@pytest.mark.parametrize("text", ["water 20 l max 120", "20 c max 80", "21 °C - nog 3 uur diesel", "300 l nog 12"])
def test_a_unit_is_not_the_first_letter_of_a_code(text: str) -> None:
    """ "20 c max 80" names no point C-MAX-80."""
    assert parse(text, vocabulary()).site is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("water bijna op", "vaag"),
        ("water 300 pallets", "niet_begrepen"),
        ("52,09,5,12", "los_getal"),
        ("2 gewonden... sorry 1", "verbetering"),
        ("bezoekers 90000", "onwaarschijnlijk"),
        ("x" * 1001, "te_lang"),
    ],
)
def test_triage_says_why_and_keeps_the_fragment(text: str, code: str) -> None:
    """What a person must look at carries a code and the words it is about."""
    got = parse(text, vocabulary())
    assert got.outcome is Outcome.TRIAGE
    assert got.values == {}
    assert code in [found for found, _ in got.unclear]
    assert all(fragment for _, fragment in got.unclear)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("sos brand in de keuken", AlarmKind.FIRE),
        ("Alarm! man onwel bij ingang", AlarmKind.MEDICAL),
        ("HULP gevecht bij laadpunt", AlarmKind.VIOLENCE),
        ("alarm plafond ingestort", AlarmKind.BUILDING),
        ("alarm stroom weg", AlarmKind.POWER),
        ("alarm riool over", AlarmKind.SANITATION),
        ("help veel te druk, gedrang", AlarmKind.CROWDING),
        ("alarm water op", AlarmKind.SUPPLY),
        ("HULP", AlarmKind.HELP),
    ],
)
def test_alarm_kind_comes_from_the_words(text: str, kind: AlarmKind) -> None:
    """The kind of an alarm is what its words say, and HELP when they do not tell."""
    assert parse(text, vocabulary()).outcome is Outcome.ALARM
    assert alarm_kind(text) is kind
