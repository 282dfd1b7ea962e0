"""Scenario files: the good one loads, and every broken one says where and what to do."""

import re
from pathlib import Path
from random import Random
from string import Formatter

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.domain.errors import ConfigError
from nsp_console.domain.sites import Region
from nsp_console.drill.scenario.loader import check_against, find_scenario, load_scenario, parse_scenario
from nsp_console.drill.scenario.model import What
from nsp_console.dutch.errors import SENTENCES, sentence
from support.world import KENNISMAKING, region

GOOD = KENNISMAKING.read_text(encoding="utf-8")
SMALL = """\
titel: Klein
versie: 1
doel: Kijken of het werkt.
fasen: [0-8]
regio: ijsselland.csv
station: C-DEV-01
inzet: Proef
t0: 2027-01-19 16:40
begin: T+2:00
voorloop_minuten: 30
tempo: 10
zaad: 1
mesh:
  preset: MEDIUM_FAST
punten:
  - code: L-DEV-01
    bezoekers: 10
    water_liter: 300
  - code: L-DEV-02
    radio: geen
gebeurtenissen:
  - {op: T+2:10, wat: alarm, punt: L-DEV-01, tekst: "brand"}
"""
# (what is replaced, by what, the code of the sentence, the line it must name)
BROKEN: list[tuple[str, str, str, int]] = [
    ("versie: 1", "versie: 2", "high", 2),
    ("versie: 1", "versie: een", "number", 2),
    ("versie: 1", "versie: 1.5", "whole", 2),
    ("versie: 1", "", "missing", 1),
    ("titel: Klein", "titel:", "empty", 1),
    ("titel: Klein", "titel: [a, b]", "text_expected", 1),
    ("titel: Klein", "titel: &naam Klein", "anchor", 1),
    ("titel: Klein", "titel: !!python/name:os.system Klein", "tag", 1),
    ("titel: Klein", "titel: *naam", "anchor", 1),
    ("titel: Klein", "titel: Klein\ntitel: Groot", "doubled", 2),
    ("titel: Klein", 'titel: "Klein', "not_yaml", 22),
    ("titel: Klein", "titel: Kle\x07in", "bad_character", 1),
    ("titel: Klein", 'titel: "\\UFFFFFFFF"', "bad_character", 1),
    ("fasen: [0-8]", "fasen: [9-12]", "form", 4),
    ("fasen: [0-8]", "fasen: []", "empty", 4),
    ("fasen: [0-8]", "fasen: 0-8", "list_expected", 4),
    ("regio: ijsselland.csv", "regio: ../geheim.csv", "form", 5),
    ("regio: ijsselland.csv", "regio: /etc/passwd", "form", 5),
    ("station: C-DEV-01", "station: Deventer", "form", 6),
    ("t0: 2027-01-19 16:40", "t0: 19-01-2027 16:40", "moment", 8),
    ("t0: 2027-01-19 16:40", "t0: 2027-02-30 16:40", "moment", 8),
    ("begin: T+2:00", "begin: 2:00", "time", 9),
    ("begin: T+2:00", "begin: T+2:75", "time", 9),
    ("voorloop_minuten: 30", "voorloop_minuten: -5", "low", 10),
    ("voorloop_minuten: 30", "voorloop_minuten: nan", "number", 10),
    ("tempo: 10", "tempo: snel", "number", 11),
    ("tempo: 10", "tempo: 1e9", "number", 11),
    ("zaad: 1", "zaadje: 1", "unknown_key", 12),
    ("mesh:\n  preset: MEDIUM_FAST", "mesh: MEDIUM_FAST", "map_expected", 13),
    ("MEDIUM_FAST", "MIDDEL_SNEL", "choice", 14),
    ("MEDIUM_FAST", "{}", "choice", 14),
    ("  preset: MEDIUM_FAST", "  preset: MEDIUM_FAST\n  verlies: 2", "high", 15),
    ("code: L-DEV-01", "code: L-DEV-2", "form", 16),
    ("bezoekers: 10", "bezoekers: tien", "number", 17),
    ("bezoekers: 10", "bezoekers: 500", "high", 17),
    ("water_liter: 300", "water_litre: 300", "unknown_key", 18),
    ("water_liter: 300", "water_liter: 300 l", "number", 18),
    ("water_liter: 300", "stroom: gas", "choice", 18),
    ("water_liter: 300", "bemensing: {EHBO: 1}", "form", 18),
    ("water_liter: 300", "bemensing: {ehbo: {a: {b: {c: {d: 1}}}}}", "too_deep", 18),
    ("code: L-DEV-02", "code: L-DEV-01", "doubled", 19),
    ("op: T+2:10", "op: T+1:00", "too_early", 22),
    ("punt: L-DEV-01", "punt: L-DEV-09", "not_a_point", 22),
    ("punt: L-DEV-01", "punt: L-DEV-02", "no_radio", 22),
    ("wat: alarm", "wat: alram", "choice", 22),
    ('tekst: "brand"', "", "event_needs", 22),
    ('tekst: "brand"', f'tekst: "{"x" * 131}"', "text_too_long", 22),
    ('tekst: "brand"', 'tekst: "een\\ntwee"', "text_line", 22),
    ("wat: alarm", "wat: levering", "event_needs", 22),
    ("gebeurtenissen:", "--- \ngebeurtenissen:", "two_documents", 21),
    ("titel: Klein", "- titel: Klein", "not_yaml", 2),
]


def refused(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        parse_scenario(text, "klein.yaml")
    return caught.value


def all_of(error: ConfigError) -> tuple[ConfigError, ...]:
    problems = error.data.get("problems", (error,))
    assert isinstance(problems, tuple)
    return problems


def check_well_told(error: ConfigError) -> None:
    """Every problem is a sentence of our own, names the file and a line, and fills all its blanks."""
    for problem in (error, *all_of(error)):
        assert problem.code in SENTENCES
        assert isinstance(problem.data["line"], int)
        assert problem.data["line"] >= 1
        told = sentence(problem)
        assert told.startswith("klein.yaml")
        assert str(problem.data["where"]) in told
        blanks = {name for _, name, _, _ in Formatter().parse(SENTENCES[problem.code]) if name} - {"value"}
        assert all(str(problem.data[name]) for name in blanks)


def test_the_shipped_scenario_loads_and_fits_its_region() -> None:
    """Kennismaking is valid, every point of it exists, and it shows the variety it promises."""
    scenario = load_scenario(KENNISMAKING)
    check_against(scenario, region())
    assert 10 <= len(scenario.points) <= 20
    kinds = {event.what for event in scenario.events if event.at_s >= scenario.begin_s}
    assert {What.ALARM, What.PUBLIC, What.AGAIN, What.SLIP, What.TEXT, What.DELIVERY} <= kinds
    first_alarm = min(event.at_s for event in scenario.events if event.what is What.ALARM)
    assert 20 <= (first_alarm - scenario.begin_s) / scenario.rate <= 40


def test_the_small_one_is_good() -> None:
    """The file that all broken ones are made from loads, with times in seconds after T0."""
    scenario = parse_scenario(SMALL, "klein.yaml")
    assert (scenario.begin_s, scenario.start_s, scenario.events[0].at_s) == (7200, 5400.0, 7800)
    assert scenario.t0_wall == 1_800_373_200.0  # 2027-01-19 16:40 in Amsterdam


@pytest.mark.parametrize(("old", "new", "code", "line"), BROKEN)
def test_a_broken_file_says_which_line_and_what_to_do(old: str, new: str, code: str, line: int) -> None:
    """Each mistake gives its own sentence at its own line."""
    assert old in SMALL
    error = refused(SMALL.replace(old, new, 1))
    check_well_told(error)
    found = [(problem.code, problem.data["line"]) for problem in all_of(error)]
    assert (f"scenario.{code}", line) in found, found


def test_many_mistakes_are_told_in_one_go() -> None:
    """A file with three mistakes names all three, in the order of the file."""
    text = (
        SMALL.replace("tempo: 10", "tempo: snel").replace("bezoekers: 10", "bezoeker: 10").replace("T+2:10", "straks")
    )
    error = refused(text)
    assert error.code == "scenario.file"
    assert [problem.data["line"] for problem in all_of(error)] == [11, 17, 22]


@given(seed=st.integers(0, 2**32), changes=st.integers(1, 6))
@settings(max_examples=250, deadline=None)
def test_damaged_files_never_crash(seed: int, changes: int) -> None:
    """Whatever characters or lines are changed, dropped, doubled or swapped: it loads, or a well-told ConfigError."""
    rng = Random(seed)
    text = SMALL if rng.random() < 0.7 else GOOD
    for _ in range(changes):
        text = damaged(text, rng)
    try:
        parse_scenario(text, "klein.yaml")
    except ConfigError as error:
        check_well_told(error)


def damaged(text: str, rng: Random) -> str:
    lines = text.split("\n")
    row = rng.randrange(len(lines))
    spot = rng.randrange(len(text) + 1)
    kind = rng.randrange(6)
    if kind == 0:
        return text[:spot] + rng.choice("&*!%@`[]{}:,-#|>?\"'\t\x00\ud800\u202eé0T+ ") + text[spot:]
    if kind == 1:
        return text[:spot] + text[spot + rng.randrange(1, 8) :]
    if kind == 2:
        lines[row] = " " * rng.randrange(6) + lines[row].strip()
    elif kind == 3:
        lines.insert(row, lines[rng.randrange(len(lines))])
    elif kind == 4:
        del lines[row]
    else:
        lines[row] = re.sub(
            r"[\w+:.,-]+$", rng.choice(["-1", "nan", "1e400", "[]", "{}", "T+1:00", "", "é" * 500]), lines[row]
        )
    return "\n".join(lines)


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_at_all_is_refused_politely(text: str) -> None:
    """A file of arbitrary text is never a scenario and never a traceback."""
    check_well_told(refused(text))


def test_bombs_are_refused_quickly() -> None:
    """Deep nesting, endless lists and billion-laughs files are refused by size, depth or anchor."""
    for text, code in (
        ("[" * 100_000, "too_deep"),
        ("{a: " * 50_000, "too_deep"),
        ("titel: [" + "1," * 30_000 + "1]", "too_long"),
        ("a: &a [x, x]\nb: &b [*a, *a]\n", "anchor"),
        ("a: 1\n--- \nb: 2\n", "two_documents"),
    ):
        assert refused(text).code == f"scenario.{code}"


def test_unreadable_files_are_told(tmp_path: Path) -> None:
    """A missing, too big or wrongly encoded file gives its own sentence."""
    wrong = tmp_path / "klein.yaml"
    for raw, code in ((b"titel: caf\xe9\n", "not_utf8"), (b"#" * 300_000, "too_big"), (None, "unreadable")):
        wrong.unlink(missing_ok=True)
        if raw is not None:
            wrong.write_bytes(raw)
        with pytest.raises(ConfigError) as caught:
            load_scenario(wrong)
        assert caught.value.code == f"scenario.{code}"
        assert "klein.yaml" in sentence(caught.value)


@pytest.mark.parametrize("name", ["../kennismaking", "/etc/passwd", "..", "", "onbekend", "kennis*", "C:\\x"])
def test_a_scenario_is_found_by_its_name_only(name: str) -> None:
    """Names with a path, a pattern or nothing in them are refused with the list of scenarios."""
    assert find_scenario(KENNISMAKING.parent, "kennismaking") == KENNISMAKING
    with pytest.raises(ConfigError) as caught:
        find_scenario(KENNISMAKING.parent, name)
    assert "kennismaking" in sentence(caught.value)


def test_a_point_that_is_not_in_the_region_is_told() -> None:
    """Points and station are checked against the region file, with line and near names."""
    scenario = parse_scenario(SMALL.replace("code: L-DEV-02", "code: L-DVE-02"), "klein.yaml")
    with pytest.raises(ConfigError) as caught:
        check_against(scenario, region())
    assert caught.value.data["line"] == 19
    assert "L-DEV-02" in sentence(caught.value)
    with pytest.raises(ConfigError) as caught:
        check_against(parse_scenario(SMALL.replace("station: C-DEV-01", "station: L-DEV-03"), "klein.yaml"), region())
    assert caught.value.code == "scenario.wrong_kind"
    with pytest.raises(ConfigError):
        check_against(scenario, Region("leeg", {}))
