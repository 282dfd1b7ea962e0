"""The state of a site in 62 bits."""

import tomllib

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.fields import FIELDS, spec_of
from nsp_console.domain.understanding import Need
from nsp_console.domain.values import Scalar
from nsp_console.wire.frames.articles import AMOUNT_UNKNOWN, ARTICLES, OTHER, SLOTS, bitmap, from_bitmap
from nsp_console.wire.frames.bits import width_of
from nsp_console.wire.frames.layouts import STATE, STATE_BITS
from nsp_console.wire.frames.scales import AMOUNTS, SCALES
from nsp_console.wire.frames.state import codes, decode_state, difference, encode_state
from support.frames import FUNCTIONS, need_lists, raw_values
from support.tree import ROOT, text_of

WORD_FIELDS = ("state", "power", *(f"functions.{key}" for key in FUNCTIONS))


def test_the_state_is_62_bits() -> None:
    """The fields of the layout fill the 62 bits that the protocol gives them."""
    assert width_of(STATE) == STATE_BITS == 62
    assert encode_state({}, (), FUNCTIONS) == 0


@given(values=raw_values(), needs=need_lists())
def test_what_is_read_is_sent_on_unchanged(values: dict[str, Scalar], needs: tuple[Need, ...]) -> None:
    """Reading and sending again changes nothing: a state may pass any number of consoles."""
    once = decode_state(encode_state(values, needs, FUNCTIONS), FUNCTIONS)
    assert decode_state(encode_state(once.values, once.needs, FUNCTIONS), FUNCTIONS) == once


@given(values=raw_values(), needs=need_lists())
def test_nothing_is_invented_and_nothing_lost(values: dict[str, Scalar], needs: tuple[Need, ...]) -> None:
    """The same fields are known on both sides, words are the same words, and what was rounded is marked so."""
    state = decode_state(encode_state(values, needs, FUNCTIONS), FUNCTIONS)
    assert set(state.values) == set(values)
    for key, value in values.items():
        spec = spec_of(key)
        assert spec is not None
        assert spec.accepts(state.values[key])
        if key in WORD_FIELDS or key not in state.estimated:
            assert state.values[key] == value
        if key in SCALES:
            assert (state.values[key] == 0) == (value == 0)
    assert bool(state.needs) == bool(needs)


@given(bits=st.integers(0, 2**62 - 1))
def test_any_bits_read_or_are_refused(bits: int) -> None:
    """Arbitrary bits give a state that encodes back to them, or ValueError; never anything else."""
    names = (*FUNCTIONS, "achtste")
    try:
        state = decode_state(bits, names)
    except ValueError:
        assert codes(bits)["power"] > 4
        return
    assert encode_state(state.values, state.needs, names) == bits


def test_values_nobody_could_mean_are_unknown() -> None:
    """A value its field does not accept, of whatever type, is sent as unknown instead of as something else."""
    odd: dict[str, Scalar] = {"state": "half open", "visitors": -3, "water_l": True, "food_portions": 1.5, "power": 7}
    odd |= {"safety": "", "functions.water": "misschien", "note": "x", "fuel_hours": float("nan")}
    assert encode_state(odd, (), FUNCTIONS) == 0


def test_a_slot_without_a_name_is_left_out() -> None:
    """A console with fewer function slots reads the rest of the state and leaves the unnamed slot alone."""
    eight = (*FUNCTIONS, "achtste")
    bits = encode_state({"functions.achtste": "niet", "functions.water": "werkt"}, (), eight)
    assert decode_state(bits, FUNCTIONS).values == {"functions.water": "werkt"}
    assert decode_state(bits, eight).values == {"functions.achtste": "niet", "functions.water": "werkt"}


def test_danger_reads_as_the_worse_of_two() -> None:
    """Dreigend and onveilig share a code; it reads onveilig and is marked as an estimate."""
    for word in ("dreigend", "onveilig"):
        state = decode_state(encode_state({"safety": word}, (), FUNCTIONS), FUNCTIONS)
        assert state.values == {"safety": "onveilig"}
        assert state.estimated == ("safety",)


def test_needs_without_a_slot_are_other() -> None:
    """A need outside the eight slots sets "overig"; no need ever disappears, and no amount is made up."""
    for article, unit in ARTICLES:
        (read,) = from_bitmap(bitmap((Need(article, 12, unit),)))
        assert read.article == (article if (article, unit) in SLOTS else OTHER)
        assert read.amount == AMOUNT_UNKNOWN == 0
    assert [need.article for need in from_bitmap(0xFF)] == [key for key, _ in SLOTS]


def test_articles_agree_with_the_words_file() -> None:
    """Every article of the shipped configuration has its number and unit on the air."""
    words = tomllib.loads(text_of(ROOT / "config" / "woorden.toml"))
    assert tuple((article["key"], article["eenheid"]) for article in words["artikel"]) == ARTICLES
    assert set(SLOTS[:-1]) <= set(ARTICLES)
    assert tuple(function["key"] for function in words["functie"]) == FUNCTIONS


@given(values=raw_values(), factor=st.floats(0.5, 2.0))
def test_a_drifting_amount_is_counted_in_steps(values: dict[str, Scalar], factor: float) -> None:
    """An amount that moves gives steps only; the steps are those of its own scale."""
    moved = dict(values)
    for scale in AMOUNTS:
        value = values.get(scale.key)
        if isinstance(value, (int, float)) and value > 0:
            new = max(1.0, float(round(value * factor)))
            if FIELDS[scale.key].accepts(new):
                moved[scale.key] = new
    found = difference(encode_state(values, (), FUNCTIONS), encode_state(moved, (), FUNCTIONS))
    assert not found.categorical
    for scale in AMOUNTS:
        if scale.key in values:
            steps = scale.steps(float(values[scale.key]), float(moved[scale.key]))
            assert found.steps.get(scale.key, 0) == steps


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"state": "open"}, {"state": "vol"}),
        ({"functions.stroom": "werkt"}, {"functions.stroom": "niet"}),
        ({}, {"water_l": 300}),
        ({"water_l": 300}, {}),
        ({"water_l": 6}, {"water_l": 0}),
        ({"staff.ehbo": 1}, {"staff.ehbo": 2}),
        ({"safety": "rustig"}, {"safety": "onrustig"}),
    ],
)
def test_words_zero_and_unknown_are_categorical(before: dict[str, Scalar], after: dict[str, Scalar]) -> None:
    """A changed word, a supply that is finished, and a field that became known or unknown count at once."""
    assert difference(encode_state(before, (), FUNCTIONS), encode_state(after, (), FUNCTIONS)).categorical
    assert difference(encode_state(before, (), FUNCTIONS), encode_state(before, (), FUNCTIONS)) == (False, {})


def test_a_new_need_is_categorical() -> None:
    """Asking for something is a change, and so is no longer asking."""
    asked = encode_state({}, (Need("diesel", 20, "l"),), FUNCTIONS)
    assert difference(asked, 0) == (True, {})
    assert difference(0, asked) == (True, {})
