"""The regional picture without its seal."""

from collections.abc import Sequence

from nsp_console.domain.values import Tier
from nsp_console.wire.frames import layouts
from nsp_console.wire.frames.bits import BitReader, BitWriter, width_of
from nsp_console.wire.frames.heads import LOW_COUNTER, Head, check_sender, from_one
from nsp_console.wire.frames.kinds import (
    AlarmKnown,
    Frame,
    GossipEntry,
    GossipFrame,
    GossipReceipt,
    Kind,
    Versions,
)
from nsp_console.wire.frames.limits import ALARM_NUMBER_MAX, PAYLOAD_BYTES_MAX
from nsp_console.wire.frames.scales import age_code, age_seconds
from nsp_console.wire.frames.state import decode_state, encode_state
from nsp_console.wire.frames.versions import WHEEL
from nsp_console.wire.sealing import TAG_BYTES

# (tier, kept by a C) by code on the air; a number is never used again for something else.
ORIGINS: tuple[tuple[Tier, bool], ...] = ((Tier.A, False), (Tier.A, True), (Tier.B, True), (Tier.C, True))
# As many as can be counted; of entries and receipts fewer fit.
ENTRIES_MAX, RECEIPTS_MAX, ALARMS_MAX, PLACES_MAX = 31, 15, 7, 127
FRONT_BITS = width_of(layouts.HEAD) + width_of(layouts.GOSSIP)
ENTRY_BITS, RECEIPT_BITS = width_of(layouts.GOSSIP_ENTRY), width_of(layouts.GOSSIP_RECEIPT)
ALARM_BITS, PLACE_BITS = width_of(layouts.GOSSIP_ALARM), width_of(layouts.PLACE)


def gossip_bytes(entries: int, receipts: int, alarms: int, places: int) -> int:
    """Payload bytes, tag included, of a frame with so many parts: what still fits is the sender's to count."""
    bits = FRONT_BITS + entries * ENTRY_BITS + receipts * RECEIPT_BITS + alarms * ALARM_BITS + places * PLACE_BITS
    return -(-bits // 8) + TAG_BYTES


def pack_gossip(out: BitWriter, frame: GossipFrame, functions: tuple[str, ...]) -> None:
    """Append what follows the head. ValueError when a part is outside its range, or the whole does not fit."""
    counts = (len(frame.entries), len(frame.receipts), len(frame.alarms), len(frame.versions.codes))
    for told in ([one.station for one in frame.entries], [one.station for one in frame.receipts], frame.alarms):
        _once(told)
    _window(frame.versions)
    if gossip_bytes(*counts) > PAYLOAD_BYTES_MAX:
        raise ValueError("too long")
    entries, receipts, alarms, places = counts
    fields = {
        "counter": frame.counter & LOW_COUNTER,
        "entries": entries,
        "receipts": receipts,
        "alarms": alarms,
        "first": frame.versions.first,
        "places": places,
    }
    out.fields(layouts.GOSSIP, fields)
    for entry in frame.entries:
        out.fields(layouts.GOSSIP_ENTRY, _entry_fields(entry, functions))
    for receipt in frame.receipts:
        if len(receipt.tag) != TAG_BYTES:
            raise ValueError("a tag has eight bytes")
        tag = int.from_bytes(receipt.tag, "big")
        fields = {"station": _point(receipt.station), "version": from_one("version", receipt.version), "tag": tag}
        out.fields(layouts.GOSSIP_RECEIPT, fields)
    for alarm in frame.alarms:
        out.fields(layouts.GOSSIP_ALARM, {"station": _point(alarm.station), "number": _alarm_number(alarm.number)})
    for code in frame.versions.codes:
        out.fields(layouts.PLACE, {"version code": _place(code)})


def _entry_fields(entry: GossipEntry, functions: tuple[str, ...]) -> dict[str, int]:
    return {
        "station": _point(entry.station),
        "version": from_one("version", entry.version),
        "origin": ORIGINS.index((entry.tier, entry.kept)),
        "age": age_code(entry.age_s),
        "state": encode_state(entry.state.values, entry.state.needs, functions),
    }


def read_gossip(read: BitReader, head: Head, functions: tuple[str, ...]) -> Frame:
    """The picture behind `head`; of its counter the low 16 bits."""
    f = read.fields(layouts.GOSSIP)
    entries = tuple(_read_entry(read, functions) for _ in range(f["entries"]))
    receipts = tuple(_read_receipt(read) for _ in range(f["receipts"]))
    alarms = tuple(_read_alarm(read) for _ in range(f["alarms"]))
    codes = tuple(_place(read.fields(layouts.PLACE)["version code"]) for _ in range(f["places"]))
    _once([entry.station for entry in entries])
    _once([receipt.station for receipt in receipts])
    _once(alarms)
    versions = Versions(f["first"], codes)
    _window(versions)
    return GossipFrame(head.station, f["counter"], entries, receipts, versions, alarms, head.exercise)


def _read_entry(read: BitReader, functions: tuple[str, ...]) -> GossipEntry:
    f = read.fields(layouts.GOSSIP_ENTRY)
    tier, kept = ORIGINS[f["origin"]]
    state = decode_state(f["state"], functions)
    age_s = age_seconds(f["age"])
    return GossipEntry(_point(f["station"]), from_one("version", f["version"]), age_s, state, tier, kept)


def _read_receipt(read: BitReader) -> GossipReceipt:
    f = read.fields(layouts.GOSSIP_RECEIPT)
    return GossipReceipt(_point(f["station"]), from_one("version", f["version"]), f["tag"].to_bytes(TAG_BYTES, "big"))


def _read_alarm(read: BitReader) -> AlarmKnown:
    f = read.fields(layouts.GOSSIP_ALARM)
    return AlarmKnown(_point(f["station"]), _alarm_number(f["number"]))


def _point(station: int) -> int:
    check_sender(Kind.GOSSIP, station)
    return station


def _alarm_number(number: int) -> int:
    if number > ALARM_NUMBER_MAX:
        raise ValueError(f"alarm number {number}")
    return number


def _place(code: int) -> int:
    if code > WHEEL:
        raise ValueError(f"version code {code}")
    return code


def _window(versions: Versions) -> None:
    if versions.first and not versions.codes:
        raise ValueError("a window without places begins at 0")  # else a thousand ways to say nothing


def _once(told: Sequence[object]) -> None:
    if len(set(told)) < len(told):
        raise ValueError("the same point twice")
