"""From the folded situation to the frozen Snapshot that every front end draws."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from nsp_console.domain import views
from nsp_console.domain.board import board_order
from nsp_console.domain.continuity_look import look
from nsp_console.domain.continuity_views import ContinuityView
from nsp_console.domain.facts import AlarmKind, Mode
from nsp_console.domain.judging import view_site
from nsp_console.domain.ladder import WAITING
from nsp_console.domain.link_views import QueueView
from nsp_console.domain.moments import Age, Moment, age_between
from nsp_console.domain.picture_records import AlarmRecord, OutRecord, TextRecord
from nsp_console.domain.safetext import clean
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.situation import Situation
from nsp_console.domain.totals import region_totals

INBOX_LINES_MAX = 300
OUTBOX_LINES_MAX = 100
HANDLED_LINES_MAX = 60


@dataclass(frozen=True, slots=True)
class Others:
    """The other consoles as the link knows them, and our keys."""

    own: views.OwnState = field(default_factory=views.OwnState)
    keys: views.KeysView = field(default_factory=views.KeysView)
    peers: tuple[views.PeerView, ...] = ()
    picture: views.PictureView | None = None


NOBODY = Others()


@dataclass(slots=True)
class Painter:
    """Builds snapshots; judges a point again only when it changed or the picture has aged."""

    situation: Situation
    station: str
    mode: Mode
    demo_rate: float | None = None
    _views: dict[str, tuple[tuple[int, int], views.SiteView]] = field(default_factory=dict)
    _revision: int = 0

    def current_mode(self) -> Mode:
        """DEMO stays DEMO; otherwise an inzet runs or not."""
        return self.mode if self.mode is Mode.DEMO else self.situation.mode()

    def _links(self, view: views.SiteView) -> views.SiteView:
        """With who writes and answers for it now, which can change without a word about the point itself."""
        code, air = view.site.code, self.situation.air
        writer = air.writers.writer_of(code)
        return replace(
            view,
            own=air.writers.home_of(code) == self.station != code,
            writer=writer,
            passed_to=self.situation.records[code].passed_to,
            taken_from=air.writers.is_taken_over(code) and writer != code,
        )

    def sites(self, now: Moment, aged: bool) -> tuple[views.SiteView, ...]:
        """All points, judged, in board order. `aged`: judge every point again, not only the changed ones."""
        mode, dossiers = self.current_mode(), self.situation.books.dossiers
        kinds = {alarm.entry: alarm.kind for alarm in self.situation.alarms.values() if not alarm.closed}
        for code, record in self.situation.records.items():
            known = self._views.get(code)
            changed = record.revision, dossiers.last(code)
            if aged or known is None or known[0] != changed:
                view = view_site(
                    record,
                    now,
                    self.situation.rules,
                    self.situation.deployment,
                    mode,
                    self.station,
                    kinds,
                    dossiers.of(record.site, self.situation.rules, now.wall),
                )
                self._views[code] = (changed, self._links(view))
        return board_order(tuple(view for _, view in self._views.values()), self.station)

    def paint(
        self,
        now: Moment,
        aged: bool,
        radio: views.RadioView,
        store_error: str,
        notices: tuple[views.Reason, ...],
        others: Others = NOBODY,
    ) -> views.Snapshot:
        """A new Snapshot. `others`: what the link knows of the other consoles."""
        self._revision += 1
        situation = self.situation
        deployment = situation.deployment
        sites = self.sites(now, aged)
        return views.Snapshot(
            revision=self._revision,
            mode=self.current_mode(),
            station=situation.sites[self.station],
            region=situation.region.name,
            provenance=situation.region.provenance,
            illustrative=situation.region.illustrative,
            wall=now.wall,
            clock_sure=now.sure,
            sites=sites,
            alarms=self._alarms(now),
            inbox=self._inbox(now),
            outbox=tuple(_out(line, now) for line in _newest(situation.out, OUTBOX_LINES_MAX)),
            radio=radio,
            totals=region_totals(sites),
            deployment=clean(deployment.name) if deployment else "",
            t0_wall=deployment.t0_wall if deployment else None,
            t_plus_s=now.wall - deployment.t0_wall if deployment else None,
            operational_h=situation.rules.region.operational_h,
            queue=sum(line.step in WAITING for line in situation.out.values()),
            store_error=store_error,
            notices=(*notices, *situation.air.notices(now)),
            nodes={node: link.site for node, link in situation.nodes.items()},
            demo_rate=self.demo_rate,
            own=others.own,
            bulletins=situation.air.bulletins(now),
            keys=others.keys,
            peers=others.peers,
            queued=queued(situation.out.values(), now),
            picture=others.picture,
            continuity=self._continuity(now),
            unmanned=situation.air.writers.unmanned(),
            last_entry=situation.last_entry,
            shift=situation.books.logbook.shift(),
            supply_limits=situation.rules.supply_limits,
            t0_source=clean(deployment.source) if deployment else "",
            region_norms=situation.rules.region,
        )

    def _continuity(self, now: Moment) -> ContinuityView | None:
        """Our own house, at a C."""
        situation = self.situation
        if situation.sites[self.station].kind is not SiteKind.C:
            return None
        return look(situation.books.continuity, situation.rules, now, situation.deployment is not None)

    def _alarms(self, now: Moment) -> tuple[views.AlarmView, ...]:
        named = self.situation.named
        steps, gone = self.situation.air.alarm_steps, self.situation.air.alarm_gone
        seen = [
            replace(
                alarm_view(alarm, now, named),
                sent=age_between(at, now) if (at := gone(alarm.entry)) else None,
                steps={code: step for code, (step, _) in steps(alarm.entry).items()},
                stepped={code: age_between(at, now) for code, (_, at) in steps(alarm.entry).items()},
            )
            for alarm in self.situation.alarms.values()
            if not alarm.closed
        ]

        def urgency(alarm: views.AlarmView) -> tuple[bool, bool, int]:
            quiet = bool(alarm.acknowledged_by) or alarm.parked_s is not None
            return quiet, alarm.kind is AlarmKind.SILENCE, -alarm.entry

        return tuple(sorted(seen, key=urgency))

    def _inbox(self, now: Moment) -> tuple[views.InboxLine, ...]:
        """New lines always, handled ones as long as there is room and the last of every point, newest first."""
        lines: list[views.InboxLine] = []
        handled = 0
        told: set[str | None] = {None}
        for text in reversed(self.situation.texts.values()):
            first = text.site not in told
            told.add(text.site)
            if text.handled is not None:
                handled += 1
                if handled > HANDLED_LINES_MAX and not first:
                    continue
            lines.append(self._text(text, now))
            if len(lines) >= INBOX_LINES_MAX:
                break
        return tuple(lines)

    def _text(self, text: TextRecord, now: Moment) -> views.InboxLine:
        fact = text.fact
        return views.InboxLine(
            entry=text.entry,
            site=text.site,
            sender=fact.sender,
            text=text.safe,
            age=age_between(text.at, now),
            source=fact.source,
            understood=text.understood,
            counts=fact.counts,
            confirmable=self.situation.reporting.is_waiting(text.entry),
            handled=text.handled,
            handled_by=text.handled_by,
            repeats=text.repeats,
            channel=text.channel,
            direct=fact.direct,
            station=fact.station,
            content=fact.content,
        )


def alarm_view(alarm: AlarmRecord, now: Moment, named: Mapping[int, str]) -> views.AlarmView:
    """One open alarm as drawn. `named`: which point each radio named before."""
    parked = None
    if alarm.parked_at is not None:
        left = alarm.parked_for_s - age_between(alarm.parked_at, now).seconds
        parked = left if left > 0 else None
    return views.AlarmView(
        entry=alarm.entry,
        kind=alarm.kind,
        site=alarm.site,
        text=clean(alarm.text),
        tier=alarm.tier,
        age=age_between(alarm.rung_at or alarm.at, now),
        repeats=alarm.repeats,
        acknowledged_by=clean(alarm.acknowledged_by),
        acknowledged_age=age_between(alarm.acknowledged_at, now) if alarm.acknowledged_at else None,
        note=clean(alarm.note),
        parked_s=parked,
        exercise=alarm.exercise,
        also=alarm.also,
        sender=alarm.sender,
        named=named.get(alarm.sender) if alarm.sender is not None else None,
    )


def _out(line: OutRecord, now: Moment) -> views.OutboxLine:
    return views.OutboxLine(
        entry=line.entry,
        to=line.fact.to,
        node=line.fact.node,
        text=line.safe,
        purpose=line.fact.purpose,
        steps={step: age_between(at, now) for step, at in line.steps.items()},
        step=line.step,
        detail=line.detail,
        attempt=line.attempt,
        answers=line.fact.answers,
        content=line.fact.content,
        awaits=tuple(code for code in line.fact.awaits if code not in line.received_by),
        received_by={code: age_between(at, now) for code, at in line.received_by.items()},
        read_by={code: age_between(at, now) for code, at in line.read_by.items()},
    )


def queued(lines: Iterable[OutRecord], now: Moment) -> tuple[QueueView, ...]:
    """What still waits to leave, per addressee, longest wait first."""
    found: dict[str, list[Age]] = {}
    for line in lines:
        if line.step in WAITING:
            found.setdefault(line.fact.to, []).append(age_between(line.at, now))
    rows = (QueueView(to, len(ages), max(ages, key=lambda age: age.seconds)) for to, ages in found.items())
    return tuple(sorted(rows, key=lambda row: -row.oldest.seconds))


def _newest(lines: dict[int, OutRecord], count_max: int) -> list[OutRecord]:
    return list(reversed(list(lines.values())[-count_max:]))
