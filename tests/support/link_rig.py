"""Consoles in memory on a channel that loses, doubles and delays: the production link, a fake clock, a list as journal.

Everything is drawn from one seed. A crash drops what is not in the journal; a restart reads the journal back; a restore
cuts the journal. The checks at the end are the delivery contract (design: protocol).
"""

import heapq
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from nsp_console.domain.facts import (
    Content,
    Entry,
    Fact,
    MailRelined,
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
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.understanding import Outcome, Understanding, Vocabulary
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.plane import Delivered, Heard, Hearing
from nsp_console.wire.roster import Roster
from support.plain_keys import PlainKeys

WALL = 1_768_900_000.0
SOURCE = Source(Means.LORA, Tier.A)
NUMBERS = {"C-01": 1, "C-02": 2, "C-03": 3, "L-11": 11, "L-12": 12, "L-31": 31}
LOOK_S = 0.2  # nothing is looked at more often
MORE_FACTS_MAX = 20  # rounds of due facts in one look; more is a loop


def _site(code: str, number: int) -> Site:
    kind = SiteKind(code[0])
    return Site(code, code, "", kind, 52.0, 6.0, home="" if kind is SiteKind.C else "C-01", number=number)


REGION = Region("Proef", {code: _site(code, number) for code, number in NUMBERS.items()}, number=4)
ROSTER = Roster.of(REGION, Vocabulary((), (), ()))
Make = Callable[[Desk], Exchange]


def keys_of(code: str) -> PlainKeys:
    """A C holds every key and signs; an L holds its own."""
    number = NUMBERS[code]
    return PlainKeys(number) if code[0] == "C" else PlainKeys(number, frozenset({number}), can_sign=False)


def words(taken: MailTaken, body: bytes) -> TextHeard:
    """What the station would record beside MailTaken."""
    understood = Understanding(Outcome.MESSAGE)
    return TextHeard(body.decode(), 0, 0, "", SOURCE, understood, station=taken.station, content=taken.content)


@dataclass
class Console:
    """One station: its journal, and the exchange that a crash throws away."""

    rig: "Rig"
    code: str
    make: Make = Exchange
    journal: list[Entry] = field(default_factory=list)
    keys: PlainKeys = field(init=False)
    link: Exchange = field(init=False)
    on: bool = True
    wake_s: float = float("inf")
    refused: Counter[str] = field(default_factory=Counter)
    hearings: list[Hearing] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keys = keys_of(self.code)
        self.start()

    def start(self, restored: bool = False) -> None:
        """A process begins: read the journal back, and record that it started."""
        seed = self.rig.dice.getrandbits(32)
        self.link = self.make(Desk(REGION.sites[self.code], ROSTER, self.keys, random.Random(seed)))
        for entry in self.journal:
            self.link.apply(entry)
        if restored:
            self.link.restored()
        self.on = True
        self.commit(StationStarted(self.code, Mode.DEPLOYED, "0"))
        self.look()

    def copy(self) -> list[Entry]:
        """A backup as it is now."""
        return list(self.journal)

    def put_back(self, journal: list[Entry], told: bool = True) -> None:
        """The database is replaced by `journal`; `told`: the station says so to the link."""
        self.journal = list(journal)
        self.start(restored=told)

    def commit(self, *facts: Fact) -> None:
        """Durable from here on."""
        now = self.rig.now
        new = [Entry(len(self.journal) + 1 + i, now, fact) for i, fact in enumerate(facts)]
        self.journal += new
        for entry in new:
            self.link.apply(entry)

    def hear(self, heard: Heard) -> Hearing:
        """A frame comes in, is committed and applied, unless the console dies in between."""
        hearing = self.link.hear(heard, self.rig.now)
        self.hearings.append(hearing)
        if hearing.refused:
            self.refused[hearing.refused.reason] += 1
        if self.rig.strikes():
            self.start()
            return hearing
        if self.rig.slow_s:
            self.rig.plan(self.rig.elapsed + self.rig.dice.uniform(0, self.rig.slow_s), self._slowly(hearing))
        else:
            self._accept(hearing)
        return hearing

    def _slowly(self, hearing: Hearing) -> Callable[[], None]:
        """The disk takes its time; what the process had in hand is gone when it dies first."""
        link = self.link

        def accept() -> None:
            if self.on and self.link is link:
                self._accept(hearing)

        return accept

    def _accept(self, hearing: Hearing) -> None:
        facts = hearing.facts
        if isinstance(hearing.delivered, Delivered):
            taken = hearing.delivered.taken
            facts = (*facts, taken, words(taken, hearing.delivered.body))
        if facts:
            self.commit(*facts)
        self.look()

    def look(self) -> None:
        """Record what is due, then send what may go; it may die between the two, or after a part was sent."""
        now = self.rig.now
        for _ in range(MORE_FACTS_MAX):
            facts = self.link.due(now)
            if not facts:
                break
            self.commit(*facts)
        else:
            raise AssertionError(f"{self.code} never stops being due: {facts}")
        for departure in self.link.departures(now):
            if self.rig.strikes():
                self.start()
                return
            self.rig.send(self.code, departure.payload, departure.kind)
        self.wake_s = max(self.link.next_timer(now), now.elapsed + LOOK_S)
        self.rig.plan(self.wake_s, self.wake)

    def wake(self) -> None:
        """A timer ran out; only the last one set counts."""
        if self.on and self.rig.now.elapsed >= self.wake_s:
            self.look()

    def send(self, to: str, text: str, content: Content = Content.TEXT, purpose: Purpose = Purpose.MESSAGE) -> int:
        """Queue a message as the station would; returns its entry."""
        codes = (to,) if to else tuple(code for code in self.rig.consoles if code != self.code)
        fact = self.link.queue_mail(text, purpose, codes, content, text.encode(), "proef")
        self.commit(fact)
        number = len(self.journal)
        self.look()
        return number

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


@dataclass
class Rig:
    """The channel and the clock. `crash`: chance that a console dies at each of its points of danger."""

    seed: int = 0
    loss: float = 0.0
    double: float = 0.0
    late: float = 0.0  # chance of a delay of up to 30 s
    crash: float = 0.0
    slow_s: float = 0.0  # longest time a commit takes
    consoles: dict[str, Console] = field(default_factory=dict)
    air: list[tuple[float, str, str, bytes]] = field(default_factory=list)
    cut: set[frozenset[str]] = field(default_factory=set)
    elapsed: float = 1000.0
    _events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _count: int = 0

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    @property
    def now(self) -> Moment:
        return Moment(WALL + self.elapsed, self.elapsed, "boot")

    def add(self, *codes: str, make: Make = Exchange) -> list[Console]:
        """Consoles with an empty journal."""
        for code in codes:
            self.consoles[code] = Console(self, code, make)
        return [self.consoles[code] for code in codes]

    def strikes(self) -> bool:
        return self.crash > 0 and self.dice.random() < self.crash

    def plan(self, at_s: float, action: Callable[[], None]) -> None:
        if at_s != float("inf"):
            self._count += 1
            heapq.heappush(self._events, (at_s, self._count, action))

    def send(self, sender: str, payload: bytes, kind: str) -> None:
        """One frame on the air: to every other console on its own chance."""
        self.air.append((self.elapsed, sender, kind, payload))
        for code in self.consoles:
            if code == sender or frozenset({code, sender}) in self.cut:
                continue
            for _ in range(2 if self.dice.random() < self.double else 1):
                if self.dice.random() >= self.loss:
                    delay_s = (
                        self.dice.uniform(1, 30) if self.dice.random() < self.late else self.dice.uniform(0.1, 0.6)
                    )
                    self.plan(self.elapsed + delay_s, self._arrival(code, payload))

    def _arrival(self, code: str, payload: bytes) -> Callable[[], None]:
        def arrive() -> None:
            console = self.consoles[code]
            if console.on:
                console.hear(Heard(payload, 7, self.dice.getrandbits(32), hops=1))

        return arrive

    def run(self, seconds: float) -> None:
        """Let `seconds` pass."""
        until = self.elapsed + seconds
        while self._events and self._events[0][0] <= until:
            at_s, _, action = heapq.heappop(self._events)
            self.elapsed = max(self.elapsed, at_s)
            action()
        self.elapsed = until

    def run_until(self, done: Callable[[], bool], seconds: float) -> float:
        """Let time pass until `done`, at most `seconds`; returns how long it took. Fails when it never came."""
        began = self.elapsed
        while not done():
            assert self.elapsed - began < seconds, f"not after {seconds} s"
            self.run(5.0)
        return self.elapsed - began


def idle(rig: Rig) -> bool:
    """Whether nobody waits for anything."""
    return not any(console.link.mail.out.parcels for console in rig.consoles.values())


def check_contract(rig: Rig, whole: bool = True) -> None:
    """Clauses 2, 3, 4 and 5 of the contract on all journals. `whole`: no journal was ever cut."""
    queued: dict[tuple[str, str, int, int], set[str]] = {}
    for console in rig.consoles.values():
        moved = {fact.entry: fact for fact in console.facts(MailRelined) if isinstance(fact, MailRelined)}
        for entry in console.journal:
            if isinstance(entry.fact, MessageQueued):
                at = moved.get(entry.number, entry.fact)
                queued.setdefault((console.code, entry.fact.to, at.line, at.sequence), set()).add(entry.fact.text)
    assert all(len(texts) == 1 for texts in queued.values()), "a number was given twice"
    streams: dict[tuple[str, str, int], list[int]] = {}
    for sender, to, line, sequence in queued:
        streams.setdefault((sender, to, line), []).append(sequence)
    assert all(sorted(got) == list(range(1, len(got) + 1)) for got in streams.values()), "numbers are not dense"
    for console in rig.consoles.values():
        taken = [fact for fact in console.facts(MailTaken) if isinstance(fact, MailTaken)]
        places = Counter((fact.station, fact.to, fact.line, fact.sequence) for fact in taken)
        assert not [place for place, count in places.items() if count > 1], "a message was taken twice"
        if whole:
            assert set(places) <= set(queued), "a message that nobody queued"
            for fact, (station, text) in zip(taken, console.texts, strict=True):
                place = (fact.station, fact.to, fact.line, fact.sequence)
                assert (place[0], queued[place]) == (station, {text}), "another text than was queued"
            _check_acks(rig, console)


def _check_acks(rig: Rig, console: Console) -> None:
    """No lost ack: what is told to be received stands in the journal of who told it."""
    numbers = {entry.number: entry.fact for entry in console.journal if isinstance(entry.fact, MessageQueued)}
    for fact in console.facts(MessageStepped):
        if isinstance(fact, MessageStepped) and fact.step is Step.RECEIVED:
            assert (console.code, numbers[fact.entry].text) in rig.consoles[fact.by].texts, "an ack without a message"
