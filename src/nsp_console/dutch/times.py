"""Numbers, ages and clock times as a Dutch reader expects them. Pure functions; the time zone is passed in."""

from datetime import datetime, tzinfo

from nsp_console.domain.moments import HOUR_S, Age
from nsp_console.domain.views import Forecast

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
MINUTE_S = 60
DAY_H = 24
HOURS_SHOWN_MAX = 99  # more hours than this read "99+": nobody plans that far on a board
AGE_HOURS_MAX = 72  # older than this an age is told in days


def number(value: float, decimals: int = 1) -> str:
    """`1.250`, `1,5`: a point between thousands, a comma before decimals, no trailing zeros."""
    text = f"{round(value, decimals):,.{decimals}f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def amount(value: float, unit: str) -> str:
    """`1.250 l`; a unit of words follows after a blank, a percentage too."""
    return f"{number(value)} {unit}".rstrip()


def span(seconds: float) -> str:
    """A length of time in at most five characters: `0m`, `8m`, `3u14`, `2u05`, `4d`."""
    minutes = int(max(0.0, seconds) // MINUTE_S)
    hours, rest = divmod(minutes, MINUTE_S)
    if hours == 0:
        return f"{minutes}m"
    if hours < AGE_HOURS_MAX:
        return f"{hours}u{rest:02d}"
    return f"{hours // DAY_H}d"


def age(value: Age | None) -> str:
    """An age as `span`; "≥" when only a lower bound is known; "-" when there is none."""
    if value is None:
        return "-"
    return ("≥" if value.at_least else "") + span(value.seconds)


def ago(seconds: float) -> str:
    """`zojuist`, `8m geleden`."""
    return f"{span(seconds)} geleden" if seconds >= MINUTE_S else "zojuist"


def countdown(seconds: float) -> str:
    """`8 s`, `2 min`, `1 u 05`: how long a person must still wait."""
    whole = int(max(0.0, seconds))
    if whole < MINUTE_S:
        return f"{whole} s"
    minutes, hours = whole // MINUTE_S, whole // int(HOUR_S)
    return f"{minutes} min" if not hours else f"{hours} u {minutes % MINUTE_S:02d}"


def hours_minutes(seconds: float) -> str:
    """`26:14` as hours and minutes; negative values keep their sign."""
    sign = "-" if seconds < 0 else ""
    minutes = int(abs(seconds) // MINUTE_S)
    return f"{sign}{minutes // MINUTE_S}:{minutes % MINUTE_S:02d}"


def since_t0(seconds: float) -> str:
    """`T+26:14`, or `T-1:30` before T0."""
    text = hours_minutes(seconds)
    return f"T{text}" if text.startswith("-") else f"T+{text}"


def moment(wall: float, zone: tzinfo | None) -> datetime:
    """Wall seconds as a local time; `zone` None means the zone of this machine."""
    return datetime.fromtimestamp(wall, tz=zone).astimezone(zone)


def clock(wall: float, zone: tzinfo | None) -> str:
    """`18:54`."""
    return moment(wall, zone).strftime("%H:%M")


def day_clock(wall: float, zone: tzinfo | None) -> str:
    """`wo 18:54`."""
    at = moment(wall, zone)
    return f"{DAYS[at.weekday()]} {at:%H:%M}"


def date_clock(wall: float, zone: tzinfo | None) -> str:
    """`wo 20-01 18:54`."""
    at = moment(wall, zone)
    return f"{DAYS[at.weekday()]} {at:%d-%m %H:%M}"


def near_clock(wall: float, now_wall: float, zone: tzinfo | None) -> str:
    """`18:54` when it is today, else with the day: `do 08:00`."""
    same_day = moment(wall, zone).date() == moment(now_wall, zone).date()
    return clock(wall, zone) if same_day else day_clock(wall, zone)


def hours(forecast: Forecast | None) -> str:
    """A range of whole hours, rounded down so that it never promises more: `9-13`, `13`, `99+`; "?" without one."""
    if forecast is None:
        return "?"
    low, high = int(max(0.0, forecast.low_h)), int(max(0.0, forecast.high_h))
    if low > HOURS_SHOWN_MAX:
        return f"{HOURS_SHOWN_MAX}+"
    if high > HOURS_SHOWN_MAX:
        return f"{low}+"
    return str(low) if low == high else f"{low}-{high}"


def run_out(forecast: Forecast, now_wall: float, zone: tzinfo | None) -> str:
    """When it is finished, as a range of clock times: `22:50-23:50`, `do 04:00-08:00`, rounded down to 10 minutes."""
    step = 10 * MINUTE_S
    low = (now_wall + forecast.low_h * HOUR_S) // step * step
    high = (now_wall + forecast.high_h * HOUR_S) // step * step
    first = near_clock(low, now_wall, zone)
    if low == high:
        return first
    same_day = moment(low, zone).date() == moment(high, zone).date()
    return f"{first}-{clock(high, zone) if same_day else day_clock(high, zone)}"


def parse_clock(text: str, now_wall: float, zone: tzinfo | None) -> float | None:
    """Wall seconds of what a person typed: `18:30`, `1830`, `20-01 18:30`; the nearest such time. None: not a time."""
    words = text.replace(".", ":").split()
    if not words or len(words) > 2:
        return None
    digits = words[-1].replace(":", "").rjust(4, "0")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 4):
        return None
    hour, minute = int(digits[:2]), int(digits[2:])
    now = moment(now_wall, zone)
    try:
        at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        if len(words) == 2:
            day, _, month = words[0].partition("-")
            at = at.replace(month=int(month), day=int(day))
    except ValueError:
        return None
    candidate = at.timestamp()
    if len(words) == 1:  # without a date: the occurrence nearest to now
        day_s = DAY_H * HOUR_S
        candidate = min((candidate - day_s, candidate, candidate + day_s), key=lambda wall: abs(wall - now_wall))
    return candidate
