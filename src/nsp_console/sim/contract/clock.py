"""The clocks of one simulated laptop: elapsed time that begins anew at each boot, and a wall clock anybody can set."""

from dataclasses import dataclass

from nsp_console.clock import PLAUSIBLE_WALL
from nsp_console.domain.moments import Moment

WALL_S = 1_768_900_000.0  # what a clock that is right shows when the history begins, seconds UTC


@dataclass(slots=True)
class LaptopClock:
    """`wrong_s`: how far the wall clock is ahead of the truth. `booted_s`: true second at which this boot began."""

    wrong_s: float = 0.0
    booted_s: float = 0.0
    boots: int = 1
    _moment: Moment | None = None
    _made_s: float = -1.0

    def now(self, true_s: float) -> Moment:
        """What this laptop believes at true second `true_s`; the same object for the same instant."""
        if self._moment is None or self._made_s != true_s:
            wall = WALL_S + true_s + self.wrong_s
            sure = wall >= PLAUSIBLE_WALL
            self._made_s, self._moment = true_s, Moment(wall, true_s - self.booted_s, f"boot-{self.boots}", sure)
        return self._moment

    def true_s(self, elapsed_s: float) -> float:
        """The true second at which this boot's elapsed clock shows `elapsed_s`."""
        return elapsed_s + self.booted_s

    def set_wall(self, seconds: float) -> None:
        """Somebody moves the wall clock by `seconds`, either way."""
        self.wrong_s += seconds
        self._moment = None

    def reboot(self, true_s: float) -> None:
        """The machine starts again at `true_s`."""
        self.booted_s, self.boots, self._moment = true_s, self.boots + 1, None
