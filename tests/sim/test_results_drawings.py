"""The drawings: well-formed, words inside the frame and apart from each other, readable without colours."""

import itertools
import math
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.sim.results.cases import LOADS
from nsp_console.sim.results.charts import Axis, Series, capacity_chart, latency_chart
from nsp_console.sim.results.drawing import Drawing, width_of

NAMES = ("console", "flooded text", "stock DM (home C only)")
SVG = "{http://www.w3.org/2000/svg}"
TALL, DEEP = 0.8, 0.25  # of the letter size, above and below the line that words stand on

SHARES = st.floats(0, 1)
LATENCY_POINTS = st.lists(st.tuples(st.floats(0.1, 2000), SHARES), max_size=12).map(
    lambda points: tuple(sorted(points))
)
LATENCIES = st.lists(LATENCY_POINTS, min_size=9, max_size=9).map(
    lambda all_points: [
        (f"{loss} % loss", [Series(NAMES[style], style, all_points[3 * panel + style]) for style in range(3)])
        for panel, loss in enumerate((0, 30, 50))
    ]
)


def loads(values: st.SearchStrategy[float]) -> st.SearchStrategy[list[Series]]:
    """Three lines over the loads of the page, each perhaps cut short."""
    line = st.lists(values, max_size=len(LOADS))
    return st.tuples(line, line, line).map(
        lambda lines: [
            Series(NAMES[style].split(" (")[0], style, tuple(zip(map(float, LOADS), ys, strict=False)))
            for style, ys in enumerate(lines)
        ]
    )


def boxes(svg: str) -> list[tuple[str, float, float, float, float]]:
    """(words, left, top, right, bottom) of every text in a drawing, at its widest."""
    found = []
    for text in ET.fromstring(svg).iter(f"{SVG}text"):
        words, size = text.text or "", float(text.attrib["font-size"])
        x, y, wide = float(text.attrib["x"]), float(text.attrib["y"]), width_of(words, size)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.attrib["text-anchor"]]
        found.append((words, left, y - TALL * size, left + wide, y + DEEP * size))
    return found


def check(svg: str) -> None:
    """Well-formed, with a title and a description, all in the frame, no words over other words."""
    root = ET.fromstring(svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    assert root.attrib["viewBox"] == f"0 0 {root.attrib['width']} {root.attrib['height']}"
    for name in ("title", "desc"):
        element = root.find(f"{SVG}{name}")
        assert element is not None
        assert element.text
    for words, left, top, right, bottom in boxes(svg):
        assert left >= 0, words
        assert top >= 0, words
        assert right <= width, words
        assert bottom <= height, words
    for one, two in itertools.combinations(boxes(svg), 2):
        apart = one[3] <= two[1] or two[3] <= one[1] or one[4] <= two[2] or two[4] <= one[2]
        assert apart, (one[0], two[0])
    for line in root.iter(f"{SVG}polyline"):
        for pair in line.attrib["points"].split():
            x, y = (float(value) for value in pair.split(","))
            assert 0 <= x <= width
            assert 0 <= y <= height


@given(panels=LATENCIES, quick=st.booleans())
@settings(max_examples=60)
def test_the_latency_drawing_holds_together(panels: list[tuple[str, list[Series]]], quick: bool) -> None:
    """Whatever was measured, the drawing of latencies is well-formed and keeps its words in the frame and apart."""
    check(latency_chart(panels, quick))


@given(use=loads(st.floats(0, 140)), shares=loads(SHARES), quick=st.booleans())
@settings(max_examples=60)
def test_the_capacity_drawing_holds_together(use: list[Series], shares: list[Series], quick: bool) -> None:
    """Whatever was measured, the drawing of channel use is well-formed and keeps its words in the frame and apart."""
    check(capacity_chart(use, shares, list(LOADS), quick))


def test_lines_differ_without_their_colours() -> None:
    """Each of the three lines has a dash pattern and a mark of its own, and colours for a light and a dark page."""
    series = [Series(NAMES[style], style, ((240.0, 5.0 + style), (500.0, 9.0 + style))) for style in range(3)]
    svg = capacity_chart(series, series, list(LOADS), quick=False)
    assert ".line1{stroke-dasharray" in svg
    assert ".line2{stroke-dasharray" in svg
    assert all(f'<{shape} class="mark{style}"' in svg for style, shape in enumerate(("circle", "rect", "polygon")))
    assert "prefers-color-scheme:dark" in svg


def test_what_was_measured_is_drawn_where_it_belongs() -> None:
    """A share of a half at ten seconds is halfway up, and at its place on an axis of factors."""
    axis = Axis(1, 600, (), by_factor=True)
    assert axis.at(10) == pytest.approx(math.log(10) / math.log(600))
    assert (axis.at(0.2), axis.at(9999)) == (0.0, 1.0)
    panels = [("0 % loss", [Series("console", 0, ((10.0, 0.5), (60.0, 1.0)))])]
    line = ET.fromstring(latency_chart(panels, quick=False)).find(f"{SVG}polyline")
    assert line is not None
    spots = [tuple(map(float, pair.split(","))) for pair in line.attrib["points"].split()]
    bottom, top = spots[0][1], spots[-1][1]
    left, right = spots[0][0], spots[-1][0]
    assert (left + (right - left) * axis.at(10), (bottom + top) / 2) == pytest.approx(spots[2], abs=0.2)


@given(words=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
def test_words_cannot_break_a_drawing(words: str) -> None:
    """Signs that mean something to XML come out as they went in."""
    drawing = Drawing(100, 50, words, words)
    drawing.text((5, 20), words)
    (text,) = ET.fromstring(drawing.svg()).iter(f"{SVG}text")
    assert (text.text or "").split() == words.split()
