"""One console of the simulated region: the production link, real keys, a list as journal, a simulated radio.

What a station does is done in its order: facts are committed before anything that tells of them leaves. Left out: the
time a disk takes, the cable to the radio, and people who take alarms on.
"""

from math import inf

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import (
    AlarmKind,
    AlarmRaised,
    Content,
    Entry,
    Fact,
    Mode,
    Purpose,
    StationStarted,
    StatusHeard,
    StatusIssued,
    StatusKept,
    TextHeard,
)
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Scalar, Source, Tier
from nsp_console.drill.world.node import MeshNode
from nsp_console.drill.world.packets import FIRMWARE_PRIORITY, HOP_LIMIT_DEFAULT, MeshPacket
from nsp_console.link.air import AirGate
from nsp_console.link.desk import Desk
from nsp_console.link.picture.pace import Pace
from nsp_console.link.plane import Departure, Heard
from nsp_console.link.sending_rule import OwnReport
from nsp_console.radio.base import BROADCAST, PRIVATE_PORT, TEXT_PORT
from nsp_console.sim.region.chance import dice_for
from nsp_console.sim.region.journals import WALL_S
from nsp_console.sim.region.layout import Place
from nsp_console.sim.region.phones import PhoneOnly
from nsp_console.sim.region.planes import Answers, Planes, planes_of
from nsp_console.sim.region.purpose import Purposes
from nsp_console.sim.region.world import Side, World
from nsp_console.station.consoles import PRIORITIES
from nsp_console.wire.roster import Roster
from nsp_console.wire.sealing import Keyring

LOOK_S = 0.2  # a console looks no more often at what its timers ask
REPORT_S = 60.0  # a radio tells its computer so often how busy the channel is
VERSION = "simulatie"
ALARM_LINE = b"ALARM "


class Console:
    """Also the host of its radio. `purposes` notes what packets were for."""

    def __init__(
        self,
        world: World,
        side: Side,
        place: Place,
        roster: Roster,
        keyring: Keyring,
        purposes: Purposes,
        pace: Pace | None = None,
    ) -> None:
        self.world, self.side, self.place = world, side, place
        self.site = place.site
        self.node: MeshNode = side.nodes[place.site.code]
        self.journal: list[Entry] = []
        self.reports: dict[str, tuple[float, dict[str, Scalar]]] = {}  # what counts here, of whom we write for
        self.refused: dict[str, int] = {}
        self.phones: dict[int, PhoneOnly] = {}  # of points that we write for, by radio
        self._purposes = purposes
        self._gate = AirGate(self.site.kind, world.preset)
        dice = dice_for(world.plan.seed, side.name, self.site.code)
        desk = Desk(self.site, roster, keyring, dice, self._gate.scale(), unpack=purposes.unpack)
        answers = Answers(self._report, self._kept, self._values_of, self._answers_for)
        self.planes: Planes = planes_of(desk, self._gate, answers, world.plan.bridge, pace)
        self._on = False
        self._wake_s = inf
        self._looked_s = -inf

    # ── the journal ─────────────────────────────────────────────────────────────────────────────────────────────
    def boot(self, before: list[Entry]) -> None:
        """A process begins that finds `before` in its journal."""
        self.journal += before
        for entry in before:
            self.planes.link.apply(entry)
        self._on = True
        self.node.host = self
        self._tell_gate()
        self.commit(StationStarted(self.site.code, Mode.DEPLOYED, VERSION))
        self.look()

    def commit(self, *facts: Fact) -> None:
        """Durable from here on."""
        now = self._now()
        entries = [Entry(len(self.journal) + number, now, fact) for number, fact in enumerate(facts, 1)]
        self.journal += entries
        for entry in entries:
            self.planes.link.apply(entry)
            self._note(entry.fact)

    def _note(self, fact: Fact) -> None:
        record, me, now_s, air_s = self.side.record, self.site.code, self.world.now_s, self.world.meter.air_s
        match fact:
            case StatusIssued(site=site, version=version) | StatusKept(site=site, version=version):
                if site in record.audience:
                    record.issue(site, me, version, now_s, air_s, fact.why.value)
            case StatusHeard(site=site, version=version):
                if site in record.audience:
                    record.reach(site, me, version, now_s, air_s)

    # ── what counts here ────────────────────────────────────────────────────────────────────────────────────────
    def enter(self, code: str, values: dict[str, Scalar]) -> None:
        """A person enters (or confirms) what is true of `code` now."""
        self.reports[code] = (self.world.now_s, values)
        if self._on:
            self.planes.wake()
            self.look()

    def _values_of(self, code: str, now: Moment) -> OwnReport | None:
        known = self.reports.get(code)
        if known is None:
            return None
        tier = Tier.A if code == self.site.code else Tier.C  # of a point with a phone: the line that was confirmed
        return OwnReport(known[1], observed_s=now.elapsed - known[0], tier=tier)

    def _report(self, now: Moment) -> OwnReport | None:
        return self._values_of(self.site.code, now)

    def _kept(self) -> list[str]:
        return [phone.place.site.code for phone in self.phones.values()]

    def _answers_for(self, code: str) -> bool:
        site = self.side.region.sites.get(code)
        return site is not None and site.home == self.site.code

    # ── the radio's host ────────────────────────────────────────────────────────────────────────────────────────
    def on_packet(self, packet: MeshPacket, rssi_dbm: float, snr_db: float) -> None:
        if packet.port == PRIVATE_PORT:
            self._frame(packet, snr_db)
        elif packet.port == TEXT_PORT:
            self._line(packet, snr_db)

    def on_sent(self, packet: int, attempt: int, airtime_s: float) -> None:
        """The meter counts what is sent."""

    def on_relayed(self, packet: int, by_addressee: bool) -> None:
        """Being passed on is no receipt."""

    def on_gave_up(self, packet: int) -> None:
        """The link sends anew by itself."""

    def _frame(self, packet: MeshPacket, snr_db: float) -> None:
        heard = Heard(packet.payload, packet.sender, packet.packet, snr_db, None, packet.hops)
        hearing = self.planes.link.hear(heard, self._now())
        facts = hearing.facts
        if hearing.refused is not None:
            self.refused[hearing.refused.reason] = self.refused.get(hearing.refused.reason, 0) + 1
        if hearing.delivered is not None:
            taken, body = hearing.delivered.taken, hearing.delivered.body
            words = body.decode()
            source = Source(Means.LORA, Tier.A, packet.sender)
            understood = Understanding(Outcome.MESSAGE)
            facts = (*facts, taken, TextHeard(words, packet.sender, packet.packet, "", source, understood,
                                              station=taken.station, content=taken.content))  # fmt: skip
            sent = self.side.record.messages.get(words)
            if sent is not None:
                sent.arrive(self.site.code, self.world.now_s)
        if facts:
            self.commit(*facts)
        if facts or hearing.owes is not None or hearing.greet is not None:
            self.look()
        else:
            self._plan_wake()

    def _line(self, packet: MeshPacket, snr_db: float) -> None:
        phone = self.phones.get(packet.sender)
        values = phone.heard(packet.packet) if phone is not None and self._on else None
        if phone is not None and values is not None:
            self.enter(phone.place.site.code, values)
        if not packet.payload.startswith(ALARM_LINE):
            return
        heard = Heard(packet.payload, packet.sender, packet.packet, snr_db, None, packet.hops)
        alarm = self.planes.alarms.hear_line(packet.payload, heard, self._now())
        if alarm is not None and alarm.tier is Tier.A and alarm.rings:
            self.commit(
                TextHeard(
                    packet.payload.decode(), packet.sender, packet.packet, packet.channel,
                    Source(Means.LORA, Tier.A, packet.sender), Understanding(Outcome.ALARM), alarm.station,
                    alarm_kind=alarm.kind, station=alarm.station, alarm_number=alarm.number,
                    alarm_counter=alarm.counter,
                )
            )  # fmt: skip
            sent = self.side.record.alarms.get(alarm.text)
            if sent is not None:
                sent.arrive(self.site.code, self.world.now_s)
        self.look()

    # ── what people do ──────────────────────────────────────────────────────────────────────────────────────────
    def send(self, to: str, words: str) -> None:
        """A text to another console."""
        try:
            self.commit(self.planes.link.queue_mail(words, Purpose.MESSAGE, (to,), Content.TEXT, words.encode(), ""))
        except CommandError:
            return  # it counts as sent and never delivered
        self.look()

    def sound(self, words: str) -> None:
        """An alarm of our own point."""
        number = self.planes.alarms.next_number()
        self.commit(AlarmRaised(AlarmKind.FIRE, self.site.code, words, "", number=number))
        self.look()

    # ── time ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _now(self) -> Moment:
        now_s = self.world.scheduler.now_s
        return Moment(WALL_S + now_s, now_s, "vandaag")

    def look(self) -> None:
        """Record what is due, hand over what may go, and come back when the link wants to."""
        now = self._now()
        self._looked_s = now.elapsed
        while facts := self.planes.link.due(now):
            self.commit(*facts)
        for departure in self.planes.link.departures(now):
            self._hand_over(departure)
        self._wake_s = inf
        self._plan_wake()

    def _plan_wake(self) -> None:
        """Wake when the link wants to be looked at, if that is sooner than planned."""
        wanted_s = max(self.planes.link.next_timer(self._now()), self._looked_s + LOOK_S)
        if wanted_s < self._wake_s:
            self._wake_s = wanted_s
            self.world.scheduler.at(wanted_s, self._wake)

    def _wake(self) -> None:
        if self.world.scheduler.now_s >= self._wake_s:  # else a look came between and planned anew
            self.look()

    def _hand_over(self, departure: Departure) -> None:
        hops = HOP_LIMIT_DEFAULT if departure.want_ack and departure.hops == 0 else departure.hops
        packet = MeshPacket(
            sender=self.node.number,
            packet=self.world.packet_number(),
            channel=self.side.channel,
            port=TEXT_PORT if departure.text else PRIVATE_PORT,
            payload=departure.payload,
            to=BROADCAST,
            hop_limit=hops,
            hop_start=hops,
            want_ack=departure.want_ack,
        )
        kind = self._purposes.kind_of(departure, packet)
        self.world.send(self.side, self.node, packet, FIRMWARE_PRIORITY[PRIORITIES[departure.urgency]], kind)

    def _tell_gate(self) -> None:
        self._gate.report(100 * self.node.channel_use(), 100 * self.node.air_use())
        self.world.scheduler.after(REPORT_S, self._tell_gate)

    @property
    def is_coordinator(self) -> bool:
        return self.site.kind is SiteKind.C
