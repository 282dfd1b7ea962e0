"""Codes that are read out or typed over from paper: ten letters, the last one checks the other nine (45 bits).

Two uses: the spoken code that opens a coming epoch, and the one-time code of a bundle on a USB stick. 45 bits are
enough because every guess costs a whole scrypt (see `work`): some half a million core-years at 2^17.
"""

from hashlib import sha256

from nsp_console.domain.errors import KeysError
from nsp_console.keys import crockford

CODE_LETTERS = 10
GROUP = 5
RANDOM_BYTES = 6  # needed to make one


def made(randomness: bytes) -> str:
    """The code for 6 random bytes (45 bits of them are used), as people read it: "7K3Q9-XW2M4"."""
    assert len(randomness) == RANDOM_BYTES
    letters = crockford.encoded(randomness)[: CODE_LETTERS - 1]
    return crockford.grouped(letters + _check(letters), GROUP)


def read(typed: str) -> str:
    """The bare ten letters of what a person typed. KeysError when it cannot be a code: no need to try it."""
    letters = crockford.tidy(typed)
    if len(letters) != CODE_LETTERS or not crockford.is_letters(letters):
        raise KeysError("keys.code_form", length=CODE_LETTERS)
    if _check(letters[:-1]) != letters[-1]:
        raise KeysError("keys.code_typo")
    return letters


def _check(letters: str) -> str:
    """One letter; a wrong or swapped letter passes it once in 32 times, and then the seal refuses it."""
    return crockford.LETTERS[sha256(b"NSP1 check" + letters.encode()).digest()[0] & 31]
