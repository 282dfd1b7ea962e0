"""What an event of a scenario does to the world: one function per word of `wat`, and the table of them."""

from collections.abc import Callable

from nsp_console.domain.fields import OPEN_STATES
from nsp_console.drill.scenario.model import EventSpec, What
from nsp_console.drill.stage import STRANGER, Stage
from nsp_console.drill.world.phone import Phone
from nsp_console.drill.world.typist import Typist


def _typist(stage: Stage, event: EventSpec) -> Typist | None:
    return stage.typists.get(event.point or "")


def _text(stage: Stage, event: EventSpec) -> None:
    typist = _typist(stage, event)
    if typist is not None and event.text is not None:
        typist.type(event.text)


def _report(stage: Stage, event: EventSpec) -> None:
    if typist := _typist(stage, event):
        typist.report()


def _again(stage: Stage, event: EventSpec) -> None:
    if typist := _typist(stage, event):
        typist.again()


def _slip(stage: Stage, event: EventSpec) -> None:
    if typist := _typist(stage, event):
        typist.slip()


def _notice(stage: Stage, event: EventSpec, what: str) -> None:
    if typist := _typist(stage, event):
        typist.notice(what)


def _power(stage: Stage, event: EventSpec) -> None:
    if event.point and event.power:
        stage.points[event.point].power = event.power
        _notice(stage, event, "stroom")


def _delivery(stage: Stage, event: EventSpec) -> None:
    point = stage.points[event.point or ""]
    point.water_l += event.water_l or 0.0
    point.food_portions += event.food_portions or 0.0
    point.fuel_l += event.fuel_l or 0.0
    only_fuel = event.fuel_l is not None and event.water_l is None and event.food_portions is None
    _notice(stage, event, "brandstof" if only_fuel else "levering")


def _state(stage: Stage, event: EventSpec) -> None:
    if event.point and event.state:
        point = stage.points[event.point]
        point.state = event.state
        if event.state not in OPEN_STATES:
            point.visitors = 0.0
        _notice(stage, event, "toestand")


def _visitors(stage: Stage, event: EventSpec) -> None:
    if event.point and event.visitors is not None:
        point = stage.points[event.point]
        point.visitors = float(min(event.visitors, point.capacity))
        point.base_visitors = max(point.base_visitors, point.visitors)


def _broken(stage: Stage, event: EventSpec) -> None:
    if event.point and event.function and event.text:
        stage.points[event.point].broken[event.function] = event.text
        _text(stage, event)


def _mended(stage: Stage, event: EventSpec) -> None:
    if event.point and event.function:
        stage.points[event.point].broken.pop(event.function, None)
        _notice(stage, event, "hersteld")


def _radio_off(stage: Stage, event: EventSpec) -> None:
    if event.point in stage.mesh.nodes:
        stage.mesh.switch_off(event.point)


def _radio_on(stage: Stage, event: EventSpec) -> None:
    if event.point in stage.mesh.nodes:
        stage.mesh.switch_on(event.point)
        _notice(stage, event, "radio_terug")


def _public(stage: Stage, event: EventSpec) -> None:
    phone = stage.mesh.nodes[STRANGER].host
    if isinstance(phone, Phone) and event.text:
        phone.send(event.text)


HAPPENINGS: dict[What, Callable[[Stage, EventSpec], None]] = {
    What.TEXT: _text,
    What.ALARM: _text,
    What.REPORT: _report,
    What.AGAIN: _again,
    What.SLIP: _slip,
    What.POWER: _power,
    What.DELIVERY: _delivery,
    What.STATE: _state,
    What.VISITORS: _visitors,
    What.BROKEN: _broken,
    What.MENDED: _mended,
    What.RADIO_OFF: _radio_off,
    What.RADIO_ON: _radio_on,
    What.PUBLIC: _public,
}
