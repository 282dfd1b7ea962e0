"""`nsp`: the command line. Only the module of the command that is asked for is loaded; help loads none.

A command is a module with `register(commands)`: it adds its parser and sets `run`, a function of the parsed arguments
that returns the exit code. The table here repeats its one-line help, so that `nsp --help` need not import it.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from nsp_console import __version__
from nsp_console.cli import usage
from nsp_console.domain.errors import NspError

OK, FAULT, INTERRUPTED, PIPE_CLOSED = 0, 2, 130, 141

# Command → (module in nsp_console.cli, one-line help), in the order `nsp --help` lists them.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "de demo: een verzonnen nacht, zonder radio"),
    "instellen": ("instellen", "dit station instellen: wie ben ik, welke regio, welke radio"),
    "stand": ("stand", "toon het bord één keer, ook naast een lopende console"),
    "volg": ("volg", "console zonder scherm: één regel per gebeurtenis"),
    "begrijp": ("begrijp", "toon wat de console van een regel begrijpt"),
    "paraatheid": ("paraatheid", "wat elk punt nog mist, en de regio naast de normen"),
    "zelftest": ("zelftest", "werkt alles, wat betekent het als het niet werkt, en wat te doen"),
    "paraat": ("paraat", "het wekelijkse bewijs in vijf minuten (sluit eerst de console)"),
    "controle": ("databank", "kijk of de databank heel is"),
    "backup": ("databank", "maak een reservekopie (mag terwijl de console draait)"),
    "terugzetten": ("databank", "zet een reservekopie terug (sluit eerst de console)"),
    "sleutels": ("sleutels", "sleutels maken, lezen, tonen en vernieuwen"),
    "radio": ("radio", "de LoRa-radio: wat is aangesloten, en werkt het"),
    "simulatie": ("simulatie", "proefdraaien: een hele regio op één LoRa-kanaal, op deze computer"),
}
START = "nsp_console.cli.start"  # what a bare `nsp` runs

Run = Callable[[argparse.Namespace], int]


def build_parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for this command line, in Dutch: whole for the command it names, only a line for every other."""
    usage.speak_dutch()
    parser = usage.Parser(prog="nsp", description="NSP console: het bord van een noodsteunpunt, zonder internet.")
    parser.add_argument("--versie", action="version", version=f"nsp {__version__}", help="toon de versie en stop")
    parser.add_argument("--tekens", dest="glyphs", choices=("auto", "utf8", "ascii"), help="tekens op het scherm")
    parser.add_argument("--thema", dest="theme", choices=("dag", "nacht", "contrast"), help="kleuren van het scherm")
    commands = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", parser_class=usage.Parser)
    named = next((word for word in arguments if word in COMMANDS), None)
    wanted = COMMANDS[named][0] if named else None
    loaded: set[str] = set()
    for name, (module, text) in COMMANDS.items():
        if module != wanted:
            commands.add_parser(name, help=text)
        elif module not in loaded:
            importlib.import_module(f"nsp_console.cli.{module}").register(commands)
            loaded.add(module)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 well, 2 an expected error (one Dutch sentence on stderr)."""
    _never_fail_on_a_glyph(sys.stdout, sys.stderr)
    try:
        words = sys.argv[1:] if arguments is None else list(arguments)
        chosen = build_parser(words).parse_args(words)
        code = _run_of(chosen)(chosen)
        sys.stdout.flush()
    except NspError as error:
        return _tell(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return PIPE_CLOSED
    return code


def _run_of(chosen: argparse.Namespace) -> Run:
    """What the chosen command runs; without a command, the start."""
    run: Run | None = getattr(chosen, "run", None)
    return run or _start


def _start(arguments: argparse.Namespace) -> int:
    """A bare `nsp`: the own station once there is one, the demo before that."""
    run: Run = importlib.import_module(START).run
    return run(arguments)


def _tell(error: NspError) -> int:
    from nsp_console.dutch.errors import sentence

    print(sentence(error), file=sys.stderr)
    return FAULT


def _never_fail_on_a_glyph(*streams: TextIO | None) -> None:
    """An old Windows console that cannot show a character shows "?" and goes on."""
    for stream in streams:
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _forget_stdout() -> None:
    """Whoever read our output is gone: keep Python from complaining about it once more when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
