"""The lossy channel of `link_rig` with the regional picture: C's that hear who is near, L's, and counted packets."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from nsp_console.domain.facts import Entry, StatusHeard, StatusIssued, StatusReceived
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.values import Scalar
from nsp_console.link.air import AirGate
from nsp_console.link.airtime import PRESETS
from nsp_console.link.alarm_plane import AlarmPlane
from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.picture.pace import Pace
from nsp_console.link.picture.plane import PicturePlane
from nsp_console.link.plane import Departure
from nsp_console.link.sending_rule import OwnReport
from nsp_console.link.status_plane import StatusPlane
from nsp_console.sim.contract.world import keys_of
from nsp_console.wire.frames.codec import peek, seal_size, unpack
from nsp_console.wire.frames.kinds import GossipFrame
from nsp_console.wire.roster import Roster
from support.link_rig import Console, Rig
from support.records import VOCABULARY

COORDINATORS = tuple(f"C-{number:02}" for number in range(1, 13))
LOCALS = tuple(f"L-{number:02}" for number in range(1, 41))
NUMBERS = {code: i for i, code in enumerate(COORDINATORS, 1)} | {code: 100 + i for i, code in enumerate(LOCALS, 1)}
HOME = {code: COORDINATORS[i % 4] for i, code in enumerate(LOCALS)}  # L-01 → C-01 …


def site(code: str) -> Site:
    """A point of the region of these tests."""
    return Site(code, code, "", SiteKind(code[0]), 52.0, 6.0, home=HOME.get(code, ""), number=NUMBERS[code])


REGION = Region("Proef", {code: site(code) for code in NUMBERS}, number=4)
ROSTER = Roster.of(REGION, VOCABULARY)


def line(codes: Iterable[str]) -> set[frozenset[str]]:
    """Who hears whom when each only hears the next."""
    return {frozenset(pair) for pair in pairwise(codes)}


@dataclass
class PictureConsole(Console):
    """A console of this region."""

    @property
    def picture(self) -> PicturePlane:
        """The picture plane of the process that runs now."""
        assert isinstance(self.link.picture, PicturePlane)
        return self.link.picture

    def has(self, code: str) -> tuple[int, int]:
        """(epoch, version) of the newest state of `code` in this journal; (0, 0): none."""
        newest = (0, 0)
        for entry in self.journal:
            match entry.fact:
                case StatusHeard(site=about) | StatusIssued(site=about) if about == code:
                    newest = (entry.fact.epoch, entry.fact.version)
        return newest

    def heard_states(self, code: str) -> list[StatusHeard]:
        """Every state of `code` taken in here."""
        heard = [fact for fact in self.facts(StatusHeard) if isinstance(fact, StatusHeard)]
        return [fact for fact in heard if fact.site == code]


@dataclass
class PictureRig(Rig):
    """`near`: who hears whom directly; None: everybody. `known`: what each console counts as true of its own point.

    otherwise    what a console takes the region for, when that is not what the others do
    channel_pct  channel use that every radio reports
    relays       that every state frame of an L takes, as its hearer sees it
    deaf         consoles that hear no picture
    """

    roster: Roster = field(kw_only=True, default=ROSTER)
    near: set[frozenset[str]] | None = None
    known: dict[str, tuple[float, dict[str, Scalar]]] = field(default_factory=dict)
    otherwise: dict[str, Roster] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)
    channel_pct: float = 0.0
    gates: dict[str, AirGate] = field(default_factory=dict)
    relays: int = 0
    deaf: set[str] = field(default_factory=set)

    def place(self, *codes: str) -> list[PictureConsole]:
        """Consoles with all planes and an airtime gate, switched on."""
        for code in codes:
            console = PictureConsole(self, code, self._exchange, keys_of(self.roster, code))
            self.consoles[code] = console
            console.start()
        return [self.at(code) for code in codes]

    def at(self, code: str) -> PictureConsole:
        """The console of `code`."""
        console = self.consoles[code]
        assert isinstance(console, PictureConsole)
        return console

    @property
    def coordinators(self) -> list[PictureConsole]:
        """Every C."""
        return [self.at(code) for code in self.consoles if code[0] == "C"]

    def _exchange(self, desk: Desk) -> Exchange:
        code = desk.me.code
        if code in self.otherwise:
            desk = Desk(desk.me, self.otherwise[code], desk.keyring, desk.dice)

        def own_values(now: Moment) -> OwnReport | None:
            at, values = self.known.get(code, (0.0, {}))
            return OwnReport(values, observed_s=now.elapsed - at) if values else None

        def answers_for(about: str) -> bool:
            return REGION.sites[about].home == code

        gate = self.gates.setdefault(code, AirGate(desk.me.kind, PRESETS["MEDIUM_FAST"], self.elapsed))
        gate.report(self.channel_pct, 0.0)
        status = StatusPlane(desk, own_values, answers_for)
        alarms = AlarmPlane(desk, answers_for)
        picture = PicturePlane(desk, status, alarms, gate, self.pace) if desk.is_coordinator else None
        return Exchange(desk, status, alarms, gate=gate, picture=picture)

    def enter(self, code: str, **values: Scalar) -> None:
        """Somebody at `code` enters its state."""
        self.known[code] = (self.elapsed, values)
        status = self.consoles[code].link.status
        assert isinstance(status, StatusPlane)
        status.wake()
        self.consoles[code].look()

    def enter_all(self, word: str = "open") -> None:
        """Somebody everywhere."""
        for code in self.consoles:
            self.enter(code, state=word, visitors=self.dice.randrange(60))

    def busy(self, percent: float) -> None:
        """Every radio reports this channel use from now on."""
        self.channel_pct = percent
        for gate in self.gates.values():
            gate.report(percent, 0.0)

    def deliver(self, code: str, departure: Departure, node: int, sent_s: float, wait_s: float) -> None:
        """Who is not near hears only what is relayed."""
        sender = self.roster.code(node) or ""
        if departure.hops == 0 and self.near is not None and frozenset({code, sender}) not in self.near:
            return
        if departure.kind == "beeld" and code in self.deaf:
            return
        if departure.kind == "status" and self.relays:
            departure = replace(departure, hops=self.relays)
        super().deliver(code, departure, node, sent_s, wait_s)

    # ── what came of it ─────────────────────────────────────────────────────────────────────────────────────────
    def issued(self, code: str) -> tuple[int, int]:
        """(epoch, version) that `code` issued last."""
        facts = [fact for fact in self.consoles[code].facts(StatusIssued) if isinstance(fact, StatusIssued)]
        return (facts[-1].epoch, facts[-1].version) if facts else (0, 0)

    def lacking(self, at: Iterable[str] = ()) -> list[tuple[str, str]]:
        """(C, point) of which that C has not the version issued last."""
        who = list(at) or [console.code for console in self.coordinators]
        last = {code: self.issued(code) for code in self.consoles}
        return [(c, code) for c in who for code, version in last.items() if self.at(c).has(code) != version]

    def counted(self, since_s: float = 0.0) -> Counter[str]:
        """Packets on the air by kind."""
        return Counter(kind for at_s, _, kind, _ in self.air if at_s >= since_s)

    def gossip(self, since_s: float = 0.0) -> list[tuple[str, GossipFrame]]:
        """Every picture frame on the air with its sender, unsealed."""
        found = []
        for at_s, sender, kind, payload in self.air:
            head = peek(payload)
            if at_s >= since_s and kind == "beeld" and head is not None:
                frame = unpack(payload[: -seal_size(head.kind)], ROSTER.functions)
                assert isinstance(frame, GossipFrame)
                found.append((sender, frame))
        return found

    def received(self, code: str) -> set[tuple[int, str]]:
        """(version, by) that the console of `code` knows to be received."""
        facts = self.consoles[code].facts(StatusReceived)
        return {(fact.version, fact.by) for fact in facts if isinstance(fact, StatusReceived)}


def journal_of(console: Console, kind: type) -> list[Entry]:
    """Entries of one kind of fact."""
    return [entry for entry in console.journal if isinstance(entry.fact, kind)]
