"""Times and numbers as a Dutch reader expects them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st

from nsp_console.domain.moments import Age
from nsp_console.domain.views import Forecast
from nsp_console.dutch import times

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2027, 1, 20, 18, 54, tzinfo=ZONE).timestamp()


def test_numbers_use_point_and_comma() -> None:
    """Thousands get a point, decimals a comma, and zeros behind the comma go."""
    assert [times.number(value) for value in (1250, 3.1, 6.0, 0, 1234567.25)] == [
        "1.250",
        "3,1",
        "6",
        "0",
        "1.234.567,2",
    ]
    assert times.amount(1250, "l") == "1.250 l"


@given(st.floats(0, 4_000_000))
def test_span_fits_five_cells(seconds: float) -> None:
    """An age never takes more than five cells, up to 46 days."""
    assert 2 <= len(times.span(seconds)) <= 5


def test_ages_read_like_this() -> None:
    """Minutes, hours with minutes, days; "≥" for a lower bound and "-" for never."""
    assert [times.age(Age(s)) for s in (0, 480, 11640, 7500, 400_000)] == ["0m", "8m", "3u14", "2u05", "4d"]
    assert times.age(Age(480, at_least=True)) == "≥8m"
    assert times.age(None) == "-"


def test_clocks_name_the_day_only_when_needed() -> None:
    """Today a clock is enough; another day is named, in Dutch."""
    assert times.clock(NOW, ZONE) == "18:54"
    assert times.day_clock(NOW, ZONE) == "wo 18:54"
    assert times.date_clock(NOW, ZONE) == "wo 20-01 18:54"
    assert times.near_clock(NOW + 3600, NOW, ZONE) == "19:54"
    assert times.near_clock(NOW + 12 * 3600, NOW, ZONE) == "do 06:54"
    assert times.since_t0(26.25 * 3600) == "T+26:15"
    assert times.since_t0(-5400) == "T-1:30"


def test_hours_are_a_range_that_promises_nothing_extra() -> None:
    """Hours are rounded down, equal ends shown once, far ends as 99+, none as a question mark."""
    shown = [
        times.hours(f) for f in (Forecast(9.9, 13.9), Forecast(13, 13.5), Forecast(120, 140), Forecast(30, 120), None)
    ]
    assert shown == ["9-13", "13", "99+", "30+", "?"]


@given(st.floats(0, 500), st.floats(0, 500))
def test_hours_fit_their_column(low: float, extra: float) -> None:
    """A range of hours takes at most five cells and never starts above the low end."""
    shown = times.hours(Forecast(low, low + extra))
    assert len(shown) <= 5
    assert int(shown.split("-")[0].rstrip("+")) <= low


def test_run_out_names_both_ends() -> None:
    """The end of a supply is a range of clock times in steps of ten minutes, with the day when it is another."""
    assert times.run_out(Forecast(4, 5), NOW, ZONE) == "22:50-23:50"
    assert times.run_out(Forecast(4, 8), NOW, ZONE) == "22:50-do 02:50"
    assert times.run_out(Forecast(13, 13), NOW, ZONE) == "do 07:50"


def test_typed_times_are_read() -> None:
    """18:30, 1830, 18.30 and 20-01 18:30 are times; anything else is not."""
    for text in ("18:30", "1830", "18.30", "20-01 18:30"):
        assert times.parse_clock(text, NOW, ZONE) == NOW - 24 * 60
    for text in ("", "straks", "25:00", "18:30 morgen vroeg", "99-99 18:30"):
        assert times.parse_clock(text, NOW, ZONE) is None


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_typed_clock_is_the_nearest_one(hour: int, minute: int) -> None:
    """A clock without a date means the occurrence nearest to now, at most half a day away."""
    found = times.parse_clock(f"{hour:02d}:{minute:02d}", NOW, ZONE)
    assert found is not None
    assert abs(found - NOW) <= 12 * 3600
    assert times.clock(found, ZONE) == f"{hour:02d}:{minute:02d}"


@given(st.text(max_size=12))
def test_no_typed_time_crashes(text: str) -> None:
    """Whatever is typed, reading a time gives a number or None."""
    found = times.parse_clock(text, NOW, ZONE)
    assert found is None or isinstance(found, float)
