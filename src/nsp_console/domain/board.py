"""The order of the board: who needs me? Own points first, then the others; within each, the ones to act on on top."""

from collections.abc import Iterable

from nsp_console.domain.findings import RANK
from nsp_console.domain.views import SiteView

NEVER_HEARD = 1_000_000  # intervals; more overdue than anything that was ever heard


def board_order(views: Iterable[SiteView], station: str) -> tuple[SiteView, ...]:
    """Own points first, then the others; in each: unacknowledged alarms, then worst, then most overdue.

    Overdue is counted in whole missed intervals, so that rows do not swap places at every report; equal rows keep the
    order they came in. `station` is this console's site code: its own row, if any, opens the second part.
    """
    return tuple(sorted(views, key=lambda view: _key(view, station)))


def _key(view: SiteView, station: str) -> tuple[int, bool, int, int]:
    part = 0 if view.own else 1 if view.site.code == station else 2
    waiting = view.alarm is not None and not view.alarm_acknowledged
    return part, not waiting, RANK[view.severity], -overdue(view)


def overdue(view: SiteView) -> int:
    """Whole intervals passed since the point was last heard."""
    if view.heard is None:
        return NEVER_HEARD
    return int(view.heard.seconds // view.interval_s) if view.interval_s > 0 else 0
