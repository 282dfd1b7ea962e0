"""The seam between the planes of the link (status, mail, alarms, hello) and the station that drives them.

Sans-IO: what was heard goes in, facts to record and packets to send come out. The order is always the same: `hear` or
`due` gives facts, the station commits them, `apply` takes every committed entry, and only then `departures` may tell
others. Time is a `Moment` passed in, chance a `Dice`.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from nsp_console.domain.air_facts import MailTaken
from nsp_console.domain.facts import Entry, Fact
from nsp_console.domain.moments import Moment


class Dice(Protocol):
    """The part of `random.Random` the link uses."""

    def random(self) -> float: ...

    def uniform(self, a: float, b: float) -> float: ...


class Urgency(IntEnum):
    """Who goes first, and who still goes when the channel is busy."""

    ALARM = 0
    ALARM_RECEIPT = 1
    ORDER = 2
    MESSAGE = 3
    RECEIPT = 4
    STATUS = 5
    GOSSIP = 6  # the regional picture
    REPAIR = 7  # hellos, pushes and what can wait


@dataclass(frozen=True, slots=True)
class Heard:
    """One frame (or text line) as the radio gave it.

    age_s  seconds since the radio received it
    """

    payload: bytes
    node: int
    packet: int
    snr: float | None = None
    rssi: int | None = None
    hops: int | None = None
    age_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Departure:
    """One packet to hand to the radio now.

    text     a line on TEXT_MESSAGE_APP, else a frame on PRIVATE_APP
    kind     for the counters: "status", "post", "ontvangst", "groet", "postgroet", "ondertekend", "alarm", "beeld"
    entry    journal entry it carries, for the ladder; 0: none
    """

    payload: bytes
    urgency: Urgency
    hops: int
    kind: str
    entry: int = 0
    text: bool = False
    want_ack: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A frame that was not taken, and why: a code of `dutch.radio`. `station`: who it claims to be from."""

    reason: str
    station: int | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message accepted from another console. Its meaning is the station's; both are committed together."""

    taken: MailTaken
    body: bytes


@dataclass(frozen=True, slots=True)
class Hearing:
    """What came of a frame.

    greet  station whose freshness is unknown: it must be asked (hello) before it can be believed
    owes   station that gets a receipt once the facts are committed (or at once, for a repeat)
    """

    facts: tuple[Fact, ...] = ()
    delivered: Delivered | None = None
    refused: Refused | None = None
    greet: int | None = None
    owes: int | None = None


class Plane(Protocol):
    """One concern of the link."""

    def apply(self, entry: Entry) -> None:
        """Take a committed entry in; also how a plane comes back after a restart."""

    def due(self, now: Moment) -> list[Fact]:
        """Facts that time asks for, to be recorded before anything goes out."""
        ...

    def departures(self, now: Moment) -> list[Departure]:
        """What may go out now. A packet returned here is taken as handed over."""
        ...

    def next_timer(self) -> float:
        """Elapsed seconds at which this plane wants to be looked at again; infinite when never."""
        ...


class Counters(Protocol):
    """Authentication counters, reserved ahead in the journal."""

    def take(self) -> int | None:
        """The next counter; None until more are reserved (a fact that is due says so)."""
        ...
