"""From `continuiteit*.toml` to `domain.continuity_plan.Plans`: one file per organisation, our own first.

The own plan is `continuiteit.toml` in the user's folder, else the example that came with the program. Further files
`continuiteit-<name>.toml` are other organisations, to compare with. A file that is wrong opens its last good copy; a
plan is never a reason not to start.
"""

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from nsp_console.config.complaints import complain
from nsp_console.config.continuity_shapes import ContinuityShape, ItemShape
from nsp_console.config.problems import Problems
from nsp_console.config.textfile import keep_copy
from nsp_console.config.toml import Place, key_path, line_of, read_toml
from nsp_console.domain import continuity_plan as plan
from nsp_console.domain.errors import ConfigError, NspError
from nsp_console.domain.safetext import clean
from nsp_console.paths import shipped

OWN_NAME = "continuiteit.toml"
OTHERS_PATTERN = "continuiteit-*.toml"
OTHERS_MAX = 20  # organisations to compare with


def load_plans_or_last_good(user_folder: Path, last_good: Path) -> tuple[plan.Plans, tuple[NspError, ...]]:
    """All plans with what to tell in a banner. Nothing is raised: without a usable file there is no plan."""
    place = user_folder / OWN_NAME
    notices: list[NspError] = []
    own = _own(place, last_good, notices)
    others = []
    for path in sorted(user_folder.glob(OTHERS_PATTERN))[:OTHERS_MAX]:
        other = _read(path, last_good / path.name, notices)
        if other is not None:
            others.append(other)
    return plan.Plans(own, tuple(others), str(place)), tuple(notices)


def _own(place: Path, last_good: Path, notices: list[NspError]) -> plan.Plan | None:
    if place.exists():
        own = _read(place, last_good / OWN_NAME, notices)
        if own is not None:
            return own
    try:
        return load_plan(shipped("config") / OWN_NAME)
    except ConfigError:  # somebody took the example away: the screen tells which file to make
        return None


def _read(path: Path, copy: Path, notices: list[NspError]) -> plan.Plan | None:
    """The plan in `path`, keeping a copy; else that copy, with a notice."""
    try:
        found = load_plan(path)
    except ConfigError as error:
        try:
            kept = load_plan(copy)
        except ConfigError:
            notices.append(error)
            return None
        notices.append(ConfigError("config.last_good_used", **{**error.data, "problems": (error,)}))
        return kept
    notices.extend(keep_copy(path, copy))
    return found


def load_plan(path: Path) -> plan.Plan:
    """The plan in `path`. Raises ConfigError with every problem in `data["problems"]`."""
    content, lines = read_toml(path)
    problems = Problems(path)
    try:
        shape = ContinuityShape.model_validate(content)
    except ValidationError as error:
        complain(problems, error, ContinuityShape, lines)
        raise problems.error() from None
    _check(problems, shape, lines)
    problems.stop_if_any()
    return _plan(shape, path)


# ── what one part of the file says about another ─────────────────────────────────────────────────────────────


def _check(problems: Problems, shape: ContinuityShape, lines: dict[Place, int]) -> None:
    def choice(where: Place, value: str, known: Sequence[str]) -> None:
        if value and value not in known:
            names = ", ".join(known) or "-"
            problems.add("config.not_a_choice", line_of(lines, where), key_path(where), value=value, known=names)

    def once(kind: str, keys: Sequence[str]) -> None:
        for index, key in enumerate(keys):
            if key in keys[:index]:
                where: Place = (kind, index, "key")
                problems.add("config.key_twice", line_of(lines, where), key_path(where), name=key, kind=kind)

    scenarios = [each.key for each in shape.scenarios]
    processes = [each.key for each in shape.items if each.kind is plan.ItemKind.PROCESS]
    signs = [*dict.fromkeys(rung.means for rung in shape.ladder), plan.POWER, plan.ROSTER]
    once("scenario", scenarios)
    once("vitaal", [each.key for each in shape.items])
    once("dienst", [each.key for each in shape.duties])
    once("afspraak", [each.key for each in shape.agreements])
    once("ladder", [f"{each.means} {each.counterpart}" for each in shape.ladder])
    for index, item in enumerate(shape.items):
        at: Place = ("vitaal", index)
        choice((*at, "onder"), item.part_of, [key for key in processes if key != item.key])
        choice((*at, "eigenaar"), item.owner, shape.owners)
        for name in item.follows:
            choice((*at, "volgt"), name, signs)
        for number, impact in enumerate(item.impacts):
            below: Place = (*at, "gevolg", number)
            choice((*below, "scenario"), impact.scenario, scenarios)
            choice((*below, "eigenaar"), impact.owner, shape.owners)
            choice((*below, "getoetst_door"), impact.tested_by, shape.owners)
    _processes_on_top(problems, shape, lines)


def _processes_on_top(problems: Problems, shape: ContinuityShape, lines: dict[Place, int]) -> None:
    """A process stands under nothing: two levels are enough for a table that must fit on a screen."""
    for index, item in enumerate(shape.items):
        if item.kind is plan.ItemKind.PROCESS and item.part_of:
            where: Place = ("vitaal", index, "onder")
            problems.add("continuity.process_below", line_of(lines, where), key_path(where), value=item.part_of)


# ── into the domain ──────────────────────────────────────────────────────────────────────────────────────────


def _plan(shape: ContinuityShape, path: Path) -> plan.Plan:
    power, fallback = shape.power, shape.fallback
    return plan.Plan(
        organisation=clean(shape.organisation),
        file=str(path),
        illustrative=shape.illustrative,
        scenarios=tuple(plan.Scenario(one.key, clean(one.label), clean(one.short)) for one in shape.scenarios),
        items=tuple(_item(one) for one in shape.items),
        ladder=tuple(
            plan.Rung(one.means, clean(one.label), clean(one.counterpart), one.test_days, clean(one.how))
            for one in shape.ladder
        ),
        power=plan.PowerPlan(
            power.nsa,
            power.tank_l,
            power.kva,
            power.load,
            power.litres_per_h,
            power.ups_min,
            power.refuel_h,
            tuple(clean(each) for each in power.shedding),
        ),
        duties=tuple(plan.Duty(one.key, clean(one.label), one.minimum, one.max_h) for one in shape.duties),
        fallback=plan.Fallback(
            clean(fallback.place),
            clean(fallback.access),
            clean(fallback.route),
            clean(fallback.kit),
            clean(fallback.takes_over),
            tuple(plan.Step(one.key, clean(one.label), clean(one.number), one.needs_number) for one in fallback.steps),
        ),
        agreements=tuple(
            plan.Agreement(
                one.key,
                clean(one.label),
                clean(one.partner),
                one.review,
                one.review_days,
                clean(one.number),
                one.exercised,
                clean(one.about),
            )
            for one in shape.agreements
        ),
    )


def _item(shape: ItemShape) -> plan.Item:
    return plan.Item(
        shape.key,
        clean(shape.label),
        shape.kind,
        shape.part_of,
        clean(shape.owner),
        shape.mtpd_h,
        shape.rto_h,
        clean(shape.mbco),
        tuple(clean(each) for each in shape.covers),
        tuple(shape.follows),
        tuple(
            plan.Impact(
                one.scenario,
                one.level,
                clean(one.consequence),
                clean(one.measure),
                clean(one.owner),
                one.tested,
                clean(one.tested_by),
                one.carried_out,
            )
            for one in shape.impacts
        ),
    )
