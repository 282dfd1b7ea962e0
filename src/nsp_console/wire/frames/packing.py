"""Frames to bytes and back, without the seal. Strict: there is one way to write a frame, anything else is refused."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from nsp_console.domain.air_facts import AlarmStep, Content
from nsp_console.wire.frames import layouts
from nsp_console.wire.frames.bits import BitReader, BitWriter
from nsp_console.wire.frames.kinds import (
    ECHOES_MAX,
    FORMAT,
    Echo,
    Frame,
    GuestStatusFrame,
    HelloFrame,
    Kind,
    MailFrame,
    ReceiptFrame,
    SignedFrame,
    StatusFrame,
    StreamMark,
)
from nsp_console.wire.frames.limits import (
    ALARM_NUMBER_MAX,
    HEAD_BYTES,
    MAIL_BODY_BYTES_MAX,
    PAYLOAD_BYTES_MAX,
    SIGNED_BODY_BYTES_MAX,
)
from nsp_console.wire.frames.scales import age_code, age_seconds
from nsp_console.wire.frames.state import decode_state, encode_state
from nsp_console.wire.sealing import EVERYBODY, KEEPER, SIGNATURE_BYTES, TAG_BYTES

LOW_COUNTER = 0xFFFF  # the part of a counter that goes on the air

KINDS: dict[type[Frame], Kind] = {
    StatusFrame: Kind.STATUS,
    MailFrame: Kind.MAIL,
    ReceiptFrame: Kind.RECEIPT,
    HelloFrame: Kind.HELLO,
    SignedFrame: Kind.SIGNED,
    GuestStatusFrame: Kind.GUEST_STATUS,
}
ON_AIR = frozenset(Kind)
SIGNED_KINDS = frozenset({Kind.SIGNED, Kind.GUEST_STATUS})

# Numbers on the air; never used again for something else. What binds a region is signed, what is for one is tagged.
MAIL_CONTENTS = {
    1: Content.TEXT,
    2: Content.REQUEST,
    3: Content.REPORT,
    4: Content.READ,
    5: Content.HUNG,
}
SIGNED_CONTENTS = {
    8: Content.BULLETIN,
    9: Content.ORDER,
    10: Content.ROLL_CALL,
}
CONTENT_CODES = {content: code for code, content in (MAIL_CONTENTS | SIGNED_CONTENTS).items()}


@dataclass(frozen=True, slots=True)
class Head:
    """What can be read of a frame before its seal was tried: a claim, for the counters and to choose a key."""

    kind: Kind
    exercise: bool
    station: int


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
    _check_sender(kind, frame.station)
    out.fields(layouts.HEAD, head)
    match frame:
        case StatusFrame():
            out.fields(layouts.STATUS, _status_fields(frame, functions))
        case GuestStatusFrame():
            out.fields(layouts.GUEST_STATUS, {"region": frame.region, **_status_fields(frame, functions)})
        case MailFrame():
            _pack_mail(out, frame)
        case ReceiptFrame():
            _pack_receipt(out, frame)
        case HelloFrame():
            _pack_hello(out, frame)
        case SignedFrame():
            _pack_signed(out, frame)
    return out.to_bytes()


def unpack(payload_without_seal: bytes, functions: tuple[str, ...]) -> Frame:
    """The frame in these bytes; in a mail or receipt `counter` is its low 16 bits. ValueError for anything else."""
    if len(payload_without_seal) > PAYLOAD_BYTES_MAX - TAG_BYTES:
        raise ValueError("too long")
    read = BitReader(payload_without_seal)
    head = read.fields(layouts.HEAD)
    if head["format"] != FORMAT:
        raise ValueError(f"format {head['format']}")
    kind = Kind(head["kind"])
    _check_sender(kind, head["station"])
    reader = READERS.get(kind)
    if reader is None:
        raise ValueError(f"no such frame yet: {kind.name}")
    frame = reader(read, Head(kind, bool(head["exercise"]), head["station"]), functions)
    read.end()
    return frame


Counted = TypeVar("Counted", bound=MailFrame | ReceiptFrame | HelloFrame)


def with_counter(frame: Counted, full: int) -> Counted:
    """The same frame with the whole counter in the place of its low 16 bits."""
    return replace(frame, counter=full)


def _check_sender(kind: Kind, station: int) -> None:
    if station in (0, EVERYBODY) or (station == KEEPER and kind is not Kind.SIGNED):
        raise ValueError(f"station {station} cannot send this")


def _check_addressee(to: int, many: bool = False) -> None:
    if to in (0, KEEPER) or (to == EVERYBODY and not many):
        raise ValueError(f"nobody is number {to}")


def _from_one(name: str, number: int) -> int:
    """Sequence numbers begin at 1."""
    if number < 1:
        raise ValueError(f"{name} {number}")
    return number


def _body(body: bytes, bytes_max: int) -> bytes:
    if not 0 < len(body) <= bytes_max:
        raise ValueError(f"body of {len(body)} bytes")
    return body


# ── status ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _status_fields(frame: StatusFrame | GuestStatusFrame, functions: tuple[str, ...]) -> dict[str, int]:
    return {
        "version": frame.version,
        "age": age_code(frame.age_s),
        "state": encode_state(frame.state.values, frame.state.needs, functions),
    }


def _read_status(read: BitReader, head: Head, functions: tuple[str, ...]) -> Frame:
    f = read.fields(layouts.STATUS)
    state = decode_state(f["state"], functions)
    return StatusFrame(head.station, f["version"], age_seconds(f["age"]), state, head.exercise)


def _read_guest(read: BitReader, head: Head, functions: tuple[str, ...]) -> Frame:
    f = read.fields(layouts.GUEST_STATUS)
    state = decode_state(f["state"], functions)
    return GuestStatusFrame(f["region"], head.station, f["version"], age_seconds(f["age"]), state, head.exercise)


# ── mail and signed ──────────────────────────────────────────────────────────────────────────────────────────────────


def _pack_mail(out: BitWriter, frame: MailFrame) -> None:
    _check_addressee(frame.to)
    fields = {
        "to": frame.to,
        "content": _content_code(frame.content, MAIL_CONTENTS),
        "counter": frame.counter & LOW_COUNTER,
        "line": frame.line,
        "sequence": _from_one("sequence", frame.sequence),
    }
    out.fields(layouts.MAIL, fields)
    out.data(_body(frame.body, MAIL_BODY_BYTES_MAX))


def _read_mail(read: BitReader, head: Head, _functions: tuple[str, ...]) -> Frame:
    f = read.fields(layouts.MAIL)
    _check_addressee(f["to"])
    return MailFrame(
        head.station,
        f["to"],
        f["counter"],
        f["line"],
        _from_one("sequence", f["sequence"]),
        _content(f["content"], MAIL_CONTENTS),
        _body(read.rest(), MAIL_BODY_BYTES_MAX),
        head.exercise,
    )


def _pack_signed(out: BitWriter, frame: SignedFrame) -> None:
    if frame.to != EVERYBODY:
        raise ValueError("a signed frame is for everybody")
    fields = {
        "content": _content_code(frame.content, SIGNED_CONTENTS),
        "line": frame.line,
        "sequence": _from_one("sequence", frame.sequence),
    }
    out.fields(layouts.SIGNED, fields)
    out.data(_body(frame.body, SIGNED_BODY_BYTES_MAX))


def _read_signed(read: BitReader, head: Head, _functions: tuple[str, ...]) -> Frame:
    f = read.fields(layouts.SIGNED)
    content = _content(f["content"], SIGNED_CONTENTS)
    sequence = _from_one("sequence", f["sequence"])
    body = _body(read.rest(), SIGNED_BODY_BYTES_MAX)
    return SignedFrame(head.station, f["line"], sequence, content, body, head.exercise)


def _content_code(content: Content, allowed: dict[int, Content]) -> int:
    code = CONTENT_CODES[content]
    if code not in allowed:
        raise ValueError(f"{content.name} does not go in this kind of frame")
    return code


def _content(code: int, allowed: dict[int, Content]) -> Content:
    if code not in allowed:
        raise ValueError(f"content {code} does not exist here")
    return allowed[code]


# ── receipt ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pack_receipt(out: BitWriter, frame: ReceiptFrame) -> None:
    _check_addressee(frame.to)
    fields = {
        "to": frame.to,
        "counter": frame.counter & LOW_COUNTER,
        "has own": int(frame.own is not None),
        "has broadcast": int(frame.broadcast is not None),
        "has version": int(frame.version is not None),
        "has alarm": int(frame.alarm is not None),
    }
    out.fields(layouts.RECEIPT, fields)
    for mark in (frame.own, frame.broadcast):
        if mark is not None:
            following = _from_one("following", mark.following)
            out.fields(layouts.STREAM, {"line": mark.line, "following": following, "has ahead": int(mark.ahead != 0)})
            if mark.ahead:
                out.fields(layouts.AHEAD, {"ahead": mark.ahead})
    if frame.version is not None:
        out.fields(layouts.VERSION, {"version": frame.version})
    if frame.alarm is not None:
        number, step = frame.alarm
        out.fields(layouts.ALARM, {"number": _alarm_number(number), "taken on": int(step is AlarmStep.TAKEN_ON)})


def _read_receipt(read: BitReader, head: Head, _functions: tuple[str, ...]) -> Frame:
    f = read.fields(layouts.RECEIPT)
    _check_addressee(f["to"])
    own = _read_mark(read) if f["has own"] else None
    broadcast = _read_mark(read) if f["has broadcast"] else None
    version = read.fields(layouts.VERSION)["version"] if f["has version"] else None
    alarm = None
    if f["has alarm"]:
        a = read.fields(layouts.ALARM)
        alarm = (_alarm_number(a["number"]), AlarmStep.TAKEN_ON if a["taken on"] else AlarmStep.RECEIVED)
    return ReceiptFrame(head.station, f["to"], f["counter"], own, broadcast, version, alarm, head.exercise)


def _read_mark(read: BitReader) -> StreamMark:
    f = read.fields(layouts.STREAM)
    ahead = read.fields(layouts.AHEAD)["ahead"] if f["has ahead"] else 0
    if f["has ahead"] and not ahead:
        raise ValueError("an empty bitmap is left out")
    return StreamMark(f["line"], _from_one("following", f["following"]), ahead)


def _alarm_number(number: int) -> int:
    if number > ALARM_NUMBER_MAX:
        raise ValueError(f"alarm number {number}")
    return number


# ── hello ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pack_hello(out: BitWriter, frame: HelloFrame) -> None:
    _check_addressee(frame.to, many=True)
    line, sequence = frame.broadcast
    fields = {
        "to": frame.to,
        "counter": frame.counter,
        "nonce": frame.nonce,
        "naming": frame.naming,
        "version": frame.version,
        "broadcast line": line,
        "broadcast sequence": _from_one("sequence", sequence),
        "wants echo": int(frame.wants_echo),
        "echoes": _echo_count(len(frame.echoes)),
        "has wall clock": int(frame.wall_s is not None),
    }
    out.fields(layouts.HELLO, fields)
    if frame.wall_s is not None:
        out.fields(layouts.WALL, {"wall clock": frame.wall_s})
    for echo in frame.echoes:
        _check_addressee(echo.station)
        echoed = {
            "station": echo.station,
            "nonce": echo.nonce,
            "counter": echo.counter,
            "version": echo.version,
            "line": echo.line,
            "following": _from_one("following", echo.following),
        }
        out.fields(layouts.ECHO, echoed)


def _read_hello(read: BitReader, head: Head, _functions: tuple[str, ...]) -> Frame:
    f = read.fields(layouts.HELLO)
    _check_addressee(f["to"], many=True)
    wall = read.fields(layouts.WALL)["wall clock"] if f["has wall clock"] else None
    echoes = tuple(_read_echo(read) for _ in range(_echo_count(f["echoes"])))
    return HelloFrame(
        head.station,
        f["to"],
        f["counter"],
        f["nonce"],
        f["naming"],
        wall,
        f["version"],
        (f["broadcast line"], _from_one("sequence", f["broadcast sequence"])),
        bool(f["wants echo"]),
        echoes,
        head.exercise,
    )


def _read_echo(read: BitReader) -> Echo:
    f = read.fields(layouts.ECHO)
    _check_addressee(f["station"])
    return Echo(f["station"], f["nonce"], f["counter"], f["version"], f["line"], _from_one("following", f["following"]))


def _echo_count(count: int) -> int:
    if count > ECHOES_MAX:
        raise ValueError(f"{count} echoes")
    return count


READERS: dict[Kind, Callable[[BitReader, Head, tuple[str, ...]], Frame]] = {
    Kind.STATUS: _read_status,
    Kind.MAIL: _read_mail,
    Kind.RECEIPT: _read_receipt,
    Kind.HELLO: _read_hello,
    Kind.SIGNED: _read_signed,
    Kind.GUEST_STATUS: _read_guest,
}
