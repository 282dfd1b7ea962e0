"""What an operator may ask of a station, from the screen, the entry bar or stdin. Orders, in the imperative."""

from dataclasses import dataclass, field

from nsp_console.domain.facts import DecisionKind, Handling
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.understanding import Understanding
from nsp_console.domain.values import Means
from nsp_console.station.house_commands import (
    ClearShift as ClearShift,
    HouseCommand,
    LogTest as LogTest,
    NoteOwnPower as NoteOwnPower,
    PlanShift as PlanShift,
    ProveReadiness as ProveReadiness,
    ReviewAgreement as ReviewAgreement,
    TickStep as TickStep,
)


@dataclass(frozen=True)
class EnterReport:
    """A report that came in by other means. `understood` is what the entry bar or the form showed before saving."""

    site: str
    understood: Understanding
    means: Means
    text: str = ""
    corrects: int | None = None


@dataclass(frozen=True)
class Confirm:
    """*Klopt*: the unconfirmed values of inbox entry `entry` (all, or only `keys`)."""

    entry: int
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConfirmSite:
    """*Klopt* for everything unconfirmed at one point."""

    site: str


@dataclass(frozen=True)
class Reject:
    """*Verwerp*: the values of `entry` are wrong; the sender gets one line."""

    entry: int
    reason: str = ""


@dataclass(frozen=True)
class Handle:
    """An inbox line is dealt with."""

    entry: int
    how: Handling


@dataclass(frozen=True)
class Acknowledge:
    """*Bevestig*: alarms only."""

    entry: int
    note: str = ""


@dataclass(frozen=True)
class Park:
    """*Parkeer* an acknowledged or disputed alarm, with a reason and a timer (seconds)."""

    entry: int
    reason: str
    for_s: float


@dataclass(frozen=True)
class CloseAlarm:
    entry: int
    reason: str = ""


@dataclass(frozen=True)
class RaiseAlarm:
    """An alarm entered here (voice, runner, own eyes)."""

    text: str
    site: str | None = None


@dataclass(frozen=True)
class SendText:
    """Send one line to a point, or to everybody on the channel (`to` = "")."""

    text: str
    to: str = ""
    answers: int | None = None


@dataclass(frozen=True)
class LinkNode:
    """*Koppel*: this radio belongs to that point. Earlier unattributed lines of it go to that point."""

    node: int
    site: str


@dataclass(frozen=True)
class StartDeployment:
    name: str
    t0_wall: float
    source: str


@dataclass(frozen=True)
class CorrectT0:
    t0_wall: float
    source: str


@dataclass(frozen=True)
class EndDeployment:
    reason: str = ""


@dataclass(frozen=True)
class AddSite:
    """A point that joins during the inzet, under this C unless `home` says otherwise."""

    code: str
    name: str
    kind: SiteKind = SiteKind.X
    home: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Decide:
    """Record a *besluit*: by whom (function), when it must be done (seconds UTC), why."""

    site: str
    what: DecisionKind
    reason: str
    decided_by: str
    target_wall: float | None = None
    owner: str = ""


@dataclass(frozen=True)
class NoteDossier:
    """Item `item` of the dossier of `site` was found in order or lacking, at `at_wall` (seconds UTC), by a function.

    expires_wall  None: by the days it holds in the configuration, if it expires at all
    """

    site: str
    item: str
    done: bool
    at_wall: float
    found_by: str
    expires_wall: float | None = None
    note: str = ""
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SendRequest:
    """Ask console `to` (empty: our home C) for goods or people, as a message that is delivered exactly once."""

    understood: Understanding
    text: str
    to: str = ""


@dataclass(frozen=True)
class IssueBulletin:
    """A signed bulletin to every console of the region, and one line for phones. Valid for `valid_h` hours."""

    text: str
    valid_h: int = 12


@dataclass(frozen=True)
class HangBulletin:
    """The bulletin of inbox or bulletin entry `entry` hangs here; its C is told."""

    entry: int


@dataclass(frozen=True)
class CallRoll:
    """*Meldronde*: ask every own point for its state now."""


@dataclass(frozen=True)
class MoveHome:
    """*C tijdelijk onbemand*: our points (all, or `sites`) go to neighbour `to`; `to` = this station takes them back.

    "" as `to` is this station too. `home` names another C when we take its points over.
    """

    to: str
    reason: str = ""
    home: str = ""
    sites: tuple[str, ...] = ()


@dataclass(frozen=True)
class MoveWriter:
    """This C writes for `site` in the place of the point's own console from now on; `back`: that one does again."""

    site: str
    reason: str = ""
    back: bool = False


@dataclass(frozen=True)
class RevokeStation:
    """The keys of `station` were stolen or lost: a signed order to all."""

    station: str
    reason: str = ""


@dataclass(frozen=True)
class MakeNote:
    """*Aantekening* in the logbook, about a point or not. `corrects`: it stands for that entry from now on."""

    text: str
    site: str | None = None
    corrects: int | None = None


@dataclass(frozen=True)
class HandOver:
    """*Dienstoverdracht* by function `by` to function `to`; `states`: severity key per own point as seen now."""

    by: str
    to: str
    note: str = ""
    states: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TakeOver:
    """Function `by` confirms the last handover, `entry`."""

    entry: int
    by: str
    note: str = ""


@dataclass(frozen=True)
class OpenKeys:
    """Unlock the key file with its passphrase. Nothing of it is recorded."""

    passphrase: str = field(repr=False)  # nor does it ever show up in a log


@dataclass(frozen=True)
class OpenEpoch:
    """Open the next key epoch with the code read out by voice. `stolen`: the old one is refused from now on."""

    code: str = field(repr=False)
    stolen: bool = False


Command = (
    EnterReport
    | Confirm
    | ConfirmSite
    | Reject
    | Handle
    | Acknowledge
    | Park
    | CloseAlarm
    | RaiseAlarm
    | SendText
    | LinkNode
    | StartDeployment
    | CorrectT0
    | EndDeployment
    | AddSite
    | Decide
    | NoteDossier
    | SendRequest
    | IssueBulletin
    | HangBulletin
    | CallRoll
    | MoveHome
    | MoveWriter
    | RevokeStation
    | MakeNote
    | HandOver
    | TakeOver
    | OpenKeys
    | OpenEpoch
    | HouseCommand
)
