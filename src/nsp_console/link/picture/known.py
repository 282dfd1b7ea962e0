"""The newest state of every point, folded from the journal: what a C may tell others and need not take again."""

from dataclasses import dataclass, field
from typing import NamedTuple

from nsp_console.domain.air_facts import StatusHeard, StatusIssued, StatusKept
from nsp_console.domain.facts import Entry
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.values import Tier
from nsp_console.link.windows import serial_newer
from nsp_console.wire.frames.kinds import GossipEntry, State
from nsp_console.wire.roster import Roster


@dataclass(frozen=True, slots=True)
class Known:
    """One state in our journal.

    observed  when it was true, by our own clock
    partial   a part of it could not be read here: never told on
    """

    epoch: int
    version: int
    tier: Tier
    kept: bool
    state: State
    observed: Moment
    partial: bool

    def passed_by(self, epoch: int, version: int) -> bool:
        """Whether that version is newer than this one: the rule of `heard_status.Mark`."""
        return serial_newer(version, self.version) if epoch == self.epoch else epoch > self.epoch

    def passes(self, epoch: int, version: int) -> bool:
        """Whether this one is newer than that version."""
        return serial_newer(self.version, version) if epoch == self.epoch else self.epoch > epoch

    def entry(self, station: int, now: Moment) -> GossipEntry:
        """It as it goes on the air now."""
        age_s = age_between(self.observed, now).seconds
        return GossipEntry(station, self.version, age_s, self.state, self.tier if self.kept else Tier.A, self.kept)


class News(NamedTuple):
    """A state that is newer than what was known. `times`: how often others were heard telling it."""

    station: int
    known: Known
    times: int


@dataclass(slots=True)
class KnownStates:
    """By station number: at most the points of the roster."""

    roster: Roster
    states: dict[int, Known] = field(default_factory=dict)

    def fold(self, entry: Entry) -> News | None:
        """Take a committed entry in; the news in it, if any."""
        fact, times = entry.fact, 0
        estimated: tuple[str, ...] = ()
        match fact:
            case StatusIssued():
                tier, kept, partial, age_s = Tier.A, False, False, fact.observed_s
            case StatusKept():
                tier, kept, partial, age_s = fact.tier, True, False, fact.observed_s
            case StatusHeard():
                tier, kept, partial, age_s = fact.source.tier, fact.kept, fact.partial, fact.age_s
                estimated, times = fact.estimated, int(bool(fact.source.via))
            case _:
                return None
        station = self.roster.number(fact.site)
        if station is None:  # a guest from across the border
            return None
        before = self.states.get(station)
        if before is not None and not before.passed_by(fact.epoch, fact.version):
            return None
        state = State(fact.values, fact.needs, estimated)
        known = Known(fact.epoch, fact.version, tier, kept, state, entry.at.earlier(age_s), partial)
        self.states[station] = known
        return News(station, known, times)
