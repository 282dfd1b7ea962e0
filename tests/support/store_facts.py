"""Facts for store tests: any that can be built, and a few that look like a day's work."""

import dataclasses
import types
import typing
from enum import Enum

from hypothesis import strategies as st

from nsp_console.domain.facts import KINDS, Fact, MessageQueued, Purpose, TextHeard
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Source, Tier

# Surrogates included: text arrives as bytes from strangers, and two halves must not become one character.
ANY_TEXT = st.text(st.characters(codec=None), max_size=12)
KEYS = st.text(st.characters(codec="utf-8"), max_size=8)
NUMBERS = st.integers(-(2**70), 2**70)
ENTRIES = st.integers(1, 40)  # small, so that facts point at each other


def any_fact() -> st.SearchStrategy[Fact]:
    """Any instance of any kind of fact, every field drawn."""
    return st.one_of([typing.cast(st.SearchStrategy[Fact], _built(cls)) for cls in KINDS.values()])


def any_of(shape: typing.Any) -> st.SearchStrategy[typing.Any]:
    """Any value of a type annotation that facts use."""
    origin, inner = typing.get_origin(shape), typing.get_args(shape)
    if origin in (types.UnionType, typing.Union):
        return st.one_of([any_of(item) for item in inner])
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(any_of(inner[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(any_of, inner))
    if origin is dict:
        return st.dictionaries(KEYS, any_of(inner[1]), max_size=4)
    if dataclasses.is_dataclass(shape):
        return _built(typing.cast(type, shape))
    if isinstance(shape, type) and issubclass(shape, Enum):
        return st.sampled_from(list(shape))
    return _PLAIN[shape]


_PLAIN: dict[typing.Any, st.SearchStrategy[typing.Any]] = {
    str: ANY_TEXT,
    int: NUMBERS,
    float: st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53),
    bool: st.booleans(),
    types.NoneType: st.none(),
}


def _built(cls: type) -> st.SearchStrategy[typing.Any]:
    hints = typing.get_type_hints(cls)
    pointers = {"entry", "corrects", "answers", "repeat_of"}
    return st.builds(cls, **{name: ENTRIES if name in pointers else any_of(hint) for name, hint in hints.items()})


def heard(text: str = "L-ZWO-09 open, water 300 l", packet: int = 1, site: str | None = "L-ZWO-09") -> TextHeard:
    """A status text as a phone sends it."""
    understood = Understanding(Outcome.STATUS, site, {"state": "open", "water_l": 300})
    return TextHeard(text, 0x7A11, packet, "nsp", Source(Means.LORA, Tier.C, 0x7A11), understood, site)


def queued(text: str, to: str = "L-ZWO-09") -> MessageQueued:
    """A line that must go out."""
    return MessageQueued(text, Purpose.MESSAGE, to)
