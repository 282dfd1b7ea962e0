"""Counters come in once, serial numbers wrap, and the whole counter is found from its low half."""

from hypothesis import given, strategies as st

from nsp_console.link.windows import COUNTERS, HIGH_HALVES, WIDTH, Window, serial_max, serial_newer


@given(st.lists(st.integers(0, 300), max_size=200))
def test_a_counter_is_taken_once_and_only_near_the_highest(counters: list[int]) -> None:
    """A window agrees with a plain set of everything taken, cut off WIDTH below the highest."""
    window, taken = Window(), set[int]()
    for counter in counters:
        fits = counter not in taken and (not taken or counter > max(taken) - WIDTH)
        assert window.holds(counter) is not fits
        assert window.take(counter) is fits
        if fits:
            taken.add(counter)


@given(st.integers(0, COUNTERS - 1), st.lists(st.integers(0, COUNTERS - 1), max_size=20))
def test_what_its_owner_told_closes_everything_below(told: int, counters: list[int]) -> None:
    """After `close_below` only higher counters come in."""
    window = Window()
    window.close_below(told)
    assert window.holds(told)
    assert all(window.holds(counter) for counter in counters if counter <= told)


@given(st.integers(0, COUNTERS - 1), st.integers(-(1 << 15), HIGH_HALVES << 16))
def test_the_whole_counter_is_among_the_few_that_are_tried(high: int, ahead: int) -> None:
    """Up to eight high halves further, and one back, the low 16 bits find their counter within ten tries."""
    counter = high + ahead
    if 0 <= counter < COUNTERS:
        window = Window()
        window.close_below(high)
        tried = window.whole(counter & 0xFFFF)
        assert counter in tried or counter >> 16 > (high >> 16) + HIGH_HALVES
        assert len(tried) <= HIGH_HALVES + 2
        assert all(0 <= one < COUNTERS and one & 0xFFFF == counter & 0xFFFF for one in tried)
        if abs(ahead) < 1 << 15:
            assert tried[0] == counter


@given(st.integers(0, 0xFFFF), st.integers(0, 0xFFFF))
def test_of_two_serial_numbers_at_most_one_is_newer(one: int, other: int) -> None:
    """RFC 1982: never both, and one of them unless they are equal or exactly opposite."""
    assert not (serial_newer(one, other) and serial_newer(other, one))
    assert (serial_newer(one, other) or serial_newer(other, one)) is ((one - other) % 0x10000 not in (0, 0x8000))
    assert serial_newer((one + 1) & 0xFFFF, one)
    assert serial_max(one, (one + 7) & 0xFFFF) == (one + 7) & 0xFFFF
