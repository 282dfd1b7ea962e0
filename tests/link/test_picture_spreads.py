"""Whole C's with the regional picture on a channel that loses: everybody gets everything, and then they are silent."""

from random import Random

import pytest

from nsp_console.link.picture.pace import Pace
from support.picture_rig import COORDINATORS, NUMBERS, PictureRig, line

SEEDS = range(4)
MET_S = 240.0  # hellos of a region that starts together, without loss
PATIENCE_S = 1800.0  # no heartbeat of a state in between
SIX = COORDINATORS[:6]


def graph(seed: int, codes: tuple[str, ...]) -> set[frozenset[str]]:
    """Who hears whom: a line, so that all are connected, and as many pairs again by chance."""
    dice = Random(seed)
    return line(codes) | {frozenset(dice.sample(codes, 2)) for _ in codes}


def region(seed: int, near: set[frozenset[str]] | None, *codes: str) -> PictureRig:
    """C's that have met."""
    rig = PictureRig(seed, near=near)
    rig.place(*codes)
    rig.run(MET_S)
    return rig


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("loss", [0.0, 0.3, 0.5])
def test_everybody_gets_the_newest_of_everybody(seed: int, loss: float) -> None:
    """Over several hops, with up to half of the packets lost, every C has the newest state of every other."""
    rig = region(seed, graph(seed, SIX), *SIX)
    rig.loss = loss
    rig.enter_all("open")
    rig.run(30.0)
    rig.enter("C-01", state="vol", visitors=77)
    rig.run_until(lambda: not rig.lacking(), PATIENCE_S)
    for console in rig.coordinators[1:]:
        assert console.heard_states("C-01")[-1].values["state"] == "vol"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_line_of_consoles_is_crossed_within_minutes(seed: int) -> None:
    """Where each C hears its neighbours only, a third of the packets lost, news reaches the far end all the same."""
    rig = region(seed, line(SIX), *SIX)
    rig.enter_all("open")
    rig.run_until(lambda: not rig.lacking(), PATIENCE_S)
    rig.loss = 0.3
    rig.enter("C-01", state="vol")
    rig.run_until(lambda: not rig.lacking(("C-06",)), 900.0)
    fact = rig.at("C-06").heard_states("C-01")[-1]
    assert (fact.values["state"], fact.source.via) == ("vol", "C-05")


@pytest.mark.parametrize("seed", SEEDS)
def test_silence_when_everybody_has_everything(seed: int) -> None:
    """In step, every C sends its heartbeat of one packet in five minutes and no state at all."""
    rig = region(seed, graph(seed, SIX), *SIX)
    rig.enter_all("open")
    rig.run_until(lambda: not rig.lacking(), PATIENCE_S)
    rig.run(300.0)
    since = rig.elapsed
    rig.run(1000.0)  # the heartbeat of a state comes after half an hour
    frames = rig.gossip(since)
    assert [frame for _, frame in frames if frame.entries] == []
    assert {sender for sender, _ in frames} == set(SIX)
    assert len(frames) <= 4 * len(SIX)
    assert set(rig.counted(since)) <= {"beeld", "groet"}, "a C sends no state frames of its own"


@pytest.mark.parametrize("seed", SEEDS)
def test_news_in_a_clique_is_told_about_k_times(seed: int) -> None:
    """Where ten C's hear each other, a new version is told by about k of them; by all without that rule."""
    told = {}
    for k in (3, 100):
        rig = PictureRig(seed, pace=Pace(k=k))
        ten = COORDINATORS[:10]
        rig.place(*ten)
        rig.run(MET_S)
        since = rig.elapsed
        rig.enter("C-04", state="vol")
        rig.run(120.0)
        assert not rig.lacking()
        entries = [one.station for _, frame in rig.gossip(since) for one in frame.entries]
        told[k] = entries.count(NUMBERS["C-04"])
    assert 2 <= told[3] <= 6
    assert told[100] >= len(COORDINATORS[:10])


@pytest.mark.parametrize("seed", SEEDS)
def test_who_missed_everything_gets_it_when_the_way_is_open_again(seed: int) -> None:
    """Cut off while everything changed, a C has it all within a round of windows after it hears one neighbour."""
    rig = region(seed, line(SIX), *SIX)
    rig.enter_all("open")
    rig.run_until(lambda: not rig.lacking(), PATIENCE_S)
    assert rig.near is not None
    bridge = frozenset({"C-05", "C-06"})
    rig.near.discard(bridge)
    rig.enter_all("vol")
    rig.run(400.0)
    assert {who for who, about in rig.lacking() if about != "C-06"} == {"C-06"}
    rig.near.add(bridge)
    rig.run_until(lambda: not rig.lacking(), 700.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_busy_channel_loses_nothing(seed: int) -> None:
    """Above 40 % channel use no picture goes out; what was new then is told when the channel is free again."""
    rig = region(seed, None, *SIX)
    rig.busy(45.0)
    since = rig.elapsed
    rig.enter_all("vol")
    rig.run(300.0)
    assert rig.gossip(since) == []
    assert rig.at("C-01").picture.view(rig.at("C-01").now).pending == 1
    rig.busy(0.0)
    rig.run_until(lambda: not rig.lacking(), 180.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_on_a_channel_that_is_rather_busy_news_goes_and_repairs_wait(seed: int) -> None:
    """Between 25 and 40 % channel use news is told, and windows alone are not."""
    rig = region(seed, None, *SIX)
    rig.busy(30.0)
    since = rig.elapsed
    rig.enter("C-02", state="vol")
    rig.run(200.0)
    assert not rig.lacking()
    assert all(frame.entries for _, frame in rig.gossip(since))


@pytest.mark.parametrize("seed", SEEDS)
def test_points_of_others_travel_with_their_provenance(seed: int) -> None:
    """The state of an L is shown two hops from the C that heard it, in tier A, with the C that told it."""
    rig = region(seed, line(("C-02", "C-01", "C-03")), "C-01", "C-02", "C-03")
    assert rig.near is not None
    rig.near.add(frozenset({"L-01", "C-01"}))
    rig.place("L-01")
    rig.run(60.0)
    rig.enter("L-01", state="open", visitors=3)
    rig.run_until(lambda: not rig.lacking(), 300.0)
    direct, told = rig.at("C-01").heard_states("L-01")[-1], rig.at("C-03").heard_states("L-01")[-1]
    assert (direct.source.via, told.source.via) == ("", "C-01")
    assert direct.values == told.values
    assert told.source.tier == direct.source.tier
    assert not told.kept
    assert abs(told.age_s - (rig.elapsed - rig.known["L-01"][0])) < 120.0
