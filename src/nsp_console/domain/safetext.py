"""Received text is hostile. This is the one cleaner it passes before any screen, export or log line may show it."""

import unicodedata
from typing import NewType

SafeText = NewType("SafeText", str)
"""Text with no control, bidirectional, private or unassigned characters. Made only by `clean`."""

TEXT_CHARS_MAX = 1000
REPLACEMENT = "·"

# Default-deny: a character is shown only if its Unicode general category is listed here.
ALLOWED_CATEGORIES = frozenset(
    {
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "Nd",
        "Nl",
        "No",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "Zs",
    }
)
RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI", "AN", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI"})
MARKS = frozenset({"Mn", "Mc"})
MARKS_MAX = 1  # one combining mark per letter is language, a tower of them is a weapon
GLUE = frozenset("\u200d\ufe0e\ufe0f")  # joins parts of emoji; dropping it is harmless
RAW_FACTOR = 4  # how much more raw text than shown text is looked at
BLANKS = frozenset("\t\n\r\v\f\x85\u2028\u2029")


def clean(raw: str, chars_max: int = TEXT_CHARS_MAX) -> SafeText:
    """Cleaned copy of `raw`, at most `chars_max` characters, on one line.

    Line ends and tabs become one blank. Control, format, private, unassigned and right-to-left characters become a
    visible dot: reordering text on screen is how a message lies about its sender. The raw text stays in the journal.
    """
    shown: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", raw[: chars_max * RAW_FACTOR]):
        if char in GLUE:
            continue
        if unicodedata.category(char) in MARKS:
            marks += 1
            if shown and marks <= MARKS_MAX:
                shown.append(char)
            continue
        marks = 0
        shown.append(_safe_char(char))
    text = " ".join("".join(shown).split())
    if len(text) <= chars_max and len(raw) <= chars_max * RAW_FACTOR:
        return SafeText(text)
    return SafeText(text[: chars_max - 1] + "…")


def _safe_char(char: str) -> str:
    """`char` itself, a blank for a line end, or the visible dot."""
    if char in BLANKS:
        return " "
    allowed = unicodedata.category(char) in ALLOWED_CATEGORIES
    return char if allowed and unicodedata.bidirectional(char) not in RIGHT_TO_LEFT else REPLACEMENT
