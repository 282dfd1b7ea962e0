"""One radio with the firmware's behaviour: queue, CSMA, managed flooding, acknowledgements (facts: airtime §1)."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from random import Random
from typing import Protocol

from nsp_console.drill.world.airledger import AirLedger
from nsp_console.drill.world.contention import own_slots, relay_slots, retry_slots
from nsp_console.drill.world.medium import Medium
from nsp_console.drill.world.packets import (
    ACK_PRIORITY,
    HOP_LIMIT_MAX,
    RELAY_PRIORITY,
    RELAY_TEXT_PRIORITY,
    ROUTING_PORT,
    MeshPacket,
    Role,
)
from nsp_console.drill.world.propagation import Mast
from nsp_console.drill.world.scheduler import Timer
from nsp_console.radio.base import BROADCAST, TEXT_PORT

QUEUE_MAX = 16  # packets waiting in the radio
SEEN_MAX = 500  # packets remembered against duplicates
TRANSMISSIONS_MAX = 3  # with want_ack, the first included
RETRY_FIXED_S = 4.5
DUTY_MAX = 0.10  # of the sliding hour; above it the radio drops everything
ACK_KEPT_FOR_S = 120.0  # a late acknowledgement by the addressee, after a relay was heard
NEIGHBOUR_FOR_S = 7200.0  # heard directly within this time counts as a neighbour


class Host(Protocol):
    """What is attached to a radio: a console, or somebody's phone."""

    def on_packet(self, packet: MeshPacket, rssi_dbm: float, snr_db: float) -> None:
        """A packet for this radio or for everybody; undecodable ones are not handed over."""

    def on_sent(self, packet: int, attempt: int, airtime_s: float) -> None:
        """Our packet went on air for the `attempt`th time."""

    def on_relayed(self, packet: int, by_addressee: bool) -> None:
        """Our packet was overheard being relayed, or the addressed radio acknowledged it."""

    def on_gave_up(self, packet: int) -> None:
        """Sent as often as the firmware does; nobody was heard."""


@dataclass(slots=True, eq=False)
class Queued:
    """A packet waiting for the channel. `snr_db` of the copy it was heard in when it is a relay, else None."""

    packet: MeshPacket
    priority: int
    snr_db: float | None = None


@dataclass(slots=True, eq=False)
class Awaiting:
    """Our own packet that wants an acknowledgement."""

    packet: MeshPacket
    priority: int
    attempt: int = 0
    heard: bool = False
    timer: Timer | None = None


class MeshNode:
    """A radio on the medium. `channels` are the names whose key it has; `favourites` matter to a CLIENT_BASE only."""

    def __init__(self, number: int, mast: Mast, medium: Medium, rng: Random, role: Role = Role.CLIENT) -> None:
        self.number = number
        self.mast = mast
        self.role = role
        self.channels: set[str] = set()
        self.favourites: set[int] = set()
        self.host: Host | None = None
        self.heard_direct: dict[int, float] = {}
        self.air_hour = AirLedger(60.0, 60)  # what we sent
        self.busy_minute = AirLedger(10.0, 6)  # what we sent and sensed
        self.duty_dropped = 0
        self._medium = medium
        self._rng = rng
        self._queue: list[tuple[int, int, Queued]] = []
        self._order = 0
        self._timer: Timer | None = None
        self._seen: OrderedDict[tuple[int, int], None] = OrderedDict()
        self._awaiting: dict[int, Awaiting] = {}
        medium.attach(self)

    # -- from the host ------------------------------------------------------------------------------------------

    def send(self, packet: MeshPacket, priority: int) -> bool:
        """Take an own packet for sending; False when the queue is full (the radio's res=32)."""
        if self.queue_free <= 0:
            return False
        self._remember(packet.key)
        if packet.want_ack:
            self._awaiting[packet.packet] = Awaiting(packet, priority)
        # The flag itself is not sent on broadcasts; repeating until a relay is heard goes on all the same.
        on_air = packet if packet.to != BROADCAST else replace(packet, want_ack=False)
        self._enqueue(Queued(on_air, priority))
        return True

    @property
    def queue_free(self) -> int:
        """Places left in the transmit queue."""
        return QUEUE_MAX - len(self._queue)

    def neighbours(self) -> int:
        """Radios heard directly not long ago."""
        limit = self._medium.scheduler.now_s - NEIGHBOUR_FOR_S
        return sum(heard >= limit for heard in self.heard_direct.values())

    def channel_use(self) -> float:
        """Part of the last minute that the channel was in use here."""
        return self.busy_minute.share(self._medium.scheduler.now_s)

    def air_use(self) -> float:
        """Part of the last hour that this radio sent."""
        return self.air_hour.share(self._medium.scheduler.now_s)

    # -- from the medium ----------------------------------------------------------------------------------------

    def sensed(self, airtime_s: float) -> None:
        self.busy_minute.add(self._medium.scheduler.now_s, airtime_s)

    def transmitted(self, packet: MeshPacket, airtime_s: float) -> None:
        self.busy_minute.add(self._medium.scheduler.now_s, airtime_s)
        waiting = self._awaiting.get(packet.packet) if packet.sender == self.number else None
        if packet.sender == self.number and self.host is not None and packet.port != ROUTING_PORT:
            self.host.on_sent(packet.packet, waiting.attempt if waiting else 1, airtime_s)
        self._arm()

    def received(self, packet: MeshPacket, rssi_dbm: float, snr_db: float) -> None:
        now_s = self._medium.scheduler.now_s
        if packet.sender == self.number:
            self._acknowledged(packet.packet, by_addressee=False)
            return
        if packet.hops == 0:
            self.heard_direct[packet.sender] = now_s
        if packet.key in self._seen:
            self._again(packet)
            return
        self._remember(packet.key)
        if packet.to == self.number:
            self._for_us(packet, rssi_dbm, snr_db)
            return
        if packet.to == BROADCAST and packet.channel in self.channels and self.host is not None:
            self.host.on_packet(packet, rssi_dbm, snr_db)
        if packet.hop_limit > 0 and self.role is not Role.CLIENT_MUTE:
            self._relay(packet, snr_db)

    # -- flooding -----------------------------------------------------------------------------------------------

    def _for_us(self, packet: MeshPacket, rssi_dbm: float, snr_db: float) -> None:
        if packet.port == ROUTING_PORT:
            self._acknowledged(packet.request, by_addressee=True)
            return
        if self.host is not None and (packet.pkc or packet.channel in self.channels):
            self.host.on_packet(packet, rssi_dbm, snr_db)
        if packet.want_ack:
            self._acknowledge(packet)

    def _again(self, packet: MeshPacket) -> None:
        """A copy of something known: somebody else relays it, or the sender did not hear our acknowledgement."""
        if packet.to == self.number and packet.want_ack and packet.hops == 0:
            self._acknowledge(packet)
        if not self._relays_early(packet):
            kept = [item for item in self._queue if item[2].packet.key != packet.key]
            if len(kept) < len(self._queue):
                heapify(kept)
                self._queue = kept

    def _acknowledge(self, packet: MeshPacket) -> None:
        hops = min(packet.hops + 2, HOP_LIMIT_MAX)
        ack = MeshPacket(
            sender=self.number,
            packet=self._rng.getrandbits(32),
            channel=packet.channel,
            port=ROUTING_PORT,
            payload=b"",
            to=packet.sender,
            hop_limit=hops,
            hop_start=hops,
            request=packet.packet,
        )
        self._remember(ack.key)
        self._enqueue(Queued(ack, ACK_PRIORITY))

    def _relay(self, packet: MeshPacket, snr_db: float) -> None:
        if self.queue_free <= 0:
            return
        priority = RELAY_PRIORITY
        if packet.port == ROUTING_PORT:
            priority = ACK_PRIORITY
        elif packet.port == TEXT_PORT and packet.channel in self.channels:
            priority = RELAY_TEXT_PRIORITY
        onward = replace(packet, hop_limit=packet.hop_limit - 1)
        self._enqueue(Queued(onward, priority, snr_db))

    def _remember(self, key: tuple[int, int]) -> None:
        self._seen[key] = None
        if len(self._seen) > SEEN_MAX:
            self._seen.popitem(last=False)

    # -- acknowledgements ---------------------------------------------------------------------------------------

    def _acknowledged(self, number: int, by_addressee: bool) -> None:
        waiting = self._awaiting.get(number)
        if waiting is None:
            return
        if waiting.timer is not None:
            waiting.timer.cancel()
        news = by_addressee or not waiting.heard
        waiting.heard = True
        if by_addressee or waiting.packet.to == BROADCAST:
            del self._awaiting[number]
        else:
            waiting.timer = self._medium.scheduler.after(ACK_KEPT_FOR_S, lambda: self._forget(waiting))
        if news and self.host is not None:
            self.host.on_relayed(number, by_addressee)

    def _forget(self, waiting: Awaiting) -> None:
        if self._awaiting.get(waiting.packet.packet) is waiting:
            del self._awaiting[waiting.packet.packet]

    def _retry_after_s(self, packet: MeshPacket) -> float:
        slots = retry_slots(self.channel_use())
        return 2 * self._medium.airtime_s(packet) + slots * self._medium.slot_s + RETRY_FIXED_S

    def _retry(self, waiting: Awaiting) -> None:
        number = waiting.packet.packet
        if waiting.heard or self._awaiting.get(number) is not waiting:
            return
        if waiting.attempt >= TRANSMISSIONS_MAX:
            del self._awaiting[number]
            if self.host is not None:
                self.host.on_gave_up(number)
            return
        on_air = waiting.packet if waiting.packet.to != BROADCAST else replace(waiting.packet, want_ack=False)
        self._enqueue(Queued(on_air, waiting.priority))

    # -- the channel --------------------------------------------------------------------------------------------

    def _enqueue(self, item: Queued) -> None:
        self._order += 1
        heappush(self._queue, (-item.priority, self._order, item))
        self._arm()

    def _delay_s(self, item: Queued) -> float:
        if item.snr_db is None:
            slots = own_slots(self._rng, self.channel_use())
        else:
            slots = relay_slots(self._rng, item.snr_db, self._relays_early(item.packet))
        return slots * self._medium.slot_s

    def _relays_early(self, packet: MeshPacket) -> bool:
        """A router always does, a C-NSP's radio for its own points; they also relay when others already did."""
        own = self.role is Role.CLIENT_BASE and packet.sender in self.favourites
        return own or self.role is Role.ROUTER

    def _arm(self, from_s: float | None = None) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._queue:
            start_s = self._medium.scheduler.now_s if from_s is None else from_s
            self._timer = self._medium.scheduler.at(start_s + self._delay_s(self._queue[0][2]), self._try)

    def _try(self) -> None:
        self._timer = None
        if not self._queue:
            return
        now_s = self._medium.scheduler.now_s
        free_s = self._medium.busy_until_s(self.number)
        if free_s > now_s:
            self._arm(free_s)
            return
        packet = heappop(self._queue)[2].packet
        if self._medium.is_silent(self.number) or self.air_use() >= DUTY_MAX:
            self.duty_dropped += not self._medium.is_silent(self.number)
            self._arm()
            self._plan_retry(packet)
            return
        self.air_hour.add(now_s, self._medium.transmit(self.number, packet))
        self._plan_retry(packet)

    def _plan_retry(self, packet: MeshPacket) -> None:
        waiting = self._awaiting.get(packet.packet) if packet.sender == self.number else None
        if waiting is not None and not waiting.heard:
            waiting.attempt += 1
            item = waiting
            waiting.timer = self._medium.scheduler.after(self._retry_after_s(packet), lambda: self._retry(item))
