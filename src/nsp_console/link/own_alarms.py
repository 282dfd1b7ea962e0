"""Our own alarms: one line that every telephone shows, repeated until a C has it (design: protocol, sentence 7).

Each sending is sealed anew: a line that is hours old must not pass for a new one. What stays is (station, NN).
"""

from dataclasses import dataclass, field
from math import inf

from nsp_console.domain.air_facts import AlarmStep, AlarmStepped, LineStarted
from nsp_console.domain.facts import AlarmClosed, AlarmRaised, Entry, Fact
from nsp_console.domain.moments import HOUR_S, Moment
from nsp_console.link.air import QUICK
from nsp_console.link.desk import Desk
from nsp_console.link.plane import Departure, Urgency
from nsp_console.link.served import Served
from nsp_console.wire.alarm_line import LINE_BYTES_MAX, NUMBERS, alarm_line, with_tail
from nsp_console.wire.sealing import Cover
from nsp_console.wire.text.tail import EXERCISE
from nsp_console.wire.text.writer import cut

REPEAT_S = (9.0, 15.0, 25.0, 40.0, 60.0, 120.0, 300.0)  # at MEDIUM_FAST; the last goes on
REPEAT_SPREAD = (0.8, 1.2)
GIVE_UP_S = 24 * HOUR_S  # as long as the others remember its number
HOPS = 5
SHORTLY_S = 1.0  # no counter reserved yet: look again
NUMBERS_APART = NUMBERS // 2  # a restored journal may not know the last numbers: begin well away from them
FURTHEST = (AlarmStep.RECEIVED, AlarmStep.TAKEN_ON)


@dataclass(slots=True)
class OwnAlarm:
    """One alarm of ours, raised after `at_s` seconds served.

    `steps`: who has it; `next_s`: elapsed second of its next sending, None: now.
    """

    entry: int
    at_s: float
    fact: AlarmRaised
    number: int
    sent: int = 0
    next_s: float | None = None
    steps: dict[str, AlarmStep] = field(default_factory=dict)


@dataclass(slots=True)
class OwnAlarms:
    """The sending half of the alarm plane."""

    desk: Desk
    _last: int = -1
    _served: Served = field(default_factory=Served)
    _alarms: dict[int, OwnAlarm] = field(default_factory=dict)  # by NN, the last with that number

    def next_number(self) -> int:
        """NN for the next alarm: 00 … 99 and again."""
        return (self._last + 1) % NUMBERS

    def apply(self, entry: Entry) -> None:
        """Take a committed entry in."""
        at_s = self._served.fold(entry.at)
        match entry.fact:
            case AlarmRaised(number=int(number)) as fact:
                self._last = number
                self._alarms[number] = OwnAlarm(entry.number, at_s, fact, number)
            case AlarmStepped(entry=about, step=step, by=by):
                for alarm in self._alarms.values():
                    if alarm.entry == about:
                        alarm.steps[by] = step
            case AlarmClosed(entry=about):
                self._alarms = {number: alarm for number, alarm in self._alarms.items() if alarm.entry != about}
            case LineStarted():
                self._last = (self._last + NUMBERS_APART) % NUMBERS

    def departures(self, now: Moment) -> list[Departure]:
        """Every alarm whose time has come, sealed anew."""
        sent = []
        for alarm in list(self._alarms.values()):
            if self._served.at(now) - alarm.at_s > GIVE_UP_S:
                del self._alarms[alarm.number]
            elif not alarm.steps and now.elapsed >= (alarm.next_s or 0.0):
                payload = self._sealed(alarm.fact, alarm.number)
                if payload is None:
                    alarm.next_s = now.elapsed + SHORTLY_S
                    continue
                wait_s = REPEAT_S[min(alarm.sent, len(REPEAT_S) - 1)] * self.desk.dice.uniform(*REPEAT_SPREAD)
                alarm.next_s = now.elapsed + wait_s * self.desk.scale**QUICK
                alarm.sent += 1
                sent.append(Departure(payload, Urgency.ALARM, HOPS, "alarm", alarm.entry, text=True, want_ack=True))
        return sent

    def sealed_anew(self, number: int) -> bytes | None:
        """The line of our alarm `number` for a console that lacks it; None when it is over, or no counter is left."""
        alarm = self._alarms.get(number)
        return None if alarm is None else self._sealed(alarm.fact, number)

    def _sealed(self, fact: AlarmRaised, number: int) -> bytes | None:
        """The line as it goes on the air; without a tail when the key is not ours to use; None: no counter yet."""
        me, keyring = self.desk.me.code, self.desk.keyring
        about = f"{fact.site} " if fact.site and fact.site != me else ""
        try:
            line = alarm_line(me, number, fact.alarm, about + fact.text, self.desk.exercise).encode("utf-8")
        except ValueError:  # a code the line has no place for: nobody can vouch for it, but everybody can read it
            front = f"{EXERCISE} " if self.desk.exercise else ""
            return cut(f"{front}HULP {me} {about}{fact.alarm.value} {fact.text}", LINE_BYTES_MAX).encode("utf-8")
        counter = self.desk.counters.take()
        if counter is None:
            return None
        cover = Cover(keyring.domain, keyring.region, keyring.epoch, self.desk.number, counter=counter)
        tag = keyring.tag(cover.holder, cover.epoch, cover.bytes_over(line))
        return line if tag is None else with_tail(line, counter, tag)

    def receipt(self, by: int, number: int, step: AlarmStep) -> list[Fact]:
        """Console `by` tells how far our alarm `number` got there. Only what is further than before is recorded."""
        alarm, code = self._alarms.get(number), self.desk.roster.code(by)
        if alarm is None or code is None or not self.desk.roster.is_coordinator(by):
            return []
        before = alarm.steps.get(code)
        if before is not None and FURTHEST.index(step) <= FURTHEST.index(before):
            return []
        return [AlarmStepped(alarm.entry, step, code)]

    def next_timer(self) -> float:
        """Elapsed seconds at which an alarm must be repeated."""
        return min((alarm.next_s or 0.0 for alarm in self._alarms.values() if not alarm.steps), default=inf)
