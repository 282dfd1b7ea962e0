"""Whole C's and L's on the simulated mesh: one regional picture by gossip, who told it, and who writes for a point."""

import pytest

from nsp_console.domain import facts
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Tier
from nsp_console.domain.views import Cell, SiteView
from nsp_console.station import commands
from nsp_console.wire.sealing import Domain, Keyring
from support.console_mesh import REGION, ConsoleMesh, consoles
from support.rings import for_station

HOME, NEAR, FAR = "C-ZWO-01", "C-ZWO-02", "C-ZWO-03"  # FAR hears no point and not HOME: only NEAR tells it
POINT, PHONES = "L-ZWO-09", "L-ZWO-10"


def rings(*codes: str) -> dict[str, Keyring | None]:
    return {code: for_station(REGION.sites[code].number, REGION.sites[code].kind, Domain.REAL) for code in codes}


def report(site: str, water_l: int, means: Means = Means.EIGEN) -> commands.EnterReport:
    values = {"state": "open", "water_l": water_l, "visitors": 64, "power": "aggregaat", "fuel_hours": 6}
    return commands.EnterReport(site, Understanding(Outcome.STATUS, values=values), means)  # type: ignore[arg-type]


def site(mesh: ConsoleMesh, code: str, point: str) -> SiteView:
    station = mesh.seats[code].station
    assert station is not None
    view = station.snapshot().site(point)
    assert view is not None
    return view


def water(mesh: ConsoleMesh, code: str, point: str) -> Cell | None:
    return site(mesh, code, point).cells.get("water_l")


def shows(mesh: ConsoleMesh, code: str, point: str, water_l: int) -> bool:
    """Whether the board of `code` shows that much water, as the wire rounds it."""
    cell = water(mesh, code, point)
    return cell is not None and cell.value == pytest.approx(water_l, rel=0.09)


@pytest.mark.parametrize(("loss", "seed"), [(0.0, 1), (0.3, 2), (0.5, 3)])
async def test_a_report_reaches_a_c_that_cannot_hear_the_point(loss: float, seed: int) -> None:
    """The far C shows what an L told with provenance `A via` a C that told it, at 0, 30 and 50 % loss."""
    async with consoles(rings(HOME, NEAR, FAR, POINT), loss=loss, seed=seed) as mesh:
        mesh.mesh.cut(POINT, FAR)
        mesh.mesh.cut(HOME, FAR)
        await mesh.submit(POINT, report(POINT, 300))
        await mesh.until(lambda: shows(mesh, FAR, POINT, 300), "the state at the far C", 900.0)
        cell = water(mesh, FAR, POINT)
        assert cell is not None
        assert cell.source.tier is Tier.A
        assert cell.source.via in (HOME, NEAR)
        assert not cell.pending
        assert site(mesh, FAR, POINT).writer == POINT


async def test_what_a_home_c_entered_or_confirmed_counts_everywhere_and_comes_back_to_a_new_console() -> None:
    """A point without a console: its home C writes for it, the others show it as told by that C, also when put back."""
    async with consoles(rings(HOME, NEAR, FAR)) as mesh:
        await mesh.submit(HOME, report(PHONES, 420, Means.TELEFOON))
        for code in (NEAR, FAR):
            await mesh.until(lambda code=code: shows(mesh, code, PHONES, 420), f"the picture at {code}", 900.0)  # type: ignore[misc]
            assert site(mesh, code, PHONES).writer == HOME
        far = mesh.seats[FAR]
        await far.kill()
        far.put_back(0)
        await far.boot()
        await mesh.until(lambda: shows(mesh, FAR, PHONES, 420), "the picture at a new console", 900.0)
        home = mesh.seats[HOME]
        await home.kill()
        home.put_back(0)
        await home.boot()
        await mesh.until(lambda: shows(mesh, HOME, PHONES, 420), "its own word back at the home C", 900.0)
        cell = water(mesh, HOME, PHONES)
        assert cell is not None
        assert cell.rival is None


async def test_a_point_is_taken_over_from_its_console_and_handed_back() -> None:
    """While the home C writes its word counts and the console is silent, after a restart too; then it writes again."""
    async with consoles(rings(HOME, NEAR, POINT)) as mesh:
        await mesh.submit(POINT, report(POINT, 300))
        for code in (HOME, NEAR):
            await mesh.until(lambda code=code: shows(mesh, code, POINT, 300), f"the state at {code}", 900.0)  # type: ignore[misc]
        await mesh.submit(HOME, commands.MoveWriter(POINT, "laptop kapot"))
        point = mesh.seats[POINT]
        await mesh.until(lambda: point.facts(facts.WriterMoved), "the order at the L", 900.0)
        assert site(mesh, POINT, POINT).taken_from
        await point.kill()
        await point.boot()
        issued = len(point.facts(facts.StatusIssued))
        await mesh.submit(HOME, report(POINT, 90, Means.PORTOFOON))
        await mesh.until(lambda: shows(mesh, NEAR, POINT, 90), "the word of the C at its neighbour", 900.0)
        assert len(point.facts(facts.StatusIssued)) == issued
        await mesh.submit(HOME, commands.MoveWriter(POINT, "hersteld", back=True))
        await mesh.until(lambda: not site(mesh, POINT, POINT).taken_from, "the console writes again", 900.0)
        await mesh.submit(POINT, report(POINT, 700))
        await mesh.until(lambda: shows(mesh, NEAR, POINT, 700), "the console's word at the neighbour", 900.0)
        assert shows(mesh, HOME, POINT, 700)


async def test_a_neighbour_goes_on_with_the_versions_of_an_unmanned_c() -> None:
    """What the stand-in enters for a point of the unmanned C is newer than what that C told of it."""
    async with consoles(rings(HOME, NEAR, FAR)) as mesh:
        await mesh.submit(HOME, report(PHONES, 420, Means.TELEFOON))
        await mesh.until(lambda: shows(mesh, FAR, PHONES, 420), "the word of the home C", 900.0)
        await mesh.until(lambda: shows(mesh, NEAR, PHONES, 420), "the word of the home C", 900.0)
        await mesh.submit(HOME, commands.MoveHome(NEAR, "uitruk"))
        await mesh.until(lambda: site(mesh, NEAR, PHONES).writer == NEAR, "the stand-in", 900.0)
        await mesh.submit(NEAR, report(PHONES, 120, Means.TELEFOON))
        await mesh.until(lambda: shows(mesh, FAR, PHONES, 120), "the word of the stand-in", 900.0)
        assert site(mesh, FAR, PHONES).site.home == HOME
