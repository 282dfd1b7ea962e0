"""Consoles with only the status and alarm planes: a journal in a list, a hand-driven clock, real keys and frames."""

from dataclasses import dataclass, field, replace
from random import Random
from typing import Self

from nsp_console.domain.facts import (
    AlarmStep,
    Entry,
    Fact,
    PeerMet,
    ReportEntered,
    StatusHeard,
    StatusIssued,
    TextHeard,
)
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.link.alarm_plane import AlarmPlane
from nsp_console.link.desk import Desk
from nsp_console.link.heard_alarms import AlarmHeard
from nsp_console.link.plane import Departure, Heard, Hearing
from nsp_console.link.sending_rule import OwnReport
from nsp_console.link.status_plane import StatusPlane
from nsp_console.wire.frames.codec import peek, tag_opens, unpack
from nsp_console.wire.frames.kinds import StatusFrame
from nsp_console.wire.roster import Roster
from nsp_console.wire.sealing import TAG_BYTES
from support.plain_keys import PlainKeys
from support.records import VOCABULARY

WALL = 1_768_900_000.0
HOME, OTHER, LOCAL = "C-DEV-01", "C-ZWO-01", "L-DEV-05"
NUMBERS = {HOME: 1, OTHER: 2, LOCAL: 101}


def _site(code: str) -> Site:
    kind = SiteKind(code[0])
    home = HOME if kind is SiteKind.L else ""
    return Site(code, code, "Deventer", kind, 52.2, 6.2, home=home, number=NUMBERS[code])


ROSTER = Roster.of(Region("IJsselland", {code: _site(code) for code in NUMBERS}, number=4), VOCABULARY)


def moment(elapsed: float, boot: str = "boot") -> Moment:
    """The instant `elapsed` seconds after the start of the test."""
    return Moment(WALL + elapsed, elapsed, boot)


@dataclass
class Console:
    """One console. `own` is what its station counts as true of its own site; `journal` survives `restarted()`."""

    code: str
    seed: int = 1
    journal: list[Entry] = field(default_factory=list)
    own: OwnReport | None = None
    observed_at: float = 0.0
    scale: float = 1.0
    epoch: int = 1
    roster: Roster = ROSTER
    boot: str = "boot"

    def __post_init__(self) -> None:
        holds = None if self.code.startswith("C") else frozenset({NUMBERS[self.code]})
        self.keys = PlainKeys(NUMBERS[self.code], holds, epoch=self.epoch)
        self.desk = Desk(self.roster.sites[NUMBERS[self.code]], self.roster, self.keys, Random(self.seed), self.scale)
        self.status = StatusPlane(self.desk, self._own_values, self.answers_for)
        self.alarms = AlarmPlane(self.desk, self.answers_for)
        for entry in self.journal:
            self._apply(entry)

    def answers_for(self, code: str) -> bool:
        """Whether this console keeps the site with `code`."""
        number = self.roster.number(code)
        return number is not None and self.roster.sites[number].home == self.code

    def _own_values(self, now: Moment) -> OwnReport | None:
        return None if self.own is None else replace(self.own, observed_s=max(0.0, now.elapsed - self.observed_at))

    def restarted(self, seed: int = 2) -> Self:
        """The same console after its process ended: only the journal is left."""
        return replace(self, seed=seed, journal=list(self.journal))

    # ── the journal ─────────────────────────────────────────────────────────────────────────────────────────────
    def record(self, elapsed: float, *facts: Fact) -> None:
        """Commit facts and let every plane fold them."""
        for fact in facts:
            entry = Entry(len(self.journal) + 1, moment(elapsed, self.boot), fact)
            self.journal.append(entry)
            self._apply(entry)

    def _apply(self, entry: Entry) -> None:
        self.desk.memory.apply(entry)
        self.desk.counters.apply(entry)
        self.status.apply(entry)
        self.alarms.apply(entry)

    def issued(self) -> list[tuple[float, StatusIssued]]:
        """Every own version in the journal, with its elapsed time."""
        return [(entry.at.elapsed, entry.fact) for entry in self.journal if isinstance(entry.fact, StatusIssued)]

    def heard_states(self) -> list[StatusHeard]:
        """Every state of others in the journal."""
        return [entry.fact for entry in self.journal if isinstance(entry.fact, StatusHeard)]

    # ── time and the air ────────────────────────────────────────────────────────────────────────────────────────
    def look(self, elapsed: float) -> list[Departure]:
        """What the station does at every tick: record what is due, then hand over what may go."""
        now = moment(elapsed, self.boot)
        self.record(elapsed, *self.desk.counters.due())
        self.record(elapsed, *self.status.due(now), *self.alarms.due(now))
        return [*self.status.departures(now), *self.alarms.departures(now)]

    def looks(self, start: float, end: float, step: float = 1.0) -> list[tuple[float, Departure]]:
        """Every departure from `start` up to `end`, looking every `step` seconds."""
        sent: list[tuple[float, Departure]] = []
        for tick in range(int((end - start) / step)):
            elapsed = start + tick * step
            sent += [(elapsed, departure) for departure in self.look(elapsed)]
        return sent

    def enter(self, elapsed: float, own: OwnReport) -> None:
        """A report of the own site was entered here."""
        self.own, self.observed_at = own, elapsed
        self.record(elapsed, ReportEntered(self.code, own.values, Means.EIGEN, "wacht", own.needs))

    def meets(self, elapsed: float, code: str, version: int = 0, naming: int | None = None) -> Hearing:
        """`code` answered our nonce, as the exchange records it."""
        hearing = self.status.met(NUMBERS[code], version, moment(elapsed, self.boot))
        fact = PeerMet(code, self.epoch, 0, version, 0, naming=self.roster.naming if naming is None else naming)
        self.record(elapsed, fact, *hearing.facts)
        return hearing

    def hears(self, elapsed: float, payload: bytes, node: int = 0x101, hops: int = 0) -> Hearing:
        """A frame as the exchange handles it: opened with the keys, told to the plane, facts committed."""
        head = peek(payload)
        assert head is not None
        frame = unpack(payload[:-TAG_BYTES], self.roster.functions)
        assert isinstance(frame, StatusFrame)
        epoch = next(epoch for epoch in self.keys.epochs if tag_opens(payload, frame, self.keys, epoch))
        heard = Heard(payload, node, 1, hops=hops)
        hearing = self.status.hear(frame, heard, epoch, moment(elapsed, self.boot))
        self.record(elapsed, *hearing.facts)
        return hearing

    def hears_line(self, elapsed: float, payload: bytes, node: int = 0x101, hops: int = 0) -> AlarmHeard | None:
        """A text line as the station handles it: recorded when it rings and somebody vouches for it."""
        alarm = self.alarms.hear_line(payload, Heard(payload, node, 1, hops=hops), moment(elapsed, self.boot))
        if alarm is not None and alarm.tier is Tier.A and alarm.rings:
            source = Source(Means.LORA, Tier.A, node)
            self.record(
                elapsed,
                TextHeard(
                    payload.decode(), node, 1, "NSP", source, Understanding(Outcome.ALARM), alarm.station,
                    alarm_kind=alarm.kind, station=alarm.station, alarm_number=alarm.number,
                    alarm_counter=alarm.counter,
                ),
            )  # fmt: skip
        return alarm

    def answers(self, elapsed: float) -> list[tuple[int, int, AlarmStep]]:
        """Alarm receipts that go out now: to whom, about which number, how far."""
        now = moment(elapsed, self.boot)
        sent = []
        for station in self.alarms.owes(now):
            part = self.alarms.alarm_for(station)
            if part is not None:
                self.alarms.told(station, *part, now)
                sent.append((station, *part))
        return sent
