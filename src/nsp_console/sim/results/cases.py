"""Which runs the results page rests on: one table of cases, each a plan with its seeds. Change it here only."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from nsp_console.sim.region.plan import BASELINES, RegionPlan

NSP = "nsp"  # the console itself; the other kinds are the baselines
SEEDS = (1, 2, 3, 4, 5)  # of everything a target is decided on
FEWER_SEEDS = (1, 2)  # of what is only reported
QUICK_SEEDS = (1,)
HOURS, BUSY_HOURS, QUICK_HOURS = 1.0, 0.5, 0.25
BUSY_UPDATES_PER_H = 2000.0  # from here on half an hour holds a thousand changes, which is enough
PHONES = 0.3
NEIGHBOUR_KM = 25.0

# The load axis: updates/h in the whole region → key of its case.
LOADS = {240: "loss_0", 500: "load_500", 1000: "load_1000", 2000: "load_2000", 4000: "load_4000", 8000: "load_8000"}
# Loss per reception in % → key of its case; these are run with the baselines too.
LOSSES = {0: "loss_0", 30: "loss_30", 50: "loss_50"}
# Other presets: (preset, worse by dB), each at these losses, without and with the bridge.
OTHERS = (("MEDIUM_SLOW", 8.0), ("LONG_FAST", 0.0))
OTHER_LOSSES = (0, 30)


@dataclass(frozen=True, slots=True)
class Task:
    """One run: the console or a baseline (`kind`), and the plan."""

    kind: str
    plan: RegionPlan

    @property
    def name(self) -> str:
        """What sets this run apart from the default one, readable: the key of its figures."""
        usual = RegionPlan()
        changed = [
            f"{field.name}={getattr(self.plan, field.name):g}"
            if isinstance(getattr(self.plan, field.name), float)
            else f"{field.name}={getattr(self.plan, field.name)}"
            for field in fields(RegionPlan)
            if field.name == "seed" or getattr(self.plan, field.name) != getattr(usual, field.name)
        ]
        return " ".join((self.kind, *changed))


@dataclass(frozen=True, slots=True)
class Case:
    """A circumstance that is measured with several seeds, by the console and perhaps by the baselines."""

    key: str
    plan: RegionPlan
    seeds: tuple[int, ...] = FEWER_SEEDS
    kinds: tuple[str, ...] = (NSP,)

    def tasks(self, *kinds: str) -> list[Task]:
        """Its runs; of these kinds only, when given."""
        chosen = kinds or self.kinds
        return [
            Task(kind, replace(self.plan, seed=seed)) for seed in self.seeds for kind in self.kinds if kind in chosen
        ]


def other_key(preset: str, loss: int, bridge: bool) -> str:
    """Key of a case with another preset."""
    return f"{preset}_{loss}{'_bridge' if bridge else ''}"


def cases(quick: bool = False) -> dict[str, Case]:
    """Every case by its key, what the targets rest on first. Quick: one seed and a quarter of an hour each."""
    found = [*_target_cases(), *_load_cases(), *_other_cases(), *_company_cases()]
    if quick:
        found = [replace(case, seeds=QUICK_SEEDS, plan=replace(case.plan, hours=QUICK_HOURS)) for case in found]
    return {case.key: case for case in found}


def tasks_of(table: Iterable[Case]) -> list[Task]:
    """All runs of these cases, each once, in the order of the table."""
    return list({task.name: task for case in table for task in case.tasks()}.values())


def _target_cases() -> list[Case]:
    kinds = (NSP, *BASELINES)
    return [Case(key, RegionPlan(loss=loss / 100, hours=HOURS), SEEDS, kinds) for loss, key in LOSSES.items()]


def _load_cases() -> list[Case]:
    found = []
    for load, key in LOADS.items():
        if key not in LOSSES.values():
            hours = BUSY_HOURS if load >= BUSY_UPDATES_PER_H else HOURS
            seeds = SEEDS if load == 4000 else FEWER_SEEDS[:1]
            found.append(Case(key, RegionPlan(updates_per_h=float(load), hours=hours), seeds))
    return found


def _other_cases() -> list[Case]:
    return [
        Case(
            other_key(preset, loss, bridge),
            RegionPlan(preset=preset, extra_db=extra_db, loss=loss / 100, bridge=bridge, hours=BUSY_HOURS),
        )
        for preset, extra_db in OTHERS
        for loss in OTHER_LOSSES
        for bridge in (True, False)
    ]


def _company_cases() -> list[Case]:
    """The same circumstances with a neighbour or with phones; `alone` is what they are held against, seed by seed."""
    return [
        Case("alone", RegionPlan(hours=HOURS)),
        Case("neighbour", RegionPlan(hours=HOURS, neighbour_km=NEIGHBOUR_KM)),
        Case("phones", RegionPlan(hours=HOURS, phones=PHONES)),
    ]
