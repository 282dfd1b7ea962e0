"""A region in numbers: areas, ratios, norms of the region, who lasts, and what to do first."""

from dataclasses import replace

from hypothesis import given, strategies as st

from nsp_console.domain.dossier import Completeness
from nsp_console.domain.gains import DECISION, GainKind, causes_of, gains
from nsp_console.domain.moments import Ageing
from nsp_console.domain.preparedness import (
    Grade,
    Standing,
    areas,
    grade,
    holds_out,
    in_use,
    local_points,
    outlook,
    ratios,
    region_norms,
    standing,
    surely_open,
)
from nsp_console.domain.rules import RegionNorms
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.views import NormView, Readiness, Severity, SiteView, Verdict
from support.drawn import point, why

NORMS = RegionNorms(5000, 4, 72)
COUNTS = st.integers(0, 200)


def with_people(view: SiteView, people: int, municipality: str = "Deventer") -> SiteView:
    """The point, for so many people there."""
    return replace(view, site=replace(view.site, inhabitants=people, municipality=municipality))


@st.composite
def regions(draw: st.DrawFn) -> list[SiteView]:
    """A few C's with L's, in any readiness, of a few municipalities."""
    views = [point(f"C-DEV-{at:02d}", "Kazerne", kind=SiteKind.C, own=False) for at in range(draw(st.integers(1, 4)))]
    for at in range(draw(st.integers(0, 12))):
        ready = draw(st.sampled_from(Readiness))
        state = draw(st.sampled_from(["open", "gesloten", "in_opbouw", None]))
        view = point(
            f"L-DEV-{at:02d}",
            f"Punt {at}",
            draw(st.sampled_from(Severity)),
            state=state,
            readiness=ready,
            own=draw(st.booleans()),
            home=draw(st.sampled_from([each.site.code for each in views if each.site.kind is SiteKind.C] + [""])),
            ageing=draw(st.sampled_from(Ageing)),
            hours=tuple(draw(st.none() | st.just((4.0, 90.0)) | st.just((80.0, 99.0))) for _ in range(4)),
            norms=draw(st.sampled_from([(), (NormView("power", "Stroom", Verdict.FAILED, why("power"), True),)])),
        )
        views.append(with_people(view, draw(st.integers(0, 30_000)), draw(st.sampled_from(["Raalte", "Olst", ""]))))
    return views


@given(views=regions())
def test_areas_hold_every_point_once(views: list[SiteView]) -> None:
    """Whatever they are grouped by, points, people and readiness of the areas add up to those of the region."""
    found = areas(views, NORMS, lambda site: site.municipality)
    points = local_points(views)
    assert sorted(view.site.code for one in found for view in one.points) == sorted(v.site.code for v in points)
    assert sum(one.inhabitants for one in found) == sum(view.site.inhabitants for view in points)
    for one in found:
        assert sum(one.by_standing().values()) == len(one.points) == sum(one.by_dossier().values())
        assert one.by_dossier()[Completeness.UNKNOWN] == len(one.points)
        assert one.needed is not None
        assert one.needed * 5000 >= one.inhabitants > (one.needed - 1) * 5000
    assert [one.inhabitants for one in found] == sorted((one.inhabitants for one in found), reverse=True)


@given(views=regions())
def test_every_point_hangs_under_one_c_or_is_named_as_an_orphan(views: list[SiteView]) -> None:
    """The loads of the C's and the orphans together are all points."""
    told = ratios([view.site for view in views], NORMS)
    assert sum(told.load.values()) + len(told.orphans) == told.points == len(local_points(views))
    assert told.average * len(told.load) == sum(told.load.values())


@given(met=COUNTS, unknown=COUNTS, failed=COUNTS)
def test_unknown_is_never_counted_as_met(met: int, unknown: int, failed: int) -> None:
    """A norm is met only when all meet it; mostly unknown is unknown; one more that meets it never makes it worse."""
    of = met + unknown + failed
    found = grade(met, unknown, of)
    assert (found is Grade.MET) == (of > 0 and met == of)
    assert (found is Grade.UNKNOWN) == (of == 0 or unknown > of / 2)
    order = (Grade.UNKNOWN, Grade.BAD, Grade.SHORT, Grade.MET)
    if failed:
        assert order.index(grade(met + 1, unknown, of)) >= order.index(found)


@given(views=regions(), deployed=st.booleans())
def test_c_nsps_are_judged_too(views: list[SiteView], deployed: bool) -> None:
    """In an inzet and outside it a norm of the region counts all C's beside the L's, and its counts fit."""
    found = {norm.key: norm for norm in region_norms(views, NORMS, "C-DEV-00", deployed)}
    both = found["operational" if deployed else "dossier"]
    assert both.data["c_of"] == sum(view.site.kind is SiteKind.C for view in views)
    assert both.data["of"] == len(local_points(views))
    assert ("crew_c" in found) is deployed
    for norm in found.values():
        if "met" in norm.data:
            assert norm.data["met"] + norm.data["unknown"] <= norm.data["of"]
    assert both.grade is not Grade.MET or both.data["met"] == both.data["of"]


@given(views=regions())
def test_who_lasts_counts_open_points_on_their_low_end(views: list[SiteView]) -> None:
    """A supply lasts only where even its low end does, and the shortest is the lowest of all open points."""
    running = [view for view in local_points(views) if in_use(view)]
    for one in holds_out(views, 72):
        lefts = [view.supplies[one.supply] for view in running]
        known = [left.low_h for left in lefts if left is not None]
        assert (one.of, one.unknown, one.lasts) == (len(lefts), lefts.count(None), sum(low >= 72 for low in known))
        assert (one.shortest[1].low_h if one.shortest else None) == min(known, default=None)


@given(views=regions())
def test_the_outlook_is_a_range(views: list[SiteView]) -> None:
    """Open now, with what was decided, at best: each at least the one before and at most all; lost is not open now."""
    seen = outlook(views)
    assert 0 <= seen.open_now <= seen.decided <= seen.at_best <= seen.of == len(local_points(views))
    assert all(in_use(view) for view in views if surely_open(view))
    old = [replace(view, cells={k: replace(c, ageing=Ageing.LOST) for k, c in view.cells.items()}) for view in views]
    assert outlook(old).open_now == 0


@given(views=regions())
def test_what_to_do_first_serves_the_most_people_for_the_least(views: list[SiteView]) -> None:
    """Own points come first, most inhabitants per missing thing first; each gain counts its people and its causes."""
    found = gains(views, deployed=True)
    single = [gain for gain in found if gain.kind in (GainKind.OPEN_NOW, GainKind.HELP)]
    assert found[: len(single)] == single
    assert [gain.score for gain in single] == sorted((gain.score for gain in single), reverse=True)
    for gain in found:
        assert gain.inhabitants == sum(view.site.inhabitants for view in gain.points)
        assert gain.score == gain.inhabitants / (1 + len(gain.causes))
    for gain in single:
        (view,) = gain.points
        assert view.own
        assert (gain.kind is GainKind.OPEN_NOW) == (view.readiness is Readiness.READY)
    asked = [view for gain in found if gain.kind in (GainKind.ASK, GainKind.ASK_MORE) for view in gain.points]
    unknown = [view for view in local_points(views) if view.readiness is Readiness.UNKNOWN]
    assert sorted(view.site.code for view in asked) == sorted(view.site.code for view in unknown)


def test_a_point_without_a_fault_lacks_a_decision() -> None:
    """A closed point of which nothing fails waits for somebody to decide, and that is said."""
    shut = point("L-DEV-01", "Binnenstad", state="gesloten", readiness=Readiness.NOT)
    (gain,) = gains([shut], deployed=True)
    assert [cause.key for cause in gain.causes] == [DECISION]
    assert causes_of(shut) == ()
    assert gains([shut], deployed=False) == []


@given(views=regions())
def test_open_is_drawn_as_open_only_while_that_is_known(views: list[SiteView]) -> None:
    """A standing follows the readiness; only a point lately told to be open, and not silent, is open but half known."""
    for view in views:
        found = standing(view)
        if found is Standing.OPEN:
            assert view.readiness is Readiness.UNKNOWN
            assert view.cells["state"].value == "open"
            assert view.cells["state"].ageing is not Ageing.LOST
            assert view.severity is not Severity.SILENT
        else:
            assert (found is Standing.UNKNOWN) == (view.readiness is Readiness.UNKNOWN)
            assert (found is Standing.MEETS) == (view.readiness is Readiness.OPERATIONAL)
