"""`nsp paraatheid --gap` with dossiers: what each point lacks on paper, with until when, and how many are complete."""

from nsp_console.cli.paraatheid import gap_lines
from nsp_console.config.rules import load_rules
from nsp_console.dutch.dates import date_words
from support.drawn import WALL
from support.paraat_pictures import in_peace, shipped_region, told

DAY_S = 86_400.0


def block(lines: list[str], code: str) -> list[str]:
    """The lines about one point."""
    start = next(at for at, line in enumerate(lines) if line.startswith(f"  {code} "))
    rest = lines[start + 1 :]
    end = next((at for at, line in enumerate(rest) if not line.startswith("      ")), len(rest))
    return rest[:end]


def test_each_gap_of_a_dossier_is_listed_with_its_day() -> None:
    """Missing, expired and soon to expire are named with their day, vital items marked, the rest as not filled in."""
    lines = gap_lines(shipped_region(), in_peace().sites, load_rules())
    expired, soon = (date_words(WALL + days * DAY_S, None) for days in (-35, 20))
    assert f"      dossier verlopen: Draaiboek* ({expired})" in block(lines, "L-DEV-04")
    assert "      dossier ontbreekt: LoRa-proef in twee richtingen" in block(lines, "L-DEV-04")
    assert f"      dossier verloopt binnenkort: Draaiboek* ({soon})" in block(lines, "L-DEV-02")
    assert "      dossier ontbreekt: Noodstroom geïnstalleerd*" in block(lines, "L-DEV-05")
    assert "      dossier niet ingevuld: alle 17 onderdelen" in block(lines, "L-DEV-06")
    assert "      dossier niet ingevuld: alle 10 onderdelen" in block(lines, "C-DEV-02")


def test_the_totals_count_dossiers_of_l_nsps() -> None:
    """How many dossiers are complete, partly filled in, lacking and empty, also of one cluster only."""
    story = told(deployed=False)
    region, sites = story.situation.region, story.shown().sites
    all_lines = gap_lines(region, sites, load_rules())
    assert "L-NSP naar dossier: compleet 4, deels ingevuld 0, met gebrek 2, niet ingevuld 94." in all_lines
    cluster = gap_lines(region, sites, load_rules(), "Midden")
    (counts,) = [line for line in cluster if line.startswith("L-NSP naar dossier:")]
    points = [view for view in sites if view.site.cluster == "Midden" and view.site.kind.value == "L"]
    assert sum(int(word.rstrip(",.")) for word in counts.split() if word.rstrip(",.").isdigit()) == len(points)
