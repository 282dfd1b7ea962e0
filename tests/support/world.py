"""A small region and scenarios for tests of the played world."""

from pathlib import Path

from nsp_console.domain.sites import Region, Site, SiteKind

ROOT = Path(__file__).resolve().parents[2]
KENNISMAKING = ROOT / "scenarios" / "kennismaking.yaml"

C_SITES = (
    ("C-DEV-01", "Deventer", 52.25, 6.175),
    ("C-DEV-02", "Colmschate", 52.25, 6.225),
    ("C-OLW-01", "Olst", 52.335, 6.115),
)
L_SITES = (
    ("L-DEV-01", "Wijkcentrum Deventer-Binnenstad", 52.255, 6.164),
    ("L-DEV-02", "Wijkcentrum Deventer-Voorstad", 52.26, 6.165),
    ("L-DEV-03", "School Deventer-Voorstad-Oost", 52.26, 6.175),
    ("L-DEV-04", "Wijkcentrum Deventer-Zandweerd", 52.27, 6.14),
    ("L-DEV-05", "Sporthal Deventer-Borgele", 52.276, 6.149),
    ("L-DEV-06", "Wijkcentrum Deventer-Keizerslanden", 52.265, 6.165),
    ("L-DEV-07", "Kerkgebouw Deventer-Landsherenkwartier", 52.27, 6.17),
    ("L-DEV-08", "Wijkcentrum Deventer-Rivierenwijk", 52.255, 6.185),
    ("L-DEV-09", "Wijkcentrum Deventer-De Hoven", 52.249, 6.144),
    ("L-DEV-10", "Sporthal Deventer-Het Oostrik", 52.25, 6.217),
    ("L-DEV-13", "School Deventer-Vijfhoek-Noord", 52.26, 6.225),
    ("L-DEV-15", "Dorpshuis Schalkhaar", 52.268, 6.194),
    ("L-DEV-16", "Kulturhus Diepenveen", 52.29, 6.15),
    ("L-OLW-02", "Kulturhus Olst", 52.337, 6.11),
)


def region() -> Region:
    """The points of the Kennismaking, as in the illustrative region file."""
    sites = {
        code: Site(code, f"C-NSP Kazerne {place}", "Deventer", SiteKind.C, lat, lon)
        for code, place, lat, lon in C_SITES
    }
    for code, name, lat, lon in L_SITES:
        kind = name.split(" ")[0].lower()
        home = "C-OLW-01" if code.startswith("L-OLW") else "C-DEV-01"
        sites[code] = Site(code, f"L-NSP {name}", "Deventer", SiteKind.L, lat, lon, home=home, location_type=kind)
    return Region("IJsselland", sites, illustrative=True)
