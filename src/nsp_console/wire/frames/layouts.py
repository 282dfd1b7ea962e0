"""The fields of every frame in order, with their width in bits. docs/frames.md is made from these tables.

A frame is the fields of HEAD, then those of its kind; the last byte is filled with zero bits. Then comes its body if it
has one, and the seal.
"""

from nsp_console.wire.frames.bits import Layout

STATION_BITS = 10
NEED_BITS = 8
FUNCTION_BITS = 2

STATE: Layout = (
    ("state", 3),
    *((f"function {slot}", FUNCTION_BITS) for slot in range(1, 9)),
    ("power", 3),
    ("fuel_hours", 5),
    ("water_l", 6),
    ("food_portions", 6),
    ("visitors", 6),
    ("staff.ehbo", 2),
    ("staff.ambtenaar", 2),
    ("staff.vrijwilliger", 3),
    ("safety", 2),
    ("needs", NEED_BITS),
)
STATE_BITS = 62

HEAD: Layout = (("format", 2), ("exercise", 1), ("kind", 4), ("station", STATION_BITS))
STATUS: Layout = (("version", 16), ("age", 6), ("state", STATE_BITS))
GUEST_STATUS: Layout = (("region", 8), *STATUS)
MAIL: Layout = (("to", STATION_BITS), ("content", 4), ("counter", 16), ("line", 12), ("sequence", 16))
SIGNED: Layout = (("content", 4), ("line", 12), ("sequence", 16))

RECEIPT: Layout = (
    ("to", STATION_BITS),
    ("counter", 16),
    ("has own", 1),
    ("has broadcast", 1),
    ("has version", 1),
    ("has alarm", 1),
)
# The parts of a receipt that it says it has, in this order.
STREAM: Layout = (("line", 12), ("following", 16), ("has ahead", 1))
AHEAD: Layout = (("ahead", 16),)
VERSION: Layout = (("version", 16),)
ALARM: Layout = (("number", 7), ("taken on", 1))

GOSSIP: Layout = (
    ("counter", 16),
    ("entries", 5),
    ("receipts", 4),
    ("alarms", 3),
    ("first", STATION_BITS),
    ("places", 7),
)
# Then the entries, the receipts, the alarms, and one code per place.
GOSSIP_ENTRY: Layout = (("station", STATION_BITS), ("version", 16), ("origin", 2), ("age", 6), ("state", STATE_BITS))
GOSSIP_RECEIPT: Layout = (("station", STATION_BITS), ("version", 16), ("tag", 64))
GOSSIP_ALARM: Layout = (("station", STATION_BITS), ("number", 7))
PLACE: Layout = (("version code", 6),)

HELLO: Layout = (
    ("to", STATION_BITS),
    ("counter", 32),
    ("nonce", 32),
    ("naming", 16),
    ("version", 16),
    ("broadcast line", 12),
    ("broadcast sequence", 16),
    ("wants echo", 1),
    ("echoes", 3),
    ("has wall clock", 1),
)
WALL: Layout = (("wall clock", 32),)
ECHO: Layout = (
    ("station", STATION_BITS),
    ("nonce", 32),
    ("counter", 32),
    ("version", 16),
    ("line", 12),
    ("following", 16),
)
