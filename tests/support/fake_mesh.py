"""Several fake radios that hear each other: what one console hands to its radio, the others' radios bring in.

    with FakeMesh(seed=3, loss=0.3) as mesh:
        one, two = mesh.add("C-ZWO-01"), mesh.add("C-ZWO-02")   # FakeRadios: give a console `one.address`
        mesh.cut("C-ZWO-01", "C-ZWO-02")
        mesh.wait_air(lambda sent: sent.port == 256)
        mesh.replay(mesh.air[0], payload=flipped(mesh.air[0].payload, bit=7))

It floods as the firmware does: hop limits, one copy per radio, three transmissions of what wants an ACK until a relay
is overheard, a NAK when none was, and an ACK of the addressed radio. It has no collisions and no airtime: for those
see `drill.world`. Everything is safe to call from the test's thread; only tests use it.
"""

import heapq
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from nsp_console.link.airtime import packet_bytes
from support.fake_radio import BROADCAST, OTHER_KEY, OWN_KEY, TEXT, WAIT_S, FakeChannel, FakeRadio, Sent

INZET, EXERCISE = FakeChannel("NSP", OWN_KEY), FakeChannel("NSP-OEF", OTHER_KEY)
CHANNELS = (INZET, EXERCISE)
TRANSMISSIONS = 3  # of a packet that wants an ACK, the first included
HOP_MAX = 7
NAK_NOBODY = 5  # MAX_RETRANSMIT


@dataclass(frozen=True)
class OnAir:
    """One packet as it first went on air. `by` is the radio's name ("" when a test injected it)."""

    by: str
    node: int
    packet: int
    to: int
    channel: FakeChannel
    port: int
    payload: bytes
    hop_limit: int
    want_ack: bool = False
    priority: int = 70
    pkc: bool = False
    at: float = 0.0

    @property
    def text(self) -> str:
        return self.payload.decode("utf-8", "replace")

    @property
    def bytes_on_air(self) -> int:
        return packet_bytes(self.port, len(self.payload), pkc=self.pkc)


Tamper = Callable[[OnAir, str], bytes | None]


def flipped(payload: bytes, bit: int) -> bytes:
    """The same bytes with one bit turned over."""
    changed = bytearray(payload)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


class FakeMesh:
    """Radios by name. `loss` is the chance that one reception fails; the dice are seeded, the timing is real.

    hop_s    from one transmission to the relay of it
    retry_s  to the next transmission of what wants an ACK and got none
    """

    def __init__(self, seed: int = 1, loss: float = 0.0, hop_s: float = 0.01, retry_s: float = 0.1) -> None:
        self.radios: dict[str, FakeRadio] = {}
        self.air: list[OnAir] = []  # every packet once, retransmissions and relays not counted
        self.transmissions = 0  # those counted too
        self.loss = loss
        self.tamper: Tamper | None = None  # (packet, name of the receiving radio) → other bytes, or None: lost
        self._dice = Random(seed)
        self._hop_s, self._retry_s = hop_s, retry_s
        self._cut: set[frozenset[str]] = set()
        self._off: set[str] = set()
        self._known: dict[str, set[tuple[int, int]]] = {}
        self._relayed: set[tuple[int, int]] = set()
        self._later: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self._closing = False
        self._changed = threading.Condition(threading.RLock())
        self._thread = threading.Thread(target=self._run, name="fake-mesh", daemon=True)

    def __enter__(self) -> "FakeMesh":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(5)
        for radio in self.radios.values():
            radio.__exit__()

    # ── the radios ──────────────────────────────────────────────────────────────────────────────────────────────
    def add(self, name: str, channels: Sequence[FakeChannel] = CHANNELS, **how: Any) -> FakeRadio:
        """A radio within reach of all others; `how` as for FakeRadio."""
        radio = FakeRadio(channels=channels, node=0x0A000001 + len(self.radios), **how)
        radio.does.acks = lambda sent: self._sent(name, sent)
        with self._changed:
            self.radios[name] = radio
            self._known[name] = set()
        return radio.__enter__()

    def cut(self, one: str, other: str) -> None:
        """Nothing passes directly between these two any more."""
        with self._changed:
            self._cut.add(frozenset((one, other)))

    def heal(self, one: str, other: str) -> None:
        with self._changed:
            self._cut.discard(frozenset((one, other)))

    def off(self, name: str) -> None:
        """Off the air: its console still has it, nobody hears it and it hears nobody."""
        with self._changed:
            self._off.add(name)

    def on(self, name: str) -> None:
        with self._changed:
            self._off.discard(name)

    # ── what a test says on the air ─────────────────────────────────────────────────────────────────────────────
    def say(self, text: str, sender: int = 0x1001, channel: FakeChannel = INZET, near: Sequence[str] = ()) -> OnAir:
        """Somebody's phone says a line; only the radios `near` hear it themselves (none named: all)."""
        return self.inject(text.encode(), sender, channel, port=TEXT, near=near)

    def inject(
        self,
        payload: bytes,
        sender: int = 0x1001,
        channel: FakeChannel = INZET,
        *,
        port: int = 256,
        hop_limit: int = 3,
        near: Sequence[str] = (),
    ) -> OnAir:
        """A packet of a radio that is not ours."""
        packet = OnAir(
            "", sender, self._new_packet(), BROADCAST, channel, port, payload, hop_limit, at=time.monotonic()
        )
        self._begin(packet, near)
        return packet

    def replay(self, old: OnAir, near: Sequence[str] = (), **changed: Any) -> OnAir:
        """The same bytes again as a new packet, from the same radio number; `changed` fields replaced."""
        packet = replace(old, **{"packet": self._new_packet(), "by": "", "at": time.monotonic(), **changed})
        self._begin(packet, near)
        return packet

    def wait_air(self, wanted: Callable[[OnAir], bool], count: int = 1, timeout_s: float = WAIT_S) -> list[OnAir]:
        """Until `count` packets that are `wanted` have been on air; returns all of those."""

        def found() -> list[OnAir]:
            return [packet for packet in self.air if wanted(packet)]

        with self._changed:
            if not self._changed.wait_for(lambda: len(found()) >= count, timeout_s):
                raise AssertionError(f"fake mesh: waited {timeout_s} s for {count}, on air: {self.air[-12:]}")
            return found()

    # ── the air ─────────────────────────────────────────────────────────────────────────────────────────────────
    def _new_packet(self) -> int:
        with self._changed:
            return self._dice.randrange(1, 1 << 32)

    def _sent(self, name: str, sent: Sent) -> tuple[()]:
        """Called by a radio's own thread; answers come later, from ours."""
        radio = self.radios[name]
        index = radio.index_of(sent.channel)
        packet = OnAir(
            by=name,
            node=radio.node,
            packet=sent.id,
            to=sent.to,
            channel=radio.channels[index],
            port=sent.port,
            payload=sent.payload,
            hop_limit=sent.hop_limit,
            want_ack=sent.want_ack,
            priority=sent.priority,
            # The firmware uses the public key of the addressed radio by itself only on the first channel.
            pkc=sent.to != BROADCAST and index == 0,
            at=sent.at,
        )
        self._begin(packet)
        return ()

    def _begin(self, packet: OnAir, near: Sequence[str] = ()) -> None:
        with self._changed:
            if packet.by and (packet.node, packet.packet) in self._known[packet.by]:
                return  # written twice under one number: the radio passes over the second
            self.air.append(packet)
            if packet.by:
                self._known[packet.by].add((packet.node, packet.packet))
            self._changed.notify_all()
            self._after(self._hop_s, lambda: self._transmit(packet, packet.by, packet.hop_limit, near, 1))

    def _after(self, seconds: float, action: Callable[[], None]) -> None:
        with self._changed:
            self._count += 1
            heapq.heappush(self._later, (time.monotonic() + seconds, self._count, action))
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._closing and (not self._later or self._later[0][0] > time.monotonic()):
                    self._changed.wait(max(self._later[0][0] - time.monotonic(), 0.0) if self._later else None)
                if self._closing:
                    return
                action = heapq.heappop(self._later)[2]
            action()

    def _transmit(self, packet: OnAir, by: str, left: int, near: Sequence[str], attempt: int) -> None:
        """One transmission by radio `by`, with `left` hops to go."""
        with self._changed:
            if by in self._off:
                ears: list[str] = []
            else:
                self.transmissions += 1
                ears = [name for name in (near or self.radios) if self._reaches(by, name)]
        key = (packet.node, packet.packet)
        for name in ears:
            if self.radios[name].node == packet.node:
                if by != packet.by:
                    self._overheard(packet)
            elif key not in self._known[name]:
                self._known[name].add(key)
                self._arrive(packet, name, left)
            elif by == packet.by and packet.to == self.radios[name].node and packet.want_ack:
                self._after(self._hop_s, lambda node=packet.to: self._delivered(packet, node, hops=1))  # type: ignore[misc]
        if by == packet.by and packet.want_ack and packet.by:
            self._after(self._retry_s, lambda: self._again(packet, attempt))

    def _reaches(self, by: str, name: str) -> bool:
        apart = name == by or name in self._off or frozenset((by, name)) in self._cut
        return not apart and self._dice.random() >= self.loss

    def _arrive(self, packet: OnAir, name: str, left: int) -> None:
        """The packet comes in whole at radio `name`: for its console, and to be passed on."""
        payload = packet.payload if self.tamper is None else self.tamper(packet, name)
        if payload is None:
            return
        radio = self.radios[name]
        if packet.to in (BROADCAST, radio.node):
            self._bring_in(replace(packet, payload=payload), radio, left)
        if packet.to == radio.node and packet.want_ack and packet.by:
            self._after(self._hop_s, lambda: self._delivered(packet, radio.node, hops=packet.hop_limit - left + 1))
        elif left > 0:
            self._after(self._hop_s, lambda: self._transmit(packet, name, left - 1, (), 1))

    def _bring_in(self, packet: OnAir, radio: FakeRadio, left: int) -> None:
        if packet.pkc:
            key = packet.node.to_bytes(32, "big")
            radio.hear(
                packet.payload,
                packet.node,
                0,
                to=packet.to,
                port=packet.port,
                packet_id=packet.packet,
                pki_key=key,
                hops=(packet.hop_limit, left),
                bitfield=True,
            )
        elif packet.channel in radio.channels:
            radio.hear(
                packet.payload,
                packet.node,
                packet.channel.name,
                to=packet.to,
                port=packet.port,
                packet_id=packet.packet,
                hops=(packet.hop_limit, left),
                bitfield=True,
            )
        else:
            radio.hear_encrypted(packet.payload, packet.node)

    # ── acknowledgements ────────────────────────────────────────────────────────────────────────────────────────
    def _overheard(self, packet: OnAir) -> None:
        key = (packet.node, packet.packet)
        if packet.want_ack and packet.by and key not in self._relayed:
            self._relayed.add(key)
            self.radios[packet.by].acknowledge(packet.packet)

    def _delivered(self, packet: OnAir, addressee: int, hops: int) -> None:
        """The ACK of the addressed radio, over as many links as the packet came."""
        with self._changed:
            arrives = all(self._dice.random() >= self.loss for _ in range(hops))
        if arrives:  # outside the lock: the radio's thread may be waiting for ours
            self._relayed.add((packet.node, packet.packet))
            self.radios[packet.by].acknowledge(packet.packet, sender=addressee)

    def _again(self, packet: OnAir, attempt: int) -> None:
        if (packet.node, packet.packet) in self._relayed:
            return
        if attempt < TRANSMISSIONS:
            self._transmit(packet, packet.by, packet.hop_limit, (), attempt + 1)
        else:
            self.radios[packet.by].acknowledge(packet.packet, error=NAK_NOBODY)
