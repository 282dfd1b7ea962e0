"""Place 6, Logboek: lines read back as far as somebody looks, the chosen one in full, notes, corrections, the shift."""

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult

from nsp_console.domain.errors import NspError
from nsp_console.domain.log_views import LogFilter, LogGroup, LogLine
from nsp_console.dutch.errors import sentence
from nsp_console.station import commands
from nsp_console.tui import orders
from nsp_console.tui.acts import LOG, Act, bindings_of, own_first
from nsp_console.tui.ask.page import Page
from nsp_console.tui.frame import entry
from nsp_console.tui.frame.entry import EntryKind
from nsp_console.tui.lines import Lines
from nsp_console.tui.logbook import correcting
from nsp_console.tui.logbook.handover import show_shift
from nsp_console.tui.logbook.held import PAGE_LINES, Held
from nsp_console.tui.logbook.rows import (
    CHOSEN_ROWS,
    EMPTY_LOG,
    NOTHING_FOUND,
    chosen_lines,
    filtered,
    head,
    row,
    shift_line,
)
from nsp_console.tui.logbook.whole import pointed_at, whole_lines
from nsp_console.tui.paint import Line
from nsp_console.tui.place import Place
from nsp_console.tui.roll import Roll

NOTE = EntryKind("a>", "aantekening: wat moet u of een ander later weten? geen namen")
BETTER = EntryKind("x>", "wat moet er staan? de oude regel blijft staan")
SEARCH_HINT = "woorden, punt, functie of #nummer"


class LogScreen(Place):
    """The journal of this station as lines."""

    PLACE = LOG
    BINDINGS = bindings_of(LOG)
    DEFAULT_CSS = """
    LogScreen #kop { height: 2; }
    LogScreen #gekozen { height: 4; }
    """

    def body(self) -> ComposeResult:
        self.held = Held()
        self.reading = False
        self.trouble = ""
        self.corrected: int | None = None
        yield Lines(id="kop")
        yield Roll(id="regels")
        yield Lines(id="gekozen")

    @property
    def roll(self) -> Roll:
        """The lines."""
        return self.query_one(Roll)

    @property
    def line(self) -> LogLine | None:
        """The chosen one."""
        return self.held.line(self.roll.chosen)

    def site_code(self) -> str | None:
        return self.line.site if self.line and self.picture.site(self.line.site or "") else None

    # drawing

    def draw_body(self) -> None:
        self._paint()
        self._read_on()

    def _paint(self) -> None:
        width, held = self.size.width, self.held
        at_top = self.roll.index == 0
        self.roll.take([str(line.entry) for line in held.lines])
        if at_top and self.roll.keys:  # who looks at the newest line goes on looking at the newest line
            self.roll.chosen = self.roll.keys[0]
        heads = head(self.picture, held, width)
        shift = shift_line(self.picture.shift, self.picture, self.wording, width)
        self.query_one("#kop", Lines).show([heads[0], shift, *heads[1:]], fit_height=True)
        lines = held.lines

        def build(index: int, chosen: bool) -> Line:
            return row(lines[index], self.picture, self.wording, width, chosen)

        self.roll.draw(build, empty=self._why_empty())
        self.query_one("#gekozen").styles.height = CHOSEN_ROWS + 1
        self.query_one("#gekozen", Lines).show(chosen_lines(self.line, self.picture, self.wording, width))

    def _why_empty(self) -> str:
        held = self.held
        if self.trouble:
            return self.trouble
        if not held.begun:
            return "Het logboek wordt gelezen…"
        if held.older is not None:
            return f"Zoekt terug, nu bij #{held.older}…"
        return NOTHING_FOUND if filtered(held.chosen) else EMPTY_LOG

    def footer_acts(self) -> Sequence[Act]:
        """What only the logbook can do comes first: on a small screen the rest is known from everywhere."""
        return own_first(LOG)

    # reading

    def _read_on(self) -> None:
        """Read what the screen lacks. One at a time: who reads looks again before it ends."""
        if not self.reading and self.held.question(self.roll.index, self.picture.last_entry) is not None:
            self.reading = True
            self.run_worker(self._read(), name="logboek", exit_on_error=False)

    async def _read(self) -> None:
        try:
            while self.is_current and (asked := self.held.question(self.roll.index, self.picture.last_entry)):
                held, chosen, last = self.held, self.held.chosen, self.picture.last_entry
                page = await self.console.door.journal(asked.before, PAGE_LINES, asked.chosen)
                if held.chosen is not chosen:  # another filter meanwhile: this answer is to an old question
                    continue
                held.take(asked, page, last)
                self.trouble = ""
                self._paint()
                self.draw_footer()
        except NspError as error:
            self.trouble = sentence(error)
            self._paint()
        finally:
            self.reading = False

    def choose(self, chosen: LogFilter) -> None:
        """List something else, from the newest line on."""
        if chosen != self.held.chosen:
            self.held.choose(replace(chosen))
            self.roll.chosen, self.roll.first = None, 0
        self.draw_body()
        self.draw_footer()

    async def fetch(self, number: int) -> LogLine | None:
        """The line of one entry, wherever it is."""
        known = self.held.line(str(number))
        if known is not None:
            return known
        chosen = LogFilter(LogGroup.ALL, since=number - 1)
        page = await self.console.door.journal(number + 1, 1, chosen)
        return page.lines[0] if page.lines else None

    # moving and filtering

    def move(self, steps: int) -> None:
        self.roll.move(steps)
        self.draw_body()
        self.draw_footer()

    def step_back(self) -> None:
        """Esc: the filter goes first."""
        if filtered(self.held.chosen):
            self.choose(LogFilter())
        else:
            self.console.go("bord")

    def do_filter(self) -> None:
        """/"""
        self.entry.open(entry.FILTER, self.held.chosen.text)
        self.entry.input.placeholder = SEARCH_HINT

    def entry_changed(self, text: str) -> None:
        if self.entry.kind is entry.FILTER:
            self.soon.ask(lambda: self.choose(replace(self.held.chosen, text=text.strip())))
        elif self.entry.kind in (NOTE, BETTER):
            self.soon.ask(lambda: self._warn(text))
        else:
            super().entry_changed(text)

    def _warn(self, text: str) -> None:
        personal = self.console.door.understand(text).personal_data
        self.say("Lijkt op persoonsgegevens: noem functies en aantallen." if personal else "", "attention")

    def do_log_kind(self) -> None:
        """f: the next kind, round and round."""
        groups = list(LogGroup)
        at = groups.index(self.held.chosen.group)
        self.choose(replace(self.held.chosen, group=groups[(at + 1) % len(groups)]))

    def why_not_log_site(self) -> str:
        return "" if self.held.chosen.site or self._site_to_choose() else "Deze regel gaat niet over een punt."

    def _site_to_choose(self) -> str:
        return (self.line.site or "") if self.line else self.console.chosen_site or ""

    def do_log_site(self) -> None:
        """z: only the point of this line, or all again."""
        site = "" if self.held.chosen.site else self._site_to_choose()
        self.choose(replace(self.held.chosen, site=site))

    # one line

    def why_not_open_entry(self) -> str:
        return "" if self.line else "Kies eerst een regel."

    def do_open_entry(self) -> None:
        """Enter: the whole entry."""
        if self.line is not None:
            self.run_worker(self._open(self.line), name="regel", exit_on_error=False)

    async def _open(self, line: LogLine) -> None:
        try:
            others = [found for number in pointed_at(line) if (found := await self.fetch(number)) is not None]
        except NspError as error:
            self.say(sentence(error), "attention")
            return
        self.app.push_screen(Page(whole_lines(line, others, self.picture, self.wording)))

    def do_note(self) -> None:
        """a: a note, about the point of the chosen line when one point is listed."""
        self.entry.open(NOTE)

    def why_not_correct(self) -> str:
        return correcting.why_not_correct(self.line)

    def do_correct(self) -> None:
        """x: a report goes into the bar to be typed over; anything else gets a note that points back."""
        line = self.line
        if line is not None:
            self.corrected = line.entry
            kind = entry.CORRECTION if correcting.reported(line) else BETTER
            self.entry.open(kind, correcting.start_of(line))

    def why_not_undo(self) -> str:
        return correcting.why_not_undo(self.line, self.picture)

    def do_undo(self) -> None:
        """u: the inbox line is open again, or the radio belongs to no point again; the journal keeps both."""
        found = correcting.undoing(self.line) if self.line else None
        if found is not None:
            self.console.order([found[0]], found[1])

    def report_start(self) -> str:
        return f"{self.site_code()} " if self.held.chosen.site and self.site_code() else ""

    def entry_submitted(self, text: str) -> None:
        kind = self.entry.kind
        if kind is entry.FILTER:
            self.choose(replace(self.held.chosen, text=text.strip()))
            self.close_entry()
        elif kind in (NOTE, BETTER):
            self._save_note(text.strip(), self.corrected if kind is BETTER else None)
        else:
            orders.save_report(self, text, self.corrected if kind is entry.CORRECTION else None)

    def _save_note(self, text: str, corrects: int | None) -> None:
        if text:
            about = self.line.site if corrects is not None and self.line else self.held.chosen.site
            site = about if about and self.picture.site(about) else None
            done = f"Verbetering bij #{corrects} vastgelegd" if corrects else "Aantekening vastgelegd"
            self.console.order([commands.MakeNote(text, site, corrects)], done)
        self.close_entry()

    def do_shift(self) -> None:
        """d: what the next one must know."""
        self.run_worker(show_shift(self), name="dienst", exit_on_error=False)
