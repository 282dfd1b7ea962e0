"""The picture: the journal folded, fact by fact, into what is known now. Pure: the same entries give the same picture.

`Situation.apply(entry)` is the only way anything changes; a restart folds the journal again and is where it was.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nsp_console.domain import facts
from nsp_console.domain.air_picture import AirPicture
from nsp_console.domain.books import Books
from nsp_console.domain.facts import AlarmKind, Entry, Handling, Mode, Purpose, Step
from nsp_console.domain.ladder import DONE, WAITING, may_step
from nsp_console.domain.moments import Moment
from nsp_console.domain.picture_records import (
    AlarmRecord,
    NodeLink,
    OutRecord,
    TextRecord,
    alarm_words,
)
from nsp_console.domain.records import Deployment, SiteRecord
from nsp_console.domain.reporting import Reporting
from nsp_console.domain.rules import Rules
from nsp_console.domain.safetext import clean
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.understanding import Outcome
from nsp_console.domain.values import Tier

SEEN_PACKETS_MAX = 8192
LINES_MAX = 2000  # texts and own lines kept at hand; the journal keeps all
TIMELINE_MAX = 200
COMPUTER = "computer"  # in the place of a person's function


class Situation:
    """What is known of the region, folded from the journal."""

    def __init__(self, region: Region, rules: Rules) -> None:
        self.region = region
        self.rules = rules
        self.sites: dict[str, Site] = dict(region.sites)
        self.records: dict[str, SiteRecord] = {code: SiteRecord(site) for code, site in region.sites.items()}
        self.deployment: Deployment | None = None
        self.nodes: dict[int, NodeLink] = {}
        self.alarms: dict[int, AlarmRecord] = {}
        self.texts: OrderedDict[int, TextRecord] = OrderedDict()
        self.out: OrderedDict[int, OutRecord] = OrderedDict()
        self.timelines: dict[str, deque[Entry]] = {}
        self.seen: OrderedDict[tuple[int, int], int] = OrderedDict()
        self.named: dict[int, str] = {}  # radio → the point its texts last named; a hint, never an attribution
        self.latest_text: dict[int, tuple[str, int, Moment]] = {}
        self.air = AirPicture(self.sites)
        self.books = Books()
        self.last_entry = 0
        self.revision = 0
        self.reporting = Reporting(self.records, rules)
        self._alarm_of: dict[int, int] = {}
        self._handlers: dict[type, Callable[[Entry, Any], None]] = {
            facts.TextHeard: self._text_heard,
            facts.ReportEntered: self._report_entered,
            facts.ValuesConfirmed: self._confirmed,
            facts.ValuesRejected: self._rejected,
            facts.TextHandled: self._handled,
            facts.AlarmRaised: self._alarm_raised,
            facts.AlarmAcknowledged: self._alarm_acknowledged,
            facts.AlarmParked: self._alarm_parked,
            facts.AlarmClosed: self._alarm_closed,
            facts.MessageQueued: self._queued,
            facts.MessageStepped: self._stepped,
            facts.NodeLinked: self._linked,
            facts.DeploymentStarted: self._deployment_started,
            facts.DeploymentEnded: self._deployment_ended,
            facts.T0Corrected: self._t0_corrected,
            facts.SiteAdded: self._site_added,
            facts.Decided: self._decided,
            facts.StatusHeard: self._status_heard,
            facts.StatusIssued: self._status_issued,
            facts.StatusKept: self._status_issued,
            facts.HomeMoved: self._home_moved,
            facts.WriterMoved: self._writer_moved,
            facts.NoteMade: lambda entry, fact: self._log(entry, fact.site),
            facts.DossierNoted: lambda entry, fact: self._log(entry, fact.site),
        }

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────

    def mode(self) -> Mode:
        """INZET while a deployment runs, else PARAAT. A demo is told by its database."""
        return Mode.DEPLOYED if self.deployment else Mode.READY

    def alarm(self, entry: int) -> AlarmRecord | None:
        """The alarm that entry `entry` raised or repeated."""
        return self.alarms.get(self._alarm_of.get(entry, entry))

    def open_alarm_of(self, site: str | None, sender: int | None) -> AlarmRecord | None:
        """The open call for help a new one would repeat: same point, or same radio when the point is unknown."""
        for alarm in reversed(self.alarms.values()):
            if alarm.closed or alarm.kind is AlarmKind.SILENCE:
                continue
            if (site and alarm.site == site) or (sender is not None and alarm.sender == sender and not site):
                return alarm
        return None

    def waiting(self) -> list[OutRecord]:
        """Text lines not yet handed to a radio, oldest first. What goes between consoles is the link's to send."""
        return [line for line in self.out.values() if line.step in WAITING and not line.between_consoles]

    def under_way(self) -> list[OutRecord]:
        """Text lines handed over whose fate is not known yet."""
        return [
            line
            for line in self.out.values()
            if line.step not in DONE and line.step not in WAITING and not line.between_consoles
        ]

    # ── folding ──────────────────────────────────────────────────────────────────────────────────────────

    def apply(self, entry: Entry) -> None:
        """Fold one entry in. Entries come in journal order, each exactly once."""
        assert entry.number > self.last_entry, "entries are folded in journal order"
        self.last_entry = entry.number
        self.revision += 1
        self.air.apply(entry)
        self.books.apply(entry)
        handler = self._handlers.get(type(entry.fact))
        if handler is not None:
            handler(entry, entry.fact)

    def _touch(self, code: str | None) -> SiteRecord | None:
        record = self.records.get(code) if code else None
        if record is not None:
            record.revision += 1
        return record

    def _log(self, entry: Entry, site: str | None) -> None:
        if site:
            self.timelines.setdefault(site, deque(maxlen=TIMELINE_MAX)).append(entry)

    def _text_heard(self, entry: Entry, fact: facts.TextHeard) -> None:
        self.seen[(fact.sender, fact.packet)] = entry.number
        while len(self.seen) > SEEN_PACKETS_MAX:
            self.seen.popitem(last=False)
        if fact.repeat_of is not None and fact.repeat_of in self.texts:
            self.texts[fact.repeat_of].repeats += 1
        self.latest_text[fact.sender] = (fact.text, fact.repeat_of or entry.number, entry.at)
        if fact.counts and fact.site:
            self.named[fact.sender] = fact.site
        at = entry.at.earlier(fact.age_s) if fact.age_s > 0 else entry.at
        text = TextRecord.of(entry.number, at, fact)
        self.texts[entry.number] = text
        while len(self.texts) > LINES_MAX:
            self.texts.popitem(last=False)
        self._attribute(entry, text)
        if fact.alarm_kind is not None:
            self._ring(entry, fact.alarm_kind, text.site, alarm_words(fact), fact.source.tier, fact.sender, fact)
        elif self._needs_nobody(text):
            text.handled, text.handled_by = Handling.DONE, COMPUTER

    def _needs_nobody(self, text: TextRecord) -> bool:
        """Whether nobody has to judge this line: a repeat, a receipt, a computer's, talk elsewhere, or all counts."""
        fact, outcome = text.fact, text.fact.understood.outcome
        if fact.repeat_of is not None or fact.machine or outcome is Outcome.RECEIPT:
            return True
        if not fact.counts:
            return outcome is not Outcome.ALARM  # whoever cries for help on a strange channel is still to be read
        counted = outcome is Outcome.STATUS and text.site is not None and not fact.understood.unclear
        return counted and not self.reporting.is_waiting(text.entry)

    def _attribute(self, entry: Entry, text: TextRecord) -> None:
        """Let a text count for its point: heard, timeline, and its values as far as they may count."""
        record = self._touch(text.site)
        if record is None or not text.fact.counts:
            return
        if text.fact.station == text.site or (text.fact.sender in self.nodes and not text.fact.station):
            record.heard_at = text.at
        if text.fact.repeat_of is not None:
            return
        self._log(entry, text.site)
        if text.fact.understood.outcome is Outcome.STATUS:
            self.reporting.admit_text(text)

    def _status_heard(self, entry: Entry, fact: facts.StatusHeard) -> None:
        record = self._touch(fact.site)
        if record is None:
            return
        kept_by = self.air.writers.home_of(fact.site) if fact.kept else ""
        self.reporting.admit_status(entry, fact, kept_by)
        self._log(entry, fact.site)

    def _status_issued(self, entry: Entry, fact: facts.StatusIssued | facts.StatusKept) -> None:
        self._log(entry, fact.site)

    def _report_entered(self, entry: Entry, fact: facts.ReportEntered) -> None:
        record = self._touch(fact.site)
        if record is None:
            return
        record.heard_at = entry.at
        if fact.writer:
            record.passed_to, record.passed_at = fact.writer, entry.at
        self._log(entry, fact.site)
        self.reporting.admit_entered(entry, fact)

    def _confirmed(self, entry: Entry, fact: facts.ValuesConfirmed) -> None:
        report = self.reporting.confirm(fact.entry, fact.by, fact.keys)
        text = self.texts.get(fact.entry)
        if text is not None and not (report and report.waiting):
            text.handled, text.handled_by = Handling.DONE, fact.by
        if report is None:
            return
        record = self._touch(report.site)
        if record is not None and (record.heard_at is None or report.at.wall > record.heard_at.wall):
            record.heard_at = report.at
        self._log(entry, report.site)

    def _rejected(self, entry: Entry, fact: facts.ValuesRejected) -> None:
        report = self.reporting.reject(fact.entry)
        text = self.texts.get(fact.entry)
        if text is not None:
            text.handled, text.handled_by = Handling.REJECTED, fact.by
        site = report.site if report else text.site if text else None
        self._touch(site)
        self._log(entry, site)

    def _handled(self, entry: Entry, fact: facts.TextHandled) -> None:
        text = self.texts.get(fact.entry)
        if text is not None:
            text.handled, text.handled_by = fact.how, fact.by

    # ── alarms ───────────────────────────────────────────────────────────────────────────────────────────

    def _ring(
        self,
        entry: Entry,
        kind: AlarmKind,
        site: str | None,
        text: str,
        tier: Tier,
        sender: int | None,
        heard: facts.TextHeard | None = None,
    ) -> None:
        """A new alarm, or a repeat of an open one: a changed text rings again, the same text only counts."""
        known = self.open_alarm_of(site, sender) if heard is not None else None
        if known is not None:
            self._alarm_of[entry.number] = known.entry
            known.repeats += 1
            if text.casefold().split() != known.text.casefold().split():
                known.text, known.rung_at = text, entry.at
                known.acknowledged_by, known.acknowledged_at = "", None
                known.parked_at = None
                if kind is not AlarmKind.HELP:
                    known.kind = kind
                record = self.records.get(known.site or "")
                if record is not None:
                    record.acknowledged_alarms.discard(known.entry)
            return
        exercise = heard.understood.exercise if heard else None
        self.alarms[entry.number] = AlarmRecord(
            entry.number, kind, site, text, tier, entry.at, sender, rung_at=entry.at, exercise=exercise
        )
        record = self._touch(site)
        if record is not None:
            record.open_alarms.append(entry.number)

    def _alarm_raised(self, entry: Entry, fact: facts.AlarmRaised) -> None:
        self._ring(entry, fact.alarm, fact.site, fact.text, Tier.A, None)
        self.alarms[entry.number].also = fact.also
        self._log(entry, fact.site)

    def _alarm_acknowledged(self, entry: Entry, fact: facts.AlarmAcknowledged) -> None:
        alarm = self.alarm(fact.entry)
        if alarm is None:
            return
        alarm.acknowledged_by, alarm.acknowledged_at, alarm.note = fact.by, entry.at, fact.note or alarm.note
        record = self._touch(alarm.site)
        if record is not None:
            record.acknowledged_alarms.add(alarm.entry)
        text = self.texts.get(alarm.entry)
        if text is not None and text.handled is None:
            text.handled, text.handled_by = Handling.READ, fact.by
        self._log(entry, alarm.site)

    def _alarm_parked(self, entry: Entry, fact: facts.AlarmParked) -> None:
        alarm = self.alarm(fact.entry)
        if alarm is not None:
            alarm.parked_at, alarm.parked_for_s, alarm.note = entry.at, fact.for_s, fact.reason
            self._touch(alarm.site)
            self._log(entry, alarm.site)

    def _alarm_closed(self, entry: Entry, fact: facts.AlarmClosed) -> None:
        alarm = self.alarm(fact.entry)
        if alarm is None or alarm.closed:
            return
        alarm.closed = True
        record = self._touch(alarm.site)
        if record is not None and alarm.entry in record.open_alarms:
            record.open_alarms.remove(alarm.entry)
            record.acknowledged_alarms.discard(alarm.entry)
        self._log(entry, alarm.site)

    # ── lines of ours ────────────────────────────────────────────────────────────────────────────────────

    def _queued(self, entry: Entry, fact: facts.MessageQueued) -> None:
        self.out[entry.number] = OutRecord(
            entry.number, entry.at, fact, clean(fact.text), steps={Step.STORED: entry.at}
        )
        finished = (number for number, line in self.out.items() if line.step in DONE)
        while len(self.out) > LINES_MAX and (oldest := next(finished, None)) is not None:
            del self.out[oldest]
            finished = (number for number, line in self.out.items() if line.step in DONE)
        if fact.purpose is Purpose.MESSAGE:
            self._log(entry, fact.to)

    def _stepped(self, entry: Entry, fact: facts.MessageStepped) -> None:
        line = self.out.get(fact.entry)
        if line is None:
            return
        step = line.reached(fact.step, fact.by, entry.at) if fact.by else fact.step
        if step is not None and may_step(line.step, step):
            line.step = step
            line.steps.setdefault(fact.step, entry.at)
            line.detail, line.attempt = fact.detail, max(line.attempt, fact.attempt)

    # ── region, radios, decisions ────────────────────────────────────────────────────────────────────────

    def _linked(self, entry: Entry, fact: facts.NodeLinked) -> None:
        if not fact.site:
            self.nodes.pop(fact.node, None)
            return
        self.nodes[fact.node] = NodeLink(fact.site, fact.public_key)
        self._touch(fact.site)
        self._log(entry, fact.site)
        for text in list(self.texts.values()):
            if text.fact.sender == fact.node and text.site is None:
                text.site = fact.site
                self._attribute(replace(entry, number=text.entry, at=text.at, fact=text.fact), text)
                self._move_alarm(text.entry, fact.site)

    def _move_alarm(self, entry: int, site: str) -> None:
        alarm = self.alarms.get(entry)
        if alarm is not None and alarm.site is None:
            alarm.site = site
            if not alarm.closed:
                record = self.records[site]
                record.open_alarms.append(entry)
                if alarm.acknowledged_by:
                    record.acknowledged_alarms.add(entry)

    def _deployment_started(self, entry: Entry, fact: facts.DeploymentStarted) -> None:
        self.deployment = Deployment(fact.name, fact.t0_wall, fact.source)
        self._touch_all()

    def _deployment_ended(self, entry: Entry, fact: facts.DeploymentEnded) -> None:
        self.deployment = None
        self._touch_all()

    def _t0_corrected(self, entry: Entry, fact: facts.T0Corrected) -> None:
        if self.deployment is not None:
            self.deployment = replace(self.deployment, t0_wall=fact.t0_wall, source=fact.source)
            self._touch_all()

    def _home_moved(self, entry: Entry, fact: facts.HomeMoved) -> None:
        self._touch_all()
        self._log(entry, fact.home)

    def _writer_moved(self, entry: Entry, fact: facts.WriterMoved) -> None:
        record = self._touch(fact.site)
        if record is not None and fact.to == fact.site:
            record.passed_to, record.passed_at = "", None
        self._log(entry, fact.site)

    def _touch_all(self) -> None:
        for record in self.records.values():
            record.revision += 1

    def _site_added(self, entry: Entry, fact: facts.SiteAdded) -> None:
        site = Site(
            fact.code,
            fact.name,
            fact.municipality,
            SiteKind(fact.kind),
            fact.lat,
            fact.lon,
            home=fact.home,
            owner=fact.owner,
        )
        self.sites[fact.code] = site
        self.records.setdefault(fact.code, SiteRecord(site))
        self._log(entry, fact.code)

    def _decided(self, entry: Entry, fact: facts.Decided) -> None:
        record = self._touch(fact.site)
        if record is not None:
            record.decisions = (*record.decisions, (entry.at, fact))
            self._log(entry, fact.site)
