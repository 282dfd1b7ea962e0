"""The tables of docs/frames.md and the golden vectors, made from the code.

`python tests/support/frame_papers.py` (with src and tests on PYTHONPATH) writes both; the tests fail when they differ.
"""

import re
from collections.abc import Iterable

from nsp_console.domain.facts import AlarmKind
from nsp_console.link.airtime import PRESETS, packet_bytes, time_on_air_ms
from nsp_console.wire.alarm_line import LINE_BYTES_MAX
from nsp_console.wire.frames import layouts, limits, mail, orders, requests
from nsp_console.wire.frames.articles import ARTICLES, SLOTS
from nsp_console.wire.frames.bits import Layout, width_of
from nsp_console.wire.frames.codec import kind_of, pack, seal_size
from nsp_console.wire.frames.gossip import ENTRIES_MAX, ORIGINS, gossip_bytes
from nsp_console.wire.frames.kinds import Frame, HelloFrame, Kind, MailFrame, SignedFrame, StatusFrame
from nsp_console.wire.frames.letters import MAIL_CONTENTS, SIGNED_CONTENTS
from nsp_console.wire.frames.scales import SCALES, Scale
from nsp_console.wire.frames.state import FUNCTION_WORDS, WORDS, codes, encode_state
from support.frame_vectors import GOLDEN, GoldenKeys, example_frames, frame_vector, golden_text
from support.frames import FUNCTIONS
from support.tree import ROOT, text_of

DOCUMENT = ROOT / "docs" / "frames.md"
PRIVATE_APP, TEXT_APP = 256, 1
PRESET = PRESETS["MEDIUM_FAST"]
BLOCK = re.compile(r"(<!-- made: ([a-z0-9 ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
LEVELS_PER_ROW = 8
PAYLOAD = limits.PAYLOAD_BYTES_MAX
FULL_BESIDE = ((0, 0, 8), (0, 7, 8), (4, 0, 8), (4, 7, 8))  # receipts, alarms, places


def table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    names = [str(name) for name in head]
    lines = [names, ["---"] * len(names), *([str(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def layout_table(layout: Layout, first: int = 0) -> str:
    """Fields with width and place; `first` is the bit at which the layout begins."""
    rows, at = [], first
    for name, width in layout:
        rows.append((name, width, f"{at}…{at + width - 1}" if width > 1 else at))
        at += width
    return table(("field", "bits", "place"), rows)


def in_words(layout: Layout, optional: Layout = ()) -> str:
    """Fields with their widths on one line, optional ones in brackets."""
    words = [f"{name} {width}" for name, width in layout]
    return ", ".join([*words, *(f"[{name} {width}]" for name, width in optional)])


def scale_table(scale: Scale) -> str:
    """Every level of a scale by its code, and its promises in one line."""
    known = [f"{scale.first + at}: {level:g}" for at, level in enumerate(scale.levels)]
    rows = [known[at : at + LEVELS_PER_ROW] for at in range(0, len(known), LEVELS_PER_ROW)]
    rows[-1] += [""] * (LEVELS_PER_ROW - len(rows[-1])) if len(rows) > 1 else []
    error = f"largest error {100 * scale.error:.1f} %" if scale.error else "no error below the top"
    exact = f"exact up to {scale.exact_to:g}" if scale.exact_to else "exact at 0 only"
    way = "low end of a range" if scale.ranges else "nearest by ratio"
    promise = (
        f"`{scale.key}`, {scale.unit}, {scale.bits} bits; {exact}; {way}; {error}; top: {scale.levels[-1]:g} or more.\n"
    )
    return promise + "\n" + table(["code: level"] + [""] * (len(rows[0]) - 1), rows)


def words_table() -> str:
    """Codes of the fields that are words."""
    rows = [
        (f"`{key}`", "; ".join(f"{code} {word}" for code, word in enumerate(words, 1))) for key, words in WORDS.items()
    ]
    rows.append(("`functions.*`", "; ".join(f"{code} {word}" for code, word in enumerate(FUNCTION_WORDS, 1))))
    return table(("field", "codes (0 is unknown)"), rows)


def on_air(payload: int, port: int = PRIVATE_APP) -> tuple[int, float]:
    """(bytes on the air, milliseconds at MEDIUM_FAST) of a packet with `payload` bytes."""
    size = packet_bytes(port, payload)
    return size, time_on_air_ms(PRESET, size)


def size_of(frame: Frame) -> int:
    """Bytes of the payload, seal included."""
    return len(pack(frame, FUNCTIONS)) + seal_size(kind_of(frame))


def sizes() -> list[tuple[str, int, int, float]]:
    """(what, payload bytes, bytes on the air, ms at MEDIUM_FAST) of every example, the largest frames and the alarm."""
    examples = dict(example_frames())
    text = examples["mail: text"]
    order = examples["signed: decided"]
    assert isinstance(text, MailFrame)
    assert isinstance(order, SignedFrame)
    hello = examples["hello that answers"]
    assert isinstance(hello, HelloFrame)
    full_mail = MailFrame(9, 3, 1, 1, 1, text.content, bytes([120]) * limits.MAIL_BODY_BYTES_MAX)
    full_signed = SignedFrame(3, 1, 1, order.content, bytes([120]) * limits.SIGNED_BODY_BYTES_MAX)
    four = HelloFrame(3, 9, 1, 1, 1, 1, 1, (1, 1), True, (hello.echoes[0],) * 4)
    wanted = {**examples, "mail, largest": full_mail, "signed, largest": full_signed, "hello with four answers": four}
    out = [(name, size_of(frame), *on_air(size_of(frame))) for name, frame in wanted.items()]
    return [*out, ("alarm line, largest", LINE_BYTES_MAX, *on_air(LINE_BYTES_MAX, TEXT_APP))]


def origins_table() -> str:
    """Codes of who writes for a point, and of its tier."""
    writer = {False: "the point's own console", True: "a C"}
    return table(("origin", "writer", "tier"), [(at, writer[kept], tier) for at, (tier, kept) in enumerate(ORIGINS)])


def full_pictures() -> list[tuple[int, int, int, int, int, float]]:
    """Entries that fit beside so many receipts, alarms and places; payload bytes, and bytes on the air per entry."""
    rows = []
    for receipts, alarms, places in FULL_BESIDE:
        fits = [n for n in range(ENTRIES_MAX + 1) if gossip_bytes(n, receipts, alarms, places) <= PAYLOAD]
        payload = gossip_bytes(fits[-1], receipts, alarms, places)
        rows.append((receipts, alarms, places, fits[-1], payload, on_air(payload)[0] / fits[-1]))
    return rows


def full_pictures_table() -> str:
    """The same as a table."""
    head = ("receipts", "alarms", "places", "entries that fit", "payload B", "B on air per entry")
    return table(head, [(*row[:5], f"{row[5]:.1f}") for row in full_pictures()])


def worked() -> str:
    """The status frame of the golden vectors, field by field."""
    name, frame = example_frames()[0]
    assert isinstance(frame, StatusFrame)
    vector = frame_vector(name, frame)
    bits = encode_state(frame.state.values, frame.state.needs, FUNCTIONS)
    shown = dict(frame.state.values)
    for slot, key in enumerate(FUNCTIONS, 1):
        shown[f"function {slot}"] = shown.pop(f"functions.{key}", "?")
    shown["needs"] = ", ".join(need.article for need in frame.state.needs)
    head = [
        ("format", 2, 1, "1"), ("exercise", 1, 0, "no"), ("kind", 4, 0, "STATUS"), ("station", 10, 9, "L-ZWO-09"),
        ("version", 16, 513, "513"), ("age", 6, 5, "5 min"),
    ]  # fmt: skip
    widths = dict(layouts.STATE)
    rows = [(n, f"{value}", code, f"`{code:0{width}b}`") for n, width, code, value in head]
    rows += [(n, str(shown.get(n, "?")), code, f"`{code:0{widths[n]}b}`") for n, code in codes(bits).items()]
    keys = GoldenKeys()
    lines = [
        table(("field", "value", "code", "bits"), [*rows, ("filling", "", 0, "`000`")]),
        f"- 62 bits of state: `{bits:016x}`",
        f"- frame without seal, 13 bytes: `{vector['packed']}`",
        f"- input of the tag (`NSP1`, 15 bytes of cover, the frame): `{vector['covered']}`",
        "- key of station 9 (`tag key` in the file of vectors), domain 0, region 4, epoch "
        f"{keys.epoch}; HMAC-SHA-256 cut to 8 bytes",
        f"- payload, 21 bytes: `{vector['payload']}`",
    ]
    return lines[0] + "\n" + "\n".join(lines[1:]) + "\n"


def blocks() -> dict[str, str]:
    """Every made part of the document by name."""
    after_head = width_of(layouts.HEAD)
    after_receipt = after_head + width_of(layouts.RECEIPT)
    contents = [(code, content.name, content.value, "mail") for code, content in MAIL_CONTENTS.items()]
    contents += [(code, content.name, content.value, "signed") for code, content in SIGNED_CONTENTS.items()]
    order_rows = [
        ("DeploymentStarted", orders.STARTED, in_words(orders.T0_LAYOUT), "name, source, by"),
        ("DeploymentEnded", orders.ENDED, "–", "by, reason"),
        ("T0Corrected", orders.T0, in_words(orders.T0_LAYOUT), "source, by"),
        ("Decided", orders.DECIDED, in_words(orders.DECIDED_LAYOUT, orders.TARGET_LAYOUT), "by, owner, reason"),
        ("HomeMoved", orders.MOVED, f"{in_words(orders.MOVED_LAYOUT)}, {orders.SITE_BITS} per site", "by, reason"),
        ("StationRevoked", orders.REVOKED, in_words(orders.REVOKED_LAYOUT), "by, reason"),
        ("WriterMoved", orders.WRITER, in_words(orders.WRITER_LAYOUT), "by, reason"),
    ]
    layouts_by_name = {
        "head": (layouts.HEAD, 0), "state": (layouts.STATE, 0), "status": (layouts.STATUS, after_head),
        "guest": (layouts.GUEST_STATUS, after_head), "mail": (layouts.MAIL, after_head),
        "signed": (layouts.SIGNED, after_head), "receipt": (layouts.RECEIPT, after_head),
        "stream": (layouts.STREAM + layouts.AHEAD, after_receipt), "hello": (layouts.HELLO, after_head),
        "echo": (layouts.ECHO, 0), "request": (requests.REQUEST, 0), "need": (requests.NEED, 0),
        "gossip": (layouts.GOSSIP, after_head), "gossip entry": (layouts.GOSSIP_ENTRY, 0),
        "gossip receipt": (layouts.GOSSIP_RECEIPT, 0), "gossip alarm": (layouts.GOSSIP_ALARM, 0),
        "place": (layouts.PLACE, 0), "bulletin": (mail.BULLETIN, 0), "read": (mail.STREAM_PLACE, 0),
    }  # fmt: skip
    limit_rows = [(f"`{name}`", getattr(limits, name)) for name in sorted(vars(limits)) if name.isupper()]
    return {
        **{f"layout {name}": layout_table(*place) for name, place in layouts_by_name.items()},
        **{f"scale {key.removeprefix('staff.').replace('_', ' ')}": scale_table(s) for key, s in SCALES.items()},
        "origins": origins_table(),
        "full pictures": full_pictures_table(),
        "words": words_table(),
        "kinds": table(("kind", "number", "seal"), [(k.name, int(k), f"{seal_size(k)} bytes") for k in Kind]),
        "contents": table(("number", "content", "word", "in"), contents),
        "orders": table(("order", "number", "fixed fields (bits)", "texts"), order_rows),
        "decisions": table(("what", "number"), [(what.value, at) for at, what in enumerate(orders.WHAT, 1)]),
        "articles": table(("number", "article", "unit"), [(at, *article) for at, article in enumerate(ARTICLES, 1)]),
        "slots": table(
            ("slot", "bit", "article"), [(at + 1, f"`{128 >> at:08b}`", key) for at, (key, _) in enumerate(SLOTS)]
        ),
        "alarm kinds": ", ".join(f"`{kind.value.upper()}`" for kind in AlarmKind) + "\n",
        "limits": table(("limit", "value"), limit_rows),
        "sizes": table(
            ("what", "payload B", "on air B", "ms MEDIUM_FAST"), [(n, b, air, f"{ms:.0f}") for n, b, air, ms in sizes()]
        ),
        "worked": worked(),
    }


def filled(document: str) -> str:
    """`document` with every made part made anew. KeyError for a part that nobody makes."""
    made = blocks()
    return BLOCK.sub(lambda match: f"{match[1]}{made[match[2]]}{match[3]}", document)


def write() -> None:
    """Write the tables of the document and the golden vectors."""
    GOLDEN.write_text(golden_text(), encoding="utf-8", newline="\n")
    DOCUMENT.write_text(filled(text_of(DOCUMENT)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
