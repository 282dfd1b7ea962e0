"""Our own site's state on its way to who keeps it: issued, sent, repeated with growing reach, until it is received.

    nothing ──due──▶ issued (committed) ──departures──▶ sent ⟲ repeats ──receipt, or a newer version──▶ done

A state is idempotent and a newer one replaces it, so nothing is kept but the last version.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from nsp_console.domain.air_facts import LineStarted, PeerMet, StatusIssued, StatusReceived, Why
from nsp_console.domain.facts import Entry, Fact, WriterMoved
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.views import OwnState
from nsp_console.link.air import QUICK
from nsp_console.link.desk import Desk
from nsp_console.link.plane import Departure, Urgency
from nsp_console.link.sending_rule import OwnReport, SendingRule
from nsp_console.link.windows import serial_max
from nsp_console.wire.frames.codec import seal_frame
from nsp_console.wire.frames.kinds import State, StatusFrame
from nsp_console.wire.frames.versions import VERSIONS

# Waits after each sending at MEDIUM_FAST, and with how many hops each sending goes: most are heard directly. One in
# twenty first sendings is heard by nobody; a second one after the window of a receipt costs little and finds most.
RETRY_S = (13.0, 18.0, 25.0, 35.0, 60.0, 120.0, 240.0, 480.0, 900.0)
HOPS = (0, 0, 0, 0, 0, 1, 2, 3, 3, 3)
RETRY_SPREAD = (0.85, 1.25)
COORDINATOR_HOPS = (0, 3)  # nobody owes a C a receipt for its own state: once around, once further, then the heartbeat
RESTART_SPREAD_S = 10.0  # a region that gets its power back does not send all at once
ROLL_CALL_SPREAD_S = 30.0  # nor when everybody is asked together
JUST_NOW_S = 5.0  # issued longer ago when first looked at: read back from the journal
SHORTLY_S = 5.0  # the key is not ours to use now: look again
# × scale: a region that starts together fills the channel; so long after our start our state is not held back for that.
COLD_S = 200.0


def version_after(version: int) -> int:
    """The version that follows; wrapping passes over 0."""
    return version % VERSIONS + 1


@dataclass(slots=True)
class Sending:
    """The last version and how far it got. `next_s`: elapsed seconds of its next sending; None: not planned yet."""

    fact: StatusIssued
    at: Moment
    sent: int = 0
    next_s: float | None = None
    received: dict[str, Moment] = field(default_factory=dict)


@dataclass(slots=True)
class OwnStatus:
    """The sending half of the status plane. `own_values` tells what counts here now; None when nothing is known."""

    desk: Desk
    own_values: Callable[[Moment], OwnReport | None]
    rule: SendingRule
    version: int = 0
    _sending: Sending | None = None
    _asked_s: float | None = None  # a roll call is answered at this elapsed time
    by_picture: bool = False  # the regional picture carries it: nothing is sent from here
    _again: bool = False  # a new line began: what was sent before may have been refused
    _look_s: float = 0.0
    _began_s: float | None = None  # elapsed second at which this process first looked

    # ── the journal ─────────────────────────────────────────────────────────────────────────────────────────────
    def apply(self, entry: Entry) -> None:
        """Take a committed entry in; whatever it is, our own state may have changed by it."""
        self._look_s = 0.0
        match entry.fact:
            case StatusIssued() as fact:
                self.version = fact.version
                self.rule.issued(fact, entry.at)
                self._sending = Sending(fact, entry.at)
                self._again, self._asked_s = False, None
            case StatusReceived(version=version, by=by) if self._sending and version == self.version:
                self._sending.received.setdefault(by, entry.at)
            case LineStarted(version=version):
                self.version = version
                self._again = True
            case WriterMoved(site=site, to=to, version=version) if site == to == self.desk.me.code:
                self.version = serial_max(self.version, version)  # handed back: ours must win from the C's
                self._again = True
            case PeerMet(station=code) if self._sending and not self._sending.received:
                self._soon(code)

    def _soon(self, code: str) -> None:
        """C `code` believes us from now on: what it could not take in before is said again."""
        number = self.desk.roster.number(code)
        if number is not None and self.desk.roster.is_coordinator(number) and not self.desk.is_coordinator:
            assert self._sending is not None
            self._sending.next_s = None

    # ── issuing ─────────────────────────────────────────────────────────────────────────────────────────────────
    def ask(self, now: Moment) -> None:
        """A roll call came: issue soon, whatever was sent before."""
        if self._asked_s is None:
            self._asked_s = now.elapsed + self.desk.dice.uniform(0, ROLL_CALL_SPREAD_S) * self.desk.scale
            self._look_s = min(self._look_s, self._asked_s)

    def wake(self) -> None:
        """Own values may have changed without an entry (another rule, another writer): look now."""
        self._look_s = 0.0

    def due(self, now: Moment) -> list[Fact]:
        """The next version, when it is time for one."""
        if self._began_s is None:
            self._began_s = now.elapsed
        if now.elapsed < self._look_s:  # nothing changed since the last look, and it is not time yet
            return []
        own = self.own_values(now)
        if own is None:
            self._look_s = inf
            return []
        why, wait_s = self._next(own, now)
        if why is None or wait_s > 0:
            self._look_s = now.elapsed + wait_s
            return []
        following = version_after(self.version)
        epoch = self.desk.keyring.epoch
        return [StatusIssued(self.desk.me.code, following, epoch, own.values, why, own.needs, own.observed_s)]

    def _next(self, own: OwnReport, now: Moment) -> tuple[Why | None, float]:
        """Why a version is wanted and in how many seconds it may be issued; without a reason, when to ask again."""
        gap_s = max(0.0, self.rule.gap_in_s(now))
        why = self.rule.why(own, now)
        if why is None and self._again:
            why = Why.HEARTBEAT
        if why in (Why.CHANGE, Why.DRIFT) or self._again:
            return why, gap_s
        if self._asked_s is not None:
            return Why.ROLL_CALL, max(gap_s, self._asked_s - now.elapsed)
        return why, max(gap_s, self.rule.heartbeat_in_s(now))

    # ── sending ─────────────────────────────────────────────────────────────────────────────────────────────────
    def departures(self, now: Moment) -> list[Departure]:
        """The last version, when it is due and there is airtime for it."""
        sending = self._sending
        if sending is None or self._done(sending):
            return []
        if sending.next_s is None:
            sending.next_s = self._first_s(sending, now)
        if now.elapsed < sending.next_s:
            return []
        payload = self._sealed(sending, now)
        if payload is None:
            sending.next_s = now.elapsed + SHORTLY_S
            return []
        hops = self._hops[sending.sent]
        wait_s = RETRY_S[min(sending.sent, len(RETRY_S) - 1)] * self.desk.dice.uniform(*RETRY_SPREAD)
        sending.next_s = now.elapsed + wait_s * self.desk.scale**QUICK
        sending.sent += 1
        return [Departure(payload, self._urgency(now), hops, "status")]

    def _urgency(self, now: Moment) -> Urgency:
        young = self._began_s is None or now.elapsed - self._began_s < COLD_S * self.desk.scale
        return Urgency.RECEIPT if young else Urgency.STATUS

    def _first_s(self, sending: Sending, now: Moment) -> float:
        """At once; after a restart somewhere in the first seconds."""
        fresh = sending.at.boot == now.boot and now.elapsed - sending.at.elapsed < JUST_NOW_S
        return now.elapsed + (0.0 if fresh else self.desk.dice.uniform(0, RESTART_SPREAD_S) * self.desk.scale)

    def _sealed(self, sending: Sending, now: Moment) -> bytes | None:
        """The frame as it is true now: the same version and values, an older observation."""
        fact = sending.fact
        age_s = fact.observed_s + age_between(sending.at, now).seconds
        state = State(fact.values, fact.needs)
        frame = StatusFrame(self.desk.number, fact.version, age_s, state, self.desk.exercise)
        return seal_frame(frame, self.desk.keyring, self.desk.roster.functions)

    @property
    def _hops(self) -> tuple[int, ...]:
        return COORDINATOR_HOPS if self.desk.is_coordinator else HOPS

    def _done(self, sending: Sending) -> bool:
        return self.by_picture or bool(sending.received) or sending.sent >= len(self._hops)

    # ── what others told, and what a screen asks ────────────────────────────────────────────────────────────────
    def receipt(self, by: int, version: int) -> list[Fact]:
        """A C tells which version of ours it has. Only news about the last one is worth recording."""
        code = self.desk.roster.code(by)
        if self._sending is None or code is None or not self.desk.roster.is_coordinator(by):
            return []
        if version != self.version or code in self._sending.received:
            return []
        return [StatusReceived(version, code)]

    def next_timer(self) -> float:
        """Elapsed seconds at which to look again."""
        sending = self._sending
        send_s = inf if sending is None or self._done(sending) else sending.next_s or 0.0
        return min(self._look_s, send_s)

    def view(self, now: Moment) -> OwnState:
        """How far our own state got."""
        own, sending = self.own_values(now), self._sending
        changed = own is not None and self.rule.differs(own)
        next_s = self._next(own, now)[1] if own is not None else None
        if sending is None:
            return OwnState(changed=changed, next_s=next_s)
        received = {code: age_between(at, now) for code, at in sending.received.items()}
        return OwnState(self.version, sending.fact.why, age_between(sending.at, now), received, changed, next_s)
