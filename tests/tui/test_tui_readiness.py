"""Place 4, Paraatheid: what stands there, what each key does, and why a key cannot do it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from nsp_console.domain.facts import DecisionKind
from nsp_console.domain.gains import gains
from nsp_console.domain.safetext import clean
from nsp_console.domain.views import Snapshot
from nsp_console.dutch.dates import noon, parse_date
from nsp_console.station import commands
from nsp_console.tui.acts import PREPARED, acts_of
from nsp_console.tui.glyphs import ASCII, CONSOLE, Glyphs
from nsp_console.tui.paint import Line, width_of
from nsp_console.tui.readiness.clock import clock_lines
from nsp_console.tui.readiness.dossier import dossier_lines
from nsp_console.tui.readiness.points import gain_lines, listed_points, point_row
from nsp_console.tui.readiness.region import norms_short, per_municipality, region_lines
from nsp_console.tui.wording import Wording
from support.drawn import VOCABULARY, WALL, ZONE
from support.fakedoor import FakeDoor
from support.hostile import hostile_texts
from support.paraat_pictures import in_deployment, in_peace, late
from support.pictures import first_start, night
from support.screens import LARGE, SMALL, WIDE, press, running, styles_of, text_of

WORDS = Wording(VOCABULARY, ZONE)
SIZES = {"80x24": SMALL, "120x35": WIDE}
PICTURES: dict[str, Callable[[], Snapshot]] = {
    "inzet": in_deployment,
    "paraat": in_peace,
    "te-laat": late,
    "eerste-start": first_start,
    "alarm": lambda: replace(in_deployment(), alarms=night().alarms),
}


def shown_codes(text: str) -> list[str]:
    """The codes of the points in the list."""
    words = [word for line in text.splitlines()[3:] for word in line.replace("│", " ").split()[:40]]
    return [word for word in words if word[:2] in ("C-", "L-") and word.count("-") == 2]


# what stands there


@pytest.mark.parametrize("size", SIZES)
async def test_the_place_shows_the_picture(size: str, snapshot: SnapshotAssertion) -> None:
    """Paraatheid shows each picture exactly like this, also when it follows another picture."""
    door = FakeDoor()
    async with running(door, SIZES[size]) as (app, pilot):
        await press(pilot, "4")
        for name, picture in PICTURES.items():
            door.picture = picture()
            app.pull()
            await press(pilot, "home")
            assert text_of(app) == snapshot(name=f"{name}-{size}")


async def test_a_large_screen_shows_the_dossier_of_the_chosen_point(snapshot: SnapshotAssertion) -> None:
    """At 200x50 the norms and the dossier of the point under the cursor stand beside the list."""
    async with running(FakeDoor(in_deployment()), LARGE) as (app, pilot):
        await press(pilot, "4", "down", "down", "down", "down")
        assert text_of(app) == snapshot(name="200x50")


@pytest.mark.parametrize("glyphs", [ASCII, CONSOLE], ids=lambda glyphs: glyphs.name)
async def test_poorer_terminals_tell_every_sign_apart(glyphs: Glyphs, snapshot: SnapshotAssertion) -> None:
    """In ASCII and on the console font the six signs of the region stay six different ones."""
    async with running(FakeDoor(in_deployment()), WIDE, glyphs) as (app, pilot):
        await press(pilot, "4")
        text = text_of(app)
        if glyphs is ASCII:
            assert text.isascii()
        else:
            assert glyphs.show(text.replace("\n", "")) == text.replace("\n", "")
        legend = next(line for line in text.splitlines() if "voldoet" in line)
        words = (" voldoet", " open?", " gereed", " voorw.", " niet", " ?")
        signs = [legend.split(word)[0].split()[-1][0] for word in words]
        assert all(word in legend for word in words)
        assert len(set(signs)) == 6
        assert text == snapshot(name=glyphs.name)


async def test_nothing_here_rests_on_colour_alone() -> None:
    """Every sign in the list has its reason in words beside it, and old or unknown is never green."""
    async with running(FakeDoor(late()), WIDE) as (app, pilot):
        await press(pilot, "4", "h")
        assert "onbekend" in text_of(app)
        rows = zip(text_of(app).splitlines(), styles_of(app), strict=True)
        green = {styles[line.index("●")] for line, styles in rows if "1 C per" in line}
        (good,) = green
        for line, styles in zip(text_of(app).splitlines(), styles_of(app), strict=True):
            assert not any(char in "█░" and style == good for char, style in zip(line, styles, strict=False))


def test_the_same_picture_gives_the_same_lines() -> None:
    """A whole region of 125 points, drawn twice, gives the same lines: painters keep nothing and change nothing."""
    picture = in_deployment()
    assert len(picture.sites) == 125
    assert painters(picture, 80) == painters(picture, 80)


# keys


async def test_every_key_of_the_footer_does_something_or_says_why() -> None:
    """Each act of the place has its method, and what cannot be done now says why in one sentence."""
    async with running(FakeDoor(replace(in_peace(), sites=())), WIDE) as (app, pilot):
        await press(pilot, "4")
        place = app.place
        assert place is not None
        for act in acts_of(PREPARED):
            if act.places == (PREPARED,):
                assert hasattr(place, f"do_{act.name}"), act.name
        for key in ("enter", "o", "d"):
            await press(pilot, key)
            assert "Kies eerst een punt." in text_of(app)


async def test_enter_opens_the_point_and_escape_goes_back() -> None:
    """Enter shows everything of the chosen point; Esc leads from here to the board."""
    async with running(FakeDoor(in_deployment()), WIDE) as (app, pilot):
        await press(pilot, "4", "down", "enter")
        assert app.place is not None
        assert (app.place.PLACE, app.place.site_code()) == ("punt", "L-DEV-01")
        await press(pilot, "4", "escape")
        assert app.place.PLACE == "bord"


async def test_o_records_a_decision_about_the_chosen_point() -> None:
    """o asks what, by whom, why and when, and orders it for the point under the cursor."""
    door = FakeDoor(in_deployment())
    async with running(door, WIDE) as (_app, pilot):
        await press(pilot, "4", "down", "o", "enter", "<burgemeester>", "enter", "<nodig>", "enter")
        await press(pilot, "<21:00>", "enter", "<gemeente>", "enter")
    (order,) = door.orders
    assert isinstance(order, commands.Decide)
    assert (order.site, order.what, order.decided_by) == ("L-DEV-01", DecisionKind.OPEN, "burgemeester")


async def test_h_lists_the_whole_region_and_own_points_again() -> None:
    """h shows C's and L's of the whole region, and once more only our own."""
    async with running(FakeDoor(in_deployment()), WIDE) as (app, pilot):
        await press(pilot, "4")
        own = shown_codes(text_of(app))
        await press(pilot, "h")
        assert "Hele regio" in text_of(app)
        assert "C-DAL-01" in shown_codes(text_of(app))
        await press(pilot, "h")
        assert shown_codes(text_of(app)) == own
        await press(pilot, "c")
        assert "Regio per cluster" in text_of(app)


async def test_the_areas_can_be_reached_on_a_small_screen() -> None:
    """At 80x24 h walks from own points to the region to the areas; Esc leads back to the list."""
    async with running(FakeDoor(in_deployment()), SMALL) as (app, pilot):
        await press(pilot, "4", "h", "h")
        assert "Regio per gemeente" in text_of(app)
        assert "Staphorst" in text_of(app)
        await press(pilot, "o")  # nothing is decided about a point that is not on the screen
        assert "Kies eerst een punt." in text_of(app)
        await press(pilot, "c")
        assert "Regio per cluster" in text_of(app)
        await press(pilot, "escape")
        assert "Hele regio" in text_of(app)


async def test_f_shows_only_the_points_that_fail_a_norm_and_escape_all() -> None:
    """After choosing a norm the list holds exactly the points that fail it; Esc shows every point again."""
    async with running(FakeDoor(in_deployment()), WIDE) as (app, pilot):
        await press(pilot, "4")
        every = shown_codes(text_of(app))
        await press(pilot, "f", "<ehbo>", "enter")
        text = text_of(app)
        assert "zonder: EHBO'er of BHV'er aanwezig (2)" in text
        assert shown_codes(text) == [code for code in every if code in ("L-DEV-05", "L-DEV-06")]
        await press(pilot, "f", "<dossier: draaiboek>", "enter")
        assert shown_codes(text_of(app)) == ["L-DEV-04"]
        await press(pilot, "escape")
        assert shown_codes(text_of(app)) == every


async def test_d_notes_an_item_with_day_function_end_and_answers() -> None:
    """d lists the dossier; Enter opens the form; the order holds what was filled in, with the day as typed."""
    door = FakeDoor(in_deployment())
    async with running(door, WIDE) as (app, pilot):
        await press(pilot, "4", "down", "d", "<noodstroom>", "enter")
        assert "losstaand ja" in text_of(app)
        await press(pilot, "enter", "right", "enter", "enter")  # in order; hired becomes shared; free-standing stays
        await press(
            pilot, "ctrl+u", "<04-01-2027>", "enter", "enter", "<01-03-2028>", "enter", "<nieuw aggregaat>", "enter"
        )
    (order,) = door.orders
    assert isinstance(order, commands.NoteDossier)
    assert (order.site, order.item, order.done, order.found_by) == (
        "L-DEV-01",
        "noodstroom",
        True,
        "locatiebeheerder",
    )
    assert order.details == {"bron": "gedeeld", "losstaand": "ja"}
    day = parse_date("04-01-2027", WALL, ZONE)
    assert day is not None
    assert order.at_wall == noon(day, ZONE)
    assert order.expires_wall is not None
    assert order.note == "nieuw aggregaat"


async def test_a_day_to_come_is_refused_in_the_form() -> None:
    """A day that still has to come, or that is no day, is not accepted and says what to write."""
    door = FakeDoor(in_deployment())
    async with running(door, WIDE) as (app, pilot):
        await press(pilot, "4", "down", "d", "<draaiboek>", "enter", "enter")
        for typed, words in (("21-01-2027", "moet nog komen"), ("ergens in mei", "als 20-01-2027")):
            await press(pilot, "end", "ctrl+u", f"<{typed}>", "enter", "enter", "enter", "enter")
            assert words in text_of(app)
        assert door.orders == []


# text from outside


def painters(picture: Snapshot, width: int) -> list[list[Line]]:
    """Everything this place draws of `picture`."""
    rows = [point_row(view, picture, WORDS, width) for view in listed_points(picture, whole_region=True)]
    first = gain_lines(gains(picture.sites, True), picture, width, 9)
    region = region_lines(picture, per_municipality, "gemeente", width, 40, True)
    return [rows, first, region, clock_lines(picture, WORDS, width), norms_short(picture, width, True)]


@pytest.mark.parametrize("width", [58, 80, 120])
def test_hostile_names_never_widen_a_row(width: int) -> None:
    """Whatever a name, an area, a source, a note or a function says, no row is wider than its place."""
    picture = in_deployment()
    texts = [clean(text) for text in hostile_texts()]
    sites = []
    for at, view in enumerate(picture.sites):
        text = texts[at % len(texts)] or "leeg"
        dossier = tuple(replace(line, note=text, by=text) for line in view.dossier)
        named = replace(view.site, name=text, municipality=text, cluster=text)
        sites.append(replace(view, site=named, dossier=dossier))
    hostile = replace(picture, sites=tuple(sites), t0_source=texts[0], region=texts[1])
    lines = [line for drawn in painters(hostile, width) for line in drawn]
    for view in hostile.sites[:40]:
        lines += dossier_lines(view, WORDS, width)
    for line in lines:
        assert width_of(line) <= width
        assert all(text.isprintable() and cell_len(ASCII.show(text)) == cell_len(text) for text, _role in line)
