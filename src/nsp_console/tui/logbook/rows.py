"""A line of the logbook as a row, and the chosen one in full."""

from nsp_console.domain import facts as f
from nsp_console.domain.log_views import LogFilter, LogGroup, LogLine, ShiftView, is_bookkeeping
from nsp_console.domain.views import Snapshot
from nsp_console.dutch import times
from nsp_console.dutch.labels import MEANS, MEANS_SHORT, TIER
from nsp_console.dutch.logbook import with_by
from nsp_console.tui.logbook.held import Held
from nsp_console.tui.paint import Line, Piece, fit, heading, right, text_line, width_of, wrap
from nsp_console.tui.wording import Wording

WIDE, ROOMY = 110, 160
NUMBER_W, TIME_W, SITE_W, MEANS_W = 8, 9, 10, 8
BY_W, BY_ROOMY_W = 17, 26
CHOSEN_ROWS = 3
GROUP_WORDS = {
    LogGroup.WORK: "wat mensen zeiden en deden",
    LogGroup.REPORTS: "alleen meldingen",
    LogGroup.ALARMS: "alleen alarmen",
    LogGroup.DECISIONS: "alleen besluiten en aantekeningen",
    LogGroup.MESSAGES: "alleen berichten",
    LogGroup.ALL: "alles, ook techniek",
}
EMPTY_LOG = "Nog niets. Alles wat binnenkomt en wat u doet komt hier te staan. a maakt een aantekening."
NOTHING_FOUND = "Niets gevonden. Esc haalt de filter weg; f kiest een andere soort."


def clock(wall: float, snapshot: Snapshot, wording: Wording, sure: bool = True) -> str:
    """Clock time of a line, with the day when it was not today; `?` behind it when that clock was not believed."""
    try:
        return times.near_clock(wall, snapshot.wall, wording.zone) + ("" if sure else "?")
    except (ValueError, OverflowError, OSError):  # a time no calendar holds: an age that came over the air
        return "?"


def role_of(line: LogLine) -> str:
    """What the sentence looks like: an alarm, a decision, something corrected, or bookkeeping."""
    fact = line.fact
    if line.corrected_by is not None or (fact is not None and is_bookkeeping(fact)):
        return "dim"
    if isinstance(fact, f.AlarmRaised) or (isinstance(fact, f.TextHeard) and fact.alarm_kind is not None):
        return "critical_text"
    return "bold" if isinstance(fact, f.Decided | f.ShiftHandedOver | f.ShiftTakenOver) else ""


def pointers(line: LogLine) -> Piece:
    """An arrow to the entry this one corrects, or from the one that corrects it."""
    if line.corrects is not None:
        return "→ ", "accent"  # its sentence names the number
    if line.corrected_by is not None:
        return f"←#{line.corrected_by} ", "attention"
    return "", ""


def head(snapshot: Snapshot, held: Held, width: int) -> list[Line]:
    """What is listed, and on a wide screen what the columns are."""
    chosen, count = held.chosen, len(held.lines)
    whole = held.begun and held.older is None
    total = f"{times.number(snapshot.last_entry)} regels vastgelegd" if snapshot.last_entry else ""
    found = f"{times.number(count)}{'' if whole else '+'} gevonden"
    about = f"punt {chosen.site}" if chosen.site else ""
    text = f'"{chosen.text}"' if chosen.text else ""
    plain = chosen.group in (LogGroup.WORK, LogGroup.ALL) and not (about or text)
    parts = [f"Logboek: {GROUP_WORDS[chosen.group]}", about, text, total if plain else found]
    parts += ["verder terug: zoek met /"] if held.full else []
    lines = [heading(" · ".join(part for part in parts if part), width, "accent" if filtered(chosen) else "")]
    return [*lines, columns(width)] if width >= WIDE else lines


def filtered(chosen: LogFilter) -> bool:
    """Whether less is listed than what people said and did."""
    return chosen != LogFilter()


def columns(width: int) -> Line:
    """The heads of the columns."""
    by_w = BY_ROOMY_W if width >= ROOMY else BY_W
    words = f" {right('nr', NUMBER_W - 1)} {fit('tijd', TIME_W)}{fit('ingevoerd', TIME_W + 1)}{fit('door', by_w)}"
    return text_line(fit(f"{words}{fit('punt', SITE_W)}{fit('via', MEANS_W)}wat", width), "dim")


def row(line: LogLine, snapshot: Snapshot, wording: Wording, width: int, chosen: bool) -> Line:
    """One row: number, time, (when entered, by whom,) point, (by which means,) the sentence."""
    when = clock(line.wall, snapshot, wording, line.sure)
    entered = clock(line.recorded_wall, snapshot, wording, line.sure) if line.late else ""
    pieces: list[Piece] = [
        (">" if chosen else " ", "accent"),
        (right(str(line.entry), NUMBER_W - 1) + " ", "dim"),
        (fit(when, TIME_W), ""),
    ]
    text = str(line.text)
    if width >= WIDE:
        by_w = BY_ROOMY_W if width >= ROOMY else BY_W
        means = MEANS_SHORT[line.source.means] if line.source is not None else ""
        pieces.append((fit(entered, TIME_W + 1), "attention"))
        pieces.append((fit(fit(line.by, by_w - 1), by_w), ""))
        pieces += [(fit(line.site or "", SITE_W), ""), (fit(means, MEANS_W), "dim")]
    else:
        pieces.append((fit(line.site or "", SITE_W), ""))
        pieces += [(f"(ingevoerd {entered}) ", "attention")] if entered else []
        text = with_by(text, line.kind, "" if line.site and line.by.startswith("!") else line.by)
    arrow = pointers(line)
    pieces += [arrow] if arrow[0] else []
    left = width - width_of(tuple(pieces))
    return (*pieces, (fit(text, left), role_of(line)))


def chosen_lines(line: LogLine | None, snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """The chosen line in whole sentences, never cut on one row, and what it points at."""
    if line is None:
        return [heading("", width)]
    via = ""
    if line.source is not None:
        via = f"via {MEANS[line.source.means]}, {TIER[line.source.tier]}"
    entered = f"pas ingevoerd om {clock(line.recorded_wall, snapshot, wording)}" if line.late else ""
    corrected = f"verbeterd door #{line.corrected_by}" if line.corrected_by is not None else ""
    points = f"gaat over #{line.points_at}" if line.points_at is not None and line.corrects is None else ""
    title = " · ".join(part for part in (f"#{line.entry}", line.site or "", via, entered, points, corrected) if part)
    rows = wrap(with_by(line.text, line.kind, line.by), width - 2, CHOSEN_ROWS)
    return [heading(title, width), *(text_line(f" {words}") for words in rows)]


def shift_line(shift: ShiftView | None, snapshot: Snapshot, wording: Wording, width: int) -> Line:
    """Who has the shift, or that somebody must still confirm."""
    if shift is None:
        return text_line(fit(" Dienst: nog niet overgedragen. d toont de dienstoverdracht.", width), "dim")
    when = clock(shift.wall, snapshot, wording)
    if not shift.taken_by:
        words = f" ▲ Dienst van {shift.by} aan {shift.to}, {when}: nog niet bevestigd. d, dan b bevestigt."
        return text_line(fit(words, width), "attention")
    at = clock(shift.taken_wall, snapshot, wording)
    return text_line(fit(f" Dienst: {shift.taken_by}, overgenomen {at} van {shift.by}.", width), "dim")
