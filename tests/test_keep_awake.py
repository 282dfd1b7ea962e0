"""The laptop stays awake during an inzet, and never longer than the console lives."""

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from nsp_console.platform import KeepAwake

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows uses another call, not tried here")


@pytest.fixture
def inhibitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the system's tool: writes its number, and runs what it was given."""
    tool = tmp_path / "systemd-inhibit"
    tool.write_text(f'#!/bin/sh\necho $$ > {tmp_path}/held\nfor last; do :; done\n"$last"\nrm {tmp_path}/held\n')
    tool.chmod(tool.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "held"


def _until(exists: bool, path: Path) -> None:
    end = time.monotonic() + 10
    while path.exists() is not exists:
        assert time.monotonic() < end, f"{path} exists: {path.exists()}"
        time.sleep(0.01)


def test_holding_twice_holds_once_and_release_ends_it(inhibitor: Path) -> None:
    """One helper however often it is asked, gone after release, and releasing twice is harmless."""
    awake = KeepAwake()
    awake.hold()
    _until(True, inhibitor)
    helper = awake._helper
    awake.hold()
    assert awake._helper is helper
    awake.release()
    awake.release()
    assert helper is not None
    assert helper.poll() is not None


def test_a_console_that_dies_lets_the_laptop_sleep(inhibitor: Path) -> None:
    """The helper waits on a pipe from us: when our end closes, it ends by itself."""
    awake = KeepAwake()
    awake.hold()
    _until(True, inhibitor)
    assert awake._helper is not None
    assert awake._helper.stdin is not None
    awake._helper.stdin.close()  # what the system does when this process is killed
    _until(False, inhibitor)
    awake.release()


def test_without_the_tool_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without the tool keeps working as before."""
    monkeypatch.setenv("PATH", "")
    awake = KeepAwake()
    awake.hold()
    awake.release()
