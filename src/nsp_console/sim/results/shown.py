"""Figures as text in the tables of the page. A rounded figure never looks better than it is where it matters."""

import math
from collections.abc import Iterable, Sequence
from enum import Enum

NOTHING = "–"
DECIMALS_MAX = 6


class Unit(Enum):
    """(sign behind the figure, factor, decimals)."""

    SECONDS = (" s", 1.0, 1)
    MS = (" ms", 1.0, 0)
    BYTES = (" B", 1.0, 1)
    PERCENT = (" %", 1.0, 1)
    SHARE = (" %", 100.0, 2)
    COUNT = ("", 1.0, 1)


def shown(value: float | None, unit: Unit) -> str:
    """One figure with its unit; shares are cut off, not rounded, so that 99.999 % does not read as all."""
    if value is None:
        return NOTHING
    sign, _, _ = unit.value
    return "never" if math.isinf(value) else f"{_digits(value, unit)}{sign}"


def shown_range(mean: float, low: float, high: float, unit: Unit) -> str:
    """Mean (lowest–highest), or the mean alone when they read the same."""
    ends = [shown(low, unit).removesuffix(unit.value[0]), shown(high, unit).removesuffix(unit.value[0])]
    return shown(mean, unit) if ends[0] == ends[1] else f"{shown(mean, unit)} ({ends[0]}–{ends[1]})"


def shown_gap(gap: float, unit: Unit) -> str:
    """How far a figure is off: with as many decimals as it takes not to read as nothing."""
    sign, factor, decimals = unit.value
    if unit in (Unit.SHARE, Unit.PERCENT):
        sign = " percentage points"
    for more in range(decimals, DECIMALS_MAX + 1):
        text = f"{gap * factor:.{more}f}"
        if float(text):
            return f"{text}{sign}"
    return f"less than {10.0**-DECIMALS_MAX:.{DECIMALS_MAX}f}{sign}"


def _digits(value: float, unit: Unit) -> str:
    _, factor, decimals = unit.value
    scaled = value * factor
    if unit is Unit.SHARE:
        scaled = math.floor(round(scaled * 100, 6)) / 100
    text = f"{scaled:.{decimals}f}"
    if unit in (Unit.COUNT, Unit.BYTES, Unit.SHARE) and float(text) == round(float(text)):
        return f"{round(float(text))}"
    return text


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table; the first column is text, the others are figures."""
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|--:" * (len(heads) - 1) + "|"]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]
