"""Numbers as people write them: "1.250", "1,5", "twaalf", "driehonderdvijftig", "anderhalf", "vier twee nul"."""

import re

ONES = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
TEENS = {
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
    "dertien": 13,
    "veertien": 14,
    "vijftien": 15,
    "zestien": 16,
    "zeventien": 17,
    "achttien": 18,
    "achtien": 18,  # the commonest misspelling
    "negentien": 19,
}
TENS = {
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "vijftig": 50,
    "zestig": 60,
    "zeventig": 70,
    "tachtig": 80,
    "negentig": 90,
}
DIGITS = {word: value for value, word in enumerate(ONES)}
DIGITS["zero"] = 0
FRACTIONS = {"half": 0.5, "halve": 0.5, "anderhalf": 1.5, "anderhalve": 1.5}
WORD_LENGTH_MAX = 60  # "negenhonderdnegenennegentigduizend…" is longer than anybody types

WHOLE = re.compile(r"\d{1,9}\Z")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){1,2}(?:,\d{1,2})?\Z")
COMMA = re.compile(r"(?:\d{1,7},\d{1,2}|0,\d{3})\Z")
POINT = re.compile(r"\d{1,7}\.\d\Z")


def _below_hundred() -> dict[str, int]:
    names = {**DIGITS, **TEENS, **TENS}
    for ten, base in TENS.items():
        for digit in range(1, 10):
            names[f"{ONES[digit]}en{ten}"] = base + digit
    return names


BELOW_HUNDRED = _below_hundred()


def numeral(text: str) -> float | None:
    """The value of digits with points and commas, or None when it can be read in two ways ("1,250", "14.30")."""
    sign = -1.0 if text.startswith("-") else 1.0
    digits = text.lstrip("+-")
    if WHOLE.match(digits):
        return sign * float(digits)
    if THOUSANDS.match(digits):
        return sign * float(digits.replace(".", "").replace(",", "."))
    if COMMA.match(digits) or POINT.match(digits):
        return sign * float(digits.replace(",", "."))
    return None


def _below_thousand(word: str) -> int | None:
    left, found, right = word.partition("honderd")
    if not found:
        return BELOW_HUNDRED.get(word)
    hundreds = 1 if not left else BELOW_HUNDRED.get(left)
    rest = 0 if not right else BELOW_HUNDRED.get(right, BELOW_HUNDRED.get(right.removeprefix("en")))
    if hundreds is None or rest is None or hundreds == 0:
        return None
    return hundreds * 100 + rest


def number_word(word: str) -> float | None:
    """The value of a Dutch number word without accents, or None. "een" is left to the grammar: it is also "a"."""
    if len(word) > WORD_LENGTH_MAX or word == "een":
        return None
    left, found, right = word.partition("duizend")
    if not found:
        value = _below_thousand(word)
        return None if value is None else float(value)
    thousands = 1 if not left else _below_thousand(left)
    rest = 0 if not right else _below_thousand(right.removeprefix("en"))
    if thousands is None or rest is None:
        return None
    return float(thousands * 1000 + rest)
