"""The production link of one simulated console: the same planes that a station puts together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import SiteKind
from nsp_console.link.air import AirGate
from nsp_console.link.alarm_plane import AlarmPlane
from nsp_console.link.bridge import BridgePlane
from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.kept_status import KeptStatus
from nsp_console.link.picture.pace import Pace
from nsp_console.link.picture.plane import PicturePlane
from nsp_console.link.sending_rule import OwnReport
from nsp_console.link.status_plane import StatusPlane


@dataclass(frozen=True, slots=True)
class Answers:
    """What the planes ask of the console around them.

    own      what counts of its own point
    kept     codes of the points it writes for
    values   what counts of such a point
    keeps    whether it is the C of that point
    """

    own: Callable[[Moment], OwnReport | None]
    kept: Callable[[], Iterable[str]]
    values: Callable[[str, Moment], OwnReport | None]
    keeps: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Planes:
    """The exchange, and the planes that the host speaks to directly. `kept`: of a C."""

    link: Exchange
    status: StatusPlane
    alarms: AlarmPlane
    kept: KeptStatus | None

    def wake(self) -> None:
        """What counts here changed without an entry."""
        self.status.wake()
        if self.kept is not None:
            self.kept.wake()


def planes_of(desk: Desk, gate: AirGate, answers: Answers, bridges: bool, pace: Pace | None = None) -> Planes:
    """The planes of the console behind `desk`. `bridges`: an L repeats the picture; `pace`: another than the design."""
    status = StatusPlane(desk, answers.own, answers.keeps)
    alarms = AlarmPlane(desk, answers.keeps)
    if desk.me.kind is not SiteKind.C:
        bridge = BridgePlane(desk) if bridges else None
        return Planes(Exchange(desk, status, alarms, gate=gate, bridge=bridge), status, alarms, None)
    kept = KeptStatus(desk, answers.kept, answers.values)
    picture = PicturePlane(desk, status, alarms, gate, pace)
    return Planes(Exchange(desk, status, alarms, gate=gate, picture=picture, kept=kept), status, alarms, kept)
