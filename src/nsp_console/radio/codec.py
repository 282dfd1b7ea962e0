"""Meshtastic's protobufs to and from our own records: the one module that touches the `meshtastic` library.

Why only its protobufs: the library's interface classes call sys.exit, print, block for 30 s or forever, reconnect
silently or never, and seed the global random generator (facts, meshtastic §1). The stream itself is four header bytes,
so we drive it ourselves (`framing`, `carrier`, `dialogue`) and keep every time-out in our own hand.
Importing this module costs about 0.3 s; the radio thread does it, not the program.
"""

import logging
from collections.abc import Callable
from typing import Any

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from meshtastic.protobuf import admin_pb2, channel_pb2, config_pb2, mesh_pb2, telemetry_pb2

from nsp_console.radio import says
from nsp_console.radio.base import BROADCAST, FIRMWARE_PRIORITY, Outgoing

Message = Any  # the library's classes carry no types

NODELESS_NONCE = 69420  # "skip the node database": the radio answers in well under a second however many nodes it knows
DEFAULT_KEY_15 = bytes.fromhex("d4f1bb3a20290759f0bcffabcf4e69")  # the public key; its 16th byte counts "simple" keys
HOP_DEFAULT = 3
TRANSPORT_MQTT = 5

# The library logs whatever it likes at any level; none of it belongs on an operator's screen.
logging.getLogger("meshtastic").addHandler(logging.NullHandler())
logging.getLogger("meshtastic").propagate = False


def decode(body: bytes) -> says.Said:
    """One FromRadio. Never raises: what cannot be read is `Ignored`."""
    message = mesh_pb2.FromRadio()
    try:
        message.ParseFromString(body)
    except DecodeError:
        return says.Ignored("onleesbaar")
    kind = message.WhichOneof("payload_variant")
    reader = _READERS.get(kind or "")
    return reader(message) if reader else says.Ignored(str(kind))


def _my_info(message: Message) -> says.Said:
    info = message.my_info
    return says.MyNode(int(info.my_node_num), int(info.reboot_count))


def _metadata(message: Message) -> says.Said:
    return says.Firmware(str(message.metadata.firmware_version))


def _config(message: Message) -> says.Said:
    config = message.config
    if config.WhichOneof("payload_variant") == "device":
        return says.DeviceSettings(_name(config_pb2.Config.DeviceConfig.Role, config.device.role))
    if config.WhichOneof("payload_variant") != "lora":
        return says.Ignored("config")
    lora = config.lora
    return says.LoraSettings(
        region=_name(config_pb2.Config.LoRaConfig.RegionCode, lora.region),
        preset=_name(config_pb2.Config.LoRaConfig.ModemPreset, lora.modem_preset) if lora.use_preset else "EIGEN",
        hop_limit=int(lora.hop_limit) or HOP_DEFAULT,
        tx_enabled=bool(lora.tx_enabled),
        override_duty_cycle=bool(lora.override_duty_cycle),
        spreading=int(lora.spread_factor),
        bandwidth_khz=float(lora.bandwidth),
        coding=int(lora.coding_rate),
    )


def _name(enum: Any, number: int) -> str:
    try:
        return str(enum.Name(number))
    except ValueError:
        return f"ONBEKEND_{number}"  # newer firmware than this library


def _channel(message: Message) -> says.Said:
    channel = message.channel
    return says.ChannelSettings(
        index=int(channel.index),
        name=str(channel.settings.name),
        own_key=own_key(bytes(channel.settings.psk)),
        enabled=channel.role != channel_pb2.Channel.Role.DISABLED,
    )


def own_key(psk: bytes) -> bool:
    """A key of its own: 128 or 256 bits, and not the published default or one of its numbered variants."""
    return len(psk) in (16, 32) and any(psk) and psk[:15] != DEFAULT_KEY_15


def _queue(message: Message) -> says.Said:
    queue = message.queueStatus
    return says.QueueState(int(queue.res), int(queue.free), int(queue.maxlen), int(queue.mesh_packet_id))


def _node(message: Message) -> says.Said:
    """Only read for the radio's own figures; the node database can be poisoned and is never an identity."""
    node = message.node_info
    return says.Ignored(f"node {node.num:08x}")


def _packet(message: Message) -> says.Said:
    packet = message.packet
    data = packet.decoded
    readable = packet.WhichOneof("payload_variant") == "decoded"
    if readable and data.portnum == says.ROUTING_APP:
        return _ack(packet)
    if readable and data.portnum == says.TELEMETRY_APP and packet.hop_start == packet.hop_limit:
        use = _own_use(packet)
        if use is not None:
            return use
    started, left = int(packet.hop_start), int(packet.hop_limit)
    return says.Heard(
        sender=int(getattr(packet, "from")),
        to=int(packet.to),
        packet=int(packet.id),
        channel=int(packet.channel),
        port=int(data.portnum) if readable else says.UNREADABLE,
        payload=bytes(data.payload) if readable else bytes(packet.encrypted),
        rx_wall=int(packet.rx_time),
        pki=bool(packet.pki_encrypted),
        public_key=bytes(packet.public_key),
        snr=float(packet.rx_snr) if packet.rx_rssi else None,
        rssi=int(packet.rx_rssi) or None,
        # A hop limit of 0 and "an old radio did not say" look alike, but new firmware always sends the bitfield.
        hops=started - left if started >= left and (started or (readable and data.HasField("bitfield"))) else None,
        via_mqtt=bool(packet.via_mqtt) or packet.transport_mechanism == TRANSPORT_MQTT,
        reply_to=int(data.reply_id) or None if readable else None,
        emoji=bool(data.emoji) if readable else False,
    )


def _ack(packet: Message) -> says.Said:
    routing = mesh_pb2.Routing()
    request = int(packet.decoded.request_id)
    try:
        routing.ParseFromString(packet.decoded.payload)
    except DecodeError:
        return says.Ignored("routing")
    if not request or routing.WhichOneof("variant") not in (None, "error_reason"):
        return says.Ignored("routing")
    return says.Ack(int(getattr(packet, "from")), request, int(routing.error_reason))


def _own_use(packet: Message) -> says.OwnUse | None:
    """The radio reports its own figures to its computer as a packet without reception data."""
    if packet.rx_rssi or packet.rx_snr:
        return None
    telemetry = telemetry_pb2.Telemetry()
    try:
        telemetry.ParseFromString(packet.decoded.payload)
    except DecodeError:
        return None
    kind = telemetry.WhichOneof("variant")
    if kind not in ("device_metrics", "local_stats"):
        return None
    figures = getattr(telemetry, kind)
    battery = float(figures.battery_level) if kind == "device_metrics" and figures.battery_level else None
    return says.OwnUse(_percent(figures.channel_utilization), _percent(figures.air_util_tx), battery)


def _percent(value: float) -> float | None:
    return float(value) if 0 <= value <= 100 else None  # firmware 2.8.1 can say 7000 %


_READERS: dict[str, Callable[[Message], says.Said]] = {
    "my_info": _my_info,
    "metadata": _metadata,
    "config": _config,
    "channel": _channel,
    "config_complete_id": lambda message: says.ConfigComplete(int(message.config_complete_id)),
    "queueStatus": _queue,
    "packet": _packet,
    "node_info": _node,
    "rebooted": lambda message: says.Rebooted() if message.rebooted else says.Ignored("rebooted"),
    "clientNotification": lambda message: says.Notice(str(message.clientNotification.message)),
}


def ask_config(nonce: int = NODELESS_NONCE) -> bytes:
    """Ask for own number, channels and settings."""
    return _bytes(mesh_pb2.ToRadio(want_config_id=nonce))


def heartbeat() -> bytes:
    """A sign of life that the radio answers with its queue state. (Nonce 1 would make it go on air; we leave it 0.)"""
    return _bytes(mesh_pb2.ToRadio(heartbeat=mesh_pb2.Heartbeat()))


def goodbye() -> bytes:
    return _bytes(mesh_pb2.ToRadio(disconnect=True))


def set_time(own_node: int, packet: int, wall_s: int) -> bytes:
    """Give the radio's own clock the time: without it received packets carry no time of reception."""
    order = admin_pb2.AdminMessage(set_time_only=wall_s)
    message = mesh_pb2.MeshPacket(to=own_node, id=packet, want_ack=False, hop_limit=HOP_DEFAULT)
    message.decoded.portnum = says.ADMIN_APP
    message.decoded.payload = order.SerializeToString()
    return _bytes(mesh_pb2.ToRadio(packet=message))


def packet(outgoing: Outgoing, packet_id: int, channel_index: int, hop_limit: int) -> bytes:
    """One packet to send; `hop_limit` is used when the caller did not choose one."""
    message = mesh_pb2.MeshPacket(
        to=BROADCAST if outgoing.node is None else outgoing.node,
        id=packet_id,
        channel=channel_index,
        want_ack=outgoing.want_ack,
        hop_limit=hop_limit if outgoing.hop_limit is None else outgoing.hop_limit,
        priority=FIRMWARE_PRIORITY[outgoing.priority],
    )
    message.decoded.portnum = outgoing.port
    message.decoded.payload = outgoing.payload
    return _bytes(mesh_pb2.ToRadio(packet=message))


def _bytes(message: Message) -> bytes:
    return bytes(message.SerializeToString())
