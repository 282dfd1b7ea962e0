"""Our own lines with the delivery ladder: only what is known, "-" for the rest."""

from nsp_console.domain.facts import Content, Purpose, Step
from nsp_console.domain.moments import Age
from nsp_console.domain.views import OutboxLine, Snapshot
from nsp_console.dutch.labels import CONTENT, PURPOSE, STEP, STEP_SHORT
from nsp_console.dutch.radio import sending_reason
from nsp_console.tui.paint import Line, fit, right, text_line, wrap
from nsp_console.tui.wording import Wording

NUMBER_W = 5
TO_W = 10
STEP_W = 11
NARROW_STEP_W = 6
NARROW = 100
NOTE_W = 15


def outbox_head(width: int) -> Line:
    """The names of the columns."""
    step_w, text_w = _widths(width)
    steps = "".join(right(word[: step_w - 1], step_w) for word in STEP_SHORT.values())
    return text_line(f"  {fit('Nr', NUMBER_W)}{fit('Aan', TO_W)}{fit('Tekst', text_w)}{steps}  poging", "dim")


def _widths(width: int) -> tuple[int, int]:
    step_w = STEP_W if width >= NARROW else NARROW_STEP_W
    return step_w, max(8, width - 2 - NUMBER_W - TO_W - step_w * len(STEP_SHORT) - NOTE_W)


def outbox_row(line: OutboxLine, snapshot: Snapshot, wording: Wording, width: int, chosen: bool) -> Line:
    """One message; each step has its clock time or "-"."""
    step_w, text_w = _widths(width)
    pieces = [
        (">" if chosen else " ", "accent"),
        (f" {fit(str(line.entry), NUMBER_W)}{fit(line.to or 'iedereen', TO_W)}", ""),
        (fit(line.text, text_w - 1) + " ", ""),
    ]
    for step in STEP_SHORT:
        reached = reached_at(line, step)
        shown = wording.clock(snapshot.wall - reached.seconds) if reached is not None else "-"
        pieces.append((right(shown, step_w), "" if reached is not None else "dim"))
    words, role = note(line, wording)
    pieces.append((f"  {fit(words, NOTE_W - 2)}", role))
    return tuple(pieces)


def reached_at(line: OutboxLine, step: Step) -> Age | None:
    """When a step was reached; received and read also when only the consoles that told so are known."""
    told = {Step.RECEIVED: line.received_by, Step.READ: line.read_by}.get(step, {})
    first = max(told.values(), key=lambda one: one.seconds, default=None)
    return line.steps.get(step) or first


def note(line: OutboxLine, wording: Wording) -> tuple[str, str]:
    """Where it stands now, in a word or two."""
    if line.step is Step.FAILED:
        return f"MISLUKT na {line.attempt}", "critical_text"
    if line.step is Step.RETRYING:
        return f"{line.attempt}e keer", "attention"
    if line.awaits and line.received_by:
        return f"wacht op {len(line.awaits)}", "attention"
    if line.step is Step.READ:
        return "klaar", "good"
    if line.step is Step.STORED:
        return "in wachtrij", "dim"
    if line.step is Step.AT_RADIO and line.purpose in (Purpose.ECHO, Purpose.HINT):
        return "klaar", "dim"  # nobody is asked to confirm a line of the computer
    if line.step is Step.HEARD:
        return "gehoord", ""
    return "wacht lezer" if line.step is Step.RECEIVED else "onderweg", ""


def sent_lines(line: OutboxLine | None, snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """The chosen message in full: text, every step that is known, and what went wrong."""
    if line is None:
        return [text_line("Niets gekozen.", "dim")]
    what = PURPOSE[line.purpose] if line.content is Content.TEXT else CONTENT[line.content]
    plane = "console, verzegeld" if line.awaits or line.received_by else "telefoons, open tekst"
    lines = [
        text_line(f"Nr {line.entry} aan {line.to or 'iedereen'}, {what}", "bold"),
        text_line(f"naar {plane}", "dim"),
    ]
    lines += [text_line(row) for row in wrap(line.text, width, 5)]
    for step, reached in line.steps.items():
        at = wording.ago(snapshot.wall, reached.seconds)
        lines.append(((f"  {at:<9} ", "dim"), (STEP[step], "critical_text" if step is Step.FAILED else "")))
    for words, found in (("ontvangen door", line.received_by), ("gelezen door", line.read_by)):
        for code, reached in found.items():
            lines.append(((f"  {wording.ago(snapshot.wall, reached.seconds):<9} ", "dim"), (f"{words} {code}", "good")))
    if line.awaits:
        lines += [text_line(row, "attention") for row in wrap(f"wacht nog op {', '.join(line.awaits)}", width, 3)]
    if line.detail:
        lines += [text_line(row, "attention") for row in wrap(sending_reason(line.detail), width)]
    return lines
