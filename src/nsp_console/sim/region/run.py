"""A region of consoles, run for as long as the plan says."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from time import perf_counter

from nsp_console.domain.sites import SiteKind
from nsp_console.domain.values import Scalar
from nsp_console.keys.keeper import Keeper
from nsp_console.link.picture.pace import Pace
from nsp_console.sim.region.chance import dice_for
from nsp_console.sim.region.console import VERSION, Console
from nsp_console.sim.region.driving import drive
from nsp_console.sim.region.figures import figures
from nsp_console.sim.region.journals import earlier
from nsp_console.sim.region.measures import Sent
from nsp_console.sim.region.phones import PhoneOnly
from nsp_console.sim.region.plan import RegionPlan
from nsp_console.sim.region.purpose import FOR_MESSAGES, Purposes
from nsp_console.sim.region.workload import changed, first_values
from nsp_console.sim.region.world import Side, World
from nsp_console.wire.roster import Roster
from nsp_console.wire.sealing import Domain

Progress = Callable[[float], None]
MASTER_BYTES = 32


def quiet(part: float) -> None:
    """Nobody wants to know how far it is."""


def simulate(
    plan: RegionPlan, progress: Progress = quiet, handshakes: bool = False, pace: Pace | None = None
) -> dict[str, object]:
    """The figures of one run; its keys are those of `nsp simulatie regio --json` without `baselines`.

    progress    is told the part that was done, 0 … 1
    handshakes  nobody ever met: everything begins with greetings
    pace        of the picture, to try another than the design
    """
    began = perf_counter()
    world = World(plan)
    purposes = Purposes(Roster.of(world.sides[0].region, world.vocabulary).functions)
    sides = [Consoles(world, side, purposes, handshakes, pace) for side in world.sides]
    for side in sides:
        side.plan()
    before = drive(world, progress)
    return figures(world, before, FOR_MESSAGES, purposes, perf_counter() - began)


@dataclass(slots=True)
class Points:
    """What is true at each point, by what people there do."""

    functions: tuple[str, ...]
    dice: Random
    values: dict[str, dict[str, Scalar]]

    def change(self, code: str) -> dict[str, Scalar]:
        self.values[code] = changed(self.values[code], self.functions, self.dice)
        return self.values[code]


class Consoles:
    """The consoles and the telephones of one region."""

    def __init__(self, world: World, side: Side, purposes: Purposes, handshakes: bool, pace: Pace | None) -> None:
        self.world, self.side = world, side
        self.roster = Roster.of(side.region, world.vocabulary)
        self._handshakes = handshakes
        dice = dice_for(world.plan.seed, side.name, "keys")
        keeper = Keeper(side.region.number, side.name, dice.randbytes(MASTER_BYTES))
        roll = keeper.roll(side.region.sites[code].number for code in side.coordinators)
        self.each: dict[str, Console] = {}
        for place in side.places:
            if place.console:
                bundle = keeper.bundle(place.site.number, place.site.kind, roll, coming=0)
                ring = bundle.ring(Domain.REAL)
                self.each[place.site.code] = Console(world, side, place, self.roster, ring, purposes, pace)
        dice = dice_for(world.plan.seed, side.name, "values")
        first = {
            place.site.code: first_values(self.roster.functions, dice)
            for place in side.places
            if place.site.kind is SiteKind.L
        }
        self.points = Points(self.roster.functions, dice, first)
        self.phones = {
            place.site.code: PhoneOnly(world, side, place, self.each) for place in side.places if not place.console
        }

    def plan(self) -> None:
        """Everything that will happen is put in the scheduler."""
        scheduler, work, record = self.world.scheduler, self.side.work, self.side.record
        for code, at_s in work.boots_s.items():
            scheduler.at(at_s, lambda code=code: self._boot(code))  # type: ignore[misc]
        for change in work.changes:
            scheduler.at(change.at_s, lambda code=change.code: self._tell(code, self.points.change(code)))  # type: ignore[misc]
        for text in work.texts:
            record.messages[text.words] = Sent(text.at_s, (text.to,))
            scheduler.at(text.at_s, lambda text=text: self.each[text.sender].send(text.to, text.words))  # type: ignore[misc]
        for call in work.calls:
            record.alarms[call.words] = Sent(call.at_s, self.side.coordinators)
            scheduler.at(call.at_s, lambda call=call: self.each[call.code].sound(call.words))  # type: ignore[misc]

    def _boot(self, code: str) -> None:
        console = self.each.get(code)
        values = self.points.values.get(code)
        if console is not None:
            if values is not None:
                console.enter(code, values)
            console.boot([] if self._handshakes else earlier(console.site, self.roster, self._met(console), VERSION))
        elif values is not None:
            self.phones[code].tell(values)

    def _tell(self, code: str, values: dict[str, Scalar]) -> None:
        console = self.each.get(code)
        if console is not None:
            console.enter(code, values)
        else:
            self.phones[code].tell(values)

    def _met(self, console: Console) -> list[str]:
        """Everybody that it may ever hear, relays included: a C all others, a point every C."""
        return [
            code
            for code, other in self.each.items()
            if other is not console and (console.is_coordinator or other.is_coordinator)
        ]
