"""Chunks to what they say, with everything that could not be read kept as a fragment for a person."""

from dataclasses import dataclass, field

from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Scalar
from nsp_console.wire.text.clauses import NUMBERS, Chunk, is_unknown
from nsp_console.wire.text.elements import Element
from nsp_console.wire.text.grammar import Piece, classes_of, cover, fields_near
from nsp_console.wire.text.joints import joined
from nsp_console.wire.text.lexicon import Lexicon
from nsp_console.wire.text.marks import Mark
from nsp_console.wire.text.needs import is_article, need_scope
from nsp_console.wire.text.tokens import Kind

NAME_AT_START_MAX = 3
VERB_ENDINGS = ("en", "t", "d", "de", "te")  # a lower-case word like this at the start is hardly a name
OTHER_FIELD = "?"  # an amount of something that is no field of ours
ANY_FIELD = "*"  # stands for a field in `unclear_fields` when an amount could be about anything


@dataclass(slots=True)
class Reading:
    """Everything read in one line, before it is decided what the line is.

    blocked   no value of this line may be believed (a correction, a bare number)
    talk      there were words that mean nothing to us, or a question, or a plan
    """

    values: list[dict[str, Scalar]] = field(default_factory=list)
    denied: list[tuple[str, Scalar]] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    about: set[str] = field(default_factory=set)
    weak: set[str] = field(default_factory=set)
    rest_ok: bool = False
    received: bool = False
    talk: bool = False
    asked_or_later: bool = False
    blocked: bool = False
    unclear: list[tuple[str, str]] = field(default_factory=list)
    loose: list[tuple[str, str]] = field(default_factory=list)
    unclear_fields: set[str] = field(default_factory=set)


def read_chunks(parts: list[Chunk], plain: str, lexicon: Lexicon) -> Reading:
    """The reading of all chunks of one line."""
    reading = Reading()
    parts = joined(parts)
    conditional = {part.sentence for part in parts if Mark.IF in part.marks}
    asked = {part.sentence for part in parts if Mark.ASK in part.marks}
    needing = need_scope(parts, lexicon)
    for at, part in enumerate(parts):
        shown = " ".join(plain[part.start : part.end].split())
        if Mark.CORRECT in part.marks:
            reading.blocked = reading.blocked or len(parts) > 1 or bool(part.items[1:])
            reading.unclear.append(("verbetering", shown))
        elif (
            part.sentence in conditional
            or part.sentence in asked
            or part.asked
            or part.marks & {Mark.FUTURE, Mark.PAST}
        ):
            _not_now(reading, part, shown, part.asked and part.sentence not in asked)
        elif at in needing:
            _read_need(reading, part, shown, needing[at])
        else:
            _read_status(reading, part, shown, first=at == 0)
    return reading


def _not_now(reading: Reading, part: Chunk, shown: str, doubted: bool) -> None:
    """A question, a plan, a condition or the past: no status. An amount that is doubted ("water 300?") needs a look."""
    reading.talk = reading.asked_or_later = True
    reading.loose.append(("niet_nu", shown))
    values = any(item.kind in NUMBERS or item.has(Mark.GONE) for item in part.items)
    if doubted and values:
        reading.unclear.append(("vraag", shown))
        reading.unclear_fields |= fields_near(part.items) or {ANY_FIELD}
    elif not doubted and any(item.kind in NUMBERS for item in part.items) and Mark.ASK not in part.marks:
        reading.unclear.append(("niet_nu", shown))
        reading.unclear_fields |= fields_near(part.items) or {ANY_FIELD}


def _read_need(reading: Reading, part: Chunk, shown: str, found: tuple[Need, ...] | None) -> None:
    if Mark.NOT in part.marks:
        reading.talk = True
        reading.loose.append(("niet_nodig", shown))
    elif found is not None:
        reading.needs.extend(found)
    else:
        numbers = any(item.kind in NUMBERS for item in part.items)
        articles = any(is_article(item) for item in part.items)
        reading.talk = True
        if numbers or articles:
            reading.unclear.append(("behoefte", shown))
            reading.unclear_fields |= {"needs"} | ({ANY_FIELD} if numbers and not articles else set())
        else:
            reading.loose.append(("onbekend", shown))


def _read_status(reading: Reading, part: Chunk, shown: str, first: bool) -> None:
    reading.talk = reading.talk or part.chatter
    items = part.items
    if not items:
        return
    if Mark.VAGUE in part.marks or (Mark.MORE in part.marks and not part.marks & {Mark.NOT, Mark.FAILS}):
        near = fields_near(items) | {item.word.value for item in items if item.word and item.word.value == "state"}
        if near or any(item.kind in NUMBERS for item in items) or part.marks & {Mark.GONE, Mark.REST_OK}:
            reading.unclear.append(("vaag", shown))
            reading.unclear_fields |= near or {ANY_FIELD}
        else:
            _chatter(reading, shown)
        return
    items = [item for item in items if not item.has(Mark.MORE)]
    if len(items) == 1 and classes_of(items[0]) == {"L"}:
        reading.values.append({"state": "beperkt"})
        return
    pieces = cover(items, _is_loose)
    if pieces is None:
        _not_covered(reading, items, shown)
        return
    _accept(reading, part, items, pieces, shown, first)


def _is_loose(item: Element) -> bool:
    """A word that may be stepped over: unknown, or one that spoils what stands beside it but says nothing itself."""
    if is_unknown(item):
        return True
    return item.kind is Kind.WORD and not (classes_of(item) - {"U"})


def _not_covered(reading: Reading, items: list[Element], shown: str) -> None:
    near = fields_near(items)
    if not near and any(item.kind in NUMBERS for item in items):
        if _counts_others(items):
            reading.unclear.append(("ander_aantal", shown))
            reading.unclear_fields.add(OTHER_FIELD)
        else:
            reading.unclear.append(("los_getal", shown))
            reading.blocked = True
        return
    reading.unclear.append(("niet_begrepen", shown))
    reading.unclear_fields |= near or {ANY_FIELD}


def _counts_others(items: list[Element]) -> bool:
    """ "5 honden", "3 gewonden": every number counts something that is no field of ours."""
    pairs = zip(items, [*items[1:], None], strict=True)
    return all(
        item.kind is Kind.NUMBER and following is not None and following.has(Mark.OTHERS)
        for item, following in pairs
        if item.kind in NUMBERS
    )


def _accept(
    reading: Reading, part: Chunk, items: list[Element], pieces: tuple[Piece, ...], shown: str, first: bool
) -> None:
    unknown = [item for item in items if _is_loose(item)]
    received = any(item.has(Mark.RECEIPT) for item in items)
    if unknown:
        _chatter(reading, shown)
    for piece in pieces:
        said = piece.said
        planned = "at" in part.times and not any(isinstance(value, int | float) for _, value in said.values)
        if said.implausible:
            reading.unclear.append(("onwaarschijnlijk", shown))
            reading.unclear_fields |= set(said.implausible)
        elif (said.values or said.denied or said.rest_ok) and (
            planned or "before" in part.times or _spoiled(items, piece, first)
        ):
            reading.unclear.append(("niet_begrepen", shown))
            reading.unclear_fields |= {key for key, _ in (*said.values, *said.denied)} or {ANY_FIELD}
            reading.unclear_fields |= fields_near(items[piece.start : piece.end])
        else:
            reading.values.append(dict(said.values))
            if len(dict(said.values)) != len(set(said.values)):
                reading.blocked = True
            reading.denied.extend(said.denied)
            reading.about |= set(said.about)
            if Mark.ABOUT in part.marks:  # "64 bezoekers (schatting)"
                reading.about |= {key for key, value in said.values if isinstance(value, int | float)}
            reading.weak |= set(said.weak)
            reading.rest_ok = reading.rest_ok or said.rest_ok
    if received and not unknown and not part.marks & {Mark.NOT}:
        reading.received = True


def _chatter(reading: Reading, shown: str) -> None:
    reading.talk = True
    reading.loose.append(("onbekend", shown))


def _spoiled(items: list[Element], piece: Piece, first: bool) -> bool:
    """Whether a word beside the piece may change what it says ("3 mensen gewond", "300 pallets")."""
    after = items[piece.end] if piece.end < len(items) else None
    before = items[piece.start - 1] if piece.start else None
    if any(item is not None and item.has(Mark.RECEIPT) and not item.has(Mark.QUIET) for item in (before, after)):
        return True  # "200 l water ontvangen", "bulletin 7 gelezen"
    if piece.said.rest_ok:
        return any(item is not None and _is_loose(item) and not is_unknown(item) for item in (before, after))
    if after is not None and _is_loose(after) and not after.led:
        return True
    if piece.pattern in ("TN", "WN") and after is not None and after.word and after.word.topic in ("toilets", "charge"):
        return not items[piece.end - 1].unit and bool(after.word.field)
    if before is None or not _is_loose(before):
        return False
    if not is_unknown(before):
        return True
    if items[piece.start].led:
        return False
    return not (first and set(piece.pattern) & set("NP") and _name_at_start(items[: piece.start]))


def _name_at_start(before: list[Element]) -> bool:
    return (
        len(before) <= NAME_AT_START_MAX
        and all(is_unknown(item) for item in before)
        and not before[-1].key.endswith(VERB_ENDINGS)
    )
