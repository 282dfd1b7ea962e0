"""Counts over points. L, C and X are never added together (design: rules, Sites)."""

from collections.abc import Iterable

from nsp_console.domain.fields import OPEN_STATES, SiteState
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.values import Scalar
from nsp_console.domain.views import RegionTotals, Severity, SiteView

SHUT = frozenset({SiteState.CLOSED, SiteState.EVACUATED, SiteState.SCALED_DOWN})


def counted_value(view: SiteView, key: str) -> Scalar | None:
    """The value of `key` that counts: an unconfirmed one does not."""
    cell = view.cells.get(key)
    if cell is None:
        return None
    return cell.counted if cell.pending else cell.value


def in_cluster(views: Iterable[SiteView], cluster: str) -> list[SiteView]:
    """The views of one cluster (case does not matter); all of them when `cluster` is empty."""
    wanted = cluster.casefold()
    return [view for view in views if not wanted or view.site.cluster.casefold() == wanted]


def region_totals(views: Iterable[SiteView], cluster: str = "", kind: SiteKind = SiteKind.L) -> RegionTotals:
    """Counts over the points of one kind, L unless told otherwise. A point of unknown state is only in the total."""
    chosen = [view for view in in_cluster(views, cluster) if view.site.kind is kind]
    states = [counted_value(view, "state") for view in chosen]
    by_severity = dict.fromkeys(Severity, 0)
    for view in chosen:
        by_severity[view.severity] += 1
    return RegionTotals(
        l_total=len(chosen),
        l_open=sum(state in OPEN_STATES for state in states),
        l_setting_up=sum(state == SiteState.SETTING_UP for state in states),
        l_closed=sum(state in SHUT for state in states),
        by_severity=by_severity,
    )
