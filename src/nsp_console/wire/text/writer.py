"""An Understanding to one Dutch line in the canonical order; `parse(write(x))` gives x back.

Order (design: protocol, "Text lines"): code, state, functions, visitors, staff, water, food, power, temperature, needs,
then the rest. Words instead of letters, so that nothing clashes (G is neither gesloten nor groen): this is also the
form that is read out by voice and written on paper.
"""

from nsp_console.domain.fields import FUNCTION_PREFIX, STAFF_PREFIX
from nsp_console.domain.understanding import Article, Need, Term, Understanding, Vocabulary
from nsp_console.domain.values import Scalar

LINE_BYTES_MAX = 130  # design: protocol, all text lines
DECIMALS = 2

STATE_WORDS = {"in_opbouw": "in opbouw", "beperkt": "beperkt open"}
FUNCTION_WORDS = {"werkt": "werkt", "beperkt": "beperkt", "niet": "werkt niet"}
POWER_WORDS = {"net": "stroom net", "aggregaat": "aggregaat", "accu": "op accu", "geen": "geen stroom"}
# Field to its phrase; {} is the amount, with "ca." when it is an estimate.
BEFORE_POWER = {
    "visitors": "{} bezoekers",
    "visitors_in": "binnengekomen {}",
    "capacity": "capaciteit {}",
    "over_2h": "langer dan 2 uur {}",
}
SUPPLIES = {
    "water_l": "water {} l",
    "water_out_l": "water uitgegeven {} l",
    "food_portions": "voedsel {} porties",
    "food_out": "voedsel uitgegeven {} porties",
}
ENERGY = {
    "fuel_hours": "brandstof {} uur",
    "fuel_l": "brandstof {} l",
    "generator_load_pct": "belasting {}%",
    "battery_pct": "accu {}%",
}
REST = {
    "treated": "behandeld {}",
    "referred": "doorverwezen {}",
    "blankets": "{} dekens",
    "bulletin": "bulletin {}",
    "staff_hours": "bezetting {} uur",
    "next_report_min": "volgende melding over {} min",
}
PAIRS = {
    ("charge_working", "charge_total"): ("laadpunten {} van {}", "{} laadpunten werken"),
    ("toilets_working", "toilets_total"): ("toiletten {} van {}", "{} toiletten werken"),
}


def number(value: float) -> str:
    """An amount as Dutch people write it: decimal comma, at most two decimals, no thousands points."""
    rounded = round(float(value), DECIMALS)
    if rounded.is_integer():
        return str(int(rounded))
    return f"{rounded:.{DECIMALS}f}".rstrip("0").replace(".", ",")


def word_for(term: Term) -> str:
    """The shortest way to name a function or role: its label when that is one word, else its first word."""
    return term.label if " " not in term.label or not term.words else term.words[0]


def value_parts(said: Understanding, vocabulary: Vocabulary) -> list[str]:
    """Phrases of the values before the needs, in canonical order."""
    values = said.values
    parts: list[str] = []
    if "state" in values:
        parts.append(STATE_WORDS.get(str(values["state"]), str(values["state"])))
    for term in vocabulary.functions:
        state = values.get(FUNCTION_PREFIX + term.key)
        if state is not None:
            parts.append(f"{word_for(term).lower()} {FUNCTION_WORDS[str(state)]}")
    parts += _amounts(said, BEFORE_POWER)
    for term in vocabulary.roles:
        count = values.get(STAFF_PREFIX + term.key)
        if count is not None:
            parts.append(f"{word_for(term)} {_about(said, STAFF_PREFIX + term.key)}{_amount(count)}")
    parts += _amounts(said, SUPPLIES)
    if "power" in values:
        parts.append(POWER_WORDS[str(values["power"])])
    parts += _amounts(said, ENERGY)
    parts += _pairs(said, "charge_working", "charge_total")
    return parts + _amounts(said, {"temperature_c": "{} graden"})


def rest_parts(said: Understanding) -> list[str]:
    """Phrases of the fields that come after the needs."""
    values = said.values
    parts = _amounts(said, REST)
    parts += _pairs(said, "toilets_working", "toilets_total")
    if "aed" in values:
        parts.append(f"AED {values['aed']}")
    if "first_aid_kit" in values:
        parts.append(f"EHBO-materiaal {FUNCTION_WORDS[str(values['first_aid_kit'])]}")
    if "safety" in values:
        parts.append(f"veiligheid {values['safety']}")
    return parts


def need_parts(needs: tuple[Need, ...], vocabulary: Vocabulary) -> list[str]:
    """ "200 l drinkwater", "50 dekens"."""
    articles = {article.key: article for article in vocabulary.articles}
    return [_need(need, articles[need.article]) for need in needs if need.article in articles]


def write(said: Understanding, vocabulary: Vocabulary) -> str:
    """The whole Understanding in one line, however long. `write_lines` keeps to what fits in a packet."""
    sentences = [", ".join(value_parts(said, vocabulary))]
    needs = need_parts(said.needs, vocabulary)
    if needs:
        sentences.append("nodig: " + ", ".join(needs))
    sentences.append(", ".join(rest_parts(said)))
    if said.rest_ok:
        sentences.append("verder in orde")
    line = _headed(said, ". ".join(sentence for sentence in sentences if sentence))
    note = said.values.get("note")
    return f"{line}. notitie: {note}" if note is not None else line


def write_lines(said: Understanding, vocabulary: Vocabulary, bytes_max: int = LINE_BYTES_MAX) -> tuple[str, ...]:
    """The same in as few lines as fit in `bytes_max` bytes each, every line with the code and the exercise mark.

    A note is cut to its line with "…". "verder in orde" is only in the last line: it holds for what is not mentioned.
    """
    needs = ["nodig: " + part for part in need_parts(said.needs, vocabulary)]
    parts = [*value_parts(said, vocabulary), *needs, *rest_parts(said)]
    note = said.values.get("note")
    if said.rest_ok:
        parts.append("verder in orde")
    lines: list[str] = []
    kept: list[str] = []
    for part in parts:
        if kept and len(_headed(said, ". ".join([*kept, part])).encode()) > bytes_max:
            lines.append(_headed(said, ". ".join(kept)))
            kept = []
        kept.append(part)
    if kept or not parts:
        lines.append(_headed(said, ". ".join(kept)))
    if note is not None:
        lines.append(cut(_headed(said, f"notitie: {note}"), bytes_max))
    return tuple(lines)


def cut(text: str, bytes_max: int) -> str:
    """`text` within `bytes_max` bytes of UTF-8, ending in "…" when something was cut."""
    if len(text.encode("utf-8", "replace")) <= bytes_max:
        return text
    room = bytes_max - len("…".encode())
    return text.encode("utf-8", "replace")[:room].decode("utf-8", "ignore").rstrip() + "…"


def _headed(said: Understanding, body: str) -> str:
    mark = {True: "OEFENING", False: "GEEN OEFENING", None: ""}[said.exercise]
    return " ".join(part for part in (mark, said.site or "", body) if part)


def _about(said: Understanding, key: str) -> str:
    return "ca. " if key in said.estimated else ""


def _amount(value: Scalar) -> str:
    return number(value) if isinstance(value, (int, float)) else str(value)


def _amounts(said: Understanding, table: dict[str, str]) -> list[str]:
    return [
        phrase.format(_about(said, key) + _amount(said.values[key]))
        for key, phrase in table.items()
        if key in said.values
    ]


def _pairs(said: Understanding, working: str, total: str) -> list[str]:
    both, only_working = PAIRS[working, total]
    some, whole = said.values.get(working), said.values.get(total)
    if some is not None and whole is not None:
        return [both.format(_about(said, working) + _amount(some), _amount(whole))]
    if some is not None:
        return [only_working.format(_about(said, working) + _amount(some))]
    return [f"{both.split()[0]} totaal {_about(said, total)}{_amount(whole)}"] if whole is not None else []


def _need(need: Need, article: Article) -> str:
    measured = article.unit.casefold() in ("l", "liter", "kva", "kwh", "kg")
    return f"{number(need.amount)} {article.unit + ' ' if measured else ''}{article.label}"
