"""Crockford's Base32: digits and capitals without I, L, O and U, for people who read aloud and type over."""

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5
_LOOKALIKES = str.maketrans("OIL", "011")
_IGNORED = str.maketrans("", "", " -\t\r\n.")
VALUES = {letter: value for value, letter in enumerate(LETTERS)}


def encoded(data: bytes) -> str:
    """`data` as letters, the last one filled up with zero bits."""
    count = -(-len(data) * 8 // BITS)
    number = int.from_bytes(data, "big") << (count * BITS - len(data) * 8)
    return "".join(LETTERS[number >> (BITS * place) & 31] for place in range(count - 1, -1, -1))


def decoded(letters: str) -> bytes:
    """The whole bytes in `letters` (already tidy); the bits that are left over are dropped. KeyError on others."""
    number = 0
    for letter in letters:
        number = number << BITS | VALUES[letter]
    length = len(letters) * BITS // 8
    return (number >> (len(letters) * BITS - length * 8)).to_bytes(length, "big")


def tidy(typed: str) -> str:
    """What a person typed as bare letters: no spaces or hyphens, O read as 0, I and L as 1."""
    return typed.translate(_IGNORED).upper().translate(_LOOKALIKES)


def is_letters(letters: str) -> bool:
    """Whether every character is one of the 32."""
    return all(letter in VALUES for letter in letters)


def grouped(letters: str, size: int, between: str = "-") -> str:
    """`letters` in groups of `size`."""
    return between.join(letters[at : at + size] for at in range(0, len(letters), size))
