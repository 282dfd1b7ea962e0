"""Bytes that anybody could send, and authentic bytes that say anything: ValueError, and nothing else ever."""

import random

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.air_facts import Content
from nsp_console.domain.facts import Decided, HomeMoved, StationRevoked, WriterMoved
from nsp_console.wire.frames.bits import BitWriter, width_of
from nsp_console.wire.frames.bodies import Body, OrderBody, RequestBody, RollCallBody
from nsp_console.wire.frames.codec import (
    LOW_COUNTER,
    pack,
    peek,
    receipt_holds,
    receipt_tag,
    seal_frame,
    seal_size,
    signature_holds,
    tag_opens,
    unpack,
    with_counter,
)
from nsp_console.wire.frames.kinds import (
    FORMAT,
    Frame,
    GossipFrame,
    GossipReceipt,
    Kind,
    MailFrame,
    ReceiptFrame,
    Versions,
)
from nsp_console.wire.frames.layouts import GOSSIP, GOSSIP_ALARM, GOSSIP_ENTRY, GOSSIP_RECEIPT, HEAD, PLACE
from nsp_console.wire.frames.limits import PAYLOAD_BYTES_MAX
from nsp_console.wire.frames.mail import content_of, decode_body, encode_body
from nsp_console.wire.roster import Roster
from nsp_console.wire.sealing import TAG_BYTES
from support.frame_vectors import example_bodies, example_frames
from support.frames import FUNCTIONS, MESSAGES, small_roster
from support.plain_keys import PlainKeys

ROSTER = small_roster()
EIGHT = (*FUNCTIONS, "achtste")
OUTER, INNER = 60_000, 40_000  # in the ordinary run
OUTER_LONG, INNER_LONG = 10_000_000, 1_000_000
SEED = 20_261_123


def taken(payload: bytes) -> Frame | None:
    """What a console makes of a payload: the frame in it, or None; packed again it must be the same bytes."""
    head = peek(payload)
    if head is None:
        return None
    covered = payload[: -seal_size(head.kind)]
    try:
        frame = unpack(covered, EIGHT)
    except ValueError:
        return None
    assert pack(frame, EIGHT) == covered, covered.hex()
    return frame


def proven(payload: bytes, frame: Frame, keys: PlainKeys) -> bool:
    """Whether any seal holds, with either key of the two and the counter as far as it was heard."""
    heard = frame
    if isinstance(frame, MailFrame | ReceiptFrame | GossipFrame):
        heard = with_counter(frame, frame.counter & LOW_COUNTER)
    return (
        signature_holds(payload, heard, keys, keys.epoch)
        or tag_opens(payload, heard, keys, keys.epoch)
        or tag_opens(payload, heard, keys, keys.epoch, down=True)
    )


def noise(dice: random.Random) -> bytes:
    """Random bytes of any length, half of them behind a head that looks like one of ours."""
    if dice.random() < 0.1:
        return picture_noise(dice)
    data = dice.randbytes(dice.randrange(0, dice.choice((24, 60, PAYLOAD_BYTES_MAX + 8))))
    if dice.random() < 0.5:
        return data
    head = BitWriter()
    fields = {"format": FORMAT, "exercise": dice.randrange(2), "kind": dice.choice(list(Kind))}
    head.fields(HEAD, {**fields, "station": dice.randrange(1024)})
    front = head.to_bytes()
    return front[:2] + bytes([front[2] | dice.randrange(128)]) + data


def picture_noise(dice: random.Random) -> bytes:
    """A picture that counts right, with anything in its parts: random bytes alone hardly ever have that length."""
    counts = {"entries": dice.choice((0, 1, 2, 17)), "receipts": dice.randrange(4), "alarms": dice.randrange(3)}
    counts["places"] = dice.choice((0, 1, 8))
    out = BitWriter()
    out.fields(HEAD, {"format": FORMAT, "exercise": 0, "kind": Kind.GOSSIP, "station": dice.randrange(1, 26)})
    first = dice.randrange(1024) if counts["places"] else 0
    out.fields(GOSSIP, {"counter": dice.randrange(1 << 16), "first": first, **counts})
    parts = zip(counts.values(), (GOSSIP_ENTRY, GOSSIP_RECEIPT, GOSSIP_ALARM, PLACE), strict=True)
    for width in (width_of(layout) for count, layout in parts for _ in range(count)):
        out.put(dice.getrandbits(width), width)
    return out.to_bytes() + dice.randbytes(TAG_BYTES)


def genuine_picture(keys: PlainKeys) -> GossipFrame:
    """A picture of C 3 with receipts that hold under `keys`."""
    tags = [(station, receipt_tag(keys, keys.epoch, 3, station, 513)) for station in (9, 12)]
    receipts = tuple(GossipReceipt(station, 513, tag) for station, tag in tags if tag is not None)
    return GossipFrame(3, 70_000, receipts=receipts, versions=Versions(0, (1, 51)))


def false_receipts(frame: Frame, keys: PlainKeys) -> int:
    """How many receipts in a picture nobody sealed would be believed, apart from those that a C really gave."""
    if not isinstance(frame, GossipFrame):
        return 0
    given = genuine_picture(keys).receipts if frame.station == 3 else ()
    strange = [receipt for receipt in frame.receipts if receipt not in given]
    return sum(receipt_holds(keys, keys.epoch, frame.station, receipt) for receipt in strange)


def bent(dice: random.Random, good: list[bytes]) -> bytes:
    """A real payload with bits flipped, bytes cut, doubled or exchanged with another."""
    payload = bytearray(dice.choice(good))
    for _ in range(dice.randrange(1, 4)):
        if dice.random() < 0.7 and payload:
            at = dice.randrange(8 * len(payload))
            payload[at // 8] ^= 1 << at % 8
        elif dice.random() < 0.5:
            del payload[dice.randrange(len(payload) + 1) :]
        else:
            other = dice.choice(good)
            payload += other[dice.randrange(len(other)) :]
    return bytes(payload)


def good_payloads(keys: PlainKeys) -> list[bytes]:
    """One sealed payload for every kind of body and a few more, from the golden frames of the repository."""
    sealed = [seal_frame(frame, keys, FUNCTIONS) for _, frame in example_frames()]
    sealed.append(seal_frame(genuine_picture(keys), keys, FUNCTIONS))
    return [payload for payload in sealed if payload is not None]


def fuzz_outer(count: int, seed: int) -> tuple[int, int]:
    """(frames that read as frames, frames and receipts in them of which a seal held though nobody sealed them)."""
    dice = random.Random(seed)
    keys = PlainKeys(3)
    good = good_payloads(keys)
    known = frozenset(good)
    read = false = 0
    for at in range(count):
        payload = noise(dice) if at % 2 else bent(dice, good)
        frame = taken(payload)
        if frame is None or payload in known:
            continue
        read += 1
        false += proven(payload, frame, keys) + false_receipts(frame, keys)
    return read, false


def fuzz_inner(count: int, seed: int) -> int:
    """Arbitrary and bent bodies through the decoder; how many meant something. Each encodes back to the same bytes."""
    dice = random.Random(seed)
    good = [(content_of(body), encode_body(body, ROSTER)) for _, body in example_bodies()]
    meant = 0
    for at in range(count):
        if at % 2:
            content, data = dice.choice(list(Content)), dice.randbytes(dice.randrange(0, 160))
        else:
            content, whole = dice.choice(good)
            data = bent(dice, [whole])
        try:
            body = decode_body(content, data, ROSTER)
        except ValueError:
            continue
        assert encode_body(body, ROSTER) == data, (content, data.hex())
        meant += 1
    return meant


def test_unauthenticated_bytes_change_nothing() -> None:
    """A hundred thousand payloads nobody sealed: most read as no frame at all, and not one seal holds."""
    read, false = fuzz_outer(OUTER, SEED)
    assert false == 0
    assert read > OUTER / 50  # the fuzz reached beyond the head


def test_authentic_but_arbitrary_bodies_are_survived() -> None:
    """A sender with a key may send any body: it means something in one way only, or it is refused."""
    assert fuzz_inner(INNER, SEED) > INNER / 50


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_unauthenticated_bytes_change_nothing_in_volume() -> None:
    """Ten million payloads nobody sealed: nothing but refusals, and not one seal holds."""
    assert fuzz_outer(OUTER_LONG, SEED + 1)[1] == 0


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_arbitrary_bodies_are_survived_in_volume() -> None:
    """A million arbitrary bodies: each means something in one way only, or it is refused."""
    assert fuzz_inner(INNER_LONG, SEED + 1) > 0


@given(data=st.binary(max_size=PAYLOAD_BYTES_MAX + 10))
def test_arbitrary_bytes_are_survived(data: bytes) -> None:
    """Any bytes at all give a head or none, and a frame or ValueError."""
    taken(data)
    try:
        unpack(data, ())
    except ValueError:
        return


@given(content=st.sampled_from(Content), data=st.binary(max_size=170))
def test_arbitrary_bodies_are_survived(content: Content, data: bytes) -> None:
    """Any body of any content gives a body or ValueError."""
    try:
        body = decode_body(content, data, ROSTER)
    except ValueError:
        return
    assert encode_body(body, ROSTER) == data


@given(body=MESSAGES)
def test_points_nobody_has_are_refused(body: Body) -> None:
    """A console whose region file lacks a point refuses what names it, instead of taking it for another."""
    bare = Roster(ROSTER.region, {}, FUNCTIONS)
    names_a_point = isinstance(body, RequestBody) or (isinstance(body, RollCallBody) and bool(body.home))
    of_a_point = Decided | HomeMoved | StationRevoked | WriterMoved
    names_a_point |= isinstance(body, OrderBody) and isinstance(body.order, of_a_point)
    data = encode_body(body, ROSTER)
    if names_a_point:
        with pytest.raises(ValueError, match="nobody"):
            decode_body(content_of(body), data, bare)
    else:
        assert encode_body(decode_body(content_of(body), data, bare), bare) == data
