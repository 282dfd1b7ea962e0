"""Builders for dossiers: items, notes about them, and a point judged with its dossier."""

from nsp_console.domain.dossier import DAY_S, Dossier, Dossiers
from nsp_console.domain.facts import Decided, DecisionKind, DossierNoted, Entry, Mode
from nsp_console.domain.judging import view_site
from nsp_console.domain.moments import HOUR_S, Moment
from nsp_console.domain.records import SiteRecord
from nsp_console.domain.rules import DossierItem, Rules
from nsp_console.domain.views import SiteView
from support.records import INZET, NOW, RULES, STATION, ago

PLAN = DossierItem("draaiboek", "Draaiboek", ("L", "C"), True, 365)
POWER = DossierItem("noodstroom", "Noodstroom", ("L", "C"), True, 365)
SIGN = DossierItem("teken", "Herkenningsteken", ("L",), False)
ITEMS = (PLAN, POWER, SIGN)


def rules_with(items: tuple[DossierItem, ...] = ITEMS, soon_days: float = 30) -> Rules:
    """The rules with these items."""
    return Rules(
        RULES.vocabulary,
        RULES.vital_functions,
        RULES.thresholds,
        RULES.planning,
        RULES.norms,
        RULES.region,
        items,
        soon_days,
    )


def noted(
    item: str, done: bool = True, days_ago: float = 10, site: str = "L-DEV-05", holds: float | None = 365
) -> DossierNoted:
    """A note of `days_ago`, holding `holds` days."""
    at = NOW.wall - days_ago * DAY_S
    return DossierNoted(site, item, done, at, "locatiebeheerder", None if holds is None else at + holds * DAY_S)


def book(*notes: DossierNoted) -> Dossiers:
    """The book after these notes, entered one after another."""
    made = Dossiers()
    for number, fact in enumerate(notes, start=1):
        made.apply(Entry(number, NOW, fact))
    return made


def judged(known: SiteRecord, *notes: DossierNoted, now: Moment = NOW) -> SiteView:
    """The point with this dossier, during an inzet."""
    rules = rules_with()
    return view_site(known, now, rules, INZET, Mode.DEPLOYED, STATION, {}, drawn(known, *notes))


def drawn(known: SiteRecord, *notes: DossierNoted) -> Dossier:
    """The dossier of the point after these notes."""
    return book(*notes).of(known.site, rules_with(), NOW.wall)


def promised(known: SiteRecord, owner: str = "gemeente") -> SiteRecord:
    """The point, to be opened in two hours."""
    target = NOW.wall + 2 * HOUR_S
    decided = Decided(known.site.code, DecisionKind.OPEN, "burgemeester", "nodig", target, owner)
    known.decisions = (*known.decisions, (ago(5), decided))
    return known
