"""The shape of dossier.toml, and the items it makes: one per row, or one per vital function."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from nsp_console.config.shapes import Key, Label, Note, Shape, keys_once
from nsp_console.domain.rules import DossierItem, DossierQuestion
from nsp_console.domain.safetext import clean

FUNCTION_PLACE = "{functie}"
QUESTIONS_MAX = 4  # a form has room for so many beside its own lines
CHOICES_MAX = 8
Days = Annotated[float, Field(ge=1, le=36_500)]


class QuestionShape(Shape):
    key: Key
    label: Label
    choices: list[Label] = Field(alias="keuzes", min_length=2, max_length=CHOICES_MAX)


class ItemShape(Shape):
    key: Key
    label: Label
    kinds: list[Literal["C", "L", "X"]] = Field(alias="soorten", min_length=1)
    vital: bool = Field(alias="vitaal")
    valid_days: Days | None = Field(None, alias="geldig_dagen")
    per_function: bool = Field(False, alias="elke_functie")
    questions: list[QuestionShape] = Field(default=[], alias="vraag", max_length=QUESTIONS_MAX)
    source: Note = Field("", alias="bron")

    @model_validator(mode="after")
    def _functions_are_named(self) -> Self:
        if self.per_function is not (FUNCTION_PLACE in self.label):
            raise PydanticCustomError("config.no_function_place", "no place", {"place": FUNCTION_PLACE})
        keys_once("vraag", self.questions)
        return self


class DossierShape(Shape):
    """dossier.toml"""

    soon_days: Days = Field(alias="verloopt_binnenkort_dagen")
    items: list[ItemShape] = Field(alias="onderdeel")

    @model_validator(mode="after")
    def _once(self) -> Self:
        keys_once("onderdeel", self.items)
        return self


def dossier_items(shape: DossierShape, functions: Sequence[str], labels: Mapping[str, str]) -> tuple[DossierItem, ...]:
    """The items in file order; a row for each function becomes `key.function`, with the function's label in its own."""
    items: list[DossierItem] = []
    for row in shape.items:
        names = (
            {f"{row.key}.{name}": labels.get(name, name) for name in functions} if row.per_function else {row.key: ""}
        )
        for key, name in names.items():
            items.append(
                DossierItem(
                    key,
                    clean(row.label.replace(FUNCTION_PLACE, name)),
                    tuple(row.kinds),
                    row.vital,
                    row.valid_days,
                    tuple(_question(each) for each in row.questions),
                )
            )
    return tuple(items)


def _question(shape: QuestionShape) -> DossierQuestion:
    return DossierQuestion(shape.key, clean(shape.label), tuple(clean(choice) for choice in shape.choices))
