"""The order of the board, the counts of the region, and the six fields of the kernmelding."""

from dataclasses import replace

from hypothesis import given, strategies as st

from nsp_console.domain.board import board_order
from nsp_console.domain.fields import KERN
from nsp_console.domain.interval import Ages
from nsp_console.domain.kern import KERN_FIELDS, missing_at
from nsp_console.domain.moments import Age
from nsp_console.domain.records import FieldRecord
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.totals import in_cluster, region_totals
from nsp_console.domain.values import Scalar, Tier
from nsp_console.domain.views import Severity, SiteView
from support.records import NOW, STATION, ago, fine, look, open_alarm, record, seen, site


def view(
    code: str, severity: Severity, heard: float | None = 5, own: bool = True, alarm: int | None = None
) -> SiteView:
    """A view as far as the order looks at it."""
    return replace(
        look(fine(at=site(code))),
        severity=severity,
        heard=None if heard is None else Age(heard * 60),
        interval_s=3600,
        own=own,
        alarm=alarm,
    )


def codes(views: tuple[SiteView, ...]) -> list[str]:
    """The codes in order, last two characters."""
    return [each.site.code[-2:] for each in views]


def test_who_needs_me_comes_first() -> None:
    """Own points: unacknowledged, then by severity, then most overdue; then the others in the same way."""
    views = [
        view("L-RAA-09", Severity.CRITICAL, own=False, alarm=3),
        view("L-DEV-08", Severity.OUT_OF_SERVICE),
        view("L-DEV-07", Severity.GOOD, heard=61),
        view("L-DEV-06", Severity.GOOD, heard=150),
        view("L-DEV-05", Severity.UNKNOWN, heard=None),
        view("L-DEV-04", Severity.ATTENTION),
        view("L-DEV-03", Severity.SILENT),
        view("L-DEV-02", Severity.CRITICAL),
        view("L-DEV-01", Severity.CRITICAL, alarm=4),
        view("L-RAA-10", Severity.GOOD, own=False),
    ]
    expected = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"]
    assert codes(board_order(views, STATION)) == expected


def test_an_acknowledged_alarm_no_longer_stands_on_top() -> None:
    """Acknowledged is not solved, but someone has it."""
    taken = replace(view("L-DEV-01", Severity.CRITICAL, alarm=4), alarm_acknowledged=True)
    worse = view("L-DEV-02", Severity.CRITICAL, heard=200)
    assert codes(board_order([taken, worse], STATION)) == ["02", "01"]


@given(
    st.lists(
        st.tuples(st.sampled_from(Severity), st.floats(0, 59), st.booleans(), st.sampled_from([None, 4])), max_size=12
    )
)
def test_rows_do_not_swap_places_for_a_few_minutes_difference(
    rows: list[tuple[Severity, float, bool, int | None]],
) -> None:
    """Within the interval the order does not depend on who was heard last, and ordering twice changes nothing."""
    views = [view(f"L-DEV-{i:02}", severity, heard, own, alarm) for i, (severity, heard, own, alarm) in enumerate(rows)]
    once = board_order(views, STATION)
    assert board_order(once, STATION) == once
    equal = [replace(each, heard=Age(0)) for each in views]
    assert codes(board_order(equal, STATION)) == codes(once)


def test_totals_count_l_points_only_and_by_state_that_counts() -> None:
    """C and X are counted apart; an unconfirmed "open" is not open."""
    waiting = record({"state": "gesloten"}, at=site("L-DEV-03"))
    waiting.fields["state"].pending = seen("open", 1, Tier.C)
    views = [
        look(fine(at=site("L-DEV-01"))),
        look(record({"state": "in_opbouw"}, at=site("L-DEV-02"))),
        look(waiting),
        look(open_alarm(fine(at=site("L-DEV-04", cluster="Vechtdal")))),
        look(record(heard=None, at=site("L-DEV-05"))),
        look(fine(at=site("X-DEV-01", kind=SiteKind.X))),
        look(fine(at=site("C-RAA-01", kind=SiteKind.C))),
    ]
    totals = region_totals(views)
    assert (totals.l_total, totals.l_open, totals.l_setting_up, totals.l_closed) == (5, 2, 1, 1)
    assert totals.by_severity == {
        Severity.CRITICAL: 1,
        Severity.SILENT: 0,
        Severity.ATTENTION: 0,
        Severity.UNKNOWN: 1,
        Severity.GOOD: 1,
        Severity.OUT_OF_SERVICE: 2,
    }
    assert region_totals(views, cluster="vechtdal").l_total == 1
    assert region_totals(views, kind=SiteKind.X).l_total == 1
    assert len(in_cluster(views, "")) == len(views)


FULL: dict[str, Scalar] = {"state": "open", "visitors": 0, "water_l": 10, "fuel_hours": 4, "bulletin": 2}


def test_the_kernmelding_has_six_fields() -> None:
    """Open?, people, water, power hours, help needed, bulletin: no more."""
    assert KERN_FIELDS == ("state", "visitors", "water_l", "fuel_hours", "needs", "bulletin")
    assert set(KERN) < set(KERN_FIELDS)


def test_at_a_point_lost_and_unconfirmed_values_are_missing() -> None:
    """What is older than 3 T, or waits for klopt, is asked again."""
    known = record(FULL)
    known.needs_entry = 5
    assert missing_at(known, Ages(NOW), 3600) == ()
    known.fields["water_l"] = FieldRecord(pending=seen(10, 1, Tier.C))
    known.fields["visitors"].counted = seen(3, 181)
    known.needs_pending = True
    assert missing_at(known, Ages(NOW), 3600) == ("visitors", "water_l", "needs")
    known.rest_ok_at = ago(5)
    assert missing_at(known, Ages(NOW), 3600) == ("visitors", "water_l")
