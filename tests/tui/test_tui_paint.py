"""The small tools every painter stands on keep their widths, whatever they get."""

from hypothesis import given, strategies as st
from rich.cells import cell_len

from nsp_console.domain.safetext import clean
from nsp_console.tui.board.chosen import bar
from nsp_console.tui.board.rows import columns
from nsp_console.tui.frame.footer import ALL, HELP, Hint, footer_line
from nsp_console.tui.glyphs import ASCII, CONSOLE, UNICODE, choose
from nsp_console.tui.paint import cut, fit, right, width_of, wrap
from nsp_console.tui.roll import window
from nsp_console.tui.themes import PALETTES, STYLES, next_theme

TEXT = st.text(max_size=60).map(clean)


@given(TEXT, st.integers(1, 50))
def test_fit_and_right_give_exactly_the_width(text: str, width: int) -> None:
    """`fit` and `right` return exactly the cells asked for."""
    assert cell_len(fit(text, width)) == width
    assert cell_len(right(text, width)) == width


@given(st.lists(st.tuples(TEXT, st.sampled_from(["", "dim", "banner"])), max_size=5), st.integers(1, 80))
def test_cut_gives_exactly_the_width(pieces: list[tuple[str, str]], width: int) -> None:
    """`cut` shortens or fills a line to exactly the cells asked for."""
    assert width_of(cut(tuple(pieces), width)) == width


@given(TEXT, st.integers(2, 40), st.integers(1, 6))
def test_wrap_loses_no_letter_and_stays_inside(text: str, width: int, rows_max: int) -> None:
    """`wrap` keeps every row inside the width and, without a limit, every letter in order."""
    assert all(cell_len(row) <= width for row in wrap(text, width, rows_max))
    assert len(wrap(text, width, rows_max)) <= rows_max
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@given(st.text(max_size=80))
def test_glyph_tables_keep_cells_and_promise(text: str) -> None:
    """Translation keeps the number of cells, and ASCII really is ASCII."""
    shown = clean(text)
    for glyphs in (UNICODE, CONSOLE, ASCII):
        assert cell_len(glyphs.show(shown)) == cell_len(shown)
    assert ASCII.show(shown).isascii()


def test_glyphs_are_chosen_from_the_terminal() -> None:
    """--tekens decides; else TERM=linux gives the console set and an output without UTF gives ASCII."""
    assert choose("ascii", "xterm", "utf-8") is ASCII
    assert choose("auto", "linux", "utf-8") is CONSOLE
    assert choose("auto", "xterm-256color", "UTF-8") is UNICODE
    assert choose("auto", "xterm", "ANSI_X3.4-1968") is ASCII


@given(st.integers(0, 200), st.integers(1, 40), st.integers(0, 200), st.integers(0, 200))
def test_the_cursor_is_always_in_the_window(count: int, rows: int, cursor: int, top: int) -> None:
    """Whatever was scrolled before, the cursor's row is shown and no row is wasted."""
    cursor = min(cursor, max(0, count - 1))
    first = window(count, rows, cursor, top)
    assert 0 <= first <= max(0, count - rows)
    assert count == 0 or first <= cursor < first + rows


@given(st.integers(79, 240), st.integers(0, 12))
def test_columns_fill_the_table_exactly(width: int, functions: int) -> None:
    """For every width the columns add up to the table, with at least ten cells of name."""
    cols = columns(width, functions)
    fixed = 1 + 1 + 10 + 1 + 4 * 7 + 8 + 1 + 5 + 1
    fixed += (cols.functions + 1 if cols.functions else 0) + (3 if cols.needs else 0) + len(cols.extras) * 9
    assert cols.name >= 10
    assert fixed + cols.name == width


@given(st.floats(0, 200), st.floats(0, 200), st.integers(1, 60))
def test_bar_is_as_wide_as_asked(low: float, extra: float, width: int) -> None:
    """A 72-hour bar has exactly its width: certain, then possible, then nothing."""
    drawn = bar(low, low + extra, width)
    assert len(drawn) == width
    assert drawn == "".join(sorted(drawn, key="█░─".index))


@given(
    st.lists(st.tuples(st.text("abc", min_size=1, max_size=8), st.text("def ", min_size=1, max_size=13)), max_size=15)
)
def test_help_is_never_pushed_off_the_footer(hints: list[tuple[str, str]]) -> None:
    """However many keys work, `?` and ctrl+p stay on an 80-column footer."""
    line = footer_line([*(Hint(*hint) for hint in hints), ALL, HELP], 80)
    text = "".join(piece for piece, _role in line)
    assert "? hulp" in text
    assert "ctrl+p alles" in text
    assert len(text.rstrip()) <= 80


def test_every_theme_knows_every_role() -> None:
    """All themes style the same roles, and F2 comes back to the first."""
    roles = {frozenset(styles) for styles in STYLES.values()}
    assert len(roles) == 1
    name = PALETTES[0].name
    for _ in PALETTES:
        name = next_theme(name)
    assert name == PALETTES[0].name


def test_states_differ_without_colour() -> None:
    """In every theme the critical and warning roles are bold or on their own ground, not only coloured."""
    for palette in PALETTES:
        styles = STYLES[palette.name]
        for role in ("critical", "banner", "warning"):
            assert styles[role].bgcolor != styles[""].bgcolor
        for role in ("attention", "critical_text"):
            assert styles[role].bold
