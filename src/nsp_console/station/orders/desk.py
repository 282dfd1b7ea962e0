"""What every order needs at hand: the picture, who we are, and what we can do towards other consoles now."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from nsp_console.domain.air_picture import AirPicture
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import MessageQueued, Purpose
from nsp_console.domain.situation import Situation
from nsp_console.wire.frames.bodies import Body
from nsp_console.wire.frames.mail import encode_body
from nsp_console.wire.roster import Roster


class MailDesk(Protocol):
    """The link's counter for messages between consoles."""

    def queue(
        self, text: str, purpose: Purpose, to: tuple[str, ...], body: Body, by: str, answers: int | None = None
    ) -> MessageQueued:
        """The message with its place in the stream to `to`; () is our broadcast stream, which is signed.

        Called only when nothing can be refused any more, sometimes for several messages of one command.
        """
        ...


@dataclass(frozen=True, slots=True)
class Reach:
    """What this console can do towards other consoles now; by default nothing.

    generation  of a station's keys, as far as we know: a revocation holds up to it
    next_alarm  number of our next sealed alarm; None: it cannot be sealed
    """

    has_console: Callable[[str], bool] = lambda code: False
    can_sign: Callable[[], bool] = lambda: False
    generation: Callable[[str], int] = lambda code: 0
    next_alarm: Callable[[], int | None] = lambda: None
    mail: MailDesk | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Shared by all orders of one station. `by` is the operator's function, never a name."""

    situation: Situation
    air: AirPicture
    station: str
    by: str
    wall_now: Callable[[], float]
    reach: Reach
    roster: Roster

    def site(self, code: str) -> str:
        """`code` when there is such a point."""
        if code not in self.situation.sites:
            raise CommandError("punt_onbekend", punt=code)
        return code

    @property
    def is_coordinator(self) -> bool:
        """Whether this console is a C's."""
        return self.air.writers.is_coordinator(self.station)

    def as_coordinator(self) -> None:
        """Orders are for C's: an L asks its C."""
        if not self.is_coordinator:
            raise CommandError("alleen_c")

    @property
    def signs(self) -> bool:
        """Whether what is ordered here can be sent, signed, to everybody."""
        return self.reach.mail is not None and self.is_coordinator and self.reach.can_sign()

    def mails_to(self, code: str) -> bool:
        """Whether point `code` has a console that we share a key with: an L shares one with C's only."""
        if self.reach.mail is None or code == self.station or not self.reach.has_console(code):
            return False
        return self.is_coordinator or self.air.writers.is_coordinator(code)

    def can_tell(self, body: Body) -> bool:
        """Whether `body` can be said on the air: a point that joined during the inzet has no number there."""
        try:
            encode_body(body, self.roster)
        except ValueError:
            return False
        return True

    def letter(
        self, to: str, body: Body, text: str, purpose: Purpose = Purpose.MESSAGE, answers: int | None = None
    ) -> MessageQueued:
        """A message to console `to`."""
        assert self.reach.mail is not None
        return self.reach.mail.queue(text, purpose, (to,), body, self.by, answers)

    def broadcast(self, body: Body, text: str, purpose: Purpose) -> MessageQueued:
        """A signed message to every console."""
        assert self.reach.mail is not None
        return self.reach.mail.queue(text, purpose, (), body, self.by)


def one_line(text: str) -> str:
    """`text` as it can go on the air: on one line, without halves of characters."""
    return " ".join(text.encode("utf-8", errors="replace").decode("utf-8").split())


def must_fit(text: str, bytes_max: int) -> str:
    """`text` when it is not empty and fits in `bytes_max` bytes."""
    size = len(text.encode("utf-8"))
    if not text:
        raise CommandError("tekst_nodig")
    if size > bytes_max:
        raise CommandError("tekst_te_lang", bytes=size, bytes_max=bytes_max)
    return text
