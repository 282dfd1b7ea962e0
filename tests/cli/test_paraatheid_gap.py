"""`nsp paraatheid --gap`: what each point lacks, and the region against its ratios."""

from dataclasses import replace

import pytest

from nsp_console.cli.paraatheid import gap_lines, number
from nsp_console.domain.sites import NormOverride, Region, Site, SiteKind, SiteStatus
from nsp_console.domain.values import Scalar
from support.records import RULES, fine, look, record, site


def region(*sites: Site, illustrative: bool = True) -> Region:
    """A region of these points."""
    return Region("IJsselland", {each.code: each for each in sites}, "eigen lijst", illustrative)


HOME = site("C-DEV-01", kind=SiteKind.C)


def points(count: int, home: str = "C-DEV-01", cluster: str = "") -> list[Site]:
    """`count` L-NSP's under `home`."""
    return [site(f"L-{home[2:5]}-{index:02}", home, cluster=cluster) for index in range(1, count + 1)]


def test_each_point_is_listed_with_status_and_what_fails_or_is_unknown() -> None:
    """A failing norm with its number, an unknown one by name, and no met norm at all."""
    here = points(1)[0]
    known = fine(at=here, temperature_c=16)
    del known.fields["staff.ehbo"]
    text = "\n".join(gap_lines(region(HOME, here), [look(known)], RULES))
    assert "L-DEV-01  Punt L-DEV-01: ingericht, paraatheid onbekend" in text
    assert "niet gehaald: Binnen warm genoeg (16, norm 18)" in text
    assert "onbekend: EHBO'er aanwezig*" in text
    assert "Gemeenteambtenaar" not in text
    assert "C-DEV-01  Punt C-DEV-01: ingericht, nog niet beoordeeld" in text


def test_an_own_norm_is_shown_with_its_reason() -> None:
    """Wherever a norm is overridden the reason stands beside it."""
    here = replace(points(1)[0], overrides=(NormOverride("official", 0, "ambtenaar komt op afroep"),))
    text = "\n".join(gap_lines(region(here), [look(fine(at=here))], RULES))
    assert "eigen norm: Gemeenteambtenaar aanwezig: ambtenaar komt op afroep" in text


def test_invented_points_say_so() -> None:
    """Illustrative data is never shown as designated points."""
    assert any(line.startswith("Illustratief") for line in gap_lines(region(HOME), [], RULES))
    assert not any(line.startswith("Illustr") for line in gap_lines(region(HOME, illustrative=False), [], RULES))


@pytest.mark.parametrize(("count", "busy"), [(4, False), (11, True)])
def test_the_ratios_work_at_four_and_at_eleven_points_per_c(count: int, busy: bool) -> None:
    """One C with 4 L is at the norm; with 11 it is named as above it."""
    sites = [HOME, *points(count)]
    text = "\n".join(gap_lines(region(*sites), [look(record(at=each)) for each in sites], RULES))
    assert f"L-NSP's per C-NSP: {count} gemiddeld, {count} tot {count} (norm 4)." in text
    assert (f"Boven de norm: C-DEV-01 {count}." in text) is busy
    assert f"{count} van {count} L-NSP's voor {number(count * 5000)} inwoners" in text


def test_an_uneven_region_tells_the_spread() -> None:
    """The average hides a C with eleven: both ends are told."""
    other = site("C-RAA-01", kind=SiteKind.C)
    sites = [HOME, other, *points(11), *points(1, "C-RAA-01")]
    assert "L-NSP's per C-NSP: 6 gemiddeld, 1 tot 11 (norm 4)." in gap_lines(region(*sites), [], RULES)


def test_the_cluster_filter_leaves_other_points_out_of_list_and_totals() -> None:
    """`--cluster Vechtdal` is about the Vechtdal only, whatever the capitals; an unknown cluster says so."""
    sites = [HOME, *points(3), *points(2, "C-OMM-01", cluster="Vechtdal")]
    views = [look(record(at=each)) for each in sites]
    lines = gap_lines(region(*sites), views, RULES, "vechtdal")
    assert sum("  L-" in line for line in lines) == 2
    assert not any("L-DEV" in line for line in lines)
    assert any("2 van 2 L-NSP's voor 10.000 inwoners" in line for line in lines)
    assert gap_lines(region(*sites), views, RULES, "nergens") == ["Geen punten in cluster nergens."]


def test_statuses_are_counted_over_l_points() -> None:
    """How far the locations have come, in the order of the way there."""
    sites = [HOME, *points(3)]
    sites[1] = replace(sites[1], status=SiteStatus.READY)
    line = "L-NSP naar status: potentieel 0, pilot 0, aangewezen 0, ingericht 2, paraat 1."
    assert line in gap_lines(region(*sites), [], RULES)


def test_a_region_without_a_c_or_without_points_divides_by_nothing() -> None:
    """No division by zero, but a sentence."""
    lonely = replace(points(1)[0], home="")
    assert "Er is geen C-NSP: het aantal L-NSP's per C-NSP is niet te bepalen." in gap_lines(region(lonely), [], RULES)
    assert gap_lines(region(), [], RULES) == ["De regiolijst heeft geen punten."]


@pytest.mark.parametrize(
    ("value", "text"), [(1250, "1.250"), (2.54, "2,5"), (7.0, "7"), ("net", "net"), (551300, "551.300")]
)
def test_numbers_are_written_the_dutch_way(value: Scalar, text: str) -> None:
    """Thousands point, decimal comma, no false precision."""
    assert number(value) == text
