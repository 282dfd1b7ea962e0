"""What a screen needs to draw, computed and frozen. Codes and numbers only: the words are in `nsp_console.dutch`."""

from dataclasses import dataclass, field
from enum import StrEnum

from nsp_console.domain.continuity_views import ContinuityView
from nsp_console.domain.dossier import Dossier
from nsp_console.domain.facts import AlarmKind, AlarmStep, Content, Handling, Mode, Purpose, Step, Why
from nsp_console.domain.limits import SupplyLimits
from nsp_console.domain.link_views import LinkExtras, QueueView
from nsp_console.domain.log_views import LogLine as LogLine, ShiftView
from nsp_console.domain.moments import Age, Ageing
from nsp_console.domain.rules import RegionNorms
from nsp_console.domain.safetext import SafeText
from nsp_console.domain.sites import Site
from nsp_console.domain.understanding import Need, Understanding
from nsp_console.domain.values import Scalar, Source, Tier

NO_TEXT = SafeText("")


class Severity(StrEnum):
    """How bad it is with a point, worst applies. The order of `SEVERITY_ORDER` is the order on the board."""

    CRITICAL = "kritiek"
    SILENT = "stil"
    ATTENTION = "aandacht"
    UNKNOWN = "onbekend"
    GOOD = "goed"
    OUT_OF_SERVICE = "niet_in_bedrijf"


SEVERITY_ORDER = tuple(Severity)


class Readiness(StrEnum):
    OPERATIONAL = "operationeel"
    READY = "gereed"
    CONDITIONAL = "onder_voorwaarde"
    NOT = "niet"
    UNKNOWN = "onbekend"


class Verdict(StrEnum):
    MET = "voldaan"
    FAILED = "niet"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code with data; `dutch.reason()` makes the words."""

    code: str
    data: tuple[tuple[str, Scalar], ...] = ()


@dataclass(frozen=True, slots=True)
class NormView:
    key: str
    label: str
    verdict: Verdict
    reason: Reason
    vital: bool
    override_reason: str = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Hours left from now, a range; it widens with age and never pretends to be exact.

    severity                what these hours mean by the configured limits: goed, aandacht or kritiek
    least_per_h, most_per_h how fast its stock goes, in units of the stock as reported; 0: not known
    """

    low_h: float
    high_h: float
    severity: Severity = Severity.GOOD
    least_per_h: float = 0.0
    most_per_h: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of one point as drawn.

    pending   not confirmed yet: drawn `420?` and counting for nothing
    counted   the older value that counts meanwhile, if any
    rival     what another source said within the hour; both are shown
    """

    key: str
    value: Scalar
    age: Age
    ageing: Ageing
    source: Source
    entry: int
    confirmed_by: str | None = None
    estimated: bool = False
    pending: bool = False
    counted: Scalar | None = None
    rival: Scalar | None = None


@dataclass(frozen=True, slots=True)
class SiteView:
    """One point, judged. `supplies` has keys water, food, power, staff; None means no reliable forecast."""

    site: Site
    severity: Severity
    reasons: tuple[Reason, ...]
    cells: dict[str, Cell]
    needs: tuple[Need, ...]
    needs_pending: bool
    supplies: dict[str, Forecast | None]
    heard: Age | None  # any traffic from this point
    heard_ageing: Ageing
    interval_s: float
    readiness: Readiness
    norms: tuple[NormView, ...]
    trust: Tier | None
    own: bool  # coordinated by this station
    alarm: int | None = None  # open alarm's entry
    alarm_acknowledged: bool = False
    pending: tuple[int, ...] = ()  # entries waiting for *klopt*, oldest first
    writer: str = ""  # the console that writes for this site: its own, its home C, or who took over
    passed_to: str = ""  # "gemeld aan C-…": an entry here waits for that writer
    taken_from: bool = False  # it has a console of its own, and yet `writer` is another
    kern_missing: tuple[str, ...] = ()  # fields of the kernmelding ("needs" too) an operator may still ask for
    open_since: Age | None = None
    opens_wall: float | None = None  # by when it opens, as decided; None: nothing was decided, or it has passed
    opens_by: str = ""  # the function that carries that out
    dossier: Dossier = ()


@dataclass(frozen=True, slots=True)
class AlarmView:
    """An alarm that is not closed."""

    entry: int
    kind: AlarmKind
    site: str | None
    text: SafeText
    tier: Tier
    age: Age
    repeats: int = 0
    acknowledged_by: str = ""
    acknowledged_age: Age | None = None
    note: SafeText = NO_TEXT
    parked_s: float | None = None
    exercise: bool | None = None
    also: tuple[str, ...] = ()
    sender: int | None = None
    named: str | None = None  # point this radio named before, a hint for a person when `site` is None
    sent: Age | None = None  # our own sealed alarm: since when a radio has it
    steps: dict[str, AlarmStep] = field(default_factory=dict)  # our own alarm: consoles that have it, and how far
    stepped: dict[str, Age] = field(default_factory=dict)  # since when, by console


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One text as heard, for triage. `handled` None means new. Confirmable: it holds unconfirmed values."""

    entry: int
    site: str | None
    sender: int
    text: SafeText
    age: Age
    source: Source
    understood: Understanding
    counts: bool
    confirmable: bool
    handled: Handling | None
    handled_by: str = ""
    repeats: int = 0
    channel: SafeText = NO_TEXT
    direct: bool = False
    station: str = ""  # the console that sealed it: tier A
    content: Content = Content.TEXT


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """One line of ours on its way, with when each step was reached (seconds ago)."""

    entry: int
    to: str
    node: int | None
    text: SafeText
    purpose: Purpose
    steps: dict[Step, Age]
    step: Step
    detail: str = ""
    attempt: int = 0
    answers: int | None = None
    content: Content = Content.TEXT
    awaits: tuple[str, ...] = ()  # consoles that must still have it
    received_by: dict[str, Age] = field(default_factory=dict)
    read_by: dict[str, Age] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RadioView:
    """The LoRa link in facts; `state` has the values of radio.base.LinkState as plain words."""

    state: str
    where: str = ""
    detail: str = ""
    since_s: float | None = None
    retry_s: float | None = None
    own_node: int | None = None
    firmware: str = ""
    preset: str = ""
    heard_nodes: int = 0
    last_heard_s: float | None = None
    air_pct: float = 0.0  # our own airtime in the last hour, from our ledger
    channel_pct: float | None = None
    warnings: tuple[str, ...] = ()
    refused: dict[str, int] = field(default_factory=dict)  # counters of what was not taken, with the reason
    extras: LinkExtras = field(default_factory=LinkExtras)


@dataclass(frozen=True, slots=True)
class OwnState:
    """How far our own site's state got on the air.

    version   last version sent (0: none yet), `why` and when it was sent
    received  consoles that have that very version, and since when
    changed   something was entered since that goes along with the next one, at the latest in `next_s` seconds
    """

    version: int = 0
    why: Why | None = None
    issued: Age | None = None
    received: dict[str, Age] = field(default_factory=dict)
    changed: bool = False
    next_s: float | None = None


@dataclass(frozen=True, slots=True)
class PictureView:
    """How complete the regional picture is at this C: points.

    known    with a state in our journal, `of` so many on the roster
    stale    of which another C showed a newer state than ours
    pending  whose newest state waits to be told on
    """

    known: int
    of: int
    stale: int
    pending: int


@dataclass(frozen=True, slots=True)
class BulletinView:
    """A bulletin, ours or of another C. `hung`: sites that said it hangs, and since when."""

    entry: int
    station: str
    number: int
    text: SafeText
    age: Age
    valid_h: int
    mine: bool
    hung: dict[str, Age] = field(default_factory=dict)

    @property
    def expired(self) -> bool:
        """Whether it should be taken down."""
        return self.age.seconds > self.valid_h * 3600


class KeysState(StrEnum):
    NONE = "geen"  # no key file: text lines only
    LOCKED = "dicht"  # a key file, not opened: receive only, everything reads as channel traffic
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class KeysView:
    """The keys in facts people can compare: `fingerprint` is read to each other."""

    state: KeysState = KeysState.NONE
    fingerprint: str = ""
    epoch: int = 0
    signs: bool = False
    revoked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeerView:
    """Another console as the link knows it. `skew_s`: its clock minus ours."""

    code: str
    fresh: bool
    heard: Age | None
    skew_s: float | None = None
    same_names: bool = True
    waiting: int = 0  # messages of ours it does not have yet
    epoch: int = 0  # of its keys, as it last showed; 0: not seen
    node: int | None = None  # the radio it last spoke through


@dataclass(frozen=True, slots=True)
class RegionTotals:
    """Counts over L-NSPs of the whole region (C and X apart)."""

    l_total: int
    l_open: int
    l_setting_up: int
    l_closed: int
    by_severity: dict[Severity, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole picture at one moment. Screens draw this and nothing else."""

    revision: int
    mode: Mode
    station: Site
    region: str
    provenance: str
    illustrative: bool
    wall: float  # seconds UTC as claimed
    clock_sure: bool
    sites: tuple[SiteView, ...]  # board order: unacknowledged, worst, most overdue; own points first
    alarms: tuple[AlarmView, ...]  # unacknowledged first, newest first
    inbox: tuple[InboxLine, ...]  # newest first
    outbox: tuple[OutboxLine, ...]  # newest first
    radio: RadioView
    totals: RegionTotals
    deployment: str = ""
    t0_wall: float | None = None
    t_plus_s: float | None = None
    operational_h: float = 72.0
    queue: int = 0
    store_error: str = ""
    notices: tuple[Reason, ...] = ()
    nodes: dict[int, str] = field(default_factory=dict)  # radio number → site code
    demo_rate: float | None = None
    own: OwnState = OwnState()
    bulletins: tuple[BulletinView, ...] = ()  # newest first
    keys: KeysView = KeysView()
    peers: tuple[PeerView, ...] = ()
    unmanned: dict[str, str] = field(default_factory=dict)  # C without crew → the C that stands in
    last_entry: int = 0  # number of the newest entry in the journal
    shift: ShiftView | None = None  # the last handover
    queued: tuple[QueueView, ...] = ()  # what waits to leave, longest wait first
    continuity: ContinuityView | None = None  # our own house; only at a C
    picture: PictureView | None = None  # only at a C; from a journal alone without stale and pending
    supply_limits: SupplyLimits = field(default_factory=SupplyLimits)
    t0_source: str = ""  # who established T0
    region_norms: RegionNorms | None = None

    def site(self, code: str) -> SiteView | None:
        """The view of point `code`, if it exists."""
        return next((view for view in self.sites if view.site.code == code), None)
