"""The shape of `continuiteit.toml`. Keys are Dutch, for the people who edit it; what is left out is not known."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from nsp_console.config.shapes import Amount, Key, Label, Shape
from nsp_console.domain.continuity_plan import ItemKind

IMPACT_WORDS = {"werkt": 0, "beperkt": 2, "niet": 4}
IMPACT_MAX = 4
DISCIPLINES = ["OOV", "secretaris", "CISO", "facilitair", "griffie", "HRM"]

Text = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=6, strip_whitespace=True)]
Number = Annotated[str, StringConstraints(max_length=30, strip_whitespace=True)]
Days = Annotated[float, Field(gt=0, le=3660)]
Load = Annotated[float, Field(ge=0, le=1)]
People = Annotated[int, Field(ge=1, le=50)]
ShiftHours = Annotated[float, Field(gt=0, le=48)]


def _impact(value: object) -> object:
    """A word of the impact table as its number; a wrong word says which there are."""
    if not isinstance(value, str):
        return value
    if value.strip().casefold() not in IMPACT_WORDS:
        known = ", ".join(("0 tot en met 4", *IMPACT_WORDS))
        raise PydanticCustomError("config.not_a_choice", "unknown", {"expected": known})
    return IMPACT_WORDS[value.strip().casefold()]


def _kind(value: object) -> object:
    """The kind of an item as its enum; strict shapes take no plain text for it."""
    if value not in tuple(ItemKind):
        raise PydanticCustomError("config.not_a_choice", "unknown", {"expected": ", ".join(ItemKind)})
    return ItemKind(str(value))


class ScenarioShape(Shape):
    key: Key
    label: Label
    short: Short = Field(alias="kort")


class ImpactShape(Shape):
    scenario: Key
    level: Annotated[int, BeforeValidator(_impact), Field(ge=0, le=IMPACT_MAX)] | None = Field(None, alias="impact")
    consequence: Text = Field("", alias="gevolg")
    measure: Text = Field("", alias="maatregel")
    owner: Text = Field("", alias="eigenaar")
    tested: date | None = Field(None, alias="getoetst")
    tested_by: Text = Field("", alias="getoetst_door")
    carried_out: date | None = Field(None, alias="uitgevoerd")


class ItemShape(Shape):
    key: Key
    label: Label
    kind: Annotated[ItemKind, BeforeValidator(_kind)] = Field(alias="soort")
    part_of: Text = Field("", alias="onder")
    owner: Text = Field("", alias="eigenaar")
    mtpd_h: Amount = Field(0.0, alias="mtpd_uur")
    rto_h: Amount = Field(0.0, alias="rto_uur")
    mbco: Text = ""
    covers: list[Text] = Field(default_factory=list, alias="omvat")
    follows: list[Text] = Field(default_factory=list, alias="volgt")
    impacts: list[ImpactShape] = Field(default_factory=list, alias="gevolg")


class RungShape(Shape):
    means: Key = Field(alias="middel")
    label: Label
    counterpart: Label = Field(alias="met")
    test_days: Days = Field(alias="test_dagen")
    how: Text = Field("", alias="hoe")


class PowerShape(Shape):
    nsa: bool = False
    tank_l: Amount = Field(0.0, alias="tank_liter")
    kva: Amount = 0.0
    load: Load = Field(0.0, alias="belasting")
    litres_per_h: Amount = Field(0.0, alias="liter_per_uur")
    ups_min: Amount = Field(0.0, alias="ups_minuten")
    refuel_h: Amount = Field(0.0, alias="bijtanken_uur")
    shedding: list[Label] = Field(default_factory=list, alias="verdringing")


class DutyShape(Shape):
    key: Key
    label: Label
    minimum: People
    max_h: ShiftHours = Field(alias="max_uur")


class StepShape(Shape):
    key: Key
    label: Text
    number: Number = Field("", alias="nummer")
    needs_number: bool = Field(default=False, alias="nummer_nodig")


class FallbackShape(Shape):
    place: Text = Field("", alias="plaats")
    access: Text = Field("", alias="sleutel")
    route: Text = ""
    kit: Text = Field("", alias="meenemen")
    takes_over: Text = Field("", alias="overname_c")
    steps: list[StepShape] = Field(default_factory=list, alias="stap")


class AgreementShape(Shape):
    key: Key
    label: Label
    partner: Label
    review: date | None = Field(None, alias="herzien")
    review_days: Days = Field(365.0, alias="herzien_dagen")
    number: Number = Field("", alias="nummer")
    exercised: date | None = Field(None, alias="laatst_geoefend")
    about: Text = Field("", alias="inhoud")


class ContinuityShape(Shape):
    """continuiteit.toml"""

    organisation: Label = Field(alias="organisatie")
    illustrative: bool = Field(default=False, alias="voorbeeld")
    owners: list[Label] = Field(default_factory=lambda: list(DISCIPLINES), alias="eigenaren")
    scenarios: list[ScenarioShape] = Field(default_factory=list, alias="scenario")
    items: list[ItemShape] = Field(default_factory=list, alias="vitaal")
    ladder: list[RungShape] = Field(default_factory=list)
    power: PowerShape = Field(default_factory=lambda: PowerShape.model_validate({}), alias="stroom")
    duties: list[DutyShape] = Field(default_factory=list, alias="dienst")
    fallback: FallbackShape = Field(default_factory=lambda: FallbackShape.model_validate({}), alias="uitwijk")
    agreements: list[AgreementShape] = Field(default_factory=list, alias="afspraak")
