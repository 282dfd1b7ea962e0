"""Words of Voorraad: what runs out when, and what could be brought. Ranges, and never more certain than they are."""

from collections.abc import Callable, Sequence

from nsp_console.domain.ahead import Break
from nsp_console.domain.asks import Ask, Standing
from nsp_console.domain.deliveries import SHIFT_H, How, Proposal
from nsp_console.domain.views import Forecast
from nsp_console.dutch.labels import STEP, STEP_SHORT, SUPPLY
from nsp_console.dutch.times import age, hours, number

Name = Callable[[str], str]  # point code → its short name
When = Callable[[Forecast], str]  # a range of clock times
GOODS = {"water": "l water", "food": "porties eten", "power": "l diesel"}
BARE = {"water": "water", "food": "eten", "power": "diesel of aggregaat", "staff": "bezetting"}
LETTER = {"power": "S", "water": "W", "food": "E", "staff": "B"}
UNDECIDED = "een mens beslist"


def listed(words: Sequence[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return " en ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def goods(supply: str, amount: float) -> str:
    """`60 l diesel`, `2 diensten van 12 uur`."""
    if supply == "staff":
        return f"{number(amount, 0)} {'dienst' if amount == 1 else 'diensten'} van {number(SHIFT_H, 0)} uur"
    return f"{number(amount, 0)} {GOODS[supply]}"


def ends(one: Break, name: Name, when: When) -> str:
    """`stroom Borgele 22:40-23:50`, `water Voorstad is op`."""
    what = f"{SUPPLY[one.supply]} {name(one.site)}"
    if one.left.high_h <= 0:
        return f"{what} is op"
    if one.left.low_h <= 0:
        return f"{what} misschien al op"
    return f"{what} {when(one.left)}"


def first_words(found: Sequence[Break], name: Name, when: When, count_max: int) -> str:
    """`Eerst op: stroom Borgele 22:40-23:50, daarna …`."""
    if not found:
        return (
            "Nog geen enkele prognose. Voer met n water, eten, brandstof en bezoekers in, of vraag ernaar met v of r."
        )
    words = [ends(one, name, when) for one in found[:count_max]]
    return "Eerst op: " + ", daarna ".join(part for part in (words[0], listed(words[1:])) if part)


def deed(one: Proposal, name: Name) -> str:
    """What to do: `60 l diesel van Diepenveen naar Borgele`."""
    if one.how is How.SHARE:
        return f"{goods(one.supply, one.amount)} van {name(one.giver)} naar {name(one.site)}"
    if one.amount <= 0:
        return f"{BARE[one.supply]} voor {name(one.site)}: eerst vragen hoeveel"
    if one.supply == "staff":
        return f"{goods(one.supply, one.amount)} bezetten bij {name(one.site)}"
    return f"{goods(one.supply, one.amount)} aanvragen voor {name(one.site)}"


def effect(one: Proposal, name: Name) -> str:
    """What it does: `Borgele dan 12-15 uur (nu 3-5), Diepenveen houdt 27-31 uur, 6 km`."""
    if one.amount <= 0:
        return f"{name(one.site)} heeft nog {hours(one.before)} uur; hoe snel het gaat is niet bekend"
    words = f"{name(one.site)} dan {hours(one.after)} uur (nu {hours(one.before)})"
    if one.giver_after is not None:
        words += f", {name(one.giver)} houdt {hours(one.giver_after)}, {number(max(one.km, 0.1), 0 if one.km >= 1 else 1)} km"
    return words


STANDING = {
    Standing.ASKED: "nog niets toegezegd",
    Standing.UNCONFIRMED: "? wacht op klopt (j)",
    Standing.RECEIVED: "vraag van {sender}",
    Standing.SENT: "aan {to}: {step}",
}


def standing(ask: Ask) -> str:
    """How far it is, and whether somebody should ask first."""
    if ask.doubled:
        return "dubbel? eerst navragen"
    step = STEP_SHORT.get(ask.step, STEP[ask.step]) if ask.step is not None else ""
    return STANDING[ask.standing].format(sender=ask.sender or "een console", to=ask.to or "C", step=step)


def asked_ago(ask: Ask) -> str:
    """`8m` since it was heard, or `-`."""
    return age(ask.age)
