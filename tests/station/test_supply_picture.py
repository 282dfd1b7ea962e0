"""From the journal to Voorraad: what the station hands the screen is enough to do the sums there."""

from nsp_console.domain.ahead import in_service
from nsp_console.domain.deliveries import How, proposals
from nsp_console.domain.facts import Entry, Mode, ReportEntered
from nsp_console.domain.sites import Region, SiteKind
from nsp_console.domain.situation import Situation
from nsp_console.domain.values import Means, Scalar
from nsp_console.domain.views import RadioView, Snapshot
from nsp_console.station.picture import Painter
from support.records import NOW, RULES, STATION, ago, site


def picture_of(reports: dict[str, dict[str, Scalar]]) -> Snapshot:
    """What C-DEV-01 sees after these reports of five minutes ago."""
    sites = {STATION: site(STATION, kind=SiteKind.C)} | {code: site(code) for code in reports}
    situation = Situation(Region("Proef", sites), RULES)
    for number, (code, values) in enumerate(reports.items(), start=1):
        situation.apply(Entry(number, ago(5), ReportEntered(code, values, Means.PORTOFOON, "C-NSP")))
    painter = Painter(situation, STATION, Mode.DEPLOYED)
    return painter.paint(NOW, True, RadioView("goed"), "", ())


def test_the_screen_gets_the_limits_and_rates_of_the_station() -> None:
    """Limits are those of the rules, and a stock comes with how fast it goes."""
    picture = picture_of({"L-DEV-01": {"state": "open", "visitors": 64, "water_l": 300}})
    assert picture.supply_limits == RULES.supply_limits
    view = picture.site("L-DEV-01")
    assert view is not None
    water = view.supplies["water"]
    assert water is not None
    assert water.least_per_h < 8 < water.most_per_h


def test_a_rich_neighbour_is_proposed_and_a_delivery_that_was_not_reported_does_not_count() -> None:
    """Reports of two points are enough to propose sharing; only what the point itself reports changes its hours."""
    reports: dict[str, dict[str, Scalar]] = {
        "L-DEV-01": {"state": "open", "visitors": 64, "water_l": 40},
        "L-DEV-02": {"state": "open", "visitors": 20, "water_l": 900},
    }
    picture = picture_of(reports)
    found = proposals(in_service(picture.sites), picture.supply_limits)
    assert (found[0].how, found[0].site, found[0].giver, found[0].supply) == (
        How.SHARE,
        "L-DEV-01",
        "L-DEV-02",
        "water",
    )
    assert picture_of(reports).site("L-DEV-01") == picture.site("L-DEV-01")
    told = picture_of({**reports, "L-DEV-01": {**reports["L-DEV-01"], "water_l": 40 + found[0].amount}})
    after = told.site("L-DEV-01")
    assert after is not None
    now = after.supplies["water"]
    assert now is not None
    assert abs(now.low_h - found[0].after.low_h) < 1e-6
    assert abs(now.high_h - found[0].after.high_h) < 1e-6
