"""Random correct reports as people would type them, each with the truth it was made from."""

import random
from dataclasses import dataclass, field

from nsp_console.domain.values import Scalar

NUMBER_WORDS = {
    2: "twee",
    3: "drie",
    8: "acht",
    12: "twaalf",
    20: "twintig",
    30: "dertig",
    64: "vierenzestig",
    120: "honderdtwintig",
}


@dataclass(slots=True)
class Sample:
    """One typed line and what it says."""

    text: str = ""
    values: dict[str, Scalar] = field(default_factory=dict)
    needs: list[tuple[str, float]] = field(default_factory=list)
    rest_ok: bool = False
    site: str | None = None
    exercise: bool | None = None
    estimated: set[str] = field(default_factory=set)


# Templates per field: {} is the amount. The first ones are keyword first, so that they may be chained without commas.
AMOUNTS: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "visitors": (
        (8, 12, 30, 64, 120, 1250),
        (
            "bezoekers {}",
            "bezoekers: {}",
            "{} bezoekers",
            "{} mensen binnen",
            "{} man binnen",
            "er zijn {} personen",
            "Aantal bezoekers {}",
            "we hebben nu {} bezoekers",
            "{} pers.",
            "bez. {}",
            "{} gasten",
            "nog {} mensen aanwezig",
            "bezoekers={}",
        ),
    ),
    "water_l": (
        (20, 64, 120, 300, 420, 1250),
        (
            "water {} l",
            "water {} liter",
            "water: {} liter",
            "water={}",
            "{} l water",
            "{}l water",
            "nog {} liter water",
            "nog {} liter drinkwater over",
            "we hebben nog {} ltr water",
            "water {}L",
            "drinkwater {}",
            "Water - {} liter",
        ),
    ),
    "food_portions": (
        (8, 20, 64, 120, 300),
        (
            "voedsel {} porties",
            "eten {} porties",
            "eten: {} porties",
            "voedsel {}",
            "{} porties eten",
            "{} maaltijden",
            "nog {} maaltijden over",
            "{} porties",
        ),
    ),
    "fuel_hours": (
        (2, 3, 8, 12, 36),
        (
            "diesel {} uur",
            "brandstof nog {} uur",
            "diesel: {}u",
            "nog {} uur diesel",
            "brandstof {} uur",
            "nog {} uren brandstof over",
            "diesel nog {}u",
        ),
    ),
    "temperature_c": (
        (8, 12, 19, 20, 21),
        (
            "temp {}",
            "temperatuur {} graden",
            "{} graden",
            "binnen {} gr",
            "{}°C",
            "het is hier {} graden",
            "{} graden binnen",
            "temperatuur: {} °C",
        ),
    ),
    "staff.ehbo": ((1, 2, 3), ("EHBO {}", "ehbo: {}", "{} ehbo'er", "{} EHBO'ers aanwezig", "bhv {}")),
    "staff.ambtenaar": ((1, 2), ("ambtenaar {}", "{} ambtenaar", "ambtenaren: {}")),
    "staff.vrijwilliger": (
        (2, 3, 8),
        ("vrijwilligers {}", "{} vrijwilligers", "vrijwilligers: {}", "we zijn met {} vrijwilligers"),
    ),
    "blankets": ((8, 20, 40), ("dekens {}", "{} dekens", "nog {} dekens over")),
    "battery_pct": ((20, 60), ("accu {}%", "accu: {} %", "accu {} procent")),
    "capacity": ((120, 200), ("max {}", "capaciteit {}", "plek voor {} personen", "capaciteit: {} personen")),
    "over_2h": ((2, 7), ("langer dan 2 uur {}", "{} langer dan 2 uur", "{} mensen langer dan twee uur")),
    "bulletin": ((3, 7, 12), ("bulletin {}", "bulletin {} hangt", "bulletin nr {} opgehangen", "bulletin: {}")),
    "visitors_in": ((8, 12, 112), ("binnengekomen {}", "{} nieuwe bezoekers", "{} mensen binnengekomen")),
    "treated": ((2, 3), ("behandeld {}", "{} behandeld", "{} mensen behandeld")),
}
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("state", "open"): ("open", "we zijn open", "Open!", "wij zijn weer open", "geopend", "locatie open"),
    ("state", "vol"): ("vol", "we zitten vol", "VOL", "helemaal vol", "we zijn vol!!"),
    ("state", "gesloten"): ("dicht", "gesloten", "we zijn dicht", "wij zijn gesloten"),
    ("state", "beperkt"): ("beperkt open", "deels open", "we zijn beperkt open"),
    ("power", "aggregaat"): (
        "aggregaat",
        "stroom via aggregaat",
        "aggregaat draait",
        "op aggregaat",
        "zitten op het aggregaat",
    ),
    ("power", "net"): ("stroom net", "op net", "stroom is weer op het net", "netstroom"),
    ("power", "accu"): ("op accu", "we zitten op de accu", "stroom: accu"),
    ("power", "geen"): ("geen stroom", "stroom weg", "stroom uitgevallen", "we hebben geen stroom"),
    ("functions.opwarmen", "niet"): (
        "kachel kapot",
        "verwarming doet het niet",
        "verwarming werkt niet meer",
        "kachel defect",
        "geen verwarming",
    ),
    ("functions.opwarmen", "werkt"): ("verwarming werkt", "kachel doet het weer", "verwarming ok"),
    ("functions.zorg_hygiene", "niet"): (
        "toiletten kapot",
        "wc's stuk",
        "toiletten buiten gebruik",
        "douches doen het niet",
    ),
    ("functions.informatie", "beperkt"): ("informatie beperkt", "infopunt beperkt"),
    ("safety", "rustig"): ("sfeer rustig", "veiligheid: rustig", "veiligheid groen"),
    ("aed", "ja"): ("AED aanwezig", "aed ja"),
}
NEEDS = {
    ("drinkwater", 200): ("200 l water", "200 liter drinkwater", "200l water"),
    ("deken", 50): ("50 dekens", "50 deken"),
    ("maaltijd", 80): ("80 maaltijden", "80 porties eten"),
    ("diesel", 40): ("40 l diesel", "40 liter diesel"),
}
NEED_FRAMES = ("nodig: {}", "we hebben {} nodig", "graag {}", "{} nodig", "behoefte aan {}")
GREETINGS = (
    "",
    "",
    "",
    "Hoi ",
    "Hallo, ",
    "Goedemorgen. ",
    "hoi hier De Boeg, ",
    "Dag collega's, ",
    "hier dorpshuis Lettele: ",
    "Update 14:00: ",
    "Sitrep. ",
    "hey\n",
)
FAREWELLS = ("", "", "", " groetjes", ". Groet Jan", ", mvg", " 👍", "!!", "...", ". Bedankt", " aub", " 🙂")
REST = ("verder goed", "alles ok", "rest in orde", "verder alles goed", "verder geen bijzonderheden")
SITES = (("L-ZWO-09", ("L-ZWO-09 ", "l-zwo-9 ", "LZWO09: ", "L ZWO 09, ")), ("L-RAA-03", ("L-RAA-03 ", "l raa 3: ")))
SEPARATORS = (", ", ", ", ", ", ". ", "; ", "\n", " en ", " - ", ",", ",\u00a0")
KEYBOARD = "qwertyuiopasdfghjklzxcvbnm"
KEYWORDS_FIRST = 3  # share (in tenths) of lines that are chained without punctuation


def sample(rng: random.Random, typos: bool = False) -> Sample:
    """One random report; with `typos` one word of five or more letters is misspelled."""
    made = Sample()
    chained = rng.randrange(10) < KEYWORDS_FIRST
    keys = rng.sample(sorted(AMOUNTS), rng.randint(1, 5))
    said = {key for key, _ in WORDS}
    parts = [_amount(rng, made, key, chained) for key in keys]
    for key in rng.sample(sorted(said), rng.randint(0, 2)):
        value = rng.choice([value for name, value in WORDS if name == key])
        made.values[key] = value
        phrase = rng.choice(WORDS[key, value])
        parts.insert(rng.randint(0, len(parts)), phrase.rstrip("!"))
    if made.values.get("power") == "geen" and {"fuel_hours", "battery_pct"} & set(made.values):
        return sample(rng, typos)
    if rng.random() < 0.2:
        made.rest_ok = True
        parts.append(rng.choice(REST))
    separator = " " if chained else rng.choice(SEPARATORS)
    text = separator.join(parts)
    if rng.random() < 0.25:
        text += rng.choice((". ", "\n", "! ")) + _needs(rng, made)
    made.text = _dressed(rng, made, text, typos)
    return made


def _amount(rng: random.Random, made: Sample, key: str, chained: bool) -> str:
    choices, templates = AMOUNTS[key]
    value = rng.choice(choices)
    made.values[key] = value
    if chained:
        return templates[0].format(value)
    shown = str(value)
    if value >= 1000:
        shown = rng.choice((shown, "1.250"))
    elif value in NUMBER_WORDS and rng.random() < 0.15:
        shown = NUMBER_WORDS[value]
    template = rng.choice(templates)
    if shown.isalpha():
        template = template.replace("{}l", "{} l").replace("{}u", "{} u").replace("{}L", "{} l").replace("{}°", "{} °")
    elif rng.random() < 0.12:
        made.estimated.add(key)
        shown = rng.choice(("ca ", "ca. ", "ongeveer ", "±", "~")) + shown
    return template.format(shown)


def _needs(rng: random.Random, made: Sample) -> str:
    chosen = rng.sample(sorted(NEEDS), rng.randint(1, 2))
    made.needs = [(article, float(amount)) for article, amount in chosen]
    joint = rng.choice((" en ", ", "))
    frame = rng.choice(NEED_FRAMES)
    return frame.format(joint.join(rng.choice(NEEDS[need]) for need in chosen))


def _dressed(rng: random.Random, made: Sample, text: str, typos: bool) -> str:
    if typos:
        text = misspelled(rng, text)
    text = rng.choice(GREETINGS) + text
    if rng.random() < 0.3:
        made.site, forms = rng.choice(SITES)
        text = rng.choice(forms) + text
    text += rng.choice(FAREWELLS)
    if rng.random() < 0.1:
        made.exercise = True
        text = rng.choice(("OEFENING {} OEFENING", "oefening: {}", "{} (oefening)")).format(text)
    style = rng.randrange(8)
    if style == 0:
        text = text.upper()
    elif style == 1:
        text = text.lower()
    elif style == 2:
        text = text[:1].upper() + text[1:]
    elif style == 3:
        text = text.replace("'", "’")
    elif style == 4:
        text = text.replace(" ", "  ", 2)
    return text


def misspelled(rng: random.Random, text: str) -> str:
    """`text` with one slip of the finger in one word of five or more letters."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return text
    at = rng.choice(long)
    words[at] = slip(rng, words[at])
    return " ".join(words)


def slip(rng: random.Random, word: str) -> str:
    """One letter left out, doubled, swapped with its neighbour or replaced."""
    where = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:where] + word[where + 1 :]
    if kind == 1:
        return word[:where] + word[where] + word[where:]
    if kind == 2:
        return word[:where] + word[where + 1] + word[where] + word[where + 2 :]
    return word[:where] + rng.choice(KEYBOARD) + word[where + 1 :]
