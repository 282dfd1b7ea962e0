"""The entry bar at the bottom: one line of text, with what was understood beside it before anything is saved."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.dutch.fieldnames import value_text
from nsp_console.dutch.opening import readable
from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import text_line
from nsp_console.tui.textbox import TextBox
from nsp_console.tui.wording import Wording

ENTRY_CHARS_MAX = 400
OUTCOME_WORDS = {
    Outcome.ALARM: "ALARM",
    Outcome.RECEIPT: "alleen een bevestiging, geen melding",
    Outcome.MESSAGE: "gewone tekst, geen melding",
    Outcome.TRIAGE: "niet zeker begrepen",
}


@dataclass(frozen=True)
class EntryKind:
    """What the bar is open for: its sign, and the hint while it is empty."""

    sign: str
    hint: str


CLOSED = EntryKind("n>", "n melding invoeren")
REPORT = EntryKind("n>", "bijvoorbeeld: borgele water 420 l, 64 bezoekers")
CORRECTION = EntryKind("x>", "verbeter de waarden; de oude melding blijft in het logboek")
FILTER = EntryKind("/>", "naam, code, gemeente of cluster")


def understood_words(understood: Understanding, wording: Wording) -> str:
    """`L-DEV-05 diesel 34 l, bezoekers 64, rest in orde`, and what was not taken over."""
    parts = []
    for key, value in understood.values.items():
        about = "ca " if key in understood.estimated else ""
        parts.append(f"{wording.field(key).lower()} {about}{value_text(key, value)}")
    parts += [f"vraagt {wording.need(need)}" for need in understood.needs]
    if understood.rest_ok:
        parts.append("rest in orde")
    words = ", ".join(parts)
    outcome = OUTCOME_WORDS.get(understood.outcome, "")
    if outcome and not words:
        words = outcome
    elif understood.outcome is Outcome.ALARM:
        words = f"ALARM, {words}"
    if understood.outcome is Outcome.STATUS and understood.site is None:
        words = f"welk punt? {words}"
    elif understood.site:
        words = f"{understood.site} {words}"
    if understood.unclear:
        words += "; niet begrepen: " + ", ".join(
            f'"{part}"' if part else readable(code) for code, part in understood.unclear
        )
    if understood.personal_data:
        words += "; let op: persoonsgegevens?"
    return words.strip()


class EntryBar(Horizontal):
    """Sign, input and the understanding. It opens for one purpose at a time and closes on Esc or Enter."""

    DEFAULT_CSS = """
    EntryBar { height: 1; }
    EntryBar Lines { width: 4; height: 1; }
    EntryBar #begrepen { width: 1fr; }
    EntryBar Input { width: 45%; height: 1; border: none; padding: 0; background: $background; }
    EntryBar Input:focus { border: none; background: $chosen; }
    """

    def compose(self) -> ComposeResult:
        yield Lines(id="teken")
        entry = TextBox(id="invoer", chars_max=ENTRY_CHARS_MAX)
        entry.disabled = True
        yield entry
        yield Lines(id="begrepen")

    def on_mount(self) -> None:
        """Start closed."""
        self.kind = CLOSED
        self._draw()

    @property
    def input(self) -> Input:
        """The text box itself."""
        return self.query_one(Input)

    @property
    def is_open(self) -> bool:
        """Whether the operator is typing here."""
        return self.kind is not CLOSED

    def open(self, kind: EntryKind, text: str = "") -> None:
        """Start typing for `kind`, with `text` already there."""
        self.kind = kind
        entry = self.input
        entry.disabled = False
        entry.value = text
        entry.cursor_position = len(text)
        self.screen.set_focus(entry)  # at once: a fast typist's next key already belongs to the line
        self._draw()

    def close(self) -> None:
        """Stop typing and forget the line."""
        self.kind = CLOSED
        entry = self.input
        entry.value = ""
        entry.disabled = True
        self.screen.set_focus(None)
        self.echo("")
        self._draw()

    def echo(self, words: str, role: str = "accent") -> None:
        """Say something beside the line: what was understood, or why it cannot be saved."""
        self.query_one("#begrepen", Lines).show([text_line(f" {words}" if words else "", role)])

    def _draw(self) -> None:
        self.query_one("#teken", Lines).show([text_line(f" {self.kind.sign}", "bold" if self.is_open else "dim")])
        self.input.placeholder = self.kind.hint
