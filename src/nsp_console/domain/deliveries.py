"""What one delivery does, and which helps most. The program proposes; a person decides.

A delivery counts here as if it arrived now: the clock of the road is for people to judge. What a delivery adds is a
range, because how fast it is used is one: `amount / most_per_h` to `amount / least_per_h`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from heapq import nsmallest
from math import ceil, floor, inf

from nsp_console.domain.ahead import Break, breaks, severity_at, trusted
from nsp_console.domain.distance import distance_km
from nsp_console.domain.interval import SHIFT_S
from nsp_console.domain.limits import SupplyLimits
from nsp_console.domain.moments import HOUR_S, Ageing
from nsp_console.domain.totals import counted_value
from nsp_console.domain.views import Forecast, SiteView

SHIFT_H = SHIFT_S / HOUR_S
STEP = {"water": 50.0, "food": 10.0, "power": 10.0, "staff": 1.0}  # litres, portions, litres, shifts: what people carry
STOCK = {"water": "water_l", "food": "food_portions", "power": "fuel_l"}  # what a point can hand over
GAIN_MIN_H = 2.0  # a ride that buys less is not worth proposing
PROPOSALS_MAX = 6
ALTERNATIVES_MAX = 2
ROUNDING = 1e-9
ALIKE_H = 0.5  # delays within the same half hour are alike: an order that jumps about helps nobody


class How(StrEnum):
    SHARE = "delen"  # from another point of ours
    REQUEST = "aanvragen"  # from outside


@dataclass(frozen=True, slots=True)
class Proposal:
    """One delivery, with what it does.

    amount                litres, portions, litres of diesel or shifts; 0: nobody can tell how much is needed
    before, after         hours left at the point, without and with it
    giver, giver_after    who shares, and the hours it keeps; km between the two
    first_h, then_h       hours until the first supply of all points may end: before, and when this is done
    alternatives          other ways to help the same supply, the best first
    """

    how: How
    site: str
    supply: str
    amount: float
    before: Forecast
    after: Forecast
    first_h: float
    then_h: float
    giver: str = ""
    giver_after: Forecast | None = None
    km: float = 0.0
    alternatives: tuple["Proposal", ...] = ()

    @property
    def delay_h(self) -> float:
        """How much later the first supply of all points ends by this."""
        return self.then_h - self.first_h


def gained(left: Forecast, supply: str, amount: float) -> tuple[float, float]:
    """Hours that `amount` adds, at least and at most; (0, 0) when nobody knows how fast it goes. A shift is a shift."""
    if supply == "staff":
        return amount * SHIFT_H, amount * SHIFT_H
    if left.most_per_h <= 0 or left.least_per_h <= 0:
        return 0.0, 0.0
    return amount / left.most_per_h, amount / left.least_per_h


def with_more(left: Forecast, supply: str, amount: float, limits: SupplyLimits) -> Forecast:
    """What is left after `amount` was added, or taken away when it is negative."""
    low, high = gained(left, supply, amount)
    low_h = max(0.0, left.low_h + low)
    return replace(left, low_h=low_h, high_h=max(low_h, left.high_h + high), severity=severity_at(low_h, limits))


def needed(left: Forecast, supply: str, target_h: float) -> float:
    """How much makes the low end reach `target_h`, in whole steps; 0 when it does already or nobody can tell."""
    short_h = target_h - left.low_h
    if short_h <= 0:
        return 0.0
    if supply == "staff":
        return float(ceil(short_h / SHIFT_H - ROUNDING))
    step = STEP[supply]
    return ceil(short_h * left.most_per_h / step - ROUNDING) * step


def to_spare(view: SiteView, left: Forecast | None, supply: str, limits: SupplyLimits) -> float:
    """How much this point can give and still last `keep_h` on its low end, in whole steps.

    Nothing when it is not known well: no reliable forecast, not heard lately, or a stock that is old or unconfirmed.
    """
    key = STOCK.get(supply)
    cell = view.cells.get(key) if key else None
    if key is None or left is None or cell is None or not trusted(view):
        return 0.0
    stock = counted_value(view, key)
    if cell.pending or cell.ageing not in (Ageing.FRESH, Ageing.DIM) or not isinstance(stock, int | float):
        return 0.0
    most = min((left.low_h - limits.sharing.keep_h) * left.most_per_h, float(stock))
    return max(0.0, floor(most / STEP[supply] + ROUNDING) * STEP[supply])


@dataclass(slots=True)
class _Ledger:
    """The points as they would be when the proposals so far were carried out."""

    views: Sequence[SiteView]
    limits: SupplyLimits
    left: dict[tuple[str, str], Forecast] = field(default_factory=dict)
    settled: set[tuple[str, str]] = field(default_factory=set)  # nothing more to propose for these
    lowest: list[tuple[float, tuple[str, str]]] = field(default_factory=list)  # what ends first, as it stands

    def __post_init__(self) -> None:
        self.left = {(one.site, one.supply): one.left for one in breaks(self.views)}
        self._look()

    def _look(self) -> None:
        """A delivery changes two supplies at most, so the first three tell what comes first after any of them."""
        self.lowest = nsmallest(3, ((left.low_h, key) for key, left in self.left.items()))

    def first_h(self, changed: dict[tuple[str, str], Forecast] | None = None) -> float:
        """Hours until the first supply may end, with these instead of what stands."""
        instead = changed or {}
        standing = next((low_h for low_h, key in self.lowest if key not in instead), inf)
        return min((standing, *(left.low_h for left in instead.values())))

    def next_break(self) -> Break | None:
        """The supply to help now: the first to end below the limit of attention."""
        waiting = [
            Break(site, supply, left)
            for (site, supply), left in self.left.items()
            if (site, supply) not in self.settled and left.low_h < self.limits.attention_h
        ]
        return min(waiting, key=lambda one: (one.left.low_h, one.left.high_h, one.site, one.supply), default=None)

    def made(self, at: Break, amount: float, giver: SiteView | None = None, km: float = 0.0) -> Proposal:
        """The proposal of this delivery, with everything it changes."""
        after = with_more(at.left, at.supply, amount, self.limits)
        changed = {(at.site, at.supply): after}
        kept = None
        if giver is not None:
            kept = with_more(self.left[giver.site.code, at.supply], at.supply, -amount, self.limits)
            changed[giver.site.code, at.supply] = kept
        return Proposal(
            How.REQUEST if giver is None else How.SHARE,
            at.site,
            at.supply,
            amount,
            at.left,
            after,
            self.first_h(),
            self.first_h(changed),
            "" if giver is None else giver.site.code,
            kept,
            km,
        )

    def carry_out(self, done: Proposal) -> None:
        """From here on as if this was done."""
        self.left[done.site, done.supply] = done.after
        if done.giver_after is not None:
            self.left[done.giver, done.supply] = done.giver_after
        self.settled.add((done.site, done.supply))
        self._look()


def _shares(ledger: _Ledger, at: Break, wanted: float) -> list[Proposal]:
    """What our own points nearby could hand over, each alone."""
    here = next(view.site for view in ledger.views if view.site.code == at.site)
    found: list[Proposal] = []
    for view in ledger.views:
        km = distance_km(here, view.site)
        if view.site.code == at.site or km > ledger.limits.sharing.reach_km:
            continue
        spare = to_spare(view, ledger.left.get((view.site.code, at.supply)), at.supply, ledger.limits)
        amount = min(wanted, spare)
        if amount > 0 and gained(at.left, at.supply, amount)[0] >= min(GAIN_MIN_H, ledger.limits.sharing.target_h):
            found.append(ledger.made(at, amount, view, km))
    return found


def options(ledger: _Ledger, at: Break) -> list[Proposal]:
    """Every way to help one supply: what delays the first end of all most in front, then what is nearest.

    A delivery from outside comes after a neighbour that does as much: nobody has promised it yet.
    """
    wanted = needed(at.left, at.supply, ledger.limits.sharing.target_h)
    found = [*_shares(ledger, at, wanted), ledger.made(at, wanted)]

    def order(one: Proposal) -> tuple[float, bool, float, float]:
        return -floor(one.delay_h / ALIKE_H), one.how is How.REQUEST, -round(one.after.low_h, 6), one.km

    return sorted(found, key=order)


def proposals(views: Sequence[SiteView], limits: SupplyLimits, count_max: int = PROPOSALS_MAX) -> tuple[Proposal, ...]:
    """What to do first: for the supply that ends first the delivery that helps most, then for the next as if that was
    done, and so on while anything ends within the limit of attention.

    views  own points in service; what has no forecast takes no part, neither as asker nor as giver
    """
    ledger = _Ledger(views, limits)
    found: list[Proposal] = []
    while len(found) < count_max and (at := ledger.next_break()) is not None:
        best, *others = options(ledger, at)
        found.append(replace(best, alternatives=tuple(others[:ALTERNATIVES_MAX])))
        ledger.carry_out(best)
    return tuple(found)
