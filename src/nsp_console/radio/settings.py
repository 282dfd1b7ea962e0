"""What the radio told about itself, and what of it needs an operator's attention."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from nsp_console.domain.safetext import clean
from nsp_console.link.airtime import PRESETS, Preset
from nsp_console.radio import says

FIRMWARE_FLOOR = (2, 7, 15)  # below it a direct message's sender can be forged (CVE-2025-53627)
REGION = "EU_868"
NAME_CHARS = 20  # of a channel or firmware name on screen
PUBLIC_NAMES = {  # a channel without a name is shown under its preset
    "SHORT_FAST": "ShortFast",
    "SHORT_SLOW": "ShortSlow",
    "MEDIUM_FAST": "MediumFast",
    "MEDIUM_SLOW": "MediumSlow",
    "LONG_FAST": "LongFast",
    "LONG_MODERATE": "LongMod",
    "LONG_SLOW": "LongSlow",
}


@dataclass(frozen=True, slots=True)
class RadioSettings:
    """Facts of one connection; empty until told."""

    node: int | None = None
    reboots: int = 0
    firmware: str = ""
    lora: says.LoraSettings | None = None
    role: str = ""
    channels: dict[int, says.ChannelSettings] = field(default_factory=dict)

    def with_(self, said: says.Setting) -> "RadioSettings":
        """These settings after the radio told one more."""
        match said:
            case says.MyNode(node, reboots):
                return replace(self, node=node, reboots=reboots)
            case says.Firmware(version):
                return replace(self, firmware=clean(version, NAME_CHARS))
            case says.LoraSettings():
                return replace(self, lora=said)
            case says.DeviceSettings(role):
                return replace(self, role=clean(role, NAME_CHARS))
            case says.ChannelSettings():
                return replace(self, channels={**self.channels, said.index: said})

    @property
    def usable(self) -> bool:
        """Enough to work with: a node number and a channel table."""
        return self.node is not None and bool(self.channels)

    @property
    def hop_limit(self) -> int:
        return self.lora.hop_limit if self.lora else 3

    @property
    def preset(self) -> str:
        return self.lora.preset if self.lora else ""

    @property
    def airtime_preset(self) -> Preset | None:
        """The modem numbers to count airtime with; None when not known."""
        if self.lora is None:
            return None
        if self.lora.preset == "EIGEN" and self.lora.spreading and self.lora.bandwidth_khz:
            return Preset("EIGEN", self.lora.spreading, self.lora.bandwidth_khz, max(self.lora.coding, 5))
        return PRESETS.get(self.lora.preset)

    def restarted_into(self, later: "RadioSettings") -> bool:
        """Whether the radio started anew (or is another one) between these settings and `later`."""
        return self.node != later.node or self.reboots != later.reboots

    def channel_name(self, index: int) -> str:
        """The name an operator knows the channel by; "" when the index is not in the table."""
        channel = self.channels.get(index)
        if channel is None or not channel.enabled:
            return ""
        return channel.name or PUBLIC_NAMES.get(self.preset, "")

    def channel_index(self, name: str) -> int | None:
        """The channel called `name` with a key of its own; None when there is none. Never a public one."""
        for index in sorted(self.channels):
            channel = self.channels[index]
            if channel.enabled and channel.own_key and channel.name == name:
                return index
        return None

    def indexes(self, names: Iterable[str]) -> dict[str, int]:
        """The channels of `names` that are there, each with a key of its own."""
        return {name: index for name in names if (index := self.channel_index(name)) is not None}

    def absent(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """(name, `missing`) of the channels of `names` that are not."""
        return tuple((name, self.missing(name)) for name in names if self.channel_index(name) is None)

    def missing(self, name: str) -> str:
        """Why `channel_index` found nothing: a code, and for the operator the channels that are there."""
        enabled = [index for index in sorted(self.channels) if self.channels[index].enabled]
        names = [self.channel_name(index) or f"nr {index}" for index in enabled]
        code = "sleutel_openbaar" if name in names else "kanaal_ontbreekt"
        return f"{code}: {', '.join(clean(shown, NAME_CHARS) for shown in names)}"

    @property
    def trusts_public_keys(self) -> bool:
        """False when the firmware is known to accept forged direct messages."""
        version = firmware_version(self.firmware)
        return version is None or version >= FIRMWARE_FLOOR

    def warnings(self) -> tuple[str, ...]:
        """Codes of what is not as it should be (sentences: nsp_console.dutch.radio)."""
        found: list[str] = []
        version = firmware_version(self.firmware)
        if version is None:
            found.append("firmware_onbekend")
        elif version < FIRMWARE_FLOOR:
            found.append("firmware_te_oud")
        if self.lora is None:
            found.append("instellingen_onbekend")
        else:
            if self.lora.region != REGION:
                found.append("regio")
            if not self.lora.tx_enabled:
                found.append("zenden_uit")
            if self.lora.override_duty_cycle:
                found.append("zendtijd_onbegrensd")
            if self.lora.preset not in PRESETS:
                found.append("preset_onbekend")
        return tuple(found)


def firmware_version(text: str) -> tuple[int, int, int] | None:
    """`2.7.26.54e0d8d` → (2, 7, 26); None when it does not look like a version."""
    parts = text.strip().split(".")[:3]
    if len(parts) < 3 or not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        return None
    return int(parts[0]), int(parts[1]), int(parts[2])
