"""The status plane: our own state out (`own_status`), the states of others in (`heard_status`)."""

from collections.abc import Callable

from nsp_console.domain.air_facts import StatusHeard
from nsp_console.domain.facts import Entry, Fact
from nsp_console.domain.moments import Moment
from nsp_console.domain.views import OwnState
from nsp_console.link.desk import Desk
from nsp_console.link.heard_status import HeardStatus
from nsp_console.link.own_status import OwnStatus
from nsp_console.link.plane import Departure, Heard, Hearing
from nsp_console.link.sending_rule import DRIFT_STEPS, OwnReport, SendingRule
from nsp_console.wire.frames.kinds import GossipEntry, StatusFrame


class StatusPlane:
    """A `Plane`. Tags, revocation and unknown stations are the exchange's; versions and freshness are decided here.

    own_values   what counts here of our own site now; None when nothing is known of it
    answers_for  whether we are the C that keeps the site with this code (home, or standing in)
    steps        quantisation steps off its forecast at which an amount is news
    """

    def __init__(
        self,
        desk: Desk,
        own_values: Callable[[Moment], OwnReport | None],
        answers_for: Callable[[str], bool],
        steps: int = DRIFT_STEPS,
    ) -> None:
        rule = SendingRule(desk.roster.functions, desk.dice, steps)
        self._own = OwnStatus(desk, own_values, rule)
        self._others = HeardStatus(desk, answers_for)

    def apply(self, entry: Entry) -> None:
        """Take a committed entry in."""
        self._own.apply(entry)
        self._others.apply(entry)

    def due(self, now: Moment) -> list[Fact]:
        """The next version of our own state, when it is time for one."""
        return self._own.due(now)

    def departures(self, now: Moment) -> list[Departure]:
        """Our own state, sent or repeated."""
        return self._own.departures(now)

    def next_timer(self) -> float:
        """Elapsed seconds at which to look again."""
        return self._own.next_timer()

    def hear(self, frame: StatusFrame, heard: Heard, epoch: int, now: Moment) -> Hearing:
        """A status frame whose tag holds under `epoch`."""
        return self._others.hear(frame, heard, epoch, now)

    def told(self, entry: GossipEntry, by: int, heard: Heard, epoch: int, now: Moment) -> StatusHeard | None:
        """What C `by` tells of a point, as a fact when it is news; the same guard as for frames of the point itself."""
        return self._others.told(entry, by, heard, epoch, now)

    def answers(self, station: int) -> bool:
        """Whether we are the C that keeps the site with this number."""
        return self._others.answered(station)

    def leave_to_picture(self) -> None:
        """Our own state goes round with the regional picture from here on."""
        self._own.by_picture = True

    def met(self, station: int, version: int, now: Moment) -> Hearing:
        """`station` was met and told its version; call it before or after PeerMet was applied."""
        return self._others.met(station, version, now)

    def version_for(self, station: int) -> int | None:
        """The version a receipt to `station` tells; None when it gets none from us."""
        return self._others.version_for(station)

    def receipt(self, station: int, version: int, now: Moment) -> list[Fact]:
        """C `station` has version `version` of our own state."""
        return self._own.receipt(station, version)

    def forget_uncommitted(self) -> None:
        """Facts handed out were not committed and never will be."""
        self._others.forget_uncommitted()

    def ask(self, now: Moment) -> None:
        """A roll call reached us."""
        self._own.ask(now)

    def wake(self) -> None:
        """Our own values may have changed without a journal entry: look now."""
        self._own.wake()

    @property
    def version(self) -> int:
        """Our own last version; 0: none yet."""
        return self._own.version

    def view(self, now: Moment) -> OwnState:
        """How far our own state got."""
        return self._own.view(now)
