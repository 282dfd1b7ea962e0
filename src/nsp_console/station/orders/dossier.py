"""Noting an item of the paraatheidsdossier. It is kept at this console; nothing of it goes on the air."""

from collections.abc import Callable
from typing import Any

from nsp_console.domain.dossier import DAY_S, items_for
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import DossierNoted, Fact
from nsp_console.domain.rules import DossierItem
from nsp_console.station import commands
from nsp_console.station.orders.desk import Desk

AHEAD_S_MAX = 3600.0  # a date of today may be an hour ahead of us: clocks differ


def note_dossier(desk: Desk, order: commands.NoteDossier) -> list[Fact]:
    """The note as a fact that points back to the one it replaces."""
    desk.as_coordinator()
    item = _item(desk, order)
    if not order.found_by.strip():
        raise CommandError("dossier_door_nodig")
    if order.at_wall > desk.wall_now() + AHEAD_S_MAX:
        raise CommandError("dossier_in_toekomst")
    expires = _expires(order, item) if order.done else None
    known = desk.situation.books.dossiers.note(order.site, order.item)
    return [
        DossierNoted(
            order.site,
            order.item,
            order.done,
            order.at_wall,
            order.found_by.strip(),
            expires,
            order.note.strip(),
            _answers(order, item),
            known[0] if known else None,
        )
    ]


def _item(desk: Desk, order: commands.NoteDossier) -> DossierItem:
    site = desk.situation.sites[desk.site(order.site)]
    items = {item.key: item for item in items_for(site, desk.situation.rules)}
    if order.item not in items:
        raise CommandError("dossier_onderdeel_onbekend", onderdeel=order.item, punt=order.site)
    return items[order.item]


def _expires(order: commands.NoteDossier, item: DossierItem) -> float | None:
    if order.expires_wall is None:
        return None if item.valid_days is None else order.at_wall + item.valid_days * DAY_S
    if order.expires_wall <= order.at_wall:
        raise CommandError("dossier_verloopt_ervoor")
    return order.expires_wall


def _answers(order: commands.NoteDossier, item: DossierItem) -> dict[str, str]:
    """The answers to the questions of the item. One that is left out stays unknown; a strange one is refused."""
    questions = {question.key: question for question in item.questions}
    for key, answer in order.details.items():
        if key not in questions:
            raise CommandError("dossier_vraag_onbekend", vraag=key, onderdeel=item.label)
        if answer and answer not in questions[key].choices:
            choices = ", ".join(questions[key].choices)
            raise CommandError("dossier_antwoord_onbekend", vraag=questions[key].label, keuzes=choices)
    return {key: answer for key, answer in order.details.items() if answer}


TABLE: dict[type, Callable[[Desk, Any], list[Fact]]] = {commands.NoteDossier: note_dossier}
