"""Consoles without link, radio or store: the picture, the orders and the reader, with messages carried by hand.

Bodies go through the real encoder and decoder, so what arrives is what the air would bring.
"""

import base64
from dataclasses import dataclass, field, replace

from nsp_console.domain import facts
from nsp_console.domain.air_picture import AirPicture
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Entry, Fact, MailTaken, MessageQueued, Mode, Purpose
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Understanding
from nsp_console.link.plane import Delivered, Heard
from nsp_console.station.commands import Command
from nsp_console.station.meaning import Meaning, Reader
from nsp_console.station.orders import Orders, Reach
from nsp_console.wire.frames.bodies import Body
from nsp_console.wire.frames.mail import content_of, encode_body
from nsp_console.wire.roster import Roster
from nsp_console.wire.text import parse
from support.records import RULES as PLAIN_RULES
from support.vocabulary import vocabulary

RULES = replace(PLAIN_RULES, vocabulary=vocabulary())
ZWO, DEV, RAA, HAR, OMM = "C-ZWO-01", "C-DEV-01", "C-RAA-01", "C-HAR-01", "C-OMM-01"
BOEG, ZANDWEERD, RAALTE = "L-ZWO-09", "L-DEV-05", "L-RAA-01"
GUEST = "C-ARN-01"
START_WALL = 1_800_000_000.0


def _c(code: str, number: int, region: int = 0) -> Site:
    return Site(code, f"Kazerne {code}", code[2:5], SiteKind.C, 52.5, 6.1, number=number, region=region)


def _l(code: str, home: str, number: int) -> Site:
    return Site(code, f"Wijkcentrum {code}", code[2:5], SiteKind.L, 52.5, 6.1, home=home, number=number)


SITES = (
    *(_c(code, number) for number, code in enumerate((ZWO, DEV, RAA, HAR, OMM), start=1)),
    _c(GUEST, 1, region=6),
    _l(BOEG, ZWO, 101),
    _l("L-ZWO-10", ZWO, 102),
    _l(ZANDWEERD, DEV, 103),
    _l(RAALTE, RAA, 104),
    _l("L-HAR-01", HAR, 105),
    _l("L-OMM-01", OMM, 106),
)
REGION = Region("proef", {site.code: site for site in SITES}, number=4)
ROSTER = Roster.of(REGION, RULES.vocabulary)


@dataclass(slots=True)
class HandMail:
    """A mail desk that numbers and encodes as the link would."""

    sequences: dict[str, int] = field(default_factory=dict)
    full: bool = False

    def queue(
        self, text: str, purpose: Purpose, to: tuple[str, ...], body: Body, by: str, answers: int | None = None
    ) -> MessageQueued:
        if self.full:
            raise CommandError("post_vol", limit=0)
        addressee = to[0] if to else ""
        sequence = self.sequences[addressee] = self.sequences.get(addressee, 0) + 1
        data = base64.b64encode(encode_body(body, ROSTER)).decode()
        return MessageQueued(
            text, purpose, addressee, None, answers, by, content_of(body), 1, sequence, to or ("*",), data
        )


@dataclass(slots=True)
class PaperConsole:
    """One console. `consoles`: points that have one; `signs`: whether its key is open."""

    code: str
    consoles: frozenset[str] = frozenset({ZWO, DEV, RAA, HAR, OMM, BOEG, ZANDWEERD})
    signs: bool = True
    region: Region = REGION
    number: int = 0
    mail: HandMail = field(default_factory=HandMail)
    situation: Situation = field(init=False)
    air: AirPicture = field(init=False)
    orders: Orders = field(init=False)
    reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        self.situation = Situation(self.region, RULES)
        self.air = self.situation.air
        reach = Reach(lambda code: code in self.consoles, lambda: self.signs, lambda code: 1, mail=self.mail)
        self.orders = Orders(self.situation, self.code, "proef", lambda: self.now.wall, self.air, reach)
        self.reader = Reader(self.situation, self.air, self.code)
        self.record(facts.StationStarted(self.code, Mode.READY, "0"))

    @property
    def now(self) -> Moment:
        """A minute later at every entry."""
        return Moment(START_WALL + 60.0 * self.number, 60.0 * self.number, "proef")

    def record(self, *new: Fact) -> list[Entry]:
        """Commit facts: fold them in as a journal would give them."""
        entries: list[Entry] = []
        for fact in new:
            self.number += 1
            entry = Entry(self.number, self.now, fact)
            self.situation.apply(entry)
            entries.append(entry)
        return entries

    def do(self, command: Command) -> list[Entry]:
        """Carry out a command."""
        return self.record(*self.orders.facts_for(command))

    def take(self, sender: str, message: MessageQueued, signed: bool | None = None) -> tuple[Meaning, list[Entry]]:
        """Receive a message of console `sender` and record what it means."""
        delivered = arriving(sender, message, signed)
        meaning = self.reader.read(delivered, Heard(b"", 0x0A0B0C0D, 7000 + self.number), Mode.READY)
        return meaning, self.record(*meaning.facts)

    def understand(self, text: str) -> Understanding:
        """What the entry bar makes of a line."""
        return parse(text, RULES.vocabulary)


def arriving(sender: str, message: MessageQueued, signed: bool | None = None) -> Delivered:
    """`message` as the link delivers it at the other end."""
    to_all = message.to == "" if signed is None else signed
    taken = MailTaken(
        sender,
        message.to,
        message.line,
        message.sequence,
        1,
        message.sequence,
        message.content,
        0,
        "b25kZXJ0ZWtlbmQ=" if to_all else "",
    )
    return Delivered(taken, base64.b64decode(message.body))


def messages(entries: list[Entry]) -> list[MessageQueued]:
    """Messages between consoles among `entries`."""
    return [each.fact for each in entries if isinstance(each.fact, MessageQueued) and each.fact.sequence]


def phone_lines(entries: list[Entry]) -> list[MessageQueued]:
    """Lines for people with a phone among `entries`."""
    return [each.fact for each in entries if isinstance(each.fact, MessageQueued) and not each.fact.sequence]


def letter(body: Body, to: str, sequence: int = 1) -> MessageQueued:
    """A message with this body to console `to`."""
    data = base64.b64encode(encode_body(body, ROSTER)).decode()
    return MessageQueued("", Purpose.MESSAGE, to, content=content_of(body), line=1, sequence=sequence, body=data)


def signed(body: Body, sequence: int = 1, line: int = 1) -> MessageQueued:
    """A signed message with this body, whoever may have signed it."""
    data = base64.b64encode(encode_body(body, ROSTER)).decode()
    return MessageQueued(
        "", Purpose.ORDER, content=content_of(body), line=line, sequence=sequence, awaits=("*",), body=data
    )


def kinds(entries: list[Entry]) -> list[str]:
    """What kinds of facts were recorded, in order."""
    return [facts.NAMES[type(each.fact)] for each in entries]
