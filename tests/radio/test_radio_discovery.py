"""`nsp radio lijst`: what is attached, in words an operator can act on."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from nsp_console.cli import radio as command
from nsp_console.domain.errors import RadioError
from nsp_console.dutch import radio as words
from nsp_console.radio import discovery, says, settings, verdicts
from nsp_console.radio.base import LinkState, LinkStatus
from nsp_console.radio.carrier import Refused
from support.fake_radio import FakeRadio


@dataclass
class Port:
    device: str
    vid: int | None
    pid: int | None = 1
    description: str | None = "USB"


HELTEC, RAK, GPS, PROBE = 0x10C4, 0x239A, 0x1546, 0x1366


def test_likely_radios_come_first_under_a_stable_name(tmp_path: Path) -> None:
    """Radios are listed before other devices, by the name that survives re-plugging; built-in ports are left out."""
    device = tmp_path / "ttyUSB0"
    device.touch()
    by_id = tmp_path / "by-id"
    by_id.mkdir()
    (by_id / "usb-Heltec").symlink_to(device)
    ports = [Port("/dev/ttyS0", None), Port("/dev/ttyGPS", GPS), Port(str(device), HELTEC)]
    found = discovery.list_devices(lambda: ports, by_id)
    assert [(each.path, each.likely) for each in found] == [(str(by_id / "usb-Heltec"), True), ("/dev/ttyGPS", False)]


def test_debug_probes_and_strangers_are_never_chosen() -> None:
    """Only one likely radio is chosen; other equipment is never written to."""
    with pytest.raises(Refused, match="geen_apparaat"):
        discovery.find_one(lambda: [Port("/dev/a", GPS), Port("/dev/b", PROBE)])
    assert discovery.find_one(lambda: [Port("/dev/a", GPS), Port("/dev/b", RAK)]) == "/dev/b"
    with pytest.raises(Refused, match="kies_apparaat: /dev/a, /dev/b"):
        discovery.find_one(lambda: [Port("/dev/b", RAK), Port("/dev/a", HELTEC)])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do everything")
def test_no_permission_is_told(tmp_path: Path) -> None:
    """A device this user may not open is told as such."""
    device = tmp_path / "ttyUSB0"
    device.touch(mode=0)
    with pytest.raises(Refused, match="geen_rechten"):
        discovery.find_one(lambda: [Port(str(device), RAK)], tmp_path)


def device(path: str, likely: bool = True, problem: str = "") -> discovery.Device:
    return discovery.Device(path, "/dev/ttyUSB0", "CP210x", "", likely, problem)


def test_the_list_in_dutch() -> None:
    """The list says what to type next, in each of the cases."""
    assert "Steek de radio in" in command.describe([])[0]
    assert command.describe([device("/dev/x")])[-1] == "Instellen: nsp instellen --radio serial:auto"
    assert "serial:/dev/a" in command.describe([device("/dev/a"), device("/dev/b")])[-1]
    assert "Geen van deze" in command.describe([device("/dev/x", likely=False)])[-1]
    assert any("dialout" in line for line in command.describe([device("/dev/x", problem="geen_rechten")]))


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    chosen = parser.parse_args(["radio", *arguments])
    return int(chosen.run(chosen))


def test_list_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`nsp radio lijst` prints the list; its exit code says whether there is a radio."""
    monkeypatch.setattr(discovery, "list_devices", lambda: [device("/dev/x")])
    assert run("lijst") == 0
    assert "serial:/dev/x" in capsys.readouterr().out
    monkeypatch.setattr(discovery, "list_devices", list)
    assert run("lijst") == 1


def test_test_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`nsp radio test` prints what a radio tells, and transmits nothing."""
    with FakeRadio() as fake:
        fake.hear("hallo")
        fake.hear("publiek", channel=0)
        assert run("test", fake.address, "--seconden", "1") == 0
        out = capsys.readouterr().out
        assert "!0a0b0c0d" in out
        assert "2 berichten, waarvan 1 op het eigen kanaal" in out
        assert fake.sent == []
    assert run("test", fake.address, "--seconden", "1") == 1
    assert "neemt niet op" in capsys.readouterr().out
    with pytest.raises(RadioError):
        run("test", fake.address, "--seconden", "0")


def test_every_code_has_a_dutch_sentence() -> None:
    """No code of the adapter reaches an operator without words."""
    told = {detail for _, detail in (*verdicts.QUEUE.values(), *verdicts.ROUTING.values(), verdicts.QUEUE_OTHER)}
    assert told - {""} <= words.SENDING.keys()
    assert {state.value for state in LinkState} == words.STATES.keys()
    assert "A, B" in words.link_sentence("kanaal_ontbreekt: A, B")
    assert words.link_sentence("iets {raars}") == "iets {raars}"
    lora = says.LoraSettings("US", "EIGEN", 3, False, True)
    odd = settings.RadioSettings(node=1, lora=lora, firmware="2.5.0")
    assert set(odd.warnings()) | set(settings.RadioSettings().warnings()) <= words.WARNINGS.keys()
    lines = command.report(LinkStatus(LinkState.FROZEN, "tcp:x:1", "geen_antwoord", own_node=5), 0, 0)
    assert any("uit en weer aan" in line for line in lines)
