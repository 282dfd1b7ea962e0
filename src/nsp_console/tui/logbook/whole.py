"""One entry of the journal, whole, as it was recorded, with what it points at and what points at it."""

from collections.abc import Mapping, Sequence

from nsp_console.domain.log_views import LogLine
from nsp_console.domain.views import Snapshot
from nsp_console.dutch.labels import LOG_KIND, MEANS, TIER
from nsp_console.dutch.log_fields import fields_of
from nsp_console.dutch.logbook import with_by
from nsp_console.dutch.opening import readable
from nsp_console.dutch.times import date_clock
from nsp_console.tui.paint import EMPTY, Line, fit, text_line, wrap
from nsp_console.tui.wording import Wording

PAGE_W = 68
LABEL_W = 22
FIELD_ROWS_MAX = 12


def pointed_at(line: LogLine) -> list[int]:
    """Numbers of the entries the page of `line` tells about."""
    return sorted({number for number in (line.points_at, line.corrects, line.corrected_by) if number is not None})


def whole_lines(line: LogLine, others: Sequence[LogLine], snapshot: Snapshot, wording: Wording) -> list[Line]:
    """The page. `others`: the lines of `pointed_at`, as far as they exist."""
    kind = LOG_KIND.get(line.kind, readable(line.kind))
    lines: list[Line] = [text_line(f"#{line.entry}  {kind}", "bold"), EMPTY]
    lines += [text_line(words) for words in wrap(with_by(line.text, line.kind, line.by), PAGE_W)]
    lines.append(EMPTY)
    sure = "" if line.sure else "  (klok niet zeker)"
    lines += _row("gebeurd", _date(line.wall, wording) + sure)
    if line.late:
        lines += _row("vastgelegd", _date(line.recorded_wall, wording) + sure, "attention")
    lines += _row("door", line.by) if line.by else []
    lines += _row("punt", _site(line, snapshot)) if line.site else []
    if line.source is not None:
        lines += _row("via", f"{MEANS[line.source.means]}, {TIER[line.source.tier]}")
    known = {other.entry: other for other in others}
    for label, number in _pointers(line).items():
        other = known.get(number)
        told = with_by(other.text, other.kind, other.by) if other else "deze regel is er niet"
        lines += _row(label, f"#{number} {told}", "accent")
    if line.fact is not None:
        lines += [EMPTY, text_line("Zoals vastgelegd", "bold")]
        for label, words in fields_of(line.fact, wording.labels):
            lines += _row(label, words)
    return lines


def _pointers(line: LogLine) -> Mapping[str, int]:
    found: dict[str, int] = {}
    if line.corrects is not None:
        found["→ verbetert"] = line.corrects
    elif line.points_at is not None:
        found["→ gaat over"] = line.points_at
    if line.corrected_by is not None:
        found["← verbeterd door"] = line.corrected_by
    return found


def _row(label: str, words: str, role: str = "") -> list[Line]:
    rows = wrap(words, PAGE_W - LABEL_W - 2, FIELD_ROWS_MAX) or [""]
    head = fit(f"  {label}", LABEL_W - 1) + " "
    return [((head if index == 0 else " " * LABEL_W, "dim"), (part, role)) for index, part in enumerate(rows)]


def _site(line: LogLine, snapshot: Snapshot) -> str:
    view = snapshot.site(line.site or "")
    return f"{line.site} {view.site.name}" if view is not None else str(line.site)


def _date(wall: float, wording: Wording) -> str:
    try:
        return date_clock(wall, wording.zone)
    except (ValueError, OverflowError, OSError):
        return "?"
