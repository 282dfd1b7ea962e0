"""`nsp simulatie verslag`: the results page of the simulations, with its tables and drawings, by one command."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nsp_console.sim.results.work import Running

FOLDER = Path("docs", "simulation")
AT_ONCE_MAX = 64
EVERY_LOOKS = 60  # not on a terminal: a line about once a minute, and after every run


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `nsp simulatie verslag`."""
    text = "alle proeven van het verslag doen en de pagina maken, met tabellen en tekeningen"
    parser = commands.add_parser("verslag", help=text, description=text)
    parser.add_argument(
        "--uit", dest="folder", type=Path, default=FOLDER, metavar="MAP", help=f"map (anders: {FOLDER})"
    )
    parser.add_argument("--snel", dest="quick", action="store_true", help="korte proeven met één toevalsgetal")
    parser.add_argument("--tegelijk", dest="at_once", type=_count, metavar="N", help="proeven naast elkaar")
    parser.add_argument("--verder", dest="go_on", action="store_true", help="ga verder met wat er in de map staat")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the page; progress on standard error, the name of the page on standard output."""
    from nsp_console.sim.results.command import Asked, make_page

    at_once = arguments.at_once or os.cpu_count() or 1
    asked = Asked(arguments.folder, arguments.quick, at_once, arguments.go_on)
    teller = _Teller()
    made = make_page(asked, teller.look)
    teller.end()
    print(f"{arguments.folder / 'README.md'}: {made} proeven gedaan, het verslag is klaar.")
    return 0


def _count(text: str) -> int:
    """1 … AT_ONCE_MAX."""
    if not text.isdecimal() or not 1 <= int(text) <= AT_ONCE_MAX:
        raise argparse.ArgumentTypeError(f"kies een getal van 1 tot en met {AT_ONCE_MAX}")
    return int(text)


class _Teller:
    """Progress for people: one line that keeps changing on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._told = -1
        self._looks = 0

    def look(self, done: int, of: int, running: "Sequence[Running]") -> None:
        """Tell how far it is."""
        line = f"{done} van {of} proeven klaar"
        busy = ", ".join(f"{each.task.name} {each.share:.0%}" for each in running)
        self._looks += 1
        if self._terminal:
            print(f"\r\x1b[K{line}{f' · {busy}' if busy else ''}"[:200], end="", file=sys.stderr, flush=True)
        elif done != self._told or self._looks >= EVERY_LOOKS:
            self._looks = 0
            print(f"{line}{f' · {busy}' if busy else ''}", file=sys.stderr, flush=True)
        self._told = done

    def end(self) -> None:
        """Leave the changing line."""
        if self._terminal:
            print(file=sys.stderr)
