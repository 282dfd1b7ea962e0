"""World time: a heap of things to do. Nothing happens in a world but inside `advance`, so a seed fixes its history."""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush

Action = Callable[[], object]  # what it returns is ignored


@dataclass(slots=True, eq=False)
class Timer:
    """A planned action; `cancel` forgets it. The heap entry stays behind and is skipped."""

    at_s: float
    action: Action
    live: bool = True

    def cancel(self) -> None:
        self.live = False


class Scheduler:
    """Runs actions in order of (time, order of planning). Seconds of world time since T0 (may be negative)."""

    def __init__(self, start_s: float = 0.0) -> None:
        self.now_s = start_s
        self._heap: list[tuple[float, int, Timer]] = []
        self._order = 0

    def at(self, when_s: float, action: Action) -> Timer:
        """Plan `action`; a moment in the past means as soon as possible, never before what is running now."""
        timer = Timer(max(when_s, self.now_s), action)
        self._order += 1
        heappush(self._heap, (timer.at_s, self._order, timer))
        return timer

    def after(self, delay_s: float, action: Action) -> Timer:
        """Plan `action` in `delay_s` seconds of world time."""
        return self.at(self.now_s + delay_s, action)

    def advance(self, until_s: float) -> int:
        """Let the world run up to and including `until_s`; the number of actions run. Never goes back."""
        count = 0
        while self._heap and self._heap[0][0] <= until_s:
            timer = heappop(self._heap)[2]
            if timer.live:
                self.now_s = timer.at_s
                timer.live = False
                timer.action()
                count += 1
        self.now_s = max(self.now_s, until_s)
        return count
