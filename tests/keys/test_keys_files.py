"""Key file and stick: only the right passphrase opens them, damage is told apart, and nothing is ever lost."""

import logging
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.errors import KeysError
from nsp_console.domain.sites import SiteKind
from nsp_console.dutch.errors import SENTENCES, sentence
from nsp_console.keys import armor, box, files, keyfile, parts, passphrase, stick
from nsp_console.keys.bundle import Bundle
from nsp_console.keys.facts import facts_of
from nsp_console.keys.keeper import Keeper
from nsp_console.keys.packing import Head, Kind, part
from nsp_console.keys.work import LOG2N_FLOOR, LOG2N_MAX, STRONG, Work
from nsp_console.platform import WINDOWS
from support.rings import MASTER, region_keys

WEAK = Work(1, for_tests_only=True)
PHRASE = "vier gewone woorden samen"


def l_bundle() -> Bundle:
    """An L with everything in it."""
    keys = region_keys()
    return keys.keeper.bundle(30, SiteKind.L, keys.roll, work=WEAK)


def refusal(act: Callable[[], object]) -> str | None:
    """The code of the expected error; None when it gave nothing or a whole bundle. Anything else is a fault."""
    try:
        given = act()
    except KeysError as error:
        return error.code
    assert given is None or isinstance(given, Bundle | Keeper)
    return None


def secrets_of(held: Bundle | Keeper) -> list[bytes]:
    """All bytes that must never be seen."""
    if isinstance(held, Keeper):
        return [held.master, held.seed]
    return [each for each in (held.present.real, held.present.exercise, held.seed) if each]


@pytest.mark.parametrize("number", [30, 2])
def test_keys_come_back_from_the_file_with_the_passphrase_only(tmp_path: Path, number: int) -> None:
    """What was saved is opened equal; another passphrase opens nothing; without any, the facts are still told."""
    keys = region_keys()
    held = keys.keeper.bundle(number, SiteKind.L if number == 30 else SiteKind.C, keys.roll, work=WEAK)
    path = keyfile.save(tmp_path, held, PHRASE, work=WEAK)
    assert keyfile.exists(tmp_path)
    assert keyfile.open(tmp_path, "  vier gewone  woorden samen ") == held
    assert keyfile.facts(tmp_path) == facts_of(held)
    with pytest.raises(KeysError, match=r"keys\.wrong_passphrase"):
        keyfile.open(tmp_path, PHRASE + "!")
    if not WINDOWS:
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_keeper_comes_back_from_its_file_and_its_sheet(tmp_path: Path) -> None:
    """Master, epoch, renewals and guests survive; the station's file name is another."""
    keeper = Keeper(4, "ijsselland", MASTER).renewed(30).renewed(2).with_guests({(5, 3): bytes(32)}).at_epoch(3)
    keyfile.save(tmp_path, keeper, PHRASE, work=WEAK)
    assert keyfile.open_keeper(tmp_path, PHRASE) == keeper
    assert not keyfile.exists(tmp_path)
    assert parts.read_keeper(armor.read(armor.lines(parts.keeper_bytes(keeper)))) == keeper
    with pytest.raises(KeysError, match=r"keys\.part_of_keeper"):
        parts.merged(parts.keeper_bytes(keeper), None)


def test_a_flipped_bit_in_any_byte_of_the_key_file_is_called_damage(tmp_path: Path) -> None:
    """Every byte in turn: the error says damaged, names the copy that was kept, and not "wrong passphrase"."""
    path = keyfile.save(tmp_path, l_bundle(), PHRASE, work=WEAK)
    good = path.read_bytes()
    for at in range(len(good)):
        path.write_bytes(good[:at] + bytes((good[at] ^ 1 << at % 8,)) + good[at + 1 :])
        with pytest.raises(KeysError) as wrong:
            keyfile.open(tmp_path, PHRASE)
        assert wrong.value.code == "keys.file_damaged"
        assert "sleutel.vorige.nsp" in sentence(wrong.value)
    for cut in range(0, len(good), 7):
        path.write_bytes(good[:cut])
        with pytest.raises(KeysError, match=r"keys\.file_damaged"):
            keyfile.facts(tmp_path)


def test_a_flipped_bit_in_any_byte_of_a_stick_is_called_damage(tmp_path: Path) -> None:
    """Every byte in turn is refused, whatever code is given, with the remedy of copying it again."""
    path = tmp_path / "NSP-L-ZWO-09.nspb"
    code = stick.write(path, l_bundle(), WEAK)
    good = path.read_bytes()
    assert parts.merged(stick.opened(good, path.name, code), None) == l_bundle()
    for at in range(len(good)):
        broken = good[:at] + bytes((good[at] ^ 1 << at % 8,)) + good[at + 1 :]
        with pytest.raises(KeysError, match=r"keys\.stick_damaged"):
            stick.opened(broken, path.name, code)
    other = stick.write(tmp_path / "andere.nspb", l_bundle(), WEAK)
    with pytest.raises(KeysError, match=r"keys\.wrong_transport_code"):
        stick.opened(good, path.name, other)


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_forger_who_mends_the_checksum_gets_no_further(at: int, bit: int) -> None:
    """The checksum is for accidents; the seal refuses a changed header, salt or text all the same."""
    good = box.closed(b"NSPK", PHRASE, facts_of(l_bundle()).as_bytes(), b"inhoud", WEAK)
    body = bytearray(good[: -box.CHECKSUM_BYTES])
    at %= len(body)
    if at == 4:  # the work factor: see the test of limits
        at = 5
    body[at] ^= 1 << bit
    forged = bytes(body) + sha256(bytes(body)).digest()[: box.CHECKSUM_BYTES]
    assert refusal(lambda: box.opened(b"NSPK", forged, PHRASE)) in (None, "keys.box_damaged", "keys.not_a_box")


@pytest.mark.parametrize("log2n", [0, LOG2N_MAX + 1, 40, 255])
def test_a_hostile_file_cannot_ask_for_all_memory(log2n: int) -> None:
    """A work factor beyond the limit is refused before any memory is taken."""
    good = box.closed(b"NSPB", PHRASE, b"", b"inhoud", WEAK)
    body = good[:4] + bytes((log2n,)) + good[5 : -box.CHECKSUM_BYTES]
    with pytest.raises(KeysError, match=r"keys\.too_heavy"):
        box.opened(b"NSPB", body + sha256(body).digest()[: box.CHECKSUM_BYTES], PHRASE)


def test_files_that_are_too_big_missing_or_folders_are_told(tmp_path: Path) -> None:
    """Nothing is read beyond the limit, and each trouble has its own Dutch sentence."""
    big = tmp_path / "groot.nspb"
    big.write_bytes(b"NSPB" + bytes(box.BOX_BYTES_MAX))
    cases = ((big, "keys.file_too_big"), (tmp_path / "geen", "keys.file_missing"), (tmp_path, "keys.file_unreadable"))
    for path, code in cases:
        with pytest.raises(KeysError) as wrong:
            files.read(path, box.BOX_BYTES_MAX)
        assert wrong.value.code == code
        assert "?" not in sentence(wrong.value)


@given(data=st.binary(max_size=400))
def test_any_bytes_as_parts_give_a_bundle_or_a_sentence(data: bytes) -> None:
    """Decoding arbitrary bytes ends in a KeysError that has a sentence, never in anything else."""
    for read in (
        lambda: parts.merged(data, None),
        lambda: parts.merged(data, l_bundle()),
        lambda: parts.read_keeper(data),
    ):
        assert refusal(read) in (None, *SENTENCES)


@given(
    kind=st.sampled_from(Kind), body=st.binary(min_size=1, max_size=300), numbers=st.tuples(*[st.integers(0, 255)] * 4)
)
def test_well_formed_parts_with_any_body_give_a_bundle_or_a_sentence(
    kind: Kind, body: bytes, numbers: tuple[int, int, int, int]
) -> None:
    """Also when the head is right, the body is checked: strict lengths, and nothing left over."""
    data = part(Head(kind, *numbers), body)
    for have in (None, l_bundle()):
        assert refusal(partial(parts.merged, data, have, own_file=True)) in (None, *SENTENCES)


def test_saving_keeps_the_file_of_before_and_never_a_damaged_one_over_it(tmp_path: Path) -> None:
    """After a save the previous keys still open from the copy; a damaged file is put aside under its own name."""
    first, second = l_bundle(), region_keys().bundle(30, SiteKind.L, epoch=2)
    path = keyfile.save(tmp_path, first, PHRASE, work=WEAK)
    keyfile.save(tmp_path, second, PHRASE, work=WEAK)
    kept = tmp_path / "sleutel.vorige.nsp"
    good = kept.read_bytes()
    path.write_bytes(b"stuk")
    keyfile.save(tmp_path, second, PHRASE, work=WEAK)
    assert kept.read_bytes() == good
    assert (tmp_path / "sleutel.beschadigd.nsp").read_bytes() == b"stuk"
    kept.replace(path)
    assert keyfile.open(tmp_path, PHRASE) == first


def test_another_passphrase_leaves_no_copy_that_opens_with_the_old_one(tmp_path: Path) -> None:
    """After changing it, no file in the folder opens with the passphrase of before."""
    keyfile.save(tmp_path, l_bundle(), PHRASE, work=WEAK)
    keyfile.save(tmp_path, l_bundle(), "heel andere woorden nu", work=WEAK, keep_previous=False)
    assert [path.name for path in tmp_path.iterdir()] == ["sleutel.nsp"]
    with pytest.raises(KeysError, match=r"keys\.wrong_passphrase"):
        keyfile.open(tmp_path, PHRASE)


@pytest.mark.skipif(WINDOWS, reason="folder rights are POSIX here")
def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk refuses, the old keys are still there and no half file is left behind."""
    keyfile.save(tmp_path, l_bundle(), PHRASE, work=WEAK)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nsp_console.keys.files.os.fsync", full)
    with pytest.raises(KeysError, match=r"keys\.file_not_written"):
        keyfile.save(tmp_path, region_keys().bundle(30, SiteKind.L, epoch=2), PHRASE, work=WEAK)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_no_secret_is_in_a_header_a_representation_or_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the public part of a file nor repr() nor a log line holds key bytes, in hex, raw or Base32."""
    caplog.set_level(logging.DEBUG)
    keeper = region_keys().keeper
    helds: tuple[Bundle | Keeper, ...] = (l_bundle(), region_keys().bundle(2, SiteKind.C, epoch=2), keeper)
    for held in helds:
        path = keyfile.save(tmp_path, held, PHRASE, work=WEAK)
        shown = [path.read_bytes(), facts_of(held).as_bytes(), repr(held).encode(), caplog.text.encode()]
        for secret in secrets_of(held):
            for form in (secret, secret.hex().encode(), repr(secret)[2:-1].encode()):
                assert [text for text in shown if form in text] == []


def test_passphrases_that_are_too_easy_are_refused() -> None:
    """Four words or twelve characters, not all the same letter; composed letters and spaces do not matter."""
    for easy in ("", "kort", "een twee", "aaaaaaaaaaaaaaaa", "a b a b a b"):
        with pytest.raises(KeysError, match=r"keys\.passphrase_weak"):
            passphrase.checked(easy)
    assert passphrase.checked(" een twee  drie vier ") == "een twee drie vier"
    assert passphrase.checked("twaalftekens!") == "twaalftekens!"
    assert passphrase.settled("cafe\u0301 met vier woorden") == "café met vier woorden"


def test_nothing_weaker_than_the_floor_is_written_by_accident(tmp_path: Path) -> None:
    """Without saying that it is for tests a weaker work factor cannot even be made; the default is the floor."""
    assert STRONG.log2n == LOG2N_FLOOR == 17
    with pytest.raises(AssertionError):
        Work(LOG2N_FLOOR - 1)
    path = keyfile.save(tmp_path, l_bundle(), PHRASE)
    assert path.read_bytes()[4:7] == bytes((17, 8, 1))
    assert keyfile.open(tmp_path, PHRASE) == l_bundle()
