"""What a console made of one line of text, and the configurable words it looked for."""

from dataclasses import dataclass, field
from enum import StrEnum

from nsp_console.domain.fields import FUNCTION_PREFIX, STAFF_PREFIX
from nsp_console.domain.values import Scalar


@dataclass(frozen=True, slots=True)
class Term:
    """A configured function or role: its key, its label, and the words people use for it (lower case)."""

    key: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """Something that can be asked for, with its unit."""

    key: str
    label: str
    unit: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The configurable part of the language: functions and roles in form order, and articles."""

    functions: tuple[Term, ...]
    roles: tuple[Term, ...]
    articles: tuple[Article, ...]


class Outcome(StrEnum):
    STATUS = "status"  # fields understood
    ALARM = "alarm"
    RECEIPT = "receipt"  # a reaction or "begrepen"
    MESSAGE = "message"  # ordinary text for the inbox
    TRIAGE = "triage"  # a human must look; nothing was guessed


@dataclass(frozen=True, slots=True)
class Need:
    """An article asked for: amount in the article's unit, 0 when it was not told how much."""

    article: str
    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """One understood line. `values` maps field keys (see `fields`) to values; absent means not said.

    rest_ok    everything not mentioned is said to be fine
    estimated  keys of values given as an estimate ("ca 80")
    exercise   True: marked OEFENING; False: "GEEN OEFENING"; None: not said
    unclear    fragments that a person should look at, with a code: ("vaag", "water bijna op")
    """

    outcome: Outcome
    site: str | None = None
    values: dict[str, Scalar] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    rest_ok: bool = False
    estimated: tuple[str, ...] = ()
    exercise: bool | None = None
    personal_data: bool = False
    unclear: tuple[tuple[str, str], ...] = ()
    no_needs: bool = False  # said in so many words that nothing is asked for any more

    def as_json(self) -> dict[str, object]:
        """The keys of data/README.md: what `nsp begrijp --json` prints, without the text itself."""
        out: dict[str, object] = {"outcome": self.outcome.value}
        if self.site:
            out["site"] = self.site
        nested: dict[str, dict[str, Scalar]] = {}
        for key, value in self.values.items():
            for prefix in (FUNCTION_PREFIX, STAFF_PREFIX):
                if key.startswith(prefix):
                    nested.setdefault(prefix[:-1], {})[key.removeprefix(prefix)] = value
                    break
            else:
                out[key] = value
        out.update(nested)
        if self.needs:
            out["needs"] = [[need.article, need.amount, need.unit] for need in self.needs]
        if self.rest_ok:
            out["rest_ok"] = True
        if self.estimated:
            out["estimated"] = list(self.estimated)
        if self.exercise is not None:
            out["exercise"] = self.exercise
        if self.personal_data:
            out["personal_data"] = True
        return out
