"""Facts of consoles talking to each other (design: protocol): the replay windows, streams and versions of `link`.

They are committed together with what they admitted, and folding the journal restores them: a window and the picture can
never disagree. Part of `facts`, where everything a journal can hold is listed.
"""

from dataclasses import dataclass
from enum import StrEnum

from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Scalar, Source, Tier


class Content(StrEnum):
    """What a message between consoles is about (design: protocol, "Frames")."""

    TEXT = "tekst"
    REQUEST = "aanvraag"
    REPORT = "doorgegeven"  # a report about a site of which the addressee is the writer
    READ = "gelezen"
    HUNG = "opgehangen"
    BULLETIN = "bulletin"
    ORDER = "opdracht"
    ROLL_CALL = "meldronde"


class Why(StrEnum):
    """Why a console sent its own state."""

    CHANGE = "wijziging"
    DRIFT = "afwijking"  # a value left its own forecast
    HEARTBEAT = "hartslag"
    ROLL_CALL = "meldronde"


class AlarmStep(StrEnum):
    """What another console told about our alarm."""

    RECEIVED = "ontvangen"  # in its journal, ringing
    TAKEN_ON = "bevestigd"  # a person took it on


@dataclass(frozen=True, slots=True)
class CountersReserved:
    """Authentication counters below `until` may be used from now on; after a restart counting goes on from there."""

    until: int


@dataclass(frozen=True, slots=True)
class LineStarted:
    """A new line of sequence numbers: this console was restored, replaced or told it repeated itself.

    line     number of the line, higher than any used before (the high twelve bits of `counter`)
    counter  first authentication counter of this line
    version  own status versions go on after this one
    """

    line: int
    counter: int
    version: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class PeerMet:
    """Another console answered our nonce: what it sends from here on is fresh, and it told how far it had heard us.

    counter, version  its own, at that moment: anything lower is a replay
    stream            its broadcast stream's line and next sequence number
    line              our own line of sequence numbers that it met
    skew_s            its wall clock minus ours; None when one of the two was not believed
    naming            hash of what it calls the function slots; differs from ours: those fields read `?`
    """

    station: str
    epoch: int
    counter: int
    version: int
    line: int
    stream: tuple[int, int] = (0, 1)
    skew_s: float | None = None
    naming: int = 0


@dataclass(frozen=True, slots=True)
class MailTaken:
    """A message from console `station` was accepted; what it means stands in the facts recorded together with it.

    to       this console's code, or "" for the sender's broadcast stream
    gap      number of messages missing before it when it arrived
    signed   base64 of the whole frame when it was signed: the evidence
    """

    station: str
    to: str
    line: int
    sequence: int
    epoch: int
    counter: int
    content: Content
    gap: int = 0
    signed: str = ""


@dataclass(frozen=True, slots=True)
class MailRelined:
    """Our message `entry` never went out and gets a new place: a lost copy of this console used its number."""

    entry: int
    line: int
    sequence: int


@dataclass(frozen=True, slots=True)
class StatusIssued:
    """This console sends version `version` of its own site's state. Committed before it is sent."""

    site: str
    version: int
    epoch: int
    values: dict[str, Scalar]
    why: Why
    needs: tuple[Need, ...] = ()
    observed_s: float = 0.0  # age of the observation at this entry


@dataclass(frozen=True, slots=True)
class StatusHeard:
    """The state of `site` as its writer told it, quantised. Only values that the writer knew are in `values`.

    It came from the point's own console, or with the regional picture of the C in `source.via`.
    age_s    age of the observation when it was heard; `estimated`: values that the wire rounds
    kept     its writer is a C: the point has no console of its own; `source.tier` is what that C had it from
    partial  function slots that are named otherwise there were left out: not to be told on
    """

    site: str
    version: int
    epoch: int
    values: dict[str, Scalar]
    source: Source
    needs: tuple[Need, ...] = ()
    estimated: tuple[str, ...] = ()
    age_s: float = 0.0
    packet: int = 0
    snr: float | None = None
    rssi: int | None = None
    hops: int | None = None
    kept: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class StatusKept:
    """As its writer this C gives what counts here of `site`, which has no console of its own, version `version`.

    tier  the weakest source among the values; what a person confirmed here keeps the tier of its source
    """

    site: str
    version: int
    epoch: int
    values: dict[str, Scalar]
    why: Why
    tier: Tier
    needs: tuple[Need, ...] = ()
    observed_s: float = 0.0  # age of the newest observation at this entry


@dataclass(frozen=True, slots=True)
class StatusReceived:
    """Console `by` has version `version` of our state in its journal."""

    version: int
    by: str


@dataclass(frozen=True, slots=True)
class AlarmStepped:
    """Console `by` told that our alarm `entry` got this far there."""

    entry: int
    step: AlarmStep
    by: str


@dataclass(frozen=True, slots=True)
class BulletinHeard:
    """A signed bulletin of `station`: hang it up and say so."""

    station: str
    number: int
    text: str
    valid_h: int
    source: Source


@dataclass(frozen=True, slots=True)
class BulletinIssued:
    """Our own bulletin, to all consoles of the region."""

    number: int
    text: str
    valid_h: int
    by: str


@dataclass(frozen=True, slots=True)
class BulletinHung:
    """Bulletin `number` of console `station` hangs at `site`, says `by`."""

    station: str
    number: int
    site: str
    by: str
