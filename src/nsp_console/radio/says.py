"""What a radio says to its computer, in our own words: one frozen record per kind of FromRadio we use.

`codec` makes them from the library's protobufs; nothing else in the program sees those.
"""

from dataclasses import dataclass, replace

TEXT_APP, ADMIN_APP, ROUTING_APP, ALERT_APP, TELEMETRY_APP = 1, 6, 5, 11, 67
UNREADABLE = 0  # our mark for a packet the radio could not decrypt


@dataclass(frozen=True, slots=True)
class MyNode:
    """The radio's own number; `reboots` tells a restart from a mere reconnection."""

    node: int
    reboots: int


@dataclass(frozen=True, slots=True)
class Firmware:
    version: str


@dataclass(frozen=True, slots=True)
class LoraSettings:
    """`preset` is a name as in link.airtime, or "EIGEN" when the radio uses its own numbers."""

    region: str
    preset: str
    hop_limit: int
    tx_enabled: bool
    override_duty_cycle: bool
    spreading: int = 0
    bandwidth_khz: float = 0.0
    coding: int = 0


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """`role`: what the radio does for others, by the firmware's own name (CLIENT, CLIENT_BASE, ROUTER …)."""

    role: str


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """One entry of the radio's channel table. `own_key`: a key that is not empty, simple, or the public default."""

    index: int
    name: str
    own_key: bool
    enabled: bool


@dataclass(frozen=True, slots=True)
class ConfigComplete:
    nonce: int


@dataclass(frozen=True, slots=True)
class QueueState:
    """Answer to every packet and every heartbeat. `res` 0 is accepted; `free` of `size` transmit slots are left."""

    res: int
    free: int
    size: int
    packet: int


@dataclass(frozen=True, slots=True)
class Ack:
    """Routing result for our packet `request`. `error` 0 from ourselves: a relay was overheard, not delivery."""

    sender: int
    request: int
    error: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A packet off the air, judged by nobody yet. `channel` is an index, or a hash when `port` is UNREADABLE."""

    sender: int
    to: int
    packet: int
    channel: int
    port: int
    payload: bytes
    rx_wall: int
    pki: bool
    public_key: bytes
    snr: float | None
    rssi: int | None
    hops: int | None
    via_mqtt: bool
    reply_to: int | None
    emoji: bool


@dataclass(frozen=True, slots=True)
class OwnUse:
    """The radio's own view of the air: percentages, and None where it did not say. Battery: over 100 is mains."""

    channel_pct: float | None
    air_pct: float | None
    battery_pct: float | None = None

    def after(self, earlier: "OwnUse") -> "OwnUse":
        """This word, with what only `earlier` told: statistics of the air say nothing of the battery."""
        return self if self.battery_pct is not None else replace(self, battery_pct=earlier.battery_pct)


@dataclass(frozen=True, slots=True)
class Rebooted:
    pass


@dataclass(frozen=True, slots=True)
class Notice:
    """A ClientNotification: free text from the firmware, e.g. about the duty cycle."""

    text: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something we do not use; it still proves that the radio is alive."""

    what: str


Setting = MyNode | Firmware | LoraSettings | DeviceSettings | ChannelSettings
Said = (
    MyNode
    | Firmware
    | LoraSettings
    | DeviceSettings
    | ChannelSettings
    | ConfigComplete
    | QueueState
    | Ack
    | Heard
    | OwnUse
    | Rebooted
    | Notice
    | Ignored
)
