"""How many frames per second the exchange seals and takes in, and how dear refusing is. Prints; nothing is asserted.

python benchmarks/bench_link.py [MESSAGES]      (default 2000)

The whole path: gate, codec, HMAC tag, window, stream, fact, fold; without a database and without a radio. Signed frames
use the real Ed25519 keys of `cryptography`.
"""

import hmac
import random
import sys
import time
from dataclasses import dataclass

from nsp_console.domain.facts import Content, Entry, Fact, Mode, Purpose, StationStarted
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.understanding import Vocabulary
from nsp_console.keys.signing import public_key, sign, signature_holds
from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.mail import WINDOW
from nsp_console.link.plane import Heard
from nsp_console.wire.roster import Roster
from nsp_console.wire.sealing import Domain, Keyring

SITES = {code: Site(code, code, "", SiteKind.C, 52.0, 6.0, number=number) for number, code in ((1, "C-1"), (2, "C-2"))}
ROSTER = Roster.of(Region("Proef", SITES, number=4), Vocabulary((), (), ()))
BODY = b"bericht van zestig bytes, zoals een aanvraag of een antwoord"
TEXTS_S = 60.0


@dataclass
class BenchKeys:
    """Real HMAC and Ed25519, all keys known."""

    number: int
    domain: Domain = Domain.REAL
    region: int = 4
    epoch: int = 1
    epochs: tuple[int, ...] = (1,)
    closed_epochs: tuple[int, ...] = ()

    def tag(self, holder: int, epoch: int, covered: bytes) -> bytes | None:
        return hmac.digest(bytes([holder]) * 32, covered, "sha256")[:8]

    def sign(self, covered: bytes) -> bytes | None:
        return sign(bytes([self.number]) * 32, covered)

    def verify(self, signer: int, covered: bytes, signature: bytes) -> bool:
        return signature_holds(public_key(bytes([signer]) * 32), covered, signature)

    def verify_guest(self, region: int, signer: int, covered: bytes, signature: bytes) -> bool:
        return False

    def is_revoked(self, station: int) -> bool:
        return False

    def revoke(self, station: int, generation: int) -> None:
        """Nobody is revoked here."""

    def of_other_domain(self) -> Keyring | None:
        return None


class Side:
    """One console whose journal is a counter."""

    def __init__(self, code: str) -> None:
        self.entries = 0
        self.link = Exchange(Desk(SITES[code], ROSTER, BenchKeys(SITES[code].number), random.Random(1)))
        self.commit(0.0, StationStarted(code, Mode.DEPLOYED, "0"))

    def commit(self, at_s: float, *facts: Fact) -> None:
        for fact in facts:
            self.entries += 1
            self.link.apply(Entry(self.entries, moment(at_s), fact))

    def out(self, at_s: float) -> list[bytes]:
        while facts := self.link.due(moment(at_s)):
            self.commit(at_s, *facts)
        return [departure.payload for departure in self.link.departures(moment(at_s))]

    def hear(self, at_s: float, payload: bytes) -> None:
        hearing = self.link.hear(Heard(payload, 1, 1, hops=0), moment(at_s))
        self.commit(at_s, *hearing.facts, *((hearing.delivered.taken,) if hearing.delivered else ()))


def moment(at_s: float) -> Moment:
    return Moment(1_768_900_000.0 + at_s, at_s, "boot")


def meet(one: Side, two: Side) -> float:
    """Let the hellos pass; returns the time on the rig's clock."""
    at_s = 1.0
    while at_s < 120.0:
        for sender, receiver in ((one, two), (two, one)):
            for payload in sender.out(at_s):
                receiver.hear(at_s, payload)
        at_s += 0.5
    return at_s


def shown(label: str, count: int, seconds: float) -> None:
    print(f"  {label:<44}{count:>7} frames {seconds:8.3f} s {count / seconds:10,.0f} /s")


def measure(messages: int, content: Content) -> None:
    """`messages` from one to the other, WINDOW at a time, receipts included."""
    one, two = Side("C-1"), Side("C-2")
    at_s = meet(one, two)
    purpose = Purpose.BULLETIN if content is Content.BULLETIN else Purpose.MESSAGE
    sealing = taking = telling = 0.0
    frames: list[bytes] = []
    for _ in range(messages // WINDOW):
        at_s += TEXTS_S
        for _ in range(WINDOW):
            one.commit(at_s, one.link.queue_mail("x", purpose, ("C-2",), content, BODY, "proef"))
        began = time.perf_counter()
        sent = one.out(at_s)
        sealing += time.perf_counter() - began
        began = time.perf_counter()
        for payload in sent:
            two.hear(at_s, payload)
        taking += time.perf_counter() - began
        began = time.perf_counter()
        for payload in two.out(at_s + 5.0):
            one.hear(at_s + 5.0, payload)
        telling += time.perf_counter() - began
        frames += sent
    assert not one.link.mail.out.parcels, "not all arrived"
    print(f"{content.name.lower()}, body of {len(BODY)} bytes")
    shown("seal and hand over", len(frames), sealing)
    shown("open, take, fold", len(frames), taking)
    shown("receipt: seal, open, fold (one per window)", messages // WINDOW, telling)
    began = time.perf_counter()
    for payload in frames:
        two.hear(at_s, payload)
    shown("refuse a replay", len(frames), time.perf_counter() - began)
    false = [payload[:-1] + bytes([payload[-1] ^ 1]) for payload in frames]
    began = time.perf_counter()
    for payload in false:
        two.hear(at_s, payload)
    shown("refuse a false seal", len(frames), time.perf_counter() - began)


if __name__ == "__main__":
    for content in (Content.TEXT, Content.BULLETIN):
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 2000, content)
