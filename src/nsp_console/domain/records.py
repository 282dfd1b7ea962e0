"""What is known of each point after folding the journal: the mutable memory behind the frozen views."""

from dataclasses import dataclass, field

from nsp_console.domain.facts import Decided
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Site
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Observed, Tier

HISTORY_MAX = 12


@dataclass(slots=True)
class FieldRecord:
    """One field of one point.

    counted  the newest value that counts
    pending  a newer value that waits for *klopt* (tier C, or a jump of tier B)
    rival    the value another source gave within the contradiction window before `counted`, while they disagree
    history  values that counted, oldest first, at most HISTORY_MAX
    """

    counted: Observed | None = None
    pending: Observed | None = None
    rival: Observed | None = None
    history: tuple[Observed, ...] = ()

    @property
    def drawn(self) -> Observed | None:
        """The value on screen: the unconfirmed one when there is one, for it is newer."""
        return self.pending or self.counted


@dataclass(slots=True)
class SiteRecord:
    """One point: its fields, needs, when anything was heard of it, decisions, and its open alarms (entries).

    needs, needs_pending            as drawn; pending: they wait for *klopt* and count for nothing
    needs_counted, _tier, _at       what counts of them: from what source, and when it was said
    passed_to, passed_at            a report entered here waits at this console, the writer, until its state comes back
    """

    site: Site
    fields: dict[str, FieldRecord] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    needs_pending: bool = False
    needs_entry: int = 0
    needs_counted: tuple[Need, ...] = ()
    needs_tier: Tier = Tier.A
    needs_at: Moment | None = None
    heard_at: Moment | None = None
    rest_ok_at: Moment | None = None
    decisions: tuple[tuple[Moment, Decided], ...] = ()
    open_alarms: list[int] = field(default_factory=list)
    passed_to: str = ""
    passed_at: Moment | None = None
    acknowledged_alarms: set[int] = field(default_factory=set)
    open_since: Moment | None = None  # since when it is open, as reported; None: it is not
    revision: int = 0

    def value(self, key: str) -> Observed | None:
        """The observation that counts for `key`."""
        record = self.fields.get(key)
        return record.counted if record else None


@dataclass(frozen=True, slots=True)
class Deployment:
    """A running inzet: its name, T0 in seconds UTC, and who established T0."""

    name: str
    t0_wall: float
    source: str
