"""The seam between the station and any radio: real, simulated or replayed.

A radio runs by itself and hands `RadioEvent`s to one callback, from whatever thread it likes; the station's callback is
one `loop.call_soon_threadsafe`. `send` never blocks and never raises for a radio that is away: the ladder tells.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

BROADCAST = 0xFFFFFFFF
TEXT_PORT = 1  # TEXT_MESSAGE_APP
ALERT_PORT = 11  # ALERT_APP: a text that phones may ring for
PRIVATE_PORT = 256  # PRIVATE_APP
TEXT_BYTES_MAX = 130  # our own ceiling for one line (design: protocol)


class Priority(StrEnum):
    """In the radio's own queue (Meshtastic 10 … 110) and in our outbox; alarms overtake everything."""

    ALARM = "alarm"
    HIGH = "hoog"
    NORMAL = "gewoon"
    LOW = "laag"


# The radio's own number for each (Meshtastic MeshPacket.Priority). What it relays for others stands at 64, and at 100
# when that is a text line. So an alarm overtakes all; our mail lets relayed texts and alarms pass and goes before
# other relayed packets; what is ordinary takes its turn among those; what can wait goes last.
FIRMWARE_PRIORITY = {Priority.ALARM: 110, Priority.HIGH: 80, Priority.NORMAL: 64, Priority.LOW: 10}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One packet to send. `token` comes back in `SendProgress`; `node` None is a broadcast on the channel.

    channel  name of the channel; "" is the radio's own (the inzet). A port of the hub fills in its own.
    """

    token: int
    payload: bytes
    port: int = TEXT_PORT
    node: int | None = None
    priority: Priority = Priority.NORMAL
    want_ack: bool = True
    hop_limit: int | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class PacketReceived:
    """One packet as the radio gave it. `channel` is the channel's name ("" when unknown or undecodable).

    public_key  base64 key the radio proved (pkiEncrypted direct messages only), else ""
    private     the channel has a name and key of its own and it is the station's; False: public or foreign
    age_s       seconds since the radio received it (it keeps packets while no console is attached); None: unknown
    """

    sender: int
    to: int
    packet: int
    channel: str
    port: int
    payload: bytes
    private: bool
    direct: bool = False
    public_key: str = ""
    snr: float | None = None
    rssi: int | None = None
    hops: int | None = None
    via_mqtt: bool = False
    reply_to: int | None = None
    emoji: bool = False
    age_s: float | None = None


class LinkState(StrEnum):
    """What is wrong, if anything: the three causes are told apart on screen."""

    NONE = "geen"  # no radio configured
    NO_DEVICE = "geen_apparaat"  # nothing attached, refused, or gone
    CONNECTING = "verbindt"
    UP = "goed"
    DEAF = "niets_gehoord"  # attached, but nothing heard for long
    WRONG_CHANNEL = "verkeerd_kanaal"  # heard, but our channel is not set on it
    FROZEN = "reageert_niet"  # attached, but the radio does not answer


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """State of the link to the radio. `retry_s`: seconds to the next attempt; `detail`: a code for the operator.

    quiet    connected, but nothing heard for long; also told when the state is WRONG_CHANNEL
    missing  (channel, detail) of each channel a station wants and the radio has not
    role     what the radio does for others, by the firmware's own name; battery_pct: over 100 is mains
    """

    state: LinkState
    where: str = ""
    detail: str = ""
    retry_s: float | None = None
    own_node: int | None = None
    firmware: str = ""
    preset: str = ""
    region: str = ""
    heard_nodes: int = 0
    channel_use_pct: float | None = None
    air_use_pct: float | None = None
    warnings: tuple[str, ...] = ()
    quiet: bool = False
    missing: tuple[tuple[str, str], ...] = ()
    role: str = ""
    battery_pct: float | None = None

    def with_figures_of(self, told: "LinkStatus") -> "LinkStatus":
        """This status with the figures that change all the time as `told` had them."""
        return replace(
            self,
            heard_nodes=told.heard_nodes,
            channel_use_pct=told.channel_use_pct,
            air_use_pct=told.air_use_pct,
            battery_pct=told.battery_pct,
        )


@dataclass(frozen=True, slots=True)
class LinkChanged:
    status: LinkStatus


class SendStep(StrEnum):
    """How far the radio itself can tell. A firmware ACK is never "received by the console"."""

    HANDED_OVER = "bij_radio"
    RELAYED = "gehoord"  # some radio passed it on, or the addressed radio acknowledged
    RETRYING = "opnieuw"
    GAVE_UP = "mislukt"


@dataclass(frozen=True, slots=True)
class SendProgress:
    """Packet `token` got this far. `by_addressee`: the addressed radio itself acknowledged (still not a person)."""

    token: int
    step: SendStep
    detail: str = ""
    attempt: int = 1
    by_addressee: bool = False
    airtime_s: float = 0.0


RadioEvent = PacketReceived | LinkChanged | SendProgress
Deliver = Callable[[RadioEvent], None]


class Radio(Protocol):
    """What a station needs of a radio."""

    def start(self, deliver: Deliver) -> None:
        """Begin in the background; never blocks, never raises for an absent device."""

    def send(self, packet: Outgoing) -> bool:
        """Queue one packet. False when the bounded outbox is full (the caller keeps it and tries later)."""
        ...

    def status(self) -> LinkStatus:
        """The last known link status."""
        ...

    def close(self) -> None:
        """Stop; returns within a few seconds whatever the device does."""


@dataclass(slots=True)
class NoRadio:
    """No radio configured: everything else keeps working."""

    link: LinkStatus = field(default_factory=lambda: LinkStatus(LinkState.NONE))

    def start(self, deliver: Deliver) -> None:
        deliver(LinkChanged(self.link))

    def send(self, packet: Outgoing) -> bool:
        return False

    def status(self) -> LinkStatus:
        return self.link

    def close(self) -> None:
        return None
