"""The other consoles: what they seal comes in as facts, what we owe them goes out. Locked until the keys are open.

The link proves who said it and that it is new; what it means is read here (`meaning`), and both are committed together.
"""

import random
from collections.abc import Iterable
from typing import TYPE_CHECKING

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Entry, Fact, MessageQueued, MessageStepped, Mode, Purpose, StationRevoked, Step
from nsp_console.domain.moments import Moment
from nsp_console.domain.situation import Situation
from nsp_console.domain.views import OwnState, PeerView, PictureView
from nsp_console.link.air import AirGate
from nsp_console.link.plane import Departure, Heard, Urgency
from nsp_console.radio.base import PRIVATE_PORT, TEXT_PORT, Outgoing, PacketReceived, Priority, Radio
from nsp_console.station.orders import Reach
from nsp_console.station.unlocking import Keys
from nsp_console.wire.frames.bodies import Body
from nsp_console.wire.frames.mail import content_of, encode_body
from nsp_console.wire.roster import Roster
from nsp_console.wire.sealing import Keyring

if TYPE_CHECKING:  # the link itself is loaded when the keys are opened: a board without keys is there sooner
    from nsp_console.link.alarm_plane import AlarmPlane
    from nsp_console.link.desk import Desk
    from nsp_console.link.exchange import Exchange
    from nsp_console.link.heard_alarms import AlarmHeard
    from nsp_console.link.picture.plane import PicturePlane
    from nsp_console.link.status_plane import StatusPlane
    from nsp_console.station.keeping import Keeping
    from nsp_console.station.meaning import Reader

LOCKED = "sleutel_dicht"
UNCOUNTED = 0  # as a token: whatever the radio tells of this packet is no news
PRIORITIES = {
    Urgency.ALARM: Priority.ALARM,
    Urgency.ALARM_RECEIPT: Priority.HIGH,
    Urgency.ORDER: Priority.HIGH,
    Urgency.MESSAGE: Priority.HIGH,
    Urgency.RECEIPT: Priority.NORMAL,
    Urgency.STATUS: Priority.NORMAL,
    Urgency.GOSSIP: Priority.LOW,
    Urgency.REPAIR: Priority.LOW,
}


class Consoles:
    """The station's side of the link to other consoles. Everything answers sensibly while it is locked.

    bridge  whether this L repeats the regional picture for C's that cannot hear each other
    """

    def __init__(
        self, code: str, situation: Situation, dice: random.Random, gate: AirGate, bridge: bool = False
    ) -> None:
        self._me = situation.sites[code]
        self._situation = situation
        self._dice = dice
        self._gate = gate
        self._bridge = bridge
        self._roster = Roster.of(situation.region, situation.rules.vocabulary)
        self._reader: Reader | None = None
        self._keyring: Keyring | None = None
        self._revoked: dict[int, int] = {}  # station → generation up to which its keys are not trusted
        self._exchange: Exchange | None = None
        self._status: StatusPlane | None = None
        self._alarms: AlarmPlane | None = None
        self._picture: PicturePlane | None = None

    # ── keys ─────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def open(self) -> bool:
        """Whether the keys are open, so that we can be believed and can check others."""
        return self._exchange is not None

    @property
    def signs(self) -> bool:
        """Whether an order of ours can go to everybody."""
        return self._keyring is not None and self._keyring.sign(b"") is not None

    def unlock(self, keyring: Keyring, journal: Iterable[Entry], restored: bool) -> None:
        """Begin with these keys: the link reads the whole journal back. `restored`: it was put back from a copy.

        May run in a thread while nothing is recorded: it is open only when all of it was read.
        """
        from nsp_console.link.desk import Desk
        from nsp_console.station.meaning import Reader

        assert self._me.number in self._roster.sites, "a point without a number has no keys"
        desk = Desk(self._me, self._roster, keyring, self._dice, self._gate.scale())
        exchange, status, alarms, picture = self._planes(desk)
        self._keyring = keyring
        for entry in journal:
            self._revoke(entry)
            exchange.apply(entry)
        if restored:
            exchange.restored()
        self._reader = Reader(self._situation, self._situation.air, self._me.code)
        self._status, self._alarms, self._picture, self._exchange = status, alarms, picture, exchange

    def _planes(self, desk: "Desk") -> "tuple[Exchange, StatusPlane, AlarmPlane, PicturePlane | None]":
        """All there is to say: a C tells the regional picture, and keeps the points without a console."""
        from nsp_console.link.alarm_plane import AlarmPlane
        from nsp_console.link.bridge import BridgePlane
        from nsp_console.link.exchange import Exchange
        from nsp_console.link.guest_plane import GuestPlane
        from nsp_console.link.kept_status import KeptStatus
        from nsp_console.link.picture.plane import PicturePlane
        from nsp_console.link.status_plane import StatusPlane

        keeping = self._keeping()
        status = StatusPlane(desk, keeping.own, self._answers_for)
        alarms = AlarmPlane(desk, self._answers_for)
        coordinates = desk.is_coordinator
        picture = PicturePlane(desk, status, alarms, self._gate) if coordinates else None
        exchange = Exchange(
            desk,
            status,
            alarms,
            GuestPlane(desk, self._situation.region),
            gate=self._gate,
            picture=picture,
            kept=KeptStatus(desk, keeping.kept, keeping.values_of) if coordinates else None,
            bridge=BridgePlane(desk) if self._bridge and not coordinates else None,
        )
        return exchange, status, alarms, picture

    def _keeping(self) -> "Keeping":
        from nsp_console.station.keeping import Keeping

        return Keeping(self._me.code, self._situation, tuple(site.code for site in self._roster.sites.values()))

    def renew(self, keyring: Keyring) -> None:
        """Go on with other keys of the same station: an epoch was opened."""
        for number, generation in self._revoked.items():
            keyring.revoke(number, generation)
        self._keyring = keyring
        if self._exchange is not None:
            self._exchange.desk.keyring = keyring

    def _revoke(self, entry: Entry) -> None:
        fact = entry.fact
        number = self._roster.number(fact.station) if isinstance(fact, StationRevoked) else None
        if isinstance(fact, StationRevoked) and number is not None:
            self._revoked[number] = max(fact.generation, self._revoked.get(number, 0))
            if self._keyring is not None:
                self._keyring.revoke(number, fact.generation)

    # ── in ───────────────────────────────────────────────────────────────────────────────────────────────

    def apply(self, entry: Entry) -> None:
        """Take a committed entry in."""
        self._revoke(entry)
        if self._exchange is not None:
            self._exchange.apply(entry)

    def forget_uncommitted(self) -> None:
        """The facts made last were not committed and never will be."""
        if self._exchange is not None:
            self._exchange.forget_uncommitted()

    def hear(self, packet: PacketReceived, now: Moment, mode: Mode) -> tuple[list[Fact], str]:
        """Facts of a frame, and why something of it was refused ("" when nothing was)."""
        if self._exchange is None:
            return [], LOCKED
        heard = _heard(packet)
        hearing = self._exchange.hear(heard, now)
        made = list(hearing.facts)
        refused = hearing.refused
        if hearing.delivered is not None and self._reader is not None:
            meaning = self._reader.read(hearing.delivered, heard, mode)
            made.extend(meaning.facts)
            refused = refused or meaning.refused
            if meaning.roll_call and self._status is not None:
                self._status.ask(now)
        return made, refused.reason if refused else ""

    def alarm_line(self, packet: PacketReceived, now: Moment) -> "AlarmHeard | None":
        """What the link makes of a text as an alarm of a console; None when it is none, or we cannot tell."""
        counts = packet.port == TEXT_PORT and packet.private and not packet.via_mqtt
        return self._alarms.hear_line(packet.payload, _heard(packet), now) if self._alarms and counts else None

    # ── time ─────────────────────────────────────────────────────────────────────────────────────────────

    def first(self) -> list[Fact]:
        """What must be recorded before a command that may queue a message."""
        return self._exchange.first() if self._exchange else []

    def due(self, now: Moment) -> list[Fact]:
        """Facts that time asks for, to be recorded before anything goes out."""
        if self._exchange is None:
            return []
        self._exchange.desk.scale = self._gate.scale()
        return self._exchange.due(now)

    def hand_over(self, radio: Radio, now: Moment) -> list[MessageStepped]:
        """Give the radio what may go now; steps for messages that no radio got before."""
        if self._exchange is None:
            return []
        sent = [one.entry for one in self._exchange.departures(now) if radio.send(_outgoing(one))]
        return [MessageStepped(entry, Step.AT_RADIO) for entry in sent if self._first(entry)]

    def _first(self, entry: int) -> bool:
        line = self._situation.out.get(entry)
        return self._situation.air.waits_to_go(entry) if line is None else line.step is Step.STORED

    # ── the station asks ─────────────────────────────────────────────────────────────────────────────────

    def queue(
        self, text: str, purpose: Purpose, to: tuple[str, ...], body: Body, by: str, answers: int | None = None
    ) -> MessageQueued:
        """A message with its place in the stream to `to`; () is our signed broadcast stream."""
        if self._exchange is None:
            raise CommandError("sleutel_dicht")
        content, data = content_of(body), encode_body(body, self._roster)
        return self._exchange.queue_mail(text, purpose, to, content, data, by, answers)

    def has_console(self, code: str) -> bool:
        """Whether a message to `code` can go sealed: our keys are open and it has a console."""
        writers = self._situation.air.writers
        return self.open and (writers.has_console(code) or writers.is_coordinator(code))

    def reach(self, keys: Keys) -> Reach:
        """What orders may ask of us."""

        def generation(code: str) -> int:
            return keys.generation(self._roster.number(code) or 0)

        return Reach(self.has_console, lambda: self.signs, generation, self.next_alarm, self)

    def next_alarm(self) -> int | None:
        """Number for an alarm of our own; None while locked: then it goes as a plain line."""
        return self._alarms.next_number() if self._alarms else None

    def own(self, now: Moment) -> OwnState:
        """How far our own site's state got; while locked, what the journal tells of it."""
        return self._status.view(now) if self._status else self._situation.air.own(now)

    def peers(self, now: Moment) -> tuple[PeerView, ...]:
        """Every console that was met or heard."""
        return self._exchange.peers(now) if self._exchange else ()

    def picture(self, now: Moment) -> PictureView | None:
        """How far the regional picture is here; None at an L, and while locked at a C what the journal tells."""
        if self._picture is None:
            return known_picture(self._situation, self._me.code)
        return self._picture.view(now)

    def _answers_for(self, code: str) -> bool:
        return self._situation.air.writers.answers_for(self._me.code, code)


def known_picture(situation: Situation, me: str) -> PictureView | None:
    """The regional picture as a journal tells it; None at an L and before any state was ever told."""
    versions, writers = situation.air.versions, situation.air.writers
    if not versions or not writers.is_coordinator(me):
        return None
    numbered = Roster.of(situation.region, situation.rules.vocabulary).sites
    codes = [site.code for site in numbered.values()]
    return PictureView(sum(code in versions for code in codes), len(codes), stale=0, pending=0)


def _heard(packet: PacketReceived) -> Heard:
    age_s = max(0.0, packet.age_s or 0.0)
    return Heard(packet.payload, packet.sender, packet.packet, packet.snr, packet.rssi, packet.hops, age_s)


def _outgoing(departure: Departure) -> Outgoing:
    return Outgoing(
        token=departure.entry if not departure.text else UNCOUNTED,
        payload=departure.payload,
        port=TEXT_PORT if departure.text else PRIVATE_PORT,
        priority=PRIORITIES[departure.urgency],
        want_ack=departure.want_ack,
        hop_limit=departure.hops,
    )
