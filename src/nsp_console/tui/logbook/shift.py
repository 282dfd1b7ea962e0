"""The dienstoverdracht: what the next one must know, and what changed since the last one."""

from collections.abc import Sequence

from nsp_console.domain.facts import Purpose, Step
from nsp_console.domain.log_views import LogLine
from nsp_console.domain.views import AlarmView, OutboxLine, Severity, SiteView, Snapshot
from nsp_console.dutch.labels import SEVERITY, STEP
from nsp_console.dutch.logbook import with_by
from nsp_console.tui.frame.top import alarm_place, alarm_status, alarm_words
from nsp_console.tui.logbook.rows import clock
from nsp_console.tui.paint import EMPTY, Line, text_line, wrap
from nsp_console.tui.triage import open_lines
from nsp_console.tui.wording import Wording

PAGE_W = 68
ROWS_MAX = 12  # of one list; the rest is counted
WORSE = {Severity.GOOD: 0, Severity.ATTENTION: 1, Severity.UNKNOWN: 2, Severity.SILENT: 3, Severity.CRITICAL: 4}
PROMISES = frozenset({Purpose.MESSAGE, Purpose.ORDER, Purpose.BULLETIN, Purpose.ALARM})
ARRIVED = frozenset({Step.HEARD, Step.RECEIVED, Step.READ})


def own_points(snapshot: Snapshot) -> list[SiteView]:
    """The points this console answers for, without itself."""
    return [view for view in snapshot.sites if view.own and view.site.code != snapshot.station.code]


def states_now(snapshot: Snapshot) -> dict[str, str]:
    """Severity of every own point, to be handed over."""
    return {view.site.code: view.severity.value for view in own_points(snapshot)}


def not_received(snapshot: Snapshot) -> list[OutboxLine]:
    """What we promised to tell and nobody has yet."""
    return [
        line
        for line in snapshot.outbox
        if line.purpose in PROMISES and (line.awaits or line.step not in ARRIVED) and line.step is not Step.READ
    ]


def changed(snapshot: Snapshot) -> dict[str, list[tuple[SiteView, str]]]:
    """Own points that are worse, better, or otherwise than when the shift was last handed over, with the old word."""
    found: dict[str, list[tuple[SiteView, str]]] = {"slechter": [], "beter": [], "anders": []}
    states = snapshot.shift.states if snapshot.shift else {}
    for view in own_points(snapshot):
        old = states.get(view.site.code)
        if old is None or old not in frozenset(Severity) or old == view.severity:
            continue
        was = Severity(old)
        if was not in WORSE or view.severity not in WORSE:
            which = "anders"
        else:
            which = "slechter" if WORSE[view.severity] > WORSE[was] else "beter"
        found[which].append((view, SEVERITY[was].lower()))
    return found


def shift_lines(snapshot: Snapshot, decided: Sequence[LogLine], wording: Wording) -> list[Line]:
    """The page. `decided`: decisions and notes since the last handover, newest first."""
    lines = [text_line("Dienstoverdracht", "bold"), *_about(snapshot, wording), EMPTY]
    lines += _list("Alarmen open", [_alarm(alarm, snapshot) for alarm in snapshot.alarms], "critical_text")
    sent = [f"{line.to or 'iedereen'}: {line.text} ({_how_far(line)})" for line in not_received(snapshot)]
    lines += _list("Berichten nog niet ontvangen", sent, "attention")
    waiting = len(open_lines(snapshot.inbox))
    lines += [text_line(f"Nog te beoordelen bij 5 Berichten: {waiting or 'niets'}", "" if waiting else "dim"), EMPTY]
    lines += _points(snapshot)
    asked = [f"{_name(view)}: {wording.need(need)}" for view in own_points(snapshot) for need in view.needs]
    lines += _list("Wat punten nog vragen", asked, "attention")
    since = "sinds de vorige overdracht" if snapshot.shift else "tot nu toe"
    told = [f"{clock(line.wall, snapshot, wording)} {with_by(line.text, line.kind, line.by)}" for line in decided]
    return [*lines, *_list(f"Besluiten en aantekeningen {since}", told)]


def _about(snapshot: Snapshot, wording: Wording) -> list[Line]:
    shift = snapshot.shift
    if shift is None:
        return [text_line("Dit is de eerste overdracht: er is nog niets om mee te vergelijken.", "dim")]
    when = clock(shift.wall, snapshot, wording)
    words = f"Vorige: {when}, van {shift.by} aan {shift.to}"
    lines = [text_line(part) for part in wrap(words + (f": {shift.note}" if shift.note else ""), PAGE_W)]
    if shift.taken_by:
        at = clock(shift.taken_wall, snapshot, wording)
        return [*lines, text_line(f"Bevestigd door {shift.taken_by}, {at}", "good")]
    return [*lines, text_line("▲ Nog niet bevestigd: wie overneemt drukt op b.", "attention")]


def _points(snapshot: Snapshot) -> list[Line]:
    if snapshot.shift is None:
        bad = [view for view in own_points(snapshot) if view.severity in (Severity.CRITICAL, Severity.SILENT)]
        return _list("Punten kritiek of stil", [f"{_name(view)}: {SEVERITY[view.severity].lower()}" for view in bad])
    lines: list[Line] = []
    for which, views in changed(snapshot).items():
        rows = [f"{_name(view)}: was {old}, nu {SEVERITY[view.severity].lower()}" for view, old in views]
        if rows or which != "anders":
            lines += _list(f"Punten {which}", rows, "attention" if which == "slechter" else "")
    return lines


def _name(view: SiteView) -> str:
    return f"{view.site.code} {view.site.short_name}"


def _alarm(alarm: AlarmView, snapshot: Snapshot) -> str:
    return f"{alarm_place(alarm, snapshot)}: {alarm_words(alarm)}, {alarm_status(alarm)}"


def _how_far(line: OutboxLine) -> str:
    waits = f", wacht op {', '.join(line.awaits)}" if line.awaits else ""
    return f"{STEP[line.step]}{waits}"


def _list(title: str, rows: Sequence[str], role: str = "") -> list[Line]:
    """A title with its number, and the rows; nothing to tell is told too."""
    if not rows:
        return [((f"{title}: ", "dim"), ("geen", "dim")), EMPTY]
    lines = [text_line(f"{title}: {len(rows)}", "bold")]
    for words in rows[:ROWS_MAX]:
        first, *more = wrap(words, PAGE_W - 4) or [""]
        lines += [text_line(f"  {first}", role), *(text_line(f"    {part}", role) for part in more)]
    if len(rows) > ROWS_MAX:
        lines.append(text_line(f"  en nog {len(rows) - ROWS_MAX}; zie het logboek", "dim"))
    return [*lines, EMPTY]
