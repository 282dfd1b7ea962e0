"""Which key seals a frame and what the seal covers; sealing and checking in one call each."""

from hmac import compare_digest

from nsp_console.wire.frames.bits import BitWriter
from nsp_console.wire.frames.kinds import (
    FORMAT,
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
from nsp_console.wire.frames.layouts import HEAD
from nsp_console.wire.frames.packing import SIGNED_KINDS, kind_of, pack
from nsp_console.wire.sealing import EVERYBODY, SIGNATURE_BYTES, Cover, Domain, Keyring, sealed, tag_holds

GUEST_EPOCH = 0  # in the cover of a state for the neighbours: epochs of one region mean nothing in another


def cover_of(
    frame: Frame, keyring: Keyring, epoch: int | None = None, down: bool = False, counter: int | None = None
) -> Cover:
    """The cover of `frame`.

    epoch    to seal or try under; None: the present one
    down     sealed under the addressee's key (C to L)
    counter  whole counter to try for a mail or receipt of which only the low part was heard
    """
    region = keyring.region
    epoch = keyring.epoch if epoch is None else epoch
    match frame:
        case StatusFrame():
            return Cover(keyring.domain, region, epoch, frame.station, EVERYBODY, False, frame.version)
        case MailFrame() | ReceiptFrame() | HelloFrame():
            whole = frame.counter if counter is None else counter
            return Cover(keyring.domain, region, epoch, frame.station, frame.to, down, whole)
        case GossipFrame():
            whole = frame.counter if counter is None else counter
            return Cover(keyring.domain, region, epoch, frame.station, EVERYBODY, False, whole)
        case SignedFrame():
            return Cover(keyring.domain, region, epoch, frame.station, EVERYBODY, False, 0)
        case GuestStatusFrame():
            return Cover(keyring.domain, frame.region, GUEST_EPOCH, frame.station, EVERYBODY, False, 0)


def seal_frame(
    frame: Frame, keyring: Keyring, functions: tuple[str, ...], down: bool = False, epoch: int | None = None
) -> bytes | None:
    """The whole payload of `frame`: tagged, or signed where its kind asks for that. `epoch` None: the present one.

    None when this console does not hold the key. ValueError when the frame does not fit its layout.
    """
    packed = pack(frame, functions)
    cover = cover_of(frame, keyring, epoch, down)
    if kind_of(frame) not in SIGNED_KINDS:
        return sealed(keyring, cover, packed)
    signature = keyring.sign(cover.bytes_over(packed))
    return None if signature is None else packed + signature


def tag_opens(payload: bytes, frame_with_full_counter: Frame, keyring: Keyring, epoch: int, down: bool = False) -> bool:
    """Whether the tag of `payload` holds. `frame_with_full_counter` was unpacked from it. A signed kind has no tag."""
    if kind_of(frame_with_full_counter) in SIGNED_KINDS:
        return False
    return tag_holds(keyring, cover_of(frame_with_full_counter, keyring, epoch, down), payload)


def signature_holds(payload: bytes, frame: Frame, keyring: Keyring, epoch: int) -> bool:
    """Whether the signature of `payload` is of the station in `frame`: of our region, or of a guest's own."""
    if kind_of(frame) not in SIGNED_KINDS:
        return False
    covered = cover_of(frame, keyring, epoch).bytes_over(payload[:-SIGNATURE_BYTES])
    signature = payload[-SIGNATURE_BYTES:]
    if isinstance(frame, GuestStatusFrame) and frame.region != keyring.region:
        return keyring.verify_guest(frame.region, frame.station, covered, signature)
    return keyring.verify(frame.station, covered, signature)


def receipt_tag(keyring: Keyring, epoch: int, coordinator: int, station: int, version: int) -> bytes | None:
    """What proves to the console of `station` that C `coordinator` has its `version`; None without its key.

    The frame it stands in is sealed among C's, so the receipt has a tag of its own, under the key of `station`: over
    the head of that frame, with the version as counter.
    """
    cover = Cover(keyring.domain, keyring.region, epoch, coordinator, station, True, version)
    head = BitWriter()
    exercise = int(keyring.domain is Domain.EXERCISE)
    fields = {"format": FORMAT, "exercise": exercise, "kind": Kind.GOSSIP, "station": coordinator}
    head.fields(HEAD, fields)
    return keyring.tag(cover.holder, cover.epoch, cover.bytes_over(head.to_bytes()))


def receipt_holds(keyring: Keyring, epoch: int, coordinator: int, receipt: GossipReceipt) -> bool:
    """Whether the tag of `receipt` is of C `coordinator`, in constant time. For who holds the key of its station."""
    ours = receipt_tag(keyring, epoch, coordinator, receipt.station, receipt.version)
    return ours is not None and compare_digest(ours, receipt.tag)
