"""From five TOML files to `domain.rules.Rules`. A file in the user's folder replaces the shipped one of that name.

A mistake never leaves a crew without a console: `load_rules_or_last_good` falls back to the last configuration that
worked, and tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from nsp_console.config.complaints import complain
from nsp_console.config.dossier import DossierShape, dossier_items
from nsp_console.config.norms import role_of
from nsp_console.config.problems import Problems, together
from nsp_console.config.shapes import NormsShape, PlanningShape, TermShape, ThresholdsShape, WordsShape
from nsp_console.config.textfile import keep_copy
from nsp_console.config.toml import Place, key_path, line_of, read_toml
from nsp_console.domain.errors import ConfigError, NspError
from nsp_console.domain.limits import Sharing
from nsp_console.domain.rules import Norm, Planning, RegionNorms, Rules, Thresholds
from nsp_console.domain.safetext import clean
from nsp_console.domain.understanding import Article, Term, Vocabulary
from nsp_console.paths import shipped

MINUTE_S = 60.0
SHAPES: dict[str, type[BaseModel]] = {
    "normen.toml": NormsShape,
    "drempels.toml": ThresholdsShape,
    "planning.toml": PlanningShape,
    "woorden.toml": WordsShape,
    "dossier.toml": DossierShape,
}


@dataclass(frozen=True, slots=True)
class _Checked:
    """One file that passed on its own."""

    path: Path
    shape: BaseModel
    lines: dict[Place, int]


def rules_files(folder: Path | None = None, user_folder: Path | None = None) -> dict[str, Path]:
    """Which file is read for each name: the user's own if it exists, else the one in `folder` (default: shipped)."""
    base = folder if folder is not None else shipped("config")
    own = {name: user_folder / name for name in SHAPES} if user_folder is not None else {}
    return {name: own[name] if name in own and own[name].exists() else base / name for name in SHAPES}


def load_rules(folder: Path | None = None, user_folder: Path | None = None) -> Rules:
    """The rules of `folder` (default: shipped), each file overridden by one in `user_folder`.

    Raises ConfigError with every problem of every file in `data["problems"]`.
    """
    return _load(rules_files(folder, user_folder))


def load_rules_or_last_good(
    folder: Path | None, user_folder: Path | None, last_good: Path
) -> tuple[Rules, tuple[NspError, ...]]:
    """Like `load_rules`, and keep a copy in `last_good`; when a file is wrong, open that copy and say so.

    Returns the rules and what to tell in a banner. Without a usable copy the shipped rules open.
    Raises ConfigError only when those are damaged too.
    """
    files = rules_files(folder, user_folder)
    try:
        rules = _load(files)
    except ConfigError as error:
        notice = ConfigError("config.last_good_used", **{**error.data, "problems": (error,)})
        return _fall_back(folder, last_good), (notice,)
    return rules, _keep(files, last_good)


def _fall_back(folder: Path | None, last_good: Path) -> Rules:
    """The copies, with the shipped file for one that has none: it came with a newer version of the program."""
    files = rules_files(folder)
    copies = {name: last_good / name for name in SHAPES}
    try:
        return _load({name: copy if copy.exists() else files[name] for name, copy in copies.items()})
    except ConfigError:
        return _load(files)


def _keep(files: Mapping[str, Path], last_good: Path) -> tuple[NspError, ...]:
    notices = [notice for name, path in files.items() for notice in keep_copy(path, last_good / name)]
    return tuple(notices[:1])


def _load(files: Mapping[str, Path]) -> Rules:
    checked: dict[str, _Checked] = {}
    errors: list[ConfigError] = []
    for name, path in files.items():
        try:
            checked[name] = _check(path, SHAPES[name])
        except ConfigError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return _assemble(checked)


def _check(path: Path, shape: type[BaseModel]) -> _Checked:
    content, lines = read_toml(path)
    try:
        return _Checked(path, shape.model_validate(content), lines)
    except ValidationError as error:
        problems = Problems(path)
        complain(problems, error, shape, lines)
        raise problems.error() from None


def _assemble(checked: Mapping[str, _Checked]) -> Rules:
    norms, thresholds = checked["normen.toml"].shape, checked["drempels.toml"].shape
    planning, words = checked["planning.toml"].shape, checked["woorden.toml"].shape
    assert isinstance(norms, NormsShape)
    assert isinstance(thresholds, ThresholdsShape)
    assert isinstance(planning, PlanningShape)
    dossier = checked["dossier.toml"].shape
    assert isinstance(words, WordsShape)
    assert isinstance(dossier, DossierShape)
    vocabulary = _vocabulary(words)
    _names_exist(checked["normen.toml"], norms, vocabulary)
    return Rules(
        vocabulary=vocabulary,
        vital_functions=tuple(norms.vital_functions),
        thresholds=_thresholds(thresholds),
        planning=_planning(planning),
        norms=tuple(
            Norm(norm.key, clean(norm.label), tuple(norm.kinds), norm.value, norm.vital, clean(norm.source))
            for norm in norms.norms
        ),
        region=RegionNorms(norms.region.inhabitants_per_l, norms.region.l_per_c, norms.region.operational_h),
        dossier=dossier_items(dossier, norms.vital_functions, {term.key: term.label for term in vocabulary.functions}),
        dossier_soon_days=dossier.soon_days,
    )


def _names_exist(file: _Checked, norms: NormsShape, vocabulary: Vocabulary) -> None:
    """Functions and roles that normen.toml names must be in woorden.toml."""
    functions = [term.key for term in vocabulary.functions]
    roles = [term.key for term in vocabulary.roles]
    problems = Problems(file.path)
    for name in norms.vital_functions:
        if name not in functions:
            line = line_of(file.lines, ("vitale_functies",))
            problems.add("config.unknown_function", line, "vitale_functies", value=name, known=", ".join(functions))
    for index, norm in enumerate(norms.norms):
        role = role_of(norm.key)
        if role is not None and role not in roles:
            where: Place = ("norm", index, "key")
            line = line_of(file.lines, where)
            problems.add("config.unknown_role", line, key_path(where), value=role, known=", ".join(roles))
    problems.stop_if_any()


def _vocabulary(words: WordsShape) -> Vocabulary:
    return Vocabulary(
        functions=tuple(_term(term) for term in words.functions),
        roles=tuple(_term(term) for term in words.roles),
        articles=tuple(
            Article(article.key, clean(article.label), clean(article.unit), tuple(article.words))
            for article in words.articles
        ),
    )


def _term(shape: TermShape) -> Term:
    return Term(shape.key, clean(shape.label), tuple(shape.words))


def _thresholds(shape: ThresholdsShape) -> Thresholds:
    severity, interval, trust = shape.severity, shape.interval, shape.trust
    return Thresholds(
        critical_h=severity.critical_h,
        attention_h=severity.attention_h,
        temperature_low_c=severity.cold_c,
        temperature_high_c=severity.warm_c,
        interval_min=interval.deployed_min,
        interval_attention_min=interval.attention_min,
        interval_ready_min=interval.ready_min,
        silent_factor=interval.silent_factor,
        jump_factor=trust.jump_factor,
        contradiction_s=trust.contradiction_min * MINUTE_S,
        repeat_window_s=trust.repeat_min * MINUTE_S,
    )


def _planning(shape: PlanningShape) -> Planning:
    generator, sharing = shape.generator, shape.sharing
    return Planning(
        water_l_ppd=shape.water.litres_ppd,
        food_portions_ppd=shape.food.portions_ppd,
        generator_l_per_h=tuple(
            (row.kva, (row.litres_per_h[0], row.litres_per_h[1], row.litres_per_h[2], row.litres_per_h[3]))
            for row in generator.consumption
        ),
        generator_kva=generator.default_kva,
        generator_load=generator.load,
        fuel_reserve=generator.reserve,
        busier=shape.use.busier if shape.use else 0.0,
        sharing=Sharing(sharing.target_h, sharing.keep_h, sharing.reach_km) if sharing else Sharing(),
    )
