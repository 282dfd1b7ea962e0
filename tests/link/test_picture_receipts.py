"""Receipts for L's in the regional picture: what makes an L stop repeating itself, and what does not."""

from dataclasses import replace

import pytest

from nsp_console.domain.facts import StatusReceived
from nsp_console.link.plane import Heard
from nsp_console.wire.frames.codec import pack, seal_size, unpack
from nsp_console.wire.frames.kinds import GossipFrame, GossipReceipt, Kind
from nsp_console.wire.sealing import TAG_BYTES
from support.picture_rig import ROSTER, PictureConsole, PictureRig

SEEDS = range(4)
HOME, OTHER, LOCAL = "C-01", "C-02", "L-01"
WIDE_S = 40.0  # the widest window of a packet, and the way there
REPEATS_S = 400.0  # the first four sendings of an L


def trio(seed: int, *codes: str, near: set[frozenset[str]] | None = None) -> PictureRig:
    """Consoles that have met, the L by its first state, and whose first packets are over."""
    rig = PictureRig(seed, near=near)
    rig.place(*codes)
    rig.run(120.0)
    rig.enter(LOCAL, state="in_opbouw")
    rig.run(240.0)
    return rig


def sendings(rig: PictureRig, since_s: float) -> int:
    """State frames on the air."""
    return rig.counted(since_s)["status"]


@pytest.mark.parametrize("seed", SEEDS)
def test_home_tells_its_point_with_the_picture_and_it_stops_repeating(seed: int) -> None:
    """A state heard directly is receipted in the next packet of its home, without a frame of its own."""
    rig = trio(seed, HOME, OTHER, LOCAL)
    since, told = rig.elapsed, rig.received(LOCAL)
    rig.enter(LOCAL, state="open")
    rig.run(WIDE_S)
    assert {by for _, by in rig.received(LOCAL) - told} == {HOME}
    rig.run(REPEATS_S)
    assert sendings(rig, since) == 1
    assert rig.counted(since)["ontvangst"] == 0
    receipts = [(sender, one.station) for sender, frame in rig.gossip(since) for one in frame.receipts]
    assert receipts == [(HOME, 101)]


@pytest.mark.parametrize("seed", SEEDS)
def test_receipt_says_what_stands_in_the_journal(seed: int) -> None:
    """Whatever dies when, every receipt an L reads is for a version that the C has in its journal."""
    rig = PictureRig(seed, loss=0.3, double=0.2, crash=0.03, slow_s=3.0)
    rig.place(HOME, OTHER, LOCAL)
    for word in ("open", "vol", "beperkt", "open", "vol"):
        rig.enter(LOCAL, state=word)
        rig.run(150.0)
    rig.crash = 0.0
    rig.run_until(lambda: not rig.lacking(), 3600.0)
    for version, by in rig.received(LOCAL):
        assert version in {fact.version for fact in rig.at(by).heard_states(LOCAL)}


@pytest.mark.parametrize("seed", SEEDS)
def test_another_c_adopts_who_is_not_heard_by_its_home(seed: int) -> None:
    """An L out of reach of its home gets its receipt from the C that hears it a second time."""
    rig = trio(seed, HOME, OTHER, LOCAL, near={frozenset({HOME, OTHER}), frozenset({OTHER, LOCAL})})
    since = rig.elapsed
    told = rig.received(LOCAL)
    rig.enter(LOCAL, state="open")
    rig.run_until(lambda: rig.received(LOCAL) != told, 100.0)
    assert rig.received(LOCAL) - told == {(rig.issued(LOCAL)[1], OTHER)}
    assert sendings(rig, since) in (2, 3), "nobody adopts what may have been heard by its home"
    assert not rig.lacking()


@pytest.mark.parametrize("seed", SEEDS)
def test_what_came_by_relays_gets_a_frame_of_its_own(seed: int) -> None:
    """Who is not heard directly does not hear the picture either: its receipt goes as far as its frame came."""
    rig = trio(seed, HOME, LOCAL)
    rig.relays = 1
    since = rig.elapsed
    rig.enter(LOCAL, state="open")
    rig.run(WIDE_S)
    assert {by for _, by in rig.received(LOCAL)} == {HOME}
    assert rig.counted(since)["ontvangst"] == 1
    assert [one for _, frame in rig.gossip(since) for one in frame.receipts] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_who_repeats_itself_a_third_time_is_told_alone(seed: int) -> None:
    """An L that cannot hear the picture of its home gets a receipt frame from the third sending on."""
    rig = trio(seed, HOME, LOCAL)
    rig.deaf.add(LOCAL)
    since = rig.elapsed
    rig.enter(LOCAL, state="open")
    rig.run(REPEATS_S)
    assert {by for _, by in rig.received(LOCAL)} == {HOME}
    assert sendings(rig, since) == 3
    assert rig.counted(since)["ontvangst"] == 1


def true_receipt(rig: PictureRig) -> tuple[GossipFrame, GossipReceipt]:
    """The last picture frame with a receipt."""
    return [(frame, one) for _, frame in rig.gossip() for one in frame.receipts][-1]


def arrives(local: PictureConsole, frame: GossipFrame) -> None:
    """That frame, as any radio may send it, comes in at an L, which cannot check its seal."""
    local.hear(Heard(pack(frame, ROSTER.functions) + bytes(TAG_BYTES), 7, 1, hops=0))


@pytest.mark.parametrize("seed", SEEDS)
def test_forged_receipt_changes_nothing_at_an_l(seed: int) -> None:
    """Of another version, point or sender, or with another tag, a receipt is no receipt."""
    rig = trio(seed, HOME, OTHER, LOCAL)
    local = rig.at(LOCAL)
    rig.enter(LOCAL, state="open")
    rig.run(WIDE_S)
    frame, old = true_receipt(rig)
    rig.loss = 1.0
    rig.enter(LOCAL, state="vol")
    version = rig.issued(LOCAL)[1]
    before = len(local.facts(StatusReceived))
    forged = [
        replace(old, version=version),
        replace(old, version=version, tag=bytes(TAG_BYTES)),
        old,
        replace(old, station=102, version=version),
    ]
    for receipt in forged:
        for sender in (1, 2):
            arrives(local, replace(frame, station=sender, receipts=(receipt,)))
    rig.run(30.0)
    assert len(local.facts(StatusReceived)) == before
    assert {by for version_, by in rig.received(LOCAL) if version_ == version} == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_else_of_the_picture_counts_at_an_l(seed: int) -> None:
    """States of other points in a frame that an L cannot open are not for it, whatever they say."""
    rig = trio(seed, HOME, OTHER, LOCAL)
    local = rig.at(LOCAL)
    rig.enter(OTHER, state="open")
    rig.run(60.0)
    assert local.refused["niet_voor_ons"] > 0
    assert local.heard_states(OTHER) == []
    payload = next(payload for _, _, kind, payload in rig.air if kind == "beeld")
    frame = unpack(payload[: -seal_size(Kind.GOSSIP)], ROSTER.functions)
    assert isinstance(frame, GossipFrame)
    assert local.hear(Heard(payload, 7, 1)).facts == ()
    local.hear(Heard(pack(replace(frame, station=102), ROSTER.functions) + bytes(TAG_BYTES), 7, 1))
    assert local.refused["niet_bevoegd"] == 1, "only a C tells of the region"
