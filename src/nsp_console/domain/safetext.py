"""Received text is hostile. This is the one cleaner it passes before any screen, export or log line may show it."""

import unicodedata
from typing import NewType

SafeText = NewType("SafeText", str)
"""Text with no control, bidirectional, private or unassigned characters. Made only by `clean` or from our own words."""

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
MARKS = frozenset({"Mn", "Mc"})  # one combining mark per letter is language, more is a weapon
BLANKS = frozenset("\t\n\r\v\f\x85\u2028\u2029")


def clean(raw: str, chars_max: int = TEXT_CHARS_MAX) -> SafeText:
    """Cleaned copy of `raw`, at most `chars_max` characters, on one line.

    Line ends and tabs become one blank. Control, format, private, unassigned and right-to-left characters become a
    visible dot: reordering text on screen is how a message lies about its sender. The raw text stays in the journal.
    """
    out: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", raw[: chars_max * 4]):
        if char in BLANKS:
            char = " "
        category = unicodedata.category(char)
        if category in MARKS:
            marks += 1
            if marks <= 1 and out:
                out.append(char)
            continue
        marks = 0
        if char in ("\u200d", "\ufe0f", "\ufe0e"):  # glue inside emoji: harmless to drop
            continue
        shown = category in ALLOWED_CATEGORIES and unicodedata.bidirectional(char) not in RIGHT_TO_LEFT
        out.append(char if shown else REPLACEMENT)
        if len(out) >= chars_max:
            break
    text = " ".join("".join(out).split())
    return SafeText(text if len(raw) <= chars_max else text[: chars_max - 1] + "…")


def trusted(own_words: str) -> SafeText:
    """Mark text from our own code or configuration as safe. Never call this on anything that came from outside."""
    return SafeText(own_words)
