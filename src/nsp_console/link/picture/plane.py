"""The picture plane of a C: what it knows of every point goes round the region in packets that nobody relays.

    committed ──▶ pending ──window of chance──▶ told once ──▶ (heard k times from others first: not told at all)

Every packet shows a window of versions. Who sees that another lacks something pushes it; who sees that another has
something newer shows what it has itself. So what was lost is found again, and nobody waits for an acknowledgement.
"""

from math import inf
from typing import Protocol

from nsp_console.domain.air_facts import LineStarted, PeerMet, StatusHeard
from nsp_console.domain.facts import AlarmRaised, Entry, Fact, TextHeard
from nsp_console.domain.moments import Moment
from nsp_console.domain.values import Tier
from nsp_console.domain.views import PictureView
from nsp_console.link.desk import Desk
from nsp_console.link.picture.drafting import Waiting
from nsp_console.link.picture.known import News
from nsp_console.link.picture.pace import Pace
from nsp_console.link.picture.places import Lack, lack
from nsp_console.link.picture.schedule import PictureGate, Schedule
from nsp_console.link.plane import Departure, Heard, Hearing, Urgency
from nsp_console.wire.frames.codec import seal_frame
from nsp_console.wire.frames.kinds import AlarmKnown, GossipEntry, GossipFrame

KIND = "beeld"


class StatusGuard(Protocol):
    """What the picture needs of the status plane: one guard for both ways in."""

    def told(self, entry: GossipEntry, by: int, heard: Heard, epoch: int, now: Moment) -> StatusHeard | None: ...

    def answers(self, station: int) -> bool: ...

    def leave_to_picture(self) -> None: ...


class AlarmDigest(Protocol):
    """What the picture needs of the alarm plane."""

    def listed(self, now: Moment) -> tuple[AlarmKnown, ...]: ...

    def compare(self, told: tuple[AlarmKnown, ...], now: Moment, by: int | None = None) -> bool: ...


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
        self._desk, self._status, self._alarms = desk, status, alarms
        self._pace = pace or Pace()
        self._waiting = Waiting(desk, self._pace)
        self._schedule = Schedule(desk, self._pace, gate)
        self._met: set[str] = set()
        self._live = False
        self._alarm_lists = 0  # of others, heard since an alarm was news here, that had all we have
        self._alarm_asked_s = -inf
        self._alarm_asks = 0
        status.leave_to_picture()

    # ── the journal ─────────────────────────────────────────────────────────────────────────────────────────────
    def apply(self, entry: Entry) -> None:
        """Take a committed entry in. Read back after a start, nothing becomes pending by it."""
        news = self._waiting.known.fold(entry)
        if news is not None:
            self._learn(news, entry.at)
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

    def _learn(self, news: News, now: Moment) -> None:
        """A state that is newer than what stood in our journal."""
        waiting, station = self._waiting, news.station
        waiting.asks.drop(station)
        waiting.pushes.drop(station)
        waiting.doubts.drop(station)
        if not self._live:
            return
        receipt = waiting.receipts.committed(station)
        if news.known.partial:
            waiting.pending.drop(station)
        else:
            waiting.pending.add(station, news.times)
        if receipt or not news.known.partial:
            self._plan(now)

    def _meet(self, code: str, now: Moment) -> None:
        """A C that believes us from now on has not taken anything of us before."""
        number = self._desk.roster.number(code)
        if code in self._met or number is None or not self._desk.roster.is_coordinator(number):
            return
        self._met.add(code)
        if self._live:
            self._waiting.all_places.update(self._desk.keyring.epochs)
            self._plan(now)

    def _alarm(self, now: Moment) -> None:
        if self._live:
            self._alarm_asks = self._alarm_lists = 0
            self._waiting.alarming = True
            self._plan(now, urgent=True)

    def forget_uncommitted(self) -> None:
        """Facts handed out were not committed and never will be."""
        self._waiting.receipts.forget_uncommitted()

    # ── time ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _wake(self, now: Moment) -> None:
        if not self._live:
            self._live = True
            self._begin(now)

    def _begin(self, now: Moment) -> None:
        """A process or a new line of ours begins: the first packet shows what we lack."""
        self._waiting.all_places.update(self._desk.keyring.epochs)
        self._schedule.begin(now)

    def _plan(self, now: Moment, urgent: bool = False) -> None:
        self._schedule.plan(len(self._waiting.pending), now, urgent)

    def due(self, now: Moment) -> list[Fact]:
        """Nothing: states are recorded by who issues or hears them."""
        self._wake(now)
        return []

    def next_timer(self) -> float:
        """Elapsed seconds at which to look again."""
        return self._schedule.next_s(self._waiting.repairs_s)

    # ── hearing ─────────────────────────────────────────────────────────────────────────────────────────────────
    def hear(self, frame: GossipFrame, epoch: int, heard: Heard, now: Moment) -> Hearing:
        """What another C tells. Its news is committed together; whatever else it shows changes our plans only."""
        self._wake(now)
        facts = [fact for entry in frame.entries if (fact := self._told(entry, frame, epoch, heard, now)) is not None]
        for receipt in frame.receipts:
            self._waiting.receipts.overheard(receipt.station)
        self._compare(frame, epoch, now)
        if self._alarms is not None:
            self._overhear_list(self._alarms, frame.alarms, now)
            if self._alarms.compare(frame.alarms, now, frame.station):
                self._ask_for_alarm(now)
        return Hearing(facts=tuple(facts))

    def _told(
        self, entry: GossipEntry, frame: GossipFrame, epoch: int, heard: Heard, now: Moment
    ) -> StatusHeard | None:
        station, known = entry.station, self._waiting.known.states.get(entry.station)
        if known is not None:
            if (known.epoch, known.version) == (epoch, entry.version):
                self._waiting.pending.overheard(station)
                self._waiting.pushes.drop(station)
                self._waiting.doubts.drop(station)
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
        if peer is None or peer.naming != self._waiting.places.naming:
            return
        told = {entry.station for entry in frame.entries}
        states = self._waiting.known.states
        for station, code in zip(self._waiting.places.shown(frame.versions), frame.versions.codes, strict=False):
            who = lack(states.get(station), epoch, code)
            if who is Lack.NOTHING:
                if code:  # it has what we have
                    self._waiting.doubts.drop(station)
                continue
            if station in told:
                continue
            if who is Lack.THEIRS:
                self._push(station, now)
            elif station != self._desk.number:
                self._waiting.asks.plan(station, epoch, now.elapsed)

    def _overhear_list(self, alarms: AlarmDigest, told: tuple[AlarmKnown, ...], now: Moment) -> None:
        """An alarm that others were heard listing is no news any more."""
        if self._waiting.alarming and set(alarms.listed(now)) <= set(told):
            self._alarm_lists += 1
            self._waiting.alarming = self._alarm_lists < self._pace.alarm_k

    def _push(self, station: int, now: Moment) -> None:
        known = self._waiting.known.states[station]
        if not known.partial and station not in self._waiting.pending and self._waiting.is_open(station):
            self._waiting.pushes.plan(station, known.version, now.elapsed)

    def _ask_for_alarm(self, now: Moment) -> None:
        """They list an alarm that we lack: our own list shows it. Later and later, for it may never ring here."""
        wait_s = self._pace.alarm_again_s * self._desk.scale * 2 ** min(self._alarm_asks, 5)
        if now.elapsed - self._alarm_asked_s >= wait_s or self._alarm_asks == 0:
            self._alarm_asked_s = now.elapsed
            self._alarm_asks += 1
            self._waiting.alarming = True
            self._plan(now, urgent=True)

    def heard_status(self, station: int, heard: Heard, again: bool, now: Moment) -> bool:
        """A state frame of `station` was taken, or `again`; whether its receipt goes with the picture.

        False: it came by relays, or did not hear us twice: a frame of its own tells it (who answers for it sends that).
        """
        self._wake(now)
        if heard.hops != 0 or self._desk.roster.is_coordinator(station):
            return False
        if not self._waiting.receipts.heard(station, self._status.answers(station), again):
            return False
        if station in self._waiting.receipts.planned:
            self._plan(now)
        return True

    # ── sending ─────────────────────────────────────────────────────────────────────────────────────────────────
    def departures(self, now: Moment) -> list[Departure]:
        """At most one packet; what is left is planned anew."""
        self._wake(now)
        if now.elapsed < self.next_timer() or not self._has_reason(now):
            return []
        alarms = self._alarms.listed(now) if self._alarms is not None else ()
        draft = self._waiting.draft(alarms, self._schedule, now)
        # What a repair sets going must pass as a repair: news that rides along would make its own window short.
        as_news = draft.cold or self._schedule.news_s <= now.elapsed
        pays_as = draft.urgency if as_news else Urgency.REPAIR
        if not self._schedule.opens(pays_as, draft.size, now):
            self._schedule.closed(now)
            return []
        counter = self._desk.counters.take()
        if counter is None:
            self._schedule.shortly(now)
            return []
        waiting = self._waiting
        frame = draft.frame(self._desk, waiting.known.states, waiting.places, counter, now)
        payload = seal_frame(frame, self._desk.keyring, self._desk.roster.functions, False, draft.epoch)
        waiting.sent(draft, frame, now)
        self._schedule.sent(draft.places == len(waiting.places.stations), now)
        if waiting.has_news:
            self._plan(now)
        return [] if payload is None else [Departure(payload, draft.urgency, 0, KIND)]

    def _has_reason(self, now: Moment) -> bool:
        """Whether anything is still due: others may have told it in the meantime, and doubts become pushes."""
        for station in self._waiting.doubts.due(now.elapsed):
            self._push(station, now)
        if self._schedule.news_s <= now.elapsed and not self._waiting.has_news:
            self._schedule.news_s = inf
        return now.elapsed >= self.next_timer()

    # ── what a screen asks ──────────────────────────────────────────────────────────────────────────────────────
    def view(self, now: Moment) -> PictureView:
        """How complete the picture is here."""
        return PictureView(
            len(self._waiting.known.states),
            len(self._waiting.places.stations),
            len(self._waiting.asks.stale),
            len(self._waiting.pending),
        )
