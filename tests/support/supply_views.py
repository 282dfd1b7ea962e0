"""Points with any supplies: ranges with and without a rate, stocks, ages, distances."""

from dataclasses import replace

from hypothesis import strategies as st

from nsp_console.domain.moments import Ageing
from nsp_console.domain.views import Forecast, Severity, SiteView
from support.drawn import cell, point

STOCKS = {"water": "water_l", "food": "food_portions", "power": "fuel_l"}


@st.composite
def forecasts(draw: st.DrawFn, rate: bool = True) -> Forecast:
    """Hours left as a range; with how fast the stock goes, or without."""
    low = draw(st.floats(0, 80))
    high = low + draw(st.floats(0, 40))
    least = draw(st.floats(0.5, 50)) if rate and draw(st.booleans()) else 0.0
    return Forecast(low, high, least_per_h=least, most_per_h=least * draw(st.floats(1, 3)))


@st.composite
def points(draw: st.DrawFn, number: int) -> SiteView:
    """One point of ours somewhere in the region; its stock fits its hours, or is old, or waits for klopt."""
    made = point(f"L-DEV-{number:02d}", f"Punt {number}", hours=(None, None, None, None))
    site = replace(made.site, lat=52.2 + draw(st.floats(0, 0.3)), lon=6.0 + draw(st.floats(0, 0.3)))
    supplies = {key: draw(st.none() | forecasts()) for key in ("water", "food", "power", "staff")}
    cells = dict(made.cells)
    for supply, key in STOCKS.items():
        left = supplies[supply]
        if left is not None and draw(st.integers(0, 4)):
            ageing = draw(st.sampled_from([Ageing.FRESH, Ageing.FRESH, Ageing.DIM, Ageing.HATCHED]))
            amount = left.low_h * left.most_per_h
            cells[key] = cell(key, amount, ageing=ageing, pending=not draw(st.integers(0, 5)), counted=amount)
    return replace(
        made,
        site=site,
        supplies=supplies,
        cells=cells,
        severity=draw(st.sampled_from([Severity.GOOD, Severity.GOOD, Severity.CRITICAL, Severity.OUT_OF_SERVICE])),
        heard_ageing=draw(st.sampled_from([Ageing.FRESH, Ageing.FRESH, Ageing.DIM, Ageing.HATCHED, Ageing.LOST])),
    )


@st.composite
def some_points(draw: st.DrawFn) -> list[SiteView]:
    """Up to six of them."""
    return [draw(points(number)) for number in range(1, 1 + draw(st.integers(0, 6)))]
