"""What counts here of the points we write for: our own, and those whose people have no console of their own."""

from dataclasses import dataclass, field

from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.records import SiteRecord
from nsp_console.domain.situation import Situation
from nsp_console.domain.values import Scalar, lowest
from nsp_console.link.sending_rule import OwnReport


@dataclass(frozen=True, slots=True)
class Counted:
    """What counted when the point was last touched, at `revision` of its record; `newest`: its last observation."""

    revision: int
    report: OwnReport | None
    newest: Moment | None


@dataclass(slots=True)
class Keeping:
    """Asked at every look at the timers: a point is looked through again only after the journal touched it."""

    me: str
    situation: Situation
    codes: tuple[str, ...]  # points that have a number on the air
    _counted: dict[str, Counted] = field(default_factory=dict)
    _kept: tuple[int, tuple[str, ...]] = (-1, ())

    def kept(self) -> tuple[str, ...]:
        """Points of others that we write for: they have no console, or we took it over."""
        if self._kept[0] != self.situation.revision:
            writer_of = self.situation.air.writers.writer_of
            mine = tuple(code for code in self.codes if code != self.me and writer_of(code) == self.me)
            self._kept = self.situation.revision, mine
        return self._kept[1]

    def own(self, now: Moment) -> OwnReport | None:
        """What counts of our own point; None when nothing does, or when a C writes for it in our place."""
        if self.situation.air.writers.writer_of(self.me) != self.me:
            return None
        return self.values_of(self.me, now)

    def values_of(self, code: str, now: Moment) -> OwnReport | None:
        """What counts of point `code` now, with its weakest source; None when nothing was ever counted."""
        record = self.situation.records[code]
        known = self._counted.get(code)
        if known is None or known.revision != record.revision:
            known = self._counted[code] = counted(record)
        report, newest = known.report, known.newest
        if report is None:
            return None
        observed_s = age_between(newest, now).seconds if newest is not None else 0.0
        return OwnReport(report.values, report.needs, observed_s, report.tier)


def counted(record: SiteRecord) -> Counted:
    """What of `record` counts: never what waits for *klopt*."""
    seen = {key: one.counted for key, one in record.fields.items() if one.counted is not None}
    needs = record.needs_counted
    if not seen and not needs:
        return Counted(record.revision, None, None)
    values: dict[str, Scalar] = {key: one.value for key, one in seen.items()}
    tiers = [one.source.tier for one in seen.values()] + ([record.needs_tier] if needs else [])
    moments = [one.at for one in seen.values()] + ([record.needs_at] if record.needs_at is not None else [])
    tier = lowest(tiers)
    assert tier is not None, "something counts, so it has a source"
    newest = max(moments, key=lambda at: at.wall, default=None)
    return Counted(record.revision, OwnReport(values, needs, 0.0, tier), newest)
