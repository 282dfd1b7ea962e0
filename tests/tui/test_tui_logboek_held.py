"""What the logbook screen has at hand: reading back and new lines may come in any order, nothing is lost or doubled."""

import random

from hypothesis import given, settings, strategies as st

from nsp_console.clock import PlayClock
from nsp_console.domain.facts import Fact, NoteMade
from nsp_console.domain.log_reading import pointer_of
from nsp_console.domain.log_views import LogFilter, LogGroup
from nsp_console.domain.moments import Moment
from nsp_console.dutch.logbook import PLAIN
from nsp_console.station.logbook import Telling, look_back
from nsp_console.store.memory import MemoryStore
from nsp_console.tui.logbook.held import Held
from support.drawn import WALL
from support.store_facts import any_fact

TELLING = Telling(Moment(WALL, 1.0, "proef"), PLAIN, {}, {})
FACTS = st.lists(any_fact(), max_size=8).map(lambda facts: [*facts, NoteMade("a", "b", corrects=2)])
FILTERS = st.sampled_from([LogFilter(LogGroup.ALL), LogFilter(), LogFilter(LogGroup.ALL, text="a")])


def record(store: MemoryStore, *facts: Fact) -> None:
    """What points at an entry comes after it: no journal points ahead."""
    last = len(list(store.journal()))
    store.record_now(*(fact for fact in facts if (pointer_of(fact) or 0) <= last))


@settings(max_examples=80, deadline=None)
@given(FACTS, FILTERS, st.integers(0, 2**32).map(random.Random))
def test_what_is_held_is_the_journal(facts: list[Fact], chosen: LogFilter, dice: random.Random) -> None:
    """Whatever is recorded before, between and during the questions, in the end every line is held once, in order."""
    store = MemoryStore(PlayClock.manual(WALL))
    held = Held()
    held.choose(chosen)
    arrivals = 12
    while True:
        if arrivals and dice.random() < 0.5:
            arrivals -= 1
            record(store, *dice.choices(facts, k=dice.randint(1, 3)))
        last = len(list(store.journal()))
        asked = held.question(10**6, last)
        if asked is None:
            if not arrivals:
                break
            continue
        if dice.random() < 0.3:  # recorded after the picture was taken and before the journal was read
            record(store, dice.choice(facts))
        page = look_back(store, TELLING, asked.before, dice.randint(1, 3), asked.chosen)
        held.take(asked, page, last)
        numbers = [line.entry for line in held.lines]
        assert numbers == sorted(set(numbers), reverse=True)
    last = len(list(store.journal()))
    while (asked := held.question(10**6, last)) is not None:
        held.take(asked, look_back(store, TELLING, asked.before, 5, asked.chosen), last)
    whole = look_back(store, TELLING, None, 1000, chosen)
    assert [line.entry for line in held.lines] == [line.entry for line in whole.lines]
    corrected = {line.corrects: line.entry for line in reversed(held.lines) if line.corrects is not None}
    assert all(line.entry in corrected or line.corrected_by is None for line in held.lines)
