"""The lossy channel of `link_rig` with the regional picture: C's that hear who is near, L's, and counted packets."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

from nsp_console.domain.facts import Entry, Mode, StationStarted, StatusHeard, StatusIssued, StatusReceived
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.values import Scalar
from nsp_console.link.air import AirGate
from nsp_console.link.airtime import PRESETS
from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.picture.pace import Pace
from nsp_console.link.picture.plane import PicturePlane
from nsp_console.link.plane import Heard
from nsp_console.link.sending_rule import OwnReport
from nsp_console.link.status_plane import StatusPlane
from nsp_console.wire.frames.codec import peek, seal_size, unpack
from nsp_console.wire.frames.kinds import GossipFrame
from nsp_console.wire.roster import Roster
from support.link_rig import Console, Rig
from support.plain_keys import PlainKeys
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
    codes = list(codes)
    return {frozenset(pair) for pair in zip(codes, codes[1:], strict=False)}


@dataclass
class PictureConsole(Console):
    """A console of this region. `roster`: what it takes the region for."""

    roster: Roster = ROSTER

    def __post_init__(self) -> None:
        number = NUMBERS[self.code]
        self.keys = PlainKeys(number, None if self.code[0] == "C" else frozenset({number}))
        self.start()

    def start(self, restored: bool = False) -> None:
        """A process begins: read the journal back, and record that it started."""
        seed = self.rig.dice.getrandbits(32)
        self.link = self.make(Desk(REGION.sites[self.code], self.roster, self.keys, Random(seed)))
        for entry in self.journal:
            self.link.apply(entry)
        if restored:
            self.link.restored()
        self.on = True
        self.commit(StationStarted(self.code, Mode.DEPLOYED, "0"))
        self.look()

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
    """`near`: who hears whom; None: everybody. `known`: what each console counts as true of its own point.

    channel_pct  channel use that every radio reports, when it looks
    """

    near: set[frozenset[str]] | None = None
    known: dict[str, tuple[float, dict[str, Scalar]]] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)
    channel_pct: float = 0.0
    gates: dict[str, AirGate] = field(default_factory=dict)
    relayed: int = 0  # hops of every frame, as its hearer sees them

    def place(self, *codes: str) -> list[PictureConsole]:
        """Consoles with all planes and an airtime gate."""
        made = []
        for code in codes:
            console = PictureConsole(self, code, self._exchange)
            self.consoles[code] = console
            made.append(console)
        return made

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

        def own_values(now: Moment) -> OwnReport | None:
            at, values = self.known.get(code, (0.0, {}))
            return OwnReport(values, observed_s=now.elapsed - at) if values else None

        def answers_for(about: str) -> bool:
            return REGION.sites[about].home == code

        gate = self.gates.setdefault(code, AirGate(desk.me.kind, PRESETS["MEDIUM_FAST"], self.elapsed))
        gate.report(self.channel_pct, 0.0)
        status = StatusPlane(desk, own_values, answers_for)
        picture = PicturePlane(desk, status, None, gate, self.pace) if desk.is_coordinator else None
        return Exchange(desk, status, gate=gate, picture=picture)

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

    def send(self, sender: str, payload: bytes, kind: str) -> None:
        """One frame on the air: to who hears the sender; hellos find their way."""
        for code in self.consoles:
            hidden = self.near is not None and frozenset({code, sender}) not in self.near
            pair = frozenset({code, sender})
            if hidden and kind in ("beeld", "status"):
                self.cut.add(pair)
            elif self.near is not None:
                self.cut.discard(pair)
        super().send(sender, payload, kind)

    def _arrival(self, code: str, payload: bytes) -> Callable[[], None]:
        def arrive() -> None:
            console = self.consoles[code]
            if console.on:
                console.hear(Heard(payload, 7, self.dice.getrandbits(32), hops=self.relayed))

        return arrive

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
