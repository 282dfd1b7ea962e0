"""Stories about who writes for which point, and a table of points that hang under each other."""

from hypothesis import strategies as st

from nsp_console.domain.facts import (
    Fact,
    HomeMoved,
    Mode,
    PeerMet,
    StationRevoked,
    StationStarted,
    StatusHeard,
    WriterMoved,
)
from nsp_console.domain.sites import Site, SiteKind
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.domain.writing import KEEPER, Writers
from support.consoles import BOEG, DEV, HAR, OMM, RAA, SITES, ZWO

COORDINATORS = (ZWO, DEV, RAA, HAR, OMM)
STRANGERS = ("C-XXX-99", "", "onzin")
X_SITES = (
    Site("X-ZWO-01", "Buurthuis", "Zwolle", SiteKind.X, 52.5, 6.1, home=BOEG),
    Site("X-ZWO-02", "Tent", "Zwolle", SiteKind.X, 52.5, 6.1, home=ZWO),
)
TABLE = {site.code: site for site in (*SITES, *X_SITES)}
CODES = st.sampled_from([*TABLE, *STRANGERS])
MOVES = st.builds(
    HomeMoved,
    home=CODES,
    to=CODES,
    by=st.just("proef"),
    sites=st.lists(CODES, max_size=3).map(tuple),
    origin=st.sampled_from([*TABLE, *STRANGERS, KEEPER]),
)
LIKELY = st.builds(  # nonsense rarely passes; these often do
    HomeMoved,
    home=st.sampled_from(COORDINATORS),
    to=st.sampled_from(COORDINATORS),
    by=st.just("proef"),
    sites=st.lists(st.sampled_from([*TABLE]), max_size=2).map(tuple),
    origin=st.sampled_from([*COORDINATORS, KEEPER]),
)
MET = st.builds(PeerMet, CODES, st.just(1), st.just(1), st.just(1), st.just(1))
REVOKED = st.builds(StationRevoked, CODES, st.just(1), st.just("proef"))
HEARD = st.builds(
    StatusHeard, CODES, st.just(1), st.just(1), st.just({}), st.just(Source(Means.LORA, Tier.A)), kept=st.booleans()
)
WRITERS = st.builds(
    WriterMoved, CODES, CODES, st.integers(0, 65_535), st.just("proef"),
    origin=st.sampled_from([*TABLE, *STRANGERS, KEEPER]),
)  # fmt: skip
LIKELY_WRITERS = st.builds(  # often its own home C, that takes over or hands back
    lambda site, back, keeper: WriterMoved(
        site.code, site.code if back else site.home, 7, "proef", origin=KEEPER if keeper else site.home
    ),
    st.sampled_from([site for site in TABLE.values() if site.kind is SiteKind.L]),
    st.booleans(),
    st.booleans(),
)
STORY = st.lists(
    st.one_of(MOVES, LIKELY, LIKELY, MET, HEARD, REVOKED, WRITERS, LIKELY_WRITERS, LIKELY_WRITERS), max_size=25
)


def folded(*story: Fact, station: str = ZWO) -> Writers:
    """Writers at `station` after these facts."""
    writers = Writers(TABLE)
    for fact in (StationStarted(station, Mode.READY, "0"), *story):
        writers.apply(fact)
    return writers
