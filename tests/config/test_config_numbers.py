"""Numbers on the air, and guests from across the border."""

from pathlib import Path

import pytest

from nsp_console.config.region import load_region
from nsp_console.domain.errors import ConfigError
from nsp_console.domain.sites import SiteKind
from nsp_console.paths import shipped

HEAD = "code,nummer,naam,gemeente,soort,lat,lon,thuis,regio\n"
OWN = "C-DEV-01,4,Kazerne,Deventer,C,52.25,6.17,,\nL-DEV-01,9,Wijkcentrum,Deventer,L,52.26,6.18,C-DEV-01,\n"
GUEST = "C-APE-01,4,Kazerne,Apeldoorn,C,52.2,5.97,C-DEV-01,6\n"


def region_of(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "proef.csv"
    path.write_text("# nummer: 4\n" + text, encoding="utf-8")
    return path


def test_the_shipped_region_has_a_number_for_every_point() -> None:
    """All 125 points of the example have their own number, and the region has its own."""
    region = load_region(shipped("config") / "ijsselland.csv")
    assert region.number == 4
    assert sorted(region.numbered()) == list(range(1, 126))


def test_numbers_stay_with_their_points_whatever_the_order(tmp_path: Path) -> None:
    """A row that moves in the file keeps its number, for keys are made for it."""
    rows = OWN.splitlines()
    swapped = load_region(region_of(tmp_path, HEAD + "\n".join(reversed(rows)) + "\n"))
    assert {site.code: site.number for site in swapped.sites.values()} == {"C-DEV-01": 4, "L-DEV-01": 9}


def test_a_file_without_numbers_is_numbered_in_order(tmp_path: Path) -> None:
    """Nobody has to number a first draft."""
    text = HEAD + OWN.replace("C-DEV-01,4", "C-DEV-01,").replace("L-DEV-01,9", "L-DEV-01,")
    region = load_region(region_of(tmp_path, text))
    assert [site.number for site in region.sites.values()] == [1, 2]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (OWN.replace("L-DEV-01,9", "L-DEV-01,4"), "region.number_twice"),
        (OWN.replace("L-DEV-01,9", "L-DEV-01,"), "region.no_number"),
        (OWN + GUEST.replace(",C,", ",L,"), "region.guest_no_c"),
        (OWN + GUEST.replace("C-APE-01,4", "C-APE-01,"), "region.no_number"),
        (OWN + GUEST.replace("C-DEV-01", "L-DEV-01"), "region.unknown_home"),
    ],
)
def test_wrong_numbers_are_told_with_their_line(tmp_path: Path, text: str, code: str) -> None:
    """Two points with one number, a point without, or a guest that is no C: refused with line and column."""
    with pytest.raises(ConfigError) as refused:
        load_region(region_of(tmp_path, HEAD + text))
    assert code in {problem.code for problem in refused.value.data["problems"]}  # type: ignore[attr-defined]


def test_a_guest_is_a_c_of_another_region_beside_one_of_ours(tmp_path: Path) -> None:
    """A bordering C keeps the number it has at home, is nobody's own point, and is known by its neighbour."""
    region = load_region(region_of(tmp_path, HEAD + OWN + GUEST))
    guest = region.sites["C-APE-01"]
    assert (guest.kind, guest.region, guest.number, guest.guest) == (SiteKind.C, 6, 4, True)
    assert region.guests_of("C-DEV-01") == (guest,)
    assert region.numbered()[4].code == "C-DEV-01"
    assert guest not in region.own_sites("C-DEV-01")
