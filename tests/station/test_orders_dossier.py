"""Noting an item of the dossier: checked here, kept here, and always pointing back to what it replaces."""

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.config.rules import load_rules
from nsp_console.domain.dossier import DAY_S
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import DossierNoted
from nsp_console.dutch.errors import sentence
from nsp_console.station import commands
from support.consoles import BOEG, GUEST, START_WALL, ZWO, PaperConsole, kinds

DAY = 86_400.0
FINDER = "locatiebeheerder"


def zwolle() -> PaperConsole:
    """A C with the shipped dossier."""
    console = PaperConsole(ZWO)
    console.situation.rules = replace(console.situation.rules, dossier=load_rules().dossier)
    return console


def note(site: str = BOEG, item: str = "draaiboek", **changes: object) -> commands.NoteDossier:
    """An order that can be carried out, but for `changes`."""
    values: dict[str, object] = {"done": True, "at_wall": START_WALL - DAY, "found_by": FINDER, **changes}
    return commands.NoteDossier(site, item, **values)  # type: ignore[arg-type]


def noted(console: PaperConsole, order: commands.NoteDossier) -> DossierNoted:
    """The one fact this order makes."""
    (entry,) = console.do(order)
    assert isinstance(entry.fact, DossierNoted)
    return entry.fact


REFUSED = [
    (note(found_by="  "), "dossier_door_nodig"),
    (note(at_wall=START_WALL + 2 * DAY), "dossier_in_toekomst"),
    (note(expires_wall=START_WALL - 2 * DAY), "dossier_verloopt_ervoor"),
    (note(item="taart"), "dossier_onderdeel_onbekend"),
    (note(ZWO, "functie.water"), "dossier_onderdeel_onbekend"),
    (note(GUEST), "dossier_onderdeel_onbekend"),
    (note("L-XXX-99"), "punt_onbekend"),
    (note(details={"kleur": "rood"}), "dossier_vraag_onbekend"),
    (note(item="noodstroom", details={"bron": "geleend"}), "dossier_antwoord_onbekend"),
]


@pytest.mark.parametrize(("order", "code"), REFUSED, ids=[code for _, code in REFUSED])
def test_what_cannot_be_noted_is_refused_in_dutch_and_changes_nothing(order: commands.NoteDossier, code: str) -> None:
    """Each refusal has its own sentence with everything filled in, and the journal stays as it was."""
    console = zwolle()
    before = console.number
    with pytest.raises(CommandError) as caught:
        console.do(order)
    assert (caught.value.code, console.number) == (code, before)
    assert "?" not in sentence(caught.value)


@settings(deadline=None)
@given(orders=st.lists(st.tuples(st.sampled_from(["draaiboek", "noodstroom"]), st.booleans()), min_size=1, max_size=6))
def test_every_note_points_back_to_the_one_it_replaces(orders: list[tuple[str, bool]]) -> None:
    """However often an item is noted, each note names the entry of the one before about the same item."""
    console = zwolle()
    last: dict[str, int] = {}
    for item, done in orders:
        fact = noted(console, note(item=item, done=done))
        assert (fact.item, fact.done, fact.replaces) == (item, done, last.get(item))
        last[item] = console.number
    dossiers = console.situation.books.dossiers
    assert {item: found[0] for item in last if (found := dossiers.note(BOEG, item))} == last


def test_without_an_end_it_holds_as_long_as_the_configuration_says() -> None:
    """A year for a draaiboek, for ever for the sign outside, the day that was given, and no end for what is missing."""
    console = zwolle()
    at = START_WALL - DAY
    assert noted(console, note()).expires_wall == at + 365 * DAY_S
    assert noted(console, note(item="herkenningsteken")).expires_wall is None
    assert noted(console, note(expires_wall=START_WALL + DAY)).expires_wall == START_WALL + DAY
    assert noted(console, note(done=False, expires_wall=START_WALL + DAY)).expires_wall is None


def test_a_note_stays_here_and_stands_in_the_timeline_of_the_point() -> None:
    """Nothing of a dossier goes on the air; who looks at the point sees that it was noted and by which function."""
    console = zwolle()
    made = console.do(note(item="noodstroom", details={"bron": "eigen", "losstaand": ""}))
    assert kinds(made) == ["dossier"]
    fact = made[0].fact
    assert isinstance(fact, DossierNoted)
    assert fact.details == {"bron": "eigen"}
    last = console.situation.timelines[BOEG][-1]
    assert last.fact == fact
