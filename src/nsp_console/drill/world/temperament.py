"""How different people type. A table: adding a temperament is adding a row."""

from dataclasses import dataclass
from enum import StrEnum


class Temperament(StrEnum):
    """The words an exercise leader may use for a person."""

    PRECISE = "nauwkeurig"
    LATE = "laat"
    SLOPPY = "slordig"
    TERSE = "kort"
    CHATTY = "praatgraag"
    SILENT = "stil"
    DECIMAL = "komma"
    TWICE = "dubbel"
    CAPITALS = "hoofdletters"
    NO_CODE = "zonder_code"


@dataclass(frozen=True, slots=True)
class Manner:
    """Chances are 0 … 1. `late`: report interval times so much; `parts`: how many things one line tells."""

    late: float = 1.0
    parts: tuple[int, int] = (3, 5)
    code: float = 0.5
    greeting: float = 0.1
    small_talk: float = 0.0
    capitals: float = 0.0
    typo: float = 0.0
    decimal: float = 0.0
    twice: float = 0.0
    skips: float = 0.0  # says nothing when it is time
    rest_ok: float = 0.5
    confirms: float = 0.15  # answers an echo with "klopt"
    corrects: float = 0.9  # notices a wrong number in an echo
    answer_s: tuple[float, float] = (40.0, 180.0)


MANNERS: dict[Temperament, Manner] = {
    Temperament.PRECISE: Manner(parts=(5, 7), code=1.0, confirms=0.3, corrects=1.0, answer_s=(25.0, 90.0)),
    Temperament.LATE: Manner(late=1.7, answer_s=(300.0, 900.0)),
    Temperament.SLOPPY: Manner(typo=0.6, code=0.2, parts=(2, 4)),
    Temperament.TERSE: Manner(parts=(1, 2), code=0.1, rest_ok=0.5, confirms=0.1),
    Temperament.CHATTY: Manner(parts=(2, 3), greeting=0.7, small_talk=0.5, confirms=0.4),
    Temperament.SILENT: Manner(skips=0.6, confirms=0.0, answer_s=(600.0, 1800.0)),
    Temperament.DECIMAL: Manner(decimal=0.2),
    Temperament.TWICE: Manner(twice=0.5),
    Temperament.CAPITALS: Manner(capitals=0.8, code=0.3),
    Temperament.NO_CODE: Manner(code=0.0, rest_ok=0.5),
}
