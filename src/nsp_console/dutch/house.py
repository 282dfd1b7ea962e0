"""Words of our own house (place Continuïteit)."""

from nsp_console.domain.continuity_plan import ItemKind
from nsp_console.domain.continuity_views import ContinuityView, Live
from nsp_console.domain.facts import PowerSource, Trial

TRIAL = {Trial.WORKS: "werkt", Trial.LIMITED: "beperkt", Trial.FAILS: "werkt niet"}
TRIAL_SHAPE = {Trial.WORKS: "●", Trial.LIMITED: "▲", Trial.FAILS: "■"}
POWER_SOURCE = {
    PowerSource.GRID: "net",
    PowerSource.GENERATOR: "NSA",
    PowerSource.BATTERY: "UPS",
    PowerSource.NONE: "GEEN STROOM",
}
LIVE = {Live.WORKS: "werkt", Live.LIMITED: "beperkt", Live.FAILS: "werkt niet", Live.UNKNOWN: "?"}
LIVE_SHAPE = {Live.WORKS: "●", Live.LIMITED: "▲", Live.FAILS: "■", Live.UNKNOWN: "░"}
ITEM_KIND = {ItemKind.PROCESS: "proces", ItemKind.SYSTEM: "systeem", ItemKind.FACILITY: "faciliteit"}
IMPACT = ("geen gevolg", "klein", "beperkt", "groot", "ligt stil")  # by level 0 to 4
FILL_NUMBER = "nummer invullen"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def due_words(view: ContinuityView) -> str:
    """`8 testen, 2 afspraken, weekbewijs`: what is to be done now; empty when nothing is."""
    parts = []
    if view.tests_due:
        parts.append(_count(view.tests_due, "test", "testen"))
    if view.agreements_due:
        parts.append(_count(view.agreements_due, "afspraak", "afspraken"))
    if view.proof_due:
        parts.append("weekbewijs")
    return ", ".join(parts)
