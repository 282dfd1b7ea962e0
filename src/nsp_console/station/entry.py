"""The entry bar's own words: which means a report came by, and points by their name."""

from nsp_console.domain.sites import Region
from nsp_console.domain.values import Means

MEANS_WORDS = {
    "porto": Means.PORTOFOON,
    "portofoon": Means.PORTOFOON,
    "tel": Means.TELEFOON,
    "telefoon": Means.TELEFOON,
    "koerier": Means.KOERIER,
    "papier": Means.PAPIER,
    "gezien": Means.EIGEN,
    "zelf": Means.EIGEN,
}
DEFAULT_MEANS = Means.PORTOFOON


def split_means(line: str) -> tuple[Means, str]:
    """The means named by the first word ("tel borgele water 300 l"), and the line without it."""
    first, _, rest = line.strip().partition(" ")
    means = MEANS_WORDS.get(first.casefold().rstrip(":,"))
    return (means, rest.strip()) if means and rest.strip() else (DEFAULT_MEANS, line.strip())


def own_names(region: Region, station: str) -> dict[str, str]:
    """Lower-case names by which the operator may call a point, for those that are not ambiguous.

    The last part of a name counts too ("Sporthal Borgele" is also "borgele"); own points win over others.
    """
    names: dict[str, str] = {}
    clashes: set[str] = set()
    own_first = sorted(region.sites.values(), key=lambda site: (site.home != station, site.code))
    for site in own_first:
        whole = site.name.casefold()
        for name in sorted({whole, site.short_name.casefold(), whole.split(" ")[-1], whole.split("-")[-1]}):
            known = names.get(name)
            if known is None:
                names[name] = site.code
            elif region.sites[known].home == site.home:
                clashes.add(name)
    return {name: code for name, code in names.items() if name not in clashes and len(name) >= 4}
