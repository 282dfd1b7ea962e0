"""Facts as canonical JSON for the journal: sorted keys, no blanks, ASCII only, defaults written out.

The shape follows the dataclasses: a fact is an object, a tuple an array, an enum its value. Text that is not valid
Unicode (lone surrogates) is written as {"utf8": base64}, because JSON would silently join two halves into one
character. Reading is generous to other versions: unknown keys are ignored, missing keys take the default.
"""

import base64
import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache

from nsp_console.domain.facts import KINDS, Fact

ODD_TEXT = "utf8"

Decoder = Callable[[typing.Any], typing.Any]


def encode(fact: Fact) -> str:
    """The body of `fact`. ValueError when a number is not finite, TypeError on something that is not a fact."""
    return json.dumps(_plain(fact), allow_nan=False, sort_keys=True, separators=(",", ":"))


def decode(kind: str, body: str) -> Fact:
    """The fact of journal name `kind` in `body`. ValueError when the kind is unknown or the body does not fit it."""
    cls = KINDS.get(kind)
    if cls is None:
        raise ValueError(f"unknown kind of fact: {kind!r}")
    try:
        fact: Fact = _decoder(cls)(_parse(body))
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"body does not fit {kind!r}: {error}") from error
    return fact


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number")


_parse = json.JSONDecoder(parse_constant=_refuse).decode  # made once: a start reads the whole journal


def _plain(value: object) -> object:
    """`value` as what JSON knows."""
    match value:
        case Enum():
            return value.value
        case str():
            return value if _is_unicode(value) else {ODD_TEXT: _bytes64(value)}
        case None | bool() | int() | float():
            return value
        case tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"a fact cannot hold {type(value).__name__}")


def _is_unicode(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bytes64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")


@cache
def _decoder(shape: typing.Any) -> Decoder:
    """A function from parsed JSON to `shape` (a type annotation of a fact). Made once: the journal can be long."""
    origin = typing.get_origin(shape)
    if origin in (types.UnionType, typing.Union):
        return _union(typing.get_args(shape))
    if origin is tuple:
        return _tuple(typing.get_args(shape))
    if origin is dict:
        return _dict(_decoder(typing.get_args(shape)[1]))
    if dataclasses.is_dataclass(shape) and isinstance(shape, type):
        return _dataclass(shape)
    if isinstance(shape, type) and issubclass(shape, Enum):
        members = {member.value: member for member in shape}
        return members.__getitem__
    if shape is str:
        return _text
    return _scalar(_accepted((shape,)))


def _dataclass(cls: type) -> Decoder:
    hints = typing.get_type_hints(cls)
    decoders = {field.name: _decoder(hints[field.name]) for field in dataclasses.fields(cls)}

    def read(data: typing.Any) -> object:
        return cls(**{name: decoders[name](value) for name, value in data.items() if name in decoders})

    return read


def _tuple(shapes: tuple[typing.Any, ...]) -> Decoder:
    if len(shapes) == 2 and shapes[1] is Ellipsis:
        item = _decoder(shapes[0])
        return lambda data: tuple([item(value) for value in data])
    items = [_decoder(shape) for shape in shapes]
    return lambda data: tuple([item(value) for item, value in zip(items, data, strict=True)])


def _dict(item: Decoder) -> Decoder:
    return lambda data: {key: item(value) for key, value in data.items()}


def _union(shapes: tuple[typing.Any, ...]) -> Decoder:
    """`X | None`, or a union of JSON's own scalars."""
    rest = [shape for shape in shapes if shape is not types.NoneType]
    if len(rest) == 1:
        inner = _decoder(rest[0])
        return lambda data: None if data is None else inner(data)
    return _scalar(_accepted(shapes))


def _accepted(shapes: tuple[typing.Any, ...]) -> frozenset[type]:
    accepted = frozenset(shapes)
    assert accepted <= {str, int, float, bool, types.NoneType}, f"facts cannot hold {shapes}"
    # An int is a good float; Python says so and the encoder kept it as it was.
    return accepted | {int} if float in accepted else accepted


def _scalar(accepted: frozenset[type]) -> Decoder:
    def read(data: typing.Any) -> object:
        if type(data) is dict and str in accepted:
            return _text(data)
        if type(data) not in accepted:
            raise TypeError(f"{type(data).__name__} does not belong here")
        return data

    return read


def _text(data: typing.Any) -> str:
    if type(data) is dict:
        return base64.b64decode(data[ODD_TEXT], validate=True).decode("utf-8", "surrogatepass")
    if type(data) is not str:
        raise TypeError(f"text expected, not {type(data).__name__}")
    return data
