"""The self-test on the screen: worst first, each with what it means and what to do."""

from collections.abc import Sequence

from nsp_console.domain.selftest import Finding, Light, worst, worst_first
from nsp_console.dutch.selftest import LIGHT, NAME_W, NAMES, SHAPE, summary, words_of
from nsp_console.tui.paint import Line, fit, heading, text_line, width_of, wrap

ROLE = {Light.GOOD: "good", Light.ATTENTION: "attention", Light.BAD: "critical_text", Light.UNKNOWN: "unknown"}
WORD_W = 10
INDENT = 5
LABEL_W = 8
VERDICT = {
    Light.GOOD: "Alles in orde",
    Light.UNKNOWN: "Niets mis, maar niet alles is te zien",
    Light.ATTENTION: "Werkt, met iets dat aandacht vraagt",
    Light.BAD: "Er is iets mis",
}
BUSY = "Bezig met testen …"
KEYS: Line = (("z", "key"), (" opnieuw  ", ""), ("Esc", "key"), (" terug ", ""))


def check_lines(findings: Sequence[Finding] | None, at: str, width: int) -> list[Line]:
    """All results; None while the test runs. `at`: clock time of the test."""
    if findings is None:
        return [heading("Zelftest", width), text_line(f" {BUSY}", "dim")]
    found = tuple(findings)
    light = worst(found)
    title = f"Zelftest van {at}: {summary(found)}"
    verdict: Line = ((f" {SHAPE[light]} {VERDICT[light]}", ROLE[light]),)
    room = width - width_of(verdict) - width_of(KEYS)
    lines: list[Line] = [heading(title, width), (*verdict, (" " * max(1, room), ""), *KEYS), ()]
    for finding in worst_first(found):
        lines += finding_lines(finding, width)
    return lines


def finding_lines(finding: Finding, width: int) -> list[Line]:
    """`● goed     Radio      aangesloten`, and under it gevolg and doe when something must be done."""
    words = words_of(finding)
    shape, role = SHAPE[finding.light], ROLE[finding.light]
    name = NAMES.get(finding.check, finding.check)
    start = INDENT - 3 + WORD_W + NAME_W + 2
    rows = wrap(words.seen, max(8, width - start - 1)) or [""]
    head: Line = (
        (f" {shape} ", role),
        (fit(LIGHT[finding.light], WORD_W - 1), role),
        (fit(name, NAME_W + 1), "bold"),
        (rows[0], ""),
    )
    lines = [head, *(text_line(" " * (WORD_W + NAME_W + 3) + row) for row in rows[1:])]
    for label, text, how in (("gevolg", words.impact, "dim"), ("doe", words.remedy, "")):
        room = max(8, width - INDENT - LABEL_W - 1)
        for at, row in enumerate(wrap(text, room)):
            lines.append(((" " * INDENT + f"{label if not at else '':<{LABEL_W}}", "dim"), (row, how)))
    return lines
