"""The two drawings of the page: how soon updates arrive, and how much of the channel they take."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nsp_console.sim.results.drawing import SIZE, SMALL, Drawing, Point, width_of

TITLE_SIZE = 15.0
LEGEND_LINE = 34.0
TICK = 5.0
LEVEL_WORDS = 60.0  # from the left: clear of what is measured at the lowest load


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its words in the legend, its style (0 … 2), its points, and what is known of their spread (low, high)."""

    label: str
    style: int
    points: tuple[Point, ...]
    spread: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """What is along one side: from, to, ticks with their words, and whether each step is a factor."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    by_factor: bool = False

    def at(self, value: float) -> float:
        """0 … 1 along the axis; what lies outside is at its end."""
        value = min(max(value, self.low), self.high)
        if self.by_factor:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Panel:
    """A place for lines: corner, size, axes, words above it and below it, levels worth a line of their own."""

    left: float
    top: float
    width: float
    height: float
    across: Axis
    up: Axis
    heading: str
    below: str
    levels: tuple[tuple[float, str], ...] = ()
    up_words: bool = True  # off where the panel to the left has them

    def spot(self, point: Point) -> Point:
        """Where on the drawing a value is."""
        return (
            self.left + self.across.at(point[0]) * self.width,
            self.top + (1 - self.up.at(point[1])) * self.height,
        )

    def draw(self, on: Drawing) -> None:
        """Axes, ticks, words and levels."""
        bottom, right = self.top + self.height, self.left + self.width
        on.text((self.left, self.top - 12), self.heading, size=SIZE)
        for value, words in self.up.ticks:
            _, y = self.spot((self.across.low, value))
            on.line((self.left, y), (right, y), "grid")
            if self.up_words:
                on.text((self.left - 8, y + 4), words, "end", "soft", SMALL)
        for value, words in self.across.ticks:
            x, _ = self.spot((value, self.up.low))
            on.line((x, bottom), (x, bottom + TICK), "axis")
            on.text((x, bottom + 20), words, "middle", "soft", SMALL)
        on.line((self.left, bottom), (right, bottom), "axis")
        on.text((self.left + self.width / 2, bottom + 40), self.below, "middle", "soft", SMALL)
        for value, words in self.levels:
            _, y = self.spot((self.across.low, value))
            on.line((self.left, y), (right, y), "limit")
            on.text((self.left + LEVEL_WORDS, y - 5), words, size=SMALL)

    def plot(self, on: Drawing, series: Series, marks: bool) -> None:
        """One line, with its spread as upright strokes, and marks where it was measured."""
        low, high = self.across.low, self.across.high
        points = [self.spot(point) for point in series.points if low <= point[0] <= high]
        if len(points) > 1:
            on.path(points, f"line{series.style}")
        for point, (least, most) in zip(series.points, series.spread, strict=False):
            if most > least:
                on.line(self.spot((point[0], least)), self.spot((point[0], most)), f"line{series.style}")
        if marks:
            for spot in points:
                on.mark(spot, series.style)


def legend(on: Drawing, at: Point, all_series: Sequence[Series], marks: bool) -> None:
    """A stroke and the words of each line, next to each other."""
    x, y = at
    for series in all_series:
        on.line((x, y - 4), (x + LEGEND_LINE, y - 4), f"line{series.style}")
        if marks:
            on.mark((x + LEGEND_LINE / 2, y - 4), series.style)
        on.text((x + LEGEND_LINE + 8, y), series.label)
        x += LEGEND_LINE + 8 + width_of(series.label, SIZE) + 18


SECONDS = Axis(1, 600, ((1, "1"), (3, "3"), (10, "10"), (30, "30"), (60, "60"), (300, "300")), by_factor=True)
SHARES = Axis(0, 1, tuple((share / 100, f"{share} %") for share in (0, 25, 50, 75, 100)))


def latency_chart(panels: Sequence[tuple[str, Sequence[Series]]], quick: bool) -> str:
    """How soon: per loss, the share of (update, C) pairs reached against the seconds since the update."""
    drawing = Drawing(
        940,
        414,
        _titled("Share of (update, C-NSP) pairs reached, against seconds since the update", quick),
        "Three panels, for 0, 30 and 50 % loss per reception. " + _described(panels),
    )
    drawing.text((24, 32), _titled("How soon an update is at every C-NSP (MEDIUM_FAST)", quick), size=TITLE_SIZE)
    drawing.text((24, 54), "Upwards: share of (update, C-NSP) pairs reached.", ink="soft", size=SMALL)
    legend(drawing, (24, 82), panels[0][1] if panels else (), marks=False)
    for number, (heading, all_series) in enumerate(panels):
        left, first = 68 + number * 290, number == 0
        panel = Panel(left, 130, 266, 220, SECONDS, SHARES, heading, "seconds since the update", up_words=first)
        panel.draw(drawing)
        for series in reversed(all_series):
            panel.plot(drawing, _level_to_the_end(series), marks=False)
    return drawing.svg()


def capacity_chart(use: Sequence[Series], shares: Sequence[Series], loads: Sequence[int], quick: bool) -> str:
    """How much: channel use against the load with the two limits of the gate, and what arrives within a minute."""
    highest = max((y for series in use for _, y in series.points), default=0.0)
    top = max(50, math.ceil(highest / 10) * 10)
    across = Axis(loads[0] / 1.3, loads[-1] * 1.2, tuple((load, f"{load}") for load in loads), by_factor=True)
    up = Axis(0, top, tuple((value, f"{value} %") for value in range(0, top + 1, 10)))
    drawing = Drawing(
        940,
        416,
        _titled("Channel use and share of updates in time, against updates per hour", quick),
        "Two panels. Left: channel use in %; right: share of updates at the C-NSP's within 1, 2 and 5 minutes. "
        + _described((("channel use", use), ("in time", shares))),
    )
    drawing.text((24, 32), _titled("What the channel carries (MEDIUM_FAST, no extra loss)", quick), size=TITLE_SIZE)
    levels = ((25.0, "25 %: no repairs above this"), (40.0, "40 %: alarms only above this"))
    heading = "channel use at a C-NSP (text and DM: lowest load only)"
    in_time = _near_the_top(shares)
    places: list[tuple[Panel, Sequence[Series]]] = [
        (Panel(68, 128, 380, 220, across, up, heading, "updates per hour, region", levels), use),
        (Panel(536, 128, 380, 220, across, in_time, "updates in time", "updates per hour, region"), shares),
    ]
    for panel, all_series in places:
        legend(drawing, (panel.left - 44, 74), all_series, marks=True)
        panel.draw(drawing)
        for series in reversed(all_series):
            panel.plot(drawing, series, marks=True)
    return drawing.svg()


def _near_the_top(all_series: Sequence[Series]) -> Axis:
    """Shares up to all of them, from a round share below the lowest: the differences are near the top."""
    lowest = min((y for series in all_series for _, y in series.points), default=0.0)
    tenths = min(max(math.floor(lowest * 10), 0), 9)
    step = 10 - tenths  # in hundredths: ten steps, half of them with words
    ticks = tuple((share / 100, f"{share} %") for share in range(tenths * 10, 101, 2 * step))
    return Axis(tenths / 10, 1, ticks)


def _level_to_the_end(series: Series) -> Series:
    """From nothing at the left to its last share at the right: a line that stops would leave the reader guessing."""
    if not series.points:
        return series
    (first, _), (last, share) = series.points[0], series.points[-1]
    begin: tuple[Point, ...] = ((SECONDS.low, 0.0), (max(first, SECONDS.low), 0.0)) if first > SECONDS.low else ()
    end: tuple[Point, ...] = ((SECONDS.high, share),) if last < SECONDS.high else ()
    return Series(series.label, series.style, (*begin, *series.points, *end))


def _titled(words: str, quick: bool) -> str:
    return f"{words} – QUICK TRIAL" if quick else words


def _described(panels: Sequence[tuple[str, Sequence[Series]]]) -> str:
    """The last point of every line, for who cannot see them."""
    told = []
    for heading, all_series in panels:
        ends = [f"{series.label} ends at {series.points[-1][1]:.3g}" for series in all_series if series.points]
        told.append(f"{heading}: {'; '.join(ends) or 'nothing measured'}.")
    return " ".join(told)
