"""From the first paint to a board, and every way that can go wrong."""

import os
import subprocess
import sys

import pytest
from syrupy.assertion import SnapshotAssertion

from nsp_console.domain.errors import StoreLocked
from nsp_console.dutch import errors
from nsp_console.tui.app import NspApp
from nsp_console.tui.lines import Lines
from nsp_console.tui.opening import Opened, OpeningScreen, Progress
from support.drawn import VOCABULARY, ZONE
from support.fakedoor import FakeDoor
from support.screens import SMALL, text_of, until


async def test_opening_shows_how_far_it_is(snapshot: SnapshotAssertion) -> None:
    """Before the station is there the page names each step that was reached, in Dutch."""

    async def opener(progress: Progress) -> Opened:
        for step in ("logboek", "demo 10 %", "demo 90 %", "iets_nieuws"):
            progress(step)
        raise StoreLocked("blijf_staan")

    app = NspApp(opener, zone=ZONE)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "De console kan niet openen" in text_of(app))
        first = app.screen_stack[0]
        assert isinstance(first, OpeningScreen)
        assert first.steps == ["opslag", "logboek", "demo 90 %", "iets_nieuws"]
        assert "Logboek controleren" in "".join(text for line in first.query_one(Lines).lines for text, _role in line)
        assert text_of(app) == snapshot


async def test_second_console_reads_the_remedy_and_can_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused opening shows the Dutch sentence; o tries again and lands on the board."""
    monkeypatch.setitem(errors.SENTENCES, "andere_console", "Er draait al een console. Sluit die eerst.")
    tries: list[int] = []

    async def opener(_progress: Progress) -> Opened:
        tries.append(1)
        if len(tries) == 1:
            raise StoreLocked("andere_console")
        return Opened(FakeDoor(), VOCABULARY)

    app = NspApp(opener, zone=ZONE)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "Er draait al een console. Sluit die eerst." in text_of(app))
        await pilot.press("o")
        await until(pilot, lambda: "Oordeel" in text_of(app))
    assert len(tries) == 2


async def test_failure_page_can_be_left() -> None:
    """q on the failure page ends the program."""

    async def opener(_progress: Progress) -> Opened:
        raise StoreLocked("andere_console")

    app = NspApp(opener, zone=ZONE)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "De console kan niet openen" in text_of(app))
        await pilot.press("q")
        await pilot.pause(0.05)
        assert app.return_code == 0


async def test_programming_fault_while_opening_is_told() -> None:
    """A fault that is no NspError gives a page with its name, not a dead screen."""

    async def opener(_progress: Progress) -> Opened:
        raise ZeroDivisionError("deling")

    app = NspApp(opener, zone=ZONE)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "ZeroDivisionError" in text_of(app))
        assert "beheerder" in text_of(app)


def test_first_paint_imports_no_database_and_no_radio() -> None:
    """Importing the app and its opening page loads neither SQLModel nor meshtastic nor the places."""
    code = (
        "import sys, nsp_console.tui.app as a; "
        "print([m for m in ('sqlmodel','sqlalchemy','meshtastic','serial','nsp_console.store') if m in sys.modules])"
    )
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60, env=here
    )
    assert done.stdout.strip() == "[]"
