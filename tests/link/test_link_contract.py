"""The delivery contract on the production link: exactly once, no lost ack, order with gaps told, liveness."""

import pytest

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import (
    Content,
    LineStarted,
    MessageQueued,
    MessageStepped,
    PeerMet,
    Purpose,
    Step,
)
from nsp_console.link.exchange import Exchange
from nsp_console.link.mail import GIVE_UP_S, QUEUED_MAX
from nsp_console.link.outbound import EXPIRED, REVOKED, USED_UP
from nsp_console.link.plane import Urgency
from support.link_checks import Channel, chat, contract, gaps, replay_everything, trio
from support.link_rig import Rig, check_contract, idle

BAD: Channel = {"loss": 0.5, "double": 0.15, "late": 0.2}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("loss", [0.0, 0.3, 0.5])
def test_everything_arrives_once_at_any_loss(loss: float, seed: int) -> None:
    """With losses, doubles and delays, and slow disks, all of it arrives, once, told when it is committed."""
    contract(Exchange, seed, loss=loss, double=0.15, late=0.2, slow_s=3.0)


@pytest.mark.parametrize("seed", range(12))
def test_everything_arrives_once_when_consoles_keep_dying(seed: int) -> None:
    """Deaths between hearing and commit, commit and transmission, or halfway a transmission lose and repeat nothing."""
    channel: Channel = {**BAD, "crash": 0.02, "slow_s": 2.0 * (seed % 2)}
    contract(Exchange, seed, **channel)


def test_a_good_channel_shows_no_gap_and_needs_little() -> None:
    """Without losses every message arrives in order, at once, with one frame and at most one receipt."""
    rig = trio(seed=1)
    before = len(rig.air)
    for number in range(10):
        rig.consoles["C-01"].send("C-02", f"nummer {number}")
        rig.run(20)
    assert idle(rig)
    assert [text for _, text in rig.consoles["C-02"].texts] == [f"nummer {number}" for number in range(10)]
    assert set(gaps(rig.consoles["C-02"])) == {0}
    assert len(rig.air) - before <= 2 * 10 + 2


def test_an_arrival_out_of_order_is_shown_at_once_with_its_gap() -> None:
    """When the first two are lost on the way the third is taken at once and tells of two missing."""
    rig = trio(seed=2)
    rig.loss = 1.0
    rig.consoles["C-01"].send("C-02", "een")
    rig.consoles["C-01"].send("C-02", "twee")
    rig.loss = 0.0
    rig.consoles["C-01"].send("C-02", "drie")
    rig.run(2)
    assert [text for _, text in rig.consoles["C-02"].texts] == ["drie"]
    assert gaps(rig.consoles["C-02"]) == [2]
    rig.run_until(lambda: idle(rig), 120)
    assert sorted(text for _, text in rig.consoles["C-02"].texts) == ["drie", "een", "twee"]


def test_nothing_is_sent_or_acknowledged_before_it_is_committed() -> None:
    """A queued message that was never committed never goes out, and an accepted one that was not is not receipted."""
    rig = trio(seed=3)
    one, two = rig.consoles["C-01"], rig.consoles["C-02"]
    one.link.queue_mail("weg", Purpose.MESSAGE, ("C-02",), Content.TEXT, b"weg", "proef")
    before = len(rig.air)
    rig.run(300)
    assert [kind for _, _, kind, _ in rig.air[before:]] == []
    one.link.forget_uncommitted()
    rig.slow_s = 1e9
    number = one.send("C-02", "blijft")
    rig.run(300)
    assert two.texts == []
    assert one.steps(number) == []
    assert {kind for _, sender, kind, _ in rig.air[before:] if sender == "C-02"} <= {"groet"}
    rig.slow_s = 0.0
    two.start()
    rig.run_until(lambda: idle(rig), 1800)
    assert two.texts == [("C-01", "blijft")]
    check_contract(rig)


def test_a_sign_of_life_resets_the_back_off() -> None:
    """After hours of silence the first frame from the other side brings everything through within a minute."""
    took = came_back(Exchange, hours=5)
    assert took <= 60


def came_back(make: type[Exchange], hours: float) -> float:
    """Seconds from the first frame of the other side until what waited for it has arrived."""
    rig = trio(make, seed=4)
    rig.cut.add(frozenset({"C-01", "C-02"}))
    rig.consoles["C-01"].send("C-02", "wacht")
    rig.run(hours * 3600)
    rig.cut.clear()
    rig.consoles["C-02"].send("C-01", "daar ben ik")
    return rig.run_until(lambda: rig.consoles["C-02"].texts != [], 1800)


def test_a_message_is_given_up_visibly_after_three_days() -> None:
    """Nobody there: after 72 hours a fact says so, once, and the air was not filled for it."""
    rig = Rig(seed=5)
    (console,) = rig.add("C-01")
    number = console.send("C-02", "niemand")
    rig.run(GIVE_UP_S - 60)
    assert console.steps(number) == []
    rig.run(120)
    assert [fact for fact in console.facts(MessageStepped)] == [MessageStepped(number, Step.FAILED, EXPIRED, 0)]
    assert idle(rig)
    assert len(rig.air) <= 72 * 5


def test_what_waits_for_a_revoked_console_is_given_up() -> None:
    """A revoked addressee gets nothing any more, and the operator sees why."""
    rig = trio(seed=6)
    rig.cut.add(frozenset({"C-01", "L-11"}))
    number = rig.consoles["C-01"].send("L-11", "te laat")
    rig.consoles["C-01"].keys.revoked.add(11)
    rig.run(60)
    assert rig.consoles["C-01"].steps(number) == [(Step.FAILED, "")]
    assert any(
        fact.detail == REVOKED
        for fact in rig.consoles["C-01"].facts(MessageStepped)
        if isinstance(fact, MessageStepped)
    )


def test_a_broadcast_is_done_when_everybody_has_it() -> None:
    """A signed bulletin reaches C's and L's, each tells it, and one that stays away holds up nobody else."""
    rig = trio(seed=7, loss=0.3)
    rig.cut |= {frozenset({"C-01", "C-02"})}
    one = rig.consoles["C-01"]
    numbers = [one.send("", f"bulletin {i}", Content.BULLETIN, Purpose.BULLETIN) for i in range(20)]
    rig.run_until(lambda: len(rig.consoles["L-11"].texts) == 20, 3600)
    rig.run_until(lambda: all((Step.RECEIVED, "L-11") in one.steps(number) for number in numbers), 3600)
    assert not any((Step.RECEIVED, "C-02") in one.steps(number) for number in numbers)
    rig.cut.clear()
    rig.run_until(lambda: idle(rig), 7200)
    check_contract(rig)
    assert sorted(rig.consoles["C-02"].texts) == sorted(rig.consoles["L-11"].texts)


def test_a_full_line_of_numbers_gives_way_to_a_new_one() -> None:
    """Before the sequence numbers of a stream run out a new line begins, as a fact; nothing stops."""
    rig = trio(seed=8)
    one = rig.consoles["C-01"]
    one.commit(MessageQueued("vol", Purpose.MESSAGE, "C-02", line=1, sequence=64_900))
    one.look()
    lines = [fact for fact in one.facts(LineStarted) if isinstance(fact, LineStarted)]
    assert [line.line for line in lines] == [1, 2]
    number = one.send("C-02", "verder")
    rig.run_until(lambda: one.steps(number) != [], 300)
    assert rig.consoles["C-02"].texts == [("C-01", "verder")]


def test_when_no_line_is_left_everything_is_given_up_visibly() -> None:
    """A console whose last line is used up sends nothing more, and says so of each message."""
    rig = trio(seed=9)
    one = rig.consoles["C-01"]
    one.commit(LineStarted(4095, 4095 << 20, 7, "proef"))
    rig.cut.add(frozenset({"C-01", "C-02"}))
    number = one.send("C-02", "vast")
    one.start(restored=True)
    assert one.facts(MessageStepped)[-1] == MessageStepped(number, Step.FAILED, USED_UP)
    before = len(rig.air)
    rig.run(3600)
    assert [sender for _, sender, _, _ in rig.air[before:] if sender == "C-01"] == []


@pytest.mark.parametrize(
    ("sender", "to", "content", "code"),
    [
        ("L-11", "L-12", Content.TEXT, "post_alleen_c"),
        ("L-11", "", Content.BULLETIN, "post_tekent_niet"),
        ("C-01", "", Content.TEXT, "post_geen_console"),
        ("C-01", "C-01", Content.TEXT, "post_geen_console"),
        ("C-01", "X-99", Content.TEXT, "post_geen_console"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_words(sender: str, to: str, content: Content, code: str) -> None:
    """An L speaks to C's only, nobody to itself or to strangers, and only signed content goes to everybody."""
    rig = trio(seed=10)
    with pytest.raises(CommandError) as caught:
        rig.consoles[sender].send(to, "x", content)
    assert caught.value.code == code


def test_bodies_and_the_queue_have_limits() -> None:
    """Too long and too many are refused at once; nothing of it is in the journal."""
    rig = Rig(seed=11)
    (one,) = rig.add("C-01")
    with pytest.raises(CommandError):
        one.send("C-02", "x" * 151)
    for _ in range(QUEUED_MAX):
        one.commit(one.link.queue_mail("x", Purpose.MESSAGE, ("C-02",), Content.TEXT, b"x", "proef"))
    with pytest.raises(CommandError):
        one.send("C-02", "een te veel")
    assert len(one.facts(MessageQueued)) == QUEUED_MAX


def test_restart_is_not_deaf() -> None:
    """A console that restarts takes at once what is new, and asks nobody who it is before it believes."""
    rig = trio(seed=12)
    met = len(rig.consoles["C-02"].facts(PeerMet))
    rig.consoles["C-02"].start()
    rig.consoles["C-01"].send("C-02", "meteen")
    rig.run(2)
    assert rig.consoles["C-02"].texts == [("C-01", "meteen")]
    assert len(rig.consoles["C-02"].facts(PeerMet)) == met
    replay_everything(rig, rig.consoles["C-02"])


def test_the_gate_holds_back_what_is_least_urgent() -> None:
    """Without airtime nothing leaves; what waited leaves in order of urgency, and too old is sent anew instead."""
    rig = trio(seed=13)
    one = rig.consoles["C-01"]
    gate = Shut()
    one.link.gate = gate
    before = len(rig.air)
    one.send("C-02", "wacht op zendtijd")
    one.send("", "dringender", Content.BULLETIN, Purpose.BULLETIN)
    rig.run(10)
    gate.open = True
    rig.run(10)
    assert [kind for _, sender, kind, _ in rig.air[before:] if sender == "C-01"][:2] == ["ondertekend", "post"]
    gate.open = False
    number = one.send("C-02", "wacht lang")
    rig.run(600)
    gate.open = True
    rig.run_until(lambda: idle(rig), 1200)
    assert (Step.RECEIVED, "C-02") in one.steps(number)
    check_contract(rig)


class Shut:
    """A gate that lets through when it is told to."""

    open = False

    def pays(self, urgency: Urgency, payload_bytes: int, now_s: float, text: bool = False) -> bool:
        return self.open


def test_peers_are_shown_with_what_waits_for_them() -> None:
    """Who was met reads fresh with its clock; what waits for whom is counted."""
    rig = trio(seed=14)
    rig.cut.add(frozenset({"C-01", "C-02"}))
    rig.consoles["C-01"].send("C-02", "wacht")
    views = {view.code: view for view in rig.consoles["C-01"].link.peers(rig.consoles["C-01"].now)}
    assert set(views) == {"C-02", "L-11"}
    assert views["C-02"].fresh
    assert views["C-02"].same_names
    assert (views["C-02"].waiting, views["L-11"].waiting) == (1, 0)
    assert abs(views["C-02"].skew_s or 99) < 3


@pytest.mark.parametrize("seed", range(3))
def test_the_same_seed_gives_the_same_history(seed: int) -> None:
    """Determinism: two runs of one seed put the same bytes on the air at the same moments."""
    channel: Channel = {**BAD, "crash": 0.01}
    first, second = (trio(seed=seed, **channel) for _ in range(2))
    for rig in (first, second):
        chat(rig, 6)
        rig.run(1000)
    assert first.air == second.air
