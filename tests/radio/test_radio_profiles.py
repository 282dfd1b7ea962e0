"""The radio profiles in `hardware/` fit the radio's own settings, are what the README says, and hold no secret."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from google.protobuf import json_format  # type: ignore[import-untyped]
from meshtastic.protobuf import localonly_pb2

PROFILES = Path(__file__).parents[2] / "hardware" / "profiles"
NAMES = sorted(path.name for path in PROFILES.glob("*.yaml"))


def load(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((PROFILES / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_exists_on_the_radio(name: str) -> None:
    """Each key and word of a profile is one the radio's protobufs know: a typing error would be skipped silently."""
    profile = load(name)
    assert set(profile) == {"owner", "owner_short", "config", "module_config"}
    json_format.ParseDict(profile["config"], localonly_pb2.LocalConfig())
    json_format.ParseDict(profile["module_config"], localonly_pb2.LocalModuleConfig())
    assert len(profile["owner"].encode()) <= 25
    assert len(profile["owner_short"].encode()) <= 4


@pytest.mark.parametrize("name", NAMES)
def test_no_profile_holds_a_key(name: str) -> None:
    """No key, channel address or pin is in the repository."""
    text = (PROFILES / name).read_text(encoding="utf-8").lower()
    assert not any(word in text for word in ("base64", "channel_url:", "private_key", "psk", "fixed_pin", "https://"))


def test_what_the_network_needs() -> None:
    """Both profiles agree on what must be the same everywhere, and differ in their role."""
    assert NAMES == ["c-nsp.yaml", "l-nsp.yaml"]
    c, l_ = load("c-nsp.yaml")["config"], load("l-nsp.yaml")["config"]
    assert c["lora"] == l_["lora"]
    assert (c["lora"]["region"], c["lora"]["modem_preset"]) == ("EU_868", "MEDIUM_FAST")
    assert not c["lora"]["override_duty_cycle"]
    assert (c["device"]["role"], l_["device"]["role"]) == ("CLIENT_BASE", "CLIENT_MUTE")
