"""The night of the mock-ups with stocks and how fast they go, and with requests: what Voorraad looks at."""

from dataclasses import replace

from nsp_console.domain.facts import Content, Purpose, Step
from nsp_console.domain.moments import Age
from nsp_console.domain.safetext import SafeText, clean
from nsp_console.domain.understanding import Need, Understanding
from nsp_console.domain.views import InboxLine, OutboxLine, SiteView, Snapshot
from support.drawn import MIN, cell
from support.pictures import heard, night, sealed_inbox

STOCKS = {"water": "water_l", "food": "food_portions", "power": "fuel_l"}
BURN = 3.0  # litres of diesel per hour where the picture does not tell


def stocked(view: SiteView) -> SiteView:
    """The point with a rate per supply that fits its stock and its hours; litres of diesel where it told hours."""
    cells, supplies = dict(view.cells), dict(view.supplies)
    if view.site.code == "L-DEV-04":  # silent: what it told last
        lost = view.heard_ageing
        cells |= {"water_l": cell("water_l", 310, 194, ageing=lost), "fuel_l": cell("fuel_l", 70, 194, ageing=lost)}
    for supply, key in STOCKS.items():
        left = supplies.get(supply)
        if left is None or left.low_h <= 0:
            continue
        if supply == "power" and key not in cells:
            cells[key] = cell(key, round(left.low_h * BURN), ageing=cells["state"].ageing)
        if key not in cells:
            continue
        known = cells[key].counted if cells[key].pending else cells[key].value
        if not isinstance(known, int | float):
            continue
        supplies[supply] = replace(left, least_per_h=known / left.high_h, most_per_h=known / left.low_h)
    return replace(view, cells=cells, supplies=supplies)


def asked(entry: int, station: str, site: str, text: str, need: Need, minutes: float) -> InboxLine:
    """A request of another console, waiting here."""
    line = replace(sealed_inbox()[0], entry=entry, station=station, site=site, text=clean(text), age=Age(minutes * MIN))
    return replace(line, understood=Understanding(line.understood.outcome, site, needs=(need,)))


def our_request(text: SafeText, step: Step = Step.RECEIVED) -> OutboxLine:
    """A request of ours on its way to Raalte."""
    steps = {Step.STORED: Age(40 * MIN), Step.AT_RADIO: Age(39 * MIN), step: Age(30 * MIN)}
    return OutboxLine(70, "C-RAA-01", None, text, Purpose.NOTE, steps, step, content=Content.REQUEST)


def supply_night(text: str = "12 bedden, graag voor 23:00") -> Snapshot:
    """The night with stocks, rates and four requests, one of them asked for twice. `text`: of our own request."""
    base = night()
    twice = asked(71, "C-RAA-01", "L-DEV-05", "diesel 200 l voor Borgele", Need("diesel", 200, "l"), 20)
    blankets = asked(72, "C-DEV-02", "L-DEV-16", "40 dekens", Need("deken", 40, "stuks"), 55)
    wants_water = {"L-DEV-02": (Need("drinkwater", 600, "l"),)}
    sites = tuple(
        stocked(replace(view, needs=wants_water.get(view.site.code, view.needs))) if view.own else view
        for view in base.sites
    )
    return replace(
        base,
        sites=sites,
        alarms=(),
        inbox=(twice, blankets, *base.inbox),
        outbox=(our_request(clean(text)), *base.outbox),
    )


def with_hostile(texts: list[str]) -> Snapshot:
    """The same night, where requests say whatever people and machines can make them say."""
    base = supply_night()
    lines = tuple(
        replace(heard(500 + index, "L-DEV-05", text, 3), content=Content.REQUEST, station="C-RAA-01")
        for index, text in enumerate(texts)
    )
    return replace(base, inbox=(*lines, *base.inbox), outbox=tuple(our_request(clean(text)) for text in texts[:3]))
