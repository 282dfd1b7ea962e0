"""Status and alarms between whole consoles on a channel that loses frames, with crashes and restores."""

from itertools import pairwise

import pytest

from nsp_console.domain.facts import AlarmAcknowledged, AlarmStep, LineStarted, StatusReceived, TextHeard
from nsp_console.domain.values import Tier
from nsp_console.link.own_status import COLD_S
from nsp_console.link.windows import serial_newer
from support.link_rig import Console
from support.plane_air import PlaneRig, number_of, rings, states, steps_of, versions

SEEDS = range(6)
GREETINGS = {"groet", "postgroet"}  # answers go at any channel use: nothing counts before two consoles met
SOON_S = 60.0
PATIENCE_S = 3 * 3600.0
RECEIVED, TAKEN_ON = AlarmStep.RECEIVED.value, AlarmStep.TAKEN_ON.value


def received(console: Console) -> set[tuple[int, str]]:
    return {(fact.version, fact.by) for fact in console.facts(StatusReceived) if isinstance(fact, StatusReceived)}


def has_last(rig: PlaneRig, here: str, there: str) -> bool:
    """Whether the state that was entered at `there` last is what `here` shows of it."""
    heard = states(rig.consoles[here], there)
    return bool(heard) and heard[-1].values["state"] == rig.known[there][1]["state"]


@pytest.mark.parametrize("seed", SEEDS)
def test_first_state_of_a_console_never_met_is_held_and_believed_soon(seed: int) -> None:
    """A C that never met an L asks it, and shows its state in tier A within a minute; the L reads "ontvangen"."""
    rig = PlaneRig(seed)
    c, local = rig.place("C-DEV-01", "L-DEV-05")
    rig.enter("L-DEV-05", state="open", water_l=400)
    rig.run(SOON_S)
    assert has_last(rig, "C-DEV-01", "L-DEV-05")
    assert states(c, "L-DEV-05")[-1].source.tier is Tier.A
    assert (versions(local)[-1], "C-DEV-01") in received(local)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("loss", "crash"), [(0.3, 0.0), (0.5, 0.02)])
def test_newest_state_arrives_and_nothing_older_follows(seed: int, loss: float, crash: float) -> None:
    """Over a bad channel, with consoles dying at any point, the last state arrives, and its L learns who has it."""
    rig = PlaneRig(seed, loss=loss, double=0.2, late=0.1, crash=crash)
    c, other, local = rig.place("C-DEV-01", "C-ZWO-01", "L-DEV-05")
    for word in ("open", "beperkt", "vol", "ontruimd"):
        rig.enter("L-DEV-05", state=word, water_l=400)
        rig.run(200.0)
    rig.run_until(lambda: has_last(rig, "C-DEV-01", "L-DEV-05"), PATIENCE_S)
    rig.run_until(lambda: (versions(local)[-1], "C-DEV-01") in received(local), PATIENCE_S)
    assert versions(local) == sorted(set(versions(local)))
    for console in (c, other):
        taken = [fact.version for fact in states(console, "L-DEV-05")]
        assert all(serial_newer(later, earlier) for earlier, later in pairwise(taken))
        assert set(taken) <= set(versions(local))
    assert {version for version, by in received(local) if by == "C-DEV-01"} <= {
        fact.version for fact in states(c, "L-DEV-05")
    }, "told to be received and not in that journal"
    assert {by for _, by in received(local)} == {"C-DEV-01"}, "only who keeps the site answers"


@pytest.mark.parametrize("seed", SEEDS)
def test_restored_console_is_heard_again_under_new_versions(seed: int) -> None:
    """An L put back from an old copy is heard again, and no version of before is used for something else."""
    rig = PlaneRig(seed)
    c, local = rig.place("C-DEV-01", "L-DEV-05")
    rig.enter("L-DEV-05", state="open", water_l=400)
    rig.run(SOON_S)
    backup = local.copy()
    rig.enter("L-DEV-05", state="vol", water_l=300)
    rig.run(SOON_S)
    before = versions(local)[-1]
    local.put_back(backup)
    rig.enter("L-DEV-05", state="beperkt", water_l=200)
    rig.run_until(lambda: has_last(rig, "C-DEV-01", "L-DEV-05"), PATIENCE_S)
    assert local.facts(LineStarted)
    assert versions(local)[-1] > before + 100
    assert all(serial_newer(b.version, a.version) for a, b in pairwise(states(c, "L-DEV-05")))


@pytest.mark.parametrize("seed", SEEDS)
def test_replaced_laptop_with_an_untold_old_copy_is_heard_again(seed: int) -> None:
    """Also when nobody told the console that its database is an old copy, its next state is heard in the end."""
    rig = PlaneRig(seed)
    _, local = rig.place("C-DEV-01", "L-DEV-05")
    rig.enter("L-DEV-05", state="open", water_l=400)
    rig.run(SOON_S)
    backup = local.copy()
    for word in ("vol", "beperkt", "ontruimd"):
        rig.enter("L-DEV-05", state=word, water_l=300)
        rig.run(SOON_S)
    local.put_back(backup, told=False)
    rig.enter("L-DEV-05", state="afgeschaald", water_l=200)
    rig.run_until(lambda: has_last(rig, "C-DEV-01", "L-DEV-05"), PATIENCE_S)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("loss", "crash"), [(0.0, 0.0), (0.5, 0.02)])
def test_alarm_rings_once_at_each_coordinator(seed: int, loss: float, crash: float) -> None:
    """No C rings twice for an alarm and the L learns truly who has it; when no frame is lost, every C rings."""
    rig = PlaneRig(seed, loss=loss, double=0.2, crash=crash)
    coordinators = rig.place("C-DEV-01", "C-ZWO-01", "C-RAA-01")
    (local,) = rig.place("L-DEV-05")
    rig.run(30.0)
    entry = rig.sound("L-DEV-05", "rook in de keuken")
    rig.run_until(lambda: any(step == RECEIVED for step, _ in steps_of(local, entry)), PATIENCE_S)
    rig.run(600.0)
    once = [(local.code, number_of(local, entry))]
    for console in coordinators:
        assert rings(console) == once or (loss and rings(console) == [])
    told = {by for step, by in steps_of(local, entry) if step == RECEIVED}
    assert all(rings(rig.consoles[by]) for by in told), "told to be received and not in that journal"


def test_without_loss_one_receipt_goes_out_and_home_sends_it_on() -> None:
    """On a good channel one C answers an alarm, and the line is on the air twice: of its sender and of its home."""
    rig = PlaneRig(3)
    rig.place("C-DEV-01", "C-ZWO-01", "C-RAA-01", "L-DEV-05")
    rig.run(SOON_S)
    began = len(rig.air)
    rig.sound("L-DEV-05", "rook")
    rig.run(SOON_S)
    sent = [(sender, kind) for _, sender, kind, _ in rig.air[began:] if kind in ("alarm", "ontvangst")]
    assert sorted(sent) == [("C-DEV-01", "alarm"), ("C-DEV-01", "ontvangst"), ("L-DEV-05", "alarm")]


@pytest.mark.parametrize("seed", SEEDS)
def test_sender_learns_that_a_person_took_it_on(seed: int) -> None:
    """When somebody acknowledges at the C, the L reads so within two minutes, also with a third of the frames lost."""
    rig = PlaneRig(seed, loss=0.3)
    c, local = rig.place("C-DEV-01", "L-DEV-05")
    rig.run(30.0)
    entry = rig.sound("L-DEV-05", "rook")
    rig.run_until(lambda: bool(rings(c)), PATIENCE_S)
    number = next(e.number for e in c.journal if isinstance(e.fact, TextHeard))
    c.commit(AlarmAcknowledged(number, "wacht"))
    c.look()
    rig.run_until(lambda: (TAKEN_ON, "C-DEV-01") in steps_of(local, entry), PATIENCE_S)


def test_full_channel_lets_alarms_through_and_nothing_else() -> None:
    """At 50 % channel use an L that runs for a while sends no state at all, and its alarm goes out at once."""
    rig = PlaneRig(1, channel_pct=50.0)
    rig.place("C-DEV-01", "L-DEV-05")
    rig.run(COLD_S + 1.0)
    rig.enter("L-DEV-05", state="open", water_l=400)
    rig.run(600.0)
    rig.sound("L-DEV-05", "rook")
    rig.run(SOON_S)
    kinds = {kind for _, sender, kind, _ in rig.air if sender == "L-DEV-05"}
    assert kinds - GREETINGS == {"alarm"}
