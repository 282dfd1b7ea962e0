"""Requests: "nodig: 200 l water, 50 dekens", "graag 20 dekens". An article, an amount, and its own unit or none."""

from nsp_console.domain.understanding import Need
from nsp_console.wire.text.elements import Element
from nsp_console.wire.text.grammar import tidy
from nsp_console.wire.text.lexicon import Lexicon
from nsp_console.wire.text.marks import Mark
from nsp_console.wire.text.tokens import Kind
from nsp_console.wire.text.topics import UNIT_NAMES

AMOUNT_MAX = 100_000  # more than this of anything is a typing error, not a request
ASKING = (Mark.NEED,)


def is_article(item: Element) -> bool:
    """A word that names something that can be asked for."""
    return item.word is not None and bool(item.word.article)


def needs_in(items: list[Element], lexicon: Lexicon) -> tuple[Need, ...] | None:
    """The needs that `items` (without the asking words) consist of, or None when they are anything else."""
    rest = [item for item in items if not item.has(*ASKING)]
    by_keyword = _pairs(rest, lexicon, number_first=False)
    by_number = _pairs(rest, lexicon, number_first=True)
    if by_keyword is None or by_number is None:
        return by_keyword if by_number is None else by_number
    return None  # cannot happen for a non-empty list: it begins with a number or it does not


def is_number_first(items: list[Element]) -> bool:
    """Whether a chunk names its amounts before its articles."""
    return bool(items) and items[0].kind is Kind.NUMBER


def _pairs(items: list[Element], lexicon: Lexicon, number_first: bool) -> tuple[Need, ...] | None:
    out: list[Need] = []
    at = 0
    while at < len(items):
        used = _number_first(items, at) if number_first else _article_first(items, at)
        if used is None:
            return None
        number, article, unit, length = used
        need = _need(number, article, unit, lexicon)
        if need is None:
            return None
        out.append(need)
        at += length
    return tuple(out) if out else None


_Used = tuple[Element, Element, str, int]


def _number_first(items: list[Element], at: int) -> _Used | None:
    if at + 1 >= len(items) or items[at].kind is not Kind.NUMBER:
        return None
    number, noun = items[at], items[at + 1]
    beyond = items[at + 2] if at + 2 < len(items) else None
    if noun.word and noun.word.unit and not number.unit and beyond is not None and is_article(beyond):
        return number, beyond, noun.word.unit, 3
    return (number, noun, number.unit, 2) if is_article(noun) else None


def _article_first(items: list[Element], at: int) -> _Used | None:
    if at + 1 >= len(items) or not is_article(items[at]) or items[at + 1].kind is not Kind.NUMBER:
        return None
    article, number = items[at], items[at + 1]
    beyond = items[at + 2] if at + 2 < len(items) else None
    if beyond is not None and beyond.word and beyond.word.unit and not number.unit and not is_article(beyond):
        return number, article, beyond.word.unit, 3
    if beyond is not None and beyond.word and beyond.word.unit == "portie" and not number.unit:
        return number, article, "portie", 3
    return number, article, number.unit, 2


def _need(number: Element, article: Element, unit: str, lexicon: Lexicon) -> Need | None:
    assert article.word is not None
    key = article.word.article
    own = lexicon.units[key]
    factor = _factor(unit, own)
    if factor is None or number.about:
        return None
    amount = tidy(number.value * factor)
    return Need(key, amount, own) if 0 < amount <= AMOUNT_MAX else None


def _factor(unit: str, own: str) -> float | None:
    """What one `unit` is in the article's own unit; a bare number is meant in it, unless it is a measure of power."""
    name = UNIT_NAMES.get(own.casefold(), own.casefold())
    if unit == name:
        return 1.0
    if (unit, name) == ("m3", "l"):
        return 1000.0
    if unit in ("", "stuks") and name not in ("kva", "kwh", "kg", "l"):
        return 1.0
    return 1.0 if unit == "" and name == "l" else None
