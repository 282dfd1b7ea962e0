"""What the next packet holds: which epoch it is sealed under, and what of everything that waits goes in."""

from dataclasses import dataclass, field

from nsp_console.domain.moments import Moment
from nsp_console.link.desk import Desk
from nsp_console.link.picture.known import KnownStates
from nsp_console.link.picture.pace import Pace
from nsp_console.link.picture.packet import Draft, receipts_for
from nsp_console.link.picture.places import Places
from nsp_console.link.picture.schedule import Schedule
from nsp_console.link.picture.waiting import Asks, Doubts, Pending, PlannedReceipts, Pushes
from nsp_console.link.plane import Urgency
from nsp_console.wire.frames.gossip import ALARMS_MAX
from nsp_console.wire.frames.kinds import AlarmKnown, GossipFrame


@dataclass(slots=True)
class Waiting:
    """What is known, and all that waits to be told.

    all_places  epochs under which neighbours do not know yet what we lack
    alarming    an alarm is news
    """

    desk: Desk
    pace: Pace
    known: KnownStates = field(init=False)
    places: Places = field(init=False)
    pending: Pending = field(init=False)
    pushes: Pushes = field(init=False)
    doubts: Doubts = field(init=False)
    asks: Asks = field(init=False)
    receipts: PlannedReceipts = field(init=False)
    all_places: set[int] = field(default_factory=set)
    alarming: bool = False
    _beats: int = 0

    def __post_init__(self) -> None:
        self.known = KnownStates(self.desk.roster)
        self.places = Places(self.desk.roster)
        self.pending = Pending(self.pace.k)
        self.pushes = Pushes(self.desk, self.pace)
        self.doubts = Doubts(self.desk, self.pace)
        self.asks = Asks(self.desk, self.pace)
        self.receipts = PlannedReceipts()

    @property
    def has_news(self) -> bool:
        """Whether there is anything that a packet is planned for."""
        return bool(self.pending or self.receipts.planned or self.alarming or self.all_places)

    @property
    def repairs_s(self) -> float:
        """The elapsed second of the first push, doubt or question."""
        return min(self.pushes.next_s, self.doubts.next_s, self.asks.next_s)

    def is_open(self, station: int) -> bool:
        """Whether what is known of it may still be told: under an epoch that was not closed."""
        known = self.known.states.get(station)
        return known is not None and known.epoch in self.desk.keyring.epochs

    def forget_closed(self) -> None:
        """What was heard under an epoch that was closed since can be told to nobody."""
        for station in [one for one in self.pending if not self.is_open(one)]:
            self.pending.drop(station)
        for station in [one for one in self.pushes.due_s if not self.is_open(one)]:
            self.pushes.drop(station)
        for station in [one for one in self.receipts.planned if not self.is_open(one)]:
            del self.receipts.planned[station]
        epochs = self.desk.keyring.epochs
        self.all_places.intersection_update(epochs)
        for station in [one for one, ask in self.asks.stale.items() if ask.epoch not in epochs]:
            self.asks.drop(station)

    def draft(self, alarms: tuple[AlarmKnown, ...], schedule: Schedule, now: Moment) -> Draft:
        """The next packet, as it would go now."""
        self.forget_closed()
        states, epoch = self.known.states, self._epoch(schedule, now)
        receipts = receipts_for(self.desk, states, self.receipts.planned, epoch)
        total = len(self.places.stations)
        draft = Draft(epoch, alarms[:ALARMS_MAX], receipts, [], [], min(self.pace.places, total), None, self.alarming)
        draft.cold = schedule.is_young(now)
        draft.add((one for one in self.pending if states[one].epoch == epoch), draft.news)
        bulk = draft.cold and len(self.pushes.due_s) >= draft.bulk
        repairs = bulk or draft.urgency is Urgency.REPAIR or schedule.opens(Urgency.REPAIR, draft.size, now)
        if repairs:
            pushes = sorted(self.pushes.due_s, key=self.pushes.due_s.__getitem__)
            draft.add((one for one in pushes if states[one].epoch == epoch), draft.pushes)
        asked = [one for one in self.asks.due(now.elapsed) if self.asks.stale[one].epoch == epoch]
        draft.start = asked[0] if asked else None
        many = len(self.asks.stale) >= self.pace.stale_many
        scattered = bool(asked) and not self.places.covers(asked[0], draft.places, asked)
        if epoch in self.all_places or many or scattered or (repairs and schedule.wants_wide(now)):
            draft.widen(total)
        return draft

    def _epoch(self, schedule: Schedule, now: Moment) -> int:
        """The epoch of the next packet: that of the oldest news, or of what else is due."""
        states = self.known.states
        if self.alarming:
            return self.desk.keyring.epoch
        if self.all_places:
            return max(self.all_places)
        if schedule.news_s <= now.elapsed:
            for station in (*self.pending, *self.receipts.planned):
                return states[station].epoch
        for station, at_s in self.pushes.due_s.items():
            if at_s <= now.elapsed:
                return states[station].epoch
        for station in self.asks.due(now.elapsed):
            return self.asks.stale[station].epoch
        return self._beat_epoch()

    def _beat_epoch(self) -> int:
        """Heartbeats take turns: the present epoch, and older ones under which something is still known."""
        used = {known.epoch for known in self.known.states.values()}
        turns = [epoch for epoch in self.desk.keyring.epochs if epoch in used] or [self.desk.keyring.epoch]
        self._beats += 1
        return turns[self._beats % len(turns)]

    def sent(self, draft: Draft, frame: GossipFrame, now: Moment) -> None:
        """That packet went out."""
        states = self.known.states
        for station in draft.news:
            self.doubts.told(station, self.pending.drop(station), now.elapsed)
        for station in draft.pushes:
            self.pushes.sent(station, states[station].version, now.elapsed)
            self.doubts.told_again(station, now.elapsed)
        for receipt in draft.receipts:
            del self.receipts.planned[receipt.station]
        self.places.sent(frame.versions)
        for station in self.places.shown(frame.versions) if self.asks.stale else ():
            ask = self.asks.stale.get(station)
            if ask is not None and ask.epoch == draft.epoch:
                self.asks.shown(station, now.elapsed)
        self.all_places.discard(draft.epoch)
        self.alarming = False
