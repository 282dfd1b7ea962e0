"""What a scenario file may hold. Dutch names in the file, English ones in the program; strict: nothing unknown passes.

Times are written `T+26:05` or `T-2:00` (hours:minutes after T0) and become seconds of world time.
"""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from nsp_console.domain.fields import Power, SiteState
from nsp_console.drill.scenario.plainyaml import Lines
from nsp_console.drill.world.temperament import Temperament
from nsp_console.link.airtime import PRESETS
from nsp_console.radio.base import TEXT_BYTES_MAX

HOUR_S = 3600
ZONE = ZoneInfo("Europe/Amsterdam")
POINTS_MAX = 125
EVENTS_MAX = 500
T_PLUS = re.compile(r"T([+-])(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", re.IGNORECASE | re.ASCII)
PLAIN_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d{1,6})?", re.ASCII)


def _problem(code: str, **data: object) -> PydanticCustomError:
    """An error whose sentence is `scenario.<code>` (see dutch.errors)."""
    return PydanticCustomError(f"nsp.{code}", "{code}", {"code": code, **data})


def _number(raw: object) -> object:
    if not isinstance(raw, str):
        return raw
    if not PLAIN_NUMBER.fullmatch(raw.strip()):
        raise _problem("number", value=raw)
    return raw.strip().replace(",", ".")


def _t_plus(raw: object) -> object:
    found = T_PLUS.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if found is None:
        raise _problem("time", value=raw)
    seconds = int(found[2]) * HOUR_S + int(found[3]) * 60 + int(found[4] or 0)
    return -seconds if found[1] == "-" else seconds


def _local_time(raw: object) -> object:
    try:
        naive = datetime.strptime(str(raw).strip(), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the zone follows
        return naive.replace(tzinfo=ZONE).timestamp()
    except (ValueError, OverflowError):
        raise _problem("moment", value=raw) from None


def _one_line(raw: object) -> object:
    if isinstance(raw, str):
        try:
            size = len(raw.encode())
        except UnicodeEncodeError:
            raise _problem("bad_character") from None
        if size > TEXT_BYTES_MAX:
            raise _problem("text_too_long", bytes=size, maximum=TEXT_BYTES_MAX)
        if not raw.strip() or not raw.isprintable():
            raise _problem("text_line", value=raw)
    return raw


def _preset(raw: object) -> object:
    if not isinstance(raw, str) or raw not in PRESETS:
        raise _problem("choice", value=raw, choices=", ".join(PRESETS))
    return raw


Count = Annotated[int, BeforeValidator(_number), Field(ge=0, le=20_000)]
Amount = Annotated[float, BeforeValidator(_number), Field(ge=0, le=100_000, allow_inf_nan=False)]
Chance = Annotated[float, BeforeValidator(_number), Field(ge=0, le=0.95)]
Degrees = Annotated[float, BeforeValidator(_number), Field(ge=-30, le=50)]
TPlus = Annotated[int, BeforeValidator(_t_plus)]
Line = Annotated[str, BeforeValidator(_one_line)]
Words = Annotated[str, Field(min_length=1, max_length=400)]
Code = Annotated[str, Field(pattern=r"^[CLX]-[A-Z]{3}-\d{2}$")]
Preset = Annotated[str, BeforeValidator(_preset)]
STRICT = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class RadioKnown(StrEnum):
    """Whether the console knows whose radio it is."""

    KNOWN = "bekend"
    UNKNOWN = "onbekend"
    NONE = "geen"


class Via(StrEnum):
    """To everybody on the channel, or straight to the radio of the C-NSP (which then proves its key)."""

    CHANNEL = "kanaal"
    DIRECT = "rechtstreeks"


class What(StrEnum):
    """What an event does. What each one needs is in NEEDS."""

    TEXT = "tekst"
    ALARM = "alarm"
    REPORT = "melding"
    AGAIN = "nogmaals"
    SLIP = "verkeerde_komma"
    POWER = "stroom"
    DELIVERY = "levering"
    STATE = "toestand"
    VISITORS = "bezoekers"
    BROKEN = "kapot"
    MENDED = "hersteld"
    RADIO_OFF = "radio_stil"
    RADIO_ON = "radio_terug"
    PUBLIC = "openbaar_kanaal"


class MeshSpec(BaseModel):
    """The LoRa mesh: preset, extra loss per reception, late copies at the console, hop limit of phones and console."""

    model_config = STRICT
    preset: Preset = "MEDIUM_FAST"
    loss: Chance = Field(default=0.0, alias="verlies")
    duplicates: Chance = Field(default=0.0, alias="dubbel")
    hops: Annotated[int, BeforeValidator(_number), Field(ge=0, le=7)] = 3


class PointSpec(BaseModel):
    """One point at the moment the lead-in begins."""

    model_config = STRICT
    code: Code
    state: SiteState = Field(default=SiteState.OPEN, alias="toestand")
    visitors: Count = Field(default=0, alias="bezoekers")
    capacity: Annotated[int, BeforeValidator(_number), Field(ge=1, le=20_000)] = Field(default=100, alias="capaciteit")
    water_l: Amount = Field(default=0.0, alias="water_liter")
    water_l_per_h: Amount | None = Field(default=None, alias="water_liter_per_uur")
    food_portions: Amount = Field(default=0.0, alias="voedsel_porties")
    food_per_h: Amount | None = Field(default=None, alias="voedsel_porties_per_uur")
    power: Power = Field(default=Power.GENERATOR, alias="stroom")
    fuel_l: Amount = Field(default=0.0, alias="brandstof_liter")
    fuel_l_per_h: Annotated[float, BeforeValidator(_number), Field(gt=0, le=200)] = Field(
        default=2.5, alias="brandstof_liter_per_uur"
    )
    temperature_c: Degrees = Field(default=19.0, alias="temperatuur")
    staff: dict[Annotated[str, Field(pattern=r"^[a-z_]{1,30}$")], Count] = Field(
        default_factory=dict, alias="bemensing", max_length=12
    )
    bulletin: Annotated[int, BeforeValidator(_number), Field(ge=1, le=999)] | None = None
    temperament: Temperament = Field(default=Temperament.PRECISE, alias="mens")
    radio: RadioKnown = RadioKnown.KNOWN
    via: Via = Via.CHANNEL
    first_s: TPlus | None = Field(default=None, alias="eerste_melding")
    every_min: Annotated[float, BeforeValidator(_number), Field(ge=5, le=1440)] = Field(
        default=45.0, alias="elke_minuten"
    )


class EventSpec(BaseModel):
    """Something that happens at a moment, with what it needs."""

    model_config = STRICT
    at_s: TPlus = Field(alias="op")
    what: What = Field(alias="wat")
    point: Code | None = Field(default=None, alias="punt")
    text: Line | None = Field(default=None, alias="tekst")
    power: Power | None = Field(default=None, alias="stroom")
    state: SiteState | None = Field(default=None, alias="toestand")
    visitors: Count | None = Field(default=None, alias="bezoekers")
    water_l: Amount | None = Field(default=None, alias="water_liter")
    food_portions: Amount | None = Field(default=None, alias="voedsel_porties")
    fuel_l: Amount | None = Field(default=None, alias="brandstof_liter")
    function: Annotated[str, Field(pattern=r"^[a-z_]{1,30}$")] | None = Field(default=None, alias="functie")


POINT, TEXT = ("point", "punt"), ("text", "tekst")
NEEDS: dict[What, tuple[tuple[str, str], ...]] = {  # attribute and the word in the file
    What.TEXT: (POINT, TEXT),
    What.ALARM: (POINT, TEXT),
    What.REPORT: (POINT,),
    What.AGAIN: (POINT,),
    What.SLIP: (POINT,),
    What.POWER: (POINT, ("power", "stroom")),
    What.DELIVERY: (POINT,),
    What.STATE: (POINT, ("state", "toestand")),
    What.VISITORS: (POINT, ("visitors", "bezoekers")),
    What.BROKEN: (POINT, ("function", "functie"), TEXT),
    What.MENDED: (POINT, ("function", "functie")),
    What.RADIO_OFF: (POINT,),
    What.RADIO_ON: (POINT,),
    What.PUBLIC: (TEXT,),
}
DELIVERED = ("water_l", "food_portions", "fuel_l")  # a delivery needs at least one of these


class Scenario(BaseModel):
    """A whole scenario. `begin_s` is when the screen opens; the world starts `lead_in_min` minutes earlier."""

    model_config = STRICT
    title: Words = Field(alias="titel")
    version: Annotated[int, BeforeValidator(_number), Field(ge=1, le=1)] = Field(alias="versie")
    language: Annotated[str, Field(pattern="^nl$")] = Field(default="nl", alias="taal")
    goal: Words = Field(alias="doel")
    phases: tuple[Annotated[str, Field(pattern=r"^(0-8|8-24|24-48|>48|72\+|nafase)$")], ...] = Field(
        alias="fasen", min_length=1, max_length=6
    )
    region: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,60}\.csv$")] = Field(alias="regio")
    station: Code
    deployment: Words = Field(alias="inzet")
    t0_wall: Annotated[float, BeforeValidator(_local_time)] = Field(alias="t0")
    begin_s: TPlus = Field(alias="begin")
    lead_in_min: Annotated[float, BeforeValidator(_number), Field(ge=0, le=1440)] = Field(alias="voorloop_minuten")
    rate: Annotated[float, BeforeValidator(_number), Field(ge=1, le=600)] = Field(alias="tempo")
    seed: Annotated[int, BeforeValidator(_number), Field(ge=0)] = Field(alias="zaad")
    mesh: MeshSpec = Field(default_factory=MeshSpec)
    points: tuple[PointSpec, ...] = Field(alias="punten", min_length=1, max_length=POINTS_MAX)
    events: tuple[EventSpec, ...] = Field(default=(), alias="gebeurtenissen", max_length=EVENTS_MAX)
    _file: str = PrivateAttr(default="")
    _lines: Lines = PrivateAttr(default_factory=Lines)

    @property
    def start_s(self) -> float:
        """World time at which the lead-in begins."""
        return self.begin_s - 60 * self.lead_in_min

    def came_from(self, file: str, lines: Lines) -> None:
        """Remember where it was read from, for messages about it later."""
        self._file, self._lines = file, lines

    @property
    def file(self) -> str:
        return self._file

    @property
    def lines(self) -> Lines:
        return self._lines
