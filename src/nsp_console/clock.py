"""Clocks: the machine's, and one for demo, drill and test that can run faster, stop, jump or be pushed by hand."""

import time
from collections.abc import Callable
from typing import Protocol

from nsp_console.domain.moments import Moment
from nsp_console.platform import boot_clock, boot_identity

PLAUSIBLE_WALL = 1_767_225_600.0  # 2026-01-01 UTC: this program did not exist earlier, so such a clock is wrong


class Clock(Protocol):
    """Where moments come from."""

    def now(self) -> Moment:
        """The present instant."""
        ...

    def not_before(self, wall: float) -> None:
        """The wall clock cannot be earlier than `wall` (seconds UTC): until it is later, moments are not `sure`."""
        ...

    def distrust(self) -> None:
        """From now on no moment is `sure`: something proved the wall clock wrong."""
        ...


class _Belief:
    """Whether a wall time can be believed: not before what is known to have happened."""

    def __init__(self, floor: float = PLAUSIBLE_WALL) -> None:
        self._floor = floor
        self._distrusted = False

    def not_before(self, wall: float) -> None:
        self._floor = max(self._floor, wall)

    def distrust(self) -> None:
        self._distrusted = True

    def _sure(self, wall: float) -> bool:
        return not self._distrusted and wall >= self._floor


class WallClock(_Belief):
    """This machine: its wall clock as a claim, and the boot clock that counts suspend."""

    def __init__(self) -> None:
        super().__init__()
        self._boot = boot_identity()

    def now(self) -> Moment:
        wall = time.time()
        return Moment(wall, boot_clock(), self._boot, self._sure(wall))


class PlayClock(_Belief):
    """Played time: `rate` played seconds per second of `base`, from `start_wall` (seconds UTC).

    `base` gives real seconds and is read only; without it the clock stands still and only `advance` moves it.
    `boot` must differ between two runs that share a journal, or ages across them are computed as within one.
    """

    def __init__(
        self,
        start_wall: float,
        *,
        rate: float = 1.0,
        base: Callable[[], float] | None = None,
        boot: str = "spel-1",
    ) -> None:
        super().__init__(min(start_wall, PLAUSIBLE_WALL))
        assert rate > 0.0, "time does not run backwards"
        self._base = base or _standstill
        self._rate = rate
        self._paused = False
        self._anchor = self._base()  # base time at which `_elapsed` was right
        self._elapsed = 0.0
        self._offset = start_wall  # wall minus elapsed
        self._boot = boot

    @classmethod
    def manual(cls, start_wall: float = PLAUSIBLE_WALL, boot: str = "spel-1") -> "PlayClock":
        """A clock for tests: it moves only by `advance`."""
        return cls(start_wall, boot=boot)

    @property
    def rate(self) -> float:
        """Played seconds per real second; 0 while paused."""
        return 0.0 if self._paused else self._rate

    def now(self) -> Moment:
        self._settle()
        wall = self._offset + self._elapsed
        return Moment(wall, self._elapsed, self._boot, self._sure(wall))

    def advance(self, seconds: float) -> Moment:
        """Move on by `seconds` (≥ 0) at once, also while paused. Returns the new moment."""
        assert seconds >= 0.0, "elapsed time does not run backwards; shift_wall moves the wall clock"
        self._settle()
        self._elapsed += seconds
        return self.now()

    def set_rate(self, rate: float) -> None:
        """Run faster or slower from here."""
        assert rate > 0.0, "use pause to stop"
        self._settle()
        self._rate = rate

    def pause(self) -> None:
        """Stand still until `resume`."""
        self._settle()
        self._paused = True

    def resume(self) -> None:
        self._settle()
        self._paused = False

    def shift_wall(self, seconds: float) -> None:
        """Somebody set the wall clock: it moves by `seconds` (either way), elapsed time does not."""
        self._offset += seconds

    def reboot(self, boot: str) -> None:
        """A new boot of the played machine: elapsed time starts again, the wall clock goes on."""
        self._settle()
        self._offset += self._elapsed
        self._elapsed = 0.0
        self._boot = boot

    def real_seconds(self, played: float) -> float:
        """Real seconds until `played` seconds have passed; infinite while the clock stands still."""
        standing = self._paused or self._base is _standstill
        return float("inf") if standing else played / self._rate

    def _settle(self) -> None:
        """Bring `_elapsed` up to now, so that a change of pace works from here."""
        here = self._base()
        self._elapsed += max(0.0, here - self._anchor) * self.rate
        self._anchor = here


def _standstill() -> float:
    return 0.0
