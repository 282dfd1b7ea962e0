"""One random history: consoles running the production link while everything goes wrong that may, then half of it heals.

All of it follows from `Story` (seed, hours): the channel, the machines, what people do, and when. After `hours` of
trouble the channel lets at least half of the frames through for HEALED_S, and then everything must have arrived.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from nsp_console.domain.facts import Entry, MessageQueued, StatusHeard, StatusIssued, StatusKept, TextHeard
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.values import Scalar
from nsp_console.link.air import AirGate
from nsp_console.link.airtime import PRESETS
from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.sending_rule import OwnReport
from nsp_console.sim.contract.console import Console
from nsp_console.sim.contract.place import FULL, HOMES, KEPT, REGION, ROSTER, SHORT, is_coordinator
from nsp_console.sim.contract.world import World, idle
from nsp_console.sim.region.planes import Answers, planes_of
from nsp_console.wire.frames.versions import version_code

HOUR_S = 3600.0
HEALED_S = 12 * HOUR_S
LOOK_EVERY_S = 30.0
SOON_LOOK_S = 5.0
SOON_WATCHED_S = 1800.0
PRESET = PRESETS["MEDIUM_FAST"]

Said = StatusIssued | StatusKept | StatusHeard
Plant = Callable[[Exchange], None]


@dataclass(frozen=True, slots=True)
class Story:
    """What makes a history. `full`: three C's and two L's, and trouble as in days, not in hours."""

    seed: int
    hours: float = 6.0
    full: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        return FULL if self.full else SHORT


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message of which an operator was told "in wachtrij": its place in the journal of that life."""

    code: str
    life: int
    number: int
    fact: MessageQueued


@dataclass(frozen=True, slots=True)
class Waited:
    """Mail from one console to another that waited when the channel became whole, by its words.

    life_s     true second at which the sender first heard the other; None: not yet
    arrived_s  true second at which all of it was in the journal of the other; what its sender knows of that may come
               later: an L has little airtime for receipts
    """

    sender: str
    to: str
    texts: frozenset[str]
    life_s: float | None = None
    arrived_s: float | None = None


def nothing_planted(exchange: Exchange) -> None:
    """The real link."""


@dataclass
class History:
    """A world, what people entered in it, and what the clauses need to know of how it went.

    known     what people at each site entered last, and the moment by the clock of their console
    healed_s  true second at which the trouble was over; quiet: from then on nothing is lost
    ended     whether nothing waited any more within HEALED_S
    """

    story: Story
    plant: Plant = nothing_planted
    world: World = field(init=False)
    known: dict[str, tuple[Moment, dict[str, Scalar]]] = field(default_factory=dict)
    accepted: list[Accepted] = field(default_factory=list)
    copies: dict[str, list[Entry]] = field(default_factory=dict)
    waited: list[Waited] = field(default_factory=list)
    healed_s: float = float("inf")
    quiet: bool = False
    ended: bool = False
    messages: int = 0

    def __post_init__(self) -> None:
        self.world = World(self.story.seed, roster=ROSTER)
        self.end_s = self.world.elapsed + self.story.hours * HOUR_S

    @property
    def consoles(self) -> list[Console]:
        return list(self.world.consoles.values())

    def begin(self) -> None:
        """All consoles start; what they are and who answers for whom never changes."""
        for code in self.story.codes:
            self.world.add(code, make=self.exchange)

    def exchange(self, desk: Desk) -> Exchange:
        """The production link with all its planes, and what was planted in it."""

        console = self.world.consoles[desk.me.code]
        gate = AirGate(desk.me.kind, PRESET, console.now.elapsed)
        gate.report(console.busy_pct, 0.0)
        mine = [code for code in (KEPT,) if REGION.sites[code].home == desk.me.code]
        answers = Answers(
            own=lambda now: self.report(desk.me.code, now),
            kept=lambda: mine,
            values=self.report,
            keeps=lambda code: REGION.sites[code].home == desk.me.code,
        )
        exchange = planes_of(desk, gate, answers, bridges=True).link
        self.plant(exchange)
        return exchange

    def report(self, code: str, now: Moment) -> OwnReport | None:
        """What people entered at `code` last, as its writer knows it at `now`."""
        known = self.known.get(code)
        return None if known is None else OwnReport(known[1], observed_s=age_between(known[0], now).seconds)

    # ── the end ──────────────────────────────────────────────────────────────────────────────────────────

    def heal(self) -> None:
        """Every console runs, everybody hears everybody, and at least half of the frames pass."""
        world = self.world
        world.cut.clear()
        world.mute.clear()
        world.crash = 0.0
        world.loss = 0.0 if self.quiet else min(world.loss, 0.5)
        if self.quiet:
            world.late = world.double = world.slow_s = 0.0
        self.healed_s = world.elapsed
        for console in self.consoles:
            console.radio_on = True
            tell_busy(console, 0.0)
        if self.quiet:
            self.waited = [waited for console in self.consoles for waited in waiting(self, console)]
        for console in self.consoles:
            if not console.on:
                console.reboot()

    def wait(self) -> None:
        """Until nothing waits and all agree, at most HEALED_S."""
        world = self.world
        while (
            self.quiet and world.elapsed < self.healed_s + SOON_WATCHED_S and not all(w.arrived_s for w in self.waited)
        ):
            world.run(SOON_LOOK_S)
            self.waited = [self._watched(one) for one in self.waited]
        while world.elapsed < self.healed_s + HEALED_S:
            if idle(world) and self.agreed():
                self.ended = True
                return
            world.run(LOOK_EVERY_S)

    def _watched(self, one: Waited) -> Waited:
        console, now_s = self.world.consoles[one.sender], self.world.elapsed
        peer = console.link.desk.memory.peers.get(ROSTER.number(one.to) or 0)
        life_s, arrived_s = one.life_s, one.arrived_s
        heard = peer.heard if peer is not None else None
        if life_s is None and heard is not None and console.clock.true_s(heard.elapsed) > self.healed_s:
            life_s = console.clock.true_s(heard.elapsed)
        if arrived_s is None and one.texts <= texts_of(self.world.consoles[one.to]):
            arrived_s = now_s
        return Waited(one.sender, one.to, one.texts, life_s, arrived_s)

    def agreed(self) -> bool:
        """Whether the newest state of every site stands where it must."""
        return not list(self.behind())

    def behind(self) -> list[tuple[str, str]]:
        """(C, site) of every C that has not the newest version that the writer of a site gave."""
        behind = []
        for site in (*self.story.codes, KEPT):
            writer = self.world.consoles[HOMES[KEPT] if site == KEPT else site]
            newest = newest_said(writer, site)
            for console in self.consoles:
                if newest is not None and console is not writer and is_coordinator(console.code):
                    heard = newest_heard(console, site)
                    if heard is None or not (same(heard, newest) or looks_the_same(heard, newest, writer)):
                        behind.append((console.code, site))
        return behind

    def air_hash(self) -> str:
        """Everything that was on the air, byte for byte, with its moments."""
        digest = sha256()
        for one in self.world.sent:
            digest.update(f"{one.at_s!r} {one.sender} {one.departure.kind} {one.departure.hops} ".encode())
            digest.update(one.departure.payload)
        return digest.hexdigest()


def same(heard: Said, said: Said) -> bool:
    """Whether it is that very version."""
    return (heard.epoch, heard.version) == (said.epoch, said.version)


def looks_the_same(heard: Said, said: Said, writer: Console) -> bool:
    """Excused (`excuses`): the writer lost its journal, and its version has by chance the code of a lost one."""
    codes = version_code(heard.version), version_code(said.version)
    return writer.life > 0 and heard.epoch == said.epoch and codes[0] == codes[1]


def newest_said(writer: Console, site: str) -> Said | None:
    """What stands for `site` at its writer: what it gave last, or a version that came back to it after a restore."""
    facts = (entry.fact for entry in reversed(writer.journal))
    return next((fact for fact in facts if isinstance(fact, Said) and fact.site == site), None)


def newest_heard(console: Console, site: str) -> StatusHeard | None:
    """The last state of `site` in the journal of `console`."""
    facts = (entry.fact for entry in reversed(console.journal))
    return next((fact for fact in facts if isinstance(fact, StatusHeard) and fact.site == site), None)


def texts_of(console: Console) -> set[str]:
    """The words of everything that ever came in there."""
    return {written.fact.text for written in console.ledger if isinstance(written.fact, TextHeard)}


def waiting(history: History, console: Console) -> Iterator[Waited]:
    """What waits here now, by addressee; not broadcasts, which have a pace of their own."""
    by: dict[str, set[str]] = {}
    for parcel in console.link.mail.out.parcels.values():
        fact = console.journal[parcel.entry - 1].fact
        if parcel.to and isinstance(fact, MessageQueued):
            by.setdefault(parcel.to, set()).add(fact.text)
    for to, texts in sorted(by.items()):
        left = texts - texts_of(history.world.consoles[to])
        if left:
            yield Waited(console.code, to, frozenset(left))


def tell_busy(console: Console, percent: float) -> None:
    """The radio reports how busy the channel is."""
    console.busy_pct = percent
    gate = console.link.gate
    if isinstance(gate, AirGate):
        gate.report(percent, 0.0)
