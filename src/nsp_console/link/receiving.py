"""Taking messages of other consoles in: exactly once, ordered with the gaps told (design: "Delivery contract").

A message is accepted when its MailTaken is committed, together with what it means; only the fold of committed facts
makes the marks of a receipt, so no receipt can tell of what a crash would lose.
"""

import base64
from dataclasses import dataclass, field

from nsp_console.domain.facts import Entry, MailTaken, PeerMet
from nsp_console.link.desk import Desk
from nsp_console.link.outbound import EVERYONE
from nsp_console.link.plane import Delivered, Hearing, Refused
from nsp_console.link.streams import Inbound
from nsp_console.wire.frames.kinds import MailFrame, SignedFrame, StreamMark
from nsp_console.wire.sealing import KEEPER

KEEPER_CODE = "KEEPER"  # the region keeper in facts; no point has this code


@dataclass(slots=True)
class Receiving:
    """The streams of the others. Two per station: its messages to us, and its signed broadcasts."""

    desk: Desk
    streams: dict[tuple[int, bool], Inbound] = field(default_factory=dict)  # (station, broadcast)
    _pledged: set[tuple[int, str, int, int]] = field(default_factory=set)

    def inbound(self, station: int, broadcast: bool) -> Inbound:
        """What came in of `station`'s stream to us, or of its broadcasts."""
        return self.streams.setdefault((station, broadcast), Inbound(skips=not broadcast))

    def marks(self, station: int) -> tuple[StreamMark | None, StreamMark | None]:
        """For a receipt: its stream to us and its broadcasts, as far as they are committed."""
        return self.inbound(station, False).mark(), self.inbound(station, True).mark()

    def highest(self, station: int, line: int) -> int:
        """The highest sequence of its stream to us in `line`; 0: none."""
        return self.inbound(station, False).highest(line)

    def hear(self, frame: MailFrame | SignedFrame, epoch: int, payload: bytes) -> Hearing:
        """An authentic and fresh message for us. It is accepted when the caller committed `delivered.taken`."""
        broadcast = isinstance(frame, SignedFrame)
        station, line, sequence = frame.station, frame.line, frame.sequence
        inbound, to = self.inbound(station, broadcast), EVERYONE if broadcast else self.desk.me.code
        owes = None if station == KEEPER else station
        pledge = (station, to, line, sequence)
        if sequence < 1:
            return Hearing(refused=Refused("onleesbaar", station))
        if inbound.holds(line, sequence):
            inbound.touched = line if line in inbound.lines else inbound.touched
            return Hearing(refused=Refused("herhaling", station), owes=owes)
        if inbound.is_too_far(line, sequence):  # its sender tells in a hello what we need not wait for
            return Hearing(refused=Refused("versheid_onbekend", station), greet=owes)
        if pledge in self._pledged:
            return Hearing(refused=Refused("herhaling", station))
        self._pledged.add(pledge)
        taken = MailTaken(
            station=self.desk.roster.code(station) or KEEPER_CODE,
            to=to,
            line=line,
            sequence=sequence,
            epoch=epoch,
            counter=0 if isinstance(frame, SignedFrame) else frame.counter,
            content=frame.content,
            gap=inbound.missing_before(line, sequence) - self._on_their_way(pledge),
            signed=base64.b64encode(payload).decode() if broadcast else "",
        )
        return Hearing(delivered=Delivered(taken, frame.body), owes=owes)

    def _on_their_way(self, pledge: tuple[int, str, int, int]) -> int:
        """Messages before this one of its stream that are being written now: they are no gap when it is written."""
        *stream, sequence = pledge
        return sum(1 for *other, number in self._pledged if other == stream and number < sequence)

    def forget_uncommitted(self) -> None:
        """Facts handed out were not committed and never will be: messages may come again."""
        self._pledged.clear()

    def apply(self, entry: Entry) -> None:
        """Fold a committed entry."""
        match entry.fact:
            case MailTaken(station=code, to=to, line=line, sequence=sequence):
                number = KEEPER if code == KEEPER_CODE else self.desk.roster.number(code)
                if number is not None:
                    self._pledged.discard((number, to, line, sequence))
                    self.inbound(number, to == EVERYONE).took(line, sequence)
            case PeerMet(station=code, stream=stream):
                number = self.desk.roster.number(code)
                if number is not None:
                    self.inbound(number, True).move_floor(stream)
