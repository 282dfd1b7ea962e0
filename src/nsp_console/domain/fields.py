"""The fields of a status report, in the order of the voice, paper and screen form (facts: domain §2.1).

Functions and roles are configuration, so their fields are made from the key: `functions.<key>` and `staff.<key>`.
Absent always means unknown; there is no default value.
"""

from dataclasses import dataclass
from enum import StrEnum

from nsp_console.domain.values import Scalar

FUNCTION_PREFIX = "functions."
STAFF_PREFIX = "staff."


class SiteState(StrEnum):
    """Location state: a word of its own, apart from the severity."""

    CLOSED = "gesloten"
    SETTING_UP = "in_opbouw"
    OPEN = "open"
    LIMITED = "beperkt"
    FULL = "vol"
    EVACUATED = "ontruimd"
    SCALED_DOWN = "afgeschaald"


OPEN_STATES = frozenset({SiteState.OPEN, SiteState.LIMITED, SiteState.FULL})
CLOSED_STATES = frozenset(SiteState) - OPEN_STATES


class FunctionState(StrEnum):
    WORKS = "werkt"
    LIMITED = "beperkt"
    FAILS = "niet"


class Power(StrEnum):
    GRID = "net"
    GENERATOR = "aggregaat"
    BATTERY = "accu"
    NONE = "geen"


class Safety(StrEnum):
    CALM = "rustig"
    TENSE = "onrustig"
    THREAT = "dreigend"
    UNSAFE = "onveilig"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its key, unit ("" for words), the words or the inclusive range of plausible amounts.

    `kern` marks the six of the kernmelding; `whole` that only whole numbers make sense.
    """

    key: str
    unit: str = ""
    words: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0
    whole: bool = True
    kern: bool = False

    def accepts(self, value: Scalar) -> bool:
        """Whether `value` is one of the words, or an amount inside the plausible range."""
        if self.words:
            return value in self.words
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return self.unit == "tekst" and isinstance(value, str)
        return self.low <= value <= self.high and (not self.whole or float(value).is_integer())


def _words(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in kind)


FIELDS: dict[str, FieldSpec] = {
    spec.key: spec
    for spec in (
        FieldSpec("state", words=_words(SiteState), kern=True),
        FieldSpec("visitors", "personen", high=20_000, kern=True),
        FieldSpec("visitors_in", "personen", high=20_000),
        FieldSpec("capacity", "personen", high=20_000),
        FieldSpec("over_2h", "personen", high=20_000),
        FieldSpec("staff_hours", "uur", high=240, whole=False),
        FieldSpec("water_l", "l", high=100_000, whole=False, kern=True),
        FieldSpec("water_out_l", "l", high=100_000, whole=False),
        FieldSpec("food_portions", "porties", high=50_000),
        FieldSpec("food_out", "porties", high=50_000),
        FieldSpec("power", words=_words(Power)),
        FieldSpec("fuel_hours", "uur", high=1000, whole=False, kern=True),
        FieldSpec("fuel_l", "l", high=20_000, whole=False),
        FieldSpec("generator_load_pct", "%", high=110, whole=False),
        FieldSpec("battery_pct", "%", high=100, whole=False),
        FieldSpec("charge_working", "punten", high=1000),
        FieldSpec("charge_total", "punten", high=1000),
        FieldSpec("temperature_c", "graden", low=-30, high=50, whole=False),
        FieldSpec("treated", "personen", high=5000),
        FieldSpec("referred", "personen", high=5000),
        FieldSpec("aed", words=("ja", "nee")),
        FieldSpec("first_aid_kit", words=_words(FunctionState)),
        FieldSpec("toilets_working", "toiletten", high=500),
        FieldSpec("toilets_total", "toiletten", high=500),
        FieldSpec("blankets", "stuks", high=20_000),
        FieldSpec("safety", words=_words(Safety)),
        FieldSpec("bulletin", "nummer", low=1, high=999, kern=True),
        FieldSpec("next_report_min", "min", low=5, high=1440),
        FieldSpec("note", "tekst"),
    )
}

FUNCTION_SPEC = FieldSpec("functions.*", words=_words(FunctionState))
STAFF_SPEC = FieldSpec("staff.*", "personen", high=1000)
KERN = tuple(key for key, spec in FIELDS.items() if spec.kern)  # five here; the sixth is the list of needs


def spec_of(key: str) -> FieldSpec | None:
    """The specification of field `key`, or None when there is no such field."""
    if key.startswith(FUNCTION_PREFIX):
        return FUNCTION_SPEC
    if key.startswith(STAFF_PREFIX):
        return STAFF_SPEC
    return FIELDS.get(key)
