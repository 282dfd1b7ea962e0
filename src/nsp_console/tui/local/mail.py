"""The last bulletin, and what C and we wrote to each other, newest last where the eye is."""

from dataclasses import dataclass

from nsp_console.domain.facts import Content, Purpose, Step
from nsp_console.domain.understanding import Outcome
from nsp_console.domain.values import Tier
from nsp_console.domain.views import BulletinView, InboxLine, OutboxLine, Snapshot
from nsp_console.dutch.labels import CONTENT, STEP, TIER
from nsp_console.dutch.radio import sending_reason
from nsp_console.dutch.times import age
from nsp_console.tui.paint import Line, fit, heading, text_line, wrap
from nsp_console.tui.triage import OPEN
from nsp_console.tui.wording import Wording

TALK_MAX = 40
UNREAD_ROWS = 4
ROOMY = 76  # cells: from here the heading of the bulletin says in full what to do
SILENT_CONTENT = (Content.READ, Content.HUNG)  # told in the ladder, no line to read
TO_PEOPLE = (Purpose.MESSAGE, Purpose.NOTE)


@dataclass(frozen=True)
class Said:
    """One line of the talk: ours or theirs."""

    seconds: float
    line: InboxLine | OutboxLine


def unread(snapshot: Snapshot) -> list[InboxLine]:
    """What nobody here said to have read, oldest first."""
    lines = [line for line in snapshot.inbox if _readable(line) and line.handled in OPEN]
    return sorted(lines, key=lambda line: -line.age.seconds)


def _readable(line: InboxLine) -> bool:
    return line.content not in SILENT_CONTENT and line.understood.outcome is not Outcome.RECEIPT


def last_bulletin(snapshot: Snapshot) -> BulletinView | None:
    """The newest bulletin of another console."""
    return next((one for one in snapshot.bulletins if not one.mine), None)


def hangs(bulletin: BulletinView, snapshot: Snapshot) -> bool:
    """Whether we told that it hangs here."""
    return snapshot.station.code in bulletin.hung


def bulletin_lines(snapshot: Snapshot, wording: Wording, width: int, rows: int) -> list[Line]:
    """Number, from, how old, whether it should come down, the text, and what to do; at most `rows` lines."""
    bulletin = last_bulletin(snapshot)
    if bulletin is None:
        return [heading("Bulletin: er is er nog geen", width)][:rows]
    what = f"Bulletin {bulletin.number} van {bulletin.station}, {age(bulletin.age)} oud"
    head, role = what, ""
    if bulletin.expired:
        head, role = f"{what}: VERLOPEN, haal het weg", "attention"
    elif hangs(bulletin, snapshot):
        at = wording.ago(snapshot.wall, bulletin.hung[snapshot.station.code].seconds)
        head = f"{what}: hangt sinds {at}"
    else:
        todo = "schrijf over, hang op, druk dan op o" if width >= ROOMY else "hang op, dan o"
        head, role = f"{what}: {todo}", "attention"
    lines = [heading(head, width, role)]
    return [*lines, *(text_line(f" {row}") for row in wrap(str(bulletin.text), width - 2, max(1, rows - 1)))][:rows]


def talk(snapshot: Snapshot) -> list[Said]:
    """Both directions, newest first. Lines that the computer sends by itself are left out."""
    heard = [Said(line.age.seconds, line) for line in snapshot.inbox if _readable(line)]
    ours = [
        Said(_age(line), line)
        for line in snapshot.outbox
        if line.purpose in TO_PEOPLE and line.content not in (*SILENT_CONTENT, Content.REPORT)
    ]
    return sorted([*heard, *ours], key=lambda said: said.seconds)[:TALK_MAX]


def _age(line: OutboxLine) -> float:
    first = line.steps.get(Step.STORED)
    return first.seconds if first else min((step.seconds for step in line.steps.values()), default=0.0)


def ladder_words(line: OutboxLine, snapshot: Snapshot, wording: Wording) -> tuple[str, str]:
    """How far our line is, with by whom and when."""

    def at(seconds: float) -> str:
        return wording.ago(snapshot.wall, seconds)

    if line.read_by:
        who, when = next(iter(line.read_by.items()))
        return f"gelezen door {who} {at(when.seconds)}", "good"
    if line.received_by:
        who, when = next(iter(line.received_by.items()))
        return f"ontvangen {who} {at(when.seconds)}", ""
    if line.step is Step.FAILED:
        return f"MISLUKT: {sending_reason(line.detail) or 'bel of stuur iemand'}", "critical_text"
    if line.step is Step.RETRYING:
        return f"{line.attempt}e poging", "attention"
    reached = line.steps.get(line.step)
    return f"{STEP[line.step]}{f' {at(reached.seconds)}' if reached else ''}", "dim"


def who(line: InboxLine) -> str:
    """Who wrote, with how sure that is: the console that sealed it, the point, or just a radio."""
    name = line.station or line.site or f"radio {line.sender & 0xFFFF:04x}"
    return f"{name} ({TIER[line.source.tier]})" if line.source.tier is not Tier.A else name


def message_lines(snapshot: Snapshot, wording: Wording, width: int, rows: int) -> list[Line]:
    """The oldest unread line in full first, then the talk, in at most `rows` lines."""
    waiting = unread(snapshot)
    count = len(waiting)
    words = "Berichten: m schrijft er een aan C"
    if count:
        words = f"Berichten: {count} NIEUW, g = gelezen"
    lines = [heading(words, width, "attention" if count else "")]
    first = waiting[0] if waiting else None
    if first is not None:
        lines += _in_full(first, snapshot, wording, width)
    rest = [said for said in talk(snapshot) if said.line is not first]
    lines += [_row(said, snapshot, wording, width) for said in rest]
    if len(lines) == 1:
        lines.append(text_line(" Nog geen berichten.", "dim"))
    return lines[: max(1, rows)]


def _in_full(line: InboxLine, snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    when = wording.ago(snapshot.wall, line.age.seconds)
    label = f" {CONTENT[line.content]}" if line.content is not Content.TEXT else ""
    body = wrap(f"{when} {who(line)}{label}: {line.text}", width - 4, UNREAD_ROWS)
    marks = ["▲", *[" "] * (len(body) - 1)]
    return [((f" {mark} ", "attention"), (row, "bold")) for mark, row in zip(marks, body, strict=True)]


def _row(said: Said, snapshot: Snapshot, wording: Wording, width: int) -> Line:
    line = said.line
    when = wording.ago(snapshot.wall, said.seconds)[-5:]
    if isinstance(line, InboxLine):
        label = f"{CONTENT[line.content]}: " if line.content is not Content.TEXT else ""
        new = line.handled in OPEN
        mark = ("▲", "attention") if new else (" ", "")
        words = f" {when} {who(line)}: {label}{line.text}"
        return ((" ", ""), mark, (fit(words, width - 3), "bold" if new else "dim"))
    tail, role = ladder_words(line, snapshot, wording)
    label = f"{CONTENT[line.content]}: " if line.content is not Content.TEXT else ""
    tail = fit(tail, min(len(tail), width // 2))
    return ((fit(f"   {when} u: {label}{line.text}", width - len(tail) - 2), ""), (f" {tail}", role))
