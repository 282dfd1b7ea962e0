"""A region of five C's and ten L's close together, so that a whole run takes seconds."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from nsp_console.sim.region.plan import RegionPlan

ROWS = (
    ("C-DEV-01", "", 52.250, 6.160), ("C-DEV-02", "", 52.255, 6.220), ("C-RAA-01", "", 52.385, 6.280),
    ("C-OLW-01", "", 52.335, 6.115), ("C-DAL-01", "", 52.445, 6.340),
    ("L-DEV-01", "C-DEV-01", 52.262, 6.150), ("L-DEV-02", "C-DEV-01", 52.241, 6.171),
    ("L-DEV-03", "C-DEV-02", 52.262, 6.240), ("L-DEV-04", "C-DEV-02", 52.240, 6.232),
    ("L-RAA-01", "C-RAA-01", 52.391, 6.270), ("L-RAA-02", "C-RAA-01", 52.371, 6.296),
    ("L-OLW-01", "C-OLW-01", 52.340, 6.104), ("L-OLW-02", "C-OLW-01", 52.321, 6.127),
    ("L-DAL-01", "C-DAL-01", 52.452, 6.330), ("L-DAL-02", "C-DAL-01", 52.433, 6.352),
)  # fmt: skip
HEADER = "id,name,municipality,kind,lat,lon,nearest_c"


@cache
def small_region() -> Path:
    """Its region file."""
    lines = [f"{code},{code},Proef,{code[0]},{lat},{lon},{home}" for code, home, lat, lon in ROWS]
    path = Path(mkdtemp()) / "klein.csv"
    path.write_text("\n".join(["# naam: Klein", "# nummer: 4", HEADER, *lines]), encoding="utf-8")
    return path


def small_plan(**changes: object) -> RegionPlan:
    """Half an hour of that region, with something happening every other minute."""
    settings: dict[str, object] = {
        "hours": 0.5, "updates_per_h": 60.0, "messages_per_h": 40.0, "alarms_per_h": 12.0, "region": small_region(),
    }  # fmt: skip
    return RegionPlan(**{**settings, **changes})  # type: ignore[arg-type]
