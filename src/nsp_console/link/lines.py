"""When a new line of counters, sequences and versions begins: after a restore, and when another copy of us went on.

A line is numbered by the high twelve bits of its counters. What a restored console sends in a new line cannot be
mistaken for what its lost future sent, provided that the line is higher: neighbours tell how far they had heard it.

One thing no restore can mend: a message that was queued before the copy, never went out before it, and that the lost
journal sent under a new number because it was overtaken then. Put back, it goes out under its first number, and comes
in a second time.

Nor an old copy of which nobody told the link (a file put back by hand). Until a neighbour answers, its hellos and
receipts repeat counters, which neighbours refuse; a broadcast that only an absent neighbour heard may share its number
with a new one; and a message that the lost journal sent, but that never went out before the copy, is sent a second
time. A restore through the console says so and has none of this, but for one case: the same copy put back twice that
chose the same line both times (1 in LINES_SKIPPED_MAX), with a broadcast of the first time whose receipts are all lost
in the second. An echo that also told how far the broadcasts came in would narrow that, for two bytes on the air.
"""

from dataclasses import dataclass

from nsp_console.domain.facts import Entry, Fact, LineStarted, MessageStepped, Step
from nsp_console.link.counters import LINE_BITS, LINES_SKIPPED_MAX
from nsp_console.link.desk import Desk
from nsp_console.link.mail import Mail
from nsp_console.link.outbound import OVERTAKEN, RESTORED, USED_UP
from nsp_console.link.windows import SERIAL_BITS, serial_max, serial_newer
from nsp_console.wire.frames.kinds import Echo
from nsp_console.wire.frames.versions import WHEEL

# Further than versions go in the time between two copies of the database, and 24 places forward on the wheel of codes
# (the next version is 25): who has a version of the lost journal sees by the code alone that ours is newer.
RESTORED_VERSIONS = 20 * WHEEL + WHEEL // 2 - 1
NUMBERS = "nummers"  # LineStarted.why: this line is full


@dataclass(slots=True)
class Lines:
    """The present line of this console, and whether a new one must begin before anything is sent."""

    desk: Desk
    mail: Mail
    restored: bool = False

    @property
    def must_begin(self) -> bool:
        """Nothing may be sent: the journal is an old copy or new, and the new line is not committed yet."""
        return self.restored or self.desk.counters.blank

    def due(self) -> list[Fact]:
        """The new line that must be recorded now, if any."""
        if self.must_begin:
            skip = int(self.desk.dice.random() * LINES_SKIPPED_MAX) if self.restored else 0
            return self.begin(RESTORED, skip << LINE_BITS, versions=RESTORED_VERSIONS, above_ours=True)
        if self.mail.out.nearly_full or self.desk.counters.line_is_full:
            return self.begin(NUMBERS)
        return []

    def begin(
        self, why: str, mark: int = 0, version: int = 0, versions: int = 1, above_ours: bool = False
    ) -> list[Fact]:
        """A line above `mark` and all of ours; when none is left, everything that waits is given up, visibly.

        above_ours  `mark` counts from the end of our own counters
        """
        following = self.desk.counters.next_line(mark + (self.desk.counters.until if above_ours else 0))
        if following is None:
            return [MessageStepped(entry, Step.FAILED, USED_UP) for entry in sorted(self.mail.out.parcels)]
        newest = serial_max(self.desk.memory.own_version, version)
        begun = LineStarted(*following, (newest + versions) % (1 << SERIAL_BITS), why)
        return [begun, *self.mail.out.renumbered(begun.line)] if why == OVERTAKEN else [begun]

    def overtaken(self, code: str, echo: Echo) -> bool:
        """Whether `code` heard from us what this journal never sent: a counter, a message or a version."""
        return (
            echo.counter >= self.desk.counters.following
            or self.mail.overtaken(code, echo.line, echo.following - 1)
            or serial_newer(echo.version, self.desk.memory.own_version)
        )

    def after(self, echo: Echo) -> list[Fact]:
        """The line to go on in after `echo` told that another copy of this journal went on."""
        return self.begin(OVERTAKEN, max(echo.counter, echo.line << LINE_BITS), echo.version)

    def above(self, line: int) -> list[Fact]:
        """The line to go on in when a receipt told of messages in `line` that we never sent."""
        return self.begin(OVERTAKEN, line << LINE_BITS)

    def apply(self, entry: Entry) -> None:
        """Fold: the new line is committed."""
        if isinstance(entry.fact, LineStarted):
            self.restored = False
