"""What the picture tells the place Paraatheid: since when a point is open, its dossier, T0's source, the norms."""

from dataclasses import replace

from hypothesis import given, settings, strategies as st

from nsp_console.config.rules import load_rules
from nsp_console.domain.dossier import Completeness, completeness
from nsp_console.domain.facts import Mode, T0Corrected
from nsp_console.domain.fields import OPEN_STATES
from nsp_console.domain.moments import HOUR_S
from nsp_console.domain.sites import Region
from nsp_console.domain.views import RadioView, Readiness, SiteView, Snapshot
from nsp_console.station.picture import Painter
from support.drawn import STATION, WALL
from support.paraat_pictures import T0, Story, in_deployment, moment, shipped_region, told

POINT = "L-DEV-07"
STATES = st.lists(st.sampled_from(["open", "vol", "beperkt", "gesloten", "in_opbouw", "ontruimd"]), max_size=30)
RADIO = RadioView("goed")


def one_point() -> Region:
    """The region with only our own C and one of its points."""
    region = shipped_region()
    return replace(region, sites={code: region.sites[code] for code in (STATION.code, POINT)})


def seen(picture: Snapshot) -> SiteView:
    """The one point."""
    view = picture.site(POINT)
    assert view is not None
    return view


@settings(max_examples=40, deadline=None)
@given(states=STATES)
def test_open_since_is_the_first_report_of_the_last_time_it_was_open(states: list[str]) -> None:
    """However often an open point reports, it is open since the report that opened it; a closed one is not open."""
    story = Story(one_point())
    opened: float | None = None
    for at, state in enumerate(states):
        wall = WALL - (len(states) - at) * HOUR_S
        story.report(POINT, wall, state=state)
        opened = None if state not in OPEN_STATES else wall if opened is None else opened
    since = seen(story.shown()).open_since
    assert (None if since is None else WALL - since.seconds) == opened


def test_a_note_shows_in_the_next_picture_though_nothing_was_reported() -> None:
    """A note about a dossier judges the point again, at once, without a report and without waiting for it to age."""
    story = told()
    painter = Painter(story.situation, STATION.code, Mode.DEPLOYED)
    before = seen(painter.paint(moment(WALL), True, RADIO, "", ()))
    assert completeness(before.dossier) is Completeness.COMPLETE
    story.note(POINT, "draaiboek", done=False)
    after = seen(painter.paint(moment(WALL), False, RADIO, "", ()))
    assert completeness(after.dossier) is Completeness.LACKING


def test_an_expired_item_shows_when_its_day_has_passed() -> None:
    """A picture painted later judges the dossier by the day it then is."""
    story = Story(one_point())
    story.report(POINT, WALL - HOUR_S, state="gesloten")
    story.note(POINT, "draaiboek", days_ago=364.99)
    assert seen(story.shown()).readiness is Readiness.READY
    assert seen(story.shown(WALL + HOUR_S)).readiness is Readiness.CONDITIONAL


def test_the_picture_tells_who_established_t0_and_what_the_region_is_held_against() -> None:
    """The source of T0 is that of the last correction, empty without an inzet; the norms are the configured ones."""
    story = told()
    assert in_deployment().t0_source == "ROT"
    story.tell(T0Corrected(T0 - HOUR_S, "meldkamer", "C-NSP"), WALL)
    picture = story.shown()
    assert (picture.t0_source, picture.t0_wall) == ("meldkamer", T0 - HOUR_S)
    assert picture.region_norms == load_rules().region
    assert Story(one_point()).shown().t0_source == ""
