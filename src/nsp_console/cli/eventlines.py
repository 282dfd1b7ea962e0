"""Events of the line mode as one plain Dutch line each, for a screen reader, a slow link or a printer."""

from collections.abc import Callable
from typing import Any

from nsp_console.cli.exchange_lines import EXCHANGE, ordered, status_heard
from nsp_console.cli.house_lines import HOUSE
from nsp_console.domain import facts
from nsp_console.domain.facts import NAMES, Content, Entry, Fact
from nsp_console.domain.log_reading import by_of, site_of
from nsp_console.domain.safetext import clean
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.dutch.labels import ALARM_KIND, CONTENT, MEANS, STEP, TIER
from nsp_console.dutch.logbook import sentence, with_by
from nsp_console.dutch.ordering import needs_line, values_line
from nsp_console.dutch.radio import sending_reason
from nsp_console.dutch.times import clock


def understood_line(understood: Understanding) -> str:
    """What was made of a text, in words."""
    parts = [values_line(understood.values)] if understood.values else []
    if understood.needs:
        parts.append(f"nodig {needs_line(understood.needs)}")
    if understood.rest_ok:
        parts.append("rest in orde")
    return ", ".join(parts)


class EventLines:
    """Words one entry after another; `situation` knows what an entry is about."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._table: dict[type, Callable[[Entry, Any], str]] = {
            facts.StationStarted: lambda _, fact: f"Console {fact.station} gestart",
            facts.TextHeard: self._heard,
            facts.ReportEntered: self._entered,
            facts.ValuesConfirmed: lambda _, fact: f"Klopt: regel {fact.entry}",
            facts.ValuesRejected: lambda _, fact: f"Verworpen: regel {fact.entry}",
            facts.TextHandled: lambda _, fact: f"Regel {fact.entry}: {fact.how.value}",
            facts.AlarmRaised: self._alarm_raised,
            facts.AlarmAcknowledged: lambda _, fact: f"Alarm {fact.entry} bevestigd door {fact.by}",
            facts.AlarmParked: lambda _, fact: f"Alarm {fact.entry} geparkeerd: {fact.reason}",
            facts.AlarmClosed: lambda _, fact: f"Alarm {fact.entry} gesloten {fact.reason}".rstrip(),
            facts.MessageQueued: self._queued,
            facts.MessageStepped: self._stepped,
            facts.NodeLinked: lambda _, fact: f"Radio !{fact.node:08x} hoort bij {fact.site or 'geen punt'}",
            facts.SiteAdded: lambda _, fact: f"Punt {fact.code} {fact.name} toegevoegd",
            facts.DossierNoted: self._dossier,
            **dict.fromkeys(ORDERS, ordered),
            **EXCHANGE,
            **HOUSE,
            facts.StatusHeard: lambda _, fact: status_heard(fact, situation.air.writers.home_of(fact.site)),
        }

    def line(self, entry: Entry) -> str:
        """`12 18:46 …`: number, local time, what happened."""
        own = self._table.get(type(entry.fact), told_in_the_logbook)
        words = clean(own(entry, entry.fact))
        return f"{entry.number} {clock(entry.at.wall, None)} {words}"

    def _heard(self, entry: Entry, fact: facts.TextHeard) -> str:
        radio = f"radio !{fact.sender:08x}"
        sender = f"console {fact.station}" if fact.station else radio
        who = f"{fact.site} ({sender})" if fact.site and fact.site != fact.station else sender
        quoted = f"“{clean(fact.text, 200)}”"
        if not fact.counts:
            return f"Meegehoord op {fact.channel or 'een vreemd kanaal'} van {sender}: {quoted} telt niet"
        if fact.alarm_kind is not None:
            trust = f" ({TIER[fact.source.tier]})" if fact.station else ""
            return f"ALARM {ALARM_KIND[fact.alarm_kind]} {who}{trust}: {quoted} bevestig {entry.number}"
        if fact.repeat_of is not None:
            return f"Herhaling van {fact.repeat_of} van {who}"
        if fact.understood.outcome is Outcome.STATUS and fact.site:
            waits = self._situation.reporting.is_waiting(entry.number)
            ask = f" klopt {entry.number}?" if waits else ""
            mark = "? " if waits else ""
            return f"{who} {mark}{understood_line(fact.understood)} ({TIER[fact.source.tier]}){ask} {quoted}"
        kind = {Outcome.RECEIPT: "kwitantie", Outcome.MESSAGE: "bericht"}.get(fact.understood.outcome, "te beoordelen")
        if fact.content is not Content.TEXT:
            kind = f"{CONTENT[fact.content]} ({kind})"
        return f"{who} {kind}: {quoted}"

    def _entered(self, entry: Entry, fact: facts.ReportEntered) -> str:
        passed = f", gemeld aan {fact.writer}" if fact.writer else ""
        return f"Melding {fact.site} ({MEANS[fact.means]}): {values_line(fact.values)}{passed}"

    def _alarm_raised(self, entry: Entry, fact: facts.AlarmRaised) -> str:
        points = ", ".join(code for code in (fact.site, *fact.also) if code)
        return f"ALARM {ALARM_KIND[fact.alarm]} {points} {clean(fact.text)} bevestig {entry.number}"

    def _dossier(self, entry: Entry, fact: facts.DossierNoted) -> str:
        known = {item.key: item.label for item in self._situation.rules.dossier}
        return f"Dossier {fact.site}: {known.get(fact.item, fact.item)} {'in orde' if fact.done else 'ontbreekt'}"

    def _queued(self, entry: Entry, fact: facts.MessageQueued) -> str:
        what = f" {CONTENT[fact.content]}" if fact.content is not Content.TEXT else ""
        return f"Uit {fact.to or 'allen'}{what} ({STEP[facts.Step.STORED]}): {clean(fact.text)}"

    def _stepped(self, entry: Entry, fact: facts.MessageStepped) -> str:
        by = f" {fact.by}" if fact.by else ""
        return f"Uit {fact.entry}: {STEP[fact.step]}{by} {sending_reason(fact.detail)}".rstrip()


def told_in_the_logbook(_entry: Entry, fact: Fact) -> str:
    """What has no line of its own here reads as it does in the logbook."""
    about = f"{site} " if (site := site_of(fact)) else ""
    return about + with_by(sentence(fact), NAMES[type(fact)], by_of(fact))


ORDERS = (
    facts.DeploymentStarted,
    facts.DeploymentEnded,
    facts.T0Corrected,
    facts.Decided,
    facts.HomeMoved,
    facts.StationRevoked,
    facts.WriterMoved,
)
