"""Orders, requests and notes between consoles in one Dutch line each, for the operator's lists and the line mode."""

from collections.abc import Mapping
from datetime import tzinfo

from nsp_console.domain.air_picture import Order
from nsp_console.domain.facts import (
    Decided,
    DeploymentEnded,
    DeploymentStarted,
    HomeMoved,
    StationRevoked,
    T0Corrected,
    WriterMoved,
)
from nsp_console.domain.safetext import clean
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Scalar
from nsp_console.domain.writing import KEEPER
from nsp_console.dutch.fieldnames import field_label, value_text
from nsp_console.dutch.labels import DECISION
from nsp_console.dutch.times import amount, date_clock

READ_LINE = "Gelezen"
UNREADABLE_LINE = "[onleesbaar bericht]"


def who(code: str) -> str:
    """A station by its code, or the region keeper."""
    return "de regiobeheerder" if code == KEEPER else code


def order_line(order: Order) -> str:
    """What was ordered, without who did: that stands beside it."""
    match order:
        case DeploymentStarted():
            words = f"Inzet {order.name} begonnen, T0 {order_time(order.t0_wall)} volgens {order.source}"
        case DeploymentEnded():
            words = "Inzet beëindigd" + _because(order.reason)
        case T0Corrected():
            words = f"T0 is {order_time(order.t0_wall)} volgens {order.source}"
        case Decided():
            before = f" vóór {order_time(order.target_wall)}" if order.target_wall is not None else ""
            owner = f", uitvoering {order.owner}" if order.owner else ""
            words = f"Besluit {order.site} {DECISION[order.what]}{before} door {order.by}{owner}: {order.reason}"
        case HomeMoved():
            words = move_line(order)
        case WriterMoved():
            words = writer_line(order)
        case StationRevoked():
            words = f"Sleutel van {order.station} ingetrokken" + _because(order.reason)
    return clean(words)


def move_line(move: HomeMoved) -> str:
    """Who answers for which points from now on."""
    what = ", ".join(move.sites) or f"alle punten van {move.home}"
    why = _because(move.reason)
    if move.to == move.home:
        return f"{move.home} neemt weer zelf waar ({what}){why}"
    return f"{move.to} neemt waar voor {move.home} ({what}){why}"


def writer_line(move: WriterMoved) -> str:
    """Which console tells the region how a point is from now on."""
    if move.to == move.site:
        return f"Console van {move.site} meldt weer zelf{_because(move.reason)}"
    return f"{move.to} meldt voor {move.site} in plaats van de console daar{_because(move.reason)}"


def values_line(values: Mapping[str, Scalar]) -> str:
    """`water 300 l, bezoekers 64`: label and value of every field, in the given order."""
    return ", ".join(f"{field_label(key).lower()} {value_text(key, value)}" for key, value in values.items())


def needs_line(needs: tuple[Need, ...]) -> str:
    """`50 stuks dekens, 200 l drinkwater`: keys of articles as words."""
    return ", ".join(f"{amount(need.amount, need.unit)} {need.article.replace('_', ' ')}" for need in needs)


def request_line(site: str, needs: tuple[Need, ...], note: str) -> str:
    """A request as a person reads it."""
    asked = " · ".join(part for part in (needs_line(needs), note) if part)
    return clean(f"Aanvraag {site}: {asked}")


def _because(reason: str) -> str:
    return f": {reason}" if reason else ""


def order_time(wall: float, zone: tzinfo | None = None) -> str:
    """Local time; a time no calendar holds (it came over the air) reads as a question mark."""
    try:
        return date_clock(wall, zone)
    except (ValueError, OverflowError, OSError):
        return "?"


def hung_line(number: int) -> str:
    """A bulletin of another console hangs here."""
    return f"Bulletin {number} hangt"


def bulletin_line(number: int, text: str) -> str:
    """A bulletin in the list of what goes out."""
    return f"Bulletin {number}: {text}"


def roll_call_line(home: str) -> str:
    """Everybody of one C, or all, is asked for its state."""
    return f"Meldronde {home or 'hele regio'}"
