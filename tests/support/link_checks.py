"""Whole histories of consoles and what must hold at their end. A check takes the way to make an exchange, so that a
planted bug can be put in its place: a check that no bug fails proves nothing."""

import random
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TypedDict, Unpack

from nsp_console.domain.facts import Content, Entry, MailTaken, MessageQueued, Purpose, TextHeard
from nsp_console.link.counters import LINE_BITS
from nsp_console.link.exchange import Exchange
from nsp_console.link.plane import Heard
from nsp_console.wire.frames.codec import peek, seal_size, tag_opens, unpack
from nsp_console.wire.frames.kinds import MailFrame, ReceiptFrame, SignedFrame
from support.link_rig import ROSTER, Console, Make, Rig, check_contract, idle
from support.plain_keys import PlainKeys

TRIO = ("C-01", "C-02", "L-11")
PAIRS = (("C-01", "C-02"), ("C-02", "C-01"), ("L-11", "C-01"), ("C-01", "L-11"), ("C-01", ""))


class Channel(TypedDict, total=False):
    """How bad the channel and the machines are: fields of `Rig`."""

    loss: float
    double: float
    late: float
    crash: float
    slow_s: float


HALF_A_DAY_S = 12 * 3600.0
LINES_TRIED = 64


def trio(make: Make = Exchange, seed: int = 0, **channel: Unpack[Channel]) -> Rig:
    """Two C's and an L that have met."""
    rig = Rig(seed=seed, **channel)
    rig.add(*TRIO, make=make)
    rig.run(120)
    return rig


def chat(rig: Rig, count: int, pause_s: float = 60.0) -> None:
    """`count` messages between anybody, with pauses; texts never repeat."""
    for _ in range(count):
        sender, to = rig.dice.choice(PAIRS)
        text = f"{sender}>{to}:{len(rig.air)}:{rig.dice.getrandbits(40):x}"
        if to:
            rig.consoles[sender].send(to, text)
        else:
            rig.consoles[sender].send(to, text, Content.BULLETIN, Purpose.BULLETIN)
        rig.run(rig.dice.uniform(0, pause_s))


def contract(make: Make, seed: int, **channel: Unpack[Channel]) -> Rig:
    """Messages in all directions on a bad channel: all arrive, and the contract holds."""
    rig = trio(make, seed, **channel)
    chat(rig, 12)
    rig.run_until(lambda: idle(rig), HALF_A_DAY_S)
    check_contract(rig)
    check_everything_arrived(rig)
    check_air(rig)
    return rig


def check_everything_arrived(rig: Rig, lost: tuple[list[Entry], ...] = ()) -> None:
    """Every message in a journal stands exactly once in that of everybody it was for.

    What the `lost` journal of a restored console had taken cannot be in the one that was put back.
    """
    gone = {entry.fact.text for journal in lost for entry in journal if isinstance(entry.fact, TextHeard)}
    for console in rig.consoles.values():
        counts = {code: Counter(text for _, text in other.texts) for code, other in rig.consoles.items()}
        for fact in console.facts(MessageQueued):
            assert isinstance(fact, MessageQueued)
            for to in fact.awaits:
                once = counts[to][fact.text] == 1 or (counts[to][fact.text] == 0 and fact.text in gone)
                assert once, f"{console.code} to {to}: {counts[to][fact.text]} times"
    for console in rig.consoles.values():
        assert max(Counter(console.texts).values(), default=0) <= 1, "the same words twice"


def check_air(rig: Rig, counters: bool = True) -> None:
    """On the air no (line, sequence) carried two messages, and no counter sealed two frames."""
    bodies: dict[tuple[int, int, int, int], set[bytes]] = defaultdict(set)
    sealed: dict[tuple[int, int], set[bytes]] = defaultdict(set)
    keys = PlainKeys(1)
    for _, _, _, payload in rig.air:
        head = peek(payload)
        assert head is not None
        frame = unpack(payload[: -seal_size(head.kind)], ROSTER.functions)
        if isinstance(frame, MailFrame | SignedFrame):
            bodies[frame.station, frame.to, frame.line, frame.sequence].add(frame.body)
        if isinstance(frame, MailFrame | ReceiptFrame):
            down = ROSTER.is_coordinator(frame.station) and not ROSTER.is_coordinator(frame.to)
            starts = (line << LINE_BITS | frame.counter for line in range(LINES_TRIED))
            whole = [one for one in starts if tag_opens(payload, replace(frame, counter=one), keys, 1, down)]
            sealed[frame.station, whole[0]].add(payload)
    assert all(len(found) == 1 for found in bodies.values()), "a number carried two messages"
    assert not counters or all(len(found) == 1 for found in sealed.values()), "a counter sealed two frames"


def replay_everything(rig: Rig, console: Console) -> None:
    """Everything that was ever on the air, twice and in another order, changes nothing at `console`."""
    before = list(console.journal)
    frames = [payload for _, _, _, payload in rig.air] * 2
    random.Random(1).shuffle(frames)
    for payload in frames:
        hearing = console.link.hear(Heard(payload, 9, 1), console.now)
        assert hearing.delivered is None, "a replay was taken"
        assert hearing.facts == (), f"a replay became a fact at {console.code}: {hearing.facts}"
    assert console.journal == before


def restored(make: Make, seed: int, how: str, **channel: Unpack[Channel]) -> Rig:
    """C-01 loses its newest journal and goes on from an old one; everybody is heard again, and nothing is mixed up.

    how  "copy": put back and told · "twice": the same copy twice · "new": an empty laptop · "untold": put back as a
         file, nobody told
    """
    rig = trio(make, seed, **channel)
    console = rig.consoles["C-01"]
    chat(rig, 6)
    rig.run_until(lambda: idle(rig), HALF_A_DAY_S)
    copy = [] if how == "new" else console.copy()
    chat(rig, rig.dice.randrange(1, 8))
    rig.run(rig.dice.uniform(0, 300))
    lost = [console.copy()]
    console.put_back(copy, told=how != "untold")
    if how == "twice":
        chat(rig, 5)
        lost.append(console.copy())
        console.put_back(copy)
    recorded = len(rig.air)
    chat(rig, 8)
    rig.run_until(lambda: idle(rig), HALF_A_DAY_S)
    check_contract(rig, whole=False)
    check_everything_arrived(rig, tuple(lost))
    check_air(rig, counters=how in ("copy", "new"))
    assert recorded < len(rig.air)
    return rig


def gaps(console: Console) -> list[int]:
    """Missing messages as told with each message taken."""
    return [fact.gap for fact in console.facts(MailTaken) if isinstance(fact, MailTaken)]
