"""A Keyring without the cryptography library: real HMAC tags, and signatures that are long HMACs.

For simulations and tests of wire and link. What the seals defend is shown with the real keys elsewhere; here they cost
microseconds, so that a history of three days costs seconds.
"""

import hmac
from dataclasses import dataclass, field
from hashlib import sha256

from nsp_console.wire.frames.kinds import Kind
from nsp_console.wire.frames.limits import HEAD_BYTES
from nsp_console.wire.sealing import KEEPER, TAG_BYTES, Domain, Keyring

# Where `wire.sealing.Cover.bytes_over` puts the sender and the counter, and how long it is over a bare head.
SENDER, COUNTER = slice(8, 10), slice(13, 17)
BARE_BYTES = 19 + HEAD_BYTES
COORDINATORS_MAX = 25  # station numbers up to here are C's: they sign


@dataclass
class PlainKeys:
    """`holds` None: a C, which holds the key of every station; else only the keys of those stations."""

    station: int
    holds: frozenset[int] | None = None
    domain: Domain = Domain.REAL
    region: int = 4
    epoch: int = 1
    previous: tuple[int, ...] = ()
    closed_epochs: tuple[int, ...] = ()
    can_sign: bool = True
    revoked: set[int] = field(default_factory=set)
    secret: bytes = b"proef"
    counters: dict[bytes, int] = field(default_factory=dict, repr=False)  # of our own tags: the counter each covers
    _made: dict[tuple[object, ...], bytes] = field(default_factory=dict, repr=False)

    @property
    def epochs(self) -> tuple[int, ...]:
        return (self.epoch, *self.previous)

    def _key(self, *words: object) -> bytes:
        made = self._made.get(words)
        if made is None:
            made = self._made[words] = sha256(self.secret + repr((int(self.domain), *words)).encode()).digest()
        return made

    def tag(self, holder: int, epoch: int, covered: bytes) -> bytes | None:
        known = epoch == self.epoch or epoch in self.previous or epoch in self.closed_epochs
        if not known or (self.holds is not None and holder not in self.holds):
            return None
        tag = hmac.digest(self._key("station", holder, epoch), covered, "sha256")[:TAG_BYTES]
        ours = covered[SENDER] == self.station.to_bytes(2, "big") and len(covered) > BARE_BYTES
        if ours and covered[BARE_BYTES - HEAD_BYTES] >> 1 & 0xF != Kind.STATUS:
            self.counters[tag] = int.from_bytes(covered[COUNTER], "big")
        return tag

    def sign(self, covered: bytes) -> bytes | None:
        return self._signature(self.region, self.station, covered) if self.can_sign else None

    def _signature(self, region: int, signer: int, covered: bytes) -> bytes:
        return hmac.digest(sha256(self.secret + repr((region, signer)).encode()).digest(), covered, "sha512")

    def verify(self, signer: int, covered: bytes, signature: bytes) -> bool:
        return (signer <= COORDINATORS_MAX or signer == KEEPER) and hmac.compare_digest(
            self._signature(self.region, signer, covered), signature
        )

    def verify_guest(self, region: int, signer: int, covered: bytes, signature: bytes) -> bool:
        return hmac.compare_digest(self._signature(region, signer, covered), signature)

    def is_revoked(self, station: int) -> bool:
        return station in self.revoked

    def revoke(self, station: int, generation: int) -> None:
        self.revoked.add(station)

    def of_other_domain(self) -> Keyring | None:
        other = Domain.EXERCISE if self.domain is Domain.REAL else Domain.REAL
        return PlainKeys(self.station, self.holds, other, self.region, self.epoch, self.previous, secret=self.secret)
