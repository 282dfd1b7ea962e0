"""A short form: a few lines to fill in, checked before it closes. Enter goes on, Esc gives up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from nsp_console.tui.lines import Lines
from nsp_console.tui.paint import Line, text_line, wrap
from nsp_console.tui.soon import Soon
from nsp_console.tui.textbox import TextBox

LABEL_W = 14
FIELD_CHARS_MAX = 400
Values = Mapping[str, str]
Live = Callable[[Values], Sequence[tuple[str, str]]]


def no_check(_text: str) -> str:
    """Anything goes."""
    return ""


def required(text: str) -> str:
    """Something must be filled in."""
    return "" if text.strip() else "Vul dit in."


@dataclass(frozen=True)
class FormField:
    """One line: free text, or one of `choices` as (answer, words). `check` gives a Dutch complaint or "".

    secret  drawn as dots: a passphrase
    """

    key: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = field(default=())
    check: Callable[[str], str] = no_check
    secret: bool = False


class Choice(Lines):
    """One of a few answers, changed with the arrow keys."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", id="keuze.links"),
        Binding("right,space", "turn(1)", id="keuze.rechts"),
        Binding("enter", "next", id="keuze.verder"),
    ]

    def __init__(self, choices: Sequence[tuple[str, str]], value: str, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.choices = tuple(choices)
        self.at = next((at for at, (key, _words) in enumerate(self.choices) if key == value), 0)

    @property
    def value(self) -> str:
        """The answer that is shown."""
        return self.choices[self.at][0]

    def on_mount(self) -> None:
        self._draw()

    def on_focus(self) -> None:
        self._draw()

    def on_blur(self) -> None:
        self._draw()

    def action_turn(self, steps: int) -> None:
        """The next or previous answer, round and round."""
        self.at = (self.at + steps) % len(self.choices)
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """A letter shows the next answer that begins with it."""
        letter = (event.character or "").casefold()
        order = [*range(self.at + 1, len(self.choices)), *range(self.at)]
        found = next((at for at in order if letter and self.choices[at][1].casefold().startswith(letter)), None)
        if found is not None and letter.strip():
            self.at = found
            self._draw()
            event.stop()

    def action_next(self) -> None:
        """On to the next line of the form."""
        if isinstance(self.screen, Form):
            self.screen.advance()

    def _draw(self) -> None:
        words = self.choices[self.at][1]
        shown = f"← {words} →" if self.has_focus else f"  {words}"
        self.show([text_line(shown, "accent" if self.has_focus else "")])


class Form(ModalScreen[dict[str, str] | None]):
    """Fields under each other. Enter on the last one answers with all values."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Terug", id="formulier.terug"),
        Binding("up", "app.focus_previous", id="formulier.op"),
        Binding("down", "app.focus_next", id="formulier.neer"),
    ]

    def __init__(self, title: str, fields: Sequence[FormField], note: str = "", live: Live | None = None) -> None:
        super().__init__()
        self.title_words = title
        self.fields = tuple(fields)
        self.note = note
        self.live = live
        self.complaint = ""
        self.soon = Soon(self)

    def compose(self) -> ComposeResult:
        with Vertical(classes="vraag"):
            yield Lines(id="titel")
            for one in self.fields:
                with Horizontal(classes="regel"):
                    yield Lines(id=f"naam-{one.key}")
                    yield self._control(one)
            yield Lines(id="toelichting")

    def _control(self, one: FormField) -> Widget:
        if one.choices:
            return Choice(one.choices, one.value, id=f"veld-{one.key}")
        box = f"veld-{one.key}"
        return TextBox(one.value, placeholder=one.hint, id=box, chars_max=FIELD_CHARS_MAX, secret=one.secret)

    def on_mount(self) -> None:
        self.query_one("#titel", Lines).show([text_line(self.title_words, "bold"), ()], fit_height=True)
        for one in self.fields:
            self.query_one(f"#naam-{one.key}", Lines).show([text_line(one.label, "dim")])
        self.query_one(f"#veld-{self.first_field()}").focus()
        self._explain()

    def first_field(self) -> str:
        """Where typing starts: the first line that still needs an answer."""
        return next((one.key for one in self.fields if one.choices or not one.value), self.fields[0].key)

    @property
    def values(self) -> dict[str, str]:
        """What is filled in now."""
        found = {}
        for one in self.fields:
            control = self.query_one(f"#veld-{one.key}")
            if isinstance(control, Choice | Input):
                found[one.key] = control.value.strip()
        return found

    def on_input_changed(self, _event: Input.Changed) -> None:
        """A complaint disappears as soon as somebody types."""
        self.complaint = ""
        self.soon.ask(self._explain)

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Enter: next line, or done."""
        self.advance()

    def advance(self) -> None:
        """To the next line; after the last one check everything and answer."""
        names = [f"veld-{one.key}" for one in self.fields]
        here = names.index(self.focused.id or "") if self.focused and self.focused.id in names else 0
        if here + 1 < len(names):
            self.query_one(f"#{names[here + 1]}").focus()
            return
        values = self.values
        for one in self.fields:
            complaint = one.check(values[one.key])
            if complaint:
                self.complaint = f"{one.label}: {complaint}"
                self.query_one(f"#veld-{one.key}").focus()
                self._explain()
                return
        self.dismiss(values)

    def action_give_up(self) -> None:
        """Esc: nothing happens."""
        self.dismiss(None)

    def _explain(self) -> None:
        lines: list[Line] = [()]
        if self.live is not None:
            lines += [text_line(words, role) for words, role in self.live(self.values)]
        if self.note:
            lines += [text_line(row, "dim") for row in wrap(self.note, 66)]
        if self.complaint:
            lines.append(text_line(self.complaint, "attention"))
        lines.append(
            (
                ("Enter", "key"),
                (" verder  ", "dim"),
                ("Tab", "key"),
                (" ander veld  ", "dim"),
                *self.last_hint(),
            )
        )
        self.query_one("#toelichting", Lines).show(lines, fit_height=True)

    def last_hint(self) -> Line:
        """The end of the key line."""
        return (("Esc", "key"), (" terug", "dim"))
