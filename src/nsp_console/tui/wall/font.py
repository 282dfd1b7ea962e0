"""Letters three rows high for who stands three metres away: 16 mm high on a laptop of 24 rows (facts, peers §4.1).

Every glyph is three cells wide. The lines are in every Debian console font (Lat15 and Uni2, Fixed, Terminus and VGA);
the second table needs nothing but ASCII.
"""

import unicodedata
from collections.abc import Mapping

Glyph = tuple[str, str, str]
ROWS = 3
GLYPH_W = 3
STEP_W = GLYPH_W + 1  # a glyph and the blank behind it
NEEDED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:+?. "
OTHER = "?"  # for what has no glyph

LINES: Mapping[str, Glyph] = {
    "0": ("┏━┓", "┃·┃", "┗━┛"), "1": ("╺┓ ", " ┃ ", "╺┻╸"), "2": ("┏━┓", "┏━┛", "┗━╸"), "3": ("╺━┓", "╺━┫", "╺━┛"),
    "4": ("╻ ╻", "┗━┫", "  ╹"), "5": ("┏━╸", "┗━┓", "╺━┛"), "6": ("┏━╸", "┣━┓", "┗━┛"), "7": ("╺━┓", "  ┃", "  ╹"),
    "8": ("┏━┓", "┣━┫", "┗━┛"), "9": ("┏━┓", "┗━┫", "╺━┛"), "A": ("┏━┓", "┣━┫", "╹ ╹"), "B": ("┳━┓", "┣━┫", "┻━┛"),
    "C": ("┏━╸", "┃  ", "┗━╸"), "D": ("┳━┓", "┃ ┃", "┻━┛"), "E": ("┏━╸", "┣━╸", "┗━╸"), "F": ("┏━╸", "┣━╸", "╹  "),
    "G": ("┏━╸", "┃╺┓", "┗━┛"), "H": ("╻ ╻", "┣━┫", "╹ ╹"), "I": ("╺┳╸", " ┃ ", "╺┻╸"), "J": ("  ╻", "  ┃", "┗━┛"),
    "K": ("╻┏╸", "┣┫ ", "╹┗╸"), "L": ("╻  ", "┃  ", "┗━╸"), "M": ("┏┳┓", "┃┃┃", "╹ ╹"), "N": ("┏┓╻", "┃┃┃", "╹┗┛"),
    "O": ("┏━┓", "┃ ┃", "┗━┛"), "P": ("┏━┓", "┣━┛", "╹  "), "Q": ("┏━┓", "┃ ┃", "┗╋┛"), "R": ("┏━┓", "┣┳┛", "╹┗╸"),
    "S": ("┏━┓", "┗━┓", "┗━┛"), "T": ("╺┳╸", " ┃ ", " ╹ "), "U": ("╻ ╻", "┃ ┃", "┗━┛"), "V": ("╻ ╻", "┃┏┛", "┗┛ "),
    "W": ("╻ ╻", "┃┃┃", "┗┻┛"), "X": ("╻ ╻", "┏╋┛", "╹ ╹"), "Y": ("╻ ╻", "┗┳┛", " ╹ "), "Z": ("━━┓", "┏━┛", "┗━━"),
    "-": ("   ", "╺━╸", "   "), ":": (" ● ", "   ", " ● "), "+": (" ╻ ", "╺╋╸", " ╹ "), "?": ("┏━┓", " ┏┛", " ● "),
    ".": ("   ", "   ", " ● "), " ": ("   ", "   ", "   "),
}  # fmt: skip
PLAIN: Mapping[str, Glyph] = {
    "0": (" _ ", "| |", "|_|"), "1": ("   ", " /|", "  |"), "2": (" _ ", " _|", "|_ "), "3": (" _ ", " _|", " _|"),
    "4": ("   ", "|_|", "  |"), "5": (" _ ", "|_ ", " _|"), "6": (" _ ", "|_ ", "|_|"), "7": (" _ ", "  |", "  |"),
    "8": (" _ ", "|_|", "|_|"), "9": (" _ ", "|_|", " _|"), "A": (" _ ", "|_|", "| |"), "B": (" _ ", "|_)", "|_)"),
    "C": (" _ ", "|  ", "|_ "), "D": (" _ ", "| \\", "|_/"), "E": (" _ ", "|_ ", "|_ "), "F": (" _ ", "|_ ", "|  "),
    "G": (" _ ", "| _", "|_|"), "H": ("   ", "|_|", "| |"), "I": ("   ", " | ", " | "), "J": ("   ", "  |", "\\_|"),
    "K": ("   ", "|/ ", "|\\ "), "L": ("   ", "|  ", "|_ "), "M": ("   ", "|V|", "| |"), "N": ("   ", "|\\|", "| |"),
    "O": (" _ ", "/ \\", "\\_/"), "P": (" _ ", "|_|", "|  "), "Q": (" _ ", "/ \\", "\\_X"), "R": (" _ ", "|_)", "| \\"),
    "S": (" _ ", "(_ ", " _)"), "T": ("___", " | ", " | "), "U": ("   ", "| |", "|_|"), "V": ("   ", "\\ /", " V "),
    "W": ("   ", "|.|", "|^|"), "X": ("   ", "\\ /", "/ \\"), "Y": ("   ", "\\ /", " | "), "Z": ("__ ", " / ", "/_ "),
    "-": ("   ", "---", "   "), ":": ("   ", " o ", " o "), "+": ("   ", "_|_", " | "), "?": (" _ ", " _)", " o "),
    ".": ("   ", "   ", " o "), " ": ("   ", "   ", "   "),
}  # fmt: skip


def big_width(text: str) -> int:
    """Cells `text` takes in either table."""
    return max(0, STEP_W * len(_letters(text)) - 1)


def big(text: str, font: Mapping[str, Glyph] = LINES) -> Glyph:
    """`text` as three rows of `big_width(text)` cells; accents fall off, what has no glyph is a question mark."""
    glyphs = [font.get(letter, font[OTHER]) for letter in _letters(text)]
    return " ".join(g[0] for g in glyphs), " ".join(g[1] for g in glyphs), " ".join(g[2] for g in glyphs)


def big_cut(text: str, width: int) -> str:
    """As much of `text` as fits in `width` cells."""
    return _letters(text)[: max(0, (width + 1) // STEP_W)]


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).upper()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
