"""A simulated region of production consoles: repeatable, honest in its counts, and everything arrives without loss."""

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from nsp_console.sim.region import run as running
from nsp_console.sim.region.driving import drive
from nsp_console.sim.region.figures import KEYS
from nsp_console.sim.region.meter import NEIGHBOUR, UNKNOWN
from nsp_console.sim.region.purpose import Purposes
from nsp_console.sim.region.run import Consoles, simulate
from nsp_console.sim.region.world import World
from nsp_console.wire.roster import Roster
from support.small_region import small_plan, small_region
from support.tree import PACKAGE

NOT_OF_THE_PLAN = ("wall_s",)
SCRIPT = """
import json, sys
from pathlib import Path
from nsp_console.sim.region.plan import RegionPlan
from nsp_console.sim.region.run import simulate
print(json.dumps(simulate(RegionPlan(hours=0.1, loss=0.3, region=Path(sys.argv[1])))))
"""


@cache
def whole() -> dict[str, Any]:
    """The usual run, without loss."""
    return simulate(small_plan())


def without_clock(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key not in NOT_OF_THE_PLAN}


def test_the_same_plan_gives_the_same_figures() -> None:
    """Two processes with different hash seeds find the same figures, up to the time it took."""
    found = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(PACKAGE.parent)}
        words = [sys.executable, "-c", SCRIPT, str(small_region())]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
        found.append(without_clock(json.loads(done.stdout)))
    assert found[0] == found[1]


def test_another_seed_gives_another_history() -> None:
    """The seed decides: another one gives other moments and other places of the masts."""
    assert without_clock(simulate(small_plan(seed=2))) != without_clock(whole())


def test_the_keys_are_those_that_were_promised() -> None:
    """Every figure of the issue is there, in its order, with the details behind it."""
    assert tuple(whole()) == (*KEYS, "details")


def test_without_loss_everything_arrives() -> None:
    """Nothing is lost: every version at every C within five minutes, every message, every alarm at once."""
    found = whole()
    assert found["details"]["update_samples"] > 100
    assert found["share_300s"] == 1.0
    assert found["details"]["update_never"] == 0
    assert found["messages_delivered"] == found["messages_sent"] > 5
    assert found["alarm_share_60s"] == 1.0
    assert found["cold_start_99_s"] is not None
    assert found["details"]["pairs_known"] == found["details"]["pairs"] == 10 * 5


@pytest.mark.parametrize("loss", [0.0, 0.5])
def test_no_message_comes_in_twice(loss: float) -> None:
    """At any loss no more messages are delivered than were sent, and none twice."""
    found = simulate(small_plan(loss=loss, hours=0.3, updates_per_h=20.0))
    assert found["messages_duplicated"] == 0
    delivered, sent = found["messages_delivered"], found["messages_sent"]
    assert isinstance(delivered, int)
    assert isinstance(sent, int)
    assert 0 < delivered <= sent


def test_loss_costs_time_and_airtime() -> None:
    """With half of the receptions lost updates take longer and something is sent again."""
    lossy = simulate(small_plan(loss=0.5))
    assert lossy["update_p95_s"] > whole()["update_p95_s"]
    assert lossy["tx_per_message"] > whole()["tx_per_message"]


def world_run(**changes: object) -> World:
    """A run of which the world is kept."""
    world = World(small_plan(hours=0.2, **changes))
    purposes = Purposes(Roster.of(world.sides[0].region, world.vocabulary).functions)
    for side in world.sides:
        Consoles(world, side, purposes, handshakes=False, pace=None).plan()
    drive(world, running.quiet)
    return world


def test_the_ledger_counts_every_transmission() -> None:
    """Seconds on air by purpose, by radio and by minute add up to the same, and every packet has a purpose."""
    world = world_run()
    tally = world.meter.tally
    by_radio = sum(world.mesh.air_seconds().values())
    by_minute = sum(sum(minutes.values()) for minutes in world.meter.minutes.values())
    assert sum(tally.air_s.values()) == pytest.approx(by_radio) == pytest.approx(by_minute)
    assert sum(tally.sent.values()) == world.mesh.counts.transmissions
    assert UNKNOWN not in tally.sent


def test_a_neighbour_is_heard_but_never_counted() -> None:
    """A second region takes airtime of the same channel; its keys are not ours, so nothing of it is taken in."""
    alone, beside = world_run(), world_run(neighbour_km=15.0)
    assert beside.meter.tally.air_s[NEIGHBOUR] > 0
    assert NEIGHBOUR not in alone.meter.tally.air_s
    ours, theirs = beside.sides
    assert ours.record.pairs == ours.record.pairs_wanted
    assert theirs.record.pairs == theirs.record.pairs_wanted


def test_points_with_a_phone_are_in_the_picture_too() -> None:
    """Their home C writes for them: the whole region has their states, though no L has a console."""
    found: Any = simulate(small_plan(phones=1.0, messages_per_h=0.0, alarms_per_h=0.0, hours=0.3))
    assert found["details"]["pairs_known"] == found["details"]["pairs"]
    assert found["share_300s"] == 1.0


def test_a_region_that_never_met_still_gets_its_picture() -> None:
    """With empty journals the consoles greet each other first, and then everything goes as usual."""
    found: Any = simulate(small_plan(hours=0.2), handshakes=True)
    assert found["details"]["pairs_known"] == found["details"]["pairs"]
    assert found["details"]["cold_air_s"]["groet"] > whole()["details"]["cold_air_s"]["groet"]
