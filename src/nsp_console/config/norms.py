"""The checks the program knows. A norm in a file names one of them; its number, label and kinds are free."""

import re

KNOWN_NORMS = (
    "open",
    "functions",
    "power",
    "first_aid",
    "official",
    "temperature",
    "stay_2h",
    "staffed_247",
    "crew_c",
    "internet",
)
STAFF_NORM = re.compile(r"staff\.([a-z][a-z0-9_]*)$")  # people in a role of woorden.toml


def is_norm_key(key: str) -> bool:
    """Whether `key` names a check: one of KNOWN_NORMS, or `staff.` and a role."""
    return key in KNOWN_NORMS or STAFF_NORM.match(key) is not None


def role_of(key: str) -> str | None:
    """The role a `staff.` norm asks for."""
    found = STAFF_NORM.match(key)
    return found[1] if found else None
