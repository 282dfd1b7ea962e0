"""What travels over the simulated mesh, and the roles of radios. Names as in Meshtastic."""

from dataclasses import dataclass
from enum import StrEnum

from nsp_console.link.airtime import packet_bytes
from nsp_console.radio.base import BROADCAST, FIRMWARE_PRIORITY as FIRMWARE_PRIORITY

ROUTING_PORT = 5
ACK_BYTES_ON_AIR = 29  # Routing NONE + request_id + bitfield (facts, airtime §1)
HOP_LIMIT_DEFAULT = 3
HOP_LIMIT_MAX = 7

# Priorities inside one radio's queue, as the firmware numbers them; of own packets: FIRMWARE_PRIORITY.
ACK_PRIORITY = 120
RELAY_PRIORITY = 64
RELAY_TEXT_PRIORITY = 100  # the one broadcast port relays prioritise


class Role(StrEnum):
    """CLIENT relays late and only when nobody else did; CLIENT_BASE relays its favourites early, as a ROUTER does."""

    CLIENT = "client"
    CLIENT_BASE = "client_base"
    CLIENT_MUTE = "client_mute"
    ROUTER = "router"


@dataclass(frozen=True, slots=True)
class MeshPacket:
    """One packet as on the air. `to` BROADCAST or a node number; `request` is the packet an ACK answers.

    pkc  encrypted and proved with keys of both radios (direct messages): 12 bytes longer
    """

    sender: int
    packet: int
    channel: str
    port: int
    payload: bytes
    to: int = BROADCAST
    hop_limit: int = HOP_LIMIT_DEFAULT
    hop_start: int = HOP_LIMIT_DEFAULT
    want_ack: bool = False
    request: int = 0
    pkc: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """Identity for duplicate detection."""
        return (self.sender, self.packet)

    @property
    def hops(self) -> int:
        """How often it has been relayed."""
        return self.hop_start - self.hop_limit

    @property
    def air_bytes(self) -> int:
        """Bytes on air, header included."""
        if self.port == ROUTING_PORT:
            return ACK_BYTES_ON_AIR
        return packet_bytes(self.port, len(self.payload), pkc=self.pkc)
