"""Where the radios of a simulated region stand. Source: the region file, and facts, airtime §3.2 for the masts."""

from dataclasses import dataclass, replace
from math import cos, radians

from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.drill.world.packets import Role
from nsp_console.drill.world.propagation import Mast, kazerne_mast, local_mast
from nsp_console.sim.region.chance import dice_for

C_HEIGHT_M = (15.0, 20.0)
L_HEIGHT_M = (6.0, 10.0)
KM_PER_DEGREE = 111.2
KM_DIGITS = 6  # degrees are rounded to so many decimals after a shift
OTHER_REGIONS = (5, 6)  # number of the neighbour: the first that is not our own


@dataclass(frozen=True, slots=True)
class Place:
    """One point with its radio. `console`: a laptop with our program stands beside it; else somebody has a phone."""

    site: Site
    mast: Mast
    role: Role
    console: bool = True


def places(region: Region, seed: int, phones: float) -> tuple[Place, ...]:
    """Every C and L of `region`, in order of number; the share `phones` of the L's has no console."""
    dice = dice_for(seed, "masts")
    chance = dice_for(seed, "phones")
    found = []
    for _, site in sorted(region.numbered().items()):
        if site.kind is SiteKind.C:
            mast = replace(kazerne_mast(site.lat, site.lon), height_m=dice.uniform(*C_HEIGHT_M))
            found.append(Place(site, mast, Role.CLIENT_BASE))
        else:
            mast = replace(local_mast(site.lat, site.lon), height_m=dice.uniform(*L_HEIGHT_M))
            console = chance.random() >= phones
            found.append(Place(site, mast, Role.CLIENT_MUTE if console else Role.CLIENT, console))
    return tuple(found)


def shifted(region: Region, km: float) -> Region:
    """A neighbour that looks like `region`, so many km to the east, with a number of its own."""
    sites = {}
    for code, site in region.sites.items():
        east = round(site.lon + km / (KM_PER_DEGREE * cos(radians(site.lat))), KM_DIGITS)
        sites[code] = replace(site, lon=east)
    number = next(one for one in OTHER_REGIONS if one != region.number)
    return replace(region, name=f"{region.name} (buur)", sites=sites, number=number)
