"""Who are you, and how far did you hear me: the nonces that make consoles believe each other (design: "Other frames").

A console asks with a nonce; the answer, sealed by the other, echoes it with how far that one had heard the asker. So an
answer proves two things: what comes from there from now on is new, and nobody else went on with our journal. Restored,
replaced and restarted consoles find their place with the same three packets: ask, answer that asks back, answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from nsp_console.domain.facts import Entry, Fact, HomeMoved, PeerMet
from nsp_console.domain.moments import Moment
from nsp_console.link.counters import LINE_BITS
from nsp_console.link.delivery import retry_wait_s
from nsp_console.link.desk import Desk
from nsp_console.link.lines import Lines
from nsp_console.link.plane import Departure, Heard, Hearing, Refused, Urgency
from nsp_console.link.receiving import Receiving
from nsp_console.link.streams import SEQUENCE_MAX
from nsp_console.wire.frames.kinds import ECHOES_MAX, Echo, HelloFrame
from nsp_console.wire.sealing import EVERYBODY

START_JITTER_S = 10.0  # who must be met anew is in a hurry
# Whose journal is whole is believed already: a region that gets its power back must not drown in questions. Mail for
# somebody does not wait for this.
WHOLE_JITTER_S = 600.0
WHOLE_FROM_S = 120.0  # first the picture
AGAIN_S = 6 * 3600.0
ASK_JITTER_S = (0.2, 2.0)  # × scale
PULLED_FORWARD_S = 30.0  # × scale: who is heard without being believed is asked again within this time
STRANGER_ASKS_MAX = 8  # a console that was never met and stays silent (a point without one, or a forgery) is let be
ANSWER_JITTER_S = (0.5, 4.0)  # × scale
ANSWER_GAP_S = 30.0  # between two answers to the same nonce
ANSWERS_MAX = 64  # askers that wait for an answer; one more asks again
ASKS_MAX = 256  # stations to be asked; one more is asked when it is heard again
HOPS = 5  # of a question that was not answered, and when it is not known how far the other is
PATIENT_ASKS_MAX = 2
# Nothing of a console counts until it was met: waits stay at those of attempt SLOWEST for the first half hour or so.
# Who is silent longer is gone, not unlucky: then they grow as those of mail do.
SLOWEST, UNLUCKY_ASKS = 4, 16
NEAR_TRIES = 2  # questions before one goes further than its addressee was heard
PROMPT_S = 10.0  # × scale: a later answer was held up, and tells nothing of a clock
SKEW_STEP_S = 30.0  # a clock that moved less is not worth a fact
NONCE_VALUES = 1 << 32
REUSED = SEQUENCE_MAX  # as `following` of an echo: further than anybody gets, so the asker sees it was overtaken


@dataclass(slots=True)
class Ask:
    """A station to be asked: at which elapsed second, and how often it was. A first question goes `hops` far.

    patient  it is believed already and nothing waits for it: it is asked again once, late, so that a busy channel
             stays free
    """

    at_s: float
    attempts: int = 0
    hops: int = HOPS
    patient: bool = False
    for_mail: bool = False  # something waits for the answer

    @property
    def slowness(self) -> int:
        """The attempt whose wait comes now, in the table of mail."""
        return min(self.attempts, max(SLOWEST, self.attempts - UNLUCKY_ASKS + SLOWEST))

    @property
    def reach(self) -> int:
        """Hops of the next question."""
        return HOPS if self.attempts >= NEAR_TRIES else self.hops


@dataclass(frozen=True, slots=True)
class Owed:
    """An answer owed to a nonce, from elapsed second `at_s`. `line`: the asker's line as its hello told.

    reused  its counter had been used before, by another nonce: another copy of that console went on
    hops    how far the answer goes: as far as the question came, and further when it is asked again
    """

    nonce: int
    at_s: float
    line: int
    reused: bool
    hops: int = HOPS


@dataclass(slots=True)
class Hello:
    """The hello plane: whom to ask, whom to answer."""

    desk: Desk
    lines: Lines
    receiving: Receiving
    nonce: int = 0
    home: str = ""
    _whole: bool = False  # this process began with a journal that knows others
    _announce_s: float = float("inf")
    _asked_s: float = float("-inf")
    _asks: dict[int, Ask] = field(default_factory=dict)
    _owed: dict[int, Owed] = field(default_factory=dict)
    _answered: dict[int, tuple[int, float]] = field(default_factory=dict)
    # Met in a fact that is being written: what waits goes out by it, so who gets a new number is not known till then.
    meeting: set[str] = field(default_factory=set)

    def begin(self, now: Moment) -> None:
        """A process, or a new line of ours: nobody met it yet. A C greets all C's, an L the C that writes for it."""
        self.nonce = int(self.desk.dice.random() * NONCE_VALUES)
        self._whole = any(peer.fresh for peer in self.desk.memory.peers.values())
        chance = self.desk.dice.random()
        wait_s = (WHOLE_FROM_S + WHOLE_JITTER_S * chance) * self.desk.scale if self._whole else START_JITTER_S * chance
        self._announce_s = now.elapsed + wait_s

    def ask(self, station: int, now: Moment, hops: int | None = None) -> None:
        """Ask `station` who it is: soon, or sooner than planned. `hops`: how far it was just heard."""
        known = self._asks.get(station)
        if known is not None:
            known.at_s = min(known.at_s, now.elapsed + PULLED_FORWARD_S * self.desk.scale)
        elif len(self._asks) < ASKS_MAX and station in self.desk.roster.sites:
            at_s = now.elapsed + self.desk.dice.uniform(*ASK_JITTER_S) * self.desk.scale
            self._asks[station] = Ask(at_s, hops=HOPS if hops is None else min(hops, HOPS))

    def ask_once(self, station: int, now: Moment) -> None:
        """Ask `station`, unless that is planned already. Something waits for the answer: patience is over."""
        known = self._asks.get(station)
        if known is not None and known.patient:
            del self._asks[station]
        if known is None or known.patient:
            self.ask(station, now)
        if station in self._asks:
            self._asks[station].for_mail = True

    def wants(self, station: int) -> bool:
        """Whether an echo of `station` would tell us something."""
        peer = self.desk.memory.peers.get(station)
        return peer is None or not (peer.fresh and peer.met_now and peer.met_line == self.desk.counters.line)

    def _must_meet(self, station: int) -> bool:
        """Whether `station` cannot be believed yet, or met another line of ours: then its question is asked back."""
        peer = self.desk.memory.peers.get(station)
        return peer is None or not (peer.fresh and peer.met_line == self.desk.counters.line)

    # ── hearing ──────────────────────────────────────────────────────────────────────────────────────────

    def hear(self, frame: HelloFrame, epoch: int, stale: bool, heard: Heard, now: Moment) -> Hearing:
        """An authentic hello. A stale one is answered and believed for its echo of our nonce, nothing else."""
        if frame.wants_echo:
            self._owe(frame, stale, heard.hops, now)
        echo = next((one for one in frame.echoes if (one.station, one.nonce) == (self.desk.number, self.nonce)), None)
        code = self.desk.roster.code(frame.station) or ""
        if echo is not None and self.lines.overtaken(code, echo):
            return Hearing(facts=tuple(self.lines.after(echo))) if not self.meeting else Hearing(greet=frame.station)
        if stale:
            return Hearing(refused=Refused("herhaling", frame.station))
        if echo is not None and echo.line == self.desk.counters.line:
            return self._met(frame, echo, epoch, heard, now)
        if not self.desk.memory.is_fresh(frame.station):
            return Hearing(refused=Refused("versheid_onbekend", frame.station), greet=frame.station)
        self.receiving.inbound(frame.station, True).move_floor(frame.broadcast)
        return Hearing(owes=self._has_more(frame))

    def _met(self, frame: HelloFrame, echo: Echo, epoch: int, heard: Heard, now: Moment) -> Hearing:
        self._asks.pop(frame.station, None)
        skew_s = self.desk.memory.peer(frame.station).skew_s
        prompt = now.elapsed - self._asked_s <= PROMPT_S * self.desk.scale
        if prompt and frame.wall_s is not None and now.sure:
            skew_s = frame.wall_s + heard.age_s - now.wall
        code = self.desk.roster.code(frame.station) or ""
        fact = PeerMet(code, epoch, frame.counter, frame.version, echo.line, frame.broadcast, skew_s, frame.naming)
        facts: tuple[Fact, ...] = (fact,) if self._is_news(frame.station, fact) else ()
        self.meeting |= {code} if facts else set()
        return Hearing(facts=facts, owes=self._has_more(frame))

    def _is_news(self, station: int, fact: PeerMet) -> bool:
        """Whether it must be recorded: the first time in this process, and when something about the peer changed."""
        peer = self.desk.memory.peer(station)
        moved = abs((fact.skew_s or 0.0) - (peer.skew_s or 0.0)) > SKEW_STEP_S
        return self.wants(station) or moved or (peer.naming, peer.epoch) != (fact.naming, fact.epoch)

    def _has_more(self, frame: HelloFrame) -> int | None:
        """The station, when we have broadcasts of it that it does not count as delivered: a receipt tells."""
        line, sequence = frame.broadcast
        return frame.station if self.receiving.inbound(frame.station, True).highest(line) >= sequence else None

    def _owe(self, frame: HelloFrame, stale: bool, hops: int | None, now: Moment) -> None:
        nonce, at_s = self._answered.get(frame.station, (None, 0.0))
        if nonce == frame.nonce and now.elapsed < at_s + ANSWER_GAP_S:
            return
        if frame.station in self._owed or len(self._owed) < ANSWERS_MAX:
            wait_s = self.desk.dice.uniform(*ANSWER_JITTER_S) * self.desk.scale
            planned = self._owed.get(frame.station)
            due_s = planned.at_s if planned else now.elapsed + wait_s
            known = frame.nonce in (nonce, planned.nonce if planned else None)
            reused = planned.reused if planned and planned.nonce == frame.nonce else stale and not known
            reach = HOPS if hops is None or known else min(hops, HOPS)
            self._owed[frame.station] = Owed(frame.nonce, due_s, frame.counter >> LINE_BITS, reused, reach)

    def life(self, station: int, now: Moment) -> None:
        """`station` was heard: what we still want to know is asked soon."""
        known = self._asks.get(station)
        if known is not None and not known.patient:
            self.ask(station, now)

    # ── sending ──────────────────────────────────────────────────────────────────────────────────────────

    def departures(self, now: Moment) -> list[Departure]:
        """Answers first, then questions; several C's share one packet, every L gets its own under its own key."""
        self._announce(now)
        answers = [station for station, owed in self._owed.items() if owed.at_s <= now.elapsed]
        sent = [one for group in self._grouped(answers, ECHOES_MAX) if (one := self._say(group, group, now))]
        asks = [station for station, ask in self._asks.items() if ask.at_s <= now.elapsed]
        return sent + [one for group in self._grouped(asks, ASKS_MAX) if (one := self._say(group, [], now))]

    def _announce(self, now: Moment) -> None:
        if self._announce_s > now.elapsed:
            return
        self._announce_s = now.elapsed + AGAIN_S
        patient = self._whole
        hops = 0 if patient else HOPS  # a neighbour is enough to learn whether another copy of us went on
        self._whole = True
        if self.desk.is_coordinator:
            self._asks[EVERYBODY] = Ask(now.elapsed, hops=hops, patient=patient)
        elif (home := self.desk.roster.number(self.home or self.desk.me.home)) is not None:
            self._asks[home] = Ask(now.elapsed, hops=hops, patient=patient)

    def _grouped(self, stations: Iterable[int], size: int) -> list[list[int]]:
        """C's together when we are a C, everybody else alone."""
        together: list[int] = []
        alone: list[int] = []
        for station in sorted(stations):
            shares = self.desk.is_coordinator and (station == EVERYBODY or self.desk.roster.is_coordinator(station))
            (together if shares else alone).append(station)
        return [together[i : i + size] for i in range(0, len(together), size)] + [[one] for one in alone]

    def _say(self, group: list[int], answered: list[int], now: Moment) -> Departure | None:
        desk = self.desk
        counter = desk.counters.take()
        if counter is None:
            return None
        to = group[0] if len(group) == 1 else EVERYBODY
        hops = max(self._owed[one].hops if answered else self._asks[one].reach for one in group)
        wants = not answered or any(self._must_meet(station) for station in group)
        for_mail = not answered and any(self._asks[one].for_mail for one in group)
        frame = HelloFrame(
            station=desk.number,
            to=to,
            counter=counter,
            nonce=self.nonce,
            naming=desk.roster.naming,
            wall_s=int(now.wall) if now.sure else None,
            version=desk.memory.own_version,
            broadcast=self.lines.mail.floor(),
            wants_echo=wants,
            echoes=tuple(self._echo(station) for station in answered),
            exercise=desk.exercise,
        )
        self._said(group, answered, wants, now)
        payload = desk.sealed(frame, to)
        # Who asks believes nothing of us until it is answered: an answer goes before the mail it would refuse.
        urgency = Urgency.ORDER if answered else Urgency.REPAIR
        return None if payload is None else Departure(payload, urgency, hops, "postgroet" if for_mail else "groet")

    def _echo(self, station: int) -> Echo:
        """How far we had heard `station`. `following` tells the highest message we have of its line, and one more."""
        owed = self._owed[station]
        peer = self.desk.memory.peer(station)
        heard_to = max(peer.window.high, 0)
        line = max(owed.line, heard_to >> LINE_BITS)
        following = REUSED if owed.reused else self.receiving.highest(station, line) + 1
        return Echo(station, owed.nonce, heard_to, peer.version, line, following)

    def _said(self, group: list[int], answered: list[int], wants: bool, now: Moment) -> None:
        for station in answered:
            self._answered[station] = (self._owed.pop(station).nonce, now.elapsed)
        if wants:
            self._asked_s = now.elapsed
        for station in group if wants else ():
            if station != EVERYBODY and not self.desk.memory.is_fresh(station):
                self._asks.setdefault(station, Ask(now.elapsed))
            ask = self._asks.get(station)
            if ask is not None:
                ask.attempts += 1
                chance = self.desk.dice.random()
                wait_s = WHOLE_JITTER_S * (1 + chance) if ask.patient else retry_wait_s(ask.slowness, chance)
                ask.at_s = now.elapsed + wait_s * self.desk.scale
            if ask is not None and ask.attempts >= (PATIENT_ASKS_MAX if ask.patient else self._asks_max(station)):
                del self._asks[station]
        self._asks.pop(EVERYBODY, None)

    def _asks_max(self, station: int) -> float:
        """Less for who never showed to be a console. Being heard, or mail for it, asks it again."""
        peer = self.desk.memory.peers.get(station)
        stranger = station != EVERYBODY and (peer is None or not peer.met)
        return STRANGER_ASKS_MAX if stranger else float("inf")

    def next_timer(self) -> float:
        """Elapsed seconds at which something is to be asked or answered."""
        owed = (one.at_s for one in self._owed.values())
        return min((self._announce_s, *owed, *(ask.at_s for ask in self._asks.values())))

    def forget_uncommitted(self) -> None:
        """Facts handed out were not committed and never will be."""
        self.meeting.clear()

    def apply(self, entry: Entry) -> None:
        """Fold who was met, and who stands in for our home C."""
        match entry.fact:
            case PeerMet(station=code):
                self.meeting.discard(code)
            case HomeMoved(home=home, to=to, sites=sites) if home == self.desk.me.home:
                if not sites or self.desk.me.code in sites:
                    self.home = to
