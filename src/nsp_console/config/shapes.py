"""The shape of each rules file: strict, nothing unknown allowed. Keys are Dutch, for the people who edit them.

A rule between values raises PydanticCustomError whose type is an error code of ours; `rules` turns both into sentences.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Literal, Protocol, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from nsp_console.config.norms import KNOWN_NORMS, is_norm_key
from nsp_console.domain.safetext import clean

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=30)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True, to_lower=True)]
Note = Annotated[str, StringConstraints(max_length=200)]
Hours = Annotated[float, Field(gt=0, le=1000)]
Minutes = Annotated[float, Field(ge=1, le=10_080)]  # a week
Degrees = Annotated[float, Field(ge=-30, le=60)]
Times = Annotated[float, Field(ge=1, le=1000)]
Share = Annotated[float, Field(ge=0, lt=1)]
Load = Annotated[float, Field(gt=0, le=1)]
Amount = Annotated[float, Field(ge=0, le=100_000)]
Positive = Annotated[float, Field(gt=0, le=1_000_000)]


def _known_norm(key: str) -> str:
    if not is_norm_key(key):
        raise PydanticCustomError("config.unknown_norm", "unknown norm", {"known": ", ".join(KNOWN_NORMS)})
    return key


class Shape(BaseModel):
    """Base of every shape: frozen, strict types, unknown keys refused, no infinity."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class SeverityShape(Shape):
    critical_h: Hours = Field(alias="kritiek_uur")
    attention_h: Hours = Field(alias="aandacht_uur")
    cold_c: Degrees = Field(alias="koud_graden")
    warm_c: Degrees = Field(alias="warm_graden")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _below(self.critical_h, self.attention_h, "kritiek_uur", "aandacht_uur")
        _below(self.cold_c, self.warm_c, "koud_graden", "warm_graden")
        return self


class IntervalShape(Shape):
    deployed_min: Minutes = Field(alias="inzet_min")
    attention_min: Minutes = Field(alias="aandacht_min")
    ready_min: Minutes = Field(alias="paraat_min")
    silent_factor: Times = Field(alias="stil_na_keer")


class TrustShape(Shape):
    jump_factor: Times = Field(alias="sprong_keer")
    contradiction_min: Minutes = Field(alias="tegenspraak_min")
    repeat_min: Minutes = Field(alias="herhaling_min")


class ThresholdsShape(Shape):
    """drempels.toml"""

    severity: SeverityShape = Field(alias="ernst")
    interval: IntervalShape = Field(alias="meldtijd")
    trust: TrustShape = Field(alias="vertrouwen")


class RegionShape(Shape):
    inhabitants_per_l: Positive = Field(alias="inwoners_per_l")
    l_per_c: Positive = Field(alias="l_per_c")
    operational_h: Hours = Field(alias="operationeel_uur")
    source: Note = Field("", alias="bron")


class NormShape(Shape):
    key: Annotated[str, AfterValidator(_known_norm)]
    label: Label
    kinds: list[Literal["C", "L", "X"]] = Field(alias="soorten", min_length=1)
    value: Amount = Field(alias="waarde")
    vital: bool = Field(alias="vitaal")
    source: Note = Field("", alias="bron")


class NormsShape(Shape):
    """normen.toml"""

    vital_functions: list[Key] = Field(alias="vitale_functies")
    region: RegionShape = Field(alias="regio")
    norms: list[NormShape] = Field(alias="norm", min_length=1)

    @model_validator(mode="after")
    def _once(self) -> Self:
        keys_once("norm", self.norms)
        return self


class WaterShape(Shape):
    litres_ppd: Positive = Field(alias="liter_per_persoon_per_dag")
    source: Note = Field("", alias="bron")


class FoodShape(Shape):
    portions_ppd: Positive = Field(alias="porties_per_persoon_per_dag")
    source: Note = Field("", alias="bron")


class ConsumptionShape(Shape):
    kva: Positive
    litres_per_h: list[Positive] = Field(alias="liter_per_uur", min_length=4, max_length=4)


class GeneratorShape(Shape):
    default_kva: Positive = Field(alias="standaard_kva")
    load: Load = Field(alias="belasting")
    reserve: Share = Field(alias="reserve")
    source: Note = Field("", alias="bron")
    consumption: list[ConsumptionShape] = Field(alias="verbruik", min_length=1)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        rows = self.consumption
        if any(low.kva >= high.kva for low, high in pairwise(rows)):
            raise PydanticCustomError("config.not_rising", "not rising", {"first": "kva"})
        for row in rows:
            if any(low > high for low, high in pairwise(row.litres_per_h)):
                raise PydanticCustomError(
                    "config.not_rising", "not rising", {"first": f"liter_per_uur ({row.kva:g} kVA)"}
                )
        return self


class UseShape(Shape):
    busier: Annotated[float, Field(ge=0, le=3)] = Field(alias="drukker")
    source: Note = Field("", alias="bron")


class SharingShape(Shape):
    target_h: Hours = Field(alias="levering_uur")
    keep_h: Hours = Field(alias="houden_uur")
    reach_km: Positive = Field(alias="afstand_km")
    source: Note = Field("", alias="bron")


class PlanningShape(Shape):
    """planning.toml"""

    water: WaterShape
    food: FoodShape = Field(alias="voedsel")
    generator: GeneratorShape = Field(alias="aggregaat")
    use: UseShape | None = Field(None, alias="verbruik")
    sharing: SharingShape | None = Field(None, alias="verdelen")  # files from before these lack them


class TermShape(Shape):
    key: Key
    label: Label
    words: list[Word] = Field(alias="woorden", min_length=1)


class ArticleShape(TermShape):
    unit: Label = Field(alias="eenheid")


class WordsShape(Shape):
    """woorden.toml"""

    functions: list[TermShape] = Field(alias="functie", min_length=1)
    roles: list[TermShape] = Field(alias="rol", min_length=1)
    articles: list[ArticleShape] = Field(alias="artikel", min_length=1)

    @model_validator(mode="after")
    def _once(self) -> Self:
        for kind, terms in (("functie", self.functions), ("rol", self.roles), ("artikel", self.articles)):
            keys_once(kind, terms)
            _words_once(kind, terms)
        return self


class Keyed(Protocol):
    """A row with a key of its own."""

    @property
    def key(self) -> str: ...


def _below(low: float, high: float, low_name: str, high_name: str) -> None:
    if low >= high:
        raise PydanticCustomError("config.not_below", "not below", {"first": low_name, "second": high_name})


def keys_once(kind: str, rows: Sequence[Keyed]) -> None:
    """Refuse two rows of the same key; `kind` is what the file calls them."""
    keys = [row.key for row in rows]
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            raise PydanticCustomError("config.key_twice", "twice", {"kind": kind, "name": key})


def _words_once(kind: str, terms: Sequence[TermShape]) -> None:
    owner: dict[str, str] = {}
    for term in terms:
        for word in term.words:
            if owner.setdefault(word, term.key) != term.key:
                known = {"kind": kind, "word": clean(word), "first": owner[word], "second": term.key}
                raise PydanticCustomError("config.word_twice", "twice", known)
