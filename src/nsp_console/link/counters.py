"""Our own authentication counters: never one twice, whatever crash, restart or restored backup comes between.

Counters are reserved in blocks in the journal *before* they are used, and after a restart counting goes on where the
last block ended: what was not used of it is lost, not used again. A new line (after a restore) begins at a multiple of
2^20, further than any reservation of before could reach.
"""

from dataclasses import dataclass

from nsp_console.domain.facts import CountersReserved, Entry, Fact, LineStarted

BLOCK = 256  # counters reserved in one fact
LOW_WATER = 64  # counters left at which the next block is asked for
LINE_BITS = 20
LINES_SKIPPED_MAX = 32  # a restore skips up to so many lines, so that a copy put back twice seldom takes the same
LINES = 1 << 12  # a line has twelve bits on the air


@dataclass(slots=True)
class CounterStock:
    """What `link.plane.Counters` promises, with the reservations behind it.

    following  the next counter
    until      counters below it are reserved in the journal
    line       the line of sequence numbers in use
    """

    following: int = 0
    until: int = 0
    line: int = 0
    blank: bool = True  # the journal holds no reservation: it never sent anything
    _in_use: bool = False

    def take(self) -> int | None:
        """The next counter; None until more are reserved (`due` asks for them)."""
        self._in_use = True
        if self.following >= self.until:
            return None
        self.following += 1
        return self.following - 1

    def due(self) -> list[Fact]:
        """The reservation to record now, if the stock runs low. Ask again only after it was applied or refused."""
        self._in_use = True
        if self.until - self.following >= LOW_WATER or self.line_is_full:
            return []
        return [CountersReserved(self.until + BLOCK)]

    @property
    def line_is_full(self) -> bool:
        """Whether the next block would run into the next line: line == counter >> LINE_BITS always holds."""
        return (self.until + BLOCK) >> LINE_BITS != self.line

    def next_line(self, mark: int = 0) -> tuple[int, int] | None:
        """Number and first counter of a line above everything reserved here and above `mark`; None: no line is left."""
        line = (max(self.until, self.following, mark) >> LINE_BITS) + 1
        return (line, line << LINE_BITS) if line < LINES else None

    def apply(self, entry: Entry) -> None:
        """Fold a reservation or a new line."""
        match entry.fact:
            case CountersReserved(until=until):
                self.blank = False
                self.until = max(self.until, until)
                if not self._in_use:  # read back after a start: what was reserved before may have been used
                    self.following = self.until
            case LineStarted(line=line, counter=counter) if line > self.line:  # the same one twice begins once
                self.blank = False
                self.line, self.following, self.until = line, counter, counter
