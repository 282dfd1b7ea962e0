"""The command line itself: Dutch, quick, and every ending a clean one."""

import argparse
import ast
import importlib
import io
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from nsp_console.cli import main as command_line
from nsp_console.cli.usage import TRANSLATIONS, speak_dutch
from nsp_console.domain.errors import CommandError
from support.command_line import environment, nsp

# What argparse says only to a programmer who built the parser wrongly, never to an operator.
FOR_PROGRAMMERS = (
    "mutually exclusive arguments must be optional",
    "unknown parser",
    "cannot have multiple subparser arguments",
    "conflicting",
    "invalid conflict_resolution",
    "invalid option string",
    "dest= is required",
    "'required' is an invalid argument for positionals",
    ".__call__() not defined",
    "cannot merge actions",
    "is not callable",
    'argument "-" with mode',
)


class Started(ModuleType):
    """Stands in for the module a bare `nsp` runs."""

    def __init__(self, run: command_line.Run) -> None:
        super().__init__(command_line.START)
        self.run = run


def start_with(monkeypatch: pytest.MonkeyPatch, run: command_line.Run) -> None:
    """Let a bare `nsp` run this."""
    monkeypatch.setitem(sys.modules, command_line.START, Started(run))


def test_bare_nsp_starts_and_passes_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    """`nsp --tekens ascii` starts the console with those glyphs and returns its exit code."""
    seen: list[argparse.Namespace] = []

    def run(arguments: argparse.Namespace) -> int:
        seen.append(arguments)
        return 7

    start_with(monkeypatch, run)
    assert command_line.main(["--tekens", "ascii", "--thema", "nacht"]) == 7
    assert (seen[0].glyphs, seen[0].theme) == ("ascii", "nacht")


def test_an_expected_error_is_one_dutch_sentence_and_code_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An NspError from any command becomes a sentence on stderr, never a traceback."""

    def fail(arguments: argparse.Namespace) -> int:
        raise CommandError("settings.stopped")

    start_with(monkeypatch, fail)
    assert command_line.main([]) == command_line.FAULT == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", "Gestopt. Er is niets veranderd.\n")


def test_a_programming_fault_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only expected errors become sentences; a fault of ours still shows itself."""

    def fail(arguments: argparse.Namespace) -> int:
        raise ZeroDivisionError

    start_with(monkeypatch, fail)
    with pytest.raises(ZeroDivisionError):
        command_line.main([])


def test_ctrl_c_ends_with_130_and_no_traceback(tmp_path: Path) -> None:
    """Ctrl-C while a command waits ends it with code 130 and nothing frightening on the screen."""
    code = (
        "import sys, types, time\n"
        "from nsp_console.cli import main\n"
        "start = types.ModuleType(main.START)\n"
        "def run(arguments):\n"
        "    print('wacht', flush=True)\n"
        "    time.sleep(60)\n"
        "start.run = run\n"
        "sys.modules[main.START] = start\n"
        "sys.exit(main.main([]))\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "wacht\n"
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=20)
    assert (running.returncode, err) == (command_line.INTERRUPTED, "")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_leaves_causes_no_noise(tmp_path: Path) -> None:
    """`nsp ... | head` ends quietly when head has seen enough."""
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "nsp_console", "instellen", "--toon"],
            env=environment(tmp_path),
            stdout=pipe,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (command_line.PIPE_CLOSED, "")


def test_an_old_console_shows_a_question_mark_instead_of_failing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A console that cannot show a glyph still gets the rest of the line."""
    old = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", old)

    def run(arguments: argparse.Namespace) -> int:
        print("░ STIL")
        return 0

    start_with(monkeypatch, run)
    assert command_line.main([]) == 0
    assert old.buffer.getvalue().strip() == b"? STIL"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bestaatniet",), "kan niet (kies uit"),
        (("instellen", "--onzin"), "onbekend: --onzin"),
        (("instellen", "--radio"), "er hoort een waarde achter"),
        (("--tekens", "runen"), "kan niet (kies uit"),
    ],
)
def test_usage_errors_are_dutch(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """A wrong command line is explained in Dutch, with where to find more, and code 2."""
    ran = nsp(tmp_path, *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert "--help" in ran.err
    assert not [word for word in ("usage", "error:", "invalid", "unrecognized", "expected") if word in ran.err]


def test_help_is_dutch_and_lists_the_commands(tmp_path: Path) -> None:
    """`nsp --help` speaks Dutch from the first word and names every registered command."""
    ran = nsp(tmp_path, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("gebruik: nsp")
    assert "instellen" in ran.out
    assert "show this help" not in ran.out


@pytest.mark.parametrize("name", list(command_line.COMMANDS))
def test_the_table_of_commands_repeats_what_the_modules_say(name: str) -> None:
    """Each command registers under its name, runs something of its own, and has the help line that the table shows."""
    module, text = command_line.COMMANDS[name]
    commands = argparse.ArgumentParser().add_subparsers()
    importlib.import_module(f"nsp_console.cli.{module}").register(commands)
    helps = {action.dest: action.help for action in commands._get_subactions()}
    assert helps[name] == text
    defaults = commands.choices[name]._defaults
    assert callable(defaults.get("run") or defaults.get("func"))


def test_every_word_argparse_can_say_to_an_operator_has_a_translation() -> None:
    """Each message in this Python's argparse is in the table, apart from those only programmers meet."""
    assert argparse.__file__ is not None
    said: set[str] = set()
    for node in ast.walk(ast.parse(Path(argparse.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
            for part in node.args[: 2 if node.func.id == "ngettext" else 1]:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    said.add(part.value)
    assert len(said) > 10
    untranslated = {text for text in said - set(TRANSLATIONS) if not any(hint in text for hint in FOR_PROGRAMMERS)}
    assert untranslated == set()


def test_translations_keep_the_places_argparse_fills_in() -> None:
    """A translation names only values that the original names, so that filling in never fails."""
    speak_dutch()
    place = re.compile(r"%(?:\(\w+\))?[sr]")
    for english, dutch in TRANSLATIONS.items():
        assert set(place.findall(dutch)) <= set(place.findall(english)), english
        if "%s" in english or "%r" in english:
            assert len(place.findall(dutch)) == len(place.findall(english)), english
