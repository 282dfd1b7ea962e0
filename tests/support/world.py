"""The shipped region and scenario, for tests of the played world."""

from functools import cache
from pathlib import Path

from nsp_console.config.region import load_region
from nsp_console.domain.sites import Region

ROOT = Path(__file__).resolve().parents[2]
KENNISMAKING = ROOT / "scenarios" / "kennismaking.yaml"


@cache
def region() -> Region:
    """The illustrative region that the Kennismaking plays in."""
    return load_region(ROOT / "config" / "ijsselland.csv")
