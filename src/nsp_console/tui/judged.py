"""How a judged point is drawn: its word, shape and role, and what its ageing does to them. Shared by all places."""

from nsp_console.domain.fields import SiteState
from nsp_console.domain.moments import Ageing
from nsp_console.domain.views import Cell, Forecast, Severity, SiteView
from nsp_console.dutch.labels import BOARD_STATE, LETTER, SEVERITY, SHAPE
from nsp_console.tui.paint import Piece

ROLE = {
    Severity.GOOD: "good",
    Severity.ATTENTION: "attention",
    Severity.CRITICAL: "critical",
    Severity.OUT_OF_SERVICE: "out",
    Severity.SILENT: "unknown",
    Severity.UNKNOWN: "unknown",
}
WORD_INSTEAD = {
    Severity.ATTENTION: frozenset({SiteState.FULL, SiteState.LIMITED}),
    Severity.OUT_OF_SERVICE: frozenset(
        {SiteState.CLOSED, SiteState.SETTING_UP, SiteState.EVACUATED, SiteState.SCALED_DOWN}
    ),
}
SUPPLY_FIELD = {
    "power": ("fuel_hours", "fuel_l", "power"),
    "water": ("water_l",),
    "food": ("food_portions",),
    "staff": ("staff_hours",),
}


def state_of(view: SiteView) -> SiteState | None:
    """The location state as drawn, if known."""
    cell = view.cells.get("state")
    return SiteState(str(cell.value)) if cell and cell.value in frozenset(SiteState) else None


def verdict(view: SiteView) -> Piece:
    """Shape and word with role: `● GOED`; the location word where it says more; a stale verdict loses its colour."""
    severity = view.severity
    state = state_of(view)
    word = SEVERITY[severity]
    if state is not None and state in WORD_INSTEAD.get(severity, frozenset()):
        word = BOARD_STATE[state]
    shape, role = SHAPE[severity], ROLE[severity]
    if severity in (Severity.SILENT, Severity.UNKNOWN, Severity.OUT_OF_SERVICE) or view.heard_ageing is Ageing.FRESH:
        return f"{shape} {word}", role
    if view.alarm is not None:  # an alarm does not fade because nobody writes any more
        return f"{shape} {word}", role
    if view.heard_ageing is Ageing.DIM:
        return f"{shape} {word}", "dim"
    return f"░ ({LETTER[severity]})", "unknown"


def supply_cell(view: SiteView, supply: str) -> Cell | None:
    """The reported field a supply's hours rest on: the first of its fields that is known."""
    return next((view.cells[key] for key in SUPPLY_FIELD[supply] if key in view.cells), None)


def hours_role(forecast: Forecast, ageing: Ageing) -> str:
    """Role of hours left: worst first, fading with age."""
    if ageing is not Ageing.FRESH:
        return "dim"
    return {Severity.CRITICAL: "critical_text", Severity.ATTENTION: "attention"}.get(forecast.severity, "")


def hours_mark(forecast: Forecast) -> str:
    """`■` for critically few hours, `▲` for few, by the limits of this region; else a blank."""
    return {Severity.CRITICAL: "■", Severity.ATTENTION: "▲"}.get(forecast.severity, " ")


def next_report_s(view: SiteView) -> float | None:
    """Seconds until this point should report again, by its interval; negative when overdue; None: never heard."""
    return None if view.heard is None else view.interval_s - view.heard.seconds


def badge(view: SiteView) -> tuple[str, str, str]:
    """Letter, shape and role of a verdict in one sign. What is too old to count on is hatched, and a stale good one
    is `?`; an alarm does not fade.
    """
    severity = view.severity
    letter, shape, role = LETTER[severity], SHAPE[severity], ROLE[severity]
    if severity in (Severity.SILENT, Severity.UNKNOWN):
        return "?", shape, "unknown"
    if severity is Severity.OUT_OF_SERVICE or view.alarm is not None or view.heard_ageing is Ageing.FRESH:
        return letter, shape, role
    if view.heard_ageing is Ageing.DIM:
        return letter, shape, "dim"
    return ("?" if severity is Severity.GOOD else letter), "░", "unknown"
