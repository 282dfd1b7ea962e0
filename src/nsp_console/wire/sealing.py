"""What a tag or a signature covers, and what the wire needs of the keys.

Every frame ends in an 8-byte HMAC-SHA-256 tag or in an Ed25519 signature, never both. Beside the bytes on the air both
cover what is *not* on the air: domain, region, epoch, direction, addressee and the whole counter (design: protocol).
"""

from dataclasses import dataclass
from enum import IntEnum
from hmac import compare_digest
from struct import pack
from typing import Protocol

TAG_BYTES = 8
SIGNATURE_BYTES = 64
EVERYBODY = 0x3FF  # as addressee: all consoles that hold the key
KEEPER = 0x3FE  # as signer: the region keeper
PREFIX = b"NSP1"


class Domain(IntEnum):
    """Reality and exercise have keys of their own; a frame of one never passes in the other."""

    REAL = 0
    EXERCISE = 1


@dataclass(frozen=True, slots=True)
class Cover:
    """What a seal covers beside the frame.

    to       station number of the addressee, or EVERYBODY
    down     sealed under the key of the addressee (a C to an L), else under that of the sender
    counter  authentication counter (32 bits); status frames: the version; signed frames: 0
    """

    domain: Domain
    region: int
    epoch: int
    sender: int
    to: int = EVERYBODY
    down: bool = False
    counter: int = 0

    @property
    def holder(self) -> int:
        """The station whose key seals this."""
        return self.to if self.down else self.sender

    def bytes_over(self, frame: bytes) -> bytes:
        """Input of the tag or signature: prefix, 15 bytes of cover (big-endian), then `frame` without its seal."""
        cover = pack(
            ">BBHHHBIH",
            self.domain,
            self.region,
            self.epoch,
            self.sender,
            self.to,
            self.down,
            self.counter,
            len(frame),
        )
        return PREFIX + cover + frame


class Keyring(Protocol):
    """The keys of one console in one domain, unlocked."""

    @property
    def domain(self) -> Domain: ...

    @property
    def region(self) -> int: ...

    @property
    def epoch(self) -> int:
        """The epoch to seal under."""
        ...

    @property
    def epochs(self) -> tuple[int, ...]:
        """Epochs to accept, the present one first: `epoch` and, while it is not closed, the one before."""
        ...

    @property
    def closed_epochs(self) -> tuple[int, ...]:
        """Epochs kept only to tell an old key from a false one."""
        ...

    def tag(self, holder: int, epoch: int, covered: bytes) -> bytes | None:
        """The 8-byte tag of `covered` under the key of station `holder`; None when we do not hold that key."""
        ...

    def sign(self, covered: bytes) -> bytes | None:
        """Our 64-byte signature; None when this console has no signing key."""
        ...

    def verify(self, signer: int, covered: bytes, signature: bytes) -> bool:
        """Whether station `signer` (or KEEPER) of our own region signed `covered`."""
        ...

    def verify_guest(self, region: int, signer: int, covered: bytes, signature: bytes) -> bool:
        """Whether that C of a bordering region signed `covered`."""
        ...

    def is_revoked(self, station: int) -> bool:
        """Whether the keys of `station` were revoked and not renewed."""
        ...

    def revoke(self, station: int, generation: int) -> None:
        """From now on keys of `station` up to and including `generation` are not trusted (fact StationRevoked)."""
        ...

    def of_other_domain(self) -> "Keyring | None":
        """The keys of the other domain, only to tell an exercise frame from a false one."""
        ...


def sealed(keyring: Keyring, cover: Cover, frame: bytes) -> bytes | None:
    """`frame` with its tag; None when the key is not ours to use."""
    tag = keyring.tag(cover.holder, cover.epoch, cover.bytes_over(frame))
    return None if tag is None else frame + tag


def tag_holds(keyring: Keyring, cover: Cover, sealed_frame: bytes) -> bool:
    """Whether the last 8 bytes are the tag of the rest, in constant time."""
    frame, tag = sealed_frame[:-TAG_BYTES], sealed_frame[-TAG_BYTES:]
    ours = keyring.tag(cover.holder, cover.epoch, cover.bytes_over(frame))
    return ours is not None and compare_digest(ours, tag)
