"""Which lines are wholly a console's: those nobody has to read, and that end another console's waiting."""

import pytest
from hypothesis import assume, given, settings, strategies as st

from nsp_console.domain.understanding import Outcome
from nsp_console.wire import lines
from nsp_console.wire.text import parse
from nsp_console.wire.text.machine import ANSWERS, ECHO, answer_opening, echoed
from support.vocabulary import vocabulary

WORDS = vocabulary()
MARKS = ("", "OEFENING", "DEMO")
FIXED = (
    lines.alarm_answer,
    lines.alarm_acknowledged,
    lines.hint,
    lambda mark: lines.hint(mark, unknown_node=True),
    lines.rejection,
    lines.confirmed,
)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)


@pytest.mark.parametrize("mark", MARKS)
def test_every_line_of_ours_is_known_as_such(mark: str) -> None:
    """Each fixed line, in every world, is recognised by another opening than the others, and all openings are used."""
    openings = [answer_opening(line(mark)) for line in FIXED]
    assert None not in openings
    assert {*openings, ECHO} == set(ANSWERS)


@settings(max_examples=100, deadline=None)
@given(NAMES.filter(lambda name: name.strip() == name), st.sampled_from(MARKS))
def test_every_echo_is_known_and_begins_with_the_name(name: str, mark: str) -> None:
    """An echo for any point is recognised, and what it says begins with the name as echoes show it."""
    line = lines.echo(name, parse("water 420 l", WORDS), WORDS, mark)
    assert answer_opening(line) == ECHO
    assert echoed(line).startswith(lines.echo_name(name).casefold())


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FIXED), st.sampled_from(MARKS), NAMES, st.booleans())
def test_what_a_person_added_makes_it_a_person_s_line(line: object, mark: str, added: str, before: bool) -> None:
    """A quote with anything before or after it must be read by a person; it still is no status and no alarm."""
    ours = line(mark)  # type: ignore[operator]
    assume(added.strip() and added.strip().casefold() not in ("oefening", "demo"))
    quote = f"{added} {ours}" if before else f"{ours} {added}"
    assume(not quote.strip().casefold().endswith(ours.casefold()) or before)
    assert answer_opening(quote) is None
    if not before:
        assert parse(quote, WORDS).outcome is Outcome.MESSAGE
