"""Our own messages to other consoles, folded from the journal: what still waits, and which numbers were given.

Identity is (our station, line, sequence), given once and committed with the message. A restored copy of this journal
shares those of before the copy, so they stay; what such a copy queued *after* it may clash with what the lost one sent.
Therefore the fold also knows which numbers may be on the air: a message goes out only in a process that met its
addressee (PeerMet), and processes are told apart by StationStarted, the first fact of each.
"""

import base64
from collections import Counter
from dataclasses import dataclass, field

from nsp_console.domain.facts import (
    Content,
    Entry,
    Fact,
    LineStarted,
    MailRelined,
    MessageQueued,
    MessageStepped,
    PeerMet,
    StationStarted,
    Step,
)
from nsp_console.link.served import Served
from nsp_console.link.streams import SEQUENCE_MAX

EVERYONE = ""  # the addressee of the broadcast stream
EXPIRED = "verlopen"
REVOKED = "ingetrokken"
USED_UP = "nummers_op"  # no line of numbers is left: the console needs a new key
GIVEN_UP = frozenset({EXPIRED, REVOKED, USED_UP})
RESTORED = "hersteld"  # LineStarted.why: everything in the journal is from before the copy
OVERTAKEN = "ingehaald"  # LineStarted.why: another copy of this journal went on


@dataclass(slots=True)
class Parcel:
    """A message that not everybody who must have it has.

    queued_s  when it was queued, in seconds served (`link.served`)
    waiting  codes of the consoles that must still tell they have it
    out      it may have been on the air under this number, here or in a copy: it keeps its number for ever
    again_s  elapsed seconds at which it goes (again); attempts: how often it went since the last sign of life
    """

    entry: int
    to: str
    line: int
    sequence: int
    content: Content
    body: bytes
    queued_s: float
    waiting: set[str]
    out: bool
    attempts: int = 0
    again_s: float = 0.0

    @property
    def place(self) -> tuple[int, int]:
        return self.line, self.sequence


@dataclass(slots=True)
class Outbound:
    """Parcels by entry, and the numbers given in the present line per addressee code (EVERYONE for broadcasts)."""

    parcels: dict[int, Parcel] = field(default_factory=dict)
    line: int = 0
    _given: dict[str, int] = field(default_factory=dict)
    _committed: dict[str, int] = field(default_factory=dict)
    _out: dict[str, int] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)
    _broadcasts: bool = False
    served: Served = field(default_factory=Served)

    def last_given(self, to: str) -> int:
        """The last sequence given in this line; 0: none."""
        return self._given.get(to, 0)

    def last_out(self, to: str) -> int:
        """The last sequence of this line that may be on the air; a higher one that somebody has is not ours."""
        return self._out.get(to, 0)

    def give(self, to: str) -> int:
        """The next sequence for `to`. Given before the commit: `forget_uncommitted` takes it back."""
        self._given[to] = self.last_given(to) + 1
        return self._given[to]

    def forget_uncommitted(self) -> None:
        """Numbers given to messages that will never be committed are given again."""
        self._given = dict(self._committed)

    @property
    def nearly_full(self) -> bool:
        """Whether some stream runs out of numbers, so that a new line must begin."""
        return any(given > SEQUENCE_MAX - 1000 for given in self._given.values())

    def stream(self, to: str) -> list[Parcel]:
        """What waits for `to`, oldest number first."""
        return sorted((parcel for parcel in self.parcels.values() if parcel.to == to), key=lambda one: one.place)

    def waiting_for(self, code: str) -> list[Parcel]:
        """Everything that console `code` must still tell it has."""
        return [parcel for parcel in self.parcels.values() if code in parcel.waiting]

    def apply(self, entry: Entry) -> None:
        """Fold what was queued, how far it got, and when numbers begin anew."""
        self.served.fold(entry.at)
        match entry.fact:
            case MessageQueued(sequence=sequence) if sequence:
                self._queue(entry, entry.fact)
            case MessageStepped():
                self._step(entry.fact)
            case MailRelined(entry=number, line=line, sequence=sequence) if number in self.parcels:
                parcel = self.parcels[number]
                parcel.line, parcel.sequence, parcel.attempts, parcel.again_s = line, sequence, 0, 0.0
                self._note(parcel.to, line, sequence, parcel)
            case LineStarted(line=line) if line > self.line:
                self._begin(entry.fact)
            case PeerMet(station=code):
                self._met.add(code)
                self.mark_out(code)
            case StationStarted():
                if self._met:  # the process before may have broadcast
                    self.mark_out(EVERYONE)
                self._met.clear()
                self._broadcasts = False

    def _queue(self, entry: Entry, fact: MessageQueued) -> None:
        to = EVERYONE if fact.to == EVERYONE else fact.to
        parcel = Parcel(
            entry=entry.number,
            to=to,
            line=fact.line,
            sequence=fact.sequence,
            content=fact.content,
            body=base64.b64decode(fact.body),
            queued_s=self.served.at(entry.at),
            waiting=set(fact.awaits),
            out=False,
        )
        if parcel.waiting:
            self.parcels[entry.number] = parcel
        self._note(to, fact.line, fact.sequence, parcel)

    def _note(self, to: str, line: int, sequence: int, parcel: Parcel) -> None:
        """A number is in the journal now; it may be on the air at once when the addressee was met by this process."""
        if line != self.line:
            return
        self._given[to] = max(self.last_given(to), sequence)
        self._committed[to] = max(self._committed.get(to, 0), sequence)
        if self._broadcasts if to == EVERYONE else to in self._met:
            parcel.out = True
            self._out[to] = max(self.last_out(to), sequence)

    def mark_out(self, to: str) -> None:
        """From here on this process may send to `to`: all its numbers may be on the air, also those given later."""
        self._broadcasts = self._broadcasts or to == EVERYONE
        self._out[to] = self._committed.get(to, 0)
        for parcel in self.parcels.values():
            parcel.out = parcel.out or parcel.to == to

    def _step(self, fact: MessageStepped) -> None:
        parcel = self.parcels.get(fact.entry)
        if parcel is None:
            return
        if fact.step in (Step.RECEIVED, Step.READ):
            parcel.waiting.discard(fact.by)
        if not parcel.waiting or (fact.step is Step.FAILED and fact.detail in GIVEN_UP):
            del self.parcels[fact.entry]

    def _begin(self, fact: LineStarted) -> None:
        self.line = fact.line
        self._given.clear()
        self._committed.clear()
        self._out.clear()
        for parcel in self.parcels.values():
            # From before the copy: the number is shared. A broadcast of a process that met somebody: it may have gone.
            parcel.out = parcel.out or fact.why == RESTORED or (parcel.to == EVERYONE and bool(self._met))
        self._met.clear()
        self._broadcasts = False

    def renumbered(self, line: int) -> list[Fact]:
        """New places in the new `line` for what never went out; to be committed together with its LineStarted."""
        given: Counter[str] = Counter()
        facts: list[Fact] = []
        for parcel in sorted(self.parcels.values(), key=lambda one: one.place):
            if not parcel.out:
                given[parcel.to] += 1
                facts.append(MailRelined(parcel.entry, line, given[parcel.to]))
        return facts
