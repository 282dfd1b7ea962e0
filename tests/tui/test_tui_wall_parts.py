"""The bricks of the wall: letters three rows high, the pages that turn, counting, and what may never be said."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from nsp_console.domain.facts import AlarmKind
from nsp_console.domain.moments import Age, Ageing
from nsp_console.domain.safetext import clean
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.values import Tier
from nsp_console.domain.views import AlarmView, Severity, SiteView
from nsp_console.dutch.wall import BIG_LETTERS_MAX, REASON_BIG, SUPPLY_BIG
from nsp_console.tui.glyphs import CONSOLE
from nsp_console.tui.judged import badge
from nsp_console.tui.paint import width_of
from nsp_console.tui.wall.below import below_lines
from nsp_console.tui.wall.font import GLYPH_W, LINES, NEEDED, PLAIN, ROWS, big, big_cut, big_width
from nsp_console.tui.wall.pager import PAGE_S, Pager
from nsp_console.tui.wall.plan import plan_of
from nsp_console.tui.wall.sight import counts, sights
from nsp_console.tui.wording import Wording
from support.drawn import HOUR, MIN, VOCABULARY, ZONE, cell, point, why
from support.hostile import hostile_texts
from support.map_pictures import with_lost_point
from support.pictures import MEDICAL, calm, demo, first_start, night, radio_down

WORDS = Wording(VOCABULARY, ZONE)
FONTS = {"lijnen": LINES, "ascii": PLAIN}
SIZES = ((80, 24), (120, 35), (200, 50), (110, 30), (240, 67))


# letters


@pytest.mark.parametrize("font", FONTS)
def test_every_needed_letter_exists_and_is_equally_wide(font: str) -> None:
    """Both tables hold every letter, digit and sign, each of three rows of three cells."""
    table = FONTS[font]
    assert set(table) == set(NEEDED)
    for rows in table.values():
        assert [cell_len(row) for row in rows] == [GLYPH_W] * ROWS


@pytest.mark.parametrize("font", FONTS)
def test_no_two_letters_look_the_same(font: str) -> None:
    """No letter can be mistaken for a digit: every glyph is drawn differently."""
    assert len(set(FONTS[font].values())) == len(FONTS[font])


def test_both_fonts_can_be_drawn_where_they_are_used() -> None:
    """The lines are in a console font as they are, and the plain table is ASCII."""
    for rows in LINES.values():
        assert CONSOLE.show("".join(rows)) == "".join(rows)
    assert all("".join(rows).isascii() for rows in PLAIN.values())


def test_every_word_of_the_wall_can_be_drawn_and_fits() -> None:
    """The big words are made of letters that exist and are short enough for their place."""
    for word in (*REASON_BIG.values(), *SUPPLY_BIG.values()):
        assert set(word) <= set(NEEDED)
        assert len(word) <= BIG_LETTERS_MAX


@given(st.text(max_size=30).map(clean), st.integers(0, 60))
def test_any_text_becomes_three_rows_of_one_width(text: str, width: int) -> None:
    """Whatever is written big has three rows as wide as told, and a cut text never takes more than its room."""
    assert {cell_len(row) for row in big(text)} == {big_width(text)}
    assert big_width(big_cut(text, width)) <= width


# pages

STEP = st.tuples(
    st.floats(0, 60), st.integers(1, 6), st.frozensets(st.integers(0, 6), max_size=3), st.sampled_from("tlrp")
)


@given(st.lists(STEP, max_size=40))
def test_a_page_with_an_unacknowledged_alarm_stays_in_front(
    steps: list[tuple[float, int, frozenset[int], str]],
) -> None:
    """However long it takes and whatever is pressed, the page in front exists, and is held when a page is held."""
    pager, now = Pager(), 0.0
    for wait, pages, held, key in steps:
        now += wait
        pager = pager.at(now, pages, held)
        if key in "lr":
            pager = pager.leaf(1 if key == "r" else -1, now, pages, held)
        elif key == "p":
            pager = pager.toggled(now)
        assert 0 <= pager.page < pages
        real = {page for page in held if page < pages}
        assert not real or pager.page in real


@given(st.integers(1, 9), st.integers(0, 8))
def test_every_page_comes_round(pages: int, start: int) -> None:
    """Turning by itself shows every page once in a round, each for PAGE_S, and not a moment earlier."""
    pager, now, seen = Pager(page=start % pages), 0.0, []
    for _ in range(pages):
        seen.append(pager.page)
        assert pager.at(now + PAGE_S - 0.1, pages).page == pager.page
        now += PAGE_S
        pager = pager.at(now, pages)
    assert sorted(seen) == list(range(pages))


def test_a_stopped_page_stands_until_an_alarm_comes() -> None:
    """Space holds the page for ever; a new alarm elsewhere still takes the front at once."""
    pager = Pager().toggled(0.0)
    assert pager.at(10_000, 3).page == 0
    assert pager.at(10_001, 3, {2}).page == 2


# counting and judging

VIEWS = st.lists(st.sampled_from(tuple(Severity)), max_size=40).map(
    lambda found: [point(f"L-DEV-{at % 90 + 10}", "x", severity) for at, severity in enumerate(found)]
)


@given(VIEWS)
def test_the_counting_line_leaves_nobody_out(views: list[SiteView]) -> None:
    """The counts add up to all own points, silent and unknown together, whatever their verdicts."""
    assert [letter for letter, _count, _role in counts(views)] == ["K", "A", "G", "?", "D"]
    assert sum(count for _letter, count, _role in counts(views)) == len(views)


@pytest.mark.parametrize("ageing", [Ageing.HATCHED, Ageing.LOST])
def test_a_stale_good_point_is_a_question_mark(ageing: Ageing) -> None:
    """A point that was good when last heard is hatched with a question mark, never green."""
    assert badge(point("L-DEV-01", "x", ageing=ageing)) == ("?", "░", "unknown")


def test_hours_of_a_value_that_is_lost_are_unknown() -> None:
    """A forecast on a value nobody can trust any more is drawn as a question mark, not as hours."""
    view = point(
        "L-DEV-01",
        "x",
        Severity.ATTENTION,
        hours=((6, 9), None, None, None),
        reasons=(why("supply_low", supply="power"),),
    )
    fresh = sights(night(sites=(view,), alarms=()), WORDS)[0]
    assert (fresh.word, fresh.hours[0]) == ("STROOM", "6-9")
    lost = replace(view, cells={**view.cells, "fuel_hours": cell("fuel_hours", 6, ageing=Ageing.LOST)})
    assert sights(night(sites=(lost,), alarms=()), WORDS)[0].hours == ("?", "unknown")


def test_of_two_short_supplies_the_first_to_end_is_big() -> None:
    """The big hours are of what ends first, whatever order the reasons came in."""
    reasons = (why("supply_low", supply="water", low_h=10.0), why("supply_low", supply="power", low_h=4.0))
    view = point("L-DEV-01", "x", Severity.ATTENTION, hours=((4, 5), (10, 17), None, None), reasons=reasons)
    sight = sights(night(sites=(view,), alarms=()), WORDS)[0]
    assert (sight.word, sight.hours[0]) == ("STROOM", "4-5")
    assert sight.lines[1][0].startswith("stroom op")


def test_hours_of_silence_are_not_hours_left() -> None:
    """Where only one fits, a silent point shows its word and not a number that reads as a supply."""
    silent = next(sight for sight in sights(night(), WORDS) if sight.word == "STIL")
    assert silent.hours[0] == "3"
    assert silent.short[0] == "STIL"


def test_an_alarm_of_nobody_knows_where_is_on_the_first_page() -> None:
    """An alarm without a point, or of a closed one, is never missing from the wall and comes first."""
    lost = AlarmView(90, AlarmKind.FIRE, None, clean("brand bij mevrouw De Vries"), Tier.C, Age(MIN))
    shut = replace(MEDICAL, entry=91, site="L-DEV-07")
    found = sights(night(alarms=(lost, shut)), WORDS)
    assert {found[0].key, found[1].key} == {"alarm 90", "L-DEV-07"}
    assert all(sight.waiting and sight.word == "ALARM" for sight in found[:2])


def test_a_parked_or_taken_alarm_holds_nothing() -> None:
    """Only an alarm that nobody took on and nobody parked keeps its page in front."""
    for change in ({"acknowledged_by": "C-NSP", "acknowledged_age": Age(MIN)}, {"parked_s": 600.0}):
        alarms = (replace(MEDICAL, **change),)
        assert plan_of(night(alarms=alarms), WORDS, (80, 24), LINES).held == set()
    assert plan_of(night(), WORDS, (80, 24), LINES).held == {0}


# what may not be said


@pytest.mark.parametrize("size", SIZES)
def test_no_word_of_a_message_reaches_the_wall(size: tuple[int, int]) -> None:
    """Texts, notes and names that came from people are nowhere on any page, in any size."""
    secret = "Geheimwoord"
    alarm = replace(MEDICAL, text=clean(secret), note=clean(secret), acknowledged_by=secret, acknowledged_age=Age(MIN))
    told = point("L-DEV-05", "Borgele", Severity.CRITICAL, reasons=(why("melding", tekst=secret), why(secret)))
    bulletin = replace(night().inbox[0], text=clean(secret))
    picture = with_lost_point()
    picture = replace(picture, sites=(told, *picture.sites), alarms=(alarm,), inbox=(bulletin,))
    plan = plan_of(picture, WORDS, size, LINES)
    shown = [*plan.top, *below_lines(picture, WORDS, size[0], Pager(), plan.pages, True)]
    for page in range(plan.pages):
        shown += plan.page_lines(page, size[0], LINES)
    words = " ".join(text for line in shown for text, _role in line)
    assert secret not in words
    assert "Jansen" not in words
    assert "Burgerpunt" in words


@pytest.mark.parametrize("size", SIZES)
def test_every_line_is_exactly_as_wide_as_the_screen(size: tuple[int, int]) -> None:
    """Whatever the picture and however hostile the names, no line of any page is wider than the screen."""
    dice = random.Random(3)
    pictures = [
        night(),
        calm(),
        first_start(),
        radio_down(),
        demo(),
        night(store_error="store_full"),
        with_lost_point(),
    ]
    for text in hostile_texts(25):
        name = clean(text)
        views = tuple(replace(view, site=replace(view.site, name=name, municipality=name)) for view in night().sites)
        pictures.append(night(sites=views, deployment=name if dice.random() < 0.5 else ""))
    for picture in pictures:
        for font in FONTS.values():
            plan = plan_of(picture, WORDS, size, font)
            lines = [*plan.top, *below_lines(picture, WORDS, size[0], Pager(), plan.pages, False)]
            for page in range(plan.pages):
                lines += plan.page_lines(page, size[0], font)
            assert all(width_of(line) <= size[0] for line in lines)


@given(st.integers(0, 30), st.sampled_from(SIZES), st.integers(0, 30))
def test_every_point_that_needs_somebody_has_a_page(count: int, size: tuple[int, int], alarms: int) -> None:
    """However many points are in trouble, each is on exactly one page and no page is longer than the screen."""
    views = tuple(point(f"L-DEV-{at:02d}", f"p{at}", Severity.CRITICAL) for at in range(10, 10 + count))
    lost = tuple(replace(MEDICAL, entry=at, site=None) for at in range(alarms % 4))
    picture = night(sites=views, alarms=lost, t_plus_s=3 * HOUR)
    plan = plan_of(picture, WORDS, size, LINES)
    keys = [sight.key for sight in plan.sights]
    assert sorted(keys) == sorted({*(view.site.code for view in views), *(f"alarm {alarm.entry}" for alarm in lost)})
    for page in range(plan.pages):
        below = below_lines(picture, WORDS, size[0], Pager(), plan.pages, False)
        rows = len(plan.top) + len(plan.page_lines(page, size[0], LINES)) + len(below) + 1
        assert rows <= size[1]


def test_the_small_screen_shows_the_worst_four_and_the_large_one_everybody() -> None:
    """80×24 shows the worst four, 120×35 the worst six, 200×50 a tile of every own point."""
    assert [plan_of(night(), WORDS, size, LINES).size for size in SIZES[:2]] == [4, 6]
    plan = plan_of(night(), WORDS, (200, 50), LINES)
    assert len(plan.sights) == 11
    assert plan.pages == 1


def test_an_initiative_is_named_by_what_it_is() -> None:
    """A point named by hand during the inzet is shown by its kind; a point of the region file by its name."""
    shown = {sight.key: sight.lines[0][0] for sight in sights(with_lost_point(), WORDS, everybody=True)}
    assert shown["X-DEV-01"].startswith("Burgerpunt, Deventer")
    assert shown["L-DEV-05"].startswith("Borgele")
    assert SiteKind.X.value == "X"
