"""The state of a site in 62 bits: every field has a code for unknown, and a rounded value says that it was rounded."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from nsp_console.domain.fields import FUNCTION_PREFIX, FunctionState, Power, Safety, SiteState, spec_of
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Scalar
from nsp_console.wire.frames import articles
from nsp_console.wire.frames.bits import BitReader, width_of
from nsp_console.wire.frames.kinds import State
from nsp_console.wire.frames.layouts import STATE, STATE_BITS
from nsp_console.wire.frames.scales import AMOUNTS, SCALES

FUNCTION_SLOT = "function "

# Words by code, from 1; 0 is unknown. A number is never used again for another word.
WORDS: dict[str, tuple[str, ...]] = {
    "state": (
        SiteState.CLOSED,
        SiteState.SETTING_UP,
        SiteState.OPEN,
        SiteState.LIMITED,
        SiteState.FULL,
        SiteState.EVACUATED,
        SiteState.SCALED_DOWN,
    ),
    "power": (Power.GRID, Power.GENERATOR, Power.BATTERY, Power.NONE),
    # The third code says "dreigend" or "onveilig"; it reads as the worse of the two.
    "safety": (Safety.CALM, Safety.TENSE, Safety.UNSAFE),
}
ALSO = {("safety", str(Safety.THREAT)): 3}  # words that share a code
SHARED = {("safety", 3)}
FUNCTION_WORDS = (FunctionState.WORKS, FunctionState.LIMITED, FunctionState.FAILS)
WORD_CODES = {(key, str(word)): code for key, words in WORDS.items() for code, word in enumerate(words, 1)} | ALSO
FUNCTION_CODES = {str(word): code for code, word in enumerate(FUNCTION_WORDS, 1)}
# Every field with its width and, for a function, its slot from 0: worked out once, as states are compared all the time.
PLACES: tuple[tuple[str, int, int | None], ...] = tuple(
    (name, width, int(name.removeprefix(FUNCTION_SLOT)) - 1 if name.startswith(FUNCTION_SLOT) else None)
    for name, width in STATE
)
COMPARED = 1024  # comparisons remembered


class Difference(NamedTuple):
    """What differs between two states on the air.

    categorical  a word, a count of staff or a need differs, or an amount became or stopped being zero or unknown
    steps        per amount that is known in both: how many quantisation steps apart, where that is not 0
    """

    categorical: bool
    steps: dict[str, int]


def encode_state(values: Mapping[str, Scalar], needs: tuple[Need, ...], functions: tuple[str, ...]) -> int:
    """62 bits. `functions`: keys of the function slots, at most eight.

    A key that has no place here is left out. A value that its field does not accept is sent as unknown.
    """
    bits = 0
    for name, width, slot in PLACES:
        if slot is not None:
            value = values.get(FUNCTION_PREFIX + functions[slot]) if slot < len(functions) else None
            code = FUNCTION_CODES.get(str(value), 0)
        else:
            code = _code(name, values.get(name)) if name != "needs" else articles.bitmap(needs)
        bits = bits << width | code
    return bits


def _code(name: str, value: Scalar | None) -> int:
    if value is None:
        return 0
    spec = spec_of(name)
    if spec is None or not spec.accepts(value):
        return 0
    if name in SCALES:
        assert not isinstance(value, str)
        return SCALES[name].encode(value)
    return WORD_CODES[name, str(value)]


def decode_state(bits: int, functions: tuple[str, ...]) -> State:
    """What `bits` say. ValueError for codes that do not exist; a slot that has no name here is left out."""
    values: dict[str, Scalar] = {}
    estimated: list[str] = []
    needs: tuple[Need, ...] = ()
    for name, code in codes(bits).items():
        if name == "needs":
            needs = articles.from_bitmap(code)
        elif code == 0:
            continue
        elif name.startswith(FUNCTION_SLOT):
            slot = int(name.removeprefix(FUNCTION_SLOT)) - 1
            if slot < len(functions):
                values[FUNCTION_PREFIX + functions[slot]] = str(FUNCTION_WORDS[code - 1])
        elif name in SCALES:
            level = SCALES[name].decode(code)
            assert level is not None
            values[name] = int(level) if level.is_integer() else level
            if not SCALES[name].exact(code):
                estimated.append(name)
        elif code > len(WORDS[name]):
            raise ValueError(f"{name}: code {code} does not exist")
        else:
            values[name] = str(WORDS[name][code - 1])
            if (name, code) in SHARED:
                estimated.append(name)
    return State(values, needs, tuple(estimated))


def codes(bits: int) -> dict[str, int]:
    """The code of every field of a state, by name. ValueError when it is not 62 bits."""
    if not 0 <= bits < 1 << STATE_BITS:
        raise ValueError("not a state of 62 bits")
    spare = -STATE_BITS % 8
    return BitReader((bits << spare).to_bytes((STATE_BITS + spare) // 8, "big")).fields(STATE)


@lru_cache(COMPARED)
def difference(one: int, other: int) -> Difference:
    """What differs between two encoded states; for "changed" and for "off its forecast"."""
    before, after = codes(one), codes(other)
    amounts = {scale.key for scale in AMOUNTS}
    categorical = False
    steps: dict[str, int] = {}
    for name, code in before.items():
        if code == after[name]:
            continue
        zero_or_unknown = min(code, after[name]) <= 1
        if name not in amounts or zero_or_unknown:
            categorical = True
        if name in amounts and code and after[name]:
            steps[name] = abs(code - after[name])
    return Difference(categorical, steps)


assert width_of(STATE) == STATE_BITS
