"""What waits to be told: news, pushes for who lacks something, questions for what we lack, and receipts for L's.

Each is at most one thing per point of the roster.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

from nsp_console.link.desk import Desk
from nsp_console.link.picture.pace import Pace

DOUBLINGS_MAX = 4  # a push comes at most 16 times as late


@dataclass(slots=True)
class Pending:
    """News, oldest first: how often others were heard telling it; `k` times is enough."""

    k: int
    _times: dict[int, int] = field(default_factory=dict)

    def add(self, station: int, times: int) -> None:
        """A new version, heard `times` already; it keeps the place of the version before."""
        self._times[station] = times
        if times >= self.k:
            del self._times[station]

    def overheard(self, station: int) -> None:
        """Somebody else told that very version."""
        if station in self._times:
            self._times[station] += 1
            if self._times[station] >= self.k:
                del self._times[station]

    def drop(self, station: int) -> int:
        """It was told, or cannot be; how often others were heard telling it."""
        return self._times.pop(station, 0)

    def __iter__(self) -> Iterator[int]:
        return iter(self._times)

    def __contains__(self, station: int) -> bool:
        return station in self._times

    def __len__(self) -> int:
        return len(self._times)


@dataclass(slots=True)
class Pushes:
    """States that somebody near lacks: the elapsed second at which each goes, unless another console tells it first.

    Who hears us badly and is heard well would be told for ever: the same version comes later each time.
    """

    desk: Desk
    pace: Pace
    due_s: dict[int, float] = field(default_factory=dict)
    next_s: float = inf
    _pushed: dict[int, tuple[int, int, float]] = field(default_factory=dict)  # version, times, last

    def plan(self, station: int, version: int, now_s: float) -> None:
        """Somebody lacks `version`, or a newer one."""
        if station in self.due_s:
            return
        scale = self.desk.scale
        before, times, last_s = self._pushed.get(station, (0, 0, -inf))
        if before != version or now_s - last_s > self.pace.push_again_s * scale:
            times = 0
        wait_s = self.desk.dice.uniform(*self.pace.push_s) * scale * 2 ** min(times, DOUBLINGS_MAX)
        self.due_s[station] = now_s + wait_s
        self.next_s = min(self.next_s, now_s + wait_s)

    def sent(self, station: int, version: int, now_s: float) -> None:
        """It went out as a push."""
        before, times, last_s = self._pushed.get(station, (0, 0, -inf))
        again = before == version and now_s - last_s <= self.pace.push_again_s * self.desk.scale
        self._pushed[station] = (version, times + 1 if again else 1, now_s)
        self.drop(station)

    def drop(self, station: int) -> None:
        """It was told, here or by somebody else, or something newer is known."""
        if self.due_s.pop(station, None) is not None:
            self.next_s = min(self.due_s.values(), default=inf)


@dataclass(slots=True)
class Doubts:
    """States that we told and nobody was heard telling since: station → (elapsed second to push it, times told)."""

    desk: Desk
    pace: Pace
    next_s: float = inf
    _told: dict[int, tuple[float, int]] = field(default_factory=dict)

    def told(self, station: int, heard: int, now_s: float) -> None:
        """It went out as news, after others were `heard` telling it so often."""
        self._told.pop(station, None)
        if heard < self.pace.sure:
            self._wait(station, 0, now_s)

    def told_again(self, station: int, now_s: float) -> None:
        """It went out as a push, for a doubt of ours or for a lack of somebody."""
        self._wait(station, self._told[station][1] + 1 if station in self._told else 0, now_s)

    def _wait(self, station: int, times: int, now_s: float) -> None:
        if times >= self.pace.doubts_max:
            self.drop(station)
            return
        wait_s = self.desk.dice.uniform(*self.pace.doubt_s) * self.desk.scale * 2**times
        self._told[station] = now_s + wait_s, times
        self._look()

    def drop(self, station: int) -> None:
        """Somebody has it, or something newer is known here."""
        if self._told.pop(station, None) is not None:
            self._look()

    def due(self, now_s: float) -> list[int]:
        """Stations to be pushed; each is asked about once."""
        if self.next_s > now_s:
            return []
        ready = [station for station, (due_s, _) in self._told.items() if due_s <= now_s]
        for station in ready:
            self._told[station] = inf, self._told[station][1]
        self._look()
        return ready

    def _look(self) -> None:
        self.next_s = min((due_s for due_s, _ in self._told.values()), default=inf)


@dataclass(slots=True)
class Ask:
    """A state of which others have a newer version under `epoch`; at `due_s` we show what we have."""

    epoch: int
    due_s: float
    times: int = 0


@dataclass(slots=True)
class Asks:
    """What is stale here, by station. `next_s`: the elapsed second of the first question."""

    desk: Desk
    pace: Pace
    stale: dict[int, Ask] = field(default_factory=dict)
    next_s: float = inf

    def plan(self, station: int, epoch: int, now_s: float) -> None:
        """Somebody showed a newer version."""
        ask = self.stale.get(station)
        if ask is not None and (ask.due_s != inf or ask.times < self.pace.asks_max):
            return
        due_s = now_s + self.desk.dice.uniform(*self.pace.push_s) * self.desk.scale
        if ask is not None:  # asked often enough for the last sign of it; this is another
            due_s = now_s + self.desk.dice.uniform(*self.pace.ask_again_s) * self.desk.scale
        self.stale[station] = Ask(epoch, due_s)
        self.next_s = min(self.next_s, due_s)

    def shown(self, station: int, now_s: float) -> None:
        """What we have of it went out in a window."""
        ask = self.stale.get(station)
        if ask is None:
            return
        ask.times += 1
        again_s = self.desk.dice.uniform(*self.pace.ask_again_s) * self.desk.scale * ask.times
        ask.due_s = now_s + again_s if ask.times < self.pace.asks_max else inf
        self._look()

    def drop(self, station: int) -> None:
        """Something newer is known here now."""
        if self.stale.pop(station, None) is not None:
            self._look()

    def due(self, now_s: float) -> list[int]:
        """Stations to ask for now."""
        return [station for station, ask in self.stale.items() if ask.due_s <= now_s]

    def _look(self) -> None:
        self.next_s = min((ask.due_s for ask in self.stale.values()), default=inf)


@dataclass(slots=True)
class PlannedReceipts:
    """Receipts for L's that were heard directly. A receipt goes only for what stands in our journal.

    planned  station → we answer for it: then nobody else's receipt will do
    """

    planned: dict[int, bool] = field(default_factory=dict)
    _awaited: dict[int, bool] = field(default_factory=dict)  # the version is being written
    _times: dict[int, int] = field(default_factory=dict)  # how often its last version was heard directly

    def heard(self, station: int, home: bool, again: bool) -> bool:
        """Its frame came directly; whether a receipt of the picture is what it gets."""
        times = self._times.get(station, 1) + 1 if again else 1
        self._times[station] = times
        if home and times > 2:  # it did not hear us twice: say it alone
            return False
        if again:
            self.planned[station] = home
        elif home:
            self._awaited[station] = home
        return True

    def committed(self, station: int) -> bool:
        """A state of it stands in our journal; whether a receipt waited for that."""
        home = self._awaited.pop(station, None)
        if home is not None:
            self.planned[station] = home
        return home is not None

    def overheard(self, station: int) -> None:
        """Another C gave it a receipt."""
        if not self.planned.get(station, True):
            del self.planned[station]

    def forget_uncommitted(self) -> None:
        """What was being written never will be."""
        self._awaited.clear()
