"""The product's simulated world with three small points, and checks of the delivery contract on its journals.

The engine is `nsp_console.sim.contract`: what is here is what tests add.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from nsp_console.domain.facts import MailRelined, MailTaken, MessageQueued, MessageStepped, Step
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.domain.understanding import Vocabulary
from nsp_console.sim.contract import world
from nsp_console.sim.contract.console import SOURCE, Console
from nsp_console.sim.contract.world import Make, World, idle
from nsp_console.wire.roster import Roster
from support.plain_keys import PlainKeys

__all__ = ["NUMBERS", "REGION", "ROSTER", "SOURCE", "Console", "Make", "Rig", "check_contract", "idle", "keys_of"]

NUMBERS = {"C-01": 1, "C-02": 2, "C-03": 3, "L-11": 11, "L-12": 12, "L-31": 31}


def _site(code: str, number: int) -> Site:
    kind = SiteKind(code[0])
    return Site(code, code, "", kind, 52.0, 6.0, home="" if kind is SiteKind.C else "C-01", number=number)


REGION = Region("Proef", {code: _site(code, number) for code, number in NUMBERS.items()}, number=4)
ROSTER = Roster.of(REGION, Vocabulary((), (), ()))


def keys_of(code: str) -> PlainKeys:
    """A C holds every key and signs; an L holds its own."""
    return world.keys_of(ROSTER, code)


@dataclass
class Rig(World):
    """A world that tests wait for."""

    roster: Roster = field(kw_only=True, default=ROSTER)

    @property
    def air(self) -> list[tuple[float, str, str, bytes]]:
        """(true second, sender, kind, payload) of everything sent."""
        return [(one.at_s, one.sender, one.departure.kind, one.departure.payload) for one in self.sent]

    def run_until(self, done: Callable[[], bool], seconds: float) -> float:
        """Let time pass until `done`, at most `seconds`; returns how long it took. Fails when it never came."""
        began = self.elapsed
        while not done():
            assert self.elapsed - began < seconds, f"not after {seconds} s"
            self.run(5.0)
        return self.elapsed - began


def check_contract(rig: Rig, whole: bool = True) -> None:
    """Clauses 2, 3, 4 and 5 of the contract on all journals. `whole`: no journal was ever cut."""
    queued: dict[tuple[str, str, int, int], set[str]] = {}
    for console in rig.consoles.values():
        moved = {fact.entry: fact for fact in console.facts(MailRelined) if isinstance(fact, MailRelined)}
        for entry in console.journal:
            if isinstance(entry.fact, MessageQueued):
                at = moved.get(entry.number, entry.fact)
                queued.setdefault((console.code, entry.fact.to, at.line, at.sequence), set()).add(entry.fact.text)
    assert all(len(texts) == 1 for texts in queued.values()), "a number was given twice"
    streams: dict[tuple[str, str, int], list[int]] = {}
    for sender, to, line, sequence in queued:
        streams.setdefault((sender, to, line), []).append(sequence)
    assert all(sorted(got) == list(range(1, len(got) + 1)) for got in streams.values()), "numbers are not dense"
    for console in rig.consoles.values():
        taken = [fact for fact in console.facts(MailTaken) if isinstance(fact, MailTaken)]
        places = Counter((fact.station, fact.to, fact.line, fact.sequence) for fact in taken)
        assert not [place for place, count in places.items() if count > 1], "a message was taken twice"
        if whole:
            assert set(places) <= set(queued), "a message that nobody queued"
            for fact, (station, text) in zip(taken, console.texts, strict=True):
                place = (fact.station, fact.to, fact.line, fact.sequence)
                assert (place[0], queued[place]) == (station, {text}), "another text than was queued"
            _check_acks(rig, console)


def _check_acks(rig: Rig, console: Console) -> None:
    """No lost ack: what is told to be received stands in the journal of who told it."""
    numbers = {entry.number: entry.fact for entry in console.journal if isinstance(entry.fact, MessageQueued)}
    for fact in console.facts(MessageStepped):
        if isinstance(fact, MessageStepped) and fact.step is Step.RECEIVED:
            assert (console.code, numbers[fact.entry].text) in rig.consoles[fact.by].texts, "an ack without a message"
