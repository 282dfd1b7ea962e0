"""Frames to bytes and back, and the seals on them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.domain.air_facts import Content
from nsp_console.wire.frames.codec import (
    LOW_COUNTER,
    SIGNED_KINDS,
    cover_of,
    kind_of,
    pack,
    peek,
    seal_frame,
    seal_size,
    signature_holds,
    tag_opens,
    unpack,
    with_counter,
)
from nsp_console.wire.frames.kinds import (
    Echo,
    Frame,
    GossipFrame,
    GuestStatusFrame,
    HelloFrame,
    MailFrame,
    ReceiptFrame,
    SignedFrame,
    State,
    StatusFrame,
    StreamMark,
)
from nsp_console.wire.frames.limits import PAYLOAD_BYTES_MAX
from nsp_console.wire.frames.scales import age_code, age_seconds
from nsp_console.wire.sealing import EVERYBODY, KEEPER, Domain
from support.frames import FRAMES, FRAMES_BY_KIND, FUNCTIONS
from support.plain_keys import PlainKeys

MAIL = MailFrame(9, 3, 70_000, 1, 2, Content.TEXT, b"hallo")
HELLO = HelloFrame(9, EVERYBODY, 70_000, 5, 6, None, 7, (0, 1))
RECEIPT = ReceiptFrame(3, 9, 70_000, own=StreamMark(1, 3))
SIGNED = SignedFrame(3, 0, 1, Content.ORDER, b"x")
GOSSIP = GossipFrame(3, 70_000)
STATUS = StatusFrame(9, 5, 60, State({}))
EMPTY_GUEST = GuestStatusFrame(4, 3, 5, 60, State({}))


def as_heard(frame: Frame) -> Frame:
    """What a receiver can know of `frame`: the low part of a counter, the age in whole levels."""
    match frame:
        case MailFrame() | ReceiptFrame():
            return with_counter(frame, frame.counter & LOW_COUNTER)
        case GossipFrame(entries=entries):
            aged = tuple(replace(entry, age_s=age_seconds(age_code(entry.age_s))) for entry in entries)
            return replace(frame, counter=frame.counter & LOW_COUNTER, entries=aged)
        case StatusFrame() | GuestStatusFrame():
            return replace(frame, age_s=age_seconds(age_code(frame.age_s)))
    return frame


def with_full_counter(heard: Frame, sent: Frame) -> Frame:
    """The heard frame with the counter its sender used."""
    counted = MailFrame | ReceiptFrame | GossipFrame
    if isinstance(heard, counted) and isinstance(sent, counted):
        return with_counter(heard, sent.counter)
    return heard


@given(frame=FRAMES)
def test_every_frame_comes_back(frame: Frame) -> None:
    """What is unpacked is what was packed, whatever the kind, and packing it again gives the same bytes."""
    packed = pack(frame, FUNCTIONS)
    heard = unpack(packed, FUNCTIONS)
    assert heard == as_heard(frame)
    assert pack(heard, FUNCTIONS) == packed


@given(frame=FRAMES)
def test_the_head_tells_whose_it_is(frame: Frame) -> None:
    """The kind, the exercise mark and the station can be read before the seal was tried; the packet fits the radio."""
    kind = kind_of(frame)
    payload = pack(frame, FUNCTIONS) + bytes(seal_size(kind))
    head = peek(payload)
    assert head is not None
    assert (head.kind, head.exercise, head.station) == (kind, frame.exercise, frame.station)
    assert len(payload) <= PAYLOAD_BYTES_MAX


@given(frame=FRAMES, down=st.booleans())
def test_a_sealed_frame_opens_for_whom_it_is_meant(frame: Frame, down: bool) -> None:
    """A seal holds under the key, epoch, direction, addressee and counter it was made with."""
    keys = PlainKeys(station=frame.station, epoch=7)
    home = replace(keys, region=frame.region) if isinstance(frame, GuestStatusFrame) else keys
    payload = seal_frame(frame, home, FUNCTIONS, down)
    assert payload is not None
    heard = with_full_counter(unpack(payload[: -seal_size(kind_of(frame))], FUNCTIONS), frame)
    if kind_of(frame) not in SIGNED_KINDS:
        assert tag_opens(payload, heard, keys, 7, down)
        assert not signature_holds(payload, heard, keys, 7)
    elif frame.station <= 25 or (isinstance(frame, GuestStatusFrame) and frame.region != keys.region):
        assert signature_holds(payload, heard, keys, 7)
        assert not tag_opens(payload, heard, keys, 7, down)


@given(frame=FRAMES, data=st.data())
@settings(max_examples=200)
def test_one_flipped_bit_never_passes(frame: Frame, data: st.DataObject) -> None:
    """Any one bit changed anywhere in the payload: the seal no longer holds, or the bytes are no frame at all."""
    frame = replace(frame, station=min(frame.station, 25))
    keys = PlainKeys(station=frame.station)
    payload = seal_frame(frame, keys, FUNCTIONS)
    assert payload is not None
    at = data.draw(st.integers(0, 8 * len(payload) - 1))
    bent = bytearray(payload)
    bent[at // 8] ^= 1 << at % 8
    head = peek(bytes(bent))
    if head is None:
        return
    try:
        heard = unpack(bytes(bent[: -seal_size(head.kind)]), FUNCTIONS)
    except ValueError:
        return
    heard = with_full_counter(heard, frame)
    assert not tag_opens(bytes(bent), heard, keys, 1)
    assert not signature_holds(bytes(bent), heard, keys, 1)


@pytest.mark.parametrize("frame", [MAIL, RECEIPT, HELLO, STATUS, GOSSIP], ids=lambda frame: type(frame).__name__)
def test_everything_off_the_air_is_covered_too(
    frame: MailFrame | ReceiptFrame | HelloFrame | StatusFrame | GossipFrame,
) -> None:
    """Another epoch, domain, region, counter or direction, or a holder without the key: the tag does not hold."""
    keys = PlainKeys(station=frame.station, epoch=7, previous=(6, 8))
    payload = seal_frame(frame, keys, FUNCTIONS)
    assert payload is not None
    assert tag_opens(payload, frame, keys, 7)
    assert not tag_opens(payload, frame, keys, 6)
    assert not tag_opens(payload, frame, PlainKeys(frame.station, domain=Domain.EXERCISE, epoch=7), 7)
    assert not tag_opens(payload, frame, PlainKeys(frame.station, region=5, epoch=7), 7)
    assert not tag_opens(payload, frame, PlainKeys(frame.station, holds=frozenset({12}), epoch=7), 7)
    if not isinstance(frame, StatusFrame):
        assert not tag_opens(payload, with_counter(frame, frame.counter + 0x10000), keys, 7)
    if isinstance(frame, MailFrame | ReceiptFrame | HelloFrame):
        assert not tag_opens(payload, frame, keys, 7, down=True)


def test_a_key_that_is_not_ours_seals_nothing() -> None:
    """Without the key a frame is not sent at all, tagged or signed."""
    assert seal_frame(MAIL, PlainKeys(12, holds=frozenset({12})), FUNCTIONS) is None
    assert seal_frame(SIGNED, PlainKeys(3, can_sign=False), FUNCTIONS) is None


def test_down_uses_the_key_of_the_addressee() -> None:
    """A C seals to an L under the key of that L, so the L needs no other key than its own."""
    down = replace(MAIL, station=3, to=9)
    payload = seal_frame(down, PlainKeys(3), FUNCTIONS, down=True)
    assert payload is not None
    assert tag_opens(payload, down, PlainKeys(9, holds=frozenset({9})), 1, down=True)


def test_the_cover_says_what_the_document_says() -> None:
    """Status frames count by version, signed frames by nothing, a guest's state is of no epoch, the rest by counter."""
    keys = PlainKeys(3, epoch=7)
    assert cover_of(STATUS, keys).counter == 5
    assert cover_of(STATUS, keys, down=True).down is False
    assert cover_of(MAIL, keys).counter == 70_000
    assert cover_of(MAIL, keys, counter=9).counter == 9
    assert cover_of(SIGNED, keys).counter == 0
    assert (cover_of(EMPTY_GUEST, keys).epoch, cover_of(EMPTY_GUEST, keys).region) == (0, 4)
    assert cover_of(MAIL, keys, epoch=6).epoch == 6


def test_a_guest_is_checked_by_its_own_region() -> None:
    """A state from across the border holds under that region's key only, and its region cannot be changed."""
    guest = replace(EMPTY_GUEST, region=9)
    payload = seal_frame(guest, PlainKeys(3, region=9, epoch=40), FUNCTIONS)
    assert payload is not None
    assert signature_holds(payload, guest, PlainKeys(1, region=4, epoch=7), 7)
    assert not signature_holds(payload, replace(guest, region=8), PlainKeys(1, region=4, epoch=7), 7)


@pytest.mark.parametrize(
    "frame",
    [
        replace(MAIL, sequence=0),
        replace(MAIL, sequence=0x10000),
        replace(MAIL, line=0x1000),
        replace(MAIL, to=EVERYBODY),
        replace(MAIL, to=0),
        replace(MAIL, body=b""),
        replace(MAIL, body=bytes(151)),
        replace(MAIL, content=Content.ORDER),
        replace(MAIL, station=0),
        replace(MAIL, station=KEEPER),
        replace(SIGNED, content=Content.TEXT),
        replace(SIGNED, to=9),
        replace(SIGNED, body=bytes(151)),
        replace(STATUS, version=0x10000),
        replace(STATUS, version=0),
        replace(EMPTY_GUEST, version=0),
        replace(STATUS, station=EVERYBODY),
        replace(STATUS, age_s=-1.0),
        replace(RECEIPT, own=StreamMark(1, 0)),
        replace(RECEIPT, version=-1),
        replace(HELLO, counter=1 << 32),
        replace(HELLO, wall_s=1 << 32),
        replace(HELLO, echoes=(Echo(3, 1, 2, 3, 4, 5),) * 5),
        replace(HELLO, echoes=(Echo(3, 1, 2, 3, 4, 0),)),
    ],
)
def test_what_does_not_fit_is_not_packed(frame: Frame) -> None:
    """A number outside its range, a body that is too long or a content in the wrong kind of frame is refused."""
    with pytest.raises(ValueError, match=r".+"):
        pack(frame, FUNCTIONS)


def test_the_keeper_signs_but_sends_nothing_else() -> None:
    """The region keeper's number stands only in signed frames."""
    assert unpack(pack(replace(SIGNED, station=KEEPER), FUNCTIONS), FUNCTIONS).station == KEEPER


@pytest.mark.parametrize("kind", FRAMES_BY_KIND, ids=lambda kind: str(kind.__name__))
@given(data=st.data())
def test_cut_or_longer_is_refused(kind: type[Frame], data: st.DataObject) -> None:
    """A frame that lost bytes or gained some is another frame or none: never the same one."""
    frame = data.draw(FRAMES_BY_KIND[kind])
    packed = pack(frame, FUNCTIONS)
    length = data.draw(st.integers(0, len(packed) - 1))
    extra = data.draw(st.binary(min_size=1, max_size=4))
    for bent in (packed[:length], packed + extra):
        try:
            heard = unpack(bent, FUNCTIONS)
        except ValueError:
            continue
        assert isinstance(heard, MailFrame | SignedFrame)  # their body ends where the bytes end; the tag covers that
        assert heard != as_heard(frame)
