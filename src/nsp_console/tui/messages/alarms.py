"""The chosen alarm in full."""

from nsp_console.domain.facts import AlarmStep
from nsp_console.domain.views import AlarmView, Snapshot
from nsp_console.dutch.labels import ALARM_STEP, TIER
from nsp_console.tui.frame.top import alarm_place, alarm_status, alarm_words
from nsp_console.tui.paint import EMPTY, Line, text_line, wrap
from nsp_console.tui.wording import Wording


def step_rows(alarm: AlarmView, snapshot: Snapshot, wording: Wording) -> list[tuple[str, str]]:
    """Which consoles have our own alarm, and how far it got there."""
    rows = []
    for code, step in alarm.steps.items():
        at = alarm.stepped.get(code)
        when = f" om {wording.ago(snapshot.wall, at.seconds)}" if at is not None else ""
        rows.append((f"{code}: {ALARM_STEP[step]}{when}", "good" if step is AlarmStep.TAKEN_ON else ""))
    return rows


def alarm_lines(alarm: AlarmView, snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """Where, what, how sure, who took it on, and what can be done now."""
    when = wording.ago(snapshot.wall, alarm.age.seconds)
    todo = "s sluit het alarm als het is opgelost" if alarm.acknowledged_by else "b bevestigt: iemand neemt het op zich"
    lines = [text_line(f"{when}  {alarm_place(alarm, snapshot)}", "bold")]
    lines += [text_line(row) for row in wrap(alarm_words(alarm), width, 4)]
    lines += [text_line(row, "dim") for row in wrap(f"{TIER[alarm.tier]}; {alarm_status(alarm)}", width)]
    lines += [text_line(row, role) for row, role in step_rows(alarm, snapshot, wording)]
    if alarm.also:
        lines += [text_line(row, "dim") for row in wrap("ook " + ", ".join(alarm.also), width, 3)]
    if alarm.note:
        lines += [text_line(row) for row in wrap(f"notitie: {alarm.note}", width, 2)]
    return [*lines, EMPTY, text_line(todo)]
