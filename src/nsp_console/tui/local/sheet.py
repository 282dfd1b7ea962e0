"""The form on the page: one line per question, filled in where it stands. Only with focus it has the keyboard."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from nsp_console.dutch.times import age
from nsp_console.tui.lines import Lines
from nsp_console.tui.local.draft import Draft, Known, complaint, known, leap, needs_of
from nsp_console.tui.local.questions import KERN, POWER_HOURS, Question, rest_of
from nsp_console.tui.paint import Line, cut, fit, heading, text_line, wrap
from nsp_console.tui.roll import window

if TYPE_CHECKING:
    from nsp_console.tui.local.screen import LocalScreen

LABEL_W = 27
VALUE_W = 24
SEND, REST = "versturen", "rest"
OPEN_REST = "+ De rest (een keer per dienst): functies, eten …"
CLOSE_REST = "- De rest inklappen (wat u typte blijft staan)"
HOW = "Enter loopt de regels langs. Klopt een regel nog: Enter. Anders typt u het."
HINT_ROWS = 2
GUIDE = (  # where there is room
    "Zo werkt het",
    "  Enter    begint, en gaat steeds een regel verder",
    "  typen    verandert een regel; leeg betekent: weet ik niet",
    "  F5       laat zien wat weggaat; nog een keer Enter verstuurt",
    "  F2       is altijd ALARM, ook midden in het invullen",
    "  Bovenaan staat wanneer C uw melding heeft ontvangen.",
)


class Sheet(Lines):
    """Keeps the draft and the cursor; says `Done` when the form is to be sent and `Left` on Esc."""

    can_focus = True
    DEFAULT_CSS = """
    Sheet { height: 10; }
    """

    class Done(Message):
        """Enter on the last line: send this."""

    class Left(Message):
        """Esc: the letters are keys again."""

    def __init__(self, page: "LocalScreen") -> None:
        super().__init__(id="blad")
        self.page = page
        self.draft = Draft()
        self.at = KERN[0].key
        self.rest_open = False
        self.first = 0
        self.warning = ""

    # what stands on it

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions shown now."""
        return (*KERN, *(rest_of(self.page.wording) if self.rest_open else ()))

    @property
    def every(self) -> tuple[Question, ...]:
        """All questions, also those folded away: what was typed there goes along."""
        return (*KERN, *rest_of(self.page.wording))

    @property
    def rows(self) -> list[str]:
        """Keys of all rows, top to bottom."""
        return [*(question.key for question in self.questions), SEND, REST]

    @property
    def question(self) -> Question | None:
        """The question under the cursor."""
        return next((one for one in self.questions if one.key == self.at), None)

    def before(self, question: Question) -> Known:
        """What was told last time."""
        return known(question, self.page.view, self.page.wording)

    def text(self, question: Question) -> str:
        """What stands on the line."""
        return self.draft.text(question, self.before(question))

    def told(self) -> list[tuple[Question, str]]:
        """What goes along when this is sent."""
        return [(one, self.text(one)) for one in self.every if self.draft.told(one)]

    def trouble(self, question: Question) -> str:
        """Why this line cannot be."""
        text = self.text(question)
        if text == self.before(question).text:
            return ""
        return complaint(question, text, self.page.console.door.understand)

    def first_trouble(self) -> bool:
        """Put the cursor on the first line that cannot be, and say why; False when all is well."""
        for one in self.every:
            words = self.trouble(one) if self.draft.told(one) else ""
            if words:
                self.rest_open = self.rest_open or one not in KERN
                self.at, self.warning = one.key, words
                self.page.set_focus(self)
                self.redraw()
                return True
        return False

    def sent(self) -> None:
        """It is in the journal: an empty form again."""
        self.draft.clear()
        self.at, self.warning, self.rest_open = KERN[0].key, "", False
        self.page.set_focus(None)
        self.page.draw()

    # keys

    def on_focus(self) -> None:
        self.call_after_refresh(self.page.draw)  # only then it has the focus

    def on_blur(self) -> None:
        self.call_after_refresh(self.page.draw)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into the line, character by character as if typed."""
        event.stop()
        for char in event.text.splitlines()[0] if event.text else "":
            self._type(char)
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        """Arrows and Enter walk, characters fill in; F-keys and ctrl keys go on to the page."""
        act = self._act(event)
        if act is None:
            return
        event.stop()
        event.prevent_default()
        act()
        self.redraw()

    def _act(self, event: events.Key) -> Callable[[], None] | None:
        question = self.question
        walk = {"up": -1, "shift+tab": -1, "down": 1, "tab": 1}
        if event.key in walk:
            return lambda: self._walk(walk[event.key])
        if event.key == "enter":
            return self._enter
        if event.key == "escape":
            return self._leave
        if question is None:
            return None
        if question.answers and event.key in ("left", "right", "space"):
            return lambda: self._turn(question, -1 if event.key == "left" else 1)
        if event.key in ("backspace", "delete"):
            return lambda: self._rub_out(question, whole=event.key == "delete" or bool(question.answers))
        char = event.character
        if char is None or not char.isprintable() or (char in "?!" and not question.free):
            return None
        return lambda: self._type(char)

    def _walk(self, steps: int) -> None:
        rows = self.rows
        self.warning = ""
        self.at = rows[max(0, min(len(rows) - 1, rows.index(self.at) + steps))] if self.at in rows else rows[0]

    def _leave(self) -> None:
        self.warning = ""
        self.post_message(self.Left())

    def _enter(self) -> None:
        question = self.question
        if question is None:
            self._enter_row()
            return
        text, before = self.text(question), self.before(question)
        words = self.trouble(question)
        doubt = leap(question, text, before) if (question.key, text) not in self.draft.sure else ""
        if not words and doubt:
            self.draft.sure.add((question.key, text))
        if words or doubt:
            self.warning = words or doubt
            return
        if question.key not in self.draft.typed and text:
            self.draft.passed.add(question.key)
        self._walk(1)

    def _enter_row(self) -> None:
        if self.at == SEND:
            self.post_message(self.Done())
        else:
            self.fold()

    def fold(self) -> None:
        """Open the rest at its first question, or fold it away; nothing typed is lost."""
        self.rest_open = not self.rest_open
        self.at = self.questions[len(KERN)].key if self.rest_open else KERN[0].key
        self.page.draw()

    def _turn(self, question: Question, steps: int) -> None:
        values = [answer.value for answer in question.answers]
        text = self.text(question)
        at = values.index(text) + steps if text in values else (0 if steps > 0 else -1)
        self.draft.put(question, values[at % len(values)])

    def _rub_out(self, question: Question, whole: bool) -> None:
        self.warning = ""
        if whole:
            self.draft.put(question, "")
        else:
            self.draft.rub_out(question, self.before(question))

    def _type(self, char: str) -> None:
        question = self.question
        if question is None:
            return
        self.warning = ""
        if question.answers:
            chosen = next((one for one in question.answers if one.letter == char.casefold()), None)
            if chosen is None:
                self.warning = "Deze letter hoort niet bij een antwoord. Kies hieronder, of Esc: dan werken de letters."
            else:
                self.draft.put(question, chosen.value)
        elif question.typed and char not in question.typed:
            self.warning = "Typ hier een getal. Weet u het niet? Maak de regel leeg met Delete en ga verder met Enter."
        elif question.key == POWER_HOURS and char.casefold() in "ng":
            self.draft.put(question, "net" if char.casefold() == "n" else "geen")
        else:
            self.draft.add(question, char)

    # drawing

    def redraw(self) -> None:
        """The rows that fit, with the cursor among them, and two lines of what to do."""
        width, height = self.size.width, self.size.height
        if not width or height < 4:
            return
        rows = self.rows
        if self.at not in rows:
            self.at = rows[0]
        room = height - 1 - HINT_ROWS
        self.first = window(len(rows), room, rows.index(self.at), self.first)
        shown = rows[self.first : self.first + room]
        lines = [heading(self._title(), width, "accent" if self.has_focus else "")]
        lines += [cut(self._row(key, width), width) for key in shown]
        lines += [text_line(fit(f" {row}", width), role) for row, role in self._hints(width - 2)]
        if height - len(lines) > len(GUIDE):
            lines += [(), *(text_line(fit(f" {row}", width), "dim") for row in GUIDE)]
        self.mark(1 + rows.index(self.at) - self.first if self.has_focus else None)
        self.show(lines)

    def _title(self) -> str:
        if self.has_focus:
            return "Uw melding aan C: u vult nu in"
        count = len(self.told())
        return (
            f"Uw melding aan C: {count} ingevuld, nog niet verstuurd (F5)"
            if count
            else "Uw melding aan C: Enter = invullen"
        )

    def _row(self, key: str, width: int) -> Line:
        here = key == self.at and self.has_focus
        marker = (">" if here else " ", "accent")
        if key == SEND:
            count = len(self.told())
            words = f"VERSTUREN ({count} ingevuld)" if count else "Versturen"
            return (marker, (f" {words}", "bold" if count else "dim"), ("   Enter of F5", "dim"))
        if key == REST:
            return (
                marker,
                (f" {CLOSE_REST if self.rest_open else OPEN_REST}", "bold" if here else "dim"),
                ("  F6", "key"),
            )
        question = next(one for one in self.questions if one.key == key)
        value, role = self._value(question, here)
        return (
            marker,
            (f" {fit(question.label, LABEL_W - 1)} ", "bold" if here else ""),
            (fit(value, VALUE_W), role),
            (fit(self._beside(question), width - LABEL_W - VALUE_W - 2), "dim"),
        )

    def _value(self, question: Question, here: bool) -> tuple[str, str]:
        text = self.text(question)
        words = next((one.words for one in question.answers if one.value == text), text)
        if question.key == POWER_HOURS and text in ("net", "geen"):
            words = {"net": "van het net", "geen": "geen stroom"}[text]
        elif text and question.unit and not question.answers:
            words = f"{text}{'_' if here else ''} {question.unit}"
        elif here and not question.answers:
            words = f"{text}_"
        if here and question.answers:
            return f"← {words or '?'} →", "accent"
        role = "accent" if here else "bold" if self.draft.told(question) else ""
        return (words, role) if words else ("? nog niet bekend", "unknown")

    def _beside(self, question: Question) -> str:
        before = self.before(question)
        if question.key in self.draft.typed:
            was = next((one.words for one in question.answers if one.value == before.text), before.text)
            return f"nieuw, was {was}" if before.text else "nieuw"
        if question.key in self.draft.passed:
            return "klopt nog"
        return f"{age(before.age)} geleden" if before.age is not None else ""

    def _hints(self, width: int) -> list[tuple[str, str]]:
        if self.warning:
            rows = [(row, "attention") for row in wrap("▲ " + self.warning, width, HINT_ROWS)]
        elif not self.has_focus:
            rows = [(row, "dim") for row in wrap(HOW, width, HINT_ROWS)]
        else:
            rows = [(row, "dim") for row in wrap(self._hint(), width, HINT_ROWS)]
        return [*rows, *[("", "")] * (HINT_ROWS - len(rows))]

    def _hint(self) -> str:
        question = self.question
        if question is None:
            return "Enter laat eerst zien wat er weggaat." if self.at == SEND else "Enter klapt de rest open of dicht."
        if question.answers:
            letters = " · ".join(f"{one.letter} {one.words}" for one in question.answers)
            return f"Kies met ← → of een letter: {letters}"
        return f"{question.hint} Enter: klopt, verder."


def needs_words(text: str, sheet: Sheet) -> bool:
    """Whether this line asks for goods or people that were not asked for yet."""
    before = next((sheet.before(one).text for one in KERN if one.key == "needs"), "")
    return text != before and bool(needs_of(text, sheet.page.console.door.understand))
