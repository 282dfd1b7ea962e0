"""Events of the line mode as one plain Dutch line each, for a screen reader, a slow link or a printer."""

from collections.abc import Callable
from typing import Any

from nsp_console.domain import facts
from nsp_console.domain.facts import Entry
from nsp_console.domain.safetext import clean
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Scalar, Tier
from nsp_console.dutch.fieldnames import field_label, value_text
from nsp_console.dutch.labels import ALARM_KIND, MEANS, STEP, TIER
from nsp_console.dutch.times import amount, clock


def values_line(values: dict[str, Scalar]) -> str:
    """`water 300 l, bezoekers 64`: label and value of every field, in the given order."""
    return ", ".join(f"{field_label(key).lower()} {value_text(key, value)}" for key, value in values.items())


def understood_line(understood: Understanding) -> str:
    """What was made of a text, in words."""
    parts = [values_line(understood.values)] if understood.values else []
    if understood.needs:
        parts.append(
            "nodig " + ", ".join(f"{amount(need.amount, need.unit)} {need.article}" for need in understood.needs)
        )
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
            facts.ReportEntered: lambda _, fact: (
                f"Melding {fact.site} ({MEANS[fact.means]}): {values_line(fact.values)}"
            ),
            facts.ValuesConfirmed: lambda _, fact: f"Klopt: regel {fact.entry}",
            facts.ValuesRejected: lambda _, fact: f"Verworpen: regel {fact.entry}",
            facts.TextHandled: lambda _, fact: f"Regel {fact.entry}: {fact.how.value}",
            facts.AlarmRaised: self._alarm_raised,
            facts.AlarmAcknowledged: lambda _, fact: f"Alarm {fact.entry} bevestigd door {fact.by}",
            facts.AlarmParked: lambda _, fact: f"Alarm {fact.entry} geparkeerd: {fact.reason}",
            facts.AlarmClosed: lambda _, fact: f"Alarm {fact.entry} gesloten {fact.reason}".rstrip(),
            facts.MessageQueued: lambda entry, fact: (
                f"Uit {fact.to or 'allen'} ({STEP[facts.Step.STORED]}): {clean(fact.text)}"
            ),
            facts.MessageStepped: lambda _, fact: f"Uit {fact.entry}: {STEP[fact.step]} {fact.detail}".rstrip(),
            facts.NodeLinked: lambda _, fact: f"Radio !{fact.node:08x} hoort bij {fact.site or 'geen punt'}",
            facts.DeploymentStarted: lambda _, fact: f"Inzet {fact.name} begonnen, T0 volgens {fact.source}",
            facts.DeploymentEnded: lambda _, fact: f"Inzet beëindigd {fact.reason}".rstrip(),
            facts.T0Corrected: lambda _, fact: f"T0 aangepast volgens {fact.source}",
            facts.SiteAdded: lambda _, fact: f"Punt {fact.code} {fact.name} toegevoegd",
            facts.Decided: lambda _, fact: f"Besluit {fact.site} {fact.what.value}: {fact.reason}",
        }

    def line(self, entry: Entry) -> str:
        """`12 18:46 …`: number, local time, what happened."""
        words = clean(self._table[type(entry.fact)](entry, entry.fact))
        return f"{entry.number} {clock(entry.at.wall, None)} {words}"

    def _heard(self, entry: Entry, fact: facts.TextHeard) -> str:
        sender = f"radio !{fact.sender:08x}"
        who = f"{fact.site} ({sender})" if fact.site else sender
        quoted = f"“{clean(fact.text, 200)}”"
        if not fact.counts:
            return f"Meegehoord op {fact.channel or 'een vreemd kanaal'} van {sender}: {quoted} telt niet"
        if fact.alarm_kind is not None:
            return f"ALARM {ALARM_KIND[fact.alarm_kind]} {who}: {quoted} bevestig {entry.number}"
        if fact.repeat_of is not None:
            return f"Herhaling van {fact.repeat_of} van {who}"
        if fact.understood.outcome is Outcome.STATUS and fact.site:
            ask = f" klopt {entry.number}?" if self._situation.reporting.is_waiting(entry.number) else ""
            mark = "? " if fact.source.tier is Tier.C else ""
            return f"{who} {mark}{understood_line(fact.understood)} ({TIER[fact.source.tier]}){ask} {quoted}"
        kind = {Outcome.RECEIPT: "kwitantie", Outcome.MESSAGE: "bericht"}.get(fact.understood.outcome, "te beoordelen")
        return f"{who} {kind}: {quoted}"

    def _alarm_raised(self, entry: Entry, fact: facts.AlarmRaised) -> str:
        points = ", ".join(code for code in (fact.site, *fact.also) if code)
        return f"ALARM {ALARM_KIND[fact.alarm]} {points} {clean(fact.text)} bevestig {entry.number}"
