"""From a scenario to a running world: radios on the map, people at their points, events on the clock."""

from base64 import b64encode
from datetime import datetime
from functools import partial
from hashlib import sha256
from random import Random

from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.drill.happenings import HAPPENINGS
from nsp_console.drill.scenario.model import ZONE, PointSpec, RadioKnown, Scenario, Via, What
from nsp_console.drill.stage import STRANGER, Stage
from nsp_console.drill.world.mesh import SimMesh
from nsp_console.drill.world.packets import Role
from nsp_console.drill.world.phone import Phone
from nsp_console.drill.world.points import STEP_S, PointWorld, day_share, visits_share
from nsp_console.drill.world.propagation import Mast, distance_km, kazerne_mast, local_mast
from nsp_console.drill.world.scheduler import Scheduler
from nsp_console.drill.world.simradio import SimRadio
from nsp_console.drill.world.typist import Typist
from nsp_console.link.airtime import PRESETS

NSP_CHANNEL = "NSP"
RELAY_WITHIN_KM = 15.0  # other C-NSPs within this distance of the station have their radio on and relay
STRANGER_OFFSET_DEG = 0.004  # some 400 m from the station


def public_channel(preset: str) -> str:
    """The name of the public channel of a preset: MEDIUM_FAST is "MediumFast"."""
    return "".join(part.capitalize() for part in preset.split("_"))


def public_key(code: str) -> str:
    """The key that the radio of point `code` proves in this played world (base64, 32 bytes)."""
    return b64encode(sha256(f"speelsleutel {code}".encode()).digest()).decode()


def short_name(site: Site) -> str:
    """How people call the place: "L-NSP Wijkcentrum Deventer-De Hoven" is "De Hoven"."""
    last = site.name.rsplit(f"{site.municipality}-", 1)[-1]
    kind = site.location_type.capitalize()
    return last.split(f"{kind} ", 1)[-1].removeprefix("L-NSP ").strip()


def build(scenario: Scenario, region: Region, rng: Random) -> Stage:
    """A world at the beginning of the lead-in; nothing has happened yet."""
    scheduler = Scheduler(scenario.start_s)
    mesh = SimMesh(scheduler, rng, PRESETS[scenario.mesh.preset], scenario.mesh.loss)
    stage = Stage(scenario, scheduler, mesh, _station_radio(scenario, region, mesh, rng), {}, {}, rng)
    for spec in scenario.points:
        _add_point(stage, spec, region.sites[spec.code])
    for event in scenario.events:
        if event.what is What.PUBLIC and STRANGER not in mesh.nodes:
            _add_stranger(stage, region.sites[scenario.station])
        scheduler.at(event.at_s, partial(HAPPENINGS[event.what], stage, event))
    _Days(stage).begin()
    return stage


def _station_radio(scenario: Scenario, region: Region, mesh: SimMesh, rng: Random) -> SimRadio:
    home = region.sites[scenario.station]
    mast = kazerne_mast(home.lat, home.lon)
    channels = (NSP_CHANNEL, public_channel(scenario.mesh.preset))
    node = mesh.add(home.code, mast, Role.CLIENT_BASE, channels)
    for site in region.sites.values():
        other = kazerne_mast(site.lat, site.lon)
        if site.kind is SiteKind.C and site.code != home.code and distance_km(mast, other) <= RELAY_WITHIN_KM:
            mesh.add(site.code, other, Role.CLIENT_BASE, channels)
    return SimRadio(mesh, node, rng, NSP_CHANNEL, scenario.mesh.hops, scenario.mesh.duplicates)


def _add_point(stage: Stage, spec: PointSpec, site: Site) -> None:
    point = PointWorld(
        spec.code,
        short_name(site),
        state=spec.state,
        visitors=float(spec.visitors),
        capacity=spec.capacity,
        water_l=spec.water_l,
        water_l_per_h=spec.water_l_per_h,
        food_portions=spec.food_portions,
        food_per_h=spec.food_per_h,
        power=spec.power,
        fuel_l=spec.fuel_l,
        fuel_l_per_h=spec.fuel_l_per_h,
        temperature_c=spec.temperature_c,
        staff=dict(spec.staff),
        bulletin=spec.bulletin,
    )
    point.begin()
    stage.points[spec.code] = point
    if spec.radio is RadioKnown.NONE:
        return
    node = stage.mesh.add(spec.code, local_mast(site.lat, site.lon), Role.CLIENT, (NSP_CHANNEL,))
    stage.radio.keys[node.number] = public_key(spec.code)
    if spec.radio is RadioKnown.KNOWN:
        stage.radio.node.favourites.add(node.number)
    phone = Phone(node, stage.rng, NSP_CHANNEL, stage.scenario.mesh.hops)
    direct_to = stage.radio.node.number if spec.via is Via.DIRECT else None
    interval_s = 60 * spec.every_min
    typist = Typist(point, phone, stage.scheduler, stage.rng, spec.temperament, interval_s, direct_to)
    stage.typists[spec.code] = typist
    first_s = spec.first_s if spec.first_s is not None else stage.scheduler.now_s + stage.rng.uniform(0, interval_s)
    typist.begin(first_s)


def _add_stranger(stage: Stage, home: Site) -> None:
    mast = Mast(home.lat + STRANGER_OFFSET_DEG, home.lon, height_m=1.5, eirp_dbm=20.0, gain_dbi=0.0)
    channel = public_channel(stage.scenario.mesh.preset)
    node = stage.mesh.add(STRANGER, mast, Role.CLIENT, (channel,))
    Phone(node, stage.rng, channel)


class _Days:
    """Lets all points live, step by step, with the demand of that hour."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._begin = self._busyness()

    def begin(self) -> None:
        self._stage.scheduler.after(STEP_S, self._step)

    def _busyness(self) -> float:
        now_s = self._stage.scheduler.now_s
        local = datetime.fromtimestamp(self._stage.scenario.t0_wall + now_s, ZONE)
        return visits_share(now_s / 3600) * day_share(local.hour + local.minute / 60)

    def _step(self) -> None:
        demand = self._busyness() / self._begin
        for code, point in self._stage.points.items():
            for what in point.live(STEP_S, demand, self._stage.rng):
                if code in self._stage.typists:
                    self._stage.typists[code].notice(what)
        self._stage.scheduler.after(STEP_S, self._step)
