"""A part as lines to print, scan or type over: 25 letters of Base32 and a check group of five.

The check of a line covers all lines before it too: a typing error names its line, and lines of two sheets never mix.
The first letters tell how long the part is, so nobody needs to say where it ends. A QR code holds the same lines
without spaces; a scanner that types like a keyboard gives them as one long line.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

from nsp_console.domain.errors import KeysError
from nsp_console.keys import crockford
from nsp_console.keys.packing import length_told

DATA_LETTERS = 25
CHECK_LETTERS = 5
LINE_LETTERS = DATA_LETTERS + CHECK_LETTERS
GROUP = 5
HEAD_LETTERS = 5  # the first three bytes: kind and length
TEXT_CHARS_MAX = 40_000
_LINE_NUMBER = re.compile(r"^\s*\d{1,3}\)")


def lines(part: bytes) -> tuple[str, ...]:
    """The lines of one part, in groups of five."""
    letters = crockford.encoded(part)
    assert len(letters) >= DATA_LETTERS, "the length must be known after the first line, which is a whole one"
    ends = [*range(DATA_LETTERS, len(letters), DATA_LETTERS), len(letters)]
    starts = range(0, len(letters), DATA_LETTERS)
    return tuple(
        f"{crockford.grouped(letters[start:end], GROUP, ' ')} {_check(letters[:end])}"
        for start, end in zip(starts, ends, strict=True)
    )


class Typing:
    """Takes the lines of one part in order; `line` is the number of the next one."""

    def __init__(self) -> None:
        self._letters = ""
        self._wanted = 0  # letters of the whole part; 0: not known yet

    @property
    def line(self) -> int:
        return len(self._letters) // DATA_LETTERS + 1

    @property
    def count(self) -> int:
        """How many lines there are; 0 before the first."""
        return -(-self._wanted // DATA_LETTERS)

    @property
    def letters_next(self) -> int:
        """Letters of the next line, check included."""
        left = self._wanted - len(self._letters)
        return LINE_LETTERS if not self._wanted else min(left, DATA_LETTERS) + CHECK_LETTERS

    def take(self, typed: str) -> bytes | None:
        """One line; the part when this was the last. KeysError names the line, which can then be given again."""
        letters = crockford.tidy(_LINE_NUMBER.sub("", typed))
        if not crockford.is_letters(letters):
            raise KeysError("keys.line_letters", line=self.line)
        if len(letters) != self.letters_next:
            raise KeysError("keys.line_length", line=self.line, found=len(letters), expected=self.letters_next)
        together = self._letters + letters[:-CHECK_LETTERS]
        if _check(together) != letters[-CHECK_LETTERS:]:
            raise KeysError("keys.line_wrong", line=self.line)
        self._wanted = self._wanted or -(-length_told(crockford.decoded(together[:HEAD_LETTERS])) * 8 // crockford.BITS)
        self._letters = together
        return crockford.decoded(together) if len(together) == self._wanted else None


def read(text: Iterable[str]) -> bytes:
    """The parts in lines that were typed, pasted or scanned. KeysError names the line that is wrong."""
    done, typing = b"", Typing()
    for row in text:
        letters = crockford.tidy(_LINE_NUMBER.sub("", row))
        while letters:
            size = typing.letters_next if len(letters) > LINE_LETTERS else len(letters)
            whole, letters = typing.take(letters[:size]), letters[size:]
            if whole is not None:
                done, typing = done + whole, Typing()
    if typing.line > 1 or not done:
        raise KeysError("keys.lines_missing", line=typing.line)
    return done


def joined(rows: Iterable[str]) -> str:
    """The same lines for a QR code: no spaces, so that it stays small."""
    return "".join(crockford.tidy(row) for row in rows)


def _check(letters: str) -> str:
    return crockford.encoded(sha256(b"NSP1 line" + letters.encode()).digest())[:CHECK_LETTERS]
