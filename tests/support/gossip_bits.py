"""Pictures written field by field, so that each of them can be wrong: what a strict reader must refuse."""

from nsp_console.wire.frames import layouts
from nsp_console.wire.frames.bits import BitWriter, Layout
from nsp_console.wire.frames.kinds import FORMAT, Kind

Part = tuple[Layout, dict[str, int]]
FRONT, FIRST_ENTRY, SECOND_ENTRY, FIRST_RECEIPT, SECOND_RECEIPT, FIRST_ALARM, SECOND_ALARM, PLACE = range(1, 9)


def parts() -> list[Part]:
    """A small picture with two of everything and one place in its window."""
    head = {"format": FORMAT, "exercise": 0, "kind": int(Kind.GOSSIP), "station": 3}
    front = {"counter": 837, "entries": 2, "receipts": 2, "alarms": 2, "first": 4, "places": 1}
    entry = {"version": 513, "origin": 0, "age": 5, "state": 0}
    receipt = {"version": 513, "tag": 0x0102030405060708}
    return [
        (layouts.HEAD, head),
        (layouts.GOSSIP, front),
        *((layouts.GOSSIP_ENTRY, {"station": station, **entry}) for station in (9, 12)),
        *((layouts.GOSSIP_RECEIPT, {"station": station, **receipt}) for station in (9, 12)),
        *((layouts.GOSSIP_ALARM, {"station": 9, "number": number}) for number in (7, 8)),
        (layouts.PLACE, {"version code": 51}),
    ]


def picture_bits(*changes: tuple[int, str, int], drop: int | None = None) -> bytes:
    """That picture without its seal, with (part, field, value) changed and one part left out."""
    written = parts()
    for part, name, value in changes:
        written[part][1][name] = value
    out = BitWriter()
    for at, (layout, values) in enumerate(written):
        if at != drop:
            out.fields(layout, values)
    return out.to_bytes()


# why → what must be refused
REFUSED_PICTURES: tuple[tuple[str, bytes], ...] = (
    ("picture of everybody", picture_bits((0, "station", 1023))),
    ("picture of the keeper", picture_bits((0, "station", 1022))),
    ("picture with an entry of point 0", picture_bits((FIRST_ENTRY, "station", 0))),
    ("picture with an entry of everybody", picture_bits((FIRST_ENTRY, "station", 1023))),
    ("picture with version 0", picture_bits((FIRST_ENTRY, "version", 0))),
    ("picture with an entry twice", picture_bits((SECOND_ENTRY, "station", 9))),
    ("picture with power code 5", picture_bits((FIRST_ENTRY, "state", 5 << 40))),
    ("picture with a receipt of version 0", picture_bits((FIRST_RECEIPT, "version", 0))),
    ("picture with a receipt to everybody", picture_bits((FIRST_RECEIPT, "station", 1023))),
    ("picture with a receipt twice", picture_bits((SECOND_RECEIPT, "station", 9))),
    ("picture with alarm 100", picture_bits((FIRST_ALARM, "number", 100))),
    ("picture with an alarm of point 0", picture_bits((FIRST_ALARM, "station", 0))),
    ("picture with an alarm twice", picture_bits((SECOND_ALARM, "number", 7))),
    ("picture with version code 52", picture_bits((PLACE, "version code", 52))),
    ("picture without a window that begins somewhere", picture_bits((FRONT, "places", 0), drop=PLACE)),
    ("picture that says one entry too many", picture_bits((FRONT, "entries", 3))),
    ("picture that says one place too few", picture_bits((FRONT, "places", 0), (FRONT, "first", 0))),
)
