"""A counter is used once, whatever is committed, lost, restarted or begun anew."""

from hypothesis import given, strategies as st

from nsp_console.domain.facts import CountersReserved, Entry, Fact, LineStarted
from nsp_console.domain.moments import Moment
from nsp_console.link.counters import BLOCK, LINE_BITS, LINES, CounterStock

AT = Moment(0.0, 0.0, "boot")
ACTS = st.sampled_from(("take", "reserve", "lose", "restart", "line"))


def read_back(journal: list[Fact]) -> CounterStock:
    stock = CounterStock()
    for number, fact in enumerate(journal, start=1):
        stock.apply(Entry(number, AT, fact))
    return stock


@given(st.lists(ACTS, max_size=300))
def test_no_counter_twice(acts: list[str]) -> None:
    """Takes, reservations that are committed or lost, restarts and new lines in any order never repeat a counter."""
    journal: list[Fact] = []
    stock, used = read_back(journal), set[int]()
    for act in acts:
        match act:
            case "take":
                for _ in range(30):
                    counter = stock.take()
                    if counter is None:
                        break
                    assert counter not in used
                    assert counter >> LINE_BITS == stock.line
                    used.add(counter)
            case "reserve":
                for fact in stock.due():
                    journal.append(fact)
                    stock.apply(Entry(len(journal), AT, fact))
            case "lose":
                stock.due()
            case "restart":
                stock = read_back(journal)
            case "line":
                begun = stock.next_line()
                assert begun is not None
                journal.append(LineStarted(*begun, 0))
                stock.apply(Entry(len(journal), AT, journal[-1]))


def test_a_restart_skips_what_was_reserved() -> None:
    """What was reserved and perhaps used is not used again; nothing goes out before a new block is in the journal."""
    stock = read_back([CountersReserved(BLOCK)])
    assert stock.take() is None
    assert stock.due() == [CountersReserved(2 * BLOCK)]
    stock.apply(Entry(2, AT, CountersReserved(2 * BLOCK)))
    assert stock.take() == BLOCK


def test_the_same_line_begins_once() -> None:
    """Two neighbours tell the same at the same moment; the second new line of that number changes nothing."""
    stock = read_back([LineStarted(1, 1 << LINE_BITS, 0), CountersReserved((1 << LINE_BITS) + BLOCK)])
    stock.due()
    stock.apply(Entry(3, AT, CountersReserved((1 << LINE_BITS) + 2 * BLOCK)))
    first = stock.take()
    stock.apply(Entry(4, AT, LineStarted(1, 1 << LINE_BITS, 0)))
    assert stock.take() == (first or 0) + 1


def test_the_last_line_is_the_last() -> None:
    """When the lines are used up there is none to begin, and a full line reserves nothing more."""
    assert read_back([LineStarted(LINES - 1, (LINES - 1) << LINE_BITS, 0)]).next_line() is None
    full = read_back([LineStarted(1, 1 << LINE_BITS, 0), CountersReserved((2 << LINE_BITS) - BLOCK // 2)])
    assert full.line_is_full
    assert full.due() == []
