"""pydantic's findings as problems with a place and a remedy."""

from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from nsp_console.config.problems import Problems
from nsp_console.config.toml import Place, key_path, line_of

# pydantic's error type → code of our sentence, and the name of what it expected in the error's context.
CODES: dict[str, str] = {
    "missing": "config.missing",
    "extra_forbidden": "config.unknown_key",
    "int_type": "config.needs_number",
    "float_type": "config.needs_number",
    "finite_number": "config.needs_number",
    "bool_type": "config.needs_bool",
    "string_type": "config.needs_text",
    "list_type": "config.needs_list",
    "model_type": "config.needs_table",
    "model_attributes_type": "config.needs_table",
    "greater_than": "config.too_low",
    "greater_than_equal": "config.too_low",
    "less_than": "config.too_high",
    "less_than_equal": "config.too_high",
    "too_short": "config.too_few",
    "too_long": "config.too_many",
    "string_too_short": "config.empty",
    "string_too_long": "config.too_long",
    "string_pattern_mismatch": "config.bad_key",
    "literal_error": "config.not_a_choice",
}
LIMITS = ("gt", "ge", "lt", "le", "min_length", "max_length")


def complain(problems: Problems, error: ValidationError, shape: type[BaseModel], lines: dict[Place, int]) -> None:
    """Add every finding of `error` to `problems`."""
    for found in error.errors(include_url=False):
        where: Place = tuple(found["loc"])
        context: dict[str, Any] = dict(found.get("ctx", {}))
        data: dict[str, object] = {"value": found["input"], **context}
        code = found["type"] if found["type"].startswith("config.") else CODES.get(found["type"], "config.refused")
        limit = next((context[name] for name in LIMITS if name in context), "")
        data["limit"] = f"{limit:g}" if isinstance(limit, (int, float)) else limit
        if code == "config.unknown_key":
            data["known"] = _suggestion(str(where[-1]), shape, where)
        if code == "config.not_a_choice":
            data["known"] = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        problems.add(code, line_of(lines, where), key_path(where), **data)


def _suggestion(unknown: str, shape: type[BaseModel], where: Place) -> str:
    """The known keys at that place, the likeliest first."""
    fields = _aliases(_shape_at(shape, where[:-1]))
    near = get_close_matches(unknown, fields, n=1)
    return near[0] if near else ", ".join(fields)


def _aliases(shape: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in shape.model_fields.items()]


def _shape_at(shape: type[BaseModel], where: Place) -> type[BaseModel]:
    """The shape of the table `where` leads to."""
    for part in where:
        for name, field in shape.model_fields.items():
            if part == (field.alias or name):
                inner: Any = field.annotation
                inner = getattr(inner, "__args__", (inner,))[0]
                if isinstance(inner, type) and issubclass(inner, BaseModel):
                    shape = inner
    return shape
