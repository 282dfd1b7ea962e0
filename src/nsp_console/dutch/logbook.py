"""Every entry of the journal as one plain Dutch line, and who said it. One place: Logboek and Punt read alike.

A sentence is a head, and behind a colon what was said: "Alarm bevestigd: ik bel 112". Who did it goes behind the head.
A kind of fact that has no sentence here still reads: its name, and its fields.
"""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any

from nsp_console.domain import facts as f
from nsp_console.domain.facts import NAMES, Content, Fact, Handling, Purpose
from nsp_console.domain.fields import FIELDS
from nsp_console.domain.log_reading import POINTERS, SPEAKERS
from nsp_console.domain.safetext import SafeText, clean
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Means, Scalar
from nsp_console.dutch.fieldnames import Labels, field_label, value_text
from nsp_console.dutch.house import POWER_SOURCE, TRIAL
from nsp_console.dutch.labels import (
    ALARM_KIND,
    ALARM_STEP,
    CONTENT,
    DECISION,
    LOG_KIND,
    MEANS,
    MODE,
    PURPOSE,
    STEP,
    WHY,
)
from nsp_console.dutch.opening import readable
from nsp_console.dutch.ordering import move_line, needs_line, order_time, writer_line
from nsp_console.dutch.radio import sending_reason
from nsp_console.dutch.times import countdown, number, span

COMPUTER = "computer"  # in the place of a person's function
HEARD = frozenset({"tekst_gehoord", "toestand_gehoord", "post_aangenomen", "bulletin_gehoord", "station_ontmoet"})
NAMES_ITSELF = frozenset({"gestart", "alarm_stap", "toestand_ontvangen", "bericht_stap", "station_ontmoet"})
HANDLED = {
    Handling.DONE: "Afgehandeld",
    Handling.MORE_INFO: "Meer info nodig bij",
    Handling.REJECTED: "Verworpen",
    Handling.READ: "Gelezen",
}
FORM_ORDER = {key: at for at, key in enumerate(FIELDS)}  # read back from disk values come by the alphabet
QUOTE_CHARS = 60  # of an entry that another one points at
VALUE_CHARS = 80  # of one field of a kind without a sentence
Said = tuple[str, str]  # head, and what was said


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """Labels of functions and roles (key without prefix → label), and the zone of clock times (None: this machine's).

    names  what the region calls the parts of its dossier and of its own plan (`dossier.draaiboek` → label)
    """

    labels: Labels = dataclasses.field(default_factory=dict)
    zone: tzinfo | None = None
    names: Labels = dataclasses.field(default_factory=dict)

    def named(self, kind: str, key: str) -> str:
        """The label of `key`, or the key itself when the plan no longer has it."""
        return self.names.get(f"{kind}.{key}") or readable(key)


PLAIN = Words()
Teller = Callable[[Any, Fact | None, Words], Said]


def sentence(fact: Fact, about: Fact | None = None, words: Words = PLAIN) -> SafeText:
    """`fact` in one line, without who did it. `about`: the fact it points at."""
    head, said = TELLERS.get(type(fact), _unknown)(fact, about, words)
    return clean(f"{head}: {said}" if said else head)


def with_by(text: str, kind: str, by: str) -> str:
    """The sentence of an entry of this kind, with who did it behind the head: `Alarm bevestigd door C-NSP: …`."""
    if not by or kind in NAMES_ITSELF:
        return text
    head, colon, said = text.partition(": ")
    return f"{head} {'van' if kind in HEARD else 'door'} {by}{colon}{said}"


def quoted(fact: Fact | None, words: Words) -> str:
    """What the entry said that another one points at; "" when it is not at hand."""
    if fact is None:
        return ""
    text = getattr(fact, "text", "")
    if not isinstance(text, str) or not text:
        return clean(sentence(fact, None, words), QUOTE_CHARS)
    return f'"{clean(text, QUOTE_CHARS)}"'


def _values(values: Mapping[str, Scalar], labels: Labels) -> str:
    in_form_order = sorted(values.items(), key=lambda item: (FORM_ORDER.get(item[0], len(FORM_ORDER)), item[0]))
    return ", ".join(f"{field_label(key, labels).lower()} {value_text(key, value)}" for key, value in in_form_order)


def _told(values: Mapping[str, Scalar], needs: tuple[Need, ...], labels: Labels, rest_ok: bool = False) -> str:
    asked = f"vraagt {needs_line(needs)}" if needs else ""
    return ", ".join(part for part in (_values(values, labels), asked, "rest in orde" if rest_ok else "") if part)


def _or(said: str, about: Fact | None, words: Words) -> str:
    return said or quoted(about, words)


def _started(fact: f.StationStarted, _about: Fact | None, _words: Words) -> Said:
    unsure = "" if fact.clock_sure else ", klok niet zeker"
    return f"Console {fact.station} gestart", f"{MODE[fact.mode].lower()}, versie {fact.version}{unsure}"


def _heard(fact: f.TextHeard, _about: Fact | None, _words: Words) -> Said:
    if fact.alarm_kind is not None:
        return "ALARM via LoRa", f"{ALARM_KIND[fact.alarm_kind]}, {fact.text}"
    if fact.repeat_of is not None:
        return f"Zelfde bericht opnieuw (#{fact.repeat_of})", fact.text
    if not fact.counts:
        return f"Bericht op ander kanaal ({fact.channel or '?'}), telt niet", fact.text
    if fact.content is not Content.TEXT:
        return f"{CONTENT[fact.content].capitalize()} ontvangen", fact.text
    report = bool(fact.understood.values or fact.understood.needs)
    return "Melding via LoRa" if report else "Bericht gehoord", fact.text


def _entered(fact: f.ReportEntered, _about: Fact | None, words: Words) -> Said:
    via = "eigen waarneming" if fact.means is Means.EIGEN else f"via {MEANS[fact.means]}"
    head = f"Melding {via}" if fact.corrects is None else f"Correctie op #{fact.corrects} {via}"
    said = _told(fact.values, fact.needs, words.labels, fact.rest_ok) or fact.text
    if fact.no_needs and not fact.needs:
        said = ", ".join(part for part in (said, "niets meer nodig") if part)
    return head, said + (f" (gemeld aan {fact.writer})" if fact.writer else "")


def _confirmed(fact: f.ValuesConfirmed, about: Fact | None, words: Words) -> Said:
    only = ", ".join(field_label(key, words.labels).lower() for key in fact.keys)
    return f"Klopt gezegd op #{fact.entry}" + (f", alleen {only}" if only else ""), quoted(about, words)


def _rejected(fact: f.ValuesRejected, about: Fact | None, words: Words) -> Said:
    return f"Verworpen #{fact.entry}", _or(fact.reason, about, words)


def _handled(fact: f.TextHandled, about: Fact | None, words: Words) -> Said:
    return f"{HANDLED[fact.how]} #{fact.entry}", quoted(about, words)


def _raised(fact: f.AlarmRaised, _about: Fact | None, _words: Words) -> Said:
    also = f"ook {', '.join(fact.also)}" if fact.also else ""
    head = "ALARM stilte" if fact.alarm is f.AlarmKind.SILENCE else "ALARM gegeven"
    return head, ", ".join(part for part in (ALARM_KIND[fact.alarm], fact.text, also) if part)


def _acknowledged(fact: f.AlarmAcknowledged, about: Fact | None, words: Words) -> Said:
    return f"Alarm #{fact.entry} bevestigd", _or(fact.note, about, words)


def _parked(fact: f.AlarmParked, _about: Fact | None, _words: Words) -> Said:
    return f"Alarm #{fact.entry} geparkeerd voor {countdown(fact.for_s)}", fact.reason


def _closed(fact: f.AlarmClosed, about: Fact | None, words: Words) -> Said:
    reason = readable(fact.reason) if fact.by == COMPUTER else fact.reason
    return f"Alarm #{fact.entry} gesloten", _or(reason, about, words)


def _queued(fact: f.MessageQueued, _about: Fact | None, _words: Words) -> Said:
    kind = fact.purpose if fact.content is Content.TEXT or fact.purpose is not Purpose.MESSAGE else fact.content
    word = PURPOSE[kind] if isinstance(kind, Purpose) else CONTENT[kind]
    return f"{word.capitalize()} aan {fact.to or 'iedereen'}", fact.text


def _stepped(fact: f.MessageStepped, _about: Fact | None, _words: Words) -> Said:
    by = f" door {fact.by}" if fact.by else ""
    return f"Bericht #{fact.entry} {STEP[fact.step]}{by}", sending_reason(fact.detail)


def _linked(fact: f.NodeLinked, _about: Fact | None, _words: Words) -> Said:
    radio = f"Radio !{fact.node:08x}"
    return (f"{radio} gekoppeld aan {fact.site}" if fact.site else f"{radio} losgemaakt"), ""


def _deployed(fact: f.DeploymentStarted, _about: Fact | None, words: Words) -> Said:
    return f"Inzet {fact.name} begonnen", f"T0 {order_time(fact.t0_wall, words.zone)}, volgens {fact.source}"


def _t0(fact: f.T0Corrected, _about: Fact | None, words: Words) -> Said:
    return "T0 gecorrigeerd", f"T0 is {order_time(fact.t0_wall, words.zone)}, volgens {fact.source}"


def _added(fact: f.SiteAdded, _about: Fact | None, _words: Words) -> Said:
    return "Punt toegevoegd", f"{fact.code} {fact.name}" + (f", van {fact.owner}" if fact.owner else "")


def _decided(fact: f.Decided, _about: Fact | None, words: Words) -> Said:
    before = f"klaar om {order_time(fact.target_wall, words.zone)}" if fact.target_wall is not None else ""
    owner = f"uitvoering {fact.owner}" if fact.owner else ""
    return f"Besluit {DECISION[fact.what]}", ", ".join(part for part in (fact.reason, before, owner) if part)


def _met(fact: f.PeerMet, _about: Fact | None, _words: Words) -> Said:
    skew = f"klok wijkt {span(abs(fact.skew_s))} af" if fact.skew_s is not None and abs(fact.skew_s) >= 60 else ""
    return f"Console {fact.station} ontmoet", skew


def _mail(fact: f.MailTaken, _about: Fact | None, _words: Words) -> Said:
    gap = f"{fact.gap} eerdere ontbreken" if fact.gap else ""
    return f"{CONTENT[fact.content].capitalize()} aangenomen", gap


def _issued(fact: f.StatusIssued, _about: Fact | None, words: Words) -> Said:
    return f"Eigen toestand gezonden, versie {fact.version}, {WHY[fact.why]}", _told(
        fact.values, fact.needs, words.labels
    )


def _kept(fact: f.StatusKept, _about: Fact | None, words: Words) -> Said:
    return f"Toestand bijgehouden, versie {fact.version}, {WHY[fact.why]}", _told(fact.values, fact.needs, words.labels)


def _state(fact: f.StatusHeard, _about: Fact | None, words: Words) -> Said:
    tier = f" ({fact.source.tier} via {fact.source.via})" if fact.source.via else ""
    return f"Toestand gehoord, versie {fact.version}{tier}", _told(fact.values, fact.needs, words.labels)


def _note(fact: f.NoteMade, _about: Fact | None, _words: Words) -> Said:
    return "Aantekening" if fact.corrects is None else f"Verbetering bij #{fact.corrects}", fact.text


def _dossier(fact: f.DossierNoted, _about: Fact | None, words: Words) -> Said:
    until = "" if fact.expires_wall is None else f"geldig tot {order_time(fact.expires_wall, words.zone)}"
    said = ["in orde" if fact.done else "niet in orde", until, *fact.details.values(), fact.note]
    return f"Dossier, {words.named('dossier', fact.item)}", ", ".join(part for part in said if part)


def _tested(fact: f.LadderTested, _about: Fact | None, words: Words) -> Said:
    said = [TRIAL[fact.result], fact.note]
    means = words.named("middel", fact.means)
    return f"Test van {means} met {fact.counterpart}", ", ".join(part for part in said if part)


def _own_power(fact: f.OwnPowerNoted, _about: Fact | None, _words: Words) -> Said:
    fuel = "" if fact.fuel_l is None else f"{number(fact.fuel_l)} l diesel"
    ups = "" if fact.ups_min is None else f"UPS nog {number(fact.ups_min)} min"
    return "Eigen stroom", ", ".join(part for part in (POWER_SOURCE[fact.source], fuel, ups) if part)


def _planned(fact: f.ShiftPlanned, _about: Fact | None, words: Words) -> Said:
    head = "Dienst gepland" if fact.corrects is None else f"Dienst gepland in plaats van #{fact.corrects}"
    span_words = f"{order_time(fact.start_wall, words.zone)} tot {order_time(fact.end_wall, words.zone)}"
    return head, f"{fact.count} × {words.named('functie', fact.function)}, {span_words}"


def _ticked(fact: f.ChecklistTicked, _about: Fact | None, words: Words) -> Said:
    return "Afgevinkt" if fact.done else "Toch niet gedaan", words.named("stap", fact.item)


def _reviewed(fact: f.AgreementReviewed, _about: Fact | None, words: Words) -> Said:
    said = ["ook geoefend" if fact.exercised else "", fact.note]
    return f"Afspraak {words.named('afspraak', fact.key)} herzien", ", ".join(part for part in said if part)


def _proved(fact: f.ReadinessProved, _about: Fact | None, _words: Words) -> Said:
    return "Weekbewijs" if fact.sound else "Weekbewijs, niet alles in orde", "; ".join(fact.lines)


def _unknown(fact: Fact, _about: Fact | None, _words: Words) -> Said:
    """A kind that came later than this file: its name, and its plain fields."""
    name = NAMES.get(type(fact), type(fact).__name__)
    head = LOG_KIND.get(name, readable(name))
    passed_over = {*POINTERS, *SPEAKERS, "site", "origin"}
    parts: list[str] = []
    for one in dataclasses.fields(fact):
        value = getattr(fact, one.name)
        if one.name in passed_over or value is None or value == "" or isinstance(value, bool):
            continue
        if isinstance(value, str):
            parts.append(clean(str(value), VALUE_CHARS))
        elif isinstance(value, int | float):
            parts.append(f"{readable(one.name)} {number(value)}")
    return f"{head[:1].upper()}{head[1:]}", ", ".join(parts)


def _fixed(head: Callable[[Any], str], said: Callable[[Any], str] = lambda fact: "") -> Teller:
    return lambda fact, _about, _words: (head(fact), said(fact))


TELLERS: dict[type, Teller] = {
    f.StationStarted: _started,
    f.TextHeard: _heard,
    f.ReportEntered: _entered,
    f.ValuesConfirmed: _confirmed,
    f.ValuesRejected: _rejected,
    f.TextHandled: _handled,
    f.AlarmRaised: _raised,
    f.AlarmAcknowledged: _acknowledged,
    f.AlarmParked: _parked,
    f.AlarmClosed: _closed,
    f.AlarmStepped: _fixed(lambda fact: f"Alarm #{fact.entry} {ALARM_STEP[fact.step]} door {fact.by}"),
    f.MessageQueued: _queued,
    f.MessageStepped: _stepped,
    f.NodeLinked: _linked,
    f.DeploymentStarted: _deployed,
    f.DeploymentEnded: _fixed(lambda fact: "Inzet beëindigd", lambda fact: fact.reason),
    f.T0Corrected: _t0,
    f.SiteAdded: _added,
    f.Decided: _decided,
    f.HomeMoved: _fixed(lambda fact: "Waarneming", move_line),
    f.WriterMoved: _fixed(lambda fact: "Schrijver", writer_line),
    f.StationRevoked: _fixed(lambda fact: f"Sleutel van {fact.station} ingetrokken", lambda fact: fact.reason),
    f.CountersReserved: _fixed(lambda fact: f"Tellers gereserveerd tot {fact.until}"),
    f.LineStarted: _fixed(lambda fact: f"Nieuwe berichtenlijn {fact.line}", lambda fact: readable(fact.why)),
    f.PeerMet: _met,
    f.MailTaken: _mail,
    f.MailRelined: _fixed(lambda fact: f"Bericht #{fact.entry} opnieuw genummerd"),
    f.StatusIssued: _issued,
    f.StatusKept: _kept,
    f.StatusHeard: _state,
    f.StatusReceived: _fixed(lambda fact: f"{fact.by} heeft versie {fact.version} van onze toestand"),
    f.BulletinHeard: _fixed(lambda fact: f"Bulletin {fact.number} ontvangen", lambda fact: fact.text),
    f.BulletinIssued: _fixed(lambda fact: f"Bulletin {fact.number} uitgegeven", lambda fact: fact.text),
    f.BulletinHung: _fixed(lambda fact: f"Bulletin {fact.number} van {fact.station} hangt bij {fact.site}"),
    f.NoteMade: _note,
    f.ShiftHandedOver: _fixed(lambda fact: f"Dienst overgedragen aan {fact.to}", lambda fact: fact.note),
    f.DossierNoted: _dossier,
    f.LadderTested: _tested,
    f.OwnPowerNoted: _own_power,
    f.ShiftPlanned: _planned,
    f.ShiftCleared: _fixed(lambda fact: f"Dienst #{fact.entry} vervallen", lambda fact: fact.reason),
    f.ChecklistTicked: _ticked,
    f.AgreementReviewed: _reviewed,
    f.ReadinessProved: _proved,
    f.ShiftTakenOver: _fixed(lambda fact: f"Dienst overgenomen (#{fact.entry})", lambda fact: fact.note),
}
