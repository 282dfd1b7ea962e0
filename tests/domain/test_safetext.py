"""The one cleaner between received text and every screen."""

import unicodedata

from hypothesis import given, settings, strategies as st

from nsp_console.domain.safetext import RIGHT_TO_LEFT, clean

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=400)


@settings(max_examples=500, deadline=None)
@given(ANY_TEXT)
def test_nothing_that_drives_a_terminal_survives(raw: str) -> None:
    """Whatever comes in, no control, format, private, surrogate or right-to-left character comes out."""
    for char in clean(raw):
        assert unicodedata.category(char)[0] != "C", repr(char)
        assert unicodedata.category(char) not in {"Zl", "Zp"}
        assert unicodedata.bidirectional(char) not in RIGHT_TO_LEFT


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_cleaning_is_idempotent_bounded_and_printable(raw: str) -> None:
    """Clean text stays as it is, fits the limit, and can be encoded for any screen or file."""
    once = clean(raw, 100)
    assert clean(once, 100) == once
    assert len(once) <= 100
    once.encode("utf-8")


def test_ordinary_dutch_is_untouched() -> None:
    """Letters with accents, euro signs, emoji and punctuation are shown as typed."""
    for text in ("één persoon, €50 – 22°C", "Hoi 👍 alles ok!", "m² & 50% [rood]", "Ÿ œ ç"):
        assert clean(text) == text


def test_a_terminal_command_is_made_visible_not_dropped() -> None:
    """Escape sequences become dots, so that a person sees that something odd was sent."""
    assert clean("a\x1b]52;c;aGk=\x07b\x9b31mc\u202ed") == "a·]52;c;aGk=·b·31mc·d"


def test_a_long_text_says_that_it_was_cut() -> None:
    """Ten thousand characters are cut at the limit with an ellipsis."""
    cut = clean("a" * 10_000)
    assert len(cut) == 1000
    assert cut.endswith("…")


def test_a_tower_of_marks_cannot_climb_into_the_next_row() -> None:
    """At most one combining mark per letter remains."""
    assert len(clean("a" + "\u0316" * 50)) <= 2
