"""The gate for frames of other consoles. The order never changes (design: facts, dependability §5):

length → head → known station → not revoked → seal → for us → replay → freshness.

What passes is authentic, addressed to us and new. What does not is refused with a code of `dutch.radio.REFUSED` and
changes nothing. Hellos pass with `stale` set instead: they carry the nonces that make freshness.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nsp_console.domain.moments import Moment
from nsp_console.link.desk import Desk
from nsp_console.link.memory import Peer
from nsp_console.link.plane import Heard, Hearing, Refused
from nsp_console.link.windows import HALF_BITS
from nsp_console.wire.frames.codec import peek, receipt_holds, seal_size, signature_holds, tag_opens
from nsp_console.wire.frames.kinds import (
    Frame,
    GossipFrame,
    GossipReceipt,
    GuestStatusFrame,
    HelloFrame,
    Kind,
    MailFrame,
    ReceiptFrame,
    SignedFrame,
    StatusFrame,
)
from nsp_console.wire.frames.limits import HEAD_BYTES, PAYLOAD_BYTES_MAX
from nsp_console.wire.sealing import EVERYBODY, KEEPER, Keyring

FIRST_LINES = 3  # lines whose beginning is tried when telling where a frame that does not open comes from
HALVES_PER_LINE = 16


@dataclass(frozen=True, slots=True)
class Admitted:
    """An authentic frame for us.

    epoch     the epoch of the key it was sealed under
    stale     a hello whose counter was heard before: it may be answered, and changes nothing else
    receipts  of a picture frame of a C that this L cannot open: what in it proves itself under our own key; None for
              every other frame
    """

    frame: Frame
    epoch: int
    stale: bool = False
    receipts: tuple[GossipReceipt, ...] | None = None


def admit(desk: Desk, heard: Heard, now: Moment) -> Admitted | Hearing:
    """The frame in `heard` when it may be acted on, else a Hearing that says why not."""
    payload = heard.payload
    head = peek(payload) if HEAD_BYTES <= len(payload) <= PAYLOAD_BYTES_MAX else None
    if head is None:
        return _refused("onleesbaar")
    guest = head.kind is Kind.GUEST_STATUS
    keeper = head.kind is Kind.SIGNED and head.station == KEEPER
    if not (guest or keeper or head.station in desk.roster.sites):
        return _refused("onbekend_station", head.station)
    if head.station == desk.number and not guest:
        return _refused("herhaling", head.station)  # our own, repeated to us: whoever made it, it tells us nothing
    if desk.keyring.is_revoked(head.station) and not guest:
        return _refused("ingetrokken", head.station)
    try:
        frame = desk.unpack(payload[: -seal_size(head.kind)], desk.roster.functions)
    except ValueError:
        return _refused("onleesbaar", head.station)
    if isinstance(frame, SignedFrame | GuestStatusFrame):
        return _admit_signed(desk, payload, frame, now)
    if isinstance(frame, GossipFrame):
        if not desk.roster.is_coordinator(frame.station):
            return _refused("niet_bevoegd", frame.station)
        if desk.keyring.tag(frame.station, desk.keyring.epoch, b"") is None:
            return Admitted(frame, desk.keyring.epoch, receipts=_receipts_for_us(desk, frame))
    return _admit_tagged(desk, heard, frame, now)


def _refused(reason: str, station: int | None = None, greet: int | None = None) -> Hearing:
    return Hearing(refused=Refused(reason, station), greet=greet)


def _admit_signed(desk: Desk, payload: bytes, frame: SignedFrame | GuestStatusFrame, now: Moment) -> Admitted | Hearing:
    station = frame.station
    epoch = _signed_under(desk.keyring, payload, frame, desk.keyring.epochs)
    if epoch is None:
        return _refused(_signed_elsewhere(desk.keyring, payload, frame), station)
    if isinstance(frame, GuestStatusFrame) or station == KEEPER:
        return Admitted(frame, epoch)
    if not desk.roster.is_coordinator(station):
        return _refused("niet_bevoegd", station)
    if not desk.memory.is_fresh(station):
        return _refused("versheid_onbekend", station, station)
    desk.memory.peer(station).heard = now
    return Admitted(frame, epoch)


def _signed_under(keyring: Keyring, payload: bytes, frame: Frame, epochs: Iterable[int]) -> int | None:
    return next((epoch for epoch in epochs if signature_holds(payload, frame, keyring, epoch)), None)


def _signed_elsewhere(keyring: Keyring, payload: bytes, frame: Frame) -> str:
    other = keyring.of_other_domain()
    if other is not None and _signed_under(other, payload, frame, other.epochs) is not None:
        return "ander_domein"
    old = _signed_under(keyring, payload, frame, keyring.closed_epochs)
    return "vals_zegel" if old is None else "oud_tijdvak"


Tagged = StatusFrame | MailFrame | ReceiptFrame | HelloFrame | GossipFrame
Counted = MailFrame | ReceiptFrame | GossipFrame  # of whose counter only the low half is on the air


def _admit_tagged(desk: Desk, heard: Heard, frame: Tagged, now: Moment) -> Admitted | Hearing:
    payload = heard.payload
    station, to = frame.station, EVERYBODY if isinstance(frame, StatusFrame | GossipFrame) else frame.to
    down = desk.comes_down(station, to)
    holder = to if down else station
    if desk.keyring.tag(holder, desk.keyring.epoch, b"") is None:
        return _refused("niet_voor_ons", station)  # an L holds its own key only
    peer = desk.memory.peers.get(station) or Peer()
    found = _opens(desk.keyring, payload, _candidates(frame, peer), desk.keyring.epochs, down)
    if found is None:
        return _elsewhere(desk, payload, frame, peer, down)
    whole, epoch = found
    peer = desk.memory.peer(station)
    peer.speaks = epoch
    if heard.hops == 0:
        peer.node = heard.node
    if isinstance(whole, StatusFrame):  # its version is its own guard, and the status plane keeps it until it is fresh
        if peer.fresh:
            peer.heard = now
        return Admitted(whole, epoch)
    stale = peer.window.holds(whole.counter)
    if stale and not isinstance(whole, HelloFrame):
        return _refused("herhaling", station)
    if peer.fresh and not stale:
        peer.window.take(whole.counter)
        peer.heard = now
    if to not in (desk.number, EVERYBODY):
        overheard = isinstance(whole, ReceiptFrame) and peer.fresh  # it may spare us an answer to the same alarm
        return Admitted(whole, epoch) if overheard else _refused("niet_voor_ons", station)
    if not peer.fresh and not isinstance(whole, HelloFrame):
        return _refused("versheid_onbekend", station, station)
    return Admitted(whole, epoch, stale)


def _receipts_for_us(desk: Desk, frame: GossipFrame) -> tuple[GossipReceipt, ...]:
    """Receipts for our own point whose tag holds: nothing else in that frame is proved to us, its sender neither."""
    mine = (receipt for receipt in frame.receipts if receipt.station == desk.number)
    keyring = desk.keyring
    return tuple(
        receipt
        for receipt in mine
        if any(receipt_holds(keyring, epoch, frame.station, receipt) for epoch in keyring.epochs)
    )


def _candidates(frame: Tagged, peer: Peer) -> Iterator[Tagged]:
    """`frame` with every whole counter that it may have, the likeliest first."""
    if not isinstance(frame, Counted):
        yield frame
        return
    for counter in peer.window.whole(frame.counter):
        yield replace(frame, counter=counter)


def _opens(
    keyring: Keyring, payload: bytes, candidates: Iterable[Tagged], epochs: tuple[int, ...], down: bool
) -> tuple[Tagged, int] | None:
    """The candidate whose tag holds and the epoch of the key; None: no such."""
    tries: Iterator[tuple[Tagged, int]] = ((one, epoch) for one in candidates for epoch in epochs)
    return next(((one, epoch) for one, epoch in tries if tag_opens(payload, one, keyring, epoch, down)), None)


def _elsewhere(desk: Desk, payload: bytes, frame: Tagged, peer: Peer, down: bool) -> Hearing:
    """Why the tag does not hold, for the counters on screen; a guess at worst, and never a reason to accept."""
    candidates, station, keyring = [*_candidates(frame, peer)], frame.station, desk.keyring
    if isinstance(frame, Counted):
        starts = (line * HALVES_PER_LINE << HALF_BITS | frame.counter & 0xFFFF for line in range(FIRST_LINES))
        candidates += [replace(frame, counter=counter) for counter in starts]
    other = keyring.of_other_domain()
    if other is not None and _opens(other, payload, candidates, other.epochs, down):
        return _refused("ander_domein", station)
    if _opens(keyring, payload, candidates, keyring.closed_epochs, down):
        return _refused("oud_tijdvak", station)
    if isinstance(frame, Counted) and not peer.fresh:
        return _refused("versheid_onbekend", station, station)  # its whole counter is not known here
    return _refused("vals_zegel", station)
