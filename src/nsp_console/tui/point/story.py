"""What happened at one point, and its texts exactly as they came in."""

from collections.abc import Sequence

from nsp_console.domain.fields import OPEN_STATES
from nsp_console.domain.views import LogLine, SiteView, Snapshot
from nsp_console.dutch.labels import SITE_STATUS, TIER
from nsp_console.dutch.logbook import with_by
from nsp_console.dutch.times import number
from nsp_console.tui.judged import state_of, verdict
from nsp_console.tui.paint import Line, fit, joined, text_line, wrap
from nsp_console.tui.wording import Wording

RAW_MAX = 6


def about_lines(view: SiteView, wording: Wording, width: int) -> list[Line]:
    """Who this is, and the verdict with its reasons."""
    site = view.site
    facts = [
        f"regio {site.region}: alleen lezen" if site.guest else "",
        f"gemeld aan {view.passed_to}" if view.passed_to else "",
        "meldt zelf" if view.writer and view.writer == site.code else "",
        f"{view.writer} schrijft voor dit punt" if view.taken_from else "",
        f"{site.location_type}, {site.municipality}".strip(", "),
        f"voor {number(site.inhabitants)} inwoners" if site.inhabitants else "",
        f"{number(site.distance_km)} km van {site.home}" if site.home and site.distance_km else "",
        SITE_STATUS[site.status],
    ]
    first = joined([text_line(f" {site.code} {site.name}", "bold"), *(text_line(fact) for fact in facts if fact)])
    reasons = "; ".join(wording.reason(why) for why in view.reasons) or "geen bijzonderheden"
    word, role = verdict(view)
    opened = "" if state_of(view) in OPEN_STATES or state_of(view) is None else "niet open. "
    second: Line = ((" ", ""), (f"{word}", role), (fit(f"   {opened}{reasons}", width - len(word) - 1), ""))
    return [first, second]


def timeline_lines(lines: Sequence[LogLine], snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """The journal of this point, newest first."""
    out: list[Line] = []
    for line in lines:
        when = wording.ago(snapshot.wall, line.age.seconds)
        role = "dim" if line.corrected_by is not None else ""
        out.append(((f" {when:<9} ", "dim"), (fit(with_by(line.text, line.kind, line.by), width - 12), role)))
    return out or [text_line(" Nog niets in het logboek.", "dim")]


def raw_lines(view: SiteView, snapshot: Snapshot, wording: Wording, width: int) -> list[Line]:
    """The texts of this point as received, with how sure the source is."""
    out: list[Line] = []
    for line in [one for one in snapshot.inbox if one.site == view.site.code][:RAW_MAX]:
        when = wording.ago(snapshot.wall, line.age.seconds)
        source = f"console {line.station}" if line.station else f"radio !{line.sender:08x}"
        out.append(text_line(f" {when} {source}, {TIER[line.source.tier]}", "dim"))
        out += [text_line(f"   {row}") for row in wrap(f'"{line.text}"', width - 4)]
    return out or [text_line(" Nog geen tekst van dit punt.", "dim")]
