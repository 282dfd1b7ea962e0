"""The sheet: lines that name their own typing errors, QR codes with the same content, one page without outside help."""

import random
import re

import pytest
import segno
from hypothesis import given, strategies as st

from nsp_console.domain.errors import KeysError
from nsp_console.domain.sites import SiteKind
from nsp_console.keys import armor, crockford, parts
from nsp_console.keys.keeper import Keeper
from nsp_console.keys.packing import Head, Kind, part
from nsp_console.keys.sheet import Block, html
from nsp_console.keys.work import Work
from support.rings import MASTER, region_keys

WEAK = Work(1, for_tests_only=True)
TYPED_L, TYPED_C = 5, 9  # lines to type before a console can start: grow these only with a reason

bodies = st.binary(min_size=7, max_size=400).map(lambda body: part(Head(Kind.LATER, 4, 30, 1, 1), body))


@given(data=st.binary(max_size=300))
def test_base32_gives_back_what_went_in(data: bytes) -> None:
    """Any bytes survive, also in small letters with hyphens."""
    letters = crockford.encoded(data)
    assert crockford.decoded(crockford.tidy(crockford.grouped(letters, 5).lower())) == data


@given(parts_=st.lists(bodies, min_size=1, max_size=3), data=st.data())
def test_lines_read_back_however_they_come_in(parts_: list[bytes], data: st.DataObject) -> None:
    """Typed line by line, pasted with numbers and blank lines, or scanned as one long line: the same parts."""
    rows: list[str] = []
    for each in parts_:
        how = data.draw(st.sampled_from(("typed", "scanned", "numbered")))
        lines = armor.lines(each)
        if how == "scanned":
            rows.append(armor.joined(lines))
        elif how == "numbered":
            rows += [f" {number}) {line.lower()}  " for number, line in enumerate(lines, start=1)] + [""]
        else:
            rows += lines
    assert armor.read(rows) == b"".join(parts_)


@given(whole=bodies, seed=st.integers(0, 2**32))
def test_a_typing_error_names_its_line(whole: bytes, seed: int) -> None:
    """One other letter anywhere, or two neighbours swapped, is refused with the number of that very line."""
    dice, lines = random.Random(seed), list(armor.lines(whole))
    at = dice.randrange(len(lines))
    letters = list(lines[at].replace(" ", ""))
    place = dice.randrange(len(letters))
    letters[place] = dice.choice([each for each in crockford.LETTERS if each != letters[place]])
    lines[at] = "".join(letters)
    with pytest.raises(KeysError) as wrong:
        armor.read(lines)
    assert (wrong.value.code, wrong.value.data["line"]) == ("keys.line_wrong", at + 1)


def test_every_single_letter_of_a_sheet_is_guarded() -> None:
    """Each letter of a real sheet in turn is mistyped; each time its line is named and the rest is not lost."""
    lines = armor.lines(parts.now_part(region_keys().bundle(30, SiteKind.L)))
    tried = 0
    for number, line in enumerate(lines, start=1):
        for place, letter in enumerate(line):
            if letter == " ":
                continue
            typing = armor.Typing()
            for good in lines[: number - 1]:
                typing.take(good)
            wrong_letter = crockford.LETTERS[(crockford.VALUES[letter] + 1) % 32]
            with pytest.raises(KeysError, match=rf"line_wrong \(line={number}\)"):
                typing.take(line[:place] + wrong_letter + line[place + 1 :])
            assert typing.line == number
            done = [typing.take(good) for good in lines[number - 1 :]]
            assert done[-1] is not None
            tried += 1
    assert tried == len(armor.joined(lines))


def test_lines_of_two_sheets_do_not_mix() -> None:
    """A line of the neighbour's sheet is refused in its place, though it is right on its own sheet."""
    keys = region_keys()
    ours, theirs = (armor.lines(parts.now_part(keys.bundle(number, SiteKind.L))) for number in (30, 31))
    with pytest.raises(KeysError, match=r"line_wrong \(line=4\)"):
        armor.read([*ours[:3], *theirs[3:]])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda rows: rows[:-1], "keys.lines_missing"),
        (lambda rows: rows[1:], "keys.line_wrong"),
        (lambda rows: [rows[0][:-1], *rows[1:]], "keys.line_length"),
        (lambda rows: [rows[0].replace(rows[0][0], "U", 1), *rows[1:]], "keys.line_letters"),
        (lambda rows: [], "keys.lines_missing"),
        (lambda rows: ["één woord"], "keys.line_letters"),
        (lambda rows: ["hallo wereld"], "keys.line_length"),
    ],
)
def test_what_is_no_sheet_is_told_in_words(change: object, code: str) -> None:
    """Missing, swapped, short or foreign lines each have their own sentence."""
    assert callable(change)
    rows = list(armor.lines(parts.now_part(region_keys().bundle(30, SiteKind.L))))
    with pytest.raises(KeysError) as wrong:
        armor.read(change(rows))
    assert wrong.value.code == code


def test_the_sheet_of_an_l_is_short_enough_to_type() -> None:
    """Five lines make an L work, nine a C; every block fits one QR code, the list of 25 C's too."""
    keys = region_keys()
    for number, kind, typed in ((30, SiteKind.L, TYPED_L), (2, SiteKind.C, TYPED_C)):
        bundle = keys.keeper.bundle(number, kind, keys.roll, work=WEAK)
        assert len(armor.lines(parts.now_part(bundle))) == typed
        page = html("Vel", (), "Geheim", tuple(Block("b", "n", made) for made in three_parts(bundle)))
        assert page.count("<svg") == 3
    assert len(armor.lines(parts.keeper_bytes(keys.keeper))) <= 5


def three_parts(bundle: object) -> tuple[bytes, bytes, bytes]:
    """Now, later and list of a bundle."""
    from nsp_console.keys.bundle import Bundle

    assert isinstance(bundle, Bundle)
    return parts.now_part(bundle), parts.later_part(bundle), parts.list_part(bundle)


def test_the_page_needs_nothing_from_outside_and_shows_no_markup_of_others() -> None:
    """No address, script or file is loaded, and a name with < in it is only text."""
    keys = region_keys()
    bundle = keys.keeper.bundle(30, SiteKind.L, keys.roll, work=WEAK)
    page = html("L-ZWO-09 <script>x</script>", (("Regio", "<b>"),), "Geheim & dicht", (Block("<i>", "&", b""),))
    assert "<script" not in page
    assert "<b>" not in page
    page = html("Vel", (), "Geheim", tuple(Block("b", "n", made) for made in three_parts(bundle)))
    assert re.findall(r"(?:src|href|url)\s*[=(]", page) == []
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    shown = re.findall(r"<li>([^<]*)</li>", page)
    assert armor.read(shown) == b"".join(three_parts(bundle))


def test_the_qr_code_holds_the_lines_of_its_block() -> None:
    """The drawing on the page is the code of exactly the joined lines, in the compact alphanumeric mode."""
    block = parts.now_part(region_keys().bundle(30, SiteKind.L))
    letters = armor.joined(armor.lines(block))
    code = segno.make_qr(letters, error="m", boost_error=False)
    assert code.mode == "alphanumeric"
    page = html("Vel", (), "Geheim", (Block("b", "n", block),))
    path = re.search(r' d="([^"]+)"', code.svg_inline(border=3))
    assert path is not None
    assert path.group(1) in page
    assert armor.read([letters]) == block


def test_a_list_too_long_for_a_code_is_left_out_not_cut() -> None:
    """A region that renewed a thousand stations gets a sheet without that code; the file still has all of it."""
    keeper = Keeper(4, "proef", MASTER, generations=dict.fromkeys(range(26, 1000), 2))
    signed = keeper.roll(range(1, 26)).signed
    assert "<svg" not in html("Vel", (), "Geheim", (Block("b", "n", signed, typed=False),))
    assert armor.read(armor.lines(signed)) == signed
