"""The paraatheidsdossier per point: what must have been arranged before a crisis, when it was, and until when it holds.

The items are configuration (`rules.DossierItem`), the notes are facts. The last note about an item counts: a newer one
replaces it, also when it is a correction. Nothing noted is *onbekend*, never *ontbreekt*.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

from nsp_console.domain.dossier_facts import DossierNoted
from nsp_console.domain.facts import Entry
from nsp_console.domain.rules import DossierItem, Rules
from nsp_console.domain.safetext import clean
from nsp_console.domain.sites import Site

DAY_S = 86_400.0


class ItemState(StrEnum):
    """How it is with one item, worst first."""

    MISSING = "ontbreekt"  # looked at, and found lacking
    EXPIRED = "verlopen"
    SOON = "verloopt"  # in order, but not for long
    UNKNOWN = "onbekend"  # nobody noted anything
    DONE = "in_orde"


HOLDS = frozenset({ItemState.DONE, ItemState.SOON})
FAILS = frozenset({ItemState.MISSING, ItemState.EXPIRED})


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One item of one point as drawn. `entry` 0: nothing was noted, and the rest is empty."""

    item: DossierItem
    state: ItemState
    entry: int = 0
    at_wall: float | None = None
    by: str = ""
    expires_wall: float | None = None
    note: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


Dossier = tuple[DossierLine, ...]


class Completeness(StrEnum):
    """A dossier in one word, from its vital items."""

    COMPLETE = "compleet"
    PARTLY = "deels"  # nothing wrong, but not all of it was noted
    LACKING = "gebrek"  # something vital is missing or has expired
    UNKNOWN = "leeg"  # nothing vital was ever noted


class Dossiers:
    """The book of all notes: the last one per point and item."""

    def __init__(self) -> None:
        self._notes: dict[str, dict[str, tuple[int, DossierNoted]]] = {}
        self._last: dict[str, int] = {}
        self._drawn: dict[str, _Drawn] = {}

    def apply(self, entry: Entry) -> None:
        """Fold one entry in."""
        fact = entry.fact
        if isinstance(fact, DossierNoted):
            self._notes.setdefault(fact.site, {})[fact.item] = entry.number, fact
            self._last[fact.site] = entry.number

    def last(self, site: str) -> int:
        """Entry of the newest note about `site`; 0: none."""
        return self._last.get(site, 0)

    def note(self, site: str, item: str) -> tuple[int, DossierNoted] | None:
        """The note that counts for this item, with its entry."""
        return self._notes.get(site, {}).get(item)

    def of(self, site: Site, rules: Rules, now_wall: float) -> Dossier:
        """The dossier of `site` at `now_wall`, every item of the configuration that is for this kind of point.

        The same object as long as nothing was noted and nothing expired: this is asked for every point all the time.
        """
        drawn = self._drawn.get(site.code)
        if drawn is None or drawn.last != self.last(site.code) or not drawn.since <= now_wall < drawn.until:
            drawn = self._drawn[site.code] = self._draw(site, rules, now_wall)
        return drawn.dossier

    def _draw(self, site: Site, rules: Rules, now_wall: float) -> "_Drawn":
        notes = self._notes.get(site.code, {})
        soon_s = rules.dossier_soon_days * DAY_S
        ends = [fact.expires_wall for _, fact in notes.values() if fact.expires_wall is not None]
        turns = [*ends, *(end - soon_s for end in ends)]
        since = max((turn for turn in turns if turn <= now_wall), default=-inf)
        until = min((turn for turn in turns if turn > now_wall), default=inf)
        lines = tuple(_line(item, notes.get(item.key), now_wall, soon_s) for item in items_for(site, rules))
        return _Drawn(self.last(site.code), since, until, lines)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A dossier as drawn, good from wall `since` up to `until` while the last note about it is `last`."""

    last: int
    since: float
    until: float
    dossier: Dossier


def items_for(site: Site, rules: Rules) -> tuple[DossierItem, ...]:
    """What the dossier of this kind of point consists of; a guest keeps its own elsewhere."""
    return () if site.guest else tuple(item for item in rules.dossier if site.kind.value in item.kinds)


def _line(item: DossierItem, known: tuple[int, DossierNoted] | None, now_wall: float, soon_s: float) -> DossierLine:
    if known is None:
        return DossierLine(item, ItemState.UNKNOWN)
    entry, fact = known
    state = state_of(fact, now_wall, soon_s)
    details = {key: clean(answer) for key, answer in fact.details.items()}
    return DossierLine(item, state, entry, fact.at_wall, clean(fact.by), fact.expires_wall, clean(fact.note), details)


def state_of(fact: DossierNoted, now_wall: float, soon_s: float) -> ItemState:
    """What a note says at `now_wall`; within `soon_s` seconds of its end it expires soon."""
    if not fact.done:
        return ItemState.MISSING
    if fact.expires_wall is None or now_wall + soon_s < fact.expires_wall:
        return ItemState.DONE
    return ItemState.SOON if now_wall < fact.expires_wall else ItemState.EXPIRED


def in_state(dossier: Iterable[DossierLine], *states: ItemState, vital: bool = False) -> list[DossierLine]:
    """The lines in one of `states`, in the order of the dossier; `vital`: only those that are."""
    return [line for line in dossier if line.state in states and (line.item.vital or not vital)]


def completeness(dossier: Dossier) -> Completeness:
    """What the vital items add up to. Without any item nothing is known; with none that is vital it is complete."""
    if not dossier:
        return Completeness.UNKNOWN
    states = [line.state for line in dossier if line.item.vital]
    if any(state in FAILS for state in states):
        return Completeness.LACKING
    if all(state in HOLDS for state in states):
        return Completeness.COMPLETE
    return Completeness.PARTLY if any(state in HOLDS for state in states) else Completeness.UNKNOWN
