"""What a key file or a bundle on a stick tells without its passphrase or code."""

from dataclasses import dataclass
from struct import Struct

from nsp_console.domain.errors import KeysError
from nsp_console.domain.sites import SiteKind
from nsp_console.keys.bundle import Bundle
from nsp_console.keys.keeper import Keeper
from nsp_console.keys.tree import FIRST_GENERATION
from nsp_console.wire.sealing import KEEPER

LAYOUT = Struct(">cBHBH9s9s")
KEEPER_KIND = "R"  # regiobeheer


@dataclass(frozen=True, slots=True)
class Facts:
    """kind: C, L, or R for the region keeper. Fingerprints as people read them to each other."""

    kind: str
    region: int
    number: int
    generation: int
    epoch: int
    region_fingerprint: str
    fingerprint: str

    def as_bytes(self) -> bytes:
        """As a header."""
        texts = (self.region_fingerprint.encode(), self.fingerprint.encode())
        return LAYOUT.pack(self.kind.encode(), self.region, self.number, self.generation, self.epoch, *texts)


def facts_of(held: Bundle | Keeper) -> Facts:
    """The facts of a console's keys, or of the keeper's."""
    if isinstance(held, Keeper):
        mark = held.fingerprint
        return Facts(KEEPER_KIND, held.region, KEEPER, FIRST_GENERATION, held.epoch, mark, mark)
    own = held.fingerprint()
    assert own is not None
    epoch = held.present.epoch
    return Facts(held.kind.value, held.region, held.number, held.generation, epoch, held.region_fingerprint, own)


def read_facts(header: bytes) -> Facts:
    """The facts in a header. KeysError when they are none. Not authenticated: for showing, never for trusting."""
    if len(header) != LAYOUT.size:
        raise KeysError("keys.box_damaged")
    kind, region, number, generation, epoch, *marks = LAYOUT.unpack(header)
    shown = [mark.decode("ascii", errors="replace") for mark in marks]
    if kind.decode("ascii", errors="replace") not in (*SiteKind, KEEPER_KIND):
        raise KeysError("keys.box_damaged")
    return Facts(kind.decode(), region, number, generation, epoch, *shown)
