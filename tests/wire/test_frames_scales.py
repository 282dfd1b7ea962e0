"""Amounts in a few bits: the error that docs/frames.md promises holds for every amount, and zero stays zero."""

import math

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.fields import FIELDS
from nsp_console.wire.frames.scales import AGE, AMOUNTS, SCALES, STAFF, Scale, age_code, age_seconds

STATED = {"fuel_hours": 0.107, "water_l": 0.080, "food_portions": 0.088, "visitors": 0.088, "age": 0.088}
TOPS = {"fuel_hours": 160, "water_l": 42_700, "food_portions": 9_100, "visitors": 3_630, "age": 10_400}
LOGARITHMIC = (*AMOUNTS, AGE)


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_every_code_comes_back(scale: Scale) -> None:
    """The level of every code encodes to that same code, and the levels rise strictly."""
    levels = [scale.decode(code) for code in range(scale.first, scale.top + 1)]
    assert [scale.encode(level) for level in levels if level is not None] == list(range(scale.first, scale.top + 1))
    assert scale.top == (1 << scale.bits) - 1
    assert scale.decode(0) is None or scale is AGE


@pytest.mark.parametrize("scale", LOGARITHMIC, ids=lambda scale: str(scale.key))
@given(where=st.floats(0, 1))
def test_the_stated_error_holds_everywhere(scale: Scale, where: float) -> None:
    """Between the lowest and the highest level, what is read differs from what was said by at most the stated part."""
    low = next(level for level in scale.levels if level > 0)
    amount = low * (scale.levels[-1] / low) ** where
    if scale.exact_to:
        amount = max(1.0, float(round(amount)))  # people, portions and minutes are whole
    read = scale.decode(scale.encode(amount))
    assert read is not None
    assert abs(read - amount) / amount <= scale.error + 1e-9
    assert scale.error <= STATED[scale.key]
    if scale.exact(scale.encode(amount)):
        assert read == amount


@pytest.mark.parametrize("scale", LOGARITHMIC, ids=lambda scale: str(scale.key))
def test_the_top_says_this_or_more(scale: Scale) -> None:
    """Above the table everything reads as its highest level, and that level is where the document says."""
    assert scale.levels[-1] == TOPS[scale.key]
    assert scale.encode(math.inf) == scale.encode(scale.levels[-1] * 9) == scale.top
    assert not scale.exact(scale.top)
    if scale.key in FIELDS:
        assert scale.encode(FIELDS[scale.key].high) == scale.top


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
@given(one=st.floats(0, 1e6), other=st.floats(0, 1e6))
def test_more_never_reads_as_less(scale: Scale, one: float, other: float) -> None:
    """Encoding keeps the order, only zero reads as zero, and the distance is the same from either side."""
    low, high = sorted((one, other))
    assert scale.encode(low) <= scale.encode(high)
    assert scale.steps(one, other) == scale.steps(other, one) == scale.encode(high) - scale.encode(low)
    assert (scale.encode(one) == scale.encode(0)) == (one == 0)


@pytest.mark.parametrize("scale", STAFF, ids=lambda scale: str(scale.key))
@given(count=st.integers(0, 1000))
def test_staff_is_never_told_too_high(scale: Scale, count: int) -> None:
    """A count of people that was rounded reads as the low end of its range."""
    code = scale.encode(count)
    read = scale.decode(code)
    assert read is not None
    assert read <= count
    if scale.exact(code):
        assert read == count
    elif code < scale.top:
        assert count < scale.levels[code - scale.first + 1]
        assert (count - read) / count <= scale.error


@given(age_s=st.floats(0, 7 * 24 * 3600))
def test_an_age_survives_within_its_error(age_s: float) -> None:
    """Up to seven days an age is right within 9 %, or half a minute when that is more."""
    assert abs(age_seconds(age_code(age_s)) - age_s) <= max(0.088 * age_s + 30, 30)


@pytest.mark.parametrize("amount", [-1.0, math.nan, -math.inf])
def test_what_is_no_amount_is_refused(amount: float) -> None:
    """Less than nothing, or no number at all, is a mistake of the caller and is said so."""
    for scale in SCALES.values():
        with pytest.raises(ValueError, match="amount"):
            scale.encode(amount)
    with pytest.raises(ValueError, match="amount"):
        age_code(amount)
