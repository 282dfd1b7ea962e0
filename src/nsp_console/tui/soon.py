"""Do something once typing pauses: understanding a line costs more than a key press may take."""

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

PAUSE_S = 0.08


class Soon:
    """Remembers one thing to do after PAUSE_S without another request."""

    def __init__(self, owner: Widget) -> None:
        self.owner = owner
        self.timer: Timer | None = None

    @property
    def waiting(self) -> bool:
        """Whether something is still to be done."""
        return self.timer is not None

    def ask(self, act: Callable[[], None]) -> None:
        """Do `act` when nobody asks again within PAUSE_S."""
        self.drop()

        def now() -> None:
            self.timer = None
            act()

        self.timer = self.owner.set_timer(PAUSE_S, now)

    def drop(self) -> None:
        """Forget what was asked."""
        if self.timer is not None:
            self.timer.stop()
            self.timer = None
