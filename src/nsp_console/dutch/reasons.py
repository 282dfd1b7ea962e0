"""Why a point is judged as it is: reason code and data to a few plain words. Unknown codes still print readably."""

from collections.abc import Callable, Mapping

from nsp_console.domain.facts import AlarmKind
from nsp_console.domain.values import Scalar
from nsp_console.domain.views import Forecast, NormView, Reason, Verdict
from nsp_console.dutch.fieldnames import Labels, field_label, value_text
from nsp_console.dutch.labels import ALARM_KIND, SUPPLY, VERDICT
from nsp_console.dutch.opening import readable
from nsp_console.dutch.ordering import who
from nsp_console.dutch.times import date_clock, hours, number, span

Data = Mapping[str, Scalar]
GROUP = {"functions": "functies", "staff": "bemensing", "needs": "wat nodig is"}  # more fields in one word
Phrase = Callable[[Data, Labels], str]


def _text(data: Data, key: str) -> str:
    value = data.get(key, "?")
    return number(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _function(data: Data, labels: Labels) -> str:
    return field_label(f"functions.{data.get('function', '?')}", labels).lower()


def _field(data: Data, labels: Labels) -> str:
    key = str(data.get("field", "?"))
    return GROUP.get(key) or field_label(key, labels).lower()


def _role(data: Data, labels: Labels) -> str:
    return field_label(f"staff.{data.get('role', '?')}", labels)


def _alarm(data: Data, _labels: Labels) -> str:
    kind = str(data.get("kind", ""))
    words = ALARM_KIND[AlarmKind(kind)] if kind in frozenset(AlarmKind) else readable(kind) or "soort onbekend"
    return f"alarm: {words}"


def _supply(data: Data, _labels: Labels) -> str:
    name = SUPPLY.get(str(data.get("supply", "")), readable(str(data.get("supply", "voorraad"))))
    low, high = data.get("low_h"), data.get("high_h")
    if isinstance(low, bool) or isinstance(high, bool) or not isinstance(low, int | float):
        return f"{name} bijna op"
    if low < 1:
        return f"{name} binnen een uur op"
    return f"{name} nog {hours(Forecast(low, high if isinstance(high, int | float) else low))} uur"


def _silent(data: Data, _labels: Labels) -> str:
    age_s = data.get("age_s")
    return f"niets gehoord sinds {span(age_s)}" if isinstance(age_s, int | float) else "niets meer gehoord"


def _two_t0s(data: Data, _labels: Labels) -> str:
    def told(wall: str, by: str) -> str:
        at = data.get(wall)
        known = isinstance(at, int | float) and not isinstance(at, bool)
        return f"{date_clock(float(at), None) if known and at is not None else '?'} ({who(str(data.get(by) or 'onbekend'))})"

    return f"T0 is {told('nu', 'volgens')}, maar was {told('was', 'eerder')}. De laatste geldt. Vraag na."


def _fixed(words: str) -> Phrase:
    return lambda _data, _labels: words


PHRASES: dict[str, Phrase] = {
    "station_gestopt": _fixed(
        "Programmafout: er komt niets meer binnen en er gaat niets meer uit. Sluit af (ctrl+q) en start opnieuw."
    ),
    "melding": lambda data, _labels: _text(data, "tekst"),  # a sentence made elsewhere
    "alleen_hier": _fixed("Vastgelegd, maar alleen op deze console: andere consoles zijn niet ingelicht."),
    "t0_verschilt": _two_t0s,
    "alarm_open": _alarm,
    "function_fails": lambda data, labels: f"{_function(data, labels)} werkt niet",
    "function_limited": lambda data, labels: f"{_function(data, labels)} beperkt",
    "power_none": _fixed("geen stroom"),
    "supply_low": _supply,
    "supply_critical": _supply,
    "full": _fixed("vol, stuur niemand meer"),
    "limited_open": _fixed("beperkt open"),
    "staff_short": lambda data, labels: (
        f"{_role(data, labels)}: {_text(data, 'count')} van {_text(data, 'norm')} aanwezig"
    ),
    "over_2h": lambda data, _labels: f"{_text(data, 'count')} mensen langer dan 2 uur",
    "cold": lambda data, _labels: f"koud: {_text(data, 'value')} graden",
    "hot": lambda data, _labels: f"warm: {_text(data, 'value')} graden",
    "unsafe": lambda data, _labels: f"veiligheid: {data.get('value', 'onbekend')}",
    "contradiction": lambda data, labels: f"twee bronnen oneens over {_field(data, labels)}: vraag na",
    "pending_worse": lambda data, labels: f"{_field(data, labels)} lijkt slechter, wacht op klopt",
    "silent": _silent,
    "never_heard": _fixed("nog nooit iets gehoord"),
    "too_old": lambda data, labels: f"{_field(data, labels)} te oud om op te rekenen",
    "missing": lambda data, labels: f"{_field(data, labels)} onbekend",
    "closed": _fixed("gesloten"),
    "setting_up": _fixed("in opbouw"),
    "evacuated": _fixed("ontruimd"),
    "scaled_down": _fixed("afgeschaald"),
}


def reason(why: Reason, labels: Labels | None = None) -> str:
    """A few words for `why`. `labels`: bare key of a function or role → its configured label."""
    data = dict(why.data)
    phrase = PHRASES.get(why.code)
    if phrase is not None:
        return phrase(data, labels or {})
    shown = ", ".join(f"{readable(key)} {_text(data, key)}" for key in data)
    return readable(why.code) + (f" ({shown})" if shown else "")


NORM_FIELD = {"open": "state", "power": "power"}  # a norm's word is told as the word of this field
NORM_UNIT = {"staffed_247": " uur", "stay_2h": " personen"}


def norm_detail(norm: NormView, labels: Labels | None = None) -> str:
    """What is known against the norm, behind its label: `4 uur (norm 72)`, `onbekend`; empty when met without data."""
    data = dict(norm.reason.data)
    value, wanted = data.get("value"), data.get("norm")
    if norm.verdict is Verdict.UNKNOWN and value is None:
        return VERDICT[norm.verdict]
    if value is None:
        known = norm.reason.code in PHRASES
        return reason(norm.reason, labels) if known else "" if norm.verdict is Verdict.MET else VERDICT[norm.verdict]
    if isinstance(value, str | bool):
        return value_text(NORM_FIELD.get(norm.key, norm.key), value)
    if norm.key == "functions" and wanted is not None:
        return f"{number(value)} van {_text(data, 'norm')}"
    words = number(value) + NORM_UNIT.get(norm.key, "")
    return words + (f" (norm {_text(data, 'norm')})" if wanted is not None else "")
