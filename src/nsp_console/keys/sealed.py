"""A coming epoch, delivered in advance: sealed under a code that is on no laptop and is read out when it is needed.

All L of a region share one code per epoch: what they seal is only their own. Every C has a code of its own, so that the
thief of one C, who hears the codes of others, still cannot open the next epoch with it.
"""

from dataclasses import dataclass, field
from struct import pack

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from nsp_console.domain.sites import SiteKind
from nsp_console.keys import tree
from nsp_console.keys.work import KEY_BYTES, stretched

ALL_L = 0  # the "number" whose code all L share
SEAL_BYTES = 16
NONCE = bytes(12)  # a key seals one text only: it follows from code, epoch, number and generation


@dataclass(frozen=True, slots=True)
class SealedEpoch:
    """`box`: both secrets of the epoch (see `EpochKeys`) under ChaCha20-Poly1305. `log2n`: cost of a guess."""

    epoch: int
    log2n: int
    box: bytes = field(repr=False)


class CodeKeys:
    """Stretched codes, each made once: a hundred L share three of them."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, bytes, int], bytes] = {}

    def key(self, letters: str, salt: bytes, log2n: int) -> bytes:
        """The key stretched from the bare letters of a code."""
        asked = (letters, salt, log2n)
        if asked not in self._made:
            self._made[asked] = stretched(letters, salt, log2n)
        return self._made[asked]


def code_holder(kind: SiteKind, number: int) -> int:
    """Under which number the code of this station is derived: its own for a C, ALL_L for an L."""
    return number if kind is SiteKind.C else ALL_L


def seal(
    content: bytes, letters: str, place: tuple[int, SiteKind, int, int], epoch: int, log2n: int, keys: CodeKeys
) -> SealedEpoch:
    """`content` for station `place` = (region, kind, number, generation) under the bare letters of a code."""
    key = _key(letters, place, epoch, log2n, keys)
    return SealedEpoch(epoch, log2n, ChaCha20Poly1305(key).encrypt(NONCE, content, None))


def opened(
    sealed: SealedEpoch, letters: str, region: int, kind: SiteKind, number: int, generation: int
) -> bytes | None:
    """What is inside; None when the code does not fit."""
    key = _key(letters, (region, kind, number, generation), sealed.epoch, sealed.log2n, CodeKeys())
    try:
        return ChaCha20Poly1305(key).decrypt(NONCE, sealed.box, None)
    except InvalidTag:
        return None


def _key(letters: str, place: tuple[int, SiteKind, int, int], epoch: int, log2n: int, keys: CodeKeys) -> bytes:
    region, kind, number, generation = place
    salt = b"NSP1 epoch" + pack(">BHH", region, epoch, code_holder(kind, number))
    shared = keys.key(letters, salt, log2n)
    return tree.derived(shared, KEY_BYTES, b"NSP1 sealed" + pack(">HB", number, generation))
