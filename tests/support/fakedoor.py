"""A StationDoor that shows what it is given and records what it is ordered. No radio, no store, no clock."""

from collections.abc import Callable
from dataclasses import dataclass, field

from nsp_console.domain.errors import NspError
from nsp_console.domain.facts import Entry
from nsp_console.domain.log_views import LogFilter, LogGroup, LogPage
from nsp_console.domain.moments import Moment
from nsp_console.domain.selftest import Finding, MachineFacts, judge
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Scalar
from nsp_console.domain.views import (
    AlarmView,
    LogLine,
    Snapshot,
)
from nsp_console.station.commands import Command
from nsp_console.station.door import LineBudget, Receipt
from nsp_console.station.selftest import looked
from nsp_console.tui.opening import Opened, Opener, Progress
from support.drawn import HOUR, MIN, VOCABULARY
from support.logbook_pictures import entries, journal_of, timeline_of
from support.pictures import night


@dataclass
class FakeDoor:
    """A StationDoor that shows what it is given and records what it is ordered."""

    picture: Snapshot = field(default_factory=night)
    orders: list[Command] = field(default_factory=list)
    refuse: NspError | None = None
    on_order: Callable[[Command], None] | None = None
    understood: Callable[[str], Understanding] | None = None
    kept: tuple[Entry, ...] = field(default_factory=entries)
    questions: list[tuple[int | None, LogFilter]] = field(default_factory=list)
    unreadable: NspError | None = None
    findings: tuple[Finding, ...] = ()
    machine: MachineFacts = field(default_factory=MachineFacts)
    tests: int = 0
    urgent: list[Callable[[AlarmView], None]] = field(default_factory=list)

    def snapshot(self) -> Snapshot:
        return self.picture

    def understand(self, text: str) -> Understanding:
        if self.understood is not None:
            return self.understood(text)
        return simple_understanding(text)

    async def submit(self, command: Command) -> Receipt:
        if self.refuse is not None:
            raise self.refuse
        self.orders.append(command)
        if self.on_order is not None:
            self.on_order(command)
        return Receipt((100 + len(self.orders),))

    def timeline(self, site: str, count_max: int = 50) -> tuple[LogLine, ...]:
        return journal_of(timeline_of(site), None, count_max, LogFilter(LogGroup.ALL)).lines

    async def journal(self, before: int | None, count: int, chosen: LogFilter) -> LogPage:
        if self.unreadable is not None:
            raise self.unreadable
        self.questions.append((before, chosen))
        return journal_of(self.kept, before, count, chosen)

    def history(self, site: str, key: str) -> tuple[tuple[float, float], ...]:
        return ((9 * HOUR, 520.0), (7 * HOUR, 400.0), (4.4 * HOUR, 600.0), (2 * HOUR, 500.0), (8 * MIN, 420.0))

    def budget(self, text: str) -> LineBudget:
        size = len(text.encode())
        return LineBudget(size, 130, round(0.1 + size * 0.003, 2))

    async def selftest(self) -> tuple[Finding, ...]:
        self.tests += 1
        return self.findings or judge(looked(self.picture, (), Moment(self.picture.wall, 0.0, "proef"), self.machine))

    def on_urgent(self, callback: Callable[[AlarmView], None]) -> None:
        self.urgent.append(callback)


def simple_understanding(text: str) -> Understanding:
    """Just enough of a grammar for the entry bar in tests."""
    words = text.casefold().replace(",", " ").split()
    if "alarm" in words or "brand" in words:
        return Understanding(Outcome.ALARM, "L-DEV-05" if "borgele" in words else None)
    values: dict[str, Scalar] = {}
    for key, name in (("water_l", "water"), ("visitors", "bezoekers"), ("fuel_l", "diesel")):
        if name in words[:-1] and words[words.index(name) + 1].isdigit():
            values[key] = int(words[words.index(name) + 1])
    site = "L-DEV-05" if {"borgele", "l-dev-05"} & set(words) else None
    outcome = Outcome.STATUS if values else Outcome.MESSAGE
    return Understanding(outcome, site, values, rest_ok="goed" in words, personal_data="mw" in words)


def opener_of(door: FakeDoor, closed: list[str] | None = None) -> Opener:
    """Opens at once with `door`; notes when it was closed."""

    async def close() -> None:
        if closed is not None:
            closed.append("dicht")

    async def opener(progress: Progress) -> Opened:
        progress("bord")
        return Opened(door, VOCABULARY, close)

    return opener
