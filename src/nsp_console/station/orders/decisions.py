"""What a C decides for others: T0, openings, who stands in for whom, which key is no longer trusted.

The fact is recorded here; when this console can sign, the same goes signed to every console of the region. Without a
signing key it holds here only, and the operator is told so.
"""

from collections.abc import Callable
from typing import Any

from nsp_console.domain import facts
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Fact, MessageQueued, Purpose
from nsp_console.domain.views import Reason
from nsp_console.domain.writing import TAKEN_MAX
from nsp_console.dutch.ordering import order_line
from nsp_console.station import commands
from nsp_console.station.orders.desk import Desk
from nsp_console.wire.frames.bodies import Order, OrderBody
from nsp_console.wire.frames.limits import MOVED_SITES_MAX

T0_AHEAD_S_MAX = 3600.0
T0_BACK_S_MAX = 60 * 86_400.0
LOCAL_ONLY = "alleen_hier"


def ordered(desk: Desk, order: Order) -> list[Fact]:
    """`order` as a fact, and signed to all when we can."""
    if not desk.signs or not desk.can_tell(OrderBody(order)):
        return [order]
    return [order, desk.broadcast(OrderBody(order), order_line(order), Purpose.ORDER)]


def notices(command: object, made: list[Fact]) -> tuple[Reason, ...]:
    """That an order holds on this console only, because nothing was sent."""
    told = any(isinstance(fact, MessageQueued) and fact.purpose in (Purpose.ORDER, Purpose.BULLETIN) for fact in made)
    signed = type(command) in TABLE or isinstance(command, commands.IssueBulletin)
    return (Reason(LOCAL_ONLY),) if signed and not told else ()


def t0_of(desk: Desk, wall: float) -> float:
    """`wall` when it can be the beginning of this crisis."""
    ahead = wall - desk.wall_now()
    if not -T0_BACK_S_MAX <= ahead <= T0_AHEAD_S_MAX:
        raise CommandError("t0_onmogelijk")
    return wall


def start_deployment(desk: Desk, order: commands.StartDeployment) -> list[Fact]:
    """An inzet begins at T0, as somebody established."""
    desk.as_coordinator()
    if desk.situation.deployment is not None:
        raise CommandError("inzet_loopt_al", naam=desk.situation.deployment.name)
    if not order.name.strip() or not order.source.strip():
        raise CommandError("naam_en_bron_nodig")
    return ordered(desk, facts.DeploymentStarted(order.name, t0_of(desk, order.t0_wall), order.source, desk.by))


def correct_t0(desk: Desk, order: commands.CorrectT0) -> list[Fact]:
    """T0 was another time."""
    desk.as_coordinator()
    if desk.situation.deployment is None:
        raise CommandError("geen_inzet")
    return ordered(desk, facts.T0Corrected(t0_of(desk, order.t0_wall), order.source, desk.by))


def end_deployment(desk: Desk, order: commands.EndDeployment) -> list[Fact]:
    """The inzet is over."""
    desk.as_coordinator()
    if desk.situation.deployment is None:
        raise CommandError("geen_inzet")
    return ordered(desk, facts.DeploymentEnded(desk.by, order.reason))


def decide(desk: Desk, order: commands.Decide) -> list[Fact]:
    """A *besluit*. About a point that another C answers for it is noted here only: the others would refuse it."""
    desk.as_coordinator()
    if not order.reason.strip() or not order.decided_by.strip():
        raise CommandError("reden_en_besluit_door_nodig")
    site = desk.site(order.site)
    decided = facts.Decided(site, order.what, order.decided_by, order.reason, order.target_wall, order.owner)
    ours = desk.air.writers.answers_for(desk.station, site)
    return ordered(desk, decided) if ours else [decided]


def move_home(desk: Desk, order: commands.MoveHome) -> list[Fact]:
    """*C tijdelijk onbemand*: hand over, take over, or take back."""
    desk.as_coordinator()
    to = desk.site(order.to or desk.station)
    sites = tuple(desk.site(code) for code in order.sites)
    if len(sites) > MOVED_SITES_MAX:
        raise CommandError("te_veel_punten", aantal=len(sites), hoogstens=MOVED_SITES_MAX)
    home = desk.site(order.home) if order.home else desk.station
    move = facts.HomeMoved(home, to, desk.by, order.reason, sites)
    refused = desk.air.writers.why_not(move)
    if refused:
        raise move_refused(refused, move)
    if to != home and to in desk.air.writers.unmanned():
        raise CommandError("zelf_onbemand", punt=to)
    return ordered(desk, move)


def move_refused(code: str, move: facts.HomeMoved) -> CommandError:
    """Why the writers would ignore `move`, as something to tell the operator."""
    why = {
        "geen_c": CommandError("geen_c", punten=f"{move.home}, {move.to}"),
        "niet_bevoegd": CommandError("niet_bevoegd"),
        "andermans_punten": CommandError("andermans_punten", punt=move.home),
        "niets_terug_te_nemen": CommandError("niets_terug_te_nemen", punt=move.home),
        "teruggenomen": CommandError("teruggenomen", punt=move.home),
        "te_veel_overgenomen": CommandError("te_veel_overgenomen", hoogstens=TAKEN_MAX),
    }
    return why[code]


def move_writer(desk: Desk, order: commands.MoveWriter) -> list[Fact]:
    """Write for a point in the place of its own console, or give it back: its version goes on above the last."""
    desk.as_coordinator()
    site = desk.site(order.site)
    if not order.back and not order.reason.strip():
        raise CommandError("reden_nodig")
    to, version = site if order.back else desk.station, desk.air.versions.get(site, 0)
    move = facts.WriterMoved(site, to, version, desk.by, order.reason)
    writers = desk.air.writers
    refused = writers.why_not_writer(move)
    if refused:
        raise writer_refused(refused, move, writers.home_of(site))
    if not order.back and writers.writer_of(site) != site:
        raise CommandError("schrijft_al", punt=site, c=writers.writer_of(site))
    return ordered(desk, move)


def writer_refused(code: str, move: facts.WriterMoved, home: str) -> CommandError:
    """Why the writers would ignore `move`, as something to tell the operator."""
    why = {
        "geen_punt": CommandError("schrijver_geen_punt", punt=move.site),
        "niet_bevoegd": CommandError("schrijver_niet_bevoegd", punt=move.site, c=home),
        "andere_c": CommandError("schrijver_niet_bevoegd", punt=move.site, c=home),
        "niets_terug_te_nemen": CommandError("niets_terug_te_geven", punt=move.site),
    }
    return why[code]


def revoke_station(desk: Desk, order: commands.RevokeStation) -> list[Fact]:
    """The keys of a station were stolen or lost."""
    desk.as_coordinator()
    station = desk.site(order.station)
    if station == desk.station:
        raise CommandError("niet_zichzelf")
    if desk.roster.number(station) is None:
        raise CommandError("geen_sleutels", punt=station)
    if desk.air.writers.is_coordinator(station):
        raise CommandError("c_niet_intrekken", punt=station)
    if not order.reason.strip():
        raise CommandError("reden_nodig")
    generation = desk.reach.generation(station)
    return ordered(desk, facts.StationRevoked(station, generation, desk.by, order.reason))


TABLE: dict[type, Callable[[Desk, Any], list[Fact]]] = {
    commands.StartDeployment: start_deployment,
    commands.CorrectT0: correct_t0,
    commands.EndDeployment: end_deployment,
    commands.Decide: decide,
    commands.MoveHome: move_home,
    commands.MoveWriter: move_writer,
    commands.RevokeStation: revoke_station,
}
