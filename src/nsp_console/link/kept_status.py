"""Points that have no console of their own: as their writer a C gives what counts there a version.

    somebody reports ──counts here──▶ due ──committed──▶ StatusKept ──▶ the regional picture carries it

What stands for a point is the last version of it, whoever wrote it: only what says something else is worth a version.
So a C that stands in for another says nothing until something changes, and two C's that both believe to be the writer
settle on one state instead of answering each other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import inf

from nsp_console.domain.air_facts import LineStarted, PeerMet, StatusHeard, StatusKept, Why
from nsp_console.domain.facts import Entry, Fact, WriterMoved
from nsp_console.domain.moments import Moment
from nsp_console.link.desk import Desk
from nsp_console.link.heard_status import Mark
from nsp_console.link.plane import Departure
from nsp_console.link.sending_rule import OwnReport, SendingRule
from nsp_console.link.windows import serial_newer
from nsp_console.wire.frames.versions import VERSIONS, WHEEL

# Versions that the writer before us may have used without our hearing it. 25 places forward on the wheel of codes
# (`wire.frames.versions`), so that a C that has up to 24 more of them still sees ours as newer: at 256, one place
# forward, a C that had the very next version of a lost journal never noticed.
TAKEN_OVER = 5 * WHEEL + WHEEL // 2
NEWER_S = 900.0  # "still so" is worth a version when it was seen so much later than what stands


@dataclass(slots=True)
class Kept:
    """What is known of the versions of one point.

    mark   newest version in our journal; None: none yet
    floor  version that an order told to go on above; 0: none
    ours   whether that newest version is ours, so that none was used since
    rule   what was told of it; made when the point is first ours to write for
    heard  a state of another writer that `rule` has not taken in yet
    """

    mark: Mark | None = None
    floor: int = 0
    ours: bool = False
    rule: SendingRule | None = None
    heard: tuple[StatusHeard, Moment] | None = None

    def following(self, home: bool) -> int:
        """The version that wins from every one that may be under way. `home`: nobody else begins where we begin."""
        last = self.mark.version if self.mark is not None else 0
        if self.floor and (last == 0 or serial_newer(self.floor, last)):
            last = self.floor
        step = 1 if self.ours or (last == 0 and home) else TAKEN_OVER
        return (last + step - 1) % VERSIONS + 1


class KeptStatus:
    """A `Plane` that never sends. At most one entry of memory per point of the roster.

    kept       codes of the points we write for now; our own is left out here
    values_of  what counts here of such a point; None (or nothing in it): nothing was ever reported
    """

    def __init__(
        self,
        desk: Desk,
        kept: Callable[[], Iterable[str]],
        values_of: Callable[[str, Moment], OwnReport | None],
    ) -> None:
        self._desk = desk
        self._kept = kept
        self._values_of = values_of
        self._points: dict[str, Kept] = {}
        self._look_s = 0.0

    # ── the journal ─────────────────────────────────────────────────────────────────────────────────────────────
    def apply(self, entry: Entry) -> None:
        """Take a committed entry in; whatever it is, what counts somewhere may have changed by it."""
        self._look_s = 0.0
        match entry.fact:
            case StatusKept(site=code) as fact:
                point = self._point(code)
                point.mark, point.floor, point.ours, point.heard = Mark(fact.epoch, fact.version), 0, True, None
                self._rule(point).issued(fact, entry.at)
            case StatusHeard(site=code) as heard:
                self._heard(self._point(code), heard, entry.at)
            case PeerMet(station=code, epoch=epoch, version=version) if version:
                self._passed(self._point(code), Mark(epoch, version))
            case WriterMoved(site=code, version=version) if version:
                point = self._point(code)
                point.floor, point.ours = version, False
            case LineStarted():  # versions of ours may be out of which a restored journal does not know
                for point in self._points.values():
                    point.ours = False

    def _point(self, code: str) -> Kept:
        return self._points.setdefault(code, Kept())

    def _rule(self, point: Kept) -> SendingRule:
        if point.rule is None:
            point.rule = SendingRule(self._desk.roster.functions, self._desk.dice)
        return point.rule

    def _heard(self, point: Kept, fact: StatusHeard, at: Moment) -> None:
        """Another console wrote for this point, or a lost copy of this one did."""
        if self._passed(point, Mark(fact.epoch, fact.version)) and not fact.partial:
            point.heard = fact, at

    def _passed(self, point: Kept, mark: Mark) -> bool:
        news = point.mark is None or point.mark.passed_by(mark.epoch, mark.version)
        if news:
            point.mark, point.ours = mark, False
        return news

    # ── issuing ─────────────────────────────────────────────────────────────────────────────────────────────────
    def wake(self) -> None:
        """What counts, or who writes, may have changed without a journal entry: look now."""
        self._look_s = 0.0

    def due(self, now: Moment) -> list[Fact]:
        """The next version of every point that is due for one."""
        if now.elapsed < self._look_s:
            return []
        self._look_s, facts = inf, []
        for code in sorted(set(self._kept()) - {self._desk.me.code}):
            own = self._values_of(code, now)
            if own is not None and (own.values or own.needs):
                facts += self._next(code, own, now)
        return facts

    def _next(self, code: str, own: OwnReport, now: Moment) -> list[Fact]:
        point = self._point(code)
        rule = self._rule(point)
        if point.heard is not None:
            rule.stands(point.heard[0].values, point.heard[0].needs, point.heard[1], point.heard[0].age_s)
            point.heard = None
        why = self._why(rule, own, now)
        gap_s = rule.gap_in_s(now)
        if why is None or gap_s > 0:
            self._look_s = self._look_s if why is None else min(self._look_s, now.elapsed + gap_s)
            return []
        self._look_s = now.elapsed  # told again until it is committed
        number, epoch = self._desk.roster.number(code), self._desk.keyring.epoch
        home = number is not None and self._desk.roster.sites[number].home == self._desk.me.code
        version = point.following(home)
        return [StatusKept(code, version, epoch, own.values, why, own.tier, own.needs, own.observed_s)]

    def _why(self, rule: SendingRule, own: OwnReport, now: Moment) -> Why | None:
        """A point nobody reports on goes stale, and that is the truth: only a newer observation is a heartbeat."""
        why = rule.why(own, now)
        if why in (Why.CHANGE, Why.DRIFT):
            return why
        return Why.HEARTBEAT if rule.newer_by_s(now.earlier(own.observed_s)) >= NEWER_S else None

    # ── sending: the regional picture does ──────────────────────────────────────────────────────────────────────
    def departures(self, now: Moment) -> list[Departure]:
        """Nothing: a new version is an entry of the regional picture."""
        return []

    def next_timer(self) -> float:
        """Elapsed seconds at which to look again."""
        return self._look_s
