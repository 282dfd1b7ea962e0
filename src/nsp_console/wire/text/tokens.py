"""Text to tokens: the phone's curly quotes, emoji and missing blanks taken away, every token knowing where it stood."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from nsp_console.wire.text.numbers import numeral
from nsp_console.wire.text.tables import word_set

CHARS_MAX = 1000  # a longer line is for a person: no phone or radio sends it


class Kind(StrEnum):
    WORD = "word"
    NUMBER = "number"
    PAIR = "pair"  # 64/120
    BAD = "bad"  # digits that can be read in two ways, a range, a sum
    CLOCK = "clock"  # 14:00, 14u30, 12-03-2026
    CODE = "code"  # L-ZWO-09
    LABEL = "label"  # C2000, CO2: not an amount
    COMMA = "comma"
    STOP = "stop"
    ASK = "ask"  # question mark
    IS = "is"  # colon, equals sign
    DASH = "dash"
    SYMBOL = "symbol"
    MASKED = "masked"  # personal data: never read as an amount


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `key` is the lower-case form without accents or apostrophes; `start`, `end` index prepared text."""

    kind: Kind
    key: str
    start: int
    end: int
    value: float = 0.0
    second: float = 0.0


# What a telephone makes of plain signs. One character to one string; offsets refer to the result.
PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘‛`´′ʼ", "'"),
        **dict.fromkeys("“”„«»‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−➖", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\u00ad\u200e\u200f", None),
        **dict.fromkeys("\u2028\u2029\r\v\f\x85", "\n"),
        **dict.fromkeys("\t\u00a0\u202f", " "),
        "½": ",5",
        "¼": ",25",
        "¾": ",75",
        "…": "...",
        "•": ";",
        "·": ";",
        "|": ";",
        "，": ",",
        "。": ".",
    }
)
LONE_FRACTION = re.compile(r"(?<!\d)(,(?:5|25|75))(?!\d)")
ABBREVIATIONS = word_set("""
    ca ong ongv nr no plm max min temp cap vrijw ambt bez gem incl evt resp div tel bijv vd
""")

MAIN = re.compile(
    r"""
      (?P<date>\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})(?![\d-]))
    | (?P<clock>\d{1,2}:\d{2}(?!\d) | \d{1,2}[uhUH]\d{2}(?!\d))
    | (?P<always>24\s?/\s?7(?!\d))
    | (?P<pair>\d{1,6}/\d{1,6}(?![\d/]))
    | (?P<range>\d(?:[\d.,]*\d)?\s?-\s?\d(?:[\d.,-]*\d)?)
    | (?P<number>(?:(?<![\w+-])[+-])?\d(?:[\d.,/]*\d)?)
    | (?P<label>(?:c2000|p2000|co2|h2o|[an]\d{1,3})\b)
    | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
    | (?P<newline>\n)
    | (?P<sign>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
CODE = re.compile(r"([lcx])([ _-]{0,3})([a-z]{3})([ _-]{0,3})(\d{1,2})(?![\w.,:/%°]*\d|[^\W\d_])", re.IGNORECASE)
SIGNS = {
    ",": Kind.COMMA,
    ".": Kind.STOP,
    "!": Kind.STOP,
    ";": Kind.STOP,
    "?": Kind.ASK,
    ":": Kind.IS,
    "=": Kind.IS,
    "-": Kind.DASH,
    "/": Kind.COMMA,
    "\\": Kind.COMMA,
    "(": Kind.COMMA,
    ")": Kind.COMMA,
    "[": Kind.COMMA,
    "]": Kind.COMMA,
}
QUIET_SIGNS = frozenset("'\"*_#^")  # decoration; dropped
WORD_SIGNS = {"&": "en", "+": "en", "±": "ca", "~": "ca", "≈": "ca", ">": ">", "<": "<", "%": "%", "°": "°", "×": "x"}


def prepare(text: str) -> str:
    """`text` with plain signs, at most CHARS_MAX characters; lone surrogates and control characters become blanks."""
    plain = LONE_FRACTION.sub(r"0\1", text[:CHARS_MAX].translate(PLAIN))
    plain = unicodedata.normalize("NFKC", plain).translate(PLAIN)
    return "".join(char if char == "\n" or _printable(char) else " " for char in plain)


def _printable(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs", "Co", "Cn", "Cf")


def key_of(word: str) -> str:
    """Form in which words are compared: lower case, without accents and apostrophes."""
    if word.isascii():
        return word.casefold().replace("'", "")
    split = unicodedata.normalize("NFD", word.casefold().replace("'", ""))
    return "".join(char for char in split if unicodedata.category(char) != "Mn")


def tokens(plain: str, masked: tuple[tuple[int, int], ...] = (), skip: frozenset[str] = frozenset()) -> list[Token]:
    """Tokens of prepared text. Spans in `masked` become one MASKED token; `skip` are three-letter words, not codes."""
    out: list[Token] = []
    position = 0
    spans = list(masked)
    while position < len(plain):
        if spans and position >= spans[0][0]:
            start, end = spans.pop(0)
            out.append(Token(Kind.MASKED, "", start, end))
            position = max(end, position + 1)
            continue
        if plain[position] == " ":
            position += 1
            continue
        token = _code(plain, position, out, skip) or _plain_token(plain, position, out)
        if token is not None:
            if token.kind is not Kind.SYMBOL or token.key not in QUIET_SIGNS:
                out.append(token)
            position = token.end
        else:
            position += 1
    return out


def _code(plain: str, at: int, before: list[Token], skip: frozenset[str]) -> Token | None:
    """A point code at `at`, however sloppily typed, unless its letter is the unit of a number ("300 l zwo 9")."""
    match = CODE.match(plain, at)
    if match is None or (at and (plain[at - 1].isalnum() or plain[at - 1] in "'_")):
        return None
    letter, gap, place, _, digits = match.groups()
    measured = bool(before) and (before[-1].kind in (Kind.NUMBER, Kind.BAD, Kind.PAIR) or before[-1].key in "°%")
    if gap != "-" and (measured or place.casefold() in skip):
        return None  # "20 l max 120", "21 °C - nog 3"
    return Token(Kind.CODE, f"{letter}-{place}-{int(digits):02d}".upper(), at, match.end())


def _plain_token(plain: str, at: int, before: list[Token]) -> Token | None:
    match = MAIN.match(plain, at)
    if match is None:
        return None
    kind, text, end = str(match.lastgroup), match.group(), match.end()
    if kind == "number":
        return _number(text, at, end, plain)
    if kind == "pair":
        first, _, second = text.partition("/")
        return Token(Kind.PAIR, text, at, end, float(first), float(second))
    if kind in ("date", "clock"):
        return Token(Kind.CLOCK, text.casefold(), at, end)
    if kind == "always":
        return Token(Kind.WORD, "24/7", at, end)
    if kind == "range":
        return Token(Kind.BAD, text, at, end)
    if kind == "label":
        return Token(Kind.LABEL, text.casefold(), at, end)
    if kind == "newline":
        return Token(Kind.STOP, "\n", at, end)
    if kind == "word":
        key = "1" if text.casefold() in ("één", "eén", "éen") else key_of(text)
        return Token(Kind.NUMBER, "1", at, end, 1.0) if key == "1" else Token(Kind.WORD, key, at, end)
    return _sign(text, at, end, plain, before)


def _number(text: str, at: int, end: int, plain: str) -> Token:
    value = numeral(text)
    if value is None:
        return Token(Kind.BAD, text, at, end)
    zeros = plain[end : end + 5]
    if value == int(value) and 0 < value < 1000 and re.match(r" 000(?!\d)", zeros):
        return Token(Kind.NUMBER, text, at, end + 4, value * 1000)  # "60 000"
    return Token(Kind.NUMBER, text, at, end, value)


def _sign(text: str, at: int, end: int, plain: str, before: list[Token]) -> Token:
    if text == "+" and plain[end : end + 1] in ("-", "/"):  # +- and +/-
        return Token(Kind.WORD, "ca", at, end + (1 if plain[end] == "-" else 2))
    if text in WORD_SIGNS:
        return Token(Kind.WORD, WORD_SIGNS[text], at, end)
    if text == "." and before and before[-1].end == at and before[-1].key in ABBREVIATIONS:
        return Token(Kind.SYMBOL, "'", at, end)
    if text == "-" and at > 0 and end < len(plain) and plain[at - 1].isalpha() and plain[end].isalpha():
        return Token(Kind.SYMBOL, "'", at, end)  # EHBO-set
    return Token(SIGNS.get(text, Kind.SYMBOL), text, at, end)
