"""What this console knows of the others: their replay windows, and whether it may believe that a frame is new.

Folded from the journal. A console is *fresh* here when it answered our nonce (PeerMet) and our journal has been whole
since: restoring an old copy forgets what was taken in, so after that nobody is fresh until met again.
"""

from dataclasses import dataclass, field

from nsp_console.domain.facts import Entry, LineStarted, MailTaken, PeerMet, StatusHeard, StatusIssued, StatusKept
from nsp_console.domain.moments import Moment
from nsp_console.link.windows import Window, serial_max
from nsp_console.wire.roster import Roster


@dataclass(slots=True)
class Peer:
    """Another console.

    fresh      a frame of it that passes the window is new
    met        it was met at some time (a restore does not undo that: it exists and has keys)
    met_line   the line of ours it met; -1: none
    met_now    it answered the nonce of this process: nobody else went on with our journal, as far as it knows
    version    the last version of its state that we know of, whoever wrote it: it must go on above that
    speaks     the epoch its last authentic frame was sealed under; 0: not heard in this process
    heard      when anything authentic was last heard from it, in this process
    node       the radio its last frame came from directly, in this process
    """

    window: Window = field(default_factory=Window)
    fresh: bool = False
    met: bool = False
    met_line: int = -1
    met_now: bool = False
    epoch: int = 0
    speaks: int = 0
    version: int = 0
    skew_s: float | None = None
    naming: int | None = None
    heard: Moment | None = None
    node: int | None = None


@dataclass(slots=True)
class Memory:
    """All other consoles, by station number: at most the 1000 that a roster can hold.

    own_version  the last version of our own state that was issued
    """

    roster: Roster
    peers: dict[int, Peer] = field(default_factory=dict)
    own_version: int = 0

    def begin_process(self) -> None:
        """The journal was read back: whom this process met must still be seen."""
        for peer in self.peers.values():
            peer.met_now = False

    def peer(self, station: int) -> Peer:
        """The console with this number, which must be in the roster; made when it is new."""
        assert station in self.roster.sites, station
        return self.peers.setdefault(station, Peer())

    def is_fresh(self, station: int) -> bool:
        """Whether frames of `station` may be believed to be new."""
        peer = self.peers.get(station)
        return peer is not None and peer.fresh

    def forget_freshness(self) -> None:
        """Our journal is an old copy or new: what it does not hold may have been taken before."""
        for peer in self.peers.values():
            peer.fresh = peer.met_now = False

    def apply(self, entry: Entry) -> None:
        """Fold what a fact says of other consoles."""
        match entry.fact:
            case LineStarted(version=version):
                self.own_version = version
                self.forget_freshness()
            case StatusIssued(version=version):
                self.own_version = version
            case StatusHeard(site=code, version=version) | StatusKept(site=code, version=version):
                number = self.roster.number(code)
                if number is not None:
                    self.peer(number).version = version
            case PeerMet():
                self._meet(entry.fact)
            case MailTaken(station=code, to=to, counter=counter) if to:
                number = self.roster.number(code)
                if number is not None:
                    self.peer(number).window.take(counter)

    def _meet(self, fact: PeerMet) -> None:
        number = self.roster.number(fact.station)
        if number is None:
            return
        peer = self.peer(number)
        peer.window.close_below(fact.counter)
        peer.fresh = peer.met = peer.met_now = True
        if fact.version:  # what it lost since, it must go on above too
            peer.version = serial_max(peer.version, fact.version)
        peer.met_line, peer.epoch, peer.skew_s, peer.naming = fact.line, fact.epoch, fact.skew_s, fact.naming
