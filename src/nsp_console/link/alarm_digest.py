"""Which alarms the C's list to each other, and whose line is sent on to a C whose list lacks it.

    list of another C ──lacks one of ours──▶ planned ──copy on the air, or its list with it──▶ dropped
                                                └──time──▶ sent ⟲ until it lists it, at most PUSHES_MAX times

Everything is folded from the journal: the line of another's alarm is the text it was recorded with, as its tail held;
our own is sealed anew under its number.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf

from nsp_console.domain.facts import AlarmClosed, AlarmRaised, Entry, TextHeard
from nsp_console.domain.moments import Moment, age_between
from nsp_console.link.air import QUICK
from nsp_console.link.alarm_answers import Key
from nsp_console.link.desk import Desk
from nsp_console.wire.alarm_line import read_alarm, split_tail
from nsp_console.wire.frames.gossip import ALARMS_MAX
from nsp_console.wire.frames.kinds import AlarmKnown

LISTED_S = 900.0
PUSHED_S = 600.0  # shorter: who had it earlier no longer lists it, and that is no lack
PUSH_S = (0.5, 4.0)  # at MEDIUM_FAST
ON_ITS_WAY_S = 3.0  # × scale: so long after we have it, it may still be on its way to others
PUSHES_MAX = 3  # of one alarm by one console
APART_S = 8.0  # between two sendings of one alarm by one console
LATER_S = 30.0  # a full list leaves out what is older than what it names, give or take how long a line was under way
ASKS_MAX = 5  # times that one alarm we lack is a reason to say so
KEPT_MAX = 100  # alarms remembered, and alarms asked for


@dataclass(slots=True)
class Listed:
    """An alarm in our journal.

    line     the whole line as it came; None: our own
    lacking  stations whose last list lacked it
    due_s    elapsed second at which it is sent on; None: not planned
    last_s   elapsed second at which this console last sent it
    """

    entry: int
    at: Moment
    words: str
    line: bytes | None = None
    closed: bool = False
    lacking: set[int] = field(default_factory=set)
    due_s: float | None = None
    last_s: float = -inf
    pushed: int = 0

    def drop(self) -> None:
        """Nobody is known to lack it any more."""
        self.due_s = None
        self.lacking.clear()


@dataclass(slots=True)
class Asked:
    """An alarm that others list and we lack: how often that was told, and when last."""

    times: int = 0
    last_s: float = -inf


@dataclass(slots=True)
class AlarmDigest:
    """Alarms by (station, NN), oldest first."""

    desk: Desk
    _alarms: OrderedDict[Key, Listed] = field(default_factory=OrderedDict)
    _asked: OrderedDict[Key, Asked] = field(default_factory=OrderedDict)

    # ── the journal ─────────────────────────────────────────────────────────────────────────────────────────────
    def apply(self, entry: Entry) -> None:
        """Take a committed entry in."""
        match entry.fact:
            case AlarmRaised(number=int(number)) as fact:
                self._remember((self.desk.me.code, number), Listed(entry.number, entry.at, f"{fact.alarm} {fact.text}"))
            case TextHeard(station=str(station), alarm_number=int(number)) as heard if station:
                line = heard.text.encode("utf-8", "replace")
                whole = read_alarm(line) is not None and split_tail(line) is not None
                alarm = Listed(entry.number, entry.at, _words(line), line if whole else b"")
                self._remember((station, number), alarm)
            case AlarmClosed(entry=about):
                for alarm in self._alarms.values():
                    if alarm.entry == about:
                        alarm.closed = True
                        alarm.drop()

    def _remember(self, key: Key, alarm: Listed) -> None:
        self._asked.pop(key, None)
        before = self._alarms.get(key)
        if before is not None and before.words == alarm.words:
            return
        self._alarms.pop(key, None)
        self._alarms[key] = alarm
        while len(self._alarms) > KEPT_MAX:
            self._alarms.popitem(last=False)

    # ── what is told, and what others tell ──────────────────────────────────────────────────────────────────────
    def listed(self, now: Moment) -> tuple[AlarmKnown, ...]:
        """The newest alarms of the last quarter of an hour, newest first, as they go on the air."""
        told: list[AlarmKnown] = []
        for (code, number), alarm in reversed(self._alarms.items()):
            station = self.desk.roster.number(code)
            if len(told) == ALARMS_MAX or age_between(alarm.at, now).seconds > LISTED_S:
                break
            if station is not None and not self.desk.keyring.is_revoked(station):
                told.append(AlarmKnown(station, number))
        return tuple(told)

    def compare(self, told: Sequence[AlarmKnown], known: Iterable[Key], by: int | None, now: Moment) -> bool:
        """Station `by` (None: not told) lists `told`. True: it has one we lack and should say so.

        known  every alarm in our journal, however old: these are not lacking
        """
        theirs = {key for key in (self._key(one) for one in told) if key is not None}
        full = len(told) >= ALARMS_MAX
        ages = {key: age_between(alarm.at, now).seconds for key, alarm in self._alarms.items()}
        # Of a list that is full, what is older than all it names says nothing.
        reach_s = max((ages[key] for key in theirs if key in ages), default=0.0) - LATER_S if full else inf
        for key, alarm in self._alarms.items():
            if key in theirs:
                self._has_it(alarm, by)
            elif ages[key] < reach_s:
                self._lacks_it(key, alarm, by, now)
        return any([self._asks(key, now) for key in theirs - set(known) - set(self._alarms)])

    def _key(self, one: AlarmKnown) -> Key | None:
        """None for alarms of stations that are unknown or revoked here: they would not be believed."""
        code = self.desk.roster.code(one.station)
        return None if code is None or self.desk.keyring.is_revoked(one.station) else (code, one.number)

    def _has_it(self, alarm: Listed, by: int | None) -> None:
        if by is not None and alarm.due_s is not None:
            alarm.lacking.discard(by)
            if not alarm.lacking:
                alarm.drop()

    def _lacks_it(self, key: Key, alarm: Listed, by: int | None, now: Moment) -> None:
        if not self._may_push(key, alarm, now):
            return
        if by is not None:
            alarm.lacking.add(by)
        if alarm.due_s is None:
            alarm.due_s = max(now.elapsed + self._wait_s(), alarm.last_s + APART_S)

    def _wait_s(self) -> float:
        return float(self.desk.dice.uniform(*PUSH_S) * self.desk.scale**QUICK)

    def _may_push(self, key: Key, alarm: Listed, now: Moment) -> bool:
        station = self.desk.roster.number(key[0])
        if station is None or self.desk.keyring.is_revoked(station) or alarm.closed or alarm.line == b"":
            return False
        age_s = age_between(alarm.at, now).seconds
        return alarm.pushed < PUSHES_MAX and ON_ITS_WAY_S * self.desk.scale**QUICK <= age_s <= PUSHED_S

    def _asks(self, key: Key, now: Moment) -> bool:
        if key[0] == self.desk.me.code:
            return False  # one of our own that a restored journal forgot: nobody can make it ring here
        asked = self._asked.setdefault(key, Asked())
        while len(self._asked) > KEPT_MAX:
            self._asked.popitem(last=False)
        if asked.times >= ASKS_MAX or now.elapsed - asked.last_s < APART_S:
            return False
        asked.times, asked.last_s = asked.times + 1, now.elapsed
        return True

    # ── sending on ──────────────────────────────────────────────────────────────────────────────────────────────
    def overheard(self, key: Key) -> None:
        """A copy of that line was on the air: who lacked it probably heard it too, and else lists that it did not."""
        if key in self._alarms:
            self._alarms[key].drop()

    def went(self, key: Key, now: Moment) -> None:
        """This console sent that line for another reason."""
        if key in self._alarms:
            self._alarms[key].last_s = now.elapsed
            self._alarms[key].drop()

    def key_of(self, entry: int) -> Key | None:
        """The alarm that stands in the journal as `entry`."""
        return next((key for key, alarm in self._alarms.items() if alarm.entry == entry), None)

    def due(self, now: Moment) -> list[tuple[Key, bytes | None]]:
        """Lines to send on now; None in the place of our own, which is sealed anew."""
        planned = [(key, alarm) for key, alarm in self._alarms.items() if alarm.due_s is not None]
        due = [(key, alarm) for key, alarm in planned if (alarm.due_s or 0.0) <= now.elapsed]
        for _, alarm in due:
            alarm.last_s, alarm.pushed = now.elapsed, alarm.pushed + 1
            if alarm.lacking and alarm.pushed < PUSHES_MAX:  # until it lists it: the next packet may be far off
                alarm.due_s = now.elapsed + APART_S + self._wait_s()
            else:
                alarm.drop()
        return [(key, alarm.line) for key, alarm in due]

    def next_timer(self) -> float:
        """Elapsed second of the next sending."""
        return min((alarm.due_s for alarm in self._alarms.values() if alarm.due_s is not None), default=inf)


def _words(line: bytes) -> str:
    head = read_alarm(line)
    return "" if head is None else f"{head.kind} {head.text.casefold()}"
