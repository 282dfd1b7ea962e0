"""Packets on their way to the radio and up the ladder: bounded, prioritised, paced, and never silently lost.

Sans-IO: time and randomness are passed in. The states of an item:

    WAITING ──take──▶ WRITTEN ──queue state──▶ HANDED ──ACK──▶ done (remembered for a later, better ACK)
       ▲                 │                        │
       └── link lost, no answer, refused ─────────┴── NAK ▶ DOUBTED ──grace over──▶ done (gave up; a late ACK revives)

A packet that may or may not have reached the radio is written again under the *same* number: the radio ignores the last
20 numbers it was given (firmware PhoneAPI::wasSeenRecently, forgotten at a restart), and other radios what they heard
before. One that was refused gets a *new* number, as the radio would ignore the old one.
"""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from random import Random

from nsp_console.radio import timings as limits
from nsp_console.radio.base import PRIVATE_PORT, TEXT_PORT, Outgoing, Priority, SendProgress, SendStep
from nsp_console.radio.ledger import AirtimeLedger
from nsp_console.radio.says import ALERT_APP
from nsp_console.radio.timings import Timings
from nsp_console.radio.verdicts import QUEUE, QUEUE_OTHER, ROUTING, ROUTING_OTHER, Verdict

RANK = {Priority.ALARM: 0, Priority.HIGH: 1, Priority.NORMAL: 2, Priority.LOW: 3}
PAYLOAD_MAX = 231  # bytes that fit with header and bitfield
TEXT_PAYLOAD_MAX = 232
PKC_BYTES = 12  # a packet to one node may be encrypted to its public key
RETRANSMISSIONS = 2  # a NAK "nobody heard" means the radio sent it three times


class Place(Enum):
    WAITING = auto()
    WRITTEN = auto()
    HANDED = auto()
    DOUBTED = auto()
    DONE = auto()


@dataclass(slots=True)
class Item:
    """One packet. `since` is when it entered its place; `not_before` when it may be written."""

    packet: Outgoing
    order: int
    packet_id: int
    queued_at: float
    cost_s: float
    place: Place = Place.WAITING
    since: float = 0.0
    not_before: float = 0.0
    attempt: int = 1
    refusals: int = 0
    writes: int = 0
    heard: SendStep | None = None
    by_addressee: bool = False
    doubt: str = ""
    gave_up: bool = False
    old_ids: list[int] = field(default_factory=list)

    @property
    def alarm(self) -> bool:
        return self.packet.priority is Priority.ALARM


def payload_max(packet: Outgoing) -> int:
    """Bytes of payload the radio can carry for this packet."""
    ceiling = TEXT_PAYLOAD_MAX if packet.port < 128 else PAYLOAD_MAX
    return ceiling - (PKC_BYTES if packet.node is not None else 0)


class Outbox:
    """Everything not yet finished. Not thread-safe: the adapter holds a lock.

    channel  of the inzet: the name an `Outgoing` without one gets; goes first among equal priorities
    """

    def __init__(self, timings: Timings, ledger: AirtimeLedger, rng: Random, channel: str = "NSP") -> None:
        self._timings = timings
        self._ledger = ledger
        self._rng = rng
        self._channel = channel
        self._items: dict[int, Item] = {}  # by order of arrival
        self._by_id: OrderedDict[int, Item] = OrderedDict()  # current and earlier packet numbers
        self._finished: OrderedDict[int, Item] = OrderedDict()
        self._order = 0
        self._free: int | None = None
        self._last_at: dict[int, float] = {}  # port → when last written
        self._closed_until = 0.0  # duty cycle
        self._events: list[SendProgress] = []

    # ── in ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def waiting(self) -> int:
        return sum(item.place is Place.WAITING for item in self._items.values())

    def add(self, packet: Outgoing, now: float) -> bool:
        """Take one packet; False when full. Raises ValueError for hop limit 0 with want_ack (the radio ignores it)."""
        if packet.hop_limit == 0 and packet.want_ack:
            raise ValueError("hop_limit 0 needs want_ack False")
        packet = replace(packet, channel=packet.channel or self._channel)
        room = limits.OUTBOX_MAX - (0 if packet.priority is Priority.ALARM else limits.ALARM_RESERVE)
        if self.waiting() >= room or (self._exercise(packet) and self._exercises() >= limits.EXERCISE_MAX):
            return False
        self._order += 1
        item = Item(packet, self._order, self._new_id(), queued_at=now, cost_s=self._cost_s(packet), since=now)
        self._items[item.order] = item
        self._by_id[item.packet_id] = item
        if len(packet.payload) > payload_max(packet):
            self._give_up(item, "te_groot", now)
        return True

    def _exercise(self, packet: Outgoing) -> bool:
        return packet.channel != self._channel

    def _exercises(self) -> int:
        return sum(item.place is Place.WAITING and self._exercise(item.packet) for item in self._items.values())

    def _cost_s(self, packet: Outgoing) -> float:
        return self._ledger.cost_s(packet.port, len(packet.payload), pkc=packet.node is not None)

    def _new_id(self) -> int:
        while True:
            packet_id = self._rng.randint(1, 0xFFFFFFFF)
            if packet_id not in self._by_id:
                return packet_id

    # ── out ─────────────────────────────────────────────────────────────────────────────────────────────────────
    def events(self) -> list[SendProgress]:
        """What happened since the last call."""
        events, self._events = self._events, []
        return events

    def refuse_but(self, channels: Collection[str], now: float) -> None:
        """The radio has only `channels`: what waits for another is given up, what is for the inzet stays.

        The inzet's own lines wait for the operator to put its channel on the radio: the link status asks for that.
        """
        for item in list(self._items.values()):
            strange = self._exercise(item.packet) and item.packet.channel not in channels
            if strange and item.place is Place.WAITING:
                self._give_up(item, "geen_kanaal", now)

    def take(self, now: float, channels: Collection[str] | None = None) -> Item | None:
        """The next packet to write now, marked written; None when nothing may go (on `channels`, if told)."""
        for item in sorted(self._items.values(), key=self._turn):
            if item.place is not Place.WAITING or (channels is not None and item.packet.channel not in channels):
                continue
            item.cost_s = self._cost_s(item.packet)  # the radio may have told another preset since
            if self._may_go(item, now):
                self._write(item, now)
                return item
        return None

    def _turn(self, item: Item) -> tuple[int, bool, int]:
        return RANK[item.packet.priority], self._exercise(item.packet), item.order

    def _may_go(self, item: Item, now: float) -> bool:
        if now < item.not_before or now < self._closed_until or now < self._paced_until(item.packet.port):
            return False
        flying = sum(other.place is Place.WRITTEN for other in self._items.values())
        pending = sum(other.place in (Place.HANDED, Place.DOUBTED) for other in self._items.values())
        if pending >= limits.PENDING_MAX and not item.alarm:
            return False
        if flying >= (limits.IN_FLIGHT_ALARM_MAX if item.alarm else limits.IN_FLIGHT_MAX):
            return False
        if self._free is not None and self._free <= (0 if item.alarm else limits.FREE_RESERVE):
            return False
        return self._ledger.allows(item.cost_s, item.alarm, now, self._exercise(item.packet))

    def _paced_until(self, port: int) -> float:
        gap = {TEXT_PORT: self._timings.text_gap_s, ALERT_APP: self._timings.alert_gap_s}.get(port, 0.0)
        last = self._last_at.get(port)
        return last + gap if last is not None and gap else 0.0

    def _write(self, item: Item, now: float) -> None:
        item.place, item.since = Place.WRITTEN, now
        item.writes += 1
        self._last_at[item.packet.port] = now
        if self._free is not None:
            self._free -= 1  # until the radio says how it really is

    # ── answers of the radio ────────────────────────────────────────────────────────────────────────────────────
    def queue_state(self, res: int, free: int, packet_id: int, now: float) -> None:
        """A QueueStatus; `packet_id` 0 answers a heartbeat."""
        self._free = free
        item = self._by_id.get(packet_id)
        if item is None or item.packet_id != packet_id or item.place not in (Place.WRITTEN, Place.WAITING):
            return
        if item.place is Place.WAITING and not item.writes:
            return  # not ours to believe: we never wrote it
        verdict, detail = QUEUE.get(res, QUEUE_OTHER)
        if verdict is Verdict.TAKEN:
            self._handed(item, now)
        else:
            self._judge(item, verdict, detail, now)

    def routing(self, sender: int, packet_id: int, error: int, own_node: int, now: float) -> None:
        """An ACK or NAK. From ourselves it is a relay overheard; from the addressee it is that radio's own word."""
        item = self._by_id.get(packet_id)
        if item is None or not item.writes:
            return
        by_addressee = item.packet.node is not None and sender == item.packet.node and sender != own_node
        if sender != own_node and not by_addressee:
            return  # a third radio cannot speak for this packet
        verdict, detail = ROUTING.get(error, ROUTING_OTHER)
        if verdict is Verdict.TAKEN:
            self._acknowledged(item, by_addressee, now)
        elif item.packet_id == packet_id and item.heard is None and item.place is not Place.DONE:
            if error == 5 and item.place is not Place.DOUBTED:
                self._ledger.spend(RETRANSMISSIONS * item.cost_s, now)
            self._judge(item, verdict, detail, now)

    def _handed(self, item: Item, now: float, detail: str = "") -> None:
        item.place, item.since = Place.HANDED, now
        self._ledger.spend(item.cost_s, now)
        self._tell(item, SendStep.HANDED_OVER, detail)
        if not item.packet.want_ack:
            self._finish(item)

    def _acknowledged(self, item: Item, by_addressee: bool, now: float) -> None:
        if item.place in (Place.WAITING, Place.WRITTEN):  # the queue state was lost, the ACK proves it had it
            self._handed(item, now)
        if item.heard is None or (by_addressee and not item.by_addressee):
            item.heard, item.by_addressee = SendStep.RELAYED, by_addressee
            self._tell(item, SendStep.RELAYED, by_addressee=by_addressee)
        self._finish(item)

    def _judge(self, item: Item, verdict: Verdict, detail: str, now: float) -> None:
        if verdict is Verdict.FINAL:
            self._give_up(item, detail, now)
        elif verdict is Verdict.SOFT:
            item.place, item.since, item.doubt = Place.DOUBTED, now, detail
        else:
            self._refused(item, detail, now, duty=verdict is Verdict.DUTY)

    def _refused(self, item: Item, detail: str, now: float, duty: bool) -> None:
        item.refusals += not duty  # no limit on duty cycle refusals: the hour itself ends them
        if duty:
            self._closed_until = now + self._timings.duty_s
        elif item.refusals >= limits.REFUSALS_MAX:
            self._give_up(item, detail, now)
            return
        steps = self._timings.refused_s
        item.old_ids.append(item.packet_id)
        item.packet_id = self._new_id()
        self._by_id[item.packet_id] = item
        self._wait_again(item, detail, now, steps[min(max(item.refusals, 1), len(steps)) - 1])

    def _wait_again(self, item: Item, detail: str, now: float, wait_s: float = 0.0) -> None:
        item.place, item.since, item.not_before = Place.WAITING, now, now + wait_s
        item.attempt += 1
        self._tell(item, SendStep.RETRYING, detail)

    # ── the link ────────────────────────────────────────────────────────────────────────────────────────────────
    def link_lost(self, now: float) -> None:
        """What was written but never confirmed may be lost: it waits for the radio to return, same number."""
        self._free = None
        for item in list(self._items.values()):
            if item.place is Place.WRITTEN:
                item.writes = 1
                self._wait_again(item, "verbinding_weg", now)

    def rebooted(self, now: float) -> None:
        """The radio lost its queue: also what it had accepted and nobody acknowledged goes again."""
        self.link_lost(now)
        self._closed_until = 0.0
        for item in list(self._items.values()):
            if item.place is Place.HANDED and item.heard is None:
                self._wait_again(item, "radio_herstart", now)

    # ── time ────────────────────────────────────────────────────────────────────────────────────────────────────
    def tick(self, now: float, link_up: bool, alive_at: float) -> None:
        """Handle everything that is due. `alive_at`: when the radio last said anything.

        A radio that says nothing at all is the watchdog's business: no packet is given up for that.
        """
        for item in list(self._items.values()):
            due = self._due(item, link_up)
            if due is None or now < due:
                continue
            if item.place is not Place.WRITTEN or alive_at > item.since:
                self._overdue(item, now)

    def next_timer(self, now: float, link_up: bool) -> float | None:
        """When to look again: the earliest of all waits; None when nothing waits for time."""
        times = [
            due
            for item in self._items.values()
            if (due := self._due(item, link_up)) is not None
            and (due > now or item.place is not Place.WRITTEN)  # overdue on a silent radio: its next word wakes us
        ]
        if link_up:
            times += [
                start
                for item in self._items.values()
                if item.place is Place.WAITING
                and (start := max(item.not_before, self._closed_until, self._paced_until(item.packet.port))) > now
            ]
        return min(times, default=None)

    def wants_word(self, now: float) -> bool:
        """The radio should be asked how it stands: its queue is full while something waits, or it owes an answer."""
        full = self._free is not None and self._free <= limits.FREE_RESERVE and self.waiting() > 0
        overdue = self._timings.unconfirmed_s / 2
        return full or any(x.place is Place.WRITTEN and now - x.since >= overdue for x in self._items.values())

    def _due(self, item: Item, link_up: bool) -> float | None:
        match item.place:
            case Place.WRITTEN if link_up:
                return item.since + self._timings.unconfirmed_s
            case Place.HANDED:
                return item.since + self._timings.ack_wait_s
            case Place.DOUBTED:
                return item.since + self._timings.nak_grace_s
            case Place.WAITING:
                frame = item.packet.port == PRIVATE_PORT and not item.packet.want_ack
                return item.queued_at + (self._timings.frame_keep_s if frame else self._timings.keep_s)
        return None

    def _overdue(self, item: Item, now: float) -> None:
        if item.place is Place.WRITTEN:
            if item.writes < limits.WRITES_MAX:
                self._wait_again(item, "geen_bevestiging", now)
            else:  # firmware passes over a number it already has without a word
                self._handed(item, now, "zonder_bevestiging")
            return
        reasons = {Place.HANDED: "geen_antwoord", Place.WAITING: "te_oud"}
        self._give_up(item, reasons.get(item.place, item.doubt), now)

    # ── the end ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _give_up(self, item: Item, detail: str, now: float) -> None:
        item.since, item.gave_up = now, True
        self._tell(item, SendStep.GAVE_UP, detail)
        self._finish(item)

    def _finish(self, item: Item) -> None:
        item.place = Place.DONE
        self._items.pop(item.order, None)
        self._finished[item.order] = item
        while len(self._finished) > limits.REMEMBERED_MAX:
            _, oldest = self._finished.popitem(last=False)
            for packet_id in (oldest.packet_id, *oldest.old_ids):
                self._by_id.pop(packet_id, None)

    def _tell(self, item: Item, step: SendStep, detail: str = "", by_addressee: bool = False) -> None:
        self._events.append(
            SendProgress(item.packet.token, step, detail, item.attempt, by_addressee, airtime_s=item.cost_s)
        )
