"""One console of a history: the production link, a list as journal, its own clocks, and every way to go wrong.

The journal is what survives: a crash throws the exchange away and reads the journal back, a restore puts an older
journal in its place. `ledger` is the truth that no console has: everything it ever committed;
`lost` are the journals that were replaced.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nsp_console.domain.facts import (
    Content,
    Entry,
    Fact,
    MailTaken,
    MessageQueued,
    MessageStepped,
    Mode,
    Purpose,
    StationStarted,
    Step,
    TextHeard,
)
from nsp_console.domain.moments import Moment
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.link.alarm_plane import AlarmPlane
from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.plane import Delivered, Heard, Hearing
from nsp_console.sim.contract.clock import LaptopClock
from nsp_console.sim.contract.keys import PlainKeys
from nsp_console.wire.roster import Roster

if TYPE_CHECKING:
    from nsp_console.sim.contract.world import World

LOOK_S = 0.2  # nothing is looked at more often
MORE_FACTS_MAX = 20  # rounds of due facts in one look; more is a loop
SOURCE = Source(Means.LORA, Tier.A)


@dataclass(frozen=True, slots=True)
class Written:
    """One committed fact in true time. `life`: how many journals this console had lost by then.

    number  its place in the journal of that life
    """

    at_s: float
    life: int
    number: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class Odd:
    """Something the console did at a hearing that the contract has a word about."""

    at_s: float
    what: str


def words(taken: MailTaken, body: bytes) -> TextHeard:
    """What the station would record beside MailTaken."""
    understood = Understanding(Outcome.MESSAGE)
    return TextHeard(body.decode(), 0, 0, "", SOURCE, understood, station=taken.station, content=taken.content)


@dataclass
class Console:
    """One station: its journal, and the exchange that a crash throws away.

    on        the program runs; radio_on: what it sends and hears passes its radio
    busy_pct  channel use that its radio reports
    put_back_s  true second of the last restore; what was sent before must not be taken in after
    """

    world: "World"
    code: str
    make: Callable[[Desk], Exchange]
    keys: PlainKeys
    journal: list[Entry] = field(default_factory=list)
    ledger: list[Written] = field(default_factory=list)
    lost: list[list[Entry]] = field(default_factory=list)
    clock: LaptopClock = field(default_factory=LaptopClock)
    link: Exchange = field(init=False)
    on: bool = True
    radio_on: bool = True
    busy_pct: float = 0.0
    life: int = 0
    put_back_s: float = float("-inf")
    wake_s: float = float("inf")
    refused: Counter[str] = field(default_factory=Counter)
    hearings: list[Hearing] = field(default_factory=list)
    odd: list[Odd] = field(default_factory=list)
    _planned_s: float = float("inf")
    _disk_s: float = 0.0
    _taken: set[bytes] = field(default_factory=set)  # mail frames whose message stands in the journal

    @property
    def number(self) -> int:
        return self.keys.station

    @property
    def region(self) -> Roster:
        """Who is who, as this console believes."""
        return self.world.roster

    @property
    def now(self) -> Moment:
        """What the clocks of this laptop show."""
        return self.clock.now(self.world.elapsed)

    # ── beginning and ending ─────────────────────────────────────────────────────────────────────────────

    def start(self, restored: bool = False) -> None:
        """A process begins: read the journal back, and record that it started."""
        dice = random.Random(self.world.dice.getrandbits(32))  # noqa: S311
        roster = self.region
        self.link = self.make(Desk(roster.sites[self.number], roster, self.keys, dice, unpack=self.world.unpack))
        for entry in self.journal:
            self.link.apply(entry)
        if restored:
            self.link.restored()
        self.on = True
        self._disk_s = self.world.elapsed
        self.commit(StationStarted(self.code, Mode.DEPLOYED, "0"))
        self.look()

    def reboot(self) -> None:
        """The laptop starts again, and the program with it."""
        self.clock.reboot(self.world.elapsed)
        self.start()

    def _die(self) -> None:
        """Killed, or the power fails; either way it is back at once."""
        if self.world.reboots and self.world.dice.random() < self.world.reboots:
            self.reboot()
        else:
            self.start()

    def copy(self) -> list[Entry]:
        """A backup as it is now."""
        return list(self.journal)

    def put_back(self, journal: list[Entry], told: bool = True) -> None:
        """The database is replaced by `journal`; `told`: the station says so to the link."""
        self.lost.append(self.journal)
        self.journal = list(journal)
        self.life += 1
        self.put_back_s = self.world.elapsed
        self._taken.clear()
        self.start(restored=told)

    def commit(self, *facts: Fact) -> None:
        """Durable from here on."""
        now, at_s = self.now, self.world.elapsed
        for fact in facts:
            entry = Entry(len(self.journal) + 1, now, fact)
            self.journal.append(entry)
            self.ledger.append(Written(at_s, self.life, entry.number, fact))
        for entry in self.journal[len(self.journal) - len(facts) :]:
            self.link.apply(entry)

    # ── hearing ──────────────────────────────────────────────────────────────────────────────────────────

    def hear(self, heard: Heard, sent_s: float | None = None) -> Hearing:
        """A frame comes in, is committed and applied, unless the console dies in between."""
        hearing = self.link.hear(heard, self.now)
        self.hearings.append(hearing)
        if hearing.refused:
            self.refused[hearing.refused.reason] += 1
        if heard.payload in self._taken and (hearing.facts or hearing.delivered or hearing.owes):
            self.odd.append(Odd(self.world.elapsed, "acts on a mail frame of which it has the message"))
        if self.world.strikes():
            self._die()
            return hearing
        sent_s = self.world.elapsed if sent_s is None else sent_s
        if self.world.slow_s and (hearing.facts or hearing.delivered):
            if self._disk_s <= self.world.elapsed:  # else it is written together with what is being written
                self._disk_s = self.world.elapsed + self.world.dice.uniform(0, self.world.slow_s)
            self.world.plan(self._disk_s, self._slowly(hearing, heard.payload, sent_s))
        else:
            self._accept(hearing, heard.payload, sent_s)
        return hearing

    def _slowly(self, hearing: Hearing, payload: bytes, sent_s: float) -> Callable[[], None]:
        """The disk takes its time; what the process had in hand is gone when it dies first."""
        link = self.link

        def accept() -> None:
            if self.on and self.link is link:
                self._accept(hearing, payload, sent_s)

        return accept

    def _accept(self, hearing: Hearing, payload: bytes, sent_s: float) -> None:
        facts = hearing.facts
        if isinstance(hearing.delivered, Delivered):
            taken = hearing.delivered.taken
            facts = (*facts, taken, words(taken, hearing.delivered.body))
            if taken.to:
                self._taken.add(payload)
                if sent_s < self.put_back_s:
                    self.odd.append(Odd(self.world.elapsed, "takes mail that was sent before it was put back"))
        if facts:
            self.commit(*facts)
            if self.world.strikes():
                self._die()
                return
            self.look()
        else:
            self._look_when_due()

    def hear_line(self, heard: Heard) -> None:
        """An alarm line, judged and recorded as the station does."""
        alarms = self.link.alarms
        if not isinstance(alarms, AlarmPlane):
            return
        alarm = alarms.hear_line(heard.payload, heard, self.now)
        if self.world.strikes():
            self._die()
            return
        if alarm is not None and alarm.tier is Tier.A and alarm.rings:
            self.commit(
                TextHeard(
                    heard.payload.decode(), heard.node, 0, "NSP", SOURCE, Understanding(Outcome.ALARM), alarm.station,
                    alarm_kind=alarm.kind, station=alarm.station, alarm_number=alarm.number,
                    alarm_counter=alarm.counter,
                )
            )  # fmt: skip
        self.look()

    # ── time ─────────────────────────────────────────────────────────────────────────────────────────────

    def look(self) -> None:
        """Record what is due, then send what may go; it may die between the two, or after a part was sent."""
        now, link = self.now, self.link
        for _ in range(MORE_FACTS_MAX):
            facts = link.due(now)
            if not facts:
                break
            self.commit(*facts)
        else:
            raise AssertionError(f"{self.code} never stops being due: {facts}")
        for departure in link.departures(now):
            if self.world.strikes():
                self._die()
                return
            self.world.send(self.code, departure)
        self._wait_until(max(link.next_timer(now), now.elapsed + LOOK_S))

    def _look_when_due(self) -> None:
        """Nothing was written: look only if something is due now by what was heard."""
        now = self.now
        timer_s = self.link.next_timer(now)
        if timer_s <= now.elapsed:
            self.look()
        else:
            self._wait_until(timer_s)

    def _wait_until(self, elapsed_s: float) -> None:
        self.wake_s = self.clock.true_s(elapsed_s)
        if self.wake_s < self._planned_s:
            self._plan_wake()

    def _plan_wake(self) -> None:
        self._planned_s = self.wake_s
        self.world.plan(self.wake_s, self.wake)

    def wake(self) -> None:
        """A timer ran out. Only the last one set counts, so one that moved on is planned anew."""
        if self.world.elapsed >= self._planned_s:
            self._planned_s = float("inf")
        if not self.on:
            return
        if self.world.elapsed >= self.wake_s:
            self.look()
        elif self.wake_s < self._planned_s:
            self._plan_wake()

    # ── people ───────────────────────────────────────────────────────────────────────────────────────────

    def send(self, to: str, text: str, content: Content = Content.TEXT, purpose: Purpose = Purpose.MESSAGE) -> int:
        """Queue a message as the station would; returns its entry."""
        codes = (to,) if to else tuple(code for code in self.world.consoles if code != self.code)
        fact = self.link.queue_mail(text, purpose, codes, content, text.encode(), "proef")
        self.commit(fact)
        number = len(self.journal)
        self.look()
        return number

    # ── looking back ─────────────────────────────────────────────────────────────────────────────────────

    def facts(self, kind: type) -> list[Fact]:
        """All facts of one kind in the journal."""
        return [entry.fact for entry in self.journal if isinstance(entry.fact, kind)]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """(station, text) of everything taken, in order."""
        return [(fact.station, fact.text) for fact in self.facts(TextHeard) if isinstance(fact, TextHeard)]

    def steps(self, entry: int) -> list[tuple[Step, str]]:
        """(step, by) of message `entry`."""
        return [
            (fact.step, fact.by)
            for fact in self.facts(MessageStepped)
            if isinstance(fact, MessageStepped) and fact.entry == entry
        ]

    def ledger_fact(self, life: int, number: int) -> Fact | None:
        """What was committed under `number` in the journal of `life`."""
        found = (one.fact for one in reversed(self.ledger) if (one.life, one.number) == (life, number))
        return next(found, None)

    def queued(self) -> list[tuple[Entry, MessageQueued]]:
        """Our own messages in the journal."""
        return [(entry, entry.fact) for entry in self.journal if isinstance(entry.fact, MessageQueued)]
