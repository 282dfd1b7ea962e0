"""Inbox lines as rows, and the chosen one in full."""

from nsp_console.domain.facts import Content, Handling
from nsp_console.domain.understanding import Outcome
from nsp_console.domain.values import Tier
from nsp_console.domain.views import InboxLine, Snapshot
from nsp_console.dutch.labels import CONTENT, HANDLING, MEANS, TIER
from nsp_console.dutch.opening import readable
from nsp_console.tui.frame.entry import understood_words
from nsp_console.tui.paint import EMPTY, Line, fit, text_line, wrap
from nsp_console.tui.triage import is_open
from nsp_console.tui.wording import Wording

WHO_W = 14
STATE_W = 13
FIXED_W = 2 + 7 + (WHO_W - 2) + 3 + 1 + STATE_W  # marks, time, who, doubt, state: the text takes the rest
ABOUT = {  # what kind of message this is, and what is expected of us
    Content.REQUEST: "Aanvraag: antwoord met m, klaar met a",
    Content.REPORT: "Doorgegeven melding over een punt van ons",
    Content.READ: "Gelezen: een mens daar las ons bericht",
    Content.HUNG: "Het bulletin hangt daar",
    Content.BULLETIN: "Bulletin van een ander C-NSP",
    Content.ORDER: "Ondertekende opdracht",
    Content.ROLL_CALL: "Meldronde: onze stand is gevraagd",
}
UNCLEAR_WORDS = {"vaag": "te vaag", "getal": "getal zonder eenheid", "punt": "welk punt?"}


TIER_MARK = {Tier.A: " ", Tier.B: "b", Tier.C: "?"}


def who(line: InboxLine) -> str:
    """The console that sealed it, the point, or the radio that nobody linked yet."""
    return line.station or line.site or f"radio {line.sender & 0xFFFF:04x}"


def state_words(line: InboxLine) -> tuple[str, str]:
    """What this line waits for, or what was done with it, and its role."""
    if line.handled is Handling.MORE_INFO:
        return "meer info", "attention"
    if line.handled is not None:
        return HANDLING[line.handled], "dim"
    if line.understood.outcome is Outcome.ALARM:
        return "ALARM", "critical_text"
    if not line.counts:
        return "telt niet mee", "dim"
    if line.confirmable:
        return "j klopt?", "pending"
    if line.site is None:
        return "k welk punt?", "attention"
    if line.understood.outcome is Outcome.TRIAGE:
        return "onduidelijk", "attention"
    return ("" if line.understood.outcome is Outcome.RECEIPT else "nieuw"), ""


def mark(line: InboxLine) -> tuple[str, str]:
    """The shape in front: alarm, waiting, or nothing."""
    if not is_open(line):
        return " ", ""
    return ("■", "critical_text") if line.understood.outcome is Outcome.ALARM else ("▲", "attention")


def inbox_row(line: InboxLine, snapshot: Snapshot, wording: Wording, width: int, chosen: bool) -> Line:
    """One text as a row of `width` cells."""
    when = wording.ago(snapshot.wall, line.age.seconds)[-5:]
    doubt = TIER_MARK[line.source.tier]
    words, role = state_words(line)
    shape, shade = mark(line)
    again = f" ({line.repeats + 1}x)" if line.repeats else ""
    label = f"{CONTENT[line.content]}: " if line.content is not Content.TEXT else ""
    text_w = width - FIXED_W
    waiting = is_open(line)
    return (
        (">" if chosen else " ", "accent"),
        (shape, shade),
        (f" {when} ", "" if waiting else "dim"),
        (fit(who(line), WHO_W - 2), "bold" if waiting else "dim"),
        (f" {doubt} ", "pending" if doubt == "?" and waiting else "dim"),
        (fit(f'{label}"{line.text}"{again}', text_w), "" if waiting else "dim"),
        (f" {words:>{STATE_W}}", role),
    )


def chosen_lines(line: InboxLine | None, snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """Everything about the chosen text: as received, as understood, and what is unclear."""
    if line is None:
        return [text_line("Niets gekozen.", "dim")]
    view = snapshot.site(line.site) if line.site else None
    unknown = "" if line.station else "nog niet aan een punt gekoppeld"
    name = f"{line.site} {view.site.name}" if view else line.site or unknown
    source = f"console {line.station}" if line.station else f"radio !{line.sender:08x}"
    when = wording.ago(snapshot.wall, line.age.seconds)
    lines = [
        text_line(fit(f"{when}  {name or source}", width), "bold"),
        text_line(fit(f"{source}, {MEANS[line.source.means]}, {TIER[line.source.tier]}", width), "dim"),
        *([text_line(ABOUT[line.content], "accent")] if line.content in ABOUT else []),
        *(text_line(row) for row in wrap(f'"{line.text}"', width, 5)),
        EMPTY,
    ]
    understood = line.understood
    words = understood_words(understood, wording)
    if understood.outcome is Outcome.STATUS:
        lines += [text_line(row, "accent") for row in wrap(f"Begrepen: {words}", width, 4)]
    else:
        lines.append(text_line(_outcome_words(line), "attention" if is_open(line) else "dim"))
    for code, part in understood.unclear:
        lines.append(text_line(fit(f'  "{part}": {UNCLEAR_WORDS.get(code, readable(code))}', width), "attention"))
    if not line.counts:
        lines.append(text_line(fit("openbaar of vreemd kanaal: wordt nooit een status", width), "attention"))
    if line.handled is not None:
        by = f" door {line.handled_by}" if line.handled_by else ""
        lines.append(text_line(f"{HANDLING[line.handled]}{by}", "dim"))
    return lines


def _outcome_words(line: InboxLine) -> str:
    if line.understood.outcome is Outcome.TRIAGE and line.site is None:
        return "Niet zeker begrepen: koppel met k, vraag terug met v"
    return {
        Outcome.ALARM: "ALARM: bevestig met b, sluit met s als het is opgelost",
        Outcome.RECEIPT: "Een bevestiging van ontvangst",
        Outcome.MESSAGE: "Gewone tekst: lees en handel af met a",
        Outcome.TRIAGE: "Niet zeker begrepen: vraag terug met v",
    }.get(line.understood.outcome, "")
