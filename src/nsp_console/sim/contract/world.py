"""True time and the channel of a history: every frame takes its own chance to each console, and may come late or twice.

Everything is drawn from one seed. What a console knows of time is its own (`clock`); what is here nobody on the air
knows.
"""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.plane import Departure, Heard
from nsp_console.sim.contract.console import Console
from nsp_console.sim.contract.keys import PlainKeys
from nsp_console.sim.region.purpose import Unpack, reading_once
from nsp_console.wire.roster import Roster

LATE_S = (1.0, 30.0)  # a frame that waits in a relay
PROMPT_S = (0.1, 0.6)
START_S = 1000.0  # true time begins here, so that nothing rests on a clock that shows zero

Make = Callable[[Desk], Exchange]


@dataclass(frozen=True, slots=True)
class Sent:
    """One transmission. `busy_pct`: the channel use that its radio reported then."""

    at_s: float
    sender: str
    departure: Departure
    busy_pct: float


@dataclass
class World:
    """The channel and the consoles on it.

    loss, double, late  chances of a frame, per listener
    crash     chance that a console dies at each of its points of danger; `reboots`: and its laptop with it
    slow_s    longest time a commit takes
    cut       pairs that do not hear each other; mute: (from, to) that is not heard
    """

    roster: Roster = field(kw_only=True)
    seed: int = 0
    loss: float = 0.0
    double: float = 0.0
    late: float = 0.0
    crash: float = 0.0
    reboots: float = 0.0
    slow_s: float = 0.0
    consoles: dict[str, Console] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    cut: set[frozenset[str]] = field(default_factory=set)
    mute: set[tuple[str, str]] = field(default_factory=set)
    elapsed: float = START_S
    unpack: Unpack = field(default_factory=reading_once, repr=False)
    _events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _count: int = 0

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 - chance in a simulation guards nothing

    def add(self, *codes: str, make: Make = Exchange) -> list[Console]:
        """Consoles with an empty journal, switched on."""
        for code in codes:
            console = Console(self, code, make, keys_of(self.roster, code))
            self.consoles[code] = console
            console.start()
        return [self.consoles[code] for code in codes]

    def strikes(self) -> bool:
        """Whether the machine dies at this point of danger."""
        return self.crash > 0 and self.dice.random() < self.crash

    def plan(self, at_s: float, action: Callable[[], None]) -> None:
        """`action` happens at true second `at_s`; never when that is infinite."""
        if at_s != float("inf"):
            self._count += 1
            heapq.heappush(self._events, (at_s, self._count, action))

    def send(self, sender: str, departure: Departure) -> None:
        """One packet on the air: to every other console on its own chance."""
        console = self.consoles[sender]
        if not console.radio_on:
            return
        self.sent.append(Sent(self.elapsed, sender, departure, console.busy_pct))
        random_ = self.dice.random
        for code in self.consoles:
            if code == sender or (sender, code) in self.mute or (self.cut and frozenset({code, sender}) in self.cut):
                continue
            for _ in range(2 if random_() < self.double else 1):
                if random_() >= self.loss:
                    wait_s = self.dice.uniform(*(LATE_S if random_() < self.late else PROMPT_S))
                    self.deliver(code, departure, console.number, self.elapsed, wait_s)

    def deliver(self, code: str, departure: Departure, node: int, sent_s: float, wait_s: float) -> None:
        """`code` hears the packet in `wait_s` seconds. `sent_s`: when it was transmitted; a replay: long ago."""
        console, hops = self.consoles[code], self.hops_of(departure)

        def arrive() -> None:
            if console.on and console.radio_on:
                heard = Heard(departure.payload, node, self.dice.getrandbits(32), hops=hops)
                if departure.text:
                    console.hear_line(heard)
                else:
                    console.hear(heard, sent_s)

        self.plan(self.elapsed + wait_s, arrive)

    def hops_of(self, departure: Departure) -> int:
        """How many relays a packet took: what may be relayed was."""
        return min(departure.hops, 1)

    def run(self, seconds: float) -> None:
        """Let `seconds` pass."""
        until = self.elapsed + seconds
        events = self._events
        while events and events[0][0] <= until:
            at_s, _, action = heapq.heappop(events)
            if at_s > self.elapsed:
                self.elapsed = at_s
            action()
        self.elapsed = until


def keys_of(roster: Roster, code: str) -> PlainKeys:
    """A C holds every key and signs; an L holds its own."""
    number = roster.number(code)
    assert number is not None, code
    if roster.is_coordinator(number):
        return PlainKeys(number, region=roster.region)
    return PlainKeys(number, frozenset({number}), region=roster.region, can_sign=False)


def idle(world: World) -> bool:
    """Whether nobody waits for anything."""
    return not any(console.link.mail.out.parcels for console in world.consoles.values())
