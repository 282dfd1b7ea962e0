"""What lies ahead of one point: supplies against 72 hours, the water chart with its forecast band, the norms."""

from collections.abc import Sequence

from nsp_console.domain.moments import HOUR_S
from nsp_console.domain.readiness import runs_on_stock
from nsp_console.domain.views import Forecast, SiteView, Snapshot, Verdict
from nsp_console.dutch.labels import READINESS, SUPPLY, VERDICT_SHAPE
from nsp_console.dutch.reasons import norm_detail
from nsp_console.dutch.times import number
from nsp_console.tui.board.chosen import bar, hour_marks
from nsp_console.tui.judged import hours_mark, hours_role
from nsp_console.tui.paint import Line, fit, right, text_line, wrap
from nsp_console.tui.wording import Wording

NAME_W = 10
WHEN_W = 22
CHART_ROWS = 5
AXIS_W = 8
BACK_H_MAX = 24.0
AHEAD_H_MAX = 24.0
VERDICT_ROLE = {Verdict.MET: "good", Verdict.FAILED: "attention", Verdict.UNKNOWN: "unknown"}
History = Sequence[tuple[float, float]]


def supply_lines(view: SiteView, snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """One bar of 72 hours per supply, with when it ends."""
    scale = max(12, width - NAME_W - WHEN_W - 2)
    lines = [text_line(" " * (NAME_W + 1) + hour_marks(scale) + " uur", "dim")]
    for key, name in SUPPLY.items():
        forecast = view.supplies.get(key)
        if forecast is None:
            lines.append(((f" {fit(name, NAME_W)}", ""), ("geen betrouwbare prognose", "unknown")))
            continue
        when = wording.run_out(forecast, snapshot.wall)
        role = hours_role(forecast, view.heard_ageing)
        drawn = bar(forecast.low_h, forecast.high_h, scale)
        lines.append(((f" {fit(name, NAME_W)}", ""), (drawn, ""), (f" {hours_mark(forecast)} {when}", role)))
    return lines


def levels(history: History, forecast: Forecast | None, columns: int) -> tuple[list[tuple[float, float]], int]:
    """(certain, possible) amount per column from the oldest value to the forecast's end; and the column of now."""
    recent = [(age_s / HOUR_S, amount) for age_s, amount in history if age_s / HOUR_S <= BACK_H_MAX]
    if not recent:
        return [], 0
    back = max(recent[0][0], 1.0)
    ahead = min(forecast.high_h, AHEAD_H_MAX) if forecast else 0.0
    per_column = (back + ahead) / columns
    now = round(back / per_column)
    out: list[tuple[float, float]] = []
    for column in range(columns):
        at = column * per_column - back  # hours from now, negative in the past
        if at <= 0 or forecast is None:
            amount = next((value for age_h, value in reversed(recent) if -age_h <= at + per_column), recent[0][1])
            out.append((amount, amount))
        else:
            latest = recent[-1][1]
            low = max(0.0, 1 - at / forecast.low_h) if forecast.low_h > 0 else 0.0
            high = max(0.0, 1 - at / forecast.high_h) if forecast.high_h > 0 else 0.0
            out.append((latest * low, latest * high))
    return out, now


def chart_lines(
    history: History, forecast: Forecast | None, snapshot: Snapshot, wording: Wording, width: int
) -> list[Line]:
    """Litres over time: `█` known or certain, `░` between low and high."""
    columns = width - AXIS_W - 2
    columns_levels, now = levels(history, forecast, columns)
    if not columns_levels:
        return [text_line(" Nog geen reeks om te tekenen.", "dim")]
    top = max(max(high for _low, high in columns_levels), 1.0)
    lines: list[Line] = []
    for row in range(CHART_ROWS, 0, -1):
        floor = top * (row - 0.5) / CHART_ROWS
        drawn = "".join("█" if low >= floor else "░" if high >= floor else " " for low, high in columns_levels)
        lines.append(((right(number(top * row / CHART_ROWS, 0), AXIS_W - 2) + " │", "dim"), (drawn, "")))
    back = max((age_s for age_s, _amount in history if age_s / HOUR_S <= BACK_H_MAX), default=0.0)
    start = wording.ago(snapshot.wall, back)
    axis = start + " " * max(1, now - len(start)) + "nu"
    if forecast is not None:
        end = wording.ahead(snapshot.wall, min(forecast.high_h, AHEAD_H_MAX))
        axis += right(end, columns - len(axis)) if columns - len(axis) > len(end) else ""
    lines.append(text_line(" " * AXIS_W + axis, "dim"))
    return lines


def norm_lines(view: SiteView, wording: Wording, width: int) -> list[Line]:
    """Every norm with its verdict, what is known, and the reason when it is different here."""
    lines: list[Line] = []
    for norm in view.norms:
        detail = norm_detail(norm, wording.labels)
        words = f"{norm.label}: {detail}" if detail else norm.label
        shape = "▲" if norm.verdict is Verdict.FAILED and not norm.vital else VERDICT_SHAPE[norm.verdict]
        role = "critical_text" if norm.verdict is Verdict.FAILED and norm.vital else VERDICT_ROLE[norm.verdict]
        lines.append(((f" {shape} ", role), (fit(words, width - 4), "")))
        if norm.override_reason:
            lines += [text_line(f"     hier anders: {row}", "dim") for row in wrap(norm.override_reason, width - 19)]
    return lines or [text_line(" Geen normen voor dit soort punt.", "dim")]


def outlook_words(view: SiteView, hours_needed: float) -> str:
    """The heading of the bars, with our own yardstick (no norm): does each supply last 72 hours on what is there?"""
    verdicts = runs_on_stock(view.supplies, hours_needed)
    shapes = " ".join(VERDICT_SHAPE[verdicts[key]] for key in SUPPLY)
    return f"Vooruitzicht; eigen maatstaf {number(hours_needed, 0)} uur: {shapes}"


def readiness_words(view: SiteView) -> str:
    """The heading of the norms."""
    return f"Voldoet dit punt? {READINESS[view.readiness]}"
