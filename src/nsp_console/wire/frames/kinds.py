"""The frames between consoles, in domain terms. Bits and limits: `codec`, `state`; field by field: docs/frames.md."""

from dataclasses import dataclass
from enum import IntEnum

from nsp_console.domain.air_facts import AlarmStep, Content
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Scalar, Tier
from nsp_console.wire.sealing import EVERYBODY

FORMAT = 1  # two bits at the front of every frame; 0 and 3 are never used, 2 is for later
ECHOES_MAX = 4  # in one hello


class Kind(IntEnum):
    """Four bits."""

    STATUS = 0
    MAIL = 1
    RECEIPT = 2
    HELLO = 3
    SIGNED = 4
    GOSSIP = 5  # the regional picture, from C to C
    GUEST_STATUS = 6  # a signed state for the neighbours across the border


@dataclass(frozen=True, slots=True)
class State:
    """What 62 bits can say of a site. Keys of `values` as in `domain.fields`; absent: unknown.

    estimated  keys whose value was rounded by the wire
    """

    values: dict[str, Scalar]
    needs: tuple[Need, ...] = ()
    estimated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusFrame:
    """13 bytes and a tag. `age_s`: of the observation when it was sent. `version`: from 1, its own replay guard."""

    station: int
    version: int
    age_s: float
    state: State
    exercise: bool = False


@dataclass(frozen=True, slots=True)
class MailFrame:
    """One message to one console. `counter` is the whole one; the low 16 bits go on the air."""

    station: int
    to: int
    counter: int
    line: int  # 12 bits
    sequence: int  # 16 bits, from 1
    content: Content
    body: bytes
    exercise: bool = False


@dataclass(frozen=True, slots=True)
class StreamMark:
    """How far a stream of the addressee came in here: all below `following`, and those of the bitmap beyond it.

    ahead  16 bits: bit i set means sequence `following` + 1 + i is here too
    """

    line: int
    following: int
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptFrame:
    """What the sender has of the addressee, committed in its journal. Every part may be absent.

    own, broadcast  the addressee's stream to us, and its signed broadcasts
    version         the highest version of the addressee's own state
    alarm           number NN of its alarm, and how far it got here
    """

    station: int
    to: int
    counter: int
    own: StreamMark | None = None
    broadcast: StreamMark | None = None
    version: int | None = None
    alarm: tuple[int, AlarmStep] | None = None
    exercise: bool = False


@dataclass(frozen=True, slots=True)
class Echo:
    """Our answer to `station`'s nonce, with how far we had heard it.

    counter  highest authentication counter accepted from it, version highest status version
    own      its stream to us: line and next sequence number we expect
    """

    station: int
    nonce: int
    counter: int
    version: int
    line: int
    following: int


@dataclass(frozen=True, slots=True)
class HelloFrame:
    """Who I am now: the counter whole, a nonce, and answers to the nonces of others.

    naming     16-bit hash of region numbering and function slots
    wall_s     own wall clock, seconds UTC (32 bits); None when it is not believed
    version    own status version
    broadcast  own broadcast stream: line and next sequence number
    wants_echo whether those who hear it should answer the nonce
    """

    station: int
    to: int
    counter: int
    nonce: int
    naming: int
    wall_s: int | None
    version: int
    broadcast: tuple[int, int]
    wants_echo: bool = True
    echoes: tuple[Echo, ...] = ()
    exercise: bool = False


@dataclass(frozen=True, slots=True)
class SignedFrame:
    """A bulletin, an order or a roll call to everybody, signed by a C or the region keeper. Its guard is its stream."""

    station: int
    line: int
    sequence: int
    content: Content
    body: bytes
    exercise: bool = False
    to: int = EVERYBODY


@dataclass(frozen=True, slots=True)
class GuestStatusFrame:
    """A C's own state, signed, so that a bordering region may show it. `region` goes on the air."""

    region: int
    station: int
    version: int
    age_s: float
    state: State
    exercise: bool = False


@dataclass(frozen=True, slots=True)
class GossipEntry:
    """The state of one point as its sender has it in its journal: 96 bits.

    version  from 1; the writer's own
    tier     what the writer had it from
    kept     the writer is a C: the point has no console of its own; then any tier, else always A
    """

    station: int
    version: int
    age_s: float
    state: State
    tier: Tier = Tier.A
    kept: bool = False


@dataclass(frozen=True, slots=True)
class GossipReceipt:
    """To the console of `station`: the sender has its `version` in its journal. `tag`: `covers.receipt_tag`."""

    station: int
    version: int
    tag: bytes


@dataclass(frozen=True, slots=True)
class Versions:
    """Which versions the sender has, of points that follow each other in the roster: an NACK and an offer in one.

    first  place in the roster, counted from 0 in order of number; places go on after the last with the first
    codes  per place: 0 none, else `versions.version_code`
    """

    first: int
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AlarmKnown:
    """Alarm NN of a point stands in the sender's journal."""

    station: int
    number: int


@dataclass(frozen=True, slots=True)
class GossipFrame:
    """What one C tells all that hear it directly of the region. Everything in it was heard under the epoch of its seal.

    counter  authentication counter; the low 16 bits go on the air
    """

    station: int
    counter: int
    entries: tuple[GossipEntry, ...] = ()
    receipts: tuple[GossipReceipt, ...] = ()
    versions: Versions = Versions(0, ())
    alarms: tuple[AlarmKnown, ...] = ()
    exercise: bool = False


Frame = StatusFrame | MailFrame | ReceiptFrame | HelloFrame | SignedFrame | GuestStatusFrame | GossipFrame
