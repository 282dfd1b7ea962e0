"""The key file of this station: what it tells without its passphrase, and the keys it opens.

Every method but `view` takes half a second of hard work: call them in a thread, never in the event loop.
"""

from dataclasses import dataclass, field
from pathlib import Path

from nsp_console.domain.errors import CommandError, KeysError
from nsp_console.domain.views import KeysState, KeysView
from nsp_console.keys import keyfile
from nsp_console.keys.bundle import Bundle
from nsp_console.keys.ring import Ring
from nsp_console.wire.sealing import Domain


@dataclass(slots=True)
class KeyBox:
    """Keys in `folder`, for one domain and the station with this number. Locked until `unlock`."""

    folder: Path
    domain: Domain
    region: int
    number: int
    bundle: Bundle | None = None
    _phrase: str = field(default="", repr=False)  # to write the file again when an epoch was opened
    _seen: KeysView | None = None

    @property
    def present(self) -> bool:
        """Whether there is a key file at all."""
        return keyfile.exists(self.folder)

    def view(self) -> KeysView:
        """The keys in facts; a damaged file reads as locked, and unlocking tells what is wrong with it."""
        if self._seen is None:  # asked for every picture: the file is looked at once
            self._seen = self._look()
        return self._seen

    def _look(self) -> KeysView:
        if not self.present:
            return KeysView()
        state = KeysState.OPEN if self.bundle else KeysState.LOCKED
        try:
            facts = keyfile.facts(self.folder)
        except KeysError:
            return KeysView(state)
        epoch = self.bundle.present.epoch if self.bundle else facts.epoch
        return KeysView(state, facts.fingerprint, epoch, signs=bool(self.bundle and self.bundle.seed))

    def unlock(self, passphrase: str) -> Ring:
        """The keys for the link. KeysError: none, damaged, wrong passphrase, or made for another station."""
        if not self.present:
            raise CommandError("geen_sleutelbestand")
        bundle = keyfile.open(self.folder, passphrase)
        if (bundle.region, bundle.number) != (self.region, self.number):
            raise CommandError("sleutel_van_ander", nummer=bundle.number, regio=bundle.region)
        self.bundle, self._phrase, self._seen = bundle, passphrase, None
        return bundle.ring(self.domain)

    def open_epoch(self, code: str, stolen: bool) -> Ring:
        """The keys with the epoch that the spoken `code` opens as the present one, saved first.

        stolen  the old epoch is refused from now on; else it is still accepted
        """
        if self.bundle is None:
            raise CommandError("sleutel_dicht")
        moved = self.bundle.open_epoch(code, stolen=stolen)
        keyfile.save(self.folder, moved, self._phrase)
        self.bundle, self._seen = moved, None
        return moved.ring(self.domain)

    def generation(self, number: int) -> int:
        """The generation of the keys of station `number` as far as we know."""
        return self.bundle.generation_of(number) if self.bundle else 0
