"""Which characters this terminal can draw. Painters use the full set; the widget translates at the last moment.

The Linux console font (measured on Debian: facts, peers §4.2) has lines, blocks, shapes and Latin letters but no
emoji, no `≥` and no half blocks; `--tekens ascii` needs nothing but ASCII. Every translation is one cell for one cell.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.cells import cell_len

CONSOLE_EXTRA = frozenset("─│┌┐└┘├┤┬┴┼━┃┏┓┗┛┣┫┳┻╋╸╺╹╻═║█░▒●■▲▼←↑→↓•·…–€")
LATIN_1_LAST = 0xFF
ASCII_LAST = 0x7E
UNKNOWN = "?"
ASCII_SHAPES = {
    "●": "o",
    "▲": "^",
    "■": "#",
    "▼": "v",
    "░": ":",
    "▒": "%",
    "█": "#",
    "│": "|",
    "┃": "|",
    "─": "-",
    "━": "=",
    "┼": "+",
    "├": "+",
    "┤": "+",
    "┬": "+",
    "┴": "+",
    "└": "+",
    "┌": "+",
    "┐": "+",
    "┘": "+",
    **dict.fromkeys("┏┓┗┛┣┫┳┻╋", "+"),
    **dict.fromkeys("╸╺", "-"),
    **dict.fromkeys("╹╻", "|"),
    "·": ".",
    "…": "~",
    "–": "-",
    "—": "-",
    "≥": ">",
    "←": "<",
    "→": ">",
    "↑": "^",
    "↓": "v",
    "•": "*",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "€": "E",
}
CONSOLE_SHAPES = {"≥": ">", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'"}


@dataclass(frozen=True)
class Glyphs:
    """One repertoire: `name`, replacements, and whether a character may be shown as it is."""

    name: str
    shapes: Mapping[str, str] = field(default_factory=dict)
    last: int = 0x10FFFF
    extra: frozenset[str] = frozenset()

    def show(self, text: str) -> str:
        """`text` with every character this terminal lacks replaced, cell for cell; control characters never pass."""
        if text.isascii() and text.isprintable():
            return text
        return "".join(self._char(char) for char in text)

    def _char(self, char: str) -> str:
        char = self.shapes.get(char, char)
        if not char.isprintable() and not char.isspace():
            return "·" if self.last > LATIN_1_LAST else UNKNOWN
        if char.isspace():
            return " "
        if ord(char) <= self.last or char in self.extra:
            return char
        plain = unicodedata.normalize("NFKD", char)[:1]
        if plain and ord(plain) <= self.last and plain.isprintable() and cell_len(char) == 1:
            return plain
        return UNKNOWN * cell_len(char)


UNICODE = Glyphs("unicode")
CONSOLE = Glyphs("console", CONSOLE_SHAPES, LATIN_1_LAST, CONSOLE_EXTRA)
ASCII = Glyphs("ascii", ASCII_SHAPES, ASCII_LAST)
BY_NAME = {"utf8": UNICODE, **{glyphs.name: glyphs for glyphs in (UNICODE, CONSOLE, ASCII)}}


def choose(asked: str, term: str, encoding: str) -> Glyphs:
    """The set for `--tekens asked` ("auto", "utf8", "console", "ascii"), TERM and the output's encoding."""
    if asked in BY_NAME:
        return BY_NAME[asked]
    if term == "linux":
        return CONSOLE
    if "utf" not in encoding.lower():
        return ASCII
    return UNICODE
