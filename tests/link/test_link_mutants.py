"""The checks have teeth: each planted bug is caught by the check that must catch it, and the real link passes it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from nsp_console.domain.facts import Content, Entry, Purpose
from nsp_console.domain.moments import Moment
from nsp_console.link.counters import CounterStock
from nsp_console.link.desk import Desk
from nsp_console.link.exchange import Exchange
from nsp_console.link.hello import Hello
from nsp_console.link.lines import Lines
from nsp_console.link.mail import Mail
from nsp_console.link.memory import Memory
from nsp_console.link.outbound import Outbound
from nsp_console.link.plane import Hearing
from nsp_console.link.receipts import Receipts
from nsp_console.link.receiving import Receiving
from nsp_console.link.streams import Inbound
from nsp_console.wire.frames.kinds import Echo, MailFrame, SignedFrame
from support.link_checks import Channel, contract, gaps, replay_everything, restored, trio
from support.link_rig import Make, idle

HISTORIES_MAX = 25  # seeds within which a planted bug must be found
BAD: Channel = {"loss": 0.5, "double": 0.15, "late": 0.2}


# ── the checks ───────────────────────────────────────────────────────────────────────────────────────────────


def dying(make: Make, seed: int) -> None:
    """Consoles with slow disks that keep dying."""
    channel: Channel = {**BAD, "crash": 0.03, "slow_s": 10.0}
    contract(make, seed, **channel)


def doubled(make: Make, seed: int) -> None:
    """Losses and doubles, nobody dies."""
    contract(make, seed, **BAD)


def from_backup(make: Make, seed: int) -> None:
    """Put back twice from one copy."""
    restored(make, seed, "twice", loss=0.3)


def by_hand(make: Make, seed: int) -> None:
    """Put back, and the link was not told."""
    restored(make, seed, "untold", loss=0.3)


def life_after_silence(make: Make, seed: int) -> None:
    """What waited for hours goes soon after the first sign of life."""
    rig = trio(make, seed)
    rig.cut.add(frozenset({"C-01", "C-02"}))
    rig.consoles["C-01"].send("C-02", "wacht")
    rig.run(5 * 3600)
    rig.cut.clear()
    rig.consoles["C-02"].send("C-01", "daar ben ik")
    rig.run_until(lambda: rig.consoles["C-02"].texts != [], 90)


def no_false_gaps(make: Make, seed: int) -> None:
    """On a perfect channel nothing is missing."""
    rig = trio(make, seed)
    for number in range(6):
        rig.consoles["C-01"].send("C-02", f"{number}")
        rig.run(20)
    assert set(gaps(rig.consoles["C-02"])) == {0}


def old_frames(make: Make, seed: int) -> None:
    """A restored console takes nothing that was recorded off the air."""
    rig = trio(make, seed)
    one = rig.consoles["C-01"]
    copy = one.copy()
    for number in range(3):
        rig.consoles["C-02"].send("C-01", f"post {number}")
    rig.consoles["C-02"].send("", "bulletin", Content.BULLETIN, Purpose.BULLETIN)
    rig.run_until(lambda: idle(rig), 600)
    rig.cut |= {frozenset({"C-01", other}) for other in ("C-02", "L-11")}
    one.put_back(copy)
    replay_everything(rig, one)


# ── the planted bugs ─────────────────────────────────────────────────────────────────────────────────────────


class TellsAtOnce(Receiving):
    """Marks a message as here when it is heard, not when it is committed."""

    def hear(self, frame: MailFrame | SignedFrame, epoch: int, payload: bytes) -> Hearing:
        hearing = super().hear(frame, epoch, payload)
        if hearing.delivered is not None:
            self.inbound(frame.station, isinstance(frame, SignedFrame)).take(frame.line, frame.sequence)
        return hearing


class Gappy(Outbound):
    """Uses every third number."""

    def give(self, to: str) -> int:
        self._given[to] = self.last_given(to) + 2
        return super().give(to)


class Discouraged(Mail):
    """No sign of life shortens a wait."""

    def life(self, station: int, now: Moment) -> None:
        return None


class Credulous(Memory):
    """Believes whom it ever met, also after a restore."""

    def forget_freshness(self) -> None:
        return None


class ForgetfulStock(CounterStock):
    """After a restart it goes on from the beginning of the last block."""

    def apply(self, entry: Entry) -> None:
        before = self.following
        super().apply(entry)
        if not self._in_use and self.following == self.until:
            self.following = max(before, self.until - 256)


class TakesTwice(Inbound):
    """Never recognises a repeat."""

    def holds(self, line: int, sequence: int) -> bool:
        return False


class ReceivingTwice(Receiving):
    """With streams that never recognise a repeat."""

    def inbound(self, station: int, broadcast: bool) -> Inbound:
        return self.streams.setdefault((station, broadcast), TakesTwice(skips=not broadcast))


class SameLine(Lines):
    """A restore changes nothing."""

    @property
    def must_begin(self) -> bool:
        return self.desk.counters.blank


class NeverOvertaken(Mail):
    """Does not notice that another copy of its journal went on."""

    def overtaken(self, code: str, line: int, highest: int) -> bool:
        return False


class NeverTold(Lines):
    """Takes no word of another copy."""

    def overtaken(self, code: str, echo: Echo) -> bool:
        return False


class SendsUnmet(Mail):
    """Sends without knowing whether the other knows its present line."""

    def is_open(self, code: str, now: Moment) -> bool:
        return True


@dataclass(frozen=True)
class Bug:
    """A planted bug: what replaces which part, and the check that must see it."""

    name: str
    plant: Callable[[Exchange], None]
    check: Callable[[Make, int], None]

    def make(self, desk: Desk) -> Exchange:
        exchange = Exchange(desk)
        self.plant(exchange)
        return exchange


def _rewire(exchange: Exchange) -> None:
    """Let the other parts see the one that was replaced."""
    exchange.lines = type(exchange.lines)(exchange.desk, exchange.mail)
    exchange.hello = Hello(exchange.desk, exchange.lines, exchange.receiving)
    exchange.receipts = Receipts(exchange.desk, exchange.receiving)


def _receiving(kind: type[Receiving]) -> Callable[[Exchange], None]:
    def plant(exchange: Exchange) -> None:
        exchange.receiving = kind(exchange.desk)
        _rewire(exchange)

    return plant


def _mail(kind: type[Mail]) -> Callable[[Exchange], None]:
    def plant(exchange: Exchange) -> None:
        exchange.mail = kind(exchange.desk)
        _rewire(exchange)

    return plant


def _outbound(exchange: Exchange) -> None:
    exchange.mail.out = Gappy()


def _memory(exchange: Exchange) -> None:
    exchange.desk.memory = Credulous(exchange.desk.roster)


def _counters(exchange: Exchange) -> None:
    exchange.desk.counters = ForgetfulStock()


def _lines(exchange: Exchange) -> None:
    exchange.lines = SameLine(exchange.desk, exchange.mail)
    _rewire(exchange)


def _never(exchange: Exchange) -> None:
    exchange.lines = NeverTold(exchange.desk, exchange.mail)
    _rewire(exchange)


BUGS = (
    Bug("acknowledges before the commit", _receiving(TellsAtOnce), dying),
    Bug("numbers with holes", _outbound, no_false_gaps),
    Bug("numbers with holes, in the journal", _outbound, doubled),
    Bug("no back-off reset", _mail(Discouraged), life_after_silence),
    Bug("no freshness", _memory, old_frames),
    Bug("counters used again after a restart", _counters, dying),
    Bug("no dedupe", _receiving(ReceivingTwice), doubled),
    Bug("no new line after a restore", _lines, from_backup),
    Bug("used numbers go unnoticed", _mail(NeverOvertaken), by_hand),
    Bug("never overtaken", _never, from_backup),
    Bug("sends before it was met", _mail(SendsUnmet), by_hand),
)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name.replace(" ", "_"))
def test_a_planted_bug_is_caught(bug: Bug) -> None:
    """Within a few histories the check fails with the bug in place."""
    for seed in range(HISTORIES_MAX):
        try:
            bug.check(bug.make, seed)
        except AssertionError:
            return
    pytest.fail(f"{HISTORIES_MAX} histories did not notice: {bug.name}")


@pytest.mark.parametrize("check", list(dict.fromkeys(bug.check for bug in BUGS)))
def test_the_real_link_passes_the_same_checks(check: Callable[[Make, int], None]) -> None:
    """What catches the bugs is not a check that always fails."""
    for seed in range(4):
        check(Exchange, seed)
