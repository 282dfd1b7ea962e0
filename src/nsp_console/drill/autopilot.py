"""An operator who is not there: says *klopt* and *bevestig* after a decent time, through the same door as a person."""

import contextlib
from dataclasses import dataclass

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Handling
from nsp_console.domain.understanding import Outcome
from nsp_console.domain.views import InboxLine, Snapshot
from nsp_console.station.commands import Acknowledge, Command, Confirm, Handle, Reject
from nsp_console.station.door import StationDoor

ACTIONS_PER_LOOK_MAX = 20
JUMP = 5.0  # a value this many times the one that counted is not confirmed but rejected


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds of world time before the autopilot acts, by what it is."""

    confirm_s: float = 120.0
    acknowledge_s: float = 90.0
    read_s: float = 600.0


class Autopilot:
    """Looks at the snapshot when told to, and does what an operator would. It links no radios and solves no triage."""

    def __init__(self, door: StationDoor, patience: Patience | None = None) -> None:
        self.done = 0  # commands carried out
        self.enabled = True
        self._door = door
        self._patience = patience or Patience()

    async def look(self) -> None:
        """One look at the board; at most ACTIONS_PER_LOOK_MAX commands."""
        if not self.enabled:
            return
        for command in self._wanted(self._door.snapshot())[:ACTIONS_PER_LOOK_MAX]:
            with contextlib.suppress(CommandError):  # somebody else was first, or it is no longer there
                await self._door.submit(command)
                self.done += 1

    def _wanted(self, snapshot: Snapshot) -> list[Command]:
        wait = self._patience
        commands: list[Command] = [
            Acknowledge(alarm.entry)
            for alarm in snapshot.alarms
            if not alarm.acknowledged_by and alarm.age.seconds >= wait.acknowledge_s
        ]
        for line in snapshot.inbox:
            if line.handled is not None:
                continue
            if line.confirmable and line.age.seconds >= wait.confirm_s:
                wrong = self._jumps(snapshot, line)
                commands.append(Reject(line.entry, "getal lijkt niet te kloppen") if wrong else Confirm(line.entry))
            elif not line.confirmable and line.age.seconds >= wait.read_s and self._needs_nobody(line):
                commands.append(Handle(line.entry, Handling.READ))
        return commands

    @staticmethod
    def _needs_nobody(line: InboxLine) -> bool:
        return line.understood.outcome in (Outcome.RECEIPT, Outcome.MESSAGE)

    @staticmethod
    def _jumps(snapshot: Snapshot, line: InboxLine) -> bool:
        """Whether this line holds an amount far from the one that counts."""
        site = snapshot.site(line.site) if line.site else None
        if site is None:
            return False
        for cell in site.cells.values():
            new, old = cell.value, cell.counted
            both = isinstance(new, (int, float)) and isinstance(old, (int, float))
            if cell.pending and cell.entry == line.entry and both and float(old or 0) > 0:
                ratio = float(new) / float(old or 1)
                if ratio >= JUMP:
                    return True
        return False
