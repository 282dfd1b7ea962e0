"""What the contract does not promise, as precisely as the link documents it (`link.lines`, head of the file).

One case: the same copy put back twice that chose the same line both times. Then counters of that line seal twice, and a
broadcast of it may share its number with another.
"""

from nsp_console.domain.facts import LineStarted
from nsp_console.sim.contract.history import History


def excused_lines(history: History) -> set[tuple[int, int]]:
    """(station, line) of every line that two lives of one console both began."""
    twice = set()
    for console in history.consoles:
        lives: dict[int, set[int]] = {}
        for written in console.ledger:
            if isinstance(written.fact, LineStarted):
                lives.setdefault(written.fact.line, set()).add(written.life)
        twice |= {(console.number, line) for line, begun in lives.items() if len(begun) > 1}
    return twice
