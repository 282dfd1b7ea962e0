"""The finished runs by case, for the sections of the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from nsp_console.sim.results.cases import NSP, Case, Task, tasks_of
from nsp_console.sim.results.figures import Run, Summary, summarise
from nsp_console.sim.results.ledger import Ledger
from nsp_console.sim.results.shown import NOTHING, Unit, shown_range


@dataclass(frozen=True, slots=True)
class Measured:
    """What the page is made from; the same files give the same page, byte for byte."""

    cases: Mapping[str, Case]
    ledger: Ledger
    contract: tuple[Mapping[str, object], ...] = ()
    notes: str = ""  # a person's Markdown about the misses

    @property
    def tasks(self) -> list[Task]:
        """Every run the page asks for."""
        return tasks_of(self.cases.values())

    @property
    def quick(self) -> bool:
        """Made with one seed and short hours: good for trying the command, not for a verdict."""
        return self.ledger.quick

    def runs(self, case: str, kind: str = NSP) -> list[Run]:
        """The finished runs of one kind in a case; none when the case or the kind is not in the table."""
        return self.ledger.runs(self._tasks(case, kind))

    def walls(self, case: str) -> list[Run]:
        """What the console's finished runs in a case took on the machine that ran them."""
        return self.ledger.walls(self._tasks(case, NSP))

    def seeds(self, case: str) -> int:
        """How many seeds a case asks for."""
        return len(self.cases[case].seeds) if case in self.cases else 0

    def summary(self, case: str, key: str, kind: str = NSP) -> Summary | None:
        """One figure over the seeds of a case."""
        return summarise(self.runs(case, kind), key)

    def cell(self, case: str, key: str, unit: Unit, kind: str = NSP) -> str:
        """That figure for a table: mean (range), with the number of seeds when some are lacking."""
        return shown_summary(self.summary(case, key, kind), unit, self.seeds(case))

    def _tasks(self, case: str, kind: str) -> list[Task]:
        known = case in self.cases and kind in self.cases[case].kinds
        return self.cases[case].tasks(kind) if known else []


def shown_summary(found: Summary | None, unit: Unit, seeds: int) -> str:
    """Mean (range) of a summary; "–" when nobody measured it."""
    if found is None:
        return NOTHING
    text = shown_range(found.mean, found.low, found.high, unit)
    return text if found.runs == seeds else f"{text} [{found.runs} of {seeds} seeds]"
