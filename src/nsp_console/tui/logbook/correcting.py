"""What of one line of the logbook can be said anew or taken back, and why not. Nothing is changed: all point back."""

from nsp_console.domain import facts as f
from nsp_console.domain.log_views import LogLine
from nsp_console.domain.views import Snapshot
from nsp_console.station import commands
from nsp_console.station.commands import Command

PROGRAM = frozenset({"computer", ""})  # said nobody: there is nothing to correct


def why_not_correct(line: LogLine | None) -> str:
    """Why this line cannot be corrected; empty when it can."""
    if line is None or line.fact is None:
        return "Kies eerst een regel."
    if line.corrected_by is not None:
        return f"Deze regel is al verbeterd door #{line.corrected_by}. Verbeter die."
    if isinstance(line.fact, f.TextHeard):
        return "" if reported(line) else "Dit zei een ander. Met a maakt u er een aantekening bij."
    if line.by in PROGRAM or isinstance(line.fact, f.StationStarted | f.StatusHeard | f.BulletinHeard):
        return "Dit legde het programma vast; er valt niets te verbeteren."
    return ""


def reported(line: LogLine) -> bool:
    """Whether this entry holds values of a point: they are corrected by a report that points back."""
    match line.fact:
        case f.ReportEntered():
            return True
        case f.TextHeard():
            return line.site is not None and bool(line.fact.understood.values or line.fact.understood.needs)
    return False


def start_of(line: LogLine) -> str:
    """What a correction starts from, to be typed over: what was said, with its point when it is a report."""
    if isinstance(line.fact, f.NoteMade):
        return line.fact.text
    head, colon, said = str(line.text).partition(": ")
    words = said if colon else head
    if not reported(line) or words.casefold().startswith((line.site or "").casefold()):
        return words
    return f"{line.site} {words}"


def why_not_undo(line: LogLine | None, snapshot: Snapshot) -> str:
    """Why this line cannot be taken back; empty when it can."""
    if line is not None and isinstance(line.fact, f.TextHandled):
        return "" if line.fact.how is not f.Handling.MORE_INFO else "Deze regel staat al weer open."
    if line is not None and isinstance(line.fact, f.NodeLinked) and line.fact.site:
        still = snapshot.nodes.get(line.fact.node) == line.fact.site
        return "" if still else "Deze koppeling geldt niet meer."
    return "Alleen een afhandeling of koppeling is terug te draaien. x verbetert een regel."


def undoing(line: LogLine) -> tuple[Command, str] | None:
    """The command that takes it back, and the words once it is committed."""
    match line.fact:
        case f.TextHandled(entry=entry):
            return commands.Handle(entry, f.Handling.MORE_INFO), f"Regel #{entry} staat weer open bij Berichten"
        case f.NodeLinked(node=node):
            return commands.LinkNode(node, ""), f"Radio !{node:08x} hoort nergens meer bij"
    return None
