"""`nsp simulatie regio`: the words of the command line, the table, the JSON, and what is said of a wrong choice."""

import argparse
import json

import pytest

from nsp_console.cli import simulatie_regio
from nsp_console.cli.simulatie_regio import ROWS, plan_of
from nsp_console.cli.usage import Parser
from nsp_console.domain.errors import NspError
from nsp_console.dutch.errors import sentence
from nsp_console.sim.region.figures import KEYS
from nsp_console.sim.region.plan import BASELINES, RegionPlan
from support.small_region import small_region

SHORT = ("--regiobestand", str(small_region()), "--uren", "0,2", "--meldingen-per-uur", "90")


def arguments(*words: str) -> argparse.Namespace:
    parser = Parser(prog="nsp")
    simulatie_regio.register(parser.add_subparsers(parser_class=Parser))
    return parser.parse_args(["regio", *words])


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, str]:
    """What the command writes: to people and programs, and about its progress."""
    chosen = arguments(*words)
    assert chosen.run(chosen) == 0
    written = capsys.readouterr()
    return written.out, written.err


def test_json_has_the_promised_keys(capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object: the figures, their details, and both baselines with the same keys."""
    out, err = run(capsys, *SHORT, "--json", "--verlies", "10")
    found = json.loads(out)
    assert set(found) == {*KEYS, "details", "baselines"}
    assert {name: set(values) for name, values in found["baselines"].items()} == {
        name: {*KEYS, "details"} for name in BASELINES
    }
    assert "100 %" in err


def test_the_table_names_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json every figure has a Dutch name and a unit, with a decimal comma; nothing else is printed there."""
    out, _ = run(capsys, *SHORT, "--zonder-vergelijking")
    lines = out.splitlines()
    assert len(lines) == 1 + len(KEYS)
    assert [key for key, _, _ in ROWS] == list(KEYS)
    assert all(line.startswith(words) for line, (_, words, _) in zip(lines[1:], ROWS, strict=True))
    assert lines[1].endswith(" s")
    assert "," in lines[1]
    assert "." not in lines[1]


def test_every_flag_reaches_the_plan() -> None:
    """The flags become the plan that is simulated; without any it is the plan of the design."""
    assert plan_of(arguments()) == RegionPlan()
    words = ("--preset", "medium_slow", "--verlies", "30", "--uren", "2,5", "--zaad", "7", "--meldingen-per-uur", "500")
    more = ("--demping", "8", "--brug", "--buurregio", "40", "--telefoons", "25")
    expected = RegionPlan(
        preset="MEDIUM_SLOW", loss=0.3, hours=2.5, seed=7, updates_per_h=500.0, extra_db=8.0, bridge=True,
        neighbour_km=40.0, phones=0.25,
    )  # fmt: skip
    assert plan_of(arguments(*words, *more)) == expected


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--preset", "SNEL"), "MEDIUM_FAST"),
        (("--verlies", "100"), "99"),
        (("--verlies", "veel"), "veel"),
        (("--uren", "nan"), "0.1"),
        (("--uren", "0"), "0.1"),
        (("--zaad", "1,5"), "heel getal"),
        (("--zaad", "-1"), "heel getal"),
        (("--telefoons", "101"), "100"),
        (("--buurregio", "1"), "5"),
    ],
)
def test_a_wrong_choice_is_told_with_the_remedy(words: tuple[str, ...], told: str) -> None:
    """What cannot be is refused in one Dutch sentence that names the flag's limits or choices."""
    with pytest.raises(NspError) as refused:
        plan_of(arguments(*words))
    assert told in sentence(refused.value)
    assert "?" not in sentence(refused.value)


def test_a_region_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that does not exist is named, before anything is simulated."""
    chosen = arguments("--regiobestand", "nergens.csv")
    with pytest.raises(NspError) as refused:
        chosen.run(chosen)
    assert "nergens.csv" in sentence(refused.value)
