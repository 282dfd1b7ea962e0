"""Tokens to elements: words with their meaning, whole numbers from number words, times that are not amounts."""

from dataclasses import dataclass, replace

from nsp_console.wire.text.lexicon import Lexicon
from nsp_console.wire.text.marks import Lexeme, Mark
from nsp_console.wire.text.near import like_request
from nsp_console.wire.text.numbers import DIGITS, FRACTIONS, number_word
from nsp_console.wire.text.tokens import Kind, Token
from nsp_console.wire.text.words import UNIT_AND_TOPIC

HOURS_ON_THE_CLOCK = 24
SPOKEN_DIGITS_MIN = 3  # "vier twee nul"; two digit words in a row ("twee drie") may be a range
MAYBE_NEED_KEY = "ndig?"
PART_OF_POINT = Lexeme(frozenset({Mark.POISON}))
MAYBE_A_REQUEST = Lexeme(frozenset({Mark.MAYBE_NEED, Mark.POISON}))
BARE_LABELS = frozenset(
    ("veld", "bericht", "berichtnr", "bericht nr", "volgnr", "nr", "nummer", "kanaal", "dag", "week", "ronde", "fase")
)
PHRASE_TOKENS_MAX = 12
TIME_UNITS = frozenset({"uur", "min", "dag"})


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a line.

    kind      NUMBER, PAIR, BAD, WORD (with `word`; an unknown word has none), CLOCK, CODE, LABEL, MASKED or a boundary
    unit      unit after a number, "" without
    about     the amount was called an estimate
    still     "nog" stood before it: what remains, not what has passed
    led       a colon or equals sign stood before it
    """

    kind: Kind
    start: int
    end: int
    key: str = ""
    word: Lexeme | None = None
    value: float = 0.0
    second: float = 0.0
    unit: str = ""
    about: bool = False
    still: bool = False
    led: bool = False

    def has(self, *marks: Mark) -> bool:
        """Whether the word carries one of `marks`."""
        return self.word is not None and any(mark in self.word.marks for mark in marks)


def merge_numbers(line: list[Token]) -> list[Token]:
    """Number words become NUMBER tokens; "twee en een half", "drie honderd" and "vier twee nul" become one."""
    out: list[Token] = []
    at = 0
    while at < len(line):
        run = _word_run(line, at)
        if run:
            token = _spoken(line[at : at + run])
            at += run
        else:
            token = line[at]
            at += 1
        tail = [other.key for other in line[at : at + 3]]
        if token.kind is Kind.NUMBER and tail[:2] == ["en", "een"] and tail[2:] and tail[2] in ("half", "halve"):
            token = replace(token, value=token.value + 0.5, end=line[at + 2].end)
            at += 3
        out.append(token)
    return out


def _word_value(token: Token) -> float | None:
    if token.kind is not Kind.WORD:
        return None
    return number_word(token.key)


def _word_run(line: list[Token], at: int) -> int:
    """How many number words stand in a row at `at`; "een" counts only inside a row of digit words."""
    end = at
    while end < len(line) and (_word_value(line[end]) is not None or (end > at and line[end].key == "een")):
        end += 1
    if end > at and line[end - 1].key == "een" and end - at < SPOKEN_DIGITS_MIN:
        end -= 1
    return end - at


def _spoken(run: list[Token]) -> Token:
    """One token for a row of number words; BAD when the row can be read in two ways."""
    first, last = run[0], run[-1]
    values = [1.0 if token.key == "een" else _word_value(token) or 0.0 for token in run]
    value: float | None = None
    if len(values) == 1:
        value = values[0]
    elif len(run) >= SPOKEN_DIGITS_MIN and all(token.key in DIGITS for token in run):
        value = float("".join(str(int(digit)) for digit in values[:9]))
    elif len(values) == 2 and values[1] in (100.0, 1000.0) and 2 <= values[0] < 100:
        value = values[0] * values[1]
    elif len(values) == 2 and values[0] % 100 == 0 and 0 < values[1] < 100 and values[0] > 0:
        value = values[0] + values[1]
    kind = Kind.BAD if value is None else Kind.NUMBER
    return Token(kind, " ".join(token.key for token in run), first.start, last.end, value or 0.0)


def correct(line: list[Token], lexicon: Lexicon) -> list[Token]:
    """Typing errors replaced by the word that was meant, where that is beyond doubt."""
    out = []
    for token in line:
        if token.kind is Kind.WORD and token.key not in lexicon.known and number_word(token.key) is None:
            meant = lexicon.corrected(token.key)
            if meant is None and like_request(token.key):
                meant = MAYBE_NEED_KEY
            if meant is not None:
                token = replace(token, key=meant)
        out.append(token)
    return out


def elements(line: list[Token], lexicon: Lexicon) -> list[Element]:
    """Elements of a line of tokens (corrected, numbers not yet merged)."""
    found = _meanings(line, lexicon)
    found = _labelled(_small_numbers(found))
    found = _pairs_and_ranges(found)
    found = _units(found)
    return _times(_adverbs(found))


def _meanings(line: list[Token], lexicon: Lexicon) -> list[Element]:
    out: list[Element] = []
    line = merge_numbers(line)
    at = 0
    led = False
    while at < len(line):
        token = line[at]
        if token.kind is Kind.IS:
            led = True
            at += 1
            continue
        if token.kind is Kind.SYMBOL and token.key == "'":
            at += 1
            continue
        bare = [other for other in line[at : at + PHRASE_TOKENS_MAX] if other.key != "'"]
        if token.key == MAYBE_NEED_KEY:
            out.append(Element(Kind.WORD, token.start, token.end, token.key, MAYBE_A_REQUEST, led=led))
            at += 1
            continue
        match = lexicon.longest(bare, 0) if token.kind in (Kind.WORD, Kind.SYMBOL, Kind.NUMBER) else None
        if match is not None:
            taken = bare[: match[0]]
            out.append(
                Element(Kind.WORD, token.start, taken[-1].end, " ".join(t.key for t in taken), match[1], led=led)
            )
            at = line.index(taken[-1], at) + 1
        else:
            if token.kind is Kind.SYMBOL:  # an emoji or sign without meaning separates, and says nothing
                token = replace(token, kind=Kind.COMMA)
            out.append(Element(token.kind, token.start, token.end, token.key, None, token.value, token.second, led=led))
            at += 1
        led = False
    return out


def _small_numbers(line: list[Element]) -> list[Element]:
    """ "anderhalf uur", "half uur", "een uur", "drie kwartier": numbers only before a unit of time or measure."""
    out: list[Element] = []
    for at, item in enumerate(line):
        following = line[at + 1] if at + 1 < len(line) else None
        unit = following.word.unit if following and following.word else ""
        if item.key == "halfuur":
            item = replace(item, kind=Kind.NUMBER, value=0.5, unit="uur", word=None)
        elif item.key in ("kwartier", "kwartiertje"):
            count = out.pop() if out and out[-1].kind is Kind.NUMBER and not out[-1].unit else None
            item = replace(item, kind=Kind.NUMBER, value=0.25 * (count.value if count else 1), unit="uur", word=None)
        elif item.key in FRACTIONS and unit == "uur":
            item = replace(item, kind=Kind.NUMBER, value=FRACTIONS[item.key], word=None)
        elif item.key in ("anderhalf", "anderhalve") and unit in ("l", "dag", "m3"):
            item = replace(item, kind=Kind.NUMBER, value=1.5, word=None)
        elif item.has(Mark.A) and following is not None and _countable(following, unit):
            item = replace(item, kind=Kind.NUMBER, value=1.0, word=None)
        out.append(item)
    return out


def _labelled(line: list[Element]) -> list[Element]:
    """ "veld zeven", "kanaal 3": the number is a name. "zaal 2" is also only part of a point."""
    out: list[Element] = []
    for item in line:
        last = out[-1] if out else None
        if last is not None and last.has(Mark.LABEL) and item.kind is Kind.NUMBER and not last.has(Mark.FUTURE):
            if last.key in BARE_LABELS:
                out[-1] = Element(Kind.CLOCK, last.start, item.end, "label")
            else:
                out[-1] = Element(Kind.WORD, last.start, item.end, last.key, PART_OF_POINT, led=last.led)
            continue
        out.append(item)
    return out


def _countable(following: Element, unit: str) -> bool:
    """Whether "een" before this word counts it: a measure, or a member of staff."""
    topic = following.word.topic if following.word else ""
    return unit in ("uur", "dag", "l", "m3") or topic.startswith("staff.")


def _pairs_and_ranges(line: list[Element]) -> list[Element]:
    out: list[Element] = []
    at = 0
    while at < len(line):
        item = line[at]
        nearby = line[at + 1 : at + 3]
        plain = item.kind is Kind.NUMBER and len(nearby) == 2 and nearby[1].kind is Kind.NUMBER
        if plain and nearby[0].has(Mark.OF):
            out.append(replace(item, kind=Kind.PAIR, second=nearby[1].value, end=nearby[1].end))
            at += 3
        elif plain and nearby[0].has(Mark.AND) and out and out[-1].key == "tussen":
            out[-1] = replace(item, kind=Kind.BAD, start=out[-1].start, end=nearby[1].end)
            at += 3
        elif plain and (nearby[0].has(Mark.TO) or nearby[0].has(Mark.TIMES)):
            out.append(replace(item, kind=Kind.BAD, end=nearby[1].end))
            at += 3
        else:
            out.append(item)
            at += 1
    return out


def _units(line: list[Element]) -> list[Element]:
    """Units go to the number before them; words that are also a topic ("personen") stay, the grammar decides."""
    out: list[Element] = []
    for item in line:
        last = out[-1] if out else None
        unit = item.word.unit if item.word else ""
        if last and last.kind in (Kind.NUMBER, Kind.PAIR, Kind.BAD) and not last.unit:
            if unit and unit not in UNIT_AND_TOPIC:
                out[-1] = replace(last, unit=unit, end=item.end)
                continue
            if item.has(Mark.TIMES):
                out[-1] = replace(last, unit="stuks", end=item.end)  # "20x dekens"
                continue
        out.append(item)
    return out


def _adverbs(line: list[Element]) -> list[Element]:
    """ "ca" and "nog" go to the number they stand before."""
    out: list[Element] = []
    for item in line:
        if item.kind in (Kind.NUMBER, Kind.PAIR, Kind.BAD):
            while out and out[-1].kind is Kind.WORD and _before_number(out[-1]):
                about, still = out[-1].has(Mark.ABOUT), out[-1].has(Mark.STILL)
                item = replace(item, about=item.about or about, still=item.still or still, led=item.led or out[-1].led)
                out.pop()
        out.append(item)
    return out


def _before_number(item: Element) -> bool:
    return item.has(Mark.ABOUT, Mark.STILL) or item.key == "maar"  # "maar 300 l": only; elsewhere "but"


def _times(line: list[Element]) -> list[Element]:
    """ "om 14:00", "sinds 14u", "voor 22:00", "over 2 uur" become one CLOCK element: never an amount."""
    out: list[Element] = []
    for item in line:
        last = out[-1] if out else None
        if last is not None and last.kind is Kind.WORD and last.word is not None:
            if last.has(Mark.BEFORE) and item.unit in TIME_UNITS and item.value > HOURS_ON_THE_CLOCK:
                out[-1] = replace(item, still=True, start=last.start)  # "diesel voor 36 uur" is no time of day
                continue
            kind = _time_kind(last, item)
            if kind:
                out[-1] = Element(Kind.CLOCK, last.start, item.end, kind)
                continue
        if item.kind is Kind.WORD and item.key == "geleden" and last and last.kind is Kind.NUMBER:
            out[-1] = replace(last, kind=Kind.CLOCK, key="past")
            continue
        out.append(item)
    return out


def _time_kind(before: Element, item: Element) -> str:
    """What preposition and time make: "since" and "time" harmless, "at" and "future" a change to come, "before"."""
    clock = item.kind is Kind.CLOCK
    hours = item.kind is Kind.NUMBER and item.unit in TIME_UNITS
    by_clock = hours and item.unit == "uur" and 0 <= item.value <= HOURS_ON_THE_CLOCK and not item.still
    if before.key in ("sinds", "tot", "al sinds", "al") and (clock or hours):
        return "since"
    if before.has(Mark.AT) and (
        clock or by_clock or (item.kind is Kind.NUMBER and not item.unit and before.key == "om")
    ):
        return "at"
    if before.has(Mark.BEFORE) and (clock or by_clock):
        return "time" if clock else "before"
    if before.has(Mark.AFTER, Mark.WITHIN) and hours:
        return "future"
    return ""
