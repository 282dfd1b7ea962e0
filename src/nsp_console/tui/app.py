"""The screen of a console: opens a station after the first paint, pulls its picture, shows the places."""

import time
from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.app import App
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from nsp_console.domain.errors import NspError
from nsp_console.tui.bell import BellKeeper
from nsp_console.tui.glyphs import ASCII, CONSOLE, UNICODE, Glyphs
from nsp_console.tui.opening import FailureScreen, Opened, Opener, OpeningScreen
from nsp_console.tui.themes import DEFAULT_THEME, PALETTES, next_theme

if TYPE_CHECKING:  # the first frame waits for none of this; the places bring it along
    from nsp_console.domain.views import AlarmView, Snapshot
    from nsp_console.station.commands import Command
    from nsp_console.station.door import StationDoor
    from nsp_console.tui.place import Place
    from nsp_console.tui.places import Card
    from nsp_console.tui.wording import Wording

PULL_S = 0.25  # four pictures a second


class NspApp(App[int]):
    """The console's screen.

    opener  opens the station in a worker after the first paint
    zone    time zone of every clock on the screen; None: of this machine
    glyphs  what the terminal can draw
    steady  seconds on a steady clock, for repeating the bell
    """

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave_now", "Stoppen", show=False, id="app.stop"),
        Binding("f2", "alarm_here", "Alarm", show=False, id="app.alarm", priority=True),
        Binding("ctrl+c", "nothing", show=False, id="app.niets", priority=True),
    ]

    class Urgent(Message):
        """An alarm arrived or changed."""

        def __init__(self, alarm: "AlarmView") -> None:
            super().__init__()
            self.alarm = alarm

    def __init__(
        self,
        opener: Opener,
        *,
        title: str = "NSP console",
        zone: tzinfo | None = None,
        glyphs: Glyphs = UNICODE,
        theme: str = DEFAULT_THEME,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.opener = opener
        self.title_words = title
        self.zone = zone
        self.glyphs = glyphs
        self.steady = steady
        self.wording: Wording
        self.chosen_site: str | None = None
        self._opened: Opened | None = None
        self._picture: Snapshot | None = None
        self._bell = BellKeeper()
        for palette in PALETTES:
            self.register_theme(palette.theme())
        self.theme = theme
        self.animation_level = "none"
        self.set_class(glyphs is ASCII, "-ascii")
        self.set_class(glyphs is CONSOLE, "-console")

    # opening and closing

    def get_default_screen(self) -> Screen[None]:
        """The first paint."""
        return OpeningScreen(self.title_words)

    def on_ready(self) -> None:
        """Painted: now open the station."""
        self.call_after_refresh(self.action_open_again)

    def action_open_again(self) -> None:
        """Open, or try again after a failure."""
        if isinstance(self.screen, FailureScreen):
            self.pop_screen()
        self.run_worker(self._open(), name="openen", group="openen", exclusive=True, exit_on_error=False)

    async def _open(self) -> None:
        try:
            opened = await self.opener(self._progress)
        except NspError as error:
            self.push_screen(FailureScreen(_words(error)))
            return
        from nsp_console.tui.wording import Wording

        self._opened = opened
        self.wording = Wording(opened.vocabulary, self.zone)
        self._picture = opened.door.snapshot()
        opened.door.on_urgent(lambda alarm: self._tell_urgent(alarm))
        self._add_places()
        self.set_interval(PULL_S, self.pull)
        await self.switch_mode("lokaal" if self.local else "bord")
        self.ring()
        if opened.toured is not None and not self.local:
            from nsp_console.tui.tour import INVITATION

            self.say(INVITATION)

    def _tell_urgent(self, alarm: "AlarmView") -> None:
        self.post_message(self.Urgent(alarm))

    def _add_places(self) -> None:
        if self.local:
            from nsp_console.tui.local.screen import LocalScreen

            self.add_mode("lokaal", lambda: LocalScreen(self))
            return
        from nsp_console.tui.places import CARDS

        for card in CARDS:
            self.add_mode(card.name, partial(self._place, card))

    def _place(self, card: "Card") -> "Place":
        return card.make()(self)

    def _progress(self, step: str) -> None:
        if isinstance(self.screen, OpeningScreen):
            self.screen.reached(step)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that broke on a programming fault: say so, never die silently."""
        if event.state is not WorkerState.ERROR:
            return
        fault = type(event.worker.error).__name__
        if self._opened is None:
            words = "Er zit een fout in het programma. Noteer de regel hieronder en meld hem aan de beheerder."
            self.push_screen(FailureScreen(words, f"{fault}: {event.worker.error}"))
        else:
            self.say(f"Mislukt door een programmafout ({fault}). Meld dit aan de beheerder.", "attention")

    async def action_leave_now(self) -> None:
        """Close the station, then end."""
        if self._opened is not None:
            await self._opened.close()
        self.exit(0)

    def action_nothing(self) -> None:
        """ctrl+c is too easy to hit: it does nothing but say how to stop."""
        self.say("ctrl+q sluit de console af")

    def action_alarm_here(self) -> None:
        """F2 at an L is alarm, also from within a question; elsewhere it is what the place says."""
        if self._opened is None or not self.local or self.place is None:
            raise SkipAction
        self.place.action_act("alarm")

    def tour(self) -> None:
        """Three screens; who saw them is not invited again."""
        from nsp_console.tui.tour import Tour

        self.push_screen(Tour(self.picture.mode))
        if self._opened is not None and self._opened.toured is not None:
            self._opened.toured()

    def leave(self) -> None:
        """End from a place."""
        self.run_worker(self.action_leave_now(), name="afsluiten", exit_on_error=False)

    # the picture

    @property
    def door(self) -> "StationDoor":
        """The station; only places ask, and they exist only after opening."""
        if self._opened is None:
            raise RuntimeError("no station yet")
        return self._opened.door

    @property
    def picture(self) -> "Snapshot":
        """The snapshot on the screen."""
        if self._picture is None:
            raise RuntimeError("no picture yet")
        return self._picture

    @property
    def local(self) -> bool:
        """Whether this is the console of an L: one page, and nobody here acts on alarms."""
        return self.picture.station.kind.value == "L"

    @property
    def place(self) -> "Place | None":
        """The place in front, also below a question."""
        if self._opened is None:
            return None
        from nsp_console.tui.place import Place

        return next((screen for screen in self.screen_stack if isinstance(screen, Place)), None)

    def pull(self) -> None:
        """Take the current picture; draw only when it is another one."""
        snapshot = self.door.snapshot()
        if snapshot is not self._picture:
            self._picture = snapshot
            if self.place is not None:
                self.place.draw()
        self.ring()

    def on_nsp_app_urgent(self, _event: Urgent) -> None:
        """Do not wait for the next pull."""
        self.pull()

    def ring(self) -> None:
        """Ring when an alarm waits. Our own alarm at an L is for others to hear."""
        if self.local:
            return
        if self._bell.due(self.picture.alarms, self.steady()):
            self.bell()

    # what places ask

    def say(self, words: str, role: str = "accent") -> None:
        """One line beside the entry bar."""
        if self.place is not None and self.place.is_mounted:
            self.place.say(words, role)

    def order(self, commands: "Sequence[Command]", done: str, after: Callable[[], None] | None = None) -> None:
        """Carry out `commands` in order; say `done` and do `after` after the last COMMIT, or say the Dutch error."""
        work = self._carry_out(tuple(commands), done, after)
        self.run_worker(work, name="opdracht", group="opdracht", exit_on_error=False)

    async def _carry_out(self, commands: "Sequence[Command]", done: str, after: Callable[[], None] | None) -> None:
        try:
            for command in commands:
                await self.door.submit(command)
        except NspError as error:
            self.say(_words(error), "attention")
            return
        if after is not None:
            after()
        self.pull()
        self.say(done)

    def go(self, place: str, site: str | None = None) -> None:
        """Show a place."""
        if site is not None:
            self.chosen_site = site
        elif place == "punt" and self.chosen_site is None:
            self.chosen_site = next((view.site.code for view in self.picture.sites), None)
        self.switch_mode(place)

    def next_theme(self) -> None:
        """The next colours, at once."""
        self.theme = next_theme(self.theme)
        if self.place is not None:
            self.place.refresh(recompose=False)


def _words(error: NspError) -> str:
    from nsp_console.dutch.errors import sentence

    return sentence(error)
