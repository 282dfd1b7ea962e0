"""The public list travels openly: whoever changes one bit of it, or signs it himself, is refused."""

from dataclasses import replace

import pytest

from nsp_console.domain.errors import KeysError
from nsp_console.domain.sites import SiteKind
from nsp_console.keys import parts
from nsp_console.keys.packing import split
from nsp_console.keys.roll import Signer, read_roll, signed_roll
from support.rings import region_keys

BUNDLE = region_keys().bundle(30, SiteKind.L)


def test_a_flipped_bit_in_any_byte_of_the_list_is_refused() -> None:
    """Every byte in turn: head, keys, counts, signature; the list that a station has stays the one it believes."""
    good = parts.list_part(BUNDLE)
    assert parts.merged(good, BUNDLE) == BUNDLE
    for at in range(len(good)):
        with pytest.raises(KeysError):
            parts.merged(good[:at] + bytes((good[at] ^ 1 << at % 8,)) + good[at + 1 :], BUNDLE)


def test_a_thief_cannot_sign_himself_into_the_list() -> None:
    """A list that names the real keeper but is signed with another key is no list."""
    keys = region_keys()
    thief = keys.bundle(2, SiteKind.C)
    wanted = replace(keys.roll, serial=9, signers={**keys.roll.signers, 25: Signer(2, thief.public)})
    forged = signed_roll(wanted, thief.seed)
    with pytest.raises(KeysError, match=r"keys\.list_not_signed"):
        parts.merged(forged.signed, BUNDLE)
    real = signed_roll(wanted, keys.keeper.seed)
    (head, body), *rest = split(real.signed)
    assert rest == []
    assert read_roll(head, body) == real


@pytest.mark.parametrize("make", [parts.now_part, parts.list_part])
def test_a_part_with_bytes_left_over_is_refused(make: object) -> None:
    """A body that is longer than its kind can be is damaged, also when the length in the head agrees."""
    assert callable(make)
    whole = make(BUNDLE) + b"\0"
    stretched = whole[:1] + len(whole).to_bytes(2, "big") + whole[3:]
    with pytest.raises(KeysError, match=r"keys\.part_damaged"):
        parts.merged(stretched, BUNDLE)
