"""Passphrases: long enough to guess in vain, and the same however the keyboard composes letters."""

import unicodedata

from nsp_console.domain.errors import KeysError

WORDS_MIN = 4
CHARS_MIN = 12
LETTERS_MIN = 5  # different ones: "aaaaaaaaaaaa" is no passphrase
CHARS_MAX = 200


def settled(typed: str) -> str:
    """One form for what a person typed: composed letters, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFKC", typed).split())[:CHARS_MAX]


def checked(typed: str) -> str:
    """A new passphrase, settled. KeysError when it is too easy."""
    phrase = settled(typed)
    long_enough = len(phrase) >= CHARS_MIN or len(phrase.split()) >= WORDS_MIN
    if not long_enough or len(set(phrase)) < LETTERS_MIN:
        raise KeysError("keys.passphrase_weak", words=WORDS_MIN, chars=CHARS_MIN)
    return phrase
