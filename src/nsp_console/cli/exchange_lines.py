"""Lines of the line mode for what consoles tell each other."""

from collections.abc import Callable
from typing import Any

from nsp_console.domain import facts
from nsp_console.domain.air_picture import Order
from nsp_console.domain.facts import Entry
from nsp_console.domain.safetext import clean
from nsp_console.domain.values import Tier
from nsp_console.dutch.labels import ALARM_STEP, CONTENT, TIER, WHY
from nsp_console.dutch.ordering import needs_line, order_line, values_line, who
from nsp_console.dutch.origins import told_by
from nsp_console.dutch.times import span

SKEW_TOLD_S = 60.0  # a smaller difference between two clocks is not worth a word


def ordered(_: Entry, order: Order) -> str:
    """An order of ours, or signed by another C."""
    return order_line(order) + (f" (opdracht van {who(order.origin)})" if order.origin else "")


def status_heard(fact: facts.StatusHeard, writer: str) -> str:
    """The state of a point as its own console sealed it, or as another C told it on; `writer`: who confirmed it."""
    parts = [values_line(fact.values)] if fact.values else []
    if fact.needs:
        parts.append(f"nodig {needs_line(fact.needs)}")
    told = (
        told_by(fact.source, writer if fact.kept and fact.source.tier is not Tier.A else None) or TIER[fact.source.tier]
    )
    return f"{fact.site} {', '.join(parts) or 'zonder waarden'} ({told}, versie {fact.version})"


def _confirmed(tier: Tier) -> str:
    """What a C gives out of a point without a console counts there: it was entered or confirmed by a person."""
    return f"{tier.value} bevestigd"


def status_kept(_: Entry, fact: facts.StatusKept) -> str:
    """This C gave what counts of a point without a console a version."""
    return f"Toestand {fact.site} versie {fact.version} bijgehouden ({WHY[fact.why]}, {_confirmed(fact.tier)})"


def peer_met(_: Entry, fact: facts.PeerMet) -> str:
    """A console is known and fresh; a clock that is far off is told."""
    if fact.skew_s is None or abs(fact.skew_s) < SKEW_TOLD_S:
        return f"Console {fact.station} ontmoet"
    side = "voor" if fact.skew_s > 0 else "achter"
    return f"Console {fact.station} ontmoet; de klok daar loopt {span(abs(fact.skew_s))} {side}"


def mail_taken(_: Entry, fact: facts.MailTaken) -> str:
    """A message came in; what it means is in the line behind it."""
    gap = f", {fact.gap} eerdere nog niet binnen" if fact.gap else ""
    return f"Post van {who(fact.station)}: {CONTENT[fact.content]}{gap}"


def bulletin_heard(entry: Entry, fact: facts.BulletinHeard) -> str:
    """A bulletin to hang up."""
    words = f"“{clean(fact.text, 200)}” {TIER[Tier.A]}, {fact.valid_h} uur geldig"
    return f"BULLETIN {fact.number} van {who(fact.station)}: {words} hangt {entry.number}"


EXCHANGE: dict[type, Callable[[Entry, Any], str]] = {
    facts.CountersReserved: lambda _, fact: f"Tellers gereserveerd tot {fact.until}",
    facts.LineStarted: lambda _, fact: f"Nieuwe berichtenlijn {fact.line} {fact.why}".rstrip(),
    facts.PeerMet: peer_met,
    facts.MailTaken: mail_taken,
    facts.MailRelined: lambda _, fact: f"Uit {fact.entry}: nieuw nummer {fact.sequence} in lijn {fact.line}",
    facts.StatusIssued: lambda _, fact: f"Toestand {fact.site} versie {fact.version} uit ({WHY[fact.why]})",
    facts.StatusKept: status_kept,
    facts.StatusReceived: lambda _, fact: f"Toestand versie {fact.version} ontvangen door {fact.by}",
    facts.AlarmStepped: lambda _, fact: f"Alarm {fact.entry}: {ALARM_STEP[fact.step]} door {fact.by}",
    facts.BulletinHeard: bulletin_heard,
    facts.BulletinIssued: lambda _, fact: f"Bulletin {fact.number} uitgegeven: {clean(fact.text, 200)}",
    facts.BulletinHung: lambda _, fact: f"Bulletin {fact.number} van {who(fact.station)} hangt bij {fact.site}",
}
