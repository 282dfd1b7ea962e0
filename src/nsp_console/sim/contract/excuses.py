"""What the contract does not promise, as precisely as the link documents it (`link.lines`, head of the file).

Two cases. The same copy put back twice that chose the same line both times: then counters of that line seal twice, and
a broadcast of it may share its number with another. And a message that a lost journal sent under a second number: put
back, it goes out under its first.
"""

from nsp_console.domain.facts import LineStarted, MailRelined, MessageQueued
from nsp_console.sim.contract.console import Console
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


def excused_texts(history: History) -> set[str]:
    """Words of messages that got a second number in a journal that was lost after: they may come in twice."""
    return {text for console in history.consoles for text in _second_numbers(console)}


def _second_numbers(console: Console) -> set[str]:
    texts = set()
    for journal in console.lost:
        for entry in journal:
            if isinstance(entry.fact, MailRelined):
                about = journal[entry.fact.entry - 1].fact
                assert isinstance(about, MessageQueued)
                texts.add(about.text)
    return texts
