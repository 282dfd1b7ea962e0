"""What a screen looks up about one point beside the Snapshot: its timeline, and the history of an amount."""

from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.safetext import clean
from nsp_console.domain.situation import Situation
from nsp_console.domain.views import LogLine


def timeline(situation: Situation, site: str, now: Moment, count_max: int) -> tuple[LogLine, ...]:
    """The journal of `site` in short, newest first, at most `count_max` lines."""
    lines = list(situation.timelines.get(site, ()))[-count_max:]
    return tuple(
        LogLine(line.entry, line.kind, site, age_between(line.at, now), clean(line.text), clean(line.by))
        for line in reversed(lines)
    )


def history(situation: Situation, site: str, key: str, now: Moment) -> tuple[tuple[float, float], ...]:
    """(age s, amount) of the values of `key` at `site` that counted, oldest first."""
    record = situation.records.get(site)
    field = record.fields.get(key) if record else None
    if field is None:
        return ()
    return tuple(
        (age_between(seen.at, now).seconds, float(seen.value))
        for seen in field.history
        if isinstance(seen.value, (int, float))
    )
