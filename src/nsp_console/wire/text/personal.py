"""Personal data in a line: not for the air, so the operator is warned, and never read as an amount."""

import re

from nsp_console.wire.text.tables import word_set

Span = tuple[int, int]

BSN = re.compile(r"(?<![\d.,-])(?:\d{9}|\d{4}[ .]\d{2}[ .]\d{3}|\d{3}[ .]\d{3}[ .]\d{3})(?![\d-])")
PHONE = re.compile(r"(?<![\d+])(?:(?:\+|00)31[ -]?(?:\(0\))?[ -]?|0)[1-9](?:[ -]?\d){8}(?!\d)")
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,24}){1,4}")
POSTCODE = re.compile(r"(?<!\d)[1-9]\d{3} ?([A-Z]{2}|(?<=\d)[a-z]{2}) ?,? ?(?:nr\.? ?|huisnummer )?\d{1,5}(?!\d)")
PLATE = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}-\d\d-\d\d|\d\d-\d\d-[A-Z]{2}|\d\d-[A-Z]{2}-\d\d|[A-Z]{2}-\d\d-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d\d"
    r"|\d\d-[A-Z]{2}-[A-Z]{2}|\d\d-[A-Z]{3}-\d|\d-[A-Z]{3}-\d\d|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}"
    r"|[A-Z]{3}-\d\d-[A-Z]|[A-Z]-\d\d-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d)(?![\w-])",
    re.IGNORECASE,
)
BIRTH = re.compile(
    r"(?<!\d)\d{1,2}[-/]\d{1,2}[-/](?:19\d\d|20[01]\d)(?!\d)|\b(?:geb|geboren)\b.{0,12}\d{1,2}[-/]\d{1,2}", re.I
)
TITLE_SHORT = re.compile(
    r"\b(?:mevr|mw|dhr|hr)\b\.? +(?!is\b|heeft\b|wil\b|en\b|van de (?:gemeente|ehbo)\b)[^\W\d_]+", re.I
)
TITLE_LONG = re.compile(r"\b(?:[Mm]evrouw|[Mm]eneer|[Dd]e heer)\b +(?:[dv][a-z]{1,2} +){0,3}[A-Z][^\W\d_]*")
# Two letters that are words, in a line typed in capitals: "1250 EN 64".
NO_POSTCODE = word_set("""
    EN OP IN IS OF WC OM AL ZO WE IK JE ER NU UU SA SD SS KM KG MV NR
""")
PATTERNS = (EMAIL, PHONE, PLATE, BIRTH, TITLE_SHORT, TITLE_LONG)


def _is_bsn(digits: str) -> bool:
    """Eleven test of a burgerservicenummer."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return total % 11 == 0 and int(digits) > 0


def personal_spans(plain: str) -> tuple[Span, ...]:
    """Where personal data stands in prepared text, in order and without overlap."""
    found = [match.span() for pattern in PATTERNS for match in pattern.finditer(plain)]
    found += [match.span() for match in BSN.finditer(plain) if _is_bsn(re.sub(r"\D", "", match.group()))]
    found += [match.span() for match in POSTCODE.finditer(plain) if match.group(1).upper() not in NO_POSTCODE]
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
