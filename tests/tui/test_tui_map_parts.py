"""The bricks of the map: degrees to slots, marks, lines, labels and the cursor, for any region anybody may draw up."""

from dataclasses import replace
from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.domain.distance import distance_km
from nsp_console.domain.findings import RANK
from nsp_console.domain.moments import Age, Ageing
from nsp_console.domain.sites import Site, SiteKind
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.domain.views import PeerView, Severity, Snapshot
from nsp_console.tui.map.beside import by_distance, centre_of, distance_row, legend, unplaced_line
from nsp_console.tui.map.labels import mark_cells
from nsp_console.tui.map.layout import Layout, Zoom, layout
from nsp_console.tui.map.links import heard_by, line_cells, links
from nsp_console.tui.map.marks import spots
from nsp_console.tui.map.paint import SCALE_CELLS_MAX, plot_lines, scale
from nsp_console.tui.map.projection import SLOT_CELLS, is_placed, plot_of
from nsp_console.tui.map.steering import DOWN, LEFT, RIGHT, UP, compass, toward
from nsp_console.tui.paint import width_of
from nsp_console.tui.wording import Wording
from support.drawn import MIN, VOCABULARY, ZONE, point
from support.map_pictures import REGION, nowhere, with_lost_point
from support.pictures import night

WORDS = Wording(VOCABULARY, ZONE)
PLACES = st.tuples(st.floats(50.7, 53.6), st.floats(3.3, 7.3))  # the Netherlands
NEAR = st.tuples(st.floats(52.2, 52.3), st.floats(6.1, 6.2))
SIZES = st.tuples(st.integers(20, 170), st.integers(5, 50))
SLOTS = st.tuples(st.integers(0, 60), st.integers(0, 40))


def site(code: str, lat: float, lon: float, kind: SiteKind = SiteKind.L) -> Site:
    """A point somewhere."""
    return Site(code, f"Wijkcentrum {code}", "Deventer", kind, lat, lon, home="" if kind is SiteKind.C else "C-DEV-01")


@st.composite
def pictures(draw: st.DrawFn) -> Snapshot:
    """A region of up to 40 points with any verdict, near each other or far apart, some in one place, some nowhere."""
    found = draw(st.lists(st.one_of(PLACES, NEAR, st.just((52.25, 6.175)), st.just((0.0, 0.0))), max_size=40))
    views = []
    for at, (lat, lon) in enumerate(found):
        code = f"L-DEV-{at + 10}"
        view = point(code, code, draw(st.sampled_from(tuple(Severity))), own=draw(st.booleans()))
        views.append(replace(view, site=site(code, lat, lon)))
    return night(sites=tuple(views), alarms=())


def drawn_of(picture: Snapshot, size: tuple[int, int], zoom: Zoom = Zoom.OWN, chosen: str | None = None) -> Layout:
    """The layout of a picture."""
    return layout(spots(picture), links(picture), size, zoom, chosen)


@given(pictures(), SIZES)
@settings(max_examples=60)
def test_every_own_point_is_inside_the_plot(picture: Snapshot, size: tuple[int, int]) -> None:
    """On the level of own points every own point with a place is in view, and on that of the region everybody is."""
    own = {view.site.code for view in picture.sites if view.own and is_placed(view.site)}
    assert own <= {spot.code for spot in drawn_of(picture, size).spots}
    every = {view.site.code for view in picture.sites if is_placed(view.site)} | {picture.station.code}
    assert {spot.code for spot in drawn_of(picture, size, Zoom.REGION).spots} == every


@given(pictures(), SIZES, st.sampled_from(tuple(Zoom)), st.integers(0, 40))
@settings(max_examples=80)
def test_no_two_labels_overlap(picture: Snapshot, size: tuple[int, int], zoom: Zoom, number: int) -> None:
    """Labels overlap neither each other nor a mark, lie inside the plot, and each belongs to a mark that is there."""
    codes = [view.site.code for view in picture.sites]
    drawn = drawn_of(picture, size, zoom, codes[number % len(codes)] if codes else None)
    busy = mark_cells(drawn.marks)
    for label in drawn.labels:
        assert label.slot in drawn.marks
        assert not label.cells & busy
        assert all(0 <= x < drawn.size[0] and 0 <= y < drawn.size[1] for x, y in label.cells)
        busy |= label.cells


@given(pictures(), SIZES)
@settings(max_examples=60)
def test_the_worst_of_a_slot_is_what_shows(picture: Snapshot, size: tuple[int, int]) -> None:
    """A mark shows the worst verdict of everything in its slot, and how many there are when there are more."""
    drawn = drawn_of(picture, size, Zoom.REGION)
    for mark in drawn.marks.values():
        ranks = [RANK[spot.view.severity] for spot in mark.spots if spot.view is not None]
        if ranks and mark.worst.view is not None:
            assert RANK[mark.worst.view.severity] == min(ranks)
        if len(mark.spots) > 1:
            assert mark.sign[1] == (str(len(mark.spots)) if len(mark.spots) < 10 else "+")
    assert sum(len(mark.spots) for mark in drawn.marks.values()) == drawn.total


@given(pictures(), SIZES, st.sampled_from(tuple(Zoom)))
@settings(max_examples=60)
def test_painted_rows_are_exact_and_marks_are_on_top(picture: Snapshot, size: tuple[int, int], zoom: Zoom) -> None:
    """Every row is as wide as the plot, and every mark and label stands unbroken where the layout put it."""
    drawn = drawn_of(picture, size, zoom)
    rows = ["".join(text for text, _role in line) for line in plot_lines(drawn)]
    assert [len(row) for row in rows] == [drawn.size[0]] * drawn.size[1]
    for (x, y), mark in drawn.marks.items():
        assert rows[y][x * SLOT_CELLS : x * SLOT_CELLS + SLOT_CELLS] == mark.sign
    for label in drawn.labels:
        assert rows[label.at[1]][label.at[0] :].startswith(label.text)


def test_an_unacknowledged_alarm_shows_over_everything_in_its_slot() -> None:
    """Of two critical points in one place the one with the unacknowledged alarm gives the mark its name."""
    one = point("L-DEV-11", "x", Severity.CRITICAL)
    two = point("L-DEV-12", "y", Severity.CRITICAL, alarm=5)
    three = point("L-DEV-13", "z", Severity.GOOD)
    views = tuple(replace(view, site=site(view.site.code, 52.3, 6.2)) for view in (one, two, three))
    drawn = drawn_of(night(sites=views), (80, 20))
    mark = next(mark for mark in drawn.marks.values() if len(mark.spots) == 3)
    assert (mark.worst.code, mark.sign) == ("L-DEV-12", "■3")
    assert any(label.text.endswith("+2") for label in drawn.labels)


@given(st.lists(PLACES, min_size=2, max_size=12), st.integers(5, 80), st.integers(5, 50))
def test_the_map_keeps_proportions(places: list[tuple[float, float]], columns: int, rows: int) -> None:
    """Distances on the plot are those on the ground in both directions, but for rounding to a slot."""
    sites = [site(f"L-DEV-{at + 10}", lat, lon) for at, (lat, lon) in enumerate(places)]
    plot = plot_of(sites, columns, rows)
    for one in sites:
        for other in sites:
            (x0, y0), (x1, y1) = plot.slot(one), plot.slot(other)
            on_plot = hypot(x1 - x0, y1 - y0) * plot.slot_km
            # A degree of longitude is taken at the middle of the plot: over 3 degrees north that differs by 3 percent.
            assert abs(on_plot - distance_km(one, other)) <= 1.5 * plot.slot_km + 0.035 * distance_km(one, other)


@given(SLOTS, SLOTS)
def test_a_line_runs_from_end_to_end_without_a_gap(start: tuple[int, int], end: tuple[int, int]) -> None:
    """A line starts and ends where it should, and every step goes to a cell that touches the last."""
    cells = [cell for cell, _stroke in line_cells(start, end)]
    assert (cells[0], cells[-1]) == (start, end)
    assert all(max(abs(x1 - x0), abs(y1 - y0)) == 1 for (x0, y0), (x1, y1) in pairwise(cells))
    assert {stroke for _cell, stroke in line_cells(start, end)} <= set("─│/\\")


@given(SLOTS, st.sets(SLOTS, max_size=25), st.sampled_from((LEFT, RIGHT, UP, DOWN)))
def test_an_arrow_goes_its_own_way(here: tuple[int, int], others: set[tuple[int, int]], way: tuple[int, int]) -> None:
    """The cursor always moves in the direction of the arrow, and stays only when nobody is on that side."""

    def ahead(slot: tuple[int, int]) -> int:
        return (slot[0] - here[0]) * way[0] + (slot[1] - here[1]) * way[1]

    found = toward(here, others, way)
    assert (found is None) == all(ahead(slot) <= 0 for slot in others)
    assert found is None or (found in others and ahead(found) > 0)


@given(SLOTS, st.integers(1, 20), st.sampled_from((LEFT, RIGHT, UP, DOWN)))
def test_straight_ahead_the_nearest_is_next(here: tuple[int, int], step: int, way: tuple[int, int]) -> None:
    """Of points in one line the arrow never skips one."""
    line = [(here[0] + way[0] * step * number, here[1] + way[1] * step * number) for number in (1, 2, 3)]
    assert toward(here, line, way) == line[0]


@pytest.mark.parametrize(
    ("lat", "lon", "word"),
    [
        (1, 0, "N"),
        (1, 1.6, "NO"),
        (0, 1, "O"),
        (-1, 1.6, "ZO"),
        (-1, 0, "Z"),
        (-1, -1.6, "ZW"),
        (0, -1, "W"),
        (1, -1.6, "NW"),
    ],
)
def test_directions_are_those_of_a_compass(lat: float, lon: float, word: str) -> None:
    """Eight directions from a point, with a degree of longitude shorter than one of latitude."""
    start = site("C-DEV-01", 52.25, 6.17)
    assert compass(start, site("L-DEV-10", 52.25 + lat / 50, 6.17 + lon / 50)) == word
    assert compass(start, start) == ""


def test_only_known_links_are_drawn() -> None:
    """A line over LoRa needs something fresh over LoRa: no telephone call, no old value, no silent console."""
    old = point("L-DEV-01", "x", ageing=Ageing.HATCHED)
    fresh = point("L-DEV-02", "x")
    phoned = point("L-DEV-03", "x")
    calls = {key: replace(cell, source=Source(Means.TELEFOON, Tier.A)) for key, cell in phoned.cells.items()}
    told = point("L-DEV-04", "x")
    via = {key: replace(cell, source=Source(Means.LORA, Tier.A, via="C-RAA-01")) for key, cell in told.cells.items()}
    views = (old, fresh, replace(phoned, cells=calls), replace(told, cells=via))
    peers = (
        PeerView("C-DEV-02", True, Age(MIN)),
        PeerView("C-OLW-01", False, Age(MIN)),
        PeerView("C-RAA-02", True, None),
    )
    known = links(night(sites=views, peers=peers))
    assert known.heard == {("C-DEV-01", "L-DEV-02"), ("C-RAA-01", "L-DEV-04"), ("C-DEV-01", "C-DEV-02")}
    assert known.home == {("C-DEV-01", "L-DEV-01"), ("C-DEV-01", "L-DEV-03"), ("C-DEV-01", "L-DEV-04")}
    assert heard_by(views[2], "C-DEV-01") == frozenset()


@given(pictures(), st.integers(40, 200))
@settings(max_examples=40)
def test_the_list_is_the_map_in_words(picture: Snapshot, width: int) -> None:
    """The list names every point once, nearest first, those without a place last, each row exactly as wide as asked."""
    centre = centre_of(picture, None)
    listed = by_distance(picture, centre)
    assert sorted(view.site.code for view in listed) == sorted(view.site.code for view in picture.sites)
    far = [distance_km(centre, view.site) for view in listed if is_placed(view.site)]
    assert far == sorted(far)
    assert [is_placed(view.site) for view in listed] == sorted((is_placed(view.site) for view in listed), reverse=True)
    for view in listed:
        assert width_of(distance_row(view, picture, centre, width, True)) == width


def test_points_without_a_place_are_named_and_not_drawn() -> None:
    """A point at 0,0 is in the line of those without a place and nowhere on the map."""
    picture = with_lost_point()
    assert "X-DEV-01" in unplaced_line(picture, 120)[0][0][0]
    assert all(spot.code != "X-DEV-01" for spot in drawn_of(picture, (80, 20), Zoom.REGION).spots)
    assert drawn_of(nowhere(), (80, 20)).marks == {}


@given(st.integers(5, 100), st.integers(5, 50))
def test_the_scale_bar_tells_the_truth(columns: int, rows: int) -> None:
    """The bar is never longer than its room and, when it has room, within half a cell of the distance it names."""
    plot = plot_of(REGION.sites.values(), columns, rows)
    cells, km = scale(plot)
    assert 1 <= cells <= SCALE_CELLS_MAX
    assert (
        cells in (1, SCALE_CELLS_MAX)
        or abs(cells * plot.slot_km / SLOT_CELLS - km) <= plot.slot_km / SLOT_CELLS / 2 + 1e-9
    )


def test_the_legend_has_every_sign() -> None:
    """Every sign of the map is explained, in any width."""
    for width in (31, 61, 80, 120):
        words = " ".join(text for line in legend(width) for text, _role in line)
        for word in (
            "kritiek",
            "aandacht",
            "goed",
            "dicht",
            "stil of onbekend",
            "C-NSP",
            "gehoord over LoRa",
            "hoort bij",
        ):
            assert word in words
