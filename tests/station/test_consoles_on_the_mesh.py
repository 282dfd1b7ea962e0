"""Two C consoles and an L on the simulated mesh, with real keys: what they seal arrives, once, whatever happens."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from nsp_console.domain import facts
from nsp_console.domain.facts import AlarmKind, AlarmStep, Handling, Step
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Tier
from nsp_console.link import own_status
from nsp_console.station import commands
from nsp_console.wire.sealing import Domain, Keyring
from support.console_mesh import REGION, ConsoleMesh, consoles
from support.rings import for_station, region_keys

HOME, OTHER, POINT = "C-ZWO-01", "C-ZWO-02", "L-ZWO-09"


def rings(*codes: str, domain: Domain = Domain.REAL, epoch: int = 1) -> dict[str, Keyring | None]:
    return {code: for_station(REGION.sites[code].number, REGION.sites[code].kind, domain, epoch) for code in codes}


def report(water_l: int, visitors: int = 64) -> commands.EnterReport:
    values = {"state": "open", "water_l": water_l, "visitors": visitors, "power": "aggregaat", "fuel_hours": 6}
    return commands.EnterReport(POINT, Understanding(Outcome.STATUS, values=values), Means.EIGEN)  # type: ignore[arg-type]


def has(mesh: ConsoleMesh, code: str, text: str) -> Callable[[], object]:
    """Whether a text with these words is in the inbox of `code`."""
    return lambda: inbox(mesh, code, text)


def stepped(mesh: ConsoleMesh, code: str, entry: int, step: Step) -> Callable[[], bool]:
    """Whether message `entry` of `code` got as far as `step`."""
    return lambda: step_of(mesh, code, entry) is step


def heard(mesh: ConsoleMesh, code: str, kind: type) -> Callable[[], object]:
    """Whether a fact of this kind is in the journal of `code`."""
    return lambda: mesh.seats[code].facts(kind)


def step_of(mesh: ConsoleMesh, code: str, entry: int) -> Step:
    station = mesh.seats[code].station
    assert station is not None
    return station.situation.out[entry].step


def inbox(mesh: ConsoleMesh, code: str, text: str) -> list[int]:
    """Entries of texts with these words."""
    return [entry.number for entry in mesh.seats[code].entries(facts.TextHeard) if entry.fact.text == text]  # type: ignore[union-attr]


async def all_met(mesh: ConsoleMesh) -> None:
    """Wait until every console believes the others; a C takes notice of an L when that first says how it is."""
    if POINT in mesh.seats:
        await mesh.submit(POINT, report(400))
    pairs = {HOME: {OTHER, POINT}, OTHER: {HOME}, POINT: {HOME}}

    def met() -> bool:
        return all(
            pairs[code] & set(mesh.seats) <= {fact.station for fact in seat.facts(facts.PeerMet)}
            for code, seat in mesh.seats.items()
        )

    await mesh.until(met, "acquaintance of all consoles", 900.0)


async def test_the_state_of_a_point_reaches_both_c_s_and_comes_back_as_received() -> None:
    """An L enters its kernmelding: both C's show it as echt, and the L reads that its C has it."""
    async with consoles(rings(HOME, OTHER, POINT)) as mesh:
        await mesh.submit(POINT, report(300))
        point = mesh.seats[POINT]
        await mesh.until(lambda: any(fact.by == HOME for fact in point.facts(facts.StatusReceived)), "the receipt")
        await mesh.until(lambda: mesh.seats[OTHER].facts(facts.StatusHeard), "the overheard state")
        for code in (HOME, OTHER):
            station = mesh.seats[code].station
            assert station is not None
            view = station.snapshot().site(POINT)
            assert view is not None
            assert view.cells["state"].value == "open"
            assert view.cells["water_l"].value == pytest.approx(300, rel=0.09)
            assert {cell.source.tier for cell in view.cells.values()} == {Tier.A}
        own = point.station
        assert own is not None
        assert HOME in own.snapshot().own.received
        await point.kill()
        point.keyring = None
        await point.boot()
        assert point.station is not None
        assert HOME in point.station.snapshot().own.received  # a locked console still tells what it knows


@pytest.mark.parametrize(("loss", "seed"), [(0.0, 1), (0.3, 2), (0.5, 3)])
async def test_messages_arrive_once_and_are_read(loss: float, seed: int) -> None:
    """Both ways between two C's and between C and L, at 0, 30 and 50 % loss: once each, up to gelezen door."""
    async with consoles(rings(HOME, OTHER, POINT), loss=loss, seed=seed) as mesh:
        await all_met(mesh)
        sent = []
        for number, (one, to) in enumerate([(HOME, OTHER), (OTHER, HOME), (HOME, POINT), (POINT, HOME)] * 2):
            text = f"bericht {number} voor {to}"
            sent.append((one, to, text, await mesh.submit(one, commands.SendText(text, to))))
        for one, to, text, entry in sent:
            await mesh.until(has(mesh, to, text), f"{text} at {to}", 3600.0)
            await mesh.until(stepped(mesh, one, entry, Step.RECEIVED), f"receipt of {text}", 3600.0)
            await mesh.submit(to, commands.Handle(inbox(mesh, to, text)[0], Handling.READ))
        for one, _, text, entry in sent:
            await mesh.until(stepped(mesh, one, entry, Step.READ), f"reading of {text}", 7200.0)
        await mesh.run(120.0)
        assert [len(inbox(mesh, to, text)) for _, to, text, _ in sent] == [1] * len(sent)


async def test_an_alarm_rings_at_every_c_and_comes_back_as_taken_on() -> None:
    """The alarm key of an L: both C's ring in tier A, the L reads ontvangen and then bevestigd."""
    async with consoles(rings(HOME, OTHER, POINT)) as mesh:
        await all_met(mesh)
        raised = await mesh.submit(POINT, commands.RaiseAlarm("brand in de keuken", POINT))
        point = mesh.seats[POINT]
        took = await mesh.until(lambda: all(inbox_alarm(mesh, code) for code in (HOME, OTHER)), "both rings", 120.0)
        assert took <= 30.0
        assert point.station is not None
        (mine,) = point.station.snapshot().alarms
        assert mine.sent is not None
        await mesh.until(lambda: AlarmStep.RECEIVED in steps(point.facts(facts.AlarmStepped), raised), "ontvangen")
        await mesh.submit(HOME, commands.Acknowledge(inbox_alarm(mesh, HOME)[0]))
        await mesh.until(lambda: AlarmStep.TAKEN_ON in steps(point.facts(facts.AlarmStepped), raised), "bevestigd")
        await mesh.run(180.0)
        for code in (HOME, OTHER):
            assert len(inbox_alarm(mesh, code)) == 1
            station = mesh.seats[code].station
            assert station is not None
            (alarm,) = station.snapshot().alarms
            assert (alarm.kind, alarm.site, alarm.tier) == (AlarmKind.FIRE, POINT, Tier.A)


def inbox_alarm(mesh: ConsoleMesh, code: str) -> list[int]:
    return [entry.number for entry in mesh.seats[code].entries(facts.TextHeard) if entry.fact.alarm_kind]  # type: ignore[union-attr]


def steps(told: list[facts.AlarmStepped], entry: int) -> set[AlarmStep]:
    return {fact.step for fact in told if fact.entry == entry}


async def test_a_bulletin_reaches_all_is_hung_and_told() -> None:
    """A signed bulletin of one C is at the other C and at the L; the L hangs it up and the C reads where it hangs."""
    async with consoles(rings(HOME, OTHER, POINT)) as mesh:
        await all_met(mesh)
        await mesh.submit(HOME, commands.IssueBulletin("Kook water drie minuten. Hulp bij De Boeg."))
        for code in (OTHER, POINT):
            await mesh.until(heard(mesh, code, facts.BulletinHeard), f"bulletin at {code}")
        entry = mesh.seats[POINT].entries(facts.BulletinHeard)[0].number
        await mesh.submit(POINT, commands.HangBulletin(entry))
        await mesh.until(lambda: mesh.seats[HOME].facts(facts.BulletinHung), "the notice that it hangs")
        station = mesh.seats[HOME].station
        assert station is not None
        (bulletin,) = station.snapshot().bulletins
        assert set(bulletin.hung) == {POINT}
        point = mesh.seats[POINT].station
        assert point is not None
        assert [line.text for line in point.snapshot().inbox if line.handled is None] == []


async def test_t0_and_a_stand_in_are_one_truth_for_all() -> None:
    """A C starts the inzet and hands its points to its neighbour: signed, and every console shows the same."""
    async with consoles(rings(HOME, OTHER, POINT)) as mesh:
        await all_met(mesh)
        home = mesh.seats[HOME]
        await mesh.submit(HOME, commands.StartDeployment("Stroomuitval", home.clock.now().wall - 3600.0, "ROT"))
        await mesh.submit(HOME, commands.MoveHome(OTHER, "uitruk"))
        for code in (OTHER, POINT):
            await mesh.until(heard(mesh, code, facts.HomeMoved), f"stand-in at {code}")
            station = mesh.seats[code].station
            assert station is not None
            assert station.snapshot().deployment == "Stroomuitval"
            assert station.snapshot().unmanned == {HOME: OTHER}
        await mesh.submit(POINT, report(250))
        point = mesh.seats[POINT]
        await mesh.until(lambda: any(fact.by == OTHER for fact in point.facts(facts.StatusReceived)), "the stand-in")


@pytest.mark.parametrize("seed", [11, 12, 13])
async def test_killing_any_console_at_any_point_loses_nothing_and_repeats_nothing(seed: int) -> None:
    """Random kills during an hour of traffic at 20 % loss: every message is in the other journal exactly once."""
    dice = Random(seed)
    async with consoles(rings(HOME, OTHER, POINT), loss=0.2, seed=seed) as mesh:
        sent: list[tuple[str, str]] = []
        for number in range(24):
            one, to = dice.choice([(HOME, OTHER), (OTHER, HOME), (HOME, POINT), (POINT, HOME)])
            text = f"nummer {number} {one}"
            seat = mesh.seats[one]
            if seat.station is None:
                await seat.boot()
            if mesh.seats[POINT].station is not None and dice.random() < 0.3:
                await mesh.submit(POINT, report(dice.randrange(50, 900)))
            if has_console(mesh, one, to):
                await mesh.submit(one, commands.SendText(text, to))
                sent.append((to, text))
            await mesh.run(dice.uniform(0.25, 60.0))
            victim = mesh.seats[dice.choice([HOME, OTHER, POINT])]
            if victim.station is not None:
                await victim.kill()
                await mesh.run(dice.uniform(0.0, 30.0))
            await victim.boot()
        assert len(sent) >= 10
        for to, text in sent:
            await mesh.until(has(mesh, to, text), f"{text} at {to}", 7200.0)
        await mesh.run(300.0)
        assert [len(inbox(mesh, to, text)) for to, text in sent] == [1] * len(sent)
        heard = [(fact.epoch, fact.version) for fact in mesh.seats[HOME].facts(facts.StatusHeard) if fact.site == POINT]
        assert len(heard) == len(set(heard))


def has_console(mesh: ConsoleMesh, one: str, to: str) -> bool:
    """Whether `one` knows that `to` has a console, so that a message goes sealed."""
    return any(fact.station == to for fact in mesh.seats[one].facts(facts.PeerMet))


@pytest.mark.parametrize("victim", [HOME, POINT])
async def test_a_console_put_back_from_an_old_backup_is_heard_again(victim: str) -> None:
    """Restored to an hour ago, it talks and listens again without anybody's help, and uses no number twice."""
    async with consoles(rings(HOME, OTHER, POINT)) as mesh:
        await all_met(mesh)
        seat = mesh.seats[victim]
        backup = sum(1 for _ in seat.store.journal())
        peer = POINT if victim == HOME else HOME
        for number in range(5):
            await mesh.submit(victim, commands.SendText(f"voor de brand {number}", peer))
        await mesh.submit(POINT, report(300))
        await mesh.until(lambda: inbox(mesh, peer, "voor de brand 4"), "the first messages", 900.0)
        await mesh.run(60.0)
        await seat.kill()
        seat.put_back(backup)
        await seat.boot()
        await mesh.submit(victim, commands.SendText("na de brand", peer))
        await mesh.submit(peer, commands.SendText("welkom terug", victim))
        await mesh.submit(POINT, report(120))
        await mesh.until(lambda: inbox(mesh, peer, "na de brand"), "the restored console", 1800.0)
        await mesh.until(lambda: inbox(mesh, victim, "welkom terug"), "its neighbour", 1800.0)
        await mesh.until(lambda: latest_water(mesh) == pytest.approx(120, rel=0.09), "the newest state", 1800.0)
        assert len(inbox(mesh, peer, "na de brand")) == 1


def latest_water(mesh: ConsoleMesh) -> float:
    station = mesh.seats[HOME].station
    assert station is not None
    view = station.snapshot().site(POINT)
    cell = view.cells.get("water_l") if view else None
    return float(cell.value) if cell else 0.0


async def test_without_keys_a_console_still_listens_and_nothing_sealed_counts() -> None:
    """A locked console starts, counts what it cannot check, and lets none of it on the board."""
    async with consoles({**rings(HOME, POINT), OTHER: None}) as mesh:
        await mesh.submit(POINT, report(300))
        await mesh.until(lambda: mesh.seats[HOME].facts(facts.StatusHeard), "the state at the C that has its keys")
        locked = mesh.seats[OTHER]
        assert locked.station is not None
        await mesh.run(60.0)
        assert locked.station.snapshot().radio.refused.get("sleutel_dicht", 0) > 0
        view = locked.station.snapshot().site(POINT)
        assert view is not None
        assert view.cells == {}


async def test_an_exercise_never_reaches_the_real_board() -> None:
    """A console with exercise keys on the same channel is refused, counted by its reason, and changes nothing."""
    async with consoles({**rings(HOME), **rings(POINT, domain=Domain.EXERCISE)}) as mesh:
        await mesh.submit(POINT, report(300))
        await mesh.run(120.0)
        station = mesh.seats[HOME].station
        assert station is not None
        assert station.snapshot().radio.refused.get("ander_domein", 0) > 0
        view = station.snapshot().site(POINT)
        assert view is not None
        assert view.cells == {}


async def test_a_stolen_l_is_revoked_for_everybody() -> None:
    """After the signed order of one C, both C's refuse what the stolen console says, and count why."""
    async with consoles(rings(HOME, OTHER, POINT)) as mesh:
        await all_met(mesh)
        await mesh.submit(HOME, commands.RevokeStation(POINT, "gestolen"))
        await mesh.until(heard(mesh, OTHER, facts.StationRevoked), "the revocation at the other C")
        before = {code: len(mesh.seats[code].facts(facts.StatusHeard)) for code in (HOME, OTHER)}
        await mesh.submit(POINT, report(9000))
        await mesh.run(120.0)
        for code in (HOME, OTHER):
            station = mesh.seats[code].station
            assert station is not None
            assert station.snapshot().radio.refused.get("ingetrokken", 0) > 0
            assert len(mesh.seats[code].facts(facts.StatusHeard)) == before[code]


async def test_a_closed_epoch_is_refused_by_its_name() -> None:
    """A console that missed the new epoch is heard while the old one is accepted, and told apart when it is closed."""
    site = REGION.sites[HOME]
    bundle = region_keys().bundle(site.number, site.kind, 2)
    async with consoles({HOME: bundle.ring(Domain.REAL), **rings(POINT)}) as mesh:
        await mesh.submit(POINT, report(300))
        await mesh.until(heard(mesh, HOME, facts.StatusHeard), "the state under the epoch before")
        home = mesh.seats[HOME].station
        assert home is not None
        await home.open_link(bundle.close_previous().ring(Domain.REAL))
        await mesh.submit(POINT, report(9000))
        await mesh.run(120.0)
        assert home.snapshot().radio.refused.get("oud_tijdvak", 0) > 0
        assert latest_water(mesh) == pytest.approx(300, rel=0.09)


async def test_a_busy_channel_lets_only_alarms_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above 40 % channel use an L that runs for a while keeps its state to itself, and its alarm still rings."""
    monkeypatch.setattr(own_status, "COLD_S", 0.0)  # the radio tells how busy it is before it ran for a while
    async with consoles(rings(HOME, POINT)) as mesh:
        await all_met(mesh)
        station = mesh.seats[POINT].station
        assert station is not None
        station._watch.link = replace(station._watch.link, channel_use_pct=60.0)
        heard = mesh.seats[HOME].facts(facts.StatusHeard)
        await mesh.submit(POINT, report(9000))
        await mesh.run(45.0)
        assert mesh.seats[HOME].facts(facts.StatusHeard) == heard
        await mesh.submit(POINT, commands.RaiseAlarm("brand", POINT))
        await mesh.until(lambda: inbox_alarm(mesh, HOME), "the alarm", 60.0)
