"""The body of a signed order: fixed fields first, then its texts with their length in front."""

from collections.abc import Callable
from math import isfinite

from nsp_console.domain.facts import (
    Decided,
    DecisionKind,
    DeploymentEnded,
    DeploymentStarted,
    HomeMoved,
    StationRevoked,
    T0Corrected,
    WriterMoved,
)
from nsp_console.wire.frames.bits import BitReader, BitWriter, Layout
from nsp_console.wire.frames.bodies import Order
from nsp_console.wire.frames.limits import (
    FUNCTION_BYTES_MAX,
    MOVED_SITES_MAX,
    NAME_BYTES_MAX,
    SIGNED_BODY_BYTES_MAX,
)
from nsp_console.wire.frames.texts import fitted, number_of, site_of, utf8
from nsp_console.wire.roster import Roster

KIND_BITS = 4
SITE_BITS = 10
# Numbers on the air; never used again for something else.
STARTED, ENDED, T0, DECIDED, MOVED, REVOKED, WRITER = range(1, 8)
T0_LAYOUT: Layout = (("t0", 32),)
DECIDED_LAYOUT: Layout = (("site", SITE_BITS), ("what", 3), ("has target", 1))
TARGET_LAYOUT: Layout = (("target", 32),)
MOVED_LAYOUT: Layout = (("home", SITE_BITS), ("to", SITE_BITS), ("sites", 6))
REVOKED_LAYOUT: Layout = (("station", SITE_BITS), ("generation", 16))
WRITER_LAYOUT: Layout = (("site", SITE_BITS), ("to", SITE_BITS), ("version", 16))
WHAT = (
    DecisionKind.OPEN,
    DecisionKind.CLOSE,
    DecisionKind.MOVE,
    DecisionKind.EVACUATE,
)  # code on the air: place in this row, from 1


def order_bytes(order: Order, roster: Roster) -> bytes:
    """The body of `order`, `origin` left out. ValueError for a point without number or a time outside 32 bits."""
    out = BitWriter()
    match order:
        case DeploymentStarted():
            out.put(STARTED, KIND_BITS)
            out.fields(T0_LAYOUT, {"t0": _seconds(order.t0_wall)})
            texts = _Texts(out).name(order.name).name(order.source).function(order.by)
        case DeploymentEnded():
            out.put(ENDED, KIND_BITS)
            texts = _Texts(out).function(order.by).rest(order.reason)
        case T0Corrected():
            out.put(T0, KIND_BITS)
            out.fields(T0_LAYOUT, {"t0": _seconds(order.t0_wall)})
            texts = _Texts(out).name(order.source).function(order.by)
        case Decided():
            out.put(DECIDED, KIND_BITS)
            _put_decided(out, order, roster)
            texts = _Texts(out).function(order.by).function(order.owner).rest(order.reason)
        case HomeMoved():
            out.put(MOVED, KIND_BITS)
            _put_moved(out, order, roster)
            texts = _Texts(out).function(order.by).rest(order.reason)
        case StationRevoked():
            out.put(REVOKED, KIND_BITS)
            fields = {"station": number_of(order.station, roster), "generation": order.generation}
            out.fields(REVOKED_LAYOUT, fields)
            texts = _Texts(out).function(order.by).rest(order.reason)
        case WriterMoved():
            out.put(WRITER, KIND_BITS)
            site, to = number_of(order.site, roster), number_of(order.to, roster)
            out.fields(WRITER_LAYOUT, {"site": site, "to": to, "version": order.version})
            texts = _Texts(out).function(order.by).rest(order.reason)
    return texts.done()


def _put_decided(out: BitWriter, order: Decided, roster: Roster) -> None:
    has_target = order.target_wall is not None
    what = WHAT.index(order.what) + 1
    out.fields(DECIDED_LAYOUT, {"site": number_of(order.site, roster), "what": what, "has target": int(has_target)})
    if order.target_wall is not None:
        out.fields(TARGET_LAYOUT, {"target": _seconds(order.target_wall)})


def _put_moved(out: BitWriter, order: HomeMoved, roster: Roster) -> None:
    if len(order.sites) > MOVED_SITES_MAX:
        raise ValueError(f"{len(order.sites)} points in one order")
    out.fields(
        MOVED_LAYOUT,
        {"home": number_of(order.home, roster), "to": number_of(order.to, roster), "sites": len(order.sites)},
    )
    for site in order.sites:
        out.put(number_of(site, roster), SITE_BITS)


def _seconds(wall: float) -> int:
    """Whole seconds; the 32 bits are checked where they are written."""
    if not isfinite(wall):
        raise ValueError(f"{wall} is no time")
    return round(wall)


class _Texts:
    """Texts after the fixed fields. What is last takes the room that is left."""

    def __init__(self, out: BitWriter) -> None:
        self._out = out

    def name(self, text: str) -> "_Texts":
        self._out.text(utf8(fitted(text, NAME_BYTES_MAX)))
        return self

    def function(self, text: str) -> "_Texts":
        self._out.text(utf8(fitted(text, FUNCTION_BYTES_MAX)))
        return self

    def rest(self, text: str) -> "_Texts":
        self._out.align()
        room = SIGNED_BODY_BYTES_MAX - len(self._out.to_bytes()) - 1
        self._out.text(utf8(fitted(text, room)))
        return self

    def done(self) -> bytes:
        return self._out.to_bytes()


def read_order(read: BitReader, roster: Roster) -> Order:
    """The order in a body. ValueError for anything odd."""
    kind = read.take(KIND_BITS)
    if kind not in READERS:
        raise ValueError(f"order {kind} does not exist")
    return READERS[kind](read, roster)


def _text(read: BitReader, bytes_max: int) -> str:
    text = read.text()
    if len(utf8(text)) > bytes_max:
        raise ValueError("a text of an odd length")
    return text


def _started(read: BitReader, _roster: Roster) -> Order:
    t0 = float(read.fields(T0_LAYOUT)["t0"])
    name, source = _text(read, NAME_BYTES_MAX), _text(read, NAME_BYTES_MAX)
    return DeploymentStarted(name, t0, source, _text(read, FUNCTION_BYTES_MAX))


def _ended(read: BitReader, _roster: Roster) -> Order:
    return DeploymentEnded(_text(read, FUNCTION_BYTES_MAX), read.text())


def _t0(read: BitReader, _roster: Roster) -> Order:
    t0 = float(read.fields(T0_LAYOUT)["t0"])
    return T0Corrected(t0, _text(read, NAME_BYTES_MAX), _text(read, FUNCTION_BYTES_MAX))


def _decided(read: BitReader, roster: Roster) -> Order:
    f = read.fields(DECIDED_LAYOUT)
    target = float(read.fields(TARGET_LAYOUT)["target"]) if f["has target"] else None
    if not 1 <= f["what"] <= len(WHAT):
        raise ValueError(f"decision {f['what']} does not exist")
    site, what = site_of(f["site"], roster), WHAT[f["what"] - 1]
    by, owner = _text(read, FUNCTION_BYTES_MAX), _text(read, FUNCTION_BYTES_MAX)
    return Decided(site, what, by, read.text(), target, owner)


def _moved(read: BitReader, roster: Roster) -> Order:
    f = read.fields(MOVED_LAYOUT)
    if f["sites"] > MOVED_SITES_MAX:
        raise ValueError(f"{f['sites']} points in one order")
    sites = tuple(site_of(read.take(SITE_BITS), roster) for _ in range(f["sites"]))
    home, to = site_of(f["home"], roster), site_of(f["to"], roster)
    return HomeMoved(home, to, _text(read, FUNCTION_BYTES_MAX), read.text(), sites)


def _revoked(read: BitReader, roster: Roster) -> Order:
    f = read.fields(REVOKED_LAYOUT)
    station = site_of(f["station"], roster)
    return StationRevoked(station, f["generation"], _text(read, FUNCTION_BYTES_MAX), read.text())


def _writer(read: BitReader, roster: Roster) -> Order:
    f = read.fields(WRITER_LAYOUT)
    site, to = site_of(f["site"], roster), site_of(f["to"], roster)
    return WriterMoved(site, to, f["version"], _text(read, FUNCTION_BYTES_MAX), read.text())


READERS: dict[int, Callable[[BitReader, Roster], Order]] = {
    STARTED: _started,
    ENDED: _ended,
    T0: _t0,
    DECIDED: _decided,
    MOVED: _moved,
    REVOKED: _revoked,
    WRITER: _writer,
}
