"""An operator's command to the facts it makes. Everything is checked here first: a refused command changes nothing."""

from collections.abc import Callable
from typing import Any

from nsp_console.domain.air_picture import AirPicture
from nsp_console.domain.facts import Fact
from nsp_console.domain.situation import Situation
from nsp_console.domain.views import Reason
from nsp_console.station.commands import Command
from nsp_console.station.orders import alarms, decisions, dossier, house, log, mail, reports
from nsp_console.station.orders.desk import Desk, MailDesk, Reach
from nsp_console.wire.roster import Roster

__all__ = ["Desk", "MailDesk", "Orders", "Reach"]

NOBODY = Reach()


class Orders:
    """Turns commands into facts for one station. `by` is the operator's function, never a name.

    OpenKeys and OpenEpoch are not here: nothing of them is ever recorded.
    """

    def __init__(
        self,
        situation: Situation,
        station: str,
        by: str,
        wall_now: Callable[[], float],
        air: AirPicture,
        reach: Reach = NOBODY,
    ) -> None:
        roster = Roster.of(situation.region, situation.rules.vocabulary)
        self._desk = Desk(situation, air, station, by, wall_now, reach, roster)
        self._table: dict[type, Callable[[Desk, Any], list[Fact]]] = {
            **reports.TABLE,
            **alarms.TABLE,
            **mail.TABLE,
            **decisions.TABLE,
            **log.TABLE,
            **dossier.TABLE,
            **house.TABLE,
        }

    def facts_for(self, command: Command) -> list[Fact]:
        """The facts `command` makes; raises CommandError with a code when it cannot be done now."""
        return self._table[type(command)](self._desk, command)

    def notices_for(self, command: Command, made: list[Fact]) -> tuple[Reason, ...]:
        """What the operator must know of a command that made these facts: that no other console was told."""
        return decisions.notices(command, made)
