"""Which values count, which wait for *klopt*, and when two sources contradict (design: rules, "Values")."""

from nsp_console.domain.air_facts import Content
from nsp_console.domain.fields import STAFF_PREFIX, FunctionState, Power, Safety, SiteState
from nsp_console.domain.records import HISTORY_MAX, FieldRecord
from nsp_console.domain.values import Means, Observed, Scalar, Tier

STOCKS = frozenset({"water_l", "food_portions", "fuel_hours", "fuel_l", "battery_pct", "staff_hours", "charge_working"})
MATERIAL_DIFFERENCE = 0.25  # amounts further apart than this share contradict

# From best to worst, per field of words; what is not listed has no better or worse.
WORSE_LATER: dict[str, tuple[str, ...]] = {
    "state": (SiteState.OPEN, SiteState.LIMITED, SiteState.FULL),
    "power": (Power.GRID, Power.GENERATOR, Power.BATTERY, Power.NONE),
    "safety": (Safety.CALM, Safety.TENSE, Safety.THREAT, Safety.UNSAFE),
    "first_aid_kit": (FunctionState.WORKS, FunctionState.LIMITED, FunctionState.FAILS),
}
# What one console passes on to another waits for a person there, whoever sealed it: the writer answers for its points.
ALWAYS_WAIT = frozenset({Content.REPORT, Content.REQUEST})
# What the wire does to a value: its scales are steps of at most 22 %, so at most half of that off; the smallest
# amounts read as the lowest step, and one word stands for the two worst words about safety.
ROUNDING_SHARE = 0.12
ROUNDING_SMALL = {"water_l": 5.0, "fuel_hours": 0.5}
ROUNDED_SAFETY = {Safety.THREAT, Safety.UNSAFE}
FUNCTION_ORDER = (FunctionState.WORKS, FunctionState.LIMITED, FunctionState.FAILS)


def counts_at_once(key: str, new: Observed, old: Observed | None, jump_factor: float) -> bool:
    """Whether a value counts without *klopt*: entered here or tier A always, B unless better or a jump, C never.

    What another C tells in its regional picture counts whatever its tier: it was confirmed there.
    """
    if new.source.means is not Means.LORA or new.source.tier is Tier.A or new.source.via:
        return True
    if new.source.tier is Tier.C:
        return False
    if old is None:  # nothing known yet: there is no severity to improve and nothing to jump from
        return True
    return not improves(key, new.value, old.value) and not jumps(new.value, old.value, jump_factor)


def improves(key: str, new: Scalar, old: Scalar) -> bool:
    """Whether `new` paints a rosier picture than `old`. A different state outside the order counts as rosier too."""
    order = FUNCTION_ORDER if key.startswith("functions.") else WORSE_LATER.get(key)
    if order is not None:
        if new == old:
            return False
        return new not in order or old not in order or order.index(str(new)) < order.index(str(old))
    if isinstance(new, (int, float)) and isinstance(old, (int, float)):
        if key in STOCKS or key.startswith("staff."):
            return new > old
        if key in ("visitors", "over_2h"):
            return new < old / 2
    return False


def jumps(new: Scalar, old: Scalar, factor: float) -> bool:
    """Whether an amount changed by `factor` or more in either direction (a lost or added zero)."""
    if isinstance(new, bool) or isinstance(old, bool) or not isinstance(new, (int, float)):
        return False
    if not isinstance(old, (int, float)):
        return False
    low, high = sorted((abs(float(new)), abs(float(old))))
    return high >= factor * max(low, 1.0) and high - low >= 1.0


def contradicts(key: str, new: Observed, old: Observed, window_s: float, gap_s: float) -> bool:
    """Whether two counted values of different reporters, `gap_s` apart, disagree materially within the window."""
    if gap_s > window_s or _reporter(new) == _reporter(old) or same_rounded(key, new, old):
        return False
    if isinstance(new.value, (int, float)) and isinstance(old.value, (int, float)):
        larger = max(abs(new.value), abs(old.value))
        return larger > 0 and abs(new.value - old.value) / larger > MATERIAL_DIFFERENCE
    return new.value != old.value


def same_rounded(key: str, one: Observed, other: Observed) -> bool:
    """Whether two values may be one and the same, which the wire rounded for one of them (`wire.frames.scales`)."""
    if one.estimated == other.estimated:
        return one.value == other.value
    rounded, exact = (one.value, other.value) if one.estimated else (other.value, one.value)
    if isinstance(rounded, str) or isinstance(exact, str):
        return {rounded, exact} == ROUNDED_SAFETY or rounded == exact
    if key.startswith(STAFF_PREFIX):
        return exact >= rounded  # a few codes only: "so many, or more"
    larger = max(abs(rounded), abs(exact))
    return abs(rounded - exact) <= max(ROUNDING_SHARE * larger, ROUNDING_SMALL.get(key, 0.0))


def _reporter(value: Observed) -> tuple[Means, int | None]:
    return value.source.means, value.source.node


def overtakes(new: Observed, waiting: Observed) -> bool:
    """Whether a value that waits for *klopt* is old news now: `new` came later and was not observed before it."""
    return waiting.entry <= new.entry and waiting.at.wall <= new.at.wall


def take(record: FieldRecord, new: Observed, rival: Observed | None) -> None:
    """Make `new` the value that counts, unless what counts was observed later; keep the history in order."""
    history = sorted((*record.history, new), key=lambda seen: (seen.at.wall, seen.entry))
    record.history = tuple(history[-HISTORY_MAX:])
    newest = record.history[-1]
    if record.counted is None or newest.entry == new.entry:
        record.counted = new
        record.rival = rival
    if record.pending is not None and overtakes(new, record.pending):
        record.pending = None
