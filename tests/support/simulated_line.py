"""The line of six in the simulated region: the same points, cuts and schedule, played with the production link.

What it says of a schedule is a distribution: one run per seed, every latency from the commit of a version at its point
to the commit of that or a newer one at a C. It has airtime and collisions, which the fake radios of the processes have
not; those have the time that a process, its disk and its cable take, which the simulation has not.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nsp_console.domain.facts import PeerMet, StatusHeard, StatusIssued
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.values import Scalar
from nsp_console.paths import shipped
from nsp_console.sim.region.console import Console
from nsp_console.sim.region.plan import RegionPlan
from nsp_console.sim.region.purpose import Purposes
from nsp_console.sim.region.world import World
from nsp_console.wire.roster import Roster
from nsp_console.wire.sealing import Domain
from support.line_of_six import SIX, apart, neighbours
from support.rings import for_station

STEP_DEGREES = 0.01  # 0.7 … 1.1 km: near enough that distance never costs a packet
STEP_S = 0.25
SEEDS_MAX = 200
WAIT_S = 240.0  # after the last update
Values = Mapping[str, Scalar]


@dataclass(frozen=True)
class Schedule:
    """What the processes did, to be done again.

    starts_s  seconds from the first start to that of each console
    typed     (seconds after everybody had met, point, values) in order of time
    """

    starts_s: Mapping[str, float]
    typed: tuple[tuple[float, str, Values], ...]


def near_each_other(top: Path) -> Path:
    """The shipped region file with the six close together; the other points stay where they are, switched off."""
    lines = (shipped("config") / "ijsselland.csv").read_text(encoding="utf-8").splitlines()
    about = [line for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    for row in rows:
        if row["id"] in SIX:
            row["lat"], row["lon"] = f"{52.5 + STEP_DEGREES * SIX.index(row['id']):.2f}", "6.10"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = top / "zes.csv"
    path.write_text("\n".join([*about, out.getvalue()]), encoding="utf-8")
    return path


class SimulatedLine:
    """One run. `journals` of the six are in `consoles`."""

    def __init__(self, region: Path, seed: int) -> None:
        self.world = World(RegionPlan(region=region, seed=seed, updates_per_h=0, messages_per_h=0, alarms_per_h=0))
        side = self.world.sides[0]
        roster = Roster.of(side.region, self.world.vocabulary)
        purposes = Purposes(roster.functions)
        self.consoles: dict[str, Console] = {}
        self.issued: list[StatusIssued] = []  # per update of the schedule
        for place in side.places:
            code, number = place.site.code, place.site.number
            if code in SIX and number is not None:
                ring = for_station(number, SiteKind(code[0]), Domain.REAL)
                self.consoles[code] = Console(self.world, side, place, roster, ring, purposes)
            else:
                self.world.mesh.switch_off(f"{side.name} {code}")
        for one, other in apart():
            self.world.mesh.cut(f"{side.name} {one}", f"{side.name} {other}")

    def meet(self, schedule: Schedule, within_s: float) -> bool:
        """Start everybody, and wait until they believe whom they hear; False when that takes longer."""
        scheduler = self.world.scheduler
        for code, at_s in schedule.starts_s.items():
            scheduler.at(at_s, lambda code=code: self.consoles[code].boot([]))  # type: ignore[misc]
        while not self._all_met():
            if scheduler.now_s > within_s:
                return False
            scheduler.advance(scheduler.now_s + STEP_S)
        return True

    def play(self, schedule: Schedule) -> None:
        """Type what is scheduled, from now on, and go on as long as something may still arrive."""
        scheduler, met_s = self.world.scheduler, self.world.now_s
        for after_s, code, values in schedule.typed:
            scheduler.advance(met_s + after_s)
            self.consoles[code].enter(code, dict(values))
            self.issued.append(self._newest(code))
        scheduler.advance(scheduler.now_s + WAIT_S)

    def _all_met(self) -> bool:
        """Whether everybody believes those it hears directly."""
        for code, console in self.consoles.items():
            met = {entry.fact.station for entry in console.journal if isinstance(entry.fact, PeerMet)}
            if not met.issuperset(neighbours(code)):
                return False
        return True

    def _newest(self, point: str) -> StatusIssued:
        issued = [entry.fact for entry in self.consoles[point].journal if isinstance(entry.fact, StatusIssued)]
        return issued[-1]

    def latency(self, update: int, code: str) -> float | None:
        """Seconds that update number `update` of the schedule took to `code`; None: it never came."""
        issued = self.issued[update]
        began = next(entry.at.elapsed for entry in self.consoles[issued.site].journal if entry.fact is issued)
        for entry in self.consoles[code].journal:
            match entry.fact:
                case StatusHeard(site=issued.site, version=version) if version >= issued.version:
                    return max(0.0, entry.at.elapsed - began)
        return None


def played(region: Path, schedule: Schedule, count: int, met_within_s: float) -> list[SimulatedLine]:
    """`count` played runs, one per seed; of those that took longer to meet there are none among them."""
    found: list[SimulatedLine] = []
    for seed in range(1, SEEDS_MAX):
        run = SimulatedLine(region, seed)
        if run.meet(schedule, met_within_s):
            run.play(schedule)
            found.append(run)
        if len(found) == count:
            break
    return found
