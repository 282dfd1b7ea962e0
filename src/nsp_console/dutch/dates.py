"""Dates as people write them: `20-01-2027`. Pure functions; the time zone is passed in."""

from datetime import date, datetime, tzinfo

from nsp_console.dutch.times import moment

NOON_H, LAST_H, LAST_MIN, LAST_S = 12, 23, 59, 59
CENTURY = 2000


def date_words(wall: float, zone: tzinfo | None) -> str:
    """`20-01-2027`."""
    return moment(wall, zone).strftime("%d-%m-%Y")


def parse_date(text: str, now_wall: float, zone: tzinfo | None) -> date | None:
    """The day in `20-01-2027`, `20-1-27`, `20-01` (of this year) or `vandaag`; None: not a date."""
    now = moment(now_wall, zone).date()
    typed = text.strip().casefold()
    if typed == "vandaag":
        return now
    parts = typed.replace("/", "-").replace(".", "-").split("-")
    if not 2 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    year = int(parts[2]) if len(parts) == 3 else now.year
    try:
        return date(year + CENTURY if year < 100 else year, int(parts[1]), int(parts[0]))
    except ValueError:
        return None


def noon(day: date, zone: tzinfo | None) -> float:
    """Seconds UTC of the middle of `day`."""
    return datetime(day.year, day.month, day.day, NOON_H, tzinfo=zone).timestamp()


def day_end(day: date, zone: tzinfo | None) -> float:
    """Seconds UTC of the last second of `day`: what holds up to and including it ends here."""
    return datetime(day.year, day.month, day.day, LAST_H, LAST_MIN, LAST_S, tzinfo=zone).timestamp()
