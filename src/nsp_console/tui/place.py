"""The frame every place shares: top lines, body, entry bar, footer; and the acts that work everywhere."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input

from nsp_console.domain.views import AlarmView, Snapshot
from nsp_console.tui import consoles, orders
from nsp_console.tui.acts import Act, acts_of
from nsp_console.tui.console import Console
from nsp_console.tui.frame import entry
from nsp_console.tui.frame.entry import EntryBar
from nsp_console.tui.frame.footer import BACK_HINT, ENTRY_HINTS, FILTER_HINTS, PLACES_HINT, Hint, footer_line
from nsp_console.tui.frame.top import NARROW, top_lines, urgent_alarm
from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import Line, Piece, heading
from nsp_console.tui.places import BY_ACT, CARDS
from nsp_console.tui.soon import Soon
from nsp_console.tui.wording import GUEST, Wording

ROOMY_ROWS = 30  # from here a rule parts the place from the entry bar


CHANGES_A_POINT = frozenset({"report_form", "confirm", "confirm_value", "correct", "decide", "ask_status", "link"})


class Place(Screen[None]):
    """A main place. Subclasses give the body and draw it; `app` is the console they ask and order."""

    PLACE: ClassVar[str]
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Place { layout: vertical; }
    Place #boven { height: 3; }
    Place #voet { height: 1; }
    """

    def __init__(self, console: Console) -> None:
        super().__init__()
        self.console = console
        self.soon = Soon(self)

    @property
    def wording(self) -> Wording:
        """The configured words."""
        return self.console.wording

    @property
    def picture(self) -> Snapshot:
        """What is shown now."""
        return self.console.picture

    @property
    def entry(self) -> EntryBar:
        """The entry bar of this place."""
        return self.query_one(EntryBar)

    def compose(self) -> ComposeResult:
        yield Lines(id="boven")
        yield from self.body()
        yield Lines(id="streep")
        yield EntryBar()
        yield Lines(id="voet")

    @abstractmethod
    def body(self) -> ComposeResult:
        """The widgets between the top lines and the entry bar."""

    @abstractmethod
    def draw_body(self) -> None:
        """Show the current picture in the body."""

    @abstractmethod
    def site_code(self) -> str | None:
        """The point that acts here are about."""

    def move(self, steps: int) -> None:
        """Move the cursor of this place."""

    def step_back(self) -> None:
        """What Esc does when nothing is open."""

    def draw(self) -> None:
        """Show the current picture: frame and body."""
        width = self.size.width
        if not self.is_mounted or width == 0:
            return
        self.query_one("#boven", Lines).show(self.top(), fit_height=True)
        rule = self.query_one("#streep", Lines)
        rule.display = self.size.height >= ROOMY_ROWS
        rule.show([heading("", width)])
        self.draw_body()
        self.draw_footer()

    def top(self) -> list[Line]:
        """The lines above the body."""
        return top_lines(self.picture, self.wording, self.size.width, self.tabs())

    def footer_acts(self) -> Sequence[Act]:
        """The acts of this place in footer order: what does not fit is left out from the end."""
        return acts_of(self.PLACE)

    def draw_footer(self) -> None:
        """Only what works now."""
        bar = self.entry
        if bar.kind is entry.FILTER:
            hints = list(FILTER_HINTS)
        elif bar.is_open:
            hints = list(ENTRY_HINTS)
        else:
            hints = self.hints()
        self.query_one("#voet", Lines).show([footer_line(hints, self.size.width)])

    def hints(self) -> list[Hint]:
        """The keys that work now when nothing is being typed."""
        hints = [Hint(act.shown, act.words) for act in self.footer_acts() if act.words and not self.why_not(act.name)]
        if self.size.width < NARROW:  # the places are not written above: say how to reach them
            hints.insert(2, PLACES_HINT)
        elif self.PLACE != "bord":
            hints.insert(-2, BACK_HINT)
        return hints

    def tabs(self) -> Line:
        """The places; the current one reversed."""
        pieces: list[Piece] = []
        for card in CARDS:
            here = card.name == self.PLACE
            pieces += [(f" {card.tab} " if here else card.tab, "tab" if here else "dim"), (" ", "")]
        return tuple(pieces) if CARDS[0].name == self.PLACE else ((" ", ""), *pieces)

    def on_mount(self) -> None:
        self.draw()

    def on_screen_resume(self) -> None:
        self.draw()

    def on_resize(self, _event: events.Resize) -> None:
        self.call_after_refresh(self.draw)

    def say(self, words: str, role: str = "accent") -> None:
        """One line to the operator, beside the entry bar."""
        self.entry.echo(words, role)

    # keys

    def why_not(self, name: str) -> str:
        """Why act `name` cannot be done now; empty when it can."""
        if name in BY_ACT:
            return "U bent hier al." if BY_ACT[name].name == self.PLACE else ""
        if name in CHANGES_A_POINT and self._guest():
            return GUEST
        check = getattr(self, f"why_not_{name}", None)
        if check is not None:
            return str(check())
        return consoles.ACTS[name].why_not(self) if name in consoles.ACTS else ""

    def _guest(self) -> bool:
        view = self.picture.site(self.site_code() or "")
        return view is not None and view.site.guest

    def action_act(self, name: str) -> None:
        """Carry out an act, or say why it cannot be done."""
        self.say("")
        reason = self.why_not(name)
        if reason:
            self.say(reason, "attention")
            return
        if name in BY_ACT:
            self.console.go(BY_ACT[name].name, self.site_code())
        elif name in consoles.ACTS:
            consoles.ACTS[name].do(self)
        else:
            getattr(self, f"do_{name}")()
        self.draw_footer()

    def action_move(self, steps: int) -> None:
        """Cursor keys."""
        self.move(steps)

    def action_back(self) -> None:
        """Esc: close what is open, else one step back. It never quits."""
        if self.entry.is_open:
            self.close_entry()
        else:
            self.say("")
            self.step_back()
        self.draw()

    # the entry bar

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say at once what is understood."""
        if event.input.id == "invoer" and self.entry.is_open:
            self.entry_changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save, or say what is missing."""
        if event.input.id == "invoer" and self.entry.is_open:
            self.soon.drop()
            self.entry_submitted(event.value)

    def entry_changed(self, text: str) -> None:
        """A report is being typed: say what is understood as soon as the typing pauses."""
        if not text.strip():
            self.soon.drop()
            self.say("")
            return
        self.soon.ask(lambda: self._echo(text))

    def _echo(self, text: str) -> None:
        self.say("Begrepen: " + entry.understood_words(self.console.door.understand(text), self.wording))

    def entry_submitted(self, text: str) -> None:
        """Save a report: ask only how it reached us."""
        orders.save_report(self, text)

    def close_entry(self) -> None:
        """Close the entry bar."""
        self.soon.drop()
        self.entry.close()
        self.draw_footer()

    # acts that work everywhere

    def do_report(self) -> None:
        """n: type a report."""
        self.entry.open(entry.REPORT, self.report_start())

    def do_report_form(self) -> None:
        """N: the same report line by line, for the chosen point or one that is chosen now."""
        orders.report_form(self)

    def report_start(self) -> str:
        """What the entry bar starts with."""
        return ""

    def chosen_alarm(self) -> AlarmView | None:
        """The alarm that closing and parking are about: of the chosen point, else the most urgent one."""
        code = self.site_code()
        alarms = self.picture.alarms
        return next((alarm for alarm in alarms if code and alarm.site == code), None) or urgent_alarm(self.picture)

    def why_not_acknowledge(self) -> str:
        """Alarms only, and only when one waits."""
        alarm = urgent_alarm(self.picture)
        if alarm is None:
            return "Er is geen alarm."
        return "Dit alarm is al bevestigd." if alarm.acknowledged_by or alarm.parked_s is not None else ""

    def do_acknowledge(self) -> None:
        """b: take the alarm of the banner on."""
        orders.acknowledge(self)

    def why_not_close_alarm(self) -> str:
        """First somebody takes it on, then it can be solved."""
        alarm = self.chosen_alarm()
        if alarm is None:
            return "Er is geen alarm."
        return "" if alarm.acknowledged_by else "Bevestig het alarm eerst met b."

    def do_close_alarm(self) -> None:
        """s: solved."""
        orders.close_alarm(self)

    def why_not_park(self) -> str:
        """Only an alarm can be parked."""
        return "" if self.chosen_alarm() else "Er is geen alarm om te parkeren."

    def do_park(self) -> None:
        """p: later, with a reason and a timer."""
        orders.park(self)

    def why_not_confirm(self) -> str:
        """Something must wait for klopt."""
        view = self.picture.site(self.site_code() or "")
        return "" if view and view.pending else "Hier wacht niets op klopt."

    def do_confirm(self) -> None:
        """j: everything that waits at this point is right."""
        orders.confirm_site(self)

    def why_not_ask_status(self) -> str:
        """A point is needed to ask."""
        return "" if self.site_code() else "Kies eerst een punt."

    def do_ask_status(self) -> None:
        """v: the composer with the question ready."""
        orders.ask_status(self)

    def do_message(self) -> None:
        """m: the composer."""
        orders.compose_message(self, self.site_code() or "")

    def do_jump(self) -> None:
        """g: choose a point."""
        orders.jump(self)

    def do_deployment(self) -> None:
        """T: inzet and T0."""
        orders.deployment(self)

    def do_add_site(self) -> None:
        """A point that joins during the inzet."""
        orders.add_site(self)

    def do_theme(self) -> None:
        """F2: the next theme."""
        self.console.next_theme()

    def do_palette(self) -> None:
        """ctrl+p: every command."""
        orders.palette(self)

    def do_help(self) -> None:
        """?: the keys of this place."""
        orders.help_page(self)

    def do_tour(self) -> None:
        """F1: three screens for newcomers."""
        self.console.tour()

    def do_leave(self) -> None:
        """ctrl+q."""
        orders.leave(self)
