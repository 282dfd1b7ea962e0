"""What came in of the numbered messages of another console: each (line, sequence) once, gaps visible.

Sequences are dense from 1 per line, so a hole means a message that is still under way or was given up. A console that
was restored begins a new line, but what it had queued before keeps its old number: several lines live side by side.
"""

from dataclasses import dataclass, field

from nsp_console.wire.frames.kinds import StreamMark

AHEAD_BITS = 16  # messages beyond the first missing one that a receipt can name
LINES_KEPT = 4  # lines of one sender remembered; older ones are closed for good
SEQUENCE_MAX = 0xFFFF


@dataclass(slots=True)
class Stream:
    """One line of one sender: all sequences below `following` are settled, `ahead` bit i is `following` + 1 + i."""

    following: int = 1
    ahead: int = 0

    def holds(self, sequence: int) -> bool:
        """Whether `sequence` came in, or can never come any more."""
        beyond = sequence - self.following - 1
        return beyond < -1 or (beyond >= 0 and bool(self.ahead >> beyond & 1))

    @property
    def highest(self) -> int:
        """The highest sequence that came in."""
        return self.following + self.ahead.bit_length() if self.ahead else self.following - 1

    def take(self, sequence: int) -> int:
        """Take `sequence`, not held yet; returns how many messages before it are missing."""
        between = (1 << max(sequence - self.following - 1, 0)) - 1
        missing = sequence - self.following - (self.ahead & between).bit_count()
        self.settle_below(sequence - AHEAD_BITS)  # the sender's window is narrower: what lies there will not come
        if sequence == self.following:
            self._close_up()
        elif sequence > self.following:
            self.ahead |= 1 << (sequence - self.following - 1)
        return max(missing, 0)

    def settle_below(self, sequence: int) -> None:
        """Everything below `sequence` is over: it came in, or its sender gave it up."""
        jump = sequence - self.following
        if jump <= 0:
            return
        here = self.ahead >> (jump - 1) & 1
        self.following, self.ahead = sequence, self.ahead >> jump
        if here:
            self._close_up()

    def _close_up(self) -> None:
        """`following` came in: move to the first that did not."""
        self.following += 1
        while self.ahead & 1:
            self.following, self.ahead = self.following + 1, self.ahead >> 1
        self.ahead >>= 1


@dataclass(slots=True)
class Inbound:
    """All lines of one sender to one ear.

    floor  (line, sequence) below which its sender sends nothing any more
    skips  the sender keeps a window, so a message far ahead tells that what lies far behind it will not come; a
           broadcaster keeps none, and only its own word (`floor`) closes what did not come
    """

    lines: dict[int, Stream] = field(default_factory=dict)
    floor: tuple[int, int] = (0, 1)
    skips: bool = True
    touched: int = -1  # the line a receipt is about; -1: nothing came in yet

    def holds(self, line: int, sequence: int) -> bool:
        """Whether it came in before, or is closed; and then the next receipt is about its line."""
        if (line, sequence) < self.floor:
            return True
        stream = self.lines.get(line)
        if stream is None:
            return len(self.lines) >= LINES_KEPT and line < min(self.lines)
        return stream.holds(sequence)

    def is_too_far(self, line: int, sequence: int) -> bool:
        """Whether it cannot be taken yet: a receipt could not tell of it."""
        stream = self.lines.get(line) or self._begin(line)
        return not self.skips and sequence > stream.following + AHEAD_BITS

    def take(self, line: int, sequence: int) -> int:
        """Take a message that is not held; returns the number missing before it."""
        stream = self.lines.setdefault(line, self._begin(line))
        self.touched = line
        missing = stream.take(sequence)
        while len(self.lines) > LINES_KEPT:
            del self.lines[min(self.lines)]
        return missing

    def took(self, line: int, sequence: int) -> None:
        """The journal says that it came in, also where the floor, read back from it, says that it need not."""
        stream = self.lines.get(line)
        if stream is None or not stream.holds(sequence):
            self.take(line, sequence)

    def missing_before(self, line: int, sequence: int) -> int:
        """What `take` would return, without taking."""
        stream = self.lines.get(line) or self._begin(line)
        return Stream(stream.following, stream.ahead).take(sequence)

    def move_floor(self, floor: tuple[int, int]) -> None:
        """The sender told what is the first message it may still send.

        Put back from a copy, it sends on what its lost self was done with: then the floor sinks, where we know nothing.
        """
        if floor > self.floor:
            self.floor = floor
            if floor[0] in self.lines:
                self.lines[floor[0]].settle_below(floor[1])
        elif floor[0] not in self.lines:
            self.floor = floor

    def highest(self, line: int) -> int:
        """The highest sequence of `line` that came in; 0: none."""
        return self.lines[line].highest if line in self.lines else 0

    def mark(self) -> StreamMark | None:
        """How far the line came in that was last heard of."""
        stream = self.lines.get(self.touched)
        return None if stream is None else StreamMark(self.touched, stream.following, stream.ahead)

    def _begin(self, line: int) -> Stream:
        return Stream(self.floor[1] if self.floor[0] == line else 1)


def covers(mark: StreamMark, sequence: int) -> bool:
    """Whether the receipt `mark` says that `sequence` of its line came in."""
    return Stream(mark.following, mark.ahead).holds(sequence)


def highest_of(mark: StreamMark) -> int:
    """The highest sequence `mark` tells of."""
    return Stream(mark.following, mark.ahead).highest
