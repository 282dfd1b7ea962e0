"""`wire.sealing.Keyring` over a Bundle, for one domain: what the link tags, signs and checks with."""

import hmac
from typing import TYPE_CHECKING

from nsp_console.domain.sites import SiteKind
from nsp_console.keys.signing import sign, signature_holds
from nsp_console.wire.sealing import KEEPER, TAG_BYTES, Domain

if TYPE_CHECKING:
    from nsp_console.keys.bundle import Bundle, EpochKeys


class Ring:
    """The keys of one console in one domain. Station keys are derived once and remembered.

    Revocations are not in the key file but in the journal, as StationRevoked: fold them into `revoke` at the start.
    """

    def __init__(self, bundle: "Bundle", domain: Domain, revoked: dict[int, int] | None = None) -> None:
        self._bundle = bundle
        self._domain = domain
        self._revoked = {} if revoked is None else revoked  # shared with the ring of the other domain
        held = (bundle.present, *((bundle.previous,) if bundle.previous else ()), *bundle.closed)
        self._epochs: dict[int, EpochKeys] = {keys.epoch: keys for keys in held}
        self._keys: dict[tuple[int, int], bytes | None] = {}
        self._other: Ring | None = None

    @property
    def domain(self) -> Domain:
        return self._domain

    @property
    def region(self) -> int:
        return self._bundle.region

    @property
    def epoch(self) -> int:
        return self._bundle.present.epoch

    @property
    def epochs(self) -> tuple[int, ...]:
        previous = self._bundle.previous
        return (self.epoch, previous.epoch) if previous else (self.epoch,)

    @property
    def closed_epochs(self) -> tuple[int, ...]:
        return tuple(keys.epoch for keys in self._bundle.closed)

    def tag(self, holder: int, epoch: int, covered: bytes) -> bytes | None:
        key = self._key(holder, epoch)
        return None if key is None else hmac.digest(key, covered, "sha256")[:TAG_BYTES]

    def sign(self, covered: bytes) -> bytes | None:
        return sign(self._bundle.seed, covered) if self._bundle.seed else None

    def verify(self, signer: int, covered: bytes, signature: bytes) -> bool:
        public = self._public(signer)
        return bool(public) and not self.is_revoked(signer) and signature_holds(public, covered, signature)

    def verify_guest(self, region: int, signer: int, covered: bytes, signature: bytes) -> bool:
        public = self._bundle.roll.guests.get((region, signer)) if self._bundle.roll else None
        return public is not None and signature_holds(public, covered, signature)

    def is_revoked(self, station: int) -> bool:
        return self._revoked.get(station, 0) >= self._bundle.generation_of(station)

    def of_other_domain(self) -> "Ring":
        if self._other is None:
            other = Domain.EXERCISE if self._domain is Domain.REAL else Domain.REAL
            self._other = Ring(self._bundle, other, self._revoked)
            self._other._other = self
        return self._other

    def revoke(self, station: int, generation: int) -> None:
        """Keys of `station` up to and including `generation` are not trusted any more (fact StationRevoked).

        Later ones are: the station is heard again once a public list tells of its new generation.
        """
        self._revoked[station] = max(generation, self._revoked.get(station, 0))

    @property
    def signs(self) -> bool:
        """Whether this console can sign."""
        return self._bundle.kind is SiteKind.C

    def _public(self, signer: int) -> bytes:
        if signer == KEEPER:
            return self._bundle.keeper_public
        if signer == self._bundle.number:
            return self._bundle.public
        known = self._bundle.roll.signers.get(signer) if self._bundle.roll else None
        return known.public if known else b""

    def _key(self, holder: int, epoch: int) -> bytes | None:
        asked = (holder, epoch)
        if asked not in self._keys:
            held = self._epochs.get(epoch)
            generation = self._bundle.generation_of(holder)
            self._keys[asked] = self._bundle.key(held, self._domain, holder, generation) if held else None
        return self._keys[asked]
