"""The continuity plan of an organisation as its file says it: what must go on, what may happen, what then is done.

Terms of NEN-EN-ISO 22301: MTPD (longest outage that can be borne), RTO (time to restore), MBCO (least that must go on).
Everything here is frozen and comes from `config.continuity`; what happened lately is in `domain.continuity`.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

POWER, ROSTER = "stroom", "dienst"  # what an item may follow besides a means of the ladder


class ItemKind(StrEnum):
    """What must go on: a process, or a system or facility a process stands on."""

    PROCESS = "proces"
    SYSTEM = "systeem"
    FACILITY = "faciliteit"


@dataclass(frozen=True, slots=True)
class Scenario:
    """What may happen. `short` fits above a column (6 characters)."""

    key: str
    label: str
    short: str


@dataclass(frozen=True, slots=True)
class Impact:
    """One item in one scenario.

    level        0 (nothing) to 4 (stands still); None: nobody judged it yet
    tested       day the measure was found feasible, by the function `tested_by`
    carried_out  day the measure was in place
    """

    scenario: str
    level: int | None = None
    consequence: str = ""
    measure: str = ""
    owner: str = ""
    tested: date | None = None
    tested_by: str = ""
    carried_out: date | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that must go on. `part_of` is the key of its process; hours are 0 when nobody set them.

    covers   the services it consists of, in words
    follows  what tells how it goes now: means of the ladder, POWER or ROSTER
    """

    key: str
    label: str
    kind: ItemKind
    part_of: str = ""
    owner: str = ""
    mtpd_h: float = 0.0
    rto_h: float = 0.0
    mbco: str = ""
    covers: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    impacts: tuple[Impact, ...] = ()

    def impact(self, scenario: str) -> Impact | None:
        """What `scenario` does to it, if anybody wrote that down."""
        return next((one for one in self.impacts if one.scenario == scenario), None)


@dataclass(frozen=True, slots=True)
class Rung:
    """One means towards one counterpart, to be tried every `test_days` days."""

    means: str
    label: str
    counterpart: str
    test_days: float
    how: str = ""


@dataclass(frozen=True, slots=True)
class PowerPlan:
    """Own power. litres_per_h 0: from the planning table by kva and load. Zeros: not there, or not known.

    shedding  what goes off first, in that order (verdringing)
    """

    nsa: bool = False
    tank_l: float = 0.0
    kva: float = 0.0
    load: float = 0.0
    litres_per_h: float = 0.0
    ups_min: float = 0.0
    refuel_h: float = 0.0
    shedding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """A function that must be manned, by at least `minimum` people, in shifts of at most `max_h` hours."""

    key: str
    label: str
    minimum: int
    max_h: float


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a checklist. `needs_number`: there is somebody to call, so an empty `number` must be filled in."""

    key: str
    label: str
    number: str = ""
    needs_number: bool = False


@dataclass(frozen=True, slots=True)
class Fallback:
    """Uitwijk: where to, how to get in and there, what to take, and which C takes over."""

    place: str = ""
    access: str = ""
    route: str = ""
    kit: str = ""
    takes_over: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement with a partner: to be looked at before `review`, and every `review_days` days from then."""

    key: str
    label: str
    partner: str
    review: date | None = None
    review_days: float = 365.0
    number: str = ""
    exercised: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One organisation. `illustrative`: an example that came with the program, nobody's own plan."""

    organisation: str
    file: str
    illustrative: bool = False
    scenarios: tuple[Scenario, ...] = ()
    items: tuple[Item, ...] = ()
    ladder: tuple[Rung, ...] = ()
    power: PowerPlan = field(default_factory=PowerPlan)
    duties: tuple[Duty, ...] = ()
    fallback: Fallback = field(default_factory=Fallback)
    agreements: tuple[Agreement, ...] = ()

    def parts_of(self, key: str) -> tuple[Item, ...]:
        """The systems and facilities under process `key`."""
        return tuple(item for item in self.items if item.part_of == key)

    def in_order(self) -> tuple[Item, ...]:
        """Every process followed by what it stands on; what belongs to none comes last."""
        tops = [item for item in self.items if not item.part_of]
        return tuple(each for item in tops for each in (item, *self.parts_of(item.key)))


@dataclass(frozen=True, slots=True)
class Plans:
    """What is loaded: the own plan, others to compare with, and the file to fill in for a plan of one's own."""

    own: Plan | None = None
    others: tuple[Plan, ...] = ()
    place: str = ""


NO_PLANS = Plans()
