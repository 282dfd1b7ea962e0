"""From the command to the page: runs in processes of their own, going on after a stop, mistakes told in Dutch."""

import argparse
import json
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from nsp_console.cli import simulatie_verslag, usage
from nsp_console.domain.errors import CommandError
from nsp_console.dutch.errors import sentence
from nsp_console.sim.results import command
from nsp_console.sim.results.cases import Task, cases, tasks_of
from nsp_console.sim.results.command import Asked, make_page
from nsp_console.sim.results.ledger import RUNS
from nsp_console.sim.results.page import PAGE
from nsp_console.sim.results.work import Done, Running, run_all
from support.fake_region import SMALL_TABLE, dying_run, endless_run, fake_run, figures_of, refused_run

TASKS = tasks_of(SMALL_TABLE.values())
ALL = cases(quick=True)


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    """However a run ends, the processes it began are gone."""
    yield
    assert multiprocessing.active_children() == []


def silent(done: int, of: int, running: Sequence[Running]) -> None:
    """Nobody looks."""


def in_this_process(stop_after: int | None = None) -> Callable[..., None]:
    """What run_all does, without processes and with made-up figures; stopped by the operator after so many runs."""

    def run(tasks: Sequence[Task], at_once: int, finished: Any, looked: Any, worker: Any) -> None:
        for number, task in enumerate(tasks):
            if number == stop_after:
                raise KeyboardInterrupt
            finished(task, Done(fake_run(task, lambda share: None), 20.0, 19.0))
            looked([])

    return run


def test_runs_side_by_side_give_the_figures_of_each(tmp_path: Path) -> None:
    """Every run comes back from its process with its own figures and the time it took."""
    found: dict[Task, Done] = {}
    run_all(TASKS, 2, found.__setitem__, lambda running: None, fake_run)
    assert {task: done.figures for task, done in found.items()} == {task: figures_of(task) for task in TASKS}
    assert all(done.wall_s >= 0 and done.cpu_s >= 0 for done in found.values())


@pytest.mark.parametrize(("worker", "code"), [(refused_run, "results.unreadable"), (dying_run, "results.run_failed")])
def test_a_run_that_fails_keeps_what_was_done(tmp_path: Path, worker: Any, code: str) -> None:
    """An error or a process that is gone ends the command with a sentence; finished runs stand, and it goes on."""
    asked = Asked(tmp_path, at_once=1)
    with pytest.raises(CommandError) as caught:
        make_page(asked, silent, worker, SMALL_TABLE)
    assert caught.value.code == code
    assert code not in sentence(caught.value)
    kept = 1 if worker is dying_run else 0
    assert make_page(Asked(tmp_path, at_once=2, go_on=True), silent, fake_run, SMALL_TABLE) == len(TASKS) - kept
    assert f"out of {len(TASKS)} runs" in (tmp_path / PAGE).read_text(encoding="utf-8")


def test_stopping_ends_the_runs_under_way(tmp_path: Path) -> None:
    """The operator's stop ends every process that was begun, and goes on to whoever called."""

    def stop(running: Sequence[Running]) -> None:
        if any(each.share > 0 for each in running):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_all(TASKS, 2, lambda task, done: None, stop, endless_run)


@pytest.mark.parametrize("stop_after", [0, 1, 3])
def test_going_on_gives_the_same_page_as_never_stopping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_after: int
) -> None:
    """A command stopped after any run and gone on with ends in the same bytes, having run each run once."""
    monkeypatch.setattr(command, "run_all", in_this_process())
    whole, halves = tmp_path / "whole", tmp_path / "halves"
    assert make_page(Asked(whole), silent, fake_run, SMALL_TABLE) == len(TASKS)
    monkeypatch.setattr(command, "run_all", in_this_process(stop_after))
    with pytest.raises(KeyboardInterrupt):
        make_page(Asked(halves), silent, fake_run, SMALL_TABLE)
    if stop_after:
        assert "Unfinished" in (halves / PAGE).read_text(encoding="utf-8")
    monkeypatch.setattr(command, "run_all", in_this_process())
    left = len(TASKS) - stop_after
    assert make_page(Asked(halves, go_on=True), silent, fake_run, SMALL_TABLE) == left
    assert make_page(Asked(halves, go_on=True), silent, fake_run, SMALL_TABLE) == 0
    for name in (PAGE, RUNS):
        assert (halves / name).read_bytes() == (whole / name).read_bytes()


def verslag(*words: str) -> int:
    """`nsp simulatie verslag` in this process, without the rest of the commands."""
    usage.speak_dutch()
    parser = usage.Parser(prog="nsp simulatie")
    simulatie_verslag.register(parser.add_subparsers(parser_class=usage.Parser))
    chosen = parser.parse_args(["verslag", *words])
    code: int = chosen.run(chosen)
    return code


def test_the_command_makes_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command writes the folder it is given, tells progress on standard error and the page on standard output."""
    monkeypatch.setattr(command, "run_all", in_this_process())
    assert verslag("--uit", str(tmp_path / "a" / "b"), "--snel") == 0
    told = capsys.readouterr()
    count = len(tasks_of(ALL.values()))
    assert f"README.md: {count} proeven gedaan" in told.out
    assert f"{count} van {count} proeven klaar" in told.err
    assert (tmp_path / "a" / "b" / PAGE).exists()


def test_a_quick_trial_does_not_replace_a_full_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures of hours are not lost to a trial of minutes; the sentence names the way out."""
    monkeypatch.setattr(command, "run_all", in_this_process())
    monkeypatch.setattr(command, "cases", lambda quick: SMALL_TABLE)
    verslag("--uit", str(tmp_path))
    before = (tmp_path / RUNS).read_bytes()
    with pytest.raises(CommandError) as caught:
        verslag("--uit", str(tmp_path), "--snel")
    assert "--uit" in sentence(caught.value)
    assert (tmp_path / RUNS).read_bytes() == before


def test_figures_of_code_that_changed_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the program changes while runs are going on, nobody knows what they executed: the command ends."""
    versions = iter(("before", "before", "after"))
    monkeypatch.setattr(command, "run_all", in_this_process())
    monkeypatch.setattr(command, "code_version", lambda: next(versions))
    with pytest.raises(CommandError) as caught:
        make_page(Asked(tmp_path), silent, fake_run, SMALL_TABLE)
    assert "--verder" in sentence(caught.value)
    assert len(json.loads((tmp_path / RUNS).read_text(encoding="utf-8"))["runs"]) == 1


def test_mistakes_are_told_in_dutch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that cannot be made, a broken record and a senseless number each give a Dutch sentence and no run."""
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    with pytest.raises(CommandError) as no_folder:
        verslag("--uit", str(tmp_path / "bestand" / "map"))
    assert "kan niet worden geschreven" in sentence(no_folder.value)
    for broken in ("{", "[]", json.dumps({"quick": True, "runs": 3})):
        (tmp_path / RUNS).write_text(broken, encoding="utf-8")
        with pytest.raises(CommandError) as no_record:
            verslag("--uit", str(tmp_path), "--verder")
        assert "Haal het weg" in sentence(no_record.value)
    for number in ("0", "65", "twee", "-1"):
        with pytest.raises(SystemExit):
            verslag("--tegelijk", number)
        assert "getal van 1 tot en met" in capsys.readouterr().err


def test_the_help_is_there() -> None:
    """Every choice of the command has a line of help."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    simulatie_verslag.register(commands)
    text = commands.choices["verslag"].format_help()
    assert all(word in text for word in ("--uit", "--snel", "--tegelijk", "--verder"))
