"""The region with stock radios: the same moments, and counts that say what they count."""

from functools import cache
from typing import Any

import pytest

from nsp_console.domain.errors import CommandError
from nsp_console.drill.world.packets import Role
from nsp_console.sim.region.baselines import Chat, simulate_baseline
from nsp_console.sim.region.driving import drive
from nsp_console.sim.region.figures import KEYS
from nsp_console.sim.region.meter import ACK
from nsp_console.sim.region.phones import LINE_BYTES
from nsp_console.sim.region.plan import BASELINES
from nsp_console.sim.region.run import quiet
from nsp_console.sim.region.world import World
from support.small_region import small_plan


@cache
def baseline(name: str, loss: float = 0.0) -> dict[str, Any]:
    return simulate_baseline(name, small_plan(loss=loss))


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_has_the_same_keys_and_messages(name: str) -> None:
    """Both have the figures of a console run, over as many messages; nothing comes in twice."""
    found = baseline(name)
    assert tuple(found) == (*KEYS, "details")
    assert 0 < found["messages_delivered"] <= found["messages_sent"]
    assert found["messages_duplicated"] == 0
    assert found["frames_per_message"] == 1.0
    assert found["updates_per_h"] == pytest.approx(60, rel=0.5)


def test_flooded_text_is_passed_on_by_everybody() -> None:
    """A line of 113 bytes goes through many radios of the fifteen, and is not repeated by who sent it."""
    found = baseline("flooded_text")
    assert found["status_bytes_on_air"] == 16 + 2 + 2 + LINE_BYTES + 2
    details = found["details"]
    assert 4 < details["sent_per_h"]["status"] / details["began_per_h"]["status"] <= 15


def test_a_direct_message_counts_at_the_home_c_only() -> None:
    """Of direct messages there is one sample per line, and the firmware's acknowledgements are counted with it."""
    flooded, direct = baseline("flooded_text")["details"], baseline("stock_dm")["details"]
    assert direct["pairs"] == 10
    assert flooded["pairs"] == 10 * 5
    assert flooded["update_samples"] == 5 * direct["update_samples"] > 0
    assert ACK not in direct["sent_per_h"]


def test_loss_loses_lines_for_good() -> None:
    """With half of the receptions lost some flooded lines never reach some C."""
    assert baseline("flooded_text", 0.5)["details"]["message_p95_s"] is None or (
        baseline("flooded_text", 0.5)["share_60s"] < baseline("flooded_text")["share_60s"]
    )


def test_the_moments_are_those_of_the_plan() -> None:
    """Whatever the way of sending, the same points change at the same moments."""
    plan = small_plan(hours=0.1)
    stock, ours = World(plan, lambda place: Role.CLIENT), World(plan)
    assert stock.sides[0].work == ours.sides[0].work
    chat = Chat(stock, stock.sides[0], direct=False)
    chat.plan()
    drive(stock, quiet)
    told = sum(person.told for person in chat.people.values())
    assert told == sum(len(states.issued_s) for states in stock.sides[0].record.states.values()) >= 10


def test_an_unknown_baseline_is_told() -> None:
    """Another name is refused with the names that exist."""
    with pytest.raises(CommandError, match="vergelijking"):
        simulate_baseline("duiven", small_plan())
