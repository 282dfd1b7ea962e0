"""The golden vectors in both directions: fields to bytes, and bytes to fields."""

import hmac
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from nsp_console.domain.air_facts import Content
from nsp_console.domain.facts import AlarmKind
from nsp_console.wire.alarm_line import AlarmHead, alarm_line, read_alarm, split_tail, with_tail
from nsp_console.wire.frames.codec import pack, peek, seal_size, unpack
from nsp_console.wire.frames.kinds import GossipFrame, Kind, MailFrame, ReceiptFrame
from nsp_console.wire.frames.limits import HEAD_BYTES
from nsp_console.wire.frames.mail import decode_body, encode_body
from nsp_console.wire.sealing import Cover, Domain
from support.frame_vectors import GOLDEN, from_json, golden_text
from support.frames import small_roster
from support.tree import text_of

FILE: dict[str, Any] = json.loads(text_of(GOLDEN))
KEY = bytes.fromhex(FILE["tag key"])
FUNCTIONS = tuple(FILE["functions"])
ROSTER = small_roster(FUNCTIONS)


def names(key: str) -> list[str]:
    """Names of the vectors, for the test report."""
    return [str(vector["name"]) for vector in FILE[key]]


@pytest.mark.parametrize("vector", FILE["frames"], ids=names("frames"))
def test_fields_become_these_bytes(vector: dict[str, Any]) -> None:
    """The frame of the vector packs to its bytes, its cover to the covered bytes, and the seal is the one told."""
    packed = pack(from_json(vector["frame"]), FUNCTIONS)
    assert packed.hex() == vector["packed"]
    cover = dict(vector["cover"])
    covered = Cover(Domain(cover.pop("domain")), **{**cover, "down": bool(cover["down"])}).bytes_over(packed)
    assert covered.hex() == vector["covered"]
    seal = bytes.fromhex(vector["payload"])[len(packed) :]
    if vector["seal"] == "tag":
        assert seal == hmac.digest(KEY, covered, "sha256")[:8]
    else:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(FILE["signing public key"])).verify(seal, covered)


@pytest.mark.parametrize("vector", FILE["frames"], ids=names("frames"))
def test_these_bytes_become_fields(vector: dict[str, Any]) -> None:
    """The payload of the vector reads as its frame, the counter of mail, receipts and pictures as its low 16 bits."""
    payload = bytes.fromhex(vector["payload"])
    head = peek(payload)
    assert head is not None
    frame = unpack(payload[: -seal_size(head.kind)], FUNCTIONS)
    sent = from_json(vector["frame"])
    if isinstance(frame, MailFrame | ReceiptFrame | GossipFrame):
        assert frame.counter == sent.counter & 0xFFFF
    assert pack(frame, FUNCTIONS).hex() == vector["packed"]
    for name in type(sent).__dataclass_fields__:
        if name != "counter":
            assert getattr(frame, name) == getattr(sent, name), name


@pytest.mark.parametrize("vector", FILE["bodies"], ids=names("bodies"))
def test_bodies_go_both_ways(vector: dict[str, Any]) -> None:
    """The body of the vector encodes to its bytes, and those read as that body."""
    body = from_json(vector["body"])
    assert encode_body(body, ROSTER).hex() == vector["hex"]
    assert decode_body(Content(vector["content"]), bytes.fromhex(vector["hex"]), ROSTER) == body


@pytest.mark.parametrize("vector", FILE["alarm lines"], ids=["inzet", "oefening"])
def test_alarm_lines_go_both_ways(vector: dict[str, Any]) -> None:
    """The alarm of the vector becomes its line, and the line reads as that alarm with a tag that holds."""
    said = vector["alarm"]
    kind = AlarmKind(said["kind"])
    line = alarm_line(said["code"], said["number"], kind, said["text"], said["exercise"]).encode()
    covered = bytes.fromhex(vector["covered"])
    tag = hmac.digest(KEY, covered, "sha256")[:8]
    assert with_tail(line, vector["cover"]["counter"], tag).decode() == vector["line"]
    assert split_tail(vector["line"].encode()) == (line, vector["cover"]["counter"] & 0xFFFF, tag)
    assert covered.endswith(line)
    head = read_alarm(vector["line"])
    assert head is not None
    assert head == AlarmHead(said["code"], said["number"], kind, head.text, said["exercise"])
    assert said["text"].startswith(head.text.removesuffix("…"))


@pytest.mark.parametrize("vector", FILE["receipts in pictures"], ids=["inzet", "oefening"])
def test_receipts_in_pictures_are_these_tags(vector: dict[str, Any]) -> None:
    """The tag of a receipt is over the head of the picture it stands in, covered for its point with its version."""
    cover = dict(vector["cover"])
    head = bytes.fromhex(vector["covered"])[-HEAD_BYTES:]
    covered = Cover(Domain(cover.pop("domain")), **{**cover, "down": bool(cover["down"])}).bytes_over(head)
    assert covered.hex() == vector["covered"]
    receipt = from_json(vector["receipt"])
    assert hmac.digest(KEY, covered, "sha256")[:8] == receipt.tag
    assert (cover["sender"], cover["to"], cover["counter"]) == (vector["coordinator"], receipt.station, receipt.version)
    pictures = [bytes.fromhex(frame["packed"]) for frame in FILE["frames"] if frame["name"].startswith("gossip")]
    inside = [unpack(packed, FUNCTIONS) for packed in pictures if unpack(packed, FUNCTIONS).station == 3]
    assert any(receipt in frame.receipts for frame in inside if isinstance(frame, GossipFrame))


@pytest.mark.parametrize("vector", FILE["refused frames"], ids=lambda vector: str(vector["why"]))
def test_these_bytes_are_no_frame(vector: dict[str, Any]) -> None:
    """Every malformed frame of the file is refused."""
    with pytest.raises(ValueError, match=r".+"):
        unpack(bytes.fromhex(vector["packed"]), FUNCTIONS)


def test_the_file_is_what_the_code_makes() -> None:
    """The vectors agree with the code; `python tests/support/frame_papers.py` writes them anew after a new format."""
    assert text_of(GOLDEN) == golden_text()


def test_every_kind_has_a_vector() -> None:
    """No kind of frame and no content is without an example."""
    heads = [peek(bytes.fromhex(vector["payload"])) for vector in FILE["frames"]]
    assert {head.kind for head in heads if head} == set(Kind)
    assert {Content(vector["content"]) for vector in FILE["bodies"]} == set(Content)
