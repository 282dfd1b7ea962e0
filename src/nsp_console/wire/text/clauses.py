"""A line cut into chunks: what stands between two commas, and whether it is asked, expected, past or needed."""

from dataclasses import dataclass, field, replace

from nsp_console.wire.text.elements import Element
from nsp_console.wire.text.marks import Mark
from nsp_console.wire.text.tokens import Kind

NUMBERS = (Kind.NUMBER, Kind.PAIR, Kind.BAD)
NAME_WORDS_MAX = 3  # unknown words taken as a name after "hier", "groetjes", "dorpshuis"
SKIPPED = (Mark.GLUE, Mark.STILL, Mark.ABOUT, Mark.DRILL, Mark.NO_DRILL, Mark.A)
MEANING = (
    Mark.NOT,
    Mark.VAGUE,
    Mark.FUTURE,
    Mark.PAST,
    Mark.IF,
    Mark.ASK,
    Mark.NEED,
    Mark.CORRECT,
    Mark.WORKS,
    Mark.LIMITED,
    Mark.FAILS,
    Mark.GONE,
    Mark.AWAY,
    Mark.ON,
    Mark.OFF,
    Mark.STATE,
    Mark.POWER,
    Mark.MAINS,
    Mark.SAFETY,
    Mark.CLAIM,
    Mark.REST_OK,
    Mark.ISSUED,
    Mark.ARRIVED,
    Mark.RECEIPT,
)


@dataclass(slots=True)
class Chunk:
    """Elements between two weak boundaries, glue left out. `before` is the boundary it began with.

    sentence   number of the sentence; a question or a condition holds for all of it
    marks      every mark that occurs in it
    chatter    words were left out that mean nothing to us (names, greetings)
    named      unknown words that stand at the start of the line, perhaps a name
    """

    sentence: int
    before: str
    items: list[Element] = field(default_factory=list)
    marks: set[Mark] = field(default_factory=set)
    chatter: bool = False
    asked: bool = False
    start: int = 0
    end: int = 0
    times: set[str] = field(default_factory=set)


def is_unknown(item: Element) -> bool:
    """A word without any meaning to us."""
    return item.kind is Kind.WORD and item.word is None


def is_name_part(item: Element) -> bool:
    """A word that may be part of a name after an introduction."""
    return is_unknown(item) or (
        item.kind is Kind.WORD and item.word is not None and not _means(item) and item.key != "een"
    )


def _means(item: Element) -> bool:
    word = item.word
    return word is not None and bool(word.topic or word.field or word.article or word.site or item.has(*MEANING))


def chunks_of(line: list[Element]) -> list[Chunk]:
    """Chunks of a line, in order."""
    out: list[Chunk] = []
    current = Chunk(0, "start")
    sentence = 0
    names_left = 0
    for at, item in enumerate(line):
        if item.kind in (Kind.STOP, Kind.ASK):
            current.asked |= item.kind is Kind.ASK
            _close(out, current)
            if item.kind is Kind.ASK:
                _ask(out, sentence)
            sentence += 1
            current, names_left = Chunk(sentence, item.key), 0
        elif item.kind in (Kind.COMMA, Kind.DASH, Kind.MASKED) or _is_joint(item, line, at, current):
            _close(out, current)
            current, names_left = Chunk(sentence, "en" if item.has(Mark.AND) or item.key == "of" else ","), 0
        else:
            names_left = _take(current, item, names_left)
    _close(out, current)
    return out


def _is_joint(item: Element, line: list[Element], at: int, current: Chunk) -> bool:
    if item.has(Mark.AND, Mark.BUT):
        return True
    return item.key == "of" and Mark.NOT in current.marks


def _ask(done: list[Chunk], sentence: int) -> None:
    for chunk in done:
        if chunk.sentence == sentence:
            chunk.asked = True


def _close(out: list[Chunk], chunk: Chunk) -> None:
    if chunk.items or chunk.marks or chunk.chatter:
        out.append(chunk)


def _take(chunk: Chunk, item: Element, names_left: int) -> int:
    """Put `item` into `chunk`, or leave it out; returns how many more words may be taken as a name."""
    if not chunk.end:
        chunk.start = item.start
    chunk.end = item.end
    if item.kind is Kind.CLOCK:
        chunk.times.add(item.key)
        if item.key == "future":
            chunk.marks.add(Mark.FUTURE)
        if item.key == "past":
            chunk.marks.add(Mark.PAST)
        return 0
    if item.kind is Kind.CODE:
        if chunk.items and chunk.items[-1].key == "aan" and not any(kept.kind in NUMBERS for kept in chunk.items):
            chunk.items.pop()  # "aan C-ZWO-01": an address
        return 0
    if names_left and is_name_part(item):
        chunk.chatter = True
        return names_left - (1 if is_unknown(item) else 0)
    if item.kind is Kind.WORD and item.word is not None:
        return _take_word(chunk, item)
    chunk.items.append(item)
    return 0


def _take_word(chunk: Chunk, item: Element) -> int:
    assert item.word is not None
    first = not chunk.items
    chunk.marks |= item.word.marks
    if first and item.has(Mark.ASK_FIRST):
        chunk.marks.add(Mark.ASK)
    if item.word.site:
        return 0
    naming = item.has(Mark.INTRO, Mark.CLOSING, Mark.GREETING, Mark.PLACE)
    if naming and not _means(replace(item, word=item.word)):
        chunk.chatter = True
        return NAME_WORDS_MAX
    if item.key == "net" and chunk.items and chunk.items[-1].has(Mark.MAINS):
        chunk.items.append(item)  # "stroom net": the grid, if nothing follows it; elsewhere "just"
        return 0
    if item.has(*SKIPPED) and not _means(item):
        return 0
    chunk.items.append(item)
    return 0
