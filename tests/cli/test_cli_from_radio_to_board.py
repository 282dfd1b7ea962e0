"""The whole console as a process, with a Meshtastic peer on TCP that speaks the real protobuf stream."""

import contextlib
import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.fake_radio import FakeRadio
from support.processes import Running, nsp

REPORT = "L-ZWO-09 open, water 300 l, 64 bezoekers, aggregaat nog 6 uur"
PHONE = 0x0A1B2C3D
TOLD = {"state": "open", "water_l": 300, "visitors": 64, "power": "aggregaat", "fuel_hours": 6}


@pytest.fixture
def node() -> Iterator[FakeRadio]:
    with FakeRadio() as radio:
        yield radio


@pytest.fixture
def home(tmp_path: Path, node: FakeRadio) -> Path:
    """A station C-ZWO-01 whose radio is the fake node."""
    done = nsp(tmp_path, "instellen", "--station", "C-ZWO-01", "--regio", "ijsselland", "--radio", node.address)
    assert done.returncode == 0, done.stderr
    return tmp_path


@contextlib.contextmanager
def console(home: Path) -> Iterator[Running]:
    running = Running(home)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.kill()


def board_row(home: Path, code: str) -> dict[str, Any]:
    shown = nsp(home, "stand", "--json")
    assert shown.returncode == 0, shown.stderr
    return next(row for row in json.loads(shown.stdout)["sites"] if row["code"] == code)


def test_a_text_from_a_peer_becomes_a_row_that_survives_a_kill(home: Path, node: FakeRadio) -> None:
    """Text in, echo of at most 120 bytes out, klopt, kill -9 at once: the row holds exactly what was said."""
    with console(home) as running:
        running.kind("gestart")
        node.wait_ready()
        node.hear(REPORT, sender=PHONE)
        heard = running.kind("tekst_gehoord")
        running.say(opdracht="klopt", nummer=heard["nummer"])
        running.kind("klopt")
        node.wait_for(lambda: any("300" in sent.text for sent in node.sent if sent.port == 1), "the echo")
        running.kill()
    echo = next(sent for sent in node.sent if sent.port == 1)
    assert len(echo.payload) <= 120
    row = board_row(home, "L-ZWO-09")
    assert {key: cell["value"] for key, cell in row["fields"].items()} == TOLD
    assert all(cell["trust"] == "C" and cell["confirmed_by"] for cell in row["fields"].values())
    assert row["forecast"]["power"] is not None
    assert row["fields"]["water_l"]["age_s"] >= 0
    assert nsp(home, "controle").returncode == 0


def test_a_peer_that_goes_and_comes_back_needs_no_operator(home: Path, node: FakeRadio) -> None:
    """Taking the radio away and returning it: reports arrive again, and a line queued meanwhile goes out."""
    with console(home) as running:
        running.kind("gestart")
        node.wait_ready()
        node.hear("L-ZWO-09 water 300 l", sender=PHONE)
        running.kind("tekst_gehoord")
        node.disappear()
        running.say(opdracht="stuur", aan="L-ZWO-09", tekst="Koerier komt om 19:05")
        running.until(lambda event: event.get("purpose") == "bericht", "the queued line")
        node.appear()
        node.wait_ready()
        node.wait_for(lambda: any("Koerier" in sent.text for sent in node.sent if sent.port == 1), "the queued line")
        node.hear("L-ZWO-09 water 280 l", sender=PHONE)
        again = running.kind("tekst_gehoord")
        assert again["understood"]["water_l"] == 280
        assert running.stop() == 0


def test_a_public_text_leaves_the_board_empty(home: Path, node: FakeRadio) -> None:
    """The same report on the public channel is shown to the operator and counts for nothing."""
    with console(home) as running:
        running.kind("gestart")
        node.wait_ready()
        node.hear(REPORT, sender=PHONE, channel="")
        heard = running.kind("tekst_gehoord")
        assert heard["counts"] is False
        running.say(opdracht="klopt", nummer=heard["nummer"])
        refused = running.until(lambda event: "fout" in event, "a refusal")
        assert refused["fout"] == "niets_te_bevestigen"
        assert running.stop() == 0
    assert board_row(home, "L-ZWO-09")["fields"] == {}


def test_a_second_console_is_refused_in_plain_dutch(home: Path) -> None:
    """One database, one console: the second says so and how to go on, with exit code 2."""
    with console(home) as running:
        running.kind("gestart")
        second = nsp(home, "volg", "--duur", "1")
        assert second.returncode == 2
        assert "console" in second.stderr.casefold()
        assert "Traceback" not in second.stderr
        beside = nsp(home, "stand")
        assert beside.returncode == 0


def test_nonsense_from_stdin_is_answered_not_fatal(home: Path) -> None:
    """Broken JSON, unknown commands and impossible values get one Dutch line each, and the console goes on."""
    with console(home) as running:
        running.kind("gestart")
        assert running.process.stdin is not None
        for line in ("{", "[]", '{"opdracht": "dans"}', '{"opdracht": "melding", "tekst": "water"}', "[" * 5000):
            running.process.stdin.write(line + "\n")
            running.process.stdin.flush()
            answer = running.until(lambda event: "fout" in event, line[:40])
            assert answer["uitleg"].endswith(".")
        running.say(opdracht="stand")
        board = running.until(lambda event: "sites" in event, "the board")
        assert len(board["sites"]) == 125
        assert running.stop() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
def test_without_a_keyboard_it_keeps_listening_until_told_to_end(home: Path, node: FakeRadio) -> None:
    """The end of input is no stop: texts are still taken in, and an ordinary end signal closes it well."""
    with console(home) as running:
        running.kind("gestart")
        node.wait_ready()
        assert running.process.stdin is not None
        running.process.stdin.close()
        node.hear(REPORT, sender=PHONE)
        assert running.kind("tekst_gehoord")["understood"]["water_l"] == 300
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(20) == 0
