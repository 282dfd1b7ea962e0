"""What a place may ask of the app, without importing it."""

from collections.abc import Callable, Sequence
from typing import Protocol

from nsp_console.domain.views import Snapshot
from nsp_console.station.commands import Command
from nsp_console.station.door import StationDoor
from nsp_console.tui.wording import Wording


class Console(Protocol):
    """The app as a place sees it."""

    wording: Wording
    steady: Callable[[], float]  # seconds on a steady clock

    @property
    def door(self) -> StationDoor:
        """The station."""
        ...

    @property
    def picture(self) -> Snapshot:
        """The snapshot that is on the screen."""
        ...

    @property
    def chosen_site(self) -> str | None:
        """The point that Punt shows."""
        ...

    def order(self, commands: Sequence[Command], done: str, after: Callable[[], None] | None = None) -> None:
        """Carry out `commands` in order; say `done` and do `after` after the last COMMIT, or say the Dutch error."""

    def go(self, place: str, site: str | None = None) -> None:
        """Show a place, with a point when the place needs one."""

    def next_theme(self) -> None:
        """The next colours."""

    def tour(self) -> None:
        """The three screens for newcomers."""

    def leave(self) -> None:
        """Close the station and end."""
