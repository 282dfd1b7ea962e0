"""What one console holds, unlocked. Frozen: opening an epoch or reading a list gives a new one, to be saved."""

from dataclasses import dataclass, field, replace

from nsp_console.domain.errors import KeysError
from nsp_console.domain.sites import SiteKind
from nsp_console.keys import codes, fingerprints, sealed, tree
from nsp_console.keys.ring import Ring
from nsp_console.keys.roll import Roll
from nsp_console.keys.signing import public_key
from nsp_console.wire.sealing import Domain

CLOSED_MAX = 2  # closed epochs kept, only to tell "oud tijdvak" from a false seal


@dataclass(frozen=True, slots=True)
class EpochKeys:
    """The secrets of one epoch: for a C the roots (32 bytes each), for an L its own station keys (16 bytes each)."""

    epoch: int
    real: bytes = field(repr=False)
    exercise: bytes = field(repr=False)

    def of(self, domain: Domain) -> bytes:
        return self.real if domain is Domain.REAL else self.exercise


@dataclass(frozen=True, slots=True)
class Bundle:
    """The keys of console `number`.

    present, previous  epochs to accept; `previous` until it is closed
    closed             the last epochs that were closed
    coming             epochs delivered in advance, sealed under a code that is on no laptop
    seed               Ed25519 seed; empty at an L, which signs nothing
    roll               public list; None until it was read (then only the keeper's signature can be checked)
    """

    kind: SiteKind
    region: int
    number: int
    generation: int
    keeper_public: bytes
    present: EpochKeys
    seed: bytes = field(default=b"", repr=False)
    previous: EpochKeys | None = None
    closed: tuple[EpochKeys, ...] = ()
    coming: tuple[sealed.SealedEpoch, ...] = field(default=(), repr=False)
    roll: Roll | None = None

    @property
    def public(self) -> bytes:
        """Own public signing key; empty at an L."""
        return public_key(self.seed) if self.seed else b""

    @property
    def region_fingerprint(self) -> str:
        """What all consoles of the region have in common."""
        return fingerprints.of_region(self.region, self.keeper_public)

    def fingerprint(self, number: int | None = None) -> str | None:
        """Of this console's own keys, or of station `number`; None when we cannot know that."""
        number = self.number if number is None else number
        own = number == self.number
        generation = self.generation if own else self.generation_of(number)
        keys = tuple(self.key(self.present, domain, number, generation) for domain in Domain)
        if keys[0] is None or keys[1] is None:
            return None
        signer = self.roll.signers.get(number) if self.roll else None
        public = self.public if own else signer.public if signer else b""
        return fingerprints.of_station(self.region, number, generation, self.present.epoch, (keys[0], keys[1]), public)

    def generation_of(self, number: int) -> int:
        """The generation of the keys of `number` as far as we were told."""
        if number == self.number:
            return self.generation
        return self.roll.generation(number) if self.roll else tree.FIRST_GENERATION

    def key(self, epoch: EpochKeys, domain: Domain, number: int, generation: int) -> bytes | None:
        """The station key of `number`; None when it is not ours to have."""
        if self.kind is SiteKind.C:
            return tree.station_key(epoch.of(domain), number, generation)
        return epoch.of(domain) if (number, generation) == (self.number, self.generation) else None

    def ring(self, domain: Domain) -> Ring:
        """The keys of one domain, for the link."""
        return Ring(self, domain)

    def with_roll(self, roll: Roll) -> "Bundle":
        """With this public list. KeysError when it is of another region or keeper, or older than what we have."""
        if roll.region != self.region or roll.keeper_public != self.keeper_public:
            raise KeysError("keys.list_other_region", region=roll.region)
        if self.roll is not None and roll.serial < self.roll.serial:
            raise KeysError("keys.list_older", serial=roll.serial, ours=self.roll.serial)
        return replace(self, roll=roll)

    def open_epoch(self, code: str, *, stolen: bool = False) -> "Bundle":
        """With the coming epoch that `code` opens as the present one; the old one is still accepted, unless `stolen`.

        Takes one scrypt per coming epoch until the right one. KeysError when the code opens nothing here.
        """
        letters = codes.read(code)
        if not self.coming:
            raise KeysError("keys.no_coming", epoch=self.present.epoch)
        for box in self.coming:
            content = sealed.opened(box, letters, self.region, self.kind, self.number, self.generation)
            if content is not None:
                half = len(content) // 2
                return self._entered(EpochKeys(box.epoch, content[:half], content[half:]), stolen)
        raise KeysError("keys.code_opens_nothing", epoch=self.present.epoch)

    def close_previous(self) -> "Bundle":
        """From now on only the present epoch is accepted."""
        if self.previous is None:
            return self
        return replace(self, previous=None, closed=(self.previous, *self.closed)[:CLOSED_MAX])

    def _entered(self, new: EpochKeys, stolen: bool) -> "Bundle":
        later = tuple(box for box in self.coming if box.epoch > new.epoch)
        moved = replace(self.close_previous(), present=new, previous=self.present, coming=later)
        return moved.close_previous() if stolen else moved
