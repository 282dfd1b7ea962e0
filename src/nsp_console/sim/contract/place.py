"""The small region of every history: three C's, two L's with a console, one point without."""

from nsp_console.domain.fields import SiteState
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.understanding import Term, Vocabulary
from nsp_console.wire.roster import Roster

NUMBERS = {"C-DEV-01": 1, "C-ZWO-01": 2, "C-RAA-01": 3, "L-DEV-05": 101, "L-ZWO-06": 102, "L-DEV-07": 103}
HOMES = {"L-DEV-05": "C-DEV-01", "L-ZWO-06": "C-ZWO-01", "L-DEV-07": "C-DEV-01"}
SHORT = ("C-DEV-01", "C-ZWO-01", "L-DEV-05")
FULL = ("C-DEV-01", "C-ZWO-01", "C-RAA-01", "L-DEV-05", "L-ZWO-06")
KEPT = "L-DEV-07"  # no console: its home C writes for it
FUNCTIONS = ("water", "opwarmen", "stroom")
STATES = tuple(state.value for state in SiteState)


def _site(code: str) -> Site:
    return Site(code, code, "", SiteKind(code[0]), 52.0, 6.0, home=HOMES.get(code, ""), number=NUMBERS[code])


REGION = Region("Proef", {code: _site(code) for code in NUMBERS}, number=4)
ROSTER = Roster.of(REGION, Vocabulary(tuple(Term(key, key, (key,)) for key in FUNCTIONS), (), ()))


def is_coordinator(code: str) -> bool:
    """Whether `code` is a C."""
    return code.startswith("C")
