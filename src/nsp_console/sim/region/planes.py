"""The production link of one simulated console: the same planes that a station puts together."""

from collections.abc import Callable
from dataclasses import dataclass

from nsp_console.domain.moments import Moment
from nsp_console.link.air import AirGate
from nsp_console.link.alarm_plane import AlarmPlane
from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.sending_rule import OwnReport
from nsp_console.link.status_plane import StatusPlane
from nsp_console.sim.region.plan import RegionPlan


@dataclass(frozen=True, slots=True)
class Planes:
    """The exchange, and the planes that the host speaks to directly."""

    link: Exchange
    status: StatusPlane
    alarms: AlarmPlane

    def wake(self) -> None:
        """What counts here changed without an entry."""
        self.status.wake()


def planes_of(
    desk: Desk,
    gate: AirGate,
    own: Callable[[Moment], OwnReport | None],
    kept: Callable[[str, Moment], OwnReport | None],
    answers_for: Callable[[str], bool],
    plan: RegionPlan,
) -> Planes:
    """The planes of the console behind `desk`. `kept`: what counts of a point that we write for."""
    status = StatusPlane(desk, own, answers_for)
    alarms = AlarmPlane(desk, answers_for)
    return Planes(Exchange(desk, status, alarms, gate=gate), status, alarms)
