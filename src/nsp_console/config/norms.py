"""The checks the program knows. A norm in a file names one of them; its number, label and kinds are free."""

from typing import Literal, get_args

NormKey = Literal[
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
]
KNOWN_NORMS: tuple[str, ...] = get_args(NormKey)
