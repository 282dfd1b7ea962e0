"""When the bell rings: at once for an alarm nobody acknowledged, and again every minute until somebody does."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nsp_console.domain.views import AlarmView

REPEAT_S = 60.0


def rings(alarm: "AlarmView") -> bool:
    """Whether this alarm still asks for somebody."""
    return not alarm.acknowledged_by and alarm.parked_s is None


@dataclass
class BellKeeper:
    """Remembers when it last rang and for what; time is passed in (seconds on any steady clock)."""

    rung_at: float | None = None
    known: set[tuple[int, int]] = field(default_factory=set)

    def due(self, alarms: "Iterable[AlarmView]", now: float) -> bool:
        """Whether to ring now: something new, or a minute passed while an alarm waits."""
        waiting = {(alarm.entry, alarm.repeats) for alarm in alarms if rings(alarm)}
        fresh = waiting - self.known
        self.known = waiting
        if not waiting:
            self.rung_at = None
            return False
        if fresh or self.rung_at is None or now - self.rung_at >= REPEAT_S:
            self.rung_at = now
            return True
        return False
