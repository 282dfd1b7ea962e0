"""From a packet off the air to what the station may believe of it, and who was heard.

The one rule that keeps strangers off the board: `private` is true only on a channel that bears our name *and* has a
key of its own, or for a direct message that the radio itself proved with a public key.
"""

import base64
from collections import OrderedDict

from nsp_console.radio import says
from nsp_console.radio.base import BROADCAST, PRIVATE_PORT, TEXT_PORT, PacketReceived
from nsp_console.radio.settings import RadioSettings

PORTS = frozenset({TEXT_PORT, says.ALERT_APP, PRIVATE_PORT, says.UNREADABLE})  # what a station is told of
PUBLIC_KEY_BYTES = 32
SEEN_MAX = 256  # packets remembered to drop a second delivery of the same one
HEARD_MAX = 1000  # radios remembered as heard
AGE_MAX_S = 7 * 86_400.0  # an older claim of the radio's clock is not believed
CLOCK_SLACK_S = 5.0


class Reception:
    """What came in so far: duplicates, and radios heard."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, int, int, int, bytes], None] = OrderedDict()
        self._heard: OrderedDict[int, float] = OrderedDict()  # node → when last heard
        self.last_at: float | None = None  # when any other radio was last heard

    def hear(self, packet: says.Heard, settings: RadioSettings, now: float, wall_s: float) -> PacketReceived | None:
        """The packet as the station gets it; None for a duplicate or a kind it has no use for."""
        foreign = packet.sender not in (settings.node, 0, BROADCAST)
        if foreign and not packet.via_mqtt:
            self._note(packet.sender, now)
        if packet.port not in PORTS:
            return None
        key = (packet.sender, packet.packet, packet.channel, packet.port, packet.payload)
        if packet.packet and key in self._seen:
            return None
        self._seen[key] = None
        if len(self._seen) > SEEN_MAX:
            self._seen.popitem(last=False)
        return _judge(packet, settings, foreign, wall_s)

    def _note(self, node: int, now: float) -> None:
        self.last_at = now
        self._heard[node] = now
        self._heard.move_to_end(node)
        if len(self._heard) > HEARD_MAX:
            self._heard.popitem(last=False)

    def heard_nodes(self, now: float, window_s: float) -> int:
        """How many other radios were heard in the last `window_s` seconds."""
        return sum(now - at <= window_s for at in self._heard.values())


def _judge(packet: says.Heard, settings: RadioSettings, foreign: bool, wall_s: float) -> PacketReceived:
    direct = packet.to == settings.node
    readable = packet.port != says.UNREADABLE
    proved = readable and packet.pki and direct and len(packet.public_key) == PUBLIC_KEY_BYTES
    proved = proved and settings.trusts_public_keys
    name = settings.channel_name(packet.channel) if readable and not packet.pki else ""
    ours = bool(name) and settings.channel_index(name) == packet.channel  # only the one with a key of its own
    for_us = direct or packet.to == BROADCAST
    return PacketReceived(
        sender=packet.sender,
        to=packet.to,
        packet=packet.packet,
        channel=name,
        port=packet.port,
        payload=packet.payload,
        private=(ours or proved) and for_us and foreign and not packet.via_mqtt,
        direct=direct,
        public_key=base64.b64encode(packet.public_key).decode("ascii") if proved and not packet.via_mqtt else "",
        snr=packet.snr,
        rssi=packet.rssi,
        hops=packet.hops,
        via_mqtt=packet.via_mqtt,
        reply_to=packet.reply_to,
        emoji=packet.emoji,
        age_s=_age_s(packet.rx_wall, wall_s),
    )


def _age_s(rx_wall: int, wall_s: float) -> float | None:
    """Seconds since the radio received it; None when its clock was not set or cannot be right."""
    if not rx_wall:
        return None
    age = wall_s - rx_wall
    return max(age, 0.0) if -CLOCK_SLACK_S <= age <= AGE_MAX_S else None
