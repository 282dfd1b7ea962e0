"""`nsp instellen`: flags or a dialog make an own station, and nonsense changes nothing."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nsp_console.cli.dialog import Dialog
from nsp_console.config.settings import Settings, checked, load_settings
from nsp_console.domain.errors import CommandError
from support.command_line import environment, nsp
from support.config_files import C_ROW, L_ROW, plain, region_csv

FLAGS = ("--station", "C-DEV-01", "--regio", "ijsselland", "--radio", "serial:auto")


def test_flags_make_a_station(tmp_path: Path) -> None:
    """One line with flags makes the station, says which points it has and that the region is invented."""
    ran = nsp(tmp_path, "instellen", *FLAGS, "--kanaal", "NSP", "--soort", "C")
    assert (ran.code, ran.err) == (0, "")
    assert "C-DEV-01 Kazerne Deventer" in ran.out
    assert "11 eigen punten" in ran.out
    assert "verzonnen" in ran.out
    assert load_settings(tmp_path) == Settings("C-DEV-01", "ijsselland", "serial:auto")


def test_an_l_needs_no_more_than_its_code(tmp_path: Path) -> None:
    """`--soort L` makes an L console, says to which C it reports, and signs as the ambtenaar unless told otherwise."""
    ran = nsp(
        tmp_path, "instellen", "--soort", "L", "--station", "L-ZWO-09", "--regio", "ijsselland", "--radio", "geen"
    )
    assert (ran.code, ran.err) == (0, "")
    assert "L-ZWO-09" in ran.out
    assert "en meldt aan C-ZWO-" in ran.out
    assert "Alarm is altijd F2" in ran.out
    settings = load_settings(tmp_path)
    assert settings is not None
    assert settings.function == "ambtenaar L-NSP"
    wrong = nsp(tmp_path, "instellen", "--soort", "L", "--station", "C-ZWO-01")
    assert (wrong.code, wrong.out) == (2, "")
    assert "geen L-NSP" in wrong.err


def test_the_function_follows_the_kind_unless_somebody_chose_it(tmp_path: Path) -> None:
    """A laptop that moves from a C to an L is offered the function of an L; a function that was typed stays."""
    known = {"station": "C-DEV-02", "regio": "ijsselland", "radio": "geen", "functie": "medewerker C-NSP"}
    answers = ("", "L-ZWO-09", "", "", "", "ja")
    assert Person(*answers).ask(tmp_path, known, kind="L").function == "ambtenaar L-NSP"
    assert Person(*answers).ask(tmp_path, {**known, "functie": "OvD"}, kind="L").function == "OvD"


def test_one_flag_changes_one_setting(tmp_path: Path) -> None:
    """Once there is a station, a single flag changes only that."""
    assert nsp(tmp_path, "instellen", *FLAGS).code == 0
    assert nsp(tmp_path, "instellen", "--radio", "tcp:10.0.0.5").code == 0
    assert load_settings(tmp_path) == Settings("C-DEV-01", "ijsselland", "tcp:10.0.0.5")
    shown = nsp(tmp_path, "instellen", "--toon")
    assert "tcp:10.0.0.5" in shown.out
    assert str(tmp_path) in shown.out


def test_show_before_there_is_a_station_says_how_to_make_one(tmp_path: Path) -> None:
    """`--toon` on a fresh machine points to `nsp instellen` and writes nothing."""
    ran = nsp(tmp_path, "instellen", "--toon")
    assert (ran.code, "nsp instellen" in ran.out) == (0, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("flags", "remedy"),
    [
        (("--station", "C-DEV-99"), "C-DEV-0"),
        (("--station", "deventer"), "C-DEV-01"),
        (("--regio", "drenthe"), "ijsselland"),
        (("--regio", "/nergens/regio.csv"), "bestaat niet"),
        (("--radio", "bluetooth"), "serial:auto"),
        (("--kanaal", "LongFast"), "eigen naam"),
        (("--soort", "L"), "geen L-NSP"),
        (("--soort", "Q"), "Kies C"),
        (("--thema", "paars"), "nacht"),
    ],
)
def test_nonsense_is_refused_with_a_remedy_and_changes_nothing(
    tmp_path: Path, flags: tuple[str, ...], remedy: str
) -> None:
    """A wrong flag ends with code 2, one Dutch message, and the old settings untouched."""
    assert nsp(tmp_path, "instellen", *FLAGS).code == 0
    before = (tmp_path / "station.toml").read_bytes()
    ran = nsp(tmp_path, "instellen", *flags)
    assert (ran.code, ran.out) == (2, "")
    assert remedy in ran.err
    assert "Traceback" not in ran.err
    assert (tmp_path / "station.toml").read_bytes() == before


def test_missing_flags_without_a_keyboard_are_named(tmp_path: Path) -> None:
    """In a script nobody can answer questions, so the missing flags are named at once."""
    ran = nsp(tmp_path, "instellen", "--station", "C-DEV-01")
    assert ran.code == 2
    assert "--regio, --radio" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_it_mends_a_broken_settings_file(tmp_path: Path) -> None:
    """`nsp instellen` is the way out of a settings file that nothing can read."""
    (tmp_path / "station.toml").write_text("kapot", encoding="utf-8")
    assert nsp(tmp_path, "instellen", *FLAGS).code == 0
    assert load_settings(tmp_path) is not None


def test_a_region_file_from_elsewhere_is_taken_over(tmp_path: Path) -> None:
    """A CSV file named with its path is copied, so that the stick may go."""
    home, stick = tmp_path / "home", tmp_path / "stick"
    stick.mkdir()
    path = region_csv(stick, C_ROW, L_ROW)
    ran = nsp(home, "instellen", "--station", "C-DEV-01", "--regio", str(path), "--radio", "geen")
    assert ran.code == 0, ran.err
    path.unlink()
    assert nsp(home, "instellen", "--kanaal", "Vecht").code == 0
    assert load_settings(home) == Settings("C-DEV-01", "proef", "geen", "Vecht")


class Person:
    """Somebody at the keyboard: answers in order, and reads what is on the screen."""

    def __init__(self, *answers: str) -> None:
        self._answers: Iterator[str] = iter(answers)
        self.screen: list[str] = []

    def read(self, question: str) -> str:
        """Answer the next question; no more answers is the end of input."""
        self.screen.append(question)
        try:
            return next(self._answers)
        except StopIteration:
            raise EOFError from None

    def ask(self, folder: Path, known: dict[str, str] | None = None, kind: str | None = None) -> Settings:
        """Go through the dialog."""
        return checked(Dialog(folder, kind, self.read, self.screen.append).ask(known or {}))


def test_the_dialog_takes_numbers_names_and_defaults(tmp_path: Path) -> None:
    """Enter, list numbers, part of a name and a full address all lead to a station."""
    person = Person("", "", "deventer", "1", "2", "10.0.0.1", "", "", "j")
    assert person.ask(tmp_path) == Settings("C-DEV-01", "ijsselland", "tcp:10.0.0.1", by="medewerker C-NSP")


def test_the_dialog_finds_an_l_among_a_hundred(tmp_path: Path) -> None:
    """An L-NSP is found by part of its name; the list of a hundred is not thrown at anybody."""
    person = Person("1", "wijthmen", "4", "", "gemeenteambtenaar", "ja")
    assert person.ask(tmp_path, kind="L") == Settings("L-ZWO-23", "ijsselland", "geen", by="gemeenteambtenaar")
    assert sum("L-" in line for line in person.screen) < 10


def test_the_dialog_explains_and_asks_again(tmp_path: Path) -> None:
    """A wrong answer is explained and costs only that question."""
    person = Person("drenthe", "1", "X", "C", "atlantis", "C-OMM-01", "usb", "4", "LongFast", "NSP", "", "j")
    assert person.ask(tmp_path).station == "C-OMM-01"
    screen = "\n".join(person.screen)
    for complaint in (
        "Regio drenthe is er niet",
        "Soort X kan niet",
        "Niets gevonden",
        "usb is geen radio",
        "openbaar",
    ):
        assert complaint in screen


def test_the_dialog_keeps_what_was_set(tmp_path: Path) -> None:
    """Going through it again with only Enter changes nothing."""
    known = {"station": "C-DEV-02", "regio": "ijsselland", "radio": "geen", "kanaal": "Vecht", "functie": "OvD"}
    assert Person("", "", "", "", "", "", "ja").ask(tmp_path, known) == checked(known)


@pytest.mark.parametrize("answers", [(), ("1",), ("1", "C", "C-DEV-01", "1", "", "", "nee")])
def test_stopping_the_dialog_changes_nothing(tmp_path: Path, answers: tuple[str, ...]) -> None:
    """End of input, or *nee* at the end, leaves everything as it was and says so."""
    with pytest.raises(CommandError) as caught:
        Person(*answers).ask(tmp_path)
    assert "niets veranderd" in plain(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_real_terminal_the_dialog_opens_by_itself(tmp_path: Path) -> None:
    """Without flags at a terminal the questions come by themselves and end in a working station."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "nsp_console", "instellen"]
    running = subprocess.Popen(command, env=environment(tmp_path), stdin=theirs, stdout=subprocess.PIPE)
    with open(ours, "wb", buffering=0) as keyboard:
        keyboard.write(b"1\nC\nC-DEV-01\n4\n\n\nja\n")
        out, _ = running.communicate(timeout=60)
    os.close(theirs)
    assert running.returncode == 0
    assert "Typ nu: nsp" in out.decode()
    assert load_settings(tmp_path) == Settings("C-DEV-01", "ijsselland", "geen", by="medewerker C-NSP")
