"""`nsp`: the command line. Each command registers itself; heavy imports wait until one runs.

A command is a module with `register(commands)`: it adds its parser and sets `run`, a function of the parsed arguments
that returns the exit code. Registering must stay cheap: `nsp --help` loads none of the big libraries.
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

# Modules with commands, in the order `nsp --help` lists them.
COMMANDS = tuple(
    f"nsp_console.cli.{name}"
    for name in ("demo", "instellen", "stand", "volg", "begrijp", "paraatheid", "databank", "radio")
)
START = "nsp_console.cli.start"  # what a bare `nsp` runs

Run = Callable[[argparse.Namespace], int]


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands, in Dutch."""
    usage.speak_dutch()
    parser = usage.Parser(prog="nsp", description="NSP console: het bord van een noodsteunpunt, zonder internet.")
    parser.add_argument("--versie", action="version", version=f"nsp {__version__}", help="toon de versie en stop")
    parser.add_argument("--tekens", dest="glyphs", choices=("auto", "utf8", "ascii"), help="tekens op het scherm")
    parser.add_argument("--thema", dest="theme", choices=("dag", "nacht", "contrast"), help="kleuren van het scherm")
    parser.set_defaults(run=_start)
    commands = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", parser_class=usage.Parser)
    for name in COMMANDS:
        importlib.import_module(name).register(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 well, 2 an expected error (one Dutch sentence on stderr)."""
    _never_fail_on_a_glyph(sys.stdout, sys.stderr)
    try:
        chosen = build_parser().parse_args(arguments)
        run: Run = chosen.run
        code = run(chosen)
        sys.stdout.flush()
    except NspError as error:
        return _tell(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return PIPE_CLOSED
    return code


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
