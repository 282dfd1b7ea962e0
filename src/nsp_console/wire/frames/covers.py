"""Which key seals a frame and what the seal covers; sealing and checking in one call each."""

from nsp_console.wire.frames.kinds import (
    Frame,
    GuestStatusFrame,
    HelloFrame,
    MailFrame,
    ReceiptFrame,
    SignedFrame,
    StatusFrame,
)
from nsp_console.wire.frames.packing import SIGNED_KINDS, kind_of, pack
from nsp_console.wire.sealing import EVERYBODY, SIGNATURE_BYTES, Cover, Keyring, sealed, tag_holds

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
