"""Telling other consoles what of theirs is in our journal: one frame per console carries all parts.

Owed for everything accepted or repeated, after a short random wait so that several things share one frame, and not too
often. Its content is drawn when it goes, from what is committed by then.
"""

from dataclasses import dataclass, field
from typing import Protocol

from nsp_console.domain.facts import AlarmStep
from nsp_console.domain.moments import Moment
from nsp_console.link.desk import Desk
from nsp_console.link.plane import Departure, Urgency
from nsp_console.link.receiving import Receiving
from nsp_console.wire.frames.kinds import ReceiptFrame

JITTER_S = (0.3, 1.5)  # × scale
GAP_S = 4.0  # × scale, between two receipts to one console
HOPS_MAX = 5
OWED_MAX = 256  # consoles that wait for a receipt; one more is owed again when it repeats itself


class StatusReceipts(Protocol):
    """What a receipt needs of the status plane."""

    def version_for(self, station: int) -> int | None: ...


class AlarmReceipts(Protocol):
    """What a receipt needs of the alarm plane."""

    def alarm_for(self, station: int) -> tuple[int, AlarmStep] | None: ...

    def told(self, station: int, number: int, step: AlarmStep, now: Moment) -> None: ...


@dataclass(slots=True)
class Receipts:
    """Receipts owed, by station: the elapsed second at which each goes."""

    desk: Desk
    receiving: Receiving
    status: StatusReceipts | None = None
    alarms: AlarmReceipts | None = None
    _owed: dict[int, float] = field(default_factory=dict)
    _sent_s: dict[int, float] = field(default_factory=dict)
    _hops: dict[int, int] = field(default_factory=dict)

    def owe(self, station: int, now: Moment, hops: int | None = None) -> None:
        """`station` gets a receipt soon. `hops`: how many relays its frame took, None when not known."""
        if hops is not None:
            self._hops[station] = hops
        if station in self._owed or len(self._owed) >= OWED_MAX or station not in self.desk.roster.sites:
            return
        wait_s = self.desk.dice.uniform(*JITTER_S) * self.desk.scale
        earliest_s = self._sent_s.get(station, float("-inf")) + GAP_S * self.desk.scale
        self._owed[station] = max(now.elapsed + wait_s, earliest_s)

    def owe_now(self, station: int, now: Moment) -> None:
        """An alarm of `station` is answered now: the alarm plane chose the moment, and it does not wait for the gap."""
        self._owed[station] = now.elapsed

    def departures(self, now: Moment) -> list[Departure]:
        """The receipts whose time has come."""
        sent = []
        for station in sorted(one for one, at_s in self._owed.items() if at_s <= now.elapsed):
            own, broadcast = self.receiving.marks(station)
            version = self.status.version_for(station) if self.status else None
            alarm = self.alarms.alarm_for(station) if self.alarms else None
            if own is None and broadcast is None and version is None and alarm is None:
                del self._owed[station]
                continue
            counter = self.desk.counters.take()
            if counter is None:
                break
            frame = ReceiptFrame(self.desk.number, station, counter, own, broadcast, version, alarm, self.desk.exercise)
            del self._owed[station]
            self._sent_s[station] = now.elapsed
            payload = self.desk.sealed(frame, station)
            if payload is not None:
                if self.alarms and alarm:
                    self.alarms.told(station, *alarm, now)
                urgency = Urgency.ALARM_RECEIPT if alarm else Urgency.RECEIPT
                sent.append(Departure(payload, urgency, self._reach(station), "ontvangst"))
        return sent

    def _reach(self, station: int) -> int:
        """As far as its frame came, and one further: the way back may be another."""
        return min(self._hops.get(station, HOPS_MAX) + 1, HOPS_MAX)

    def next_timer(self) -> float:
        """Elapsed seconds at which the next receipt goes."""
        return min(self._owed.values(), default=float("inf"))
