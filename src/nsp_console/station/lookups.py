"""What a screen looks up about one point beside the Snapshot: the history of an amount."""

from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.situation import Situation


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
