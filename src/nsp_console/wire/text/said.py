"""What one pattern of words says, and the small functions every pattern uses."""

from collections.abc import Callable
from dataclasses import dataclass

from nsp_console.domain.fields import spec_of
from nsp_console.domain.values import Scalar
from nsp_console.wire.text.elements import Element
from nsp_console.wire.text.topics import topic_of


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


def word_of(item: Element) -> str:
    return item.word.topic if item.word else ""


def amount_of(topic_key: str, number: Element, unit: str | None = None) -> Said | None:
    """`number` of `topic_key`, or None when the unit does not go with it; implausible amounts are said to be so."""
    target = topic_of(topic_key).units.get(number.unit if unit is None else unit)
    if target is None or (topic_key == "capacity" and number.still):  # "nog 20": free places, not the capacity
        return None
    name, factor = target
    return plausible_of(((name, tidy(number.value * factor)),), number.about)


def plausible_of(values: tuple[tuple[str, Scalar], ...], about: bool) -> Said:
    for name, value in values:
        spec = spec_of(name)
        if spec is None or not spec.accepts(value):
            return Said(implausible=tuple(key for key, _ in values))
    return Said(values, about=tuple(name for name, _ in values) if about else ())


def tidy(value: float) -> float | int:
    """An int when the amount is whole, else at most three decimals."""
    return int(value) if float(value).is_integer() else round(value, 3)


def zero_field(item: Element) -> str:
    topic = word_of(item)
    return topic_of(topic).zero if topic and topic != "safety" else ""
