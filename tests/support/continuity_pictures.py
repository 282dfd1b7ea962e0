"""Our own house for screen tests: facts folded by the real book, laid beside the shipped plan."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from nsp_console.config.continuity import load_plan
from nsp_console.config.rules import load_rules
from nsp_console.domain import facts
from nsp_console.domain.continuity import UITWIJK, Continuity
from nsp_console.domain.continuity_look import look
from nsp_console.domain.continuity_plan import Plan, Plans
from nsp_console.domain.continuity_views import ContinuityView
from nsp_console.domain.facts import Entry, Fact, Mode, PowerSource, Trial
from nsp_console.domain.moments import Moment
from nsp_console.domain.rules import Rules
from nsp_console.domain.views import Snapshot
from nsp_console.paths import shipped
from support.drawn import HOUR, MIN, WALL
from support.pictures import calm, night

DAY = 24 * HOUR
BY = "medewerker C-NSP"
NOW = Moment(WALL, 1_000 * DAY, "start")
PLACE = "/nsp/config/continuiteit.toml"
Told = tuple[float, Fact]  # seconds ago, what


@cache
def shipped_plan() -> Plan:
    """The example that comes with the program."""
    return load_plan(shipped("config") / "continuiteit.toml")


@cache
def _rules() -> Rules:
    return load_rules()


def rules_with(plan: Plan | None, others: tuple[Plan, ...] = ()) -> Rules:
    """The shipped rules with this plan."""
    return replace(_rules(), continuity=Plans(plan, others, PLACE))


def book_of(told: Sequence[Told]) -> Continuity:
    """What these facts make of our own house, oldest first."""
    book = Continuity()
    for number, (ago_s, fact) in enumerate(sorted(told, key=lambda each: -each[0]), start=1):
        book.apply(Entry(number, NOW.earlier(ago_s), fact))
    return book


def view_of(
    told: Sequence[Told], plan: Plan | None = None, others: tuple[Plan, ...] = (), deployed: bool = True
) -> ContinuityView:
    """Our own house now."""
    return look(book_of(told), rules_with(plan or shipped_plan(), others), NOW, deployed)


def shift(function: str, start_h: float, length_h: float, count: int) -> facts.ShiftPlanned:
    """People from `start_h` hours after now."""
    start = WALL + start_h * HOUR
    return facts.ShiftPlanned(function, start, start + length_h * HOUR, count, BY)


def night_told() -> tuple[Told, ...]:
    """The night: on the generator since five hours, internet gone, a roster with gaps."""
    return (
        (2 * DAY, facts.LadderTested("internet", "meldkamer en ROT", Trial.WORKS, BY)),
        (3 * HOUR, facts.LadderTested("internet", "meldkamer en ROT", Trial.FAILS, BY, "geen verbinding sinds 15:50")),
        (40 * DAY, facts.LadderTested("mobiel", "L-NSP's", Trial.WORKS, BY)),
        (2 * HOUR, facts.LadderTested("c2000", "meldkamer", Trial.LIMITED, BY, "valt soms weg")),
        (30 * MIN, facts.LadderTested("lora", "L-NSP's", Trial.WORKS, BY)),
        (4 * DAY, facts.LadderTested("lora", "buur-C's", Trial.WORKS, BY)),
        (20 * DAY, facts.LadderTested("portofoon", "L-NSP's", Trial.WORKS, BY)),
        (5 * HOUR, facts.OwnPowerNoted(PowerSource.GENERATOR, BY, fuel_l=340.0, ups_min=28.0)),
        (2 * HOUR, facts.OwnPowerNoted(PowerSource.GENERATOR, BY, fuel_l=320.0)),
        (6 * HOUR, shift("medewerker_c", -2.9, 12, 2)),
        (6 * HOUR, shift("medewerker_c", 9.1, 12, 2)),
        (6 * HOUR, shift("medewerker_c", 21.1, 12, 1)),
        (6 * HOUR, shift("medewerker_c", 37.1, 14, 2)),
        (6 * HOUR, shift("verbinding", -2.9, 8, 1)),
        (6 * HOUR, shift("verbinding", 5.1, 8, 1)),
        (25 * MIN, facts.ChecklistTicked(UITWIJK, "besluit", BY)),
        (12 * MIN, facts.ChecklistTicked(UITWIJK, "overname", BY)),
        (30 * DAY, facts.AgreementReviewed("vitens", BY, "tappunten gelijk gebleven")),
        (6 * DAY, facts.ReadinessProved(("LoRa in orde",), BY, sound=True)),
    )


def house_night() -> Snapshot:
    """The night of the mock-ups with our own house."""
    return night(continuity=view_of(night_told()), alarms=())


def house_compared() -> Snapshot:
    """With the plans of a gemeente and a waterschap beside it."""
    own = shipped_plan()
    gemeente = replace(own, organisation="Gemeente Voorbeeldstad", illustrative=False, items=own.items[:3])
    waterschap = replace(own, organisation="Waterschap Voorbeelddelta", illustrative=False, items=own.items[4:5])
    return night(continuity=view_of(night_told(), own, (gemeente, waterschap)), alarms=())


def house_fresh() -> Snapshot:
    """In peace: the example plan, and nothing ever done."""
    return replace(
        calm(), mode=Mode.READY, deployment="", t0_wall=None, t_plus_s=None, continuity=view_of((), deployed=False)
    )


def house_without_plan() -> Snapshot:
    """No plan at all."""
    return night(continuity=look(Continuity(), rules_with(None), NOW, deployed=True), alarms=())


def house_empty_plan() -> Snapshot:
    """A file with a name and nothing else."""
    return night(continuity=view_of((), Plan("Gemeente Leeg", str(Path(PLACE)))), alarms=())
