"""From reports to values: what a report adds to its point, what *klopt* and *verwerp* do to it."""

from dataclasses import replace

from nsp_console.domain.admission import ALWAYS_WAIT, contradicts, counts_at_once, overtakes, same_rounded, take
from nsp_console.domain.facts import Entry, ReportEntered, StatusHeard
from nsp_console.domain.fields import FUNCTION_PREFIX, OPEN_STATES, FunctionState, Safety, SiteState
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.picture_records import ReportRecord, TextRecord
from nsp_console.domain.records import FieldRecord, SiteRecord
from nsp_console.domain.rules import Rules
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Means, Observed, Scalar, Source, Tier

REPORTS_WAITING_MAX = 2000
STATUS_AGE_SLACK = 0.2  # share of the age within which a repeated value was not observed anew
STATUS_AGE_SLACK_S = 90.0
HEARTBEAT_S = 2000.0  # a console that lives issued its state at most so long ago (`link.sending_rule`)
FINE_WORDS = {"state": SiteState.OPEN, "safety": Safety.CALM, "first_aid_kit": FunctionState.WORKS}


class Reporting:
    """Admits reports to the records of their points, and remembers which values still wait for a person."""

    def __init__(self, records: dict[str, SiteRecord], rules: Rules) -> None:
        self._records = records
        self._rules = rules
        self.reports: dict[int, ReportRecord] = {}
        self._waiting: dict[str, dict[int, ReportRecord]] = {}

    def waiting_entries(self, site: str) -> tuple[int, ...]:
        """Entries of `site` with values that wait for *klopt*, oldest first."""
        return tuple(sorted(self._waiting.get(site, ())))

    def is_waiting(self, entry: int) -> bool:
        """Whether entry `entry` still holds unconfirmed values or needs."""
        report = self.reports.get(entry)
        return report is not None and bool(report.waiting or report.needs_waiting)

    def admit_text(self, text: TextRecord) -> None:
        """Admit a status text at the moment it was heard."""
        understood = text.fact.understood
        assert text.site is not None
        source = text.fact.source
        waits = text.fact.content in ALWAYS_WAIT
        report = self._open(
            text.entry,
            text.site,
            understood.values,
            understood.estimated,
            text.at,
            source,
            "",
            understood.rest_ok,
            waits,
        )
        self._take_needs(report, understood.needs, waits=waits or source.tier is not Tier.A)

    def admit_status(self, entry: Entry, fact: StatusHeard, writer: str = "") -> None:
        """Admit the state of a site as its writer told it: it counts, unless something newer was observed here.

        A console repeats its state: a value that was not observed anew keeps the moment it already has here, for the
        age on the air is rounded and would let it jump back and forth. It is the word of one reporter, the writer,
        whichever radio carried it. `writer`: the C that confirmed what it keeps for a point without a console.
        """
        at = entry.at.earlier(fact.age_s)
        record = self._records[fact.site]
        slack_s = max(STATUS_AGE_SLACK_S, STATUS_AGE_SLACK * fact.age_s)
        source = replace(fact.source, node=None)
        news: dict[str, Scalar] = {}
        for key, value in fact.values.items():
            told = Observed(value, at, source, entry.number, estimated=key in fact.estimated)
            if not _known_already(key, record.fields.get(key), told, slack_s):
                news[key] = value
        by = writer if fact.kept and fact.source.tier is not Tier.A else ""
        self._open(entry.number, fact.site, news, fact.estimated, at, source, by, rest_ok=False)
        _hear(record, entry.at, fact)
        self._admit_needs(record, entry.number, fact, at, slack_s)
        if record.passed_at is not None and at.wall >= record.passed_at.wall - slack_s:
            record.passed_to, record.passed_at = "", None

    def _admit_needs(self, record: SiteRecord, entry: int, fact: StatusHeard, at: Moment, slack_s: float) -> None:
        """What the writer asks for, unless something else was asked for later here."""
        if record.needs_at is not None and record.needs_at.wall > at.wall + slack_s:
            return
        if {need.article for need in record.needs} != {need.article for need in fact.needs}:
            record.needs = fact.needs  # else the amounts we know already say more than the wire can
        record.needs_pending, record.needs_entry = False, entry
        self._count_needs(record, fact.source.tier, at)

    def _count_needs(self, record: SiteRecord, tier: Tier, at: Moment) -> None:
        record.needs_counted, record.needs_tier, record.needs_at = record.needs, tier, at

    def admit_entered(self, entry: Entry, fact: ReportEntered) -> None:
        """Admit a report entered by an operator: it counts at once, and a correction outranks what it corrects."""
        if fact.corrects is not None:
            self.reject(fact.corrects)
            self._withdraw(fact.site, fact.corrects, set(fact.values))
        source = Source(fact.means, Tier.A)
        report = self._open(
            entry.number, fact.site, fact.values, fact.estimated, entry.at, source, fact.by, fact.rest_ok
        )
        self._take_needs(report, fact.needs, waits=False)
        if fact.no_needs and not fact.needs:
            self._withdraw_needs(report)
        if fact.rest_ok:
            self._refresh_rest(report, fact.by)

    def _open(
        self,
        entry: int,
        site: str,
        values: dict[str, Scalar],
        estimated: tuple[str, ...],
        at: Moment,
        source: Source,
        by: str,
        rest_ok: bool,
        waits: bool = False,
    ) -> ReportRecord:
        record = self._records[site]
        report = ReportRecord(entry, site, {}, at, source, rest_ok)
        for key, value in values.items():
            seen = Observed(value, at, source, entry, by or None, key in estimated)
            report.values[key] = seen
            field = record.fields.setdefault(key, FieldRecord())
            if not waits and counts_at_once(key, seen, field.counted, self._rules.thresholds.jump_factor):
                self._count(record, key, seen)
            else:
                report.waiting.add(key)
                if field.pending is None or field.pending.entry < entry:
                    field.pending = seen
        self.reports[entry] = report
        self._file(report)
        self._forget_oldest()
        return report

    def _file(self, report: ReportRecord) -> None:
        """Keep the list of reports that wait, per point, in step with `report`."""
        waiting = self._waiting.setdefault(report.site, {})
        if report.waiting or report.needs_waiting:
            waiting[report.entry] = report
        else:
            waiting.pop(report.entry, None)

    def _forget_oldest(self) -> None:
        if len(self.reports) > 2 * REPORTS_WAITING_MAX:
            settled = [n for n, report in self.reports.items() if not (report.waiting or report.needs_waiting)]
            for number in settled[: len(self.reports) - REPORTS_WAITING_MAX]:
                del self.reports[number]

    def _count(self, record: SiteRecord, key: str, seen: Observed) -> None:
        """Let `seen` count; what waited longer for the same field has been overtaken."""
        field = record.fields[key]
        old = field.counted
        rival = None
        if old is not None:
            gap = age_between(old.at, seen.at).seconds
            if contradicts(key, seen, old, self._rules.thresholds.contradiction_s, gap):
                rival = old
        take(field, seen, rival)
        if key == "state":
            self._open_since(record, seen)
        for report in list(self._waiting.get(record.site.code, {}).values()):
            if key in report.waiting and report.entry < seen.entry and overtakes(seen, report.values[key]):
                report.waiting.discard(key)
                self._file(report)

    @staticmethod
    def _open_since(record: SiteRecord, seen: Observed) -> None:
        """Keep the beginning of being open, which the short history of the field forgets."""
        if seen.value not in OPEN_STATES:
            record.open_since = None
        elif record.open_since is None:
            record.open_since = seen.at

    def _take_needs(self, report: ReportRecord, needs: tuple[Need, ...], waits: bool) -> None:
        if not needs:
            return
        record = self._records[report.site]
        report.needs_waiting = waits
        self._file(report)
        if record.needs_entry <= report.entry:
            record.needs, record.needs_pending, record.needs_entry = needs, waits, report.entry
            if not waits:
                self._count_needs(record, report.source.tier, report.at)

    def _withdraw_needs(self, report: ReportRecord) -> None:
        """Nothing is asked for any more."""
        record = self._records[report.site]
        if record.needs_entry <= report.entry:
            record.needs, record.needs_pending, record.needs_entry = (), False, report.entry
            self._count_needs(record, report.source.tier, report.at)

    def confirm(self, entry: int, by: str, keys: tuple[str, ...] = ()) -> ReportRecord | None:
        """*Klopt*: the waiting values of `entry` (all, or `keys`) count from now on, as observed back then."""
        report = self.reports.get(entry)
        if report is None:
            return None
        record = self._records[report.site]
        for key in sorted(report.waiting if not keys else report.waiting.intersection(keys)):
            report.waiting.discard(key)
            self._count(record, key, report.values[key].confirmed(by))
            self._next_pending(record, key)
        if not keys:
            self._confirm_rest(report, record, by)
        self._file(report)
        return report

    def _confirm_rest(self, report: ReportRecord, record: SiteRecord, by: str) -> None:
        if report.needs_waiting:
            report.needs_waiting = False
            if record.needs_entry == report.entry:
                record.needs_pending = False
                self._count_needs(record, report.source.tier, report.at)
        if report.rest_ok:
            self._refresh_rest(report, by)

    def reject(self, entry: int) -> ReportRecord | None:
        """*Verwerp*: the waiting values of `entry` are no longer shown."""
        report = self.reports.get(entry)
        if report is None:
            return None
        record = self._records[report.site]
        for key in sorted(report.waiting):
            report.waiting.discard(key)
            self._next_pending(record, key)
        if report.needs_waiting:
            report.needs_waiting = False
            if record.needs_entry == entry:
                record.needs, record.needs_pending = record.needs_counted, False
        self._file(report)
        return report

    def _withdraw(self, site: str, entry: int, keys: set[str]) -> None:
        """Take the values of a corrected entry out of what counts, where the correction gives new ones."""
        for key in keys:
            field = self._records[site].fields.get(key)
            if field is None:
                continue
            field.history = tuple(seen for seen in field.history if seen.entry != entry)
            if field.counted is not None and field.counted.entry == entry:
                field.counted = field.history[-1] if field.history else None
                field.rival = None

    def _next_pending(self, record: SiteRecord, key: str) -> None:
        """Show the newest other report of `key` that still waits and is newer than what counts."""
        field = record.fields[key]
        counted = field.counted.entry if field.counted else 0
        waiting = [
            report.values[key]
            for _, report in sorted(self._waiting.get(record.site.code, {}).items())
            if key in report.waiting and report.entry > counted
        ]
        field.pending = waiting[-1] if waiting else None

    def _refresh_rest(self, report: ReportRecord, by: str) -> None:
        """*Verder alles goed*: what was known to be fine is fresh again; what was unknown stays unknown."""
        record = self._records[report.site]
        if record.rest_ok_at is None or report.at.wall >= record.rest_ok_at.wall:
            record.rest_ok_at = report.at
        for key, field in record.fields.items():
            known = field.counted
            if key in report.values or known is None or known.at.wall > report.at.wall:
                continue
            fine = FunctionState.WORKS if key.startswith(FUNCTION_PREFIX) else FINE_WORDS.get(key)
            if known.value == fine:
                self._count(record, key, Observed(known.value, report.at, report.source, report.entry, by))


def _hear(record: SiteRecord, now: Moment, fact: StatusHeard) -> None:
    """When the point itself was heard: now, or with the picture of another C some time before."""
    if not fact.source.via:
        record.heard_at = now
        return
    heard = now.earlier(fact.age_s if fact.kept else min(fact.age_s, HEARTBEAT_S))
    if record.heard_at is None or heard.wall > record.heard_at.wall:
        record.heard_at = heard


def _known_already(key: str, field: FieldRecord | None, told: Observed, slack_s: float) -> bool:
    """Whether the value that counts is this one from (about) the same observation, or this one before it was rounded.

    Over LoRa however much older; what was said here by other means and is told back stays what was said here.
    """
    known = field.counted if field else None
    if known is None or known.estimated > told.estimated or not same_rounded(key, known, told):
        return False
    apart_s = told.at.wall - known.at.wall
    return apart_s <= slack_s and (known.source.means is Means.LORA or apart_s >= -slack_s)
