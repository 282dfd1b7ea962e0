"""Golden vectors: examples of every frame, body and alarm line as plain JSON, and back.

Numbers and texts only, so that an implementation in another language can be tested with the same file.
"""

import hashlib
import hmac
import json
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nsp_console.domain.air_facts import AlarmStep, Content
from nsp_console.domain.facts import (
    AlarmKind,
    Decided,
    DecisionKind,
    DeploymentEnded,
    DeploymentStarted,
    HomeMoved,
    StationRevoked,
    T0Corrected,
    WriterMoved,
)
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Scalar, Tier
from nsp_console.wire.alarm_line import alarm_line, with_tail
from nsp_console.wire.frames import bodies, kinds
from nsp_console.wire.frames.bodies import Body
from nsp_console.wire.frames.codec import SIGNED_KINDS, cover_of, kind_of, pack, receipt_tag
from nsp_console.wire.frames.kinds import (
    AlarmKnown,
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
from nsp_console.wire.frames.limits import HEAD_BYTES
from nsp_console.wire.frames.mail import content_of, encode_body
from nsp_console.wire.frames.state import decode_state, encode_state
from nsp_console.wire.sealing import EVERYBODY, TAG_BYTES, Cover, Domain
from support.frames import FUNCTIONS, REGION, STATIONS, small_roster
from support.gossip_bits import REFUSED_PICTURES
from support.tree import ROOT

GOLDEN = ROOT / "tests" / "wire" / "golden-frames.json"
STATION_KEY = hashlib.sha256(b"golden vectors: key of the holder").digest()
SIGNING_SEED = hashlib.sha256(b"golden vectors: Ed25519 seed of the signer").digest()
EPOCH = 7
CLASSES: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        *(getattr(kinds, name) for name in ("State", "StreamMark", "Echo")),
        *(StatusFrame, MailFrame, ReceiptFrame, HelloFrame, SignedFrame, GuestStatusFrame, Need),
        *(GossipFrame, GossipEntry, GossipReceipt, Versions, AlarmKnown),
        *(getattr(bodies, name) for name in ("TextBody", "RequestBody", "ReadBody", "HungBody")),
        *(getattr(bodies, name) for name in ("BulletinBody", "RollCallBody", "OrderBody")),
        *(DeploymentStarted, DeploymentEnded, T0Corrected, Decided, HomeMoved, StationRevoked, WriterMoved),
    )
}


def example_state() -> State:
    """A point in trouble, as it reads off the air."""
    said: dict[str, Scalar] = {
        "state": "open",
        "functions.water": "werkt",
        "functions.stroom": "beperkt",
        "functions.alarmering": "niet",
        "power": "aggregaat",
        "fuel_hours": 4.5,
        "water_l": 420,
        "food_portions": 0,
        "visitors": 64,
        "staff.ehbo": 1,
        "staff.vrijwilliger": 6,
        "safety": "onrustig",
    }
    needs = (Need("diesel", 40, "l"), Need("papier", 2, "stuks"))
    return decode_state(encode_state(said, needs, FUNCTIONS), FUNCTIONS)


def example_bodies() -> list[tuple[str, Body]]:
    """One or more of every content."""
    needs = (Need("drinkwater", 300, "l"), Need("aggregaat", 7.5, "kVA"), Need("zandzak", 100, "stuks"))
    return [
        ("text", bodies.TextBody("Kan iemand één aggregaat brengen?")),
        ("report", bodies.TextBody("L-ZWO-09 open, 64 bezoekers, water 420 l", Content.REPORT)),
        ("request", bodies.RequestBody("L-ZWO-09", needs, "via de achteringang")),
        ("read", bodies.ReadBody(2, 513)),
        ("hung", bodies.HungBody(12)),
        ("bulletin", bodies.BulletinBody(12, 6, "Kook het kraanwater drie minuten.")),
        ("roll call of one C", bodies.RollCallBody("C-ZWO-01")),
        ("roll call of all", bodies.RollCallBody()),
        ("deployment started", bodies.OrderBody(DeploymentStarted("Stroomuitval", 1_790_000_000.0, "LCMS", "HS-C"))),
        ("deployment ended", bodies.OrderBody(DeploymentEnded("HS-C", "stroom terug"))),
        ("T0 corrected", bodies.OrderBody(T0Corrected(1_789_990_000.0, "netbeheerder", "HS-C"))),
        (
            "decided",
            bodies.OrderBody(
                Decided("L-DEV-05", DecisionKind.EVACUATE, "HS-C", "brand naast de school", 1_790_003_600.0, "C-DEV-01")
            ),
        ),
        ("decided without time", bodies.OrderBody(Decided("L-DEV-05", DecisionKind.OPEN, "HS-C", "hitte"))),
        ("home moved", bodies.OrderBody(HomeMoved("C-ZWO-01", "C-DEV-01", "HS-C", "onbemand", ("L-ZWO-09",)))),
        ("writer moved", bodies.OrderBody(WriterMoved("L-ZWO-09", "C-ZWO-01", 513, "HS-C", "console valt uit"))),
        ("writer moved back", bodies.OrderBody(WriterMoved("L-ZWO-09", "L-ZWO-09", 0, "HS-C"))),
        ("station revoked", bodies.OrderBody(StationRevoked("L-OLS-99", 3, "HS-C", "laptop gestolen"))),
    ]


def example_frames() -> list[tuple[str, Frame]]:
    """One or more of every kind. Counters of mail and receipts are whole here; the air has the low 16 bits."""
    roster = small_roster()
    out: list[tuple[str, Frame]] = [
        ("status", StatusFrame(9, 513, 300.0, example_state())),
        ("status in an exercise", StatusFrame(9, 514, 0.0, example_state(), True)),
        ("status that knows nothing", StatusFrame(1000, 1, 624_000.0, State({}))),
        ("guest status", GuestStatusFrame(REGION, 3, 12, 60.0, example_state())),
        ("receipt of mail", ReceiptFrame(3, 9, 0x0012_0345, own=StreamMark(2, 514))),
        ("receipt with a gap", ReceiptFrame(3, 9, 0x0012_0346, own=StreamMark(2, 514, 0x8001))),
        ("receipt of a status", ReceiptFrame(3, 9, 0x0012_0347, version=513)),
        ("receipt of an alarm", ReceiptFrame(3, 9, 0x0012_0348, alarm=(7, AlarmStep.RECEIVED))),
        (
            "receipt of everything",
            ReceiptFrame(
                9, 3, 0x0012_0349, StreamMark(2, 514, 1), StreamMark(1, 9, 2), 513, (99, AlarmStep.TAKEN_ON), True
            ),
        ),
        ("hello", HelloFrame(9, EVERYBODY, 0x0012_0345, 0xDEAD_BEEF, 0xC0DE, 1_790_000_000, 513, (1, 9))),
        (
            "hello that answers",
            HelloFrame(
                3, 9, 0x0034_0001, 0x0BAD_CAFE, 0xC0DE, None, 12, (3, 1), False,
                (Echo(9, 0xDEAD_BEEF, 0x0012_0345, 513, 2, 514), Echo(1, 1, 2, 3, 4, 5)),
            ),
        ),
    ]  # fmt: skip
    out += example_pictures()
    for name, body in example_bodies():
        content, data = content_of(body), encode_body(body, roster)
        signed = content in (Content.BULLETIN, Content.ORDER, Content.ROLL_CALL)
        frame = SignedFrame(3, 1, 9, content, data) if signed else MailFrame(9, 3, 0x0012_0345, 2, 514, content, data)
        out.append((f"{'signed' if signed else 'mail'}: {name}", frame))
    return out


def example_pictures() -> list[tuple[str, Frame]]:
    """A picture with every part, the usual one, and one that only says how far its sender is."""
    state = example_state()
    entries = (
        GossipEntry(9, 513, 300.0, state),
        GossipEntry(12, 65_535, 0.0, State({}), Tier.A, kept=True),
        GossipEntry(1000, 1, 3780.0, state, Tier.B, kept=True),
        GossipEntry(1, 77, 624_000.0, State({"state": "gesloten"}), Tier.C, kept=True),
    )
    receipts = tuple(golden_receipt(3, station, version) for station, version in ((9, 513), (12, 65_535)))
    alarms = (AlarmKnown(9, 7), AlarmKnown(9, 99), AlarmKnown(3, 0))
    window = Versions(4, (0, 1, 51, 3, 26))
    exercise = (golden_receipt(3, 9, 513, Domain.EXERCISE),)
    return [
        ("gossip", GossipFrame(3, 0x0012_0345, entries, receipts, window, alarms)),
        ("gossip in an exercise", GossipFrame(3, 0x0012_0346, entries[:1], exercise, exercise=True)),
        ("gossip, window only", GossipFrame(3, 0x0012_0347, versions=Versions(0, (3, 0, 0, 51, 12, 1, 44, 9)))),
    ]


def golden_receipt(coordinator: int, station: int, version: int, domain: Domain = Domain.REAL) -> GossipReceipt:
    """A receipt whose tag holds under the key of the file."""
    tag = receipt_tag(GoldenKeys(domain), EPOCH, coordinator, station, version)  # type: ignore[arg-type]
    assert tag is not None
    return GossipReceipt(station, version, tag)


class GoldenKeys:
    """A Keyring of one tag key and one signing key, both written in the file. Ed25519 is deterministic."""

    def __init__(self, domain: Domain = Domain.REAL) -> None:
        self.domain = domain
        self.region = REGION
        self.epoch = EPOCH
        self.epochs = (EPOCH,)
        self.closed_epochs: tuple[int, ...] = ()
        self._signing = Ed25519PrivateKey.from_private_bytes(SIGNING_SEED)

    def tag(self, holder: int, epoch: int, covered: bytes) -> bytes | None:
        return hmac.digest(STATION_KEY, covered, "sha256")[:TAG_BYTES]

    def sign(self, covered: bytes) -> bytes | None:
        return self._signing.sign(covered)

    @property
    def public(self) -> bytes:
        return self._signing.public_key().public_bytes_raw()


def as_json(value: object) -> object:
    """Dataclasses as objects with their type, enums by value, bytes in hex, tuples as lists."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if is_dataclass(value):
        plain = {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
        return {"type": type(value).__name__, **plain}
    return value


def from_json(value: typing.Any, shape: typing.Any = object) -> typing.Any:
    """The reverse; `shape` is the annotation of the field it stands in."""
    if isinstance(value, dict) and "type" in value:
        cls = CLASSES[value["type"]]
        hints = typing.get_type_hints(cls)
        return cls(**{name: from_json(item, hints[name]) for name, item in value.items() if name != "type"})
    if value is None or isinstance(value, dict):
        return value
    inner = [part for part in typing.get_args(shape) if part is not type(None)]
    if isinstance(value, list):
        parts = inner if typing.get_origin(shape) is tuple else typing.get_args(inner[0])
        if len(parts) == 2 and parts[1] is Ellipsis:
            return tuple(from_json(item, parts[0]) for item in value)
        return tuple(from_json(item, part) for item, part in zip(value, parts, strict=True))
    if shape is bytes:
        return bytes.fromhex(value)
    if isinstance(shape, type) and issubclass(shape, Enum):
        return shape(value)
    return value


def _cover(cover: Cover) -> dict[str, object]:
    return {field.name: int(getattr(cover, field.name)) for field in fields(cover)}


def frame_vector(name: str, frame: Frame, down: bool = False) -> dict[str, object]:
    """One frame with everything between its fields and its payload."""
    keys = GoldenKeys(Domain.EXERCISE if frame.exercise else Domain.REAL)
    packed = pack(frame, FUNCTIONS)
    cover = cover_of(frame, keys, down=down)  # type: ignore[arg-type]
    covered = cover.bytes_over(packed)
    signed = kind_of(frame) in SIGNED_KINDS
    seal = keys.sign(covered) if signed else keys.tag(cover.holder, cover.epoch, covered)
    assert seal is not None
    vector: dict[str, object] = {"name": name, "frame": as_json(frame)}
    if isinstance(frame, StatusFrame | GuestStatusFrame):
        vector["state bits"] = f"{encode_state(frame.state.values, frame.state.needs, FUNCTIONS):016x}"
    return vector | {
        "seal": "signature" if signed else "tag",
        "cover": _cover(cover),
        "packed": packed.hex(),
        "covered": covered.hex(),
        "payload": (packed + seal).hex(),
    }


def alarm_vector(text: str, exercise: bool) -> dict[str, object]:
    """One alarm line."""
    keys = GoldenKeys(Domain.EXERCISE if exercise else Domain.REAL)
    head = {"code": "L-ZWO-09", "number": 7, "kind": AlarmKind.FIRE.value, "text": text, "exercise": exercise}
    line = alarm_line("L-ZWO-09", 7, AlarmKind.FIRE, text, exercise).encode()
    cover = Cover(keys.domain, REGION, EPOCH, 9, EVERYBODY, False, 0x0012_0345)
    covered = cover.bytes_over(line)
    tag = keys.tag(9, EPOCH, covered)
    assert tag is not None
    whole = with_tail(line, cover.counter, tag).decode()
    return {"alarm": head, "cover": _cover(cover), "covered": covered.hex(), "line": whole}


def receipt_vector(coordinator: int, station: int, version: int, domain: Domain = Domain.REAL) -> dict[str, object]:
    """The tag that stands for a receipt in a picture, with what it covers."""
    exercise = domain is Domain.EXERCISE
    front = pack(GossipFrame(coordinator, 0, exercise=exercise), FUNCTIONS)[:HEAD_BYTES]
    cover = Cover(domain, REGION, EPOCH, coordinator, station, True, version)
    receipt = golden_receipt(coordinator, station, version, domain)
    covered = cover.bytes_over(front)
    return {
        "coordinator": coordinator,
        "receipt": as_json(receipt),
        "cover": _cover(cover),
        "covered": covered.hex(),
    }


REFUSED: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("no bytes", lambda _: b""),
    ("head cut off", lambda packed: packed[:2]),
    ("last byte cut off", lambda packed: packed[:-1]),
    ("a byte too many", lambda packed: packed + b"\0"),
    ("a filling bit is set", lambda packed: packed[:-1] + bytes([packed[-1] | 1])),
    ("format 0", lambda packed: bytes([packed[0] & 0x3F]) + packed[1:]),
    ("format 2", lambda packed: bytes([packed[0] & 0x3F | 0x80]) + packed[1:]),
    ("format 3", lambda packed: bytes([packed[0] | 0xC0]) + packed[1:]),
    ("kind 15", lambda packed: bytes([packed[0] | 0x1E]) + packed[1:]),
    ("station 0", lambda packed: bytes([packed[0] & 0xFE, 0, packed[2] & 0x7F]) + packed[3:]),
    ("station 1023", lambda packed: bytes([packed[0] | 1, 0xFF, packed[2] | 0x80]) + packed[3:]),
    ("version 0", lambda packed: _without_version(packed)),
    ("power code 5", lambda packed: _with_power(packed, 5)),
)


def _without_version(packed: bytes) -> bytes:
    """A status frame with the 16 bits behind its head at zero."""
    value = int.from_bytes(packed, "big")
    return (value & ~(0xFFFF << 8 * len(packed) - 17 - 16)).to_bytes(len(packed), "big")


def _with_power(packed: bytes, code: int) -> bytes:
    """A status frame with another power code: bits 58 to 60 of the frame, counted from its first bit."""
    value = int.from_bytes(packed, "big")
    shift = 8 * len(packed) - (17 + 16 + 6 + 3 + 16 + 3)
    return (value & ~(7 << shift) | code << shift).to_bytes(len(packed), "big")


def golden() -> dict[str, object]:
    """The whole file."""
    roster = small_roster()
    down = replace(typing.cast("MailFrame", dict(example_frames())["mail: text"]), station=3, to=9)
    status = pack(dict(example_frames())["status"], FUNCTIONS)
    return {
        "about": "Golden vectors of the frames between consoles; every field is explained in docs/frames.md.",
        "format": kinds.FORMAT,
        "tag key": STATION_KEY.hex(),
        "signing seed": SIGNING_SEED.hex(),
        "signing public key": GoldenKeys().public.hex(),
        "stations": {str(number): code for number, code in STATIONS.items()},
        "functions": list(FUNCTIONS),
        "frames": [
            *(frame_vector(name, frame) for name, frame in example_frames()),
            frame_vector("mail under the key of the addressee", down, down=True),
        ],
        "bodies": [
            {
                "name": name,
                "content": content_of(body).value,
                "body": as_json(body),
                "hex": encode_body(body, roster).hex(),
            }
            for name, body in example_bodies()
        ],
        "alarm lines": [alarm_vector("rook in de keuken", False), alarm_vector("rook " * 30, True)],
        "receipts in pictures": [receipt_vector(3, 9, 513), receipt_vector(3, 9, 513, Domain.EXERCISE)],
        "refused frames": [
            *({"why": why, "packed": bend(status).hex()} for why, bend in REFUSED),
            *({"why": why, "packed": packed.hex()} for why, packed in REFUSED_PICTURES),
        ],
    }


def golden_text() -> str:
    """The file as it stands in the repository."""
    return json.dumps(golden(), indent=1, ensure_ascii=False) + "\n"
