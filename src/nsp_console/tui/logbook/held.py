"""The lines of the logbook that the screen has at hand, and what must be read next. No widget, no waiting."""

from dataclasses import dataclass, field, replace

from nsp_console.domain.log_views import LogFilter, LogLine, LogPage

PAGE_LINES = 60  # asked for at a time
HELD_LINES_MAX = 6000  # who wants to look further back than this searches; the head says so
AHEAD_LINES = 40  # read so many lines further than the cursor


@dataclass(frozen=True)
class Question:
    """What to ask the station: `before` and a filter; `newer` when it is for what came after the first line."""

    before: int | None
    chosen: LogFilter
    newer: bool = False


@dataclass
class Held:
    """Newest first. `older` as in `LogPage`; `seen` is the highest number that was looked at."""

    chosen: LogFilter = field(default_factory=LogFilter)
    lines: list[LogLine] = field(default_factory=list)
    older: int | None = None
    seen: int = 0
    begun: bool = False
    fresh: list[LogLine] = field(default_factory=list)
    fresh_before: int | None = None
    fresh_end: int = 0  # where the journal ended when `fresh` was begun: what came since is the next question

    def choose(self, chosen: LogFilter) -> None:
        """Begin again with another filter."""
        self.chosen, self.lines, self.older, self.begun = chosen, [], None, False
        self.fresh, self.fresh_before, self.seen = [], None, 0

    def question(self, cursor: int, last_entry: int) -> Question | None:
        """What must be read, for a cursor at this line and a journal that ends at `last_entry`; None: nothing."""
        if not self.begun:
            return Question(None, self.chosen)
        if self.fresh_before is not None or last_entry > self.seen:
            return Question(self.fresh_before, _since(self.chosen, self.seen), newer=True)
        if self.older is not None and cursor + AHEAD_LINES >= len(self.lines) < HELD_LINES_MAX:
            return Question(self.older, self.chosen)
        return None

    def take(self, asked: Question, page: LogPage, last_entry: int) -> None:
        """The answer to `asked`; `last_entry` was the end of the journal when it was asked."""
        if not asked.newer:
            self.lines += page.lines
            self.older = page.older
            if not self.begun:
                self.begun, self.seen = True, max([last_entry, *(line.entry for line in page.lines[:1])])
            return
        if asked.before is None:
            self.fresh_end = last_entry
        self.fresh += page.lines
        self.fresh_before = page.older
        if page.older is None:
            self.seen = max([self.fresh_end, self.seen, *(line.entry for line in self.fresh[:1])])
            self.lines, self.fresh = self._marked(self.fresh) + self.lines, []

    def _marked(self, fresh: list[LogLine]) -> list[LogLine]:
        """`fresh`, after marking the lines at hand that it corrects."""
        corrected = {line.corrects: line.entry for line in reversed(fresh) if line.corrects is not None}
        self.lines = [
            line if line.entry not in corrected else _corrected(line, corrected[line.entry]) for line in self.lines
        ]
        return fresh

    @property
    def full(self) -> bool:
        """Whether there is more than may be at hand."""
        return self.older is not None and len(self.lines) >= HELD_LINES_MAX

    def line(self, key: str | None) -> LogLine | None:
        """The line with this number, when it is at hand."""
        return next((line for line in self.lines if str(line.entry) == key), None)


def _since(chosen: LogFilter, seen: int) -> LogFilter:
    return replace(chosen, since=max(chosen.since, seen))


def _corrected(line: LogLine, by: int) -> LogLine:
    return replace(line, corrected_by=by)
