"""Which serial devices are attached, and which of them is likely to be a Meshtastic radio."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from serial.tools import list_ports

from nsp_console.radio.carrier import Refused

BY_ID = Path("/dev/serial/by-id")  # names that stay the same when a radio is plugged in again (Linux)
NATIVE = {  # chips that are the radio itself
    0x239A: "nRF52840 (RAK, Adafruit)",
    0x303A: "ESP32-S3 (Espressif)",
    0x2886: "nRF52840 (Seeed)",
}
BRIDGES = {  # USB-serial chips that many radios have, and other equipment too
    0x10C4: "CP210x (o.a. Heltec V3)",
    0x1A86: "CH34x/CH910x (o.a. LilyGO)",
}
NEVER = frozenset({0x1366, 0x0483, 0x1915, 0x0925, 0x04B4})  # debug probes and analysers: never write to those

Ports = Callable[[], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Device:
    """One serial port. `path` is the name to configure; `problem` is "" or a code ("geen_rechten")."""

    path: str
    device: str
    chip: str
    description: str
    likely: bool
    problem: str = ""


def list_devices(ports: Ports = list_ports.comports, by_id: Path = BY_ID) -> list[Device]:
    """All USB serial devices, likely radios first. Ports without a USB identity (built-in, modem) are left out."""
    stable = _stable_names(by_id)
    devices = []
    for port in ports():
        if port.vid is None:
            continue
        chip = NATIVE.get(port.vid) or BRIDGES.get(port.vid) or f"onbekend ({port.vid:04x}:{port.pid or 0:04x})"
        devices.append(
            Device(
                path=stable.get(os.path.realpath(port.device), port.device),
                device=str(port.device),
                chip=chip,
                description=str(port.description or ""),
                likely=(port.vid in NATIVE or port.vid in BRIDGES) and port.vid not in NEVER,
                problem=_problem(str(port.device)),
            )
        )
    return sorted(devices, key=lambda device: (not device.likely, device.path))


def _stable_names(by_id: Path) -> dict[str, str]:
    try:
        return {os.path.realpath(link): str(link) for link in sorted(by_id.iterdir(), reverse=True)}
    except OSError:
        return {}


def _problem(device: str) -> str:
    if not os.path.exists(device):  # Windows port names are not files
        return ""
    return "" if os.access(device, os.R_OK | os.W_OK) else "geen_rechten"


def find_one(ports: Ports = list_ports.comports, by_id: Path = BY_ID) -> str:
    """The path of the one likely radio. Raises Refused when there is none, or more than one to choose from."""
    likely = [device for device in list_devices(ports, by_id) if device.likely]
    if not likely:
        raise Refused("geen_apparaat")
    if len(likely) > 1:
        raise Refused("kies_apparaat: " + ", ".join(device.path for device in likely))
    if likely[0].problem:
        raise Refused(likely[0].problem)
    return likely[0].path
