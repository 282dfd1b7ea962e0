"""The lossy channel of `link_rig` with status and alarm planes on every console, and alarm lines as a station does."""

from dataclasses import dataclass, field

from nsp_console.domain.facts import (
    AlarmKind,
    AlarmRaised,
    AlarmStepped,
    StatusHeard,
    StatusIssued,
    TextHeard,
)
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.values import Scalar
from nsp_console.link.air import AirGate
from nsp_console.link.airtime import PRESETS
from nsp_console.link.alarm_plane import AlarmPlane
from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.sending_rule import OwnReport
from nsp_console.link.status_plane import StatusPlane
from nsp_console.wire.roster import Roster
from support.link_rig import Console, Rig
from support.records import VOCABULARY

ALARM_LINE = b"ALARM "
NUMBERS = {"C-DEV-01": 1, "C-ZWO-01": 2, "C-RAA-01": 3, "L-DEV-05": 101}


def _site(code: str) -> Site:
    kind = SiteKind(code[0])
    return Site(code, code, "", kind, 52.0, 6.0, home="" if kind is SiteKind.C else "C-DEV-01", number=NUMBERS[code])


REGION = Region("Proef", {code: _site(code) for code in NUMBERS}, number=4)
ROSTER = Roster.of(REGION, VOCABULARY)


@dataclass
class PlaneRig(Rig):
    """`known`: what each console counts as true of its own site, and since when; it stands for its journal.

    channel_pct  channel use that every radio reports
    """

    roster: Roster = field(kw_only=True, default=ROSTER)
    known: dict[str, tuple[float, dict[str, Scalar]]] = field(default_factory=dict)
    channel_pct: float = 0.0

    def place(self, *codes: str) -> list[Console]:
        """Consoles with all planes and an airtime gate."""
        return self.add(*codes, make=self._exchange)

    def _exchange(self, desk: Desk) -> Exchange:
        def own_values(now: Moment) -> OwnReport | None:
            at, values = self.known.get(desk.me.code, (0.0, {}))
            return OwnReport(values, observed_s=now.elapsed - at) if values else None

        def answers_for(code: str) -> bool:
            return REGION.sites[code].home == desk.me.code

        gate = AirGate(desk.me.kind, PRESETS["MEDIUM_FAST"], self.elapsed)
        gate.report(self.channel_pct, 0.0)
        return Exchange(desk, StatusPlane(desk, own_values, answers_for), AlarmPlane(desk, answers_for), gate=gate)

    def enter(self, code: str, **values: Scalar) -> None:
        """Somebody at `code` enters its state."""
        self.known[code] = (self.elapsed, values)
        console = self.consoles[code]
        status = console.link.status
        assert isinstance(status, StatusPlane)
        status.wake()
        console.look()

    def sound(self, code: str, text: str) -> int:
        """Somebody at `code` raises an alarm; returns its entry."""
        console = self.consoles[code]
        alarms = alarms_of(console)
        console.commit(AlarmRaised(AlarmKind.FIRE, code, text, "wacht", number=alarms.next_number()))
        entry = len(console.journal)
        console.look()
        return entry


def alarms_of(console: Console) -> AlarmPlane:
    """The alarm plane of the process that runs now."""
    plane = console.link.alarms
    assert isinstance(plane, AlarmPlane)
    return plane


def rings(console: Console) -> list[tuple[str, int | None]]:
    """Every alarm that rang here: station and number."""
    texts = [fact for fact in console.facts(TextHeard) if isinstance(fact, TextHeard)]
    return [(fact.station, fact.alarm_number) for fact in texts if fact.alarm_number is not None]


def states(console: Console, code: str) -> list[StatusHeard]:
    """Every state of `code` in the journal here."""
    heard = [fact for fact in console.facts(StatusHeard) if isinstance(fact, StatusHeard)]
    return [fact for fact in heard if fact.site == code]


def versions(console: Console) -> list[int]:
    """Every own version in the journal here."""
    return [fact.version for fact in console.facts(StatusIssued) if isinstance(fact, StatusIssued)]


def number_of(console: Console, entry: int) -> int | None:
    """NN of our alarm `entry`."""
    fact = console.journal[entry - 1].fact
    assert isinstance(fact, AlarmRaised)
    return fact.number


def steps_of(console: Console, entry: int) -> set[tuple[str, str]]:
    """(step, by) of our alarm `entry`."""
    stepped = [fact for fact in console.facts(AlarmStepped) if isinstance(fact, AlarmStepped)]
    return {(fact.step.value, fact.by) for fact in stepped if fact.entry == entry}
