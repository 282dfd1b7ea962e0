"""What the same region would get from stock Meshtastic: the same radios, places, moments and losses, no console.

flooded_text  every status, text and alarm is a line to everybody, passed on by every radio, seven hops; nothing is
              repeated by whoever sent it. A sample is (line, C).
stock_dm      a status or alarm is a direct message to the home C that wants an acknowledgement, a text to its
              addressee; the firmware tries three times and answers with its own acknowledgements. A sample is
              (line, home C).

Both tell a status again after half an hour without news, as the consoles do. All radios have the role CLIENT.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from time import perf_counter

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Why
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.values import Scalar
from nsp_console.drill.world.node import MeshNode
from nsp_console.drill.world.packets import FIRMWARE_PRIORITY, HOP_LIMIT_MAX, MeshPacket, Role
from nsp_console.link.sending_rule import HEARTBEAT_S, HEARTBEAT_SPREAD
from nsp_console.radio.base import BROADCAST, TEXT_PORT, Priority
from nsp_console.sim.region.chance import dice_for
from nsp_console.sim.region.driving import drive
from nsp_console.sim.region.figures import figures
from nsp_console.sim.region.layout import Place
from nsp_console.sim.region.measures import Sent
from nsp_console.sim.region.phones import status_line
from nsp_console.sim.region.plan import BASELINES, RegionPlan
from nsp_console.sim.region.purpose import ALARM, MAIL, STATUS, Purposes
from nsp_console.sim.region.workload import changed, first_values
from nsp_console.sim.region.world import Side, World
from nsp_console.wire.roster import Roster

DM_HOPS = 5  # as far as the console's own messages go at first; what the app offers is 3 (facts: airtime §5.2)


@dataclass(frozen=True, slots=True)
class Said:
    """What a packet stands for: the `number`th status of `code`, or a text or alarm with these words."""

    kind: str
    code: str
    number: int = 0
    words: str = ""


class Person:
    """Somebody with a phone at one point: also the host of its radio."""

    def __init__(self, chat: "Chat", place: Place) -> None:
        self.code = place.site.code
        self.home = place.site.home
        self.node: MeshNode = chat.side.nodes[self.code]
        self.values: dict[str, Scalar] = {}
        self.told = 0
        self.next_s = inf
        self._chat = chat

    def on_packet(self, packet: MeshPacket, rssi_dbm: float, snr_db: float) -> None:
        said = self._chat.said.get(packet.key)
        if said is not None:
            self._chat.read(self, said)

    def on_sent(self, packet: int, attempt: int, airtime_s: float) -> None:
        """The app shows nothing for this."""

    def on_relayed(self, packet: int, by_addressee: bool) -> None:
        """A tick in the app."""

    def on_gave_up(self, packet: int) -> None:
        """A red mark in the app."""


class Chat:
    """The people of one region. `direct`: they send direct messages."""

    def __init__(self, world: World, side: Side, direct: bool) -> None:
        self.world, self.side, self.direct = world, side, direct
        self.said: dict[tuple[int, int], Said] = {}
        self.status_bytes: int | None = None  # of the last status, on air
        self.people = {place.site.code: Person(self, place) for place in side.places}
        self._functions = Roster.of(side.region, world.vocabulary).functions
        self._dice = dice_for(world.plan.seed, side.name, "values")
        self._hearts = dice_for(world.plan.seed, side.name, "hearts")
        for place in side.places:
            if place.site.kind is SiteKind.L:
                self.people[place.site.code].values = first_values(self._functions, self._dice)
        if direct:
            record = side.record
            record.audience = {code: (side.region.sites[code].home,) for code in record.audience}

    def plan(self) -> None:
        """Everything that will happen is put in the scheduler."""
        at, work, record = self.world.scheduler.at, self.side.work, self.side.record
        for code, at_s in work.boots_s.items():
            at(at_s, lambda code=code: self._begin(self.people[code]))  # type: ignore[misc]
        for change in work.changes:
            at(change.at_s, lambda code=change.code: self._change(self.people[code]))  # type: ignore[misc]
        for text in work.texts:
            record.messages[text.words] = Sent(text.at_s, (text.to,))
            said = Said(MAIL, text.sender, words=text.words)
            at(text.at_s, lambda said=said, to=text.to: self._send(said, said.words, to))  # type: ignore[misc]
        for call in work.calls:
            home = self.people[call.code].home
            record.alarms[call.words] = Sent(call.at_s, (home,) if self.direct else self.side.coordinators)
            said = Said(ALARM, call.code, words=call.words)
            line = f"ALARM {call.code} BRAND {call.words}"
            at(call.at_s, lambda said=said, line=line, to=home: self._send(said, line, to))  # type: ignore[misc]

    def _begin(self, person: Person) -> None:
        person.node.host = person
        if person.values:
            self._tell(person, Why.CHANGE)

    def _change(self, person: Person) -> None:
        person.values = changed(person.values, self._functions, self._dice)
        self._tell(person, Why.CHANGE)

    def _tell(self, person: Person, why: Why) -> None:
        """Type the whole status; again after half an hour without news."""
        person.told += 1
        record, meter, now_s = self.side.record, self.world.meter, self.world.now_s
        record.issue(person.code, person.code, person.told, now_s, meter.air_s, why.value)
        line = status_line(person.code, person.values, self.world.vocabulary)
        self._send(Said(STATUS, person.code, person.told), line, person.home)
        due_s = person.next_s = now_s + HEARTBEAT_S * self._hearts.uniform(*HEARTBEAT_SPREAD)
        self.world.scheduler.at(due_s, lambda: self._again(person, due_s))

    def _again(self, person: Person, due_s: float) -> None:
        if person.next_s == due_s:  # else something was told since
            self._tell(person, Why.HEARTBEAT)

    def _send(self, said: Said, line: str, to: str) -> None:
        person = self.people[said.code]
        hops = DM_HOPS if self.direct else HOP_LIMIT_MAX
        packet = MeshPacket(
            sender=person.node.number,
            packet=self.world.packet_number(),
            channel=self.side.channel,
            port=TEXT_PORT,
            payload=line.encode(),
            to=self.people[to].node.number if self.direct else BROADCAST,
            hop_limit=hops,
            hop_start=hops,
            want_ack=self.direct,
            pkc=self.direct,
        )
        self.said[packet.key] = said
        if said.kind == STATUS:
            self.status_bytes = packet.air_bytes
        self.world.send(self.side, person.node, packet, FIRMWARE_PRIORITY[Priority.NORMAL], said.kind)

    def read(self, person: Person, said: Said) -> None:
        """A line shows on the phone of `person`."""
        record, now_s = self.side.record, self.world.now_s
        if said.kind == STATUS:
            record.reach(said.code, person.code, said.number, now_s, self.world.meter.air_s)
        sent = {MAIL: record.messages, ALARM: record.alarms}.get(said.kind, {}).get(said.words)
        if sent is not None and person.code in sent.to:
            sent.arrive(person.code, now_s)


def simulate_baseline(
    name: str, plan: RegionPlan, progress: Callable[[float], None] = lambda part: None
) -> dict[str, object]:
    """The figures of baseline `name` under `plan`, under the same keys as `simulate`."""
    if name not in BASELINES:
        raise CommandError("simulatie.vergelijking", value=name, known=", ".join(BASELINES))
    began = perf_counter()
    world = World(plan, roles=lambda place: Role.CLIENT)
    chats = [Chat(world, side, direct=name == "stock_dm") for side in world.sides]
    for chat in chats:
        chat.plan()
    readings = drive(world, progress)
    weights = Purposes(())
    weights.status_bytes = chats[0].status_bytes
    return figures(world, readings, (MAIL,), weights, perf_counter() - began)
