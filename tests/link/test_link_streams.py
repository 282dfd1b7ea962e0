"""Messages of one sender: each once, gaps counted, and receipts that tell exactly what came in."""

import random

from hypothesis import given, strategies as st

from nsp_console.link.streams import AHEAD_BITS, LINES_KEPT, Inbound, Stream, covers, highest_of
from nsp_console.wire.frames.kinds import StreamMark

WINDOW = 4  # a sender that follows the rules is never further ahead than this of what it still sends


@given(st.lists(st.integers(1, 40), max_size=120))
def test_a_stream_agrees_with_a_set(sequences: list[int]) -> None:
    """Whatever comes in which order: held means taken before, or further back than a sender can still be."""
    stream, taken, closed = Stream(), set[int](), 0
    for sequence in sequences:
        held = sequence in taken or sequence <= closed
        assert stream.holds(sequence) is held
        if held:
            continue
        missing = len(set(range(closed + 1, sequence)) - taken)
        assert stream.take(sequence) == missing
        taken.add(sequence)
        closed = max(closed, sequence - AHEAD_BITS - 1)
        while closed + 1 in taken:
            closed += 1
        mark = StreamMark(1, stream.following, stream.ahead)
        assert stream.following == closed + 1
        assert 0 <= stream.ahead < 1 << AHEAD_BITS
        assert {one for one in range(1, 60) if covers(mark, one)} == taken | set(range(1, closed + 1))
        assert highest_of(mark) == stream.highest == max(taken)


@given(st.integers(1, 60), st.integers(0, 10_000).map(random.Random))
def test_a_sender_with_a_window_loses_nothing(count: int, dice: random.Random) -> None:
    """With the sender's window every message is taken exactly once, however losses and repeats fall."""
    inbound, done, taken = Inbound(), 1, []
    while done <= count:
        sequence = min(dice.randrange(done, done + WINDOW), count)
        if not inbound.holds(3, sequence):
            inbound.take(3, sequence)
            taken.append(sequence)
        mark = inbound.mark()
        while done <= count and mark is not None and dice.random() < 0.5 and covers(mark, done):
            done += 1
    assert sorted(taken) == list(range(1, count + 1))


def test_lines_live_side_by_side_and_old_ones_close() -> None:
    """A message queued before a restore still comes in under its old number; forgotten lines stay closed."""
    inbound = Inbound()
    inbound.take(2, 1)
    assert not inbound.holds(1, 7)
    assert inbound.take(1, 7) == 6
    assert inbound.mark() == StreamMark(1, 1, 1 << 5)
    for line in range(3, 3 + LINES_KEPT):
        inbound.take(line, 1)
    assert inbound.holds(1, 8)
    assert inbound.holds(2, 2)


def test_a_broadcaster_alone_says_what_will_not_come() -> None:
    """Broadcasts have no window: too far ahead waits, until the sender's own word closes what lies before."""
    inbound = Inbound(skips=False)
    inbound.take(1, 1)
    assert not inbound.is_too_far(1, 2 + AHEAD_BITS)
    assert inbound.is_too_far(1, 3 + AHEAD_BITS)
    inbound.move_floor((1, 10))
    assert inbound.holds(1, 9)
    assert not inbound.is_too_far(1, 3 + AHEAD_BITS)
    assert inbound.take(1, 3 + AHEAD_BITS) == 9
    inbound.move_floor((2, 4))
    assert inbound.holds(1, 18)
    assert inbound.holds(2, 3)
    assert inbound.take(2, 4) == 0


def test_a_sender_put_back_lowers_its_floor_only_where_nothing_is_known() -> None:
    """What its lost self was done with may come again; what came in of a line stays in, whatever is told."""
    inbound = Inbound(skips=False)
    inbound.take(18, 1)
    inbound.move_floor((24, 1))
    assert inbound.holds(17, 1)
    inbound.move_floor((17, 2))
    assert (inbound.holds(17, 1), inbound.holds(17, 2)) == (True, False)
    inbound.move_floor((24, 1))
    inbound.move_floor((18, 1))
    assert inbound.holds(18, 1)
    assert inbound.holds(18, 2)  # 18 is known: the floor stays where it was


def test_what_the_journal_holds_came_in_whatever_the_floor_says() -> None:
    """Read back, a message below the floor of that moment is known: the floor may sink again, and it may not."""
    inbound = Inbound(skips=False)
    inbound.move_floor((30, 3))
    inbound.took(29, 1)
    inbound.took(29, 1)
    inbound.move_floor((29, 1))
    assert inbound.holds(29, 1)
    assert inbound.lines[29].highest == 1
