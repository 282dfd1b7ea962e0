"""The words of the wall board: short enough to be drawn three rows high, and never taken from a message."""

from nsp_console.domain.sites import Site
from nsp_console.domain.views import Reason
from nsp_console.dutch.reasons import PHRASES

NO_PERSONS = "geen persoonsgegevens op dit scherm"
NOTHING_HEARD = "Nog niets gehoord. Hier komt straks wie het eerst hulp nodig heeft."
ALL_WELL = "Geen enkel eigen punt vraagt nu aandacht."
NO_POINTS = "Geen eigen punten. Zodra de regio ze noemt, staan ze hier. 0 is de kaart."
HELD = "Een alarm is niet bevestigd: deze bladzijde blijft staan. 1 is het bord."
ONE_PAGE = "Er is maar een bladzijde."
NO_BULLETIN = "geen bulletin uitgegeven"
SUPPLY_BIG = {"power": "STROOM", "water": "WATER", "food": "ETEN", "staff": "PLOEG"}  # "bezet" would read as occupied
REASON_BIG = {
    "alarm_open": "ALARM",
    "silent": "STIL",
    "power_none": "STROOM",
    "full": "VOL",
    "staff_short": "MENSEN",
    "over_2h": "2 UUR",
    "cold": "KOUD",
    "hot": "WARM",
    "unsafe": "ONRUST",
    "contradiction": "ONEENS",
    "pending_worse": "KLOPT?",
    "setting_up": "OPBOUW",
    "closed": "DICHT",
    "evacuated": "LEEG",
}
BIG_LETTERS_MAX = 6  # a longer word has no place beside the hours on 120 columns
FREE_TEXT = frozenset({"melding"})  # reasons whose data is somebody's sentence


def may_show(why: Reason) -> bool:
    """Whether a reason is made of our own words only: known codes, never a sentence from outside."""
    return why.code in PHRASES and why.code not in FREE_TEXT


def public_name(site: Site) -> str:
    """The name from the region file. A point that joined during the inzet was named by hand: `Burgerpunt, Deventer`."""
    if site.number == 0 and site.kind.value == "X":
        return f"Burgerpunt, {site.municipality}" if site.municipality else "Burgerpunt"
    return site.short_name


def function_big(label: str) -> str:
    """The first word of a function's label when it is short enough to be drawn big, else nothing."""
    word = label.split(" ")[0].upper()
    return word if 0 < len(word) <= BIG_LETTERS_MAX else ""


def page_words(page: int, pages: int, seconds: float, held: bool, paused: bool) -> str:
    """`Bladzijde 1 van 2, wisselt elke 20 s`, and why it does not turn."""
    start = f"Bladzijde {page + 1} van {pages}"
    if held:
        return f"{start}, {'blijft staan: ' if pages > 1 else ''}alarm niet bevestigd"
    if pages < 2:
        return start
    return f"{start}, stilgezet" if paused else f"{start}, wisselt elke {seconds:.0f} s"


def short_page(page: int, pages: int, held: bool, paused: bool) -> str:
    """The same in a few cells: `blad 1/2`, `blad 1/2 ALARM`, `blad 1/2 stil`."""
    return f"blad {page + 1}/{pages}" + (" ALARM" if held else " stil" if paused and pages > 1 else "")


def bulletin_words(number: int, hung: int, of: int, expired: bool) -> str:
    """`07 hangt bij 2 van 8 punten`, or that it must come down."""
    if expired:
        still = f", hangt nog bij {hung}" if hung else ""
        return f"{number:02d} is verlopen: weghalen{still}"
    return f"{number:02d} hangt bij {hung} van {of} open punten"
