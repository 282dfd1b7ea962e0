"""What people do in a history: messages in all directions, bulletins and orders, states, alarms."""

from collections.abc import Callable
from dataclasses import dataclass

from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import AlarmKind, AlarmRaised, Content, MessageQueued, Purpose
from nsp_console.domain.values import Scalar
from nsp_console.link.alarm_plane import AlarmPlane
from nsp_console.link.kept_status import KeptStatus
from nsp_console.link.status_plane import StatusPlane
from nsp_console.sim.contract.console import Console
from nsp_console.sim.contract.history import HOUR_S, Accepted, History
from nsp_console.sim.contract.place import HOMES, KEPT, STATES, is_coordinator


@dataclass(frozen=True, slots=True)
class Deed:
    """Something people do, so often per hour in a history of hours, and in one of days."""

    do: Callable[[History], None]
    short_per_h: float
    full_per_h: float


def plan_work(history: History) -> None:
    """Every deed at its random moments until the trouble is over."""
    for deed in DEEDS:
        _next(history, deed)


def _next(history: History, deed: Deed) -> None:
    rate = deed.full_per_h if history.story.full else deed.short_per_h
    at_s = history.world.elapsed + history.world.dice.expovariate(rate / HOUR_S)
    if at_s < history.end_s:

        def act() -> None:
            deed.do(history)
            _next(history, deed)

        history.world.plan(at_s, act)


def somebody(history: History, coordinator: bool = False) -> Console | None:
    """A console that is on; None when none is."""
    here = [one for one in history.consoles if one.on and (is_coordinator(one.code) or not coordinator)]
    return history.world.dice.choice(here) if here else None


def text_of(history: History, console: Console) -> str:
    """Words that never come again."""
    history.messages += 1
    return f"{console.code} zegt {history.messages}"


def write_message(history: History) -> None:
    """From anybody to anybody; an L writes to C's only."""
    console = somebody(history)
    if console is None:
        return
    others = [code for code in history.story.codes if code != console.code]
    others = [code for code in others if is_coordinator(console.code) or is_coordinator(code)]
    _queue(history, console, history.world.dice.choice(others), Content.TEXT, Purpose.MESSAGE)


def broadcast(history: History) -> None:
    """A bulletin, or an order as that of T0, to everybody."""
    console = somebody(history, coordinator=True)
    if console is not None:
        order = history.world.dice.random() < 0.5
        what = (Content.ORDER, Purpose.ORDER) if order else (Content.BULLETIN, Purpose.BULLETIN)
        _queue(history, console, "", *what)


def _queue(history: History, console: Console, to: str, content: Content, purpose: Purpose) -> None:
    text = text_of(history, console)
    life = console.life
    try:
        number = console.send(to, text, content, purpose)
    except CommandError:  # told to the operator: it was not accepted
        return
    fact = console.ledger_fact(life, number)
    assert isinstance(fact, MessageQueued)
    history.accepted.append(Accepted(console.code, life, number, fact))


def enter_state(history: History) -> None:
    """Somebody at a site enters how it is there, or reports to a C of a point without a console."""
    console = somebody(history)
    if console is None:
        return
    dice = history.world.dice
    values: dict[str, Scalar] = {
        "state": dice.choice(STATES),
        "visitors": dice.randrange(11),
        "water_l": float(dice.randrange(50, 900)),
    }
    site = KEPT if console.code == HOMES[KEPT] and dice.random() < 0.5 else console.code
    history.known[site] = (console.now, values)
    for plane in (console.link.status, console.link.kept):
        if isinstance(plane, StatusPlane | KeptStatus):
            plane.wake()
    console.look()


def sound_alarm(history: History) -> None:
    """Somebody raises an alarm."""
    console = somebody(history)
    if console is None or not isinstance(console.link.alarms, AlarmPlane) or console.link.first():
        return
    number = console.link.alarms.next_number()
    console.commit(AlarmRaised(AlarmKind.FIRE, console.code, text_of(history, console), "wacht", number=number))
    console.look()


DEEDS = (
    Deed(write_message, 10.0, 4.0),
    Deed(broadcast, 1.0, 0.25),
    Deed(enter_state, 4.0, 2.0),
    Deed(sound_alarm, 0.7, 0.1),
)
