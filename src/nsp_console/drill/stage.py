"""A built scenario: the parts of a running world that events and days work on."""

from dataclasses import dataclass
from random import Random

from nsp_console.drill.scenario.model import Scenario
from nsp_console.drill.world.mesh import SimMesh
from nsp_console.drill.world.points import PointWorld
from nsp_console.drill.world.scheduler import Scheduler
from nsp_console.drill.world.simradio import SimRadio
from nsp_console.drill.world.typist import Typist

STRANGER = "voorbijganger"  # name on the mesh of somebody who is on the public channel only


@dataclass(slots=True)
class Stage:
    """Everything that is built from a scenario. `typists` and `points` by point code."""

    scenario: Scenario
    scheduler: Scheduler
    mesh: SimMesh
    radio: SimRadio
    points: dict[str, PointWorld]
    typists: dict[str, Typist]
    rng: Random
