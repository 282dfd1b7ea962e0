"""The picture plane of a C: what it knows of every point goes round the region in packets that nobody relays.

    committed ──▶ pending ──window of chance──▶ told once ──▶ (heard k times from others first: not told at all)

Every packet shows a window of versions. Who sees that another lacks something pushes it; who sees that another has
something newer shows what it has itself. So what was lost is found again, and nobody waits for an acknowledgement.
"""

from collections.abc import Iterable
from math import inf
from typing import Protocol

from nsp_console.domain.air_facts import LineStarted, PeerMet, StatusHeard
from nsp_console.domain.facts import AlarmRaised, Entry, Fact, TextHeard
from nsp_console.domain.moments import Moment
from nsp_console.domain.values import Tier
from nsp_console.domain.views import PictureView
from nsp_console.link.desk import Desk
from nsp_console.link.picture.known import KnownStates
from nsp_console.link.picture.pace import Pace, Span
from nsp_console.link.picture.packet import Draft, first_alarms, receipts_for
from nsp_console.link.picture.places import Lack, Places, lack
from nsp_console.link.picture.waiting import Asks, Pending, PlannedReceipts, Pushes
from nsp_console.link.plane import Departure, Heard, Hearing, Urgency
from nsp_console.wire.frames.codec import seal_frame
from nsp_console.wire.frames.kinds import AlarmKnown, GossipEntry, GossipFrame

SHORTLY_S = 1.0  # no counter is reserved yet: look again
KIND = "beeld"


class StatusGuard(Protocol):
    """What the picture needs of the status plane: one guard for both ways in."""

    def told(self, entry: GossipEntry, by: int, heard: Heard, epoch: int, now: Moment) -> StatusHeard | None: ...

    def answers(self, station: int) -> bool: ...

    def leave_to_picture(self) -> None: ...


class AlarmDigest(Protocol):
    """What the picture needs of the alarm plane."""

    def listed(self, now: Moment) -> tuple[AlarmKnown, ...]: ...

    def compare(self, told: tuple[AlarmKnown, ...], now: Moment) -> bool: ...


class PictureGate(Protocol):
    """Who pays for airtime (`link.air`): asked here before anything is sealed."""

    def opens(self, urgency: Urgency, payload_bytes: int, now_s: float) -> bool: ...

    def widen(self) -> float: ...


class PicturePlane:
    """A `Plane`; frames come to `hear` admitted: authentic, of a fresh C, not heard before."""

    def __init__(
        self,
        desk: Desk,
        status: StatusGuard,
        alarms: AlarmDigest | None,
        gate: PictureGate | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._desk, self._status, self._alarms, self._gate = desk, status, alarms, gate
        self._pace = pace or Pace()
        self._known = KnownStates(desk.roster)
        self._places = Places(desk.roster)
        self._pending = Pending(self._pace.k)
        self._pushes = Pushes(desk, self._pace)
        self._asks = Asks(desk, self._pace)
        self._receipts = PlannedReceipts()
        self._met: set[str] = set()
        self._live = False
        self._began_s = 0.0
        self._all_places = False  # neighbours do not know yet what we lack: show everything
        self._alarming = False  # an alarm is news
        self._alarm_asked_s = -inf
        self._alarm_asks = 0
        self._news_s = inf  # the packet planned for what is pending
        self._beat_s = inf
        self._beats = 0
        self._shut_s = -inf  # the gate was closed for news until we look again
        self._repairs_shut_s = -inf
        status.leave_to_picture()

    # ── the journal ─────────────────────────────────────────────────────────────────────────────────────────────
    def apply(self, entry: Entry) -> None:
        """Take a committed entry in. Read back after a start, nothing becomes pending by it."""
        news = self._known.fold(entry)
        if news is not None:
            self._asks.drop(news.station)
            self._pushes.drop(news.station)
            if self._live:
                receipt = self._receipts.committed(news.station)
                if not news.known.partial:
                    self._pending.add(news.station, news.times)
                if receipt or not news.known.partial:
                    self._plan(entry.at)
            return
        match entry.fact:
            case PeerMet(station=code):
                self._meet(code, entry.at)
            case LineStarted():
                self._met.clear()
                if self._live:
                    self._begin(entry.at)
            case AlarmRaised(number=int()):
                self._alarm(entry.at)
            case TextHeard(alarm_number=int(), station=code, source=source) if code and source.tier is Tier.A:
                self._alarm(entry.at)

    def _meet(self, code: str, now: Moment) -> None:
        """A C that believes us from now on has not taken anything of us before."""
        number = self._desk.roster.number(code)
        if code in self._met or number is None or not self._desk.roster.is_coordinator(number):
            return
        self._met.add(code)
        if self._live:
            self._all_places = True
            self._plan(now)

    def _alarm(self, now: Moment) -> None:
        if self._live:
            self._alarm_asks = 0
            self._alarming = True
            self._plan(now, urgent=True)

    def forget_uncommitted(self) -> None:
        """Facts handed out were not committed and never will be."""
        self._receipts.forget_uncommitted()

    # ── time ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _wake(self, now: Moment) -> None:
        if not self._live:
            self._live = True
            self._begin(now)

    def _begin(self, now: Moment) -> None:
        """A process or a new line of ours begins: the first packet shows what we lack."""
        self._began_s = now.elapsed
        self._all_places = True
        self._news_s = inf
        self._plan(now)
        self._rest(now)

    def _rest(self, now: Moment) -> None:
        beat_s = self._pace.heartbeat_s * self._desk.dice.uniform(*self._pace.heartbeat_spread)
        self._beat_s = now.elapsed + beat_s * self._desk.scale

    def _after(self, span: Span, now: Moment) -> float:
        widen = self._gate.widen() if self._gate is not None else 1.0
        return now.elapsed + self._desk.dice.uniform(*span) * self._desk.scale * widen

    def _plan(self, now: Moment, urgent: bool = False) -> None:
        """There is something to tell: at a moment of chance, unless that is planned already."""
        if urgent:
            self._shut_s = -inf
            self._news_s = min(self._news_s, self._after(self._pace.urgent_s, now))
        elif self._news_s == inf:
            self._news_s = self._after(self._pace.cold_s if self._is_cold(now) else self._pace.normal_s, now)

    def _is_cold(self, now: Moment) -> bool:
        young = now.elapsed - self._began_s < self._pace.cold_for_s * self._desk.scale
        return young or len(self._pending) >= self._pace.cold_pending

    def due(self, now: Moment) -> list[Fact]:
        """Nothing: states are recorded by who issues or hears them."""
        self._wake(now)
        return []

    def next_timer(self) -> float:
        """Elapsed seconds at which to look again."""
        repairs_s = min(self._pushes.next_s, self._asks.next_s, self._beat_s)
        return min(max(self._news_s, self._shut_s), max(repairs_s, self._repairs_shut_s))

    # ── hearing ─────────────────────────────────────────────────────────────────────────────────────────────────
    def hear(self, frame: GossipFrame, epoch: int, heard: Heard, now: Moment) -> Hearing:
        """What another C tells. Its news is committed together; whatever else it shows changes our plans only."""
        self._wake(now)
        facts = [fact for entry in frame.entries if (fact := self._told(entry, frame, epoch, heard, now)) is not None]
        for receipt in frame.receipts:
            self._receipts.overheard(receipt.station)
        self._compare(frame, epoch, now)
        if self._alarms is not None and self._alarms.compare(frame.alarms, now):
            self._ask_for_alarm(now)
        return Hearing(facts=tuple(facts))

    def _told(
        self, entry: GossipEntry, frame: GossipFrame, epoch: int, heard: Heard, now: Moment
    ) -> StatusHeard | None:
        station, known = entry.station, self._known.states.get(entry.station)
        if known is not None:
            if (known.epoch, known.version) == (epoch, entry.version):
                self._pending.overheard(station)
                self._pushes.drop(station)
                return None
            if known.passes(epoch, entry.version):
                self._push(station, now)
                return None
        if station == self._desk.number or station not in self._desk.roster.sites:
            return None  # that we went on elsewhere is for the hello to find out
        if self._desk.keyring.is_revoked(station) and not entry.kept:
            return None
        return self._status.told(entry, frame.station, heard, epoch, now)

    def _compare(self, frame: GossipFrame, epoch: int, now: Moment) -> None:
        """Their window against what stands in our journal."""
        peer = self._desk.memory.peers.get(frame.station)
        if peer is None or peer.naming != self._places.naming:
            return
        told = {entry.station for entry in frame.entries}
        states = self._known.states
        for station, code in zip(self._places.shown(frame.versions), frame.versions.codes, strict=False):
            who = lack(states.get(station), epoch, code)
            if who is Lack.NOTHING or station in told:
                continue
            if who is Lack.THEIRS:
                self._push(station, now)
            elif station != self._desk.number:
                self._asks.plan(station, epoch, now.elapsed)

    def _push(self, station: int, now: Moment) -> None:
        known = self._known.states[station]
        if not known.partial and station not in self._pending and known.epoch in self._desk.keyring.epochs:
            self._pushes.plan(station, known.version, now.elapsed)

    def _ask_for_alarm(self, now: Moment) -> None:
        """They list an alarm that we lack: our own list shows it. Later and later, for it may never ring here."""
        wait_s = self._pace.alarm_again_s * self._desk.scale * 2 ** min(self._alarm_asks, 5)
        if now.elapsed - self._alarm_asked_s >= wait_s or self._alarm_asks == 0:
            self._alarm_asked_s = now.elapsed
            self._alarm_asks += 1
            self._alarming = True
            self._plan(now, urgent=True)

    def heard_status(self, station: int, heard: Heard, again: bool, now: Moment) -> bool:
        """A state frame of `station` was taken, or `again`; whether its receipt goes with the picture.

        False: it came by relays, or did not hear us twice: a frame of its own tells it (who answers for it sends that).
        """
        self._wake(now)
        if heard.hops != 0 or self._desk.roster.is_coordinator(station):
            return False
        if not self._receipts.heard(station, self._status.answers(station), again):
            return False
        if station in self._receipts.planned:
            self._plan(now)
        return True

    # ── sending ─────────────────────────────────────────────────────────────────────────────────────────────────
    def departures(self, now: Moment) -> list[Departure]:
        """At most one packet; what is left is planned anew."""
        self._wake(now)
        if now.elapsed < self.next_timer():
            return []
        if self._news_s <= now.elapsed and not self._has_news:
            self._news_s = inf  # others told it in the meantime
            if now.elapsed < self.next_timer():
                return []
        draft = self._draft(now)
        if self._gate is not None and not self._gate.opens(draft.urgency, draft.size, now.elapsed):
            self._wait(draft, now)
            return []
        counter = self._desk.counters.take()
        if counter is None:
            self._shut_s = self._repairs_shut_s = now.elapsed + SHORTLY_S
            return []
        frame = draft.frame(self._desk, self._known.states, self._places, counter, now)
        payload = seal_frame(frame, self._desk.keyring, self._desk.roster.functions, False, draft.epoch)
        self._sent(draft, frame, now)
        return [] if payload is None else [Departure(payload, draft.urgency, 0, KIND)]

    @property
    def _has_news(self) -> bool:
        return bool(self._pending or self._receipts.planned or self._alarming or self._all_places)

    def _wait(self, draft: Draft, now: Moment) -> None:
        """The channel is busy or the bucket empty. Nothing is lost: all of it waits where it was."""
        again_s = self._after(self._pace.normal_s, now)
        self._repairs_shut_s = again_s
        if self._news_s <= now.elapsed:
            self._shut_s = again_s

    def _draft(self, now: Moment) -> Draft:
        states = self._known.states
        self._forget_unsealable()
        epoch = self._epoch(now)
        alarms = first_alarms(self._alarms.listed(now)) if self._alarms is not None else ()
        receipts = receipts_for(self._desk, states, self._receipts.planned, epoch)
        total = len(self._places.stations)
        draft = Draft(epoch, alarms, receipts, [], [], min(self._pace.places, total), alarming=self._alarming)
        draft.add((one for one in self._pending if states[one].epoch == epoch), draft.news)
        pushes = [one for one in sorted(self._pushes.due_s, key=self._pushes.due_s.__getitem__)]
        if pushes and self._may_repair(draft, now):
            draft.add((one for one in pushes if states[one].epoch == epoch), draft.pushes)
        asked = [one for one in self._asks.due(now.elapsed) if self._asks.stale[one].epoch == epoch]
        draft.start = asked[0] if asked else None
        many = len(self._asks.stale) >= self._pace.stale_many
        if self._all_places or many or (asked and not self._places.covers(asked[0], draft.places, asked)):
            draft.widen(total)
        return draft

    def _may_repair(self, draft: Draft, now: Moment) -> bool:
        """Whether pushes may come along in a packet that goes anyway."""
        return (
            draft.urgency is Urgency.REPAIR
            or self._gate is None
            or self._gate.opens(Urgency.REPAIR, draft.size, now.elapsed)
        )

    def _forget_unsealable(self) -> None:
        """What was heard under an epoch that was closed since can be told to nobody."""
        open_epochs, states = self._desk.keyring.epochs, self._known.states
        for station in [one for one in self._pending if states[one].epoch not in open_epochs]:
            self._pending.drop(station)
        for station in [one for one in self._pushes.due_s if states[one].epoch not in open_epochs]:
            self._pushes.drop(station)
        for station in [one for one, ask in self._asks.stale.items() if ask.epoch not in open_epochs]:
            self._asks.drop(station)
        planned = self._receipts.planned
        for station in [one for one in planned if one not in states or states[one].epoch not in open_epochs]:
            del planned[station]

    def _epoch(self, now: Moment) -> int:
        """The epoch of the next packet: that of the oldest news, or of what else is due."""
        states = self._known.states
        if self._alarming or self._all_places:
            return self._desk.keyring.epoch
        if self._news_s <= now.elapsed:
            for station in (*self._pending, *self._receipts.planned):
                return states[station].epoch
        for station, at_s in self._pushes.due_s.items():
            if at_s <= now.elapsed:
                return states[station].epoch
        for station in self._asks.due(now.elapsed):
            return self._asks.stale[station].epoch
        return self._beat_epoch()

    def _beat_epoch(self) -> int:
        """Heartbeats take turns: the present epoch, then older ones under which something is still known."""
        used = {known.epoch for known in self._known.states.values()}
        turns = [epoch for epoch in self._desk.keyring.epochs if epoch in used] or [self._desk.keyring.epoch]
        self._beats += 1
        return turns[self._beats % len(turns)]

    def _sent(self, draft: Draft, frame: GossipFrame, now: Moment) -> None:
        for station in draft.news:
            self._pending.drop(station)
        for station in draft.pushes:
            self._pushes.sent(station, self._known.states[station].version, now.elapsed)
        for receipt in draft.receipts:
            del self._receipts.planned[receipt.station]
        self._places.sent(frame.versions)
        self._show(self._places.shown(frame.versions), draft.epoch, now)
        self._all_places = self._alarming = False
        self._shut_s = self._repairs_shut_s = -inf
        self._news_s = inf
        if self._has_news:
            self._plan(now)
        self._rest(now)

    def _show(self, stations: Iterable[int], epoch: int, now: Moment) -> None:
        """Who hears this sees what we lack."""
        for station in stations if self._asks.stale else ():
            ask = self._asks.stale.get(station)
            if ask is not None and ask.epoch == epoch:
                self._asks.shown(station, now.elapsed)

    # ── what a screen asks ──────────────────────────────────────────────────────────────────────────────────────
    def view(self, now: Moment) -> PictureView:
        """How complete the picture is here."""
        return PictureView(
            len(self._known.states), len(self._places.stations), len(self._asks.stale), len(self._pending)
        )
