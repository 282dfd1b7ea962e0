"""Time on air of a LoRa packet, by Semtech's formula as the SX126x driver of the firmware computes it.

Source: facts, airtime §1 (16-symbol preamble, explicit header, CRC; low data rate optimisation at symbols >= 16 ms).
"""

from dataclasses import dataclass
from math import ceil

HEADER_BYTES = 16  # Meshtastic's radio header in clear
LOW_RATE_SYMBOL_MS = 16.0


@dataclass(frozen=True, slots=True)
class Preset:
    """A modem preset: spreading factor, bandwidth in kHz, coding rate denominator (5 means 4/5)."""

    name: str
    spreading: int
    bandwidth_khz: float
    coding: int

    @property
    def symbol_ms(self) -> float:
        """Duration of one symbol in milliseconds."""
        return 2.0**self.spreading / self.bandwidth_khz


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("SHORT_FAST", 7, 250, 5),
        Preset("SHORT_SLOW", 8, 250, 5),
        Preset("MEDIUM_FAST", 9, 250, 5),
        Preset("MEDIUM_SLOW", 10, 250, 5),
        Preset("LONG_FAST", 11, 250, 5),
        Preset("LONG_MODERATE", 11, 125, 8),
        Preset("LONG_SLOW", 12, 125, 8),
    )
}


def time_on_air_ms(preset: Preset, radio_bytes: int) -> float:
    """Milliseconds on air of a packet of `radio_bytes` in all (header included)."""
    low_rate = 1 if preset.symbol_ms >= LOW_RATE_SYMBOL_MS else 0
    bits = max(8 * radio_bytes + 16 - 4 * preset.spreading + 28, 0)
    payload_symbols = ceil(bits / (4 * (preset.spreading - 2 * low_rate))) * preset.coding
    return (16 + 4.25 + 8 + payload_symbols) * preset.symbol_ms


def packet_bytes(port: int, payload_bytes: int, reply: bool = False, pkc: bool = False) -> int:
    """Bytes on air of a Meshtastic packet: 16 header, port, payload tag and length, bitfield, and what is optional."""
    port_bytes = 2 if port < 128 else 3
    length_bytes = 2 if payload_bytes <= 127 else 3
    return HEADER_BYTES + port_bytes + length_bytes + payload_bytes + 2 + (5 if reply else 0) + (12 if pkc else 0)
