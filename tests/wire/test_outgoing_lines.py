"""The lines a console sends: short enough for every radio, and honest about who read what."""

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.wire import lines
from nsp_console.wire.text import parse
from support.vocabulary import vocabulary

WORDS = vocabulary()
MARKS = st.sampled_from(["", "OEFENING", "DEMO"])


def test_echo_reads_as_designed() -> None:
    """The echo of the design is word for word what is sent."""
    said = parse("water 420 l, 64 bezoekers", WORDS)
    assert lines.echo("De Boeg", said, WORDS) == (
        "Begrepen door computer: De Boeg 64 bezoekers, water 420 l. Medewerker kijkt nog. Klopt niet? Stuur opnieuw."
    )


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.integers(0, 2**20), MARKS)
def test_echo_always_fits(name: str, chosen: int, mark: str) -> None:
    """However much was understood and however long the name, the echo is one line of at most 120 bytes."""
    values: dict[str, str | int | float | bool] = {
        "state": "open",
        "functions.water": "niet",
        "visitors": 1250,
        "capacity": 2000,
        "staff.ehbo": 2,
        "water_l": 1250.25,
        "food_portions": 12000,
        "power": "aggregaat",
        "fuel_hours": 36,
        "temperature_c": -12.5,
        "bulletin": 12,
    }
    kept = {key: value for at, (key, value) in enumerate(values.items()) if chosen >> at & 1}
    said = Understanding(Outcome.STATUS, values=kept, rest_ok=bool(chosen >> 15 & 1))
    line = lines.echo(name, said, WORDS, mark)
    assert len(line.encode("utf-8", "replace")) <= 120
    assert "computer" in line
    assert line.startswith(mark)
    assert line.endswith("Stuur opnieuw.")
    assert parse(line, WORDS).outcome is Outcome.MESSAGE


def test_echo_says_when_something_did_not_fit() -> None:
    """What is left out is announced by "en meer"."""
    said = parse("open, water 420 l, 64 bezoekers, 120 porties, aggregaat nog 6 uur, 19 graden, 3 vrijwilligers", WORDS)
    line = lines.echo("Dorpshuis Lettele", said, WORDS)
    assert "en meer" in line
    assert "open, 64 bezoekers" in line


@pytest.mark.parametrize("mark", ["", "OEFENING", "DEMO"])
def test_fixed_lines_fit(mark: str) -> None:
    """Every fixed line is at most 120 bytes, starts with the mark and rings nowhere when another console hears it."""
    fixed = [
        lines.alarm_answer(mark),
        lines.alarm_acknowledged(mark),
        lines.hint(mark),
        lines.hint(mark, unknown_node=True),
        lines.rejection(mark),
        lines.confirmed(mark),
    ]
    for line in fixed:
        assert len(line.encode()) <= 120
        assert line.startswith(mark)
        assert "\n" not in line
        assert parse(line, WORDS).outcome is Outcome.MESSAGE
    assert len(set(fixed)) == len(fixed)


def test_alarm_answer_is_the_designs() -> None:
    """The first answer to an alarm says that nobody has read it yet."""
    assert lines.alarm_answer() == "Alarm ontvangen, nog niet gelezen. Bel ook 112. Waar bent u?"
