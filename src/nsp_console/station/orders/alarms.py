"""Alarms: raising one here, and what a person does with one that rings."""

from collections.abc import Callable
from typing import Any

from nsp_console.domain import facts
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Fact
from nsp_console.station import commands
from nsp_console.station.orders.desk import Desk
from nsp_console.station.orders.mail import read_notes
from nsp_console.wire.text import alarm_kind


def open_alarm(desk: Desk, entry: int) -> int:
    """The entry of the open alarm that `entry` raised or repeated."""
    alarm = desk.situation.alarm(entry)
    if alarm is None or alarm.closed:
        raise CommandError("geen_open_alarm", nummer=entry)
    return alarm.entry


def acknowledge(desk: Desk, order: commands.Acknowledge) -> list[Fact]:
    """A person took it on; who mailed it hears that it was read."""
    entry = open_alarm(desk, order.entry)
    lines = sorted({entry, order.entry})
    return [facts.AlarmAcknowledged(entry, desk.by, order.note), *read_notes(desk, lines)]


def park(desk: Desk, order: commands.Park) -> list[Fact]:
    """No bell for a while, with the reason."""
    if not order.reason.strip():
        raise CommandError("reden_nodig")
    return [facts.AlarmParked(open_alarm(desk, order.entry), desk.by, order.reason, order.for_s)]


def close(desk: Desk, order: commands.CloseAlarm) -> list[Fact]:
    """Solved."""
    return [facts.AlarmClosed(open_alarm(desk, order.entry), desk.by, order.reason)]


def raise_alarm(desk: Desk, order: commands.RaiseAlarm) -> list[Fact]:
    """An alarm by voice, runner or own eyes. Our own emergency goes on the air, sealed when that is possible."""
    if not order.text.strip():
        raise CommandError("tekst_nodig")
    site = desk.site(order.site) if order.site else None
    if site is None and not desk.is_coordinator:
        site = desk.station
    number = desk.reach.next_alarm() if site == desk.station else None
    return [facts.AlarmRaised(alarm_kind(order.text), site, order.text, desk.by, number=number)]


TABLE: dict[type, Callable[[Desk, Any], list[Fact]]] = {
    commands.Acknowledge: acknowledge,
    commands.Park: park,
    commands.CloseAlarm: close,
    commands.RaiseAlarm: raise_alarm,
}
