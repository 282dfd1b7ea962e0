"""The clock of an inzet: T0 with its source, the deadline, and how far the time in between is spent."""

from nsp_console.domain.moments import HOUR_S
from nsp_console.domain.views import Snapshot
from nsp_console.dutch.times import date_clock, day_clock, hours_minutes, number, since_t0
from nsp_console.tui.paint import Line, cut, fit, text_line
from nsp_console.tui.wording import Wording

NARROW = 110
MARK_EVERY_H = 24
CALM = (
    " Geen inzet: dit is wat er geregeld is, per punt en naast de normen.",
    " d legt iets vast bij het gekozen punt. T begint een inzet met T0 en de klok.",
)


def clock_lines(snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """T0, the bar to the deadline and its marks; without an inzet what stands here then."""
    if snapshot.t0_wall is None or snapshot.t_plus_s is None:
        return [text_line(fit(words, width), "dim" if at else "accent") for at, words in enumerate(CALM)]
    narrow = width < NARROW
    deadline = snapshot.t0_wall + snapshot.operational_h * HOUR_S
    show = day_clock if narrow else date_clock
    source = f", vastgesteld door {snapshot.t0_source}" if snapshot.t0_source else ", bron niet bekend"
    source += "" if narrow else "; T past het aan"
    start = f" {'T0' if narrow else 'Begin crisis (T0)'} {show(snapshot.t0_wall, wording.zone)}"
    end = f"uiterlijk open {show(deadline, wording.zone)} (T+{number(snapshot.operational_h)}) "
    room = width - len(end)
    first: Line = ((fit(start, min(len(start), room)), "bold"), (fit(source, max(0, room - len(start))), "dim"))
    return [cut((*first, (end, "bold")), width), *bar_lines(snapshot.t_plus_s / HOUR_S, snapshot.operational_h, width)]


def bar_lines(spent_h: float, of_h: float, width: int) -> list[Line]:
    """The bar, with the marks under it: every 24 hours, and now."""
    left, right_w = 6, len(f"  T{number(of_h)} ")
    scale = max(10, width - left - right_w)
    spent = max(0, min(scale, int(spent_h / of_h * scale))) if of_h > 0 else scale
    late = spent_h > of_h
    bar: Line = (
        (fit(" T0", left), "dim"),
        ("█" * spent, "critical_text" if late else "accent"),
        ("─" * (scale - spent), "rule"),
        (f"  T{number(of_h)}", "dim"),
    )
    now = f"nu {since_t0(spent_h * HOUR_S)}"
    to_go = (of_h - spent_h) * HOUR_S
    now += f", voorbij: {hours_minutes(-to_go)} geleden" if late else f", nog {hours_minutes(to_go)}"
    marks = {int(hour / of_h * scale): f"T+{hour}" for hour in range(MARK_EVERY_H, int(of_h), MARK_EVERY_H)}
    row = " " * (scale + left + right_w)
    row = _written(row, min(left + max(0, spent - 1), len(row) - len(now) - 1), now)
    for at, words in marks.items():
        if not row[left + at - 1 : left + at + len(words) + 1].strip():
            row = _written(row, left + at, words)
    return [bar, text_line(fit(row, width))]


def _written(row: str, at: int, words: str) -> str:
    return row[:at] + words + row[at + len(words) :]
