"""The region keeper: the master, and what follows from it for every console. Kept on a laptop that is never online."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from nsp_console.domain.errors import KeysError
from nsp_console.domain.sites import SiteKind
from nsp_console.keys import codes, fingerprints, sealed, tree
from nsp_console.keys.bundle import Bundle, EpochKeys
from nsp_console.keys.roll import Roll, Signer, signed_roll
from nsp_console.keys.signing import public_key, sign
from nsp_console.keys.work import STRONG, Work
from nsp_console.wire.sealing import KEEPER, Domain

COMING_EPOCHS = 3  # delivered in advance


@dataclass(frozen=True, slots=True)
class Keeper:
    """The whole secret is `master`; the rest is what has been decided since.

    epoch        the one that consoles get as present
    serial       of the public list; one higher at every change
    generations  station number → generation, for stations that were renewed
    guests       (region, number) → public key of bordering C's
    """

    region: int
    region_name: str  # of the region file
    master: bytes = field(repr=False)
    epoch: int = 1
    serial: int = 1
    generations: Mapping[int, int] = field(default_factory=dict)
    guests: Mapping[tuple[int, int], bytes] = field(default_factory=dict)

    @property
    def seed(self) -> bytes:
        """Ed25519 seed of the keeper."""
        return tree.signing_seed(self.master, self.region, KEEPER, tree.FIRST_GENERATION)

    @property
    def public(self) -> bytes:
        return public_key(self.seed)

    @property
    def fingerprint(self) -> str:
        """Of the region: the same on all its consoles."""
        return fingerprints.of_region(self.region, self.public)

    def sign(self, covered: bytes) -> bytes:
        """The keeper's signature, for orders."""
        return sign(self.seed, covered)

    def generation(self, number: int) -> int:
        """Of the keys of station `number`."""
        return self.generations.get(number, tree.FIRST_GENERATION)

    def roll(self, coordinators: Iterable[int]) -> Roll:
        """The public list, signed, for the C's with these numbers."""
        signers = {
            number: Signer(self.generation(number), public_key(self._signing_seed(number)))
            for number in sorted(coordinators)
        }
        renewed = {number: each for number, each in sorted(self.generations.items()) if number not in signers}
        roll = Roll(self.region, self.serial, self.public, signers, renewed, dict(sorted(self.guests.items())))
        return signed_roll(roll, self.seed)

    def bundle(
        self,
        number: int,
        kind: SiteKind,
        roll: Roll | None,
        *,
        coming: int = COMING_EPOCHS,
        work: Work = STRONG,
        stretched: sealed.CodeKeys | None = None,
    ) -> Bundle:
        """Everything station `number` is to hold. One scrypt per coming epoch; stations may share `stretched`."""
        is_c = kind is SiteKind.C
        keys = stretched or sealed.CodeKeys()
        return Bundle(
            kind=kind,
            region=self.region,
            number=number,
            generation=self.generation(number),
            keeper_public=self.public,
            present=self._secrets(number, kind, self.epoch),
            seed=self._signing_seed(number) if is_c else b"",
            coming=tuple(self._sealed(number, kind, epoch, work, keys) for epoch in self.coming_epochs(coming)),
            roll=roll,
        )

    def coming_epochs(self, count: int = COMING_EPOCHS) -> range:
        """The numbers of the epochs after the present one."""
        return range(self.epoch + 1, min(self.epoch + count, tree.EPOCH_MAX) + 1)

    def code(self, epoch: int, kind: SiteKind, number: int) -> str:
        """The spoken code that opens `epoch` at this C, or at every L."""
        holder = sealed.code_holder(kind, number)
        return codes.made(tree.code_bits(self.master, self.region, epoch, holder))

    def renewed(self, number: int) -> "Keeper":
        """With the next generation for station `number`: what its old laptop holds is worth nothing any more."""
        generation = self.generation(number) + 1
        if generation > tree.GENERATION_MAX:
            raise KeysError("keys.generations_used", limit=tree.GENERATION_MAX)
        return replace(self, serial=self.serial + 1, generations={**self.generations, number: generation})

    def at_epoch(self, epoch: int) -> "Keeper":
        """With `epoch` as the present one."""
        return replace(self, epoch=epoch)

    def with_guests(self, guests: Mapping[tuple[int, int], bytes]) -> "Keeper":
        """With these bordering C's beside those known."""
        return replace(self, serial=self.serial + 1, guests={**self.guests, **guests})

    def _signing_seed(self, number: int) -> bytes:
        return tree.signing_seed(self.master, self.region, number, self.generation(number))

    def _secrets(self, number: int, kind: SiteKind, epoch: int) -> EpochKeys:
        roots = [tree.root(self.master, self.region, domain, epoch) for domain in Domain]
        if kind is not SiteKind.C:
            roots = [tree.station_key(each, number, self.generation(number)) for each in roots]
        return EpochKeys(epoch, roots[0], roots[1])

    def _sealed(self, number: int, kind: SiteKind, epoch: int, work: Work, keys: sealed.CodeKeys) -> sealed.SealedEpoch:
        content = self._secrets(number, kind, epoch)
        place = (self.region, kind, number, self.generation(number))
        letters = codes.read(self.code(epoch, kind, number))
        return sealed.seal(content.real + content.exercise, letters, place, epoch, work.log2n, keys)
