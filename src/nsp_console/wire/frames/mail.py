"""Bodies of mail and of signed frames: bytes to meaning and back, for every content.

Free text is cut visibly ("…") to what fits; numbers and points are never cut, they are refused.
"""

from collections.abc import Callable

from nsp_console.domain.air_facts import Content
from nsp_console.wire.frames.bits import BitReader, BitWriter
from nsp_console.wire.frames.bodies import (
    Body,
    BulletinBody,
    HungBody,
    OrderBody,
    ReadBody,
    RequestBody,
    RollCallBody,
    TextBody,
)
from nsp_console.wire.frames.limits import (
    BULLETIN_MAX,
    BULLETIN_TEXT_BYTES_MAX,
    MAIL_BODY_BYTES_MAX,
    SIGNED_BODY_BYTES_MAX,
    TEXT_BYTES_MAX,
)
from nsp_console.wire.frames.orders import order_bytes, read_order
from nsp_console.wire.frames.requests import read_request, request_bytes
from nsp_console.wire.frames.texts import fitted, number_of, site_of, utf8
from nsp_console.wire.roster import Roster

STREAM_PLACE = (("line", 12), ("sequence", 16))
BULLETIN = (("number", 10), ("valid hours", 8))
NUMBER_BITS = 10
EVERY_HOME = 0  # in a roll call: all points of the region


def content_of(body: Body) -> Content:
    """What `body` is about."""
    match body:
        case TextBody():
            return body.content
        case RequestBody():
            return Content.REQUEST
        case ReadBody():
            return Content.READ
        case HungBody():
            return Content.HUNG
        case BulletinBody():
            return Content.BULLETIN
        case RollCallBody():
            return Content.ROLL_CALL
        case OrderBody():
            return Content.ORDER


def encode_body(body: Body, roster: Roster) -> bytes:
    """The bytes of `body`. ValueError for a number outside its range or a point that has no number on the air."""
    out = BitWriter()
    match body:
        case TextBody():
            if body.content not in (Content.TEXT, Content.REPORT):
                raise ValueError(f"{body.content.name} is no text")
            out.data(_text(body.text, TEXT_BYTES_MAX))
        case RequestBody():
            return request_bytes(body, roster)
        case ReadBody():
            out.fields(STREAM_PLACE, {"line": body.line, "sequence": body.sequence})
            _sequence(body.sequence)
        case HungBody():
            out.put(_bulletin(body.number), NUMBER_BITS)
        case BulletinBody():
            _hours(body.valid_h)
            out.fields(BULLETIN, {"number": _bulletin(body.number), "valid hours": body.valid_h})
            out.data(_text(body.text, BULLETIN_TEXT_BYTES_MAX))
        case RollCallBody():
            out.put(number_of(body.home, roster) if body.home else EVERY_HOME, NUMBER_BITS)
        case OrderBody():
            return order_bytes(body.order, roster)
    return out.to_bytes()


def decode_body(content: Content, data: bytes, roster: Roster) -> Body:
    """What `data` says. ValueError for anything odd: too long, trailing bytes, no UTF-8, points nobody has."""
    if not 0 < len(data) <= max(MAIL_BODY_BYTES_MAX, SIGNED_BODY_BYTES_MAX):
        raise ValueError(f"body of {len(data)} bytes")
    read = BitReader(data)
    body = READERS[content](read, roster)
    read.end()
    return body


def _read_text(content: Content) -> Callable[[BitReader, Roster], Body]:
    return lambda read, _roster: TextBody(_decoded(read.rest()), content)


def _read_read(read: BitReader, _roster: Roster) -> Body:
    f = read.fields(STREAM_PLACE)
    return ReadBody(f["line"], _sequence(f["sequence"]))


def _read_hung(read: BitReader, _roster: Roster) -> Body:
    return HungBody(_bulletin(read.take(NUMBER_BITS)))


def _read_bulletin(read: BitReader, _roster: Roster) -> Body:
    f = read.fields(BULLETIN)
    return BulletinBody(_bulletin(f["number"]), _hours(f["valid hours"]), _decoded(read.rest()))


def _read_roll_call(read: BitReader, roster: Roster) -> Body:
    number = read.take(NUMBER_BITS)
    return RollCallBody("" if number == EVERY_HOME else site_of(number, roster))


def _read_order(read: BitReader, roster: Roster) -> Body:
    return OrderBody(read_order(read, roster))


READERS: dict[Content, Callable[[BitReader, Roster], Body]] = {
    Content.TEXT: _read_text(Content.TEXT),
    Content.REPORT: _read_text(Content.REPORT),
    Content.REQUEST: read_request,
    Content.READ: _read_read,
    Content.HUNG: _read_hung,
    Content.BULLETIN: _read_bulletin,
    Content.ROLL_CALL: _read_roll_call,
    Content.ORDER: _read_order,
}


def _text(text: str, bytes_max: int) -> bytes:
    """A whole text, at least one byte."""
    if not text:
        raise ValueError("a text says something")
    return utf8(fitted(text, bytes_max))


def _decoded(data: bytes) -> str:
    if not data:
        raise ValueError("a text says something")
    return data.decode("utf-8")


def _sequence(number: int) -> int:
    if number < 1:
        raise ValueError("sequence numbers begin at 1")
    return number


def _bulletin(number: int) -> int:
    if not 1 <= number <= BULLETIN_MAX:
        raise ValueError(f"bulletin {number}")
    return number


def _hours(hours: int) -> int:
    if hours < 1:
        raise ValueError("a bulletin is valid for an hour at least")
    return hours
