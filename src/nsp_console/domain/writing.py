"""Who writes for a point, and who answers for it: one console each, whatever was ordered (design: protocol, 3 and 8).

A point whose own console was met or heard writes for itself. Else its home C does, or the C that stands in for it.
People of a point are answered by its home C, or who stands in.

Who may move points (`HomeMoved`), so that a stolen C cannot take the region:
- the home C itself: hand all or some of its points to another C, and take them back;
- the region keeper: anything;
- another C may take over on its own word, from at most TAKEN_MAX C's at a time (what those stood in for goes along),
  and never again from a C that took its points back from it. Revoking a station ends all it took.
Who may take over a point from its own console (`WriterMoved`), and hand it back: the C that answers for it, or the
region keeper. From then on that C writes for it, and after a move whoever answers for it; the console, met or heard,
stays silent until it is handed back. Revoking the C that took it ends it too.

Of two orders about one C the later one heard counts. Who is handed points while it has no crew itself passes them on;
when a circle of C's without crew remains, the first of them by code is the one: the same on every console.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nsp_console.domain.facts import Fact, HomeMoved, PeerMet, StationRevoked, StationStarted, StatusHeard, WriterMoved
from nsp_console.domain.sites import Site, SiteKind

KEEPER = "KEEPER"  # as `origin` or `station` in the place of a code: the region keeper's own signing key
TAKEN_MAX = 3  # C's a neighbour may take over on its own word


@dataclass(frozen=True, slots=True)
class Handover:
    """Points went to C `to`; `taken`: on the word of `to` itself."""

    to: str
    taken: bool


class Writers:
    """Folded from the journal. `sites` is the living table of points: what joins later is found in it."""

    def __init__(self, sites: Mapping[str, Site]) -> None:
        self._sites = sites
        self._station = ""
        self._consoles: set[str] = set()
        self._silenced: dict[str, str] = {}  # point whose console does not write → the C that took it over
        self._given: dict[str, Handover] = {}  # C → all its points
        self._moved: dict[str, Handover] = {}  # single point
        self._denied: set[tuple[str, str]] = set()  # (home, taker): taken back by the home itself
        self._table: dict[type, Callable[[Any], None]] = {
            StationStarted: self._started,
            PeerMet: lambda fact: self._consoles.add(fact.station),
            StatusHeard: self._heard,
            HomeMoved: self._move,
            WriterMoved: self._move_writer,
            StationRevoked: self._revoke,
        }

    def apply(self, fact: Fact) -> None:
        """Take a recorded fact in; what moves nothing, or may not, changes nothing."""
        handler = self._table.get(type(fact))
        if handler is not None:
            handler(fact)

    # ── asking ───────────────────────────────────────────────────────────────────────────────────────────

    def writer_of(self, code: str) -> str:
        """The one console that writes for `code`; "" for a point nobody knows."""
        own = code in self._consoles and code in self._sites and code not in self._silenced
        return code if own else self.home_of(code)

    def home_of(self, code: str) -> str:
        """The C that answers for `code` now: its own, or who stands in. A C is its own; "" for an unknown point."""
        return self._standing(self._nominal(code, self._moved))

    def base_of(self, code: str) -> str:
        """The home C of `code` by the region file, whatever was moved."""
        return self._nominal(code, {})

    def answers_for(self, station: str, code: str) -> bool:
        """Whether `station` echoes and triages what people of `code` say."""
        return self.home_of(code) == station

    def stands_in(self, station: str) -> tuple[str, ...]:
        """C's without crew whose points `station` looks after."""
        return tuple(sorted(home for home, to in self.unmanned().items() if to == station))

    def unmanned(self) -> dict[str, str]:
        """Every C without crew → the C that stands in."""
        standing = {home: self._standing(home) for home in self._given}
        return {home: to for home, to in standing.items() if home != to}

    def is_taken_over(self, code: str) -> bool:
        """Whether a C was ordered to write for `code` in the place of its own console."""
        return code in self._silenced

    def has_console(self, code: str) -> bool:
        """Whether a console of point `code` itself was met or heard, or is this one."""
        return code in self._consoles

    def is_coordinator(self, code: str) -> bool:
        """Whether `code` is a C-NSP of our own region."""
        site = self._sites.get(code)
        return site is not None and site.kind is SiteKind.C and not site.guest

    def why_not(self, move: HomeMoved | WriterMoved) -> str:
        """Why `move` means nothing or is not its signer's to order, as a code; "" when it holds."""
        return self.why_not_writer(move) if isinstance(move, WriterMoved) else self._why_no_home(move)

    def why_not_writer(self, move: WriterMoved) -> str:
        """`why_not` of an order to take over a point, or to hand it back."""
        site, home = self._sites.get(move.site), self.home_of(move.site)
        if site is None or site.guest or self.is_coordinator(move.site):
            return "geen_punt"  # a C writes for itself, or has no crew and others stand in
        if (move.origin or self._station or home) not in (home, KEEPER):
            return "niet_bevoegd"
        if move.to == move.site:
            return "" if self.is_taken_over(move.site) else "niets_terug_te_nemen"
        return "" if move.to == home else "andere_c"

    def _why_no_home(self, move: HomeMoved) -> str:
        home, to, origin = move.home, move.to, self._origin(move)
        if not (self.is_coordinator(home) and self.is_coordinator(to)):
            return "geen_c"
        if origin not in (home, to, KEEPER) or not (origin == KEEPER or self.is_coordinator(origin)):
            return "niet_bevoegd"
        if move.sites and not self._points(move):
            return "andermans_punten"
        if to == home:
            return "" if self._held(move) else "niets_terug_te_nemen"
        if origin == to and (home, to) in self._denied:
            return "teruggenomen"
        if origin == to and len({*self._taken_by(to), home}) > TAKEN_MAX:
            return "te_veel_overgenomen"
        return ""

    # ── folding ──────────────────────────────────────────────────────────────────────────────────────────

    def _started(self, fact: StationStarted) -> None:
        self._station = fact.station
        self._consoles.add(fact.station)

    def _heard(self, fact: StatusHeard) -> None:
        if not fact.kept:
            self._consoles.add(fact.site)

    def _move_writer(self, move: WriterMoved) -> None:
        if self.why_not(move):
            return
        if move.to == move.site:
            del self._silenced[move.site]
        else:
            self._silenced[move.site] = move.to

    def _move(self, move: HomeMoved) -> None:
        if self.why_not(move):
            return
        home, to, origin = move.home, move.to, self._origin(move)
        if to == home:
            self._take_back(move, origin == home)
            return
        handover = Handover(to, taken=origin == to)
        if move.sites:
            self._moved.update(dict.fromkeys(self._points(move), handover))
        else:
            self._given[home] = handover
        if not handover.taken:
            self._denied.discard((home, to))

    def _take_back(self, move: HomeMoved, by_home: bool) -> None:
        returned = [self._moved.pop(code) for code in self._held(move) if code in self._moved]
        if not move.sites and move.home in self._given:
            returned.append(self._given.pop(move.home))
        if by_home:
            self._denied.update((move.home, handover.to) for handover in returned if handover.taken)

    def _revoke(self, fact: StationRevoked) -> None:
        """Whoever has the keys now, nothing is written or answered by it until it is met again with new ones."""
        self._consoles.discard(fact.station)
        self._silenced.pop(fact.station, None)
        self._silenced = {code: taker for code, taker in self._silenced.items() if taker != fact.station}
        for table in (self._given, self._moved):
            for code in [code for code, handover in table.items() if handover.to == fact.station]:
                del table[code]

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────

    def _origin(self, move: HomeMoved) -> str:
        return move.origin or self._station or move.home  # before the console ever started: told by a scenario

    def _nominal(self, code: str, moved: Mapping[str, Handover]) -> str:
        """From point to point (an initiative may hang under an L) to a C, before anybody stands in."""
        passed: list[str] = []
        while code not in passed:
            if code in moved:
                return moved[code].to
            site = self._sites.get(code)
            if site is None:
                return passed[-1] if passed else ""
            if site.kind is SiteKind.C or site.guest or not site.home:
                return code
            passed.append(code)
            code = site.home
        return min(passed)  # points that hang under each other

    def _standing(self, home: str) -> str:
        passed = [home]
        while (handover := self._given.get(passed[-1])) is not None:
            if handover.to in passed:
                return min(passed[passed.index(handover.to) :])
            passed.append(handover.to)
        return passed[-1]

    def _points(self, move: HomeMoved) -> list[str]:
        """The single points of `move` that are its home's to move."""
        return [code for code in move.sites if not self.is_coordinator(code) and self.base_of(code) == move.home]

    def _held(self, move: HomeMoved) -> list[str]:
        """What taking back `move` would return: single points, and the C itself when all its points are away."""
        if move.sites:
            return [code for code in self._points(move) if code in self._moved]
        away = [code for code in self._moved if self.base_of(code) == move.home]
        return [*away, move.home] if move.home in self._given else away

    def _taken_by(self, taker: str) -> Iterable[str]:
        yield from (home for home, handover in self._given.items() if handover == Handover(taker, True))
        yield from (self.base_of(code) for code, handover in self._moved.items() if handover == Handover(taker, True))
