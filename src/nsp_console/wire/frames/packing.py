"""Frames to bytes and back, without the seal. Strict: there is one way to write a frame, anything else is refused."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from nsp_console.wire.frames import layouts
from nsp_console.wire.frames.bits import BitReader, BitWriter
from nsp_console.wire.frames.gossip import pack_gossip, read_gossip
from nsp_console.wire.frames.heads import Head, check_sender, from_one
from nsp_console.wire.frames.hellos import pack_hello, read_hello
from nsp_console.wire.frames.kinds import (
    FORMAT,
    Frame,
    GossipFrame,
    GuestStatusFrame,
    HelloFrame,
    Kind,
    MailFrame,
    ReceiptFrame,
    SignedFrame,
    StatusFrame,
)
from nsp_console.wire.frames.letters import pack_mail, pack_signed, read_mail, read_signed
from nsp_console.wire.frames.limits import HEAD_BYTES, PAYLOAD_BYTES_MAX
from nsp_console.wire.frames.receipts import pack_receipt, read_receipt
from nsp_console.wire.frames.scales import age_code, age_seconds
from nsp_console.wire.frames.state import decode_state, encode_state
from nsp_console.wire.sealing import SIGNATURE_BYTES, TAG_BYTES

KINDS: dict[type[Frame], Kind] = {
    StatusFrame: Kind.STATUS,
    MailFrame: Kind.MAIL,
    ReceiptFrame: Kind.RECEIPT,
    HelloFrame: Kind.HELLO,
    SignedFrame: Kind.SIGNED,
    GuestStatusFrame: Kind.GUEST_STATUS,
    GossipFrame: Kind.GOSSIP,
}
ON_AIR = frozenset(Kind)
SIGNED_KINDS = frozenset({Kind.SIGNED, Kind.GUEST_STATUS})


def kind_of(frame: Frame) -> Kind:
    """The kind of a frame."""
    return KINDS[type(frame)]


def seal_size(kind: Kind) -> int:
    """Bytes of the seal at the end of a frame of `kind`: a tag or a signature."""
    return SIGNATURE_BYTES if kind in SIGNED_KINDS else TAG_BYTES


def peek(payload: bytes) -> Head | None:
    """The head of a whole payload; None when it is no frame of ours: too short, too long, other format or kind."""
    if not HEAD_BYTES + TAG_BYTES <= len(payload) <= PAYLOAD_BYTES_MAX:
        return None
    fields = BitReader(payload[:HEAD_BYTES]).fields(layouts.HEAD)
    if fields["format"] != FORMAT or fields["kind"] not in ON_AIR:
        return None
    kind = Kind(fields["kind"])
    if len(payload) < HEAD_BYTES + seal_size(kind):
        return None
    return Head(kind, bool(fields["exercise"]), fields["station"])


def pack(frame: Frame, functions: tuple[str, ...]) -> bytes:
    """The bytes of `frame` without its seal. ValueError when a field is outside its range or a body is too long."""
    kind = kind_of(frame)
    out = BitWriter()
    head = {"format": FORMAT, "exercise": int(frame.exercise), "kind": kind, "station": frame.station}
    check_sender(kind, frame.station)
    out.fields(layouts.HEAD, head)
    match frame:
        case StatusFrame():
            out.fields(layouts.STATUS, _status_fields(frame, functions))
        case GuestStatusFrame():
            out.fields(layouts.GUEST_STATUS, {"region": frame.region, **_status_fields(frame, functions)})
        case MailFrame():
            pack_mail(out, frame)
        case ReceiptFrame():
            pack_receipt(out, frame)
        case HelloFrame():
            pack_hello(out, frame)
        case SignedFrame():
            pack_signed(out, frame)
        case GossipFrame():
            pack_gossip(out, frame, functions)
    return out.to_bytes()


def unpack(payload_without_seal: bytes, functions: tuple[str, ...]) -> Frame:
    """The frame in these bytes; where only the low 16 bits are on the air, `counter` is those. Else ValueError."""
    if len(payload_without_seal) > PAYLOAD_BYTES_MAX - TAG_BYTES:
        raise ValueError("too long")
    read = BitReader(payload_without_seal)
    head = read.fields(layouts.HEAD)
    if head["format"] != FORMAT:
        raise ValueError(f"format {head['format']}")
    kind = Kind(head["kind"])
    check_sender(kind, head["station"])
    reader = READERS.get(kind)
    if reader is None:
        raise ValueError(f"no such frame yet: {kind.name}")
    frame = reader(read, Head(kind, bool(head["exercise"]), head["station"]), functions)
    read.end()
    return frame


Counted = TypeVar("Counted", bound=MailFrame | ReceiptFrame | HelloFrame | GossipFrame)


def with_counter(frame: Counted, full: int) -> Counted:
    """The same frame with the whole counter in the place of its low 16 bits."""
    return replace(frame, counter=full)


def _status_fields(frame: StatusFrame | GuestStatusFrame, functions: tuple[str, ...]) -> dict[str, int]:
    return {
        "version": from_one("version", frame.version),
        "age": age_code(frame.age_s),
        "state": encode_state(frame.state.values, frame.state.needs, functions),
    }


def _read_status(read: BitReader, head: Head, functions: tuple[str, ...]) -> Frame:
    f = read.fields(layouts.STATUS)
    state = decode_state(f["state"], functions)
    version = from_one("version", f["version"])
    return StatusFrame(head.station, version, age_seconds(f["age"]), state, head.exercise)


def _read_guest(read: BitReader, head: Head, functions: tuple[str, ...]) -> Frame:
    f = read.fields(layouts.GUEST_STATUS)
    state = decode_state(f["state"], functions)
    version = from_one("version", f["version"])
    return GuestStatusFrame(f["region"], head.station, version, age_seconds(f["age"]), state, head.exercise)


READERS: dict[Kind, Callable[[BitReader, Head, tuple[str, ...]], Frame]] = {
    Kind.STATUS: _read_status,
    Kind.MAIL: read_mail,
    Kind.RECEIPT: read_receipt,
    Kind.HELLO: read_hello,
    Kind.SIGNED: read_signed,
    Kind.GUEST_STATUS: _read_guest,
    Kind.GOSSIP: read_gossip,
}
