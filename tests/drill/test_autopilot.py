"""The operator who is not there does what a careful operator would, through the door that a person uses."""

from dataclasses import dataclass, field

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import AlarmKind, Handling, Mode
from nsp_console.domain.moments import Age, Ageing
from nsp_console.domain.safetext import clean
from nsp_console.domain.sites import Site, SiteKind
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Scalar, Source, Tier
from nsp_console.domain.views import (
    AlarmView,
    Cell,
    InboxLine,
    RadioView,
    Readiness,
    RegionTotals,
    Severity,
    SiteView,
    Snapshot,
)
from nsp_console.drill.autopilot import ACTIONS_PER_LOOK_MAX, Autopilot, Patience
from nsp_console.station.commands import Acknowledge, Command, Confirm, Handle, Reject
from nsp_console.station.door import Receipt

SOURCE = Source(Means.LORA, Tier.C, 7)
HOME = Site("C-DEV-01", "Kazerne", "Deventer", SiteKind.C, 52.25, 6.175)
BORGELE = Site("L-DEV-05", "Borgele", "Deventer", SiteKind.L, 52.27, 6.15, home="C-DEV-01")


def line(
    entry: int, age_s: float, outcome: Outcome = Outcome.STATUS, handled: Handling | None = None, ready: bool = True
) -> InboxLine:
    return InboxLine(
        entry=entry,
        site="L-DEV-05",
        sender=7,
        text=clean("…"),
        age=Age(age_s),
        source=SOURCE,
        understood=Understanding(outcome),
        counts=True,
        confirmable=ready and outcome is Outcome.STATUS,
        handled=handled,
    )


def alarm(entry: int, age_s: float, by: str = "") -> AlarmView:
    return AlarmView(entry, AlarmKind.MEDICAL, "L-DEV-05", clean("…"), Tier.C, Age(age_s), acknowledged_by=by)


def view(cells: dict[str, Cell]) -> SiteView:
    return SiteView(
        BORGELE, Severity.GOOD, (), cells, (), False, {}, Age(0), Ageing.FRESH, 3600, Readiness.UNKNOWN, (), None, True
    )


def water(entry: int, value: Scalar, counted: Scalar | None) -> dict[str, Cell]:
    cell = Cell("water_l", value, Age(200), Ageing.FRESH, SOURCE, entry, pending=True, counted=counted)
    return {"water_l": cell}


@dataclass
class Door:
    """A door with a fixed picture that remembers what was asked; `refuses` entries raise CommandError."""

    inbox: tuple[InboxLine, ...] = ()
    alarms: tuple[AlarmView, ...] = ()
    cells: dict[str, Cell] = field(default_factory=dict)
    refuses: frozenset[int] = frozenset()
    asked: list[Command] = field(default_factory=list)

    def snapshot(self) -> Snapshot:
        return Snapshot(
            revision=1,
            mode=Mode.DEMO,
            station=HOME,
            region="IJsselland",
            provenance="",
            illustrative=True,
            wall=0.0,
            clock_sure=True,
            sites=(view(self.cells),),
            alarms=self.alarms,
            inbox=self.inbox,
            outbox=(),
            radio=RadioView("goed"),
            totals=RegionTotals(0, 0, 0, 0, {}),
        )

    async def submit(self, command: Command) -> Receipt:
        if getattr(command, "entry", None) in self.refuses:
            raise CommandError("command.gone")
        self.asked.append(command)
        return Receipt((1,))


async def looked(door: Door, patience: Patience | None = None) -> list[Command]:
    await Autopilot(door, patience).look()  # type: ignore[arg-type]  # only the two doors it may use
    return door.asked


async def test_it_waits_before_it_confirms_and_acknowledges() -> None:
    """Nothing is confirmed or acknowledged before its time; then exactly once each, alarms first."""
    door = Door(inbox=(line(1, 119), line(2, 121)), alarms=(alarm(3, 89), alarm(4, 91), alarm(5, 500, "C-NSP")))
    assert await looked(door) == [Acknowledge(4), Confirm(2)]


async def test_it_leaves_what_is_handled_and_what_needs_a_person() -> None:
    """Handled lines stay; receipts and chat are marked read after a while; triage is left for a person."""
    inbox = (
        line(1, 9000, handled=Handling.DONE),
        line(2, 9000, Outcome.TRIAGE),
        line(3, 9000, Outcome.ALARM),
        line(4, 9000, Outcome.RECEIPT),
        line(5, 100, Outcome.MESSAGE),
        line(6, 9000, ready=False),
    )
    assert await looked(Door(inbox=inbox)) == [Handle(4, Handling.READ)]


async def test_a_wild_amount_is_rejected_and_a_likely_one_confirmed() -> None:
    """Ten times what counts is rejected; half as much, or a first value, is confirmed."""
    cases: list[tuple[Scalar, Scalar | None, type[Command]]] = [
        (4200, 420, Reject),
        (210, 420, Confirm),
        (4200, None, Confirm),
        (420, 0, Confirm),
        ("open", "vol", Confirm),
    ]
    for value, counted, expected in cases:
        (command,) = await looked(Door(inbox=(line(2, 200),), cells=water(2, value, counted)))
        assert type(command) is expected, (value, counted)


async def test_it_goes_on_when_somebody_was_first_and_does_not_race() -> None:
    """A refused command is passed over, and one look carries out a bounded number."""
    door = Door(inbox=(line(1, 200), line(2, 200)), refuses=frozenset({1}))
    assert await looked(door) == [Confirm(2)]
    many = Door(inbox=tuple(line(i, 200) for i in range(1, 100)))
    assert len(await looked(many)) == ACTIONS_PER_LOOK_MAX
