"""Reading a scenario file. Every mistake becomes a ConfigError that names file, line, field and remedy."""

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from nsp_console.config.problems import quote
from nsp_console.domain.errors import ConfigError
from nsp_console.domain.sites import Region, SiteKind
from nsp_console.drill.scenario.model import (
    DELIVERED,
    NEEDS,
    PLAIN_NUMBER,
    EventSpec,
    MeshSpec,
    PointSpec,
    RadioKnown,
    Scenario,
    What,
)
from nsp_console.drill.scenario.plainyaml import Lines, Place, parse_plain

FILE_BYTES_MAX = 200_000
PROBLEMS_SHOWN_MAX = 20
SUFFIX = ".yaml"

PYDANTIC_CODES = {  # pydantic's error type to our sentence; anything else reads "scenario.value"
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "enum": "choice",
    "int_parsing": "number",
    "int_from_float": "whole",
    "float_parsing": "number",
    "greater_than_equal": "low",
    "greater_than": "low",
    "less_than_equal": "high",
    "string_type": "text_expected",
    "string_too_short": "empty",
    "too_short": "empty",
    "string_too_long": "long",
    "too_long": "long",
    "model_type": "map_expected",
    "model_attributes_type": "map_expected",
    "dict_type": "map_expected",
    "tuple_type": "list_expected",
    "string_unicode": "bad_character",
}
PATTERNS = {  # what a field with a pattern wants, in words
    "code": "een code als L-DEV-05",
    "punt": "een code als L-DEV-05",
    "station": "een code als C-DEV-01",
    "regio": "alleen de naam van een bestand, als ijsselland.csv (zonder map)",
    "taal": "nl",
    "fasen": "0-8, 8-24, 24-48, >48, 72+ of nafase",
    "functie": "een sleutel uit woorden.toml, als zorg_hygiene",
    "bemensing": "een sleutel uit woorden.toml, als ehbo",
}


def load_scenario(path: Path) -> Scenario:
    """Read and check one file on its own. Raises ConfigError; `problems` in its data holds all when there are more."""
    return parse_scenario(_read(path), path.name)


def find_scenario(folder: Path, name: str) -> Path:
    """The file of scenario `name` in `folder`. Names with a path in them are refused: a pack stays in its folder."""
    plain = name.removesuffix(SUFFIX)
    known = sorted(file.stem for file in folder.glob(f"*{SUFFIX}"))
    if plain not in known:
        raise ConfigError(
            "scenario.not_found", file=quote(name), where="", line=1, choices=", ".join(known) or "geen enkel"
        )
    return folder / f"{plain}{SUFFIX}"


def parse_scenario(text: str, file: str) -> Scenario:
    """Check the text of a scenario; `file` is how messages call it."""
    plain, lines = parse_plain(text, file)
    try:
        scenario = Scenario.model_validate(plain)
    except ValidationError as error:
        raise together(file, [_problem(file, lines, details) for details in error.errors()]) from None
    scenario.came_from(file, lines)
    problems = list(_inner_problems(scenario))
    if problems:
        raise together(file, problems)
    return scenario


def check_against(scenario: Scenario, region: Region) -> None:
    """Check that the points of the scenario are in the region. Raises ConfigError with the line."""
    problems: list[ConfigError] = []
    for place, code, kind in _codes(scenario):
        site = region.sites.get(code)
        if site is None or (kind is not None and site.kind is not kind):
            near = difflib.get_close_matches(code, region.sites, n=3)
            problem = "not_in_region" if site is None else "wrong_kind"
            problems.append(
                _at(scenario, place, problem, value=code, region=region.name, choices=", ".join(near) or "niets")
            )
    if problems:
        raise together(scenario.file, problems)


def together(file: str, problems: list[ConfigError]) -> ConfigError:
    """One error for all problems of a file: the problem itself, or a summary with the first ones in `problems`."""
    problems.sort(key=lambda problem: int(str(problem.data["line"])))
    if len(problems) == 1:
        return problems[0]
    first = problems[0].data
    shown = tuple(problems[:PROBLEMS_SHOWN_MAX])
    where, line = first["where"], first["line"]
    return ConfigError("scenario.file", file=file, where=where, line=line, count=len(problems), problems=shown)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(FILE_BYTES_MAX + 1)
    except OSError:
        raise ConfigError("scenario.unreadable", file=path.name, where="", line=1) from None
    if len(raw) > FILE_BYTES_MAX:
        raise ConfigError("scenario.too_big", file=path.name, where="", line=1, maximum=FILE_BYTES_MAX // 1000)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError("scenario.not_utf8", file=path.name, where=f"regel {line}", line=line) from None


def _problem(file: str, lines: Lines, details: ErrorDetails) -> ConfigError:
    """One of pydantic's errors as ours."""
    where: Place = tuple(part for part in details["loc"] if part != "[key]")
    kind = details["type"]
    context: dict[str, object] = dict(details.get("ctx", {}))
    code = str(context.pop("code")) if kind.startswith("nsp.") else PYDANTIC_CODES.get(kind, "value")
    key = next((str(part) for part in reversed(where) if isinstance(part, str)), "")
    value = context.pop("value", details["input"])
    data: dict[str, object] = {"value": value if isinstance(value, (str, int, float)) else "…"}
    if kind == "enum":
        context["choices"] = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
    if kind == "extra_forbidden":
        known = _known_keys(where)
        context["choices"] = ", ".join(difflib.get_close_matches(key, known, n=3) or known)
    if kind == "int_parsing" and PLAIN_NUMBER.fullmatch(str(value).strip().replace(".", ",")):
        code = "whole"
    if kind == "string_pattern_mismatch":
        parent = next((str(part) for part in where if part in PATTERNS), key)
        code, context["choices"] = "form", PATTERNS.get(parent, "")
    limit = context.get("ge", context.get("gt", context.get("le", context.get("max_length", ""))))
    data["limit"] = limit
    for name in ("choices", "bytes", "maximum"):
        if name in context:
            data[name] = context[name]
    return _error(file, lines, where, code, **data)


def _error(file: str, lines: Lines, where: Place, code: str, **data: object) -> ConfigError:
    line = lines.find(where)
    key = in_words(where)
    shown = {name: quote(value) if name == "value" else value for name, value in data.items()}
    return ConfigError(f"scenario.{code}", file=file, where=f"regel {line}, {key}", line=line, key=key, **shown)


def in_words(where: Place) -> str:
    """A place as a person would say it: "punten nummer 3: water_liter"."""
    names = [f"nummer {part + 1}" if isinstance(part, int) else quote(part).strip() or "(leeg)" for part in where]
    return " ".join(names[:-1]) + ": " + names[-1] if len(names) > 1 else "".join(names)


def _known_keys(where: Place) -> list[str]:
    models: dict[str | int, type[BaseModel]] = {"punten": PointSpec, "gebeurtenissen": EventSpec, "mesh": MeshSpec}
    model = models.get(where[0], Scenario) if len(where) > 1 else Scenario
    return [spec.alias or name for name, spec in model.model_fields.items()]


def _at(scenario: Scenario, where: Place, code: str, **data: object) -> ConfigError:
    return _error(scenario.file, scenario.lines, where, code, **data)


def _codes(scenario: Scenario) -> Iterator[tuple[Place, str, SiteKind | None]]:
    yield ("station",), scenario.station, SiteKind.C
    for index, point in enumerate(scenario.points):
        yield ("punten", index, "code"), point.code, None


def _inner_problems(scenario: Scenario) -> Iterator[ConfigError]:
    """What pydantic cannot see: doubled points, events without what they need, moments outside the scenario."""
    seen: dict[str, PointSpec] = {}
    for index, point in enumerate(scenario.points):
        if point.code in seen or point.code == scenario.station:
            yield _at(scenario, ("punten", index, "code"), "doubled", value=point.code)
        seen[point.code] = point
        if point.visitors > point.capacity:
            limit = point.capacity
            yield _at(scenario, ("punten", index, "bezoekers"), "high", value=point.visitors, limit=limit)
    for index, event in enumerate(scenario.events):
        place: Place = ("gebeurtenissen", index)
        if event.at_s < scenario.start_s:
            yield _at(scenario, (*place, "op"), "too_early", value=index + 1)
        yield from _event_problems(scenario, event, place, seen)


def _event_problems(
    scenario: Scenario, event: EventSpec, place: Place, points: dict[str, PointSpec]
) -> Iterator[ConfigError]:
    for attribute, word in NEEDS[event.what]:
        if getattr(event, attribute) is None:
            yield _at(scenario, (*place, word), "event_needs", value=event.what.value, choices=word)
    if event.what is What.DELIVERY and all(getattr(event, name) is None for name in DELIVERED):
        choices = "water_liter, voedsel_porties of brandstof_liter"
        yield _at(scenario, place, "event_needs", value=event.what.value, choices=choices)
    if event.point is not None:
        point = points.get(event.point)
        check: Callable[[str], ConfigError] = lambda code: _at(  # noqa: E731
            scenario, (*place, "punt"), code, value=event.point, choices=", ".join(points)
        )
        if point is None:
            yield check("not_a_point")
        elif point.radio is RadioKnown.NONE and event.text is not None:
            yield check("no_radio")
