"""Which alarms of others get a receipt from us, when, and with what: that it rings here, then that a person took it on.

The receipt goes out as a part of a frame (`ReceiptFrame.alarm`); the exchange makes the frame and says that it went.
"""

from dataclasses import dataclass, field
from math import inf

from nsp_console.domain.air_facts import AlarmStep
from nsp_console.domain.moments import Moment
from nsp_console.link.air import QUICK
from nsp_console.link.plane import Dice

HOME_S = (0.3, 1.5)  # we keep that site: at once
OTHERS_S = (4.0, 12.0)  # we do not, but are near it or it calls again: only when nobody else was heard to answer
TAKEN_ON_AGAIN_S = (20.0, 90.0)  # nobody acknowledges a receipt, and the sender no longer repeats: say it three times
NOT_GONE_S = 2.0  # it was asked for and did not go: look again
OWED_MAX = 200

Key = tuple[str, int]  # station code and NN


@dataclass(slots=True)
class Owed:
    """One receipt to send at elapsed second `due_s`; `again`: waits of the repeats that follow."""

    step: AlarmStep
    due_s: float
    again: tuple[float, ...] = ()


@dataclass(slots=True)
class AlarmAnswers:
    """Receipts owed, by alarm. `taken_on`: alarms that a person here took on."""

    dice: Dice
    taken_on: set[Key] = field(default_factory=set)
    _owed: dict[Key, Owed] = field(default_factory=dict)
    _heard: dict[Key, int] = field(default_factory=dict)  # counter of the first sending heard
    _answered: dict[Key, int] = field(default_factory=dict)  # counter of the last sending that got its receipt planned

    def heard(self, key: Key, counter: int, home: bool, near: bool, scale: float, now: Moment) -> None:
        """The alarm was heard: its sender waits for a receipt, unless this is a copy of a sending that was answered.

        Of a whole region that hears it, only who keeps the site and who heard it directly (`near`) answer the first
        sending; when it calls again, nobody was heard there, and everybody may.
        """
        before = self._heard.setdefault(key, counter)
        if not (home or near or counter > before):
            return
        step = AlarmStep.TAKEN_ON if key in self.taken_on else AlarmStep.RECEIVED
        if key in self._owed or len(self._owed) >= OWED_MAX or counter <= self._answered.get(key, -1):
            return
        self._answered.pop(key, None)
        self._answered[key] = counter
        for table in (self._answered, self._heard):
            while len(table) > OWED_MAX:
                del table[next(iter(table))]
        wait_s = self.dice.uniform(*(HOME_S if home else OTHERS_S)) * scale**QUICK
        self._owed[key] = Owed(step, now.elapsed + wait_s)

    def acknowledged(self, key: Key, scale: float, now_s: float) -> None:
        """A person here took it on: its sender is told, and told again."""
        wait_s = self.dice.uniform(*HOME_S) * scale**QUICK
        again = tuple(wait * scale**QUICK for wait in TAKEN_ON_AGAIN_S)
        self.taken_on.add(key)
        self._owed[key] = Owed(AlarmStep.TAKEN_ON, now_s + wait_s, again)

    def overheard(self, key: Key, step: AlarmStep, home: bool) -> None:
        """Another C answered it: ours is not needed, unless we keep the site or have more to tell."""
        owed = self._owed.get(key)
        if owed is not None and not home and (owed.step is AlarmStep.RECEIVED or step is AlarmStep.TAKEN_ON):
            del self._owed[key]

    def due(self, now: Moment) -> list[Key]:
        """Alarms whose receipt should go now; asked for again shortly when it did not."""
        ready = [key for key, owed in self._owed.items() if owed.due_s <= now.elapsed]
        for key in ready:
            self._owed[key].due_s = now.elapsed + NOT_GONE_S
        return ready

    def for_station(self, code: str) -> tuple[int, AlarmStep] | None:
        """The part for a receipt to `code` that goes now, also when it goes for another reason: the first one owed."""
        owed = [(one.due_s, key[1], one.step) for key, one in self._owed.items() if key[0] == code]
        if not owed:
            return None
        _, number, step = min(owed)
        return number, step

    def told(self, key: Key, step: AlarmStep, now: Moment) -> None:
        """A receipt with that part went out."""
        owed = self._owed.get(key)
        if owed is None or owed.step is not step:
            return
        if owed.again:
            owed.due_s, owed.again = now.elapsed + owed.again[0], owed.again[1:]
        else:
            del self._owed[key]

    def next_timer(self) -> float:
        """Elapsed seconds at which the next receipt is due."""
        return min((owed.due_s for owed in self._owed.values()), default=inf)
