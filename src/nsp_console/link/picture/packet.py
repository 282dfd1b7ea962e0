"""What fits in one packet, and in which order it is taken: alarms, receipts, news, pushes, and the window at last."""

from collections.abc import Iterable
from dataclasses import dataclass

from nsp_console.domain.moments import Moment
from nsp_console.link.desk import Desk
from nsp_console.link.picture.known import Known
from nsp_console.link.picture.places import Places
from nsp_console.link.plane import Urgency
from nsp_console.wire.frames.codec import receipt_tag
from nsp_console.wire.frames.gossip import ENTRIES_MAX, PLACES_MAX, RECEIPTS_MAX, gossip_bytes
from nsp_console.wire.frames.kinds import AlarmKnown, GossipFrame, GossipReceipt
from nsp_console.wire.frames.limits import PAYLOAD_BYTES_MAX


@dataclass(slots=True)
class Draft:
    """One packet under `epoch` before it is sealed.

    start  the station where its window starts; None: goes round
    cold   this process began only just now
    bulk   so many pushes together are no small repair
    """

    epoch: int
    alarms: tuple[AlarmKnown, ...]
    receipts: list[GossipReceipt]
    news: list[int]
    pushes: list[int]
    places: int
    start: int | None = None
    alarming: bool = False
    cold: bool = False
    bulk: int = 8

    @property
    def size(self) -> int:
        """Payload bytes, tag included."""
        return gossip_bytes(len(self.news) + len(self.pushes), len(self.receipts), len(self.alarms), self.places)

    @property
    def urgency(self) -> Urgency:
        """Who goes first. A region that starts together fills the channel with what everybody waits for.

        So the news of a process that begins is not held back for that, as its receipts are not.
        """
        if self.alarming:
            return Urgency.ALARM_RECEIPT
        if self.news or self.receipts:
            return Urgency.RECEIPT if self.cold else Urgency.GOSSIP
        return Urgency.GOSSIP if self.cold and len(self.pushes) >= self.bulk else Urgency.REPAIR

    def add(self, stations: Iterable[int], to: list[int]) -> None:
        """As many of `stations` as fit beside the window."""
        for station in stations:
            count = len(self.news) + len(self.pushes) + 1
            size = gossip_bytes(count, len(self.receipts), len(self.alarms), self.places)
            if count > ENTRIES_MAX or size > PAYLOAD_BYTES_MAX:
                return
            to.append(station)

    def widen(self, total: int) -> None:
        """As many places as fit: all of them at best."""
        spare_bits = 8 * (PAYLOAD_BYTES_MAX - self.size)
        self.places = min(self.places + spare_bits // 6, total, PLACES_MAX)

    def frame(self, desk: Desk, states: dict[int, Known], places: Places, counter: int, now: Moment) -> GossipFrame:
        """It as a frame, with ages as they are now."""
        entries = tuple(states[station].entry(station, now) for station in (*self.news, *self.pushes))
        window = places.window(states, self.epoch, self.start, self.places)
        return GossipFrame(desk.number, counter, entries, tuple(self.receipts), window, self.alarms, desk.exercise)


def receipts_for(desk: Desk, states: dict[int, Known], planned: Iterable[int], epoch: int) -> list[GossipReceipt]:
    """Receipts for the consoles of `planned` whose newest state in our journal was heard under `epoch`."""
    made: list[GossipReceipt] = []
    for station in planned:
        known = states.get(station)
        if known is None or known.epoch != epoch or len(made) >= RECEIPTS_MAX:
            continue
        tag = receipt_tag(desk.keyring, epoch, desk.number, station, known.version)
        if tag is not None:
            made.append(GossipReceipt(station, known.version, tag))
    return made
