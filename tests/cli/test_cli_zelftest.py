"""`nsp zelftest`: the same checks without a screen, harmless beside a console, and an exit code a script can use."""

import json
from pathlib import Path

import pytest

from nsp_console.cli.main import main
from nsp_console.cli.zelftest import as_json, lines_of
from nsp_console.domain.selftest import Finding, Light
from nsp_console.paths import DatabaseKind, database_file
from nsp_console.store.beside import take_lock


@pytest.fixture
def station(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A station without a radio, just set up."""
    monkeypatch.setenv("NSP_HOME", str(tmp_path))
    monkeypatch.delenv("NSP_SLEUTELWOORD", raising=False)
    assert main(["instellen", "--regio", "ijsselland", "--station", "C-DEV-01", "--radio", "geen"]) == 0
    capsys.readouterr()
    return tmp_path


def test_before_instellen_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a station of one's own there is one sentence with the remedy and exit code 2."""
    monkeypatch.setenv("NSP_HOME", str(tmp_path))
    assert main(["zelftest"]) == 2
    assert "nsp instellen" in capsys.readouterr().err


def test_a_station_without_radio_is_told_and_not_failed(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No radio configured asks for attention with its remedy; nothing is wrong, so the exit code is 0."""
    assert main(["zelftest", "--seconden", "1"]) == 0
    said = capsys.readouterr().out
    assert "er is geen LoRa-radio ingesteld" in said
    assert "doe     Sluit een radio aan" in said
    assert "● goed     Opslag" in said
    assert not [path for path in station.iterdir() if "zelftest" in path.name]


def test_json_tells_the_same(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json gives the verdict and every check with its result, impact and remedy."""
    assert main(["zelftest", "--seconden", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["result"] == "aandacht"
    checks = {check["check"]: check for check in told["checks"]}
    assert checks["radio"]["code"] == "geen_ingesteld"
    assert checks["schijf"]["result"] == "goed"
    assert all(check["seen"] for check in told["checks"])


def test_a_damaged_journal_is_wrong(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A database that is not one is told with its remedy, and the exit code is 1."""
    database_file(DatabaseKind.DEPLOYMENT).write_bytes(b"geen databank " * 5000)
    assert main(["zelftest", "--seconden", "1"]) == 1
    assert "■ mis      Opslag" in capsys.readouterr().out


def test_beside_a_console_the_radio_is_left_alone(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While another process holds the station nothing is asked of its radio, and that is said."""
    lock = take_lock(database_file(DatabaseKind.DEPLOYMENT))
    try:
        assert main(["zelftest", "--seconden", "1"]) == 0
    finally:
        lock.release()
    assert "de console draait en gebruikt de radio" in capsys.readouterr().out


def test_a_radio_that_is_away_is_wrong(
    station: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A radio that is configured and does not answer makes exit code 1."""
    assert main(["instellen", "--regio", "ijsselland", "--station", "C-DEV-01", "--radio", "tcp:127.0.0.1:9"]) == 0
    assert main(["zelftest", "--seconden", "1"]) == 1
    assert "■ mis      Radio" in capsys.readouterr().out


@pytest.mark.parametrize("seconds", ["0", "601", "nan"])
def test_an_impossible_time_is_refused(station: Path, seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Listening shorter than a second or longer than ten minutes is refused in one sentence."""
    assert main(["zelftest", "--seconden", seconds]) == 2
    assert capsys.readouterr().err.strip()


def test_lines_and_json_agree() -> None:
    """Both tell every finding once, the lines worst first."""
    found = (Finding("firmware", Light.GOOD, "goed", (("firmware", "2.7.26"),)), Finding("klok", Light.BAD, "onzeker"))
    lines = lines_of(found)
    assert [line.split()[2] for line in lines if line[0] in "●■"] == ["Klok", "Firmware"]
    assert [check["check"] for check in as_json(found)["checks"]] == ["firmware", "klok"]
