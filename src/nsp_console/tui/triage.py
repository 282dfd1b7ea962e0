"""Which inbox lines still wait for a person, and in which order they are shown."""

from collections.abc import Iterable

from nsp_console.domain.facts import Handling
from nsp_console.domain.understanding import Outcome
from nsp_console.domain.views import InboxLine

OPEN = (None, Handling.MORE_INFO)


def is_open(line: InboxLine) -> bool:
    """Whether somebody must still look: new, or waiting for more information. Bare receipts never wait."""
    return line.handled in OPEN and (line.understood.outcome is not Outcome.RECEIPT or line.confirmable)


def open_lines(inbox: Iterable[InboxLine]) -> list[InboxLine]:
    """The lines that wait, newest first, alarms before everything."""
    waiting = [line for line in inbox if is_open(line)]
    return sorted(waiting, key=lambda line: line.understood.outcome is not Outcome.ALARM)


def triage_order(inbox: Iterable[InboxLine]) -> list[InboxLine]:
    """Waiting lines first, then what is done; newest first within each."""
    lines = list(inbox)
    return [*open_lines(lines), *(line for line in lines if not is_open(line))]
