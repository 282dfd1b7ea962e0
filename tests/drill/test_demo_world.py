"""The demo's world as the console will use it: driven by a clock, worth looking at, and the same for the same seed."""

import asyncio
from random import Random

import pytest

from nsp_console.domain.errors import ConfigError
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import Region
from nsp_console.drill.demo import FAST_STEP_S, DemoWorld, drive, fast_forward
from nsp_console.drill.scenario.loader import load_scenario
from nsp_console.radio.base import LinkChanged, Outgoing, PacketReceived, RadioEvent, SendProgress, SendStep
from support.world import KENNISMAKING, region

Heard = tuple[float, int, str, bytes]


class HandClock:
    """A clock that goes `rate` times as fast as its number of readings, or stands still."""

    def __init__(self, per_look_s: float = 0.0) -> None:
        self.elapsed = 500.0
        self.paused = False
        self.per_look_s = per_look_s

    def now(self) -> Moment:
        if not self.paused:
            self.elapsed += self.per_look_s
        return Moment(1_800_000_000.0 + self.elapsed, self.elapsed, "spel")

    def advance(self, seconds: float) -> None:
        self.elapsed += seconds

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False


def kennismaking(seed: int | None = None) -> tuple[DemoWorld, list[RadioEvent], list[Heard]]:
    """The world of the shipped scenario, with everything its radio tells."""
    rng = None if seed is None else Random(seed)
    world = DemoWorld.from_scenario(load_scenario(KENNISMAKING), region(), rng)
    events: list[RadioEvent] = []
    heard: list[Heard] = []

    def deliver(event: RadioEvent) -> None:
        events.append(event)
        if isinstance(event, PacketReceived):
            heard.append((world.now_s, event.sender, event.channel, event.payload))

    world.station_radio.start(deliver)
    return world, events, heard


def test_there_is_much_to_see_and_it_stays_lively() -> None:
    """Most points are known when the screen opens; in every half minute of the next ten minutes something comes in."""
    world, _, heard = kennismaking()
    scenario = world.scenario
    world.advance_to(scenario.begin_s)
    senders = {sender for _, sender, _, _ in heard}
    assert len(senders) >= 12
    opened_s = scenario.begin_s
    real = 600.0
    world.advance_to(opened_s + real * scenario.rate)
    moments = sorted((at - opened_s) / scenario.rate for at, *_ in heard if at >= opened_s)
    assert moments[0] <= 5.0
    gaps = [b - a for a, b in zip([0.0, *moments], [*moments, real], strict=True)]
    assert max(gaps) <= 30.0


def test_what_the_demo_promises_comes_over_the_air() -> None:
    """The alarm at 20-40 s, the stranger's chat, a resent line, an unknown radio, a vague line: all are heard."""
    world, events, heard = kennismaking()
    scenario = world.scenario
    world.advance_to(scenario.begin_s + 120 * scenario.rate)
    seconds = {text: (at - scenario.begin_s) / scenario.rate for at, _, _, text in heard}
    assert 20 <= seconds[b"Alarm! man onwel bij ingang"] <= 40
    assert b"water bijna op" in seconds
    public = [event for event in events if isinstance(event, PacketReceived) and not event.private]
    assert public
    assert all(event.channel == "MediumFast" for event in public)
    known = {radio.node for radio in world.known_radios()}
    unknown = {event.sender for event in events if isinstance(event, PacketReceived) and event.private} - known
    assert unknown == {world.mesh.nodes["L-DEV-08"].number}
    texts = [text for _, sender, _, text in heard if sender == world.mesh.nodes["L-DEV-06"].number]
    assert len(texts) > len(set(texts))
    silent = world.mesh.nodes["L-DEV-04"].number
    last = max(at for at, sender, _, _ in heard if sender == silent)
    assert scenario.begin_s - last > 2 * 3600


def test_direct_lines_prove_the_key_of_their_radio() -> None:
    """Points that write straight to the C-NSP carry exactly the key their radio is known by; others none."""
    world, events, _ = kennismaking()
    world.advance_to(world.scenario.begin_s)
    keys = {radio.node: radio.public_key for radio in world.known_radios()}
    packets = [event for event in events if isinstance(event, PacketReceived)]
    assert any(packet.direct for packet in packets)
    for packet in packets:
        assert packet.public_key == (keys[packet.sender] if packet.direct else "")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_same_seed_same_demo_however_it_is_stepped(seed: int) -> None:
    """One seed gives one history, whether the world goes in one leap or in many steps."""
    leap, _, heard_leap = kennismaking(seed)
    leap.advance_to(leap.scenario.begin_s)
    steps, _, heard_steps = kennismaking(seed)
    while steps.now_s < steps.scenario.begin_s:
        steps.advance(7.3)
    assert [item for item in heard_steps if item[0] <= leap.now_s] == heard_leap
    other, _, heard_other = kennismaking(seed + 100)
    other.advance_to(other.scenario.begin_s)
    assert heard_other != heard_leap


def test_the_console_can_answer_and_people_react() -> None:
    """A question from the console's radio reaches a phone, climbs the ladder, and is answered over the air."""
    world, events, heard = kennismaking()
    world.advance_to(world.scenario.begin_s)
    node = world.mesh.nodes["L-DEV-01"].number
    assert world.station_radio.send(Outgoing(token=9, payload=b"L-DEV-01 hoeveel bezoekers?", node=node))
    before = len(heard)
    world.advance(300.0)
    steps = [event.step for event in events if isinstance(event, SendProgress) and event.token == 9]
    assert steps[0] is SendStep.HANDED_OVER
    assert SendStep.RELAYED in steps
    said = f"{round(world.points['L-DEV-01'].visitors)}".encode()
    near = {str(round(world.points["L-DEV-01"].visitors) + d).encode() for d in range(-4, 5)} | {said}
    answers = [text for _, sender, _, text in heard[before:] if sender == node]
    assert any(number in text for text in answers for number in near)


async def test_fast_forward_moves_clock_and_world_together_and_lets_the_station_breathe() -> None:
    """The lead-in passes in steps of at most 30 s; the clock ends level with the world and runs again."""
    world, events, _ = kennismaking()
    clock = HandClock()
    begin = clock.now().elapsed
    parts: list[float] = []
    breaths = 0

    async def breathe() -> None:
        nonlocal breaths
        breaths += 1
        assert clock.paused
        assert clock.elapsed - begin == pytest.approx(world.now_s - world.scenario.start_s)
        await asyncio.sleep(0)

    await fast_forward(world, clock, after_step=breathe, on_progress=parts.append)
    lead_in_s = 60 * world.scenario.lead_in_min
    assert world.now_s == world.scenario.begin_s
    assert breaths == lead_in_s / FAST_STEP_S
    assert parts[-1] == 1.0
    assert parts == sorted(parts)
    assert not clock.paused
    assert any(isinstance(event, LinkChanged) for event in events)


async def test_driving_follows_the_clock_and_stands_still_with_it() -> None:
    """The world is where the clock is: faster, paused, and after a jump; it ends exactly at `until_s`."""
    world, _, _ = kennismaking()
    start_s = world.now_s
    clock = HandClock(per_look_s=20.0)
    task = asyncio.create_task(drive(world, clock))
    while world.now_s < start_s + 100:
        await asyncio.sleep(0.01)
    clock.pause()
    await asyncio.sleep(0.12)
    stood = world.now_s
    await asyncio.sleep(0.12)
    assert world.now_s == stood
    clock.advance(5000.0)
    while world.now_s < stood + 5000:
        await asyncio.sleep(0.01)
    assert world.now_s == pytest.approx(stood + 5000)
    task.cancel()
    clock.resume()
    await drive(world, clock, until_s=world.now_s + 333.0)
    assert world.now_s == pytest.approx(stood + 5333.0)


def test_a_region_without_the_points_is_refused() -> None:
    """Building on the wrong region file is a ConfigError, not a KeyError."""
    with pytest.raises(ConfigError):
        DemoWorld.from_scenario(load_scenario(KENNISMAKING), Region("leeg", {}))
