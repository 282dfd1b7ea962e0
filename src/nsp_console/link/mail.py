"""Sending messages to other consoles until they tell that they have them (design: protocol, "Delivery contract").

A window of WINDOW numbers per addressee, back-off that any sign of life resets, given up visibly after GIVE_UP_S.
Bodies are opaque here. An L mails to C's only, under its own key; a C mails to anybody, to an L `down`:
under the key of that L; to everybody it signs. The receiving half is `receiving`, the fold of the journal `outbound`.
"""

import base64
from dataclasses import dataclass, field
from itertools import chain

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import (
    Content,
    Entry,
    Fact,
    LineStarted,
    MailRelined,
    MessageQueued,
    MessageStepped,
    Purpose,
    Step,
)
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import SiteKind
from nsp_console.link.delivery import retry_wait_s
from nsp_console.link.desk import Desk
from nsp_console.link.outbound import EVERYONE, EXPIRED, REVOKED, Outbound, Parcel
from nsp_console.link.plane import Departure, Urgency
from nsp_console.link.streams import SEQUENCE_MAX, covers, highest_of
from nsp_console.wire.frames.codec import seal_frame
from nsp_console.wire.frames.kinds import MailFrame, SignedFrame, StreamMark
from nsp_console.wire.frames.limits import MAIL_BODY_BYTES_MAX, SIGNED_BODY_BYTES_MAX

WINDOW = 4  # sequence numbers from the oldest unfinished message of a stream that may be under way at once
QUEUED_MAX = 500  # messages of ours that wait, all addressees together
GIVE_UP_S = 72 * 3600.0
HOPS = (5, 5, 6, 7)  # by attempt; the last for all that follow
SILENT_ATTEMPTS = 3  # tries without a sign of life after which the addressee is asked whether it knows us
BROADCAST_GRACE_S = 30.0  # × scale, after the first was met: others may tell that they have more than we sent
SIGNED_CONTENT = frozenset({Content.BULLETIN, Content.ORDER, Content.ROLL_CALL})


@dataclass(slots=True)
class Mail:
    """The mail plane of one console."""

    desk: Desk
    out: Outbound = field(default_factory=Outbound)
    _broadcast_from_s: float | None = None

    # ── ours, going out ──────────────────────────────────────────────────────────────────────────────────

    def queue(
        self,
        text: str,
        purpose: Purpose,
        to_codes: tuple[str, ...],
        content: Content,
        body: bytes,
        by: str,
        answers: int | None = None,
    ) -> MessageQueued:
        """A message with its place in its stream, to be committed. CommandError when it cannot be sent."""
        signed = content in SIGNED_CONTENT
        to = EVERYONE if signed or len(to_codes) != 1 else to_codes[0]
        self._may_send(to, signed)
        if len(body) > (SIGNED_BODY_BYTES_MAX if signed else MAIL_BODY_BYTES_MAX):
            raise CommandError("post_te_lang")
        if len(self.out.parcels) >= QUEUED_MAX:
            raise CommandError("post_vol", limit=QUEUED_MAX)
        if self.out.last_given(to) >= SEQUENCE_MAX:
            raise CommandError("post_nummers_op")
        return MessageQueued(
            text=text,
            purpose=purpose,
            to=to,
            answers=answers,
            by=by,
            content=content,
            line=self.out.line,
            sequence=self.out.give(to),
            awaits=to_codes or self._everybody_met(),
            body=base64.b64encode(body).decode(),
        )

    def _may_send(self, to: str, signed: bool) -> None:
        """Only a C that can sign speaks to everybody, and only in signed content; an L speaks to C's."""
        if to == EVERYONE:
            if not signed:
                raise CommandError("post_geen_console", site=to)
            if not self.desk.is_coordinator or self.desk.keyring.sign(b"") is None:
                raise CommandError("post_tekent_niet")
            return
        number = self.desk.roster.number(to)
        if number is None or number == self.desk.number:
            raise CommandError("post_geen_console", site=to)
        if not self.desk.is_coordinator and not self.desk.roster.is_coordinator(number):
            raise CommandError("post_alleen_c", site=to)

    def _everybody_met(self) -> tuple[str, ...]:
        """Who must have a broadcast: every C ever met and our own L's that are consoles; nobody met: all C's."""
        codes = []
        for number, peer in sorted(self.desk.memory.peers.items()):
            site = self.desk.roster.sites[number]
            ours = self.desk.roster.is_coordinator(number) or site.home == self.desk.me.code
            if peer.met and ours and not self.desk.keyring.is_revoked(number):
                codes.append(site.code)
        if codes:
            return tuple(codes)
        coordinators = (site.code for number, site in self.desk.roster.sites.items() if site.kind is SiteKind.C)
        return tuple(code for code in coordinators if code != self.desk.me.code)

    def due(self, now: Moment) -> list[Fact]:
        """What is given up, and new numbers for what never went out in a line that another copy of us used."""
        facts: list[Fact] = []
        for parcel in sorted(self.out.parcels.values(), key=lambda one: one.place):
            gone = {code for code in parcel.waiting if self._is_revoked(code)}
            if self.out.served.at(now) - parcel.queued_s > GIVE_UP_S:
                facts.append(MessageStepped(parcel.entry, Step.FAILED, EXPIRED, parcel.attempts))
            elif gone == parcel.waiting:
                facts.append(MessageStepped(parcel.entry, Step.FAILED, REVOKED, parcel.attempts))
            elif parcel.line < self.out.line and not parcel.out:
                facts.append(MailRelined(parcel.entry, self.out.line, self.out.give(parcel.to)))
        return facts

    def _is_revoked(self, code: str) -> bool:
        number = self.desk.roster.number(code)
        return number is None or self.desk.keyring.is_revoked(number)

    def is_open(self, code: str, now: Moment) -> bool:
        """Whether what waits for `code` may go: it knows our present line, and nobody else went on with our journal."""
        if code == EVERYONE:
            return self._broadcast_from_s is not None and now.elapsed >= self._broadcast_from_s
        number = self.desk.roster.number(code)
        peer = None if number is None else self.desk.memory.peers.get(number)
        return peer is not None and peer.met_now and peer.met_line == self.out.line

    def departures(self, now: Moment) -> list[Departure]:
        """Every parcel whose time has come, sealed anew."""
        sent = []
        if self.is_open(EVERYONE, now):
            self.out.mark_out(EVERYONE)
        for parcel in self._ready(now):
            if parcel.again_s > now.elapsed:
                continue
            departure = self._departure(parcel)
            if departure is None:
                continue
            parcel.attempts += 1
            parcel.again_s = now.elapsed + retry_wait_s(parcel.attempts, self.desk.dice.random()) * self.desk.scale
            sent.append(departure)
        return sent

    def _ready(self, now: Moment) -> list[Parcel]:
        """The window of every open stream, of what has its final number."""
        ready = []
        for to in sorted({parcel.to for parcel in self.out.parcels.values()}):
            if not self.is_open(to, now):
                continue
            stream = self.out.stream(to)
            oldest = stream[0]
            beyond = (oldest.line, oldest.sequence + WINDOW)
            # One console that stays away must not hold up what all others wait for: broadcasts have no window.
            ready += [one for one in stream if one.out and (to == EVERYONE or oldest.place <= one.place < beyond)]
        return ready

    def _departure(self, parcel: Parcel) -> Departure | None:
        hops = HOPS[min(parcel.attempts, len(HOPS) - 1)]
        desk = self.desk
        if parcel.to == EVERYONE:
            signed = SignedFrame(desk.number, *parcel.place, parcel.content, parcel.body, desk.exercise)
            payload = seal_frame(signed, desk.keyring, desk.roster.functions)
            kind, urgency = "ondertekend", Urgency.ORDER
        else:
            to, counter = desk.roster.number(parcel.to), desk.counters.take()
            if to is None or counter is None:
                return None
            frame = MailFrame(desk.number, to, counter, *parcel.place, parcel.content, parcel.body, desk.exercise)
            payload = desk.sealed(frame, to)
            kind, urgency = "post", Urgency.MESSAGE
        return None if payload is None else Departure(payload, urgency, hops, kind, parcel.entry)

    def next_timer(self, now: Moment) -> float:
        """Elapsed seconds at which something must go again or is given up."""
        times = [parcel.again_s for parcel in self._ready(now)]
        if self._broadcast_from_s is not None and self._broadcast_from_s > now.elapsed:
            times.append(self._broadcast_from_s)
        served_s = self.out.served.at(now)
        give_up = (now.elapsed + GIVE_UP_S - served_s + one.queued_s for one in self.out.parcels.values())
        return min(chain(times, give_up), default=float("inf"))

    def life(self, station: int, now: Moment) -> None:
        """`station` was heard: what waits for it starts its back-off anew."""
        code = self.desk.roster.code(station)
        for parcel in self.out.waiting_for(code) if code else ():
            if parcel.attempts > 1:
                parcel.attempts = 1
                soon_s = now.elapsed + retry_wait_s(1, self.desk.dice.random()) * self.desk.scale
                parcel.again_s = min(parcel.again_s, soon_s)

    def wants(self, now: Moment) -> set[int]:
        """Stations to be asked whether they know us: mail waits for them and cannot go, or goes unanswered."""
        wanted = set()
        for parcel in self.out.parcels.values():
            for code in parcel.waiting:
                number = self.desk.roster.number(code)
                silent = parcel.attempts > 0 and parcel.attempts % SILENT_ATTEMPTS == 0
                if number is not None and (silent or not self.is_open(code, now)):
                    wanted.add(number)
        return wanted

    def floor(self) -> tuple[int, int]:
        """The first broadcast of ours that may still come: what lies before it is over."""
        places = [parcel.place for parcel in self.out.parcels.values() if parcel.to == EVERYONE]
        return min(places, default=(self.out.line, self.out.last_given(EVERYONE) + 1))

    def covered(self, station: int, own: StreamMark | None, broadcast: StreamMark | None) -> list[Fact]:
        """What a receipt says that `station` has, of what we did not know yet."""
        code = self.desk.roster.code(station) or ""
        marks = {code: own, EVERYONE: broadcast}
        facts: list[Fact] = []
        for parcel in self.out.waiting_for(code):
            mark = marks[parcel.to]
            if parcel.out and mark is not None and mark.line == parcel.line and covers(mark, parcel.sequence):
                facts.append(MessageStepped(parcel.entry, Step.RECEIVED, attempt=parcel.attempts, by=code))
        return facts

    def overtaken(self, code: str, line: int, highest: int) -> bool:
        """Whether `highest` of `line` is a message that no process of this journal sent: a lost copy of us did."""
        return line > self.out.line or (line == self.out.line and highest > self.out.last_out(code))

    def told_more(self, station: int, own: StreamMark | None, broadcast: StreamMark | None) -> bool:
        """Whether a receipt of `station` tells of messages that this journal never sent."""
        marks = ((self.desk.roster.code(station) or "", own), (EVERYONE, broadcast))
        return any(mark is not None and self.overtaken(code, mark.line, highest_of(mark)) for code, mark in marks)

    def apply(self, entry: Entry) -> None:
        """Fold a committed entry."""
        self.out.apply(entry)
        if isinstance(entry.fact, LineStarted):
            self._broadcast_from_s = None

    def may_broadcast(self, now: Moment) -> None:
        """A C was met in this process: after a grace broadcasts may go."""
        if self._broadcast_from_s is None:
            self._broadcast_from_s = now.elapsed + BROADCAST_GRACE_S * self.desk.scale
