"""How much a guess costs: scrypt (RFC 7914) with r = 8 and p = 1. 2^17 takes 128 MiB and about half a second."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from nsp_console.domain.errors import KeysError

LOG2N_FLOOR = 17  # nothing weaker is written, except by tests that say so
LOG2N_MAX = 18  # 256 MiB: a hostile file must not be able to ask for more
KEY_BYTES = 32
BLOCK = 8
LANES = 1


@dataclass(frozen=True, slots=True)
class Work:
    """scrypt's cost, N = 2^`log2n`. `for_tests_only` must be said aloud to go below the floor."""

    log2n: int = LOG2N_FLOOR
    for_tests_only: bool = False

    def __post_init__(self) -> None:
        floor = 1 if self.for_tests_only else LOG2N_FLOOR
        assert floor <= self.log2n <= LOG2N_MAX, "this work factor is not allowed"


STRONG = Work()


def stretched(secret: str, salt: bytes, log2n: int) -> bytes:
    """32 key bytes from a passphrase or code. KeysError when a file asks for an absurd amount of memory."""
    if not 1 <= log2n <= LOG2N_MAX:
        raise KeysError("keys.too_heavy")
    try:
        return Scrypt(salt=salt, length=KEY_BYTES, n=1 << log2n, r=BLOCK, p=LANES).derive(secret.encode())
    except MemoryError as error:
        raise KeysError("keys.too_heavy") from error
