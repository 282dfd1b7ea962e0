"""Small region, examples of every frame and body, and hypothesis strategies for them."""

from collections.abc import Callable

from hypothesis import strategies as st

from nsp_console.domain.air_facts import AlarmStep, Content
from nsp_console.domain.facts import (
    Decided,
    DecisionKind,
    DeploymentEnded,
    DeploymentStarted,
    HomeMoved,
    StationRevoked,
    T0Corrected,
    WriterMoved,
)
from nsp_console.domain.fields import FunctionState, Power, Safety, SiteState
from nsp_console.domain.sites import Site, SiteKind
from nsp_console.domain.understanding import Need
from nsp_console.wire.frames.articles import ARTICLES
from nsp_console.wire.frames.bodies import (
    Body,
    BulletinBody,
    HungBody,
    Order,
    OrderBody,
    ReadBody,
    RequestBody,
    RollCallBody,
    TextBody,
)
from nsp_console.wire.frames.gossip import ALARMS_MAX, ORIGINS, PLACES_MAX, gossip_bytes
from nsp_console.wire.frames.kinds import (
    AlarmKnown,
    Echo,
    Frame,
    GossipEntry,
    GossipFrame,
    GossipReceipt,
    GuestStatusFrame,
    HelloFrame,
    MailFrame,
    ReceiptFrame,
    SignedFrame,
    State,
    StatusFrame,
    StreamMark,
    Versions,
)
from nsp_console.wire.frames.letters import MAIL_CONTENTS, SIGNED_CONTENTS
from nsp_console.wire.frames.limits import PAYLOAD_BYTES_MAX
from nsp_console.wire.frames.state import decode_state, encode_state
from nsp_console.wire.frames.versions import WHEEL
from nsp_console.wire.roster import Roster
from nsp_console.wire.sealing import EVERYBODY, TAG_BYTES

FUNCTIONS = ("water", "voedsel", "opwarmen", "zorg_hygiene", "stroom", "informatie", "alarmering")
STATIONS = {1: "C-DEV-01", 3: "C-ZWO-01", 9: "L-ZWO-09", 12: "L-DEV-05", 1000: "L-OLS-99"}
REGION = 4


def small_roster(functions: tuple[str, ...] = FUNCTIONS) -> Roster:
    """Two C and three L, the highest number included."""
    sites = {
        number: Site(code, code, "Zwolle", SiteKind(code[0]), 52.5, 6.1, number=number)
        for number, code in STATIONS.items()
    }
    return Roster(REGION, sites, functions, {code: number for number, code in STATIONS.items()})


# ── strategies ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _maybe(keys: tuple[str, ...], value: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(keys, value))


def _words(kind: type[SiteState | Power | Safety | FunctionState]) -> st.SearchStrategy[object]:
    return st.sampled_from([word.value for word in kind])


def raw_values() -> st.SearchStrategy[dict[str, object]]:
    """Values as they stand in the picture: any subset, plausible, not rounded to what fits."""
    parts = (
        _maybe(("state",), _words(SiteState)),
        _maybe(("power",), _words(Power)),
        _maybe(("safety",), _words(Safety)),
        _maybe(tuple(f"functions.{key}" for key in FUNCTIONS), _words(FunctionState)),
        _maybe(("fuel_hours",), st.floats(0, 1000) | st.integers(0, 1000)),
        _maybe(("water_l",), st.floats(0, 100_000) | st.integers(0, 100_000)),
        _maybe(("food_portions",), st.integers(0, 50_000)),
        _maybe(("visitors",), st.integers(0, 20_000)),
        _maybe(("staff.ehbo", "staff.ambtenaar", "staff.vrijwilliger"), st.integers(0, 1000)),
    )
    return st.tuples(*parts).map(lambda found: {key: value for part in found for key, value in part.items()})


def need_lists() -> st.SearchStrategy[tuple[Need, ...]]:
    """What can be asked for, in its own unit and to the hundredth."""
    amounts = st.integers(1, 100_000) | st.integers(1, 10_000_000).map(lambda cents: cents / 100)
    known = st.builds(lambda article, amount: Need(article[0], amount, article[1]), st.sampled_from(ARTICLES), amounts)
    spelled = st.builds(
        Need, st.sampled_from(["zandzak", "bladblazer", "überfiets"]), amounts, st.sampled_from(["", "m3"])
    )
    return st.lists(known | spelled, max_size=6).map(tuple)


def states() -> st.SearchStrategy[State]:
    """States as they come off the air."""
    return st.builds(
        lambda values, needs: decode_state(encode_state(values, needs, FUNCTIONS), FUNCTIONS),
        raw_values(),
        need_lists(),
    )


STATION = st.integers(1, 1000)
BIT = st.booleans()
BITS16 = st.integers(0, 0xFFFF)
FROM_ONE = st.integers(1, 0xFFFF)
BITS32 = st.integers(0, 0xFFFFFFFF)
LINE = st.integers(0, 0xFFF)
AGES = st.floats(0, 1e6)
BODIES = st.binary(min_size=1, max_size=150)
MARKS = st.builds(StreamMark, LINE, FROM_ONE, st.just(0) | BITS16)
ALARMS = st.tuples(st.integers(0, 99), st.sampled_from(AlarmStep))
ECHOES = st.lists(st.builds(Echo, STATION, BITS32, BITS32, BITS16, LINE, FROM_ONE), max_size=4).map(tuple)

ENTRIES = st.builds(
    lambda station, version, age_s, state, origin: GossipEntry(station, version, age_s, state, *origin),
    STATION, FROM_ONE, AGES, states(), st.sampled_from(ORIGINS),
)  # fmt: skip
RECEIPTS = st.builds(GossipReceipt, STATION, FROM_ONE, st.binary(min_size=TAG_BYTES, max_size=TAG_BYTES))
KNOWN_ALARMS = st.lists(st.builds(AlarmKnown, STATION, st.integers(0, 99)), max_size=ALARMS_MAX, unique=True)


@st.composite
def gossip_frames(draw: st.DrawFn) -> GossipFrame:
    """Pictures that fit a packet: entries, then receipts and alarms, and a window of what is left or less."""
    alarms = tuple(draw(KNOWN_ALARMS))
    receipts = tuple(draw(st.lists(RECEIPTS, max_size=8, unique_by=lambda one: one.station)))
    most = _fitting(lambda count: gossip_bytes(count, len(receipts), len(alarms), 0), 31)
    entries = tuple(draw(st.lists(ENTRIES, max_size=most, unique_by=lambda one: one.station)))
    most = _fitting(lambda count: gossip_bytes(len(entries), len(receipts), len(alarms), count), PLACES_MAX)
    codes = tuple(draw(st.lists(st.integers(0, WHEEL), max_size=most)))
    first = draw(st.integers(0, 1023)) if codes else 0
    return GossipFrame(
        draw(STATION), draw(BITS32), entries, receipts, Versions(first, codes), alarms, exercise=draw(BIT)
    )


def _fitting(size: Callable[[int], int], most: int) -> int:
    return max(count for count in range(most + 1) if size(count) <= PAYLOAD_BYTES_MAX)


FRAMES_BY_KIND: dict[type[Frame], st.SearchStrategy[Frame]] = {
    StatusFrame: st.builds(StatusFrame, STATION, FROM_ONE, AGES, states(), BIT),
    GuestStatusFrame: st.builds(GuestStatusFrame, st.integers(1, 25), STATION, FROM_ONE, AGES, states(), BIT),
    MailFrame: st.builds(
        MailFrame, STATION, STATION, BITS32, LINE, FROM_ONE, st.sampled_from(list(MAIL_CONTENTS.values())), BODIES, BIT
    ),
    ReceiptFrame: st.builds(
        ReceiptFrame,
        STATION,
        STATION,
        BITS32,
        st.none() | MARKS,
        st.none() | MARKS,
        st.none() | BITS16,
        st.none() | ALARMS,
        BIT,
    ),
    HelloFrame: st.builds(
        HelloFrame,
        STATION,
        STATION | st.just(EVERYBODY),
        BITS32,
        BITS32,
        BITS16,
        st.none() | BITS32,
        BITS16,
        st.tuples(LINE, FROM_ONE),
        BIT,
        ECHOES,
        BIT,
    ),
    SignedFrame: st.builds(
        SignedFrame, STATION, LINE, FROM_ONE, st.sampled_from(list(SIGNED_CONTENTS.values())), BODIES, BIT
    ),
    GossipFrame: gossip_frames(),
}
FRAMES = st.one_of(*FRAMES_BY_KIND.values())

SITE = st.sampled_from(list(STATIONS.values()))
TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200)
MAYBE_TEXT = st.text(st.characters(codec="utf-8"), max_size=200)
WALL = st.integers(0, 0xFFFFFFFF).map(float)
NUMBER = st.integers(1, 999)

ORDERS: st.SearchStrategy[Order] = st.one_of(
    st.builds(DeploymentStarted, MAYBE_TEXT, WALL, MAYBE_TEXT, MAYBE_TEXT),
    st.builds(DeploymentEnded, MAYBE_TEXT, MAYBE_TEXT),
    st.builds(T0Corrected, WALL, MAYBE_TEXT, MAYBE_TEXT),
    st.builds(Decided, SITE, st.sampled_from(DecisionKind), MAYBE_TEXT, MAYBE_TEXT, st.none() | WALL, MAYBE_TEXT),
    st.builds(HomeMoved, SITE, SITE, MAYBE_TEXT, MAYBE_TEXT, st.lists(SITE, max_size=40).map(tuple)),
    st.builds(StationRevoked, SITE, BITS16, MAYBE_TEXT, MAYBE_TEXT),
    st.builds(WriterMoved, SITE, SITE, BITS16, MAYBE_TEXT, MAYBE_TEXT),
)
MESSAGES: st.SearchStrategy[Body] = st.one_of(
    st.builds(TextBody, TEXT, st.sampled_from([Content.TEXT, Content.REPORT])),
    st.builds(RequestBody, SITE, need_lists().filter(bool), MAYBE_TEXT),
    st.builds(ReadBody, LINE, FROM_ONE),
    st.builds(HungBody, NUMBER),
    st.builds(BulletinBody, NUMBER, st.integers(1, 255), TEXT),
    st.builds(RollCallBody, SITE | st.just("")),
    st.builds(OrderBody, ORDERS),
)
