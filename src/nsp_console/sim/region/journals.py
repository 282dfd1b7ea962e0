"""What stood in the journals before the simulated day: the consoles have met, nobody knows a state.

As after the day the keys were handed out: every console began its first line of numbers, reserved counters and heard
from the others how far they were.
"""

from collections.abc import Iterable

from nsp_console.domain.facts import CountersReserved, Entry, Fact, LineStarted, Mode, PeerMet, StationStarted
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Site
from nsp_console.link.counters import BLOCK, LINE_BITS
from nsp_console.wire.roster import Roster

WALL_S = 1_800_000_000.0
DAY_S = 86_400.0
LINE = 1
FIRST_COUNTER = LINE << LINE_BITS
MET_AT = FIRST_COUNTER + BLOCK // 4  # the counter of the hello that was heard
EPOCH = 1


def earlier(site: Site, roster: Roster, met: Iterable[str], version: str) -> list[Entry]:
    """The journal of `site` before today, when it met the consoles of `met`."""
    facts: list[Fact] = [
        StationStarted(site.code, Mode.DEPLOYED, version),
        LineStarted(LINE, FIRST_COUNTER, version=0),
        CountersReserved(FIRST_COUNTER + BLOCK),
    ]
    facts += [PeerMet(code, EPOCH, MET_AT, 0, LINE, stream=(LINE, 1), skew_s=0.0, naming=roster.naming) for code in met]
    then = Moment(WALL_S - DAY_S, DAY_S, "gisteren")
    return [Entry(number, then, fact) for number, fact in enumerate(facts, 1)]
