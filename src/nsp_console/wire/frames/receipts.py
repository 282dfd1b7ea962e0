"""Receipts without their seal."""

from nsp_console.domain.air_facts import AlarmStep
from nsp_console.wire.frames import layouts
from nsp_console.wire.frames.bits import BitReader, BitWriter
from nsp_console.wire.frames.heads import LOW_COUNTER, Head, check_addressee, from_one
from nsp_console.wire.frames.kinds import Frame, ReceiptFrame, StreamMark
from nsp_console.wire.frames.limits import ALARM_NUMBER_MAX


def pack_receipt(out: BitWriter, frame: ReceiptFrame) -> None:
    """Append what follows the head of a receipt. ValueError when it does not fit."""
    check_addressee(frame.to)
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
            following = from_one("following", mark.following)
            out.fields(layouts.STREAM, {"line": mark.line, "following": following, "has ahead": int(mark.ahead != 0)})
            if mark.ahead:
                out.fields(layouts.AHEAD, {"ahead": mark.ahead})
    if frame.version is not None:
        out.fields(layouts.VERSION, {"version": frame.version})
    if frame.alarm is not None:
        number, step = frame.alarm
        out.fields(layouts.ALARM, {"number": _alarm_number(number), "taken on": int(step is AlarmStep.TAKEN_ON)})


def read_receipt(read: BitReader, head: Head, _functions: tuple[str, ...]) -> Frame:
    """The receipt behind `head`; of its counter the low 16 bits."""
    f = read.fields(layouts.RECEIPT)
    check_addressee(f["to"])
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
    return StreamMark(f["line"], from_one("following", f["following"]), ahead)


def _alarm_number(number: int) -> int:
    if number > ALARM_NUMBER_MAX:
        raise ValueError(f"alarm number {number}")
    return number
