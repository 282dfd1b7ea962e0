"""Messages between two C's and from a C to an L over relays: stock direct messages against the link. Prints only.

python benchmarks/bench_messages.py [LOSS_PCT …]      (default 0 30 50)

The simulated mesh (MEDIUM_FAST, light traffic of phones) with three relays half-way; no two of the three consoles hear
each other but by those. Each of five seeds draws its own shadowing, fading, losses and moments. Both ways of sending
get the same mesh, the same phones and the same messages at the same moments:

stock    one direct message with want_ack as an app sends it: the firmware's three transmissions and its ACKs
console  link.Exchange with real keys, airtime gate, receipts and hellos, as a station drives it

A sample is one message. "sent/msg" and "air/msg" count every transmission of what the consoles began: relays,
retransmissions, ACKs, receipts and hellos included; the traffic of phones is not counted. "known": the sender was told
by the addressee itself. "double": messages given to the reader more than once. "lied": known, but not there. "own air":
share of the hour that a console's radio sent, relaying for others included.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from statistics import mean

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
)
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.understanding import Vocabulary
from nsp_console.drill.world.medium import Medium
from nsp_console.drill.world.mesh import SimMesh
from nsp_console.drill.world.packets import MeshPacket, Role
from nsp_console.drill.world.phone import Phone
from nsp_console.drill.world.propagation import Mast, kazerne_mast, local_mast
from nsp_console.drill.world.scheduler import Scheduler
from nsp_console.drill.world.simradio import SimRadio
from nsp_console.keys.keeper import Keeper
from nsp_console.link.air import AirGate
from nsp_console.link.airtime import PRESETS
from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.plane import Departure, Heard, Urgency
from nsp_console.radio.base import (
    PRIVATE_PORT,
    TEXT_PORT,
    LinkChanged,
    Outgoing,
    PacketReceived,
    Priority,
    RadioEvent,
    SendProgress,
)
from nsp_console.wire.roster import Roster
from nsp_console.wire.sealing import Domain

SEEDS = (1, 2, 3, 4, 5)
PRESET = PRESETS["MEDIUM_FAST"]
WALL = 1_800_000_000.0
SETTLE_S = 180.0  # the consoles meet; stock needs nothing of the kind
EVERY_S = 90.0  # per stream
PER_STREAM = 20
HORIZON_S = 1800.0  # after the last message
PHONES, PHONE_EVERY_S = 4, 300.0
LOOK_S = 0.2
KM = 1 / 111.2  # degrees of latitude

SITES = (
    Site("C-ZWO-01", "C een", "", SiteKind.C, 52.25, 6.16, number=1),
    Site("C-ZWO-02", "C twee", "", SiteKind.C, 52.25 + 10 * KM, 6.16, number=2),
    Site("L-ZWO-11", "L elf", "", SiteKind.L, 52.25 + 9 * KM, 6.20, home="C-ZWO-01", number=11),
)
STREAMS = (("C-ZWO-01", "C-ZWO-02"), ("C-ZWO-02", "C-ZWO-01"), ("C-ZWO-01", "L-ZWO-11"))
REGION = Region("Proef", {site.code: site for site in SITES}, number=4)
ROSTER = Roster.of(REGION, Vocabulary((), (), ()))
KEEPER = Keeper(REGION.number, "proef", bytes(range(32)))
ROLL = KEEPER.roll([1, 2])
PRIORITIES = {  # design: B, "Radio parameters per kind"
    Urgency.ALARM: Priority.ALARM,
    Urgency.ALARM_RECEIPT: Priority.HIGH,
    Urgency.ORDER: Priority.HIGH,
    Urgency.MESSAGE: Priority.HIGH,
    Urgency.RECEIPT: Priority.NORMAL,
    Urgency.STATUS: Priority.NORMAL,
    Urgency.REPAIR: Priority.LOW,
}


# ── the mesh ────────────────────────────────────────────────────────────────────────────────────────────────────────
class Tally(Medium):
    """Counts what the consoles caused, wherever it was transmitted."""

    consoles: frozenset[int] = frozenset()
    sent = 0
    air_s = 0.0

    def transmit(self, number: int, packet: MeshPacket) -> float:
        airtime_s = super().transmit(number, packet)
        if packet.sender in self.consoles:
            self.sent += 1
            self.air_s += airtime_s
        return airtime_s


@dataclass
class Sample:
    """One message: when it was given, when it was there, when the sender knew, and how often it came in."""

    at_s: float
    there_s: float | None = None
    known_s: float | None = None
    times: int = 0


Send = Callable[[str, str, str], None]


@dataclass
class World:
    """The mesh of one seed. `samples` are the messages by their text."""

    seed: int
    loss: float
    scheduler: Scheduler = field(default_factory=Scheduler)
    samples: dict[str, Sample] = field(default_factory=dict)
    radios: dict[str, SimRadio] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)
        self.mesh = SimMesh(self.scheduler, Random(self.dice.random()), PRESET)
        self.tally = Tally(self.scheduler, Random(self.dice.random()), PRESET, self.loss)
        self.mesh.medium = self.tally
        for site in SITES:
            mast = kazerne_mast(site.lat, site.lon) if site.kind is SiteKind.C else local_mast(site.lat, site.lon)
            role = Role.CLIENT if site.kind is SiteKind.C else Role.CLIENT_MUTE
            self.radios[site.code] = SimRadio(self.mesh, self.mesh.add(site.code, mast, role), self._dice())
        for place in range(3):
            self.mesh.add(f"relais {place}", Mast(52.25 + 5 * KM, 6.14 + 0.02 * place, 17.5, 27.0, 4.0))
        for one, other in (("C-ZWO-01", "C-ZWO-02"), ("C-ZWO-01", "L-ZWO-11"), ("C-ZWO-02", "L-ZWO-11")):
            self.mesh.cut(one, other)
        for place in range(PHONES):
            mast = local_mast(52.25 + (2 + 2 * place) * KM, 6.15)
            self._chat(Phone(self.mesh.add(f"telefoon {place}", mast), self._dice()), self._dice())
        self.tally.consoles = frozenset(radio.node.number for radio in self.radios.values())

    def _dice(self) -> Random:
        return Random(self.dice.random())

    def _chat(self, phone: Phone, dice: Random) -> None:
        def say() -> None:
            phone.send("L-ZWO-09 open, water 300 l, 64 bezoekers, rest ok")
            self.scheduler.after(dice.uniform(0.5, 1.5) * PHONE_EVERY_S, say)

        self.scheduler.after(dice.uniform(0, PHONE_EVERY_S), say)

    @property
    def now_s(self) -> float:
        return self.scheduler.now_s

    def run(self, send: Send) -> "World":
        """Give all messages at their moments and wait for what comes of them."""
        self.scheduler.advance(SETTLE_S)
        for place, (sender, to) in enumerate(STREAMS):
            for number in range(PER_STREAM):
                text = f"{sender} aan {to} nr {number:02d}: koerier komt 19:05"
                at_s = SETTLE_S + EVERY_S * (number + place / len(STREAMS)) + self.dice.uniform(0, 10)
                self.scheduler.at(at_s, lambda sender=sender, to=to, text=text: self._give(send, sender, to, text))  # type: ignore[misc]
        self.scheduler.advance(SETTLE_S + EVERY_S * PER_STREAM + 10 + HORIZON_S)
        return self

    def _give(self, send: Send, sender: str, to: str, text: str) -> None:
        self.samples[text] = Sample(self.now_s)
        send(sender, to, text)

    def arrived(self, text: str) -> None:
        sample = self.samples[text]
        sample.times += 1
        sample.there_s = self.now_s if sample.there_s is None else sample.there_s

    def known(self, text: str) -> None:
        sample = self.samples[text]
        sample.known_s = self.now_s if sample.known_s is None else sample.known_s


# ── stock direct messages ───────────────────────────────────────────────────────────────────────────────────────────
def stock(world: World) -> World:
    """What an app does: one direct message that wants an acknowledgement; nobody sends it again."""
    under_way: dict[tuple[str, int], str] = {}

    def listener(code: str) -> Callable[[RadioEvent], None]:
        def hear(event: RadioEvent) -> None:
            if isinstance(event, PacketReceived) and event.direct:
                world.arrived(event.payload.decode())
            elif isinstance(event, SendProgress) and event.by_addressee:
                world.known(under_way[code, event.token])

        return hear

    def send(sender: str, to: str, text: str) -> None:
        token = len(under_way) + 1
        under_way[sender, token] = text
        node = world.radios[to].node.number
        world.radios[sender].send(Outgoing(token, text.encode(), TEXT_PORT, node, Priority.HIGH, want_ack=True))

    for code, radio in world.radios.items():
        radio.start(listener(code))
    return world.run(send)


# ── consoles ────────────────────────────────────────────────────────────────────────────────────────────────────────
class Console:
    """One station without its store: facts in a list, frames through the production link."""

    def __init__(self, world: World, site: Site) -> None:
        self.world, self.site, self.radio = world, site, world.radios[site.code]
        ring = KEEPER.bundle(site.number, site.kind, ROLL, coming=0).ring(Domain.REAL)
        self.gate = AirGate(site.kind, PRESET)
        self.link = Exchange(Desk(site, ROSTER, ring, Random(world.dice.random())), gate=self.gate)
        self.journal: list[Entry] = []
        self.wake_s = 0.0
        self.commit(StationStarted(site.code, Mode.DEPLOYED, "0"))
        self.radio.start(self.take)
        self.look()

    @property
    def now(self) -> Moment:
        return Moment(WALL + self.world.now_s, self.world.now_s, "boot")

    def take(self, event: RadioEvent) -> None:
        if isinstance(event, LinkChanged):
            self.gate.report(event.status.channel_use_pct, event.status.air_use_pct)
        elif isinstance(event, PacketReceived) and event.port == PRIVATE_PORT and event.private:
            heard = Heard(event.payload, event.sender, event.packet, event.snr, event.rssi, event.hops)
            hearing = self.link.hear(heard, self.now)
            taken = (hearing.delivered.taken,) if hearing.delivered else ()
            self.commit(*hearing.facts, *taken)
            if hearing.delivered:
                self.world.arrived(hearing.delivered.body.decode())
            self.look()

    def commit(self, *facts: Fact) -> None:
        for fact in facts:
            entry = Entry(len(self.journal) + 1, self.now, fact)
            self.journal.append(entry)
            self.link.apply(entry)
            if isinstance(fact, MessageStepped) and fact.step is Step.RECEIVED:
                queued = self.journal[fact.entry - 1].fact
                assert isinstance(queued, MessageQueued)
                self.world.known(queued.text)

    def look(self) -> None:
        """Record what is due, hand over what may go, and come back when the link wants to."""
        while facts := self.link.due(self.now):
            self.commit(*facts)
        for departure in self.link.departures(self.now):
            self.radio.send(outgoing(departure))
        self.wake_s = max(self.link.next_timer(self.now), self.now.elapsed + LOOK_S)
        if self.wake_s < float("inf"):
            self.world.scheduler.at(self.wake_s, self.wake)

    def wake(self) -> None:
        if self.world.now_s >= self.wake_s:  # only the last one set counts
            self.look()

    def send(self, to: str, text: str) -> None:
        self.commit(self.link.queue_mail(text, Purpose.MESSAGE, (to,), Content.TEXT, text.encode(), "proef"))
        self.look()

    def taken_once(self) -> bool:
        taken = [entry.fact for entry in self.journal if isinstance(entry.fact, MailTaken)]
        return len({(fact.station, fact.to, fact.line, fact.sequence) for fact in taken}) == len(taken)


def outgoing(departure: Departure) -> Outgoing:
    """A departure as the radio takes it."""
    port = TEXT_PORT if departure.text else PRIVATE_PORT
    priority = PRIORITIES[departure.urgency]
    return Outgoing(0, departure.payload, port, None, priority, departure.want_ack, departure.hops)


def consoles(world: World) -> World:
    """The link between three consoles."""
    each = {site.code: Console(world, site) for site in SITES}
    world.run(lambda sender, to, text: each[sender].send(to, text))
    assert all(console.taken_once() for console in each.values()), "a message was taken twice"
    return world


# ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def figures(world: World) -> dict[str, float]:
    """Of one run: percentages of all samples, seconds of those that arrived."""
    samples = list(world.samples.values())
    took = sorted(one.there_s - one.at_s for one in samples if one.there_s is not None)
    knew = [one for one in samples if one.known_s is not None and one.known_s - one.at_s <= HORIZON_S]

    def share(count: int) -> float:
        return 100 * count / len(samples)

    def quantile(part: float) -> float:
        return took[min(round(part * len(took)), len(took) - 1)] if took else float("nan")

    return {
        "≤30 min %": share(sum(seconds <= HORIZON_S for seconds in took)),
        "≤60 s %": share(sum(seconds <= 60 for seconds in took)),
        "known %": share(len(knew)),
        "p50 s": quantile(0.50),
        "p95 s": quantile(0.95),
        "double": float(sum(one.times > 1 for one in samples)),
        "lied": float(sum(one.known_s is not None and one.there_s is None for one in samples)),
        "sent/msg": world.tally.sent / len(samples),
        "air/msg s": world.tally.air_s / len(samples),
        "own air %": 100 * mean(world.radios[site.code].node.air_use() for site in SITES),
    }


def report(name: str, runs: list[dict[str, float]]) -> None:
    for key in runs[0]:
        values = [run[key] for run in runs]
        print(f"  {name:<9}{key:<11}{mean(values):9.2f}   ({min(values):.2f} – {max(values):.2f})")


def measure(loss_pct: float) -> None:
    """Five seeds of both ways at one loss."""
    print(
        f"loss {loss_pct:g} % per reception · {len(SEEDS)} seeds × {len(STREAMS) * PER_STREAM} messages · mean (range)"
    )
    for name, way in (("stock", stock), ("console", consoles)):
        started = time.perf_counter()
        report(name, [figures(way(World(seed, loss_pct / 100))) for seed in SEEDS])
        print(f"  {name:<9}{time.perf_counter() - started:.1f} s of computing")


if __name__ == "__main__":
    for loss in [float(word) for word in sys.argv[1:]] or [0.0, 30.0, 50.0]:
        measure(loss)
