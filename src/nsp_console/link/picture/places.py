"""The window of versions: which points it is about, what it holds, and who lacks what by the window of another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from nsp_console.link.picture.known import Known
from nsp_console.wire.frames.kinds import Versions
from nsp_console.wire.frames.versions import NONE_YET, code_ahead, version_code
from nsp_console.wire.roster import Roster


class Lack(Enum):
    """What a code in somebody's window shows."""

    NOTHING = "nothing"
    THEIRS = "theirs"  # they lack what we have
    OURS = "ours"  # we lack what they have


def lack(known: Known | None, epoch: int, code: int) -> Lack:
    """Who lacks what, when a frame sealed under `epoch` tells `code` of a point of which `known` is what we have.

    Such a frame says nothing of what its sender has under another epoch: there code 0 may mean anything.
    """
    if known is None or known.epoch < epoch:
        return Lack.NOTHING if code == NONE_YET else Lack.OURS
    if known.epoch > epoch:
        return Lack.NOTHING if code == NONE_YET else Lack.THEIRS
    ahead = code_ahead(code, version_code(known.version))
    if ahead == 0:
        return Lack.NOTHING
    return Lack.OURS if ahead > 0 else Lack.THEIRS


@dataclass(slots=True)
class Places:
    """Points in order of their number; `following`: the place at which the next window starts."""

    roster: Roster
    stations: tuple[int, ...] = ()
    naming: int = 0
    following: int = 0
    _place: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stations = tuple(sorted(self.roster.sites))
        self.naming = self.roster.naming
        self._place = {station: place for place, station in enumerate(self.stations)}

    def window(self, states: dict[int, Known], epoch: int, start: int | None, count: int) -> Versions:
        """`count` places from that of station `start`, else from where the last window ended."""
        first = self.following if start is None else self._place[start]
        codes = []
        for station in self._from(first, count):
            known = states.get(station)
            codes.append(NONE_YET if known is None or known.epoch != epoch else version_code(known.version))
        return Versions(first, tuple(codes))

    def shown(self, versions: Versions) -> Iterator[int]:
        """The points that a window is about; none of a window that begins beyond our roster."""
        return self._from(versions.first, len(versions.codes))

    def _from(self, first: int, count: int) -> Iterator[int]:
        total = len(self.stations)
        for place in range(first, first + min(count, total)) if first < total else ():
            yield self.stations[place % total]

    def sent(self, versions: Versions) -> None:
        """That window went out."""
        self.following = (versions.first + len(versions.codes)) % len(self.stations)

    def covers(self, start: int, count: int, asked: Iterable[int]) -> bool:
        """Whether a window of `count` places from station `start` shows all of `asked`."""
        total = len(self.stations)
        return all((self._place[station] - self._place[start]) % total < count for station in asked)
