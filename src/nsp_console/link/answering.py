"""Who is answered by the computer, and how often: echoes are airtime, and airtime is money.

Rules (design: protocol, "Text lines"): alarms are always answered; one hint per sender per quarter of an hour; echoes
within a budget and not twice for the same text; never a reply storm.
"""

from collections import deque
from dataclasses import dataclass, field

HINT_GAP_S = 900.0
SENDERS_MAX = 1000
HOUR_S = 3600.0


@dataclass(slots=True)
class AnswerBudget:
    """Airtime for computer answers, as a share of the last hour, and hints per sender. Time is passed in (seconds)."""

    airtime_s_per_hour: float = 72.0  # 2 % of an hour: half of what a C may send in all
    _spent: deque[tuple[float, float]] = field(default_factory=deque)
    _hinted: dict[int, float] = field(default_factory=dict)

    def may_echo(self, now_s: float, airtime_s: float) -> bool:
        """Whether an answer of `airtime_s` fits; if so it is booked."""
        while self._spent and self._spent[0][0] <= now_s - HOUR_S:
            self._spent.popleft()
        if sum(cost for _, cost in self._spent) + airtime_s > self.airtime_s_per_hour:
            return False
        self._spent.append((now_s, airtime_s))
        return True

    def may_hint(self, sender: int, now_s: float, airtime_s: float) -> bool:
        """Whether this sender may get a hint now; if so it is booked."""
        last = self._hinted.get(sender)
        if last is not None and now_s - last < HINT_GAP_S:
            return False
        if not self.may_echo(now_s, airtime_s):
            return False
        if len(self._hinted) >= SENDERS_MAX:
            del self._hinted[min(self._hinted, key=self._hinted.__getitem__)]
        self._hinted[sender] = now_s
        return True
