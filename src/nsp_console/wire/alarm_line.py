"""The alarm of a console: one line every telephone shows, with a tail that proves who sent it (design: protocol).

    ALARM L-ZWO-09 07 BRAND rook in de keuken ~AAAqVbOr2gM9sQ
    OEFENING ALARM L-ZWO-09 07 BRAND rook in de keuken OEFENING ~AAAqVbOr2gM9sQ

The tail is the low 16 bits of the authentication counter and the 8-byte tag over all bytes before `~`.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass

from nsp_console.domain.facts import AlarmKind
from nsp_console.wire.sealing import TAG_BYTES
from nsp_console.wire.text.tail import EXERCISE, TAIL_CHARS, TAIL_MARK
from nsp_console.wire.text.writer import cut

LINE_BYTES_MAX = 130
TAIL_BYTES = len(TAIL_MARK) + TAIL_CHARS
COUNTER_BYTES = 2
PADDING = b"=="  # base64url of 10 bytes, left off on the air
NUMBERS = 100  # NN runs 00 … 99 and begins again

KINDS = {kind.value.upper(): kind for kind in AlarmKind}
HEAD = re.compile(
    rf"(?P<exercise>{EXERCISE} )?ALARM (?P<code>[CLX]-[A-Z]{{3}}-\d{{2}}) (?P<number>[0-9]{{2}}) (?P<kind>[A-Z]+)"
    r"(?: (?P<text>.*))?\Z"
)
CODE = re.compile(r"[CLX]-[A-Z]{3}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class AlarmHead:
    """What an alarm line says. `number`: NN, with the point the identity of the alarm."""

    code: str
    number: int
    kind: AlarmKind
    text: str
    exercise: bool


def alarm_line(code: str, number: int, kind: AlarmKind, text: str, exercise: bool) -> str:
    """The line up to its tail, which the seal covers whole; it ends in a blank. `text` is cut visibly to what fits.

    ValueError for a code or number that cannot stand in a line.
    """
    if not CODE.fullmatch(code) or not 0 <= number < NUMBERS:
        raise ValueError(f"no alarm of {code!r} with number {number}")
    front = f"{EXERCISE} " if exercise else ""
    head = f"{front}ALARM {code} {number:02d} {kind.value.upper()} "
    end = f"{EXERCISE} " if exercise else ""
    said = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    said = cut(said, LINE_BYTES_MAX - TAIL_BYTES - len(head.encode()) - len(end.encode()) - 1)
    return head + (f"{said} " if said else "") + end


def with_tail(line: bytes, counter: int, tag: bytes) -> bytes:
    """The whole line for the air. `tag` covers `line`."""
    if len(tag) != TAG_BYTES:
        raise ValueError("a tag has 8 bytes")
    seal = (counter & 0xFFFF).to_bytes(COUNTER_BYTES, "big") + tag
    return line + TAIL_MARK.encode() + urlsafe_b64encode(seal).rstrip(b"=")


def split_tail(line: bytes) -> tuple[bytes, int, bytes] | None:
    """(bytes the tag covers, low 16 bits of the counter, tag) of a line; None when it has no tail."""
    covered, tail = line[:-TAIL_BYTES], line[-TAIL_BYTES:]
    if len(line) > LINE_BYTES_MAX or not covered or tail[:1] != TAIL_MARK.encode():
        return None
    try:
        seal = urlsafe_b64decode(tail[1:] + PADDING)
    except Base64Error:
        return None
    if urlsafe_b64encode(seal).rstrip(b"=") != tail[1:]:
        return None  # signs outside the alphabet, or spare bits that are not zero: another spelling of the same seal
    return covered, int.from_bytes(seal[:COUNTER_BYTES], "big"), seal[COUNTER_BYTES:]


def read_alarm(line: bytes | str) -> AlarmHead | None:
    """What an alarm line says, with or without its tail; None when it is no alarm line of a console."""
    data = line.encode("utf-8", "replace") if isinstance(line, str) else line
    parts = split_tail(data)
    try:
        match = HEAD.match((parts[0] if parts else data).decode("utf-8"))
    except UnicodeDecodeError:
        return None
    if match is None or match["kind"] not in KINDS:
        return None
    text, exercise = (match["text"] or "").strip(), match["exercise"] is not None
    if exercise:
        if text.split(" ")[-1] != EXERCISE:
            return None
        text = text.removesuffix(EXERCISE).rstrip()
    return AlarmHead(match["code"], int(match["number"]), KINDS[match["kind"]], text, exercise)
