"""The page: state of the report and the alarm key at the top, the form, the last bulletin, messages with C."""

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal

from nsp_console.domain.views import SiteView
from nsp_console.station import commands
from nsp_console.tui.acts import LOCAL, acts_of, bindings_of
from nsp_console.tui.console import Console
from nsp_console.tui.frame.entry import EntryKind
from nsp_console.tui.frame.footer import ALARM, ENTRY_HINTS, Hint, footer_line
from nsp_console.tui.lines import Lines
from nsp_console.tui.local import asks
from nsp_console.tui.local.alarm import alarm_lines, own_alarm
from nsp_console.tui.local.mail import bulletin_lines, hangs, last_bulletin, message_lines, unread
from nsp_console.tui.local.sheet import Sheet
from nsp_console.tui.local.words import contact, state_lines, top_lines
from nsp_console.tui.paint import Line
from nsp_console.tui.place import Place

WIDE = 110
SHEET_W = 64
SHEET_ROWS = 11  # heading, six questions, send, the rest, two lines of what to do
LOW = 25  # rows: below this one line of what to do less
BULLETIN_ROWS, BULLETIN_ROWS_WIDE = 3, 8
MESSAGE = EntryKind("m>", "bericht aan C; Enter verstuurt, Esc bewaart het hier")
FILL_HINTS = (
    Hint("Enter", "verder"),
    Hint("← →", "kies"),
    Hint("F5", "versturen"),
    Hint("F6", "rest"),
    Hint("Esc", "stoppen"),
)


class LocalScreen(Place):
    """Everything an L-NSP needs, on one page."""

    PLACE = LOCAL
    BINDINGS = bindings_of(LOCAL)
    DEFAULT_CSS = """
    LocalScreen #toestand { height: 2; }
    LocalScreen #midden { height: 1fr; }
    LocalScreen Sheet { width: 64; height: 1fr; }
    LocalScreen #rechts { width: 1fr; height: 1fr; }
    LocalScreen #onder { height: 1fr; }
    LocalScreen EntryBar Input { width: 60%; }
    """

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self.unsent = ""  # a message that was begun
        self.asking_alarm = False  # a question about an alarm is open: F2 does not open another
        self.shape: tuple[int, ...] = ()

    def body(self) -> ComposeResult:
        yield Lines(id="toestand")
        with Horizontal(id="midden"):
            yield Sheet(self)
            yield Lines(id="rechts")
        yield Lines(id="onder")

    @property
    def sheet(self) -> Sheet:
        """The form."""
        return self.query_one(Sheet)

    @property
    def view(self) -> SiteView | None:
        """Our own point."""
        return self.picture.site(self.picture.station.code)

    def site_code(self) -> str | None:
        return self.picture.station.code

    def tabs(self) -> Line:
        return ()

    def top(self) -> list[Line]:
        return top_lines(self.picture, self.wording, self.size.width)

    # drawing

    def draw_body(self) -> None:
        width = self.size.width
        wide = width >= WIDE
        above = [*state_lines(self.picture, self.wording, width), *alarm_lines(self.picture, self.wording, width)]
        self.query_one("#toestand", Lines).show(above, fit_height=True)
        self._show_entry(self.entry.is_open)
        self._lay_out(wide, len(above))
        self.sheet.redraw()
        pane = self.query_one("#rechts" if wide else "#onder", Lines)
        rows = max(1, pane.size.height)
        if wide:
            lines = self._beside(width - SHEET_W - 2, rows)
            pane.show([(("│ ", "rule"), *line) for line in [*lines, *[()] * (rows - len(lines))][:rows]])
        else:
            pane.show(self._below(width, rows))

    def _lay_out(self, wide: bool, above: int) -> None:
        """Give every part its rows; a widget learns its new size only after the next layout, so draw once more then."""
        height = self.size.height
        room = height - len(self.query_one("#boven", Lines).lines) - above - 2
        roomy = self.sheet.rest_open and self.sheet.has_focus
        rows = room if wide else room - 2 if roomy else min(SHEET_ROWS, room - 2)
        shape = (self.size.width, height, above, rows, int(wide))
        if shape == self.shape:
            return
        self.shape = shape
        self.query_one("#rechts").display = wide
        self.query_one("#onder").display = not wide
        self.query_one("#midden").styles.height = "1fr" if wide else max(4, rows)
        self.sheet.styles.width = SHEET_W if wide else "1fr"
        self.call_after_refresh(self.draw)

    def _below(self, width: int, rows: int) -> list[Line]:
        lines = bulletin_lines(self.picture, self.wording, width, BULLETIN_ROWS if rows > BULLETIN_ROWS + 2 else 1)
        return [*lines, *message_lines(self.picture, self.wording, width, rows - len(lines))]

    def _beside(self, width: int, rows: int) -> list[Line]:
        lines = bulletin_lines(self.picture, self.wording, width, BULLETIN_ROWS_WIDE)
        return [*lines, (), *message_lines(self.picture, self.wording, width, rows - len(lines) - 1)]

    def draw_footer(self) -> None:
        """While filling in, what the form does; else only the keys that do something now. The alarm key always."""
        hints: list[Hint]
        if self.entry.is_open:
            hints = [*ENTRY_HINTS, ALARM]
        elif self.sheet.has_focus:
            hints = [*FILL_HINTS, ALARM]
        else:
            acts = acts_of(LOCAL)
            hints = [Hint(act.shown, act.words) for act in acts if act.words and not self.why_not(act.name)]
        self.query_one("#voet", Lines).show([footer_line(hints, self.size.width)])

    def on_resize(self, event: events.Resize) -> None:
        self.shape = ()
        super().on_resize(event)

    def action_act(self, name: str) -> None:
        """Enter and letters belong to the form or the message line while somebody types there."""
        if name in ("fill", "write") and self.focused is not None:
            raise SkipAction
        super().action_act(name)

    def step_back(self) -> None:
        """Esc outside the form: nowhere to go back to."""
        self.set_focus(None)

    # the form

    def do_fill(self) -> None:
        """Enter: the form takes the keyboard."""
        self.say("")
        self.set_focus(self.sheet)  # at once: the next key may already be an answer

    def on_sheet_left(self, _event: Sheet.Left) -> None:
        """Esc in the form: the letters are keys again; what was typed stays."""
        self.set_focus(None)
        if self.sheet.told():
            self.say("Bewaard, nog niet verstuurd. Enter gaat verder, F5 verstuurt.")
        self.draw()

    def on_sheet_done(self, _event: Sheet.Done) -> None:
        """Enter on the last line."""
        self.action_act("send_now")

    def why_not_send_now(self) -> str:
        return "" if self.sheet.told() else "Er is nog niets ingevuld. Druk op Enter en loop de regels langs."

    def do_send_now(self) -> None:
        """F5: what goes out, then send."""
        if self.view is None:
            self.say("Dit punt staat niet in de regio. Meld het aan uw C-NSP.", "attention")
        else:
            asks.send(self)

    def do_rest(self) -> None:
        """F6: open the rest, or fold it away."""
        self.set_focus(self.sheet)  # at once: the next key may already be an answer
        self.sheet.fold()

    # alarm

    def do_alarm(self) -> None:
        """F2 or !: never refused, never blocked."""
        asks.alarm(self)

    def why_not_close_alarm(self) -> str:
        return "" if own_alarm(self.picture) else "Er loopt geen alarm van u."

    def do_close_alarm(self) -> None:
        """s: solved."""
        asks.close_alarm(self)

    # bulletin and messages

    def why_not_hang(self) -> str:
        bulletin = last_bulletin(self.picture)
        if bulletin is None:
            return "Er is nog geen bulletin."
        if bulletin.expired:
            return f"Bulletin {bulletin.number} is verlopen: haal het weg."
        return "U meldde al dat dit bulletin hangt." if hangs(bulletin, self.picture) else ""

    def do_hang(self) -> None:
        """o: it hangs."""
        asks.hang(self)

    def why_not_read(self) -> str:
        return "" if unread(self.picture) else "Alles is gelezen."

    def do_read(self) -> None:
        """g: read by a person."""
        asks.read(self)

    def do_write(self) -> None:
        """m: the line at the bottom; what was begun is still there."""
        self._show_entry(True)
        self.entry.open(MESSAGE, self.unsent)

    def entry_changed(self, text: str) -> None:
        self.unsent = text
        if text.strip():
            self.soon.ask(lambda: self._cost(text))
        else:
            self.say("")

    def _cost(self, text: str) -> None:
        budget = self.console.door.budget(text)
        words, role = f"{budget.bytes_used} van {budget.bytes_max} bytes", "accent"
        if budget.bytes_used > budget.bytes_max:
            words, role = f"{words}: te lang", "attention"
        elif self.console.door.understand(text).personal_data:
            words, role = "▲ geen namen noemen", "attention"
        self.say(words, role)

    def entry_submitted(self, text: str) -> None:
        text = text.strip()
        budget = self.console.door.budget(text)
        if text and budget.bytes_used > budget.bytes_max:
            self.say("Te lang: maak het korter", "attention")
            return
        self.unsent = text
        self.close_entry()
        self.draw()
        if text:
            to = contact(self.picture)
            done = f"Opgeslagen voor {to}; hierboven ziet u hoe ver het is"
            self.console.order([commands.SendText(text, to)], done, self._forget)

    def _forget(self) -> None:
        """The message is in the journal: nothing is unsent any more."""
        self.unsent = ""

    def close_entry(self) -> None:
        kept = self.unsent
        super().close_entry()
        self.unsent = kept
        self._show_entry(False)

    def _show_entry(self, shown: bool) -> None:
        """Only while writing there is a line to write on; else the row is for what we say."""
        self.entry.input.display = shown
        self.entry.query_one("#teken").display = shown
