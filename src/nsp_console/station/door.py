"""The doors of a Station, for the screen, the line mode and a drill actor alike. `station.Station` is the real one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from nsp_console.domain.log_views import LogFilter, LogPage
from nsp_console.domain.selftest import Finding
from nsp_console.domain.understanding import Understanding
from nsp_console.domain.views import AlarmView, LogLine, Snapshot
from nsp_console.station.commands import Command


@dataclass(frozen=True, slots=True)
class Receipt:
    """The command is in the journal: the entries it made, in order."""

    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LineBudget:
    """What a line would cost: bytes of at most `bytes_max`, seconds on air."""

    bytes_used: int
    bytes_max: int
    airtime_s: float


class StationDoor(Protocol):
    """Everything a front end may do with a station."""

    def snapshot(self) -> Snapshot:
        """The current picture; cheap, frozen, the same object while nothing changed and nothing aged visibly."""
        ...

    def understand(self, text: str) -> Understanding:
        """What the entry bar makes of `text` before it is saved; own points may be named by name."""
        ...

    async def submit(self, command: Command) -> Receipt:
        """Carry out a command; returns after COMMIT. Raises CommandError (nothing changed) or StoreError."""
        ...

    def timeline(self, site: str, count_max: int = 50) -> tuple[LogLine, ...]:
        """The journal of one point in short, newest first."""
        ...

    async def journal(self, before: int | None, count: int, chosen: LogFilter) -> LogPage:
        """At most `count` lines of the journal with a number below `before` (None: the newest), newest first.

        Numbers never change and nothing is ever put in between: page after page gives every line once, also while
        new ones arrive. Raises StoreError.
        """
        ...

    def history(self, site: str, key: str) -> tuple[tuple[float, float], ...]:
        """(age in seconds, amount) of the values of field `key` that counted, oldest first."""
        ...

    def budget(self, text: str) -> LineBudget:
        """Size and airtime of a line before it is sent."""
        ...

    async def selftest(self) -> tuple[Finding, ...]:
        """Every check of this console, judged now; some milliseconds of work in a thread, never in the loop."""
        ...

    def on_urgent(self, callback: Callable[[AlarmView], None]) -> None:
        """Call back at once, in the station's loop, for every new or changed alarm."""
        ...
