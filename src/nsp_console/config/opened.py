"""Everything a station needs to start, in one call: settings, region and rules, with what to tell in a banner."""

from dataclasses import dataclass, replace
from pathlib import Path

from nsp_console.config.continuity import load_plans_or_last_good
from nsp_console.config.regionfiles import LAST_GOOD_FOLDER, USER_FOLDER, load_region_or_last_good
from nsp_console.config.rules import load_rules_or_last_good
from nsp_console.config.settings import Settings
from nsp_console.config.stationcheck import check_station
from nsp_console.domain.errors import NspError
from nsp_console.domain.rules import Rules
from nsp_console.domain.sites import Region


@dataclass(frozen=True, slots=True)
class Configuration:
    """What this station runs on. `notices`: each is one sentence for the banner."""

    settings: Settings
    region: Region
    rules: Rules
    notices: tuple[NspError, ...]


def open_configuration(data_folder: Path, settings: Settings) -> Configuration:
    """Region and rules for `settings`; broken files open their last good copy. Raises ConfigError without a way on."""
    region, region_notices = load_region_or_last_good(settings.region, data_folder)
    check_station(settings, region)
    user, last_good = data_folder / USER_FOLDER, data_folder / LAST_GOOD_FOLDER
    rules, rules_notices = load_rules_or_last_good(None, user, last_good)
    plans, plan_notices = load_plans_or_last_good(user, last_good)
    notices = (*region_notices, *rules_notices, *plan_notices)
    return Configuration(settings, region, replace(rules, continuity=plans), notices)
