"""One LoRa channel with the radios of a region on it, and those of a neighbour when the plan has one."""

from collections.abc import Callable
from dataclasses import dataclass, field

from nsp_console.config.region import load_region
from nsp_console.config.rules import load_rules
from nsp_console.domain.errors import CommandError
from nsp_console.domain.sites import Region, SiteKind
from nsp_console.domain.understanding import Vocabulary
from nsp_console.drill.world.mesh import SimMesh
from nsp_console.drill.world.node import MeshNode
from nsp_console.drill.world.packets import MeshPacket, Role
from nsp_console.drill.world.scheduler import Scheduler
from nsp_console.link.airtime import PRESETS, Preset
from nsp_console.paths import shipped
from nsp_console.sim.region.chance import dice_for
from nsp_console.sim.region.layout import Place, places, shifted
from nsp_console.sim.region.measures import Record
from nsp_console.sim.region.meter import NEIGHBOUR, Meter
from nsp_console.sim.region.plan import SETTLE_S, RegionPlan
from nsp_console.sim.region.workload import Workload, workload

REGION_FILE = "ijsselland.csv"
OURS, THEIRS = "NSP", "BUUR"  # names of channels stand for their keys


@dataclass(slots=True)
class Side:
    """One region on the channel: its points with their radios, what happens there, and what was measured."""

    name: str
    channel: str
    region: Region
    places: tuple[Place, ...]
    work: Workload
    record: Record
    nodes: dict[str, MeshNode] = field(default_factory=dict)

    @property
    def coordinators(self) -> tuple[str, ...]:
        return tuple(place.site.code for place in self.places if place.site.kind is SiteKind.C)


class World:
    """`sides`: our region, and the neighbour. `roles` replaces the role of a radio, for other ways of sending."""

    def __init__(self, plan: RegionPlan, roles: Callable[[Place], Role] = lambda place: place.role) -> None:
        self.plan = plan
        self.preset: Preset = PRESETS[plan.preset]
        self.scheduler = Scheduler()
        self.meter = Meter(self.scheduler, dice_for(plan.seed, "channel"), self.preset, plan.loss)
        self.meter.extra_db = plan.extra_db
        self.mesh = SimMesh(self.scheduler, dice_for(plan.seed, "radios"), self.preset, medium=self.meter)
        self.vocabulary: Vocabulary = load_rules().vocabulary
        self._numbers = dice_for(plan.seed, "packets")
        region = load_region(plan.region or shipped("config") / REGION_FILE)
        if {site.kind for site in region.numbered().values()} < {SiteKind.C, SiteKind.L}:
            raise CommandError("simulatie.geen_regio", region=region.name)
        self.sides = [self._side("regio", OURS, region, roles)]
        if plan.neighbour_km is not None:
            self.sides.append(self._side("buur", THEIRS, shifted(region, plan.neighbour_km), roles))

    def _side(self, name: str, channel: str, region: Region, roles: Callable[[Place], Role]) -> Side:
        found = places(region, self.plan.seed, self.plan.phones)
        work = workload(self.plan, found, SETTLE_S, name)
        everybody = tuple(place.site.code for place in found if place.site.kind is SiteKind.C)
        audience = {place.site.code: everybody for place in found if place.site.kind is SiteKind.L}
        side = Side(name, channel, region, found, work, Record(audience))
        for place in found:
            code = place.site.code
            side.nodes[code] = self.mesh.add(f"{name} {code}", place.mast, roles(place), (channel,))
        for place in found:
            if place.site.home in side.nodes:
                side.nodes[place.site.home].favourites.add(side.nodes[place.site.code].number)
        return side

    @property
    def now_s(self) -> float:
        return self.scheduler.now_s

    def packet_number(self) -> int:
        return self._numbers.getrandbits(32)

    def send(self, side: Side, node: MeshNode, packet: MeshPacket, priority: int, kind: str) -> bool:
        """Hand a packet to a radio and note what it is for; False when the radio has no room."""
        if node.queue_free <= 0:
            return False
        self.meter.begin(packet, kind if side is self.sides[0] else NEIGHBOUR)
        return node.send(packet, priority)
