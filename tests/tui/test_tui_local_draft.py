"""The form's own rules: what is read as a number, what is refused, what is told."""

from hypothesis import given, settings, strategies as st

from nsp_console.domain.fields import spec_of
from nsp_console.tui.local.draft import Draft, Known, amount, complaint, leap, typed_number, understanding, values_of
from nsp_console.tui.local.questions import KERN, Question, rest_of
from nsp_console.tui.wording import Wording
from support.drawn import VOCABULARY, ZONE
from support.local_page import understand
from support.local_pictures import own_point

WORDS = Wording(VOCABULARY, ZONE)
EVERY = (*KERN, *rest_of(WORDS))
AMOUNTS = tuple(one for one in EVERY if not one.answers and not one.free)


@given(st.sampled_from(AMOUNTS), st.floats(-1e6, 1e7, allow_nan=False))
def test_only_plausible_amounts_pass(question: Question, value: float) -> None:
    """A number passes exactly when the field's own range takes it, and then it is told as that number."""
    text = typed_number(round(value, 1))
    spec, read = spec_of(question.key), amount(text)
    assert spec is not None
    assert read is not None
    fine = spec.accepts(read)
    assert (complaint(question, text, understand) == "") == fine
    if fine:
        assert values_of(question, text) == {question.key: read}


@given(st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 1)))
def test_a_number_is_read_back_as_it_is_shown(value: float) -> None:
    """What the form shows of an earlier value is read as the same value when it is passed with Enter."""
    assert amount(typed_number(value)) == value


@settings(deadline=None)  # the first line builds the lexicon
@given(st.text(max_size=40))
def test_no_text_breaks_the_form(text: str) -> None:
    """Whatever is typed or pasted is either refused with a sentence or taken; nothing unread is told."""
    for question in EVERY:
        words = complaint(question, text, understand)
        told = values_of(question, text)
        assert isinstance(words, str)
        if not question.answers and not question.free and not words:
            assert all(spec_of(key) is not None for key in told)
        assert isinstance(leap(question, text, Known("420")), str)


def test_an_empty_line_says_nothing() -> None:
    """A line that was made empty is no value: absent means unknown, never nought."""
    view = own_point()
    told = [(question, "") for question in EVERY]
    understood = understanding(view, told, understand, WORDS)
    assert understood.values == {}
    assert understood.needs == ()
    assert not understood.no_needs


def test_typing_replaces_and_backspace_edits() -> None:
    """The first character replaces last time's value, backspace edits it, and clearing forgets everything."""
    water = next(one for one in KERN if one.key == "water_l")
    draft, before = Draft(), Known("420")
    assert draft.text(water, before) == "420"
    draft.rub_out(water, before)
    assert draft.text(water, before) == "42"
    draft.clear()
    draft.add(water, "7")
    assert draft.text(water, before) == "7"
    draft.passed.add("state")
    draft.clear()
    assert draft.empty


def test_the_kernmelding_is_six_and_first() -> None:
    """The form asks the six of the kernmelding first, and every further line is a field that exists."""
    assert [one.key for one in KERN] == ["state", "visitors", "water_l", "fuel_hours", "needs", "bulletin"]
    for one in EVERY:
        assert one.key == "needs" or spec_of(one.key) is not None
        spec = spec_of(one.key)
        assert not one.answers or (spec is not None and all(spec.accepts(answer.value) for answer in one.answers))
        letters = [answer.letter for answer in one.answers]
        assert len(letters) == len(set(letters))
