"""The region file: what people really save is read, and every mistake is listed with its line and remedy."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from nsp_console.config.region import load_region
from nsp_console.config.regionfiles import adopt, bring_in, load_region_or_last_good, region_names
from nsp_console.domain.errors import ConfigError
from nsp_console.domain.sites import NormOverride, SiteKind, SiteStatus
from nsp_console.paths import shipped
from support.config_files import C_ROW, HEADER, L_ROW, codes_of, plain, problems_of, region_csv

SHIPPED = shipped("config") / "ijsselland.csv"


def test_the_shipped_region_is_complete_and_says_that_it_is_invented() -> None:
    """IJsselland has 25 C and 100 L, with owners, and says it is illustrative and credits GeoNames."""
    region = load_region(SHIPPED)
    kinds = [site.kind for site in region.sites.values()]
    assert (kinds.count(SiteKind.C), kinds.count(SiteKind.L)) == (25, 100)
    assert region.name == "IJsselland"
    assert region.illustrative
    assert "GeoNames (CC BY 4.0)" in region.provenance
    assert {site.status for site in region.sites.values()} == {SiteStatus.POTENTIAL}
    assert all(site.owner == "Veiligheidsregio IJsselland" for site in region.sites.values() if site.kind is SiteKind.C)
    assert region.sites["L-ZWO-02"].owner == "Gemeente Zwolle"
    assert region.sites["L-OMM-01"].cluster == "Vechtdal"


def test_the_shipped_region_holds_one_to_eleven_l_per_c() -> None:
    """Allocation by distance gives 1 to 11 L per C; the busiest is C-DEV-01, and none is lost."""
    region = load_region(SHIPPED)
    counts = {code: len(region.own_sites(code)) for code, site in region.sites.items() if site.kind is SiteKind.C}
    assert (min(counts.values()), max(counts.values())) == (1, 11)
    assert counts["C-DEV-01"] == 11
    assert sum(counts.values()) == 100


def test_names_lose_their_kind_because_the_code_has_it() -> None:
    """ "L-NSP Wijkcentrum Zwolle-Dieze" is drawn as "Wijkcentrum Zwolle-Dieze"."""
    region = load_region(SHIPPED)
    assert region.sites["L-ZWO-02"].name == "Wijkcentrum Zwolle-Dieze"
    assert not any("NSP" in site.name for site in region.sites.values())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_way_people_save_a_csv_reads_the_same(
    tmp_path: Path, delimiter: str, mark: bytes, decimal: str, line_end: str
) -> None:
    """Comma, semicolon or tab, byte order mark or not, decimal comma or point: the same region."""
    with SHIPPED.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.reader(stream) if not row[0].startswith("#")]
    columns = [rows[0].index(name) for name in ("lat", "lon", "distance_km")]
    for row in rows[1:]:
        for column in columns:
            row[column] = row[column].replace(".", decimal)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    path = tmp_path / "region.csv"
    path.write_bytes(mark + out.getvalue().encode())
    assert load_region(path).sites == load_region(SHIPPED).sites


def test_what_dutch_excel_makes_of_it_is_read(tmp_path: Path) -> None:
    """`sep=;`, quoted notes padded with semicolons, Dutch column names and empty lines are all fine."""
    path = tmp_path / "vallei.csv"
    path.write_text(
        'sep=;\n# naam: Vallei;;;;;;;\n"# herkomst: eigen lijst; april";;;;;;;\n# illustratief: nee;;;;;;;\n'
        "Code;Naam;Gemeente;Soort;Breedtegraad;Lengtegraad;Inwoners;Thuis_C\n"
        "c-dev-01;Kazerne;Deventer;C-NSP;52,25;6,175;100;\n;;;;;;;\n",
        encoding="utf-8",
    )
    region = load_region(path)
    assert (region.name, region.provenance, region.illustrative) == ("Vallei", "eigen lijst; april", False)
    assert region.sites["C-DEV-01"].lat == 52.25


def test_optional_columns_are_read(tmp_path: Path) -> None:
    """Owner, status, cluster, generator and norms that differ (with their reason) reach the site."""
    header = HEADER + ",eigenaar,status,cluster,generator_kva,normen"
    extra = ",Gemeente Deventer,pilot,Salland,30,temperature=16.5 monument | first_aid=2 grote zaal"
    region = load_region(region_csv(tmp_path, C_ROW + ",,,,,", L_ROW + extra, header=header))
    site = region.sites["L-DEV-01"]
    assert (site.owner, site.status, site.cluster) == ("Gemeente Deventer", SiteStatus.PILOT, "Salland")
    assert site.generator_kva == 30
    expected = (NormOverride("temperature", 16.5, "monument"), NormOverride("first_aid", 2, "grote zaal"))
    assert site.overrides == expected
    assert region.sites["C-DEV-01"].overrides == ()


def test_a_missing_distance_is_computed(tmp_path: Path) -> None:
    """Without a distance the straight line to the home C is used, within 0.1 km of the shared data."""
    region = load_region(region_csv(tmp_path, C_ROW, L_ROW))
    assert 5.9 <= region.sites["L-DEV-01"].distance_km <= 8
    full = load_region(SHIPPED)
    with SHIPPED.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.reader(stream) if not row[0].startswith("#")]
    place = rows[0].index("distance_km")
    bare = [
        ",".join([*row[:place], "distance_km" if number == 0 else "", *row[place + 1 :]])
        for number, row in enumerate(rows)
    ]
    computed = load_region(region_csv(tmp_path, *bare[1:], header=bare[0]))
    for code, site in full.sites.items():
        assert abs(site.distance_km - computed.sites[code].distance_km) <= 0.11, code


@pytest.mark.parametrize(
    ("row", "code", "remedy"),
    [
        (L_ROW.replace("L-DEV-01", "C-DEV-01").replace(",L,", ",C,"), "region.code_twice", "staat al op regel 2"),
        (L_ROW.replace(",L,", ",Q,"), "region.unknown_kind", "C, L of X"),
        (L_ROW.replace(",L,", ",X,"), "region.kind_differs", "begint met de soort"),
        (L_ROW.replace("L-DEV-01,", "dorpshuis,"), "region.bad_code", "L-ZWO-09"),
        (L_ROW.replace("52.28", "acht"), "region.not_a_number", "acht is geen getal"),
        (L_ROW.replace("52.28", "nan"), "region.not_a_number", "nan is geen getal"),
        (L_ROW.replace("52.28", "62.28"), "region.out_of_range", "tussen 50.5 en 53.8"),
        (L_ROW.replace("52.28,6.27", "6.27,52.28"), "region.swapped", "Wissel de twee"),
        (L_ROW.replace("52.28", ""), "region.empty_cell", "kolom lat is leeg"),
        (L_ROW.replace("2000", "2.5"), "region.not_whole", "heel getal"),
        (L_ROW.replace("2000", "-3"), "region.out_of_range", "tussen 0"),
        (L_ROW.replace("C-DEV-01", "C-DEV-09"), "region.unknown_home", "geen C-NSP uit dit bestand"),
        (L_ROW.replace("C-DEV-01", "L-DEV-01"), "region.unknown_home", "geen C-NSP uit dit bestand"),
        (L_ROW.replace("C-DEV-01", ""), "region.no_home", "Vul de code"),
        (L_ROW + ",iets", "region.cell_count", "9 vakjes"),
        (L_ROW.rpartition(",")[0], "region.cell_count", "7 vakjes"),
        (L_ROW.replace("Lettele", "x" * 100), "region.too_long", "80 tekens"),
        (C_ROW.replace("C-DEV-01", "C-DEV-02") + "C-DEV-01", "region.c_has_home", "Maak dit vakje leeg"),
        (L_ROW.replace("L-NSP Dorpshuis", '"L-NSP" Dorpshuis'), "region.bad_quotes", "aanhalingstekens"),
    ],
)
def test_a_mistake_names_its_line_and_remedy(tmp_path: Path, row: str, code: str, remedy: str) -> None:
    """Each kind of mistake on line 3 is refused with that line number and what to do."""
    with pytest.raises(ConfigError) as caught:
        load_region(region_csv(tmp_path, C_ROW, row))
    problems = {problem.code: problem for problem in problems_of(caught.value)}
    assert code in problems
    assert problems[code].data["line"] == 3
    assert remedy in plain(problems[code])


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (HEADER.replace("nearest_c", "dichtbij"), "region.unknown_column"),
        (HEADER.replace("nearest_c", "inwoners"), "region.column_twice"),
        (HEADER.replace("kind", "owner"), "region.no_column"),
    ],
)
def test_a_wrong_header_is_refused_before_the_rows(tmp_path: Path, header: str, code: str) -> None:
    """A misspelt, doubled or missing column is told once, with the names that are known."""
    with pytest.raises(ConfigError) as caught:
        load_region(region_csv(tmp_path, C_ROW, L_ROW, header=header))
    assert code in codes_of(caught.value)
    assert plain(caught.value)


def test_all_mistakes_are_listed_and_long_lists_are_cut(tmp_path: Path) -> None:
    """Thirty bad rows give one message that counts them all and shows the first twenty."""
    rows = [L_ROW.replace("L-DEV-01", f"L-DEV-{number:02}").replace("52.28", "x") for number in range(30)]
    with pytest.raises(ConfigError) as caught:
        load_region(region_csv(tmp_path, C_ROW, *rows))
    assert caught.value.data["count"] == 30
    assert len(problems_of(caught.value)) == 20
    assert "30" in plain(caught.value)


@pytest.mark.parametrize(
    ("raw", "code", "remedy"),
    [
        ("L-DEV-01,Caf\u00e9".encode("cp1252"), "config.not_utf8", "CSV UTF-8"),
        ("id,name".encode("utf-16"), "config.utf16", "CSV UTF-8"),
        (b"", "region.empty", "geen punten"),
        (b"# naam: leeg\n", "region.empty", "geen punten"),
        (HEADER.encode(), "region.empty", "geen punten"),
        (b"x" * 2_000_001, "config.too_big", "2 MB"),
    ],
)
def test_a_file_of_the_wrong_kind_is_told_apart(tmp_path: Path, raw: bytes, code: str, remedy: str) -> None:
    """Wrong encoding, an empty file and a file that is far too big each have their own remedy."""
    path = tmp_path / "regio.csv"
    path.write_bytes(raw)
    with pytest.raises(ConfigError) as caught:
        load_region(path)
    assert codes_of(caught.value) == [code]
    assert remedy in plain(caught.value)


def test_formulas_and_hostile_names_are_just_text(tmp_path: Path) -> None:
    """A name that looks like a formula, markup or a terminal command is kept as harmless text."""
    name = "=HYPERLINK(1)[bold]\x1b[31m\u202eomgekeerd"
    region = load_region(region_csv(tmp_path, C_ROW, L_ROW.replace("L-NSP Dorpshuis Lettele", name)))
    shown = region.sites["L-DEV-01"].name
    assert shown.startswith("=HYPERLINK(1)[bold]")
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    at=st.integers(0, 400),
    cut=st.integers(0, 30),
    junk=st.one_of(st.text(max_size=20), st.sampled_from([",", ";", '"', "\n", "\r", "\x00", "#", "=cmd()", "1e400"])),
)
def test_any_damage_is_a_sentence_or_harmless(tmp_path: Path, at: int, cut: int, junk: str) -> None:
    """Whatever happens to a region file, the answer is a region or a Dutch sentence, never a crash."""
    text = "\n".join(("# naam: Proef", HEADER, C_ROW, L_ROW, L_ROW.replace("L-DEV-01", "L-DEV-02"))) + "\n"
    path = tmp_path / "regio.csv"
    path.write_text(text[:at] + junk + text[at + cut :], encoding="utf-8", errors="surrogatepass", newline="")
    try:
        region = load_region(path)
    except ConfigError as error:
        refusal = plain(error)
    else:
        assert region.sites
        homes = {site.home for site in region.sites.values()} - {""}
        assert all(region.sites[home].kind is SiteKind.C for home in homes)
        return
    assert refusal.count(".") >= 1


def test_a_file_from_a_stick_is_copied_and_found_by_name(tmp_path: Path) -> None:
    """A region brought on a USB stick keeps working when the stick is gone."""
    stick, data = tmp_path / "stick", tmp_path / "data"
    stick.mkdir()
    path = region_csv(stick, C_ROW, L_ROW)
    name, source = adopt(str(path), data)
    assert source == path
    bring_in(name, path, data)
    path.unlink()
    assert adopt("PROEF", data) == ("proef", None)
    assert set(region_names(data)) == {"ijsselland", "proef"}
    region, notices = load_region_or_last_good("proef", data)
    assert (set(region.sites), notices) == ({"C-DEV-01", "L-DEV-01"}, ())


def test_a_broken_or_lost_region_opens_the_last_good_one(tmp_path: Path) -> None:
    """A region file that breaks during an inzet costs a banner, not the board."""
    folder = tmp_path / "config"
    folder.mkdir()
    path = region_csv(folder, C_ROW, L_ROW)
    region, _ = load_region_or_last_good("proef", tmp_path)
    path.write_text("kapot", encoding="utf-8")
    again, notices = load_region_or_last_good("proef", tmp_path)
    assert again == region
    assert "laatste goede" in plain(notices[0])
    path.unlink()
    assert load_region_or_last_good("proef", tmp_path)[0] == region
