"""Patterns without a number: a state, a function, a source of power, something that is not there."""

from nsp_console.wire.text.elements import Element
from nsp_console.wire.text.marks import Mark
from nsp_console.wire.text.said import Builder, Said, word_of, zero_field


def function_is(value: str, *fields: int, state: int) -> Builder:
    def build(items: list[Element]) -> Said | None:
        if any(items[at].has(Mark.MAINS) and items[state].has(Mark.AWAY, Mark.GONE) for at in fields):
            return None  # "stroom uitgevallen" is about the source, not about charging telephones
        return Said(tuple((items[at].word.field, value) for at in fields))  # type: ignore[union-attr]

    return build


def not_function(items: list[Element]) -> Said | None:
    item = items[-1]
    if item.has(Mark.MAINS) or (word_of(item) and zero_field(item)):
        return None
    return Said(((item.word.field, "niet"),)) if item.word else None


def zeroes(*topics: int) -> Builder:
    def build(items: list[Element]) -> Said | None:
        keys = [zero_field(items[at]) for at in topics]
        return Said(tuple((key, 0) for key in keys)) if all(keys) else None

    return build


def none_of(items: list[Element]) -> Said | None:
    """ "bezoekers: geen"."""
    key = zero_field(items[0])
    return Said(((key, 0),)) if key and items[1].key == "geen" else None


def state_is(items: list[Element]) -> Said:
    return Said((("state", items[0].word.value),))  # type: ignore[union-attr]


def not_state(items: list[Element]) -> Said:
    return Said(denied=(("state", items[1].word.value),))  # type: ignore[union-attr]


def source_is(at: int) -> Builder:
    def build(items: list[Element]) -> Said | None:
        word = items[at].word
        # "accu" by itself may be any battery; "op accu" and "stroom accu" say what the point runs on.
        if word is None or (word.value == "accu" and len(items) == 1 and " " not in items[at].key):
            return None
        return Said((("power", word.value),))

    return build


def not_source(at: int) -> Builder:
    return lambda items: Said(denied=(("power", items[at].word.value),))  # type: ignore[union-attr]


def battery_gone(items: list[Element]) -> Said | None:
    return Said((("battery_pct", 0),)) if items[0].word and items[0].word.value == "accu" else None


def no_power(_: list[Element]) -> Said:
    return Said((("power", "geen"),), weak=("power",))


def says(said: Said) -> Builder:
    return lambda _: said
