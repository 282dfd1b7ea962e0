"""A console put back from an old copy, twice, replaced by an empty one, or copied by hand: heard, nothing reused."""

from itertools import product

import pytest

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Content, LineStarted, MailRelined, MailTaken, PeerMet, Purpose, StatusIssued, Why
from nsp_console.link.exchange import Exchange
from nsp_console.link.lines import RESTORED_VERSIONS
from nsp_console.link.outbound import OVERTAKEN, RESTORED
from support.link_checks import Channel, check_air, check_everything_arrived, replay_everything, restored, trio
from support.link_rig import Rig, check_contract, idle

CHANNEL: Channel = {"loss": 0.3, "double": 0.1, "late": 0.1, "crash": 0.003}


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("how", ["copy", "twice", "new", "untold"])
def test_restored_consoles_are_heard_again_without_reuse(how: str, seed: int) -> None:
    """Whatever way an old journal came back: all later messages arrive once, and no number carries two of them."""
    restored(Exchange, seed, how, **CHANNEL)


def lines(rig: Rig, code: str) -> list[tuple[int, str]]:
    """(line, why) of every line that console began."""
    return [(fact.line, fact.why) for fact in rig.consoles[code].facts(LineStarted) if isinstance(fact, LineStarted)]


def test_each_restore_begins_the_line_it_needs() -> None:
    """Told: one new line. The same copy twice, or empty: when neighbours knew a line as high, a higher one begins."""
    whys: dict[str, list[list[str]]] = {how: [] for how in ("copy", "twice", "new")}
    for how, seed in product(whys, range(10)):
        begun = lines(restored(Exchange, seed, how), "C-01")
        assert [line for line, _ in begun] == sorted({line for line, _ in begun})
        whys[how].append([why for _, why in begun])
    assert all(begun == [RESTORED, RESTORED] for begun in whys["copy"])
    assert [RESTORED, RESTORED, OVERTAKEN] in whys["twice"]
    assert all(begun[0] == RESTORED for begun in whys["new"])
    rig = trio(seed=20)
    rig.consoles["C-01"].put_back([], told=False)
    rig.run(120)
    assert lines(rig, "C-01") == [(1, RESTORED), (2, OVERTAKEN)]


def test_a_restored_console_believes_nobody_until_they_answered() -> None:
    """Right after a restore mail reads "freshness unknown", the sender is asked, and then it comes in."""
    rig = trio(seed=21)
    one, two = rig.consoles["C-01"], rig.consoles["C-02"]
    one.refused.clear()
    one.hearings.clear()
    one.put_back(one.copy())
    two.send("C-01", "bent u daar?")
    rig.run(0.7)
    assert one.refused == {"versheid_onbekend": 1}
    assert [hearing.greet for hearing in one.hearings if hearing.greet] == [2]
    assert one.texts == []
    rig.run_until(lambda: one.texts == [("C-02", "bent u daar?")], 120)


@pytest.mark.parametrize("how", ["copy", "twice", "new"])
def test_nothing_recorded_off_the_air_passes_after_a_restore(how: str) -> None:
    """All frames of all times, replayed before and after the console was met again, change nothing."""
    rig = restored(Exchange, 3, how, loss=0.2)
    for console in rig.consoles.values():
        replay_everything(rig, console)
    one = rig.consoles["C-01"]
    rig.cut |= {frozenset({"C-01", other}) for other in ("C-02", "L-11")}
    one.put_back(one.copy()[: len(one.journal) // 2])
    replay_everything(rig, one)
    rig.cut.clear()
    rig.run(300)
    replay_everything(rig, one)


def test_a_message_of_before_the_copy_keeps_its_number() -> None:
    """Queued before the copy and taken by the other before the restore: it is recognised, not taken twice."""
    rig = trio(seed=23)
    one, two = rig.consoles["C-01"], rig.consoles["C-02"]
    rig.cut.add(frozenset({"C-01", "C-02"}))
    number = one.send("C-02", "eerder")
    copy = one.copy()
    rig.cut.clear()
    rig.run_until(lambda: idle(rig), 600)
    assert two.texts == [("C-01", "eerder")]
    one.put_back(copy)
    assert one.steps(number) == []
    rig.run_until(lambda: one.steps(number) != [], 600)
    assert two.texts == [("C-01", "eerder")]
    check_contract(rig)


def test_a_copy_that_nobody_told_of_does_not_send_under_used_numbers() -> None:
    """Its message had a number that its lost self used: the other says so first, and it gets a new place."""
    rig = trio(seed=24)
    one, two = rig.consoles["C-01"], rig.consoles["C-02"]
    copy = one.copy()
    one.send("C-02", "van vroeger")
    rig.run_until(lambda: idle(rig), 600)
    one.put_back(copy, told=False)
    number = one.send("C-02", "van nu")
    rig.run_until(lambda: one.steps(number) != [], 600)
    assert two.texts == [("C-01", "van vroeger"), ("C-01", "van nu")]
    assert [fact for fact in one.facts(MailRelined)] == [MailRelined(number, 2, 1)]
    check_air(rig)


def test_a_message_queued_while_a_line_ends_gets_a_place_in_the_new_one() -> None:
    """Queued just before the commit that begins a new line: it does not go out under a number that was used."""
    rig = trio(seed=29)
    one, two = rig.consoles["C-01"], rig.consoles["C-02"]
    copy = one.copy()
    one.send("C-02", "van vroeger")
    rig.run_until(lambda: idle(rig), 600)
    one.put_back(copy, told=False)
    queued = one.link.queue_mail("van nu", Purpose.MESSAGE, ("C-02",), Content.TEXT, b"van nu", "proef")
    rig.slow_s = 1.0
    told = len(one.hearings)
    while not any(isinstance(f, LineStarted) for h in one.hearings[told:] for f in h.facts):
        rig.run(0.05)  # the new line is heard of, and not committed yet
    one.commit(queued)
    rig.slow_s = 0.0
    rig.run_until(lambda: idle(rig), 600)
    assert two.texts == [("C-01", "van vroeger"), ("C-01", "van nu")]
    check_air(rig)


def test_nothing_is_queued_between_a_restore_and_its_new_line() -> None:
    """Until the new line is in the journal a message would get an old number: refused, and soon accepted."""
    rig = trio(seed=30)
    one = rig.consoles["C-01"]
    one.link.restored()
    with pytest.raises(CommandError):
        one.send("C-02", "te vroeg")
    one.look()
    one.send("C-02", "nu wel")
    rig.run_until(lambda: idle(rig), 300)
    assert rig.consoles["C-02"].texts == [("C-01", "nu wel")]


def test_versions_of_our_own_state_go_on_above_what_others_have() -> None:
    """After a restore versions jump; after an echo with a higher one they go on from there."""
    rig = trio(seed=25)
    one = rig.consoles["C-01"]
    copy = one.copy()
    one.commit(StatusIssued("C-01", 1200, 1, {}, Why.CHANGE))
    one.put_back(copy)
    assert one.link.desk.memory.own_version == 2 * RESTORED_VERSIONS
    rig.consoles["C-02"].link.desk.memory.peer(1).version = 3000
    rig.run(60)
    assert lines(rig, "C-01")[-1][1] == OVERTAKEN
    assert one.link.desk.memory.own_version == 3001


def test_both_sides_restored_find_each_other() -> None:
    """Two consoles put back at the same moment believe each other again within two minutes."""
    rig = trio(seed=26, loss=0.3)
    copies = {code: rig.consoles[code].copy() for code in ("C-01", "C-02")}
    for round_ in range(3):
        for code, other in (("C-01", "C-02"), ("C-02", "C-01")):
            rig.consoles[code].send(other, f"ronde {round_}")
    rig.run_until(lambda: idle(rig), 3600)
    for code, copy in copies.items():
        rig.consoles[code].put_back(copy)
    rig.consoles["C-01"].send("C-02", "na afloop")
    rig.consoles["C-02"].send("C-01", "ook na afloop")
    rig.run_until(lambda: idle(rig), 1800)
    check_everything_arrived(rig)
    check_air(rig)


def test_the_stream_of_a_restored_receiver_goes_on() -> None:
    """A receiver that lost forty messages takes the next one, tells the gap, and the sender hears that it has it."""
    rig = trio(seed=27)
    one, two = rig.consoles["C-01"], rig.consoles["C-02"]
    copy = two.copy()
    for number in range(40):
        one.send("C-02", f"nummer {number}")
        rig.run(10)
    rig.run_until(lambda: idle(rig), 600)
    two.put_back(copy)
    entry = one.send("C-02", "na de herstelling")
    rig.run_until(lambda: one.steps(entry) != [], 600)
    assert two.texts == [("C-01", "na de herstelling")]
    assert [fact.gap for fact in two.facts(MailTaken) if isinstance(fact, MailTaken)] == [40]


def test_who_meets_whom_is_recorded_once_per_process() -> None:
    """Hellos cost facts only when something is learned: first in a process, or after a change."""
    rig = trio(seed=28)
    before = {code: len(console.facts(PeerMet)) for code, console in rig.consoles.items()}
    rig.run(24 * 3600)
    assert {code: len(console.facts(PeerMet)) for code, console in rig.consoles.items()} == before
    rig.consoles["C-01"].start()
    rig.run(900)
    assert len(rig.consoles["C-01"].facts(PeerMet)) == before["C-01"] + 1
