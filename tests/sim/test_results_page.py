"""The page from recorded figures: the same bytes every time, nothing of this machine, honest about what is lacking."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from nsp_console.domain.errors import CommandError
from nsp_console.sim.region.plan import BASELINES
from nsp_console.sim.results.cases import NSP, cases
from nsp_console.sim.results.ledger import CONTRACT, NOTES, RUNS, WALLS, Ledger, code_version, contract_rows, notes
from nsp_console.sim.results.measured import Measured
from nsp_console.sim.results.page import CAPACITY, LATENCY, PAGE, page, write_page
from nsp_console.sim.results.sections import BASELINE_HEADS
from nsp_console.sim.results.targets import TARGETS
from support.fake_region import figures_of

SPENT = {"wall_s": 20.0, "cpu_s": 18.0, "at_once": 2, "cores": 2, "wall_per_h_s": 20.0, "cpu_per_h_s": 18.0}
FILES = (PAGE, LATENCY, CAPACITY, RUNS, WALLS)


def recorded(folder: Path, *, quick: bool = False, backwards: bool = False, upto: int | None = None) -> Measured:
    """The whole table with made-up figures, filled in either order, or only the first runs of it."""
    ledger = Ledger(folder, "c0de", quick)
    measured = Measured(cases(quick), ledger, tuple(contract_rows(folder)))
    tasks = measured.tasks[:upto]
    for task in reversed(tasks) if backwards else tasks:
        ledger.add(task, figures_of(task), SPENT)
    return measured


def test_the_same_figures_give_the_same_bytes(tmp_path: Path) -> None:
    """In whatever order the runs ended, runs.json, the page and both drawings are the same, byte for byte."""
    for name, backwards in (("a", False), ("b", True)):
        write_page(tmp_path / name, recorded(tmp_path / name, backwards=backwards))
    for file in FILES:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_the_record_holds_no_time_and_no_machine(tmp_path: Path) -> None:
    """Wall times are apart, no path is in any file, and floats are rounded so that they read the same everywhere."""
    write_page(tmp_path, recorded(tmp_path))
    runs = json.loads((tmp_path / RUNS).read_text(encoding="utf-8"))["runs"]
    assert len(runs) == len(recorded(tmp_path).tasks)
    for entry in runs.values():
        assert set(entry) == {"plan", "code", "figures"}
        assert "wall_s" not in entry["figures"]
        assert entry["plan"]["region"] is None
    for file in FILES:
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert str(tmp_path) not in text
        assert not re.search(r"\d\.\d{7}", text)


def test_the_page_has_every_target_with_both_baselines(tmp_path: Path) -> None:
    """Each target is a row with limit, console, verdict and a column for either baseline; drawings are referred to."""
    text = page(recorded(tmp_path))
    rows = [line for line in text.splitlines() if line.startswith("|")]
    for target in TARGETS:
        (row,) = [line for line in rows if line.startswith(f"| {target.text} | {target.limit} |")]
        assert row.count("|") == 7
        assert " met " in row or "missed" in row
    assert all(f" {name} |" in text for name in BASELINE_HEADS)
    assert [name.split(",")[0].lower().replace(" ", "_") for name in BASELINE_HEADS] == list(BASELINES)
    assert "5 of 5 seeds, 5.0 h, 30000 (update, C) pairs, 2500 (alarm, C) pairs, 100 messages" in text
    assert f"({LATENCY})" in text
    assert f"({CAPACITY})" in text
    assert "Quick trial" not in text
    assert "Unfinished" not in text


def test_tables_are_whole(tmp_path: Path) -> None:
    """Every row of a table has as many cells as its head."""
    width = 0
    for line in page(recorded(tmp_path)).splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        width = width or line.count("|")
        assert line.count("|") == width, line


@pytest.mark.parametrize("upto", [0, 1, 7])
def test_a_page_of_unfinished_runs_says_so(tmp_path: Path, upto: int) -> None:
    """With some or no runs the page stands, tells how many there are, and gives no verdict without a run."""
    measured = recorded(tmp_path, upto=upto)
    text = page(measured)
    assert f"Unfinished: {upto} of {len(measured.tasks)} runs" in text
    assert "not run" in text
    write_page(tmp_path, measured)


def test_a_quick_page_is_marked(tmp_path: Path) -> None:
    """A trial of one seed says at the top and in its drawings that it decides nothing."""
    measured = recorded(tmp_path, quick=True)
    write_page(tmp_path, measured)
    assert "Quick trial" in (tmp_path / PAGE).read_text(encoding="utf-8")
    assert all("QUICK TRIAL" in (tmp_path / name).read_text(encoding="utf-8") for name in (LATENCY, CAPACITY))


def test_the_contract_is_shown_when_it_is_there(tmp_path: Path) -> None:
    """What the histories told is a row with histories per second; without the file there is the command to make it."""
    assert "nsp simulatie contract" in page(recorded(tmp_path))
    told = {"histories": 1000, "violations": 0, "messages": 81234, "frames_per_message": 3.4567, "wall_s": 500.0}
    (tmp_path / CONTRACT).write_text(json.dumps(told), encoding="utf-8")
    assert "| 1000 | 0 | 81234 | 3.46 | 500 | 2.00 |" in page(recorded(tmp_path))
    (tmp_path / CONTRACT).write_text("[", encoding="utf-8")
    with pytest.raises(CommandError):
        contract_rows(tmp_path)


def test_what_a_person_wrote_about_a_miss_is_kept(tmp_path: Path) -> None:
    """The page is overwritten; the reasons for a miss stand in a file of their own and come back in every page."""
    assert notes(tmp_path) == ""
    (tmp_path / NOTES).write_text("The window was too wide.\n\n- tried: 2 s\n", encoding="utf-8")
    measured = replace(recorded(tmp_path), notes=notes(tmp_path))
    assert "was tried\n\nThe window was too wide.\n\n- tried: 2 s\n" in page(measured)
    assert "was tried" not in page(recorded(tmp_path))


def test_the_code_version_follows_what_a_run_executes(tmp_path: Path) -> None:
    """A changed link changes the version; a changed screen, a line ending or another folder does not."""
    for name in ("link/a.py", "tui/b.py", "sim/results/c.py", "sim/region/d.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"one\ntwo\n")
    first = code_version(tmp_path)
    (tmp_path / "tui/b.py").write_bytes(b"three")
    (tmp_path / "sim/results/c.py").write_bytes(b"three")
    (tmp_path / "link/a.py").write_bytes(b"one\r\ntwo\r\n")
    assert code_version(tmp_path) == first
    for name in ("link/a.py", "sim/region/d.py"):
        (tmp_path / name).write_bytes(b"four")
        assert code_version(tmp_path) != first
        first = code_version(tmp_path)
    assert re.fullmatch("[0-9a-f]{12}", code_version())


def test_a_run_counts_while_plan_and_code_are_the_same(tmp_path: Path) -> None:
    """Going on keeps what was run by this code; other code runs all again, and what nobody asks for is dropped."""
    measured = recorded(tmp_path, upto=5)
    tasks = measured.tasks
    same, other, fewer = Ledger(tmp_path, "c0de"), Ledger(tmp_path, "d1ff"), Ledger(tmp_path, "c0de")
    same.go_on(tasks)
    assert same.waiting(tasks) == tasks[5:]
    assert same.runs(tasks) == measured.ledger.runs(tasks)
    other.go_on(tasks)
    assert other.waiting(tasks) == tasks
    fewer.go_on(tasks[:2])
    fewer.save()
    assert len(json.loads((tmp_path / RUNS).read_text(encoding="utf-8"))["runs"]) == 2
    assert {task.kind for task in tasks} == {NSP, *BASELINES}
