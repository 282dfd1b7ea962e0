"""A whole simulated mesh: radios by name on one medium, and what an exercise leader may do to it."""

from random import Random
from zlib import crc32

from nsp_console.drill.world.medium import Medium, MediumCounts
from nsp_console.drill.world.node import MeshNode
from nsp_console.drill.world.packets import Role
from nsp_console.drill.world.propagation import Mast
from nsp_console.drill.world.scheduler import Scheduler
from nsp_console.link.airtime import Preset


class SimMesh:
    """Radios by name. Everything random comes from `rng`, so one seed is one history.

    medium  one of your own, with its own dice, instead of a plain one
    """

    def __init__(
        self, scheduler: Scheduler, rng: Random, preset: Preset, loss: float = 0.0, medium: Medium | None = None
    ) -> None:
        self.scheduler = scheduler
        self.medium = medium or Medium(scheduler, rng, preset, loss)
        self.nodes: dict[str, MeshNode] = {}
        self._rng = rng
        self._numbers: set[int] = set()

    def add(self, name: str, mast: Mast, role: Role = Role.CLIENT, channels: tuple[str, ...] = ("NSP",)) -> MeshNode:
        """Put a radio on the map. Its number follows from its name, as a real one follows from its chip."""
        number = crc32(name.encode()) & 0x7FFF_FFFF
        while number in self._numbers or number < 16:
            number += 1
        self._numbers.add(number)
        node = MeshNode(number, mast, self.medium, self._rng, role)
        node.channels.update(channels)
        self.nodes[name] = node
        return node

    @property
    def counts(self) -> MediumCounts:
        """What happened on the channel so far."""
        return self.medium.counts

    def cut(self, a: str, b: str) -> None:
        """Nothing passes directly between two radios any more."""
        self.medium.cut(self.nodes[a].number, self.nodes[b].number)

    def restore(self, a: str, b: str) -> None:
        self.medium.cut(self.nodes[a].number, self.nodes[b].number, cut=False)

    def split(self, group: set[str]) -> None:
        """Cut every link between `group` and the rest."""
        self._between(group, cut=True)

    def heal(self, group: set[str]) -> None:
        """Restore every link between `group` and the rest."""
        self._between(group, cut=False)

    def switch_off(self, name: str) -> None:
        """The radio is dead: it neither sends nor hears."""
        self.medium.silence(self.nodes[name].number)

    def switch_on(self, name: str) -> None:
        self.medium.silence(self.nodes[name].number, silent=False)

    def air_seconds(self) -> dict[str, float]:
        """Seconds each radio has sent since the beginning."""
        return {name: node.air_hour.total_s for name, node in self.nodes.items()}

    def _between(self, group: set[str], cut: bool) -> None:
        for inside in sorted(group):
            for outside in self.nodes:
                if outside not in group:
                    self.medium.cut(self.nodes[inside].number, self.nodes[outside].number, cut)
