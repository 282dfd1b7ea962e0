"""C's that keep points without a console: a journal in a list, and a picture that tells the others when asked."""

from dataclasses import dataclass, field
from random import Random

from nsp_console.domain.facts import Entry, Fact, LineStarted, StatusHeard, StatusKept
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.link.desk import Desk
from nsp_console.link.heard_status import Mark
from nsp_console.link.kept_status import KeptStatus
from nsp_console.link.sending_rule import OwnReport
from support.plain_keys import PlainKeys
from support.plane_rig import HOME, NUMBERS, ROSTER, moment

POINT = "L-DEV-05"
RULE_LOOKS = 20  # rounds of due facts in one look; more never ends


@dataclass
class Keeper:
    """One C. `values`: what counts here of a point, and since when it is observed; `kept`: what it writes for."""

    code: str = HOME
    seed: int = 1
    journal: list[Entry] = field(default_factory=list)
    values: dict[str, tuple[float, OwnReport]] = field(default_factory=dict)
    kept: set[str] = field(default_factory=lambda: {POINT})
    epoch: int = 1

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """A process begins: the journal is read back."""
        desk = Desk(ROSTER.sites[NUMBERS[self.code]], ROSTER, PlainKeys(NUMBERS[self.code], epoch=self.epoch),
                    Random(self.seed))  # fmt: skip
        self.plane = KeptStatus(desk, lambda: self.kept, self.values_of)
        for entry in self.journal:
            self.plane.apply(entry)

    def values_of(self, code: str, now: Moment) -> OwnReport | None:
        """What counts here of `code`, older by the time that passed."""
        if code not in self.values:
            return None
        at, report = self.values[code]
        return OwnReport(report.values, report.needs, report.observed_s + now.elapsed - at, report.tier)

    def commit(self, at: float, *facts: Fact) -> None:
        """Durable from here on."""
        for fact in facts:
            self.journal.append(Entry(len(self.journal) + 1, moment(at), fact))
            self.plane.apply(self.journal[-1])

    def say(self, at: float, report: OwnReport, code: str = POINT) -> None:
        """What counts of `code` changes, and it is looked at."""
        self.values[code] = at, report
        self.plane.wake()
        self.look(at)

    def look(self, at: float) -> None:
        """Commit what is due, as the station does."""
        for _ in range(RULE_LOOKS):
            facts = self.plane.due(moment(at))
            if not facts:
                return
            self.commit(at, *facts)
        raise AssertionError("never stops being due")

    def looks(self, start: float, end: float) -> None:
        """Look whenever the plane asks for it."""
        at = start
        while at <= end:
            self.look(at)
            at = max(self.plane.next_timer(), at + 0.01)

    def hear(self, at: float, fact: StatusHeard) -> None:
        """The picture brought a state; the newest observation counts here."""
        mark = self.mark(fact.site)
        if mark is not None and not mark.passed_by(fact.epoch, fact.version):
            return
        self.commit(at, fact)
        ours = self.values_of(fact.site, moment(at))
        if ours is None or ours.observed_s >= fact.age_s:
            self.values[fact.site] = at, OwnReport(dict(fact.values), fact.needs, fact.age_s, fact.source.tier)
        self.plane.wake()
        self.look(at)

    def mark(self, code: str = POINT) -> Mark | None:
        """The newest version in the journal here, by the rule of every receiver."""
        mark: Mark | None = None
        for entry in self.journal:
            fact = entry.fact
            if not isinstance(fact, StatusHeard | StatusKept) or fact.site != code:
                continue
            if mark is None or mark.passed_by(fact.epoch, fact.version):
                mark = Mark(fact.epoch, fact.version)
        return mark

    def told(self, at: float, code: str = POINT) -> StatusHeard | None:
        """The newest state here as another C hears it."""
        mark = self.mark(code)
        for entry in reversed(self.journal):
            fact = entry.fact
            if isinstance(fact, StatusHeard | StatusKept) and (fact.site, fact.version) == (
                code,
                mark and mark.version,
            ):
                age_s = fact.age_s if isinstance(fact, StatusHeard) else fact.observed_s
                age_s += age_between(entry.at, moment(at)).seconds
                tier = fact.source.tier if isinstance(fact, StatusHeard) else fact.tier
                return heard(fact.version, dict(fact.values), age_s, self.code, tier, fact.epoch)
        return None

    def restored(self, at: float, entries: int) -> None:
        """The journal is put back to its first `entries`, and a new line begins."""
        self.journal = self.journal[:entries]
        self.start()
        self.commit(at, LineStarted(2, 0, 1024, "teruggezet"))

    def issued(self, code: str = POINT) -> list[StatusKept]:
        """Every version this console gave."""
        facts = [entry.fact for entry in self.journal if isinstance(entry.fact, StatusKept)]
        return [fact for fact in facts if fact.site == code]


def heard(
    version: int,
    values: dict[str, str | int | float | bool],
    age_s: float = 0.0,
    via: str = "",
    tier: Tier = Tier.A,
    epoch: int = 1,
    kept: bool = True,
) -> StatusHeard:
    """A state of POINT as the picture brings it."""
    return StatusHeard(POINT, version, epoch, values, Source(Means.LORA, tier, 7, via), age_s=age_s, kept=kept)
