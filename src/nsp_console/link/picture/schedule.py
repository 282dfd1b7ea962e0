"""When the next packet goes: after news at a moment of chance, else for repairs, else as a heartbeat."""

from dataclasses import dataclass
from math import inf
from typing import Protocol

from nsp_console.domain.moments import Moment
from nsp_console.link.desk import Desk
from nsp_console.link.picture.pace import Pace, Span
from nsp_console.link.plane import Urgency

SHORTLY_S = 1.0  # no counter is reserved yet: look again


class PictureGate(Protocol):
    """Who pays for airtime (`link.air`): asked before anything is sealed."""

    def opens(self, urgency: Urgency, payload_bytes: int, now_s: float) -> bool: ...

    def widen(self) -> float: ...


@dataclass(slots=True)
class Schedule:
    """Elapsed seconds. News and repairs wait apart when the gate is closed: it closes for repairs first.

    news_s  the packet planned for what is pending; infinite: none
    """

    desk: Desk
    pace: Pace
    gate: PictureGate | None = None
    news_s: float = inf
    _began_s: float = 0.0
    _beat_s: float = inf
    _wide_s: float = -inf  # when a window showed everything
    _shut_s: float = -inf
    _repairs_shut_s: float = -inf

    def begin(self, now: Moment) -> None:
        """A process, or a new line of ours: nobody knows what we lack."""
        self._began_s, self._wide_s = now.elapsed, -inf
        self.news_s = self._after(self.pace.begin_s, now)
        self._rest(now)

    def plan(self, pending: int, now: Moment, urgent: bool = False) -> None:
        """There is something to tell, beside `pending` states: at a moment of chance, unless that is planned."""
        if urgent:
            self._shut_s = -inf
            self.news_s = min(self.news_s, self._after(self.pace.urgent_s, now))
        elif self.news_s == inf:
            cold = self.is_young(now) or pending >= self.pace.cold_pending
            self.news_s = self._after(self.pace.cold_s if cold else self.pace.normal_s, now)

    def _after(self, span: Span, now: Moment) -> float:
        widen = self.gate.widen() if self.gate is not None else 1.0
        return now.elapsed + self.desk.dice.uniform(*span) * self.desk.scale * widen

    def _rest(self, now: Moment) -> None:
        spread = self.desk.dice.uniform(*self.pace.heartbeat_spread)
        self._beat_s = now.elapsed + self.pace.heartbeat_s * spread * self.desk.scale

    def is_young(self, now: Moment) -> bool:
        """Whether this process began only just now."""
        return now.elapsed - self._began_s < self.pace.cold_for_s * self.desk.scale

    def next_s(self, repairs_s: float) -> float:
        """When to look again; `repairs_s`: the first push or question."""
        return min(max(self.news_s, self._shut_s), max(min(repairs_s, self._beat_s), self._repairs_shut_s))

    def opens(self, urgency: Urgency, size: int, now: Moment) -> bool:
        """Whether a packet of `size` payload bytes may go now."""
        return self.gate is None or self.gate.opens(urgency, size, now.elapsed)

    def closed(self, now: Moment) -> None:
        """It may not. Nothing is lost: all of it waits where it was, for a window."""
        self._repairs_shut_s = self._after(self.pace.normal_s, now)
        if self.news_s <= now.elapsed:
            self._shut_s = self._repairs_shut_s

    def shortly(self, now: Moment) -> None:
        """It could not be made now."""
        self._shut_s = self._repairs_shut_s = now.elapsed + SHORTLY_S

    def wants_wide(self, now: Moment) -> bool:
        """Whether it is long ago that a window showed everything."""
        return now.elapsed - self._wide_s >= self.pace.all_places_s * self.desk.scale

    def sent(self, wide: bool, now: Moment) -> None:
        """A packet went out; `wide`: it showed every place."""
        if wide:
            self._wide_s = now.elapsed
        self._shut_s = self._repairs_shut_s = -inf
        self.news_s = inf
        self._rest(now)
