"""`nsp simulatie contract`: its figures, its exit code, and a violation that tells how to see it again."""

import json

import pytest

from nsp_console.cli.main import main
from nsp_console.sim.contract import run
from nsp_console.sim.contract.clauses import Violation
from nsp_console.sim.contract.history import History

COMMAND = ("simulatie", "contract")


def test_the_figures_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The keys are those of the design, nothing is broken, and the exit code is 0."""
    assert main([*COMMAND, "--historie", "2", "--zaad", "3", "--tegelijk", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"histories", "violations", "messages", "frames_per_message", "wall_s"}
    assert (found["histories"], found["violations"]) == (2, 0)
    assert found["messages"] > 50


def test_a_broken_clause_tells_how_to_see_it_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The clause, the seed and the exact command stand on the error stream, and the exit code is 1."""

    def broken(history: History) -> list[Violation]:
        return [Violation("3 eenmaal", history.story.seed, "twice", 60.0)]

    monkeypatch.setattr(run, "check", broken)
    assert main([*COMMAND, "--historie", "1", "--zaad", "17", "--uren", "0,5", "--tegelijk", "1"]) == 1
    told = capsys.readouterr().err
    assert "3 eenmaal" in told
    assert "nsp simulatie contract --historie 1 --zaad 17 --uren 0.5" in told


@pytest.mark.parametrize(
    "words", [("--historie", "0"), ("--zaad", "x"), ("--uren", "nan"), ("--uren", "0"), ("--tegelijk", "-1")]
)
def test_numbers_that_cannot_be_are_refused(words: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """A bad number is one Dutch sentence and exit code 2."""
    assert main([*COMMAND, *words]) == 2
    assert words[0] in capsys.readouterr().err
