"""Mail and signed frames without their seal: who, where in which stream, and a body that is not looked into."""

from nsp_console.domain.air_facts import Content
from nsp_console.wire.frames import layouts
from nsp_console.wire.frames.bits import BitReader, BitWriter
from nsp_console.wire.frames.heads import LOW_COUNTER, Head, check_addressee, from_one
from nsp_console.wire.frames.kinds import Frame, MailFrame, SignedFrame
from nsp_console.wire.frames.limits import MAIL_BODY_BYTES_MAX, SIGNED_BODY_BYTES_MAX
from nsp_console.wire.sealing import EVERYBODY

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


def pack_mail(out: BitWriter, frame: MailFrame) -> None:
    """Append what follows the head of a mail. ValueError when it does not fit."""
    check_addressee(frame.to)
    fields = {
        "to": frame.to,
        "content": _content_code(frame.content, MAIL_CONTENTS),
        "counter": frame.counter & LOW_COUNTER,
        "line": frame.line,
        "sequence": from_one("sequence", frame.sequence),
    }
    out.fields(layouts.MAIL, fields)
    out.data(_body(frame.body, MAIL_BODY_BYTES_MAX))


def read_mail(read: BitReader, head: Head, _functions: tuple[str, ...]) -> Frame:
    """The mail behind `head`; of its counter the low 16 bits."""
    f = read.fields(layouts.MAIL)
    check_addressee(f["to"])
    return MailFrame(
        head.station,
        f["to"],
        f["counter"],
        f["line"],
        from_one("sequence", f["sequence"]),
        _content(f["content"], MAIL_CONTENTS),
        _body(read.rest(), MAIL_BODY_BYTES_MAX),
        head.exercise,
    )


def pack_signed(out: BitWriter, frame: SignedFrame) -> None:
    """Append what follows the head of a signed frame. ValueError when it does not fit."""
    if frame.to != EVERYBODY:
        raise ValueError("a signed frame is for everybody")
    fields = {
        "content": _content_code(frame.content, SIGNED_CONTENTS),
        "line": frame.line,
        "sequence": from_one("sequence", frame.sequence),
    }
    out.fields(layouts.SIGNED, fields)
    out.data(_body(frame.body, SIGNED_BODY_BYTES_MAX))


def read_signed(read: BitReader, head: Head, _functions: tuple[str, ...]) -> Frame:
    """The signed frame behind `head`."""
    f = read.fields(layouts.SIGNED)
    content = _content(f["content"], SIGNED_CONTENTS)
    sequence = from_one("sequence", f["sequence"])
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


def _body(body: bytes, bytes_max: int) -> bytes:
    if not 0 < len(body) <= bytes_max:
        raise ValueError(f"body of {len(body)} bytes")
    return body
