"""All planes of one console in one domain behind one door: what the station drives.

The order never changes: `hear` and `due` give facts; the station commits them; `apply` takes every committed entry in
(also when the journal is read back); only then `departures` may tell others. The first call that is not `apply` ends
the reading back. StationStarted must be the first fact of every process: it tells the processes apart.
"""

from dataclasses import dataclass, field, replace
from typing import Protocol

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import (
    AlarmStep,
    Content,
    Entry,
    Fact,
    LineStarted,
    MailTaken,
    MessageQueued,
    PeerMet,
    Purpose,
    StatusHeard,
    TextHeard,
)
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.sites import Site
from nsp_console.domain.views import PeerView
from nsp_console.link.admitting import Admitted, admit
from nsp_console.link.desk import Desk
from nsp_console.link.hello import Hello
from nsp_console.link.lines import Lines
from nsp_console.link.mail import Mail
from nsp_console.link.plane import Departure, Dice, Heard, Hearing, Plane, Refused
from nsp_console.link.receipts import AlarmReceipts, Receipts, StatusReceipts
from nsp_console.link.receiving import Receiving
from nsp_console.link.waiting_room import Gate, WaitingRoom
from nsp_console.wire.frames.kinds import (
    GossipFrame,
    GossipReceipt,
    GuestStatusFrame,
    HelloFrame,
    MailFrame,
    ReceiptFrame,
    SignedFrame,
    StatusFrame,
)
from nsp_console.wire.roster import Roster
from nsp_console.wire.sealing import Keyring


class StatusSide(Plane, StatusReceipts, Protocol):
    """What the exchange needs of the status plane."""

    def hear(self, frame: StatusFrame, heard: Heard, epoch: int, now: Moment) -> Hearing: ...

    def met(self, station: int, version: int, now: Moment) -> Hearing: ...

    def receipt(self, station: int, version: int, now: Moment) -> list[Fact]: ...

    def forget_uncommitted(self) -> None: ...


class AlarmSide(Plane, AlarmReceipts, Protocol):
    """What the exchange needs of the alarm plane."""

    def receipt(self, station: int, number: int, step: AlarmStep, now: Moment) -> list[Fact]: ...

    def owes(self, now: Moment) -> list[int]: ...

    def overheard(self, station: int, number: int, step: AlarmStep) -> None: ...

    def forget_uncommitted(self) -> None: ...


class GuestSide(Plane, Protocol):
    """What the exchange needs of the plane for C's across the border."""

    def hear(self, frame: GuestStatusFrame, heard: Heard, now: Moment) -> Hearing: ...


class PictureSide(Plane, Protocol):
    """What the exchange needs of the regional picture of a C (`link.picture`)."""

    def hear(self, frame: GossipFrame, epoch: int, heard: Heard, now: Moment) -> Hearing: ...

    def heard_status(self, station: int, heard: Heard, again: bool, now: Moment) -> bool: ...

    def forget_uncommitted(self) -> None: ...


class BridgeSide(Plane, Protocol):
    """What the exchange needs of the bridge of an L (`link.bridge`)."""

    def hear(self, payload: bytes, frame: GossipFrame, now: Moment) -> None: ...


class Applies(Protocol):
    """What is folded from the journal."""

    def apply(self, entry: Entry) -> None: ...


@dataclass(slots=True)
class Exchange:
    """See the head of this file. Frames arrive already cut to one payload; bodies are the station's to read."""

    desk: Desk
    status: StatusSide | None = None
    alarms: AlarmSide | None = None
    guests: GuestSide | None = None
    gate: Gate | None = None
    picture: PictureSide | None = None
    kept: Plane | None = None
    bridge: BridgeSide | None = None
    mail: Mail = field(init=False)
    receiving: Receiving = field(init=False)
    lines: Lines = field(init=False)
    hello: Hello = field(init=False)
    receipts: Receipts = field(init=False)
    _live: bool = False
    _now: Moment | None = None
    _pledged: set[str] = field(default_factory=set)  # stations that get a receipt once the fact is committed
    _room: WaitingRoom = field(default_factory=WaitingRoom)

    def __post_init__(self) -> None:
        self.mail = Mail(self.desk)
        self.receiving = Receiving(self.desk)
        self.lines = Lines(self.desk, self.mail)
        self.hello = Hello(self.desk, self.lines, self.receiving)
        self.receipts = Receipts(self.desk, self.receiving, self.status, self.alarms)

    @classmethod
    def of(cls, me: Site, roster: Roster, keyring: Keyring, dice: Dice) -> "Exchange":
        """An exchange with mail and hellos only."""
        return cls(Desk(me, roster, keyring, dice))

    # ── the journal ──────────────────────────────────────────────────────────────────────────────────────

    def apply(self, entry: Entry) -> None:
        """Take a committed entry in."""
        self.desk.counters.apply(entry)
        self.desk.memory.apply(entry)
        planes: list[Applies] = [self.mail, self.receiving, self.lines, self.hello, *self._sides]
        for plane in planes:
            plane.apply(entry)
        if self._live:
            self._applied(entry)

    @property
    def _sides(self) -> list[Plane]:
        sides = (self.status, self.alarms, self.guests, self.kept, self.picture, self.bridge)
        return [plane for plane in sides if plane is not None]

    def _applied(self, entry: Entry) -> None:
        """What a commit sets going in a running console."""
        match entry.fact:
            case LineStarted():
                self.hello.begin(entry.at)
            case PeerMet():
                self.mail.may_broadcast(entry.at)
            case MailTaken(station=code) | StatusHeard(site=code) | TextHeard(station=code) if code in self._pledged:
                self._pledged.discard(code)
                self.receipts.owe(self.desk.roster.number(code) or 0, entry.at)

    def restored(self) -> None:
        """The database was put back or is new; call once after loading. Nothing goes out until a new line began."""
        self.lines.restored = True
        self.desk.memory.forget_freshness()

    def forget_uncommitted(self) -> None:
        """The facts handed out last were not committed and never will be."""
        self.receiving.forget_uncommitted()
        self.hello.forget_uncommitted()
        self.mail.out.forget_uncommitted()
        self._pledged.clear()
        for plane in (self.status, self.alarms, self.picture):
            if plane is not None:
                plane.forget_uncommitted()

    def _begin(self, now: Moment) -> None:
        """The reading back is over."""
        if not self._live:
            self._live = True
            self.desk.memory.begin_process()
            self.hello.begin(now)

    # ── hearing ──────────────────────────────────────────────────────────────────────────────────────────

    def hear(self, heard: Heard, now: Moment) -> Hearing:
        """One PRIVATE_APP payload. The facts (and what `delivered` means) are the caller's to commit together."""
        self._begin(now)
        admitted = admit(self.desk, heard, now)
        if isinstance(admitted, Hearing):
            hearing, station = admitted, admitted.refused.station if admitted.refused else None
        else:
            hearing, station = self._dispatch(admitted, heard, now), admitted.frame.station
        self._life(station, now)
        self._after(hearing, heard, now)
        return hearing

    def _dispatch(self, admitted: Admitted, heard: Heard, now: Moment) -> Hearing:
        frame, epoch = admitted.frame, admitted.epoch
        match frame:
            case HelloFrame():
                return self._met(frame, self.hello.hear(frame, epoch, admitted.stale, heard, now), now)
            case MailFrame() | SignedFrame():
                return self.receiving.hear(frame, epoch, heard.payload)
            case ReceiptFrame() if frame.to != self.desk.number:
                return self._overheard(frame)
            case ReceiptFrame():
                return self._receipt(frame, now)
            case StatusFrame() if self.status is not None:
                return self._receipted(frame, self.status.hear(frame, heard, epoch, now), heard, now)
            case GossipFrame() if admitted.receipts is not None:
                return self._outside(frame, admitted.receipts, heard, now)
            case GossipFrame() if self.picture is not None:
                return self.picture.hear(frame, epoch, heard, now)
            case GuestStatusFrame() if self.guests is not None:
                return self.guests.hear(frame, heard, now)
        return Hearing(refused=Refused("niet_voor_ons", frame.station))

    def _met(self, frame: HelloFrame, hearing: Hearing, now: Moment) -> Hearing:
        """A state held for its freshness is known to be true when its console tells the same version."""
        if self.status is None or not any(isinstance(fact, PeerMet) for fact in hearing.facts):
            return hearing
        held = self.status.met(frame.station, frame.version, now)
        return Hearing(hearing.facts + held.facts, owes=held.owes or hearing.owes)

    def _receipt(self, frame: ReceiptFrame, now: Moment) -> Hearing:
        if self.mail.told_more(frame.station, frame.own, frame.broadcast):
            if self.hello.meeting:
                return Hearing(greet=frame.station)
            told = max(mark.line for mark in (frame.own, frame.broadcast) if mark is not None)
            return Hearing(facts=tuple(self.lines.above(told)))
        facts = self.mail.covered(frame.station, frame.own, frame.broadcast)
        if self.status is not None and frame.version is not None:
            facts += self.status.receipt(frame.station, frame.version, now)
        if self.alarms is not None and frame.alarm is not None:
            facts += self.alarms.receipt(frame.station, *frame.alarm, now)
        return Hearing(facts=tuple(facts))

    def _receipted(self, frame: StatusFrame, hearing: Hearing, heard: Heard, now: Moment) -> Hearing:
        """A state that came directly gets its receipt with the picture, where it costs eleven bytes."""
        if self.picture is None or hearing.refused is not None:
            return hearing
        with_picture = self.picture.heard_status(frame.station, heard, not hearing.facts, now)
        return replace(hearing, owes=None) if with_picture else hearing

    def _outside(self, frame: GossipFrame, receipts: tuple[GossipReceipt, ...], heard: Heard, now: Moment) -> Hearing:
        """The picture as an L hears it: receipts under its own key prove themselves, the rest may be passed on."""
        if self.bridge is not None:
            self.bridge.hear(heard.payload, frame, now)
        facts: list[Fact] = []
        for receipt in receipts if self.status is not None else ():
            assert self.status is not None
            facts += self.status.receipt(frame.station, receipt.version, now)
        if not facts:
            return Hearing(refused=Refused("niet_voor_ons", frame.station))
        peer = self.desk.memory.peers.get(frame.station)
        if peer is not None and peer.fresh:
            peer.heard = now  # it knows what we issued last: it is here
        return Hearing(facts=tuple(facts))

    def _overheard(self, frame: ReceiptFrame) -> Hearing:
        """Another C's receipt: an alarm that it answers needs no second answer."""
        if self.alarms is not None and frame.alarm is not None:
            self.alarms.overheard(frame.to, *frame.alarm)
        return Hearing(refused=Refused("niet_voor_ons", frame.station))

    def _after(self, hearing: Hearing, heard: Heard, now: Moment) -> None:
        """Whom to ask, whom to tell, and whose mail gets new courage."""
        if hearing.greet is not None:
            self.hello.ask(hearing.greet, now, heard.hops)
        if hearing.owes is not None:
            self.receipts.owe(hearing.owes, now, heard.hops)
            if hearing.delivered is not None or hearing.facts:
                self._pledged.add(self.desk.roster.code(hearing.owes) or "")

    def _life(self, station: int | None, now: Moment) -> None:
        peer = None if station is None else self.desk.memory.peers.get(station)
        if station is not None and peer is not None and peer.heard is now:
            self.mail.life(station, now)
            self.hello.life(station, now)

    # ── time ─────────────────────────────────────────────────────────────────────────────────────────────

    def due(self, now: Moment) -> list[Fact]:
        """What must be recorded before anything goes out; ask again after it was applied."""
        self._begin(now)
        facts = self.lines.due()
        if facts:
            return facts
        facts = [*self.desk.counters.due(), *self.mail.due(now)]
        for plane in self._sides:
            facts += plane.due(now)
        return facts

    def first(self) -> list[Fact]:
        """The new line that must stand in the journal before any message is queued; usually nothing."""
        return self.lines.due() if self.lines.must_begin else []

    def departures(self, now: Moment) -> list[Departure]:
        """What goes to the radio now, the most urgent first. What the gate holds back is kept for HELD_S."""
        self._begin(now)
        if self.lines.must_begin:
            return []
        for station in self.mail.wants(now):
            self.hello.ask_once(station, now)
        for station in self.alarms.owes(now) if self.alarms is not None else ():
            self.receipts.owe_now(station, now)
        fresh = [*self.receipts.departures(now), *self.mail.departures(now), *self.hello.departures(now)]
        for plane in self._sides:
            if plane is not self.picture:
                fresh += plane.departures(now)
        passed = self._room.through(self.gate, fresh, self.desk.scale, now.elapsed)
        if self.picture is None:
            return passed
        # The picture asks the gate before it seals, so it must come when the others have paid.
        return passed + self._room.through(self.gate, self.picture.departures(now), self.desk.scale, now.elapsed)

    def next_timer(self, now: Moment) -> float:
        """Elapsed seconds at which to look again; infinite when never. It may lie in the past: look now."""
        times = [self.mail.next_timer(now), self.receipts.next_timer(), self.hello.next_timer()]
        times += [plane.next_timer() for plane in self._sides]
        return min(times)

    # ── the station ──────────────────────────────────────────────────────────────────────────────────────

    def queue_mail(
        self,
        text: str,
        purpose: Purpose,
        to_codes: tuple[str, ...],
        content: Content,
        body: bytes,
        by: str,
        answers: int | None = None,
    ) -> MessageQueued:
        """The fact that queues a message, with its line and sequence; it counts from its commit on.

        One code in `to_codes`: to that console. None, or content that is signed: to everybody, awaited by these codes
        (none given: every C that was met and our own L's). CommandError when it cannot be sent.
        """
        if self.lines.must_begin:  # a number of the old line may be on the air already
            raise CommandError("post_nummers_op")
        return self.mail.queue(text, purpose, to_codes, content, body, by, answers)

    def peers(self, now: Moment) -> tuple[PeerView, ...]:
        """Every console that was met or heard, by code."""
        views = []
        for number, peer in self.desk.memory.peers.items():
            code = self.desk.roster.code(number) or ""
            heard = None if peer.heard is None else age_between(peer.heard, now)
            same = peer.naming in (None, self.desk.roster.naming)
            waiting = len(self.mail.out.waiting_for(code))
            if peer.met or peer.heard is not None or waiting:
                epoch = peer.speaks or peer.epoch
                views.append(PeerView(code, peer.fresh, heard, peer.skew_s, same, waiting, epoch, peer.node))
        return tuple(sorted(views, key=lambda view: view.code))
