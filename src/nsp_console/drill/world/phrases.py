"""How people put it: what is the case at a point, in one line as typed on a phone.

Templates of our own, independent of the console's grammar: what a console makes of them is up to the console.
"""

from collections.abc import Callable
from random import Random

from nsp_console.domain.fields import OPEN_STATES, Power, SiteState
from nsp_console.drill.world.points import PointWorld
from nsp_console.drill.world.temperament import Manner
from nsp_console.radio.base import TEXT_BYTES_MAX

Part = Callable[[PointWorld, Random], str]

GREETINGS = ("Hoi", "Goedemorgen", "Hallo allemaal", "Dag", "Hier {name}", "Met {name}")
SMALL_TALK = ("koud hier hoor", "kinderen zijn aan het tekenen", "de koffie is op", "groetjes")
REST_OK = ("verder alles goed", "rest ok", "verder in orde", "verder alles ok")
STATES = {
    SiteState.OPEN: ("open", "we zijn open"),
    SiteState.LIMITED: ("beperkt open",),
    SiteState.FULL: ("VOL", "we zijn vol"),
    SiteState.CLOSED: ("dicht", "gesloten"),
    SiteState.SETTING_UP: ("in opbouw", "nog in opbouw"),
    SiteState.EVACUATED: ("ontruimd",),
    SiteState.SCALED_DOWN: ("afgeschaald",),
}
FUNCTION_WORDS = {
    "water": "water",
    "voedsel": "eten",
    "opwarmen": "warmte",
    "zorg_hygiene": "zorg",
    "stroom": "stroom",
    "informatie": "info",
    "alarmering": "alarmering",
}
SHOUT = "!!"
STATE_SAID = 0.4  # chance that a later line says again that they are open
STAFF_WORDS = {"ehbo": "EHBO", "ambtenaar": "ambtenaar", "vrijwilliger": "vrijwilligers"}
TYPOS = (
    ("aggregaat", "agregaat"),
    ("bezoekers", "bezoeker"),
    ("liter", "ltr"),
    ("porties", "port"),
    ("ambtenaar", "ambt"),
)


def rounded(amount: float) -> int:
    """An amount as people read it off: tens above a hundred, fives above twenty."""
    step = 10 if amount >= 100 else 5 if amount >= 20 else 1
    return round(amount / step) * step


def hours(amount: float) -> str:
    """Hours as people say them: halves below six, with a comma."""
    if amount >= 6:
        return str(round(amount))
    half = round(amount * 2) / 2
    return f"{half:.1f}".replace(".", ",") if half % 1 else str(int(half))


def state(point: PointWorld, rng: Random) -> str:
    return rng.choice(STATES[point.state])


def visitors(point: PointWorld, rng: Random) -> str:
    return rng.choice(("{n} bezoekers", "bezoekers {n}", "{n} man binnen", "{n} mensen binnen")).format(
        n=round(point.visitors)
    )


def water(point: PointWorld, rng: Random, factor: float = 1.0) -> str:
    if point.water_l <= 0:
        return rng.choice(("WATER OP", "water op"))
    amount = rounded(point.water_l * factor)
    return rng.choice(("water {n} l", "nog {n} liter water", "water {n} liter", "{n} l water")).format(n=amount)


def food(point: PointWorld, rng: Random) -> str:
    amount = rounded(point.food_portions)
    return rng.choice(("eten {n} porties", "nog {n} porties eten", "voedsel {n} porties")).format(n=amount)


def power(point: PointWorld, rng: Random) -> str:
    if point.power is Power.GRID:
        return rng.choice(("stroom net", "op netstroom"))
    if point.power is Power.BATTERY:
        return f"op accu, accu {round(point.battery_pct)}%"
    if point.power is Power.NONE:
        return rng.choice(("geen stroom", "zonder stroom"))
    if rng.random() < 0.25:
        return f"aggregaat, diesel {rounded(point.fuel_l)} l"
    return rng.choice(("aggregaat nog {n} uur", "aggregaat {n} uur", "nog {n} uur diesel")).format(
        n=hours(point.fuel_hours)
    )


def staff(point: PointWorld, rng: Random) -> str:
    return " ".join(f"{STAFF_WORDS.get(role, role)} {count}" for role, count in point.staff.items())


def warmth(point: PointWorld, rng: Random) -> str:
    return rng.choice(("{n} graden", "binnen {n} gr", "{n} graden binnen")).format(n=round(point.temperature_c))


def bulletin(point: PointWorld, rng: Random) -> str:
    return f"bulletin {point.bulletin} hangt" if point.bulletin else ""


PARTS: dict[str, Part] = {
    "state": state,
    "visitors": visitors,
    "water": water,
    "food": food,
    "power": power,
    "staff": staff,
    "warmth": warmth,
    "bulletin": bulletin,
}
MATTERS_MOST = ("visitors", "water", "power", "food")  # what people think of first


def chosen(point: PointWorld, manner: Manner, rng: Random, first: bool) -> list[str]:
    """Which parts this line tells, in the order people tend to keep. A first report tells nearly everything."""
    count = len(PARTS) if first else rng.randint(*manner.parts)
    if first and manner.parts[1] <= 2:
        count = 4  # somebody terse stays terse
    most = rng.sample(MATTERS_MOST, k=min(count, len(MATTERS_MOST)))
    rest = [name for name in PARTS if name not in MATTERS_MOST]
    picked = {*most, *rng.sample(rest, k=max(0, min(count - len(most), len(rest))))}
    if first or point.state is not SiteState.OPEN or rng.random() < STATE_SAID:
        picked.add("state")
    return [name for name in PARTS if name in picked and worth_saying(point, name)]


def worth_saying(point: PointWorld, name: str) -> bool:
    """Nobody counts the visitors of a closed door or the meals that were never there."""
    if point.state in OPEN_STATES:
        return True
    return {"visitors": point.visitors, "food": point.food_portions, "water": point.water_l}.get(name, 1) >= 1


def report(point: PointWorld, manner: Manner, rng: Random, first: bool = False, factor: float = 1.0) -> str:
    """One status line. `factor` is what the water amount is multiplied with by a slip of the finger."""
    names = chosen(point, manner, rng, first)
    parts = [water(point, rng, factor) if name == "water" else PARTS[name](point, rng) for name in names]
    parts = [*dict.fromkeys(point.broken.values()), *parts]  # first: what does not fit is left out at the end
    if rng.random() < manner.rest_ok and not point.broken:
        parts.append(rng.choice(REST_OK))
    if rng.random() < manner.small_talk:
        parts.append(rng.choice(SMALL_TALK))
    opening = ""
    if rng.random() < manner.greeting:
        opening = rng.choice(GREETINGS).format(name=point.short_name) + ", "
    if rng.random() < manner.code:
        opening = f"{point.code} "
    return styled(opening, [part for part in parts if part], manner, rng)


def functions(point: PointWorld, manner: Manner, rng: Random) -> str:
    """The line about the functions: what works, two by two, and what does not."""
    works = [word for key, word in FUNCTION_WORDS.items() if key not in point.broken]
    if point.power is Power.NONE and "stroom" in works:
        works.remove("stroom")
    pairs = [works[i : i + 2] for i in range(0, len(works), 2)]
    parts = [f"{' en '.join(pair)} {'werken' if len(pair) > 1 else 'werkt'}" for pair in pairs]
    opening = f"{point.code} " if rng.random() < manner.code else ""
    return fitting(opening, ", ", [*parts, *dict.fromkeys(point.broken.values())])


def styled(opening: str, parts: list[str], manner: Manner, rng: Random) -> str:
    """The parts joined and mistyped as this person does."""
    line = fitting(opening, rng.choice((", ", ", ", " ", ". ")), parts)
    if rng.random() < manner.capitals:
        line = line.upper()
    return mistyped(line, rng) if rng.random() < manner.typo else line


def fitting(opening: str, glue: str, parts: list[str]) -> str:
    """As many whole parts as fit on one line, with room for the exclamation marks of the careless."""
    for count in range(len(parts), 0, -1):
        line = opening + glue.join(parts[:count])
        if len(line.encode()) <= TEXT_BYTES_MAX - len(SHOUT):
            return line
    return opening.strip(" ,")


def mistyped(line: str, rng: Random) -> str:
    """One or two slips that leave the numbers alone."""
    for right, wrong in rng.sample(TYPOS, k=2):
        line = line.replace(right, wrong, 1)
    return rng.choice((line, line + SHOUT, line.lower(), line.replace(", ", ",")))
