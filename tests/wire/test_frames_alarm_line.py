"""The alarm line of a console: its head, its tail, and what telephones and the text parser make of it."""

import re
import string

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.domain.facts import AlarmKind
from nsp_console.domain.understanding import Outcome
from nsp_console.wire.alarm_line import LINE_BYTES_MAX, AlarmHead, alarm_line, read_alarm, split_tail, with_tail
from nsp_console.wire.frames.codec import unpack
from nsp_console.wire.sealing import Cover, Domain, sealed, tag_holds
from nsp_console.wire.text import parse
from support.plain_keys import PlainKeys
from support.vocabulary import vocabulary

CODES = st.from_regex(r"[CLX]-[A-Z]{3}-[0-9]{2}", fullmatch=True)
NUMBERS = st.integers(0, 99)
KINDS = st.sampled_from(AlarmKind)
WORDS = st.text(st.characters(codec="utf-8"), max_size=160)
TRICKY = "rook in de keuken hulp nodig? geen paniek L-DEV-05 C-ZWO-01 test bedankt 12 personen gewond is over ok brand?"
TYPED = st.lists(st.sampled_from(sorted(set(re.split(" ", TRICKY)))), max_size=14).map(" ".join)
BASE64_ORDER = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
BASE64URL = string.ascii_letters + string.digits + "-_"
SEALS = st.tuples(st.integers(0, 0xFFFFFFFF), st.binary(min_size=8, max_size=8))


@given(code=CODES, number=NUMBERS, kind=KINDS, text=WORDS | TYPED, exercise=st.booleans(), seal=SEALS)
def test_an_alarm_comes_back(
    code: str, number: int, kind: AlarmKind, text: str, exercise: bool, seal: tuple[int, bytes]
) -> None:
    """Head, words, counter and tag are read as they were sent; the line fits, and a cut text shows that it was cut."""
    line = alarm_line(code, number, kind, text, exercise).encode()
    whole = with_tail(line, *seal)
    assert len(whole) <= LINE_BYTES_MAX
    assert split_tail(whole) == (line, seal[0] & 0xFFFF, seal[1])
    head = read_alarm(whole)
    assert head is not None
    assert (head.code, head.number, head.kind, head.exercise) == (code, number, kind, exercise)
    said = " ".join(text.split())
    if head.text != said:
        assert head.text.endswith("…")
        assert said.startswith(head.text[:-1])
    assert read_alarm(line) == read_alarm(line.rstrip()) == read_alarm(whole.decode()) == head


@given(code=CODES, number=NUMBERS, kind=KINDS, text=TYPED, exercise=st.booleans(), seal=SEALS)
@settings(max_examples=150)
def test_a_telephone_line_reader_rings_for_it(
    code: str, number: int, kind: AlarmKind, text: str, exercise: bool, seal: tuple[int, bytes]
) -> None:
    """Read as any text, an alarm line rings for its own point, with and without its tail and whatever it says."""
    line = alarm_line(code, number, kind, text, exercise)
    for heard in (line, line.rstrip(), with_tail(line.encode(), *seal).decode()):
        understood = parse(heard, vocabulary())
        assert understood.outcome is Outcome.ALARM
        assert understood.site == code
        assert understood.exercise is (True if exercise else None)
        assert not understood.values


@given(tail=st.text(BASE64URL, min_size=14, max_size=14), text=TYPED)
@settings(max_examples=150)
def test_the_tail_says_nothing(tail: str, text: str) -> None:
    """Whatever letters and digits a tail consists of, a line reads the same with it as without."""
    line = alarm_line("L-ZWO-09", 7, AlarmKind.FIRE, text, False)
    assert parse(f"{line}~{tail}", vocabulary()) == parse(line, vocabulary())


@given(text=TYPED, at=st.integers(0, 10_000), exercise=st.booleans())
def test_one_flipped_bit_is_no_proof(text: str, at: int, exercise: bool) -> None:
    """Any one bit changed anywhere in the line: there is no tail any more, or its tag does not hold."""
    keys = PlainKeys(9, domain=Domain.EXERCISE if exercise else Domain.REAL)
    line = alarm_line("L-ZWO-09", 7, AlarmKind.FIRE, text, exercise).encode()
    cover = Cover(keys.domain, keys.region, keys.epoch, 9, counter=70_000)
    seal = sealed(keys, cover, line)
    assert seal is not None
    whole = bytearray(with_tail(line, 70_000, seal[len(line) :]))
    parts = split_tail(bytes(whole))
    assert parts is not None
    assert tag_holds(keys, cover, parts[0] + parts[2])
    at %= 8 * len(whole)
    whole[at // 8] ^= 1 << at % 8
    bent = split_tail(bytes(whole))
    if bent is not None:
        assert bent[1] != 70_000 & 0xFFFF or not tag_holds(keys, cover, bent[0] + bent[2])


@given(tail=st.text(BASE64URL, min_size=14, max_size=14))
def test_a_seal_is_written_in_one_way(tail: str) -> None:
    """Two different tails never carry the same seal: spare bits must be zero."""
    parts = split_tail(b"ALARM L-ZWO-09 07 HULP ~" + tail.encode())
    if parts is not None:
        assert with_tail(parts[0], parts[1], parts[2]).decode().endswith(tail)
    else:
        assert BASE64_ORDER.index(tail[-1]) % 16


@given(line=st.binary(max_size=200) | WORDS)
def test_anything_else_is_no_alarm_of_a_console(line: bytes | str) -> None:
    """Arbitrary bytes or text give a head, or None; never an error."""
    data = line if isinstance(line, bytes) else line.encode()
    split_tail(data)
    head = read_alarm(line)
    assert head is None or isinstance(head, AlarmHead)


@given(text=TYPED, kind=KINDS, exercise=st.booleans())
def test_a_line_is_never_a_frame(text: str, kind: AlarmKind, exercise: bool) -> None:
    """One key seals both, so no alarm line may read as a frame: its seal would prove something nobody sent."""
    line = alarm_line("L-ZWO-09", 7, kind, text, exercise).encode()
    with pytest.raises(ValueError, match=r".+"):
        unpack(line, ())


@pytest.mark.parametrize(
    "line",
    [
        "HULP brand",
        "ALARM L-ZWO-09 7 BRAND rook ",
        "ALARM L-ZWO-09 07 FEEST taart ",
        "ALARM L-ZWO-9 07 BRAND rook ",
        "alarm L-ZWO-09 07 BRAND rook ",
        "OEFENING ALARM L-ZWO-09 07 BRAND rook ",
        "x ALARM L-ZWO-09 07 BRAND rook ",
        "ALARM L-ZWO-09 07 BRAND rook\nALARM L-ZWO-09 08 BRAND x ",
        "ALARM L-ZWO-09 ٠٧ BRAND rook ",
    ],
)
def test_near_misses_are_ordinary_texts(line: str) -> None:
    """Only the exact form counts; a near miss is for the text parser, which rings anyway when it calls for help."""
    assert read_alarm(line) is None


def test_a_mark_of_exercise_cannot_be_cut_off() -> None:
    """However long the text, OEFENING stands in front and again before the tail."""
    line = alarm_line("L-ZWO-09", 7, AlarmKind.CROWDING, "é" * 300, True)
    assert line.startswith("OEFENING ALARM ")
    assert line.endswith("… OEFENING ")
    assert len(with_tail(line.encode(), 1, bytes(8))) <= LINE_BYTES_MAX


@pytest.mark.parametrize(("code", "number"), [("L-ZWO-9", 1), ("", 1), ("L-ZWO-09", 100), ("L-ZWO-09", -1)])
def test_an_alarm_of_nobody_is_not_made(code: str, number: int) -> None:
    """A code or number that would not be read back is refused at once."""
    with pytest.raises(ValueError, match="no alarm"):
        alarm_line(code, number, AlarmKind.HELP, "", False)
