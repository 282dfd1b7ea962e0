"""Who is answered by the computer, when, and how often: echoes are airtime, and airtime is money.

Rules (design: protocol, "Text lines" and sentence 8): alarms are always answered; one hint per sender per quarter of an
hour; echoes within a budget and not twice for the same text; never a reply storm. The home C answers at once; others
wait, each a different time, and are silent when they hear that somebody answered.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import expm1, log1p

from nsp_console.domain.facts import TextHeard
from nsp_console.link.plane import Dice

HINT_GAP_S = 900.0
SENDERS_MAX = 1000
HOUR_S = 3600.0
TAKE_OVER_S = (180.0, 240.0)  # a text of somebody else's point that nobody answered
ALARM_OTHERS_S = (20.0, 40.0)  # an alarm that its home C did not answer
SKEW = 3.0  # how much rarer the earliest moment of a span is than its latest: e to this power
RANK_STEP_S = 4.0  # an unknown radio heard directly: the lowest C number first; time to hear an earlier one's answer
PENDING_MAX = 64  # texts that may still have to be answered


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


def take_over_s(alarm: bool, dice: Dice) -> float:
    """Seconds after which somebody else's text is answered here when nobody did.

    Early moments are rarer than late ones (truncated exponential): of many consoles that wait one is then likely to be
    alone in front, with time to be heard by the others before they speak.
    """
    early_s, late_s = ALARM_OTHERS_S if alarm else TAKE_OVER_S
    return early_s + (late_s - early_s) * log1p(dice.random() * expm1(SKEW)) / SKEW


@dataclass(frozen=True, slots=True)
class Pending:
    """Text `fact` of journal entry `entry`, to be answered at `due_s` unless somebody else is heard doing so."""

    entry: int
    fact: TextHeard
    due_s: float
    preset: str = ""

    @property
    def alarm(self) -> bool:
        return self.fact.alarm_kind is not None


@dataclass(slots=True)
class PendingAnswers:
    """At most PENDING_MAX texts, oldest first. An alarm pushes out the youngest ordinary text; nothing an alarm."""

    _waiting: list[Pending] = field(default_factory=list)

    def add(self, pending: Pending) -> bool:
        """Keep `pending`; False when there is no room for it."""
        if len(self._waiting) >= PENDING_MAX:
            ordinary = [each for each in self._waiting if not each.alarm]
            if not pending.alarm or not ordinary:
                return False
            self._waiting.remove(ordinary[-1])
        self._waiting.append(pending)
        return True

    def drop(self, which: Callable[[Pending], bool], count_max: int = PENDING_MAX) -> int:
        """Forget the oldest `count_max` of those `which` is about; how many that were."""
        gone = [pending for pending in self._waiting if which(pending)][:count_max]
        self._waiting = [pending for pending in self._waiting if pending not in gone]
        return len(gone)

    def due(self, now_s: float) -> list[Pending]:
        """Take out what is to be answered now, in order of its time."""
        now = sorted((each for each in self._waiting if each.due_s <= now_s), key=lambda each: each.due_s)
        self._waiting = [each for each in self._waiting if each.due_s > now_s]
        return now

    def next_due_s(self) -> float:
        """When to look again; infinite when nothing waits."""
        return min((each.due_s for each in self._waiting), default=float("inf"))

    def __len__(self) -> int:
        return len(self._waiting)
