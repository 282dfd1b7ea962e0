"""The logbook of a station: pages that lose and double nothing, notes, corrections, and the handover of a shift."""

import asyncio
import random
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.clock import PlayClock
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Fact, Mode, NoteMade
from nsp_console.domain.log_views import LogFilter, LogGroup, LogLine
from nsp_console.domain.logbook import Logbook
from nsp_console.domain.moments import Moment
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means
from nsp_console.dutch.logbook import PLAIN
from nsp_console.paths import DatabaseKind
from nsp_console.station import commands
from nsp_console.station.journal import LookBack
from nsp_console.station.logbook import Telling, look_back
from nsp_console.store.memory import MemoryStore
from nsp_console.store.store import Store
from support.station_rig import POINT, START_WALL, running
from support.store_facts import any_fact

NOW = Moment(START_WALL, 100.0, "proef")
FILTERS = st.builds(
    LogFilter,
    group=st.sampled_from(LogGroup),
    site=st.sampled_from(["", POINT]),
    text=st.sampled_from(["", "water", "#1", "niets hiervan"]),
    since=st.integers(0, 5),
)


def telling() -> Telling:
    """Nothing known beside the journal."""
    return Telling(NOW, PLAIN, {}, {})


def whole(journal: LookBack, count: int, chosen: LogFilter) -> list[LogLine]:
    """All lines, page after page."""
    lines: list[LogLine] = []
    before: int | None = None
    while True:
        page = look_back(journal, telling(), before, count, chosen)
        assert len(page.lines) <= count
        lines += page.lines
        if page.older is None:
            return lines
        assert before is None or page.older < before
        before = page.older


@settings(max_examples=120, deadline=None)
@given(st.lists(any_fact(), max_size=30), st.integers(1, 7), FILTERS)
def test_pages_give_every_line_once_and_in_order(facts: list[Fact], count: int, chosen: LogFilter) -> None:
    """However small the pages, together they are what one large page gives: newest first, none lost, none twice."""
    store = MemoryStore(PlayClock.manual(START_WALL))
    store.record_now(*facts)
    lines = whole(store, count, chosen)
    numbers = [line.entry for line in lines]
    assert numbers == sorted(set(numbers), reverse=True)
    assert numbers == [line.entry for line in whole(store, 1000, chosen)]
    if chosen == LogFilter(LogGroup.ALL):
        assert numbers == list(range(len(facts), 0, -1))
    assert all(number > chosen.since for number in numbers)


@settings(max_examples=60, deadline=None)
@given(st.lists(any_fact(), min_size=4, max_size=30), st.integers(1, 5), st.integers(0, 2**32).map(random.Random))
def test_paging_holds_while_new_entries_arrive(facts: list[Fact], count: int, dice: random.Random) -> None:
    """Entries recorded between two pages change no page: what was there at the start is read once each."""
    store = MemoryStore(PlayClock.manual(START_WALL))
    store.record_now(*facts)
    seen: list[int] = []
    before: int | None = None
    while True:
        page = look_back(store, telling(), before, count, LogFilter(LogGroup.ALL))
        seen += [line.entry for line in page.lines]
        if page.older is None:
            break
        before = page.older
        store.record_now(*dice.sample(facts, dice.randint(0, 3)))
    assert seen == list(range(len(facts), 0, -1))
    newer = whole(store, count, LogFilter(LogGroup.ALL, since=len(facts)))
    assert sorted([*seen, *(line.entry for line in newer)]) == [n + 1 for n in range(len(list(store.journal())))]


@settings(max_examples=15, deadline=None)
@given(facts=st.lists(any_fact(), max_size=25), chosen=FILTERS)
def test_file_and_memory_tell_the_same_lines(
    tmp_path_factory: pytest.TempPathFactory, facts: list[Fact], chosen: LogFilter
) -> None:
    """Read back from SQLite the pages are those of the journal in memory; about a point the file never knows less."""
    clock = PlayClock.manual(START_WALL)
    memory = MemoryStore(clock)
    memory.record_now(*facts)
    path = tmp_path_factory.mktemp("logboek") / "proef.db"
    store = Store.open(path, DatabaseKind.DEMO, clock)
    try:
        store.record_now(*facts)
        ours, theirs = whole(store, 4, chosen), whole(memory, 4, chosen)
        numbers = {line.entry for line in ours}
        assert {line.entry for line in theirs if line.site == (chosen.site or line.site)} <= numbers
        if not chosen.site:
            assert [(line.entry, line.text) for line in ours] == [(line.entry, line.text) for line in theirs]
    finally:
        store.close()


async def test_the_loop_goes_on_while_a_long_journal_is_searched(tmp_path: Path) -> None:
    """A search that finds nothing in 6,000 entries comes in several answers, and the loop turns meanwhile."""
    clock = PlayClock.manual(START_WALL)
    store = Store.open(tmp_path / "lang.db", DatabaseKind.DEMO, clock)
    store.record_now(*(NoteMade(f"regel {number}", "C-NSP") for number in range(6000)))
    try:
        async with running(store, clock=clock, mode=Mode.DEMO) as rig:
            turns, done = 0, False

            async def turn() -> None:
                nonlocal turns
                while not done:
                    turns += 1
                    await asyncio.sleep(0)

            counting = asyncio.ensure_future(turn())
            before, questions = None, 0
            while True:
                page = await rig.station.journal(before, 20, LogFilter(text="bestaatniet"))
                questions += 1
                assert page.lines == ()
                if page.older is None:
                    break
                before = page.older
            done = True
            await counting
            assert questions >= 2
            assert turns > 100
            first = await rig.station.journal(None, 20, LogFilter())
            assert len(first.lines) == 20
    finally:
        store.close()


async def test_a_correction_points_both_ways() -> None:
    """A corrected report is marked with the entry that corrects it, and that one points back; both stay."""
    async with running() as rig:
        told = Understanding(Outcome.STATUS, POINT, {"water_l": 420})
        first = (await rig.station.submit(commands.EnterReport(POINT, told, Means.TELEFOON, "water 420"))).entries[0]
        again = Understanding(Outcome.STATUS, POINT, {"water_l": 42})
        second = (
            await rig.station.submit(commands.EnterReport(POINT, again, Means.TELEFOON, "water 42", corrects=first))
        ).entries[0]
        lines = {line.entry: line for line in (await rig.station.journal(None, 50, LogFilter())).lines}
        assert lines[first].corrected_by == second
        assert lines[second].corrects == first
        assert lines[second].text.startswith(f"Correctie op #{first} via telefoon: water 42 l")
        assert lines[second].source is not None
        assert rig.station.timeline(POINT)[0].text == lines[second].text


async def test_a_note_is_kept_and_corrected_by_a_note() -> None:
    """An aantekening stands in the logbook and on the timeline of its point; a correction of it points back."""
    async with running() as rig:
        first = (await rig.station.submit(commands.MakeNote("tanker\npas om elf", POINT))).entries[0]
        await rig.station.submit(commands.MakeNote("tanker pas om twaalf", POINT, first))
        newest = (await rig.station.journal(None, 2, LogFilter(LogGroup.DECISIONS, site=POINT))).lines
        assert [line.text for line in newest] == [
            f"Verbetering bij #{first}: tanker pas om twaalf",
            "Aantekening: tanker pas om elf",
        ]
        assert newest[1].corrected_by == newest[0].entry
        assert [line.entry for line in rig.station.timeline(POINT)] == [line.entry for line in newest]
        for wrong, code in (
            (commands.MakeNote("  "), "tekst_nodig"),
            (commands.MakeNote("x" * 500), "aantekening_te_lang"),
            (commands.MakeNote("x", corrects=9999), "nummer_onbekend"),
            (commands.MakeNote("x", "L-NIET-01"), "punt_onbekend"),
        ):
            with pytest.raises(CommandError) as refused:
                await rig.station.submit(wrong)
            assert refused.value.code == code


async def test_a_shift_is_handed_over_and_taken_over_once() -> None:
    """A handover waits until a function confirms it, once; only the last one can be confirmed."""
    async with running() as rig:
        assert rig.station.snapshot().shift is None
        handing = commands.HandOver("dagdienst", "nachtdienst", "tanker 23:00", {POINT: "kritiek"})
        entry = (await rig.station.submit(handing)).entries[0]
        shift = rig.station.snapshot().shift
        assert shift is not None
        assert (shift.entry, shift.to, shift.taken_by, shift.states) == (entry, "nachtdienst", "", {POINT: "kritiek"})
        await rig.station.submit(commands.TakeOver(entry, "nachtdienst"))
        shift = rig.station.snapshot().shift
        assert shift is not None
        assert shift.taken_by == "nachtdienst"
        for wrong, code in (
            (commands.TakeOver(entry, "nachtdienst"), "al_overgenomen"),
            (commands.TakeOver(entry + 1, "nachtdienst"), "geen_overdracht"),
            (commands.HandOver("", "nachtdienst"), "functie_nodig"),
        ):
            with pytest.raises(CommandError) as refused:
                await rig.station.submit(wrong)
            assert refused.value.code == code


def test_the_book_is_the_same_after_a_restart() -> None:
    """Folding the journal again gives the same corrections and the same shift."""
    store = MemoryStore(PlayClock.manual(START_WALL))
    store.record_now(NoteMade("a", "C-NSP"), NoteMade("b", "C-NSP", corrects=1), NoteMade("c", "C-NSP", corrects=1))
    books = []
    for _ in range(2):
        book = Logbook()
        for entry in store.journal():
            book.apply(entry)
        books.append(dict(book.corrected))
    assert books == [{1: 3}, {1: 3}]
