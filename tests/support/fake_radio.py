"""A Meshtastic node that is not there: the real protobuf stream over TCP or a pty, with every fault on a switch.

    with FakeRadio() as node:                       # or FakeRadio("pty")
        radio = open_radio(node.address, "NSP", timings=FAST)
        radio.start(events.append)
        node.wait_ready()
        node.hear("L-ZWO-09 open, water 300 l", sender=0x1001)
        node.wait_sent(1)                           # what the console transmitted, decoded: node.sent[0].text

Everything is safe to call from the test's thread. Only tests use it.
"""

import contextlib
import heapq
import os
import select
import socket
import struct
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from meshtastic.protobuf import admin_pb2, channel_pb2, config_pb2, mesh_pb2, telemetry_pb2

BROADCAST = 0xFFFFFFFF
OWN_KEY = bytes(range(1, 33))
OTHER_KEY = bytes(range(101, 133))
PUBLIC_KEY = b"\x01"  # how a radio stores "the published default key"
NODELESS = 69420
WAIT_S = 10.0
PHONE_QUEUE_MAX = 32
TEXT, ROUTING, ADMIN, TELEMETRY, PRIVATE = 1, 5, 6, 67, 256

_Lora = config_pb2.Config.LoRaConfig


@dataclass(frozen=True)
class FakeChannel:
    name: str
    psk: bytes = OWN_KEY
    enabled: bool = True


DEFAULT_CHANNELS = (FakeChannel("", PUBLIC_KEY), FakeChannel("NSP", OWN_KEY))


@dataclass(frozen=True)
class Sent:
    """One packet the console handed over, decoded."""

    id: int
    to: int
    channel: str
    port: int
    payload: bytes
    want_ack: bool
    hop_limit: int
    priority: int
    at: float

    @property
    def text(self) -> str:
        return self.payload.decode("utf-8", "replace")


@dataclass(frozen=True)
class Ack:
    """A routing answer: `error` 0 is an ACK; `sender` None is the node itself ("somebody relayed it")."""

    error: int = 0
    sender: int | None = None
    after_s: float = 0.0


def relayed(sent: Sent) -> Sequence[Ack]:
    """Somebody overheard and repeated it."""
    return (Ack(),) if sent.want_ack else ()


def nobody(sent: Sent) -> Sequence[Ack]:
    """No answer whatsoever."""
    return ()


def delivered(sent: Sent) -> Sequence[Ack]:
    """Relayed, and then acknowledged by the addressed radio."""
    return (Ack(), Ack(sender=sent.to, after_s=0.05)) if sent.want_ack else ()


@dataclass
class Behaviour:
    """What a test may change at any moment."""

    acks: Callable[[Sent], Sequence[Ack]] = relayed
    results: list[int] = field(default_factory=list)  # QueueStatus.res of the next packets, then 0
    free: int = 16  # transmit slots it claims to have
    queue_status: bool = True  # answers packets with a QueueStatus
    heartbeat: bool = True  # answers heartbeats
    text_gap_s: float = 0.0  # a second text within this is dropped without a word, as the firmware does
    nak_fast_text: bool = False  # … or with a RATE_LIMIT NAK
    silent: bool = False  # reads, never answers
    frozen: bool = False  # SIGSTOP: neither reads nor answers; the connection stays open
    byte_gap_s: float = 0.0  # writes byte by byte
    noise: bytes = b""  # before every frame
    omit: frozenset[str] = frozenset()  # of the settings: my_info, metadata, lora, channels, complete
    nodes: int = 0  # NodeInfo records before "complete"
    lose: int = 0  # the next packets vanish without a word (the gap of an instant restart)


class FakeRadio:
    def __init__(
        self,
        transport: str = "tcp",
        *,
        channels: Sequence[FakeChannel] = DEFAULT_CHANNELS,
        node: int = 0x0A0B0C0D,
        preset: str = "MEDIUM_FAST",
        region: str = "EU_868",
        firmware: str = "2.7.26.54e0d8d",
        hop_limit: int = 3,
        behaviour: Behaviour | None = None,
        present: bool = True,
    ) -> None:
        self.channels = tuple(channels)
        self.node, self.preset, self.region, self.firmware = node, preset, region, firmware
        self.hop_limit = hop_limit
        self.does = behaviour or Behaviour()
        self.reboots = 7
        self.sent: list[Sent] = []
        self.connections = 0
        self.asked: list[int] = []  # nonces of want_config_id
        self.heartbeats = 0
        self.clock_set: list[int] = []  # set_time_only values
        self.goodbyes = 0
        self._line: _Line = _TcpLine() if transport == "tcp" else _PtyLine()
        self._present = present
        self._changed = threading.Condition(threading.RLock())
        self._ready = False
        self._buffer = bytearray()
        self._to_phone: list[bytes] = []
        self._later: list[tuple[float, int, bytes]] = []
        self._count = 0
        self._packet_id = 0x5000_0000
        self._last_text_at = -1e9
        self._closing = False
        self._stands_still = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="fake-radio", daemon=True)

    # ── life ────────────────────────────────────────────────────────────────────────────────────────────────────
    def __enter__(self) -> "FakeRadio":
        self._line.prepare()
        if self._present:
            self._line.appear()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        self._thread.join(5)
        self._line.destroy()

    @property
    def address(self) -> str:
        """For `open_radio`; stays the same when the radio goes and returns."""
        return self._line.address

    # ── faults ──────────────────────────────────────────────────────────────────────────────────────────────────
    def freeze(self) -> None:
        """Stopped like by SIGSTOP; returns when it really stands still."""
        self._stands_still.clear()
        self.does.frozen = True
        assert self._stands_still.wait(WAIT_S)

    def thaw(self) -> None:
        self.does.frozen = False

    def disappear(self) -> None:
        """Unplugged, or switched off: TCP refuses from now on."""
        with self._changed:
            self._forget()
            self._line.disappear()

    def appear(self) -> None:
        with self._changed:
            self._line.appear()

    def drop(self, reset: bool = False) -> None:
        """End the connection: FIN, or RST. A pty has only one way to go."""
        with self._changed:
            self._ready = False
            self._buffer.clear()
            self._line.drop(reset)

    def restart(self) -> None:
        """Killed and at once back: everything it held is gone."""
        with self._changed:
            self.reboots += 1
            self._forget()
            self._line.drop(reset=True)

    def reboot(self) -> None:
        """Restarts and says so on the same stream (a serial bridge keeps the port open)."""
        with self._changed:
            self.reboots += 1
            self._forget()
            self._write(mesh_pb2.FromRadio(rebooted=True))

    def raw(self, data: bytes) -> None:
        """Bytes on the stream as they are."""
        with self._changed:
            self._line.write(data)

    def _forget(self) -> None:
        self._ready = False
        self._buffer.clear()
        self._later.clear()
        self._to_phone.clear()

    # ── the air ─────────────────────────────────────────────────────────────────────────────────────────────────
    def hear(
        self,
        text: str | bytes,
        sender: int = 0x1001,
        channel: str | int = "NSP",
        *,
        to: int = BROADCAST,
        port: int = TEXT,
        pki_key: bytes = b"",
        via_mqtt: bool = False,
        rx_time: int | None = None,
        packet_id: int | None = None,
        reply_id: int = 0,
        emoji: bool = False,
        hops: tuple[int, int] = (3, 3),
        bitfield: bool = False,
    ) -> int:
        """A packet comes in over LoRa; returns its number. `channel` is a name, or an index (or hash) as it is.

        hops      the limit it began with, and what is left of it
        bitfield  as new firmware sends it
        """
        payload = text.encode() if isinstance(text, str) else text
        packet = self._packet(sender, to, packet_id)
        packet.hop_start, packet.hop_limit = hops
        packet.channel = self.index_of(channel) if isinstance(channel, str) else channel
        packet.decoded.portnum = port
        packet.decoded.payload = payload
        packet.decoded.reply_id = reply_id
        if bitfield:
            packet.decoded.bitfield = 1
        packet.decoded.emoji = int(emoji)
        packet.via_mqtt = via_mqtt
        packet.rx_time = int(time.time()) if rx_time is None else rx_time
        if pki_key:
            packet.pki_encrypted, packet.public_key, packet.channel = True, pki_key, 0
        self._receive(packet)
        return int(packet.id)

    def hear_encrypted(self, payload: bytes, sender: int = 0x1001, channel_hash: int = 77) -> None:
        """A packet of a channel this radio does not have."""
        packet = self._packet(sender, BROADCAST, None)
        packet.channel, packet.encrypted = channel_hash, payload
        self._receive(packet)

    def acknowledge(self, request: int, sender: int | None = None, error: int = 0) -> None:
        """A routing answer out of the blue for packet number `request`."""
        self._receive(self._routing(request, Ack(error, sender)))

    def tell_use(self, channel_pct: float, air_pct: float) -> None:
        """Its own figures, as it tells them to its computer."""
        figures = telemetry_pb2.DeviceMetrics(channel_utilization=channel_pct, air_util_tx=air_pct)
        packet: Any = mesh_pb2.MeshPacket(to=BROADCAST, id=self._new_id())
        setattr(packet, "from", self.node)
        packet.decoded.portnum = TELEMETRY
        packet.decoded.payload = telemetry_pb2.Telemetry(device_metrics=figures).SerializeToString()
        self._receive(packet)

    def hear_node(self, node: int, user_id: str, name: str = "x") -> None:
        """A NodeInfo record; `user_id` may be forged."""
        with self._changed:
            self._write(
                mesh_pb2.FromRadio(node_info=mesh_pb2.NodeInfo(num=node, user={"id": user_id, "long_name": name}))
            )

    def _packet(self, sender: int, to: int, packet_id: int | None) -> Any:
        packet = mesh_pb2.MeshPacket(to=to, id=self._new_id() if packet_id is None else packet_id)
        setattr(packet, "from", sender)
        packet.rx_snr, packet.rx_rssi, packet.hop_start, packet.hop_limit = 6.25, -71, 3, 3
        return packet

    def _new_id(self) -> int:
        self._packet_id += 1
        return self._packet_id

    def index_of(self, name: str) -> int:
        """Place of a channel in the table."""
        return [channel.name for channel in self.channels].index(name)

    def _receive(self, packet: Any) -> None:
        body = mesh_pb2.FromRadio(packet=packet).SerializeToString()
        with self._changed:
            if self._ready:
                self._write_body(body)
            elif len(self._to_phone) < PHONE_QUEUE_MAX:
                self._to_phone.append(body)

    # ── waiting ─────────────────────────────────────────────────────────────────────────────────────────────────
    def wait_for(self, condition: Callable[[], bool], what: str = "", timeout_s: float = WAIT_S) -> None:
        with self._changed:
            if not self._changed.wait_for(condition, timeout_s):
                raise AssertionError(f"fake radio: waited {timeout_s} s for {what or condition}")

    def wait_ready(self) -> None:
        """The console asked for the settings and got them all."""
        self.wait_for(lambda: self._ready, "the settings to be asked")

    def wait_sent(self, count: int) -> list[Sent]:
        """At least `count` packets were handed over in all."""
        self.wait_for(lambda: len(self.sent) >= count, f"{count} packets, got {len(self.sent)}")
        return self.sent

    def drops_dtr_on_close(self) -> bool:
        """Whether closing the serial port would reset an ESP32 (pty only)."""
        import termios

        assert isinstance(self._line, _PtyLine)
        return bool(termios.tcgetattr(self._line.slave)[2] & termios.HUPCL)

    @property
    def connected(self) -> bool:
        return self._line.connected

    # ── the node itself ─────────────────────────────────────────────────────────────────────────────────────────
    def _serve(self) -> None:
        while not self._closing:
            if self.does.frozen:
                self._stands_still.set()
                time.sleep(0.005)
                continue
            with self._changed:
                while self._later and self._later[0][0] <= time.monotonic():
                    self._write_body(heapq.heappop(self._later)[2])
            for event in self._line.poll(0.01):
                with self._changed:
                    self._on(event)
                    self._changed.notify_all()

    def _on(self, event: bytes | None) -> None:
        if event is None:  # a new client
            self.connections += 1
            self._ready = False
            self._buffer.clear()
            return
        self._buffer += event
        while (start := self._buffer.find(b"\x94\xc3")) >= 0 and len(self._buffer) >= start + 4:
            end = start + 4 + int.from_bytes(self._buffer[start + 2 : start + 4], "big")
            if len(self._buffer) < end:
                return
            message = mesh_pb2.ToRadio()
            message.ParseFromString(bytes(self._buffer[start + 4 : end]))
            del self._buffer[:end]
            self._do(message)

    def _do(self, message: Any) -> None:
        kind = message.WhichOneof("payload_variant")
        if kind == "want_config_id":
            self.asked.append(message.want_config_id)
            if not self.does.silent:
                self._tell_settings(message.want_config_id)
        elif kind == "heartbeat":
            self.heartbeats += 1
            if self.does.heartbeat:
                self._queue_status(0, 0)
        elif kind == "disconnect":
            self.goodbyes += 1
        elif kind == "packet":
            self._transmit(message.packet)

    def _tell_settings(self, nonce: int) -> None:
        omit = self.does.omit
        if "my_info" not in omit:
            self._write(
                mesh_pb2.FromRadio(my_info=mesh_pb2.MyNodeInfo(my_node_num=self.node, reboot_count=self.reboots))
            )
        self.hear_node(self.node, f"!{self.node:08x}", "eigen radio")  # a real radio always tells its own record
        if "metadata" not in omit:
            self._write(mesh_pb2.FromRadio(metadata=mesh_pb2.DeviceMetadata(firmware_version=self.firmware)))
        for number in range(self.does.nodes):
            self.hear_node(0x2000 + number, f"!{0x2000 + number:08x}", f"node {number}")
        if "channels" not in omit:
            for index in range(8):
                self._write(mesh_pb2.FromRadio(channel=self._channel(index)))
        if "lora" not in omit:
            lora = _Lora(
                use_preset=True,
                modem_preset=_Lora.ModemPreset.Value(self.preset),
                region=_Lora.RegionCode.Value(self.region),
                hop_limit=self.hop_limit,
                tx_enabled=True,
            )
            self._write(mesh_pb2.FromRadio(config=config_pb2.Config(lora=lora)))
        if "complete" not in omit:
            self._write(mesh_pb2.FromRadio(config_complete_id=nonce))
        self._ready = True
        waiting, self._to_phone = self._to_phone, []
        for body in waiting:
            self._write_body(body)

    def _channel(self, index: int) -> Any:
        roles = channel_pb2.Channel.Role
        if index >= len(self.channels) or not self.channels[index].enabled:
            return channel_pb2.Channel(index=index, role=roles.DISABLED)
        settings = channel_pb2.ChannelSettings(name=self.channels[index].name, psk=self.channels[index].psk)
        return channel_pb2.Channel(index=index, settings=settings, role=roles.SECONDARY if index else roles.PRIMARY)

    def _transmit(self, packet: Any) -> None:
        if packet.decoded.portnum == ADMIN and packet.to == self.node:
            order = admin_pb2.AdminMessage()
            order.ParseFromString(packet.decoded.payload)
            self.clock_set.append(order.set_time_only)
            self._queue_status(0, packet.id)
            return
        if self.does.lose:
            self.does.lose -= 1
            return
        now = time.monotonic()
        result = self.does.results.pop(0) if self.does.results else 0
        if packet.decoded.portnum == TEXT and result == 0:
            too_fast = now - self._last_text_at < self.does.text_gap_s
            self._last_text_at = now if not too_fast else self._last_text_at
            if too_fast:
                self._queue_status(0, packet.id)
                if self.does.nak_fast_text:
                    self._receive(self._routing(packet.id, Ack(38)))
                return
        if self.does.queue_status:
            self._queue_status(result, packet.id)
        if result:
            return
        sent = Sent(
            id=packet.id,
            to=packet.to,
            channel=self.channels[packet.channel].name if packet.channel < len(self.channels) else "?",
            port=packet.decoded.portnum,
            payload=bytes(packet.decoded.payload),
            want_ack=packet.want_ack,
            hop_limit=packet.hop_limit,
            priority=packet.priority,
            at=now,
        )
        self.sent.append(sent)
        for ack in self.does.acks(sent):
            body = mesh_pb2.FromRadio(packet=self._routing(sent.id, ack)).SerializeToString()
            self._count += 1
            heapq.heappush(self._later, (now + ack.after_s, self._count, body))

    def _routing(self, request: int, ack: Ack) -> Any:
        packet: Any = mesh_pb2.MeshPacket(to=self.node, id=self._new_id())
        setattr(packet, "from", self.node if ack.sender is None else ack.sender)
        packet.decoded.portnum = ROUTING
        packet.decoded.request_id = request
        packet.decoded.payload = mesh_pb2.Routing(error_reason=ack.error).SerializeToString()
        return packet

    def _queue_status(self, result: int, packet_id: int) -> None:
        status = mesh_pb2.QueueStatus(res=result, free=self.does.free, maxlen=16, mesh_packet_id=packet_id)
        self._write(mesh_pb2.FromRadio(queueStatus=status))

    def _write(self, message: Any) -> None:
        self._write_body(message.SerializeToString())

    def _write_body(self, body: bytes) -> None:
        if self.does.silent:
            return
        data = self.does.noise + b"\x94\xc3" + len(body).to_bytes(2, "big") + body
        if not self.does.byte_gap_s:
            self._line.write(data)
            return
        for byte in data:
            self._line.write(bytes([byte]))
            time.sleep(self.does.byte_gap_s)


class _Line:
    """How the node is attached. `poll` yields None for a new client and bytes for what it wrote."""

    address = ""
    connected = False

    def prepare(self) -> None: ...
    def appear(self) -> None: ...
    def disappear(self) -> None: ...
    def drop(self, reset: bool) -> None: ...
    def write(self, data: bytes) -> None: ...
    def destroy(self) -> None: ...
    def poll(self, timeout_s: float) -> list[bytes | None]:
        return []


class _TcpLine(_Line):
    """One client at a time: a newer one pushes the older out, as the firmware does."""

    def __init__(self) -> None:
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None
        self._port = 0

    def prepare(self) -> None:
        with socket.socket() as probe:  # keep one port number for the whole test
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.address = f"tcp:127.0.0.1:{self._port}"

    def appear(self) -> None:
        if self._listener is None:
            self._listener = socket.socket()
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._bind(self._listener)
            self._listener.listen(4)

    def _bind(self, listener: socket.socket) -> None:
        until = time.monotonic() + WAIT_S
        while True:  # the old listener may still be closing in another thread
            try:
                listener.bind(("127.0.0.1", self._port))
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)
            else:
                return

    def disappear(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        self.drop(reset=True)

    def drop(self, reset: bool) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        self.connected = False
        if reset:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_WR)
        client.close()

    def write(self, data: bytes) -> None:
        if self._client is not None:
            with contextlib.suppress(OSError):
                self._client.sendall(data)

    def destroy(self) -> None:
        self.disappear()

    def poll(self, timeout_s: float) -> list[bytes | None]:
        listener, client = self._listener, self._client
        sockets = [each for each in (listener, client) if each is not None]
        try:
            readable, _, _ = select.select(sockets, [], [], timeout_s)
        except (OSError, ValueError):  # closed under us by the test
            return []
        if not sockets:
            time.sleep(timeout_s)
        found: list[bytes | None] = []
        if listener in readable and listener is not None:
            with contextlib.suppress(OSError):
                newer = listener.accept()[0]
                self.drop(reset=False)
                self._client, self.connected = newer, True
                found.append(None)
                return found
        if client in readable and client is not None:
            try:
                data = client.recv(65536)
            except OSError:
                data = b""
            if data:
                found.append(data)
            elif client is self._client:
                self.drop(reset=False)
        return found


class _PtyLine(_Line):
    """A serial port; a link with a stable name points at it, like /dev/serial/by-id."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="fake-radio-")
        self._link = Path(self._folder.name) / "usb-Fake_Radio"
        self._master = self._slave = -1

    @property
    def slave(self) -> int:
        return self._slave

    def prepare(self) -> None:
        self.address = f"serial:{self._link}"

    def appear(self) -> None:
        import termios
        import tty

        if self._master < 0:
            self._master, self._slave = os.openpty()
            tty.setraw(self._slave)
            attributes = termios.tcgetattr(self._slave)
            attributes[2] |= termios.HUPCL  # as a real USB port has it: closing drops DTR, which resets many radios
            termios.tcsetattr(self._slave, termios.TCSANOW, attributes)
            os.set_blocking(self._master, False)
            self._link.symlink_to(os.ttyname(self._slave))
            self.connected = True

    def disappear(self) -> None:
        if self._master >= 0:
            master, slave, self._master, self._slave = self._master, self._slave, -1, -1
            self._link.unlink()
            os.close(slave)
            os.close(master)
            self.connected = False

    def drop(self, reset: bool) -> None:
        self.disappear()
        self.appear()

    def write(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            os.write(self._master, data)

    def destroy(self) -> None:
        self.disappear()
        self._folder.cleanup()

    def poll(self, timeout_s: float) -> list[bytes | None]:
        master = self._master
        if master < 0:
            time.sleep(timeout_s)
            return []
        try:
            readable, _, _ = select.select([master], [], [], timeout_s)
            return [os.read(master, 65536)] if readable else []
        except (OSError, ValueError):
            return []
