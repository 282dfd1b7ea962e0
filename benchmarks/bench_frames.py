"""Bytes and time on air of every kind of frame, and how many a second are sealed and opened. Prints; asserts nothing.

python benchmarks/bench_frames.py [SECONDS]      (of timing per kind, default 0.5)

Real keys, no mesh. "payload" is what the radio is given, "on air" what it transmits. Figures of the design to compare
with (protocol, "Frames"): 21 bytes, 44 on air and 160 ms for a status, at most 130 bytes for a line and 231
for a frame. "opened" is what a receiver does before it looks at its windows: peek, unpack, check the seal.
"""

import sys
import time
from collections.abc import Callable

from nsp_console.domain.air_facts import Content
from nsp_console.domain.facts import AlarmKind
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.values import Scalar
from nsp_console.keys.keeper import Keeper
from nsp_console.keys.ring import Ring
from nsp_console.link.air import airtime_s
from nsp_console.link.airtime import PRESETS, packet_bytes
from nsp_console.radio.base import PRIVATE_PORT, TEXT_PORT
from nsp_console.wire.alarm_line import LINE_BYTES_MAX, alarm_line, split_tail, with_tail
from nsp_console.wire.frames.codec import (
    LOW_COUNTER,
    peek,
    receipt_holds,
    receipt_tag,
    seal_frame,
    seal_size,
    signature_holds,
    tag_opens,
    unpack,
    with_counter,
)
from nsp_console.wire.frames.gossip import ENTRIES_MAX, PLACES_MAX, gossip_bytes
from nsp_console.wire.frames.kinds import (
    Echo,
    Frame,
    GossipEntry,
    GossipFrame,
    GossipReceipt,
    GuestStatusFrame,
    HelloFrame,
    MailFrame,
    ReceiptFrame,
    SignedFrame,
    State,
    StatusFrame,
    StreamMark,
    Versions,
)
from nsp_console.wire.frames.limits import MAIL_BODY_BYTES_MAX, PAYLOAD_BYTES_MAX, SIGNED_BODY_BYTES_MAX
from nsp_console.wire.sealing import EVERYBODY, TAG_BYTES, Cover, Domain

REGION, C, OTHER_C, L = 4, 1, 2, 30
WINDOW = 8  # places in an ordinary picture
SHOWN = ("MEDIUM_FAST", "MEDIUM_SLOW", "LONG_FAST")
FUNCTIONS = ("water", "voedsel", "opwarmen", "zorg_hygiene", "stroom", "informatie")
STATE: dict[str, Scalar] = {"state": "open", "water_l": 300, "visitors": 64, "power": "aggregaat", "fuel_hours": 6}
COUNTER, NONCE, WALL = 70_000, 0x1234_5678, 1_800_000_000
MARK = StreamMark(0, 12, 0b101)
TEXT = "Koerier komt om 19:05 met 200 l drinkwater"


def frames() -> dict[str, Frame]:
    """A usual one of every kind, and the largest where a kind has no fixed size."""
    echo = Echo(C, NONCE, COUNTER, 40, 0, 13)
    hello = HelloFrame(C, EVERYBODY, COUNTER, NONCE, 0xBEEF, WALL, 40, (0, 13))
    return {
        "status": StatusFrame(C, 40, 120.0, State(STATE)),
        f"mail, text of {len(TEXT)}": MailFrame(C, OTHER_C, COUNTER, 0, 12, Content.TEXT, TEXT.encode()),
        "mail, largest": MailFrame(C, OTHER_C, COUNTER, 0, 12, Content.TEXT, bytes(MAIL_BODY_BYTES_MAX)),
        "receipt, mail": ReceiptFrame(C, OTHER_C, COUNTER, own=MARK),
        "receipt, all parts": ReceiptFrame(C, OTHER_C, COUNTER, MARK, MARK, 40),
        "hello, asking": hello,
        "hello, one echo": HelloFrame(C, EVERYBODY, COUNTER, NONCE, 0xBEEF, WALL, 40, (0, 13), False, (echo,)),
        "hello, four echoes": HelloFrame(C, EVERYBODY, COUNTER, NONCE, 0xBEEF, WALL, 40, (0, 13), False, (echo,) * 4),
        f"signed, {len(TEXT)}": SignedFrame(C, 0, 12, Content.BULLETIN, TEXT.encode()),
        "signed, largest": SignedFrame(C, 0, 12, Content.BULLETIN, bytes(SIGNED_BODY_BYTES_MAX)),
        **pictures(),
        "status for guests": GuestStatusFrame(REGION, C, 40, 120.0, State(STATE)),
    }


def pictures() -> dict[str, Frame]:
    """The regional picture: as full as it gets, one point, one with a receipt, and the window alone."""
    entries = tuple(GossipEntry(L + at, 40, 120.0, State(STATE)) for at in range(ENTRIES_MAX))
    window, receipt = Versions(0, (40,) * WINDOW), GossipReceipt(L, 40, bytes(TAG_BYTES))
    full = max(count for count in range(ENTRIES_MAX) if gossip_bytes(count, 0, 0, WINDOW) <= PAYLOAD_BYTES_MAX)
    return {
        f"picture, {full} points": GossipFrame(C, COUNTER, entries[:full], (), window),
        "picture, one point": GossipFrame(C, COUNTER, entries[:1], (), window),
        "picture, one + receipt": GossipFrame(C, COUNTER, entries[:1], (receipt,), window),
        "picture, window of 127": GossipFrame(C, COUNTER, (), (), Versions(0, (40,) * PLACES_MAX)),
    }


def row(kind: str, payload: int, port: int, limit: int) -> str:
    millis = "".join(f"{1000 * airtime_s(PRESETS[name], payload, port == TEXT_PORT):13.0f}" for name in SHOWN)
    return f"{kind:<22}{payload:8}{packet_bytes(port, payload):8}{millis}   {limit:8}"


def per_second(work: Callable[[], object], seconds: float) -> float:
    count, started = 0, time.perf_counter()
    while (spent := time.perf_counter() - started) < seconds:
        for _ in range(20):
            work()
        count += 20
    return count / spent


def opened(payload: bytes, ring: Ring) -> bool:
    """The way of a frame through the gate, up to its seal."""
    head = peek(payload)
    assert head is not None
    frame = unpack(payload[: -seal_size(head.kind)], FUNCTIONS)
    match frame:
        case SignedFrame() | GuestStatusFrame():
            return signature_holds(payload, frame, ring, ring.epoch)
        case MailFrame():
            frame = with_counter(frame, COUNTER)
        case ReceiptFrame():
            frame = with_counter(frame, COUNTER)
        case GossipFrame():
            frame = with_counter(frame, COUNTER)
    return tag_opens(payload, frame, ring, ring.epoch)


def line(ring: Ring) -> bytes:
    """The longest alarm line."""
    text = alarm_line("C-ZWO-01", 7, AlarmKind.FIRE, "rook in de keuken " * 9, exercise=False).encode()
    cover = Cover(Domain.REAL, REGION, ring.epoch, C, EVERYBODY, False, COUNTER)
    tag = ring.tag(C, ring.epoch, cover.bytes_over(text))
    assert tag is not None
    whole = with_tail(text, COUNTER & LOW_COUNTER, tag)
    assert split_tail(whole) is not None
    return whole


def receipts(mine: Ring, theirs: Ring, seconds: float) -> None:
    """The receipt inside a picture has a tag of its own: made by a C, tried by an L for every frame with its number."""
    tag = receipt_tag(mine, mine.epoch, C, OTHER_C, 40)
    assert tag is not None
    good = GossipReceipt(OTHER_C, 40, tag)
    assert receipt_holds(theirs, theirs.epoch, C, good)
    makes = per_second(lambda: receipt_tag(mine, mine.epoch, C, OTHER_C, 40), seconds)
    holds = per_second(lambda: receipt_holds(theirs, theirs.epoch, C, good), seconds)
    print(f"{'receipt in a picture':<22}{makes:12,.0f}{holds:12,.0f}")


def main(seconds: float = 0.5) -> None:
    """One row a kind."""
    keeper = Keeper(REGION, "proef", bytes(range(32)))
    roll = keeper.roll([C, OTHER_C])
    mine, theirs = (keeper.bundle(number, SiteKind.C, roll, coming=0).ring(Domain.REAL) for number in (C, OTHER_C))
    times = "".join(f"{name:>13}" for name in SHOWN)
    print(f"{'kind':<22}{'payload':>8}{'on air':>8}{times} ms{'limit':>8}")
    rates: list[str] = []
    for kind, frame in frames().items():
        payload = seal_frame(frame, mine, FUNCTIONS)
        assert payload is not None
        assert opened(payload, theirs), kind
        print(row(kind, len(payload), PRIVATE_PORT, PAYLOAD_BYTES_MAX))
        seals = per_second(lambda frame=frame: seal_frame(frame, mine, FUNCTIONS), seconds)  # type: ignore[misc]
        opens = per_second(lambda payload=payload: opened(payload, theirs), seconds)  # type: ignore[misc]
        rates.append(f"{kind:<22}{seals:12,.0f}{opens:12,.0f}")
    print(row("alarm line, longest", len(line(mine)), TEXT_PORT, LINE_BYTES_MAX))
    print(f"\n{'kind':<22}{'sealed/s':>12}{'opened/s':>12}")
    print("\n".join(rates))
    receipts(mine, theirs, seconds)


if __name__ == "__main__":
    main(*(float(word) for word in sys.argv[1:]))
