"""Everything the journal can hold. One fact is one accepted event: it is recorded before anything is told or sent.

A fact never changes. A correction is a new fact that points back with the journal number ("entry") of the old one.
All facts are frozen and made of scalars, tuples, enums and other frozen dataclasses, so that they can be written as
canonical JSON (`nsp_console.wire.body`) and read back for as long as the journal lives. New fields need a default.
"""

from dataclasses import dataclass
from enum import StrEnum

from nsp_console.domain.air_facts import (
    AlarmStep as AlarmStep,
    AlarmStepped as AlarmStepped,
    BulletinHeard as BulletinHeard,
    BulletinHung as BulletinHung,
    BulletinIssued as BulletinIssued,
    Content as Content,
    CountersReserved as CountersReserved,
    LineStarted as LineStarted,
    MailRelined as MailRelined,
    MailTaken as MailTaken,
    PeerMet as PeerMet,
    StatusHeard as StatusHeard,
    StatusIssued as StatusIssued,
    StatusKept as StatusKept,
    StatusReceived as StatusReceived,
    Why as Why,
)
from nsp_console.domain.continuity_facts import (
    AgreementReviewed as AgreementReviewed,
    ChecklistTicked as ChecklistTicked,
    LadderTested as LadderTested,
    OwnPowerNoted as OwnPowerNoted,
    PowerSource as PowerSource,
    ReadinessProved as ReadinessProved,
    ShiftCleared as ShiftCleared,
    ShiftPlanned as ShiftPlanned,
    Trial as Trial,
)
from nsp_console.domain.dossier_facts import DossierNoted as DossierNoted
from nsp_console.domain.log_facts import (
    NoteMade as NoteMade,
    ShiftHandedOver as ShiftHandedOver,
    ShiftTakenOver as ShiftTakenOver,
)
from nsp_console.domain.moments import Moment
from nsp_console.domain.order_facts import (
    Decided as Decided,
    DecisionKind as DecisionKind,
    DeploymentEnded as DeploymentEnded,
    DeploymentStarted as DeploymentStarted,
    HomeMoved as HomeMoved,
    SiteAdded as SiteAdded,
    StationRevoked as StationRevoked,
    T0Corrected as T0Corrected,
    WriterMoved as WriterMoved,
)
from nsp_console.domain.out_facts import (
    MessageQueued as MessageQueued,
    MessageStepped as MessageStepped,
    Purpose as Purpose,
    Step as Step,
)
from nsp_console.domain.understanding import Need, Understanding
from nsp_console.domain.values import Means, Scalar, Source


class Mode(StrEnum):
    """PARAAT (no crisis) or INZET; DEMO and later OEFENING live in databases of their own."""

    READY = "paraat"
    DEPLOYED = "inzet"
    DEMO = "demo"


class AlarmKind(StrEnum):
    """Kinds of alarm. `HELP` is a call whose kind the words did not tell."""

    HELP = "hulp"
    MEDICAL = "medisch"
    FIRE = "brand"
    VIOLENCE = "agressie"
    BUILDING = "gebouw"
    POWER = "stroom"
    SUPPLY = "voorraad"
    SANITATION = "sanitair"
    CROWDING = "overbevolking"
    SILENCE = "stilte"


class Handling(StrEnum):
    """What a person did with an inbox line."""

    DONE = "gedaan"
    MORE_INFO = "meer_info"
    REJECTED = "verworpen"
    READ = "gelezen"


@dataclass(frozen=True, slots=True)
class StationStarted:
    """The console started (or was restored). `station` is its own site code."""

    station: str
    mode: Mode
    version: str
    clock_sure: bool = True


@dataclass(frozen=True, slots=True)
class TextHeard:
    """A text came in over the radio. `text` is exactly as received; `raw` holds base64 when it was not valid UTF-8.

    site           attributed point, from the node table or from a code in the text; None: a person must say
    repeat_of      entry of the same text from the same sender within the repeat window
    counts         False on a public or foreign channel: it may be read, never become a status
    alarm_kind     set when it rings
    """

    text: str
    sender: int
    packet: int
    channel: str
    source: Source
    understood: Understanding
    site: str | None = None
    counts: bool = True
    alarm_kind: AlarmKind | None = None
    repeat_of: int | None = None
    direct: bool = False  # addressed to this radio, not to the channel
    snr: float | None = None
    rssi: int | None = None
    hops: int | None = None
    public_key: str = ""  # base64 of the key the radio proved, if it did
    raw: str = ""
    age_s: float = 0.0  # how long the radio had kept it when it reached this console
    station: str = ""  # the console that sealed it ("" when nobody did): tier A
    content: Content = Content.TEXT
    alarm_number: int | None = None  # NN of an alarm line; with `station` the identity of that alarm
    alarm_counter: int = -1  # authentication counter of its tail: an older one is a replay (`link.alarm_plane`)
    machine: bool = False  # wholly the line of another console's computer: nobody has to read it


@dataclass(frozen=True, slots=True)
class ReportEntered:
    """A report entered at this console: by voice, phone, courier, paper or own observation."""

    site: str
    values: dict[str, Scalar]
    means: Means
    by: str  # function, never a name
    needs: tuple[Need, ...] = ()
    rest_ok: bool = False
    estimated: tuple[str, ...] = ()
    text: str = ""
    corrects: int | None = None
    no_needs: bool = False  # said in so many words that nothing is asked for any more
    writer: str = ""  # the console that writes for this site, when that is not us: "gemeld aan C-…"


@dataclass(frozen=True, slots=True)
class ValuesConfirmed:
    """An operator said *klopt* to the values of entry `entry` (all, or only `keys`)."""

    entry: int
    by: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValuesRejected:
    """An operator rejected entry `entry`: its unconfirmed values are no longer shown."""

    entry: int
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TextHandled:
    """An operator dealt with inbox line `entry`."""

    entry: int
    how: Handling
    by: str


@dataclass(frozen=True, slots=True)
class AlarmRaised:
    """An alarm that did not come in as a text: raised here by an operator, or silence noticed by this console."""

    alarm: AlarmKind
    site: str | None
    text: str
    by: str
    also: tuple[str, ...] = ()  # further silent points of the same cause
    number: int | None = None  # NN on the air, when it was sent


@dataclass(frozen=True, slots=True)
class AlarmAcknowledged:
    """*Bevestigd*: a person took alarm `entry` on. Acknowledged is not solved."""

    entry: int
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AlarmParked:
    """*Geparkeerd*: no bell until `for_s` seconds after this entry, with the reason."""

    entry: int
    by: str
    reason: str
    for_s: float


@dataclass(frozen=True, slots=True)
class AlarmClosed:
    """Solved, says a person."""

    entry: int
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NodeLinked:
    """An operator said this radio belongs to that point (`site` empty: unlinked). `public_key` pins it for tier B."""

    node: int
    site: str
    by: str
    public_key: str = ""


Fact = (
    StationStarted
    | TextHeard
    | ReportEntered
    | ValuesConfirmed
    | ValuesRejected
    | TextHandled
    | AlarmRaised
    | AlarmAcknowledged
    | AlarmParked
    | AlarmClosed
    | MessageQueued
    | MessageStepped
    | NodeLinked
    | DeploymentStarted
    | DeploymentEnded
    | T0Corrected
    | SiteAdded
    | Decided
    | HomeMoved
    | WriterMoved
    | StationRevoked
    | CountersReserved
    | LineStarted
    | PeerMet
    | MailTaken
    | MailRelined
    | StatusIssued
    | StatusKept
    | StatusHeard
    | StatusReceived
    | AlarmStepped
    | BulletinHeard
    | BulletinIssued
    | BulletinHung
    | NoteMade
    | ShiftHandedOver
    | ShiftTakenOver
    | DossierNoted
    | LadderTested
    | OwnPowerNoted
    | ShiftPlanned
    | ShiftCleared
    | ChecklistTicked
    | AgreementReviewed
    | ReadinessProved
)

# Names in the journal. Never rename one: old journals must stay readable.
KINDS: dict[str, type] = {
    "gestart": StationStarted,
    "tekst_gehoord": TextHeard,
    "melding_ingevoerd": ReportEntered,
    "klopt": ValuesConfirmed,
    "verworpen": ValuesRejected,
    "bericht_behandeld": TextHandled,
    "alarm": AlarmRaised,
    "alarm_bevestigd": AlarmAcknowledged,
    "alarm_geparkeerd": AlarmParked,
    "alarm_gesloten": AlarmClosed,
    "bericht_uit": MessageQueued,
    "bericht_stap": MessageStepped,
    "radio_gekoppeld": NodeLinked,
    "inzet_begonnen": DeploymentStarted,
    "inzet_beeindigd": DeploymentEnded,
    "t0_gecorrigeerd": T0Corrected,
    "punt_toegevoegd": SiteAdded,
    "besluit": Decided,
    "waarneming_verplaatst": HomeMoved,
    "schrijver_verplaatst": WriterMoved,
    "station_ingetrokken": StationRevoked,
    "tellers_gereserveerd": CountersReserved,
    "lijn_begonnen": LineStarted,
    "station_ontmoet": PeerMet,
    "post_aangenomen": MailTaken,
    "post_hernummerd": MailRelined,
    "toestand_uit": StatusIssued,
    "toestand_gehouden": StatusKept,
    "toestand_gehoord": StatusHeard,
    "toestand_ontvangen": StatusReceived,
    "alarm_stap": AlarmStepped,
    "bulletin_gehoord": BulletinHeard,
    "bulletin_uit": BulletinIssued,
    "bulletin_hangt": BulletinHung,
    "aantekening": NoteMade,
    "dienst_overgedragen": ShiftHandedOver,
    "dienst_overgenomen": ShiftTakenOver,
    "dossier": DossierNoted,
    "middel_getest": LadderTested,
    "eigen_stroom": OwnPowerNoted,
    "dienst_gepland": ShiftPlanned,
    "dienst_vervallen": ShiftCleared,
    "lijst_afgevinkt": ChecklistTicked,
    "afspraak_herzien": AgreementReviewed,
    "paraat_bewezen": ReadinessProved,
}
NAMES: dict[type, str] = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with its dense journal number (from 1) and the moment it was recorded."""

    number: int
    at: Moment
    fact: Fact
