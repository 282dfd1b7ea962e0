"""The alarm plane: our own alarms out; those of others judged, answered, and sent on to who missed them."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from nsp_console.domain.air_facts import AlarmStep
from nsp_console.domain.facts import AlarmAcknowledged, Entry, Fact
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.values import Tier
from nsp_console.link.air import QUICK
from nsp_console.link.alarm_answers import AlarmAnswers, Key
from nsp_console.link.alarm_digest import AlarmDigest
from nsp_console.link.desk import Desk
from nsp_console.link.heard_alarms import AlarmHeard, HeardAlarms
from nsp_console.link.own_alarms import HOPS, OwnAlarms
from nsp_console.link.plane import Departure, Heard, Urgency
from nsp_console.wire.frames.kinds import AlarmKnown

# Seconds at MEDIUM_FAST after which an alarm of another console is sent on, with the same bytes.
HOME_S = (0.3, 2.0)
OTHERS_S = (4.0, 12.0)
OTHERS_HOPS = 1  # every C that still missed it goes on from there
COPIES_MAX = 50  # alarms waiting to be sent on
TOLD_AGAIN_S = 600.0  # taken on this long before a restart: the sender is told once more


@dataclass(slots=True)
class Copy:
    """An alarm line that waits to be sent on, and the transmission by which it first came: radio number and hops."""

    payload: bytes
    came_by: tuple[int, int | None]
    due_s: float
    home: bool


class AlarmPlane:
    """A `Plane`, with `owes`, `alarm_for` and `told` for the exchange, which makes the receipts.

    answers_for  whether we are the C that keeps the site with this code (home, or standing in)
    """

    def __init__(self, desk: Desk, answers_for: Callable[[str], bool]) -> None:
        self._desk = desk
        self._answers_for = answers_for
        self._own = OwnAlarms(desk)
        self._others = HeardAlarms(desk)
        self._answers = AlarmAnswers(desk.dice)
        self._digest = AlarmDigest(desk)
        self._copies: dict[Key, Copy] = {}
        self._acknowledged: dict[Key, Moment] = {}  # since the last look

    # ── the journal and time ────────────────────────────────────────────────────────────────────────────────────
    def apply(self, entry: Entry) -> None:
        """Take a committed entry in."""
        self._own.apply(entry)
        self._others.apply(entry)
        self._digest.apply(entry)
        match entry.fact:
            case AlarmAcknowledged(entry=about):
                for key in self._others.covered_by(about):
                    self._answers.taken_on.add(key)
                    self._acknowledged[key] = entry.at

    def due(self, now: Moment) -> list[Fact]:
        """Nothing: an alarm is recorded by who raised or heard it."""
        for key, at in self._acknowledged.items():
            if age_between(at, now).seconds <= TOLD_AGAIN_S and self._desk.is_coordinator:
                self._answers.acknowledged(key, self._desk.scale, now.elapsed)
        self._acknowledged.clear()
        return []

    def departures(self, now: Moment) -> list[Departure]:
        """Our own alarms, lines of others that are sent on, and lines that another C lacks."""
        own = self._own.departures(now)
        for sent in own:
            key = self._digest.key_of(sent.entry)
            if key is not None:
                self._digest.went(key, now)
        return [*own, *self._sent_on(now), *self._pushed(now)]

    def next_timer(self) -> float:
        """Elapsed seconds at which to look again."""
        copies_s = min((copy.due_s for copy in self._copies.values()), default=inf)
        planes_s = min(self._own.next_timer(), self._answers.next_timer(), self._digest.next_timer())
        return 0.0 if self._acknowledged else min(planes_s, copies_s)

    # ── our own ─────────────────────────────────────────────────────────────────────────────────────────────────
    def next_number(self) -> int:
        """NN for AlarmRaised(number=…), committed before it is sent."""
        return self._own.next_number()

    def receipt(self, station: int, number: int, step: AlarmStep, now: Moment) -> list[Fact]:
        """C `station` tells how far our alarm `number` got there."""
        return self._own.receipt(station, number, step)

    # ── those of others ─────────────────────────────────────────────────────────────────────────────────────────
    def hear_line(self, line: bytes, heard: Heard, now: Moment) -> AlarmHeard | None:
        """What a text line is, as an alarm of a console; None when it is none. Records nothing: the station does."""
        alarm = self._others.judge(line, now)
        if alarm is None or alarm.tier is not Tier.A or alarm.station == self._desk.me.code:
            return alarm
        self._digest.overheard(alarm.key)
        if self._desk.is_coordinator:
            home = self._answers_for(alarm.station)
            self._plan_copy(alarm, line, heard, home, now)
            self._answers.heard(alarm.key, alarm.counter, home, self._is_near(alarm, heard), self._desk.scale, now)
        return alarm

    def _is_near(self, alarm: AlarmHeard, heard: Heard) -> bool:
        """Whether its own radio was heard directly, not a C that sent the line on."""
        peer = self._desk.memory.peers.get(self._desk.roster.number(alarm.station) or 0)
        return heard.hops == 0 and peer is not None and peer.node == heard.node

    def _plan_copy(self, alarm: AlarmHeard, line: bytes, heard: Heard, home: bool, now: Moment) -> None:
        """Once per alarm; a copy that came by a second radio tells that somebody else did it."""
        came_by = (heard.node, heard.hops)
        waiting = self._copies.get(alarm.key)
        if waiting is not None:
            if not waiting.home and came_by != waiting.came_by:
                del self._copies[alarm.key]
        elif alarm.rings and len(self._copies) < COPIES_MAX:
            wait_s = self._desk.dice.uniform(*(HOME_S if home else OTHERS_S)) * self._desk.scale**QUICK
            self._copies[alarm.key] = Copy(line, came_by, now.elapsed + wait_s, home)

    def _sent_on(self, now: Moment) -> list[Departure]:
        due = [key for key, copy in self._copies.items() if copy.due_s <= now.elapsed]
        copies = [self._copies.pop(key) for key in due]
        for key in due:
            self._digest.went(key, now)
        reach = ((copy.payload, HOPS if copy.home else OTHERS_HOPS) for copy in copies)
        return [Departure(line, Urgency.ALARM, hops, "alarm", text=True, want_ack=True) for line, hops in reach]

    # ── between C's: who has which ──────────────────────────────────────────────────────────────────────────────
    def listed(self, now: Moment) -> tuple[AlarmKnown, ...]:
        """Fresh alarms in our journal, newest first: what a packet of the regional picture lists."""
        return self._digest.listed(now)

    def compare(self, told: tuple[AlarmKnown, ...], now: Moment, by: int | None = None) -> bool:
        """C `by` lists these: plans and cancels sending on. True: it has one we lack, so our own list must go soon.

        Without `by` a plan ends only when a copy is overheard.
        """
        return self._digest.compare(told, self._others.known, by, now)

    def _pushed(self, now: Moment) -> list[Departure]:
        sent = []
        for (_, number), line in self._digest.due(now):
            payload = self._own.sealed_anew(number) if line is None else line
            if payload is not None:
                sent.append(Departure(payload, Urgency.ALARM, 0, "alarm", text=True))
        return sent

    def forget_uncommitted(self) -> None:
        """What was heard was not committed and never will be: it may ring again."""
        self._others.forget_uncommitted()

    # ── receipts, made by the exchange ──────────────────────────────────────────────────────────────────────────
    def owes(self, now: Moment) -> list[int]:
        """Stations to which a receipt with an alarm part should go now (urgency ALARM_RECEIPT)."""
        numbers = (
            self._desk.roster.number(code) for code, number in self._answers.due(now) if self._stands(code, number)
        )
        return sorted({number for number in numbers if number is not None})

    def alarm_for(self, station: int) -> tuple[int, AlarmStep] | None:
        """The alarm part of any receipt to `station` that goes now; None when there is nothing to tell."""
        code = self._desk.roster.code(station)
        part = self._answers.for_station(code) if code is not None else None
        return part if code is not None and part is not None and self._stands(code, part[0]) else None

    def told(self, station: int, number: int, step: AlarmStep, now: Moment) -> None:
        """A receipt to `station` with that part went out."""
        code = self._desk.roster.code(station)
        if code is not None:
            self._answers.told((code, number), step, now)

    def overheard(self, station: int, number: int, step: AlarmStep) -> None:
        """Another C answered alarm `number` of `station`."""
        code = self._desk.roster.code(station)
        if code is not None:
            self._answers.overheard((code, number), step, self._answers_for(code))

    def _stands(self, code: str, number: int) -> bool:
        """Nothing is told before it stands in our journal."""
        return (code, number) in self._others.known
