"""Does this station exist in this region?"""

from difflib import get_close_matches

from nsp_console.config.settings import Settings
from nsp_console.domain.errors import ConfigError
from nsp_console.domain.sites import Region, Site

SUGGESTIONS_MAX = 3


def check_station(settings: Settings, region: Region) -> Site:
    """The site of this station. Raises ConfigError naming codes that look like it."""
    site = region.sites.get(settings.station)
    if site is None:
        codes = [code for code, each in region.sites.items() if each.kind is settings.kind]
        near = get_close_matches(settings.station, codes, SUGGESTIONS_MAX, cutoff=0.0)
        raise ConfigError("settings.unknown_station", value=settings.station, region=region.name, known=", ".join(near))
    return site
