"""Place 5, Berichten: inbox to triage with the chosen text beside it, alarms, and the outbox with its ladder."""

from textual.app import ComposeResult
from textual.containers import Horizontal

from nsp_console.domain.facts import Handling
from nsp_console.domain.understanding import Outcome
from nsp_console.domain.views import AlarmView, BulletinView, InboxLine
from nsp_console.dutch.labels import TIER
from nsp_console.station import commands
from nsp_console.tui import orders
from nsp_console.tui.acts import MESSAGES, bindings_of
from nsp_console.tui.frame.top import alarm_place, alarm_status, alarm_words
from nsp_console.tui.lines import Lines
from nsp_console.tui.messages.alarms import alarm_lines
from nsp_console.tui.messages.bulletins import bulletin_lines, bulletin_row
from nsp_console.tui.messages.inbox import chosen_lines, inbox_row
from nsp_console.tui.messages.outbox import outbox_head, outbox_row, sent_lines
from nsp_console.tui.paint import Line, fit, heading
from nsp_console.tui.place import ROOMY_ROWS, Place
from nsp_console.tui.roll import Roll
from nsp_console.tui.triage import is_open, open_lines, triage_order

WIDE = 110
PANE_W = 48
LISTS = ("binnen", "alarmen", "uit", "bulletins")
BULLETIN_ROWS = 3
REJECT_WORDS = "Verworpen: de afzender krijgt een regel"


class MessagesScreen(Place):
    """What came in, what goes out."""

    PLACE = MESSAGES
    BINDINGS = bindings_of(MESSAGES)
    DEFAULT_CSS = """
    MessagesScreen #midden { height: 3fr; min-height: 5; }
    MessagesScreen #binnen { width: 1fr; height: 1fr; }
    MessagesScreen #gekozen { width: 48; height: 1fr; }
    MessagesScreen #gekozen-smal { height: 5; }
    MessagesScreen #alarmen { height: 3; }
    MessagesScreen #uit { height: 2fr; min-height: 3; }
    """
    here = "binnen"
    last_handled: int | None = None

    def body(self) -> ComposeResult:
        with Horizontal(id="midden"):
            yield Roll(id="binnen")
            yield Lines(id="gekozen")
        yield Lines(id="gekozen-smal")
        yield Roll(id="alarmen")
        yield Roll(id="uit")
        yield Roll(id="bulletins")

    def roll(self, name: str) -> Roll:
        """One of the three lists."""
        return self.query_one(f"#{name}", Roll)

    @property
    def line(self) -> InboxLine | None:
        """The chosen text, when the inbox has the cursor."""
        if self.here != "binnen":
            return None
        chosen = self.roll("binnen").chosen
        return next((line for line in self.picture.inbox if str(line.entry) == chosen), None)

    @property
    def alarm(self) -> AlarmView | None:
        """The chosen alarm, when that list has the cursor."""
        chosen = self.roll("alarmen").chosen if self.here == "alarmen" else None
        return next((alarm for alarm in self.picture.alarms if str(alarm.entry) == chosen), None)

    def site_code(self) -> str | None:
        if self.here == "alarmen":
            return self.alarm.site if self.alarm else None
        if self.here == "bulletins":
            return None
        if self.here == "uit":
            chosen = self.roll("uit").chosen
            return next((line.to for line in self.picture.outbox if str(line.entry) == chosen and line.to), None)
        return self.line.site if self.line else None

    def lists(self) -> list[str]:
        """The lists that are shown: alarms and bulletins only when there are any."""
        empty = {"alarmen": not self.picture.alarms, "bulletins": not self.picture.bulletins}
        return [name for name in LISTS if not empty.get(name)]

    @property
    def bulletin(self) -> BulletinView | None:
        """The chosen bulletin, when that list has the cursor."""
        chosen = self.roll("bulletins").chosen if self.here == "bulletins" else None
        return next((one for one in self.picture.bulletins if str(one.entry) == chosen), None)

    def chosen_alarm(self) -> AlarmView | None:
        return self.alarm or super().chosen_alarm()

    # drawing

    def draw_body(self) -> None:
        if self.here not in self.lists():
            self.here = "binnen"
        wide = self.size.width >= WIDE
        self.query_one("#gekozen").display = wide
        self.query_one("#gekozen-smal").display = not wide
        alarms = self.roll("alarmen")
        alarms.display = bool(self.picture.alarms)
        alarms.styles.height = 1 + min(4, len(self.picture.alarms))
        self._draw_inbox(self.size.width - (PANE_W if wide else 0))
        self._draw_chosen(wide)
        self._draw_alarms()
        self._draw_outbox()
        self._draw_bulletins()

    def _title(self, name: str, words: str, width: int) -> Line:
        return heading(f"> {words}" if self.here == name else words, width, "accent" if self.here == name else "")

    def _draw_inbox(self, width: int) -> None:
        lines = triage_order(self.picture.inbox)
        todo = len(open_lines(self.picture.inbox))
        roll = self.roll("binnen")
        roll.take([str(line.entry) for line in lines])
        head = self._title("binnen", f"Binnen: {todo} te beoordelen   ? niet geverifieerd   b bekende radio", width)
        roll.draw(
            lambda index, chosen: inbox_row(
                lines[index], self.picture, self.wording, width, chosen and self.here == "binnen"
            ),
            [head],
            "Er is nog niets binnengekomen.",
            self.here == "binnen",
        )

    def _draw_chosen(self, wide: bool) -> None:
        width = PANE_W - 3 if wide else self.size.width - 2
        lines = self._chosen(width)
        if wide:
            rows = max(1, self.query_one("#midden").size.height)
            shown = [heading("Gekozen", PANE_W), *((("│ ", "rule"), *one) for one in lines)]
            shown += [(("│", "rule"),)] * (rows - len(shown))
            self.query_one("#gekozen", Lines).show(shown[:rows])
        else:
            shown = [heading("Gekozen", self.size.width), *(((" ", ""), *one) for one in lines if one)]
            self.query_one("#gekozen-smal", Lines).show(shown[:5])

    def _chosen(self, width: int) -> list[Line]:
        if self.here == "uit":
            chosen = self.roll("uit").chosen
            sent = next((one for one in self.picture.outbox if str(one.entry) == chosen), None)
            return sent_lines(sent, self.picture, self.wording, width)
        if self.bulletin is not None:
            return bulletin_lines(self.bulletin, self.picture, self.wording, width)
        if self.here == "alarmen" and self.alarm is not None:
            return alarm_lines(self.alarm, self.picture, self.wording, width)
        chosen = self.roll("binnen").chosen
        line = next((one for one in self.picture.inbox if str(one.entry) == chosen), None)
        return chosen_lines(line, self.picture, self.wording, width)

    def _draw_alarms(self) -> None:
        alarms, width = self.picture.alarms, self.size.width
        roll = self.roll("alarmen")
        roll.take([str(alarm.entry) for alarm in alarms])

        def build(index: int, chosen: bool) -> Line:
            alarm = alarms[index]
            role = "critical_text" if not alarm.acknowledged_by and alarm.parked_s is None else ""
            words = (
                f"■ {alarm_place(alarm, self.picture)}: {alarm_words(alarm)}, {alarm_status(alarm)}, {TIER[alarm.tier]}"
            )
            return ((">" if chosen and self.here == "alarmen" else " ", "accent"), (fit(words, width - 1), role))

        roll.draw(build, [self._title("alarmen", f"Alarmen: {len(alarms)}", width)], marked=self.here == "alarmen")

    def _draw_outbox(self) -> None:
        lines, width = self.picture.outbox, self.size.width
        roll = self.roll("uit")
        roll.take([str(line.entry) for line in lines])
        head = [self._title("uit", f"Uit: {self.picture.queue} wachten", width)]
        if lines:
            head.append(outbox_head(width))
        roll.draw(
            lambda index, chosen: outbox_row(
                lines[index], self.picture, self.wording, width, chosen and self.here == "uit"
            ),
            head,
            "Nog niets verstuurd. m maakt een bericht.",
            self.here == "uit",
        )

    def _draw_bulletins(self) -> None:
        bulletins, width = self.picture.bulletins, self.size.width
        roll = self.roll("bulletins")
        roll.display = bool(bulletins)
        rows = BULLETIN_ROWS if self.size.height >= ROOMY_ROWS else 1
        roll.styles.height = 1 + min(rows, len(bulletins))
        roll.take([str(one.entry) for one in bulletins])
        here = self.here == "bulletins"
        roll.draw(
            lambda index, chosen: bulletin_row(bulletins[index], width, chosen and here),
            [self._title("bulletins", f"Bulletins: {len(bulletins)}", width)],
            marked=here,
        )

    def why_not_hang_here(self) -> str:
        if self.bulletin is None:
            return "Kies eerst een bulletin (Tab)."
        return "Dit bulletin is van ons." if self.bulletin.mine else ""

    def do_hang_here(self) -> None:
        """H: it hangs at this C-NSP."""
        bulletin = self.bulletin
        if bulletin is not None:
            self.console.order([commands.HangBulletin(bulletin.entry)], f"Bulletin {bulletin.number} hangt hier")

    # moving

    def move(self, steps: int) -> None:
        self.roll(self.here).move(steps)
        self.draw_body()
        self.draw_footer()

    def do_next_list(self) -> None:
        """Tab: inbox, alarms, outbox."""
        names = self.lists()
        self.here = names[(names.index(self.here) + 1) % len(names)]
        self.draw_body()

    def step_back(self) -> None:
        """Esc: first back to the inbox, then to the board."""
        if self.here != "binnen":
            self.here = "binnen"
        else:
            self.console.go("bord")

    def _next(self) -> None:
        """The cursor to the next line that waits, before the list changes under it."""
        chosen = self.line
        waiting = open_lines(self.picture.inbox)
        if chosen in waiting:
            at = waiting.index(chosen)
            later = [*waiting[at + 1 :], *waiting[:at]]
            if later:
                self.roll("binnen").chosen = str(later[0].entry)

    # triage

    def _why_not_line(self) -> str:
        return "" if self.line else "Kies eerst een regel bij Binnen (Tab)."

    def why_not_confirm(self) -> str:
        if self.line is None:
            return self._why_not_line()
        return "" if self.line.confirmable else "In deze regel wacht niets op klopt."

    def do_confirm(self) -> None:
        """j: these values are right, and the line is done."""
        line = self.line
        if line is not None:
            self._handled(line, [commands.Confirm(line.entry)], "Klopt")

    def why_not_reject(self) -> str:
        if self.line is None:
            return self._why_not_line()
        return "" if self.line.confirmable else "Er zijn geen waarden om te verwerpen; a handelt af."

    def do_reject(self) -> None:
        """x: these values are wrong."""
        line = self.line
        if line is not None:
            self._handled(line, [commands.Reject(line.entry)], REJECT_WORDS)

    def why_not_handled(self) -> str:
        if self.line is None:
            return self._why_not_line()
        return "" if is_open(self.line) else "Deze regel is al afgehandeld."

    def do_handled(self) -> None:
        """a: done; ordinary text counts as read."""
        line = self.line
        if line is not None:
            how = Handling.READ if line.understood.outcome is Outcome.MESSAGE else Handling.DONE
            self._handled(line, [commands.Handle(line.entry, how)], "Afgehandeld")

    def why_not_more_info(self) -> str:
        if self.line is None:
            return self._why_not_line()
        return "Staat al op meer info." if self.line.handled is Handling.MORE_INFO else ""

    def do_more_info(self) -> None:
        """i: it stays open until there is an answer."""
        line = self.line
        if line is not None:
            self._handled(line, [commands.Handle(line.entry, Handling.MORE_INFO)], "Blijft open: meer info nodig")

    def _handled(self, line: InboxLine, orders_: list[commands.Command], words: str) -> None:
        self.last_handled = line.entry
        self._next()
        self.draw_body()
        self.console.order(orders_, f"{words}. u draait terug")

    def why_not_undo(self) -> str:
        return "" if self.last_handled is not None else "Er is nog niets afgehandeld."

    def do_undo(self) -> None:
        """u: the last line is open again; the journal keeps both."""
        entry = self.last_handled
        if entry is not None:
            self.last_handled = None
            self.roll("binnen").chosen = str(entry)
            self.console.order([commands.Handle(entry, Handling.MORE_INFO)], "Regel staat weer open")

    # radios and answers

    def why_not_link(self) -> str:
        if self.line is None:
            return self._why_not_line()
        if self.line.station:
            return "Dit kwam verzegeld van een console: er is niets te koppelen."
        return "Deze radio is al gekoppeld." if self.line.sender in self.picture.nodes else ""

    def do_link(self) -> None:
        """k: whose radio is this?"""
        if self.line is not None:
            orders.link(self, self.line.sender)

    def do_ask_status(self) -> None:
        """v: a question back, tied to the chosen line."""
        orders.ask_status(self, self.line.entry if self.line else None)

    def do_message(self) -> None:
        """m: an answer when a line is chosen, else a new line."""
        orders.compose_message(self, self.site_code() or "", answers=self.line.entry if self.line else None)

    def why_not_open_message_point(self) -> str:
        return "" if self.site_code() else "Deze regel hoort nog niet bij een punt."

    def do_open_message_point(self) -> None:
        """Enter: the point this is about."""
        self.console.go("punt", self.site_code())
