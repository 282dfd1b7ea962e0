"""The view of one point: cells with age and source, what waits, and whom it belongs to."""

import pytest

from nsp_console.domain.moments import Age, Ageing, Moment
from nsp_console.domain.records import FieldRecord
from nsp_console.domain.values import Tier
from nsp_console.domain.views import Severity
from support.records import NOW, ago, fine, look, open_alarm, put, record, seen, site


@pytest.mark.parametrize(
    ("minutes", "step"),
    [
        (0, Ageing.FRESH),
        (60, Ageing.FRESH),
        (61, Ageing.DIM),
        (90, Ageing.DIM),
        (91, Ageing.HATCHED),
        (180, Ageing.HATCHED),
        (181, Ageing.LOST),
    ],
)
def test_every_value_has_its_own_age_and_step(minutes: float, step: Ageing) -> None:
    """One old value is drawn old among fresh ones, and hearing the point does not freshen it."""
    view = look(put(fine(), "blankets", 45, minutes=minutes))
    assert view.cells["blankets"].ageing is step
    assert view.cells["blankets"].age == Age(minutes * 60)
    assert view.cells["state"].ageing is Ageing.FRESH
    assert view.heard_ageing is Ageing.FRESH


def test_heard_and_observed_are_separate_ages() -> None:
    """A reaction on the channel makes a point heard; its values stay as old as they are."""
    view = look(fine(minutes=100, heard=1))
    assert (view.heard, view.heard_ageing) == (Age(60), Ageing.FRESH)
    assert view.cells["water_l"].ageing is Ageing.HATCHED


def test_a_doubtful_age_is_drawn_one_step_worse() -> None:
    """Across a restart with an untrusted clock an age is a lower bound."""
    restarted = Moment(NOW.wall, 60, "other boot", sure=False)
    cell = look(fine(), now=restarted).cells["water_l"]
    assert cell.age == Age(60, at_least=True)
    assert cell.ageing is Ageing.DIM


def test_a_waiting_value_is_drawn_beside_the_one_that_counts() -> None:
    """`420?` with the older counted value kept, and its entry waiting for klopt."""
    known = fine(water_l=1000)
    known.fields["water_l"].pending = seen(420, 1, Tier.C, entry=77)
    view = look(known)
    cell = view.cells["water_l"]
    assert (cell.value, cell.pending, cell.counted, cell.entry) == (420, True, 1000, 77)
    assert view.pending == (77,)
    assert view.trust is Tier.C


def test_a_first_value_that_waits_counts_as_nothing_yet() -> None:
    """Nothing counts before klopt: the cell shows it, the judgement does not use it."""
    known = record()
    known.fields["state"] = FieldRecord(pending=seen("open", 1, Tier.C))
    view = look(known)
    assert (view.cells["state"].value, view.cells["state"].counted) == ("open", None)
    assert view.severity is Severity.UNKNOWN


def test_entries_that_wait_are_listed_once_oldest_first_with_the_needs() -> None:
    """One line with three values is one klopt; needs that wait count too."""
    known = fine()
    for key, entry in (("water_l", 90), ("visitors", 80), ("power", 90)):
        known.fields[key].pending = seen(1, 1, Tier.C, entry=entry)
    known.needs_entry, known.needs_pending = 85, True
    assert look(known).pending == (80, 85, 90)
    known.needs_pending = False
    assert look(known).pending == (80, 90)


def test_trust_is_the_lowest_tier_drawn() -> None:
    """One value from a known radio among our own makes the point bekende radio; no values is no trust."""
    known = fine()
    assert look(known).trust is Tier.A
    known.fields["safety"].counted = seen("rustig", 1, Tier.B)
    assert look(known).trust is Tier.B
    assert look(record()).trust is None


def test_the_alarm_shown_is_the_oldest_nobody_took_on() -> None:
    """Acknowledged alarms step back for those that still wait."""
    known = open_alarm(open_alarm(open_alarm(fine(), 5, acknowledged=True), 8), 7)
    view = look(known)
    assert (view.alarm, view.alarm_acknowledged) == (7, False)
    known.acknowledged_alarms |= {7, 8}
    view = look(known)
    assert (view.alarm, view.alarm_acknowledged) == (5, True)
    assert (look(fine()).alarm, look(fine()).alarm_acknowledged) == (None, False)


def test_own_points_are_those_coordinated_by_this_station() -> None:
    """Home decides, not nearness or name."""
    assert look(fine()).own
    assert not look(fine(at=site("L-RAA-01", home="C-RAA-01"))).own


def test_a_point_known_only_by_phone_is_heard_at_its_newest_value() -> None:
    """Any means counts: a report by phone is being heard from."""
    known = put(fine(minutes=50, heard=None), "visitors", 3, minutes=10)
    assert look(known).heard == Age(600)
    known.heard_at = ago(2)
    assert look(known).heard == Age(120)
