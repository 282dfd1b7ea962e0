"""Requests: "nodig: 200 l water, 50 dekens", "graag 20 dekens". An article, an amount, and its own unit or none."""

from nsp_console.domain.understanding import Need
from nsp_console.wire.text.clauses import NUMBERS, Chunk, is_unknown
from nsp_console.wire.text.elements import Element
from nsp_console.wire.text.lexicon import Lexicon
from nsp_console.wire.text.marks import Mark
from nsp_console.wire.text.said import tidy
from nsp_console.wire.text.tokens import Kind
from nsp_console.wire.text.topics import UNIT_NAMES

AMOUNT_MAX = 100_000  # more than this of anything is a typing error, not a request
LEFT_OUT = (Mark.NEED, Mark.QUIET, Mark.BEFORE)


def is_article(item: Element) -> bool:
    """A word that names something that can be asked for."""
    return item.word is not None and bool(item.word.article)


def needs_in(items: list[Element], lexicon: Lexicon) -> tuple[Need, ...] | None:
    """The needs that `items` (without the asking words) consist of, or None when they are anything else."""
    rest = [item for item in items if not item.has(*LEFT_OUT)]
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


def need_scope(parts: list[Chunk], lexicon: Lexicon) -> dict[int, tuple[Need, ...] | None]:
    """Chunks that ask for something, with what they ask for (None: not readable as a request).

    "nodig: 200 l water, 50 dekens" goes on until the sentence ends or a chunk is no list of articles.
    "200 l water en 50 dekens nodig" reaches back over "en", never over a comma: that could be stock.
    """
    out: dict[int, tuple[Need, ...] | None] = {}
    for at, part in enumerate(parts):
        if Mark.NEED not in part.marks:
            if Mark.MAYBE_NEED in part.marks or (at and _perhaps_request(part, lexicon)):
                out[at] = None
                _spoil_neighbours(parts, at, lexicon, out)
            continue
        out[at] = needs_in(part.items, lexicon)
        if out[at] is None:
            _spoil_neighbours(parts, at, lexicon, out)
        elif part.items[0].has(Mark.NEED):
            _reach_on(parts, at, lexicon, out)
        else:
            _reach_back(parts, at, lexicon, out)
            _doubt_on(parts, at, lexicon, out)
    return out


def _perhaps_request(part: Chunk, lexicon: Lexicon) -> bool:
    """ "50 dekens ndgi": an amount of an article beside an unknown word may be asked for instead of in stock."""
    known = [item for item in part.items if not is_unknown(item)]
    return len(known) < len(part.items) and is_number_first(known) and needs_in(known, lexicon) is not None


def _spoil_neighbours(parts: list[Chunk], at: int, lexicon: Lexicon, out: dict[int, tuple[Need, ...] | None]) -> None:
    """Beside a request that cannot be read, a list of articles may belong to it: it is not believed to be stock."""
    if Mark.NOT in parts[at].marks or not any(item.kind in NUMBERS or is_article(item) for item in parts[at].items):
        return
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(parts) and near not in out and parts[near].sentence == parts[at].sentence:
            if needs_in(parts[near].items, lexicon) is None:
                break
            out[near] = None
            near += step


def _reach_on(parts: list[Chunk], at: int, lexicon: Lexicon, out: dict[int, tuple[Need, ...] | None]) -> None:
    style = [item for item in parts[at].items if not item.has(Mark.NEED)]
    for later in range(at + 1, len(parts)):
        part = parts[later]
        found = needs_in(part.items, lexicon)
        if part.sentence != parts[at].sentence or found is None or Mark.NEED in part.marks:
            return
        if style and is_number_first(part.items) != is_number_first(style):
            out[later] = None  # "nodig: 50 dekens, water 300": asked for, or in stock?
            return
        out[later] = found


def _reach_back(parts: list[Chunk], at: int, lexicon: Lexicon, out: dict[int, tuple[Need, ...] | None]) -> None:
    joint = parts[at].before
    for earlier in range(at - 1, -1, -1):
        part = parts[earlier]
        found = needs_in(part.items, lexicon)
        if earlier in out or part.sentence != parts[at].sentence or found is None or not is_number_first(part.items):
            return
        if Mark.LEFT in part.marks or any(item.still for item in part.items):
            # "nog 100 l water en 20 dekens nodig": what is left is no request
            out[earlier] = None
            return
        out[earlier] = found if joint == "en" else None
        joint = "en" if joint == "en" and part.before in ("en", ",") else part.before


def _doubt_on(parts: list[Chunk], at: int, lexicon: Lexicon, out: dict[int, tuple[Need, ...] | None]) -> None:
    """ "3 dekens nodig en 20 liter diesel": amounts in the same style after a request may be asked for or in stock."""
    for later in range(at + 1, len(parts)):
        part = parts[later]
        if later in out or part.sentence != parts[at].sentence or Mark.NEED in part.marks:
            return
        if not is_number_first(part.items) or needs_in(part.items, lexicon) is None:
            return
        out[later] = None
