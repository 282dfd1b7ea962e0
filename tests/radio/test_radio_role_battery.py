"""What a radio tells of its role and its battery reaches the station, and silence about it is not a value."""

import pytest
from meshtastic.protobuf import config_pb2, mesh_pb2, telemetry_pb2

from nsp_console.radio import codec, says
from nsp_console.radio.settings import RadioSettings

NODE = 0x7C3A0000


def own_packet(telemetry: telemetry_pb2.Telemetry) -> bytes:
    """The radio's own figures as it hands them to its computer."""
    message = mesh_pb2.FromRadio()
    setattr(message.packet, "from", NODE)
    message.packet.decoded.portnum = says.TELEMETRY_APP
    message.packet.decoded.payload = telemetry.SerializeToString()
    return bytes(message.SerializeToString())


def metrics(**figures: float) -> says.OwnUse:
    """What the codec makes of device metrics."""
    telemetry = telemetry_pb2.Telemetry()
    telemetry.device_metrics.SetInParent()
    for name, value in figures.items():
        setattr(telemetry.device_metrics, name, value)
    said = codec.decode(own_packet(telemetry))
    assert isinstance(said, says.OwnUse)
    return said


@pytest.mark.parametrize("role", ["CLIENT", "CLIENT_MUTE", "ROUTER", "CLIENT_BASE"])
def test_the_role_is_told_by_name(role: str) -> None:
    """The device settings of the radio give its role by the firmware's own name, also when it is the default."""
    message = mesh_pb2.FromRadio()
    message.config.device.role = config_pb2.Config.DeviceConfig.Role.Value(role)
    message.config.device.SetInParent()
    said = codec.decode(bytes(message.SerializeToString()))
    assert said == says.DeviceSettings(role)
    assert RadioSettings().with_(said).role == role


def test_an_unknown_role_is_a_word_and_not_a_crash() -> None:
    """A role of newer firmware than the library knows is told as unknown."""
    message = mesh_pb2.FromRadio()
    message.config.device.role = 99
    assert codec.decode(bytes(message.SerializeToString())) == says.DeviceSettings("ONBEKEND_99")


def test_the_battery_is_told_and_statistics_do_not_wipe_it() -> None:
    """A charge is taken over, a radio without battery tells none, and a word about the air keeps the last charge."""
    charged = metrics(battery_level=63, channel_utilization=12.0)
    assert charged.battery_pct == 63.0
    assert metrics(channel_utilization=12.0).battery_pct is None
    later = says.OwnUse(3.0, 1.0).after(charged)
    assert (later.channel_pct, later.battery_pct) == (3.0, 63.0)
    assert metrics(battery_level=101).after(charged).battery_pct == 101.0
