"""`nsp zelftest`: the self-test of the own station without its screen. Nothing is sent and nothing is recorded.

Beside a running console the radio is left alone: two programs on one radio steal each other's packets.
"""

import argparse
import json
import shutil
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nsp_console.domain.selftest import Finding, Terminal

OK, WRONG = 0, 1
LISTEN_S, LISTEN_S_MAX = 10.0, 600.0
LABEL_W = 9


def register(commands: Any) -> None:
    """Add `nsp zelftest`."""
    parser = commands.add_parser("zelftest", help="werkt alles, wat betekent het als het niet werkt, en wat te doen")
    parser.add_argument("--json", action="store_true", help="als JSON, voor andere programma's")
    parser.add_argument(
        "--seconden", dest="seconds", type=float, default=LISTEN_S, help="hoe lang naar de radio luisteren (10)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print every check; 1 when something is wrong. ConfigError before `nsp instellen`."""
    from nsp_console.cli.zelftest_looking import own_findings
    from nsp_console.domain.errors import RadioError
    from nsp_console.domain.selftest import Light, judge_terminal, worst

    if not 1 <= arguments.seconds <= LISTEN_S_MAX:
        raise RadioError("radio.test_seconds", limit=int(LISTEN_S_MAX))
    findings = (*own_findings(arguments.seconds), judge_terminal(terminal()))
    if arguments.json:
        print(json.dumps(as_json(findings), ensure_ascii=False))
    else:
        print("\n".join(lines_of(findings)))
    return WRONG if worst(findings) is Light.BAD else OK


def terminal() -> "Terminal":
    """What standard output can draw, as far as it tells."""
    import os

    from nsp_console.domain.selftest import Terminal

    size = shutil.get_terminal_size()
    encoding = (sys.stdout.encoding or "").lower()
    glyphs = "console" if os.environ.get("TERM") == "linux" else "utf8" if "utf" in encoding else "ascii"
    many = "256" in os.environ.get("TERM", "") or os.environ.get("COLORTERM")
    colours = 0 if os.environ.get("NO_COLOR") or not sys.stdout.isatty() else 256 if many else 8
    return Terminal(glyphs, colours, size.columns, size.lines)


def as_json(findings: "Sequence[Finding]") -> dict[str, Any]:
    """Verdict and checks, in words a program and a person can both read."""
    from nsp_console.domain.selftest import worst
    from nsp_console.dutch.selftest import words_of

    checks = []
    for finding in findings:
        words = words_of(finding)
        checks.append(
            {
                "check": finding.check,
                "result": finding.light.value,
                "code": finding.code,
                "seen": words.seen,
                "impact": words.impact,
                "remedy": words.remedy,
                "data": dict(finding.data),
            }
        )
    return {"result": worst(tuple(findings)).value, "checks": checks}


def lines_of(findings: "Sequence[Finding]") -> list[str]:
    """Worst first, as the screen tells them."""
    from nsp_console.domain.selftest import worst_first
    from nsp_console.dutch.selftest import LIGHT, NAME_W, NAMES, SHAPE, summary, words_of

    found = tuple(findings)
    lines = [f"Zelftest: {summary(found)}"]
    for finding in worst_first(found):
        words = words_of(finding)
        name = NAMES.get(finding.check, finding.check)
        lines.append(f"{SHAPE[finding.light]} {LIGHT[finding.light]:<{LABEL_W}}{name:<{NAME_W + 2}}{words.seen}")
        lines += [f"    {label:<8}{text}" for label, text in (("gevolg", words.impact), ("doe", words.remedy)) if text]
    return lines
