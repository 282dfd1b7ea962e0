"""Somebody's stock phone with its radio: it sends a line of text and shows the lines that come in."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from nsp_console.drill.world.node import MeshNode
from nsp_console.drill.world.packets import FIRMWARE_PRIORITY, HOP_LIMIT_DEFAULT, MeshPacket
from nsp_console.radio.base import BROADCAST, TEXT_PORT, Priority


@dataclass(frozen=True, slots=True)
class TextSeen:
    """One line as it appears on the phone. `direct`: addressed to this radio."""

    sender: int
    text: str
    channel: str
    direct: bool


class Phone:
    """The Meshtastic app on a phone. `on_text` is called for every line that appears on it."""

    def __init__(self, node: MeshNode, rng: Random, channel: str = "NSP", hop_limit: int = HOP_LIMIT_DEFAULT) -> None:
        self.node = node
        self.on_text: Callable[[TextSeen], None] | None = None
        self.sent = 0
        self._rng = rng
        self._channel = channel
        self._hop_limit = hop_limit
        node.host = self

    def send(self, text: str, to: int | None = None) -> bool:
        """Send a line to everybody on the channel, or to one radio. False when the radio's queue is full."""
        packet = MeshPacket(
            sender=self.node.number,
            packet=self._rng.getrandbits(32),
            channel=self._channel,
            port=TEXT_PORT,
            payload=text.encode(),
            to=BROADCAST if to is None else to,
            hop_limit=self._hop_limit,
            hop_start=self._hop_limit,
            want_ack=True,
            pkc=to is not None,
        )
        taken = self.node.send(packet, FIRMWARE_PRIORITY[Priority.NORMAL])
        self.sent += taken
        return taken

    def on_packet(self, packet: MeshPacket, rssi_dbm: float, snr_db: float) -> None:
        if packet.port == TEXT_PORT and self.on_text is not None:
            text = packet.payload.decode(errors="replace")
            self.on_text(TextSeen(packet.sender, text, packet.channel, packet.to == self.node.number))

    def on_sent(self, packet: int, attempt: int, airtime_s: float) -> None:
        """The app shows nothing for this."""

    def on_relayed(self, packet: int, by_addressee: bool) -> None:
        """A tick in the app; people do not look at it."""

    def on_gave_up(self, packet: int) -> None:
        """A red mark in the app; people do not look at it."""
