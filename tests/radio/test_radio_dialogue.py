"""One conversation with a radio, without a stream: what is asked, believed, and concluded from silence."""

from typing import Any

from meshtastic.protobuf import channel_pb2, config_pb2, mesh_pb2

from nsp_console.radio import says
from nsp_console.radio.dialogue import Dialogue, Phase
from nsp_console.radio.framing import Deframer, frame
from nsp_console.radio.settings import RadioSettings
from nsp_console.radio.timings import ASK_MAX, Timings

T = Timings()


def told(message: Any) -> bytes:
    return frame(message.SerializeToString())


MINE = told(mesh_pb2.FromRadio(my_info=mesh_pb2.MyNodeInfo(my_node_num=5, reboot_count=1)))
LORA = told(mesh_pb2.FromRadio(config=config_pb2.Config(lora=config_pb2.Config.LoRaConfig(region=3, use_preset=True))))
CHANNEL = told(
    mesh_pb2.FromRadio(
        channel=channel_pb2.Channel(role=1, settings=channel_pb2.ChannelSettings(name="NSP", psk=bytes(range(32))))
    )
)
COMPLETE = told(mesh_pb2.FromRadio(config_complete_id=69420))
QUEUE = told(mesh_pb2.FromRadio(queueStatus=mesh_pb2.QueueStatus(free=16, maxlen=16)))


def text(payload: bytes) -> bytes:
    packet = mesh_pb2.MeshPacket(to=0xFFFFFFFF, id=9)
    packet.decoded.portnum = 1
    packet.decoded.payload = payload
    return told(mesh_pb2.FromRadio(packet=packet))


def asked(dialogue: Dialogue) -> list[str]:
    """What the console wrote since the last look, as kinds of ToRadio."""
    return [
        str(mesh_pb2.ToRadio.FromString(body).WhichOneof("payload_variant"))
        for body in Deframer().feed(dialogue.take_output())
    ]


def begun() -> Dialogue:
    dialogue = Dialogue(T, RadioSettings())
    dialogue.begin(0.0)
    assert asked(dialogue) == ["want_config_id"]
    return dialogue


def payloads(heard: list[says.Said]) -> list[bytes]:
    return [said.payload for said in heard if isinstance(said, says.Heard)]


def test_packets_before_the_settings_wait_for_them() -> None:
    """A packet that comes before the channel table is judged after it, not lost and not judged blindly."""
    dialogue = begun()
    assert payloads(dialogue.receive(text(b"te vroeg") + MINE + CHANNEL, 1.0)) == []
    assert payloads(dialogue.receive(COMPLETE, 1.1)) == [b"te vroeg"]
    assert dialogue.phase is Phase.READY
    assert payloads(dialogue.receive(text(b"daarna"), 1.2)) == [b"daarna"]


def test_early_packets_survive_a_break() -> None:
    """When the settings never come, what was received before the break is still handed out."""
    dialogue = begun()
    dialogue.receive(text(b"te vroeg"), 1.0)
    assert payloads(dialogue.abandoned()) == [b"te vroeg"]


def test_a_closing_word_of_an_older_conversation_is_not_believed() -> None:
    """Bytes left on a serial line may say "complete"; without settings in this conversation that means nothing."""
    dialogue = begun()
    dialogue.receive(COMPLETE, 0.1)
    assert dialogue.phase is Phase.ASKING


def test_silence_while_asking() -> None:
    """No answer: asked again a fixed number of times, and then the connection is given up."""
    dialogue, now, times = begun(), 0.0, 1
    while dialogue.phase is Phase.ASKING and now < 1000:
        now = dialogue.next_timer()
        dialogue.tick(now)
        times += asked(dialogue).count("want_config_id")
    assert dialogue.phase is Phase.SILENT
    assert times == ASK_MAX
    assert now <= T.ask_total_s


def test_settings_that_never_complete() -> None:
    """A radio that keeps talking but never completes its settings is given up in the end."""
    dialogue, now = begun(), 0.0
    while dialogue.phase is Phase.ASKING and now < 1000:
        now += 1.0
        dialogue.receive(QUEUE, now)
        dialogue.tick(now)
    assert dialogue.phase is Phase.SILENT
    assert now <= T.ask_total_s + 1


def test_only_the_closing_word_is_missing() -> None:
    """With number, channels and LoRa settings told and then silence, the radio is used."""
    dialogue = begun()
    dialogue.receive(MINE + CHANNEL + LORA, 1.0)
    dialogue.tick(dialogue.next_timer())
    assert dialogue.phase is Phase.READY


def test_heartbeats_and_silence_when_connected() -> None:
    """An idle link gets a heartbeat every 30 s; unanswered for 45 s more means the radio does not answer."""
    dialogue = begun()
    dialogue.receive(MINE + CHANNEL + COMPLETE, 1.0)
    assert asked(dialogue) == ["heartbeat"]
    dialogue.receive(QUEUE, 2.0)
    assert dialogue.next_timer() == 2.0 + T.heartbeat_s
    dialogue.tick(2.0 + T.heartbeat_s)
    assert asked(dialogue) == ["heartbeat"]
    dialogue.tick(2.0 + T.heartbeat_s + T.answer_s - 0.1)
    before = dialogue.phase
    dialogue.tick(2.0 + T.heartbeat_s + T.answer_s)
    assert (before, dialogue.phase) == (Phase.READY, Phase.SILENT)


def test_anything_heard_is_a_sign_of_life() -> None:
    """A busy link needs no heartbeat, and any frame answers one."""
    dialogue, now = begun(), 1.0
    dialogue.receive(MINE + CHANNEL + COMPLETE, now)
    for _ in range(200):
        now += 20.0
        dialogue.receive(text(b"x"), now)
        dialogue.tick(now)
    assert dialogue.phase is Phase.READY
    assert asked(dialogue) == ["heartbeat"]


def test_a_settings_change_while_connected() -> None:
    """A channel that is changed on the radio counts at once."""
    dialogue = begun()
    dialogue.receive(MINE + CHANNEL + COMPLETE, 1.0)
    assert dialogue.settings.channel_index("NSP") == 0
    dialogue.receive(told(mesh_pb2.FromRadio(channel=channel_pb2.Channel(index=0, role=1))), 2.0)
    assert dialogue.settings.channel_index("NSP") is None
