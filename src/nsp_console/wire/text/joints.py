"""Chunks that only make sense together: "Water; 300 liter", "water en stroom werken", "geen water en eten"."""

from nsp_console.wire.text.clauses import NUMBERS, Chunk
from nsp_console.wire.text.elements import Element
from nsp_console.wire.text.marks import Mark
from nsp_console.wire.text.topics import topic_of

STATING = frozenset({Mark.WORKS, Mark.LIMITED, Mark.FAILS, Mark.GONE, Mark.ON})


def joined(parts: list[Chunk]) -> list[Chunk]:
    """`parts` with the chunks that belong together made one."""
    out: list[Chunk] = []
    for part in parts:
        last = out[-1] if out else None
        if last is not None and not part.items and Mark.ABOUT in part.marks:
            last.marks.add(Mark.ABOUT)
        elif last is not None and not last.asked and _belong_together(last, part):
            out[-1] = _one(last, part)
        else:
            out.append(part)
    return out


def _one(last: Chunk, part: Chunk) -> Chunk:
    return Chunk(
        part.sentence,
        last.before,
        [*last.items, *part.items],
        last.marks | part.marks,
        last.chatter or part.chatter,
        part.asked,
        last.start,
        part.end,
        last.times | part.times,
    )


def _only_nouns(part: Chunk) -> bool:
    return bool(part.items) and all(
        item.word is not None and bool(item.word.topic or item.word.field) and not item.has(Mark.STATE)
        for item in part.items
    )


def _belong_together(last: Chunk, part: Chunk) -> bool:
    numbers = [item for item in part.items if item.kind in NUMBERS]
    if not part.items:
        return False
    if len(part.items) == 1 and numbers and not part.marks:
        return _waits_for(last, numbers[0], part.before)
    if numbers or part.sentence != last.sentence:
        return False
    starts_with_noun = part.items[0].word is not None and bool(part.items[0].word.topic or part.items[0].word.field)
    if _only_nouns(last) and starts_with_noun and part.marks & STATING:
        return True
    negated = bool(last.items) and last.items[0].has(Mark.NOT) and len(last.items) > 1
    return negated and part.before == "en" and _only_nouns(part) and _only_nouns(_tail(last))


def _tail(part: Chunk) -> Chunk:
    return Chunk(part.sentence, part.before, part.items[1:])


def _waits_for(last: Chunk, number: Element, before: str) -> bool:
    """Whether `last` is a bare topic, or a source without its hours, that this lone number completes."""
    if len(last.items) == 2 and last.items[0].word and last.items[0].word.topic in ("fuel", "aggregaat"):
        return last.items[1].unit == "l" and number.unit == "uur"  # "brandstof 90 l, 36 uur"
    if not last.items or any(item.kind in NUMBERS for item in last.items):
        return False
    topic = last.items[-1].word.topic if last.items[-1].word else ""
    if not topic or topic == "safety" or number.unit not in topic_of(topic).units:
        return False
    if last.items[-1].has(Mark.POWER):
        return number.still and bool(number.unit)
    return len(last.items) == 1 and (bool(number.unit) or before in (";", "\n"))
