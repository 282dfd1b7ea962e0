"""Choosing one norm, so that the list shows only the points that do not meet it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nsp_console.domain.dossier import FAILS, ItemState, in_state
from nsp_console.domain.gains import DOSSIER_PREFIX
from nsp_console.domain.views import SiteView, Verdict
from nsp_console.tui.ask.choose import Choose, Item

if TYPE_CHECKING:
    from nsp_console.tui.place import Place

ALL = ""


@dataclass(frozen=True)
class Counted:
    """A norm or dossier item, with how many of the points fail it and of how many nothing is known."""

    key: str
    label: str
    failing: int
    unknown: int


def fails(view: SiteView, key: str) -> bool:
    """Whether this point does not meet norm `key`, or lacks item `key` of its dossier."""
    if key.startswith(DOSSIER_PREFIX):
        wanted = key.removeprefix(DOSSIER_PREFIX)
        return any(line.item.key == wanted for line in in_state(view.dossier, *FAILS))
    return any(norm.key == key and norm.verdict is Verdict.FAILED for norm in view.norms)


def counted(views: Sequence[SiteView]) -> list[Counted]:
    """Every norm and item of these points in their order, with the counts."""
    labels: dict[str, str] = {}
    failing: dict[str, int] = {}
    unknown: dict[str, int] = {}

    def add(key: str, label: str, bad: bool, open_: bool) -> None:
        labels.setdefault(key, label)
        failing[key] = failing.get(key, 0) + bad
        unknown[key] = unknown.get(key, 0) + open_

    for view in views:
        for norm in view.norms:
            add(norm.key, norm.label, norm.verdict is Verdict.FAILED, norm.verdict is Verdict.UNKNOWN)
    for view in views:
        for line in view.dossier:
            add(DOSSIER_PREFIX + line.item.key, line.item.label, line.state in FAILS, line.state is ItemState.UNKNOWN)
    return [Counted(key, label, failing[key], unknown[key]) for key, label in labels.items()]


def label_of(views: Sequence[SiteView], key: str) -> str:
    """The label of norm or item `key`."""
    return next((one.label for one in counted(views) if one.key == key), key)


def ask_norm(place: Place, views: Sequence[SiteView], answered: Callable[[str], None]) -> None:
    """Which norm? The first choice shows all points again."""

    def chosen(key: str | None) -> None:
        if key is not None:
            answered("" if key == "alle" else key)

    items = [Item("alle", f"alle {len(views)} punten")]
    for one in counted(views):
        about = "dossier: " if one.key.startswith(DOSSIER_PREFIX) else ""
        unknown = f", {one.unknown} onbekend" if one.unknown else ""
        items.append(Item(one.key, f"{about}{one.label}: {one.failing} niet{unknown}"))
    place.app.push_screen(Choose("Welke punten halen deze norm niet?", items, "Zoek een norm…"), chosen)
