"""The logbook's own orders: a note, and the handover of a shift with its confirmation."""

from collections.abc import Callable
from typing import Any

from nsp_console.domain import facts
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Fact
from nsp_console.domain.safetext import clean
from nsp_console.station import commands
from nsp_console.station.orders.desk import Desk, one_line

NOTE_CHARS_MAX = 400


def said(text: str) -> str:
    """`text` on one line; it must say something and be no longer than a note is."""
    line = one_line(text)
    if not line:
        raise CommandError("tekst_nodig")
    if len(line) > NOTE_CHARS_MAX:
        raise CommandError("aantekening_te_lang", hoogstens=NOTE_CHARS_MAX)
    return line


def function(text: str) -> str:
    """Who, as a function."""
    line = clean(text)
    if not line:
        raise CommandError("functie_nodig")
    return line


def make_note(desk: Desk, order: commands.MakeNote) -> list[Fact]:
    """Something to remember; a correction must point at an entry that exists."""
    site = desk.site(order.site) if order.site else None
    if order.corrects is not None and not 0 < order.corrects <= desk.situation.last_entry:
        raise CommandError("nummer_onbekend", nummer=order.corrects)
    return [facts.NoteMade(said(order.text), desk.by, site, order.corrects)]


def hand_over(desk: Desk, order: commands.HandOver) -> list[Fact]:
    """The desk goes to another function, with how the points stood."""
    states = {desk.site(code): state for code, state in order.states.items()}
    note = said(order.note) if order.note.strip() else ""
    return [facts.ShiftHandedOver(function(order.by), function(order.to), note, states)]


def take_over(desk: Desk, order: commands.TakeOver) -> list[Fact]:
    """Once, and only the last handover: what is older was taken over by what came after it."""
    shift = desk.situation.books.logbook.shift()
    if shift is None or shift.entry != order.entry:
        raise CommandError("geen_overdracht", nummer=order.entry)
    if shift.taken_by:
        raise CommandError("al_overgenomen", door=shift.taken_by)
    note = said(order.note) if order.note.strip() else ""
    return [facts.ShiftTakenOver(order.entry, function(order.by), note)]


TABLE: dict[type, Callable[[Desk, Any], list[Fact]]] = {
    commands.MakeNote: make_note,
    commands.HandOver: hand_over,
    commands.TakeOver: take_over,
}
