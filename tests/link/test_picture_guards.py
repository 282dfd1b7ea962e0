"""What must not get into the picture, whatever is replayed, restored, crashed or named otherwise."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from nsp_console.domain.air_facts import StatusHeard, StatusIssued
from nsp_console.domain.facts import LineStarted
from nsp_console.domain.fields import FUNCTION_PREFIX
from nsp_console.link.plane import Heard
from nsp_console.link.windows import serial_newer
from nsp_console.wire.frames.codec import seal_frame
from nsp_console.wire.frames.kinds import GossipEntry, GossipFrame, State
from nsp_console.wire.roster import Roster
from support.picture_rig import COORDINATORS, NUMBERS, ROSTER, PictureConsole, PictureRig, line

SEEDS = range(4)
FOUR = COORDINATORS[:4]
PATIENCE_S = 1800.0
MET_S = 240.0


def in_step(seed: int, *codes: str) -> PictureRig:
    """Consoles that have met and know everything of each other."""
    rig = PictureRig(seed)
    rig.place(*codes)
    rig.run(MET_S)
    rig.enter_all("open")
    rig.run_until(lambda: not rig.lacking(), PATIENCE_S)
    return rig


def told_by(rig: PictureRig, sender: str, about: str, version: int, **changed: object) -> bytes:
    """A frame that C `sender` would seal next, with one entry."""
    console = rig.at(sender)
    counter = console.link.desk.counters.take()
    assert counter is not None
    entry = GossipEntry(NUMBERS[about], version, 0.0, State({"state": "vol"}))
    frame = GossipFrame(NUMBERS[sender], counter, (replace(entry, **changed),))  # type: ignore[arg-type]
    payload = seal_frame(frame, console.keys, ROSTER.functions)
    assert payload is not None
    return payload


def hears(console: PictureConsole, payload: bytes) -> None:
    console.hear(Heard(payload, 7, 1, hops=0))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_frame_of_before_changes_nothing_when_replayed(seed: int) -> None:
    """All that was ever on the air, played again in any order, to a running and to a restarted C, is no news."""
    rig = in_step(seed, *FOUR, "L-01")
    rig.enter_all("vol")
    rig.run_until(lambda: not rig.lacking(), PATIENCE_S)
    console = rig.at("C-02")
    frames = [payload for _, _, kind, payload in rig.air if kind in ("beeld", "status")]
    Random(seed).shuffle(frames)
    for restarts in (False, True):
        if restarts:
            console.start()
        before = [fact for fact in console.facts(StatusHeard)]
        for payload in frames:
            hears(console, payload)
        assert console.facts(StatusHeard) == before


@pytest.mark.parametrize("seed", SEEDS)
def test_only_what_is_committed_is_told(seed: int) -> None:
    """With slow disks and consoles dying anywhere, no state is told that its teller had not in its journal."""
    rig = PictureRig(seed, loss=0.2, double=0.2, late=0.1, crash=0.02, slow_s=4.0)
    rig.place(*FOUR, "L-01")
    told = 0
    for word in ("open", "vol", "beperkt", "open"):
        rig.enter_all(word)
        for _ in range(20):
            since = rig.elapsed
            rig.run(10.0)
            for sender, frame in rig.gossip(since):
                for entry in frame.entries:
                    told += 1
                    assert entry.version in versions_in(rig.at(sender), entry.station)
    assert told > 10
    rig.crash = 0.0
    rig.run_until(lambda: not rig.lacking(), 7200.0)
    for console in rig.coordinators:
        for code in rig.consoles:
            taken = [(fact.epoch, fact.version) for fact in console.heard_states(code)]
            assert all(serial_newer(later[1], earlier[1]) for earlier, later in pairwise(taken))


def versions_in(console: PictureConsole, station: int) -> set[int]:
    """Versions of a point that stand in the journal here."""
    facts = [entry.fact for entry in console.journal if isinstance(entry.fact, StatusHeard | StatusIssued)]
    return {fact.version for fact in facts if NUMBERS[fact.site] == station}


@pytest.mark.parametrize("seed", SEEDS)
def test_an_empty_laptop_gets_the_whole_picture_back(seed: int) -> None:
    """A C that lost everything has the state of every point again minutes after it is switched on."""
    rig = in_step(seed, *FOUR, "L-01", "L-05")
    console = rig.at("C-01")
    console.put_back([])
    rig.run_until(lambda: not [one for one in rig.lacking() if one[1] != "C-01"], 400.0)
    assert console.facts(LineStarted)
    rig.enter("C-01", state="beperkt")
    rig.run(60.0)
    rig.run_until(lambda: not rig.lacking(), 400.0)
    assert rig.at("C-03").heard_states("C-01")[-1].values["state"] == "beperkt"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_restart_makes_nothing_pending_but_what_is_lacked(seed: int) -> None:
    """After a restart a C tells no state again that all have, and hands over one that died with it untold."""
    rig = in_step(seed, *FOUR)
    rig.run(400.0)
    console = rig.at("C-02")
    since = rig.elapsed
    console.start()
    rig.run(300.0)
    assert [frame for sender, frame in rig.gossip(since) if sender == "C-02" and frame.entries] == []
    rig.enter("C-02", state="vol")
    console.start()
    assert console.picture.view(console.now).pending == 0
    rig.run_until(lambda: not rig.lacking(), 300.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_frames_of_a_c_that_is_not_fresh_are_refused_and_it_is_greeted(seed: int) -> None:
    """An authentic frame of a C never met changes nothing; it is asked who it is."""
    rig = PictureRig(seed)
    rig.place("C-01", "C-02")
    one = rig.at("C-01")
    hearing = one.link.hear(Heard(told_by(rig, "C-02", "L-01", 5), 7, 1, hops=0), one.now)
    assert hearing.refused is not None
    assert (hearing.refused.reason, hearing.greet, hearing.facts) == ("versheid_onbekend", 2, ())


@pytest.mark.parametrize("seed", SEEDS)
def test_entries_of_our_own_point_and_of_revoked_ones_are_not_taken(seed: int) -> None:
    """Nobody tells a C what its own state is, and a point whose key was revoked speaks through nobody."""
    rig = in_step(seed, "C-01", "C-02")
    one = rig.at("C-01")
    before = list(one.facts(StatusHeard))
    hears(one, told_by(rig, "C-02", "C-01", rig.issued("C-01")[1] + 5))
    one.keys.revoke(NUMBERS["L-02"], 1)
    hears(one, told_by(rig, "C-02", "L-02", 3))
    assert one.facts(StatusHeard) == before
    hears(one, told_by(rig, "C-02", "L-03", 3))
    hears(one, told_by(rig, "C-02", "L-02", 4, kept=True))
    assert [(fact.site, fact.kept) for fact in one.facts(StatusHeard)[len(before) :] if isinstance(fact, StatusHeard)] \
        == [("L-03", False), ("L-02", True)]  # fmt: skip


def test_versions_wrap_and_the_newer_wins() -> None:
    """After 65535 comes 1, and neither an older nor an equally distant version is taken for newer."""
    rig = in_step(1, "C-01", "C-02")
    one = rig.at("C-01")
    for version in (65530, 65535, 3, 65535, 2, 3 + 0x8000):
        hears(one, told_by(rig, "C-02", "L-03", version))
    assert [fact.version for fact in one.heard_states("L-03")] == [65530, 65535, 3]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_c_that_names_things_otherwise_is_read_in_part_and_not_told_on(seed: int) -> None:
    """Function slots under other names stay unknown; what was read in part ends here, windows count for nothing."""
    rig = PictureRig(seed, near=line(("C-01", "C-02", "C-03")))
    rig.place("C-01", "C-02", "C-03")
    rig.otherwise["C-01"] = Roster(ROSTER.region, ROSTER.sites, ROSTER.functions[::-1], ROSTER._numbers)
    rig.at("C-01").start()
    rig.run(MET_S)
    rig.enter("C-01", state="open", **{functions_key(0): "werkt"})
    rig.run(300.0)
    fact = rig.at("C-02").heard_states("C-01")[-1]
    assert fact.partial
    assert fact.values == {"state": "open"}
    assert rig.at("C-03").heard_states("C-01") == []


def functions_key(slot: int) -> str:
    """The field of a function slot."""
    return FUNCTION_PREFIX + ROSTER.functions[slot]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_heard_under_an_epoch_is_told_under_that_epoch(seed: int) -> None:
    """While two epochs are open each state goes on under its own; what was heard under a closed one is told no more."""
    rig = in_step(seed, *COORDINATORS[:3])
    for code in rig.consoles:
        rig.at(code).keys.epoch, rig.at(code).keys.previous = 2, (1,)
    rig.enter("C-01", state="vol")
    rig.run(60.0)
    rig.run_until(lambda: not rig.lacking(FOUR[:3]), PATIENCE_S)
    assert [rig.at("C-02").has(code)[0] for code in ("C-01", "C-03")] == [2, 1]
    (late,) = rig.place("C-04")
    late.keys.epoch, late.keys.previous = 2, (1,)
    late.start()
    rig.run_until(lambda: not rig.lacking(), 300.0)
    assert [rig.at("C-04").has(code)[0] for code in ("C-01", "C-02", "C-03")] == [2, 1, 1]
    for code in FOUR:
        rig.at(code).keys.previous, rig.at(code).keys.closed_epochs = (), (1,)
    rig.at("C-04").put_back([])
    since = rig.elapsed
    rig.run(400.0)
    told = {one.station for _, frame in rig.gossip(since) for one in frame.entries}
    assert rig.at("C-04").has("C-01")[0] == 2
    assert told.isdisjoint({2, 3})
