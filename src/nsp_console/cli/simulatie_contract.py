"""`nsp simulatie contract`: random histories of a few consoles, with every clause of the delivery contract checked."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nsp_console.domain.errors import CommandError

if TYPE_CHECKING:
    from nsp_console.sim.contract.clauses import Violation
    from nsp_console.sim.contract.run import ContractResult

HISTORIES_MAX = 1_000_000
SEED_MAX = 2**31 - 1
HOURS_MIN, HOURS_MAX = 0.5, 1000.0
SHORT_H, FULL_H = 6.0, 72.0
WORKERS_MAX = 256
BROKEN = 1  # exit code when the contract did not hold
PROGRESS_S = 2.0  # between two lines of progress


def register(commands: Any) -> None:
    """Add `nsp simulatie contract`."""
    parser = commands.add_parser(
        "contract", help="verzonnen rampen met een paar consoles: komt alles precies één keer aan"
    )
    add = parser.add_argument
    add("--historie", default="100", metavar="N", help="zoveel geschiedenissen (100)")
    add("--zaad", default="1", metavar="N", help="zaad van de eerste; elke volgende één hoger (1)")
    add("--uren", default=None, metavar="UREN", help=f"zo lang gaat er van alles mis ({SHORT_H:g})")
    add("--volledig", action="store_true", help=f"vijf consoles in plaats van drie, en {FULL_H:g} uur")
    add("--tegelijk", default=None, metavar="N", help="zoveel processen naast elkaar (alle kernen)")
    add("--json", action="store_true", help="als JSON, voor andere programma's")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Play the histories and print; exit code 1 when a clause was broken. Raises CommandError for bad numbers."""
    count = int(_number("--historie", arguments.historie, 1, HISTORIES_MAX, whole=True))
    seed = int(_number("--zaad", arguments.zaad, 0, SEED_MAX, whole=True))
    usual = FULL_H if arguments.volledig else SHORT_H
    hours = usual if arguments.uren is None else _number("--uren", arguments.uren, HOURS_MIN, HOURS_MAX)
    cores = arguments.tegelijk or str(os.cpu_count() or 1)
    workers = int(_number("--tegelijk", cores, 1, WORKERS_MAX, whole=True))
    from nsp_console.sim.contract.run import run_histories

    def tell(violation: "Violation") -> None:  # at once: a long run may be stopped by what it found
        print(told(violation, hours, arguments.volledig), file=sys.stderr, flush=True)

    result = run_histories(count, seed, hours, arguments.volledig, min(workers, count), _progress(count), tell)
    found = {
        "histories": result.histories,
        "violations": len(result.violations),
        "messages": result.messages,
        "frames_per_message": result.frames_per_message,
        "wall_s": result.wall_s,
    }
    sys.stdout.write(json.dumps(found, indent=2) + "\n" if arguments.json else table(result))
    return BROKEN if result.violations else 0


def _number(name: str, text: str, low: float, high: float, whole: bool = False) -> float:
    try:
        value = int(text) if whole else float(text.replace(",", "."))
    except ValueError:
        value = low - 1
    if not low <= value <= high:
        code = "simulatie.heel_getal" if whole else "simulatie.getal"
        raise CommandError(code, name=name, value=text, low=f"{low:g}", high=f"{high:g}")
    return value


def again(violation: "Violation", hours: float, full: bool) -> str:
    """The command that shows this violation again."""
    whole = " --volledig" if full else ""
    return f"nsp simulatie contract --historie 1 --zaad {violation.seed} --uren {hours:g}{whole}"


def told(violation: "Violation", hours: float, full: bool) -> str:
    """One violation, in two lines: what, and how to see it again."""
    when = f" na {violation.at_s / 3600:.2f} uur" if violation.at_s >= 0 else ""
    what = f"Clausule {violation.clause}, zaad {violation.seed}{when}: {violation.what}"
    return f"{what}\n  opnieuw: {again(violation, hours, full)}"


def table(result: "ContractResult") -> str:
    """For people."""
    rows = (
        ("geschiedenissen", f"{result.histories}"),
        ("schendingen", f"{len(result.violations)}"),
        ("berichten", f"{result.messages}"),
        ("frames per bericht", f"{result.frames_per_message:.1f}".replace(".", ",")),
        ("rekentijd", f"{result.wall_s:.1f} s".replace(".", ",")),
    )
    return "".join(f"{name:<20} {value:>10}\n" for name, value in rows)


def _progress(count: int) -> Callable[[int, int], None]:
    """One line on the error stream, at most every PROGRESS_S."""
    said_s = time.monotonic()

    def tell(done: int, violations: int) -> None:
        nonlocal said_s
        if done < count and time.monotonic() - said_s < PROGRESS_S:
            return
        said_s = time.monotonic()
        print(f"{done} van {count} geschiedenissen, {violations} schendingen", file=sys.stderr, flush=True)

    return tell
