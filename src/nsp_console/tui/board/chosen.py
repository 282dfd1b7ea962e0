"""The pane beside the board: the point under the cursor, why it is judged so, and what can be done."""

from nsp_console.domain.values import Tier
from nsp_console.domain.views import InboxLine, Severity, SiteView, Snapshot
from nsp_console.dutch.fieldnames import field_label, value_text
from nsp_console.dutch.labels import MEANS, READINESS, TIER
from nsp_console.dutch.origins import origin_words
from nsp_console.dutch.times import age, countdown
from nsp_console.tui.judged import next_report_s, verdict
from nsp_console.tui.paint import EMPTY, Line, fit, right, text_line, wrap
from nsp_console.tui.wording import Wording

RAW_ROWS_MAX = 4
BAR_H = 72.0
REASON_ROLE = {Severity.CRITICAL: "critical_text", Severity.ATTENTION: "attention"}
BARS = (("power", "stroom"), ("water", "water"), ("food", "eten"), ("staff", "bezetting"))


def last_text(snapshot: Snapshot, code: str) -> InboxLine | None:
    """The newest text heard from point `code`."""
    return next((line for line in snapshot.inbox if line.site == code), None)


def reason_lines(view: SiteView, wording: Wording, width: int, rows_max: int) -> list[Line]:
    """Reasons in words, worst first as the station ordered them."""
    role = REASON_ROLE.get(view.severity, "")
    out: list[Line] = []
    for why in view.reasons:
        for index, words in enumerate(wrap(wording.reason(why), width - 2)):
            out.append(text_line(("- " if index == 0 else "  ") + words, role if index == 0 and not out else ""))
    return [*out[: rows_max - 1], text_line("  …", "dim")] if len(out) > rows_max else out


def bar(low_h: float, high_h: float, width: int) -> str:
    """72 hours as a bar: `█` certain, `░` between low and high, `─` finished."""
    certain = min(width, int(low_h / BAR_H * width))
    possible = min(width, max(certain, -int(-high_h / BAR_H * width // 1)))
    return "█" * certain + "░" * (possible - certain) + "─" * (width - possible)


def hour_marks(width: int) -> str:
    """The scale above a bar: `0    24   48   72`, each number ending under its hour."""
    marks = "0"
    for hours in (24, 48, 72):
        marks += right(str(hours), width * hours // 72 - len(marks))
    return marks


def bar_lines(view: SiteView, width: int) -> list[Line]:
    """The four supplies against 72 hours."""
    scale = width - 10
    lines = [text_line(" " * 10 + hour_marks(scale), "dim")]
    for key, label in BARS:
        forecast = view.supplies.get(key)
        if forecast is None:
            lines.append(((fit(label, 10), ""), ("geen prognose", "unknown")))
        else:
            lines.append(((fit(label, 10), ""), (bar(forecast.low_h, forecast.high_h, scale), "")))
    return lines


def heard_words(view: SiteView) -> str:
    """When and how sure: `gehoord 8m geleden, echt`, or by whom we were told: `A via C-DEV-01`."""
    if view.heard is None:
        return "nog nooit iets gehoord"
    trust = f", {TIER[view.trust]}" if view.trust is not None else ""
    told = origin_words(view)
    if told:
        trust = f", {told}"
    return f"gehoord {age(view.heard)} geleden{trust}"


def due_words(view: SiteView, snapshot: Snapshot, wording: Wording) -> str:
    """When the next report is due, or how late it is."""
    left = next_report_s(view)
    if left is None:
        return ""
    if left < 0:
        return f"melding {countdown(-left)} te laat"
    return f"volgende melding {wording.ahead(snapshot.wall, left / 3600)}"


def passed_words(view: SiteView) -> str:
    """That a report entered here waits for the console that writes for this point; empty when nothing waits."""
    return f"gemeld aan {view.passed_to}: telt zodra het daar staat" if view.passed_to else ""


def taken_words(view: SiteView) -> str:
    """That another console writes for this point than its own."""
    return f"{view.writer} schrijft voor dit punt, in plaats van de console daar" if view.taken_from else ""


def kern_words(view: SiteView, wording: Wording) -> str:
    """What of the kernmelding is still to be asked; empty when it is complete, or when nobody is there to ask."""
    if view.heard is None or view.severity in (Severity.OUT_OF_SERVICE, Severity.SILENT) or not view.kern_missing:
        return ""
    names = ["hulp nodig?" if key == "needs" else field_label(key, wording.labels).lower() for key in view.kern_missing]
    return "vraag nog: " + ", ".join(names)


def pane(snapshot: Snapshot, view: SiteView | None, wording: Wording, width: int, rows: int) -> list[Line]:
    """The whole pane for a wide screen, at most `rows` lines of `width` cells."""
    if view is None:
        return [text_line("Geen punt gekozen.", "dim")]
    site = view.site
    lines: list[Line] = [text_line(fit(f"{site.code} {site.short_name}", width), "bold"), (verdict(view),)]
    lines += [*(text_line(row, "dim") for row in wrap(f"{site.name}, {site.municipality}", width, 2)), EMPTY]
    lines += reason_lines(view, wording, width, max(3, rows - 22)) or [text_line("geen bijzonderheden", "dim")]
    lines.append(EMPTY)
    if view.severity is not Severity.OUT_OF_SERVICE:
        lines += [*bar_lines(view, width), EMPTY]
    else:
        lines += [text_line(f"Paraatheid: {READINESS[view.readiness]}"), EMPTY]
    for need in view.needs[:3]:
        mark = "?" if view.needs_pending else ""
        lines.append(text_line(f"vraagt {wording.need(need)}{mark}", "pending" if mark else "attention"))
    if site.guest:
        lines.append(text_line(fit(f"regio {site.region}: alleen lezen", width), "accent"))
    for words in (passed_words(view), taken_words(view)):
        lines += [text_line(row, "accent") for row in wrap(words, width)]
    lines += [text_line(row) for row in wrap(heard_words(view), width)]
    due = due_words(view, snapshot, wording)
    if due:
        lines.append(text_line(due, "attention" if "te laat" in due else ""))
    lines += [text_line(row, "dim") for row in wrap(kern_words(view, wording), width, 2)]
    lines += _raw(snapshot, view, width)
    lines += _waiting(view, width)
    return lines[:rows]


def _raw(snapshot: Snapshot, view: SiteView, width: int) -> list[Line]:
    line = last_text(snapshot, view.site.code)
    if line is None:
        return []
    return [text_line(row, "dim") for row in wrap(f'"{line.text}"', width, RAW_ROWS_MAX)]


def waiting_words(count: int) -> str:
    """How many values wait for klopt."""
    return "? 1 waarde wacht: j klopt" if count == 1 else f"? {count} waarden wachten: j klopt"


def _waiting(view: SiteView, width: int) -> list[Line]:
    pending = [cell for cell in view.cells.values() if cell.pending]
    if not pending and not view.pending:
        return []
    lines = [EMPTY, text_line(fit(waiting_words(len(pending) or len(view.pending)), width), "pending")]
    for cell in pending[:3]:
        counted = f", was {value_text(cell.key, cell.counted)}" if cell.counted is not None else ""
        source = MEANS[cell.source.means] if cell.source.tier is Tier.A else TIER[cell.source.tier]
        lines.append(text_line(fit(f"  {value_text(cell.key, cell.value)}?{counted} ({source})", width), "dim"))
    return lines


def short_pane(snapshot: Snapshot, view: SiteView | None, wording: Wording, width: int) -> list[Line]:
    """Three lines under the board for 80 columns: reasons at the left, source and text at the right."""
    if view is None:
        return [EMPTY, EMPTY, EMPTY]
    half = width // 2
    left = [fit(f" {wording.reason(why)}", half - 1) for why in view.reasons[:3]] or [" geen bijzonderheden"]
    raw = last_text(snapshot, view.site.code)
    rest = [heard_words(view)]
    rest += [
        words
        for words in (
            passed_words(view),
            taken_words(view),
            f"regio {view.site.region}: alleen lezen" * view.site.guest,
        )
        if words
    ]
    pending = sum(cell.pending for cell in view.cells.values())
    if pending:
        rest.append(waiting_words(pending))
    rest += [f"vraagt {wording.need(need)}" for need in view.needs[:1]]
    if raw is not None:
        rest.append(f'"{raw.text}"')
    role = REASON_ROLE.get(view.severity, "")
    lines: list[Line] = []
    for index in range(3):
        first = left[index] if index < len(left) else ""
        second = rest[index] if index < len(rest) else ""
        shade = "pending" if second.startswith("?") else "dim" if second.startswith('"') else ""
        lines.append(((fit(first, half), role if index == 0 else ""), (fit(second, width - half), shade)))
    return lines
