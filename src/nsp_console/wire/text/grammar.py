"""The grammar of one chunk: patterns of word classes, and what each pattern says.

A chunk must be covered by patterns completely and in one way only; otherwise nothing in it is believed. That is what
makes "water 300 pallets", "50 60" and "3 mensen gewond" go to a person instead of onto the board.
"""

from collections.abc import Callable
from dataclasses import dataclass

from nsp_console.domain.fields import FUNCTION_PREFIX, spec_of
from nsp_console.domain.values import Scalar
from nsp_console.wire.text.elements import Element
from nsp_console.wire.text.marks import Mark
from nsp_console.wire.text.tokens import Kind
from nsp_console.wire.text.topics import SELF, fields_of, topic_of
from nsp_console.wire.text.words import UNIT_AND_TOPIC

STROOM = FUNCTION_PREFIX + "stroom"


@dataclass(frozen=True, slots=True)
class Said:
    """What one pattern says: field values, values that are denied, and which values were estimates."""

    values: tuple[tuple[str, Scalar], ...] = ()
    denied: tuple[tuple[str, Scalar], ...] = ()
    about: tuple[str, ...] = ()
    rest_ok: bool = False
    weak: tuple[str, ...] = ()  # fields whose value yields to another one ("geen stroom" to "op accu")
    implausible: tuple[str, ...] = ()


NOTHING_SAID = Said()
Builder = Callable[[list[Element]], Said | None]


def _marked(*marks: Mark) -> Callable[[Element], bool]:
    return lambda item: item.has(*marks)


CLASSES: dict[str, Callable[[Element], bool]] = {
    "N": lambda item: item.kind is Kind.NUMBER,
    "P": lambda item: item.kind is Kind.PAIR,
    "T": lambda item: item.word is not None and item.word.topic not in ("", "safety") and not item.has(Mark.POWER),
    "U": lambda item: item.word is not None and item.word.unit in UNIT_AND_TOPIC,
    "F": lambda item: item.word is not None and bool(item.word.field),
    "E": _marked(Mark.MAINS),
    "W": _marked(Mark.POWER),
    "S": _marked(Mark.STATE),
    "V": _marked(Mark.WORKS),
    "L": _marked(Mark.LIMITED),
    "K": _marked(Mark.FAILS),
    "O": _marked(Mark.GONE),
    "Y": _marked(Mark.AWAY),
    "I": _marked(Mark.ON),
    "Q": _marked(Mark.OFF),
    "D": _marked(Mark.ISSUED),
    "R": _marked(Mark.ARRIVED),
    "Z": lambda item: item.word is not None and item.word.topic == "safety",
    "z": _marked(Mark.SAFETY),
    "C": _marked(Mark.CLAIM),
    "r": _marked(Mark.REST_OK),
    "n": _marked(Mark.NOT),
    "M": lambda item: item.key == "net",
    "q": _marked(Mark.QUIET),
    "c": lambda item: item.has(Mark.RECEIPT) and not item.has(Mark.QUIET),
}


def _word(item: Element) -> str:
    return item.word.topic if item.word else ""


def _amount(topic_key: str, number: Element, unit: str | None = None) -> Said | None:
    """`number` of `topic_key`, or None when the unit does not go with it; implausible amounts are said to be so."""
    target = topic_of(topic_key).units.get(number.unit if unit is None else unit)
    if target is None:
        return None
    name, factor = target
    return _plausible(((name, tidy(number.value * factor)),), number.about)


def _plausible(values: tuple[tuple[str, Scalar], ...], about: bool) -> Said:
    for name, value in values:
        spec = spec_of(name)
        if spec is None or not spec.accepts(value):
            return Said(implausible=tuple(key for key, _ in values))
    return Said(values, about=tuple(name for name, _ in values) if about else ())


def tidy(value: float) -> float | int:
    """An int when the amount is whole, else at most three decimals."""
    return int(value) if float(value).is_integer() else round(value, 3)


def _topic_number(topic: int, number: int, unit: int | None = None) -> Builder:
    """Topic and number, with a noun as unit ("bezoekers 64 personen")."""

    def build(items: list[Element]) -> Said | None:
        noun = None
        if unit is not None:
            if items[number].unit or items[unit].word is None:
                return None
            noun = items[unit].word.unit  # type: ignore[union-attr]
        if items[topic].has(Mark.POWER):
            return None
        return _amount(_word(items[topic]), items[number], noun)

    return build


def _alone(items: list[Element]) -> Said | None:
    topic = SELF.get(items[0].unit)
    return _amount(topic, items[0]) if topic else None


def _combined(topic: int, number: int, verb: int, unit: int | None = None) -> Builder:
    """ "water uitgegeven 180", "12 nieuwe bezoekers": the verb turns the topic into another one."""
    changed = {("water", "D"): "water_out", ("food", "D"): "food_out", ("visitors", "R"): "visitors_in"}

    def build(items: list[Element]) -> Said | None:
        kind = "D" if items[verb].has(Mark.ISSUED) else "R"
        key = changed.get((_word(items[topic]), kind))
        noun = items[unit].word.unit if unit is not None and items[unit].word else None  # type: ignore[union-attr]
        return _amount(key, items[number], noun) if key else None

    return build


def _verb_number(verb: int, number: int) -> Builder:
    def build(items: list[Element]) -> Said | None:
        if items[verb].has(Mark.ISSUED):
            return _amount("issued", items[number])
        return _amount("visitors_in", items[number]) if items[verb].key == "binnengekomen" else None

    return build


def _pair(topic: int, pair: int, state: int | None = None) -> Builder:
    """ "toiletten 2 van 4", "2 van 4 toiletten kapot", "bezoekers 64/120"."""

    def build(items: list[Element]) -> Said | None:
        item, keys = items[pair], topic_of(_word(items[topic])).pair
        if keys is None or item.unit not in ("", "persoon", "stuks"):
            return None
        if state is not None and keys[0] == "visitors":
            return None
        if item.value > item.second and keys[0] != "visitors":
            return Said(implausible=keys)
        first = item.value
        if state is not None and items[state].has(Mark.FAILS):
            first = item.second - item.value
        return _plausible(((keys[0], tidy(first)), (keys[1], tidy(item.second))), item.about)

    return build


def _working(number: int, topic: int) -> Builder:
    def build(items: list[Element]) -> Said | None:
        key = topic_of(_word(items[topic])).working
        return _plausible(((key, tidy(items[number].value)),), items[number].about) if key else None

    return build


def _function(value: str, *fields: int, state: int) -> Builder:
    def build(items: list[Element]) -> Said | None:
        if any(items[at].has(Mark.MAINS) and items[state].has(Mark.AWAY, Mark.GONE) for at in fields):
            return None  # "stroom uitgevallen" is about the source, not about charging telephones
        return Said(tuple((items[at].word.field, value) for at in fields))  # type: ignore[union-attr]

    return build


def _not_function(items: list[Element]) -> Said | None:
    item = items[-1]
    if item.has(Mark.MAINS) or (_word(item) and _zero(item)):
        return None
    return Said(((item.word.field, "niet"),)) if item.word else None


def _zero(item: Element) -> str:
    topic = _word(item)
    return topic_of(topic).zero if topic and topic != "safety" else ""


def _zeroes(*topics: int) -> Builder:
    def build(items: list[Element]) -> Said | None:
        keys = [_zero(items[at]) for at in topics]
        return Said(tuple((key, 0) for key in keys)) if all(keys) else None

    return build


def _none_of(items: list[Element]) -> Said | None:
    """ "bezoekers: geen"."""
    key = _zero(items[0])
    return Said(((key, 0),)) if key and items[1].key == "geen" else None


def _state(items: list[Element]) -> Said:
    return Said((("state", items[0].word.value),))  # type: ignore[union-attr]


def _not_state(items: list[Element]) -> Said:
    return Said(denied=(("state", items[1].word.value),))  # type: ignore[union-attr]


def _source(at: int) -> Builder:
    def build(items: list[Element]) -> Said | None:
        word = items[at].word
        # "accu" by itself may be any battery; "op accu" and "stroom accu" say what the point runs on.
        if word is None or (word.value == "accu" and len(items) == 1 and " " not in items[at].key):
            return None
        return Said((("power", word.value),))

    return build


def _not_source(at: int) -> Builder:
    return lambda items: Said(denied=(("power", items[at].word.value),))  # type: ignore[union-attr]


def _battery_gone(items: list[Element]) -> Said | None:
    return Said((("battery_pct", 0),)) if items[0].word and items[0].word.value == "accu" else None


def _two_amounts(items: list[Element]) -> Said | None:
    """ "brandstof 90 liter 36 uur": litres and hours of one source."""
    if _word(items[0]) not in ("fuel", "aggregaat"):
        return None
    first, second = _amount(_word(items[0]), items[1]), _amount(_word(items[0]), items[2])
    if first is None or second is None or {key for key, _ in first.values} & {key for key, _ in second.values}:
        return None
    source = () if _word(items[0]) == "fuel" else (("power", "aggregaat"),)
    return Said(
        (*source, *first.values, *second.values),
        about=(*first.about, *second.about),
        implausible=(*first.implausible, *second.implausible),
    )


def _battery_level(items: list[Element]) -> Said | None:
    """ "accu op 60%"."""
    return (
        _amount("accu", items[2]) if items[0].word and items[0].word.value == "accu" and items[2].unit == "%" else None
    )


def _source_number(source: int, number: int, running: bool = False) -> Builder:
    """ "aggregaat 36 uur", "op accu 60 %". After "draait" only "nog" makes hours what is left."""

    def build(items: list[Element]) -> Said | None:
        word, amount = items[source].word, items[number]
        if word is None or not word.topic or (running and not amount.still):
            return None
        said = _amount(word.topic, amount)
        if said is None or said.implausible or (amount.unit == "%" and " " not in items[source].key):
            return said
        return Said((("power", word.value), *said.values), about=said.about)

    return build


def _mains_hours(items: list[Element]) -> Said | None:
    number = items[0] if items[0].kind is Kind.NUMBER else items[1]
    return _amount("fuel", number) if number.unit in ("uur", "dag", "min") and number.still else None


def _no_power(_: list[Element]) -> Said:
    return Said((("power", "geen"),), weak=("power",))


def _says(said: Said) -> Builder:
    return lambda _: said


PATTERNS: tuple[tuple[str, Builder], ...] = (
    ("TN", _topic_number(0, 1)),
    ("NT", _topic_number(1, 0)),
    ("TNU", _topic_number(0, 1, 2)),
    ("NUT", _topic_number(2, 0, 1)),
    ("N", _alone),
    ("TDN", _combined(0, 2, 1)),
    ("TDNU", _combined(0, 2, 1, 3)),
    ("DTNU", _combined(1, 2, 0, 3)),
    ("TRNU", _combined(0, 2, 1, 3)),
    ("DTN", _combined(1, 2, 0)),
    ("TND", _combined(0, 1, 2)),
    ("NTD", _combined(1, 0, 2)),
    ("DNT", _combined(2, 1, 0)),
    ("NDT", _combined(2, 0, 1)),
    ("TRN", _combined(0, 2, 1)),
    ("RTN", _combined(1, 2, 0)),
    ("TNR", _combined(0, 1, 2)),
    ("NTR", _combined(1, 0, 2)),
    ("NRT", _combined(2, 0, 1)),
    ("RNT", _combined(2, 1, 0)),
    ("DN", _verb_number(0, 1)),
    ("ND", _verb_number(1, 0)),
    ("RN", _verb_number(0, 1)),
    ("NR", _verb_number(1, 0)),
    ("TP", _pair(0, 1)),
    ("PT", _pair(1, 0)),
    ("TPU", _pair(0, 1)),
    ("TPV", _pair(0, 1, 2)),
    ("PTV", _pair(1, 0, 2)),
    ("TPK", _pair(0, 1, 2)),
    ("PTK", _pair(1, 0, 2)),
    ("NTV", _working(0, 1)),
    ("TNV", _working(1, 0)),
    ("FV", _function("werkt", 0, state=1)),
    ("FI", _function("werkt", 0, state=1)),
    ("FL", _function("beperkt", 0, state=1)),
    ("LF", _function("beperkt", 1, state=0)),
    ("FK", _function("niet", 0, state=1)),
    ("FFV", _function("werkt", 0, 1, state=2)),
    ("FFFV", _function("werkt", 0, 1, 2, state=3)),
    ("FFL", _function("beperkt", 0, 1, state=2)),
    ("FFFL", _function("beperkt", 0, 1, 2, state=3)),
    ("FFK", _function("niet", 0, 1, state=2)),
    ("FFFK", _function("niet", 0, 1, 2, state=3)),
    ("nF", _not_function),
    ("nVF", _not_function),
    ("nT", _zeroes(1)),
    ("Tn", _none_of),
    ("En", lambda items: _no_power(items) if items[1].key == "geen" else None),
    ("nTT", _zeroes(1, 2)),
    ("TO", _zeroes(0)),
    ("TTO", _zeroes(0, 1)),
    ("S", _state),
    ("nS", _not_state),
    ("W", _source(0)),
    ("EW", _source(1)),
    ("WE", _source(0)),
    ("EM", _says(Said((("power", "net"),)))),
    ("WV", _source(0)),
    ("WI", _source(0)),
    ("IW", _source(1)),
    ("EWV", _source(1)),
    ("nW", _not_source(1)),
    ("WK", _not_source(0)),
    ("WQ", _not_source(0)),
    ("WY", _not_source(0)),
    ("WO", _battery_gone),
    ("WN", _source_number(0, 1)),
    ("NW", _source_number(1, 0)),
    ("TNN", _two_amounts),
    ("WNN", _two_amounts),
    ("WON", _battery_level),
    ("EWN", _source_number(1, 2)),
    ("WVN", _source_number(0, 2, running=True)),
    ("WIN", _source_number(0, 2, running=True)),
    ("EN", _mains_hours),
    ("NE", _mains_hours),
    ("nE", _no_power),
    ("EY", _no_power),
    ("Zz", lambda items: Said((("safety", items[1].word.value),)) if items[1].word else None),
    ("C", lambda items: Said(items[0].word.claims) if items[0].word else None),
    ("r", _says(Said(rest_ok=True))),
    ("q", _says(NOTHING_SAID)),
    ("c", _says(NOTHING_SAID)),
)
STARTING = {letter: tuple(found for found in PATTERNS if found[0][0] == letter) for letter in CLASSES}


@dataclass(frozen=True, slots=True)
class Piece:
    """One pattern found at items[start:end]."""

    start: int
    end: int
    pattern: str
    said: Said


def classes_of(item: Element) -> frozenset[str]:
    """The pattern letters an element may stand for."""
    return frozenset(letter for letter, test in CLASSES.items() if test(item))


def cover(items: list[Element], loose: Callable[[Element], bool]) -> tuple[Piece, ...] | None:
    """The one way to read `items`, or None. `loose` items are words we do not know; they are stepped over.

    Works from the end: `tails[i]` holds at most two ways to cover items[i:], so the work grows with the length only.
    """
    letters = [classes_of(item) for item in items]
    tails: list[list[_Way]] = [[] for _ in range(len(items) + 1)]
    tails[-1] = [_Way(None, None, frozenset())]
    for at in range(len(items) - 1, -1, -1):
        ways: list[_Way] = []
        if loose(items[at]):
            ways.extend(_Way(None, tail, tail.meaning) for tail in tails[at + 1])
        for pattern, build in (found for letter in letters[at] for found in STARTING[letter]):
            end = at + len(pattern)
            if end <= len(items) and tails[end] and _fits(pattern, letters, at):
                said = build(items[at:end])
                if said is not None:
                    piece = Piece(at, end, pattern, said)
                    ways.extend(_Way(piece, tail, _extended(tail, said)) for tail in tails[end])
        tails[at] = _two_different(ways)
    return tails[0][0].pieces() if len(tails[0]) == 1 else None


@dataclass(frozen=True, slots=True)
class _Way:
    piece: Piece | None
    tail: "_Way | None"
    meaning: frozenset[tuple[str, Scalar]]

    def pieces(self) -> tuple[Piece, ...]:
        out: list[Piece] = []
        way: _Way | None = self
        while way is not None:
            if way.piece is not None:
                out.append(way.piece)
            way = way.tail
        return tuple(out)


def _fits(pattern: str, letters: list[frozenset[str]], at: int) -> bool:
    return all(letter in letters[at + k] for k, letter in enumerate(pattern))


def _extended(tail: _Way, said: Said) -> frozenset[tuple[str, Scalar]]:
    extra: set[tuple[str, Scalar]] = set(said.values)
    extra |= {(f"-{key}", value) for key, value in said.denied}
    extra |= {(f"!{key}", True) for key in said.implausible}
    if said.rest_ok:
        extra.add(("+", True))
    return tail.meaning | extra


def _two_different(ways: list[_Way]) -> list[_Way]:
    """At most two ways, of different meaning: with two left the chunk is ambiguous anyway."""
    out: list[_Way] = []
    for way in ways:
        if all(way.meaning != kept.meaning for kept in out):
            out.append(way)
        if len(out) == 2:
            break
    return out


def fields_near(items: list[Element]) -> frozenset[str]:
    """Every field the words of a chunk might be about: what is unclear when the chunk cannot be read."""
    out: set[str] = set()
    for item in items:
        if item.word is None:
            continue
        if item.word.topic == "safety":
            out.add("safety")
        elif item.word.topic:
            out |= fields_of(item.word.topic)
        if item.word.field:
            out.add(item.word.field)
        if item.has(Mark.STATE):
            out.add("state")
        if item.has(Mark.POWER, Mark.MAINS):
            out.add("power")
        out |= {key for key, _ in item.word.claims}
    return frozenset(out)
